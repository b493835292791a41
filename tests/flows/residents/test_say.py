"""SAY and ANSWER: a thought for the project, and what a coordinator says to it."""
# ruff: noqa: E501 (texts stand on one line, as they are sent)

from datetime import timedelta
from typing import Any

import pytest

from flows.facts import PersonNeeded
from flows.facts.learned import SayingAnswered, SayingKept
from flows.world.held import Held, OpenSaying
from flows.world.neighbours import Neighbour as Other
from tests.flows.neighbour import MONDAY, Neighbour, asked, resident, team
from tests.flows.transcript import play

BETTY, DILYS = Other(7, "Betty"), Other(8, "Dilys")
BINS = OpenSaying(3, BETTY, "the bins are too heavy", MONDAY - timedelta(days=7))
BUS = OpenSaying(2, DILYS, "no bus on Sundays", MONDAY - timedelta(days=9))


def ana(*sayings: OpenSaying, **known: Any) -> Neighbour:
    usual = {"who": "ana", "name": "Ana", "others": {7: "Betty", 8: "Dilys"}}
    return team("coordinator", **{**usual, "sees": {"held": Held(sayings=sayings)}, **known})


# ── saying it ───────────────────────────────────────────────────────────────────────────────


def test_a_thought_is_kept_thanked_and_told_with_how_to_answer() -> None:
    rose = play(resident(), """
        rose: SAY the hall is too cold on Tuesdays
        bot: Thank you for telling us. Mill Lane will answer you.
        > ana: Rose tells us: "the hall is too cold on Tuesdays" Please answer: text ANSWER and your words, and we pass them on.
    """)  # fmt: skip
    assert rose.decided(SayingKept) == [SayingKept("the hall is too cold on Tuesdays")]
    assert PersonNeeded("saying", "the hall is too cold on Tuesdays") in rose.so_far
    assert rose.conversation is None


def test_alone_it_asks_what() -> None:
    rose = play(resident(), """
        rose: SAY
        bot: What would you like to tell us? Good or bad, we want to know. Or text SKIP.
        rose: that didn't sit right with me on Monday
        bot: Thank you for telling us. Mill Lane will answer you.
        > ana: Rose tells us: "that didn't sit right with me on Monday" Please answer: text ANSWER and your words, and we pass them on.
    """)  # fmt: skip
    assert len(rose.decided(SayingKept)) == 1


def test_no_is_thanked_and_silence_is_nothing() -> None:
    play(resident(), """
        rose: SAY
        bot: What would you like to tell us? Good or bad, we want to know. Or text SKIP.
        rose: no
        bot: That's quite all right. Text SAY and your words any time.
    """)  # fmt: skip
    rose = play(resident(), """
        rose: SAY
        bot: What would you like to tell us? Good or bad, we want to know. Or text SKIP.
        (silence)
    """)  # fmt: skip
    assert rose.needed == []


def test_what_can_not_be_read_is_asked_once_more() -> None:
    play(resident(), """
        rose: SAY
        bot: What would you like to tell us? Good or bad, we want to know. Or text SKIP.
        (picture)
        bot: I could not read that. What would you like to tell us? Any words will do. Or text SKIP.
        (picture)
        bot: That's quite all right. Text SAY and your words any time.
    """)  # fmt: skip


def test_stop_in_the_middle_stops() -> None:
    rose = play(resident(), """
        rose: SAY
        bot: What would you like to tell us? Good or bad, we want to know. Or text SKIP.
        rose: STOP
    """)  # fmt: skip
    assert rose.stopped
    assert rose.conversation is None


def test_danger_in_a_thought_reaches_a_person_at_once() -> None:
    rose = play(resident(), """
        rose: SAY
        bot: What would you like to tell us? Good or bad, we want to know. Or text SKIP.
        rose: I am going to kill myself
        bot: If you are in danger or hurt, call 999 now. If it helps to talk, ring Samaritans free on 116 123. We are telling someone at Mill Lane now. (at once)
        > ana: URGENT. Rose may be in danger. They texted: "I am going to kill myself" Please ring them now on +447700900001. Text DONE once you have. (at once)
    """)  # fmt: skip
    assert rose.decided(SayingKept) == []


@pytest.mark.parametrize("flow", ["say", "answer", "forget", "about_me"])
def test_a_step_that_was_called_something_else_ends_kindly(flow: str) -> None:
    play(asked(flow, "was_renamed", sees={"held": Held()}), """
        rose: the hall is cold
        > ana: I lost my place in a talk with Rose. Please see if they need anything, and ring them on +447700900001. Text DONE once you have.
        bot: Thank you. I lost my place, so I have asked someone at Mill Lane to read this.
    """)  # fmt: skip


# ── answering ───────────────────────────────────────────────────────────────────────────────


def test_an_answer_goes_to_whoever_the_team_was_told_of_last() -> None:
    her = play(ana(BINS, BUS), """
        ana: ANSWER we have asked the council for smaller ones
        bot: Thank you. That has gone to Betty.
        > betty: Ana from Mill Lane: we have asked the council for smaller ones
    """)  # fmt: skip
    answered = SayingAnswered(3, "we have asked the council for smaller ones")
    assert her.decided(SayingAnswered) == [answered]


@pytest.mark.parametrize("said", ["Dilys: we will ask for one", "dilys, we will ask for one"])
def test_an_answer_may_name_whom_it_is_for(said: str) -> None:
    her = play(ana(BINS, BUS), f"""
        ana: ANSWER {said}
        bot: Thank you. That has gone to Dilys.
        > dilys: Ana from Mill Lane: we will ask for one
    """)  # fmt: skip
    assert her.decided(SayingAnswered) == [SayingAnswered(2, "we will ask for one")]


def test_alone_it_asks_for_the_words() -> None:
    play(ana(BINS), """
        ana: ANSWER
        bot: What shall we answer? Text your words. To choose who: ROSE: and your words.
        ana: thank you, we will see
        bot: Thank you. That has gone to Betty.
        > betty: Ana from Mill Lane: thank you, we will see
    """)  # fmt: skip


def test_where_nothing_waits_it_says_so() -> None:
    her = play(ana(), """
        ana: ANSWER we will ask
        bot: Thank you. Nobody's thought waits for an answer just now.
    """)  # fmt: skip
    assert her.decided(SayingAnswered) == []


def test_to_a_resident_answer_is_no_keyword_but_words_for_a_person() -> None:
    rose = play(resident(sees={"held": Held()}), """
        rose: ANSWER the second one I think
        > sam: Rose texted: "ANSWER the second one I think" Please see if they need an answer on +447700900001. Text DONE once you have.
        bot: Thank you for telling us. Someone at Mill Lane will read this.
    """)  # fmt: skip
    assert rose.decided(SayingAnswered) == []


def test_a_befriender_answers_nobody() -> None:
    sam = play(team(sees={"held": Held()}), """
        sam: ANSWER tell them so
        bot: Thank you for telling us. Someone at Mill Lane will read this.
        > ana: Sam texted: "tell them so" Please see if they need an answer on +447700900001. Text DONE once you have.
    """)  # fmt: skip
    assert sam.decided(SayingAnswered) == []


# ── nobody answered ─────────────────────────────────────────────────────────────────────────


def test_the_coordinators_are_reminded_of_what_nobody_answered() -> None:
    her = ana(BINS)
    play(her, """
        (saying_waits 3 due)
        bot: Betty told us on Monday: "the bins are too heavy" Nobody has answered yet. Text ANSWER and your words.
    """)  # fmt: skip
    assert her.conversation is None


def test_what_was_answered_meanwhile_is_not_reminded_of() -> None:
    play(ana(BUS), "(saying_waits 3 due)")
