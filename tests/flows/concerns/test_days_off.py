"""Bank holidays, nation by nation, held to a list that others have worked out."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from flows.concerns.clock import TOLD_BY_TURN, Office, Ticking, tick
from flows.concerns.days_off import ABROAD, NATIONS, days_off, is_day_off
from flows.concerns.levels import LOOK, TODAY
from flows.concerns.nations import ENGLAND, NORTHERN_IRELAND, SCOTLAND
from flows.rhythm import moment

LISTED = Path(__file__).with_name("bank_holidays.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", [each for each in LISTED if each[0] != "#"])
def test_they_are_those_of_the_list(line: str) -> None:
    which, days = line.split(": ")
    year, nation = which.split()
    listed = {date(int(year), *map(int, day.split("/"))) for day in days.split()}
    assert days_off(int(year), nation) == listed


def test_where_nobody_knows_the_nation_it_is_a_day_off_in_all_of_them() -> None:
    good_friday, easter_monday = date(2026, 4, 3), date(2026, 4, 6)
    assert is_day_off(good_friday, "")
    assert not is_day_off(easter_monday, "")
    assert is_day_off(easter_monday, ENGLAND)
    assert not is_day_off(easter_monday, SCOTLAND)
    assert is_day_off(date(2026, 7, 13), NORTHERN_IRELAND)
    assert not is_day_off(good_friday, ABROAD)


def at(day: date, hour: int) -> datetime:
    return moment(day, time(hour), "Europe/London")


def next_day(level: str, day: date, nation: str, step: int = TOLD_BY_TURN) -> date:
    """When the clock looks again at what was raised at noon on that day."""
    noon = at(day, 12)
    office = Office("Europe/London", nation=nation)
    found = tick(Ticking(level, noon, step), noon, office).next_at
    assert found is not None
    return found.date()


def test_what_is_raised_before_a_day_off_is_gathered_on_the_working_day_after_it() -> None:
    maundy_thursday = date(2026, 4, 2)
    tuesday, monday = date(2026, 4, 7), date(2026, 4, 6)
    assert next_day(LOOK, maundy_thursday, ENGLAND) == tuesday
    assert next_day(LOOK, maundy_thursday, SCOTLAND) == monday
    assert next_day(LOOK, maundy_thursday, ABROAD) == date(2026, 4, 3)


def test_on_a_day_off_nobody_is_reminded_of_what_was_for_today() -> None:
    good_friday = date(2026, 4, 3)
    assert next_day(TODAY, good_friday, ENGLAND) == date(2026, 4, 7)
    assert next_day(TODAY, good_friday, ABROAD) == good_friday


def test_where_monday_is_a_day_off_mondays_list_comes_on_tuesday() -> None:
    wednesday_before = date(2026, 4, 29)
    assert next_day(LOOK, wednesday_before, ENGLAND, step=1) == date(2026, 5, 5)
    assert next_day(LOOK, date(2026, 5, 5), ENGLAND, step=1) == date(2026, 5, 11)


@pytest.mark.parametrize("nation", [*NATIONS, "", ABROAD])
def test_the_clock_always_finds_a_working_day(nation: str) -> None:
    for days in range(3 * 366):
        day = date(2027, 1, 1) + timedelta(days=days)
        for level in (TODAY, LOOK):
            assert day <= next_day(level, day, nation, step=1) <= day + timedelta(days=13)
