"""Our own place in a conversation: moved, or gone."""

import pytest

from flows import FLOWS, router
from flows.engine import Ask, Flow, Say, leads_to
from flows.hearing import Mood
from flows.residents.weekly_hello import weekly_hello
from tests.flows.neighbour import asked
from tests.flows.transcript import play

LOST = """
    > ana: I lost my place in a talk with Rose. \
Please see if they need anything, and ring them on +447700900001. Text DONE once you have.
    bot: Thank you. I lost my place, so I have asked someone at Mill Lane to read this.
"""


@pytest.mark.parametrize(
    "place", [("weekly_hello", "gone"), ("weekly_hello", "bye"), ("gone", "x")]
)
@pytest.mark.parametrize("line", ["rose: 1", "(ring)"])
def test_a_place_that_is_gone_ends_kindly_and_a_coordinator_is_told(
    place: tuple[str, str], line: str
) -> None:
    rose = asked(*place)
    play(rose, line + LOST)
    assert (rose.conversation, rose.needed) == (None, ["lost"])


@pytest.mark.parametrize("place", [("weekly_hello", "gone"), ("gone", "x")])
def test_who_has_said_nothing_is_not_told_of_a_lost_place(place: tuple[str, str]) -> None:
    rose = asked(*place)
    play(rose, "(silence)" + LOST[: LOST.index("    bot:")])
    assert rose.conversation is None


def test_a_computed_step_that_is_gone_ends_kindly_too() -> None:
    wrong = leads_to("bye")(lambda talk: "elsewhere")
    asks = Ask("mood", hears=Mood(), good=wrong, soso=None, low=None, skip=None)
    flow = Flow("weekly_hello", asks, Say("bye"))
    rose = asked("weekly_hello", "mood")
    rose.flows = {"weekly_hello": flow}
    play(rose, "rose: 1" + LOST)


def test_a_step_that_was_renamed_goes_on_where_it_has_moved() -> None:
    steps = weekly_hello.steps.values()
    renamed = Flow("weekly_hello", *steps, moved={"how_are_you": "mood"})
    rose = asked("weekly_hello", "how_are_you")
    rose.flows = {**FLOWS, "weekly_hello": renamed}
    play(
        rose,
        """
        rose: 1
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """,
    )


def test_the_renamed_step_keeps_its_answer_under_its_new_name() -> None:
    renamed = Flow("weekly_hello", *weekly_hello.steps.values(), moved={"how_are_you": "mood"})
    rose = asked("weekly_hello", "how_are_you")
    turn = router.arrived(
        {"weekly_hello": renamed}, router.Arrival("text", "3"), rose.conversation, rose.world()
    )
    assert turn.conversation is not None
    assert turn.conversation.answers == {"mood": "low"}


def test_an_unclear_answer_to_a_renamed_step_is_kept_under_its_new_name() -> None:
    renamed = Flow("weekly_hello", *weekly_hello.steps.values(), moved={"how_are_you": "mood"})
    rose = asked("weekly_hello", "how_are_you")
    rose.flows = {"weekly_hello": renamed}
    play(
        rose,
        """
        rose: hm
        bot: Thank you. I want to get this right. Would you call it 1 good, 2 so-so or 3 low?
    """,
    )
    assert rose.conversation is not None
    assert rose.conversation.step == "mood"
