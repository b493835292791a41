"""STOP among other words: "I've had enough. STOP", "Stop, Rose Tyler", "STOPP", a stop sign."""

import re
from functools import cache
from typing import Final

from rapidfuzz.distance import OSA

from flows.hearing.courtesies import Core, core
from flows.hearing.first_names import is_first_name
from flows.hearing.plain import Said, said
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.tables import table
from flows.hearing.wishbook import Telling, telling, tellings

_SPELT_OUT: Final = "s t o p"
_STOP_SIGNS: Final = frozenset("\U0001f6d1\u26d4\U0001f6ab")

_REAL_WORDS: Final = frozenset("shop slop swop step stow stops strop sop top".split())
"""Words that are one slip from "stop" and are said for their own sake."""

_LONGEST_SIGNED: Final = 60
"""Characters beyond which a text is no keyword with a name beside it."""

_LONGEST_REASON: Final = 12
"""Words of a reason, beyond which a keyword right after them may be the end of a story."""

_NAME = r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+)?"
_TO = re.compile(
    rf"\A\W*(?:(?i:hi|hello|hey|dear|hiya|it'?s|it is|this is|good \w+|morning)\s+){_NAME}"
    r"(?:\s+here)?[\s,.!-]+(?=\w)"
)
_FROM = re.compile(rf"(?:[,.\n-]|\s)\s*(?:(?i:from|love|regards)\W+)*{_NAME}[\s.!xX]*\Z")

_PLEASE_STOP = re.compile(
    r"\bplease (?:just )?(?:stop|cease)\b(?: (?:sending|texting))?"
    r"(?:\Z| (?:now|it|this|these|them|as|because|i|we|our|she|he|they|thank|thanks|love|sorry"
    r"|before|at once|(?:and|or) (?:remove|delete|take|leave|dont|never|i))\b)"
    r"|\bplease stop (?:my|our|the) \w+ (?:is|are|has|have|cant|wont|dont)\b"
    r"|\bstop (?:it )?please\Z"
)
_PLEASE_STOP_AND_PAUSE = re.compile(
    r"\b(?:please|pls|plz)[ ,]+stop\s*(?:[,.!;:-]|\Z)|\A\W*stop[ ,]+please\b", re.IGNORECASE
)
_FIRST_OF_ALL = re.compile(
    r"\W*(?:(?i:(?:\w+ ){0,2}stop(?: now| please| thanks| thank you)?)\s*(?:\n|\.(?!\.))"
    r"|STOP\s*[.!])"
)
_IN_CAPITALS = re.compile(
    r"\W*STOP\b(?!\s+(?:it|that|by|at|the|in|for|off|over|an?|sign|press|[a-z]+ing)\b)"
)


def stop_keyword(heard: Said, left: Core) -> SignalHeard | None:
    """STOP, if the keyword stands in a text and means us; None if it is the whole of it."""
    if telling("in jest", left):
        return None
    return (
        _misspelt(heard, left)
        or _signed(heard, left)
        or _among_others(heard, left)
        or _at_the_end(left)
    )


def _misspelt(heard: Said, left: Core) -> SignalHeard | None:
    """The keyword as a whole message, spelt out, as a sign, or a slip away."""
    word = left.whole
    signed = set(left.clauses) <= {"no"} and _STOP_SIGNS.intersection(heard.faces)
    if heard.words == _SPELT_OUT or signed:
        return SignalHeard(Signal.STOP, why="the keyword, spelt out or as a sign")
    if " " not in word and word not in _REAL_WORDS and OSA.distance(word, "stop") == 1:
        return SignalHeard(Signal.STOP, sure=False, why="a slip away from the keyword")
    return None


def _signed(heard: Said, left: Core) -> SignalHeard | None:
    """A keyword with a name before or after it: "Stop, Rose Tyler"."""
    if len(heard.raw) > _LONGEST_SIGNED:
        return None
    words = left.whole.split()
    nameless = [word for word in words if not is_first_name(word)]
    unsigned = heard.raw if heard.raw.isupper() else _FROM.sub("", _TO.sub("", heard.raw))
    ways = []
    if nameless != words:
        ways.append(Core((" ".join(nameless),)))
    if unsigned != heard.raw:
        ways.append(core(said(unsigned)))
    if any(telling("stop by itself", way) and way.whole for way in ways):
        return SignalHeard(Signal.STOP, why="a keyword, with a name")
    return None


def _among_others(heard: Said, left: Core) -> SignalHeard | None:
    """A keyword that is a clause of its own among others, or that stands out in capitals."""
    capitals = "STOP" in heard.raw and not heard.raw.isupper()
    found = max(tellings("stop by itself", left), key=_clause, default=None)
    asked = any(map(_PLEASE_STOP.search, heard.sentences))
    if asked or _PLEASE_STOP_AND_PAUSE.search(heard.raw) or (found and _to_us(left, found)):
        return SignalHeard(Signal.STOP, why="a keyword, after what they told us")
    if found and telling("unwilling", left):
        return SignalHeard(Signal.STOP, why="a keyword, and that they are not willing")
    if found and (capitals or _FIRST_OF_ALL.match(heard.raw)):
        return SignalHeard(Signal.STOP, sure=capitals, why="a keyword, before what they told us")
    if (cross := telling("stop it", left)) and _to_us(left, cross):
        return SignalHeard(Signal.STOP, sure=False, why="stop it, after what they told us")
    if capitals and _IN_CAPITALS.match(heard.raw):
        return SignalHeard(Signal.STOP, sure=False, why="the keyword in capitals, and more")
    return None


def _at_the_end(left: Core) -> SignalHeard | None:
    """A keyword that ends what they told us in one breath: "I have my daughter for this stop"."""
    last = len(left.clauses) - 1
    for found in tellings("stop at the end", left):
        before = left.clauses[found.clause][: found.start].split()
        if found.clause != last or len(before) > _LONGEST_REASON:
            continue
        if _personal().intersection(before) or telling("unwilling", left):
            return SignalHeard(Signal.STOP, sure=found.sure, why="a keyword, after a reason")
    return None


def _clause(found: Telling) -> int:
    return found.clause


def _to_us(left: Core, keyword: Telling) -> bool:
    """Whether what stands before a keyword is a name, or is said by somebody to somebody."""
    before = [clause.split() for clause in left.clauses[: keyword.clause]]
    return bool(before) and all(len(each) == 1 or _personal().intersection(each) for each in before)


@cache
def _personal() -> frozenset[str]:
    """Words that a keyword follows when it means us: not "whisper mode, stop"."""
    return frozenset(table("english/stopping")["said to us"]["words"].split())
