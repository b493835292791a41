"""Suggestions: what somebody was shown, heard more of, and said no to, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from flows.facts.nearby import NOT_NOW
from store.database import Id, Moment, insert_ignore, metadata, upsert

suggestion = sa.Table(
    "suggestion",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("activity_id", Id, primary_key=True),
    sa.Column("shown_at", Moment, nullable=False),  # when last
    sa.Column("told_at", Moment),  # when they picked it and heard all of it
    sa.Column("declined_at", Moment),
    # far | dear | steps | alone | time | other, or what they need: wheelchair, toilet …
    sa.Column("reason", sa.Text, nullable=False, default=""),
    sa.Index("ix_suggestion_person_id", "person_id"),
)

_KEYS = ["community_id", "person_id", "activity_id"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to do that one person was shown, and what they made of it."""

    activity_id: int
    shown_at: datetime
    told_at: datetime | None = None
    declined_at: datetime | None = None
    reason: str = ""


def shown(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """They were shown these: `community_id`, `person_id`, `activity_id`, `shown_at`."""
    _write(conn, rows, ["shown_at"])


def told(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """They heard all of these: the same, and `told_at`."""
    _write(conn, rows, ["told_at"])


def declined(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """They said no to these: the same, with `declined_at` and `reason`. The last reason counts; but
    a plain no takes none away that they gave before.
    """
    plain = [row for row in rows if row["reason"] == NOT_NOW]
    _write(conn, [row for row in rows if row["reason"] != NOT_NOW], ["declined_at", "reason"])
    reason = suggestion.c.reason
    no_reason_yet = sa.or_(reason == "", reason == NOT_NOW)
    _write(conn, plain, ["declined_at", "reason"], only_if=no_reason_yet)


def _write(
    conn: sa.Connection,
    rows: list[dict[str, Any]],
    changed: list[str],
    only_if: sa.ColumnElement[bool] | None = None,
) -> None:
    once = {tuple(row[key] for key in _KEYS): {"reason": "", **row} for row in rows}
    if once:
        conn.execute(upsert(suggestion, conn, _KEYS, changed, only_if=only_if), list(once.values()))


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two turn out to be one person: what the newer was shown, the other was. Theirs counts where
    both were shown the same."""
    rows = conn.execute(sa.select(suggestion).where(suggestion.c.person_id == new_id)).all()
    moved = [dict(row._mapping) | {"person_id": known_id} for row in rows]
    if moved:
        conn.execute(insert_ignore(suggestion, conn), moved)
        conn.execute(sa.delete(suggestion).where(suggestion.c.person_id == new_id))


def of(conn: sa.Connection, ids: Collection[int]) -> dict[int, list[Suggestion]]:
    """All that each of these people was ever shown, the latest first."""
    query = (
        sa.select(
            suggestion.c.person_id,
            suggestion.c.activity_id,
            suggestion.c.shown_at,
            suggestion.c.told_at,
            suggestion.c.declined_at,
            suggestion.c.reason,
        )
        .where(suggestion.c.person_id.in_(ids))
        .order_by(suggestion.c.shown_at.desc(), suggestion.c.activity_id)
    )
    found: dict[int, list[Suggestion]] = {}
    for person_id, *rest in conn.execute(query):
        found.setdefault(person_id, []).append(Suggestion(*rest))
    return found
