"""Conversations of coordinators, by text: one file each."""
