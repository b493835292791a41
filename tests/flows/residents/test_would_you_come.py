"""Would you come? Three replies, a tally for whoever asked, and an answer for all who answered."""

import pytest

from flows.facts.nearby import PollAnswered, PollPut
from flows.world.outings import Poll
from tests.flows.neighbour import Neighbour, resident, team
from tests.flows.transcript import play

WHAT = "Tea dance at Swathling, Friday afternoons"
ASKED = f"""
    (would_you_come 5 due)
    bot: Hello Rose. If Mill Lane put this on, would you come? {WHAT}. 1 yes, 2 maybe, 3 no
"""
LET_YOU_KNOW = "bot: Thank you. We'll let you know what comes of it."


def asked(poll: Poll | None = None, **known: object) -> Neighbour:
    yes = {"consents": {"visits": True, "events": True}}
    return resident(sees={"poll": poll or Poll(5, WHAT)}, **{**yes, **known})


def ana(poll: Poll | None = None) -> Neighbour:
    return team("coordinator", who="ana", name="Ana", sees={"poll": poll}, consents={})


@pytest.mark.parametrize(
    ("said", "answer"),
    [("1", "yes"), ("yes please", "yes"), ("2", "maybe"), ("I might", "maybe"), ("maybe", "maybe")],
)
def test_yes_and_maybe(said: str, answer: str) -> None:
    rose = play(asked(), ASKED + f"rose: {said}\n{LET_YOU_KNOW}")
    assert rose.so_far == [PollPut(5), PollAnswered(5, answer)]


@pytest.mark.parametrize("said", ["3", "no thanks"])
def test_no_helps_too(said: str) -> None:
    rose = play(asked(), ASKED + f"rose: {said}\nbot: Thank you for saying. That helps us too.")
    assert rose.so_far == [PollPut(5), PollAnswered(5, "no")]


def test_silence_is_no_answer() -> None:
    rose = play(asked(), ASKED + "(silence)")
    assert rose.so_far == [PollPut(5), PollAnswered(5, "silent")]
    assert rose.conversation is None


def test_an_unclear_answer_is_asked_again() -> None:
    play(
        asked(),
        ASKED
        + f"""
        rose: my knees
        bot: Sorry, I didn't follow. Would you come to this? {WHAT}. 1 yes, 2 maybe, 3 no
    """,
    )


def test_stop_in_the_middle() -> None:
    rose = play(asked(), ASKED + "rose: STOP")
    assert rose.stopped
    assert rose.decided(PollAnswered) == []


@pytest.mark.parametrize("poll", [Poll(5, WHAT, closed=True), Poll(5, WHAT, answered="no")])
def test_nobody_is_asked_too_late_or_twice(poll: Poll) -> None:
    assert play(asked(poll), "(would_you_come 5 due)").so_far == []


def test_nobody_is_asked_without_their_yes_to_events() -> None:
    play(asked(consents={"visits": True}), "(would_you_come 5 due)\n(skipped: no consent)")


# ── what came of it ─────────────────────────────────────────────────────────────────────────


def test_everybody_who_answered_hears_what_came_of_it() -> None:
    play(
        asked(Poll(5, WHAT, closed=True, outcome="It starts on 15 January, 2pm.", answered="no")),
        f"""
        (poll_closed 5 due)
        bot: You told us what you thought of this: {WHAT}. \
Here is what came of it: It starts on 15 January, 2pm.
    """,
    )


def test_even_if_nothing_came_of_it() -> None:
    play(
        asked(Poll(5, WHAT, closed=True, answered="yes")),
        f"""
        (poll_closed 5 due)
        bot: You told us what you thought of this: {WHAT}. Thank you. \
Nothing has been settled so far.
    """,
    )
