"""How well texts were heard: right, unclear or wrong, and of which kinds the misses are."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from bench.hearing_data import Row
from bot.hearing import answered

NOW: Final = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
"""The moment in which every text is heard whose set says no other: a Sunday morning."""

Told = Mapping[str, Any]

_NEITHER_SIDE: Final = (None, "maybe", "later")


class Verdict(StrEnum):
    """What became of one text.

    Doubted: what was heard is right, but it is not sure. Unclear: nothing was heard, or what is
    neither sure nor right. In both cases we would ask again.
    """

    RIGHT = "right"
    DOUBTED = "right, not sure"
    UNCLEAR = "unclear"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Miss:
    """A text that was not heard right, and of which kind that is."""

    kind: str
    row: Row
    told: Told


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table.

    verdicts: how many there were of each. at_least: the part that is to be right. at_most: the
    part that may be wrong. rare: wrong ones are so few that "1 in 5,000" reads best. exact: what
    is to be reached is the right value, sure or not.
    """

    what: str
    verdicts: Counter[Verdict]
    misses: Sequence[Miss] = ()
    at_least: float | None = None
    at_most: float | None = None
    rare: bool = False
    exact: bool = False

    @property
    def count(self) -> int:
        """How many texts."""
        return self.verdicts.total()

    def part(self, verdict: Verdict) -> float:
        """The part of the texts that this became of."""
        return self.verdicts[verdict] / self.count if self.count else 0.0

    @property
    def reached(self) -> bool | None:
        """Whether it is what there was to reach; None if there was nothing, or no text."""
        if not self.count or (self.at_least is None and self.at_most is None):
            return None
        right = self.part(Verdict.RIGHT) + (self.part(Verdict.DOUBTED) if self.exact else 0)
        few_wrong = self.at_most is None or self.part(Verdict.WRONG) <= self.at_most
        return few_wrong and (self.at_least is None or right >= self.at_least)

    def kinds(self, most: int) -> list[tuple[str, int]]:
        """The commonest kinds of misses."""
        return Counter(miss.kind for miss in self.misses).most_common(most)


@dataclass(slots=True)
class Goal:
    """What a line is called and what is to be reached; see Line."""

    what: str
    at_least: float | None = None
    at_most: float | None = None
    rare: bool = field(default=False, kw_only=True)
    exact: bool = field(default=False, kw_only=True)

    def line(self, verdicts: Counter[Verdict], misses: Sequence[Miss]) -> Line:
        """What became of it."""
        limits = (self.at_least, self.at_most, self.rare, self.exact)
        return Line(self.what, verdicts, misses, *limits)


def told(row: Row) -> Told:
    """What `doorstep hear --why` says to this text; a defect is one kind of miss."""
    asked = {"text": row.text, "expect": row.expect, **row.more}
    try:
        return answered(asked, NOW, "Europe/London", why=True)
    except Exception as error:
        return {"signal": None, "answer": None, "sure": False, "why": f"raised {error!r}"}


def answers(goal: Goal, rows: Iterable[Row]) -> Line:
    """Judge the answers to these texts."""
    return _line(goal, rows, _judged)


def signals(goal: Goal, rows: Iterable[Row], wanted: Collection[str]) -> Line:
    """Judge texts that each are to be heard as one of these signals."""

    def judged(row: Row, heard: Told) -> Verdict:
        if heard["signal"] in wanted:
            return Verdict.RIGHT
        return Verdict.UNCLEAR if heard["signal"] is None else Verdict.WRONG

    return _line(goal, rows, judged)


def never(goal: Goal, heard: Iterable[tuple[Row, Told]], signal: str) -> Line:
    """Judge texts, heard already, none of which is to be heard as this signal."""
    verdicts, misses = Counter[Verdict](), []
    for row, each in heard:
        wrong = each["signal"] == signal
        verdicts[Verdict.WRONG if wrong else Verdict.RIGHT] += 1
        if wrong:
            misses.append(Miss(_kind(Verdict.WRONG, each), row, each))
    return goal.line(verdicts, misses)


def _line(goal: Goal, rows: Iterable[Row], judged: Callable[[Row, Told], Verdict]) -> Line:
    verdicts, misses = Counter[Verdict](), []
    for row in rows:
        heard = told(row)
        verdict = judged(row, heard)
        verdicts[verdict] += 1
        if verdict is not Verdict.RIGHT:
            misses.append(Miss(_kind(verdict, heard), row, heard))
    return goal.line(verdicts, misses)


def _judged(row: Row, heard: Told) -> Verdict:
    is_right = any(same(heard["answer"], right) for right in row.right)
    if heard["sure"]:
        neither = heard["answer"] in _NEITHER_SIDE
        return Verdict.RIGHT if is_right else Verdict.UNCLEAR if neither else Verdict.WRONG
    if None in row.right:
        return Verdict.RIGHT
    return Verdict.DOUBTED if is_right else Verdict.UNCLEAR


def same(answer: Any, right: Any) -> bool:
    """Whether an answer is right. The sets round numbers to fifteen digits."""
    if isinstance(answer, int | float) and isinstance(right, int | float):
        return abs(answer - right) <= 1e-9 * max(1.0, abs(right))
    return bool(answer == right)


def _kind(verdict: Verdict, heard: Told) -> str:
    unsure = verdict is Verdict.UNCLEAR and heard["answer"] is not None and not heard["sure"]
    return f"{'not sure, and wrong' if unsure else verdict}: {heard['why'] or 'nothing heard'}"
