"""The commands of `doorstep`, one file a noun; `bot/cli.py` puts them together."""
