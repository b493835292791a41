"""The notation that phrase tables are written in, and a quick way to find them in a text.

    i am going to kill myself       these words, in this order
    (kill | hurt) myself            one of these
    i have [really] had enough      perhaps
    <i_feel> hopeless               one of a list of that name in the table's `lists`
    fallen .. cant get up           up to four other words between
    ^ stop $                        where the sentence begins, where it ends

Words are written as `flows.hearing.plain` leaves them: small letters, no apostrophe ("dont"),
no marks, and never a short form that `english/spelling.yaml` writes out ("i am", not "im").

A text is not tried against every phrase. Each phrase needs some words; it is looked up by the
rarest of them, and looked for only in a text that has them all.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, NamedTuple

from flows.hearing.tables import BadTable

_MARKS = re.compile(r"\.\.|[()\[\]|^$]|<\w+>|[^\s()\[\]|^$<>]+")
_GAP: Final = r"(?: \S+){0,4}?"

Needs = tuple[frozenset[str], ...]  # of each of these words, one must be there
Pattern = tuple[str, Needs]


class BadPhrase(BadTable):
    """A phrase in a table can't be read. The text says which phrase and why."""


class Found(NamedTuple):
    """A phrase in a sentence: the heading it stands under, the phrase, and where."""

    heading: str
    phrase: str
    start: int
    end: int


@dataclass(frozen=True)
class Phrase:
    """One phrase of a table, under its heading."""

    heading: str
    text: str
    expression: str
    needs: Needs

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self.expression + r"(?= |\Z)")

    def search(self, spaced: str, words: frozenset[str]) -> re.Match[str] | None:
        """Where it first stands in a sentence that begins with a space. words: all of them."""
        if any(need.isdisjoint(words) for need in self.needs):
            return None
        return self._pattern.search(spaced)


class Phrasebook:
    """Phrases under headings. `lists` are the words that `<name>` stands for.

    Raises BadPhrase if a phrase can't be read, or holds a word in a form that never arrives.
    """

    def __init__(
        self,
        headings: Mapping[str, Iterable[str]],
        lists: Mapping[str, str] | None = None,
        never: frozenset[str] = frozenset(),
    ) -> None:
        self._lists = _Lists(lists or {}, never)
        self._never = never
        self._by_anchor: dict[str, list[Phrase]] = defaultdict(list)
        for heading, phrases in headings.items():
            for text in phrases:
                self._add(heading, text)

    def _add(self, heading: str, text: str) -> None:
        expression, needs = _Reader(text, self._lists, self._never).read()
        if not needs:
            raise BadPhrase(f"{heading}: {text!r} has no word that must be there")
        phrase = Phrase(heading, text, expression, needs)
        for word in _rarest(needs):
            self._by_anchor[word].append(phrase)

    def found(self, sentence: str) -> Iterator[Found]:
        """Every phrase that stands in this sentence, the first time that it does."""
        spaced, words = f" {sentence}", sentence.split()
        there, tried = frozenset(words), set[int]()
        for word in dict.fromkeys(words):
            for phrase in self._by_anchor.get(word, ()):
                if id(phrase) in tried:
                    continue
                tried.add(id(phrase))
                if at := phrase.search(spaced, there):
                    yield Found(phrase.heading, phrase.text, at.start(), at.end() - 1)

    def first(self, sentence: str) -> Found | None:
        """A phrase that stands in this sentence, if there is one."""
        return next(self.found(sentence), None)


class _Lists:
    """The lists that phrases refer to, each read once, when a phrase first does."""

    def __init__(self, texts: Mapping[str, str], never: frozenset[str]) -> None:
        self._texts, self._never = dict(texts), never
        self._read: dict[str, Pattern] = {}

    def pattern(self, name: str, phrase: str) -> Pattern:
        """What `<name>` stands for in this phrase."""
        if name not in self._texts:
            raise BadPhrase(f"{phrase!r}: there is no list {name}")
        if name not in self._read:
            reader = _Reader(f"({self._texts[name]})", self, self._never)
            self._read[name] = reader.read()
        return self._read[name]


class _Reader:
    """Reads one phrase into an expression over words that each have a space before them."""

    def __init__(self, text: str, lists: _Lists, never: frozenset[str]) -> None:
        self.text, self.lists, self.never = text, lists, never
        self.marks: list[str | None] = [*_MARKS.findall(text), None]
        self.at = 0

    def read(self) -> Pattern:
        expression, anchors = self._either("")
        if self._next() is not None:
            raise BadPhrase(f"{self.text!r} closes a bracket that was never opened")
        return expression, anchors

    def _either(self, closing: str) -> Pattern:
        """Sequences with | between, up to the bracket that closes them."""
        ways = [self._sequence(closing)]
        while self._next() == "|":
            self.at += 1
            ways.append(self._sequence(closing))
        if closing:
            if self._next() != closing:
                raise BadPhrase(f"{self.text!r} lacks a {closing}")
            self.at += 1
        if len(ways) == 1:
            return ways[0]
        expression = "|".join(way for way, _ in ways)
        needs = [_rarest(each) for _, each in ways if each]
        every = (frozenset().union(*needs),) if len(needs) == len(ways) else ()
        return f"(?:{expression})", every

    def _sequence(self, closing: str) -> Pattern:
        expression, needs, before = "", list[frozenset[str]](), ""
        while (mark := self._next()) and mark != "|" and mark != closing:
            part, needed = self._item(mark)
            if self.never and f"{before} {mark}" in self.never:
                raise BadPhrase(f"{self.text!r}: {before} {mark} never arrives like that")
            expression, before = expression + part, mark
            needs += needed
        return expression, tuple(needs)

    def _item(self, mark: str) -> Pattern:
        self.at += 1
        if mark.isalnum():
            return self._word(mark)
        if mark == "(":
            return self._either(")")
        if mark == "[":
            return f"(?:{self._either(']')[0]})?", ()
        if mark == "..":
            return _GAP, ()
        if mark == "^":
            return r"\A", ()
        if mark == "$":
            return r"\Z", ()
        if mark[0] == "<":
            return self.lists.pattern(mark[1:-1], self.text)
        return self._word(mark)

    def _word(self, mark: str) -> Pattern:
        if mark in self.never:
            raise BadPhrase(f"{self.text!r}: {mark} never arrives like that")
        if mark in (")", "]"):
            raise BadPhrase(f"{self.text!r} has a {mark} too many")
        return _one_word(mark)

    def _next(self) -> str | None:
        return self.marks[self.at]


_COMMON = frozenset(
    "a about all am an and are as at be but can cant do dont for from get go going got had has have"
    " he her him i if in is it its just like me my no not of on one or out over please she so some"
    " that the there they this to too up us was we were what when will with would you your".split()
)


def _rarest(needs: Needs) -> frozenset[str]:
    """The words that fewest texts hold: none that everybody uses, and not many."""
    if len(needs) == 1:
        return needs[0]
    return min(needs, key=lambda words: (len(words & _COMMON), len(words)))


@cache
def _one_word(word: str) -> Pattern:
    return f" {word if word.isalnum() else re.escape(word)}", (frozenset({word}),)
