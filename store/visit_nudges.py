"""What falls due around a visit, for either of the two: asked, told, prompted; and no more."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.visit_days import BEFORE, UNASKED, day_before, kind_hour, on_the_day
from flows.world.visits import PLANNED
from store import nudges
from store.nudges import is_due, nudge
from store.people import person
from store.visits import visit

CONFIRM, TOMORROW, PROMPT, TODAY, OFFER, OFF = (
    "visit_confirm", "visit_tomorrow", "visit_prompt", "visit_today", "visit_offer", "visit_off",
)  # fmt: skip
NUDGES: Final = (CONFIRM, TOMORROW, PROMPT, TODAY, OFFER, OFF)
"""What falls due before a visit; its id is the subject."""

AN_HOUR: Final = timedelta(hours=1)
LATE_BY: Final = {CONFIRM: 8 * AN_HOUR, TOMORROW: 3 * AN_HOUR, PROMPT: 3 * AN_HOUR}


def plan_nudges(conn: sa.Connection, pairings: Collection[int], now: datetime) -> None:
    """What falls due about the next visit of each of these pairs."""
    query = (
        sa.select(visit, person.c.zone, person.c.hello_at)
        .join(person, person.c.id == visit.c.resident_id)
        .where(visit.c.pairing_id.in_(pairings), visit.c.state == PLANNED, visit.c.at > now)
        .order_by(visit.c.at, visit.c.id)
    )
    rows = [each for row in conn.execute(query) for each in _around(row, now)]
    nudges.plan(conn, rows, now)


def _around(row: sa.Row[Any], now: datetime) -> list[dict[str, Any]]:
    """The nudges around one visit. What the resident has said yes to is not asked again."""
    ask = day_before(row.at, kind_hour(row.hello_at), row.zone, now)
    found = [] if row.confirmed else [(row.resident_id, CONFIRM, ask)]
    if not row.confirmed:
        told = day_before(row.at, UNASKED, row.zone, now)
        found.append((row.resident_id, TOMORROW, told if told and told > now else None))
    found += [
        (row.befriender_id, PROMPT, day_before(row.at, BEFORE, row.zone, now)),
        (row.befriender_id, TODAY, on_the_day(row.at, row.zone, now)),
    ]
    return [
        nudge_row(row.community_id, who, purpose, row.id, at, LATE_BY.get(purpose, row.at - at))
        for who, purpose, at in found
        if at is not None
    ]


def nudge_row(
    community_id: int, person_id: int, purpose: str, subject: int, at: datetime, late_by: timedelta
) -> dict[str, Any]:
    """A nudge, for `nudges.plan`."""
    return {
        "community_id": community_id,
        "person_id": person_id,
        "purpose": purpose,
        "subject": subject,
        "due_at": at,
        "late_by": int(late_by.total_seconds()),
    }


def drop_nudges(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """Nothing falls due before these visits any more, for either of the two."""
    if not ids:
        return
    chosen = visit.c.id.in_(ids)
    both = sa.union(
        sa.select(visit.c.resident_id).where(chosen), sa.select(visit.c.befriender_id).where(chosen)
    )
    conn.execute(
        sa.update(nudge)
        .where(
            nudge.c.person_id.in_(both),
            nudge.c.purpose.in_(NUDGES),
            nudge.c.subject.in_(ids),
            is_due,
        )
        .values(state="skipped", reason="called off", done_at=now)
    )
