"""A place on a scale, by default 1 to 5; higher is better. Digits, words, "4/5", stars, faces."""

from fractions import Fraction
from typing import Final

from flows.hearing.answers import SKIPPED, Expect, Heard, declined
from flows.hearing.numbers import decimal
from flows.hearing.plain import Said
from flows.hearing.replies.feelings import Felt, declines, weighed
from flows.hearing.replies.marks import Mark, mark
from flows.hearing.scene import Scene

_STEPS: Final = 4  # from the lowest to the highest of the five grades that words have


def Scale(lowest: int = 1, highest: int = 5) -> Expect:
    """A number from `lowest` to `highest`, as a decimal string, or skipped.

    "8 out of 10" is heard in proportion. What falls between two numbers ("3 or 4", "7/10" on one
    to five) is heard, but not surely; what lies outside is not heard.
    """

    def heard(text: Said, scene: Scene) -> Heard | None:
        return scale(text, scene, lowest, highest)

    labels = tuple(str(each) for each in range(lowest, highest + 1))
    return Expect(("heard", "skip"), labels, heard)


def scale(heard: Said, scene: Scene, lowest: int = 1, highest: int = 5) -> Heard | None:
    """The number on that scale that a text gives, in figures, words or faces."""
    if declined(heard):
        return SKIPPED
    given = mark(heard)
    value = _on_scale(given, lowest, highest) if given else None
    if given and value is None:
        return None
    felt = weighed(_as_felt(value, lowest, highest), heard)
    if felt is None or not felt.grade:
        return SKIPPED if felt is None and declines(heard) else None
    if given and value is not None:
        return Heard("heard", decimal(value), value.denominator == 1 and given.sure, "a number")
    worded = lowest + Fraction(felt.grade - 1, _STEPS) * (highest - lowest)
    return Heard("heard", decimal(worded), worded.denominator == 1, felt.why)


def _on_scale(given: Mark, lowest: int, highest: int) -> Fraction | None:
    """A mark as a number on the scale; None if it lies outside."""
    value = given.value
    if given.out_of and given.out_of != highest:
        if value > given.out_of:
            return None
        value = max(Fraction(lowest), value * highest / given.out_of)
    return value if lowest <= value <= highest else None


def _as_felt(value: Fraction | None, lowest: int, highest: int) -> Felt | None:
    """The number as one of the five grades, to hold it against the words beside it."""
    if value is None:
        return None
    share = (value - lowest) / (highest - lowest)
    return Felt(1 + round(share * _STEPS), False, "a number")
