"""A rhythm of their own: another day or hour, more, fewer, a rest; and each after the other."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.facts.hellos import NO_ROOM, HelloMoved, NeedHeard
from flows.hearing import Signal, SignalHeard
from flows.rhythm import hello_on_their_day, hour_in_words, local_day, waking_hour
from flows.rhythm_wishes import hello_day
from flows.world import Person
from tests.flows.neighbour import MONDAY, Neighbour, asked, resident, stranger, team
from tests.flows.transcript import happens, play

A_DAY = timedelta(days=1)
QUIET = (time(20), time(8))
SUNDAYS = "We'll say hello on Sundays at 10 in the morning from now on. The next one is on Sunday."


def wish(rose: Neighbour, weekday: int | None = None, at: time | None = None) -> list[str]:
    """What we say to such a wish."""
    heard = SignalHeard(Signal.HELLO_DAY, weekday=weekday, at=at)
    turn = hello_day(heard, rose.conversation, rose.world())
    assert turn is not None
    return rose.take(turn)


# ── their own day, their own hour ───────────────────────────────────────────────────────────


def test_only_sundays_moves_the_next_hello_to_sunday() -> None:
    rose = play(resident(), f"rose: only Sundays\nbot: {SUNDAYS}")
    assert rose.nudges["hello"] == MONDAY + timedelta(days=6)
    assert rose.decided(HelloMoved) == [HelloMoved(6, time(10))]


def test_in_the_afternoon_keeps_the_day_and_moves_the_hour() -> None:
    rose = play(
        resident(),
        """
        rose: can you text in the afternoon instead
        bot: We'll say hello on Mondays at 2 in the afternoon from now on. \
The next one is on Monday next week.
    """,
    )
    assert rose.nudges["hello"] == MONDAY + timedelta(days=7, hours=4)


def test_sundays_at_five() -> None:
    rose = resident()
    assert wish(rose, 6, time(17)) == [
        "bot: We'll say hello on Sundays at 5 in the afternoon from now on. "
        "The next one is on Sunday."
    ]
    assert rose.nudges["hello"] == MONDAY + timedelta(days=6, hours=7)


@pytest.mark.parametrize(
    ("at", "hour"),
    [
        *((late, "7 in the evening") for late in (time(20), time(21), time(23, 30))),
        *((early, "8 in the morning") for early in (time(3), time(6), time(7, 59))),
    ],
)
def test_nobody_is_texted_in_the_quiet_hours_and_the_nearest_hour_is_said(
    at: time, hour: str
) -> None:
    assert wish(resident(), at=at) == [
        f"bot: We send nothing late or early, so we'll say hello on Mondays at {hour}. "
        "The next one is on Monday next week."
    ]


def test_the_quiet_hours_are_the_projects_own() -> None:
    assert waking_hour(time(21), (time(22), time(9))) == time(21)
    assert waking_hour(time(8), (time(22), time(9))) == time(9)
    assert waking_hour(time(13), (time(12), time(14))) == time(14)
    assert waking_hour(time(13), (time(0), time(0))) == time(13)
    assert waking_hour(time(3), (time(0), time(23, 59))) == time(3), "they never sleep, it seems"


@pytest.mark.parametrize("weekday", range(7))
def test_the_next_hello_is_never_more_than_half_a_week_from_where_it_was(weekday: int) -> None:
    rose = resident()
    wish(rose, weekday)
    moved = rose.nudges["hello"] - (MONDAY + timedelta(days=7))
    assert abs(moved) <= timedelta(days=3)
    assert rose.nudges["hello"].weekday() == weekday


def test_a_wish_for_neither_day_nor_hour_is_none() -> None:
    heard = SignalHeard(Signal.HELLO_DAY)
    assert hello_day(heard, None, resident().world()) is None


@pytest.mark.parametrize("who", [stranger(), team()])
def test_who_gets_no_hellos_has_no_day_for_them(who: Neighbour) -> None:
    heard = SignalHeard(Signal.HELLO_DAY, weekday=6)
    assert hello_day(heard, None, who.world()) is None


def test_the_open_question_stays_open() -> None:
    rose = asked("weekly_hello", "mood")
    before = rose.conversation
    happens(rose, "rose: only Sundays")
    assert rose.conversation == before


def test_in_a_pause_it_is_kept_in_mind() -> None:
    rose = resident(paused=True)
    play(
        rose,
        """
        rose: only Sundays
        bot: Thank you. We'll keep that in mind. Our hellos are resting. Text START to have them \
again.
        rose: START
        bot: Welcome back. We'll say hello on Sunday. Text STOP any time and we stop.
    """,
    )


def test_hellos_go_on_at_the_new_day_and_hour() -> None:
    rose = resident()
    wish(rose, 6, time(17))
    happens(rose, "(7 days later)")
    assert rose.nudges["hello"] == MONDAY + timedelta(days=13, hours=7)


# ── each against the other ──────────────────────────────────────────────────────────────────


def test_sundays_only_from_who_had_one_every_three_days_is_once_a_week() -> None:
    rose = play(resident(every_days=3), f"rose: only Sundays\nbot: {SUNDAYS}")
    assert rose.every_days == 7


@pytest.mark.parametrize(
    ("every_days", "words"), [(14, "every other Sunday"), (28, "every fourth Sunday")]
)
def test_fewer_than_weekly_stays_so(every_days: int, words: str) -> None:
    rose = resident(every_days=every_days)
    assert words in wish(rose, 6)[0]
    assert rose.every_days == every_days


def test_more_after_only_sundays_is_every_three_days_and_less_goes_back_to_sundays() -> None:
    rose = play(
        resident(),
        f"""
        rose: only Sundays
        bot: {SUNDAYS}
        rose: MORE
        bot: We'll say hello more often. The next one is on Thursday. Text LESS for fewer.
        rose: LESS
        bot: We'll say hello less often. The next one is on Sunday. Text MORE for more.
        rose: LESS
        bot: We'll say hello less often. The next one is on Sunday 6 December. Text MORE for more.
    """,
    )
    assert (rose.every_days, rose.hello_weekday) == (14, 6)


def test_an_hour_of_their_own_keeps_every_three_days() -> None:
    rose = resident(every_days=3, nudges={"hello": MONDAY + timedelta(days=3)})
    assert wish(rose, at=time(14)) == [
        "bot: We'll say hello every 3 days at 2 in the afternoon from now on. "
        "The next one is on Thursday."
    ]


def test_an_hour_that_has_gone_by_today_is_another_day() -> None:
    noon = resident(now=MONDAY + timedelta(hours=2), nudges={"hello": MONDAY + timedelta(hours=4)})
    wish(noon, at=time(11))
    assert noon.nudges["hello"] == MONDAY + timedelta(days=7, hours=1)


def test_a_pause_until_a_date_and_then_the_day_they_chose() -> None:
    rose = resident()
    wish(rose, 6)
    play(
        rose,
        """
        rose: Pause for 2 weeks
        bot: We'll rest our hellos until Monday 7 December. Text START to have them sooner.
        (13 days later)
        (skipped: paused)
        (skipped: paused)
        (7 days later)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
    """,
    )
    assert rose.now.date().isoformat() == "2026-12-13"  # a Sunday


# ── through the change of the clocks ────────────────────────────────────────────────────────


def test_their_hour_is_theirs_in_summer_and_in_winter() -> None:
    """Planned on Friday in summer time, for a Sunday on which it is winter."""
    friday = datetime(2026, 10, 23, 9, tzinfo=UTC)
    person = Person(1, hello_weekday=6, hello_at=time(17), next_hello_at=friday + timedelta(days=3))
    assert hello_on_their_day(person, friday) == datetime(2026, 10, 25, 17, tzinfo=UTC)


@given(
    st.integers(0, 730 * 24).map(lambda hours: MONDAY - 300 * A_DAY + timedelta(hours=hours)),
    st.integers(0, 6),
    st.times().map(lambda at: waking_hour(at.replace(second=0, microsecond=0), QUIET)),
    st.sampled_from((3, 7, 14, 28)),
)
def test_the_chosen_day_and_hour_come_whatever_the_clocks_do(
    now: datetime, weekday: int, at: time, every: int
) -> None:
    person = Person(1, hello_weekday=weekday, hello_at=at, every_days=every)
    hello = hello_on_their_day(person, now)
    assert now < hello <= now + timedelta(days=15)
    assert time(8) <= at < time(20)
    if every >= 7:
        assert local_day(hello, person.zone).weekday() == weekday


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(8), "8 in the morning"),
        (time(12), "noon"),
        (time(12, 30), "half past 12 in the afternoon"),
        (time(17, 15), "5.15 in the afternoon"),
        (time(18), "6 in the evening"),
    ],
)
def test_an_hour_is_said_as_a_neighbour_says_it(at: time, words: str) -> None:
    assert hour_in_words(at) == words


# ── no room ─────────────────────────────────────────────────────────────────────────────────


def test_who_has_too_much_on_is_left_in_peace_and_nobody_is_told() -> None:
    rose = play(
        resident(),
        """
        rose: I've too much on to think about that
        bot: That's all right. We'll leave it be for a while. Text us any time.
    """,
    )
    words = "I've too much on to think about that"
    assert rose.decided(NeedHeard) == [NeedHeard(NO_ROOM, words)]
    assert (rose.needed, rose.conversation) == ([], None)


@pytest.mark.parametrize(("flow", "step"), [("settling_in", "interests"), ("weekly_hello", "mood")])
def test_no_room_is_no_answer_to_what_we_have_asked(flow: str, step: str) -> None:
    rose = asked(flow, step)
    happens(rose, "rose: I've too much on to think about that")
    assert len(rose.decided(NeedHeard)) == len(rose.so_far) == 1
    assert rose.conversation is None


def test_another_hour_is_no_answer_to_a_question_that_takes_any_words() -> None:
    rose = asked("settling_in", "interests")
    before = rose.conversation
    happens(rose, "rose: can you text in the afternoon instead")
    assert rose.conversation == before
    assert len(rose.decided(HelloMoved)) == 1
