"""Whole numbers out of words: "three crore twelve lakh", "ninety-five hundred", "mil e duzentos".

Values add up while each is smaller than the place before it has room for: "one hundred" takes
"twenty", "twenty" takes "five", "five" takes nothing. Hundreds, thousands, dozens multiply.
"""

from fractions import Fraction
from typing import Final, NamedTuple

from flows.hearing.numbers.words import AND, NTH, OF, OTHER, TIMES, VALUE, Item, Lexicon

THOUSAND: Final = 1000
_DOZEN: Final = 12
_HUNDREDS: Final = {10: 10, 20: 100, 100: 100}
"""What multiplies only the part of a group below it: "tri chant dau ddeg" is 3 × 100 + 2 × 10."""


class Whole(NamedTuple):
    """A whole number: its value, and the place after its last part.

    scale: the dozen, thousand or million that it ends with, else 1. before_and: the same up to the
    last "and" in it.
    """

    value: Fraction
    end: int
    scale: Fraction
    before_and: "Whole | None" = None


def whole(
    items: list[Item], at: int, lexicon: Lexicon, part: Fraction | None = None
) -> Whole | None:
    """The whole number that begins at this place. `part` is added to its first value."""
    total, before_and, counted = _Sum(lexicon, part), None, at > 0 and items[at - 1].kind == "a"
    while at < len(items):
        gap, joiner = _gap(items, at, total)
        item = items[at + gap] if at + gap < len(items) else None
        before = Whole(total.value, at, total.scale)
        following = items[at + gap + 1] if at + gap + 1 < len(items) else None
        total.a_part_follows = bool(following and following.kind == NTH and following.value < 10)
        if item is None or not total.take(item, joiner, counted):
            break
        if joiner == AND:
            before_and = before
        at += gap + 1
    return Whole(total.value, at, total.scale, before_and) if total.last else None


def _gap(items: list[Item], at: int, total: "_Sum") -> tuple[int, str]:
    """How many parts join what is here to what came before, and which kind they are."""
    if total.last is None:
        return 0, ""
    kinds = [each.kind for each in items[at : at + 3]]
    if kinds[:1] == [AND]:
        return 1, AND
    if kinds[:2] == [OF, TIMES]:
        return 1, OF
    if kinds[:1] == [OTHER] and items[at].text == "," and total.last.value >= THOUSAND:
        return 1, ","
    return 0, ""


class _Sum:
    """A whole number as it grows: finished thousands, and the group below them."""

    def __init__(self, lexicon: Lexicon, part: Fraction | None) -> None:
        self.lexicon = lexicon
        self.pieces: list[tuple[Fraction, Fraction]] = []  # each with its scale
        self.group = Fraction(0)
        self.part = part or Fraction(0)
        self.last: Item | None = None
        self.before_and = Fraction(0)  # the group up to the last "and" in it
        self.multiplied = False  # whether the group has a hundred in it
        self.a_part_follows = False  # "one hundred thirty fifths" are hundred 35ths

    @property
    def value(self) -> Fraction:
        return self.group + sum((piece for piece, _ in self.pieces), Fraction(0))

    @property
    def scale(self) -> Fraction:
        if self.last and self.last.kind == TIMES and self.last.value == _DOZEN:
            return self.last.value
        return self.pieces[-1][1] if self.pieces and not self.group else Fraction(1)

    def take(self, item: Item, joiner: str, counted: bool) -> bool:
        """Whether this goes on the number; if so, it now does."""
        if joiner == AND:
            self.before_and = self.group
        if item.kind == VALUE and joiner != OF:
            taken = self._add(item, joiner)
        elif item.kind == TIMES and (item.alone or self.last or counted):
            taken = self._multiply(item, joiner)
        else:
            taken = False
        self.last = item if taken else self.last
        return taken

    def _add(self, item: Item, joiner: str) -> bool:
        value = item.value
        if self.last is None:
            self.group = value + self.part
        elif self.a_part_follows and _is_tens(item) and not joiner:
            return False
        elif self._has_room(item, joiner) or self._is_backwards(value, joiner):
            self.group += value
        elif self._is_spoken_in_pairs(item, joiner):
            self.group = self.group * 100 + value
        else:
            return False
        return True

    def _has_room(self, item: Item, joiner: str) -> bool:
        """ "one hundred" has room for "twenty", "twenty" for "five"."""
        last = self.last
        assert last is not None
        if last.kind == VALUE and (item.digits or last.digits or last.value in range(1, 20)):
            return False
        room = self._place()
        needed = self.lexicon.and_after if joiner == AND and last.kind == VALUE else 0
        return 0 < item.value < room and room >= needed

    def _place(self) -> Fraction:
        assert self.last is not None
        if self.last.kind == TIMES:
            return self.last.value
        place = Fraction(1)
        while self.group and self.group % (place * 10) == 0:
            place *= 10
        return place

    def _is_backwards(self, value: Fraction, joiner: str) -> bool:
        """ "five and twenty", as Arabic has it."""
        last = self.last.value if self.last and self.last.kind == VALUE else None
        if not self.lexicon.backwards or last is None or not 0 < last < 20:
            return False
        return value in range(20, 100, 10) if joiner == AND else value == 10 and last < 10

    def _is_spoken_in_pairs(self, item: Item, joiner: str) -> bool:
        """ "nineteen fifty", "one twenty", as English has it."""
        last = self.last
        in_pairs = self.lexicon.pairs and not joiner and not self.pieces and not self.multiplied
        if not in_pairs or last is None or item.digits or last.digits:
            return False
        return 0 < self.group < 100 and self.group == last.value and 10 <= item.value < 100

    def _multiply(self, item: Item, joiner: str) -> bool:
        times = item.value
        if joiner == AND or (self.last and self.last.kind == TIMES and times < self.last.value):
            return self._begin_group(times)
        if len(item.text) == 1 and not self._is_letter_of_a_figure(item):
            return False
        if times >= THOUSAND:
            smaller = [piece for piece in self.pieces if piece[1] < times]
            amount = self.group + sum((piece for piece, _ in smaller), Fraction(0))
            self.pieces = [piece for piece in self.pieces if piece[1] >= times]
            self.pieces.append(((amount or 1 + self.part) * times, times))
            self.group = self.before_and = Fraction(0)
            self.multiplied = False
        else:
            self._multiply_group(times)
        return True

    def _begin_group(self, times: Fraction) -> bool:
        """ "a thousand and a hundred", "tysiąc sto"."""
        room = self._place() if self.last else Fraction(0)
        if times >= room:
            return False
        self.group, self.multiplied = self.group + times, True
        return True

    def _multiply_group(self, times: Fraction) -> None:
        below = _HUNDREDS.get(int(times)) if self.multiplied else None
        low = self.group % below if below else self.group - self.before_and
        self.group += (low or 1 + self.part) * times - low
        self.multiplied = True

    def _is_letter_of_a_figure(self, item: Item) -> bool:
        """ "10k" and "10 k"; but "5 m" are metres, or minutes."""
        if self.last is None or not self.last.digits:
            return False
        return item.glued or item.text in ("k", "g")


def _is_tens(item: Item) -> bool:
    return not item.digits and item.value in range(20, 100, 10)
