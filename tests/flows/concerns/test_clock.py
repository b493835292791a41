"""The clock of a concern: whom it tells, and when."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.concerns.clock import TOLD_BY_TURN, Office, Ticking, To, tick, waited
from flows.concerns.levels import LOOK, TODAY, URGENT, in_few_words, level_of

LONDON = Office("Europe/London")
TUESDAY = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)  # ten in the morning there
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def run(level: str, at: datetime, until: datetime, step: int = 0) -> list[tuple[To, datetime]]:
    """All that the clock does with what nobody claims, and when."""
    now, done = at, []
    while now <= until:
        now_due = tick(Ticking(level, at, step), now, LONDON)
        done.append((now_due.to, now))
        if now_due.next_at is None:
            break
        assert now_due.next_at > now
        now, step = now_due.next_at, now_due.step
    return done


def local(at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(LONDON.zone)):%a %H:%M}"


def test_urgent_goes_to_one_then_the_next_then_all_and_on() -> None:
    done = run(URGENT, TUESDAY, TUESDAY + 2 * HOUR)
    assert [(to, (at - TUESDAY) // MINUTE) for to, at in done] == [
        (To.DUTY, 0), (To.NEXT, 5), (To.EVERYBODY, 10), (To.EVERYBODY, 20), (To.EVERYBODY, 30),
        (To.EVERYBODY, 40), (To.EVERYBODY, 50), (To.EVERYBODY, 60), (To.EVERYBODY, 90),
        (To.EVERYBODY, 120),
    ]  # fmt: skip


def test_urgent_that_its_turn_has_told_goes_on_in_five_minutes() -> None:
    begun = tick(Ticking(URGENT, TUESDAY, TOLD_BY_TURN), TUESDAY, LONDON)
    assert (begun.to, begun.next_at) == (To.BEGUN, TUESDAY + 5 * MINUTE)


def test_a_claim_comes_back_after_an_hour_and_to_all_after_two() -> None:
    claimed = [
        tick(Ticking(URGENT, TUESDAY, step, claimed=True), TUESDAY + step * HOUR, LONDON)
        for step in range(4)
    ]
    assert [each.to for each in claimed] == [To.IN_HAND, To.CLAIMER, To.EVERYBODY, To.GATHERED]
    assert [each.next_at for each in claimed[:2]] == [TUESDAY + HOUR, TUESDAY + 2 * HOUR]
    assert local(claimed[2].next_at or TUESDAY) == "Wed 09:30"


def test_what_is_for_today_is_reminded_and_told_to_all_before_the_day_ends() -> None:
    done = run(TODAY, TUESDAY, TUESDAY + timedelta(days=9))
    assert [(to, local(at)) for to, at in done] == [
        (To.DUTY, "Tue 10:00"), (To.REMINDED, "Tue 14:30"), (To.EVERYBODY, "Tue 16:30"),
        (To.GATHERED, "Wed 09:30"), (To.GATHERED, "Thu 09:30"), (To.GATHERED, "Fri 09:30"),
        (To.GATHERED, "Mon 09:30"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "reminded"),
    [
        ((2026, 6, 2, 7, 0), "Tue 14:30"),
        ((2026, 6, 2, 12, 30), "Tue 14:30"),
        ((2026, 6, 2, 12, 45), "Tue 16:30"),  # three quarters of an hour is no room
        ((2026, 6, 2, 15, 0), "Wed 09:30"),
        ((2026, 6, 2, 23, 0), "Wed 14:30"),  # the night keeps it until eight
        ((2026, 6, 5, 18, 0), "Mon 09:30"),
        ((2026, 6, 6, 9, 0), "Mon 09:30"),  # a Saturday
    ],
)
def test_when_somebody_is_reminded_of_what_is_for_today(
    told: tuple[int, int, int, int, int], reminded: str
) -> None:
    at = datetime(*told, tzinfo=UTC)
    begun = tick(Ticking(TODAY, at, TOLD_BY_TURN), at, LONDON)
    assert begun.to is To.BEGUN
    assert local(begun.next_at or at) == reminded


def test_what_can_wait_is_gathered_the_next_morning_then_on_mondays_and_ends() -> None:
    done = run(LOOK, TUESDAY, TUESDAY + timedelta(days=60))
    assert [(to, local(at)) for to, at in done] == [
        (To.NOBODY, "Tue 10:00"), (To.GATHERED, "Wed 09:30"),
        *[(To.GATHERED, "Mon 09:30")] * 4, (To.CLOSED, "Mon 09:30"),
    ]  # fmt: skip


def test_what_was_for_today_is_never_closed_by_the_clock() -> None:
    done = run(TODAY, TUESDAY, TUESDAY + timedelta(days=120))
    assert To.CLOSED not in {to for to, _ in done}


@pytest.mark.parametrize(
    "day", [datetime(2026, 10, 23, 9, tzinfo=UTC), datetime(2027, 3, 26, 9, tzinfo=UTC)]
)
def test_the_hours_of_the_day_stay_the_same_when_the_clocks_change(day: datetime) -> None:
    done = run(TODAY, day, day + timedelta(days=5))
    assert {local(at)[4:] for to, at in done if to is To.GATHERED} == {"09:30"}


@pytest.mark.parametrize(
    "at", [datetime(2026, 10, 25, 0, 58, tzinfo=UTC), datetime(2027, 3, 28, 0, 58, tzinfo=UTC)]
)
def test_urgent_is_in_minutes_whatever_the_clocks_do(at: datetime) -> None:
    done = run(URGENT, at, at + 10 * MINUTE)
    assert [when - at for _, when in done] == [0 * MINUTE, 5 * MINUTE, 10 * MINUTE]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "1 minute"), (5, "5 minutes"), (60, "1 hour"), (125, "2 hours"), (3000, "2 days")],
)
def test_how_long_it_has_waited_is_said_as_somebody_says_it(minutes: int, said: str) -> None:
    assert waited(TUESDAY, TUESDAY + minutes * MINUTE) == said


def test_each_kind_has_a_level_and_an_unknown_one_is_looked_at() -> None:
    assert (level_of("urgent"), level_of("concern"), level_of("words")) == (URGENT, TODAY, LOOK)
    assert (level_of("new"), in_few_words("new")) == (LOOK, "needs a look")
