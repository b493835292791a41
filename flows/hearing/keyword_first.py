"""Wishes that begin with their keyword, and what they say after it: "ASK …", "SAY: …", "FORGET 2".

The keyword counts in capitals, with a colon or a dash after it, or by itself. "Ask Sam to come" is
none: there what follows it decides, by the tables under `keywords` in `english/taking_part.yaml`.
"""

import re
from functools import cache
from typing import Final

from flows.hearing.courtesies import Core, rows
from flows.hearing.first_names import with_names
from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import Said, said
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.spelling import rewritten
from flows.hearing.tables import table

_WITH_WORDS: Final = "ask say story place poll answer forget".split()
_BY_THEMSELVES: Final = {"me": Signal.ME, "whats on": Signal.WHATS_ON, "help out": Signal.HELP_OUT}

_GREETED = (
    r"\A\W*(?:(?:(?:hello|hi|hiya|hey|dear|good (?:morning|afternoon|evening)|please|pls)\b"
    r"(?: (?:doorstep|there|dear|love|all))?|doorstep)[\s,.!]+)*"
)
_KEYWORD = re.compile(
    rf"{_GREETED}(?P<keyword>(?P<short>{'|'.join(_WITH_WORDS)})"
    r"|what[\u2019']?s[ -]?on|help[ -]out|me)"
    r"(?P<mark>\s*(?:[:;\u2013\u2014-]+|\n))?(?:[\s.,!?]+(?P<words>.*))?[\s.,!?]*\Z",
    re.IGNORECASE | re.DOTALL,
)


def keyword_first(heard: Said, scene: Scene) -> SignalHeard | None:
    """The wish whose keyword a text begins with, with what follows it as its words, or None."""
    found = _KEYWORD.match(heard.raw)
    if found is None:
        return None
    words = tidied(found["words"] or "")
    if found["short"]:
        wish = Signal(found["short"].lower())
        sure = _is_plain(found, words, heard) or _follows(wish, words)
        if sure is None:
            return None
    else:
        wish, sure = _by_itself(found["keyword"]), not words
        if words and not (found["mark"] or _stands_out(found["keyword"], heard)):
            return None
        sure = True
    return SignalHeard(wish, sure=sure, why="begins with the keyword", words=words)


def tidied(words: str) -> str:
    """Their words as they spelt them, on one line."""
    return " ".join(words.split())


def _by_itself(keyword: str) -> Signal:
    bare = said(keyword.replace("-", " ")).bare
    return _BY_THEMSELVES["whats on" if bare.startswith("what") else bare]


def _is_plain(found: re.Match[str], words: str, heard: Said) -> bool:
    return not words or bool(found["mark"]) or _stands_out(found["keyword"], heard)


def _stands_out(keyword: str, heard: Said) -> bool:
    """Whether the keyword is in capitals, in a text that is not."""
    return keyword.isupper() and not heard.raw.isupper()


def _follows(wish: Signal, words: str) -> bool | None:
    """Whether what follows a keyword makes it one; None if it makes it an ordinary sentence."""
    following = said(words)
    left = with_names(Core((following.words,)), following.raw).whole
    book = _book()
    headings = {found.heading for found in book.found(left)}
    if f"{wish} never" in headings:
        return None
    return f"{wish} plain" in headings


@cache
def _book() -> Phrasebook:
    keywords = table("english/taking_part")["keywords"]
    headings = {
        f"{wish} {part}": [f"^ {row}" for row in rows(text)]
        for wish, parts in keywords.items()
        for part, text in parts.items()
    }
    return Phrasebook(headings, never=rewritten())
