"""The notation of the phrase tables: what each mark means, and what is refused."""

import pytest

from flows.hearing.phrases import BadPhrase, Phrasebook
from flows.hearing.ready import read_every_table


def stands(phrase: str, sentence: str, **lists: str) -> bool:
    return Phrasebook({"heading": [phrase]}, lists).first(sentence) is not None


@pytest.mark.parametrize(
    ("phrase", "sentence", "does"),
    [
        ("cant get up", "i cant get up now", True),
        ("cant get up", "i cant get it up", False),
        ("get up", "i cant forget upstairs", False),
        ("(kill | hurt) myself", "i will hurt myself", True),
        ("(kill | hurt | do away with) myself", "i will do away with myself", True),
        ("(kill | hurt) myself", "i will help myself", False),
        ("i have [really] had enough", "i have had enough", True),
        ("i have [really] had enough", "i have really had enough", True),
        ("i have [really] had enough", "i have almost had enough", False),
        ("fallen .. cant get up", "fallen cant get up", True),
        ("fallen .. cant get up", "fallen in the kitchen and cant get up", True),
        ("fallen .. cant get up", "fallen in love with a man who just cant get up", False),
        ("^ stop", "stop it", True),
        ("^ stop", "please stop", False),
        ("stop $", "please stop", True),
        ("stop $", "stop it", False),
        ("^ stop $", "stop", True),
        ("(no | not any) (food [in] | money)", "there is not any food in", True),
        ("চাই না", "আমি চাই না আর", True),
    ],
)
def test_each_mark_means_what_the_notation_says(phrase: str, sentence: str, does: bool) -> None:
    assert stands(phrase, sentence) is does


def test_a_list_stands_for_each_of_its_words() -> None:
    assert stands("my <kin> died", "my wife died", kin="husband | wife")
    assert not stands("my <kin> died", "my phone died", kin="husband | wife")


def test_what_is_found_says_under_which_heading_and_where() -> None:
    book = Phrasebook({"a fall": ["cant get up"], "a fire": ["on fire"]})
    (found,) = book.found("i really cant get up")
    assert (found.heading, found.phrase) == ("a fall", "cant get up")
    assert "i really cant get up"[found.start : found.end] == "cant get up"


@pytest.mark.parametrize(
    "phrase", ["(kill | hurt myself", "kill ) myself", "<nobody> died", "[perhaps]", ".. $", "] up"]
)
def test_a_phrase_that_cant_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(BadPhrase):
        Phrasebook({"heading": [phrase]})


def test_a_form_that_never_arrives_is_refused() -> None:
    """Texts are mended before they are looked at, so a phrase in text-speak would be deaf."""
    for phrase in ("pls stop", "do not stop"):
        with pytest.raises(BadPhrase, match="never arrives"):
            Phrasebook({"heading": [phrase]}, never=frozenset({"pls", "do not"}))


def test_every_table_we_have_can_be_read() -> None:
    read_every_table()
