"""A befriender is asked to go along: their yes or no reaches whoever asked, by name."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.world import Neighbour as Other
from flows.world.outings import AskedAlong
from tests.flows.neighbour import MONDAY, Neighbour, team
from tests.flows.things_to_do import FRIDAY
from tests.flows.transcript import play

DANCE = AskedAlong(21, "Tea dance", Other(1, "Rose"), FRIDAY)
ASKED = """
    (go_along 21 due)
    bot: Rose would like you to go along to Tea dance, Friday at 2pm. Can you? YES or NO
"""


def sam(asked: AskedAlong | None = DANCE) -> Neighbour:
    return team(sees={"asked_along": asked}, others={1: "Rose"})


@pytest.mark.parametrize("said", ["yes I'll go", "YES", "of course"])
def test_a_yes_reaches_whoever_asked(said: str) -> None:
    play(
        sam(),
        ASKED
        + f"""
        sam: {said}
        bot: Lovely, thank you. We've told Rose.
        > rose: Hello Rose, it's Mill Lane. Sam will go along with you to Tea dance, Friday at 2pm.
    """,
    )


@pytest.mark.parametrize("said", ["no sorry", "not this time"])
def test_a_no_reaches_them_kindly(said: str) -> None:
    play(
        sam(),
        ASKED
        + f"""
        sam: {said}
        bot: That's quite all right. We've told Rose kindly.
        > rose: Hello Rose, it's Mill Lane. Sam can't go along to Tea dance, Friday at 2pm. \
You are welcome to go all the same.
    """,
    )


def test_no_answer_is_for_a_coordinator() -> None:
    play(
        sam(),
        ASKED
        + """
        (silence)
        > ana: Sam was asked to go along to Tea dance with Rose, Friday at 2pm, and has not said. \
Please see to it. Text DONE once you have.
    """,
    )


def test_stop_in_the_middle() -> None:
    assert play(sam(), ASKED + "sam: STOP").stopped


@pytest.mark.parametrize(
    "asked",
    [None, replace(DANCE, wanted=False), replace(DANCE, at=MONDAY - timedelta(hours=1))],
)
def test_nobody_is_asked_to_what_is_off_or_over(asked: AskedAlong | None) -> None:
    assert play(sam(asked), "(go_along 21 due)").so_far == []
