"""Befrienders who could visit one more person: who has room for it, and is at no rest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from store import consents, learned, pair_offers
from store.at_rest import may_be_asked
from store.befriending import befriending, is_away
from store.locations import person_place
from store.pairings import USUAL_MOST, pairing
from store.people import person, role


@dataclass(frozen=True, slots=True)
class WithRoom:
    """A befriender who could visit one more. lat, lon: their home, if it is known."""

    id: int
    name: str
    language: str
    visits: int
    tags: frozenset[str]
    lat: float | None = None
    lon: float | None = None


MOST_LOOKED_AT: Final = 200
"""Befrienders that are ranked: those who visit fewest."""


def with_room(
    conn: sa.Connection,
    community_id: int,
    resident_id: int,
    without: Collection[int],
    now: datetime,
) -> list[WithRoom]:
    """Befrienders who could visit this resident: they have said yes to visits, have room, and are
    at no rest. Not those `without`, nor who has been asked about this resident and said no.
    """
    refused = pair_offers.refused_by(conn, resident_id)
    visits = (
        sa.select(pairing.c.befriender_id, sa.func.count().label("many"))
        .where(pairing.c.community_id == community_id, pairing.c.ended_at.is_(None))
        .group_by(pairing.c.befriender_id)
        .subquery()
    )
    many = sa.func.coalesce(visits.c.many, 0)
    gone = sa.select(befriending.c.person_id).where(is_away(now))
    query = (
        sa.select(
            person.c.id, person.c.name, person.c.language, many, person_place.c.lat,
            person_place.c.lon,
        )
        .join(role, (role.c.person_id == person.c.id) & (role.c.role == "befriender"))
        .outerjoin(visits, visits.c.befriender_id == person.c.id)
        .outerjoin(person_place, person_place.c.person_id == person.c.id)
        .where(
            role.c.community_id == community_id,
            person.c.id.not_in({resident_id, *without, *refused}),
            person.c.id.not_in(gone),
            many < USUAL_MOST,
            may_be_asked(now),
        )
        .order_by(many, person.c.id)
        .limit(MOST_LOOKED_AT)
    )  # fmt: skip
    found = list(conn.execute(query))
    ids = [row.id for row in found]
    agreed, tags = consents.latest(conn, ids), learned.tags_of(conn, ids)
    return [
        WithRoom(row.id, row.name, row.language, row[3], tags.get(row.id, frozenset()), row.lat,
                 row.lon)
        for row in found
        if agreed.get(row.id, {}).get("visits", True)
    ]  # fmt: skip
