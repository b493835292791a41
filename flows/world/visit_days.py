"""When the next visit of a rhythm is, and when the moments around a visit are. Pure.

A rhythm is a first local day, so many days between, and a local time; so a change of the clocks
moves nothing. A time that spring skips comes when the clock shows it again; of one that comes
twice in autumn the first is meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

EARLIEST, LATEST = time(9, 0), time(17, 0)
"""The kind hours: a resident is asked about a visit between them."""

BEFORE: Final = time(17, 30)
"""When a befriender reads of tomorrow's visit: the resident has had the day to answer."""

UNASKED: Final = time(17, 0)
"""When a resident is told of tomorrow's visit who could not be asked about it all day."""

MORNING: Final = time(9, 0)
"""When a befriender reads of today's visit."""

EVENING: Final = time(18, 30)
"""When a befriender is asked how it was, who has not said so."""

AWAKE, ASLEEP = time(8, 0), time(20, 0)
TO_ANSWER: Final = timedelta(hours=2)
"""Waking hours that anybody has at least to answer what was offered."""

TO_HEAR: Final = timedelta(minutes=30)
"""How long before a time that was offered both know at the latest what has become of it."""

LAST: Final = time(19, 30)
AHEAD: Final = 400
"""Visits of a rhythm that are looked through for the next one: a rest longer than that is one
until somebody says."""

SOON: Final = timedelta(hours=3)
"""Of a visit that is nearer than this nobody is asked the day before: they have just spoken."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often two people meet. at: local in `zone`. It rests from `rests_from` (UTC; None: it
    does already) until `rests_until` (None: it does not rest).
    """

    first_on: date
    every_days: int
    at: time
    zone: str
    rests_until: datetime | None = None
    rests_from: datetime | None = None

    def rests(self, at: datetime) -> bool:
        """Whether there is no visit at this moment."""
        if self.rests_until is None or at >= self.rests_until:
            return False
        return self.rests_from is None or at >= self.rests_from


def local(day: date, at: time, zone: str) -> datetime:
    """The UTC moment of a local time."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def day_of(at: datetime, zone: str) -> date:
    """The local day of a moment."""
    return at.astimezone(ZoneInfo(zone)).date()


def moments(rhythm: Rhythm, after: datetime) -> Iterator[datetime]:
    """The visits of a rhythm later than this moment, and not while it rests; none for no rhythm."""
    if rhythm.every_days < 1:
        return
    passed = (day_of(after, rhythm.zone) - rhythm.first_on).days // rhythm.every_days
    for nth in range(max(passed - 1, 0), max(passed, 0) + AHEAD):
        day = rhythm.first_on + timedelta(days=nth * rhythm.every_days)
        at = local(day, rhythm.at, rhythm.zone)
        if at > after and not rhythm.rests(at):
            yield at


def next_visit(rhythm: Rhythm, after: datetime) -> datetime | None:
    """The first visit of a rhythm later than this moment, or None if there is none."""
    return next(moments(rhythm, after), None)


def day_before(at: datetime, hour: time, zone: str, now: datetime) -> datetime | None:
    """This hour of the day before; now, if that is past. None: it is too near to speak of it."""
    due = local(day_of(at, zone) - timedelta(days=1), hour, zone)
    if due >= now:
        return due
    return now if at - now > SOON else None


def open_until(at: datetime, zone: str, now: datetime) -> datetime:
    """Until when somebody may say yes to a time that is offered now: the afternoon before it, and
    two waking hours at least; while both can still hear what has become of it.
    """
    start = now.astimezone(ZoneInfo(zone))
    if start.time() >= ASLEEP:
        start = local(start.date() + timedelta(days=1), AWAKE, zone).astimezone(ZoneInfo(zone))
    begin = max(start.astimezone(UTC), local(start.date(), AWAKE, zone))
    enough, evening = begin + TO_ANSWER, local(start.date(), ASLEEP, zone)
    if enough > evening:
        enough = local(start.date() + timedelta(days=1), AWAKE, zone) + (enough - evening)
    before = local(day_of(at, zone) - timedelta(days=1), UNASKED, zone)
    return max(now, min(max(before, enough), at - TO_HEAR))


def on_the_day(at: datetime, zone: str, now: datetime) -> datetime | None:
    """In the morning, and an hour before it where it is early. None: that is past."""
    due = min(local(day_of(at, zone), MORNING, zone), at - timedelta(hours=1))
    return due if due >= now else None


def kind_hour(at: time) -> time:
    """Somebody's own hour, if that is a kind one; else the nearest that is."""
    return min(max(at, EARLIEST), LATEST)


def afterwards(over: datetime, zone: str) -> datetime:
    """When to ask how it was: that evening; the next one's, where it ended late."""
    ended = over.astimezone(ZoneInfo(zone))
    if ended.time() > LAST:
        return local(ended.date() + timedelta(days=1), MORNING, zone)
    return max(over, local(ended.date(), EVENING, zone))


def next_morning(now: datetime, zone: str) -> datetime:
    """Tomorrow at ten."""
    return local(day_of(now, zone) + timedelta(days=1), time(10), zone)
