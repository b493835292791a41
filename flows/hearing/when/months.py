"""Days that are told by their month: "the first Monday in March", "2 to 10 July", Boxing Day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from flows.hearing.when import calendar
from flows.hearing.when.dates import in_year, year_of
from flows.hearing.when.grammar import SETS, Parts, Stage
from flows.hearing.when.values import Item, Now, day_item, span_item

_JUST_GONE: Final = timedelta(days=14)

DayOf = Callable[[int, int], date]  # of a year and a month


def _nth_weekday(parts: Parts, now: Now) -> Item:
    """The first Monday in March, the last Friday of the month."""
    nth, weekday = parts.get("any_nth") or -1, parts.get("any_weekday")
    found = _of_month(
        parts, now, lambda year, month: calendar.nth_weekday(year, month, weekday, nth)
    )
    return day_item(found, why="a weekday of a month")


def _part_of_nth_weekday(parts: Parts, now: Now) -> Item:
    """The first Monday evening of the month."""
    part = parts.get("part", "meal")
    value = (_nth_weekday(parts, now).value, part)
    return Item("day_part", value, sure=part.plain, why="a part of a weekday of a month")


def _last_day(parts: Parts, now: Now) -> Item:
    """The last day of the month, of October, the second last day of it."""
    before = ((parts.get("any_nth") or 1) - 1) * calendar.DAY
    found = _of_month(parts, now, lambda year, month: calendar.last_of(year, month) - before)
    return day_item(found, why="the last day of a month")


def _of_month(parts: Parts, now: Now, day_of: DayOf) -> date:
    """A day of the month that is named; if none is, the first such day to come."""
    if (month := parts.get("any_month")) is not None:
        if (year := year_of(parts)) is not None:
            return day_of(year, month)
        this_year = day_of(now.today.year, month)
        return this_year if this_year >= now.today else day_of(now.today.year + 1, month)
    ending = Parts(parts.items[-2:])  # "last Friday of next month"
    if ending.has("this", "next", "coming", "last"):
        months = 0 if ending.has("this") else -1 if ending.has("last") else 1
        return day_of(*calendar.month_after(now.today, months))
    this_month = day_of(now.today.year, now.today.month)
    if this_month >= now.today:
        return this_month
    return day_of(*calendar.month_after(now.today, 1))


def _days_of_month(parts: Parts, now: Now) -> Item:
    """From the 13th to the 15th of July, 2-10 July, July 13-15."""
    month = parts.get("any_month")
    first, last = parts.all("dom")[:2]
    if last <= first and parts.items[-1].kind in SETS["dom"]:  # from April 27th to the 3rd
        start = in_year(month, first, None, now)
        return span_item(start.value, calendar.first_with(last, start.value), sure=start.sure)
    end = in_year(month, last, year_of(parts), now)
    if first < last:
        return span_item(end.value.replace(day=first), end.value, sure=end.sure)
    before = calendar.month_after(end.value, -1)  # from the 27th to the 3rd of April
    return span_item(date(*before, first), end.value, sure=end.sure)


def _days_of_this_month(parts: Parts, now: Now) -> Item:
    """The 4th to the 6th of next month."""
    months = 0 if parts.has("this") else 1
    year, month = calendar.month_after(now.today, months)
    first, last = (date(year, month, each) for each in parts.all("dom")[:2])
    if last <= first:
        raise ValueError
    return span_item(first, last)


def _days_of_months(parts: Parts, now: Now) -> Item:
    """From 2 July to 4 August, December 18 2026 to January 3 2027."""
    (first, last), months = parts.all("dom")[:2], parts.all("any_month")
    end = in_year(months[1], last, year_of(Parts(parts.items[-1:])), now)
    given = year_of(Parts(parts.items[:-1]))
    start = date(given or end.value.year, months[0], first)
    if given and start > end.value:
        raise ValueError
    if start > end.value:
        start = calendar.months_on(start, -12)
    return span_item(start, end.value, sure=end.sure)


def _feast(parts: Parts, now: Now) -> Item:
    """Boxing Day, Easter 2027, last Christmas."""
    rule, year = parts.get("feast"), year_of(parts)
    if year is not None:
        return day_item(calendar.feast(rule, year), why="a day with a name")
    last = calendar.last_feast(rule, now.today)
    if parts.has("last"):
        return day_item(last, why="a day with a name")
    day = calendar.next_feast(rule, now.today)
    return day_item(day, sure=now.today - last > _JUST_GONE, why="a day with a name")


def _weekend_of_feast(parts: Parts, now: Now) -> Item:
    """Easter weekend: its Saturday and Sunday; some mean the days off around them as well."""
    saturday = calendar.monday_of(_feast(parts, now).value) + calendar.SATURDAY * calendar.DAY
    return span_item(saturday, saturday + calendar.DAY, sure=False, why="the weekend of a feast")


_MONTH_DAY: Final = "any_month the? dom comma? four?"

SPANS_OF_DATES = Stage(
    (
        _days_of_months,
        f"""
        (from|between)? {_MONTH_DAY} (upto|and) {_MONTH_DAY}
        (from|between)? any_month the? dom (upto|and) any_month the? dom comma? (in|of) four
        (from|between)? the? dom of? any_month (upto|and) the? dom of? any_month comma? in? four?
        """,
    ),
    (
        _days_of_this_month,
        "(from|between)? the? dom (upto|and) the? dom (of|in) the? (this|next|coming) months",
    ),
    (
        _days_of_month,
        """
        (from|between)? the? dom (upto|and) the? dom of? any_month comma? four?
        from? any_weekday the? dom (upto|and) any_weekday? the? dom of? any_month comma? four?
        (from|between)? any_month the? dom (upto|and) the? dom (?!any_month|of) comma? four?
        """,
    ),
)

NAMED_DAYS = Stage(
    (
        _nth_weekday,
        """
        the? (any_nth|last) any_weekday (of|in) any_month of? four?
        the? (any_nth|last) any_weekday (of|in) (the|this|the? next|the? coming|last)? months
        """,
    ),
    (
        _part_of_nth_weekday,
        """
        the? (any_nth|last) any_weekday (part|meal) (of|in) any_month of? four?
        the? (any_nth|last) any_weekday (part|meal) (of|in) (the|this|the? next|the? coming)? months
        """,
    ),
    (
        _last_day,
        """
        the? any_nth? (last_day|last days) (of|in) any_month of? four?
        the? any_nth? (last_day|last days) (of|in) (the|this|the? next|the? coming|last)? months
        """,
    ),
    (_weekend_of_feast, "which? feast weekends of? four?"),
    (_feast, "which? feast of? four?"),
)
