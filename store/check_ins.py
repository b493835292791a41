"""Check-ins: how each hello was answered, in a mood and in their own words."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, metadata

check_in = sa.Table(
    "check_in",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("mood", sa.Text, nullable=False),  # good | soso | low | rang | skip | told | quiet
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_check_in_person_id", "person_id", "at"),
)


LOW_FOR: Final = timedelta(days=14)
"""How long whoever has been low is asked nothing beyond how they are."""

UNANSWERED: Final = 4
"""So many hellos running that brought nothing good, or nothing, lead to the same."""

NOTHING: Final = frozenset({"low", "skip", "quiet"})


def low_lately(conn: sa.Connection, ids: Collection[int], now: datetime) -> frozenset[int]:
    """Those of these people who have been low in the last two weeks, or whose last four hellos
    nothing came back to but a no or a low mood.
    """
    nth = sa.func.row_number().over(
        partition_by=check_in.c.person_id, order_by=(check_in.c.at.desc(), check_in.c.id.desc())
    )
    last = sa.select(check_in.c.person_id, check_in.c.mood, check_in.c.at, nth.label("nth"))
    theirs = last.where(check_in.c.person_id.in_(ids)).subquery()
    rows = conn.execute(sa.select(theirs).where(theirs.c.nth <= UNANSWERED)).all()
    low = {row.person_id for row in rows if row.mood == "low" and row.at > now - LOW_FOR}
    nothing = Counter(row.person_id for row in rows if row.mood in NOTHING)
    return frozenset(low | {each for each, times in nothing.items() if times == UNANSWERED})


def add(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Write these down."""
    if rows:
        conn.execute(sa.insert(check_in), rows)
