"""The notation that the rules of time are written in, and how they are applied.

A rule is a function that makes one item of several, and the patterns that it is for, one a line:

    the? nth of? any_month         kinds of items in a row; ? perhaps, * any number
    (before|by|until) clock        one of these
    half number (?!unit)           not followed by, (?<!unit) not after, (?=unit) followed by

Rules are tried one after the other, each wherever it fits, so that what an earlier rule has made
("half past two" is a clock) a later one can build on ("date at? clock" is a moment).
Every kind is one character, so a row of items is a string and a pattern a regular expression.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, Final

from flows.hearing.when.values import Item, Now

_FIRST: Final = 0xE000  # private use: these characters mean nothing in an expression
_KIND = re.compile(r"[a-z_]+")

SETS: Final[dict[str, tuple[str, ...]]] = {
    "number": ("digits", "worded"),
    "any_nth": ("nth", "worded_nth"),
    "dom": ("digits", "worded", "nth", "worded_nth"),  # the day of a month
    "any_month": ("month", "maybe_month"),
    "any_weekday": ("weekday", "maybe_weekday"),
    "unit": (
        *("seconds", "minutes", "hours", "days", "weeks"),
        *("fortnights", "months", "years", "weekends"),
    ),
    "hour": ("clock", "digits", "worded"),
    "upto": ("to", "until", "dash"),
    "which": ("this", "next", "last", "coming"),
    "about": ("about", "say"),
    "opening": ("before", "by", "until", "after", "from", "gone"),
    "link": (
        "in",
        "at",
        "of",
        "on",
        "the",
        "this",
        "comma",
        "dash",
        "about",
        "say",
        "for",
        "by",
        "from",
    ),
}
"""Names for several kinds, in patterns."""


class _Codes(dict[str, str]):
    """The character of each kind."""

    def __missing__(self, kind: str) -> str:
        self[kind] = code = chr(_FIRST + len(self))
        return code


_CODES: Final = _Codes()


class Parts:
    """The items that a rule fits."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items

    def all(self, *kinds: str) -> list[Any]:
        """The values of all items of these kinds or sets, in order."""
        wanted = {each for kind in kinds for each in SETS.get(kind, (kind,))}
        return [item.value for item in self.items if item.kind in wanted]

    def get(self, *kinds: str) -> Any:
        """The value of the first item of these kinds or sets, or None."""
        return next(iter(self.all(*kinds)), None)

    def has(self, *kinds: str) -> bool:
        """Whether there is an item of one of these kinds."""
        return any(item.kind in kinds for item in self.items)

    @property
    def sure(self) -> bool:
        """Whether all of them are."""
        return all(item.sure for item in self.items)


Build = Callable[[Parts, Now], Item | None]
"""Makes one item of those that a rule fits; None or a ValueError leaves them as they are."""


class Stage:
    """Rules that are applied in turn: what they make, and their patterns."""

    def __init__(self, *rules: tuple[Build, str]) -> None:
        self._rules = rules

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], Build]]:
        return [
            (re.compile(expression(line)), build)
            for build, lines in self._rules
            for line in lines.strip().splitlines()
        ]

    def applied(self, items: list[Item], now: Now) -> list[Item]:
        """The items after every rule has been tried on them."""
        codes = coded(items)
        for pattern, build in self._patterns:
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
        if (built := _built(build, parts, now)) is not None:
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
    return "".join(_CODES[item.kind] for item in items)


def expression(pattern: str) -> str:
    """A pattern as a regular expression over kinds."""

    def code(found: re.Match[str]) -> str:
        kinds = SETS.get(found[0], (found[0],))
        return f"[{''.join(_CODES[kind] for kind in kinds)}]"

    return _KIND.sub(code, pattern).replace(" ", "")
