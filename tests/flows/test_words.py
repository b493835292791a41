"""The wordings: plain, short, in the phone alphabet, and filled in with nothing but plain names.

A wording that is a list has ways to say it (`x.y`, `x.y.2`, …): all of them are held to the same.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

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
from tests.flows.long_values import LONG, LONG_NAMES, USUAL
from tests.flows.neighbour import MONDAY, resident
from tests.readability import length, reading_age
from tests.tables import each_of

ENGLISH_WORDS = dict(catalogue(ENGLISH))
OLDEST = 9  # years: whoever is that old reads it with ease
SHORTEST_READ = 12  # words: the formula says nothing of what is shorter; its page is read whole
MADE = ("held.", "shared.help", "shared.prefers_")  # of these the code puts the name together
A_LIST = {"whats_on.list"}  # three things to do, with when and where: two parts


def first_way(key: str) -> str:
    """The key of a wording, of whichever way to say it."""
    return re.sub(r"\.\d+\Z", "", key)


def of_steps(*kinds: type) -> set[str]:
    """The wordings of all steps of these kinds."""
    return {
        key
        for flow in flows.FLOWS.values()
        for step in flow.steps.values()
        for key in step.wordings(f"{flow.name}.{step.name}")
        if isinstance(step, kinds)
    }


QUESTIONS = sorted(
    key for key in ENGLISH_WORDS if first_way(key) in of_steps(flows.notation.Ask) - A_LIST
)
DEFICIT = """service user|client|patient|vulnerable|elderly|frail|sufferer|suffering|isolated
    |at risk|needy|disabled|case|beneficiary|dependent|deprived|hard to reach|old people|oap"""
every_wording = each_of(sorted(ENGLISH_WORDS))


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
        telling = Tell("coordinator", key.removeprefix("tell."))
        said = tell(world, telling, "words", values=USUAL).messages[0].text
    else:
        said = message(world, key, {**USUAL, "until": "Friday", "about": "Dilys"}).text
    assert not re.search(r"[{}]|  ", said)


def test_what_a_flow_fills_in_has_a_longest_and_a_usual_value() -> None:
    filled = {name for flow in flows.FLOWS.values() for name in getattr(flow.fills, "names", ())}
    assert filled <= LONG.keys()
    assert LONG.keys() == USUAL.keys()


@every_wording
def test_it_is_in_the_phone_alphabet(key: str) -> None:
    assert why_unicode(filled_in(key)) == ()


@every_wording
def test_it_takes_at_most_two_parts(key: str) -> None:
    assert count(filled_in(key)).parts <= 2


def test_hardly_any_takes_more_than_one_part() -> None:
    """With long names, and quotations as long as people's texts mostly are."""
    long = [key for key in ENGLISH_WORDS if count(Words().say(key, LONG_NAMES)).parts > 1]
    assert len(long) <= len(ENGLISH_WORDS) / 20, long


@each_of(QUESTIONS)
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
    allowed = {"befriender", "samaritans", "neighbours", "neighbour's"}
    long = [each for each in words_in(ENGLISH_WORDS[key]).split() if len(each) > 9]
    assert set(long) <= allowed


# ── read at nine ────────────────────────────────────────────────────────────────────────────


def as_read(text: str) -> str:
    """A wording as somebody reads it; what has no mark at its end is a sentence all the same."""
    said = " ".join(Words().say(text, USUAL).split()) if text in ENGLISH_WORDS else text
    return said if said[-1] in '.!?"' else f"{said}."


@every_wording
def test_it_can_be_read_at_nine(key: str) -> None:
    """Flesch-Kincaid, for those long enough for a formula."""
    said = as_read(key)
    assert length(said) < SHORTEST_READ or reading_age(said) <= OLDEST


def pages() -> Iterator[tuple[str, list[str]]]:
    """Each theme's page, with the keys on it."""
    for page in (files("flows.words") / ENGLISH).iterdir():
        if page.name.endswith(".yaml"):
            yield page.name, list(keys_in(yaml.safe_load(page.read_text("utf-8"))))


def keys_in(node: object, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, below in node.items():
            yield from keys_in(below, f"{key}.{name}" if key else str(name))
    elif isinstance(node, list):
        yield from (key, *(f"{key}.{nth}" for nth in range(2, len(node) + 1)))
    else:
        yield key


@pytest.mark.parametrize(("page", "keys"), [pytest.param(*each, id=each[0]) for each in pages()])
def test_a_whole_page_can_be_read_at_nine(page: str, keys: list[str]) -> None:
    """All that a theme says in one, its shortest wordings too."""
    assert reading_age(" ".join(map(as_read, keys))) <= OLDEST


@every_wording
def test_somebody_without_a_name_is_only_ever_greeted(key: str) -> None:
    """ "Hello there" is kind; "Thank you, there" is not."""
    if key != "joining.welcome":  # reached with a name only
        assert "{name}" not in ENGLISH_WORDS[key].replace("Hello {name}", "")


def test_every_wording_is_used() -> None:
    """Each is a step's, or named somewhere in the conversations."""
    sources = Path(flows.__file__).parent.rglob("*.py")
    code = "\n".join(page.read_text("utf-8") for page in sources)
    others = {first_way(key) for key in ENGLISH_WORDS} - of_steps(flows.notation.Step)
    rest = {key.split(".")[-1] for key in others if not key.startswith(MADE)}
    assert {name for name in rest if not re.search(rf"""["'./]{name}["']""", code)} == set()


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
