"""The calendar: which day a name, a number or a rule comes to, seen from a day.

Every function raises ValueError or OverflowError where there is no such day.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
MONDAY, SATURDAY, SUNDAY = 0, 5, 6
_MONTHS: Final = 12
_YEARS_TO_A_LEAP_DAY: Final = 8  # 1896 to 1904: 1900 had none


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
    return date(*month_after(date(year, month, 1), 1), 1) - DAY


def weekday_from(day: date, weekday: int) -> date:
    """The first such weekday (Monday is 0) that is not before a day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; -1 is the last one."""
    if nth < 0:
        return weekday_from(last_of(year, month) - 6 * DAY, weekday)
    day = weekday_from(date(year, month, 1), weekday) + (nth - 1) * WEEK
    if day.month != month:
        raise ValueError(nth)
    return day


def first_with(number: int, since: date) -> date:
    """The first day with this number in its month that is not before a day."""
    for months in range(_MONTHS):
        year, month = month_after(since, months)
        if number <= last_of(year, month).day and date(year, month, number) >= since:
            return date(year, month, number)
    raise ValueError(number)


def in_some_year(month: int, day: int, since: date) -> date:
    """The first such day that is not before a day, leap days too."""
    for found in _each_year(month, day, since.year):
        if found >= since:
            return found
    raise ValueError(day)


def _each_year(month: int, day: int, first: int) -> Iterator[date]:
    for year in range(first, first + _YEARS_TO_A_LEAP_DAY + 1):
        if day <= last_of(year, month).day:
            yield date(year, month, day)


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

    "12-25" a date; "easter+1" days from Easter Sunday; "6 3 6" of June (6) the third (3) Sunday
    (6, Monday is 0), -1 for the last.
    """
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    numbers = [int(each) for each in rule.replace("-", " -").split()]
    if "-" in rule and " " not in rule:
        return date(year, numbers[0], -numbers[1])
    month, nth, weekday = numbers
    return nth_weekday(year, month, weekday, nth)


def next_feast(rule: str, since: date) -> date:
    """The first such feast that is not before a day."""
    this_year = feast(rule, since.year)
    return this_year if this_year >= since else feast(rule, since.year + 1)


def last_feast(rule: str, until: date) -> date:
    """The last such feast before a day."""
    this_year = feast(rule, until.year)
    return this_year if this_year < until else feast(rule, until.year - 1)
