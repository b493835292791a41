"""Chats between neighbours that pass through us: what is passed on, what is held, what is said."""
