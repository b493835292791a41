"""Messages, in and out, one table: what came in is kept word for word, what goes out is queued."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, insert_ignore, metadata

message = sa.Table(
    "message",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id")),
    sa.Column("address_id", Id, sa.ForeignKey("address.id")),
    sa.Column("about_id", Id),  # whom the team is told of, or whose words a neighbour gets
    sa.Column("direction", sa.Text, nullable=False),  # in | out
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("provider_id", sa.Text),
    sa.Column("kind", sa.Text, nullable=False, default="text"),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False, default=""),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False, default=""),
    sa.Column("at", Moment, nullable=False),  # when it came in, or was queued
    # only going out:
    sa.Column("key", sa.Text, nullable=False, default=""),  # the wording it is
    sa.Column("choices", sa.JSON),
    sa.Column("asks_contact", sa.Boolean, nullable=False, default=False),
    sa.Column("priority", sa.Integer, nullable=False, default=1),
    sa.Column("starts", sa.Boolean, nullable=False, default=False),
    sa.Column("due_at", Moment),
    sa.Column("expires_at", Moment),
    sa.Column("claimed_at", Moment),
    sa.Column("handed_at", Moment),  # the provider's own time then: a demo's clock may be ahead
    sa.Column("lease_until", Moment),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("checks", sa.Integer, nullable=False, default=0),  # times a reconciler asked
    sa.Column("sender", sa.Text, nullable=False, default=""),
    sa.Column("code", sa.Text, nullable=False, default=""),  # what the provider said last
    sa.Column("sent_at", Moment),
    sa.Column("retry_of", Id),
    sa.Column("broadcast_id", Id),  # the one it belongs to: one row for each person in that
    sa.Index(
        "uq_message_came_in",
        "community_id",
        "channel",
        "provider_id",
        unique=True,
        sqlite_where=sa.text("direction = 'in'"),
        postgresql_where=sa.text("direction = 'in'"),
    ),
    sa.Index(
        "ix_message_went_out",
        "channel",
        "provider_id",
        sqlite_where=sa.text("direction = 'out'"),
        postgresql_where=sa.text("direction = 'out'"),
    ),
    sa.Index(
        "ix_message_queue",
        "community_id",
        "channel",
        "priority",
        "due_at",
        "id",
        sqlite_where=sa.text("state = 'queued'"),
        postgresql_where=sa.text("state = 'queued'"),
    ),
    sa.Index(
        "uq_message_broadcast_person",
        "broadcast_id",
        "person_id",
        unique=True,
        sqlite_where=sa.text("broadcast_id IS NOT NULL"),
        postgresql_where=sa.text("broadcast_id IS NOT NULL"),
    ),
    sa.Index(
        "ix_message_broadcast",
        "broadcast_id",
        "due_at",
        sqlite_where=sa.text("state = 'queued' AND broadcast_id IS NOT NULL"),
        postgresql_where=sa.text("state = 'queued' AND broadcast_id IS NOT NULL"),
    ),
    sa.Index(
        "ix_message_in_the_air",
        "lease_until",
        sqlite_where=sa.text("lease_until IS NOT NULL"),
        postgresql_where=sa.text("lease_until IS NOT NULL"),
    ),
    sa.Index(
        "ix_message_looked_at",
        "state",
        sqlite_where=sa.text("state IN ('claimed', 'uncertain', 'quarantined')"),
        postgresql_where=sa.text("state IN ('claimed', 'uncertain', 'quarantined')"),
    ),
    sa.Index("ix_message_person_id", "person_id", "direction", "at"),
    sa.Index(
        "ix_message_told",
        "person_id",
        "about_id",
        "id",
        sqlite_where=sa.text("about_id IS NOT NULL"),
        postgresql_where=sa.text("about_id IS NOT NULL"),
    ),
)

QUARANTINED = "quarantined"
HANDLED = "handled"
SHELVED = "shelved"  # kept, but nobody was to be woken by it

RANK: Final = {
    "queued": 0,
    "claimed": 1,
    "uncertain": 2,
    "sent": 3,
    "delivered": 4,
    "undelivered": 4,
    "failed": 4,
    "skipped": 4,
    "expired": 4,
}
"""How far along each state of an outgoing message is. It never moves to one no further on."""

LOOKED_AT: Final = ("claimed", "uncertain", QUARANTINED)
"""The states, beside waiting, in which somebody may need to look: seldom many, so indexed."""


def state_is(*states: str) -> sa.ColumnElement[bool]:
    """Spelled out in the SQL: a planner uses a partial index only for states that it can see."""
    spelled: list[sa.ColumnElement[str]] = [sa.literal_column(f"'{state}'") for state in states]
    return message.c.state == spelled[0] if len(spelled) == 1 else message.c.state.in_(spelled)


watched: Final = state_is("claimed", "uncertain", "quarantined")
"""The terms of `ix_message_in_the_air`: SQLite uses it only where a query says them too."""

came_in: Final = message.c.direction == sa.literal_column("'in'")
went_out: Final = message.c.direction == sa.literal_column("'out'")


@dataclass(frozen=True, slots=True)
class Heard:
    """The last thing somebody wrote."""

    text: str
    at: datetime


def keep(conn: sa.Connection, rows: list[dict[str, Any]]) -> set[str]:
    """Keep what came in. Returns the provider ids that are new; the others were kept before."""
    if not rows:
        return set()
    adding = insert_ignore(message, conn).returning(message.c.provider_id)
    return set(conn.execute(adding, rows).scalars())


def set_aside(
    conn: sa.Connection,
    community_id: int,
    provider_ids: list[tuple[str, str]],
    state: str,
    why: str,
) -> None:
    """What came in (channel, provider id) is kept in this state, for this reason."""
    for channel, provider_id in provider_ids:
        conn.execute(
            sa.update(message)
            .where(
                message.c.community_id == community_id,
                came_in,
                message.c.channel == channel,
                message.c.provider_id == provider_id,
            )
            .values(state=state, reason=why)
        )


def queue(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Put these in the outbox."""
    if rows:
        conn.execute(sa.insert(message), rows)


def last_heard(conn: sa.Connection, ids: Collection[int]) -> dict[int, Heard]:
    """The last text of each of these people."""
    newest = (
        sa.select(sa.func.max(message.c.id))
        .where(message.c.person_id.in_(ids), came_in, message.c.kind == "text")
        .group_by(message.c.person_id)
    )
    query = sa.select(message.c.person_id, message.c.text, message.c.at).where(
        message.c.id.in_(newest)
    )
    return {row.person_id: Heard(row.text, row.at) for row in conn.execute(query)}


@dataclass(frozen=True, slots=True)
class Asked:
    """How far the last message of a wording has got with somebody."""

    state: str
    reason: str
    sent_at: datetime | None
    claimed_at: datetime | None


def last_asked(conn: sa.Connection, keys_of: Mapping[int, Collection[str]]) -> dict[int, Asked]:
    """How far the last of these wordings has got with each of these people (id -> wordings)."""
    if not keys_of:
        return {}
    pairs = [(person_id, key) for person_id, keys in keys_of.items() for key in keys]
    newest = (
        sa.select(sa.func.max(message.c.id))
        .where(
            message.c.person_id.in_(list(keys_of)),
            went_out,
            sa.tuple_(message.c.person_id, message.c.key).in_(pairs),
        )
        .group_by(message.c.person_id)
    )
    query = sa.select(
        message.c.person_id,
        message.c.state,
        message.c.reason,
        message.c.sent_at,
        message.c.claimed_at,
    ).where(message.c.id.in_(newest))
    return {row.person_id: Asked(*row[1:]) for row in conn.execute(query)}


def sent_since(conn: sa.Connection, since: Mapping[int, datetime]) -> frozenset[int]:
    """Who of these (id -> moment) has had a text of ours from then on, or will have one."""
    query = sa.select(message.c.person_id, sa.func.max(message.c.at).label("at")).where(
        message.c.person_id.in_(list(since)),
        went_out,
        message.c.at >= min(since.values()),
        message.c.state.not_in(("skipped", "expired", "failed")),
    )
    rows = conn.execute(query.group_by(message.c.person_id))
    return frozenset(row.person_id for row in rows if row.at >= since[row.person_id])


def drop_questions(conn: sa.Connection, keys_of: Mapping[int, Collection[str]]) -> None:
    """Questions (person id -> wordings) that wait and that nobody needs an answer to any more."""
    pairs = [(person_id, key) for person_id, keys in keys_of.items() for key in keys]
    if pairs:
        conn.execute(
            sa.update(message)
            .where(
                message.c.person_id.in_(list(keys_of)),
                went_out,
                state_is("queued"),
                sa.tuple_(message.c.person_id, message.c.key).in_(pairs),
            )
            .values(state="skipped", reason="let go")
        )


def take_back(
    conn: sa.Connection, key: str, *, said_by: Collection[int], to: Collection[int]
) -> None:
    """What these people said to those, in this wording, goes nowhere if it is not on its way."""
    conn.execute(
        sa.update(message)
        .where(
            message.c.person_id.in_(to),
            message.c.about_id.in_(said_by),
            message.c.key == key,
            went_out,
            state_is("queued"),
        )
        .values(state="skipped", reason="taken back")
    )


def drop_told(conn: sa.Connection, about: int | None, people: Collection[int]) -> None:
    """What these of the team were to be told of this person need not go out any more."""
    told = sa.or_(message.c.key.like("tell.%"), message.c.key.like("concern.still%"))
    waits = (
        message.c.person_id.in_(people),
        message.c.about_id == about,
        went_out,
        state_is("queued"),
        told,
    )
    change = sa.update(message).where(*waits)
    conn.execute(change.values(state="skipped", reason="somebody has it"))


_OF_A_PERSON: Final = ("take_over.", "hand_back.", "tell_somebody.", "answer.")
"""How the wordings begin in which somebody of the team speaks."""


def hand_on(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two are one: what somebody of the team said to the newer, and danger, reaches the other."""
    keys = sa.or_(*(message.c.key.startswith(each) for each in _OF_A_PERSON))
    grave = message.c.priority == sa.literal_column("0")
    waits = message.c.person_id == new_id, went_out, state_is("queued")
    moving = sa.update(message).where(*waits, sa.or_(keys, grave))
    conn.execute(moving.values(person_id=known_id))


def drop_queued(conn: sa.Connection, ids: Collection[int], reason: str) -> None:
    """Nothing that waits for these people goes out any more."""
    if ids:
        conn.execute(
            sa.update(message)
            .where(message.c.person_id.in_(ids), went_out, state_is("queued"))
            .values(state="skipped", reason=reason)
        )
