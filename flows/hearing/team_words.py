"""What only the team says: words that begin a text of a befriender's or a coordinator's.

For everybody else these are words like others ("tell me about it", "I'm here"), so they are not
among the signals of `signal`: who listens says first that it was one of the team. The ways they are
said are in `english/team_words.yaml`. A keyword in capitals, before a mark or all by itself always
counts; in small letters what follows decides: "tell Rose the lift is fixed" is one, "tell me about
it" is none. Its first words may have a slip in them; what follows is left as they spelt it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.hearing.courtesies import rows
from flows.hearing.first_names import NAME, is_first_name
from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import on_one_line, plain, said
from flows.hearing.signal_names import BEFRIENDERS, COORDINATORS, THE_TEAMS, Signal, SignalHeard
from flows.hearing.spelling import rewritten, vocabulary
from flows.hearing.tables import lines, table, texts

LONGEST: Final = 11
"""Words that a way to say it has at most."""

NO_MORE: Final = "no more"
"""The words of what takes it back, as "no more lessons"."""

SHORTEST_MENDED: Final = 4
"""Letters of a keyword that may have a slip in it."""

_MARKS: Final = " \t\n.,:;!?()-\u2013\u2014\"'\u2019"
_GREETED = re.compile(
    r"\A\W*(?:(?:hello|hi|hiya|hey|ok|okay|right|morning|good (?:morning|afternoon|evening)|sorry"
    r"|doorstep|so|um|please)\b(?: (?:doorstep|there|all|love))?[\s,.!:-]+)+",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"(?:(?:please|pls|plz|thanks|thank you|thankyou|thx|ta|cheers|love|x+|sorry|ok)\b\W*)*",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*[:;\u2013\u2014]|\s*-(?!\w)")
_MARKED = re.compile(rf"{_MARK.pattern}|[.,!]")
_KNOWS = re.compile(r"\A(?P<who>.+?),? know (?:that |about )?(?P<what>.+)\Z", re.IGNORECASE)
"""What follows "let": "Rose know the lift is fixed"."""


class Way(NamedTuple):
    """A way to say one of the words that a text begins with, and how many of its words that is."""

    signal: Signal
    part: str
    length: int


def team_word(text: str, *, befriends: bool, coordinates: bool) -> SignalHeard | None:
    """The word of the team's that this text begins with, what follows it as its words, or None.

    befriends, coordinates: what whoever says it is to the project.
    """
    theirs = THE_TEAMS | (BEFRIENDERS if befriends else set())
    theirs |= COORDINATORS if coordinates else set()
    whole = on_one_line(text)
    for start in dict.fromkeys((_greeted(whole), 0)):
        for way in _ways(whole[start:]):
            if way.signal in theirs and (heard := _heard(way, whole[start:], text)):
                return heard
    return None


def _greeted(text: str) -> int:
    found = _GREETED.match(text)
    return found.end() if found else 0


def _heard(way: Way, text: str, raw: str) -> SignalHeard | None:
    """It, if what follows fits."""
    rule = table("english/team_words")[way.signal.value]
    first, rest = _cut(text, way.length)
    asked = rule.get("states") and text.rstrip().endswith("?")
    if way.part in ("whole", "taken_back") or asked:
        words = NO_MORE if way.part == "taken_back" else _names(text) if rule.get("named") else ""
        return None if asked and way.part != "whole" else _signal(way, words, keyword=False)
    marks = _MARKED if rule.get("marked") else _MARK
    plainly = way.part == "keyword" and _is_plain(first, rest, text, raw, marks)
    words = _without_marks(text if way.part == "around" else rest)
    if way.part == "begins" and rule.get("named"):
        words = f"{_names(first)} {words}".strip()
    if way.signal is Signal.TELL and plain(first).endswith("let"):
        known = _KNOWS.match(words)
        if known is None:
            return None
        words = f"{known['who']} {known['what']}"
    if way.signal is Signal.TELL and plain(first).split()[-1:] != ["tell"] and not _is_named(words):
        return None
    if not plainly and not _follows(way, rule, text, words):
        return None
    if (not words and _wants_words(rule, way)) or (
        way.part == "keyword" and rule.get("alone") and words
    ):
        return None
    soft = rule.get("soft") and not first.isupper() and not words
    return _signal(way, words, keyword=plainly and not soft)


def _names(phrase: str) -> str:
    """Whom a phrase is about: "Rose" of "I have rung Rose"."""
    named = (each for each in phrase.split() if _normal(each) in (NAME, f"{NAME}s"))
    return " ".join(each.strip(_MARKS) for each in named)


def _signal(way: Way, words: str, *, keyword: bool) -> SignalHeard:
    is_word = way.part == "keyword"
    why = "a word of the team's"
    return SignalHeard(way.signal, why=why, words=words, keyword=keyword, is_word=is_word)


def _is_plain(first: str, rest: str, text: str, raw: str, marks: re.Pattern[str]) -> bool:
    """Whether the keyword counts by itself: in capitals, before a mark, or with nothing after."""
    in_capitals = first.isupper() and (not text.isupper() or len(first) > 1)
    return (
        in_capitals
        or bool(marks.match(rest))
        or "\n" in raw[: len(first) + 2]
        or not _without_marks(rest)
    )


def _follows(way: Way, rule: Mapping[str, Any], text: str, words: str) -> bool:
    """Whether what follows leaves it what it is."""
    following = _normal(words)
    parts = {each.heading for each in _after(way.signal).found(following)}
    if "never" in parts:
        return False
    if way.part == "keyword" and "only" in rule and words and "only" not in parts:
        return False
    every = set(plain(text).split())
    if "needs" in rule and rule["needs"] not in every:
        return False
    needed = {each.strip() for each in rule.get("needs_too", "").split("|")}
    return not rule.get("needs_too") or bool(needed & {*every, *_pairs(text)})


def _wants_words(rule: Mapping[str, Any], way: Way) -> bool:
    """Whether it means nothing alone; where the keyword does, it is asked what it is about."""
    wanted = rule.get("with_words")
    return bool(wanted) and not (way.part == "keyword" and wanted == "in a phrase")


def _is_named(words: str) -> bool:
    """Whether a name comes first: "message Rose", but "message received"."""
    first = (words.split() or [""])[0].strip(_MARKS)
    titled = plain(first) in ("mr", "mrs", "miss", "ms", "dr") or first[:1].isupper()
    return titled or is_first_name(plain(first)) or bool(re.match(r"p?\+?\d", first))


def _pairs(text: str) -> Iterator[str]:
    words = plain(text).split()
    yield from (" ".join(each) for each in pairwise(words))


def _cut(text: str, length: int) -> tuple[str, str]:
    """The first so many words as they were written, and the rest."""
    at = 0
    for found in list(re.finditer(r"\S+", text))[:length]:
        at = found.end()
    first = text[:at]
    bare = first.rstrip(_MARKS)
    return bare, first[len(bare) :] + text[at:]


def _without_marks(rest: str) -> str:
    words = rest.strip().lstrip(_MARKS).rstrip(" .,!")
    words = words if plain(words) else ""
    return "" if _POLITE.fullmatch(words) else words


# ── the ways ────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=256)
def _ways(text: str) -> tuple[Way, ...]:
    """Every way that this text begins with, the longest first: "take over" before "take"."""
    every = text.split()
    polite = len(every) - len(_politely_ended(every))
    found: list[Way] = []
    for length in range(min(LONGEST, len(every)), 0, -1):
        here = _normal(" ".join(every[:length]))
        for each in _book().found(here):
            wish, part = each.heading.split("/")
            all_of_it = length >= len(every) - polite
            if part not in ("whole", "taken_back") or all_of_it:
                found.append(Way(Signal(wish), part, length))
    if len(every) > LONGEST:
        found += [each for each in _around(text) if each not in found]
    return tuple(found)


def _around(text: str) -> Iterator[Way]:
    for each in _book().found(_normal(text)):
        wish, part = each.heading.split("/")
        if part == "around":
            yield Way(Signal(wish), part, len(text.split()))


def _politely_ended(every: list[str]) -> list[str]:
    left = list(every)
    while len(left) > 1 and _POLITE.fullmatch(f"{left[-1].strip(_MARKS)} "):
        left.pop()
    while len(left) > 1 and not plain(left[-1]):
        left.pop()
    return left


@lru_cache(maxsize=2048)
def _normal(text: str) -> str:
    """Words as the phrases have them, a name as @name, slips in the team's own words mended."""
    words = " ".join(_mended(word) for word in said(text).words.split())
    return " ".join(_named(word, text) for word in words.split())


def _named(word: str, text: str) -> str:
    """A name as @name; what begins our words is none, whatever its capital."""
    return word if word in _own_words() - lines("english/first_names") else _as_name(word, text)


def _as_name(word: str, text: str) -> str:
    if is_first_name(word, text):
        return NAME
    return f"{NAME}s" if word.endswith("s") and is_first_name(word[:-1], text) else word


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    if len(word) < SHORTEST_MENDED or not word.isalpha() or word in _own_words():
        return word
    known = word in vocabulary() or word in lines("english/real_words")
    if known or word in lines("english/no_names") or is_first_name(word):
        return word
    near = process.extract(
        word, sorted(_keywords()), scorer=OSA.distance, score_cutoff=1, limit=None
    )
    return near[0][0] if len(near) == 1 else word


@cache
def _own_words() -> frozenset[str]:
    every = (text for text in texts(table("english/team_words")))
    return frozenset(word for text in every for word in re.findall(r"[a-z]+", text))


@cache
def _keywords() -> frozenset[str]:
    """Single words that begin a text of the team's and that no one-letter slip may hide."""
    rules = table("english/team_words")
    every = (rule["keyword"] for rule in rules.values() if "keyword" in rule)
    words = {word for text in every for word in re.findall(r"[a-z]+", text)}
    return frozenset(word for word in words if len(word) >= SHORTEST_MENDED) | {"ease"}


@cache
def _book() -> Phrasebook:
    rules = table("english/team_words")
    headings = {
        f"{wish}/{part}": [f"^ {row} $" for row in _rows(rule[part])]
        for wish, rule in rules.items()
        if wish != "lists"
        for part in ("keyword", "begins", "whole", "around", "taken_back")
        if part in rule
    }
    return Phrasebook(headings, rules["lists"], rewritten())


@cache
def _after(signal: Signal) -> Phrasebook:
    """What may not follow a word, and what has to."""
    rules = table("english/team_words")
    headings = {
        part: [f"^ {row}" for row in rows(rules[signal.value][part])]
        for part in ("never", "only")
        if part in rules[signal.value]
    }
    return Phrasebook(headings, rules["lists"], rewritten())


def _rows(text: str) -> Iterator[str]:
    for row in rows(text):
        yield f"({row})" if "|" in row else row
