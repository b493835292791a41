"""What each word does in a text that picks from a menu: name an option, deny, join, leave open.

English's words for that stand in `english/choices.yaml`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from flows.hearing.choices.menu import NOTHING, Menu, Options
from flows.hearing.numbers.tokens import FIGURE, MARK, WORD, Token, tokens
from flows.hearing.numbers.words import ENGLISH, ORDINAL, VALUE, Item, lexicon
from flows.hearing.plain import plain
from flows.hearing.spelling import mended, written_out
from flows.hearing.tables import table

WORDS, WHOLE = "words", "whole"  # some words of an option, all of them
PLACE = "place"  # the number or letter of an option, or "the last"
AND, OR, NOT, BUT, BREAK = "and", "or", "not", "but", "break"
BOTH, EVERY, NONE, OPEN, ASKS = "both", "every", "none", "open", "asks"
AROUND, OTHER = "around", "other"

_MARKS: Final = {"&": AND, "+": AND, "/": OR, "(": AROUND, ")": AROUND, "#": AROUND, "|": AROUND}
_PLACES: Final = ("first", "last", "before_last", "middle")
_LONGEST_PHRASE: Final = 5
_HEART: Final = re.compile(r"<3+(?![0-9])")
_BEFORE_ONE: Final = frozenset({"and", "or", "not", "please", "yes", "just", "pick"})
_NO_PLACES: Final = frozenset({"both", "twice", "thrice"})
_ORDINAL_ENDS: Final = frozenset({"st", "nd", "rd", "th"})
_OF_THE_CLOCK: Final = frozenset({"am", "pm", "oclock"})


class Mark(NamedTuple):
    """What a word, or a few, do.

    options: those it may name. place: the option at its number, if it is one. named: whether a
    word before says that it is one ("number two").
    """

    kind: str
    options: Options = NOTHING
    place: Options = NOTHING
    named: bool = False
    is_letter: bool = False
    text: str = ""


def marks(text: str, menu: Menu, language: str) -> list[Mark]:
    """What each word of a text does, in order."""
    return list(_Marking(text, menu, language or ENGLISH))


class _Marking:
    """Says of each word what it does."""

    def __init__(self, text: str, menu: Menu, language: str) -> None:
        self.menu, self.language = menu, language
        self.cut = list(self._in_full(tokens(written_out(_HEART.sub(" ", text)))))
        self.words = [each.digits if each.kind == FIGURE else each.text for each in self.cut]
        self.mended = [mended(each.text) if each.digits == "" else each.digits for each in self.cut]

    def _in_full(self, cut: list[Token]) -> Iterator[Token]:
        """ "im" as "i" and "am", unless it is a word of an option."""
        for token in cut:
            words = mended(token.text).split() if token.kind == WORD else []
            if len(words) < 2 or self.menu.meant_by(token.text):
                yield token
            else:
                yield from (Token(WORD, word, glued=False) for word in words)

    def __iter__(self) -> Iterator[Mark]:
        at = 0
        while at < len(self.cut):
            mark, length = self._mark(at)
            yield mark
            at += length

    def _mark(self, at: int) -> tuple[Mark, int]:
        word, is_mark = self.words[at], self.cut[at].kind == MARK
        if is_mark:
            between = 0 < at < len(self.cut) - 1 and self.cut[at + 1].kind == FIGURE
            dash = OR if word == "-" and between and self.cut[at - 1].kind == FIGURE else AROUND
            return Mark(dash if word == "-" else _MARKS.get(word, BREAK)), 1
        whole, length = self.menu.whole_at(self.words[at:])
        if at == 0 and not whole and _phrases_of("asks_first", self.mended[at]):
            return Mark(ASKS), 1
        if whole and (length > 1 or not self._place_of(at)):
            return Mark(WHOLE, whole, text=word), length
        phrase = self._phrase(at)
        if phrase and phrase[1] > 1:
            return phrase
        if self._is_no_place(at):
            return Mark(AROUND, text=word), 1
        if phrase and phrase[0].kind != AROUND:
            return phrase
        if self._place_of(at):
            return self._place(at)
        if options := self._words_of(at):
            return Mark(WORDS, options, text=word), 1
        return phrase or (self._other(word), 1)

    def _words_of(self, at: int) -> Options:
        """The options that have this word, or the figure that it stands for."""
        number = _number(self.mended[at], self.language)
        forms = (
            self.words[at],
            self.mended[at],
            str(number.value) if number and number.kind == VALUE else "",
        )
        return next((each for form in forms if (each := self.menu.meant_by(form))), NOTHING)

    def _other(self, word: str) -> Mark:
        if word in self.menu.shared:
            return Mark(AROUND, text=word)
        options = self.menu.almost_meant_by(word)
        return Mark(WORDS if options else OTHER, options, text=word)

    def _is_no_place(self, at: int) -> bool:
        """ "no" in "no 2", "one" in "the tea one", "3" in "all 3"."""
        before = self.mended[at - 1] if at else ""
        if _phrases_of("named", self.mended[at]) and at + 1 < len(self.cut):
            return bool(self._place_of(at + 1)) and self.words[at + 1] != "a"
        if self.mended[at] == "one":
            return bool(before) and not _phrases_of("named", before) and before not in _BEFORE_ONE
        is_all = self.words[at].isdecimal() and int(self.words[at]) == len(self.menu.options)
        return is_all and before == "all"

    # ── the table ───────────────────────────────────────────────────────────────────────────

    def _phrase(self, at: int) -> tuple[Mark, int] | None:
        """The longest phrase of the table that begins here."""
        known = _phrases()
        for length in range(_LONGEST_PHRASE, 0, -1):
            words = " ".join(self.mended[at : at + length])
            if kind := known.get(words) if len(self.mended) >= at + length else None:
                return self._of_kind(kind, words, at, length), length
        return None

    def _of_kind(self, kind: str, words: str, at: int, length: int) -> Mark:
        last = len(self.menu.options) - 1
        if kind in _PLACES:
            middle = last // 2 if last % 2 == 0 else last + 1
            place = {"first": 0, "last": last, "before_last": last - 1, "middle": middle}[kind]
            return Mark(PLACE, place=self._at(place), text=words)
        if kind == "every" and words.startswith("all ") and words.split()[1] in ("three", "four"):
            kind = EVERY if len(self.menu.options) == {"three": 3, "four": 4}[words[4:]] else OTHER
        return Mark(kind, text=words)

    # ── places ──────────────────────────────────────────────────────────────────────────────

    def _at(self, place: int) -> Options:
        return frozenset({place}) if 0 <= place < len(self.menu.options) else NOTHING

    def _place(self, at: int) -> tuple[Mark, int]:
        """A figure, a number word, an ordinal or a letter, which may also be an option's own."""
        length = 2 if self._next(at) in _ORDINAL_ENDS and self.cut[at + 1].glued else 1
        before, word = self.mended[at - 1] if at else "", self.words[at]
        if _phrases_of("counted", " ".join(self.mended[at + 1 : at + 3])):
            return Mark(AROUND), 1
        own = self._words_of(at)
        if own and (before == "at" or self._next(at) in _OF_THE_CLOCK):
            return Mark(WORDS, own), length
        named = _phrases_of("named", before)
        is_letter = len(word) == 1 and word.isalpha()
        return Mark(PLACE, own, self._place_of(at), named, is_letter, word), length

    def _next(self, at: int) -> str:
        return self.words[at + 1] if at + 1 < len(self.words) else ""

    def _place_of(self, at: int) -> Options:
        """The option whose number or letter this is."""
        word, token = self.words[at], self.cut[at]
        if token.kind == FIGURE:
            return self._at(int(word) - 1) if word.isdecimal() and len(word) < 4 else NOTHING
        if len(word) == 1 and "a" <= word <= "z":
            return self._at(ord(word) - ord("a"))
        if item := _number(self.mended[at], self.language) or _number(word, self.language):
            return self._at(int(item.value) - 1)
        return NOTHING


@cache
def _phrases() -> dict[str, str]:
    """The words of the table, each with what it does."""
    found: dict[str, str] = {}
    for kind, row in table("english/choices").items():
        if kind not in ("named", "counted", "asks_first"):
            for each in row.split("|"):
                found[plain(each)] = kind
    return found | {"and": AND, "n": AND}


def _phrases_of(kind: str, words: str) -> bool:
    return any(
        words == each or words.startswith(f"{each} ")
        for row in table("english/choices")[kind].split("|")
        if (each := row.strip())
    )


def _number(word: str, language: str) -> Item | None:
    """A whole number or an ordinal, in English or a language of their own."""
    for code in dict.fromkeys((language, ENGLISH)):
        found = lexicon(code)
        for words, item in found.entries.get(word, ()) if found else ():
            if word in _NO_PLACES:
                continue
            if len(words) == 1 and item.kind in (VALUE, ORDINAL) and item.value >= 1:
                return item
    return None
