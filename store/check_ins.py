"""Check-ins: how each hello was answered, in a mood and in their own words."""

from typing import Any

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


def add(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Write these down."""
    if rows:
        conn.execute(sa.insert(check_in), rows)
