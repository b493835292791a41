"""What is said around a wish: "Hello, sorry to be a nuisance but ... thank you dear, Rose x".

Peeled off, so that a keyword with courtesies around it is still a keyword. The tables are under
`courtesies` in `english/wishes.yaml`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import Said
from flows.hearing.spelling import rewritten
from flows.hearing.tables import table

_MOST: Final = 8
"""Courtesies that are peeled off either end of a sentence: hardly anybody is politer than that."""

_LONGEST: Final = 10
"""Words that one courtesy can have, and a few more."""


@dataclass(frozen=True, slots=True)
class Core:
    """What is left of a text. sentences: in their order, none of them empty."""

    sentences: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The one thing that it says, once or again and again; nothing if it says several."""
        return self.sentences[0] if len(set(self.sentences)) == 1 else ""


def core(heard: Said) -> Core:
    """A text without its courtesies, and without words that only add force ("please just ...")."""
    return Core(tuple(left for each in heard.sentences if (left := _peeled(each))))


def _peeled(sentence: str) -> str:
    silent = _silent()
    words = [word for word in sentence.split() if word not in silent]
    for _ in range(_MOST):
        first, last = _length("before", words[:_LONGEST]), _length("after", words[-_LONGEST:])
        if not first and not last:
            break
        words = words[first : len(words) - last]
    return " ".join(words)


def _length(end: str, words: list[str]) -> int:
    """How many of these words, at that end of them, are a courtesy."""
    sentence = " ".join(words)
    found = _book(end).found(sentence)
    return max((len(sentence[each.start : each.end].split()) for each in found), default=0)


@cache
def _silent() -> frozenset[str]:
    return frozenset(table("english/wishes")["courtesies"]["silent"].split())


@cache
def _book(end: str) -> Phrasebook:
    rows = table("english/wishes")["courtesies"][end].splitlines()
    phrases = [f"^ {row}" if end == "before" else f"{row} $" for row in rows]
    return Phrasebook({end: phrases}, never=rewritten())
