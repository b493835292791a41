"""How the parts of a number make one: "two hundred and five", "3 million and a half", "a third".

One grammar for every language; only their words differ (`words.py`).
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from flows.hearing.numbers.wholes import Whole, whole
from flows.hearing.numbers.words import (
    AND,
    DIVIDED,
    HYPHEN,
    LEAD,
    MINUS,
    NTH,
    OF,
    ORDINAL,
    OTHER,
    OVER,
    PART,
    POINT,
    TIMES,
    VALUE,
    A,
    Item,
    Lexicon,
)  # fmt: skip

_A_NUMBER = {VALUE, TIMES, ORDINAL, NTH, PART}
_BEGINS = _A_NUMBER | {LEAD, POINT, MINUS, HYPHEN, A}
_SMALLEST_FRACTION = 3  # "a third" is one; "a second" is a moment, or the second


class Written(NamedTuple):
    """A number in a text: its value, its first part, and the one after its last."""

    value: Fraction
    start: int
    end: int


def numbers_in(items: list[Item], lexicon: Lexicon) -> Iterator[Written]:
    """Every number in a text, from left to right."""
    reader, at = _Reader(items, lexicon), 0
    while at < len(items):
        found = reader.number(at) if items[at].kind in _BEGINS else None
        if found:
            yield Written(found.value, at, found.end)
        at = found.end if found else at + 1


def merged(items: list[Item]) -> list[Item]:
    """ "twenty-five" as one part; other hyphens between number words are none."""
    kept: list[Item] = []
    for item in items:
        if len(kept) > 1 and kept[-1].text == "an" and kept[-2].kind in _A_NUMBER:
            kept[-1] = kept[-1]._replace(kind=AND)  # "hundred an ten"
        if len(kept) > 1 and kept[-1].kind == HYPHEN and _both_words(kept[-2], item):
            tens, hyphen = kept[-2], kept.pop()
            if _is_tens(tens) and item.value < 10 and item.kind != TIMES:
                text = f"{tens.text}{hyphen.text}{item.text}"
                item = item._replace(value=tens.value + item.value, text=text)
                kept.pop()
        kept.append(item)
    return kept


def _both_words(first: Item, second: Item) -> bool:
    return not (first.digits or second.digits) and {first.kind, second.kind} <= _A_NUMBER


def _is_tens(item: Item) -> bool:
    return item.kind == VALUE and item.value in range(20, 100, 10)


class _Read(NamedTuple):
    """A value that was read, and the place after it."""

    value: Fraction
    end: int


class _Reader:
    """Reads the number that begins at a place. Every method that finds none there says None."""

    def __init__(self, items: list[Item], lexicon: Lexicon) -> None:
        self.items, self.lexicon = items, lexicon

    def _kinds(self, at: int, *kinds: str) -> bool:
        """Whether the parts from here on are of these kinds."""
        here = self.items[at : at + len(kinds)]
        return len(here) == len(kinds) and all(
            each.kind == kind for each, kind in zip(here, kinds, strict=True)
        )

    def _whole(self, at: int, part: Fraction | None = None) -> Whole | None:
        return whole(self.items, at, self.lexicon, part)

    def number(self, at: int) -> _Read | None:
        """An amount, perhaps negative, perhaps over another."""
        sign = self._sign(at)
        found = self._amount(at + sign)
        if found is None:
            return None
        found = self._over(found)
        if not sign and self._kinds(found.end, MINUS) and found.end + 1 == len(self.items):
            return _Read(-found.value, found.end + 1)  # Romanian puts it last
        return _Read(-found.value, found.end) if sign else found

    def _sign(self, at: int) -> int:
        if self._kinds(at, MINUS):
            return 1
        is_sign = self._kinds(at, HYPHEN, VALUE) and bool(self.items[at + 1].digits)
        before = self.items[at - 1] if at else None
        after_something = before and (self.items[at].glued or before.kind in _A_NUMBER)
        return int(is_sign and not after_something)

    def _over(self, above: _Read) -> _Read:
        """ "1 over 3", "3/5", "one out of three"."""
        at = above.end + 1
        if not self._kinds(above.end, OVER):
            return above
        if self._kinds(at, VALUE) and self.items[at].digits and self.items[at].value:
            return self._multiplied(_Read(above.value / self.items[at].value, at + 1))
        below = self._whole(at)
        return _Read(above.value / below.value, below.end) if below and below.value else above

    # ── an amount: a part, a whole, or both ─────────────────────────────────────────────────

    def _amount(self, at: int) -> _Read | None:
        article = int(self._kinds(at, A))
        return (
            self._part_first(at, article)
            or self._one_nth(at)
            or self._whole_first(at + (article and self._kinds(at, A, TIMES)))
            or self._ordinal(at, None)
        )

    def _part_first(self, at: int, article: int) -> _Read | None:
        """ "half", "a quarter of a million", "half a dozen", "point 77"."""
        if self._kinds(at, LEAD):
            found = self._whole(at + 1, self.items[at].value)
            return _Read(found.value, found.end) if found else None
        if self._kinds(at, POINT, VALUE):
            return self._multiplied(self._decimals(_Read(Fraction(0), at)))
        if self._kinds(at + article, PART):
            return self._multiplied(_Read(self.items[at + article].value, at + article + 1))
        return None

    def _one_nth(self, at: int) -> _Read | None:
        """ "a third", "one twenty-fifth"; but "a second" is no half."""
        one = self._kinds(at, A) or (self._kinds(at, VALUE) and self.items[at].value == 1)
        if not one or not self._kinds(at + 1, ORDINAL):
            return None
        below = self.items[at + 1].value
        if below < _SMALLEST_FRACTION or self._kinds(at + 2, ORDINAL):
            return None
        return self._multiplied(_Read(1 / below, at + 2))

    def _whole_first(self, at: int) -> _Read | None:
        found = self._whole(at)
        if found is None:
            return None
        read = self._and_a_fraction(found)
        if read.end > found.end:
            return read
        if self._kinds(found.end, POINT, VALUE):
            return self._multiplied(self._decimals(read))
        if self._kinds(found.end, PART) or self._kinds(found.end, NTH):
            return self._parts_of(found)
        if self._kinds(found.end, ORDINAL):
            return self._ordinal(found.end, found) or read
        return self._divided(found) or self._and_a_part(found) or read

    def _and_a_fraction(self, found: Whole) -> _Read:
        """ "2 1/2"."""
        at, last = found.end, self.items[found.end - 1]
        if last.digits and self._kinds(at, VALUE, OVER, VALUE) and not self.items[at].glued:
            above, below = self.items[at].value, self.items[at + 2].value
            if 0 < above < below and self.items[at].digits:
                return _Read(found.value + above / below, at + 3)
        return _Read(found.value, at)

    def _multiplied(self, part: _Read) -> _Read:
        """What a part is of: "half a dozen", "two thirds of a million"."""
        value, at = part
        ahead = at + self._kinds(at, OF)
        ahead += self._kinds(ahead, A)
        while self._kinds(ahead, TIMES):
            value *= self.items[ahead].value
            at = ahead = ahead + 1
        return _Read(value, at)

    def _parts_of(self, above: Whole) -> _Read:
        """ "two fifths", "three quarters"; of "a hundred and two fifths", only two are fifths."""
        part = self._part_at(above.end)
        if first := above.before_and:
            value = (above.value - first.value) * part * first.scale
            return _Read(first.value + value, above.end + 1)
        return self._multiplied(_Read(above.value * part, above.end + 1))

    def _part_at(self, at: int) -> Fraction:
        item = self.items[at]
        return 1 / item.value if item.kind == NTH else item.value

    def _divided(self, above: Whole) -> _Read | None:
        """Portuguese "dois onze avos": two elevenths. English "twenty twenty fifths"."""
        below = self._whole(above.end)
        if below and below.value and self._kinds(below.end, DIVIDED):
            return _Read(above.value / below.value, below.end + 1)
        if below and self._kinds(below.end, NTH) and self.items[below.end].value < 10:
            nth = below.value + self.items[below.end].value
            return _Read(above.value / nth, below.end + 1)
        return None

    def _and_a_part(self, found: Whole) -> _Read | None:
        """ "two and a half", "20 and three fifths"; of a million, half a million."""
        at = found.end + 1
        if self._kinds(found.end, OTHER, AND, A, PART) and not self._kinds(found.end + 4, OF):
            at += 1  # "two miles and a half"
        elif not self._kinds(found.end, AND):
            return None
        if last := self._ordinal(at, found):
            return last  # "hundred and fifth"
        part = self._part_first(at, int(self._kinds(at, A))) or self._one_nth(at)
        above = None if part else self._whole(at)
        if above and (self._kinds(above.end, NTH) or self._kinds(above.end, PART)):
            part = _Read(above.value * self._part_at(above.end), above.end + 1)
        elif above and above.value < found.value and (more := self._and_a_part(above)):
            return _Read(found.value + more.value, more.end)  # "twenty and three and a half"
        if part is None:
            return None
        of_a_scale = self._kinds(part.end - 1, TIMES)
        value = part.value if of_a_scale else part.value * found.scale
        return self._multiplied(_Read(found.value + value, part.end))

    # ── ordinals and decimals ───────────────────────────────────────────────────────────────

    def _ordinal(self, at: int, before: Whole | None) -> _Read | None:
        """ "third", "hundred and fifth", "two hundredth"."""
        if not self._kinds(at, ORDINAL):
            return None
        last, value = self.items[at].value, before.value if before else Fraction(0)
        if value and last >= 100 and value < last:
            return _Read(value * last, at + 1)
        if value and (last >= 100 or value % (10 if last < 10 else 100)):
            return None
        return _Read(value + last, at + 1)

    def _decimals(self, before: _Read) -> _Read:
        """ "two point five", "point nought three", "nought point eleven"."""
        at, digits = before.end + 1, ""
        while self._kinds(at, VALUE):
            item = self.items[at]
            if digits and (item.value >= 10 or item.digits):
                break
            if not item.digits and item.value >= 20:
                found = self._whole(at)
                digits, at = (
                    digits + str(found.value if found else item.value),
                    found.end if found else at + 1,
                )
                break
            digits, at = digits + (item.digits or str(item.value)), at + 1
        written = digits if digits.isdecimal() else "0"
        return _Read(before.value + Fraction(f"0.{written}"), at)
