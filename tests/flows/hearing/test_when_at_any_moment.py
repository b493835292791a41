"""The same words at other moments: new year, a leap day, when clocks change, and at no moment."""

import pytest

from flows.hearing.answers import hear
from flows.hearing.scene import Scene
from flows.hearing.when import When
from flows.hearing.when.calendar import easter
from tests.flows.hearing.when_said import heard


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "2026-12-31"),
        ("Friday", "2027-01-01"),
        ("the 2nd", "2027-01-02"),
        ("4th january", "2027-01-04"),
        ("new years day about 12", "2027-01-01T12:00:00"),
        ("next Wednesday at 2", "2027-01-06T14:00:00"),
        ("a week today at 11", "2027-01-06T11:00:00"),
        ("in three days", "2027-01-02"),
        ("this week", "2026-12-28/2027-01-03"),
        ("Easter", "2027-03-28"),
    ],
)
def test_over_new_year(text: str, day: str) -> None:
    assert heard(text, "2026-12-30T11:00") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "2028-02-29"),
        ("29th Feb", "2028-02-29"),
        ("tues 29th", "2028-02-29"),
        ("the last day of the month", "2028-02-29"),
        ("in a year", "2029-02-28"),
        ("Weds", "2028-03-01"),
        ("in a month", "2028-03-28"),
    ],
)
def test_over_a_leap_day(text: str, day: str) -> None:
    assert heard(text, "2028-02-28T09:30") == day


def test_the_29th_of_february_is_hardly_that_of_a_far_off_leap_year() -> None:
    assert heard("29 Feb", "2026-06-09T10:00") == "2028-02-29 ?"
    assert heard("29th Feb", "2026-03-02T10:00") == "2028-02-29 ?"


@pytest.mark.parametrize(
    ("text", "now", "moment"),
    [
        ("in 4 hours", "2026-10-24T22:00", "2026-10-25T01:00:00"),  # one hour comes twice
        ("in 4 hours", "2026-03-28T22:00", "2026-03-29T03:00:00"),  # one hour is left out
        ("tomorrow at 1.30pm", "2026-10-24T22:00", "2026-10-25T13:30:00"),
        ("in a day", "2026-10-24T22:00", "2026-10-25"),
    ],
)
def test_when_the_clocks_change_hours_are_counted_as_they_pass(
    text: str, now: str, moment: str
) -> None:
    assert heard(text, now) == moment


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("the weekend", "2026-11-21/2026-11-22"),
        ("Monday", "2026-11-23"),
        ("next Monday", "2026-11-23 ?"),  # tomorrow, or a week later?
        ("next Saturday", "2026-11-28"),
        ("this Friday", "2026-11-27"),
        ("Sunday week", "2026-12-06 ?"),
    ],
)
def test_on_a_sunday(text: str, day: str) -> None:
    assert heard(text, "2026-11-22T09:05") == day


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("half past 2", "14:30:00"),
        ("between 2 and 4", "14:00:00/16:00:00"),
        ("3 April 2027", "2027-04-03"),
        ("tomorrow", None),
        ("Tuesday at 3", None),
        ("3 April", None),
        ("in an hour", None),
    ],
)
def test_where_the_moment_is_not_known_only_what_does_not_depend_on_it(
    text: str, value: str | None
) -> None:
    found = hear(text, When(), Scene())
    assert (found and found.value) == value


def test_no_thank_you_is_no_time_but_an_answer() -> None:
    found = hear("rather not say", When())
    assert found and found.outcome == "skip"


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1961, "1961-04-02"),
        (2008, "2008-03-23"),
        (2026, "2026-04-05"),
        (2027, "2027-03-28"),
        (2038, "2038-04-25"),
    ],
)
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        *("1" * 10_000, "tues " * 2_000, "1/1/" * 2_500, "2-" * 5_000, "half past " * 900),
        *("12 March " * 1_000, "\x00\x01 at 2", "9999-12-31", "0/0", "31/12/9999 evening", "99:99"),
        *("in 999999999 years", "999 weeks ago", "½½½", "१२ मार्च", "٣ ابريل", "’’’", "@@@@"),
    ],
)
def test_nothing_is_raised(text: str) -> None:
    heard(text, "2026-03-02T10:00")
    When().heard(text, Scene())
