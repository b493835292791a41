"""Weeks, weekends and months, and their beginnings and ends: "next week", "mid March"."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from flows.hearing.when import calendar
from flows.hearing.when.dates import year_of
from flows.hearing.when.grammar import Parts, Stage
from flows.hearing.when.values import Item, Now, Span, span_item
from flows.hearing.when.weekdays import how_many_on

_MARCH: Final = 3
_PARTS_OF_A_WEEK: Final = {"start": (0, 2), "middle": (1, 3), "end": (4, 6), "late": (4, 6)}
_A_WEEK_OR_SO: Final = timedelta(days=10)


# ── weeks ───────────────────────────────────────────────────────────────────────────────────


def _week(parts: Parts, now: Now) -> Item:
    """Next week, this week, the week after next."""
    return _week_from(calendar.monday_of(now.today) + _weeks_on(parts) * calendar.WEEK)


def _weeks_on(parts: Parts) -> int:
    """The same as for months and weekdays, but people also say "the week after this"."""
    return 1 if parts.has("after") and parts.has("this") else how_many_on(parts)


def _week_of(parts: Parts, now: Now) -> Item:
    """The week of the 4th, week commencing Monday 4th; of a Sunday it may begin or end with it."""
    day: date = parts.get("date")
    made = _week_from(calendar.monday_of(day))
    return replace(made, sure=parts.sure and day.weekday() != calendar.SUNDAY)


def _week_from(monday: date) -> Item:
    return span_item(monday, monday + 6 * calendar.DAY, why="a week")


def _nth_week(parts: Parts, now: Now) -> Item:
    """The first week of April: a week belongs to the month of its Thursday (ISO 8601)."""
    start, end = parts.get("dates") or _month(Parts([]), now).value
    if parts.has("weekends"):
        return _nth_weekend(start, parts.get("any_nth") or -1)
    if (nth := parts.get("any_nth")) is None:
        return _week_from(calendar.monday_of(end - 3 * calendar.DAY))
    return _week_from(calendar.monday_of(start + 3 * calendar.DAY) + (nth - 1) * calendar.WEEK)


# ── weekends ────────────────────────────────────────────────────────────────────────────────


def _weekend(parts: Parts, now: Now) -> Item:
    """The weekend, next weekend, last weekend."""
    this = parts.has("this", "coming") and not parts.has("past", "after")
    weeks = 0 if this else _weeks_on(parts)
    saturday = calendar.monday_of(now.today) + timedelta(days=calendar.SATURDAY + 7 * weeks)
    it_is_one = now.today.weekday() >= calendar.SATURDAY
    return _weekend_from(saturday, sure=weeks <= 0 or it_is_one or parts.has("after"))


def _some_weekend(parts: Parts, now: Now) -> Item:
    """Weekend, with nothing to say which."""
    return replace(_weekend(parts, now), weak=True)


def _weekend_of(parts: Parts, now: Now) -> Item:
    """The weekend of the 7th, the weekend after Easter."""
    saturday = calendar.monday_of(parts.get("date")) + timedelta(days=calendar.SATURDAY)
    if parts.has("after") and saturday <= parts.get("date"):
        saturday += calendar.WEEK
    return _weekend_from(saturday, sure=parts.sure)


def _nth_weekend(month: date, nth: int) -> Item:
    return _weekend_from(calendar.nth_weekday(month.year, month.month, calendar.SATURDAY, nth))


def _weekend_from(saturday: date, *, sure: bool = True) -> Item:
    return span_item(saturday, saturday + calendar.DAY, sure=sure, why="a weekend")


# ── months ──────────────────────────────────────────────────────────────────────────────────


def _month(parts: Parts, now: Now) -> Item:
    """Next month, this month."""
    return _whole(*calendar.month_after(now.today, how_many_on(parts)))


def _whole(year: int, month: int) -> Item:
    return span_item(date(year, month, 1), calendar.last_of(year, month), why="a month")


def _named_month(parts: Parts, now: Now) -> Item:
    """In March, March 2027, next March, last March."""
    month, given, this = parts.get("any_month"), year_of(parts), now.today
    gone = month < this.month
    if given is not None:
        return _whole(given, month)
    if parts.has("last"):
        return _whole(this.year - (not gone), month)
    if parts.has("this"):
        return _whole(this.year, month)
    next_year = gone or (parts.has("next") and month == this.month)
    return replace(_whole(this.year + next_year, month), loose=not parts.has("next"))


def _perhaps_march(parts: Parts, now: Now) -> Item | None:
    """March by itself; "may" is hardly ever the month."""
    return _named_month(parts, now) if parts.get("maybe_month") == _MARCH else None


def _month_after_next(parts: Parts, now: Now) -> Item:
    """The March after next."""
    start = _named_month(parts, now).value.start
    return _whole(start.year + 1, start.month)


def _months(parts: Parts, now: Now) -> Item:
    """Between April and June."""
    first, last = (_named_month(Parts([item]), now).value for item in parts.items[1::2])
    end = last.end if last.end > first.start else calendar.months_on(last.end, 12)
    return months_item(first.start, end, now)


def months_item(start: date, end: date, now: Now, *, sure: bool = True) -> Item:
    """Months whose year was not said: those that have begun if it is one of them, not sure."""
    begun = calendar.months_on(start, -12), calendar.months_on(end, -12)
    if begun[0] <= now.today <= begun[1]:
        return span_item(begun[0], calendar.last_of(begun[1].year, begun[1].month), sure=False)
    return span_item(start, end, sure=sure)


# ── the beginning, the middle, the end of them ──────────────────────────────────────────────


def _part_of_days(parts: Parts, now: Now) -> Item:
    """The end of the month, early next week, mid March: thirds of a month, halves of a week."""
    start, end = parts.get("dates")
    which = next(item.kind for item in parts.items if item.kind in _PARTS_OF_A_WEEK)
    if end - start < _A_WEEK_OR_SO:
        first, last = _PARTS_OF_A_WEEK[which]
        days = (start + each * calendar.DAY for each in (first, last))
        return span_item(*days, why=f"the {which} of some days")
    thirds = {"start": (1, 10), "middle": (11, 20)}
    first, last = thirds.get(which, (21, end.day))
    days = (start.replace(day=each) for each in (first, last))
    return span_item(*days, why=f"the {which} of some days")


def _part_of_this(parts: Parts, now: Now) -> Item:
    """The end of the week, the end of the month; a week ends on Friday for some."""
    whole = _month(Parts([]), now) if parts.has("months") else _week(Parts([]), now)
    made = _part_of_days(Parts([*parts.items, whole]), now)
    return made.doubted() if parts.has("weeks") else made


def _end_of_day(parts: Parts, now: Now) -> Item:
    """By the end of Friday: the day, but hardly any time of it."""
    return parts.items[-1].doubted()


def _rest_of(parts: Parts, now: Now) -> Item | None:
    """Later this week."""
    span: Span = parts.get("dates")
    if not span.start <= now.today < span.end:
        return None
    middle = span.start + (span.end - span.start) / 2
    return span_item(max(now.today, middle), span.end, sure=False, why="the rest of some days")


def _first_of(parts: Parts, now: Now) -> Item | None:
    """Earlier this week, earlier this month: up to today."""
    span: Span = parts.get("dates")
    if not span.start <= now.today <= span.end:
        return None
    return span_item(span.start, now.today, sure=False, why="the first of some days")


def _no_more(parts: Parts, now: Now) -> Item:
    """Earlier, of a time."""
    return Item("unknown")


def _this_time(parts: Parts, now: Now) -> Item:
    """This time tomorrow, this time next week."""
    day = parts.get("date") or now.on(7)
    moment = datetime.combine(day, now.local.time().replace(second=0, microsecond=0))
    return Item("moment", moment, sure=False, why="this time of another day")


WEEKS = Stage(
    (_this_time, "this time (date|next weeks)"),
    (_month_after_next, "the? any_month after next"),
    (_months, "between any_month and any_month"),
    (
        _week_of,
        """
        (?<!a) the? weeks (of|commencing) (on|the)? date
        the? week_of the? date
        """,
    ),
    (_month, "the? (which|past) months"),
    (
        _named_month,
        """
        in? the? any_month four
        in the? any_month
        which any_month
        (?<=until|by|before|after|start|middle|end|late|from|of|between|dash|to) any_month
        any_month (?=dash|to|until)
        ^ month stop? $
        """,
    ),
    (_perhaps_march, "^ maybe_month stop? $"),
    (_nth_week, "the? (any_nth|last) (weeks|weekends) (of|in)? (dates|the? months)"),
    (_weekend_of, "on? the? weekends (of|after) date"),
    (
        _weekend,
        """
        on? the? weekends after (next|this)
        (on|at|over|for|in)? (which|past|the)* (which|past|the) weekends
        """,
    ),
    (_some_weekend, "weekends"),
    (
        _week,
        """
        the? weeks after next
        the weeks after this
        the weeks before last
        the? this? (which|past) weeks
        """,
    ),
    (_part_of_days, "(start|middle|end|late) (of|in|the|about)* dates"),
    (_part_of_this, "the? (start|middle|end) (of|the|this)* (weeks|months)"),
    (_end_of_day, "end of? the? date"),
    (_rest_of, "later dates"),
    (_first_of, "earlier (in|on)? dates"),
    (_no_more, "earlier"),
)
