"""What kind of favour somebody asks for, heard from their words, and what no neighbour is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from flows import pages
from flows.hearing.plain import plain
from flows.tags import tags_in

HERE: Final = Path(__file__).parent

OTHER: Final = "other"
ADVICE: Final = "advice"

ANYTHING: Final = "anything"
"""The tag of somebody who offered to help with whatever comes."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of favour, as `kinds.yaml` explains. near: in metres; None: anywhere."""

    name: str
    says: str
    tags: frozenset[str]
    near: int | None
    when: bool
    about: bool
    who: str


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = pages.read((HERE / "kinds.yaml").read_text("utf-8"))
    return found


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of favour by its name, in the order in which they are listened for."""
    return {name: _kind(name, row) for name, row in _table()["kinds"].items()}


def _kind(name: str, row: dict[str, Any]) -> Kind:
    return Kind(
        name,
        row["says"],
        frozenset(row["tags"]),
        row.get("near"),
        row.get("when", False),
        row.get("about", False),
        row.get("who", ""),
    )


@cache
def _ears() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = _table()["kinds"].items()
    return tuple((name, _any_of(row["heard"])) for name, row in rows if row["heard"])


@cache
def _for_a_person() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((why, _any_of(words)) for why, words in _table()["for_a_person"].items())


@cache
def _in_passing() -> re.Pattern[str]:
    return _any_of(_table()["in_passing"])


def _any_of(phrases: list[Any]) -> re.Pattern[str]:
    spelled = "|".join(re.escape(plain(str(each))) for each in phrases)
    return re.compile(rf"\b(?:{spelled})\b")


def kind_of(words: str) -> Kind:
    """The kind of favour these words ask for.

    Whatever is asked about ("what am I doing wrong with my tomatoes?") is advice, not work.
    """
    said = plain(words)
    heard = [name for name, ear in _ears() if ear.search(said)]
    if ADVICE in heard and words.rstrip().endswith("?") and _no_work(heard):
        return kinds()[ADVICE]
    if heard:
        return kinds()[heard[0]]
    return kinds()[_by_tags(words)]


def _no_work(heard: list[str]) -> bool:
    """Whether nobody has to be somewhere for it: a lift is a lift, however it is asked."""
    return not {"lift", "shopping", "recipe", "forms", "phones", "grief"} & set(heard)


def _by_tags(words: str) -> str:
    """Where no word gave it away, what it is about may: only a skill that is somebody's own."""
    about = set(tags_in(words))
    fits = (each.name for each in kinds().values() if each.name != OTHER and each.tags & about)
    return next(fits, OTHER)


def tags_wanted(kind: Kind, words: str) -> frozenset[str]:
    """Who could help: those with a tag of this kind, and where it matters of what it is about."""
    return kind.tags | frozenset(_mentioned(words) if kind.about else ())


def _mentioned(words: str) -> Iterator[str]:
    """The tags of what an ask is about: who is hopeless with tomatoes asks about tomatoes."""
    each = plain(words).split()
    for first, second in zip_longest(each, each[1:], fillvalue=""):
        yield from tags_in(first)
        yield from tags_in(f"{first} {second}")


def for_a_person(words: str) -> str:
    """Why this is not passed on to a neighbour (money, medicine, keys), or nothing."""
    said = _in_passing().sub(" ", plain(words))
    return next((why for why, ear in _for_a_person() if ear.search(said)), "")
