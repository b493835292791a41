"""A text in the pieces that people pause between, and the telling phrases of each piece.

"No, love. I'd like to, but my leg's bad" is four clauses: what stands first in one, what fills
one, and what comes after a "but" decides what the whole of it means.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from flows.hearing.phrases import Phrasebook
from flows.hearing.plain import Said, plain
from flows.hearing.spelling import mended, rewritten, written_out

_PAUSES = re.compile(r"(?:[,;:!?()\[\]\"\n\u2026\u2013\u2014]|\.(?!\d)|(?<=\s)-+(?=\s))+")

_BOUND = ("ending", "alone")  # kinds that end a clause, or are all of it

LONGEST: Final = 100
"""Words that are listened to: nobody's answer is longer, and a flood of words stays cheap."""


class Clause(NamedTuple):
    """Some words without a pause between them, and whether a question mark ends them."""

    words: tuple[str, ...]
    asked: bool


class Cue(NamedTuple):
    """A telling phrase in a clause: its kind, the phrase, the words from `start` up to `end`."""

    kind: str
    phrase: str
    start: int
    end: int


def clauses(heard: Said) -> Iterator[Clause]:
    """The clauses of an English text, with its slips mended."""
    left = LONGEST
    for words, asked in _cut(written_out(heard.raw)):
        if words:
            yield Clause(words[:left], asked)
        left -= len(words)
        if left <= 0:
            return


def _cut(text: str) -> Iterator[Clause]:
    start = 0
    for pause in _PAUSES.finditer(text):
        yield Clause(_words(text[start : pause.start()]), "?" in pause[0])
        start = pause.end()
    yield Clause(_words(text[start:]), False)


def _words(text: str) -> tuple[str, ...]:
    return tuple(mended(plain(text)).split())


class Cues:
    """The telling phrases of a table, by kind, and the telling single words."""

    def __init__(
        self, phrases: Mapping[str, Iterable[str]], words: Mapping[str, str], lists: dict[str, str]
    ) -> None:
        """phrases: those of each kind. words: those of each kind, with | between."""
        self._book = Phrasebook(phrases, lists, rewritten())
        self._words = {
            word: kind for kind, row in words.items() for word in row.replace("|", " ").split()
        }

    def found(self, words: tuple[str, ...]) -> list[Cue]:
        """What may tell in a clause, the weightiest first: the longer, then the freer."""
        phrases = list(self._phrases(" ".join(words)))
        telling = [each for each in phrases if each.kind not in ("courtesies", "asking first")]
        cues = [each for each in phrases if not _goes_on(each, telling)]
        cues += self._single(words)
        return sorted(cues, key=_weight)

    def _phrases(self, sentence: str) -> Iterator[Cue]:
        for heading, phrase, start, end in self._book.found(sentence):
            first = sentence.count(" ", 0, start)
            yield Cue(heading, phrase, first, first + sentence.count(" ", start, end) + 1)

    def _single(self, words: tuple[str, ...]) -> Iterator[Cue]:
        for at, word in enumerate(words):
            if kind := self._words.get(word):
                yield Cue(kind, word, at, at + 1)


def apart(cues: Iterable[Cue]) -> list[Cue]:
    """Of cues that overlap only the weightiest, which stands first; from left to right."""
    kept: list[Cue] = []
    for cue in cues:
        if all(cue.end <= other.start or other.end <= cue.start for other in kept):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue.start)


def _weight(cue: Cue) -> tuple[int, bool, bool, int]:
    length = cue.end - cue.start
    return -length, cue.kind == "courtesies", cue.kind.endswith(_BOUND), cue.start


def _goes_on(cue: Cue, others: list[Cue]) -> bool:
    """Whether what should end a clause goes on: the "I'm not" of "I'm not sure"."""
    return cue.kind.endswith(_BOUND) and any(other.start < cue.end < other.end for other in others)
