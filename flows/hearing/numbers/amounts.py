"""Which of the numbers in a text are amounts: "3 of us at 2pm on the 4th May" holds one.

A time, a date, a telephone number, a house number like 12b, and "not 3", are none.
"""

from fractions import Fraction
from typing import Final, NamedTuple

from flows.hearing.numbers.grammar import Written, numbers_in
from flows.hearing.numbers.words import (
    AND,
    BOUND,
    CLOCK,
    CORRECTION,
    MONTH,
    NOT,
    ORDINAL,
    OTHER,
    PAST,
    PLUS_ONE,
    TIMES,
    A,
    Item,
    Lexicon,
)  # fmt: skip

_TELEPHONE: Final = 9  # digits; so long a run that begins with 0 is no amount
_LONGEST: Final = 18  # digits; what is longer is a code of some kind
_LETTERS: Final = ("b", "g", "l", "t")  # "3b" alone is three billion, "flat 3b" is not


class Amount(NamedTuple):
    """A number that counts something.

    sure: False for "at least 3". corrects: whether it takes the place of the one before.
    denied: whether it is said not to be so. is_one: whether it is just the word "one".
    start, end: its first part, and the one after its last.
    """

    value: Fraction
    start: int
    end: int
    sure: bool = True
    corrects: bool = False
    denied: bool = False
    is_one: bool = False


def amounts_in(items: list[Item], lexicon: Lexicon) -> list[Amount]:
    """Every amount in a text, from left to right."""
    around = _Around(items, lexicon)
    return [around.amount(each) for each in numbers_in(items, lexicon) if around.is_amount(each)]


class _Around:
    """What stands around a number."""

    def __init__(self, items: list[Item], lexicon: Lexicon) -> None:
        self.items, self.lexicon = items, lexicon

    def _item(self, at: int) -> Item | None:
        return self.items[at] if 0 <= at < len(self.items) else None

    def _kind(self, at: int) -> str:
        item = self._item(at)
        return item.kind if item else ""

    def is_amount(self, number: Written) -> bool:
        return not (
            self._is_a_time(number)
            or self._is_a_date(number)
            or self._is_half_a_word(number)
            or self._is_a_telephone(number)
            or self._is_an_article(number)
        )

    def _is_a_time(self, number: Written) -> bool:
        """ "2pm", "half past 2"."""
        around = {self._kind(number.start - 1), self._kind(self._after(number))}
        return PAST in around or self._kind(self._after(number)) == CLOCK

    def _after(self, number: Written) -> int:
        """The part after a number, and after the ending that is written onto it."""
        ending = self._item(number.end)
        return number.end + (ending is not None and not ending.text)

    def _is_a_date(self, number: Written) -> bool:
        """ "4th May", "May 4th", "the 4th of May"."""
        after = self._after(number)
        after += self._text(after) == "of"
        return MONTH in (self._kind(after), self._kind(number.start - 1))

    def _text(self, at: int) -> str:
        item = self._item(at)
        return item.text if item else ""

    def _is_half_a_word(self, number: Written) -> bool:
        """ "12b", "b4", "flat 3b"; but "2x" ends in a kiss, and "3rd" is a number."""
        first, last = self.items[number.start], self.items[number.end - 1]
        before, after = self._item(number.start - 1), self._item(number.end)
        in_front = first.digits and first.glued and before and before.text.isalpha()
        behind = last.digits and after and after.glued and after.text.isalpha()
        letter = last.kind == TIMES and last.text in _LETTERS and self._has_other_words()
        return bool((in_front and before and before.kind != AND) or behind or letter)

    def _has_other_words(self) -> bool:
        return any(each.is_other_word for each in self.items)

    def _is_a_telephone(self, number: Written) -> bool:
        digits = self.items[number.start].digits
        too_long = len(digits) > _LONGEST or number.value > 10**_LONGEST
        return too_long or (len(digits) >= _TELEPHONE and digits.isdigit() and digits[0] == "0")

    def _is_an_article(self, number: Written) -> bool:
        """Whether it is "one" in "the third one", or a word like Portuguese "um" among others."""
        word = self.items[number.start]
        if number.end - number.start > 1 or word.digits:
            return False
        if word.value == 1 and self._kind(number.start - 1) == ORDINAL:
            return True
        return word.text in self.lexicon.shy and self._has_other_words()

    def amount(self, number: Written) -> Amount:
        before, value, sure = number.start - 1, number.value, True
        if self._kind(before) == PLUS_ONE:
            value, sure = value + 1, self._is_people(number.end)
        elif self._is_added(before) or self._is_bounded(number):
            sure = False
        corrects = self._kind(before) == CORRECTION
        denied = self._kind(before) == NOT
        is_one = number.value == 1 and not self.items[number.start].digits
        return Amount(value, number.start, number.end, sure, corrects, denied, is_one)

    def _is_added(self, before: int) -> bool:
        """ "my sister and her 2 kids": there may be more than are counted."""
        joiner = before - (self._kind(before) == OTHER)
        return joiner > 0 and self._kind(joiner) == AND

    def _is_people(self, at: int) -> bool:
        return self._item(at) is None or self._text(at) in self.lexicon.people

    def _is_bounded(self, number: Written) -> bool:
        before, after = self._item(number.start - 1), self._item(number.end)
        before_that = self._kind(number.start - 2) if before and before.kind == A else ""
        kinds = {before and before.kind, after and after.kind, before_that}
        marks = {before and before.text, after and after.text}
        return BOUND in kinds or bool(marks & {"<", ">", "+", "over"})
