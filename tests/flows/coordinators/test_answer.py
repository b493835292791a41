"""ANSWER: what a coordinator says to a thought for the project."""
# ruff: noqa: E501 (texts stand on one line, as they are sent)

from datetime import timedelta
from typing import Any

import pytest

from flows.facts.learned import SayingAnswered
from flows.world.held import Held, OpenSaying
from flows.world.neighbours import Neighbour as Other
from tests.flows.neighbour import MONDAY, Neighbour, resident, team
from tests.flows.transcript import play

BETTY, DILYS = Other(7, "Betty"), Other(8, "Dilys")
BINS = OpenSaying(3, BETTY, "the bins are too heavy", MONDAY - timedelta(days=7))
BUS = OpenSaying(2, DILYS, "no bus on Sundays", MONDAY - timedelta(days=9))


def ana(*sayings: OpenSaying, **known: Any) -> Neighbour:
    usual = {"who": "ana", "name": "Ana", "others": {7: "Betty", 8: "Dilys"}}
    return team("coordinator", **{**usual, "sees": {"held": Held(sayings=sayings)}, **known})


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
