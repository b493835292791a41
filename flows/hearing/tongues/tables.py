"""The tables of other languages, `languages/<code>.yaml`, read for hearing: one `Tongue` each.

They are written for somebody who speaks the language and reads no code; the top of
`languages/cy.yaml` says how. A mistake in one raises BadPhrase, which says where. Read once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import intern
from typing import Any, Final, NamedTuple

from flows.hearing.phrases import BadPhrase, Phrasebook
from flows.hearing.plain import plain
from flows.hearing.signal_names import Signal
from flows.hearing.tables import HERE, lines, table, texts

FIRST_OF_ALL: Final = (
    Signal.URGENT, Signal.STOP, Signal.CONCERN, Signal.WRONG_NUMBER, Signal.START, Signal.HOME,
    Signal.PAUSE, Signal.PERSON, Signal.HELP, Signal.ME, Signal.STORY, Signal.WHATS_ON,
    Signal.HELP_OUT, Signal.ASK, Signal.SAY,
)  # fmt: skip
"""The signals that tables may hold. Of several in one text, the first of these is heard."""

UNCLEAR: Final = "unclear"
"""The heading for what is no clear answer in a language, though it might look like one."""

HEADINGS: Final = {
    "signals": tuple(str(each) for each in FIRST_OF_ALL),
    "yes_no": ("yes", "no", "maybe", "later", UNCLEAR),
    "mood": ("good", "soso", "low", UNCLEAR),
}
"""The parts of a table that are read here, and what may stand in each."""

KINDS: Final = ("phrases", "doubtful", "unless")
"""The lists that may stand under a heading, beside `whole`, `keyword` and `lasting`."""

KEYWORD: Final = "keyword"
"""Words that a message may begin with, and be about what comes after them; or all of it."""

_LONGEST_WHOLE: Final = 100  # characters; no whole message is longer
_MARKS = re.compile(r"\.\.|<\w+>|[()\[\]|^$]|[^\s()\[\]|^$<>]+")
_SYMBOLS: Final = frozenset(("..", *"()[]|^$"))


class Hit(NamedTuple):
    """What was found in a text.

    kind: whole, keyword, phrases, doubtful or unless; or how many days, for what says how long a
    pause is.
    phrase: as the table has it. start, end: where it stands in the text, in characters.
    """

    heading: str
    kind: str
    phrase: str
    start: int
    end: int


@dataclass(frozen=True)
class Tongue:
    """One language.

    before, after: courtesies that may stand round a whole message. wholes: the heading that each
    whole message stands under, by part. phrases: the phrases of each part.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    wholes: dict[str, dict[str, str]]
    phrases: dict[str, Phrasebook]

    def hits(self, part: str, words: str) -> Iterator[Hit]:
        """Everything in one part of the table that stands in these words."""
        for whole in self._without_courtesies(words):
            if heading := self.wholes[part].get(whole):
                yield Hit(heading, "whole", whole, 0, len(words) + 1)
        for found in self.phrases[part].found(words):
            heading, kind = found.heading.split()
            yield Hit(heading, kind, found.phrase, found.start, found.end)

    def _without_courtesies(self, words: str) -> Iterator[str]:
        """The words, and again with less and less "please" and "good morning" round them."""
        if len(words) > _LONGEST_WHOLE:
            return
        yield words
        while words.startswith(self.before) or words.endswith(self.after):
            opening = max((b for b in self.before if words.startswith(b)), key=len, default="")
            closing = max((a for a in self.after if words.endswith(a)), key=len, default="")
            words = words.removeprefix(opening).removesuffix(closing)
            yield words


@cache
def codes() -> tuple[str, ...]:
    """The languages that there are tables of."""
    return tuple(sorted(path.stem for path in (HERE / "languages").glob("*.yaml")))


def telling(words: Iterable[str], spoken: str) -> frozenset[str]:
    """The languages that these words show: by one that is met in no other, nor in theirs."""
    own = words_of(spoken) if spoken in codes() else frozenset[str]()
    left = {word for word in words if word not in own}
    return frozenset(code for word in left for code in _shown_by().get(word, "").split())


@cache
def _shown_by() -> Mapping[str, str]:
    """The languages that each word shows, with a space between, for words that show any."""
    shown: dict[str, str] = {}
    for code in codes():
        for word in words_of(code) - lines("languages/met_elsewhere"):
            shown[word] = f"{shown[word]} {code}" if word in shown else code
    return shown


@cache
def words_of(code: str) -> frozenset[str]:
    """Every word of a language's table that a signal, a yes or no or a mood may be said in."""
    kept = {part: table(f"languages/{code}").get(part) for part in ("polite", "lists", *HEADINGS)}
    marks = {mark for text in texts(kept) for mark in _MARKS.findall(text)}
    return frozenset(intern(word) for mark in marks for word in _words(mark).split())


# ── reading one ─────────────────────────────────────────────────────────────────────────────


@cache
def tongue(code: str) -> Tongue:
    """The language of that code. Raises BadPhrase if its table is wrong."""
    written = table(f"languages/{code}")
    lists = {_key(name): _as_heard(code, row) for name, row in written.get("lists", {}).items()}
    polite = _between_bars(code, written.get("polite", ""))
    parts = {part: list(_headings(code, part)) for part in HEADINGS}
    return Tongue(
        tuple(f"{each} " for each in polite),
        tuple(f" {each}" for each in polite),
        {part: _wholes(code, headings) for part, headings in parts.items()},
        {part: Phrasebook(_phrases(code, found), lists) for part, found in parts.items()},
    )


Heading = tuple[str, dict[str, Any]]


def _headings(code: str, part: str) -> Iterator[Heading]:
    for key, lists in table(f"languages/{code}").get(part, {}).items():
        heading = _key(key)
        if heading not in HEADINGS[part]:
            raise BadPhrase(f"languages/{code}: {part} can have no {heading}")
        if unknown := set(lists) - {"whole", KEYWORD, "lasting", *KINDS}:
            raise BadPhrase(f"languages/{code}: {unknown.pop()} means nothing under {heading}")
        yield heading, lists


def _wholes(code: str, headings: list[Heading]) -> dict[str, str]:
    wholes: dict[str, str] = {}
    for heading, lists in headings:
        every = (lists.get("whole", ""), lists.get(KEYWORD, ""))
        for words in (each for row in every for each in _between_bars(code, row)):
            wholes.setdefault(words, heading)
    return wholes


def _phrases(code: str, headings: list[Heading]) -> dict[str, list[str]]:
    phrases = {
        f"{heading} {kind}": [_as_heard(code, row) for row in lists.get(kind, ())]
        for heading, lists in headings
        for kind in KINDS
    }
    for heading, lists in headings:
        keywords = _between_bars(code, lists.get(KEYWORD, ""))
        phrases[f"{heading} {KEYWORD}"] = [f"^ {each}" for each in keywords]
        for days, words in lists.get("lasting", {}).items():
            phrases[f"{heading} {int(days)}"] = [_as_heard(code, f"({words})")]
    return phrases


def _key(key: Any) -> str:
    """A key as it was written: YAML takes a bare yes or no for something else."""
    return {True: "yes", False: "no"}.get(key, str(key))


def _between_bars(code: str, words: Any) -> list[str]:
    if isinstance(words, bool):
        raise BadPhrase(f'languages/{code}: write "{words}" as you mean it, in quotation marks')
    return [each for part in str(words).split("|") if (each := plain(part))]


def _as_heard(code: str, phrase: Any) -> str:
    """A phrase with its words as texts arrive; the marks of the notation stay."""
    marks = [(mark, _words(mark)) for mark in _MARKS.findall(str(phrase))]
    if nothing := [mark for mark, words in marks if not words]:
        raise BadPhrase(f"languages/{code}: {nothing[0]} in {phrase!r} means nothing")
    return " ".join(words for _, words in marks)


@lru_cache(maxsize=16_384)
def _words(mark: str) -> str:
    return mark if mark in _SYMBOLS or mark[0] == "<" else plain(mark)
