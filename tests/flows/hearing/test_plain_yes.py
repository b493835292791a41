"""A plain yes is a yes and nothing else; a no and a later are heard as ever."""

import pytest

from flows.hearing import PlainYes, Scene, hear


def answer(text: str) -> str | None:
    heard = hear(text, PlainYes(), Scene(language="en"))
    return heard.outcome if heard else None


PLAIN = ["yes", "Y", "yes please", "Ok", "yep do it", "Yes, that's right.", "yes go ahead", "sure"]
MORE = [
    "Rose says she will come",
    "tell Winston Priya will ring you tomorrow",
    "yes but not before June",
    "he will ring",
    "that would be lovely for her",
]
NO = ["no", "No thank you", "nope", "no not yet she says she will come"]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_yes_is_one(text: str) -> None:
    assert answer(text) == "yes"


@pytest.mark.parametrize("text", MORE)
def test_a_yes_with_more_in_it_is_none(text: str) -> None:
    assert answer(text) is None


@pytest.mark.parametrize("text", NO)
def test_a_no_is_heard_as_ever(text: str) -> None:
    assert answer(text) in ("no", "later")
