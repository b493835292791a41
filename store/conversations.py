"""Conversations: where each person is in what we are talking about. One open one a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from store.database import Id, Moment, metadata

conversation = sa.Table(
    "conversation",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("flow", sa.Text, nullable=False),
    # what it is about: a favour, a chat, an activity; 0 is nothing but the person
    sa.Column("subject", Id, nullable=False, default=0, server_default="0"),
    sa.Column("step", sa.Text, nullable=False),
    # whether we asked without having been written to: then the question may still wait to go out
    sa.Column("by_us", sa.Boolean, nullable=False, default=False, server_default=sa.false()),
    sa.Column("answers", sa.JSON, nullable=False),
    sa.Column("said", sa.JSON, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
    # when to stop waiting, if nothing comes back; it stays where nothing did
    sa.Column("silent_at", Moment),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Index(
        "uq_conversation_open",
        "person_id",
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    ),
    # what somebody said of their own cup is taken out again (store/cups.py)
    sa.Index(
        "ix_conversation_cup",
        "person_id",
        sqlite_where=sa.text("flow = 'cup'"),
        postgresql_where=sa.text("flow = 'cup'"),
    ),
    # what was left unanswered may be answered late
    sa.Index(
        "ix_conversation_unanswered",
        "person_id",
        sqlite_where=sa.text("ended_at IS NOT NULL AND silent_at IS NOT NULL"),
        postgresql_where=sa.text("ended_at IS NOT NULL AND silent_at IS NOT NULL"),
    ),
    sa.Index(
        "ix_conversation_silent_at",
        "silent_at",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    ),
)


@dataclass(frozen=True, slots=True)
class Saved:
    """An open conversation as it is kept."""

    id: int
    person_id: int
    flow: str
    step: str
    answers: dict[str, str]
    said: dict[str, str]
    tries: int
    silent_at: datetime | None
    subject: int
    by_us: bool

    @property
    def wordings(self) -> tuple[str, str]:
        """The wordings in which its open question may have been asked."""
        key = f"{self.flow}.{self.step}"
        return key, f"again.{key}"


_SAVED = (
    conversation.c.id,
    conversation.c.person_id,
    conversation.c.flow,
    conversation.c.step,
    conversation.c.answers,
    conversation.c.said,
    conversation.c.tries,
    conversation.c.silent_at,
    conversation.c.subject,
    conversation.c.by_us,
)


_OPEN: sa.Select[Any] = sa.select(*_SAVED).where(
    conversation.c.person_id.in_(sa.bindparam("ids", expanding=True)),
    conversation.c.ended_at.is_(None),
)


def open_with(conn: sa.Connection, ids: Collection[int]) -> dict[int, Saved]:
    """The open conversation of each of these people who has one."""
    rows = conn.execute(_OPEN, {"ids": list(ids)})
    return {row.person_id: Saved(*row) for row in rows}


def begin(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Open these conversations."""
    if rows:
        conn.execute(sa.insert(conversation), rows)


def go_on(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Save where these have got to; each row has `row_id` and what changed."""
    if rows:
        conn.execute(
            sa.update(conversation)
            .where(conversation.c.id == sa.bindparam("row_id"))
            .values({name: sa.bindparam(name) for name in rows[0] if name != "row_id"}),
            rows,
        )


_END = (
    sa.update(conversation)
    .where(conversation.c.id.in_(sa.bindparam("ids", expanding=True)))
    .values(ended_at=sa.bindparam("now", type_=Moment), silent_at=None)
)


def end(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These conversations are over."""
    if ids:
        conn.execute(_END, {"ids": list(ids), "now": now})


def lapse(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """The questions of these are over, unanswered: they may be answered late."""
    if ids:
        conn.execute(sa.update(conversation).where(conversation.c.id.in_(ids)).values(ended_at=now))


def unanswered(
    conn: sa.Connection, ids: Collection[int], since: datetime
) -> dict[int, tuple[Saved, datetime]]:
    """The last question that each of these people left unanswered since then, and when it ended."""
    query = (
        sa.select(*_SAVED, conversation.c.ended_at)
        .where(
            conversation.c.person_id.in_(ids),
            conversation.c.ended_at.is_not(None),
            conversation.c.silent_at.is_not(None),
            conversation.c.ended_at > since,
        )
        .order_by(conversation.c.id)
    )
    return {row.person_id: (Saved(*row[:-1]), row.ended_at) for row in conn.execute(query)}


def silent_people(conn: sa.Connection, now: datetime, limit: int) -> list[int]:
    """People whose open question has waited long enough, the longest first."""
    query = (
        sa.select(conversation.c.person_id)
        .where(conversation.c.ended_at.is_(None), conversation.c.silent_at <= now)
        .order_by(conversation.c.silent_at, conversation.c.id)
        .limit(limit)
    )
    return list(conn.execute(query).scalars())


def wait_until(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Give these (`row_id`) until `until` before their silence counts."""
    if rows:
        conn.execute(
            sa.update(conversation)
            .where(conversation.c.id == sa.bindparam("row_id"))
            .values(silent_at=sa.bindparam("until")),
            rows,
        )


def next_silence(conn: sa.Connection, now: datetime) -> datetime | None:
    """When the next open question will have waited long enough, after now."""
    query = sa.select(sa.func.min(conversation.c.silent_at)).where(
        conversation.c.ended_at.is_(None), conversation.c.silent_at > now
    )
    moment: datetime | None = conn.execute(query).scalar()
    return moment
