"""SAY and ANSWER: a thought for the project, and what a coordinator says to it."""
# ruff: noqa: E501 (texts stand on one line, as they are sent)

from datetime import timedelta
from typing import Any

import pytest

from flows.facts import PersonNeeded
from flows.facts.learned import SayingKept
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
        bot: If you are in danger or hurt, call 999 now. We are telling someone at Mill Lane now. To talk, ring Samaritans free on 116 123, \
or text SHOUT to 85258. If you can't speak or hear, dial 18000. (at once)
        > ana: URGENT. Rose may be in danger. They texted: "I am going to kill myself" Please ring them now on +447700900001. Text MINE if you have it, DONE after. (at once)
    """)  # fmt: skip
    assert rose.decided(SayingKept) == []


@pytest.mark.parametrize("flow", ["say", "answer", "forget", "about_me"])
def test_a_step_that_was_called_something_else_ends_kindly(flow: str) -> None:
    play(asked(flow, "was_renamed", sees={"held": Held()}), """
        rose: the hall is cold
        > ana: I lost my place in a talk with Rose. Please see if they need anything, and ring them on +447700900001. Text DONE once you have.
        bot: Thank you. I lost my place, so I have asked someone at Mill Lane to read this.
    """)  # fmt: skip
