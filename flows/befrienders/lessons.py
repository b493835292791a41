"""The lessons of befrienders: modules of a few texts, each with a small question at its end."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from flows import pages

QUESTION: Final = "question"

_TABLE: Final = Path(__file__).parent / "lessons.yaml"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One text of a module: a lesson, or the question at the end of it (`best` is not 0).

    name: `module.number`, or `module.question`. best: which of its two answers is nearer to how we
    do it, from 1. because: what is said to either.
    """

    name: str
    text: str
    best: int = 0
    because: str = ""

    @property
    def module(self) -> str:
        """The module it belongs to."""
        return self.name.partition(".")[0]


@cache
def modules() -> Mapping[str, tuple[Lesson, ...]]:
    """Every module in the order in which it comes, with its texts in theirs."""
    rows = pages.read(_TABLE.read_text("utf-8"))["modules"]
    return {name: _module(name, row) for name, row in rows.items()}


def _module(name: str, row: dict[str, object]) -> tuple[Lesson, ...]:
    texts, asked = row["lessons"], row["question"]
    assert isinstance(texts, list)
    assert isinstance(asked, dict)
    told = [Lesson(f"{name}.{nth}", text) for nth, text in enumerate(texts, 1)]
    last = Lesson(f"{name}.{QUESTION}", asked["asks"], asked["best"], asked["because"])
    return (*told, last)


@cache
def may_be_known() -> frozenset[str]:
    """The modules that somebody who has done it before need not hear."""
    rows = pages.read(_TABLE.read_text("utf-8"))["modules"]
    return frozenset(name for name, row in rows.items() if row.get("skip"))


@cache
def every_lesson() -> Mapping[str, Lesson]:
    """Every text by its name."""
    return {each.name: each for module in modules().values() for each in module}


def next_lesson(sent: Collection[str], known: Collection[str]) -> Lesson | None:
    """The next text for somebody who has had these, and knows these modules; None: all is had."""
    skipped = may_be_known() & frozenset(known)
    return next(
        (
            each
            for name, module in modules().items()
            if name not in skipped
            for each in module
            if each.name not in sent
        ),
        None,
    )
