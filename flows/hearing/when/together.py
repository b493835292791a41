"""Days and times put together: "Tuesday" and "2pm" are a moment, "Mon" and "Wed" a span.

Parts of a day ("tomorrow afternoon") are spans with fixed hours, which the table gives.
"""

from datetime import date, timedelta
from typing import Final

from flows.hearing.when import calendar
from flows.hearing.when.grammar import Parts, Stage
from flows.hearing.when.lengths import lasting
from flows.hearing.when.lexicon import part_named
from flows.hearing.when.settling import at, in_part, part_at, span_at, within
from flows.hearing.when.times import open_span
from flows.hearing.when.values import Clock, Item, Now, Part, Span, span_item
from flows.hearing.when.weeks import months_item

_YEAR: Final = timedelta(days=366)
_BEGUN: Final = ("the start of some days", "the middle of some days")
"""After the start of March: once it has begun, or once that is over."""

DayPart = tuple[date, Part]


# ── a day and a time ────────────────────────────────────────────────────────────────────────


def moment_item(day: date, clock: Clock, now: Now, *, sure: bool = True) -> Item:
    """Tuesday at 2."""
    moment, plain = at(day, clock, now)
    return Item("moment", moment, sure=sure and plain, why="a day and a time")


def moments_item(day: date, clocks: Span, now: Now, *, sure: bool = True) -> Item:
    """Monday between 2 and 4."""
    span, plain = span_at(day, clocks, now)
    return Item("moments", span, sure=sure and plain, why="a day and a span of time")


def moment_in_part(day_part: DayPart, clock: Clock, *, sure: bool = True) -> Item:
    """Tuesday evening at 7, 8 tonight."""
    moment, plain = in_part(*day_part, clock)
    return Item("moment", moment, sure=plain and sure, why="a part of a day and a time")


def moments_in_part(day_part: DayPart, clocks: Span, now: Now, *, sure: bool = True) -> Item:
    """Tuesday morning 10 to 12."""
    day, part = day_part
    start, end = (each and within(each, part)[0] for each in clocks)
    if start and end and end.readings()[0] < start.readings()[0]:
        end = clocks.end  # the morning, 10 to 1
    return moments_item(day, Span(start, end), now, sure=sure)


def _moment(parts: Parts, now: Now) -> Item:
    return moment_item(parts.get("date"), parts.get("clock"), now, sure=parts.sure)


def _moments(parts: Parts, now: Now) -> Item:
    return moments_item(parts.get("date"), parts.get("clocks"), now, sure=parts.sure)


def _moment_in_part(parts: Parts, now: Now) -> Item:
    return moment_in_part(parts.get("day_part"), parts.get("clock"), sure=parts.sure)


def _moments_in_part(parts: Parts, now: Now) -> Item:
    return moments_in_part(parts.get("day_part"), parts.get("clocks"), now, sure=parts.sure)


def _day_part(parts: Parts, now: Now) -> Item:
    """Tomorrow afternoon, the morning of the 5th, Sunday lunchtime."""
    part: Part = parts.get("part", "meal")
    value = (parts.get("date"), part)
    return Item("day_part", value, sure=parts.sure and part.plain, why="a part of a day")


def _early_or_late(parts: Parts, now: Now) -> Item:
    """Early Thursday morning, late Friday afternoon."""
    which = "late" if parts.has("late") else "early"
    part = part_named(f"{which} {parts.get('part').name}")
    value = (parts.get("date"), part)
    return Item("day_part", value, sure=parts.sure and part.plain, why="a part of a day")


def _half_day(parts: Parts, now: Now) -> Item:
    """Tuesday pm."""
    value = (parts.get("date"), part_named("morning" if parts.has("am") else "afternoon"))
    return Item("day_part", value, sure=parts.sure, why="a part of a day")


def _out(parts: Parts, now: Now) -> Item:
    """Thursday's out."""
    return Item("no_good")


# ── from one to another ─────────────────────────────────────────────────────────────────────


def _dates(parts: Parts, now: Now) -> Item | None:
    """From Mon to Wed, from the 28th to the 4th: what comes second is the next one after it."""
    first, last = (item for item in parts.items if item.kind == "date")
    start, end = first.value, last.value
    if first.why == "a weekday" and not last.loose:  # from Monday to Friday next week
        start = calendar.weekday_from(end - 6 * calendar.DAY, start.weekday())
        return span_item(start, end, sure=last.sure) if start < end else None
    if last.loose and (end <= start or not first.loose):
        weekday = last.why == "a weekday"
        after = start + calendar.DAY
        end = (
            calendar.weekday_from(after, end.weekday())
            if weekday
            else calendar.first_with(end.day, after)
        )
    sure = first.sure and (last.sure or last.loose)
    return span_item(start, end, sure=sure) if end > start else None


def _changed(parts: Parts, now: Now) -> Item:
    """Change it from Tuesday to Thursday."""
    return parts.items[-1]


def _dates_to_dates(parts: Parts, now: Now) -> Item | None:
    """August to October."""
    first, last = (item for item in parts.items if item.kind == "dates")
    start, end = first.value.start, last.value.end
    if first.loose and not last.loose:  # November to February 2027
        start = start.replace(year=end.year - (start.month > end.month))
    elif last.loose and (end < start or end - start > _YEAR):
        end = calendar.months_on(end, 12 if end < start else -12)
    if start >= end:
        return None
    if first.loose and last.loose:
        return months_item(start, end, now, sure=parts.sure)
    return span_item(start, end, sure=parts.sure and end - start <= _YEAR)


def _between_moments(parts: Parts, now: Now) -> Item | None:
    """From 2pm till tomorrow 4pm, from Mon 2pm to Tues 4pm."""
    first, last = parts.all("moment", "clock")
    start = at(now.today, first, now)[0] if isinstance(first, Clock) else first
    end = at(start.date(), last, now)[0] if isinstance(last, Clock) else last
    if end <= start:
        return None
    return Item("moments", Span(start, end), sure=parts.sure, why="from a moment to another")


def _open_date(parts: Parts, now: Now) -> Item:
    """From Monday, until the 12th; after the 12th is from the 13th on."""
    day = parts.get("date")
    span = open_span(parts, day, day + calendar.DAY if parts.has("after") else day)
    return span_item(*span, sure=parts.sure, why="before or after a day")


def _open_dates(parts: Parts, now: Now) -> Item | None:
    """After the weekend, before March, by the end of the month."""
    start, end = parts.get("dates")
    if start is None or end is None:
        return None
    if parts.items[-1].why == "the end of some days":
        start = end  # before the end of the month
    span = open_span(parts, start, end + calendar.DAY if parts.has("after") else end)
    vague = parts.has("after") and parts.items[-1].why in _BEGUN
    return span_item(*span, sure=parts.sure and not vague, why="before or after some days")


def _open_day_part(parts: Parts, now: Now) -> Item:
    """By tomorrow night, after Friday lunchtime."""
    span = open_span(parts, *part_at(*parts.get("day_part")))
    return Item("moments", span, sure=parts.sure, why="before or after a part of a day")


def _open_moment(parts: Parts, now: Now) -> Item:
    """By Friday at 3."""
    moment = parts.get("moment")
    span = open_span(parts, moment, moment)
    return Item("moments", span, sure=parts.sure, why="before or after a moment")


TOGETHER = Stage(
    (_out, "(?<=date|day_part) out"),
    (_half_day, "date (am|pm)"),
    (lasting, "(from? the? date for length|for length (from|on) date)"),
    (_early_or_late, "(start|late) date part"),
    (_day_part, "(date link* (part|meal)|(part|meal) link* date)"),
    (_moment_in_part, "(day_part link* clock|clock link* day_part)"),
    (_moments_in_part, "(day_part link* clocks|clocks link* day_part)"),
    (_moment, "(date link* clock|clock link* date)"),
    (_moments, "(date link* clocks|clocks link* date)"),
    (
        _between_moments,
        """
        (from|between)? moment (upto|and) (moment|clock)
        from? clock upto moment
        """,
    ),
    (_changed, "change light? from? date (to|until|for) date"),
    (
        _dates,
        """
        (from|between)? date upto date
        between date and date
        """,
    ),
    (_dates_to_dates, "(from|between)? dates (upto|and) dates"),
    (_open_day_part, "opening day_part"),
    (_open_moment, "opening moment"),
    (
        _open_date,
        """
        (opening|commencing) the? date
        date onwards
        """,
    ),
    (_open_dates, "opening the? dates"),
)
