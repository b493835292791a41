"""What a benchmark found, beside what there was to reach: as a table or as JSON."""

import json
import os
import platform
import sqlite3
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table


class Broken(Exception):
    """A benchmark could not run, or its counts do not add up. The text is one line."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for; a benchmark fills in what was left open."""

    quick: bool = False
    rounds: int | None = None
    count: int | None = None
    databases: Sequence[str] | None = None

    def rounds_or(self, usual: int) -> int:
        """How often each variant is measured."""
        return self.rounds or (1 if self.quick else usual)

    def count_or(self, usual: int, quick: int) -> int:
        """How many messages a round has."""
        return self.count or (quick if self.quick else usual)

    @property
    def on(self) -> Sequence[str]:
        """The databases to run on."""
        return self.databases or ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number: its rounds, and what to reach (at least or at most), if anything."""

    what: str
    unit: str
    rounds: tuple[float, ...]
    at_least: float | None = None
    at_most: float | None = None

    @property
    def median(self) -> float:
        """The middle round."""
        return statistics.median(self.rounds)

    @property
    def reached(self) -> bool | None:
        """Whether the median is what there was to reach; None if there was nothing."""
        if self.at_least is None and self.at_most is None:
            return None
        low_enough = self.at_most is None or self.median <= self.at_most
        return low_enough and (self.at_least is None or self.median >= self.at_least)


@dataclass(slots=True)
class Report:
    """One benchmark's figures, what was run against what, and what its counts came to."""

    name: str
    what: str
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    busy: tuple[float, float] = (0.0, 0.0)


def add_up(counts: dict[str, int], same: Sequence[str]) -> None:
    """Raise Broken unless these are equal: quick work that was not done is no figure."""
    if len({counts[name] for name in same}) != 1:
        raise Broken(f"the counts do not add up: {counts}")


def load_average() -> float:
    """How many processes wanted a core in the last minute, ours included."""
    return os.getloadavg()[0]


def machine() -> str:
    """What this was measured on."""
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def show(report: Report) -> None:
    """Print the table, and under it what a reader needs to judge it."""
    table = Table(title=f"{report.name}: {report.what}", box=box.SIMPLE_HEAD, title_justify="left")
    for name in ("", "median", "lowest to highest", "to reach", ""):
        table.add_column(name, justify="left" if not name else "right")
    for figure in report.figures:
        table.add_row(*_cells(figure))
    console = Console(highlight=False, width=None if Console().is_terminal else 120)
    console.print(table)
    for line in (*report.notes, _circumstances(report)):
        console.print(f"  {line}")


def _cells(figure: Figure) -> tuple[str, ...]:
    spread = f"{_number(min(figure.rounds))} to {_number(max(figure.rounds))}"
    goal = (
        f"≥ {_number(figure.at_least)}" if figure.at_least is not None
        else f"≤ {_number(figure.at_most)}" if figure.at_most is not None
        else ""
    )  # fmt: skip
    verdict = {True: "reached", False: "not reached", None: ""}[figure.reached]
    return figure.what, f"{_number(figure.median)} {figure.unit}".rstrip(), spread, goal, verdict


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _circumstances(report: Report) -> str:
    before, after = report.busy
    return f"{machine()}; load average {before:.1f} before, {after:.1f} after."


def show_json(report: Report) -> None:
    """Print everything as one JSON object."""
    figures = [
        {**asdict(figure), "median": figure.median, "reached": figure.reached}
        for figure in report.figures
    ]
    page: dict[str, Any] = {**asdict(report), "figures": figures, "machine": machine()}
    print(json.dumps(page, indent=2))
