"""Conversations of befrienders: one file each."""
