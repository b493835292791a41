"""What was asked of befrienders that no volunteer should carry: which month, and of what kind.

Never of whom, by whom, or in which words: those are in the concern that a coordinator closes. So
the list can be shown to whoever should carry it.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from store.database import Id, metadata

declined_need = sa.Table(
    "declined_need",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("month", sa.Date, nullable=False),  # its first day
    sa.Column("kind", sa.Text, nullable=False),
    sa.Index("ix_declined_need_month", "community_id", "month"),
)


def add(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """Put these down (`community_id`, `kind`)."""
    if rows:
        month = now.date().replace(day=1)
        conn.execute(sa.insert(declined_need), [{**row, "month": month} for row in rows])


def by_month(conn: sa.Connection, community_id: int, since: date) -> list[tuple[date, str, int]]:
    """How many of each kind in each month, the oldest month first, the most frequent kind first."""
    many = sa.func.count()
    query = (
        sa.select(declined_need.c.month, declined_need.c.kind, many.label("many"))
        .where(declined_need.c.community_id == community_id, declined_need.c.month >= since)
        .group_by(declined_need.c.month, declined_need.c.kind)
        .order_by(declined_need.c.month, many.desc(), declined_need.c.kind)
    )
    return [(row.month, row.kind, row.many) for row in conn.execute(query)]
