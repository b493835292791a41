"""Afterwards: one question the day after, and no answer is fine."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.facts.nearby import OutingOver, OutingPlanned
from tests.flows.neighbour import MONDAY
from tests.flows.things_to_do import A_WEEK, DANCE, FRIDAY, going
from tests.flows.transcript import play

ASKED = """
    (afterwards due)
    bot: Hello Rose. How was Tea dance? 1 nice, I'd go again. 2 I went, not for me. 3 I didn't go
"""
REGULAR = """
    bot: That's good to hear. Shall we text you the day before each time? YES or NO
"""
GLAD = "bot: That's good to hear. Thank you for telling us."


@pytest.mark.parametrize("said", ["1", "it was lovely"])
def test_who_liked_it_may_be_reminded_each_time(said: str) -> None:
    rose = play(
        going(),
        ASKED
        + f"rose: {said}"
        + REGULAR
        + """
        rose: yes please
        bot: We'll do that. Text NOT COMING any time it doesn't suit.
    """,
    )
    remind = FRIDAY + A_WEEK - timedelta(days=1, hours=4)
    assert rose.so_far == [
        OutingOver(21, "went", again=True),
        OutingPlanned(11, FRIDAY + A_WEEK, remind, None, regular=True),
    ]


@pytest.mark.parametrize("said", ["no thanks", "not now"])
def test_each_time_may_be_too_often(said: str) -> None:
    rose = play(going(), ASKED + "rose: 1" + REGULAR + f"rose: {said}\n{GLAD}")
    assert rose.decided(OutingPlanned) == []


def test_no_answer_to_that_is_fine() -> None:
    rose = play(going(), ASKED + "rose: 1" + REGULAR + "(silence)")
    assert rose.decided(OutingOver) == [OutingOver(21, "went", again=True)]


@pytest.mark.parametrize("outing", [replace(DANCE, next_at=None), replace(DANCE, regular=True)])
def test_what_comes_no_more_or_is_regular_already_is_only_thanked(outing: object) -> None:
    play(going(outing), ASKED + f"rose: 1\n{GLAD}")  # type: ignore[arg-type]


def test_who_went_and_would_not_again() -> None:
    rose = play(
        going(),
        ASKED
        + """
        rose: 2
        bot: Thank you for telling us, and well done for giving it a go. Text WHATS ON for others.
    """,
    )
    assert rose.so_far == [OutingOver(21, "went", again=False)]


@pytest.mark.parametrize("said", ["3", "I didn't go"])
def test_who_did_not_go_is_not_asked_why(said: str) -> None:
    rose = play(
        going(),
        ASKED + f"rose: {said}\nbot: That's quite all right. Text WHATS ON any time you like.",
    )
    assert rose.so_far == [OutingOver(21, "not_went")]


def test_who_would_rather_not_say() -> None:
    rose = play(
        going(), ASKED + "rose: rather not say\nbot: That's quite all right. Text us any time."
    )
    assert rose.so_far == [OutingOver(21, "unknown")]


def test_silence_is_unknown_and_nobody_is_told() -> None:
    rose = play(going(), ASKED + "(silence)")
    assert rose.so_far == [OutingOver(21, "unknown")]


def test_an_unclear_answer_is_asked_again_in_other_words() -> None:
    rose = play(
        going(),
        ASKED
        + """
        rose: the bus was blue
        bot: Sorry, I didn't follow. Was it 1 nice and you'd go again, 2 not for you, \
or 3 you didn't go?
        rose: 1
        > sam: Rose texted: "the bus was blue" Please see if they need an answer \
on +447700900001. Text DONE once you have.
    """
        + REGULAR,
    )
    assert rose.decided(OutingOver) == [OutingOver(21, "went", again=True)]


def test_stop_in_the_middle() -> None:
    rose = play(going(), ASKED + "rose: STOP")
    assert rose.stopped
    assert rose.decided(OutingOver) == []


@pytest.mark.parametrize("outing", [None, replace(DANCE, state="cancelled")])
def test_nobody_is_asked_about_what_they_called_off(outing: object) -> None:
    play(going(outing), "(afterwards due)")  # type: ignore[arg-type]


def test_nobody_is_asked_of_what_was_long_ago() -> None:
    over = replace(DANCE, at=MONDAY - timedelta(days=8))
    assert play(going(over), "(afterwards due)").so_far == []
