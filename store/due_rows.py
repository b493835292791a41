"""Rows that fall due, each at a moment of its own: which are due now, and when the next will be.

Asked of many tables every second, so both statements are built once: building one costs more than
running it on an index with nothing in it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from store.database import Moment

_NOW: Final = sa.bindparam("now", type_=Moment())
_LIMIT: Final = sa.bindparam("at_most", type_=sa.Integer)


class DueRows:
    """The rows of a table whose moment (`at`, an indexed column; NULL is never) has come.

    which: what must be so besides, such as the terms of a partial index.
    """

    def __init__(
        self, row_id: sa.Column[Any], at: sa.Column[Any], *which: sa.ColumnElement[bool]
    ) -> None:
        due = sa.select(row_id).where(at.is_not(None), at <= _NOW, *which)
        self._due = due.order_by(at, row_id).limit(_LIMIT)
        self._next = sa.select(sa.func.min(at)).where(at.is_not(None), at > _NOW, *which)

    def due(self, conn: sa.Connection, now: datetime, limit: int) -> list[int]:
        """The ids of what is due by now, the longest due first, at most so many."""
        return list(conn.execute(self._due, {"now": now, "at_most": limit}).scalars())

    def next_due(self, conn: sa.Connection, now: datetime) -> datetime | None:
        """When the next of them falls due, after now; None: never."""
        found: datetime | None = conn.execute(self._next, {"now": now}).scalar()
        return found


class DueBy:
    """What is due by rules of its own, in a function for each of the two questions."""

    def __init__(
        self,
        due: Callable[[sa.Connection, datetime, int], list[int]],
        next_due: Callable[[sa.Connection, datetime], datetime | None],
    ) -> None:
        self.due, self.next_due = due, next_due
