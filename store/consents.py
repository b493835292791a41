"""Consents: who said yes or no to what, when, and in which words. Only ever added to.

The database itself refuses a change to one (a trigger, made with the table).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, metadata

PURPOSES = ("visits", "events", "stories")
TEXTS = "texts"  # STOP and START: whether we may write at all

consent = sa.Table(
    "consent",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("given", sa.Boolean, nullable=False),
    sa.Column("asked", sa.Text, nullable=False),  # the words they were asked in
    sa.Column("said", sa.Text, nullable=False),  # the words they answered in
    sa.Column("how", sa.Text, nullable=False),  # the channel, or "import"
    sa.Column("source", sa.Text, nullable=False, default=""),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_consent_person_id", "person_id", "purpose", "id"),
)


def add(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Write these answers down."""
    if rows:
        conn.execute(sa.insert(consent), rows)


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody's last answer to one purpose, and how it came: a channel, or "import"."""

    given: bool
    how: str


def latest(conn: sa.Connection, ids: Collection[int]) -> dict[int, dict[str, bool]]:
    """The last answer of each of these people to each purpose they were asked about."""
    return {
        person_id: {purpose: each.given for purpose, each in theirs.items()}
        for person_id, theirs in answers(conn, ids).items()
    }


_NEWEST: Final = (
    sa.select(sa.func.max(consent.c.id))
    .where(consent.c.person_id.in_(sa.bindparam("ids", expanding=True)))
    .group_by(consent.c.person_id, consent.c.purpose)
)
_ANSWERS: Final = sa.select(
    consent.c.person_id, consent.c.purpose, consent.c.given, consent.c.how
).where(consent.c.id.in_(_NEWEST))


def answers(conn: sa.Connection, ids: Collection[int]) -> dict[int, dict[str, Answered]]:
    """The same, with how each answer came."""
    found: dict[int, dict[str, Answered]] = {}
    for row in conn.execute(_ANSWERS, {"ids": list(ids)}):
        found.setdefault(row.person_id, {})[row.purpose] = Answered(row.given, row.how)
    return found
