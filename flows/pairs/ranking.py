"""Which befriender to ask for somebody: near, with a shared interest, and with little on.

Pure: who may be asked at all is for the store to say.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from flows.nearby.distance import metres
from flows.world.nearby import Barrier, Point

WALKABLE: Final = 1_500.0  # metres
FAR: Final = 8_000.0  # metres: further than that nobody is asked to travel, if it is known
SHARED, LIGHT, NEAR, TONGUE = 2.0, 1.5, 3.0, 4.0
"""Points: for each shared interest (two count), for each person fewer, for living near, for the
language they both speak best.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A befriender who may be asked. visits: how many people they visit now."""

    id: int
    visits: int
    tags: frozenset[str] = frozenset()
    language: str = "en"
    home: Point | None = None


def best_first(
    candidates: Collection[Candidate],
    home: Point | None,
    tags: frozenset[str],
    language: str,
    barriers: Sequence[Barrier] = (),
) -> list[Candidate]:
    """These, the best first; of equals who was here first. Who lives too far is left out."""
    ranked = []
    for each in candidates:
        away = metres(each.home, home, barriers) if each.home and home else None
        if away is None or away <= FAR:
            points = _points(each, away, tags, language)
            ranked.append((-points, each.visits, each.id, each))
    return [each for *_, each in sorted(ranked, key=lambda one: one[:3])]


def _points(each: Candidate, away: float | None, tags: frozenset[str], language: str) -> float:
    near = 0.0 if away is None else NEAR * max(0.0, 1.0 - max(0.0, away - WALKABLE) / FAR)
    shared = SHARED * min(2, len(each.tags & tags))
    same = TONGUE if each.language == language else 0.0
    return near + shared + same - LIGHT * each.visits
