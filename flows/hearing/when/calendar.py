"""The calendar: which day a name, a number or a rule comes to, seen from a day."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

WEEK: Final = timedelta(days=7)
_MONTHS = 12


def month_after(day: date, months: int) -> tuple[int, int]:
    """The year and month so many months on."""
    count = day.year * _MONTHS + day.month - 1 + months
    return count // _MONTHS, count % _MONTHS + 1


def months_on(day: date, months: int) -> date:
    """The same day of the month, so many months on; the last one where there is none."""
    year, month = month_after(day, months)
    return date(year, month, min(day.day, last_of(year, month).day))


def last_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(*month_after(date(year, month, 1), 1), 1) - timedelta(days=1)


def weekday_from(day: date, weekday: int) -> date:
    """The first such weekday that is not before a day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; -1 is the last one. ValueError if there is none."""
    if nth < 0:
        last = last_of(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    day = weekday_from(date(year, month, 1), weekday) + (nth - 1) * WEEK
    return day if day.month == month else date(year, month, 99)


def first_with(number: int, since: date) -> date:
    """The first day with this number in its month that is not before a day."""
    for months in range(12):
        year, month = month_after(since, months)
        if number <= last_of(year, month).day:
            day = date(year, month, number)
            if day >= since:
                return day
    raise ValueError(number)


def in_some_year(month: int, day: int, since: date) -> date:
    """The first such day that is not before a day, leap days too. ValueError if there is none."""
    return next(each for each in _each_year(month, day, since.year) if each >= since)


def _each_year(month: int, day: int, first: int) -> Iterable[date]:
    for year in range(first, first + 9):
        if day <= last_of(year, month).day:
            yield date(year, month, day)
    raise ValueError(day)


def easter(year: int) -> date:
    """Easter Sunday: the anonymous Gregorian reckoning (Meeus, Astronomical Algorithms, ch. 8)."""
    century, year_in_century = divmod(year, 100)
    golden = year % 19
    leaps, left = divmod(century, 4)
    moved = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moved + 15) % 30
    quarters, rest = divmod(year_in_century, 4)
    sunday = (32 + 2 * left + 2 * quarters - epact - rest) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def feast(rule: str, year: int) -> date:
    """The day of a feast in a year, by the rules that the tables of words use.

    "12-25" a date, "easter+1" days from Easter Sunday, "6 3 6" the third (3) Sunday (6, Monday
    is 0) of June; -1 is the last.
    """
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter") or 0))
    if " " not in rule:
        month, day = rule.split("-")
        return date(year, int(month), int(day))
    month, nth, weekday = (int(each) for each in rule.split())  # type: ignore[assignment]
    return nth_weekday(year, month, weekday, nth)


def next_feast(rule: str, since: date) -> date:
    """The first such feast that is not before a day."""
    return next(day for year in (0, 1) if (day := feast(rule, since.year + year)) >= since)


def last_feast(rule: str, until: date) -> date:
    """The last such feast before a day."""
    return next(day for year in (0, 1) if (day := feast(rule, until.year - year)) < until)
