"""How to ring somebody: the telephone number in a text, in figures or as it is spoken.

Numbers are checked with the `phonenumbers` library. British ones must be valid, or of the form
of a mobile; numbers from abroad begin with + or 00 and have a length that is possible there.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberFormat, ValidationResult

from flows.hearing.answers import SKIPPED, Expect, Heard, declined
from flows.hearing.numbers.words import ENGLISH, VALUE, lexicon
from flows.hearing.plain import Said, plain
from flows.hearing.scene import Scene
from flows.hearing.spelling import mended
from flows.hearing.tables import table

_BRITISH: Final = 44
_FEWEST, _MOST = 9, 15  # digits; E.164 allows fifteen
_MOST_PARTS: Final = 40
_MOBILE: Final = re.compile("7[1-57-9][0-9]{8}")
_DRAMA: Final = re.compile("1632960[0-9]{3}|1154960[0-9]{3}")
"""Of Ofcom's numbers for use in drama, those that the library does not know."""

_PART = re.compile(r"(?P<word>[0-9]{5,}(?=x)|[^\W_]+)|(?P<mark>\S)")
_MISTYPED: Final = re.compile("(?=.*[0-9])[0-9oil]{2,}")
_AS_FIGURES: Final = str.maketrans("oil", "011")
_WITHIN: Final = frozenset("-().,/+")
_BEFORE_OTHERS: Final = frozenset("#*=_-/.:")
_TRUNK_ZERO = re.compile(r"(\+|\b00)?[ ]?\b([1-9][0-9]{0,2})[ )]*\([ ]?0[ ]?\)")
_NO_NUMBER = re.compile(
    r"\b(not|no longer|isnt|wasnt|arent|dont look like|doesnt look like)\b"
    r"( (a|my|the|his|her|our|valid|real|right|phone|telephone|mobile))* numbers?\b"
)


def Phone() -> Expect:
    """One telephone number in the form of E.164 ("+447700900123"), or skipped."""
    return Expect(("heard", "skip"), ("SKIP",), phone)


def phone(heard: Said, scene: Scene) -> Heard | None:
    """The one telephone number in a text, or None if it holds none, or two."""
    if declined(heard):
        return SKIPPED
    if _NO_NUMBER.search(heard.words):
        return None
    found: dict[str, bool] = {}
    for run in _runs(_tidied(heard.raw), scene.language or ENGLISH):
        for number, sure in _numbers(run):
            found[number] = sure and found.get(number, True)
    if len(found) != 1:
        return None
    number, sure = found.popitem()
    return Heard("heard", number, sure, why="a telephone number")


# ── runs of figures ─────────────────────────────────────────────────────────────────────────


@dataclass
class _Run:
    """Figures with nothing but marks between them. spoken: which parts were words."""

    plus: bool = False
    parts: list[str] = field(default_factory=list)
    spoken: list[bool] = field(default_factory=list)

    def add(self, figures: str, spoken: bool) -> None:
        """One more part; "twenty" and "three" are one."""
        tens = spoken and self.spoken and self.spoken[-1] and len(figures) == 1
        if tens and len(self.parts[-1]) == 2 and self.parts[-1][1] == "0" != self.parts[-1][0]:
            self.parts[-1] = self.parts[-1][0] + figures
        else:
            self.parts.append(figures)
            self.spoken.append(spoken)


def _tidied(text: str) -> str:
    """Small letters, figures as 0 to 9, "+44 (0)7700" without its nought."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii():
        text = "".join(
            str(unicodedata.decimal(each, each))
            for each in text
            if unicodedata.category(each) != "Cf"
        )
    return _TRUNK_ZERO.sub(r"+\2 ", text)


def _runs(text: str, language: str) -> Iterator[_Run]:
    run, times, words = _Run(), 1, _spoken(language)
    for part in _PART.finditer(text):
        figures, spoken = _figures(part["word"] or "", words)
        if part["mark"] in _WITHIN:
            if part["mark"] == "+" or (
                part["mark"] == "," and _number(run.plus, "".join(run.parts))
            ):
                yield run
                run = _Run(plus=part["mark"] == "+")
        elif figures in ("double", "treble"):
            times = 2 if figures == "double" else 3
        elif figures == "plus":
            yield run
            run = _Run(plus=True)
        elif figures and not (not run.parts and _belongs_to_a_word(text, part.start())):
            run.add(figures * times if len(figures) == 1 else figures, spoken)
            times = 1
        else:
            yield run
            run, times = _Run(), 1
    yield run


def _belongs_to_a_word(text: str, at: int) -> bool:
    """ "E-151673398", "#2002": a code of some kind."""
    before = text[:at].rstrip("(+")
    mark = before[-1:]
    if mark in ("#", "*", "="):
        return True
    return mark in _BEFORE_OTHERS and before[-2:-1].isalpha() and mark in "-_/"


def _figures(word: str, words: dict[str, str]) -> tuple[str, bool]:
    """The figures that a word stands for, and whether it is spoken."""
    if word.isascii() and word.isdigit():
        return word, False
    if _MISTYPED.fullmatch(word):
        return word.translate(_AS_FIGURES), False
    bare = plain(word) if not word.isascii() else word
    return words.get(bare) or words.get(mended(bare)) or "", True


@cache
def _spoken(language: str) -> dict[str, str]:
    """The words that figures are spoken in: English, and a language of their own."""
    spoken: dict[str, str] = {}
    for code in dict.fromkeys((ENGLISH, language)):  # where they differ, their own counts
        found = lexicon(code)
        for word, entries in found.entries.items() if found else ():
            for words, item in entries:
                if len(words) == 1 and item.kind == VALUE and item.value in range(100):
                    spoken[word] = str(item.value)
    for figures, row in table("english/numbers")["telephone"].items():
        spoken |= {word.strip(): str(figures) for word in row.split("|")}
    return spoken


# ── numbers ─────────────────────────────────────────────────────────────────────────────────


def _numbers(run: _Run) -> Iterator[tuple[str, bool]]:
    """The numbers in a run of figures. One with more figures behind it is not sure."""
    found, behind, at = list[str](), False, 0
    parts = run.parts[:_MOST_PARTS]
    while at < len(parts):
        ends = range(len(parts), at, -1)
        numbers = ((end, _number(run.plus and not at, "".join(parts[at:end]))) for end in ends)
        end, number = next((each for each in numbers if each[1]), (at + 1, None))
        if number:
            found.append(number)
        elif found and run.spoken[at]:
            return  # a figure too many: which, nobody knows
        else:
            behind = behind or bool(found)
        at = end
    yield from ((number, not behind) for number in found)


def _number(plus: bool, digits: str) -> str | None:
    """The telephone number that these digits are, as E.164."""
    if not _FEWEST <= len(digits) <= _MOST + 2:
        return None
    if (written := _with_its_code(plus, digits)) is None:
        return None
    try:
        number = phonenumbers.parse(written)
    except phonenumbers.NumberParseException:
        return None
    if not (_is_british(number) if number.country_code == _BRITISH else _is_possible(number)):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _with_its_code(plus: bool, digits: str) -> str | None:
    if plus or digits.startswith("00"):
        return f"+{digits.removeprefix('00')}"
    if digits[0] == "0" and len(digits) <= 11:
        return f"+44{digits[1:]}"
    if digits.startswith("44") and len(digits) in (12, 13):
        return f"+{digits}"
    return f"+44{digits}" if digits[0] == "7" and len(digits) == 10 else None


def _is_british(number: phonenumbers.PhoneNumber) -> bool:
    national = str(number.national_number)
    known = _MOBILE.fullmatch(national) or _DRAMA.fullmatch(national)
    return bool(known) or phonenumbers.is_valid_number(number)


def _is_possible(number: phonenumbers.PhoneNumber) -> bool:
    reason = phonenumbers.is_possible_number_with_reason(number)
    return reason == ValidationResult.IS_POSSIBLE
