"""What falls due: used, or skipped with the reason; and a question that nobody answers."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from flows import FLOWS, by_hand, router
from flows.engine import Due
from flows.facts import NudgePlanned
from flows.nudging import when_else, why_not
from flows.words import Words
from flows.world import Neighbour as OfTheTeam
from flows.world import Person, Week, World
from flows.world.taken_over import TAKEN_OVER
from tests.flows.neighbour import MONDAY, Neighbour, asked, resident
from tests.flows.transcript import LATE_BY, play


@pytest.mark.parametrize(
    ("line", "rose", "why"),
    [
        ("(hello, too late)", resident(), "late"),
        ("(hello)", resident(paused=True), "paused"),
        ("(hello)", resident(consents={}), "no consent"),
        ("(hello)", resident(consents={"visits": False}), "no consent"),
    ],
)
def test_a_hello_that_is_skipped_says_why_and_plans_the_next(
    line: str, rose: Neighbour, why: str
) -> None:
    rose.nudges["hello"] = MONDAY
    play(rose, f"{line}\n(skipped: {why})")
    assert rose.nudges["hello"] == MONDAY + timedelta(days=7)


def test_a_hello_is_skipped_while_another_question_is_open() -> None:
    rose = asked("help_out", "offer")
    before = rose.conversation
    play(rose, "(hello)\n(skipped: another question is open)")
    assert rose.conversation == before
    assert rose.nudges["hello"] == MONDAY + timedelta(days=1)


def test_a_hello_does_not_wait_for_what_we_only_asked_to_get_to_know_them() -> None:
    rose = asked("settling_in", "interests")
    play(
        rose, "(hello)\nbot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low"
    )
    assert rose.conversation is not None
    assert rose.conversation.flow == "weekly_hello"


def test_who_can_be_reached_nowhere_is_asked_nothing() -> None:
    rose = resident(channels=frozenset(), nudges={"hello": MONDAY})
    play(rose, "(hello)\n(skipped: no address)")
    assert rose.nudges["hello"] == MONDAY + timedelta(days=7)


def test_who_has_not_answered_our_last_hello_is_asked_nothing_more_for_now() -> None:
    rose = resident(quiet_hellos=1)
    play(rose, "(settling in)\n(skipped: quiet lately)")
    assert rose.nudges["settling_in"] == MONDAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("begun", "now", "skipped"),
    [
        ((), MONDAY, False),
        ((timedelta(days=3),), MONDAY, False),
        ((timedelta(hours=23),), MONDAY, True),  # a day's rest after anything we begin
        ((timedelta(days=2), timedelta(days=4)), MONDAY, True),  # the hello has to fit as well
    ],
)
def test_what_nobody_waits_for_makes_room_for_what_somebody_does(
    begun: tuple[timedelta, ...], now: datetime, skipped: bool
) -> None:
    week = Week(tuple(now - ago for ago in begun))
    world = replace(resident().world(), week=week)
    nudge = NudgePlanned("settling_in", now, LATE_BY)
    turn = router.due(FLOWS, nudge, False, None, world)
    assert (turn.skipped == "their week is full") is skipped
    if skipped:
        (again,) = [fact for fact in turn.facts if isinstance(fact, NudgePlanned)]
        rest = max(week.started) + timedelta(days=1), min(week.started) + timedelta(days=7)
        assert again.at == (max(rest) if len(begun) > 1 else rest[0])


def test_a_hello_does_not_wait_for_a_name_that_nobody_cares_to_give() -> None:
    rose = asked("joining", "name")
    play(
        rose, "(hello)\nbot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low"
    )
    assert rose.conversation is not None
    assert rose.conversation.flow == "weekly_hello"


def test_what_nobody_knows_is_skipped() -> None:
    rose = resident()
    turn = router.due(FLOWS, NudgePlanned("cake", MONDAY, LATE_BY), False, None, rose.world())
    assert (turn.skipped, turn.facts) == ("unknown", ())


def test_in_a_pause_silence_ends_the_question_without_a_word() -> None:
    rose = asked("weekly_hello", "mood")
    rose.paused = True
    play(rose, "(silence)")
    assert (rose.conversation, rose.so_far) == (None, [])


def test_a_question_that_never_arrived_is_no_silence() -> None:
    rose = asked("weekly_hello", "mood")
    assert rose.take(by_hand.not_arrived(rose.world())) == [
        "> ana: Our texts are not reaching Rose. "
        "Please ring them on +447700900001, or find another way. "
        "Text DONE once you have."
    ]
    assert rose.conversation is None


def test_a_send_that_nobody_is_sure_of_leaves_the_question_open() -> None:
    rose = asked("weekly_hello", "mood")
    before = rose.conversation
    assert rose.take(by_hand.unsure_sent(before, rose.world())) == [
        "> ana: I can't tell if a text to Rose was sent. "
        "Please see if they need anything, and ring them on +447700900001. "
        "Text DONE once you have."
    ]
    assert rose.conversation == before


def test_what_we_begin_counts_as_begun_and_answers_do_not() -> None:
    """Hellos and gentle checks keep quiet hours and the budget; answers are free."""
    world = replace(resident(quiet_hellos=1).world(), now=MONDAY)
    begun = router.due(FLOWS, NudgePlanned("hello", MONDAY, LATE_BY), False, None, world)
    asked = begun.conversation
    assert asked is not None
    answered = router.arrived(FLOWS, router.Arrival("text", "hm"), asked, world)
    checked = router.silent(FLOWS, asked, world)
    quiet = router.silent(FLOWS, replace(asked, step="check"), world)
    starts = [[each.starts for each in turn.messages] for turn in (begun, answered, checked, quiet)]
    assert starts == [[True], [False], [True], [False]]


def test_patience_is_each_questions_own() -> None:
    assert router.patience(FLOWS, "weekly_hello", "mood") == timedelta(days=2)
    assert router.patience(FLOWS, "joining", "consent") == timedelta(days=3)
    assert router.patience(FLOWS, "joining", "welcome") == timedelta(0)
    assert router.patience(FLOWS, "gone", "mood") == timedelta(0)


def test_what_can_wait_waits_while_needs_come_first() -> None:
    world = replace(resident().world(), needs_first=True)
    turn = router.due(FLOWS, NudgePlanned("settling_in", MONDAY, LATE_BY), False, None, world)
    assert turn.skipped == "needs come first"
    hello = router.due(FLOWS, NudgePlanned("hello", MONDAY, LATE_BY), False, None, world)
    assert hello.skipped == ""


# ── while a person talks with them ──────────────────────────────────────────────────────────


def test_what_has_but_one_chance_waits_for_a_person_to_be_done() -> None:
    world = World(MONDAY, "Mill Lane", Person(1), Words())
    assert when_else(Due("once"), MONDAY, TAKEN_OVER, world) == MONDAY + timedelta(hours=1)
    assert when_else(Due("once"), MONDAY, "paused", world) is None


def test_what_they_count_on_is_told_meanwhile_and_what_we_ask_is_not() -> None:
    ana = OfTheTeam(2, "Ana")
    world = World(MONDAY, "Mill Lane", Person(1), Words(), channels=frozenset({"sms"}), held_by=ana)
    assert why_not(Due("reminder", consent=""), False, False, world) == ""
    assert why_not(Due("story", consent=""), False, False, world) == TAKEN_OVER
