"""Hearing: each keyword, each answer, what is near one and is none, and anything at all."""

import time
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.hearing import (
    Expect,
    FreeWords,
    Mood,
    Name,
    Postcode,
    Signal,
    SignalHeard,
    YesNo,
    door_word,
    hear,
    is_greeting,
    signal,
)
from flows.hearing.plain import plain

EVERY_KIND = [FreeWords(), Mood(), Name(), Postcode(), YesNo()]


def heard(text: str) -> str | None:
    found = signal(text)
    return found.signal.value if found else None


def answer(text: str, expect: Expect) -> str | None:
    found = hear(text, expect)
    return found.outcome if found else None


# ── what may be said at any moment ──────────────────────────────────────────────────────────

PROVIDERS_STOP = (  # Twilio's words, and those other networks add
    "STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT OPT-OUT".split()
)


@pytest.mark.parametrize("word", PROVIDERS_STOP)
@pytest.mark.parametrize("spelt", ["{}", "{}.", " {}!! ", '"{}"', "{}\n", "*{}*", "{} ?"])
def test_every_providers_stop_is_a_stop(word: str, spelt: str) -> None:
    for text in (spelt.format(word), spelt.format(word.lower()), spelt.format(word.title())):
        assert heard(text) == "stop"


@pytest.mark.parametrize("words", [
    "please stop", "Stop please", "Don't text me", "Dont text me", "Don\u2019t text me",
    "please don't text me", "leave me alone", "Stop texting me!", "\uff33\uff34\uff2f\uff30",
])  # fmt: skip
def test_stop_may_be_said_in_a_few_more_words(words: str) -> None:
    assert heard(words) == "stop"


@pytest.mark.parametrize("text", [
    "stop by tomorrow", "the bus stop", "bus stop", "don't stop", "dont stop", "never stop",
    "I can't stop laughing", "stop!? no, go on", "non-stop rain", "stopp", "s t o p", "the end",
    "weekend", "end of the week", "cancel Friday", "quit smoking at last",
    "stop" + " " * 300 + "by", "stop" + "." * 300 + "by tomorrow", "", " ", "...",
])  # fmt: skip
def test_what_only_holds_the_word_is_no_stop(text: str) -> None:
    assert heard(text) != "stop"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("START", "start"), ("unstop", "start"), ("Start again", "start"),
        ("HELP", "help"), ("info", "help"), ("Who is this?", "help"),
        ("person", "person"), ("Can I talk to someone?", "person"), ("ring me", "person"),
        ("More", "more"), ("less please", "less"), ("done", "done"), ("I've rung", "done"),
        ("thank you!", "thanks"), ("SMS", "use_sms"), ("telegram", "use_telegram"),
        ("999", "urgent"), ("Help me!", "urgent"), ("I\u2019ve fallen", "urgent"),
        ("i want to die", "urgent"), ("CAN'T BREATHE", "urgent"), ("Chest pain.", "urgent"),
        ("yes", None), ("no", None), ("1", None), ("help yourself", None), ("no more", None),
        ("I helped a person", None), ("more or less", None), ("start of term", None),
    ],
)  # fmt: skip
def test_each_keyword_is_a_whole_message(text: str, meant: str | None) -> None:
    assert heard(text) == meant


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("pause", None), ("Pause please", None), ("PAUSE HELLOS", None),
        ("pause a week", 7), ("pause week", 7), ("pause for two weeks", 14), ("Pause 3 days", 3),
        ("pause for a fortnight", 14), ("please pause for a month", 30), ("pause 2 weeks.", 14),
        ("pause 0 days", 1), ("pause for 999 months", 29970), ("pause for six months please", 180),
    ],
)  # fmt: skip
def test_pause_may_say_how_long(text: str, days: int | None) -> None:
    lasting = timedelta(days=days) if days else None
    assert signal(text) == SignalHeard(Signal.PAUSE, lasting)


@pytest.mark.parametrize(
    "text", ["pause for 1000 days", "pause until Monday", "paws", "pause for \u0663 days"]
)
def test_a_pause_that_is_not_understood_is_none(text: str) -> None:
    assert signal(text) is None


# ── answers ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1", "good"), (" 1. ", "good"), ("One", "good"), ("not bad", "good"), ("I'm OK", "good"),
        ("\U0001f44d", "good"), ("\U0001f44d\U0001f3fd", "good"), ("good \U0001f642", "good"),
        ("2", "soso"), ("So-so", "soso"), ("ok", "soso"), ("not so good", "soso"),
        ("3", "low"), ("not good", "low"), ("a bit low", "low"), ("\u2639\ufe0f", "low"),
        ("\U0001f622\U0001f622", "low"),
        ("no", "skip"), ("Rather not say", "skip"), ("not now", "skip"),
        ("4", None), ("12", None), ("1 or 2", None), ("good but low", None),
        ("good \U0001f622", None),
        ("\U0001f642\U0001f622", None), ("the cat is \U0001f642", None), ("", None), ("11", None),
    ],
)  # fmt: skip
def test_a_mood_is_one_thing_or_nothing(text: str, meant: str | None) -> None:
    assert answer(text, Mood()) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("YES", "yes"), ("y", "yes"), ("Oh, go on then!", "yes"), ("why not?", "yes"),
        ("yes \U0001f44d", "yes"), ("N", "no"), ("no, thanks", "no"), ("Not really", "no"),
        ("not now", "later"), ("maybe", "later"), ("not this week", "later"),
        ("yes and no", None), ("yes \U0001f44e", None), ("not no", None), ("know", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_yes_or_no_is_one_thing_or_nothing(text: str, meant: str | None) -> None:
    assert answer(text, YesNo()) == meant


@pytest.mark.parametrize("text", ["skip", "SKIP.", "No thanks", "I'd rather not say", "not now"])
def test_what_is_asked_in_their_own_words_can_be_skipped(text: str) -> None:
    assert answer(text, FreeWords()) == "skip"


def test_free_words_are_kept_as_they_are_up_to_a_length() -> None:
    found = hear("  roses\n and soup ", FreeWords())
    assert found is not None
    assert found.value == "roses and soup"
    long = hear("x" * 600, FreeWords(longest=500))
    assert long is not None
    assert len(long.value) == 500


# ── doors ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("text", "door"), [("VET", "vet"), ("Radio!", "radio"), ("gp2", "gp2")])
def test_one_word_is_a_door(text: str, door: str) -> None:
    assert door_word(text) == door


@pytest.mark.parametrize(
    "text", ["hello", "two words", "STOP", "yes", "fine", "2", "123", "", "x", "y" * 21, "join"]
)
def test_a_greeting_an_answer_or_a_keyword_is_no_door(text: str) -> None:
    assert door_word(text) == ""


def test_a_greeting_opens_the_door() -> None:
    assert is_greeting("Hello!")
    assert not is_greeting("no")


# ── anything at all ─────────────────────────────────────────────────────────────────────────


@given(st.one_of(st.text(), st.text(st.characters(exclude_categories=())), st.binary().map(repr)))
@example("\x00\x01\x02\x7f\u200f\u202e")
@example("\ud83d")
@example("pause \u0663 days")
@example("\ufdfa" * 100)
def test_any_text_is_heard_without_a_fuss(text: str) -> None:
    signal(text)
    door_word(text)
    for expect in EVERY_KIND:
        found = hear(text, expect)
        assert found is None or found.outcome in expect.outcomes


@given(st.sampled_from(PROVIDERS_STOP), st.text(st.sampled_from(' .!?\n\t"*-'), max_size=9))
def test_marks_around_a_keyword_change_nothing(word: str, marks: str) -> None:
    assert heard(marks + word + marks) == "stop"


@given(st.text())
def test_bare_words_are_the_same_twice(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000, " " * 10_000, "pause for " * 1_000, "'" * 10_000, "\ufdfa" * 10_000,
     "\x00\x07\x1b" * 3_333, "it's " * 2_000, "\U0001f642" * 10_000, "e\u0301" * 5_000],
)  # fmt: skip
def test_a_very_long_text_is_heard_quickly(text: str) -> None:
    began = time.perf_counter()
    signal(text)
    for expect in EVERY_KIND:
        hear(text, expect)
    assert time.perf_counter() - began < 1
