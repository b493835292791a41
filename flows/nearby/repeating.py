"""How often people meet somewhere, out of somebody's words: "the first wednesday of the month".

What is understood becomes an RFC 5545 recurrence. What may be heard wrong ("every other week") is
not guessed at: it is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

from flows.hearing import Scene
from flows.nearby.schedule import DAYS, next_times
from flows.rhythm import moment
from flows.world.nearby import Schedule

_DAY: Final = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)s?\b"
    r"(?=\W*(?:$|\d|at\b|about\b|from\b|of\b|in\b|half\b|quarter\b|mornings?\b|afternoons?\b"
    r"|evenings?\b|(?:and|or|to|till?|until|&|-|\u2013)\s*(?:mon|tue|wed|thu|fri|sat|sun))))"
)
_NTH: Final = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "last": -1,
}  # fmt: skip
_NTHS: Final = rf"(?:{'|'.join(_NTH)})"
_MONTHLY: Final = re.compile(
    rf"\b(?P<nths>{_NTHS}(?:\s*(?:and|&|,)\s*(?:the )?{_NTHS})*)\s+(?P<day>{_DAY})", re.IGNORECASE
)
_SEVERAL: Final = re.compile(
    r"\b(?:(?P<weekdays>week ?days?)|(?P<weekends>week ?ends?)|daily"
    r"|(?:most|every|each|all) (?:single )?(?:days?|mornings?|afternoons?|evenings?|nights?)"
    r"|mornings|afternoons|evenings)\b",
    re.IGNORECASE,
)
_ONE: Final = re.compile(rf"\b{_DAY}", re.IGNORECASE)
_RANGE: Final = re.compile(
    rf"\b(?P<first>{_DAY})\s*(?:to|till?|until|-|\u2013)\s*(?P<last>{_DAY})", re.IGNORECASE
)
_NOT_SURE: Final = re.compile(
    r"\b(?:every other|alternate|fortnight\w*|bi-?weekly|every (?:two|three|four|few|\d) weeks"
    r"|monthly|(?:once|twice|times) a (?:week|month)|of (?:the|each|every) month|or|sometimes"
    r"|now and|except|but not|apart from|not)\b",
    re.IGNORECASE,
)
"""Words beside which a day alone would be heard wrong."""

WHEN: Final = re.compile(rf"{_MONTHLY.pattern}|{_SEVERAL.pattern}|{_ONE.pattern}", re.IGNORECASE)
"""Where words of when begin."""

EVERY_DAY: Final = "FREQ=WEEKLY;BYDAY=" + ",".join(DAYS)


def rule_in(text: str) -> str:
    """The recurrence that these words name; "" where they name none, or it may be another."""
    if monthly := _MONTHLY.search(text):
        rest = text[: monthly.start()] + re.sub(
            r"\b(?:of|in) (?:the|each|every) month\b|\bmonthly\b", "", text[monthly.end() :]
        )
        return "" if _NOT_SURE.search(rest) or _ONE.search(rest) else _monthly(monthly)
    if _NOT_SURE.search(text):
        return ""
    if named := _named(text):
        return _weekly(named)
    several = _SEVERAL.search(text)
    if several is None:
        return ""
    if several["weekdays"]:
        return _weekly(range(5))
    return _weekly((5, 6)) if several["weekends"] else EVERY_DAY


def _monthly(found: re.Match[str]) -> str:
    day = DAYS[_weekday(found["day"])]
    nths = [_NTH[each.lower()] for each in re.findall(_NTHS, found["nths"], re.IGNORECASE)]
    return "FREQ=MONTHLY;BYDAY=" + ",".join(f"{nth}{day}" for nth in dict.fromkeys(nths))


def _named(text: str) -> set[int]:
    span = _RANGE.search(text)
    if span is not None:
        first, last = _weekday(span["first"]), _weekday(span["last"])
        return {day % 7 for day in range(first, last + (1 if last >= first else 8))}
    return {_weekday(each.group()) for each in _ONE.finditer(text)}


def _weekday(name: str) -> int:
    return [day.lower() for day in DAYS].index(name[:2].lower())


def _weekly(days: Iterable[int]) -> str:
    return "FREQ=WEEKLY;BYDAY=" + ",".join(DAYS[day] for day in sorted(set(days)))


def repeating(rule: str, at: time, scene: Scene) -> Schedule:
    """That often and about then, from the next time on. Raises ValueError if nobody knows what day
    it is.
    """
    if scene.local is None:
        raise ValueError("what repeats needs a day to begin with")
    today = scene.local.date()
    usual = Schedule(datetime.combine(today, at), scene.zone, rule=rule, roughly=True)
    midnight = moment(today, time(), scene.zone) - timedelta(seconds=1)
    first = next_times(usual, midnight.astimezone(UTC))[0]
    local = first.astimezone(scene.local.tzinfo).replace(tzinfo=None)
    return replace(usual, start=datetime.combine(local.date(), at))
