"""How long, and days and moments that far off: "in a fortnight", "20 minutes", "3 weeks ago".

Weeks, months and years lead to a day, hours and minutes to a moment.
"""

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from flows.hearing.when import calendar
from flows.hearing.when.dates import day_item, span_item
from flows.hearing.when.grammar import Parts, Stage
from flows.hearing.when.settling import usual
from flows.hearing.when.values import Clock, Item, Now, Span

_DAYS: Final = {"days": 1, "weeks": 7, "fortnights": 14, "weekends": 7}
_MONTHS: Final = {"months": 1, "years": 12}
_SECONDS: Final = {"seconds": 1, "minutes": 60, "hours": 3600}
_A_FEW: Final = 3


class Length(NamedTuple):
    """How many of a unit of time."""

    count: float
    unit: str

    @property
    def elapsed(self) -> timedelta | None:
        """As hours and minutes; None if it is days or more."""
        if self.unit not in _SECONDS:
            return None
        return timedelta(seconds=self.count * _SECONDS[self.unit])

    def from_day(self, day: date, sign: int = 1) -> date:
        """The day so long after a day, or before it."""
        if self.unit in _DAYS:
            return day + timedelta(days=sign * round(self.count * _DAYS[self.unit]))
        return calendar.months_on(day, sign * round(self.count * _MONTHS[self.unit]))


# ── how long ────────────────────────────────────────────────────────────────────────────────


def _length(parts: Parts, now: Now) -> Item:
    """20 minutes, a couple of weeks, half an hour, an hour and a half, a few days."""
    unit = parts.get("unit")
    return Item("length", Length(_count(parts), unit), sure=not parts.has("few"))


def _count(parts: Parts) -> float:
    if (fraction := parts.get("slashed")) is not None:
        return float(fraction[0] / fraction[1])
    if parts.has("few"):
        return _A_FEW
    whole = float(parts.get("number") or 0)
    if parts.has("quarter"):
        return (whole or 1) / 4
    if parts.has("half"):
        one = parts.has("and") or not parts.has("a")
        return (whole or 1) + 0.5 if parts.has("and") else whole + 0.5 if whole and one else 0.5
    return whole or 1


# ── that far off ────────────────────────────────────────────────────────────────────────────


def _off(parts: Parts, now: Now) -> Item | None:
    """In a fortnight, 20 minutes ago."""
    length: Length = parts.get("length")
    sign = -1 if parts.has("ago") else 1
    if (elapsed := length.elapsed) is None:
        return day_item(length.from_day(now.today, sign), sure=parts.sure, why="so long from today")
    if length.unit == "seconds":
        return None
    moment = now.after(sign * elapsed).replace(microsecond=0)
    return Item("moment", moment, sure=parts.sure, why="so long from now")


def _from_day(parts: Parts, now: Now) -> Item | None:
    """A week on Friday, two days after Christmas, three weeks today."""
    length: Length = parts.get("length")
    if length.elapsed is not None:
        return None
    day, sign = parts.get("date"), -1 if parts.has("before") or parts.has("past") else 1
    return day_item(length.from_day(day, sign), sure=parts.sure, why="so long from a day")


def _beside(parts: Parts, now: Now) -> Item | None:
    """Friday week, Tuesday fortnight, a week Monday: weeks only ("Friday, 2 days" is no day)."""
    return _from_day(parts, now) if parts.get("length").unit in ("weeks", "fortnights") else None


def _day_beside(parts: Parts, now: Now) -> Item:
    """The day after Boxing Day, the day before Easter."""
    days = -1 if parts.has("before") else 1
    return day_item(parts.get("date") + timedelta(days=days), sure=parts.sure, why="a day beside")


def _week_beside(parts: Parts, now: Now) -> Item:
    """The week after Easter."""
    days = -7 if parts.has("before") else 7
    monday = calendar.monday_of(parts.get("date")) + timedelta(days=days)
    return span_item(monday, monday + timedelta(days=6), sure=parts.sure, why="a week beside")


def _weekday_beside(parts: Parts, now: Now) -> Item:
    """The Monday after Easter, the Friday before Christmas."""
    day, weekday = parts.get("date"), parts.get("any_weekday")
    step = timedelta(days=1)
    if parts.has("before"):
        return day_item(calendar.weekday_from(day - 7 * step, weekday), sure=parts.sure)
    return day_item(calendar.weekday_from(day + step, weekday), sure=parts.sure, why="a day beside")


def _weekdays_off(parts: Parts, now: Now) -> Item:
    """Two Sundays from now, three Fridays ago."""
    count, weekday = parts.get("number"), parts.get("weekdays_all", "any_weekday")
    if parts.has("ago"):
        first = calendar.weekday_from(now.on(-7), weekday)
        return day_item(first - timedelta(days=7 * (count - 1)), why="so many weekdays ago")
    first = calendar.weekday_from(now.on(1), weekday)
    return day_item(first + timedelta(days=7 * (count - 1)), why="so many weekdays on")


def _next_days(parts: Parts, now: Now) -> Item | None:
    """The next three days, the next hour, the last two weeks."""
    length = Length(_count(parts), parts.get("unit"))
    back = parts.has("last") or parts.has("past")
    if (elapsed := length.elapsed) is not None:
        if length.unit == "seconds":
            return None
        ends = (now.after(-elapsed), now.local) if back else (now.local, now.after(elapsed))
        return Item("moments", Span(*ends), why="so long from now")
    day = timedelta(days=1)
    sure = not parts.has("few")
    if back:
        return span_item(length.from_day(now.today, -1), now.today - day, sure=sure)
    return span_item(now.on(1), length.from_day(now.today), sure=sure, why="so long from now")


# ── and so long from there ──────────────────────────────────────────────────────────────────


def _lasting(parts: Parts, now: Now) -> Item | None:
    """4pm for 30 minutes, Tuesday for a week."""
    length: Length = parts.get("length")
    clock, elapsed = parts.get("clock"), length.elapsed
    if clock and elapsed:
        start = datetime.combine(now.today, usual(clock)[0])
        end = start + elapsed
        span = Span(*(Clock(each.hour, each.minute) for each in (start, end)))
        return Item("clocks", span, sure=parts.sure, why="a time and how long")
    day = parts.get("date")
    return span_item(day, length.from_day(day), sure=parts.sure) if day and not elapsed else None


def _one(parts: Parts, now: Now) -> Item:
    """Week on Friday, Friday fortnight: the count left out."""
    length = Length(1, parts.get("weeks", "fortnights"))
    return _from_day(Parts([*parts.items, Item("length", length)]), now) or Item("unknown")


def _unclear(parts: Parts, now: Now) -> Item:
    """Two or three weeks."""
    return Item("unknown")


_COUNT = (
    "(a? few|a? number and a half|a? half a?|a? slashed|a? (quarter|number quarter) of? a?|a|number)"
)

LENGTHS = Stage(
    ("the? (next|last|past|coming) (few|number) unit", _next_days),
    ("(few|number) (next|last|past|coming) unit", _next_days),
    ("(a|number)? unit and a (half|quarter)", _length),
    (f"{_COUNT} unit(?!past|to(?:clock|number))", _length),
    ("(number|few) (dash|to|or) length", _unclear),
    ("number (weekdays_all|any_weekday) ago", _weekdays_off),
    ("in? number (weekdays_all|any_weekday) (hence|time)", _weekdays_off),
    ("the? any_weekday (after|before) date", _weekday_beside),
    ("length ago", _off),
    ("in about? length time?|length (hence|time)|after length", _off),
)

BESIDE = Stage(
    ("length (on|from|after|before|past)? date", _from_day),
    ("date length", _beside),
    ("the days (after|before) date", _day_beside),
    ("the weeks (after|before) date", _week_beside),
    ("(?<!this|next|last|coming|the) (weeks|fortnights) (on|from|after)? date", _one),
    ("date (weeks|fortnights)", _one),
)

LASTING = Stage(("(clock|date) for length", _lasting),)
