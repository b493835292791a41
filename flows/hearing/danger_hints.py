"""Where danger may stand in a sentence: by a phrase, or by words that stand together.

A hint is only a beginning; `danger.py` listens to each again in its sentence.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache
from itertools import pairwise, product
from typing import Final, NamedTuple

from flows.hearing.phrases import BadPhrase, Phrasebook
from flows.hearing.spelling import rewritten
from flows.hearing.tables import table, texts


class Weight(IntEnum):
    """How much hangs on it, from nothing to everything."""

    NOTHING = 0
    DOUBTFUL = 1
    CONCERN = 2
    URGENT = 3


Span = tuple[int, int]


class Hint(NamedTuple):
    """Words that may mean danger: under which heading, by which rule, and where they stand.

    has_gaps: whether a span may hold words that are none of the rule's.
    """

    weight: Weight
    heading: str
    rule: str
    spans: tuple[Span, ...]
    has_gaps: bool = False


_PARTS: Final = {
    "urgent": Weight.URGENT,
    "concern": Weight.CONCERN,
    "doubtful": Weight.DOUBTFUL,
}
_PHRASES: Final = ("english/danger", "english/worry")
_TOGETHER: Final = "english/danger_together"
_WIDEST: Final = 12
"""Words from the first to the last of those that stand together: about what a clause holds."""

_MOST_TRIED: Final = 8
_NEAREST: Final = 2


def hints(sentence: str) -> Iterator[Hint]:
    """Every hint in a sentence."""
    for found in _phrases().found(sentence):
        weight, heading = _headings()[found.heading]
        where_found = ((found.start, found.end),)
        yield Hint(weight, heading, found.phrase, where_found, has_gaps=".." in found.phrase)
    where = _where(sentence)
    for rule in _rules():
        if rule.names <= where.keys() and (spans := _stand_together(rule, where, sentence)):
            yield Hint(rule.weight, rule.heading, rule.text, spans)


# ── phrases ─────────────────────────────────────────────────────────────────────────────────


@cache
def lists() -> dict[str, str]:
    """The lists that phrases may use by name."""
    return {**table("english/danger")["lists"], **table("english/no_danger")["lists"]}


@cache
def words_of_hints() -> frozenset[str]:
    """Every word of the tables of danger."""
    every = (text for name in (*_PHRASES, _TOGETHER) for text in texts(table(name)))
    return frozenset(word for text in every for word in re.findall("[a-z]+", text))


@cache
def _headings() -> dict[str, tuple[Weight, str]]:
    """What each heading of the phrasebook stands for: one heading may be in several parts."""
    return {
        f"{part}: {heading}": (weight, heading)
        for name in _PHRASES
        for part, weight in _PARTS.items()
        for heading in table(name).get(part, ())
    }


@cache
def _phrases() -> Phrasebook:
    every = {
        f"{part}: {heading}": phrases
        for name in _PHRASES
        for part in _PARTS
        for heading, phrases in table(name).get(part, {}).items()
    }
    return Phrasebook(every, lists(), rewritten())


# ── words that stand together ───────────────────────────────────────────────────────────────


class _Rule(NamedTuple):
    weight: Weight
    heading: str
    text: str
    steps: tuple[tuple[str, bool], ...]  # a list's name, and whether it comes after the last one
    names: frozenset[str]


def _stand_together(
    rule: _Rule, where: Mapping[str, list[Span]], sentence: str
) -> tuple[Span, ...] | None:
    """The first places where all words of a rule stand near enough, in the order it asks for."""
    first, *others = (where[name] for name, _ in rule.steps)
    for start in first[:_MOST_TRIED]:
        for rest in product(*(_nearest(each, start) for each in others)):
            spans = (start, *rest)
            in_line = sorted(spans)
            apart = all(one[1] <= other[0] for one, other in pairwise(in_line))
            if apart and _in_order(rule, spans):
                begin, end = in_line[0][0], in_line[-1][1]
                if sentence.count(" ", begin, end) < _WIDEST:
                    return tuple(in_line)
    return None


def _nearest(spans: list[Span], start: Span) -> list[Span]:
    """The nearest places before and after: so that a text that says it all a hundred times,
    and never means it, holds nobody up."""
    before = [each for each in spans if each[0] < start[0]]
    return before[-_NEAREST:] + [each for each in spans if each[0] >= start[0]][:_NEAREST]


def _in_order(rule: _Rule, spans: tuple[Span, ...]) -> bool:
    return all(
        not after or spans[at - 1] < spans[at] for at, (_, after) in enumerate(rule.steps) if at
    )


def _where(sentence: str) -> dict[str, list[Span]]:
    """Where the words of each list stand."""
    where, at = defaultdict(list), 0
    for word in sentence.split():
        for words, name in _words().get(word, ()):
            end = at + len(words)
            if sentence.startswith(words, at) and sentence[end : end + 1] in ("", " "):
                where[name].append((at, end))
        at += len(word) + 1
    return where


@cache
def _words() -> Mapping[str, list[tuple[str, str]]]:
    """What is listed, and the list's name, by its first word."""
    words = defaultdict(list)
    for name, row in table(_TOGETHER)["words"].items():
        listed = row.split(" | ")
        for each in dict.fromkeys((*listed, *_with_s(listed))):
            words[each.split()[0]].append((each, name))
    return words


def _with_s(listed: list[str]) -> Iterator[str]:
    """Single words also with an s: "door" is "the doors" and "the door's been kicked in" too."""
    return (f"{each}s" for each in listed if " " not in each)


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _rule(weight, heading, text)
        for part, weight in _PARTS.items()
        for heading, rules in table(_TOGETHER).get(part, {}).items()
        for text in rules
    )


def _rule(weight: Weight, heading: str, text: str) -> _Rule:
    names = [each.strip() for each in re.split("[+>]", text)]
    if unknown := set(names) - table(_TOGETHER)["words"].keys():
        raise BadPhrase(f"{heading}: {text!r}: there is no list {' or '.join(unknown)}")
    after = [False, *(mark == ">" for mark in re.findall("[+>]", text))]
    return _Rule(weight, heading, text, tuple(zip(names, after, strict=True)), frozenset(names))
