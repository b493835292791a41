"""The words that numbers are made of, in each language, and which of them a text holds.

Each language's words stand in its table under `numbers`; `english/numbers.yaml` says how.
Of the languages in `only_numbers` we know no more than those.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from flows.hearing.numbers.tokens import FIGURE, MARK, MILLION, WORD, Token, tokens
from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import plain
from flows.hearing.spelling import mended, written_out
from flows.hearing.tables import HERE, table
from flows.hearing.tongues.tables import codes

ENGLISH: Final = "en"

# What a part of a text can be in a number.
VALUE = "value"  # worth something by itself
TIMES = "times"  # multiplies what stands before it
ORDINAL = "ordinal"
PART = "part"  # half, a quarter
NTH = "nth"  # fifths: what stands before is divided
LEAD = "lead"  # a part that is said before the whole, as in Urdu
DIVIDED = "divided"  # as NTH, with the divisor before it
AND, A, OF, OVER, POINT, MINUS = "and", "a", "of", "over", "point", "minus"
HYPHEN, OTHER = "hyphen", "other"

# What stands around a number and says what it is, or is not.
CLOCK = "clock"  # am, pm
PAST = "past"  # half past
MONTH = "month"
BOUND = "bound"  # more than, at least: the number itself is not meant
NOT = "not"
CORRECTION = "correction"  # no wait, I mean
PLUS_ONE = "plus_one"  # me and


class Item(NamedTuple):
    """A part of a text: what it can be in a number, its worth, and how it was written.

    digits: a figure as it was written, "" for a word. alone: whether it is a number without
    others. glued: whether it is written together with what stands before it.
    """

    kind: str
    value: Fraction
    text: str
    digits: str = ""
    alone: bool = True
    glued: bool = False

    @property
    def is_other_word(self) -> bool:
        """Whether it is a word that has nothing to do with numbers."""
        return self.kind == OTHER and any(map(str.isalpha, self.text))


@dataclass(frozen=True)
class Lexicon:
    """One language's number words."""

    code: str
    mark: str
    entries: Mapping[str, list[tuple[tuple[str, ...], Item]]]
    glued: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    together: bool = False
    backwards: bool = False
    pairs: bool = False
    and_after: int = 10
    shy: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    runs: frozenset[str] = frozenset()
    sayings: Phrasebook = field(default_factory=lambda: Phrasebook({}))

    def items(self, text: str) -> list[Item]:
        """What each part of a text can be in a number."""
        if self.code != ENGLISH:
            return list(self._items(tokens(text, self.mark, self.runs)))
        return list(self._items(list(_mended(tokens(written_out(text), self.mark)))))

    def knows(self, text: str) -> bool:
        """Whether a text begins with a word of this table, so that it may be all in it."""
        first = next((each for each in plain(text).split() if not each.isdigit()), "")
        return (
            first in self.entries
            or bool(self._made_of(first))
            or bool(self.sayings.first(plain(text)))
        )

    def _items(self, cut: list[Token]) -> Iterator[Item]:
        at = 0
        while at < len(cut):
            token = cut[at]
            if token.kind == FIGURE:
                yield Item(VALUE, token.value, token.text, token.digits, glued=token.glued)
                at += 1
            elif token.kind == MARK:
                yield Item(_MARKS.get(token.text, OTHER), _NOTHING, token.text, glued=token.glued)
                at += 1
            else:
                found, length = self._longest(cut, at)
                yield from found
                at += length

    def _longest(self, cut: list[Token], at: int) -> tuple[list[Item], int]:
        """What the words that begin here are: the longest entry, or what one word is made of."""
        token = cut[at]
        for words, item in self.entries.get(token.text, ()):
            if _follow(cut, at, words):
                return [item._replace(glued=token.glued)], len(words)
        made_of = self._made_of(token.text) or [Item(OTHER, _NOTHING, token.text)]
        return [made_of[0]._replace(glued=token.glued), *made_of[1:]], 1

    def _made_of(self, word: str) -> list[Item]:
        return _taken_apart(self.code, word)

    def taken_apart(self, word: str) -> list[Item]:
        """Number words written in one: with "and" before, an ending behind, or run together."""
        for glued in self.glued:
            if word.startswith(glued) and (rest := self._whole(word[len(glued) :])):
                return [Item(AND, _NOTHING, glued), rest]
            if word == glued:
                return [Item(AND, _NOTHING, glued)]
        for ending in self.endings:
            if word.endswith(ending) and (rest := self._whole(word[: -len(ending)])):
                return [rest]
            if word == ending:
                return [Item(OTHER, _NOTHING, "")]
        return self._run_together(word) if self.together else []

    def _whole(self, word: str) -> Item | None:
        return next((item for words, item in self.entries.get(word, ()) if len(words) == 1), None)

    def _run_together(self, word: str) -> list[Item]:
        for cut in range(len(word) - 2, 1, -1):
            first = self._whole(word[:cut])
            if first and first.kind in (VALUE, TIMES):
                rest = self._whole(word[cut:])
                if more := [rest] if rest else self._run_together(word[cut:]):
                    return [first, *more]
        return []


def _mended(cut: list[Token]) -> Iterator[Token]:
    """The same in the spelling of the English tables."""
    for token in cut:
        words = mended(token.text).split() if token.kind == WORD else []
        if token.kind != WORD or words == [token.text]:
            yield token
        for number, word in enumerate(words if words != [token.text] else ()):
            yield Token(WORD, word, token.glued and number == 0)


@lru_cache(maxsize=8192)
def _taken_apart(code: str, word: str) -> list[Item]:
    found = lexicon(code)
    return found.taken_apart(word) if found else []


def _follow(cut: list[Token], at: int, words: tuple[str, ...]) -> bool:
    here = cut[at : at + len(words)]
    return len(here) == len(words) and all(
        each.kind == WORD and each.text == word for each, word in zip(here, words, strict=True)
    )


_NOTHING: Final = Fraction(0)
_LETTERS = {"k": 10**3, MILLION: 10**6, "g": 10**9}  # after a figure, in every language
_MARKS = {"-": HYPHEN, "/": OVER, "&": AND, "+": AND}
_KINDS = {
    "values": VALUE,
    "times": TIMES,
    "ordinals": ORDINAL,
    "parts": PART,
    "nths": NTH,
    "leads": LEAD,
}
_JOINERS = {
    "and": AND,
    "article": A,
    "of": OF,
    "over": OVER,
    "point": POINT,
    "minus": MINUS,
    "divided": DIVIDED,
    "not_numbers": OTHER,
    "clock": CLOCK,
    "past": PAST,
    "months": MONTH,
    "bounds": BOUND,
    "not": NOT,
    "corrections": CORRECTION,
    "plus_one": PLUS_ONE,
}


@cache
def lexicons() -> tuple[Lexicon, ...]:
    """Every language's number words, English first."""
    return tuple(filter(None, map(lexicon, _tables())))


@cache
def lexicon(code: str) -> Lexicon | None:
    """A language's number words, if we have them."""
    given = table(_tables()[code]).get("numbers") if code in _tables() else None
    return _lexicon(code, given) if given else None


@cache
def _tables() -> dict[str, str]:
    """The table of each language that we have numbers of, English first."""
    only = {path.stem: f"only_numbers/{path.stem}" for path in (HERE / "only_numbers").glob("*")}
    return {ENGLISH: "english/numbers"} | only | {code: f"languages/{code}" for code in codes()}


def _lexicon(code: str, given: dict[str, Any]) -> Lexicon:
    mark = str(given.get("mark", "."))
    entries = _entries(given)
    return Lexicon(
        code=code,
        mark="either" if mark == "." and code != ENGLISH else mark,
        entries=entries,
        runs=frozenset(each for each in entries if not each.isalpha() and each.isascii()),
        glued=_longest_first(given.get("glued")),
        endings=_longest_first(given.get("endings")),
        together=bool(given.get("together")),
        backwards=bool(given.get("backwards")),
        pairs=bool(given.get("pairs")),
        and_after=int(given.get("and_after", 10)),
        shy=frozenset(_words(given.get("shy"))),
        people=frozenset(_words(given.get("people"))),
        sayings=_sayings(given.get("sayings") or {}, given.get("lists") or {}),
    )


def _entries(given: dict[str, Any]) -> dict[str, list[tuple[tuple[str, ...], Item]]]:
    entries: dict[str, list[tuple[tuple[str, ...], Item]]] = {}
    uncounted = frozenset(_words(given.get("needs_count")))
    rows = [(kind, key, row) for part, kind in _KINDS.items() for key, row in _rows(given, part)]
    rows += [(kind, 0, given.get(part)) for part, kind in _JOINERS.items()]
    for kind, key, row in rows:
        for written in _words(row):
            words = tuple(written.split())
            item = Item(kind, Fraction(str(key)), written, alone=written not in uncounted)
            entries.setdefault(words[0], []).append((words, item))
    for letter, times in _LETTERS.items():
        item = Item(TIMES, Fraction(times), letter, alone=False)
        entries.setdefault(letter, []).append(((letter,), item))
    for each in entries.values():
        each.sort(key=lambda entry: -len(entry[0]))
    return entries


def _rows(given: dict[str, Any], part: str) -> Iterator[tuple[Any, Any]]:
    yield from (given.get(part) or {}).items()


def _words(row: Any) -> list[str]:
    return [bare for each in str(row or "").split("|") if (bare := plain(each))]


def _longest_first(row: Any) -> tuple[str, ...]:
    return tuple(sorted(_words(row), key=len, reverse=True))


_SAID = re.compile(r"[^\s()\[\]|^$<>.]+")


def _sayings(given: dict[Any, Any], lists: dict[str, str]) -> Phrasebook:
    headings = {str(key): _alternatives(str(row)) for key, row in given.items()}
    return Phrasebook(headings, {name: _SAID.sub(_as_heard, row) for name, row in lists.items()})


def _alternatives(row: str) -> list[str]:
    """The phrases of a row; a bar within brackets parts none."""
    phrases, depth = [""], 0
    for each in row:
        depth += (each in "([") - (each in ")]")
        if each == "|" and not depth:
            phrases.append("")
        else:
            phrases[-1] += each
    return [_SAID.sub(_as_heard, each) for each in phrases if each.strip()]


def _as_heard(word: re.Match[str]) -> str:
    return word[0] if word.string[word.start() - 1] == "<" else plain(word[0])
