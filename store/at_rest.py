"""Who is not to be asked anything just now, whatever it is: one condition for all who ask many."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from store.befriending import befriending, is_eased
from store.people import person


def may_be_asked(now: datetime) -> sa.ColumnElement[bool]:
    """A row of `person` that has not said STOP, is in no pause, answers our hellos, and does not
    ease off.

    Consents, and what is more basic and comes first, are for whoever asks to see to.
    """
    return sa.and_(
        person.c.stopped_at.is_(None),
        person.c.merged_into.is_(None),
        sa.or_(person.c.paused_at.is_(None), person.c.paused_until <= now),
        person.c.quiet_hellos == 0,
        person.c.id.not_in(sa.select(befriending.c.person_id).where(is_eased(now))),
    )


def left_in_peace(conn: sa.Connection, ids: Collection[int], now: datetime) -> frozenset[int]:
    """Those of these people who are not to be asked anything just now."""
    query = sa.select(person.c.id).where(person.c.id.in_(ids), may_be_asked(now))
    return frozenset(ids) - frozenset(conn.execute(query).scalars())
