"""What is said around a wish: "Hello, sorry to be a nuisance but ... thank you dear, Rose x".

Peeled off, so that a keyword with courtesies around it is still a keyword. The tables are under
`courtesies` in `english/wishes.yaml`.
"""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import Said
from flows.hearing.replies.clauses import clauses
from flows.hearing.spelling import rewritten
from flows.hearing.tables import table

_MOST: Final = 8
"""Courtesies that are peeled off either end of a clause: hardly anybody is politer than that."""

_LONGEST: Final = 10
"""Words that one courtesy can have, and a few more."""

_MARKS: Final = {ord(each): " " for each in '()[]{}<>"\u201c\u201d\u00ab\u00bb*_/'}
"""Marks that are no pause: 'I said "stop" twice' is said in one breath."""


@dataclass(frozen=True, slots=True)
class Core:
    """What is left of a text. clauses: in their order, none of them empty."""

    clauses: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The one thing that it says, once or again and again; nothing if it says several."""
        return self.clauses[0] if len(set(self.clauses)) == 1 else ""


@lru_cache(maxsize=16)
def core(heard: Said) -> Core:
    """A text without its courtesies, and without words that only add force ("please just ...")."""
    unmarked = replace(heard, raw=heard.raw.translate(_MARKS))
    return Core(tuple(left for each in clauses(unmarked) if (left := _peeled(each.words))))


def _peeled(clause: tuple[str, ...]) -> str:
    silent = _silent()
    words = [word for word in clause if word not in silent]
    for _ in range(_MOST):
        if _kept(words):
            break
        first, last = _length("before", words[:_LONGEST]), _length("after", words[-_LONGEST:])
        if not first and not last:
            break
        words = words[first : len(words) - last]
    return " ".join(words)


def _length(end: str, words: list[str]) -> int:
    """How many of these words, at that end of them, are a courtesy."""
    clause = " ".join(words)
    found = _book(end).found(clause)
    return max((len(clause[each.start : each.end].split()) for each in found), default=0)


def _kept(words: list[str]) -> bool:
    """Whether what they end in only sounds like a courtesy: "leave it for now"."""
    return _book("kept").first(" ".join(words[-_LONGEST:])) is not None


@cache
def _silent() -> frozenset[str]:
    return frozenset(table("english/wishes")["courtesies"]["silent"].split())


@cache
def _book(end: str) -> Phrasebook:
    courtesies = rows(table("english/wishes")["courtesies"][end])
    phrases = [f"^ ({row})" if end == "before" else f"({row}) $" for row in courtesies]
    return Phrasebook({end: phrases}, never=rewritten())


def rows(text: str) -> list[str]:
    """The phrases of a table: one a line; a line that is set in goes on with the one above."""
    return text.replace("\n ", " ").splitlines()
