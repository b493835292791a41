"""Other scripts: Bengali, Urdu, Tamil and Arabic as people type them, and in Latin letters.

The sentences stand in `tongues/<code>.yaml`, so that somebody who speaks the language can
correct them without reading code. Welsh, Polish, Romanian and Portuguese: test_tongues.py.
"""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from flows.hearing.numbers import Number
from flows.hearing.plain import plain
from flows.hearing.replies.mood import Mood
from flows.hearing.replies.yes_no import YesNo
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal
from flows.hearing.signals import signal
from tests.tables import each_of

ROWS = Path(__file__).parent / "tongues"
CODES = ("ar", "bn", "ta", "ur")


def sentences(code: str, part: str) -> dict[str, Any]:
    """What each meaning of that part is said with; for numbers, what each sentence is worth."""
    found: dict[str, Any] = yaml.safe_load((ROWS / f"{code}.yaml").read_text("utf-8"))[part]
    return found


def rows(part: str) -> list[tuple[str, str, str]]:
    """Each sentence of that part: its language, itself, and what it means."""
    return [
        (code, sentence, meant)
        for code in CODES
        for meant, several in sentences(code, part).items()
        for sentence in several
    ]


def numbers() -> list[tuple[str, str, str]]:
    return [
        (code, sentence, worth)
        for code in CODES
        for sentence, worth in sentences(code, "numbers").items()
    ]


def heard(text: str, language: str = "") -> str:
    found = signal(text, Scene(language=language))
    return str(found.signal) if found else "none"


def misheard(code: str, hears: Callable[[str], str]) -> list[str]:
    """The sentences of a language that are not heard as what they mean."""
    said = sentences(code, "signals").items()
    return [each for meant, several in said for each in several if hears(each) != meant]


def answer(text: str, language: str) -> str:
    found = YesNo().heard(text, Scene(language=language))
    return found.value if found and found.sure else "unclear"


def number(text: str, language: str) -> str:
    found = Number().heard(text, Scene(language=language))
    return found.value if found and found.sure else "unclear"


# ── what is heard in each ───────────────────────────────────────────────────────────────────


@each_of(rows("signals"))
def test_a_signal_is_heard_in_their_own_language(code: str, sentence: str, meant: str) -> None:
    assert heard(sentence, code) == meant


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("on_file", ["en", "", "pl"])
def test_nothing_means_something_else_whatever_language_is_on_file(code: str, on_file: str) -> None:
    wrong = misheard(code, lambda sentence: heard(sentence, on_file))
    assert [each for each in wrong if heard(each, on_file) != "none"] == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("on_file", ["en", "", "pl"])
def test_hardly_anything_is_only_heard_if_their_language_is_on_file(
    code: str, on_file: str
) -> None:
    wrong = misheard(code, lambda sentence: heard(sentence, on_file))
    assert len(wrong) < sum(map(len, sentences(code, "signals").values())) / 30


@each_of(rows("yes_no"))
def test_an_answer_is_heard_in_their_own_language(code: str, sentence: str, meant: str) -> None:
    assert answer(sentence, code) == meant


@each_of(rows("mood"))
def test_a_mood_is_heard_in_their_own_language(code: str, sentence: str, meant: str) -> None:
    found = Mood().heard(sentence, Scene(language=code))
    assert found is not None
    assert found.value == meant


@each_of(numbers())
def test_a_number_is_heard_in_their_own_language(code: str, sentence: str, worth: str) -> None:
    assert number(sentence, code) == worth


@pytest.mark.parametrize(
    ("code", "words", "until"),
    [
        ("ur", "دو ہفتے کے لیے میسج بند کر دیں", date(2026, 12, 6)),
        ("ur", "is hafte nahi", date(2026, 11, 29)),
        ("bn", "দুই সপ্তাহের জন্য মেসেজ বন্ধ রাখুন", date(2026, 12, 6)),
        ("ta", "ரெண்டு வாரத்துக்கு மெசேஜ் அனுப்பாதீங்க", date(2026, 12, 6)),
        ("ar", "أوقفوا الرسائل لمدة أسبوعين", date(2026, 12, 6)),
        ("ar", "أنا في المستشفى", None),
    ],
)
def test_a_pause_may_say_how_long(code: str, words: str, until: date | None) -> None:
    now = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Europe/London"))
    found = signal(words, Scene(now, language=code))
    assert found is not None
    assert (found.signal, found.until) == (Signal.PAUSE, until)


# ── no English is any of these ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "The band was lovely at the club", "I do like a nan bread", "Hi man how's the van",
        "Sat in the sun with our Char", "Mum sat with me a bit", "No, nah, na",
        "La la la", "Teen years were best", "Bar a few it was full", "My gran Ana came",
        "Salam from my neighbour Hana", "Main road is shut", "He has ham and jam for tea",
        "Chai latte with Jo", "Ali's dad had a dal", "Sari shop on the corner", "Om nom nom",
        "I went to Eid at Fatima's", "Ma and pa came", "Madam, I'm Adam", "Bus to the mall",
        "Kal is my grandson", "Aye mashi mashed potato", "Tara's cat had kittens", "Pore over it",
        "Amma nice", "Our Nadi band plays bass", "Bas and Den are in", "Ji the dog is fine",
    ],
)  # fmt: skip
@pytest.mark.parametrize("on_file", ["en", ""])
def test_english_is_no_signal_in_another_script(text: str, on_file: str) -> None:
    assert heard(text, on_file) == "none"


@pytest.mark.parametrize(
    ("text", "worth"),
    [("there are 3 at home", "3"), ("do two", "2"), ("I have a bus at ten", "10")],
)
def test_english_numbers_are_english_if_no_language_is_on_file(text: str, worth: str) -> None:
    found = Number().heard(text, Scene(language=""))
    assert found is None or found.value == worth


# ── how phones write it ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_letters_and_their_signs_may_come_apart_or_together(code: str, form: Any) -> None:
    assert misheard(code, lambda words: heard(unicodedata.normalize(form, words), code)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("نعم", "نــعــم"), ("لا", "ﻻ"), ("توقف", "ﺗﻮﻗﻒ"), ("أريد", "اريد"), ("مساعدة", "مساعده"),
        ("إلى", "الي"), ("شيء", "شي"), ("شئ", "شيء"), ("مسؤول", "مسوول"), ("نَعَمْ", "نعم"),
        ("ہاں", "هان"), ("نہیں", "نهين"), ("چاہیے", "چاہئے"), ("لیۓ", "لیے"), ("ٹھیک", "ٹهيك"),
        ("کرو", "كرو"), ("بند\u200cکرو", "بندکرو"), ("مجھے", "مجهے"), ("مئة", "ميه"),
        ("হ্যাঁ", "হ্যা"), ("জরুরী", "জরুরি"), ("পাঁচ", "পাচ"), ("কী", "কি"),
        ("দূর", "দুর"), ("হয়", "হ\u09af\u09bc"), ("বড়", "ব\u09a1\u09bc"), ("যা\u200cই", "যাই"),
        ("கொ", "க\u0bc6\u0bbe"), ("நன்\u200cறி", "நன்றி"), ("۱۲۳", "123"), ("١٢٣", "123"),
        ("১২৩", "123"), ("௧௨௩", "123"), ("نعم؟", "نعم"), ("ہاں۔", "ہاں"), ("হ্যাঁ।", "হ্যাঁ"),
        ("\u202aنعم\u202c", "نعم"), ("\u2067لا\u2069", "لا"), ("نعم، شكرا", "نعم شكرا"),
    ],
)  # fmt: skip
def test_what_is_one_word_to_who_writes_it_is_one_to_us(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ہے", "ہی"), ("بات", "باپ"), ("لا", "لأن"), ("এক", "আক"), ("না", "নি"), ("দিন", "দান"),
        ("இல்லை", "எல்லை"), ("மணி", "மனி"), ("تین", "تھن"), ("سر", "شر"), ("حال", "خال"),
    ],
)  # fmt: skip
def test_what_are_two_words_stay_two(one: str, other: str) -> None:
    assert plain(one) != plain(other)


@pytest.mark.parametrize("code", CODES)
def test_courtesies_faces_and_marks_change_nothing(code: str) -> None:
    words = {
        "ar": "لا شكرا 🙏🏽!!!",
        "bn": "ধন্যবাদ, না 🙂।",
        "ta": "வேண்டாம் நன்றி 🙏",
        "ur": "نہیں جی، شکریہ 🌹۔",
    }
    assert answer(words[code], code) == "no"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "text", ["", " ", "،،،", "۔۔۔", "।।", "ـــ", "\u200f\u200e", "ْ" * 50, "ா" * 50]
)
def test_marks_alone_are_nothing(code: str, text: str) -> None:
    assert heard(text, code) == "none"
    assert answer(text, code) == "unclear"
    assert number(text, code) == "unclear"
