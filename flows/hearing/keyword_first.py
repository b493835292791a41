"""Wishes that begin with their keyword, and what they say after it: "ASK …", "SAY: …", "FORGET 2".

The keyword counts in capitals, with a colon or a dash after it, or by itself. "Ask Sam to come" is
none: there what follows it decides, by the tables under `keywords` in `english/taking_part.yaml`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from flows.hearing.courtesies import Core, rows
from flows.hearing.first_names import with_names
from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import Said, on_one_line, plain, said
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.spelling import rewritten
from flows.hearing.tables import table
from flows.hearing.when import with_days_mended

_KEYWORDS: Final = {
    "ask": Signal.ASK,
    "say": Signal.SAY,
    "story": Signal.STORY,
    "place": Signal.PLACE,
    "poll": Signal.POLL,
    "answer": Signal.ANSWER,
    "forget": Signal.FORGET,
    "whats on": Signal.WHATS_ON,
    "whatson": Signal.WHATS_ON,
    "help out": Signal.HELP_OUT,
    "me": Signal.ME,
    "not coming": Signal.NOT_COMING,
    "visit day": Signal.VISIT_DAY,
    "visit days": Signal.VISIT_DAY,
    "gone": Signal.GONE,
    "never mind": Signal.NEVER_MIND,
    "nevermind": Signal.NEVER_MIND,
}

_GREETED = (
    r"\A\W*(?:(?:(?:hello|hi|hiya|hey|dear|good (?:morning|afternoon|evening)|please|pls|sorry)\b"
    r"(?: (?:doorstep|there|dear|love|all))?|doorstep)[\s,.!]+)*"
)
_KEYWORD = re.compile(
    rf"{_GREETED}(?P<keyword>ask|say|story|place|poll|answer|forget|what[\u2019']?s[ -]?on"
    r"|help[ -]out|me|not coming|visit days?|gone|never ?mind)"
    r"(?P<mark>\s*(?:[:;\u2013\u2014-]+|\n))?(?:[\s.,!?]+(?P<words>.*))?[\s.,!?]*\Z",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_KEYWORD = re.compile(
    rf"{_GREETED}(?P<keyword>pause|person|stop|start|help|more|less|done|home)\b", re.IGNORECASE
)
_OF_US_ALONE: Final = (
    Signal.WHATS_ON, Signal.HELP_OUT, Signal.PLACE, Signal.POLL, Signal.NOT_COMING, Signal.PAUSE,
    Signal.PERSON, Signal.STOP, Signal.START, Signal.HELP,
)  # fmt: skip
"""Whose keywords nobody says to a neighbour to begin a text with, not even in small letters."""

_ANYBODY = re.compile(
    r"(?:could|can|would|will|does|do|is|has|have|did) (?:any|some) ?(?:one|body)\b|who\b|anyone\b",
    re.IGNORECASE,
)
"""What is asked of everybody, and so of us: "ask could anyone", but not "ask for the red one"."""

_POLITE = re.compile(r"(?:(?:please|pls|plz|love|dear|x+)\b[\s.!]*)*", re.IGNORECASE)
"""What may follow a keyword and is no word of theirs: but "ANSWER yes, thanks" is an answer."""


_ALTOGETHER = re.compile(
    rf"(?:all |everything )?(?:about )?(?:me|us)[\s.,!]*{_POLITE.pattern}", re.IGNORECASE
)
"""Who would have us forget them altogether perhaps wants no more of us: that is asked."""


def keyword_first(heard: Said, scene: Scene) -> SignalHeard | None:
    """The wish whose keyword a text begins with, with what follows it as its words, or None."""
    found = _KEYWORD.match(heard.raw)
    if found is None:
        return None
    wish = _KEYWORDS[plain(found["keyword"])]
    words = on_one_line(found["words"] or "")
    words = "" if _POLITE.fullmatch(words) else words
    if wish is Signal.FORGET and _ALTOGETHER.fullmatch(words):
        return None
    in_capitals = found["keyword"].isupper() and not heard.raw.isupper()
    plainly = not words or bool(found["mark"]) or in_capitals
    sure = True if plainly else _as_it_follows(wish, words)
    if sure is None:
        return None
    return SignalHeard(wish, sure=sure, why="begins with the keyword", words=words)


def is_the_keyword(heard: Said, found: SignalHeard) -> bool:
    """Whether a text begins with the keyword of what was found in it, as it is said to us alone.

    "ME", "SAY: …" and "what's on" are; "me", "ask for the red one" may be said to a neighbour.
    """
    first = _KEYWORD.match(heard.raw) or _OTHER_KEYWORD.match(heard.raw)
    if first is None or not found.sure:
        return False
    keyword, groups = first["keyword"], first.groupdict()
    if _KEYWORDS.get(plain(keyword), plain(keyword)) != found.signal:
        return False
    if keyword.isupper() or (groups.get("mark") or "").strip() or found.signal in _OF_US_ALONE:
        return True
    words = groups.get("words") or ""
    if found.signal is Signal.ASK:
        return not words or bool(_ANYBODY.match(words))
    return not words and found.signal in (Signal.SAY, Signal.STORY, Signal.FORGET)


def after_the_keyword(heard: Said) -> Said | None:
    """What follows a keyword that a text begins with, as if it had been said alone."""
    found = _KEYWORD.match(heard.raw)
    return said(found["words"]) if found and found["words"] else None


def _as_it_follows(wish: Signal, words: str) -> bool | None:
    """Whether what follows a keyword makes it one; None if it makes it an ordinary sentence."""
    parts = set(_parts(wish, words))
    if "never" in parts or wish not in table("english/taking_part")["keywords"]:
        return None
    return "plain" in parts


def _parts(wish: Signal, words: str) -> Iterator[str]:
    following = said(with_days_mended(words))
    left = with_names(Core((following.words,)), following.raw).whole
    for found in _book().found(left):
        heading, _, part = found.heading.rpartition(" ")
        if heading == wish:
            yield part


@cache
def _book() -> Phrasebook:
    keywords = table("english/taking_part")["keywords"]
    headings = {
        f"{wish} {part}": [f"^ {row}" for row in rows(text)]
        for wish, parts in keywords.items()
        for part, text in parts.items()
    }
    return Phrasebook(headings, never=rewritten())
