"""Where postcodes, people and barriers lie on the map. Degrees are WGS 84."""

import json
import math
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from flows.world.nearby import Barrier, Crossing, Point
from store.database import Id, metadata, upsert
from store.people import person

postcode_place = sa.Table(
    "postcode_place",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    # SO16 2AB; and, as the middle of those in them, the sector SO16 2 and the district SO16
    sa.Column("postcode", sa.Text, primary_key=True),
    sa.Column("lat", sa.Double, nullable=False),
    sa.Column("lon", sa.Double, nullable=False),
)

person_place = sa.Table(
    "person_place",
    metadata,
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True, autoincrement=False),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("lat", sa.Double, nullable=False),
    sa.Column("lon", sa.Double, nullable=False),
    sa.Column("cell", sa.Integer, nullable=False),  # a square of about a kilometre
    sa.Index("ix_person_place_community_id_cell", "community_id", "cell"),
)

barrier = sa.Table(
    "barrier",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("line", sa.Text, nullable=False),  # JSON: [[lat, lon], …]
    sa.Column("crossings", sa.Text, nullable=False),  # JSON: [[name, lat, lon], …]
    sa.UniqueConstraint("community_id", "name"),
)

CELL_LAT, CELL_LON = 0.01, 0.016
"""Degrees that a cell is high and wide: 1.1 km each way in the south of Britain."""

ROWS: Final = 100_000  # a cell's number is its row times this and its column

AT_ONCE: Final = 5_000
"""Rows written by one statement."""


def cell(point: Point) -> int:
    """The number of the square that a point is in; its neighbours differ by 1 and by ROWS."""
    row, column = _square(point.lat, point.lon)
    return row * ROWS + column


def _square(lat: float, lon: float) -> tuple[int, int]:
    return math.floor((lat + 90) / CELL_LAT), math.floor((lon + 180) / CELL_LON)


def cells_around(point: Point, metres: float) -> list[int]:
    """Every cell that has something within so many metres, and some that have not."""
    high = metres / 111_195
    wide = high / max(0.1, math.cos(math.radians(abs(point.lat) + high)))
    south, west = _square(point.lat - high, point.lon - wide)
    north, east = _square(point.lat + high, point.lon + wide)
    return [
        row * ROWS + column for row in range(south, north + 1) for column in range(west, east + 1)
    ]


# ── postcodes ───────────────────────────────────────────────────────────────────────────────


def wider(postcode: str) -> tuple[str, ...]:
    """A postcode, its sector and its district: SO16 2AB, SO16 2, SO16."""
    outward, _, inward = postcode.partition(" ")
    return (postcode, f"{outward} {inward[:1]}", outward) if inward else (postcode,)


def keep_postcodes(
    conn: sa.Connection, community_id: int, places: Iterable[tuple[str, float, float]]
) -> None:
    """Write down where these (postcode, lat, lon) are; sectors and districts come by the way."""
    saying = upsert(postcode_place, conn, ["community_id", "postcode"], ["lat", "lon"])
    middles: dict[str, list[float]] = {}
    rows: list[dict[str, Any]] = []
    for postcode, lat, lon in places:
        rows.append(_place(community_id, postcode, lat, lon))
        for area in wider(postcode)[1:]:
            middle = middles.setdefault(area, [0, 0.0, 0.0])
            middle[0], middle[1], middle[2] = middle[0] + 1, middle[1] + lat, middle[2] + lon
        if len(rows) == AT_ONCE:
            conn.execute(saying, rows)
            rows = []
    rows += [
        _place(community_id, area, lat / n, lon / n) for area, (n, lat, lon) in middles.items()
    ]
    for at in range(0, len(rows), AT_ONCE):
        conn.execute(saying, rows[at : at + AT_ONCE])


def _place(community_id: int, postcode: str, lat: float, lon: float) -> dict[str, Any]:
    return {"community_id": community_id, "postcode": postcode, "lat": lat, "lon": lon}


_WHERE: Final = sa.select(
    postcode_place.c.postcode, postcode_place.c.lat, postcode_place.c.lon
).where(
    postcode_place.c.community_id == sa.bindparam("community"),
    postcode_place.c.postcode.in_(sa.bindparam("postcodes", expanding=True)),
)


def where_is(
    conn: sa.Connection, community_id: int, postcodes: Collection[str]
) -> dict[str, Point]:
    """Where each of these is: itself, else the middle of its sector, else of its district."""
    asked = {area for postcode in postcodes if postcode for area in wider(postcode)}
    if not asked:
        return {}
    rows = conn.execute(_WHERE, {"community": community_id, "postcodes": sorted(asked)})
    known = {row.postcode: Point(row.lat, row.lon) for row in rows}
    found = {}
    for postcode in postcodes:
        area = next((each for each in wider(postcode) if each in known), None)
        if area is not None:
            found[postcode] = known[area]
    return found


# ── people ──────────────────────────────────────────────────────────────────────────────────


def place_people(conn: sa.Connection, community_id: int, ids: Collection[int]) -> None:
    """Bring up to date where these people live, from the postcodes they told."""
    if not ids:
        return
    rows = conn.execute(sa.select(person.c.id, person.c.postcode).where(person.c.id.in_(ids))).all()
    points = where_is(conn, community_id, {row.postcode for row in rows})
    conn.execute(sa.delete(person_place).where(person_place.c.person_id.in_(ids)))
    placed = [
        {
            "person_id": row.id,
            "community_id": community_id,
            "lat": points[row.postcode].lat,
            "lon": points[row.postcode].lon,
            "cell": cell(points[row.postcode]),
        }
        for row in rows
        if row.postcode in points
    ]
    if placed:
        conn.execute(sa.insert(person_place), placed)


def place_everybody(conn: sa.Connection, community_id: int) -> None:
    """The same for the whole community, after its postcodes have changed."""
    told = sa.select(person.c.id).where(
        person.c.community_id == community_id, person.c.postcode != ""
    )
    ids = list(conn.execute(told).scalars())
    for at in range(0, len(ids), AT_ONCE):
        place_people(conn, community_id, ids[at : at + AT_ONCE])


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two are one person: they live where the known one does; else where the new one does."""
    if known_id not in homes_of(conn, [known_id]):
        theirs = person_place.c.person_id == new_id
        conn.execute(sa.update(person_place).where(theirs).values(person_id=known_id))
    conn.execute(sa.delete(person_place).where(person_place.c.person_id == new_id))


_HOMES: Final = sa.select(person_place.c.person_id, person_place.c.lat, person_place.c.lon).where(
    person_place.c.person_id.in_(sa.bindparam("ids", expanding=True))
)


def homes_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, Point]:
    """Where each of these people lives, as far as that is known."""
    rows = conn.execute(_HOMES, {"ids": list(ids)})
    return {row.person_id: Point(row.lat, row.lon) for row in rows}


# ── barriers ────────────────────────────────────────────────────────────────────────────────


def keep_barriers(conn: sa.Connection, community_id: int, barriers: Sequence[Barrier]) -> None:
    """These are the barriers of the community from now on, and no others."""
    conn.execute(sa.delete(barrier).where(barrier.c.community_id == community_id))
    rows = [
        {
            "community_id": community_id,
            "name": each.name,
            "line": json.dumps([[point.lat, point.lon] for point in each.line]),
            "crossings": json.dumps([[c.name, c.at.lat, c.at.lon] for c in each.crossings]),
        }
        for each in barriers
    ]
    if rows:
        conn.execute(sa.insert(barrier), rows)


_BARRIERS: Final = (
    sa.select(barrier.c.name, barrier.c.line, barrier.c.crossings)
    .where(barrier.c.community_id == sa.bindparam("community"))
    .order_by(barrier.c.id)
)


def barriers_of(conn: sa.Connection, community_id: int) -> tuple[Barrier, ...]:
    """Every barrier of the community."""
    rows = conn.execute(_BARRIERS, {"community": community_id})
    return tuple(_barrier(row.name, row.line, row.crossings) for row in rows)


@lru_cache(maxsize=256)
def _barrier(name: str, line: str, crossings: str) -> Barrier:
    """The same text is the same barrier: what was worked out about it is worked out once."""
    return Barrier(
        name,
        tuple(Point(lat, lon) for lat, lon in json.loads(line)),
        tuple(Crossing(called, Point(lat, lon)) for called, lat, lon in json.loads(crossings)),
    )
