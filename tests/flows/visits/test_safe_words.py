"""Safe words: which may be one, how one is found in a text, and that nobody can read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.befrienders.safe_word import may_be_safe, word_in
from flows.world.safe_words import digests_of, letters_of, without_it
from flows.world.visits import SafeWord

SALT = "00112233aabbccdd"


def kept(word: str) -> SafeWord:
    letters = letters_of(word)
    return SafeWord(SALT, len(letters), digests_of(letters, SALT))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("bluebell", ""),
        ("BLUEBELL!!", ""),
        ("all fine, bluebell, see you", "all fine, see you"),
        ("blue bell", ""),
        ("Blue-Bell", ""),
        ("bluebel", ""),
        ("bleubell", ""),
        ("blluebell here", "here"),
        ("STOP bluebell", "STOP"),
        ("b l u e b e l l", None),
        ("blue skies and a bell", None),
        ("DONE", None),
        ("", None),
    ],
)
def test_it_is_found_whatever_the_case_and_with_a_slip(text: str, rest: str | None) -> None:
    assert without_it(text, kept("bluebell")) == rest


@pytest.mark.parametrize("text", ["zinni", "zinnias", "zinna"])
def test_a_short_word_has_no_slips(text: str) -> None:
    assert without_it(text, kept("zinnia")) is None


def test_who_has_none_says_none() -> None:
    assert without_it("bluebell", None) is None


@pytest.mark.parametrize("word", ["bluebell", "periwinkle", "agapanthus", "zinnia", "my zinnia"])
def test_a_rare_word_may_be_one(word: str) -> None:
    assert may_be_safe(word_in(word))


@pytest.mark.parametrize(
    "word",
    [
        "yes", "here", "done", "stop", "help", "rose", "sam", "garden", "visits", "visit",
        "tuesday", "fine", "thanks", "coffee", "tomorow", "tomorrow", "arrived", "lovely",
        "999", "123456", "ab", "zzz", "i'm here", "safe word", "😀", "",
    ],
)  # fmt: skip
def test_an_everyday_word_may_not(word: str) -> None:
    assert not may_be_safe(word_in(word))


def test_nor_the_name_of_somebody_they_visit() -> None:
    assert not may_be_safe("Ermintrude", frozenset({"ermintrude"}))


def test_what_is_said_around_it_is_left_out() -> None:
    assert word_in("maybe periwinkle then?") == "periwinkle"


def test_nothing_that_is_kept_or_shown_has_the_word_in_it() -> None:
    assert "bluebell" not in repr(kept("bluebell"))
    assert not any("bluebell" in each for each in kept("bluebell").digests)


@given(st.text(max_size=200))
def test_no_other_text_holds_it(text: str) -> None:
    """Only what has all its letters but one, in order, can be it."""
    if without_it(text, kept("xylophagous")) is not None:
        assert len(set(letters_of(text)) & set("xylophagous")) >= 8
