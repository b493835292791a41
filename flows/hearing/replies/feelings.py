"""How somebody says they feel, from 5 (could not be better) to 1 (could hardly be worse).

British people say it sideways ("not too clever", "mustn't grumble"), so the phrases and words
are a table, `english/mood.yaml`. Here is how words turn ("not bad"), which of them tell of the
person at all ("good news" and "the bus was awful" do not), and what several mean together: what
follows a "but", or is so now, weighs more; good and low side by side mean neither.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from flows.hearing.plain import Said
from flows.hearing.replies.clauses import Clause, Cue, Cues, apart, clauses
from flows.hearing.tables import table

_GRADES: Final = ("5", "4", "3", "2", "1")

_NOT: Final = {5: 2, 4: 2, 3: 2, 2: 4, 1: 3}  # "not great" is low, "not awful" is so-so


class Felt(NamedTuple):
    """A grade, whether it is so now, and the rule that heard it; 0 is good and low at once."""

    grade: int
    now: bool
    why: str


def weighed(number: Felt | None, heard: Said) -> Felt | None:
    """How an English text says they feel, or None if it doesn't say.

    A number outweighs words, and words a face, unless one is good and the other low.
    """
    said = [each for each in (number, _worded(heard)) if each]
    shown = _face(heard)
    if shown and (said or _is_bare(heard)):
        said.append(shown)
    if any(_at_odds(said[0], each) for each in said[1:]):
        return Felt(0, False, "good and low at once")
    return said[0] if said else None


def declines(heard: Said) -> bool:
    """Whether they would rather not say."""
    return any(
        cue.kind == "skip" for clause in clauses(heard) for cue in _cues().found(clause.words)
    )


# ── one clause ──────────────────────────────────────────────────────────────────────────────


def _in_clause(clause: Clause) -> Iterator[Felt | None]:
    """What a clause says, from left to right; None for a "but" in it."""
    words = clause.words
    now = any(word in _listed("now") for word in words)
    for cue in apart(_cues().found(words)):
        if cue.kind == "turning":
            yield None
        elif cue.kind.isdigit():
            yield Felt(int(cue.kind), now, f"says: {cue.phrase}")
        elif (
            cue.kind.startswith("word")
            and not (clause.asked and cue.start)
            and _tells_of_them(words, cue)
        ):
            yield Felt(_grade(words, cue), now, f"word: {cue.phrase}")


def _grade(words: tuple[str, ...], cue: Cue) -> int:
    """The grade of a word, turned by a "not" before it, or made more by a "very"."""
    grade, before = int(cue.kind[-1]), _before(words, cue)
    if before and before[-1] in _listed("negations"):
        return _NOT[grade]
    if words[cue.start - 1 : cue.start] and words[cue.start - 1] in _listed("strong"):
        return {4: 5, 2: 1}.get(grade, grade)
    return grade


def _before(words: tuple[str, ...], cue: Cue) -> tuple[str, ...]:
    """What stands before a word and its "so" or "very"."""
    start = cue.start
    while start and words[start - 1] in _listed("between"):
        start -= 1
    return words[:start]


def _tells_of_them(words: tuple[str, ...], cue: Cue) -> bool:
    """Whether it stands where it can only tell of the person or their week."""
    if words[cue.end : cue.end + 1] and words[cue.end] not in _listed("after"):
        return words[cue.end] in feeling_words()
    before = _before(words, cue)
    while before and before[-1] in _listed("copulas"):
        before = before[:-1]
        if before and before[-1] not in _listed("subjects") | _listed("copulas"):
            return False
    return not before or before[-1] in _listed("before") or before[-1] in feeling_words()


# ── all of it ───────────────────────────────────────────────────────────────────────────────


def _worded(heard: Said) -> Felt | None:
    """What the words say. Each "but" begins a new part."""
    parts: list[list[Felt]] = [[]]
    for clause in clauses(heard):
        for each in _in_clause(clause):
            if each is None:
                parts.append([])
            else:
                parts[-1].append(each)
    felt: Felt | None = None
    for part in parts:
        if said := _together(part):
            felt = _after_but(felt, said) if felt else said
    return felt


def _together(part: list[Felt]) -> Felt | None:
    """What is said without a "but": the strongest; 0 if it is good and low at once."""
    grades = {each.grade for each in part}
    if grades and max(grades) > 3 > min(grades):
        present = [each for each in part if each.now]
        settled = present and not _at_odds(present[0], present[-1]) and len(present) < len(part)
        return present[-1] if settled else Felt(0, False, "good and low at once")
    return max(part, key=lambda each: abs(each.grade - 3), default=None)


def _after_but(one: Felt, other: Felt) -> Felt:
    """What "one, but other" means: mostly the other."""
    if _at_odds(one, other) and not other.now:
        return Felt(0, False, "good and low at once")
    return other


def _at_odds(one: Felt, other: Felt) -> bool:
    """Whether one is good and the other low, or either is both."""
    low, high = sorted((one.grade, other.grade))
    return low == 0 or low < 3 < high


# ── faces ───────────────────────────────────────────────────────────────────────────────────


def _face(heard: Said) -> Felt | None:
    """How its faces look, emoji or typed ones; 0 if they don't agree."""
    shown = {grade for each in heard.faces if (grade := _faces().get(each))}
    shown |= {_TYPED[each[-1]] for each in _TYPED_FACE.findall(heard.raw)}
    if not shown:
        return None
    if max(shown) > 3 > min(shown):
        return Felt(0, False, "faces that differ")
    return Felt(max(shown, key=lambda grade: abs(grade - 3)), False, "a face")


def _is_bare(heard: Said) -> bool:
    """Whether there is nothing but a face and courtesies."""
    return all(word in _listed("around a number") for word in heard.words.split())


# ── the table ───────────────────────────────────────────────────────────────────────────────

_TYPED_FACE = re.compile(r"(?<!\w)[:;=]['\u2019]?-?[)\](\[D|/\\](?![/\w])")
_TYPED: Final = {")": 4, "]": 4, "D": 5, "(": 2, "[": 2, "|": 3, "/": 3, "\\": 3}


@cache
def _cues() -> Cues:
    rows = table("english/mood")
    phrases = {grade: rows[grade]["phrases"] for grade in _GRADES}
    words = {f"word {grade}": rows[grade]["words"] for grade in _GRADES}
    other = {kind: rows[kind] for kind in ("skip", "nothing")}
    return Cues(phrases | other, words | {"turning": rows["turning"]}, rows["lists"])


@cache
def feeling_words() -> frozenset[str]:
    rows = table("english/mood")
    return frozenset(word for grade in _GRADES for word in re.findall(r"\w+", rows[grade]["words"]))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", table("english/mood")[name]))


@cache
def _faces() -> dict[str, int]:
    rows = table("english/mood")["faces"]
    return {each: int(grade) for grade, row in rows.items() for each in row.split()}
