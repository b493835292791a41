"""When the next visit of a rhythm is: local times, both clock changes, and rests."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.world.visit_days import (
    Rhythm,
    afterwards,
    day_before,
    moments,
    next_visit,
    on_the_day,
    open_until,
)

LONDON = "Europe/London"
TUESDAY = date(2026, 10, 20)
NOW = datetime(2026, 10, 19, 11, tzinfo=UTC)


def rhythm(every_days: int = 7, at: time = time(14), **more: object) -> Rhythm:
    return Rhythm(TUESDAY, every_days, at, LONDON, **more)  # type: ignore[arg-type]


def test_two_in_the_afternoon_is_so_before_and_after_the_clocks_go_back() -> None:
    said = [at.isoformat() for at in islice(moments(rhythm(), NOW), 2)]
    assert said == ["2026-10-20T13:00:00+00:00", "2026-10-27T14:00:00+00:00"]


def test_an_hour_that_spring_skips_comes_when_the_clock_shows_it() -> None:
    found = next_visit(Rhythm(date(2027, 3, 28), 7, time(1, 30), LONDON), NOW)
    assert found == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_no_rhythm_has_no_visit() -> None:
    assert next_visit(rhythm(every_days=0), NOW) is None


def test_a_rest_leaves_out_what_lies_in_it() -> None:
    until = NOW + timedelta(days=10)
    assert next_visit(rhythm(rests_until=until), NOW) == datetime(2026, 11, 3, 14, tzinfo=UTC)


def test_a_rest_ahead_leaves_the_visits_before_it() -> None:
    away = rhythm(rests_from=NOW + timedelta(days=2), rests_until=NOW + timedelta(days=15))
    days = [at.day for at in islice(moments(away, NOW), 2)]
    assert days == [20, 3]


def test_a_rest_until_somebody_says_has_none() -> None:
    assert next_visit(rhythm(rests_until=datetime(9000, 1, 1, tzinfo=UTC)), NOW) is None


@given(
    st.integers(1, 60),
    st.times(),
    st.integers(0, 500_000),
)
def test_the_next_is_later_and_in_the_rhythm(every: int, at: time, after: int) -> None:
    """Whatever the rhythm: later than now, at most two rhythms on, a whole number of them."""
    at, since = at.replace(second=0), datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=after / 4)
    found = next_visit(Rhythm(date(2019, 1, 1), every, at, "UTC"), since)
    assert found is not None
    assert since < found <= since + timedelta(days=every)
    assert (found.date() - date(2019, 1, 1)).days % every == 0


@pytest.mark.parametrize(("days", "said"), [(0, None), (1, 12), (3, 9)])
def test_the_day_before_is_now_if_it_is_past_and_never_if_it_is_too_near(
    days: int, said: int | None
) -> None:
    """A visit at 2pm, planned at noon: of today nothing, of tomorrow now, else that day at 9."""
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    at = noon + timedelta(days=days, hours=2)
    found = day_before(at, time(9), LONDON, noon)
    assert (found and found.hour) == said


def test_an_early_visit_is_said_an_hour_before() -> None:
    at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert on_the_day(at, LONDON, NOW) == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def test_how_it_was_is_asked_that_evening_and_never_late() -> None:
    over = datetime(2026, 11, 24, 15, tzinfo=UTC)
    assert afterwards(over, LONDON).hour == 18
    late = afterwards(over + timedelta(hours=5), LONDON)
    assert (late.day, late.hour) == (25, 9)


@pytest.mark.parametrize(
    ("offered", "asked", "until"),
    [
        ("2026-10-22T15:00", "2026-10-19T11:00", "2026-10-21T17:00"),  # the afternoon before
        ("2026-10-20T15:00", "2026-10-19T16:30", "2026-10-19T18:30"),  # two hours at least
        ("2026-10-20T15:00", "2026-10-19T19:00", "2026-10-20T09:00"),  # of those they are awake
        ("2026-10-20T15:00", "2026-10-19T22:00", "2026-10-20T10:00"),
        ("2026-10-20T15:00", "2026-10-20T06:00", "2026-10-20T10:00"),
        ("2026-10-20T15:00", "2026-10-20T14:00", "2026-10-20T14:30"),  # while both can hear of it
        ("2026-10-20T15:00", "2026-10-20T14:50", "2026-10-20T14:50"),  # never later than it is
        ("2026-10-26T10:00", "2026-10-20T12:00", "2026-10-25T17:00"),  # the clocks have gone back
    ],
)
def test_another_time_is_open_until_the_afternoon_before(
    offered: str, asked: str, until: str
) -> None:
    """All local times."""
    zone = ZoneInfo(LONDON)
    at, now, then = (
        datetime.fromisoformat(each).replace(tzinfo=zone).astimezone(UTC)
        for each in (offered, asked, until)
    )
    assert open_until(at, LONDON, now) == then
