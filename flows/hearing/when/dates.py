"""Days that are given by number: "the 12th", "3 April", "April 3rd", "3/4", "12.3.26", "Tues 19th".

Day before month, as in Britain. Where no year is given it is the first such day to come.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from flows.hearing.when import calendar
from flows.hearing.when.grammar import Parts, Stage
from flows.hearing.when.values import Item, Now, Span

_LATELY: Final = timedelta(days=60)
"""A day of the year that has gone by so recently is perhaps still what is meant."""


def day_item(day: date, *, sure: bool = True, why: str = "a date") -> Item:
    """A day."""
    return Item("date", day, sure=sure, why=why)


def _year(parts: Parts) -> int | None:
    if (text := parts.get("four")) is not None:
        year = int(text)
        if not 1900 <= year < 2100:
            raise ValueError
        return year
    return None


def in_year(month: int, day: int, year: int | None, now: Now) -> Item:
    """A day of a month, of a year or of the next that it comes in."""
    if year is not None:
        return day_item(date(_full(year), month, day))
    found = calendar.in_some_year(month, day, now.today)
    gone = calendar.months_on(found, -12)
    return day_item(found, sure=now.today - gone > _LATELY)


def _full(year: int) -> int:
    if year >= 100:
        return year
    return 2000 + year if year < 50 else 1900 + year


def _day_of_month(parts: Parts, now: Now) -> Item:
    """3 April, the third of April 2027, Friday 3rd April."""
    month = parts.get("any_month")
    day, *rest = parts.all("dom")
    year = _year(parts) or (2000 + rest[0] if rest and rest[0] > 23 else None)
    found = in_year(month, day, year, now)
    return _agreeing(found, parts.get("any_weekday"), month, day, now) if not year else _checked(
        found, parts.get("any_weekday")
    )


def _agreeing(found: Item, weekday: int | None, month: int, day: int, now: Now) -> Item:
    """The same, in the year nearest to this one in which it falls on the weekday that is named."""
    if weekday is None or found.value.weekday() == weekday:
        return found
    year = now.today.year
    for each in (year, year + 1, year - 1):
        try:
            candidate = date(each, month, day)
        except ValueError:
            continue
        if candidate.weekday() == weekday:
            near = -_LATELY < candidate - now.today < timedelta(days=370)
            return day_item(candidate, sure=near)
    return found.doubted()


def _checked(found: Item, weekday: int | None) -> Item:
    return found if weekday in (None, found.value.weekday()) else found.doubted()


def _numeric(parts: Parts, now: Now) -> Item:
    """3/4, 3/4/26, 2026-04-03."""
    if iso := parts.get("iso"):
        return day_item(date(*iso))
    day, month, *year = parts.get("dmy", "slashed", "dotted")
    found = in_year(month, day, year[0] if year else None, now)
    return _checked(found, parts.get("any_weekday"))


def _dotted_date(parts: Parts, now: Now) -> Item | None:
    """Friday 13.3: only where it can be no time."""
    day, month = parts.get("dotted")
    return _numeric(parts, now) if day > 24 or (month < 10 and day > 0) else None


def _numbered(parts: Parts, now: Now) -> Item:
    """The 12th: today's number is hardly said of today."""
    number = parts.get("dom")
    found = calendar.first_with(number, now.today)
    return day_item(found, sure=found != now.today)


def _weekday_numbered(parts: Parts, now: Now) -> Item | None:
    """Tuesday the 19th: if it is no Tuesday, the first 19th that is one, not sure."""
    number, weekday = parts.get("dom"), parts.get("any_weekday")
    if parts.has("digits") and number <= 12:
        return None  # rather an hour
    first = found = calendar.first_with(number, now.today)
    while found.weekday() != weekday:
        found = calendar.first_with(number, found + timedelta(days=1))
        if found - first > timedelta(days=366):
            raise ValueError
    return day_item(found, sure=found == first)


def _numbered_of_month(parts: Parts, now: Now) -> Item:
    """The 20th of next month, of this month, of the month."""
    number = parts.get("dom")
    return day_item(_in_month(parts, now, lambda year, month: date(year, month, number)))


def _days_of_month(parts: Parts, now: Now) -> Item:
    """From the 13th to the 15th of July, 2-10 July, July 13-15."""
    month = parts.get("any_month")
    first, last = parts.all("dom")[:2]
    start = in_year(month, first, _year(parts), now)
    end = date(start.value.year, month, last)
    if end <= start.value:
        raise ValueError
    return span_item(start.value, end, sure=start.sure)


def span_item(start: Any, end: Any, *, sure: bool = True, why: str = "some days") -> Item:
    """Days from one to another, both among them."""
    return Item("dates", Span(start, end), sure=sure, why=why)


def _nth_weekday(parts: Parts, now: Now) -> Item:
    """The first Monday in March, the last Friday of the month."""
    nth = parts.get("any_nth") or -1
    weekday = parts.get("any_weekday")
    found = _in_month(parts, now, lambda year, month: calendar.nth_weekday(year, month, weekday, nth))
    return day_item(found, why="a weekday of a month")


def _in_month(parts: Parts, now: Now, day_of: Callable[[int, int], date]) -> date:
    """A day of the month that is named; if none is which, the first such day to come."""
    month = parts.get("any_month")
    if month is not None:
        if (year := _year(parts)) is not None:
            return day_of(year, month)
        return next(day for more in (0, 1) if (day := day_of(now.today.year + more, month)) >= now.today)
    which = [kind for kind in ("this", "next", "coming", "last") if any(i.kind == kind for i in parts.items[-2:])]
    if which:
        return day_of(*calendar.month_after(now.today, {"this": 0, "last": -1}.get(which[0], 1)))
    return next(day for more in (0, 1) if (day := day_of(*calendar.month_after(now.today, more))) >= now.today)


def _last_day(parts: Parts, now: Now) -> Item:
    """The last day of the month, of October."""
    return day_item(_in_month(parts, now, calendar.last_of), why="the last day of a month")


def _feast(parts: Parts, now: Now) -> Item:
    """Boxing Day, Easter 2027."""
    rule, year = parts.get("feast"), _year(parts)
    day = calendar.feast(rule, year) if year else calendar.next_feast(rule, now.today)
    return day_item(day, why="a day with a name")


def _feast(parts: Parts, now: Now) -> Item:
    """Boxing Day, Easter 2027, last Christmas."""
    rule, year = parts.get("feast"), _year(parts)
    if year is not None:
        day = calendar.feast(rule, year)
    elif parts.has("last"):
        day = calendar.last_feast(rule, now.today)
    else:
        day = calendar.next_feast(rule, now.today)
    return day_item(day, why="a day with a name")


_DOM = "(nth|worded_nth|digits)"
_OF_MONTH = "of? the? any_month"
_OF_A_MONTH = "(of|in) (any_month of? four?|(the|this|the? next|the? coming|last)? months)"
_NO_TIME = "(?!am|pm|oclock|ish|number|past|to|hhmm|upto|part|any_month)"
_WEEKDAY = "(any_weekday comma? (?:on)?)?"

DATES = Stage(
    (f"(from|between)? the? dom (upto|and) the? dom {_OF_MONTH} comma? four?", _days_of_month),
    ("(from|between)? any_month the? dom (upto|and) the? dom (?!any_month|of) comma? four?", _days_of_month),
    (f"{_WEEKDAY} the? {_DOM} days? {_OF_MONTH} comma? of? (four|digits{_NO_TIME})? (comma? any_weekday)?", _day_of_month),
    (f"{_WEEKDAY} any_month comma? dash? the? {_DOM}{_NO_TIME} comma? dash? of? four? (comma* any_weekday)?", _day_of_month),
    (f"{_WEEKDAY} (iso|dmy)", _numeric),
    (f"{_WEEKDAY} slashed(?!past|to|after|minutes|unit|a|of)", _numeric),
    (f"any_weekday comma? dotted(?!am|pm)", _dotted_date),
    ("the? any_nth days? (of|in) (the|this|the? next|the? coming|last)? months|digits (of|in) (this|the? next) months", _numbered_of_month),
    (f"the? (any_nth|last) any_weekday {_OF_A_MONTH}", _nth_weekday),
    (f"the? (last_day|last days) {_OF_A_MONTH}", _last_day),
    ("which? feast of? four?", _feast),
    (f"any_weekday comma? (the? nth|the worded_nth|digits{_NO_TIME})", _weekday_numbered),
    ("the? nth(?!unknown|unit|idiom)|on the worded_nth(?!unknown|unit)|on the digits(?!unknown|unit|am|pm|oclock)", _numbered),
)
