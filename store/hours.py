"""The hour-for-hour ledger (a time bank), for communities that want one; it is off by default.

It counts what was given and received, so that a project can say how much its neighbours do for
each other. It holds no balance: gifts are allowed, and nobody is ever shown a debt.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from store.database import Id, Moment, insert_ignore, metadata, upsert

hour = sa.Table(
    "hour",
    metadata,
    sa.Column("favour_id", Id, sa.ForeignKey("favour.id"), primary_key=True, autoincrement=False),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("giver_id", Id, nullable=False),
    sa.Column("receiver_id", Id, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_hour_community_id", "community_id", "at"),
)

hours_kept = sa.Table(
    "hours_kept",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("kept", sa.Boolean, nullable=False),
)


def keep(conn: sa.Connection, community_id: int, *, kept: bool) -> None:
    """Whether this community counts hours from now on."""
    row = {"community_id": community_id, "kept": kept}
    conn.execute(upsert(hours_kept, conn, ["community_id"], ["kept"]), row)


def are_kept(conn: sa.Connection, community_id: int) -> bool:
    """Whether this community counts hours."""
    query = sa.select(hours_kept.c.kept).where(hours_kept.c.community_id == community_id)
    return bool(conn.execute(query).scalar())


def given(conn: sa.Connection, wanted: sa.Row[Any], minutes: int, now: datetime) -> None:
    """Whoever helped gave these minutes to whoever asked. A favour is counted once."""
    row = {
        "favour_id": wanted.id,
        "community_id": wanted.community_id,
        "giver_id": wanted.helper_id,
        "receiver_id": wanted.person_id,
        "minutes": minutes,
        "at": now,
    }
    conn.execute(insert_ignore(hour, conn), row)


def in_all(conn: sa.Connection, community_id: int, since: datetime) -> int:
    """Minutes given in this community since then."""
    query = sa.select(sa.func.coalesce(sa.func.sum(hour.c.minutes), 0)).where(
        hour.c.community_id == community_id, hour.c.at >= since
    )
    return int(conn.execute(query).scalar_one())
