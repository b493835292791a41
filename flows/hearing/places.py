"""Where somebody lives: the British postcode in a text.

The letter O for a nought and I or L for a one are mended where only one reading is a postcode:
in "S016 2AB" only "SO16 2AB" is.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product
from typing import Final

from flows.hearing.answers import SKIPPED, Expect, Heard, declined
from flows.hearing.plain import Said
from flows.hearing.scene import Scene
from flows.hearing.tables import table

SHORT: Final = 8
"""Words up to which a postcode may be taken apart in any way ("S O 1 6 2 A B")."""

_LOOKS_LIKE: Final = re.compile(r"[A-Z0-9]{1,2}[0-9OIL][0-9A-Z]?[0-9A-Z]?[0-9OIL][A-Z]{2}")
_INWARD: Final = re.compile("[0-9][ABD-HJLNP-UW-Z]{2}")  # never C, I, K, M, O or V
_GIRO: Final = "GIR 0AA"  # the one postcode of another form; it was a bank's
_SHORT_WORDS: Final = frozenset("ILL INN ITS OAR OAT ODD OFF OLD ONE OUR OUT OWE OWN".split())
_SLIPS: Final = {"0": "0O", "O": "O0", "1": "1I", "I": "I1", "L": "L1"}


def Postcode() -> Expect:
    """A British postcode in its usual form ("SO16 2AB"), or skipped."""
    return Expect(("heard", "skip"), ("SKIP",), postcode)


def postcode(heard: Said, scene: Scene) -> Heard | None:
    """The one postcode in a text, or None if it holds none, or two."""
    if declined(heard):
        return SKIPPED
    words = heard.bare.upper().split()
    found = {each for written in _usual(words) if (each := _read(written))}
    if not found and len(words) <= SHORT:
        found = {each for written in _apart(words) if (each := _read(written, slips=False))}
    return Heard("heard", found.pop(), why="a postcode") if len(found) == 1 else None


def _usual(words: list[str]) -> Iterator[str]:
    """What may be a postcode in one word, or in two: the second is the last three letters."""
    yield from words
    for first, second in pairwise(words):
        if len(second) == 3 and len(first) <= 4:
            yield first + second


def _apart(words: list[str]) -> Iterator[str]:
    """What may be one in any pieces, together: the longest that ends at each word."""
    for end in range(len(words), 1, -1):
        together = ("".join(words[start:end]) for start in range(end - 1))
        yield next((each for each in together if _read(each, slips=False)), "")


def _read(written: str, slips: bool = True) -> str | None:
    """The postcode that this is, with as few slips as may be; None if none, or not just one."""
    if written == _GIRO.replace(" ", ""):
        return _GIRO
    if not 5 <= len(written) <= 7 or not _LOOKS_LIKE.fullmatch(written) or _is_word(written):
        return None
    by_slips: dict[int, set[str]] = {}
    for outward in _readings(written[:-3]):
        for inward in _readings(written[-3:]):
            if _is_outward(outward) and _INWARD.fullmatch(inward):
                count = sum(a != b for a, b in zip(outward + inward, written, strict=True))
                by_slips.setdefault(count, set()).add(f"{outward} {inward}")
    fewest = min(by_slips, default=0)
    found = by_slips.get(fewest, set())
    return found.pop() if len(found) == 1 and (slips or not fewest) else None


def _is_word(written: str) -> bool:
    """ "polite" is not PO1 1TE, nor "b1 one" B1 0NE."""
    return written.isalpha() or written[-3:] in _SHORT_WORDS


def _readings(written: str) -> Iterator[str]:
    return map("".join, product(*(_SLIPS.get(each, each) for each in written)))


def _is_outward(outward: str) -> bool:
    """Whether this is a district: an area that there is, and a number up to 99."""
    areas, lettered = _published()
    found = re.fullmatch("([A-Z]{1,2})([1-9][0-9]?|0)", outward)
    return bool(found and found[1] in areas) or lettered.fullmatch(outward) is not None


@cache
def _published() -> tuple[frozenset[str], re.Pattern[str]]:
    facts = table("places")
    areas = frozenset((*facts["postcode_areas"].split(), facts["forces"]))
    return areas, re.compile(facts["lettered_districts"])
