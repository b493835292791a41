"""When something is on: local times that survive the clocks, and plain words for them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.nearby.schedule import (
    BadSchedule,
    Schedule,
    checked,
    moment_words,
    next_times,
    when_words,
)

local = datetime.fromisoformat
LONDON = "Europe/London"
TUESDAY = local("2026-03-03 11:00")


def weekly(
    rule: str = "FREQ=WEEKLY;BYDAY=TU", start: datetime = TUESDAY, **more: object
) -> Schedule:
    return Schedule(start, LONDON, rule=rule, **more)  # type: ignore[arg-type]


def said(moments: list[datetime]) -> list[str]:
    return [f"{each:%d %b %H:%M}" for each in moments]


def test_eleven_stays_eleven_when_the_clocks_go_forward() -> None:
    found = next_times(weekly(), datetime(2026, 3, 20, tzinfo=UTC), 3)
    assert said(found) == ["24 Mar 11:00", "31 Mar 10:00", "07 Apr 10:00"]


def test_eleven_stays_eleven_when_the_clocks_go_back() -> None:
    found = next_times(weekly(), datetime(2026, 10, 19, tzinfo=UTC), 2)
    assert said(found) == ["20 Oct 10:00", "27 Oct 11:00"]


def test_a_time_that_comes_twice_is_on_once() -> None:
    night = weekly("FREQ=DAILY", local("2026-10-24 01:30"))
    found = next_times(night, datetime(2026, 10, 24, 12, tzinfo=UTC), 2)
    assert said(found) == ["25 Oct 00:30", "26 Oct 01:30"]


def test_a_time_that_spring_skips_moves_on() -> None:
    night = weekly("FREQ=DAILY", local("2026-03-27 01:30"))
    found = next_times(night, datetime(2026, 3, 28, 12, tzinfo=UTC), 2)
    assert said(found) == ["29 Mar 01:30", "30 Mar 00:30"], "02:30 British Summer Time, and 01:30"


def test_the_very_moment_it_begins_is_over() -> None:
    assert said(next_times(weekly(), datetime(2026, 3, 3, 11, tzinfo=UTC))) == ["10 Mar 11:00"]


def test_a_day_it_is_not_on_is_left_out() -> None:
    closed = weekly(left_out=(local("2026-03-10 11:00"),))
    found = next_times(closed, datetime(2026, 3, 4, tzinfo=UTC), 2)
    assert said(found) == ["17 Mar 11:00", "24 Mar 11:00"]


def test_what_is_on_once_is_on_once() -> None:
    once = weekly("")
    assert said(next_times(once, datetime(2026, 3, 1, tzinfo=UTC), 5)) == ["03 Mar 11:00"]
    assert next_times(once, datetime(2026, 3, 4, tzinfo=UTC)) == []


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20260317", "17 Mar 11:00"),
        ("20260317T110000Z", "17 Mar 11:00"),
        ("20260317T105959Z", "10 Mar 11:00"),
        ("20260317T110000", "17 Mar 11:00"),
    ],
)
def test_a_recurrence_ends_where_it_says(until: str, last: str) -> None:
    ending = weekly(f"FREQ=WEEKLY;BYDAY=TU;UNTIL={until}")
    assert said(next_times(ending, datetime(2026, 3, 1, tzinfo=UTC), 9))[-1] == last


def test_a_count_is_counted_from_the_first_time() -> None:
    three = weekly("FREQ=WEEKLY;COUNT=3")
    assert said(next_times(three, datetime(2026, 3, 4, tzinfo=UTC), 9)) == [
        "10 Mar 11:00", "17 Mar 11:00",
    ]  # fmt: skip


def test_every_other_friday_keeps_its_turn_however_long_ago_it_began() -> None:
    fridays = weekly("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", local("2019-01-04 14:00"))
    found = next_times(fridays, datetime(2026, 11, 1, tzinfo=UTC), 3)
    weeks = [(each.date() - date(2019, 1, 4)).days for each in found]
    assert all(days % 14 == 0 for days in weeks), weeks


@given(
    rule=st.sampled_from([
        "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TH,SU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO", "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;WKST=SU",
        "FREQ=MONTHLY;BYDAY=2WE", "FREQ=MONTHLY;BYMONTHDAY=31",
    ]),
    began=st.datetimes(local("2025-01-01 00:00"), local("2026-01-01 00:00")),
    days=st.integers(0, 450),
)  # fmt: skip
def test_the_next_times_are_those_of_the_whole_recurrence(
    rule: str, began: datetime, days: int
) -> None:
    """Leaping over what is past changes nothing: the same as counting from the first time on."""
    schedule = Schedule(began.replace(second=0, microsecond=0), "UTC", rule=rule)
    after = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=days)
    everything = next_times(schedule, datetime(2024, 12, 31, tzinfo=UTC), 1500)
    assert next_times(schedule, after, 3) == [each for each in everything if each > after][:3]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", "Tuesdays 11am"),
        ("FREQ=WEEKLY", "Tuesdays 11am"),
        ("FREQ=WEEKLY;BYDAY=TH,TU", "Tuesdays and Thursdays 11am"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "Mondays, Wednesdays and Fridays 11am"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "weekdays 11am"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every other Friday 11am"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=FR", "every 3 weeks on Friday 11am"),
        ("FREQ=DAILY", "every day 11am"),
        ("FREQ=MONTHLY;BYDAY=1MO", "first Monday of the month 11am"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "last Friday of the month 11am"),
        ("FREQ=MONTHLY;BYDAY=2TU,4TU", "second Tuesday and fourth Tuesday of the month 11am"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "the 15th of the month 11am"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "the last day of the month 11am"),
        ("FREQ=MONTHLY", "the 3rd of the month 11am"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO", "first Monday of every other month 11am"),
        ("FREQ=YEARLY", "once a year, in Mar 11am"),
        ("", "Tue 3 Mar 11am"),
    ],
)
def test_a_recurrence_is_said_in_plain_words(rule: str, words: str) -> None:
    assert when_words(weekly(rule)) == words


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(14, 30, "2.30pm"), (12, 0, "noon"), (9, 5, "9.05am"), (0, 0, "12am"), (12, 15, "12.15pm")],
)
def test_a_time_is_said_as_people_say_it(hour: int, minute: int, words: str) -> None:
    start = datetime.combine(TUESDAY, time(hour, minute))
    assert when_words(weekly(start=start)) == f"Tuesdays {words}"


def test_a_rough_time_is_said_as_one() -> None:
    assert when_words(weekly(roughly=True)) == "Tuesdays about 11am"


def test_a_moment_is_said_in_local_time() -> None:
    assert moment_words(datetime(2026, 7, 7, 10, tzinfo=UTC), LONDON) == "Tue 7 July 11am"


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("FREQ=HOURLY", "DAILY, WEEKLY, MONTHLY or YEARLY"),
        ("every Tuesday", "DAILY, WEEKLY, MONTHLY or YEARLY"),
        ("FREQ=WEEKLY;BYDAY=XX", "can't be read"),
        ("FREQ=WEEKLY;INTERVAL=often", "can't be read"),
        ("FREQ=WEEKLY;BYEASTER=1", "BYEASTER, which is not understood"),
        ("FREQ=WEEKLY;UNTIL=soon", "can't be read"),
        ("FREQ=WEEKLY;INTERVAL=0", "1 or more"),
    ],
)
def test_a_recurrence_that_makes_no_sense_says_what_to_put(rule: str, says: str) -> None:
    with pytest.raises(BadSchedule, match=says):
        checked(rule, LONDON)


def test_a_recurrence_is_kept_tidy() -> None:
    assert checked(" rrule:freq=weekly;byday=tu ", LONDON) == "FREQ=WEEKLY;BYDAY=TU"
    with pytest.raises(BadSchedule, match="zone"):
        checked("FREQ=WEEKLY", "Mill Lane")
