"""Pairs as affairs: offers given up, rests that begin or end, and who stands in meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from flows.pairs.ranking import Candidate, best_first
from flows.world.nearby import Point
from store import (
    learned,
    locations,
    offers_answered,
    pair_news,
    pair_offers,
    pair_rests,
    pairings,
    rhythm_offers,
    with_room,
)
from store.communities import Community
from store.pair_news import News
from store.people import person

TRIES: Final = 3
"""How many are asked to stand in before a coordinator hears that nobody was found."""


def give_up_offers(
    conn: sa.Connection, community: Community, ids: Collection[int], now: datetime
) -> int:
    """Nobody waits for an answer to these any longer."""
    return offers_answered.give_up(conn, ids, now)


def give_up_suggestions(
    conn: sa.Connection, community: Community, ids: Collection[int], now: datetime
) -> int:
    """A person helps these to find a day."""
    return rhythm_offers.give_up(conn, ids, now)


def settle_rests(
    conn: sa.Connection, community: Community, ids: Collection[int], now: datetime
) -> int:
    """A rest of these begins or ends."""
    rows = pairings.rows(conn, ids)
    pair_rests.settle(conn, {row.befriender_id for row in rows.values()}, now, by=False)
    return len(rows)


def seek_stand_ins(
    conn: sa.Connection, community: Community, ids: Collection[int], now: datetime
) -> int:
    """Somebody is asked to stand in for each of these; where nobody is found, a person hears."""
    rows = [row for row in pairings.lock(conn, ids) if row.seeks_at and row.seeks_at <= now]
    for row in rows:
        pairings.change(conn, row.id, seeks_at=None)
        if row.rests_until is not None:
            _seek(conn, community, row, now)
    return len(rows)


def _seek(conn: sa.Connection, community: Community, row: sa.Row[Any], now: datetime) -> None:
    if pair_offers.tries(conn, row.id) < TRIES:
        without = [row.befriender_id]
        for who in somebody_else(conn, community, row.resident_id, without, now):
            whom = (who, row.resident_id)
            if pair_offers.propose(conn, community.id, *whom, now, stands_in_for=row.id):
                return
    both = (row.resident_id, row.befriender_id, row.id)
    pair_news.tell(conn, community.id, [News("no_stand_in", None, *both)], now)


def somebody_else(
    conn: sa.Connection,
    community: Community,
    resident_id: int,
    without: Collection[int],
    now: datetime,
) -> list[int]:
    """Befrienders who could visit this resident, the best first."""
    found = with_room.with_room(conn, community.id, resident_id, without, now)
    speaks = sa.select(person.c.language).where(person.c.id == resident_id)
    language = conn.execute(speaks).scalar_one()
    home = locations.homes_of(conn, [resident_id]).get(resident_id)
    tags = learned.tags_of(conn, [resident_id]).get(resident_id, frozenset())
    barriers = locations.barriers_of(conn, community.id)
    candidates = [
        Candidate(each.id, each.visits, each.tags, each.language, _point(each)) for each in found
    ]
    ranked = best_first(candidates, home, tags, language, barriers)
    return [each.id for each in ranked]


def _point(each: with_room.WithRoom) -> Point | None:
    return None if each.lat is None or each.lon is None else Point(each.lat, each.lon)
