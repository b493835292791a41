"""How far it is on foot, round by the bridge where a river lies between.

A barrier is crossed only at its crossings. Two places are on its two sides where the straight
line between them crosses it an odd number of times; a bend that is crossed twice parts nobody.
"""

import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from flows.world.nearby import Barrier, Crossing, Point

__all__ = ["Barrier", "Crossing", "Point", "Way", "distance_words", "metres", "straight", "way"]

A_DEGREE: Final = 111_195.0
"""Metres in a degree of latitude, on a globe of 6,371 km."""

A_MINUTE: Final = 60.0
"""Metres in a minute at an unhurried walk (an ordinary one makes 80)."""

ON_FOOT: Final = 2_000
"""Metres up to which it is told in minutes; beyond, in miles."""

A_MILE: Final = 1_609.344


@dataclass(frozen=True, slots=True)
class Way:
    """How far it is, in metres, and the crossings on the way. Infinite: there is no way known."""

    metres: float
    over: tuple[str, ...] = ()


def straight(a: Point, b: Point) -> float:
    """Metres as the crow flies (equirectangular: right to 0.1 % within 50 km in Britain)."""
    narrower = math.cos(math.radians((a.lat + b.lat) / 2))
    return A_DEGREE * math.hypot(a.lat - b.lat, (a.lon - b.lon) * narrower)


def metres(a: Point, b: Point, barriers: Sequence[Barrier] = ()) -> float:
    """Metres on foot, by the best crossings of all barriers that lie between."""
    return way(a, b, barriers).metres


def way(a: Point, b: Point, barriers: Sequence[Barrier] = ()) -> Way:
    """The shortest way over any crossings, each leg straight and through no other barrier."""
    between = tuple(barriers)
    if not any(_parts(barrier, a, b) for barrier in between):
        return Way(straight(a, b))
    return _round_by_crossings(a, b, between)


@dataclass(frozen=True, slots=True)
class _Gate:
    """One crossing, and which barrier it leads over."""

    nth: int
    name: str
    at: Point


def _round_by_crossings(a: Point, b: Point, barriers: tuple[Barrier, ...]) -> Way:
    """Dijkstra's shortest way: from a to any crossing, from each to the others and to b."""
    gates, legs = _network(barriers)
    ends = [_leg(gate.at, b, gate.nth, -1, barriers) for gate in gates]
    ahead: list[tuple[float, int, tuple[str, ...]]] = [
        (far, at, (gate.name,))
        for at, gate in enumerate(gates)
        if (far := _leg(gate.at, a, gate.nth, -1, barriers)) < math.inf
    ]
    heapq.heapify(ahead)
    done: set[int] = set()
    best = Way(math.inf)
    while ahead:
        far, at, over = heapq.heappop(ahead)
        if at in done or far >= best.metres:
            continue
        done.add(at)
        if far + ends[at] < best.metres:
            best = Way(far + ends[at], over)
        for other, leg in enumerate(legs[at]):
            if other not in done and leg < math.inf:
                heapq.heappush(ahead, (far + leg, other, (*over, gates[other].name)))
    return best


@lru_cache(maxsize=16)
def _network(barriers: tuple[Barrier, ...]) -> tuple[list[_Gate], list[list[float]]]:
    """Every crossing, and how far it is from each to each: the same for everybody."""
    gates = [
        _Gate(nth, each.name, each.at)
        for nth, barrier in enumerate(barriers)
        for each in barrier.crossings
    ]
    legs = [[_leg(a.at, b.at, a.nth, b.nth, barriers) for b in gates] for a in gates]
    return gates, legs


def _leg(a: Point, b: Point, own: int, other: int, barriers: tuple[Barrier, ...]) -> float:
    """Metres straight on, or infinity where a barrier that neither end crosses lies between."""
    for nth, barrier in enumerate(barriers):
        if nth not in (own, other) and _parts(barrier, a, b):
            return math.inf
    return straight(a, b)


def _parts(barrier: Barrier, a: Point, b: Point) -> bool:
    """Whether this barrier has the two on its two sides."""
    if not _reaches(barrier, a, b):
        return False
    return sum(_cross(a, b, c, d) for c, d in _stretches(barrier)) % 2 == 1


def _stretches(barrier: Barrier) -> Iterator[tuple[Point, Point]]:
    return pairwise(barrier.line)


@lru_cache(maxsize=64)
def _box(barrier: Barrier) -> tuple[float, float, float, float]:
    lats, lons = [each.lat for each in barrier.line], [each.lon for each in barrier.line]
    return min(lats), max(lats), min(lons), max(lons)


def _reaches(barrier: Barrier, a: Point, b: Point) -> bool:
    """Whether the boxes round the two lines touch: most barriers are nowhere near."""
    if len(barrier.line) < 2:
        return False
    south, north, west, east = _box(barrier)
    return not (
        max(a.lat, b.lat) < south
        or min(a.lat, b.lat) > north
        or max(a.lon, b.lon) < west
        or min(a.lon, b.lon) > east
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two stretches cross. A corner of a line belongs to one of its stretches only."""
    return _left(a, b, c) != _left(a, b, d) and _left(c, d, a) != _left(c, d, b)


def _left(a: Point, b: Point, c: Point) -> bool:
    """Whether c is to the left of the line from a to b (or on it)."""
    return (b.lon - a.lon) * (c.lat - a.lat) >= (b.lat - a.lat) * (c.lon - a.lon)


def distance_words(found: Way | None) -> str:
    """The same for somebody who asks how far it is; empty where that is not known."""
    if found is None or found.metres == math.inf:
        return ""
    by = f", by {' and '.join(found.over)}" if found.over else ""
    if found.metres > ON_FOOT:
        return f"{_miles(found.metres)} away{by}"
    minutes = max(5, 5 * math.ceil(found.metres / A_MINUTE / 5))
    return f"{minutes} minutes on foot{by}"


def _miles(far: float) -> str:
    """To the half mile: a mile, a mile and a half, 2 miles."""
    whole, half = divmod(round(far / A_MILE * 2), 2)
    number = "a mile" if whole == 1 else str(whole)
    return number + (" and a half" if half else "") + (" miles" if whole > 1 else "")
