"""A place where people bump into each other, out of somebody's own words.

"the bench by the canal, Tuesdays 11ish, dog people": where, on which weekday, at what time, and
who is usually there. What is not said stays open, and is asked.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from flows.hearing import Scene, When, hear
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
_BEFORE_DAY: Final = re.compile(r"(?:\b(?:on|every|each|most|of a|usually)\s*)+$", re.IGNORECASE)
_CLAUSES: Final = re.compile(r"\s*(?:[,;\n]|\.(?=\s|$)|\s[-\u2013]\s)\s*")
_SEVERAL: Final = re.compile(r"\b(?:weekdays|weekends|every day|most days)\b", re.IGNORECASE)
_AT: Final = re.compile(r"^(?:down |over )?(?:by|at|in|on|near) (?=the\b|our\b)", re.IGNORECASE)
_PLURAL: Final = re.compile(r"(?<=day)s\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bumping:
    """What was told of a place. weekday: 0 is Monday. None, or empty: not said."""

    where: str = ""
    weekday: int | None = None
    at: time | None = None
    who: str = ""


def bumping(text: str, scene: Scene) -> Bumping:
    """All that these words tell of a place. Of several days none is taken: it is asked. A time
    that is not sure is taken all the same, for all of it is read back.
    """
    weekday: int | None = None
    at: time | None = None
    rest: list[str] = []
    for clause in filter(None, _CLAUSES.split(text.strip())):
        before, when = _cut(clause)
        day, hour = weekday_and_time(when, scene, sure=False)
        early = _hour(before, scene)
        weekday = day if weekday is None else weekday
        at = (hour or early) if at is None else at
        named = day is not None or hour is not None or bool(_DAY.search(when))
        rest += filter(
            None, ["" if early or _SEVERAL.search(clause) else before if named else clause]
        )
    where, *who = rest or [""]
    where = _AT.sub("", where)
    return Bumping(
        shortened(where, LONGEST_PLACE), weekday, at, shortened(", ".join(who), LONGEST_WHO)
    )


def _hour(text: str, scene: Scene) -> time | None:
    """The time that stands before a day, if all it is, is one: "11ish Tuesdays"."""
    heard = hear(text, When(), scene) if text else None
    return _time(heard.value) if heard and heard.outcome == "heard" else None


def _cut(clause: str) -> tuple[str, str]:
    """What stands before a weekday, and the weekday with what follows. All of it may be a time."""
    found = _DAY.search(clause)
    if found is None:
        return "", clause
    return _BEFORE_DAY.sub("", clause[: found.start()]).strip(), clause[found.start() :]


def weekday_and_time(text: str, scene: Scene, sure: bool = True) -> tuple[int | None, time | None]:
    """The one weekday and the one time that these words name; each None if they name none.

    sure: only a time that can be no other: "9" may be morning or evening.
    """
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
