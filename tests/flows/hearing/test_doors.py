"""First words: a word from a poster, a greeting, or anything in their own words."""

import pytest

from flows.hearing import FreeWords, door_word, hear, is_greeting


@pytest.mark.parametrize(("text", "door"), [("VET", "vet"), ("Radio!", "radio"), ("gp2", "gp2")])
def test_one_word_is_a_door(text: str, door: str) -> None:
    assert door_word(text) == door


@pytest.mark.parametrize(
    "text", ["hello", "two words", "STOP", "yes", "fine", "2", "123", "", "x", "y" * 21, "join"]
)
def test_a_greeting_an_answer_or_a_keyword_is_no_door(text: str) -> None:
    assert door_word(text) == ""


def test_a_greeting_opens_the_door() -> None:
    assert is_greeting("Hello!")
    assert not is_greeting("no")


@pytest.mark.parametrize("text", ["skip", "SKIP.", "No thanks", "I'd rather not say", "not now"])
def test_what_is_asked_in_their_own_words_can_be_skipped(text: str) -> None:
    found = hear(text, FreeWords())
    assert found is not None
    assert found.outcome == "skip"


def test_free_words_are_kept_as_they_are_up_to_a_length() -> None:
    found = hear("  roses\n and soup ", FreeWords())
    assert found is not None
    assert found.value == "roses and soup"
    long = hear("x" * 600, FreeWords(longest=500))
    assert long is not None
    assert len(long.value) == 500
