"""The wordings: plain, short, in the phone alphabet, and filled in with nothing but plain names."""

import re
from pathlib import Path

import pytest

import flows
from flows.engine import message, tell
from flows.notation import Tell
from flows.words import (
    ENGLISH,
    BadWording,
    UnknownWording,
    Words,
    catalogue,
    check_override,
    names_in,
    shortened,
)
from flows.words.parts import count, why_unicode
from tests.flows.neighbour import MONDAY, resident

ENGLISH_WORDS = dict(catalogue(ENGLISH))
QUESTIONS = [
    key
    for flow in flows.FLOWS.values()
    for step in flow.steps.values()
    for key in step.wordings(f"{flow.name}.{step.name}")
    if isinstance(step, flows.notation.Ask)
]
LONG = {
    "name": "Christopher",
    "project": "Chatham Befriending",
    "befriender": "Bartholomew",
    "next_hello": "Wednesday 23 September",
    "until": "Wednesday 23 September",
    "rhythm": "every other Wednesday",
    "hour": "half past 11 in the morning",
    "or_ring": ENGLISH_WORDS["shared.or_ring"],
    "who": "Christopher",
    "about": "Christopher",
    "reach": "on +447700900001",
    "said": "n" * 100,
    "called": "Christopher",
    "postcode": "SO16 2AB",
    "purposes": "hellos and visits, things to do, sharing stories",
    "more": " Your postcode is SO16 2AB."
    " You said yes to: hellos and visits. You said no to: things to do, sharing stories.",
    "told": " ".join(f'{nth} "{"n" * 36}"' for nth in range(21, 25)),
    "topic": "what you would love to do once more",
    "teller": "Christopher",
    "thought": "n" * 60,
    "day": "Wednesday",
    "story": "n" * 172,
    "length": "1800",
    "words": "n" * 100,
    "last_heard": f'We last heard from them on Wednesday 23 September: "{"n" * 60}".',
}
DEFICIT = """service user|client|patient|vulnerable|elderly|frail|sufferer|suffering|isolated
    |at risk|needy|disabled|case|beneficiary|dependent|deprived|hard to reach|old people|oap"""
every_wording = pytest.mark.parametrize("key", sorted(ENGLISH_WORDS))


def filled_in(key: str) -> str:
    return Words().say(key, LONG)


def words_in(text: str) -> str:
    return " " + " ".join(re.findall(r"[a-z']+", text.lower())) + " "


# ── every wording ───────────────────────────────────────────────────────────────────────────


@every_wording
def test_everything_in_it_is_filled_in(key: str) -> None:
    assert names_in(ENGLISH_WORDS[key]) <= LONG.keys()
    world = resident(now=MONDAY).world()
    if key.startswith("tell."):
        said = tell(world, Tell("coordinator", key.removeprefix("tell.")), "words").messages[0].text
    else:
        said = message(world, key, {"until": "Friday", "about": "Dilys"}).text
    assert not re.search(r"[{}]|  ", said)


@every_wording
def test_it_is_in_the_phone_alphabet(key: str) -> None:
    assert why_unicode(filled_in(key)) == ()


@every_wording
def test_it_takes_at_most_two_parts(key: str) -> None:
    assert count(filled_in(key)).parts <= 2


@pytest.mark.parametrize("key", QUESTIONS)
def test_a_question_takes_one_part(key: str) -> None:
    assert count(filled_in(key)).parts == 1


@every_wording
def test_it_has_no_link(key: str) -> None:
    assert not re.search(r"https?:|www\.|\w\.(com|org|uk)\b|@", ENGLISH_WORDS[key])


@every_wording
def test_it_makes_nobody_small(key: str) -> None:
    said = words_in(ENGLISH_WORDS[key])
    deficit = [" ".join(each.split()) for each in DEFICIT.split("|")]
    assert [each for each in deficit if f" {each} " in said or f" {each}s " in said] == []


@every_wording
def test_it_never_teaches_a_word_that_ends_everything_by_surprise(key: str) -> None:
    """Networks act on these by themselves; STOP is the one word for it."""
    assert not re.search(r"\b(CANCEL|END|QUIT|UNSUBSCRIBE|STOPALL|REVOKE)\b", ENGLISH_WORDS[key])


@every_wording
def test_its_sentences_are_short(key: str) -> None:
    longest = max(len(each.split()) for each in re.split(r"[.?!:]", ENGLISH_WORDS[key]))
    assert longest <= 19


@every_wording
def test_its_words_are_short(key: str) -> None:
    allowed = {"befriender", "samaritans"}
    long = [each for each in words_in(ENGLISH_WORDS[key]).split() if len(each) > 9]
    assert set(long) <= allowed


@every_wording
def test_somebody_without_a_name_is_only_ever_greeted(key: str) -> None:
    """ "Hello there" is kind; "Thank you, there" is not."""
    if key != "joining.welcome":  # reached with a name only
        assert "{name}" not in ENGLISH_WORDS[key].replace("Hello {name}", "")


def test_every_wording_is_used() -> None:
    """Each is a step's, or named somewhere in the conversations."""
    of_steps = {
        key
        for flow in flows.FLOWS.values()
        for step in flow.steps.values()
        for key in step.wordings(f"{flow.name}.{step.name}")
    }
    sources = Path(flows.__file__).parent.rglob("*.py")
    code = "\n".join(page.read_text("utf-8") for page in sources)
    rest = {key.split(".")[-1] for key in ENGLISH_WORDS.keys() - of_steps}
    made = {"help", "help_new", "help_team", "prefers_sms", "prefers_telegram"}
    assert {name for name in rest - made if not re.search(rf"""["'./]{name}["']""", code)} == set()


# ── filling in ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "wording",
    ["{name.x}", "{name[0]}", "{name!r}", "{name:>99999999}", "{}", "{0}", "{name:{x}}", "{a b}"],
)
def test_nothing_but_a_plain_name_is_filled_in(wording: str) -> None:
    own = Words(overrides={("en", "shared.help"): wording})
    with pytest.raises(BadWording, match="plain name"):
        own.say("shared.help", {"name": "Rose"})
    with pytest.raises(BadWording, match="plain name"):
        check_override("shared.help", wording)


@pytest.mark.parametrize("wording", ["{name", "name}", "{", "}"])
def test_a_lonely_bracket_is_refused_in_plain_words(wording: str) -> None:
    with pytest.raises(BadWording, match="stands alone"):
        check_override("weekly_hello.mood", wording)


def test_an_override_may_use_what_the_english_uses() -> None:
    assert check_override("weekly_hello.mood", " Ay up\n{name}! ") == "Ay up {name}!"


@pytest.mark.parametrize(
    ("key", "text", "why"),
    [
        ("weekly_hello.mood", "Hello {nmae}", r"\{nmae\} is not known here.*\{name\}, \{project\}"),
        ("shared.paused", "Until {until}", r"\{until\} is not known here; .* may use: none"),
        ("weekly_hello.mood", " \n ", "empty"),
        ("weekly_hello.nothing", "Hello", "no wording called weekly_hello.nothing"),
    ],
)
def test_an_override_that_is_wrong_says_what_to_change(key: str, text: str, why: str) -> None:
    with pytest.raises(BadWording, match=why):
        check_override(key, text)


def test_a_name_without_a_value_is_left_out() -> None:
    assert Words().say("weekly_hello.check", {"name": "Rose"}).startswith("Hello Rose,  again")


def test_an_unknown_wording_is_a_mistake_in_a_flow() -> None:
    with pytest.raises(UnknownWording):
        Words().say("shared.nothing", {})
    assert not Words().has("shared.nothing")
    assert Words().has("shared.help")


@pytest.mark.parametrize("language", ["cy", "", "../en", "en/../en", "EN ", "\0"])
def test_a_language_without_a_catalogue_falls_back_to_english(language: str) -> None:
    assert Words(language).wording("shared.or_ring") == ENGLISH_WORDS["shared.or_ring"]


def test_what_is_quoted_fits_on_one_line() -> None:
    assert shortened(" a\n b ", 10) == "a b"
    assert shortened("a" * 10, 10) == "a" * 10
    assert shortened("a" * 11, 10) == "a" * 7 + "..."
