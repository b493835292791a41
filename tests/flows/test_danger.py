"""Danger is heard wherever it stands, and what cannot be read is looked at by a person."""

from datetime import timedelta

from flows import broken, by_hand, facts
from flows.residents.weekly_hello import weekly_hello
from tests.flows.neighbour import MONDAY, Neighbour, asked, resident, stranger, team
from tests.flows.transcript import play

READ_THIS = "Thank you for telling us. Someone at Mill Lane will read this."


def stopped(**more: object) -> Neighbour:
    return resident(stopped=True, nudges={}, **more)


RING_999 = (
    "If you are in danger or hurt, call 999 now. We are telling someone at Mill Lane now. "
    "To talk, ring Samaritans free on 116 123, or text SHOUT to 85258. "
    "If you can't speak or hear, dial 18000. (at once)"
)


def told_of(who: str, words: str) -> str:
    return (
        f'URGENT. {who} may be in danger. They texted: "{words}" '
        "Please ring them now on +447700900001. Text MINE if you have it, DONE after. (at once)"
    )


def test_a_strangers_first_words_may_be_danger() -> None:
    rose = stranger()
    play(
        rose,
        f"""
        rose: help me
        bot: {RING_999}
        > ana: {told_of("Somebody new", "help me")}
    """,
    )
    assert rose.conversation is None


def test_danger_is_passed_on_every_time() -> None:
    play(
        resident(passed_on_at=MONDAY),
        f"""
        rose: chest pain
        bot: {RING_999}
        > ana: {told_of("Rose", "chest pain")}
        rose: chest pain!
        bot: {RING_999}
        > ana: {told_of("Rose", "chest pain!")}
    """,
    )


def test_danger_after_stop_is_told_to_the_coordinators_alone() -> None:
    rose = stopped(passed_on_at=MONDAY)
    play(
        rose,
        f"""
        rose: I want to die
        > ana: {told_of("Rose", "I want to die")}
    """,
    )
    assert rose.stopped


def test_the_team_may_be_in_danger_too() -> None:
    play(
        team(phone="+447700900001"),
        f"""
        sam: ambulance
        bot: {RING_999}
        > ana: {told_of("Sam", "ambulance")}
    """,
    )


# ── what can't be read ──────────────────────────────────────────────────────────────────────────

HANDLED_BY_HAND = (
    "A message from Rose could not be handled and is kept. "
    "Please see to them on +447700900001. Text DONE once you have."
)


def test_an_edited_text_is_shown_to_a_person_and_answers_nothing_twice() -> None:
    play(
        weekly_hello,
        f"""
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        (edits: 1)
        > ana: {HANDLED_BY_HAND}
        (edits: 2)
        rose: 3
        bot: I'm sorry to hear that. Shall Sam give you a ring? YES or NO
        (2 hours later)
        (edits: 1)
        > ana: {HANDLED_BY_HAND}
        rose: no
        bot: That's quite all right, and thank you for saying. Text us any time. \
We'll say hello on Monday next week.
    """,
    )


def test_danger_in_an_edited_text_is_danger() -> None:
    play(
        weekly_hello,
        f"""
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        (edits: fine)
        > ana: {HANDLED_BY_HAND}
        (edits: help me)
        bot: {RING_999}
        > ana: {told_of("Rose", "help me")}
        rose: 1
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """,
    )


def test_danger_in_an_edited_text_after_stop_is_told_to_the_coordinators_alone() -> None:
    play(stopped(), f"(edits: help me)\n> ana: {told_of('Rose', 'help me')}")


def test_a_text_edited_to_stop_is_a_stop() -> None:
    rose = resident()
    play(rose, "(edits: Stop)\n(edits: STOP)")
    assert rose.so_far == [facts.Stopped("Stop")]


def test_what_broke_our_turn_is_told_of_however_lately_words_were_passed_on() -> None:
    rose = resident(passed_on_at=MONDAY)
    lines = rose.take(by_hand.set_aside("any words", rose.conversation, rose.world()))
    assert lines == [f"> ana: {HANDLED_BY_HAND}"]


def test_words_that_break_our_turn_are_thanked_and_then_the_talk_ends() -> None:
    rose = asked("weekly_hello", "mood")
    first = broken.reply("1", rose.conversation, rose.world())
    assert first.conversation == rose.conversation
    assert rose.take(first) == [f"> ana: {HANDLED_BY_HAND}", f"bot: {READ_THIS}"]
    again = broken.reply("1", rose.conversation, rose.world())
    assert (rose.take(again), rose.conversation) == ([], None)


def test_danger_in_words_that_break_our_turn_is_heard_each_time() -> None:
    rose = resident(passed_on_at=MONDAY)
    lines = rose.take(broken.reply("help me", None, rose.world()))
    assert lines == [f"bot: {RING_999}", f"> ana: {told_of('Rose', 'help me')}"]


def test_after_stop_words_that_break_our_turn_are_not_answered() -> None:
    rose = stopped()
    lines = rose.take(broken.reply("any words", None, rose.world()))
    assert lines == [f"> ana: {HANDLED_BY_HAND}"]


def test_a_nudge_that_breaks_plans_the_next_hello_all_the_same() -> None:
    rose = resident()
    turn = broken.nudge("hello", MONDAY, None, rose.world())
    assert rose.take(turn) == [f"> ana: {HANDLED_BY_HAND}"]
    assert rose.nudges["hello"] == MONDAY + timedelta(days=7)
    assert broken.nudge("settling_in", MONDAY, None, rose.world()).facts[1:] == ()
    assert broken.nudge("hello", MONDAY, None, stopped().world()).facts[1:] == ()
