"""What each clause of a reply to a yes-or-no question tells, in the order it is told.

Which phrases tell what is in `english/yes_no.yaml`; here is where they count: first in a clause,
filling one, anywhere; and not behind a "not", in a question, or as somebody else's words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from flows.hearing.clauses import Clause, Cue, Cues
from flows.hearing.tables import table
from flows.hearing.weighing import ANSWERS, OTHER, Told

_LONGEST_NAME: Final = 2  # words
_REACH_OF_A_NOT: Final = 4  # words
_SILENT: Final = frozenset({"courtesies", "joining", "nothing"})
_PLACED: Final = frozenset({"anywhere", "first", "ending", "alone"})  # how what is firm may be said


def told(clauses: Iterable[Clause]) -> list[Told]:
    """What a text tells, with courtesies left out, and OTHER where words tell nothing."""
    return [each for clause in clauses for each in _Reading(clause).read()]


@dataclass
class _Reading:
    """One clause, read from left to right."""

    clause: Clause
    found: list[tuple[str, Told]] = field(default_factory=list)  # with the kind of each
    leading: bool = True  # nothing but courtesies and answers so far
    naming: int = 0  # how many words of a name may follow
    negated: int = -_REACH_OF_A_NOT - 1  # where a "not" stood last that is part of no phrase

    def read(self) -> list[Told]:
        """What tells, in order."""
        cues = _cues().found(self.clause.words)
        at = 0
        for cue in cues:
            self._pass_over(at, cue.start)
            at = cue.end
            if cue.kind == "asking first" and self.leading:
                at = len(self.clause.words)
                self.found.append(("", OTHER))
                break
            self._take(cue, cues)
        self._pass_over(at, len(self.clause.words))
        filled = not any(each is OTHER for _, each in self.found)
        return [each for kind, each in self.found if filled or not kind.endswith("alone")]

    def _take(self, cue: Cue, cues: list[Cue]) -> None:
        if cue.kind not in _SILENT:
            if self._counts(cue, cues):
                self.found.append((cue.kind, _as_told(cue)))
            else:
                self._pass_over(cue.start, cue.end)
        self.leading |= cue.kind in ("joining", "turning")
        last = self.clause.words[cue.end - 1]
        self.naming = _LONGEST_NAME if last in _listed("before names") else 0

    def _pass_over(self, start: int, end: int) -> None:
        """Words that tell nothing; a name after "hello" or "it's" is not even in the way."""
        for at in range(start, end):
            word = self.clause.words[at]
            if word in _listed("before names"):
                self.naming = _LONGEST_NAME
            elif self.naming and word not in _listed("never names"):
                self.naming -= 1
            else:
                self.naming, self.leading = 0, False
                self.found.append(("", OTHER))
            if word in _listed("negations"):
                self.negated = at

    def _counts(self, cue: Cue, cues: list[Cue]) -> bool:
        """Whether it tells anything where it stands."""
        if cue.kind in ("turning", "mending", "unclear"):
            return True
        if cue.start - self.negated <= _REACH_OF_A_NOT:
            return False
        if cue.kind.endswith("first") and not (self.leading or self._closes(cue)):
            return False
        if cue.kind.endswith("ending") and not (self.leading and self._ends(cue, cues)):
            return False
        if cue.kind == "no first" and cue.end - cue.start == 1 and not self._answers(cue, cues):
            return False
        return not (self.clause.asked and cue.kind.endswith(("wish", "leaning")))

    def _closes(self, cue: Cue) -> bool:
        """ "That would be nice, yes": at the end, and nobody else's words."""
        words = self.clause.words
        return (
            cue.end == len(words)
            and cue.kind in ("yes first", "no first")
            and words[cue.start - 1] not in _listed("not before the last")
        )

    def _ends(self, cue: Cue, cues: list[Cue]) -> bool:
        """ "Yes I am, thanks": only courtesies follow, or another thought begins."""
        at = cue.end
        for each in cues:
            if each.start == at and each.kind == "courtesies":
                at = each.end
            elif each.start == at:
                return each.kind in ("joining", "turning", "mending", "yes first", "no first")
        return at == len(self.clause.words)

    def _answers(self, cue: Cue, cues: list[Cue]) -> bool:
        """ "No my leg is bad" is an answer, "no milk today" is none."""
        words, after = self.clause.words, cue.end
        return (
            after == len(words)
            or words[after] in _listed("after no")
            or any(each.start == after for each in cues)
        )


def _as_told(cue: Cue) -> Told:
    answer, _, how = cue.kind.partition(" ")
    why = f"{cue.kind}: {cue.phrase}"
    return Told(answer, "firm" if how in _PLACED else how.partition(" ")[0], why)


# ── the table ───────────────────────────────────────────────────────────────────────────────


@cache
def _cues() -> Cues:
    rows = table("english/yes_no")
    phrases = {
        f"{answer} {how}": found for answer in ANSWERS for how, found in rows[answer].items()
    }
    return Cues(phrases | rows["other kinds"], rows["words"], rows["lists"])


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", table("english/yes_no")["lists of words"][name]))
