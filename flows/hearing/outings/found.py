"""The phrases of `english/outings.yaml` in a text: which part of the table, and where."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from flows.hearing.courtesies import rows
from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import plain
from flows.hearing.spelling import mended, rewritten, written_out
from flows.hearing.tables import table

NEVER: Final = "never"
LONGEST: Final = 1000
"""Characters beyond which nobody answers such a question."""

_PAUSES = re.compile(
    r"(?:[,;:!?()\n\u2026\u2013\u2014]|\.(?!\d))+|\s-+\s|\b(?:but|because|cos|though|although)\b",
    re.IGNORECASE,
)


class Part(NamedTuple):
    """A stretch of a text with no pause or "but" in it: as they wrote it, and as it is heard."""

    raw: str
    words: str


class Phrase(NamedTuple):
    """A phrase of the table: its part, which stretch of the text it is in, and where in that."""

    kind: str
    part: int
    start: int
    end: int
    why: str


def parts(text: str) -> list[Part]:
    """A text in the stretches that people pause between."""
    cut = (each.strip() for each in _PAUSES.split(written_out(text[:LONGEST])))
    return [Part(each, words) for each in cut if (words := mended(plain(each)))]


def phrases(said: list[Part], section: str, over: tuple[str, ...] = (NEVER,)) -> list[Phrase]:
    """The phrases of one section that stand in a text, from left to right.

    over: the parts that take away what shares a word with them. Those under `never` only do that.
    """
    found = list(_found(said, section))
    void = [each for each in found if each.kind in over]
    left = [each for each in found if each in void or not any(_touch(each, v) for v in void)]
    kept = (each for each in left if each.kind != NEVER)
    return sorted(kept, key=lambda each: (each.part, each.start))


def _touch(one: Phrase, other: Phrase) -> bool:
    return one.part == other.part and one.start < other.end and other.start < one.end


def _found(said: list[Part], section: str) -> Iterator[Phrase]:
    for at, part in enumerate(said):
        for hit in _book(section).found(part.words):
            yield Phrase(hit.heading, at, hit.start, hit.end, hit.phrase)


@cache
def _book(section: str) -> Phrasebook:
    found = table("english/outings")
    kinds = found[section] if isinstance(found[section], dict) else {section: found[section]}
    headings = {kind: rows(text) for kind, text in kinds.items()}
    return Phrasebook(headings, found["lists"], rewritten())
