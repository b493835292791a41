"""The transcript player: it says so when a conversation is not the one that was written down."""

import pytest

from flows.residents.weekly_hello import weekly_hello
from tests.flows.neighbour import resident, stranger
from tests.flows.transcript import play

HELLO = "Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low"
GOOD = "That's good to hear. Text us any time. We'll say hello on Monday next week."


def test_a_transcript_that_is_right_passes() -> None:
    play(weekly_hello, f"bot: {HELLO}\nrose: 1\nbot: {GOOD}")


@pytest.mark.parametrize(
    "script",
    [
        f"bot: {HELLO}\nrose: 1\nbot: {GOOD.lower()}",
        f"bot: {HELLO}\nrose: 1",
        f"bot: {HELLO}\nrose: 1\nbot: {GOOD}\nbot: {GOOD}",
        f"bot: {HELLO}\nrose: 1\n> sam: {GOOD}",
        f"rose: 1\nbot: {GOOD}",
    ],
    ids=["other words", "too few", "too many", "somebody else", "not begun"],
)
def test_a_transcript_that_is_wrong_fails(script: str) -> None:
    with pytest.raises(AssertionError):
        play(weekly_hello, script)


def test_the_failure_shows_both_sides() -> None:
    with pytest.raises(AssertionError) as failure:
        play(weekly_hello, f"bot: {HELLO}\nrose: 1\nbot: Lovely.")
    assert "- bot: Lovely." in str(failure.value)
    assert f"+ bot: {GOOD}" in str(failure.value)


def test_a_line_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not a line"):
        play(stranger(), "ivy: hello")


def test_a_silence_needs_an_open_question() -> None:
    with pytest.raises(ValueError, match="no open question"):
        play(resident(), "(silence)")


def test_what_is_open_survives_being_saved() -> None:
    rose = play(weekly_hello, f"bot: {HELLO}")
    assert rose.conversation is not None
    assert rose.conversation.silent_at is not None
    assert rose.conversation.silent_at.tzinfo is not None
