"""A text as its bare words: lower case, no marks, one space between, so that tables can be looked up."""

import re
import unicodedata

_NOT_WORDS = re.compile(r"[^\w\s]|_")
_LONGEST_MATTERING = 200  # characters: no whole-message keyword is longer


def plain(text: str) -> str:
    """The words of a text. Apostrophes close up ("don't" is "dont"); other marks are spaces."""
    head = unicodedata.normalize("NFKC", text[: _LONGEST_MATTERING + 1])
    closed = head.replace("'", "").replace("\u2019", "").casefold()
    return " ".join(_NOT_WORDS.sub(" ", closed).split())
