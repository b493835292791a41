"""What the words of a time come to, piece by piece, before they are put together.

An Item is a word or several that mean one thing. What it means stands in `value`, by its kind:
a day is a `date`, a time is a `Clock`, a span of either a `Span`; lesser words have None.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Item:
    """A word or several. kind: what the rules call it. sure: whether it can mean just this.

    weak: people also write it in passing ("my knee is bad today"), so it gives way to others.
    loose: a weekday or a number of a month, where the week or month is not said.
    why: the rule that read it.
    """

    kind: str
    value: Any = None
    sure: bool = True
    weak: bool = False
    loose: bool = False
    why: str = ""

    def doubted(self) -> "Item":
        """The same, not sure."""
        return replace(self, sure=False)


class Clock(NamedTuple):
    """A time on a clock. settled: whether it says which half of the day it is in."""

    hour: int
    minute: int = 0
    second: int = 0
    settled: bool = True

    def readings(self) -> tuple[time, ...]:
        """The times that it can be, earliest first."""
        if self.settled:
            return (time(self.hour % 24, self.minute, self.second),)
        hour = self.hour % 12
        return tuple(time(each, self.minute, self.second) for each in (hour, hour + 12))

    def at(self, reading: time) -> "Clock":
        """The same, settled as this reading of it."""
        return Clock(reading.hour, reading.minute, reading.second)


class Span(NamedTuple):
    """From one to another, both as people say them. None: open at that side."""

    start: Any
    end: Any


class Part(NamedTuple):
    """A part of the day: when it begins and ends. plain: whether everybody means the same by it."""

    name: str
    start: time
    end: time
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Now:
    """The moment that words are heard at."""

    local: datetime
    aware: datetime
    zone: ZoneInfo

    @classmethod
    def there(cls, moment: datetime, zone: str) -> "Now":
        """A moment in a zone."""
        place = ZoneInfo(zone)
        return cls(moment.astimezone(place).replace(tzinfo=None), moment, place)

    @property
    def today(self) -> date:
        """The day where they are."""
        return self.local.date()

    def after(self, elapsed: timedelta) -> datetime:
        """What the clock on their wall will show when so much time has gone by."""
        then = self.aware.astimezone(UTC) + elapsed  # on the wall an hour may be missing, or twice
        return then.astimezone(self.zone).replace(tzinfo=None)

    def on(self, days: int) -> date:
        """The day so many days from today."""
        return self.today + timedelta(days=days)


def day_of(item: Item) -> date | None:
    """The day that an item is on; None if it is on none, or on several."""
    value = item.value[0] if item.kind == "day_part" else item.value
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def day_item(day: date, *, sure: bool = True, why: str = "a date") -> Item:
    """A day."""
    return Item("date", day, sure=sure, why=why)


def span_item(start: Any, end: Any, *, sure: bool = True, why: str = "some days") -> Item:
    """Days from one to another, both among them. None: open at that side."""
    return Item("dates", Span(start, end), sure=sure, why=why)
