"""Whether a message may go: never after STOP, never at night, never beyond the budget."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from flows import FLOWS, holding_back
from flows.pacing import (
    BACK_OFF,
    STILL_AWAKE,
    back_off,
    midnight,
    quiet,
    room_from,
    tomorrow,
    verdict,
    waking,
)
from flows.rhythm import local_day
from flows.words import ENGLISH, catalogue
from flows.world import Budget, Expired, Go, Hours, Later, Priority, Skip, Waiting, Week
from flows.world.taken_over import TAKEN_OVER
from tests.flows.test_rhythm import moments, zones

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 23, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)

quiet_hours = st.one_of(
    st.tuples(st.just(time(20)), st.just(time(8))),
    st.tuples(st.just(time(13)), st.just(time(15))),
    st.tuples(st.just(time(0, 30)), st.just(time(1, 30))),
    st.tuples(st.just(time(22)), st.just(time(1, 30))),
    st.tuples(st.just(time(0)), st.just(time(0))),
    st.tuples(
        st.times().map(lambda at: at.replace(microsecond=0)),
        st.times().map(lambda at: at.replace(microsecond=0)),
    ),
)
all_hours = st.builds(lambda zone, edges: Hours(zone, *edges), zones, quiet_hours)
ago = st.timedeltas(timedelta(0), timedelta(days=8))
waiting = st.builds(
    Waiting,
    priority=st.sampled_from(Priority),
    starts=st.booleans(),
    created_at=moments,
    expires_at=st.none() | moments,
    stopped=st.booleans(),
    paused=st.booleans(),
    reachable=st.booleans(),
    hours=all_hours,
    budget=st.builds(Budget, st.integers(0, 3), st.integers(0, 5)),
)


def message(**more: object) -> Waiting:
    usual = Waiting(
        priority=Priority.REMINDER,
        starts=True,
        created_at=NOON,
        expires_at=None,
        stopped=False,
        paused=False,
        reachable=True,
        hours=Hours("Europe/London"),
        budget=Budget(),
    )
    return replace(usual, **more)  # type: ignore[arg-type]


def local_time(hours: Hours, now: datetime) -> time:
    return now.astimezone(ZoneInfo(hours.zone)).time()


def is_night(hours: Hours, now: datetime) -> bool:
    """Said another way than the code says it: how far round the clock we are from the start."""

    def since(at: time) -> float:
        seconds = (at.hour * 60 + at.minute) * 60 + at.second + at.microsecond / 1e6
        start = hours.quiet_from
        return (seconds - (start.hour * 60 + start.minute) * 60 - start.second) % 86_400

    return since(local_time(hours, now)) < since(hours.quiet_to)


# ── any message at any moment ───────────────────────────────────────────────────────────────


@given(waiting, moments, st.lists(ago, max_size=6))
def test_nothing_goes_after_stop_or_too_late(
    each: Waiting, now: datetime, before: list[timedelta]
) -> None:
    found = verdict(replace(each, spent=tuple(now - ago for ago in before)), now)
    expired = each.expires_at is not None and each.expires_at <= now
    if each.stopped:
        assert found == Skip("stop")
    elif not each.reachable:
        assert found == Skip("address")
    elif expired:
        assert found == Expired()
    else:
        assert found != Expired()
    if isinstance(found, Later):
        assert found.at > now


@given(waiting, moments, st.lists(ago, max_size=6))
@example(message(hours=Hours("Europe/London", time(22), time(1, 30))),
         datetime(2026, 10, 25, 1, 5, tzinfo=UTC), [])  # fmt: skip
def test_quiet_hours_are_kept_but_for_danger_and_a_fresh_answer(
    each: Waiting, now: datetime, before: list[timedelta]
) -> None:
    found = verdict(replace(each, spent=tuple(now - ago for ago in before)), now)
    fresh = each.priority == Priority.REPLY and now - each.created_at <= STILL_AWAKE
    outside_every_limit = each.priority == Priority.DANGER or fresh
    if isinstance(found, Go) and not outside_every_limit:
        assert not is_night(each.hours, now)
        assert not (each.starts and each.paused)
    if outside_every_limit and not each.stopped and each.reachable:
        assert isinstance(found, Go | Expired)


@given(waiting, moments, st.lists(ago, max_size=6))
def test_the_budget_is_never_exceeded(
    each: Waiting, now: datetime, before: list[timedelta]
) -> None:
    each = replace(each, priority=Priority.REMINDER, spent=tuple(now - ago for ago in before))
    today = local_day(now, each.hours.zone)
    spent_today = [at for at in each.spent if local_day(at, each.hours.zone) == today]
    this_week = [at for at in each.spent if now - at < timedelta(days=7)]
    if each.starts and isinstance(verdict(each, now), Go):
        assert len(spent_today) < each.budget.a_day
        assert len(this_week) < each.budget.a_week


@given(all_hours, moments)
@example(Hours("Europe/London", time(22), time(1, 30)), datetime(2026, 10, 25, 1, 5, tzinfo=UTC))
@example(Hours("Europe/London", time(22), time(1, 30)), datetime(2026, 3, 29, 0, 5, tzinfo=UTC))
@example(Hours("Europe/London", time(2, 10), time(1, 15)), datetime(2026, 3, 28, 9, tzinfo=UTC))
def test_quiet_hours_end_in_the_open_and_soon(hours: Hours, now: datetime) -> None:
    awake = waking(hours, now)
    assert quiet(hours, now) == is_night(hours, now)
    assert not is_night(hours, awake)
    assert now <= awake <= now + timedelta(hours=49)
    if not is_night(hours, now):
        assert awake == now


@given(all_hours, moments)
def test_tomorrow_is_the_next_day_and_not_at_night(hours: Hours, now: datetime) -> None:
    at = tomorrow(hours, now)
    assert not is_night(hours, at)
    days = (local_day(at, hours.zone) - local_day(now, hours.zone)).days
    assert 1 <= days <= 2


@given(all_hours, moments)
def test_today_begins_at_their_midnight(hours: Hours, now: datetime) -> None:
    began = midnight(hours, now)
    assert local_time(hours, began) == time(0)
    assert began <= now < began + timedelta(hours=25)


@given(st.sampled_from(["Europe/London", "America/St_Johns"]), moments)
def test_an_ordinary_night_ends_at_the_hour_they_said(zone: str, now: datetime) -> None:
    hours = Hours(zone)
    assume(is_night(hours, now))
    awake = waking(hours, now)
    assert local_time(hours, awake) == hours.quiet_to
    assert awake - now <= timedelta(hours=13)


def test_quiet_hours_that_the_clocks_bring_twice_end_twice() -> None:
    """01:05 comes a second time that night; half past is not a whole day away."""
    hours = Hours("Europe/London", time(22), time(1, 30))
    second_time = datetime(2026, 10, 25, 1, 5, tzinfo=UTC)
    assert waking(hours, second_time) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


# ── and in particular ───────────────────────────────────────────────────────────────────────


def test_an_ordinary_message_goes_by_day_and_waits_at_night() -> None:
    assert verdict(message(), NOON) == Go()
    assert verdict(message(), NIGHT) == Later(MORNING)


def test_an_answer_goes_while_they_hold_the_phone_and_then_waits_for_day() -> None:
    reply = message(priority=Priority.REPLY, starts=False, created_at=NIGHT)
    assert verdict(reply, NIGHT + timedelta(minutes=30)) == Go()
    assert verdict(reply, NIGHT + timedelta(minutes=31)) == Later(MORNING)


def test_danger_goes_at_night_in_a_pause_and_beyond_the_budget() -> None:
    danger = message(priority=Priority.DANGER, paused=True, budget=Budget(0, 0))
    assert verdict(danger, NIGHT) == Go()
    assert verdict(replace(danger, stopped=True), NIGHT) == Skip("stop")


def test_in_a_pause_we_start_nothing_and_answer_all_the_same() -> None:
    assert verdict(message(paused=True), NOON) == Skip("paused")
    assert verdict(message(paused=True, starts=False), NOON) == Go()


def test_over_the_days_budget_it_waits_for_tomorrow_morning() -> None:
    today = (NOON - timedelta(hours=1), NOON - timedelta(hours=2))
    assert verdict(message(spent=today), NOON) == Later(MORNING)
    assert verdict(message(spent=today, starts=False), NOON) == Go()
    yesterday = tuple(at - timedelta(days=1) for at in today)
    assert verdict(message(spent=yesterday), NOON) == Go()


def test_over_the_weeks_budget_it_waits_until_the_oldest_is_a_week_old() -> None:
    days = [NOON - timedelta(days=each) for each in (1, 3, 5)]
    assert verdict(message(spent=tuple(days)), NOON) == Later(NOON + timedelta(days=2))
    night = timedelta(hours=12)  # what is a week old at midnight makes room in the morning
    at_night = tuple(each + night for each in days)
    assert verdict(message(spent=at_night), NOON) == Later(MORNING + timedelta(days=2))
    assert verdict(message(spent=(*days[:2], NOON - timedelta(days=7))), NOON) == Go()


def test_it_is_worth_nothing_from_the_moment_it_expires() -> None:
    assert verdict(message(expires_at=NOON), NOON) == Expired()
    assert verdict(message(expires_at=NOON + timedelta(seconds=1)), NOON) == Go()


def test_waits_grow_and_come_to_some_23_hours() -> None:
    waits = [back_off(tries, 0.5) for tries in range(1, len(BACK_OFF) + 1)]
    assert waits == sorted(BACK_OFF)
    assert timedelta(hours=22) <= sum(BACK_OFF, timedelta()) <= timedelta(hours=24)
    assert back_off(len(BACK_OFF) + 1, 0.5) is None


@given(st.integers(0, len(BACK_OFF)), st.floats(0, 1))
def test_chance_spreads_a_wait_by_a_quarter_either_way(tries: int, chance: float) -> None:
    wait, middle = back_off(tries, chance), BACK_OFF[max(tries, 1) - 1]
    assert wait is not None
    assert middle * 0.75 <= wait <= middle * 1.25


@pytest.mark.parametrize("priority", [Priority.REMINDER, Priority.BROADCAST])
def test_only_an_answer_is_fresh(priority: Priority) -> None:
    assert verdict(message(priority=priority, created_at=NIGHT), NIGHT) == Later(MORNING)


# ── broadcasts ──────────────────────────────────────────────────────────────────────────────


def broadcast(**more: object) -> Waiting:
    return message(priority=Priority.BROADCAST, expires_at=NOON + timedelta(days=4), **more)


def test_a_broadcast_leaves_the_last_of_their_week_to_the_hello() -> None:
    days = tuple(NOON - timedelta(days=each) for each in (2, 5))
    assert verdict(message(spent=days), NOON) == Go()
    assert verdict(broadcast(spent=days), NOON) == Later(NOON + timedelta(days=2), "week full")
    assert verdict(broadcast(spent=days[:1]), NOON) == Go()


def test_where_a_week_has_one_text_it_is_the_hellos() -> None:
    verdicts = {verdict(broadcast(budget=Budget(2, each)), NOON) for each in (0, 1)}
    assert Go() not in verdicts
    assert verdict(broadcast(budget=Budget(2, 2)), NOON) == Go()


def test_a_broadcast_that_could_only_go_too_late_ends_at_once_and_says_why() -> None:
    days = tuple(NOON - timedelta(days=each) for each in (1, 2))
    assert verdict(broadcast(spent=days), NOON) == Expired("week full")
    tonight = replace(broadcast(), expires_at=MORNING)
    assert verdict(tonight, NIGHT) == Expired("too late")
    in_time = replace(tonight, expires_at=MORNING + timedelta(seconds=1))
    assert verdict(in_time, NIGHT) == Later(MORNING)


def test_news_of_what_they_said_they_would_come_to_goes_in_a_full_week_and_a_pause() -> None:
    days = tuple(NOON - timedelta(days=each) for each in (1, 2, 3))
    news = message(priority=Priority.REMINDER, starts=False, spent=days, paused=True)
    assert verdict(news, NOON) == Go()
    assert verdict(news, NIGHT) == Later(MORNING)


# ── what can wait makes room ────────────────────────────────────────────────────────────────


def days_ago(*days: float) -> tuple[datetime, ...]:
    return tuple(NOON - timedelta(days=each) for each in days)


@pytest.mark.parametrize(
    ("started", "hello_in", "waits"),
    [
        ((), 1, 0),
        ((0.5,), None, 0.5),  # a day's rest
        ((4, 1.5), 3, 0),  # hello four days ago, a question: a third, and the next hello fits
        ((5, 2), 1, 2),  # the hello of tomorrow would be one too many: after it
        ((6, 4, 2), None, 1),  # three already: when the oldest is a week old
    ],
)
def test_the_next_hello_always_has_room(
    started: tuple[float, ...], hello_in: float | None, waits: float
) -> None:
    hello_at = NOON + timedelta(days=hello_in) if hello_in is not None else None
    week = Week(days_ago(*started), hello_at, Budget(2, 3))
    assert room_from(week, 2, NOON) == NOON + timedelta(days=waits)


# ── while a person talks with them ──────────────────────────────────────────────────────────

HELD = NOON + timedelta(hours=20)


@pytest.mark.parametrize(
    ("key", "priority", "waits"),
    [
        ("event.invite", Priority.BROADCAST, True),
        ("weekly_hello.how", Priority.REMINDER, True),
        ("thanks.plain", Priority.REMINDER, True),
        ("chat.words", Priority.REMINDER, True),
        ("chat.words", Priority.REPLY, True),  # however live the chat is
        ("shared.danger", Priority.DANGER, False),
        ("shared.somebody_has_it", Priority.REPLY, False),
        ("take_over.from_coordinator", Priority.REMINDER, False),
        ("hand_back.to_them", Priority.REMINDER, False),
        ("tell_somebody.from_us", Priority.REMINDER, False),
        ("tell.urgent", Priority.REMINDER, False),
        ("event.changed", Priority.REMINDER, False),
        ("event.off", Priority.REMINDER, False),
        ("cant_visit.told", Priority.REMINDER, False),
        ("not_coming.company", Priority.REMINDER, False),
    ],
)
def test_while_a_person_talks_with_them_only_this_goes_on(
    key: str, priority: Priority, waits: bool
) -> None:
    each = message(key=key, priority=priority, starts=False, held_until=HELD)
    found = verdict(each, NOON)
    assert isinstance(found, Later if waits else Go)
    assert isinstance(verdict(each, HELD), Go)


def test_what_would_be_too_late_once_it_is_handed_back_ends_in_time_and_says_why() -> None:
    ends = NOON + timedelta(hours=2)
    each = message(key="event.invite", priority=Priority.BROADCAST, held_until=HELD)
    each = replace(each, expires_at=ends)
    assert verdict(each, NOON) == Later(ends, TAKEN_OVER)
    assert verdict(each, ends) == Expired(TAKEN_OVER)


def test_what_one_passes_on_to_a_neighbour_of_a_visit_goes_on() -> None:
    """A new wording that only a neighbour gets is either on that list, or waits on purpose."""
    steps = {f"{flow.name}.{step}" for flow in FLOWS.values() for step in flow.steps}
    passed_on = {key for key in catalogue(ENGLISH) if ".told" in key} - steps
    waits = {each for each in passed_on if not each.startswith(holding_back.GOES_ON)}
    assert {each for each in waits if not each.startswith(("again.", "lines."))} == set()
