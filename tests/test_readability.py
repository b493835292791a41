"""The formula that wordings are held to counts syllables as a dictionary does."""

import pytest

from tests.readability import length, reading_age, syllables_in

SYLLABLES = {
    1: """we you text how bad good week low ring stop yes the please through friend friends bridge
        last walk talked asked phones games goes caught though knees house hours rose called moved
        those once clothes lane time bench here there where love told held three your 9 999""",
    2: """hello sorry after again nothing monday tuesday morning neighbour neighbours table little
        people quiet lonely lovely wanted needed coffee garden knitting someone message
        places houses something wednesday easter being going doing evening always number answer
        wishes changes business reading apple maybe study befriend""",
    3: """befriender volunteer remember together saturday hospital afternoon somebody family
        potatoes december another important suggestion area piano radio interest company telegram
        whenever telephone""",
    4: "anybody everybody january february activity community information usually",
}


@pytest.mark.parametrize(
    ("word", "many"),
    [(word, many) for many, row in SYLLABLES.items() for word in row.split()],
)
def test_syllables_are_counted_as_in_a_dictionary(word: str, many: int) -> None:
    assert syllables_in(word) == many
    assert syllables_in(word.upper()) == many


def test_words_with_an_apostrophe_are_one_word() -> None:
    assert length("It's Rose's tea, isn't it? 2pm") == 6


def test_the_age_is_that_of_the_formula() -> None:
    """Six words in two sentences, seven syllables: 0.39 x 3 + 11.8 x 7 / 6 - 15.59 + 5."""
    assert reading_age("The cat sat. It was hungry.") == pytest.approx(4.3466, abs=0.001)


def test_long_words_and_long_sentences_are_for_older_people() -> None:
    plain = "We can ring you. Is that all right?"
    stiff = (
        "Our coordinator will telephone vulnerable beneficiaries to ascertain their availability."
    )
    assert reading_age(plain) < 9 < 16 < reading_age(stiff)


def test_a_quotation_ends_its_sentence() -> None:
    assert reading_age('Rose said: "I am well." Please ring.') == reading_age(
        "Rose said: I am well. Please ring."
    )
