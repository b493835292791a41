"""Nudges: what falls due for whom and when. Each ends fired or skipped, with the reason."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, metadata, upsert

nudge = sa.Table(
    "nudge",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    # what it is about: a favour, a chat, an activity; 0 is nothing but the person
    sa.Column("subject", Id, nullable=False, default=0, server_default="0"),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("late_by", sa.Integer, nullable=False),  # seconds it may still go out after that
    # due, then one of fired | skipped | quarantined
    sa.Column("state", sa.Text, nullable=False, default="due"),
    sa.Column("reason", sa.Text, nullable=False, default=""),
    sa.Column("done_at", Moment),
    sa.UniqueConstraint("community_id", "person_id", "purpose", "subject", "due_at"),
    sa.Index(
        "ix_nudge_due_at",
        "due_at",
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    ),
    sa.Index(
        "ix_nudge_person_id_due",
        "person_id",
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    ),
)


is_due: Final = nudge.c.state == sa.literal_column("'due'")  # a partial index needs to see it


@dataclass(frozen=True, slots=True)
class Due:
    """Something that has fallen due."""

    id: int
    person_id: int
    purpose: str
    due_at: datetime
    late_by: int
    subject: int = 0

    def too_late(self, now: datetime) -> bool:
        """Whether it is later than this kind may be."""
        return now > self.due_at + timedelta(seconds=self.late_by)


def people_due(conn: sa.Connection, now: datetime, limit: int) -> list[int]:
    """People for whom something is due, the longest due first."""
    query = (
        sa.select(nudge.c.person_id)
        .where(is_due, nudge.c.due_at <= now)
        .order_by(nudge.c.due_at, nudge.c.id)
        .limit(limit)
    )
    return list(conn.execute(query).scalars())


_DUE: Final = (
    nudge.c.id,
    nudge.c.person_id,
    nudge.c.purpose,
    nudge.c.due_at,
    nudge.c.late_by,
    nudge.c.subject,
)


def due_for(conn: sa.Connection, ids: Collection[int], now: datetime) -> list[Due]:
    """What is due for these people, whose rows are locked: read after the lock, so never twice."""
    query = (
        sa.select(*_DUE)
        .where(is_due, nudge.c.due_at <= now, nudge.c.person_id.in_(ids))
        .order_by(nudge.c.due_at, nudge.c.id)
    )
    return [Due(*row) for row in conn.execute(query)]


def settle(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """Each row (`row_id`, `state`, `reason`) ends here."""
    if rows:
        conn.execute(
            sa.update(nudge)
            .where(nudge.c.id == sa.bindparam("row_id"))
            .values(state=sa.bindparam("state"), reason=sa.bindparam("reason"), done_at=now),
            rows,
        )


def plan(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """Plan these. A kind is due once a person and subject: what was planned before moves here.

    Of several of one kind for one person the last counts. A moment that has fired, or was set
    aside, does not come again.
    """
    if not rows:
        return
    rows = [{"subject": 0, **row} for row in rows]
    rows = list({(row["person_id"], row["purpose"], row["subject"]): row for row in rows}.values())
    conn.execute(
        sa.update(nudge)
        .where(
            nudge.c.person_id == sa.bindparam("whose"),
            nudge.c.purpose == sa.bindparam("kind"),
            nudge.c.subject == sa.bindparam("about"),
            is_due,
        )
        .values(state="skipped", reason="moved", done_at=now),
        [
            {"whose": row["person_id"], "kind": row["purpose"], "about": row["subject"]}
            for row in rows
        ],
    )
    keys = ["community_id", "person_id", "purpose", "subject", "due_at"]
    added = [{**row, "state": "due", "reason": "", "done_at": None} for row in rows]
    columns = ["state", "reason", "done_at", "late_by"]
    only_unused = nudge.c.state == "skipped"
    conn.execute(upsert(nudge, conn, keys, columns, only_if=only_unused), added)


def cancel(conn: sa.Connection, ids: Collection[int], reason: str, now: datetime) -> None:
    """Nothing is due for these people any more."""
    if ids:
        conn.execute(
            sa.update(nudge)
            .where(nudge.c.person_id.in_(ids), is_due)
            .values(state="skipped", reason=reason, done_at=now)
        )


def drop(
    conn: sa.Connection,
    ids: Collection[int],
    purposes: Collection[str],
    reason: str,
    now: datetime,
) -> None:
    """Nothing of these kinds is due for these people any more."""
    theirs = nudge.c.person_id.in_(ids), nudge.c.purpose.in_(purposes), is_due
    over = {"state": "skipped", "reason": reason, "done_at": now}
    conn.execute(sa.update(nudge).where(*theirs).values(**over))


@dataclass(frozen=True, slots=True)
class Ahead:
    """What somebody's rhythm has planned: the next hello, and the next look after hospital."""

    hello_at: datetime | None = None
    look_at: datetime | None = None
    look: int = 0  # which look: the subject of its nudge


_AHEAD = (
    sa.select(nudge.c.person_id, nudge.c.purpose, nudge.c.due_at, nudge.c.subject)
    .where(
        is_due,
        nudge.c.purpose.in_(("hello", "welcome_home")),
        nudge.c.person_id.in_(sa.bindparam("ids", expanding=True)),
    )
    .order_by(nudge.c.due_at.desc(), nudge.c.id.desc())  # of several the next counts
)


def ahead_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, Ahead]:
    """What is planned in the rhythm of each of these people."""
    found: dict[int, Ahead] = {}
    for row in conn.execute(_AHEAD, {"ids": list(ids)}):
        known = found.get(row.person_id, Ahead())
        if row.purpose == "hello":
            found[row.person_id] = replace(known, hello_at=row.due_at)
        else:
            found[row.person_id] = replace(known, look_at=row.due_at, look=row.subject)
    return found


def next_due(conn: sa.Connection, now: datetime) -> datetime | None:
    """When the next nudge falls due, after now."""
    query = sa.select(sa.func.min(nudge.c.due_at)).where(is_due, nudge.c.due_at > now)
    moment: datetime | None = conn.execute(query).scalar()
    return moment
