"""A text as its bare words: lower case, no marks, one space between, to look up in tables."""

import re
import unicodedata

_NOT_WORDS = re.compile(r"[^\w\s]|_")
_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u00b4`]")


def plain(text: str) -> str:
    """The words of a text. Apostrophes close up ("don't" is "dont"); other marks are spaces."""
    letters = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text)).casefold()
    return " ".join(_NOT_WORDS.sub(" ", letters).split())
