"""In a chat people speak freely; keywords that are plainly ours count, and the chat goes on."""

import pytest

from flows.engine import Conversation
from flows.facts import NudgePlanned
from flows.world.held import Held
from tests.flows.chatting import says, talking
from tests.flows.neighbour import Neighbour
from tests.flows.transcript import play


def in_a_chat() -> Neighbour:
    rose = talking()
    rose.sees["held"] = Held()
    return rose


def still_talking(rose: Neighbour) -> bool:
    talk = rose.conversation
    return isinstance(talk, Conversation) and (talk.flow, talk.subject) == ("chat", 7)


@pytest.mark.parametrize(
    "words",
    [
        "what's on at the hall, Betty?",
        "ask him if he likes jam",
        "say hello to Len",
        "me and my sister went",
        "not coming till two, love",
    ],
)
def test_what_is_said_to_a_neighbour_goes_to_the_neighbour(words: str) -> None:
    rose = in_a_chat()
    assert says(rose, words) == [f"> betty: Rose: {words}"]
    assert still_talking(rose)


def test_me_is_for_us_and_the_chat_goes_on() -> None:
    rose = in_a_chat()
    (answer, *_) = says(rose, "ME")
    assert answer.startswith("bot: We call you Rose.")
    assert still_talking(rose)


def test_a_complaint_about_a_neighbour_never_reaches_that_neighbour() -> None:
    rose = in_a_chat()
    heard = says(rose, "SAY Betty keeps asking for my pension book")
    assert [line for line in heard if line.startswith("> betty")] == []
    assert any(line.startswith("> ana") and "pension book" in line for line in heard)
    assert still_talking(rose)


def test_what_takes_several_texts_comes_first_and_the_chat_goes_on_after_it() -> None:
    rose = in_a_chat()
    play(
        rose,
        """
        rose: ASK
        bot: What would help? Say it in a few words, as you would to a neighbour. For example, a lift on Thursday.
        """,  # noqa: E501
    )
    (again,) = [fact for fact in rose.so_far if isinstance(fact, NudgePlanned)]
    assert (again.purpose, again.subject) == ("chat", 7)
