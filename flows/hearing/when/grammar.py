"""The notation that the rules of time are written in, and how they are applied.

A rule is a pattern of kinds of items and a function that makes one item of them:

    the? nth of? month four?          kinds in a row; ? perhaps, ( | ) one of these
    half (?!past) number              (?! not followed by, (?<! not after

Rules are tried one after the other, each wherever it fits, so that what an earlier rule has made
("half past two" is a clock) a later one can build on ("tuesday at clock").
Every kind is one character, so a row of items is a string and a pattern a regular expression.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

from flows.hearing.when.values import Item, Now

_FIRST: Final = 0xE000  # private use: no such character means anything in an expression
_KIND = re.compile(r"[a-z_]+")

SETS: Final[dict[str, str]] = {
    "number": "digits|worded",
    "dom": "digits|nth|worded|worded_nth",
    "any_nth": "nth|worded_nth",
    "any_month": "month|maybe_month",
    "any_weekday": "weekday|maybe_weekday",
    "unit": "seconds|minutes|hours|days|weeks|fortnights|months|years|weekends",
    "upto": "to|until|dash",
    "which": "this|next|last|coming",
}
"""Names for several kinds, in patterns."""


class Codes(dict[str, str]):
    """The character of each kind."""

    def __missing__(self, kind: str) -> str:
        self[kind] = code = chr(_FIRST + len(self))
        return code


CODES: Final = Codes()


class Parts:
    """The items that a rule fits."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items

    def all(self, *kinds: str) -> list[Any]:
        """The values of all items of these kinds, in order."""
        wanted = {each for kind in kinds for each in SETS.get(kind, kind).split("|")}
        return [item.value for item in self.items if item.kind in wanted]

    def get(self, *kinds: str) -> Any:
        """The value of the first item of these kinds, or None."""
        values = self.all(*kinds)
        return values[0] if values else None

    def has(self, kind: str) -> bool:
        """Whether there is an item of that kind."""
        return any(item.kind == kind for item in self.items)

    @property
    def sure(self) -> bool:
        """Whether all of them are."""
        return all(item.sure for item in self.items)


Build = Callable[[Parts, Now], Item | None]


class Rule(NamedTuple):
    """A pattern, and what becomes of the items that it fits: None leaves them as they are."""

    pattern: str
    build: Build


class Stage:
    """Rules that are applied in turn."""

    def __init__(self, *rules: tuple[str, Build]) -> None:
        self.rules = [Rule(*rule) for rule in rules]

    @cached_property
    def _compiled(self) -> list[tuple[re.Pattern[str], Build]]:
        return [(re.compile(expression(rule.pattern)), rule.build) for rule in self.rules]

    def applied(self, items: list[Item], now: Now) -> list[Item]:
        """The items after every rule has been tried on them."""
        codes = coded(items)
        for pattern, build in self._compiled:
            if pattern.search(codes):
                items = _rewritten(items, codes, pattern, build, now)
                codes = coded(items)
        return items


def _rewritten(
    items: list[Item], codes: str, pattern: re.Pattern[str], build: Build, now: Now
) -> list[Item]:
    new, done = list[Item](), 0
    for found in pattern.finditer(codes):
        parts = Parts(items[found.start() : found.end()])
        if found.end() > found.start() and (built := _built(build, parts, now)) is not None:
            new += (*items[done : found.start()], built)
            done = found.end()
    return [*new, *items[done:]]


def _built(build: Build, parts: Parts, now: Now) -> Item | None:
    try:
        return build(parts, now)
    except (ValueError, OverflowError):  # no such day, or one that no calendar reaches
        return None


def coded(items: Iterable[Item]) -> str:
    """Items as a string of their kinds."""
    return "".join(CODES[item.kind] for item in items)


def expression(pattern: str) -> str:
    """A pattern as a regular expression over kinds."""

    def code(found: re.Match[str]) -> str:
        kinds = SETS.get(found[0], found[0]).split("|")
        return f"[{''.join(CODES[kind] for kind in kinds)}]"

    return _KIND.sub(code, pattern).replace(" ", "")
