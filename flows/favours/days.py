"""The days of the week on which somebody could help: "Tues and Fri", "weekends", "any time"."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from flows.hearing import Expect, with_days_mended
from flows.hearing.answers import SKIPPED, Heard, declined
from flows.hearing.plain import Said
from flows.hearing.scene import Scene

EVERY_DAY: Final = frozenset(range(7))

_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY: Final = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|day|days|sday|sdays|nesday|nesdays|rs|rsday|rsdays"
    r"|urday|urdays)?\b"
)
_FROM_TO: Final = re.compile(rf"{_DAY.pattern} (?:to|til|till|until|through) {_DAY.pattern}")
_NOT: Final = re.compile(rf"\b(?:not|except|but not|apart from|bar)(?: on)? {_DAY.pattern}")
_SETS: Final = (
    (re.compile(r"\bweek ?days?\b|\bin the week\b"), frozenset(range(5))),
    (re.compile(r"\bweek ?ends?\b"), frozenset({5, 6})),
    (
        re.compile(
            r"\b(?:any|anytime|anyday|whenever|every ?day|always|all week|most days|all days"
            r"|doesnt matter|dont mind|not fussed|flexible|mornings?|afternoons?|evenings?)\b"
        ),
        EVERY_DAY,
    ),
)


def days_in(words: str) -> frozenset[int] | None:
    """The weekdays (Monday is 0) that bare words name, or None if they name none."""
    not_these = {_number(found[1]) for found in _NOT.finditer(words)}
    rest = _NOT.sub(" ", words)
    named = frozenset(_named(rest))
    if not named:
        named = next((days for ear, days in _SETS if ear.search(rest)), frozenset())
    if not named and not_these:
        named = EVERY_DAY
    return (named - not_these) or None


def _named(words: str) -> Iterator[int]:
    for found in _FROM_TO.finditer(words):
        first, last = _number(found[1]), _number(found[2])
        yield from (day % 7 for day in range(first, last + 1 + 7 * (last < first)))
    yield from (_number(found[1]) for found in _DAY.finditer(words))


def _number(name: str) -> int:
    return _NAMES.index(name)


def spelled(days: Iterable[int]) -> str:
    """Days as they are kept among answers: "0 3 4"."""
    return " ".join(str(day) for day in sorted(days))


def Days() -> Expect:
    """The days that suit somebody, or skipped. The value is `spelled`."""

    def days(heard: Said, scene: Scene) -> Heard | None:
        if declined(heard):
            return SKIPPED
        ways = (heard.words, heard.bare, with_days_mended(heard.bare))
        found = next((days for each in ways if (days := days_in(each))), None)
        return Heard("days", spelled(found), why="days of the week") if found else None

    return Expect(("days", "skip"), ("ANY DAY", "SKIP"), days)
