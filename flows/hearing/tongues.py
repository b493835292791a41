"""Languages other than English: signals, yes and no, and mood, each from a table a language.

The tables are `languages/<code>.yaml`, written for somebody who speaks the language and reads no
code: `languages/cy.yaml` says how. A signal is heard in whatever language it comes, since a cry
for help may come in the one a person spoke first; but outside the language that is on file for
them, only by words that are no English. An answer is heard in their own language alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from textwrap import shorten
from typing import Any, Final, NamedTuple

from flows.hearing.answers import Heard
from flows.hearing.phrases import BadPhrase, Phrasebook
from flows.hearing.plain import Said, plain
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.tables import HERE, lines, table

FIRST_OF_ALL: Final = (
    Signal.URGENT, Signal.STOP, Signal.CONCERN, Signal.WRONG_NUMBER, Signal.START, Signal.PAUSE,
    Signal.PERSON, Signal.HELP,
)  # fmt: skip
"""The signals that tables may hold. Of several in one text, the first of these is heard."""

UNCLEAR: Final = "unclear"
"""The heading for what is no clear answer in a language, though it might look like one."""

HEADINGS: Final = {
    "signals": tuple(FIRST_OF_ALL),
    "yes_no": ("yes", "no", "maybe", "later", UNCLEAR),
    "mood": ("good", "soso", "low", UNCLEAR),
}
"""The parts of a table that are read here, and what may stand in each."""

_LONGEST_WHOLE: Final = 100  # characters; no whole message is longer
_MARKS = re.compile(r"\.\.|<\w+>|[()\[\]|^$]|[^\s()\[\]|^$<>]+")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_ONE_SPELLING = str.maketrans("أإآٱىيئكةهۀۃھ", "اااایییکہہہہہ")  # Arabic script: one of each


class _Hit(NamedTuple):
    """What was found: in which language, under which heading, in which list of it, and where."""

    code: str
    heading: str
    kind: str
    phrase: str  # as the table has it
    words: str  # as they stand in the text
    start: int
    end: int


def signal_in(heard: Said, scene: Scene) -> SignalHeard | None:
    """The signal that a text is in some language of ours, or None. Danger before all else."""
    words = folded(heard.raw)
    found = [each for each in _hits("signals", words) if _may_be_meant(each, scene.language)]
    voids = [each for each in found if each.kind == "unless"]
    said = [
        each
        for each in found
        if each.kind in ("whole", "phrases", "doubtful") and not _is_void(each, voids)
    ]
    if not said:
        return None
    hit = min(said, key=lambda each: (_first(each.heading), each.kind == "doubtful"))
    until = _until(found, scene) if hit.heading == Signal.PAUSE else None
    return SignalHeard(Signal(hit.heading), until, hit.kind != "doubtful", _why(hit))


def yes_no_in(heard: Said, scene: Scene) -> Heard | None:
    """The yes, no, maybe or later that a text is in their language; if none is known, in any."""
    return _answer("yes_no", heard, scene, maybe="later")


def mood_in(heard: Said, scene: Scene) -> Heard | None:
    """The mood that a text is in their language, or if none is known, in any."""
    return _answer("mood", heard, scene)


@cache
def codes() -> tuple[str, ...]:
    """The languages that there are tables of."""
    return tuple(sorted(path.stem for path in (HERE / "languages").glob("*.yaml")))


def folded(text: str) -> str:
    """The bare words of a text or a table, whoever typed them: one spelling for each letter."""
    return _DRAWN_OUT.sub(r"\1", plain(text).translate(_ONE_SPELLING))


# ── signals ─────────────────────────────────────────────────────────────────────────────────


def _first(heading: str) -> int:
    return FIRST_OF_ALL.index(Signal(heading))


def _is_void(hit: _Hit, voids: Iterable[_Hit]) -> bool:
    return hit.kind != "whole" and any(
        (void.code, void.heading) == (hit.code, hit.heading)
        and void.start < hit.end
        and hit.start < void.end
        for void in voids
    )


def _until(found: Iterable[_Hit], scene: Scene) -> date | None:
    days = max((int(each.kind) for each in found if each.kind.isdigit()), default=0)
    return scene.local.date() + timedelta(days=days) if days and scene.local else None


def _may_be_meant(hit: _Hit, language: str) -> bool:
    """Whether it is said in their own language, or at least is no English."""
    return hit.code == language or any(
        word not in lines("languages/also_english") and not word.isdigit()
        for word in hit.words.split()
    )


def _why(hit: _Hit) -> str:
    said = "whole message" if hit.kind == "whole" else shorten(hit.phrase, 60, placeholder=" ...")
    return f"{hit.code}: {hit.heading}, {said}"


# ── answers ─────────────────────────────────────────────────────────────────────────────────


def _answer(part: str, heard: Said, scene: Scene, **outcomes: str) -> Heard | None:
    """One answer, if there is just one in all the languages it may be in."""
    spoken = scene.language
    if spoken and spoken not in codes():
        return None
    found = [each for each in _hits(part, folded(heard.raw)) if _may_be_meant(each, spoken)]
    by_code = {code: _meant([each for each in found if each.code == code]) for code in codes()}
    meant = {hit.heading: hit for code, hit in by_code.items() if hit and spoken in ("", code)}
    if len(meant) != 1:
        return None
    heading, hit = meant.popitem()
    if heading == UNCLEAR:
        return Heard("", "", sure=False, why=_why(hit)) if spoken else None
    return Heard(outcomes.get(heading, heading), heading, why=_why(hit))


def _meant(hits: list[_Hit]) -> _Hit | None:
    """What one language makes of it: the whole message, else the longest phrases if they agree."""
    for hit in hits:
        if hit.kind == "whole":
            return hit
    longest = [each for each in hits if not any(_is_inside(each, other) for other in hits)]
    agreed = {each.heading for each in longest}
    if len(agreed) > 1:
        return longest[0]._replace(heading=UNCLEAR)
    return longest[0] if longest else None


def _is_inside(hit: _Hit, other: _Hit) -> bool:
    within = other.start <= hit.start and hit.end <= other.end
    return within and other.end - other.start > hit.end - hit.start


# ── the tables ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Part:
    """One part of every language's table: whole messages, and phrases."""

    wholes: dict[str, list[tuple[str, str]]]  # words: the codes and headings they stand under
    phrases: Phrasebook


def _hits(part: str, words: str) -> Iterator[_Hit]:
    """Everything in every table that stands in these words, in the part of that name."""
    tables = _part(part)
    for code, whole in _bare_of_courtesies(words):
        for each, heading in tables.wholes.get(whole, ()):
            if each == code:
                yield _Hit(code, heading, "whole", whole, whole, 0, len(words) + 1)
    for found in tables.phrases.found(words):
        code, heading, kind = found.heading.split()
        stands = words[found.start : found.end]
        yield _Hit(code, heading, kind, found.phrase, stands, found.start, found.end)


def _bare_of_courtesies(words: str) -> Iterator[tuple[str, str]]:
    """The words without "please" and "good morning" at either end, as each language has those."""
    for code in codes() if len(words) <= _LONGEST_WHOLE else ():
        before, after = _courtesies(code)
        left = words
        while left.startswith(before) or left.endswith(after):
            opening = max((each for each in before if left.startswith(each)), key=len, default="")
            closing = max((each for each in after if left.endswith(each)), key=len, default="")
            yield code, left
            left = left.removeprefix(opening).removesuffix(closing)
        yield code, left


@cache
def _courtesies(code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    polite = _between_bars(code, table(f"languages/{code}").get("polite", ""))
    return tuple(f"{each} " for each in polite), tuple(f" {each}" for each in polite)


@cache
def _part(name: str) -> _Part:
    wholes: dict[str, list[tuple[str, str]]] = {}
    phrases: dict[str, list[str]] = {}
    lists: dict[str, str] = {}
    for code in codes():
        for name_of_list, words in table(f"languages/{code}").get("lists", {}).items():
            lists[f"{code}_{name_of_list}"] = _as_heard(code, words)
        for heading, kinds in _headings(code, name):
            for each in _between_bars(code, kinds.pop("whole", "")):
                wholes.setdefault(each, []).append((code, heading))
            for kind, row in _phrases(code, kinds):
                phrases.setdefault(f"{code} {heading} {kind}", []).append(row)
    return _Part(wholes, Phrasebook(phrases, lists))


def _headings(code: str, part: str) -> Iterator[tuple[str, dict[Any, Any]]]:
    for key, kinds in table(f"languages/{code}").get(part, {}).items():
        heading = {True: "yes", False: "no"}.get(key, key)  # YAML's idea of a bare yes
        if heading not in HEADINGS[part]:
            raise BadPhrase(f"languages/{code}: {part} can have no {heading}")
        yield heading, dict(kinds)


def _phrases(code: str, kinds: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    for days, phrase in kinds.pop("lasting", {}).items():
        yield str(int(days)), _as_heard(code, f"({phrase})")
    for kind, rows in kinds.items():
        if kind not in ("phrases", "unless", "doubtful"):
            raise BadPhrase(f"languages/{code}: {kind} means nothing here")
        for row in rows:
            yield kind, _as_heard(code, row)


def _between_bars(code: str, words: Any) -> list[str]:
    if isinstance(words, bool):
        raise BadPhrase(f'languages/{code}: write "{words}" as you mean it, in quotation marks')
    return [each for part in str(words).split("|") if (each := folded(part))]


def _as_heard(code: str, phrase: Any) -> str:
    """A phrase with its words as texts arrive; the marks of the notation stay."""
    return " ".join(_mark_as_heard(code, mark) for mark in _MARKS.findall(str(phrase)))


def _mark_as_heard(code: str, mark: str) -> str:
    if mark[0] == "<":
        return f"<{code}_{mark[1:-1]}>"
    if mark in ("..", *"()[]|^$"):
        return mark
    if words := folded(mark):
        return words
    raise BadPhrase(f"languages/{code}: {mark} in a phrase means nothing")
