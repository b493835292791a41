"""Concerns: how grave each kind is, and the clock that runs on it until a person has seen to it."""
