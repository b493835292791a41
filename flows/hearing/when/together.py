"""Days and times put together: "Tuesday" and "2pm" are a moment, "2" and "4" a span.

Parts of a day ("tomorrow afternoon") are spans with fixed hours, which the table gives.
"""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from flows.hearing.when import calendar
from flows.hearing.when.dates import span_item
from flows.hearing.when.grammar import Parts, Stage
from flows.hearing.when.settling import at, span_at, within
from flows.hearing.when.values import Clock, Item, Now, Part, Span

_AFTER_LUNCH: Final = time(13), time(17)
_DAY: Final = timedelta(days=1)


# ── times ───────────────────────────────────────────────────────────────────────────────────


def _hour(value: Any) -> Clock:
    if isinstance(value, Clock):
        return value
    if not 0 < value <= 24:
        raise ValueError
    return Clock(value % 24, settled=value > 12)


def _bare_hour(parts: Parts, now: Now) -> Item | None:
    """At 7, about 3; a number beside a day."""
    hour = parts.get("number")
    return Item("clock", Clock(hour, settled=False), why="an hour") if 1 <= hour <= 12 else None


def _dotted(parts: Parts, now: Now) -> Item | None:
    """2.30, unless the figures look rather like a date ("3.4")."""
    hour, minute = parts.get("dotted")
    could_be_a_date = 1 <= minute <= 12 and minute != 10
    if hour > 24 or minute > 59 or minute < 10:
        return None
    clock = Clock(hour % 24, minute, settled=hour == 0 or hour > 12)
    return Item("clock", clock, sure=not could_be_a_date, why="a time")


def _in_part(parts: Parts, now: Now) -> Item:
    """9 in the morning, half eight at night."""
    hour = next(item.value for item in parts.items if item.kind in _HOURS)
    clock, plain = within(_hour(hour), parts.get("part", "meal"))
    return Item("clock", clock, sure=plain and parts.sure, why="a time in a part of the day")


_HOURS = ("clock", "digits", "worded")


def _clocks(parts: Parts, now: Now) -> Item | None:
    """Between 2 and 4, 2-4pm, 10 til 12."""
    start, end = (_hour(item.value) for item in parts.items if item.kind in _HOURS)
    plain = parts.has("clock") or parts.has("from") or parts.has("between")
    if not plain and start.hour > 12:
        return None
    return Item("clocks", Span(start, end), sure=parts.sure, why="from a time to a time")


def _clocks_to(parts: Parts, now: Now) -> Item | None:
    """5 to 6: perhaps five to six o'clock."""
    made = _clocks(parts, now)
    return made and made.doubted()


def _clocks_in_part(parts: Parts, now: Now) -> Item:
    """Between 5 and 6 in the afternoon."""
    start, end = parts.get("clocks")
    part = parts.get("part")
    if end is None:
        return Item("clocks", Span(within(start, part)[0], None), why="a span of a part of the day")
    settled, plain = within(end, part)
    return Item("clocks", Span(start, settled), sure=plain and parts.sure, why="a span of a part")


def _open_clock(parts: Parts, now: Now) -> Item:
    """After 3, 3 onwards, before 10, by 10."""
    clock = parts.get("clock")
    until = parts.has("before") or parts.has("by") or parts.has("until")
    span = Span(None, clock) if until else Span(clock, None)
    return Item("clocks", span, sure=parts.sure, why="before or after a time")


def _beside_meal(parts: Parts, now: Now) -> Item:
    """After lunch, before tea."""
    meal: Part = parts.get("meal")
    if parts.has("before"):
        return Item("clocks", Span(None, _clock(meal.start)), sure=_plain(meal), why="before a meal")
    if meal.end == time(14):
        return Item("part", Part("after lunch", *_AFTER_LUNCH), sure=_plain(meal), why="after a meal")
    return Item("clocks", Span(_clock(meal.end), None), why="after a meal")


def _meal(parts: Parts, now: Now) -> Item:
    """At lunchtime, for tea."""
    return Item("part", parts.get("meal"), sure=_plain(parts.get("meal")), why="a meal")


def _clock(at: time) -> Clock:
    return Clock(at.hour, at.minute)


def _plain(meal: Part) -> bool:
    """Dinner is at midday or in the evening, by where people are from."""
    return meal.name != "dinnertime"


# ── days and times ──────────────────────────────────────────────────────────────────────────


def _day_part(parts: Parts, now: Now) -> Item:
    """Tomorrow afternoon, the morning of the 5th, Sunday lunchtime."""
    part = parts.get("part", "meal")
    sure = parts.sure and (not parts.has("meal") or _plain(part))
    return Item("day_part", (parts.get("date"), part), sure=sure, why="a part of a day")


def moment_item(day: date, clock: Clock, now: Now, *, sure: bool = True) -> Item:
    """Tuesday at 2."""
    moment, plain = at(day, clock, now)
    return Item("moment", moment, sure=sure and plain, why="a day and a time")


def moments_item(day: date, clocks: Span, now: Now, *, sure: bool = True) -> Item:
    """Monday between 2 and 4."""
    span, plain = span_at(day, clocks, now)
    return Item("moments", span, sure=sure and plain, why="a day and a span of time")


def moment_in_part(day: date, part: Part, clock: Clock, *, sure: bool = True) -> Item:
    """Tuesday evening at 7, 8 tonight."""
    settled, plain = within(clock, part)
    moment = datetime.combine(day, settled.readings()[0])
    if part.start >= time(18) and moment.hour < 5:
        moment, plain = moment + _DAY, False  # tonight at 1: by now tomorrow
    return Item("moment", moment, sure=plain and sure, why="a part of a day and a time")


def moments_in_part(day: date, part: Part, clocks: Span, now: Now, *, sure: bool = True) -> Item:
    """Tuesday morning 10 to 12."""
    start, end = (each and within(each, part)[0] for each in clocks)
    if start and end and end.readings()[0] < start.readings()[0]:
        end = clocks.end  # the morning, 10 to 1
    return moments_item(day, Span(start, end), now, sure=sure)


def _moment(parts: Parts, now: Now) -> Item:
    return moment_item(parts.get("date"), parts.get("clock"), now, sure=parts.sure)


def _moments(parts: Parts, now: Now) -> Item:
    return moments_item(parts.get("date"), parts.get("clocks"), now, sure=parts.sure)


def _moment_in_part(parts: Parts, now: Now) -> Item:
    return moment_in_part(*parts.get("day_part"), parts.get("clock"), sure=parts.sure)


def _moments_in_part(parts: Parts, now: Now) -> Item:
    return moments_in_part(*parts.get("day_part"), parts.get("clocks"), now, sure=parts.sure)


# ── from one to another ─────────────────────────────────────────────────────────────────────


def _dates(parts: Parts, now: Now) -> Item | None:
    """From Mon to Wed; a weekday after another is the next one after it."""
    first, last = (item for item in parts.items if item.kind == "date")
    start, end = first.value, last.value
    if last.why == "a weekday" and (end <= start or first.why == "next weekday"):
        end = calendar.weekday_from(start + _DAY, end.weekday())
    sure = first.sure and (last.sure or last.why == "a weekday")
    return span_item(start, end, sure=sure) if end > start else None


def _open_date(parts: Parts, now: Now) -> Item:
    """From Monday, until the 12th."""
    day = parts.get("date")
    until = parts.has("before") or parts.has("by") or parts.has("until")
    ends = (None, day) if until else (day, None)
    return span_item(*ends, sure=parts.sure, why="before or after a day")


def _open_moment(parts: Parts, now: Now) -> Item:
    moment = parts.get("moment")
    until = parts.has("before") or parts.has("by") or parts.has("until")
    span = Span(None, moment) if until else Span(moment, None)
    return Item("moments", span, sure=parts.sure, why="before or after a moment")


def _between_moments(parts: Parts, now: Now) -> Item | None:
    first, last = (item.value for item in parts.items if item.kind in ("moment", "clock"))
    if isinstance(first, Clock):
        return None
    end = at(first.date(), last, now)[0] if isinstance(last, Clock) else last
    return Item("moments", Span(first, end), sure=parts.sure, why="from a moment to another")


_HOUR = "(clock|number)"
_COUNTS = "(?!unit|any_month|of|slashed|any_nth|half|quarter|past)"
_LINK = "(in|at|of|on|the|this|comma|dash|about|for|by|from)*"
_OPEN = "(before|by|until|after|from)"

TIMES = Stage(
    ("dotted", _dotted),
    (f"between (at|about)? {_HOUR} (the|about)? (and|dash|to) (at|about)? {_HOUR} (?!unit)", _clocks),
    (f"from (at|about)? {_HOUR} upto about? {_HOUR} (?!unit)", _clocks),
    (f"clock upto about? {_HOUR}(?!unit)|number upto clock|digits (dash|until) {_HOUR}(?!unit|any_month)", _clocks),
    ("number to number(?!unit)", _clocks_to),
    (f"(?<=at) number {_COUNTS}|(?<=about|before|after|by|until|from|date|day_part|part) number {_COUNTS}(?!unknown)", _bare_hour),
    ("(?<=date|day_part|part)(?:at|about|comma) number", lambda parts, now: None),
    ("(?<!unknown|the) number (?=on? (?:date|day_part|near))", _bare_hour),
    (f"{_HOUR} (in|at|of|on|the|this|comma)* (part|meal)", _in_part),
    ("(part|meal) (at|about|comma)* clock", _in_part),
    ("clocks (in|at|of|on|the|this|comma)* part", _clocks_in_part),
    (f"{_OPEN} about? clock|clock onwards", _open_clock),
    ("(after|before) meal", _beside_meal),
    ("(at|about|by) meal|^ (for|a|at)* meal $", _meal),
)

TOGETHER = Stage(
    (f"date {_LINK} (part|meal)|part {_LINK} date", _day_part),
    (f"day_part {_LINK} clock|clock {_LINK} day_part", _moment_in_part),
    (f"day_part {_LINK} clocks|clocks {_LINK} day_part", _moments_in_part),
    (f"date {_LINK} clock|clock {_LINK} date", _moment),
    (f"date {_LINK} clocks|clocks {_LINK} date", _moments),
    ("(from|between)? moment (upto|and) (moment|clock)", _between_moments),
    ("(from|between)? date upto date|between date and date", _dates),
    (f"{_OPEN} moment", _open_moment),
    (f"{_OPEN} date|date onwards", _open_date),
)
