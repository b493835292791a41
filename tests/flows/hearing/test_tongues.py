"""Other languages: Welsh, Polish, Romanian and Portuguese as people type them.

The sentences stand in `tongues/<code>.yaml`, so that somebody who speaks the language can
correct them without reading code. Bengali, Urdu, Tamil and Arabic are in test_scripts.py.
"""

import unicodedata
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from flows.hearing.plain import plain, said
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal
from flows.hearing.tables import table, texts
from flows.hearing.tongues import mood_in, signal_in, yes_no_in
from flows.hearing.tongues.tables import HEADINGS, KINDS, codes, telling, tongue
from tests.tables import each_of

ROWS = Path(__file__).parent / "tongues"
CODES = ("cy", "pl", "pt", "ro")
TO_A_PERSON = ("urgent", "concern", "stop")  # what must be heard whatever is on file
ON_FILE = ("en", "", "cy", "pl", "pt", "ro", "ur")


def rows(part: str, *only: str) -> list[tuple[str, str, str]]:
    """Each sentence of that part: its language, itself, and what it means."""
    tables = {code: yaml.safe_load((ROWS / f"{code}.yaml").read_text("utf-8")) for code in CODES}
    return [
        (code, sentence, meant)
        for code, table in tables.items()
        for meant, sentences in table[part].items()
        for sentence in sentences
        if not only or meant in only
    ]


def signal(text: str, language: str) -> str:
    heard = signal_in(said(text), Scene(language=language))
    return str(heard.signal) if heard else "none"


def yes_no(text: str, language: str) -> str:
    heard = yes_no_in(said(text), Scene(language=language))
    return heard.value if heard and heard.sure else "unclear"


def mood(text: str, language: str) -> str:
    heard = mood_in(said(text), Scene(language=language))
    return heard.value if heard and heard.sure else "unclear"


# ── what is heard in each ───────────────────────────────────────────────────────────────────


@each_of(rows("signals"))
def test_a_signal_is_heard_in_their_own_language(code: str, sentence: str, meant: str) -> None:
    assert signal(sentence, code) == meant


@each_of(rows("yes_no"))
def test_an_answer_is_heard_in_their_own_language(code: str, sentence: str, meant: str) -> None:
    assert yes_no(sentence, code) == meant


@each_of(rows("mood"))
def test_a_mood_is_heard_in_their_own_language(code: str, sentence: str, meant: str) -> None:
    assert mood(sentence, code) == meant


def in_capitals_without_accents(sentence: str) -> str:
    letters = unicodedata.normalize("NFD", sentence.replace("ł", "l").replace("Ł", "L"))
    return "".join(each for each in letters if not unicodedata.combining(each)).upper()


@each_of(rows("signals"))
def test_capitals_and_missing_accents_change_nothing(code: str, sentence: str, meant: str) -> None:
    assert signal(in_capitals_without_accents(sentence), code) == meant


# ── in another language than the one on file ────────────────────────────────────────────────


@each_of(rows("signals", *TO_A_PERSON))
def test_danger_and_stop_are_heard_whatever_is_on_file(
    code: str, sentence: str, meant: str
) -> None:
    shows = [each for each in ON_FILE if code in telling(plain(sentence).split(), each)]
    assert {signal(sentence, each) for each in (code, *shows)} == {meant}


def test_hardly_any_danger_is_only_heard_if_their_language_is_on_file() -> None:
    dangers = rows("signals", *TO_A_PERSON)
    mute = [words for code, words, _ in dangers if code not in telling(plain(words).split(), "en")]
    assert len(mute) < len(dangers) / 20


@each_of(rows("signals", "none"))
def test_the_everyday_is_no_signal_whatever_is_on_file(
    code: str, sentence: str, meant: str
) -> None:
    assert {signal(sentence, each) for each in (code, *ON_FILE)} == {meant}


@pytest.mark.parametrize(
    "text",
    [
        "Do you know when Sam is coming?", "Na, you're all right love", "No thanks", "I paid him",
        "Can you stop by tomorrow?", "The bus stop is shut", "Oh la la", "Sim card's gone again",
        "I'm on the pill for it", "My Polish neighbour says dzien dobry to me", "Da da da",
        "Mor or less", "Dan is coming at two", "Is the para Olympics on?", "Mae West was a one",
        "My daughter Cai is here", "we had paella and sangria at Casa Mia", "Ola is my carer",
        "The cat's called Mali", "He's from Cwmbran", "nu metal isn't for me", "ok", "STOP", "help",
    ],
)  # fmt: skip
@pytest.mark.parametrize("on_file", ["en", ""])
def test_english_is_no_other_language(text: str, on_file: str) -> None:
    assert signal(text, on_file) == "none"
    assert yes_no(text, on_file) == "unclear"
    assert mood(text, on_file) == "unclear"


@pytest.mark.parametrize("word", ["tak", "ydw", "sim", "nie", "nac ydw"])
def test_an_answer_in_another_language_than_theirs_is_none(word: str) -> None:
    assert yes_no(word, "en") == "unclear"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("tak, chętnie", "yes"), ("nac ydw", "no"), ("nu, mulțumesc", "no"), ("agora não", "later"),
        ("nie wiem", "maybe"), ("do", "unclear"), ("no", "unclear"), ("na", "unclear"),
    ],
)  # fmt: skip
def test_if_no_language_is_on_file_an_answer_may_come_in_any(words: str, meant: str) -> None:
    assert yes_no(words, "") == meant


def test_a_colloquial_polish_yes_that_looks_like_an_english_no_is_neither() -> None:
    heard = yes_no_in(said("no"), Scene(language="pl"))
    assert heard is not None
    assert not heard.sure
    assert heard.value == ""


# ── how it is said ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "words", "meant"),
    [
        ("pl", "Dzień dobry, pomyłka, przepraszam", "wrong_number"),
        ("cy", "stopiwch plis diolch yn fawr", "stop"), ("ro", "stop va rog frumos", "stop"),
        ("pt", "olá boa tarde, parar por favor obrigada", "stop"), ("pl", "STOOOOP", "stop"),
        ("ro", "ajutorrrrr", "urgent"), ("pt", "socorrooooo!!!", "urgent"),
        ("pl", "dziękuję", "none"), ("cy", "diolch yn fawr iawn", "none"),
        ("pt", "bom dia", "none"), ("ro", "mulțumesc frumos", "none"), ("pl", "", "none"),
    ],
)  # fmt: skip
def test_courtesies_and_drawn_out_letters_change_nothing(code: str, words: str, meant: str) -> None:
    assert signal(words, code) == meant


@pytest.mark.parametrize(
    ("code", "words", "until"),
    [
        ("pl", "pauza na dwa tygodnie", date(2026, 12, 6)),
        ("cy", "saib am wythnos", date(2026, 11, 29)),
        ("ro", "vreau o pauză o lună", date(2026, 12, 22)),
        ("pt", "pausa por duas semanas", date(2026, 12, 6)),
        ("pl", "pauza", None),
    ],
)  # fmt: skip
def test_a_pause_may_say_how_long(code: str, words: str, until: date | None) -> None:
    now = datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo("Europe/London"))
    heard = signal_in(said(words), Scene(now, language=code))
    assert heard is not None
    assert (heard.signal, heard.until) == (Signal.PAUSE, until)


def test_what_might_be_a_worry_is_heard_as_one_that_is_not_sure() -> None:
    heard = signal_in(said("mam dość"), Scene(language="pl"))
    assert heard is not None
    doubtful = signal_in(said("czasem jestem bardzo samotna"), Scene(language="pl"))
    assert doubtful is not None
    assert (doubtful.signal, doubtful.sure) == (Signal.CONCERN, False)


def test_why_says_which_phrase_and_never_what_was_written() -> None:
    heard = signal_in(said("Halina tu, chcę umrzeć"), Scene(language="pl"))
    assert heard is not None
    assert heard.why.startswith("pl: urgent, ")
    assert "halina" not in heard.why.casefold()


# ── the tables ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", codes())
def test_every_phrase_of_every_table_can_be_looked_for(code: str) -> None:
    words = " ".join(word for text in texts(table(f"languages/{code}")) for word in text.split())
    for part in HEADINGS:
        list(tongue(code).phrases[part].found(plain(words)))


@pytest.mark.parametrize("part", HEADINGS)
@pytest.mark.parametrize("code", codes())
def test_no_whole_message_means_two_things(code: str, part: str) -> None:
    seen: dict[str, str] = {}
    for heading, lists in table(f"languages/{code}").get(part, {}).items():
        for words in {plain(each) for each in str(lists.get("whole", "")).split("|")} - {""}:
            assert seen.setdefault(words, str(heading)) == str(heading), words


@pytest.mark.parametrize("part", HEADINGS)
@pytest.mark.parametrize("code", codes())
def test_no_phrase_stands_under_two_headings(code: str, part: str) -> None:
    seen: dict[str, str] = {}
    for heading, lists in table(f"languages/{code}").get(part, {}).items():
        for row in {row for kind in KINDS if kind != "unless" for row in lists.get(kind, ())}:
            assert seen.setdefault(" ".join(str(row).split()), str(heading)) == str(heading), row


@pytest.mark.parametrize("code", codes())
def test_every_table_has_the_words_that_matter_most(code: str) -> None:
    signals = table(f"languages/{code}")["signals"]
    assert {str(each) for each in HEADINGS["signals"]} <= set(signals)
