"""What Doorstep itself asks for: small, real, and of use to somebody on the team."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from flows import pages

_TABLE: Final = Path(__file__).parent / "small_asks.yaml"


@dataclass(frozen=True, slots=True)
class SmallAsk:
    """One small ask. used: what the answers are for, so that nobody is asked for nothing."""

    name: str
    asks: str
    used: str
    tags: frozenset[str]
    ready: bool


@cache
def small_asks() -> dict[str, SmallAsk]:
    """Every small ask by its name."""
    rows = pages.read(_TABLE.read_text("utf-8"))["asks"]
    return {
        name: SmallAsk(name, row["asks"], row["used"], frozenset(row.get("tags", ())), row["ready"])
        for name, row in rows.items()
    }


def small_ask_for(person_id: int, tags: Collection[str], asked: Collection[str]) -> SmallAsk | None:
    """The small ask that suits this person best and that they were never asked; None: all were."""
    open_ones = [each for each in small_asks().values() if each.ready and each.name not in asked]
    if not open_ones:
        return None
    theirs = [each for each in open_ones if each.tags & set(tags)]
    general = [each for each in open_ones if not each.tags]
    suiting = theirs or general or open_ones
    return suiting[person_id % len(suiting)]
