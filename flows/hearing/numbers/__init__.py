"""The one number that a text holds: "2", "twenty one", "half a dozen", "just me".

Figures and words are read by `words.py` and `grammar.py`, in every language that
has a table; this file decides whether what a text holds is just one number.
"""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Final

from flows.hearing.answers import SKIPPED, Expect, Heard, declined
from flows.hearing.numbers.amounts import Amount, amounts_in
from flows.hearing.numbers.grammar import merged
from flows.hearing.numbers.words import AND, ENGLISH, Lexicon, lexicon, lexicons
from flows.hearing.phrases import Found as Saying
from flows.hearing.plain import Said, plain, said
from flows.hearing.scene import Scene
from flows.hearing.tables import table

LONGEST_SURE: Final = 15
"""Words beyond which a number may be part of a story, and is no sure answer."""

SHORT: Final = 5
"""Words up to which a saying of another language counts, as those tables have them without
what may stand around them."""

LONGEST_TEXT: Final = 1000
"""Characters beyond which nobody answers with a number."""

_JOINED = re.compile("&")
_ADDED = re.compile(r"(?:(?<=\s)|^)\+ ?(?=[0-9])")
_DIGITS_KEPT: Final = 15  # of a fraction that never ends, as of a third


def Number() -> Expect:
    """One number, as a decimal string ("2", "0.5", "-1.2"), or skipped."""
    return Expect(("heard", "skip"), ("SKIP",), number)


def number(heard: Said, scene: Scene) -> Heard | None:
    """The one number in a text, or None if it holds none, or several that differ."""
    if len(heard.raw) > LONGEST_TEXT:
        return None
    for reading in _readings(heard, scene.language):
        if reading.says_something:
            return reading.heard
    return SKIPPED if declined(heard) else None


def decimal(value: Fraction) -> str:
    """A number as a decimal string, without an exponent."""
    whole, rest = divmod(abs(value), 1)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    places = 0
    while places < 40 and abs(value) * 10**places < 10 ** (_DIGITS_KEPT - 1):
        places += 1
    digits = f"{round(abs(value) * 10**places):0{places + 1}d}"
    return f"{sign}{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")


# ── in which language ───────────────────────────────────────────────────────────────────────


def _readings(heard: Said, language: str) -> "Iterator[_Reading]":
    """A text in their own language, then in English; where none is known, in any."""
    own = lexicon(language) if language else None
    if own and own.code != ENGLISH:
        yield _Reading(heard, own)
    words = lexicon(ENGLISH)
    assert words is not None
    english = _Reading(heard, words)
    if own is None or own.code == ENGLISH or not english.is_mixed:
        yield english
    if not language:
        others = (each for each in lexicons()[1:] if each.knows(heard.raw))
        yield from _in_just_one(_Reading(heard, each) for each in others)


def _in_just_one(readings: "Iterable[_Reading]") -> "Iterator[_Reading]":
    """What a text says in other languages, if that is the same in all in which it says any."""
    said = [each for each in readings if each.says_something and each.is_its_own]
    if len({each.heard and each.heard.value for each in said}) == 1:
        yield said[0]


@cache
def _met_in_english() -> frozenset[str]:
    return frozenset(map(plain, table("english/numbers")["met_in_english"].split("|")))


class _Reading:
    """A text as one language's number words read it."""

    def __init__(self, heard: Said, found_in: Lexicon) -> None:
        english = found_in.code == ENGLISH
        if english and ("&" in heard.raw or "+" in heard.raw):
            heard = said(_JOINED.sub(" and ", _ADDED.sub(" plus ", heard.raw)))
        self.items = merged(found_in.items(heard.raw))
        self.amounts = amounts_in(self.items, found_in)
        self.length = len(heard.bare.split())
        elsewhere = (plain(heard.raw),) if self.length <= SHORT else ()
        sentences = heard.sentences if english else elsewhere
        self.saying = _one_saying(
            [each for one in sentences for each in found_in.sayings.found(one)]
        )

    @property
    def says_something(self) -> bool:
        return bool(self.amounts or self.saying)

    @property
    def is_mixed(self) -> bool:
        """Whether there are words in it that have nothing to do with numbers."""
        return any(each.is_other_word for each in self.items)

    @property
    def is_its_own(self) -> bool:
        """Whether it is all in this language, and could not be English."""
        texts = " ".join(each.text for each in self.items if not each.digits).split()
        telling = [each for each in texts if each not in "-.,/" and each not in _met_in_english()]
        return not self.is_mixed and bool(telling or self.saying)

    @property
    def heard(self) -> Heard | None:
        """The one number that it is."""
        if self.saying and all(each.denied or each.is_one for each in self.amounts):
            return _as_said(self.saying.heading)
        meant = self._meant()
        if meant is None or (self.saying and decimal(meant.value) != self.saying.heading):
            return None
        sure = meant.sure and self.length <= LONGEST_SURE
        return Heard("heard", decimal(meant.value), sure, why="the one number in it")

    def _meant(self) -> Amount | None:
        """The one amount, however often it is said; of a slip and its correction, the latter."""
        left = [each for each in self.amounts if not each.denied]
        for at, each in enumerate(left):
            if each.corrects and at == 1:
                left = left[at:]
        if len({each.value for each in left}) != 1 or self._is_sum(left):
            return None
        return min(left, key=lambda each: each.sure)

    def _is_sum(self, amounts: list[Amount]) -> bool:
        """ "2 adults and 2 children" are not two, nor is "2 2"."""
        between = [self.items[first.end : second.start] for first, second in pairwise(amounts)]
        joined = any(each.kind == AND or each.text == "plus" for gap in between for each in gap)
        figures = [all(self.items[each.start].digits for each in two) for two in pairwise(amounts)]
        return joined or any(bare and not gap for bare, gap in zip(figures, between, strict=True))


def _as_said(heading: str) -> Heard | None:
    """What stands for a saying in its table: "2", or "3?", or that it is unclear."""
    if heading == "unclear":
        return None
    return Heard("heard", heading.rstrip("?"), not heading.endswith("?"), why="a saying")


def _one_saying(found: list[Saying]) -> Saying | None:
    """The one thing that is said; of "just me and my husband", the longer."""
    longest = [each for each in found if not any(_is_over(other, each) for other in found)]
    return longest[0] if len({each.heading for each in longest}) == 1 else None


def _is_over(other: Saying, each: Saying) -> bool:
    """Whether the other is longer, and stands where this one does."""
    longer = other.end - other.start > each.end - each.start
    return longer and other.start < each.end and each.start < other.end
