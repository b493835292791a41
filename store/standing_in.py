"""Standing in: a visit that somebody else makes, once, instead of the befriender of a pair."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from flows.world.visits import CALLED_OFF, PLANNED
from store import pairings, visit_nudges, visits
from store.nudges import nudge
from store.pairings import pairing
from store.visits import visit

SOUGHT: Final = "stand_in"
"""The step of a visit for which somebody else is looked for."""

ASK: Final = "visit_stand_in"
"""The nudge by which somebody is asked."""


def seek(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """The residents of these visits would like somebody else to come."""
    called_off = visit.c.id.in_(ids), visit.c.state == CALLED_OFF
    conn.execute(sa.update(visit).where(*called_off).values(step=SOUGHT, look_at=now))


def asked(conn: sa.Connection, visit_id: int) -> list[int]:
    """Who has been asked for this visit already."""
    query = sa.select(nudge.c.person_id).where(nudge.c.purpose == ASK, nudge.c.subject == visit_id)
    return list(conn.execute(query).scalars())


def found(conn: sa.Connection, visit_id: int, helper: int, now: datetime) -> int | None:
    """This person makes the visit, unless somebody else has it already: a pair for this once.

    Returns whom they visit; None if it is taken.
    """
    mine = visit.c.id == visit_id, visit.c.step == SOUGHT
    taken = conn.execute(sa.update(visit).where(*mine).values(step="", look_at=None))
    if not taken.rowcount:
        return None
    row = conn.execute(sa.select(visit).where(visit.c.id == visit_id)).one()
    made = pairings.pair(
        conn, row.community_id, row.resident_id, helper, now, stands_in_for=row.pairing_id
    )
    once = {"minutes": row.minutes, "place": row.place}
    conn.execute(sa.update(pairing).where(pairing.c.id == made).values(**once))
    new = visits.planned_row(pairings.rows(conn, [made])[made], row.at, now)
    conn.execute(sa.insert(visit).values(**{**new, "confirmed": "yes", "state": PLANNED}))
    visit_nudges.plan_nudges(conn, [made], now)
    resident: int = row.resident_id
    return resident


def over(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These visits are over: a pair for one of them only is so too."""
    if not ids:
        return
    once = sa.select(visit.c.pairing_id).where(visit.c.id.in_(ids))
    conn.execute(
        sa.update(pairing)
        .where(
            pairing.c.id.in_(once),
            pairing.c.stands_in_for.is_not(None),
            pairing.c.every_days == 0,
            pairing.c.ended_at.is_(None),
        )
        .values(ended_at=now, ended_why="over")
    )
