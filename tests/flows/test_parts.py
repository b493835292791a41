"""SMS parts: what a text costs, and what folding saves without changing what it says."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.words.parts import GSM_7, Parts, count, fold, why_unicode

ALPHABET = (  # GSM 03.38's table, row by row; the escape is left out
    "@£$¥èéùìòÇ\nØø\rÅå"
    "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./"
    "0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNO"
    "PQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmno"
    "pqrstuvwxyzäöñüà"
)
EXTENSION = "\f^{}\\[~]|€"

phone_texts = st.text(st.sampled_from(ALPHABET + EXTENSION * 4), max_size=700)
any_texts = st.text(
    st.one_of(
        st.sampled_from("aé€^ 😀👵🏽\u200d\u200b\ufe0f’“—…\u00a0\t\r\n`•âë\u0301\u2066"),
        st.characters(exclude_categories=()),
    ),
    max_size=320,
)


def slowly(text: str) -> Parts:
    """Count as a phone would: spell the text out and cut it, part by part, between letters."""
    if all(letter in ALPHABET + EXTENSION for letter in text):
        spelled = [("\x1b" if letter in EXTENSION else "") + letter for letter in text]
        return Parts("GSM-7", len("".join(spelled)), cut(spelled, 160, 153))
    units = [letter.encode("utf-16-be", "surrogatepass") for letter in text]
    spelled = ["." * (len(unit) // 2) for unit in units]
    return Parts("UCS-2", len("".join(spelled)), cut(spelled, 70, 67))


def cut(spelled: list[str], alone: int, joined: int) -> int:
    if len("".join(spelled)) <= alone:
        return 1 if spelled else 0
    parts = 0
    while spelled:
        fits = max(n for n in range(1, len(spelled) + 1) if len("".join(spelled[:n])) <= joined)
        spelled, parts = spelled[fits:], parts + 1
    return parts


@given(phone_texts)
@example("€" * 77)
@example("a" * 152 + "€" + "a" * 20)
def test_a_text_in_the_phone_alphabet_is_counted_as_a_phone_would(text: str) -> None:
    assert count(text) == slowly(text)


@given(any_texts)
@example("a" * 66 + "😀" * 3)
@example("\ud83d" * 71)
def test_any_text_is_counted_as_a_phone_would(text: str) -> None:
    """Lone surrogates too: a damaged text costs something and breaks nothing."""
    assert count(text) == slowly(text)


@pytest.mark.parametrize(
    ("text", "encoding", "units", "parts"),
    [
        ("", "GSM-7", 0, 0),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        ("a" * 152 + "€" + "a" * 152, "GSM-7", 306, 3),  # the pair would straddle
        ("â" * 70, "UCS-2", 70, 1),
        ("â" * 71, "UCS-2", 71, 2),
        ("😀" * 35, "UCS-2", 70, 1),
        ("😀" * 66, "UCS-2", 132, 2),  # 33 to a part, one unit left empty
        ("😀" * 67, "UCS-2", 134, 3),
    ],
)
def test_parts_end_where_the_standard_says(
    text: str, encoding: str, units: int, parts: int
) -> None:
    size = count(text)
    assert (encoding, units, parts) == (size.encoding, size.units, size.parts)


@given(any_texts)
def test_the_reasons_for_unicode_are_exactly_the_letters_outside_the_phone_alphabet(
    text: str,
) -> None:
    reasons = why_unicode(text)
    assert set(reasons) == set(text) - set(ALPHABET + EXTENSION)
    assert len(set(reasons)) == len(reasons)
    assert bool(reasons) == (count(text).encoding == "UCS-2")


def test_the_reasons_come_in_the_order_of_the_text() -> None:
    assert why_unicode("Siân and Zoë and Siân") == ("â", "ë")


@given(any_texts)
@example("e\u200b\u0301")
@example("\r\r\n\u2028")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(any_texts)
@example("e\u200b\u0301")
def test_folding_keeps_every_letter(text: str) -> None:
    assert letters(fold(text)) == letters(text.replace("\ufb01", "fi").replace("\ufb02", "fl"))


def letters(text: str) -> list[str]:
    """Return what is spoken, accents apart: typed in one piece or in two they are the same."""
    spelled = unicodedata.normalize("NFD", text)
    return [letter for letter in spelled if unicodedata.category(letter) in {"Lu", "Ll", "Lo"}]


@given(phone_texts.filter(lambda text: "\r" not in text))
def test_a_text_already_in_the_phone_alphabet_is_left_alone(text: str) -> None:
    assert fold(text) == text


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("It’s “lunch” – come…", 'It\'s "lunch" - come...'),
        ("10\u202fam\u00a0at\u2003Mill\tLane", "10 am at Mill Lane"),
        ("• tea\r\n• cake\r\n", "- tea\n- cake\n"),
        ("`hello`", "'hello'"),
        ("\ufeffHel\u200blo\u00ad", "Hello"),
        ("cafe\u0301 a\u0300 la carte", "café à la carte"),
        ("right\u200e now\u200f", "right now"),
        ("\ufb01nd us", "find us"),
    ],
)
def test_what_reads_the_same_plainly_is_sent_plainly(typed: str, sent: str) -> None:
    assert fold(typed) == sent
    assert count(sent).encoding == "GSM-7"


@pytest.mark.parametrize("name", ["Siân", "Zoë", "Seán", "François", "Łukasz", "Ştefan"])
def test_a_name_keeps_its_letters(name: str) -> None:
    """A letter may cost a part more; a misspelt name costs more than that."""
    assert fold(f"Hello {name}, it’s Mill Lane") == f"Hello {name}, it's Mill Lane"


@pytest.mark.parametrize("text", ["👩\u200d🌾", "❤\ufe0f", "می\u200cخواهم", "\u2067שלום\u2069"])
def test_marks_that_shape_what_is_read_stay(text: str) -> None:
    assert fold(text) == text


def test_one_curly_apostrophe_no_longer_doubles_a_broadcast() -> None:
    """202 letters: two parts in the phone alphabet, four with one curly quote."""
    text = "x" * 201
    assert count(text + "’").parts == 4
    assert count(fold(text + "’")).parts == 2


def test_the_phone_alphabet_has_its_137_letters() -> None:
    assert len(GSM_7) == 137
    assert set(ALPHABET + EXTENSION) == GSM_7
