"""One theme a file: what a turn may see of it, and what of it falls due about no one person.

`bot/sights.py` and `bot/affairs.py` are the two lists of them.
"""
