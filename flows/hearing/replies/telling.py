"""What each clause of a reply to a yes-or-no question tells, in the order it is told.

Which phrases tell what is in `english/yes_no.yaml`; here is where they count: first in a clause,
filling one, anywhere; and not behind a "not", in a question, or as somebody else's words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from flows.hearing.replies.clauses import Clause, Cue, Cues, apart
from flows.hearing.replies.weighing import ANSWERS, OTHER, Told
from flows.hearing.tables import table

_LONGEST_NAME: Final = 2  # words
_REACH_OF_A_NOT: Final = 4  # words
_SILENT: Final = frozenset({"courtesies", "joining", "nothing"})
_PLACED: Final = frozenset({"anywhere", "first", "ending", "alone"})  # how what is firm may be said
_NOT_LATE: Final = ("alone", "ending", "leaning first", "nod first")


def told(clauses: Iterable[Clause]) -> list[Told]:
    """What a text tells, with courtesies left out, and OTHER where words tell nothing."""
    found: list[Told] = []
    for clause in clauses:
        late = OTHER in found and not _tells(found)
        said = _in_clause(clause, late)
        if OTHER in said and not _tells(said):
            less = _in_clause(_without_force(clause), late)
            said = less if _tells(less) else said
        found += said
    return found


def _tells(told: list[Told]) -> bool:
    return any(each.answer in ANSWERS for each in told)


def _without_force(clause: Clause) -> Clause:
    """A clause as if it were said plainly: "I'll be there" for "I'll definitely be there"."""
    first, rest = clause.words[:1], clause.words[1:]
    kept = (word for word in rest if word not in _listed("left out"))
    return Clause((*first, *kept), clause.asked)


def _in_clause(clause: Clause, late: bool) -> list[Told]:
    """What a clause tells, in order. A phrase that can't count where it stands gives way."""
    may_tell = _cues().found(clause.words)
    while True:
        reading = _Reading(clause, late, apart(may_tell))
        if not (failed := reading.read()):
            return reading.told
        may_tell = [each for each in may_tell if each not in failed]


@dataclass
class _Reading:
    """One clause, read from left to right."""

    clause: Clause
    late: bool  # other things were said before it, and no answer
    cues: list[Cue]
    told: list[Told] = field(default_factory=list)
    leading: bool = True  # nothing but courtesies and answers so far
    naming: int = 0  # how many words of a name may follow
    names: range = range(0)  # where whoever wrote it gives a name
    negated: int = -_REACH_OF_A_NOT - 1  # where a "not" stood last that is part of no phrase

    def read(self) -> list[Cue]:
        """The cues that can't count where they stand; if there are none, `told` is complete."""
        self.names = _names(self.clause.words, self.cues)
        at = 0
        for cue in self.cues:
            self._pass_over(at, cue.start)
            at = cue.end
            if cue.kind == "asking first" and self.leading:
                self.told.append(OTHER)
                at = len(self.clause.words)
                break
            if cue.kind not in _SILENT and not self._counts(cue):
                return [cue]
            self._take(cue)
        self._pass_over(at, len(self.clause.words))
        return [each for each in self.cues if each.kind.endswith("alone") and OTHER in self.told]

    def _take(self, cue: Cue) -> None:
        if cue.kind not in _SILENT:
            self.told.append(_as_told(cue))
        last = self.clause.words[cue.end - 1]
        thanked = cue.kind == "courtesies" and last == "you"
        if "leaning" in cue.kind:
            self._note_nots(cue.start, cue.end)
        elif cue.end - cue.start > 1:  # "sorry not", and what then follows is not coming
            self._note_nots(cue.end - 1, cue.end)
        if cue.kind.endswith("leaning first"):
            self.leading = False
        self.leading |= cue.kind in ("joining", "turning")
        self.naming = _LONGEST_NAME if thanked or last in _listed("before names") else 0

    def _pass_over(self, start: int, end: int) -> None:
        """Words that tell nothing; a name after "hello" or "it's" is not even in the way."""
        for at in range(start, end):
            word = self.clause.words[at]
            if at in self.names:
                continue
            if word in _listed("before names"):
                self.naming = _LONGEST_NAME
            elif self.naming and word not in _listed("never names"):
                self.naming -= 1
            else:
                self.naming, self.leading = 0, False
                self.told.append(OTHER)
        self._note_nots(start, end)

    def _note_nots(self, start: int, end: int) -> None:
        for at in range(start, end):
            if self.clause.words[at] in _listed("negations"):
                self.negated = at

    def _counts(self, cue: Cue) -> bool:
        """Whether it tells anything where it stands."""
        if cue.kind in ("turning", "mending", "unclear"):
            return True
        if self.late and cue.kind.endswith(_NOT_LATE):
            return False
        if cue.start - self.negated <= _REACH_OF_A_NOT:
            return False
        if cue.kind.endswith("first") and not (self.leading or self._closes(cue)):
            return False
        if cue.kind.endswith("ending") and not (self.leading and self._ends(cue)):
            return False
        if cue.phrase in _listed("guarded") and not self._answers(cue):
            return False
        return not (self.clause.asked and cue.kind.split()[1] in ("wish", "leaning"))

    def _closes(self, cue: Cue) -> bool:
        """ "That would be nice, yes": at the end, and nobody else's words."""
        words = self.clause.words
        return (
            self._ends(cue)
            and cue.phrase in _listed("closing")
            and words[cue.start - 1] not in _listed("not before the last")
        )

    def _ends(self, cue: Cue) -> bool:
        """ "Yes I am, thanks": only courtesies follow, or another thought begins."""
        at = cue.end
        for each in self.cues:
            if each.start == at and each.kind == "courtesies":
                at = each.end
            elif each.start == at:
                return each.kind in ("joining", "turning", "mending", "yes first", "no first")
        return at == len(self.clause.words) or at in self.names

    def _answers(self, cue: Cue) -> bool:
        """ "No my leg is bad" is an answer, and "no visitors please"; "no milk today" is none."""
        words, after = self.clause.words, cue.end
        return (
            after == len(words)
            or after in self.names
            or words[after] in _listed("after guarded")
            or any(each.start == after for each in self.cues)
            or any(word in _listed("refusing") for word in words[after + 1 : after + 3])
        )


def _names(words: tuple[str, ...], cues: list[Cue]) -> range:
    """Where a clause is signed: "no thanks Dot x", "Rose Smith here"."""
    taken = {at for cue in cues for at in range(cue.start, cue.end)} - {
        at for at, word in enumerate(words) if word in _listed("kisses")
    }

    def is_name(at: int) -> bool:
        return at >= 0 and at not in taken and words[at] not in _listed("never names")

    end = len(words)
    while end and words[end - 1] in _listed("kisses"):
        end -= 1
    if 0 < end < len(words) and is_name(end - 1):
        return range(end - 2 if end > 1 and is_name(end - 2) else end - 1, end)
    here = words[1:3].index("here") + 1 if "here" in words[1:3] else 0
    return range(here) if here and all(is_name(at) for at in range(here)) else range(0)


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
