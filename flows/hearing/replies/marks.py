"""A mark that somebody gives: "2", "a 4", "number one", "3/5", "four out of ten", "2 or 3".

Only a number that stands for itself is a mark: "2 cats", "at 3" and "the number 7 bus" are none.
"""

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

from flows.hearing.plain import Said
from flows.hearing.replies.feelings import feeling_words
from flows.hearing.spelling import mended, written_out
from flows.hearing.tables import table

_NUMBERS: Final = {
    word: Fraction(value)
    for value, word in enumerate("nought one two three four five six seven eight nine ten".split())
} | {"zero": Fraction(0), "nil": Fraction(0), "hundred": Fraction(100)}
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}  # "the first one"
_HALF: Final = Fraction(1, 2)
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[a-z']+|[½/%.,!?;:\n-]")
_SCALES: Final = frozenset({5, 10, 100})
_PAUSES: Final = frozenset(".,!?;:\n")
_STARS: Final = "\u2b50\U0001f31f\u2605"
_LONGEST: Final = 60  # words; a longer text gives no mark
_LONGEST_NUMBER: Final = 9  # letters or digits; a longer one is none of ours


class Mark(NamedTuple):
    """A number, and what it is out of where they say so. sure: whether it is just this one."""

    value: Fraction
    out_of: int = 0
    sure: bool = True


class _Number(NamedTuple):
    value: Fraction
    out_of: int
    start: int
    end: int


def mark(heard: Said) -> Mark | None:
    """The one mark that a text gives, or the middle of two that it can't decide between."""
    tokens = _tokens(heard.raw)
    if len(tokens) > _LONGEST:
        return None
    found = [each for each in _numbers(tokens) if _stands_alone(each, tokens)]
    if not found:
        stars = sum(heard.raw.count(each) for each in _STARS)
        return Mark(Fraction(stars)) if stars else None
    if len({(each.value, each.out_of) for each in found}) == 1 or _mended(found, tokens):
        return Mark(found[-1].value, found[-1].out_of, found[-1].value.denominator == 1)
    if len(found) == 2 and _either_or(found[0], found[1], tokens):
        return Mark((found[0].value + found[1].value) / 2, found[-1].out_of, sure=False)
    return Mark(Fraction(-1), sure=False)  # several, and none of them is the one


def in_five(share: Fraction) -> int:
    """A share of the whole as one of five grades: 8 out of 10 is 4. A half is a 3."""
    return min(5, max(1, int(share * 5 + _HALF)))


def _tokens(text: str) -> list[str]:
    """Numbers, words, and the few signs that matter, in small letters and digits 0 to 9."""
    plain = "".join(
        each if (digit := unicodedata.decimal(each, None)) is None else str(digit)
        for each in written_out(text).casefold().replace("\u2019", "'").replace("\u2013", "-")
    )
    return _TOKEN.findall(plain)


def _numbers(tokens: list[str]) -> Iterator[_Number]:
    at = 0
    while at < len(tokens):
        value, end = _value(tokens, at)
        if value is None:
            at += 1
            continue
        out_of, end = _out_of(tokens, end)
        yield _Number(value, out_of, at, end)
        at = end


def _value(tokens: list[str], at: int) -> tuple[Fraction | None, int]:
    """A number in figures or words, with its half."""
    if at >= len(tokens):
        return None, at
    token = tokens[at]
    if token in _ORDINALS and tokens[at + 1 : at + 2] in (["one"], ["option"], ["answer"]):
        return Fraction(_ORDINALS[token]), at + 2
    if len(token) > _LONGEST_NUMBER:
        return None, at
    value = Fraction(token) if token[0].isdecimal() else _NUMBERS.get(token)
    if value is None:
        return None, at
    if tokens[at + 1 : at + 2] == ["½"]:
        return value + _HALF, at + 2
    if tokens[at + 1 : at + 4] == ["and", "a", "half"]:
        return value + _HALF, at + 4
    return value, at + 1


def _out_of(tokens: list[str], at: int) -> tuple[int, int]:
    """What a number is out of: "/5", "out of ten", "%"; 0 where nothing is said."""
    if tokens[at : at + 1] == ["%"]:
        return 100, at + 1
    for between in (["/"], ["out", "of"], ["of"], ["from"], ["outta"]):
        if tokens[at : at + len(between)] == between:
            base, end = _value(tokens, at + len(between))
            if base in _SCALES:
                return int(base or 0), end
    return 0, at


def _stands_alone(number: _Number, tokens: list[str]) -> bool:
    """Whether nothing but courtesies and the like stands before it, and no noun right after."""
    before = tokens[: number.start]
    pauses = [at for at, each in enumerate(before) if each in _PAUSES]
    clause = before[pauses[-1] + 1 :] if pauses else before
    after = tokens[number.end : number.end + 1]
    if clause[-1:] == ["no"] and tokens[number.start] == "one":
        return False  # "no one", not "no 1"
    following = _around() | _around("after a number") | feeling_words()
    return _are_beside(clause, _around()) and _are_beside(after, following)


def _are_beside(tokens: list[str], around: frozenset[str]) -> bool:
    words = [
        word
        for each in tokens
        if each[0].isalpha() and each not in _NUMBERS
        for word in mended(each.replace("'", "")).split()
    ]
    return all(word in around for word in words)


def _mended(found: list[_Number], tokens: list[str]) -> bool:
    """ "2, no, I mean 3": the last is the one."""
    between = set(tokens[found[-2].end : found[-1].start])
    return bool(between & {"actually", "mean", "meant", "make", "sorry", "rather", "oops"})


def _either_or(one: _Number, other: _Number, tokens: list[str]) -> bool:
    between = " ".join(tokens[one.end : other.start])
    return between in {
        "or",
        "to",
        "-",
        "/",
        "and",
        "or a",
        "and a",
        "or maybe",
        "or maybe a",
        ", or",
        "maybe",
        "or even",
    }


@cache
def _around(side: str = "around a number") -> frozenset[str]:
    """The words that may stand beside a mark."""
    return frozenset(re.findall(r"\w+", table("english/mood")[side]))
