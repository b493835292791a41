"""When the next hello is: their own day and hour, through every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.rhythm import (
    RHYTHMS,
    day_in_words,
    following_hello,
    hello_after_change,
    hello_tomorrow,
    less_often,
    local_day,
    moment,
    more_often,
    next_hello,
)
from flows.world import Person

ZONES = ["Europe/London", "Asia/Kolkata", "Australia/Adelaide", "America/St_Johns"]
"""With clock changes; without any; half hours and south; half hours and west of UTC."""

CHANGES = [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)]
BEFORE_2028 = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC)

zones = st.sampled_from(ZONES)
near_a_change = st.builds(
    lambda day, off: datetime.combine(day, time(0), UTC) + off,
    st.sampled_from(CHANGES),
    st.timedeltas(timedelta(days=-9), timedelta(days=9)),
)
any_time = st.datetimes(
    *(each.replace(tzinfo=None) for each in BEFORE_2028), timezones=st.just(UTC)
)
moments = st.one_of(any_time, near_a_change)
hours = st.one_of(st.times().map(lambda at: at.replace(microsecond=0)), st.just(time(1, 30)))
people = st.builds(
    Person,
    st.just(1),
    zone=zones,
    every_days=st.sampled_from(RHYTHMS),
    hello_weekday=st.integers(0, 6),
    hello_at=hours,
)
ROSE = Person(1)


def skipped(day: date, at: time, zone: str) -> bool:
    """Whether the clocks jump over this local time."""
    local = datetime.combine(day, at, ZoneInfo(zone))
    return local.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != (
        local.replace(tzinfo=None)
    )


def at_their_hour(person: Person, at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(person.zone))
    if local.time() == person.hello_at:
        return True
    later = local.replace(tzinfo=None) - timedelta(hours=1)
    return later.time() == person.hello_at and skipped(later.date(), person.hello_at, person.zone)


@given(people, moments)
@example(Person(1, hello_at=time(1, 30), hello_weekday=6), datetime(2026, 3, 25, 9, tzinfo=UTC))
@example(Person(1, hello_at=time(1, 30), hello_weekday=6), datetime(2027, 10, 30, 9, tzinfo=UTC))
def test_the_next_hello_is_on_their_day_at_their_hour(person: Person, now: datetime) -> None:
    at = next_hello(person, now)
    assert at_their_hour(person, at)
    assert local_day(at, person.zone).weekday() == person.hello_weekday
    assert 1 <= (local_day(at, person.zone) - local_day(now, person.zone)).days <= 7


@given(people, moments, moments)
def test_the_following_hello_is_later_than_everything_before_it(
    person: Person, last: datetime, after: datetime
) -> None:
    at = following_hello(person, last, after)
    assert at > max(last, after)
    assert at_their_hour(person, at)
    days = (local_day(at, person.zone) - local_day(last, person.zone)).days
    if person.every_days % 7:
        assert days >= person.every_days
        assert days % person.every_days == 0
    else:
        assert days >= person.every_days - 3
        assert local_day(at, person.zone).weekday() == person.hello_weekday


@given(people, moments)
def test_a_hello_that_is_put_off_comes_at_the_same_hour_of_the_next_day(
    person: Person, now: datetime
) -> None:
    at = hello_tomorrow(person, now, now)
    assert (local_day(at, person.zone) - local_day(now, person.zone)).days == 1
    assert at_their_hour(person, at)


@given(people, moments)
def test_a_year_of_hellos_keeps_day_and_hour(person: Person, now: datetime) -> None:
    at = next_hello(person, now)
    for _ in range(365 // person.every_days):
        before, at = at, following_hello(person, at, at)
        days = (local_day(at, person.zone) - local_day(before, person.zone)).days
        assert days == person.every_days
        assert at_their_hour(person, at)


@given(people, moments, st.sampled_from(RHYTHMS))
def test_a_new_rhythm_begins_within_itself(person: Person, now: datetime, every: int) -> None:
    at = hello_after_change(person, every, now)
    away = (local_day(at, person.zone) - local_day(now, person.zone)).days
    assert at_their_hour(person, at)
    if every < 7:
        assert away == every
    else:
        assert every - 6 <= away <= every
        assert local_day(at, person.zone).weekday() == person.hello_weekday


def test_the_hello_is_never_twice_on_one_day() -> None:
    """Even for somebody who has just chosen a later hour."""
    morning = datetime(2026, 11, 23, 10, tzinfo=UTC)
    afternoon = Person(1, hello_at=time(15))
    assert following_hello(afternoon, morning, morning) == datetime(2026, 11, 30, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 3, 29), time(1, 30), "2026-03-29T01:30"),  # no such time: 02:30 there
        (date(2026, 3, 29), time(10), "2026-03-29T09:00"),
        (date(2026, 3, 28), time(10), "2026-03-28T10:00"),
        (date(2026, 10, 25), time(1, 30), "2026-10-25T00:30"),  # twice: the first
        (date(2026, 10, 25), time(10), "2026-10-25T10:00"),
        (date(2027, 3, 28), time(1), "2027-03-28T01:00"),
        (date(2027, 10, 31), time(2), "2027-10-31T02:00"),
    ],
)
def test_london_through_the_changes_of_the_clock(day: date, at: time, utc: str) -> None:
    assert moment(day, at, "Europe/London") == datetime.fromisoformat(f"{utc}+00:00")


def test_a_time_that_comes_twice_can_be_asked_for_again() -> None:
    again = moment(date(2026, 10, 25), time(1, 30), "Europe/London", second=True)
    assert again == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_the_rhythms_form_a_ladder() -> None:
    assert [more_often(days) for days in (28, 14, 7, 3, 5)] == [14, 7, 3, 3, 3]
    assert [less_often(days) for days in (3, 7, 14, 28, 5)] == [7, 14, 28, 28, 7]


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Monday"), (1, "Tuesday"), (6, "Sunday"), (7, "Monday next week"),
     (8, "Tuesday 1 December"), (40, "Saturday 2 January")],
)  # fmt: skip
def test_a_day_is_said_as_a_neighbour_says_it(days: int, words: str) -> None:
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert day_in_words(now + timedelta(days=days), "Europe/London", now) == words


def test_a_day_is_theirs_not_utcs() -> None:
    late = datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert day_in_words(late, "Asia/Kolkata", late) == "Tuesday"
