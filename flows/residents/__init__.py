"""The residents' conversations, one file each."""
