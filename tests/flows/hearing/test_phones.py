"""Telephone numbers: in figures and as they are spoken, and only those that ring somewhere.

The numbers are Ofcom's for drama: 07700 900xxx, 01632 960xxx and their like.
"""

import pytest

from flows.hearing import Scene, hear
from flows.hearing.phones import Phone

MOBILE, LANDLINE = "+447700900123", "+441632960001"


def phone(text: str, language: str = "en") -> str | None:
    heard = hear(text, Phone(), Scene(language=language))
    return heard.value if heard and heard.outcome == "heard" else None


@pytest.mark.parametrize("text", [
    "07700 900123", "07700900123", "07700 900 123", "07700-900-123", "07700.900.123",
    "07700/900123", "0 7 7 0 0 9 0 0 1 2 3", "077 00 90 01 23", "+44 7700 900123", "+447700900123",
    "+44 (0)7700 900123", "+44(0)7700900123", "+4407700900123", "0044 7700 900123",
    "44 7700 900123", "7700900123", "07700 900123 x", "07700900123xx", "07700 900123!!",
    "\U0001f4de07700 900123", "tel:07700900123", "my number is 07700 900123",
    "ring me on 07700 900123 after 6", "its 07700-900-123 love", "07700 900123, 3 oak road",
    "flat 3, 07700 900123", "I'm 82 and my number is 07700 900123", "07700 900123. 07700900123",
    "07700 900123 10am-4pm", "07700900123 is my daughters", "no its 07700 900123",
    "don't ring before 10, 07700 900123", "o7700 900123", "O7700 9OO123", "07700 9OO l23",
    "\u0660\u0667\u0667\u0660\u0660\u0669\u0660\u0660\u0661\u0662\u0663",
])  # fmt: skip
def test_a_number_in_figures_is_heard(text: str) -> None:
    assert phone(text) == MOBILE


@pytest.mark.parametrize("text", [
    "oh seven seven double oh nine hundred one two three",
    "oh seven seven double oh, nine hundred, one two three",
    "zero seven seven zero zero nine zero zero one two three",
    "oh double seven double oh nine double oh one two three",
    "nought seven seven nought nought nine nought nought one two three",
    "o double 7 00 9 double o 123",
    "plus four four seven seven oh oh nine oh oh one two three",
    "plus forty four seven seven oh oh nine oh oh one twenty three",
    "07700 nine hundred one two three",
    "ring me on oh seven seven double oh nine double oh one two three ta",
])  # fmt: skip
def test_a_number_is_heard_as_it_is_spoken(text: str) -> None:
    assert phone(text) == MOBILE


@pytest.mark.parametrize("text", [
    "01632 960001", "(01632) 960001", "01632-960-001", "O1632 96ooo1", "+44 (0) 1632 960001",
    "0044 (0)1632 960001", "01632 960001 ext 12", "01632 960001x12", "01632 960 double oh one",
    "oh one six three two nine six double oh oh one", "landline 01632 960001, mornings only",
])  # fmt: skip
def test_a_landline_is_heard_without_its_extension(text: str) -> None:
    assert phone(text) == LANDLINE


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("020 7946 0018", "+442079460018"), ("0161 496 0000", "+441614960000"),
        ("0115 496 0222", "+441154960222"), ("029 2018 0111", "+442920180111"),
        ("08081 570364", "+448081570364"), ("03069 990000", "+443069990000"),
        ("+353 1 234 5678", "+35312345678"), ("00353 86 123 4567", "+353861234567"),
        ("+48 601 234 567", "+48601234567"), ("+92 300 1234567", "+923001234567"),
        ("33(0)1 23 45 67 89", "+33123456789"),
    ],
)  # fmt: skip
def test_other_areas_and_other_countries_are_heard(text: str, number: str) -> None:
    assert phone(text) == number


@pytest.mark.parametrize("text", [
    "", "12345", "999", "0770090012", "077009001234", "07700 90012", "0044712345678910",
    "1234567890123456", "07700 900123 or 07700 900124", "07700 900123 07700 900124",
    "home 01632 960001 mob 07700 900123", "my old one was 07700 900123 new one 07700 900124",
    "thats not my number 07700 900123",
    "oh seven double seven, double oh nine, double oh, four five six", "account 12345678",
    "card 4929 1234 5678 9012", "sort code 20-00-00", "12/05/1944",
    "my nhs number is 943 476 5919", "SO16 2AB", "E-07700900123", "#07700900123",
    "its in the book", "ring any time after 10", "x",
])  # fmt: skip
def test_what_is_no_one_number_is_asked_about_again(text: str) -> None:
    assert phone(text) is None


def test_a_figure_too_many_behind_a_number_leaves_it_unsure() -> None:
    heard = Phone().heard("07700 900123 45")
    assert heard is not None
    assert (heard.value, heard.sure) == (MOBILE, False)


def test_a_number_may_be_spoken_in_their_own_language() -> None:
    spoken = "zero siedem siedem zero zero dziewięć zero zero jeden dwa trzy"
    assert phone(spoken, language="pl") == MOBILE


@pytest.mark.parametrize("text", ["skip", "no thanks", "I'd rather not say"])
def test_a_number_need_not_be_given(text: str) -> None:
    heard = hear(text, Phone())
    assert heard is not None
    assert heard.outcome == "skip"
