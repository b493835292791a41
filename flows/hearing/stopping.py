"""Whether a text asks us to stop: a provider's keyword, or their own words for it.

Whoever asks is never texted again, so it has to be heard however it is put; and a bus stop is
none. What only looks like it is heard as not sure, for a person to ask.
"""

import re
from typing import Final

from rapidfuzz.distance import OSA

from flows.hearing.courtesies import Core, core
from flows.hearing.plain import Said, said
from flows.hearing.quoting import own_words
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.wishbook import Telling, telling, tellings

_SPELT_OUT: Final = "s t o p"

_STOP_SIGNS: Final = frozenset("\U0001f6d1\u26d4\U0001f6ab")

_REAL_WORDS: Final = frozenset("shop slop swop step stow stops strop sop top".split())
"""Words that are one slip from "stop" and said for their own sake."""

_IN_CAPITALS = re.compile(
    r"\A\W*STOP\b(?!\s+(?:it|that|by|at|the|in|for|off|over|an?|sign|press|[a-z]+ing)\b)"
    r"|(?<!\bbus )(?<!n't )(?<!\bnever )(?<!\bnot )\bSTOP\W*\Z"
)
_NAME = r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+)?"
_TO = re.compile(
    rf"\A\W*(?:(?i:hi|hello|hey|dear|hiya|it'?s|it is|this is|good \w+|morning)\s+){_NAME}"
    r"(?:\s+here)?[\s,.!-]+(?=\w)"
)
_FROM = re.compile(rf"(?:[,.\n-]|\s)\s*(?:(?i:from|love|regards)\W+)*{_NAME}[\s.!xX]*\Z")
_LONGEST_KEYWORD: Final = 60


def stop(heard: Said, scene: Scene) -> SignalHeard | None:
    """STOP, or None. What is only to stop for a while is a pause."""
    heard = own_words(heard)
    left = core(heard)
    if found := telling("stop", left):
        if stops_for_a_while(left):
            return None
        return SignalHeard(Signal.STOP, sure=found.sure, why=found.why)
    return _signed(heard) or _by_itself(left, heard) or _misspelt(left, heard)


def stops_for_a_while(left: Core) -> Telling | None:
    """The wish to stop of a text that says that it is not for good, or None."""
    asked = telling("stop", left)
    if asked is None:
        return None
    for each in tellings("while", left):
        if each.sentence == asked.sentence and (each.start >= asked.start or not each.start):
            return asked
    return None


def _by_itself(left: Core, heard: Said) -> SignalHeard | None:
    """A keyword that is a sentence of its own, or that stands out in capitals, among others."""
    if telling("in jest", left):
        return None
    last = len(left.sentences) - 1
    for each in tellings("stop by itself", left):
        sure = each.sentence == last or "STOP" in heard.raw
        return SignalHeard(Signal.STOP, sure=sure, why="a keyword, among other sentences")
    if not heard.raw.isupper() and _IN_CAPITALS.search(heard.raw):
        return SignalHeard(Signal.STOP, sure=False, why="the keyword in capitals, and more")
    return None


def _misspelt(left: Core, heard: Said) -> SignalHeard | None:
    """The keyword as a whole message, spelt out, as a sign, or a slip away."""
    word = left.whole
    if heard.words == _SPELT_OUT or (not heard.words and _STOP_SIGNS.intersection(heard.faces)):
        return SignalHeard(Signal.STOP, why="the keyword, spelt out or as a sign")
    if " " not in word and word not in _REAL_WORDS and OSA.distance(word, "stop") == 1:
        return SignalHeard(Signal.STOP, sure=False, why="a slip away from the keyword")
    return None


def _signed(heard: Said) -> SignalHeard | None:
    """A keyword with a name before or after it: "Stop, Rose Tyler"."""
    if len(heard.raw) > _LONGEST_KEYWORD or heard.raw.isupper():
        return None
    bare = _FROM.sub("", _TO.sub("", heard.raw))
    if bare == heard.raw:
        return None
    if found := telling("stop by itself", core(said(bare))):
        return SignalHeard(Signal.STOP, why=found.why)
    return None
