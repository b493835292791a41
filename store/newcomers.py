"""Befrienders for whom nothing has been planned yet: their weekly line, what they learn.

They become so by import, on the command line, or by a START after STOP: whatever way, what is
planned for a befriender is planned soon after.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from store.due_rows import DueRows
from store.people import role

_NEW = (role.c.role == sa.literal_column("'befriender'")) & role.c.begun_at.is_(None)


DUE: Final = DueRows(role.c.person_id, role.c.since, _NEW)
"""People who have become befrienders."""


def begin(conn: sa.Connection, ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """Those of these who have not begun yet begin: since when each is a befriender."""
    beginning = (
        sa.update(role)
        .where(_NEW, role.c.person_id.in_(ids))
        .values(begun_at=now)
        .returning(role.c.person_id, role.c.since)
    )
    return {row.person_id: row.since for row in conn.execute(beginning)}


def begin_again(conn: sa.Connection, ids: Collection[int]) -> None:
    """They said START: what STOP has dropped is planned anew."""
    if ids:
        conn.execute(sa.update(role).where(role.c.person_id.in_(ids)).values(begun_at=None))
