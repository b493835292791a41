"""The bank holidays of the four nations: days on which nobody need be at work. Pure.

Source: the Banking and Financial Dealings Act 1971, schedule 1, and the days proclaimed each year
since, as gov.uk/bank-holidays lists them. A day that falls on a weekend has the next free weekday
in its place. A day that is proclaimed for one year only is put down in `ONCE`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

from dateutil.easter import easter

from flows.concerns.nations import ENGLAND, NORTHERN_IRELAND, SCOTLAND, WALES

NATIONS: Final = (ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND)
ABROAD: Final = "abroad"
"""Where no day off is known."""

ONCE: Final = {date(2026, 6, 15): (SCOTLAND,)}
"""Days that were proclaimed for one year, and where."""

A_DAY: Final = timedelta(days=1)
MONDAY, SATURDAY = 0, 5


def is_day_off(day: date, nation: str) -> bool:
    """Whether it is a bank holiday there. Nation unknown (""): whether it is one in all four."""
    if nation == ABROAD:
        return False
    return all(day in days_off(day.year, each) for each in ([nation] if nation else NATIONS))


@cache
def days_off(year: int, nation: str) -> frozenset[date]:
    """The bank holidays of a year, weekdays all of them."""
    once = (day for day, where in ONCE.items() if day.year == year and nation in where)
    return frozenset((*_fixed(year, nation), *_moving(year, nation), *once))


def _fixed(year: int, nation: str) -> Iterator[date]:
    new_year = [date(year, 1, 1)] + [date(year, 1, 2)] * (nation == SCOTLAND)
    yield from _on_weekdays(new_year)
    if nation == SCOTLAND:
        yield from _on_weekdays([date(year, 11, 30)])
    if nation == NORTHERN_IRELAND:
        yield from _on_weekdays([date(year, 3, 17)])
        yield from _on_weekdays([date(year, 7, 12)])
    yield from _on_weekdays([date(year, 12, 25), date(year, 12, 26)])


def _on_weekdays(days: list[date]) -> set[date]:
    """These days, each that is on a weekend put off to the next weekday that is free."""
    taken = {day for day in days if day.weekday() < SATURDAY}
    for weekend in (day for day in days if day.weekday() >= SATURDAY):
        later = (weekend + ahead * A_DAY for ahead in range(1, 5))
        taken.add(next(day for day in later if day.weekday() < SATURDAY and day not in taken))
    return taken


def _moving(year: int, nation: str) -> Iterator[date]:
    yield easter(year) - 2 * A_DAY
    if nation != SCOTLAND:
        yield easter(year) + A_DAY
    yield _monday_from(date(year, 5, 1))
    yield _monday_from(date(year, 5, 25))  # the last of May
    yield _monday_from(date(year, 8, 1) if nation == SCOTLAND else date(year, 8, 25))


def _monday_from(day: date) -> date:
    return day + (MONDAY - day.weekday()) % 7 * A_DAY
