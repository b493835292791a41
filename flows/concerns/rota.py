"""The duty rota: who is on duty at a moment, who comes next, and when nobody is. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from flows.rhythm import local_day, moment

UNCOVERED: Final = timedelta(hours=24)
"""A gap as long as this is a hole in the rota; a night between two days on duty is none."""

WARNED_AT: Final = time(14)
IN_TIME: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody is on duty from a moment until another (UTC; None: until they say otherwise)."""

    person_id: int
    start: datetime
    until: datetime | None = None
    id: int = 0
    name: str = ""

    def covers(self, at: datetime) -> bool:
        """Whether they are on duty then."""
        return self.start <= at and (self.until is None or at < self.until)


def on_duty(shifts: Collection[Shift], now: datetime) -> tuple[int, ...]:
    """Who is on duty, whoever began first, first."""
    found = sorted((each for each in shifts if each.covers(now)), key=lambda each: each.start)
    return tuple(dict.fromkeys(each.person_id for each in found))


def in_turn(shifts: Collection[Shift], everybody: Sequence[int], now: datetime) -> tuple[int, ...]:
    """Everybody, in the order they are asked: who is on duty, who comes on next, all the others."""
    coming = sorted((each for each in shifts if each.start > now), key=lambda each: each.start)
    first = (*on_duty(shifts, now), *(each.person_id for each in coming), *everybody)
    return tuple(each for each in dict.fromkeys(first) if each in everybody)


def is_uncovered(shifts: Collection[Shift], at: datetime) -> bool:
    """Whether nobody is on duty then, nor comes on within a day."""
    soon = at + UNCOVERED
    return not any(each.covers(at) or at < each.start <= soon for each in shifts)


def warned_at(empty: datetime, zone: str) -> datetime:
    """When everybody is warned that nobody is on duty from then on: the last early afternoon that
    leaves time to find somebody.
    """
    day = local_day(empty, zone)
    same_day = moment(day, WARNED_AT, zone)
    if empty - same_day >= IN_TIME:
        return same_day
    return moment(day - timedelta(days=1), WARNED_AT, zone)
