"""The one number that a text holds: "2", "twenty one", "half a dozen", "just me".

Figures and words are read by `number_words.py` and `number_grammar.py`, in every language that
has a table; this file decides whether what a text holds is just one number.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from flows.hearing.answers import SKIPPED, Expect, Heard, declined
from flows.hearing.number_amounts import Amount, amounts_in
from flows.hearing.number_grammar import merged
from flows.hearing.number_words import AND, ENGLISH, OTHER, Lexicon, lexicon, lexicons
from flows.hearing.phrases import Found as Saying
from flows.hearing.plain import Said
from flows.hearing.scene import Scene
from flows.hearing.tables import lines
from flows.hearing.tongues import folded

LONGEST_SURE: Final = 25
"""Words beyond which a number may be part of a story, and is no sure answer."""

_DIGITS_KEPT: Final = 15  # of a fraction that never ends, as of a third


def Number() -> Expect:
    """One number, as a decimal string ("2", "0.5", "-1.2"), or skipped."""
    return Expect(("heard", "skip"), ("SKIP",), number)


def number(heard: Said, scene: Scene) -> Heard | None:
    """The one number in a text, or None if it holds none, or several that differ."""
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
    english = _Reading(heard, lexicons()[0])
    if own is None or own.code == ENGLISH or not english.is_mixed:
        yield english
    if not language:
        yield from _in_just_one(_Reading(heard, each) for each in lexicons()[1:])


def _in_just_one(readings: "Iterable[_Reading]") -> "Iterator[_Reading]":
    """What a text says in other languages, if that is the same in all in which it says any."""
    said = [each for each in readings if each.says_something and each.is_its_own]
    if len({each.heard and each.heard.value for each in said}) == 1:
        yield said[0]


class _Reading:
    """A text as one language's number words read it."""

    def __init__(self, heard: Said, found_in: Lexicon) -> None:
        self.items = merged(found_in.items(heard.raw))
        self.amounts = amounts_in(self.items, found_in)
        english = found_in.code == ENGLISH
        sentences = heard.sentences if english else (folded(heard.raw),)
        self.saying = _one_saying([each for one in sentences for each in found_in.sayings.found(one)])
        self.length = len(heard.bare.split())

    @property
    def says_something(self) -> bool:
        return bool(self.amounts or self.saying)

    @property
    def is_mixed(self) -> bool:
        """Whether there are words in it that have nothing to do with numbers."""
        return any(each.kind == OTHER and each.text.isalpha() for each in self.items)

    @property
    def is_its_own(self) -> bool:
        """Whether it is all in this language, and could not be English."""
        texts = " ".join(each.text for each in self.items if not each.digits).split()
        english = lines("languages/also_english")
        return not self.is_mixed and any(each.isalpha() and each not in english for each in texts)

    @property
    def heard(self) -> Heard | None:
        """The one number that it is."""
        if self.saying and all(each.denied for each in self.amounts):
            value, sure = self.saying.heading.rstrip("?"), not self.saying.heading.endswith("?")
            return Heard("heard", value, sure, why=f"number: {self.saying.phrase[:60]}")
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
        """ "2 adults and 2 children" are not two."""
        between = [
            self.items[first.end : second.start]
            for first, second in zip(amounts, amounts[1:], strict=False)
        ]
        return any(each.kind == AND for gap in between for each in gap)


def _one_saying(found: list[Saying]) -> Saying | None:
    """The one thing that is said; of "just me and my husband", the longer."""
    longest = [
        each
        for each in found
        if not any(each != other and other.start <= each.end <= other.end for other in found)
    ]
    return longest[0] if len({each.heading for each in longest}) == 1 else None
