"""Which half of the day a time is in, when nobody said: by what stands beside it, or by habit.

Nobody is visited at half past two at night: one to six are afternoon, nine to eleven morning.
Seven and eight may be either.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from flows.hearing.when.values import Clock, Now, Part, Span

_AFTERNOON: Final = (0, 1, 2, 3, 4, 5, 6)
_EVENING_RATHER: Final = 7
_MORNING_RATHER: Final = 8
_SMALL_HOURS: Final = 5
_LATE_MORNING: Final = 10
_NOON: Final = time(12)
_LUNCH_ENDS: Final = time(14)
_EVENING: Final = time(18)


def usual(clock: Clock) -> tuple[time, bool]:
    """The time that people would mean by it, and whether it is plain that they do."""
    if clock.settled:
        return clock.readings()[0], True
    early, late = clock.readings()
    hour = clock.hour % 12
    sure = hour not in (_EVENING_RATHER, _MORNING_RATHER)
    return (late if hour in (*_AFTERNOON, _EVENING_RATHER) else early), sure


def to_come(clock: Clock, now: Now) -> tuple[time, bool]:
    """The same, of a time today: what has gone by is hardly meant."""
    readings = [each for each in clock.readings() if each > now.local.time()]
    if clock.settled or len(readings) != 1:
        return usual(clock)
    return readings[0], True


def within(clock: Clock, part: Part) -> tuple[Clock, bool]:
    """A time in a part of the day, and whether it is plain which: "2 at night" is not."""
    if clock.settled:
        return clock, True
    early, late = clock.readings()
    if part.start >= _EVENING and early.hour < _SMALL_HOURS:
        return clock.at(early), part.name == "night" and early.hour > 0
    if part.start < _NOON:
        noon = clock.hour == 12
        return clock.at(late if noon else early), not noon
    before_noon = _NOON < part.end <= _LUNCH_ENDS and early.hour >= _LATE_MORNING
    return clock.at(early if before_noon else late), True


def in_part(day: date, part: Part, clock: Clock) -> tuple[datetime, bool]:
    """A time in a part of a day as one moment, and whether it is plain which."""
    settled, plain = within(clock, part)
    moment = datetime.combine(day, settled.readings()[0])
    if part.start >= _EVENING and moment.hour < _SMALL_HOURS:
        return moment + timedelta(days=1), False  # tonight at 1: by now it is tomorrow
    return moment, plain


def ordered(start: Clock, end: Clock) -> tuple[time, time, bool]:
    """From one to the other: the end tells what the start is, or else the start the end."""
    if end.settled and not start.settled:
        last = end.readings()[0]
        before = [each for each in start.readings() if each < last or last == time(0)]
        first = before[-1] if before else start.readings()[0]
        return first, last, bool(before)
    first, sure = usual(start)
    after = [each for each in end.readings() if each > first]
    return first, after[0] if after else end.readings()[0], sure


def at(day: date, clock: Clock, now: Now) -> tuple[datetime, bool]:
    """A day and a time as one moment, and whether it is plain which."""
    time_of_day, sure = to_come(clock, now) if day == now.today else usual(clock)
    return datetime.combine(day, time_of_day), sure


def span_at(day: date, span: Span, now: Now) -> tuple[Span, bool]:
    """A day and a span of times as two moments, and whether it is plain which."""
    start, end = span
    if start and end:
        first, last, sure = ordered(start, end)
        begin, finish = datetime.combine(day, first), datetime.combine(day, last)
        return Span(begin, finish if finish > begin else finish + timedelta(days=1)), sure
    moment, sure = at(day, start or end, now)
    return (Span(moment, None) if start else Span(None, moment)), sure


def part_at(day: date, part: Part) -> Span:
    """A part of a day as two moments."""
    start, end = datetime.combine(day, part.start), datetime.combine(day, part.end)
    return Span(start, end if end > start else end + timedelta(days=1))
