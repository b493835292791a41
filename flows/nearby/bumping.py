"""A place where people bump into each other, out of somebody's own words.

"the bench by the canal, Tuesdays 11ish, dog people": where, on which weekday, at what time, and
who is usually there. What is not said stays open, and is asked.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from flows.hearing import Scene, When, hear, with_days_mended
from flows.nearby.repeating import WHEN, rule_in
from flows.words import shortened

LONGEST_PLACE: Final = 36
LONGEST_WHO: Final = 30
"""Characters of theirs that are read back and shown to others."""

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY: Final = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|\b(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)s?\b"
    r"(?=\W*(?:$|\d|at\b|about\b|from\b|half\b|quarter\b|mornings?\b|afternoons?\b|evenings?\b))",
    re.IGNORECASE,
)
_BEFORE_DAY: Final = re.compile(
    r"(?:\b(?:on|every|each|most|other|alternate|usually|fortnightly|monthly|of a|a|the"
    r"|(?:once|twice) a (?:week|month))\s*)+$",
    re.IGNORECASE,
)
_OF_THE_MONTH: Final = re.compile(r"\b(?:of|in) (?:the|each|every) month\b", re.IGNORECASE)
_CLAUSES: Final = re.compile(r"\s*(?:[,;\n]|\.(?=\s|$)|\s[-\u2013]\s)\s*")
_AT: Final = re.compile(r"^(?:down |over )?(?:by|at|in|on|near) (?=the\b|our\b)", re.IGNORECASE)
_PLURAL: Final = re.compile(r"(?<=day)s\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bumping:
    """What was told of a place; empty, or None: not said. rule: how often, as in RFC 5545."""

    where: str = ""
    rule: str = ""
    at: time | None = None
    who: str = ""


def bumping(text: str, scene: Scene) -> Bumping:
    """All that these words tell of a place. How often is taken only if it can be nothing else. A
    time that is not sure is taken all the same, for all of it is read back.
    """
    at: time | None = None
    rest: list[str] = []
    mended = with_days_mended(text.strip())
    for clause in filter(None, _CLAUSES.split(mended)):
        before, when = _cut(clause)
        hour = time_in(when, scene)
        early = _hour(before, scene)
        at = (hour or early) if at is None else at
        named = hour is not None or bool(WHEN.search(when))
        rest += filter(None, ["" if early else before if named else clause])
    where, *who = rest or [""]
    where = _AT.sub("", where)
    return Bumping(
        shortened(where, LONGEST_PLACE), rule_in(mended), at, shortened(", ".join(who), LONGEST_WHO)
    )


def _hour(text: str, scene: Scene) -> time | None:
    """The time that stands before a day, if all it is, is one: "11ish Tuesdays"."""
    heard = hear(text, When(), scene) if text else None
    return _time(heard.value) if heard and heard.outcome == "heard" else None


def _cut(clause: str) -> tuple[str, str]:
    """What stands before the words of when, and those with what follows: all of it may be that."""
    found = WHEN.search(clause)
    if found is None:
        return "", clause
    return _BEFORE_DAY.sub("", clause[: found.start()]).strip(), clause[found.start() :]


def time_in(text: str, scene: Scene) -> time | None:
    """The one time that these words name, sure or not, whatever days they name besides."""
    text = with_days_mended(text)
    _, at = weekday_and_time(text, scene, sure=False)
    if at is None and WHEN.search(text):
        _, at = weekday_and_time(_OF_THE_MONTH.sub("", WHEN.sub(" ", text)), scene, sure=False)
    return at


def weekday_and_time(text: str, scene: Scene, sure: bool = True) -> tuple[int | None, time | None]:
    """The one weekday and the one time that these words name; each None if they name none.

    sure: only a time that can be no other: "9" may be morning or evening.
    """
    text = with_days_mended(text)
    days = {_DAYS.index(each.group().lower()[:3]) for each in _DAY.finditer(text)}
    if len(days) > 1:
        return None, None
    weekday = days.pop() if days else None
    heard = When().heard(_PLURAL.sub("", text), scene)
    if heard is None or heard.outcome != "heard" or (sure and not heard.sure):
        return weekday, None
    return weekday, _time(heard.value)


def _time(value: str) -> time | None:
    """The time in what was heard; of a span, when it begins."""
    first = value.split("/")[0]
    if "T" in first:
        return datetime.fromisoformat(first).time()
    return time.fromisoformat(first) if ":" in first else None
