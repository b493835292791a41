"""First names in a text, as in "there's no Rose here" and "stop margaret"."""

import re
from typing import Final

from flows.hearing.courtesies import Core
from flows.hearing.tables import lines

NAME: Final = "@name"
"""What stands for a name in the phrases of `english/wishes.yaml`; with an s, for "Rose's"."""


def is_first_name(word: str, text: str = "") -> bool:
    """Whether a bare word is a name: a common one, or one with a capital in this text."""
    if word in lines("english/first_names"):
        return True
    if text.isupper() or not word.isalpha() or word in lines("english/no_names"):
        return False
    written = re.search(rf"\b{word}\b", text, re.IGNORECASE)
    return written is not None and written[0][0].isupper() and not written[0].isupper()


def with_names(left: Core, text: str) -> Core:
    """The same, with every first name as `NAME`."""
    return Core(
        tuple(" ".join(_name(word, text) for word in each.split()) for each in left.clauses)
    )


def _name(word: str, text: str) -> str:
    if is_first_name(word, text):
        return NAME
    return f"{NAME}s" if word.endswith("s") and is_first_name(word[:-1], text) else word
