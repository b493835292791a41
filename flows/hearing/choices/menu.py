"""What is on offer, and which of it a word may mean: whole, part, plural, short or misspelt."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rapidfuzz.distance import OSA

from flows.hearing.numbers.tokens import FIGURE, WORD, tokens

Options = frozenset[int]
"""Options by their place in the list, from 0."""

NOTHING: Final[Options] = frozenset()
SHORTEST_PART: Final = 3
"""Letters that may stand for a longer word: "wed" for "Wednesday"."""

_SMALL: Final = frozenset(
    "a an and at by for from go in my n of off on or out over the to up with".split()
)


def option_words(text: str) -> list[str]:
    """The words and figures of an option."""
    return [
        each.digits if each.kind == FIGURE else each.text
        for each in tokens(text)
        if each.kind in (FIGURE, WORD)
    ]


@dataclass(frozen=True)
class Menu:
    """Some options, and the words of each."""

    options: tuple[str, ...]

    @cached_property
    def words(self) -> list[list[str]]:
        return [option_words(each) for each in self.options]

    @cached_property
    def _told_by(self) -> dict[str, Options]:
        """The words that tell options apart, and those that each may mean."""
        told: dict[str, set[int]] = {}
        for at, words in enumerate(self.words):
            for word in filter(None, (*words, "".join(words))):
                told.setdefault(word, set()).add(at)
        many = len(self.options) > 1
        return {
            word: frozenset(which)
            for word, which in told.items()
            if word not in _SMALL and not (many and len(which) == len(self.options))
        }

    @cached_property
    def shared(self) -> frozenset[str]:
        """Words that say nothing of which option is meant, as all have them."""
        return frozenset(each for words in self.words for each in words) - set(self._told_by)

    def whole_at(self, words: Sequence[str]) -> tuple[Options, int]:
        """The options of which all words stand at the beginning of these, and how many they are."""
        best, length = NOTHING, 0
        for at, own in enumerate(self.words):
            here = words[: len(own)]
            if len(here) == len(own) and all(map(_same, here, own)) and len(own) >= max(length, 1):
                best = best | {at} if len(own) == length else frozenset({at})
                length = len(own)
        return best, length

    def meant_by(self, word: str) -> Options:
        """The options that a word may mean, if it is a word of theirs."""
        return self._told_by.get(word) or self._any(_same_stem, word)

    def almost_meant_by(self, word: str) -> Options:
        """The options that a word may mean if it is short for one of theirs, or misspelt."""
        if len(word) < SHORTEST_PART or word.isdigit():
            return NOTHING
        return self._any(_is_short_for, word) or self._nearest(word)

    def _any(self, alike: object, word: str) -> Options:
        assert callable(alike)
        found = (which for own, which in self._told_by.items() if alike(word, own))
        return frozenset().union(*found)

    def _nearest(self, word: str) -> Options:
        by_slips: dict[int, set[int]] = {}
        for own, which in self._told_by.items():
            for slips in (_slips(word, own), _slips(_stem(word), _stem(own))):
                by_slips.setdefault(slips, set()).update(which)
        nearest = min(by_slips, default=_TOO_MANY)
        return frozenset(by_slips[nearest]) if nearest < _TOO_MANY else NOTHING


_TOO_MANY: Final = 9


def _slips(word: str, own: str) -> int:
    """How many slips make one word of the other, if it can be a slip at all."""
    allowed = _slips_allowed(word, own)
    slips = OSA.distance(word, own, score_cutoff=allowed) if allowed or word == own else _TOO_MANY
    return slips if slips <= allowed and min(len(word), len(own)) > SHORTEST_PART else _TOO_MANY


def _stem(word: str) -> str:
    """ "garden" of "gardener" and "gardening"."""
    endings = (each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) > 3)
    return word.removesuffix(max(endings, key=len, default=""))


def _slips_allowed(word: str, own: str) -> int:
    """How many slips make a word of one's own: in a short one none, or not in its first letter."""
    length = min(len(word), len(own))
    if length < 4 or (length < 6 and word[0] != own[0]):
        return 0
    return 1 if length < 7 else 2


def _same(word: str, own: str) -> bool:
    return word == own or _same_stem(word, own)


def _same_stem(word: str, own: str) -> bool:
    """ "walks" and "walk", "lunches" and "lunch"."""
    short, long = sorted((word, own), key=len)
    return len(short) > 2 and long in (short, f"{short}s", f"{short}es")


def _is_short_for(word: str, own: str) -> bool:
    """ "knit" for "knitting", "wed" for "wednesday"; and "walks" for "walking"."""
    word = word.removesuffix("s")
    short, long = sorted((word, own), key=len)
    if len(short) < SHORTEST_PART or not long.startswith(short):
        return False
    return word == short or long[len(short) :] in _ENDINGS or long[len(short) + 1 :] in _ENDINGS


_ENDINGS: Final = frozenset("s es ing er ers ed y".split())
