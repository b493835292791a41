"""The tables of tags, and the phrases that tell of each, read once.

`interests.yaml` and `skills.yaml` hold the tags, `around.yaml` what changes a phrase's meaning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from flows import pages
from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import plain
from flows.hearing.spelling import rewritten

HERE: Final = Path(__file__).parent

INTEREST, SKILL = "interest", "skill"
_FILES: Final = {"interests": INTEREST, "skills": SKILL}

AROUND: Final = ("negates", "negates_before", "no_negation", "turns", "nothing")
"""Headings of the phrases that are no tag. A tag's heading is its own name."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One thing that people enjoy, or can do for somebody: its kind, and how it is called."""

    kind: str
    name: str
    phrases: tuple[str, ...]


@cache
def lexicon() -> dict[str, Tag]:
    """Every tag by its own short name, interests first, in the order of their tables."""
    return {
        short: Tag(kind, row["name"], tuple(_cut(row["said"])))
        for file, kind in _FILES.items()
        for short, row in _table(file).items()
    }


@cache
def phrasebook() -> Phrasebook:
    """The phrases of every tag, under the tag's short name; and those around them."""
    around = _table("around")
    headings = {f".{name}": list(_cut(around[name])) for name in AROUND}
    tags = {
        short: [form for phrase in tag.phrases for form in _with_plural(phrase)]
        for short, tag in lexicon().items()
    }
    return Phrasebook({**headings, **tags}, never=rewritten())


@cache
def elsewhere(language: str) -> dict[str, frozenset[str]]:
    """The words of each tag in another language, and under `not` those that take it all back."""
    rows: dict[str, str] = _table("elsewhere").get(language, {})
    return {tag: frozenset(map(plain, words.split())) for tag, words in rows.items()}


def _table(file: str) -> dict[str, Any]:
    found: dict[str, Any] = pages.read((HERE / f"{file}.yaml").read_text("utf-8"))
    return found


def _cut(phrases: str) -> Iterator[str]:
    return (" ".join(phrase.split()) for phrase in phrases.split(",") if phrase.strip())


def _with_plural(phrase: str) -> tuple[str, ...]:
    """The phrase, and what it is of several. Where a bracket ends it, it is written as it is."""
    if not phrase[-1].isalpha():
        return (phrase,)
    if phrase.endswith(("s", "x", "ch", "sh")):
        return phrase, f"{phrase}es"
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return phrase, f"{phrase[:-1]}ies"
    return phrase, f"{phrase}s"
