"""Whether two would like to be paired: the befriender is asked, then the resident.

An offer is with the befriender, then with the resident, and ends in one known state: agreed; no,
later, silent or unclear of either; or dropped (one of them left, or they were paired otherwise).
Who has said no is never asked about that person again, and the other never hears of it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import nudges, pairings
from store.database import Id, Moment, insert_ignore, metadata
from store.due_rows import DueRows

WITH_BEFRIENDER, WITH_RESIDENT = "with_befriender", "with_resident"
LIVE: Final = (WITH_BEFRIENDER, WITH_RESIDENT)
AGREED, DROPPED = "agreed", "dropped"
SAID_NO: Final = ("befriender_no", "resident_no")

ASK_BEFRIENDER, ASK_RESIDENT = "would_you_visit", "meet_a_visitor"
LATE_BY: Final = int(timedelta(days=3).total_seconds())
ANSWER_WITHIN: Final = timedelta(days=14)
"""How long each of the two is waited for, a pause and a full week among it."""

_live: Final = sa.text("state IN ('with_befriender', 'with_resident')")

pair_offer = sa.Table(
    "pair_offer",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("befriender_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("resident_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("proposed_by", Id),  # the coordinator; None: we did, for somebody who rests
    sa.Column("stands_in_for", Id),  # the pairing that it is to stand in for
    sa.Column("state", sa.Text, nullable=False, default=WITH_BEFRIENDER),
    sa.Column("proposed_at", Moment, nullable=False),
    sa.Column("look_at", Moment),  # when nobody waits for an answer any more; None: it is over
    sa.Column("over_at", Moment),
    sa.Index("ix_pair_offer_resident_id", "resident_id"),
    sa.Index("ix_pair_offer_befriender_id", "befriender_id"),
    sa.Index(
        "ix_pair_offer_look_at",
        "look_at",
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    ),
    # two coordinators may think of the same two at the same moment
    sa.Index(
        "uq_pair_offer_live",
        "befriender_id",
        "resident_id",
        unique=True,
        sqlite_where=_live,
        postgresql_where=_live,
    ),
)


def propose(
    conn: sa.Connection,
    community_id: int,
    befriender_id: int,
    resident_id: int,
    now: datetime,
    *,
    by: int | None = None,
    stands_in_for: int | None = None,
) -> int | None:
    """Ask these two, the befriender first. Returns the offer's id; None where they are being asked
    already, are paired, or one of them has said no before.
    """
    both = (befriender_id, resident_id)
    if befriender_id == resident_id or between(conn, [both]).get(both) in (*LIVE, *SAID_NO):
        return None
    if pairings.open_between(conn, [both]):
        return None
    row = {
        "community_id": community_id,
        "befriender_id": befriender_id,
        "resident_id": resident_id,
        "proposed_by": by,
        "stands_in_for": stands_in_for,
        "state": WITH_BEFRIENDER,
        "proposed_at": now,
        "look_at": now + ANSWER_WITHIN,
        "over_at": None,
    }
    adding = insert_ignore(pair_offer, conn).returning(pair_offer.c.id)
    made: int | None = conn.execute(adding, [row]).scalar()
    if made is not None:
        ask(conn, community_id, befriender_id, ASK_BEFRIENDER, made, now)
    return made


def ask(
    conn: sa.Connection, community_id: int, who: int, purpose: str, subject: int, now: datetime
) -> None:
    row = {"community_id": community_id, "person_id": who, "purpose": purpose, "subject": subject}
    nudges.plan(conn, [{**row, "due_at": now, "late_by": LATE_BY}], now)


def between(conn: sa.Connection, pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """How the offer of each of these (befriender, resident) stands. A no of either stands for
    ever, whatever came later.
    """
    query = (
        sa.select(pair_offer.c.befriender_id, pair_offer.c.resident_id, pair_offer.c.state)
        .where(
            pair_offer.c.befriender_id.in_({each for each, _ in pairs}),
            pair_offer.c.resident_id.in_({each for _, each in pairs}),
        )
        .order_by(pair_offer.c.id)
    )
    found: dict[tuple[int, int], str] = {}
    for row in conn.execute(query) if pairs else ():
        both = (row.befriender_id, row.resident_id)
        if both in pairs and found.get(both) not in SAID_NO:
            found[both] = row.state
    return found


def refused_by(conn: sa.Connection, resident_id: int) -> frozenset[int]:
    """The befrienders who are not to be asked about this resident: one of the two has said no, or
    they are being asked already.
    """
    query = sa.select(pair_offer.c.befriender_id).where(
        pair_offer.c.resident_id == resident_id, pair_offer.c.state.in_((*SAID_NO, *LIVE))
    )
    return frozenset(conn.execute(query).scalars())


def seen(conn: sa.Connection, ids: Collection[int]) -> dict[int, sa.Row[Any]]:
    """These offers."""
    query = sa.select(pair_offer).where(pair_offer.c.id.in_(ids))
    return {row.id: row for row in conn.execute(query)} if ids else {}


def tries(conn: sa.Connection, pairing_id: int) -> int:
    """How many have been asked to stand in for this pairing since it rests."""
    since = sa.select(pairings.pairing.c.rest_set_at).where(pairings.pairing.c.id == pairing_id)
    query = sa.select(sa.func.count()).where(
        pair_offer.c.stands_in_for == pairing_id,
        pair_offer.c.proposed_at >= since.scalar_subquery(),
    )
    return int(conn.execute(query).scalar_one())


DUE: Final = DueRows(pair_offer.c.id, pair_offer.c.look_at)
"""Offers that nobody waits for any longer."""


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two were one person: what is being asked of the newer is dropped, the rest is the other's."""
    theirs = (pair_offer.c.resident_id == new_id) | (pair_offer.c.befriender_id == new_id)
    live = pair_offer.c.state.in_(LIVE)
    conn.execute(sa.update(pair_offer).where(theirs, live).values(state=DROPPED, look_at=None))
    for side in (pair_offer.c.resident_id, pair_offer.c.befriender_id, pair_offer.c.proposed_by):
        conn.execute(sa.update(pair_offer).where(side == new_id).values({side: known_id}))
