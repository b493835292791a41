"""Choices: by number, letter, word, part or place; several, none; and what leaves it open."""

import json

import pytest

from flows.hearing import Scene, hear
from flows.hearing.choices import Choice

THREE = ("Knitting", "Bingo", "Gardening")
FOUR = ("Tea & chat", "Walking group", "Arts and crafts", "Lunch club")
DAYS = ("Tuesday 2pm", "Thursday 10am")
TWO = ("Phone call", "Home visit")


def picked(text: str, options: tuple[str, ...] = THREE, language: str = "en") -> list[str] | None:
    """The options that are picked, or None."""
    heard = hear(text, Choice(*options), Scene(language=language))
    if heard is None:
        return None
    values = [heard.value] if heard.outcome == "one" else json.loads(heard.value)
    assert heard.outcome == {0: "none", 1: "one"}.get(len(values), "several")
    return list(values)


@pytest.mark.parametrize("text", [
    "2", "2.", "2)", "no 2", "No. 2", "number two", "two", "#2", "2 please love", "two thanks x",
    "option 2", "b", "B please", "(b)", "option b", "second", "the second one", "2nd",
    "2nd one please", "middle one", "Bingo!!", "BINGO", "bingo x", "bingo pls", "bingoo",
    "bingo bingo bingo", "the bingo one", "2 of us for bingo", "put me down for bingo love",
    "I think ill go for the bingo one thanks", "yes to bingo", "maybe bingo", "bingo not knitting",
    "not knitting, bingo", "not knitting but bingo", "bingo rather than gardening",
    "bingo over knitting", "can't do knitting, bingo please", "I like bingo best",
])  # fmt: skip
def test_one_of_three_is_picked_in_many_ways(text: str) -> None:
    assert picked(text) == ["Bingo"]


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("1", "Knitting"), ("a", "Knitting"), ("A", "Knitting"), ("a please", "Knitting"),
        ("first", "Knitting"), ("top one", "Knitting"), ("knitting pls", "Knitting"),
        ("nitting", "Knitting"), ("knit", "Knitting"), ("kniting please", "Knitting"),
        ("c x", "Gardening"), ("3rd one please", "Gardening"), ("last one", "Gardening"),
        ("the last", "Gardening"), ("gardning", "Gardening"), ("gardenin", "Gardening"),
        ("garden", "Gardening"), ("the gardening club", "Gardening"),
        ("I'd like the gardening please dear", "Gardening"),
    ],
)  # fmt: skip
def test_a_part_or_a_slip_is_enough(text: str, option: str) -> None:
    assert picked(text) == [option]


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("the tea one", "Tea & chat"), ("tea", "Tea & chat"), ("tea and chat", "Tea & chat"),
        ("walk", "Walking group"), ("walks", "Walking group"), ("group", "Walking group"),
        ("crafts", "Arts and crafts"), ("art", "Arts and crafts"),
        ("arts n crafts", "Arts and crafts"), ("lunch", "Lunch club"), ("the club", "Lunch club"),
        ("d please", "Lunch club"), ("last but one", "Arts and crafts"),
        ("penultimate", "Arts and crafts"),
    ],
)  # fmt: skip
def test_a_word_that_only_one_option_has_tells(text: str, option: str) -> None:
    assert picked(text, FOUR) == [option]


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("tuesday", "Tuesday 2pm"), ("tues", "Tuesday 2pm"), ("tuseday", "Tuesday 2pm"),
        ("2pm", "Tuesday 2pm"), ("at 2", "Tuesday 2pm"), ("tuesday at 2", "Tuesday 2pm"),
        ("1", "Tuesday 2pm"), ("the former", "Tuesday 2pm"), ("thurs", "Thursday 10am"),
        ("10", "Thursday 10am"), ("the latter", "Thursday 10am"), ("option 2", "Thursday 10am"),
        ("cant do tuesday, thursday is good", "Thursday 10am"),
    ],
)  # fmt: skip
def test_options_may_be_days_and_times(text: str, option: str) -> None:
    assert picked(text, DAYS) == [option]


def test_a_figure_that_could_be_an_option_or_its_hour_is_unclear() -> None:
    assert picked("2", DAYS) is None


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("ten", "10am"), ("at ten", "10am"), ("11.30", "11.30am"), ("two o'clock", "2pm"),
        ("at 2", "2pm"), ("the last one", "2pm"), ("1", "10am"),
    ],
)  # fmt: skip
def test_options_may_be_hours(text: str, option: str) -> None:
    assert picked(text, ("10am", "11.30am", "2pm")) == [option]


def test_a_word_of_several_options_is_narrowed_by_another() -> None:
    options = ("Tuesday 2pm", "Tuesday 4pm", "Wednesday 2pm")
    assert picked("tuesday", options) is None
    assert picked("tuesday at 4", options) == ["Tuesday 4pm"]
    assert picked("wed", options) == ["Wednesday 2pm"]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("1 and 3", ["Knitting", "Gardening"]), ("1,3", ["Knitting", "Gardening"]),
        ("1 & 3", ["Knitting", "Gardening"]), ("3 1", ["Knitting", "Gardening"]),
        ("a and c", ["Knitting", "Gardening"]), ("both 1 and 3", ["Knitting", "Gardening"]),
        ("first and last", ["Knitting", "Gardening"]),
        ("bingo and knitting please", ["Knitting", "Bingo"]), ("all of them", [*THREE]),
        ("all three", [*THREE]), ("all 3", [*THREE]), ("everything!", [*THREE]),
        ("all except bingo", ["Knitting", "Gardening"]),
        ("everything but bingo", ["Knitting", "Gardening"]),
    ],
)  # fmt: skip
def test_several_may_be_picked(text: str, options: list[str]) -> None:
    assert picked(text) == options


@pytest.mark.parametrize(
    "text", ["both", "both please", "both of them", "1 and 2", "phone and visit"]
)
def test_both_are_two_of_two(text: str) -> None:
    assert picked(text, TWO) == [*TWO]


@pytest.mark.parametrize("text", [
    "none", "neither", "neither thank you dear", "none of them", "none of the above", "no thanks",
    "no", "nothing for me thanks", "not interested in any", "not for me", "no to all",
    "I'd rather not",
])  # fmt: skip
def test_none_may_be_picked(text: str) -> None:
    assert picked(text) == []


@pytest.mark.parametrize("text", [
    "", "1 or 2", "1/2", "1-3", "bingo or knitting", "either", "any", "i dont mind", "whichever",
    "you choose", "both", "the first two", "not the knitting", "anything but bingo",
    "i hate bingo", "4", "d", "12", "x", "hello", "yes", "what is bingo",
    "which one is on tuesday?", "how much is bingo", "not sure", "tree", "my legs are bad",
    "2 weeks ago", "bingo but knitting is nice too", "ring me",
])  # fmt: skip
def test_what_leaves_it_open_is_unclear(text: str) -> None:
    assert picked(text) is None


@pytest.mark.parametrize("text", ["not the first one", "not the visit", "either", "come round"])
def test_of_two_options_not_this_one_is_unclear_too(text: str) -> None:
    assert picked(text, TWO) is None


@pytest.mark.parametrize("text", ["coffee", "the coffee one"])
def test_a_word_that_all_options_have_tells_nothing(text: str) -> None:
    assert picked(text, ("Coffee morning", "Coffee evening")) is None


def test_the_word_that_they_do_not_share_tells() -> None:
    assert picked("the evening one", ("Coffee morning", "Coffee evening")) == ["Coffee evening"]


@pytest.mark.parametrize(
    ("text", "option"),
    [("sam", "Sam"), ("Samuel please", "Samuel"), ("pria", "Priya"), ("with Priya", "Priya")],
)
def test_options_may_be_names(text: str, option: str) -> None:
    assert picked(text, ("Sam", "Samuel", "Priya")) == [option]


@pytest.mark.parametrize(
    ("text", "option", "language"),
    [
        ("চা", "চা", "bn"), ("২", "হাঁটা", "bn"), ("দুই", "হাঁটা", "bn"), ("বাগান", "বাগান", ""),
        ("3", "বাগান", "en"),
    ],
)  # fmt: skip
def test_options_may_be_in_another_script(text: str, option: str, language: str) -> None:
    assert picked(text, ("চা", "হাঁটা", "বাগান"), language) == [option]


def test_a_story_that_names_an_option_is_only_a_guess() -> None:
    heard = Choice(*THREE).heard("i used to love knitting but my poor hands are bad now")
    assert heard is not None
    assert (heard.value, heard.sure) == ("Knitting", False)


def test_of_a_single_option_a_yes_picks_it() -> None:
    assert picked("yes please", ("Tuesday 2pm",)) == ["Tuesday 2pm"]
    assert picked("no thanks", ("Tuesday 2pm",)) == []


def test_a_keyboard_offers_the_numbers() -> None:
    assert Choice(*THREE).labels == ("1", "2", "3")
