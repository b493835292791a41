"""How long, and days and moments that far off: "in a fortnight", "20 minutes", "3 weeks ago".

Days, weeks, months and years lead to a day, hours and minutes to a moment.
"""

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from flows.hearing.when import calendar
from flows.hearing.when.grammar import Parts, Stage
from flows.hearing.when.settling import usual
from flows.hearing.when.values import Clock, Item, Now, Span, day_item, span_item

_DAYS: Final = {"days": 1, "weeks": 7, "fortnights": 14, "weekends": 7}
_MONTHS: Final = {"months": 1, "years": 12}
_SECONDS: Final = {"seconds": 1, "minutes": 60, "hours": 3600}
_WEEKS: Final = ("weeks", "fortnights", "months")
_A_FEW: Final = 3


class Length(NamedTuple):
    """So many of a unit of time."""

    number: float
    unit: str

    @property
    def elapsed(self) -> timedelta | None:
        """As hours and minutes; None if it is days or more."""
        if self.unit not in _SECONDS:
            return None
        return timedelta(seconds=self.number * _SECONDS[self.unit])

    def from_day(self, day: date, sign: int = 1) -> date:
        """The day so long after a day; with -1, before it."""
        if self.unit in _DAYS:
            return day + timedelta(days=sign * round(self.number * _DAYS[self.unit]))
        return calendar.months_on(day, sign * round(self.number * _MONTHS[self.unit]))


# ── how long ────────────────────────────────────────────────────────────────────────────────


def _length(parts: Parts, now: Now) -> Item:
    """20 minutes, a couple of weeks, half an hour, an hour and a half, a few days."""
    return Item("length", Length(_how_many(parts), parts.get("unit")), sure=not parts.has("few"))


def _how_many(parts: Parts) -> float:
    if (fraction := parts.get("slashed")) is not None:
        return float(fraction[0] / fraction[1])
    if parts.has("few"):
        return _A_FEW
    whole = float(parts.get("number") or 0)
    if parts.has("quarter"):
        return (whole or 1) + 0.25 if parts.has("and") else (whole or 1) / 4
    if parts.has("half"):
        return (whole or 1) + 0.5 if parts.has("and") else 0.5
    return whole or 1


def _unclear(parts: Parts, now: Now) -> Item:
    """Two or three weeks."""
    return Item("unknown")


def _or_more(parts: Parts, now: Now) -> Item:
    """A week or two."""
    return parts.items[0].doubted()


# ── that far off ────────────────────────────────────────────────────────────────────────────


def _off(parts: Parts, now: Now) -> Item | None:
    """In a fortnight, 20 minutes ago; an hour later may be later than was said."""
    length, sure = parts.get("length"), parts.sure and not parts.has("later")
    sign = -1 if parts.has("ago") else 1
    if (elapsed := length.elapsed) is None:
        return day_item(length.from_day(now.today, sign), sure=sure, why="so long from today")
    if length.unit == "seconds":
        return None
    moment = now.after(sign * elapsed).replace(microsecond=0)
    return Item("moment", moment, sure=sure, why="so long from now")


def _after_so_long(parts: Parts, now: Now) -> Item | None:
    """After a week: then, or any time from then on."""
    made = _off(parts, now)
    return made and made.doubted()


def _weekdays_off(parts: Parts, now: Now) -> Item:
    """Two Sundays from now, three Fridays ago."""
    more = timedelta(days=7 * (parts.get("number") - 1))
    weekday = parts.get("weekdays_all", "any_weekday")
    if parts.has("ago"):
        return day_item(calendar.weekday_from(now.on(-7), weekday) - more)
    return day_item(calendar.weekday_from(now.on(1), weekday) + more)


def _next_so_long(parts: Parts, now: Now) -> Item | None:
    """The next three days, the next hour, the last two weeks."""
    if parts.has("weekends"):
        return None
    length, sure = Length(_how_many(parts), parts.get("unit")), not parts.has("few")
    back = parts.has("last", "past")
    if (elapsed := length.elapsed) is not None:
        if length.unit == "seconds":
            return None
        ends = (now.after(-elapsed), now.local) if back else (now.local, now.after(elapsed))
        return Item("moments", Span(*ends), sure=sure, why="so long from now")
    if back:
        return span_item(length.from_day(now.today, -1), now.on(-1), sure=sure)
    return span_item(now.on(1), length.from_day(now.today), sure=sure)


# ── from a day or time ──────────────────────────────────────────────────────────────────────


def _from_day(parts: Parts, now: Now) -> Item | None:
    """A week on Friday, two days after Christmas, three weeks today."""
    length: Length = parts.get("length")
    said_how = parts.has("from", "after", "before", "past")
    if length.elapsed is not None or not (said_how or length.unit in _WEEKS):
        return None  # "Friday, 2 days" is no day
    day, back = parts.get("date"), parts.has("before", "past")
    if parts.has("past") and day > now.today:
        day -= calendar.WEEK  # a week past Monday
    sign = -1 if back else 1
    return day_item(length.from_day(day, sign), sure=parts.sure, why="so long from a day")


def _one_from_day(parts: Parts, now: Now) -> Item | None:
    """Week on Friday, Friday fortnight."""
    one = Item("length", Length(1, parts.get("weeks", "fortnights")))
    return _from_day(Parts([*parts.items, one]), now)


def _day_beside(parts: Parts, now: Now) -> Item:
    """The day after Boxing Day, the day before Easter."""
    step = -calendar.DAY if parts.has("before") else calendar.DAY
    return day_item(parts.get("date") + step, sure=parts.sure, why="the day beside a day")


def _week_beside(parts: Parts, now: Now) -> Item:
    """The week after Easter."""
    step = -calendar.WEEK if parts.has("before") else calendar.WEEK
    monday = calendar.monday_of(parts.get("date")) + step
    return span_item(monday, monday + 6 * calendar.DAY, sure=parts.sure)


def _weekday_beside(parts: Parts, now: Now) -> Item:
    """The Monday after Easter, the Friday before Christmas."""
    step = -calendar.WEEK if parts.has("before") else calendar.DAY
    day = calendar.weekday_from(parts.get("date") + step, parts.get("any_weekday"))
    return day_item(day, sure=parts.sure, why="the weekday beside a day")


def lasting(parts: Parts, now: Now) -> Item | None:
    """4pm for 30 minutes, Tuesday for a week."""
    length: Length = parts.get("length")
    clock, day, elapsed = parts.get("clock"), parts.get("date"), length.elapsed
    if clock and elapsed:
        start = datetime.combine(now.today, usual(clock)[0])
        ends = (Clock(each.hour, each.minute) for each in (start, start + elapsed))
        return Item("clocks", Span(*ends), sure=parts.sure, why="a time and how long")
    return span_item(day, length.from_day(day), sure=parts.sure) if day and not elapsed else None


_MANY = "(a? few|a? number and a half|a? half a?|a? slashed|a? number? quarter of? a?|a? number|a)"

LENGTHS = Stage(
    (
        _next_so_long,
        """
        the? (next|last|past|coming) (few|number) unit
        (in|for)? the number (next|coming) unit
        (in|for) number (next|coming) unit
        within the? next? (a|few|number|half|and)* unit
        in? the? next hours
        """,
    ),
    (
        _length,
        f"""
        (a|number)? unit and a (half|quarter)
        {_MANY} minutes (?!past|to(?:clock|number))
        {_MANY} (?!minutes) unit
        """,
    ),
    (_unclear, "(number|few) (dash|to|or) length"),
    (_or_more, "length (dash|to|or) (number|few) (?!am|pm|oclock)"),
    (
        _weekdays_off,
        """
        number (weekdays_all|any_weekday) ago
        in? number (weekdays_all|any_weekday) (hence|time)
        """,
    ),
    (_weekday_beside, "the? any_weekday (after|before) date"),
    (
        _off,
        """
        length ago
        in about? length time? (?!(?:from|after|before)(?:date|near|any_weekday))
        length (hence|time|later)
        """,
    ),
    (_after_so_long, "after length"),
)

BESIDE = Stage(
    (lasting, "(for length comma? (from|commencing) date|length commencing date)"),
    (
        _from_day,
        """
        in? length (on|from|after|before|past)? date
        date length
        """,
    ),
    (_day_beside, "the? days (after|before) date"),
    (_week_beside, "(?<!a) the? weeks (after|before) date"),
    (
        _one_from_day,
        """
        (?<!this|next|last|coming|the) (weeks|fortnights) (on|from)? date
        date (weeks|fortnights)
        """,
    ),
)
