"""The phrases that people say a wish in, and which of them a text has.

Each wish has phrases for a whole message and for anywhere in a sentence, phrases that only look
like it, and phrases that take it away: "don't stop" is no "stop". The tables are
`english/wishes.yaml`, `english/stopping.yaml`, `english/pausing.yaml` and
`english/taking_part.yaml`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from flows.hearing.courtesies import Core, rows
from flows.hearing.phrases import Phrasebook
from flows.hearing.spelling import rewritten
from flows.hearing.tables import table

_TABLES: Final = ("english/wishes", "english/stopping", "english/pausing", "english/taking_part")

HEARD: Final = ("whole", "even_so", "says", "maybe", "unsure")
"""The parts of a wish's table that tell of it by themselves, the plainest first."""

_WHOLE: Final = ("whole", "maybe")
_FIRM: Final = ("whole", "even_so")
_PARTS: Final = (*HEARD, "dated", "never")


@dataclass(frozen=True, slots=True)
class Telling:
    """A phrase that tells of a wish. clause: which one of the text it is in. sure: it can mean
    nothing else. start, end: where in the clause. why: what the phrase says, in a few words.
    """

    clause: int
    start: int
    end: int
    sure: bool
    why: str


def telling(wish: str, core: Core, parts: Iterable[str] = HEARD) -> Telling | None:
    """The phrase that tells of this wish most plainly, or None."""
    return next(tellings(wish, core, parts), None)


def tellings(wish: str, core: Core, parts: Iterable[str] = HEARD) -> Iterator[Telling]:
    """Every phrase that tells of this wish, the plainest first. parts: of the wish's table."""
    found = _found(core).get(wish)
    if not found:
        return
    taken = _taken_away(found)
    for part in parts:
        for each in found.get(part, ()):
            if part in _WHOLE and core.clauses[each.clause] != core.whole:
                continue
            if part == "never" or each not in taken:
                yield each


def _taken_away(found: Mapping[str, list[Telling]]) -> list[Telling]:
    """What shares a word with a phrase that takes it away, or with another that is taken away."""
    taken = list(found.get("never", ()))
    left = [each for part in found if part not in ("never", *_FIRM) for each in found[part]]
    for against in taken:
        taken += [each for each in left if _touch(each, against)]
        left = [each for each in left if not _touch(each, against)]
    return taken


def _touch(one: Telling, other: Telling) -> bool:
    return one.clause == other.clause and one.start < other.end and other.start < one.end


@lru_cache(maxsize=64)
def _found(core: Core) -> Mapping[str, Mapping[str, list[Telling]]]:
    """Every phrase that a text has, by its wish and the part of the wish's table."""
    found: dict[str, dict[str, list[Telling]]] = defaultdict(lambda: defaultdict(list))
    for at, clause in enumerate(core.clauses):
        for heading, _, start, end in _book().found(clause):
            wish, part, why = heading.split("/")
            found[wish][part].append(Telling(at, start, end, part not in ("maybe", "unsure"), why))
    return found


@cache
def _book() -> Phrasebook:
    wishes = {wish: parts for name in _TABLES for wish, parts in table(name).items()}
    lists = {name: text for each in _TABLES for name, text in table(each).get("lists", {}).items()}
    headings = {
        f"{wish}/{part}/{why}": list(_rows(part, text))
        for wish, parts in wishes.items()
        if wish != "lists"
        for part in _PARTS
        for why, text in parts.get(part, {}).items()
    }
    return Phrasebook(headings, lists, rewritten())


def _rows(part: str, text: str) -> Iterator[str]:
    for row in rows(text):
        yield f"^ {row} $" if part in _WHOLE else row
