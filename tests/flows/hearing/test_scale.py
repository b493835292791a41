"""A place on a scale: digits, words, marks out of ten, stars, faces; and what lies outside."""

import pytest

from flows.hearing import hear
from flows.hearing.replies.scale import Scale


def scale(text: str) -> str | None:
    """The number, with " ?" if it is not sure; "skip"; or None."""
    heard = Scale().heard(text)
    if heard is None:
        return None
    return heard.value + ("" if heard.sure else " ?") if heard.outcome == "heard" else "skip"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1", "1"), ("5!", "5"), ("4 love", "4"), ("five", "5"), ("a 4", "4"), ("no 3", "3"),
        ("No. 4", "4"), ("number five", "5"), ("about 3", "3"), ("3ish", "3"), ("4 from me", "4"),
        ("I'd give it a 3", "3"), ("I'll say 5", "5"), ("3 I'm afraid", "3"), ("it's a two", "2"),
        ("the second one", "2"), ("4, no, I mean 3", "3"), ("3/5", "3"), ("4 out of 5", "4"),
        ("four out of five", "4"), ("2 / 5", "2"), ("5 stars", "5"), ("4.0", "4"),
        ("5 because it was lovely", "5"), ("2 it was too noisy", "2"), ("3, could be better", "3"),
        ("\u0664", "4"),
    ],
)  # fmt: skip
def test_a_number_is_itself(text: str, meant: str) -> None:
    assert scale(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("8/10", "4"), ("10/10", "5"), ("10 out of 10", "5"), ("1 out of 10", "1"), ("0/10", "1"),
        ("80%", "4"), ("7/10", "3.5 ?"), ("nine out of ten", "4.5 ?"), ("5/10", "2.5 ?"),
        ("11/10", None), ("6/5", None), ("0/5", None),
    ],
)  # fmt: skip
def test_marks_out_of_ten_are_heard_in_proportion(text: str, meant: str | None) -> None:
    assert scale(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3 or 4", "3.5 ?"), ("between 2 and 3", "2.5 ?"), ("2-3", "2.5 ?"), ("3 to 4", "3.5 ?"),
        ("3 or maybe 4", "3.5 ?"), ("3.5", "3.5 ?"), ("three and a half", "3.5 ?"),
        ("2\u00bd", "2.5 ?"),
    ],
)  # fmt: skip
def test_what_lies_between_is_heard_but_not_surely(text: str, meant: str) -> None:
    assert scale(text) == meant
    assert hear(text, Scale()) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("great", "5"), ("excellent thank you", "5"), ("very good", "5"), ("top marks", "5"),
        ("couldn't be better", "5"), ("good", "4"), ("quite good", "4"), ("fine", "4"),
        ("not bad", "4"),
        ("ok", "3"), ("so so", "3"), ("middling", "3"), ("mustn't grumble", "3"),
        ("could be worse", "3"), ("could be better", "3"), ("nothing special", "3"),
        ("not so good", "2"), ("not very good I'm afraid", "2"), ("not great", "2"), ("poor", "2"),
        ("bad", "2"), ("very poor", "1"), ("terrible", "1"), ("awful", "1"), ("worst ever", "1"),
        ("\u2b50\u2b50\u2b50", "3"), ("\U0001f60d", "5"), ("\U0001f44d", "4"), ("\U0001f610", "3"),
        ("\U0001f622", "2"), ("\U0001f621", "1"), ("3 \U0001f44d", "3"),
    ],
)  # fmt: skip
def test_words_stars_and_faces_are_numbers_too(text: str, meant: str) -> None:
    assert scale(text) == meant


@pytest.mark.parametrize("text", [
    "", "6", "0", "12", "1000", "twelve", "minus 1", "1 or 2 or 3", "4 cats", "at 3",
    "4 of us came", "room 4", "the 5th", "07700 900123", "SO16 2AB", "ring me on 4", "what scale",
    "1 very good", "5 \U0001f44e", "good :(", "9" * 9_000, "3/" * 4_000, "good but lonely",
])  # fmt: skip
def test_what_is_no_place_on_the_scale_is_none(text: str) -> None:
    assert scale(text) is None


@pytest.mark.parametrize(
    "text", ["skip", "no thanks", "I'd rather not say", "none of your business"]
)
def test_it_may_be_skipped(text: str) -> None:
    assert scale(text) == "skip"


@pytest.mark.parametrize(
    ("text", "meant"),
    [("7", "7"), ("8/10", "8"), ("4/5", "8"), ("great", "10"), ("so so", "5"), ("11", None)],
)
def test_a_scale_may_have_other_ends(text: str, meant: str | None) -> None:
    heard = hear(text, Scale(0, 10))
    assert (heard and heard.value) == meant
