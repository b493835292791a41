"""Fresh or gone: who was asked whether an activity is still as we have it, and what they said."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, metadata, upsert

A_MONTH: Final = timedelta(days=30)
"""Nobody is asked about two facts within this."""

BEFORE: Final = timedelta(days=14)
"""How long before a fact's confirm-by date somebody is asked."""

PATIENCE: Final = timedelta(days=5)
"""How long one person's answer is waited for before the next is asked."""

LATELY: Final = timedelta(days=90)
"""Who went within this should know whether it is still on."""

GONE_BY: Final = 2
"""How many people have to say that it is gone, unless it is whoever runs it."""

confirmation = sa.Table(
    "confirmation",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("activity_id", Id, nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("asked_at", Moment, nullable=False),
    # '' | yes | changed | gone | unsure
    sa.Column("answer", sa.Text, nullable=False, default=""),
    sa.Column("words", sa.Text, nullable=False, default=""),
    sa.Column("answered_at", Moment),
    sa.Index("ix_confirmation_activity_id", "activity_id", "asked_at"),
    sa.Index("ix_confirmation_person_id", "person_id", "asked_at"),
)

# When to see to an activity next; one without a row has not been seen to yet.
freshness = sa.Table(
    "freshness",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("activity_id", Id, primary_key=True),
    sa.Column("look_at", Moment, nullable=False),
)


def ask(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """These people (`community_id`, `activity_id`, `person_id`) are asked."""
    if rows:
        asked = [{"asked_at": now, "answer": "", "words": "", **row} for row in rows]
        conn.execute(sa.insert(confirmation), asked)


def look_again(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """When to see to each of these next (`community_id`, `activity_id`, `look_at`)."""
    if rows:
        keys = ["community_id", "activity_id"]
        conn.execute(upsert(freshness, conn, keys, ["look_at"]), rows)


def answered(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """What each said (`community_id`, `activity_id`, `person_id`, `answer`, `words`).

    It goes with what they were asked last; who was not asked has spoken up by themself.
    """
    for row in rows:
        whose = sa.and_(
            confirmation.c.activity_id == row["activity_id"],
            confirmation.c.person_id == row["person_id"],
            confirmation.c.answered_at.is_(None),
        )
        said = {"answer": row["answer"], "words": row["words"], "answered_at": now}
        done = conn.execute(sa.update(confirmation).where(whose).values(**said))
        if not done.rowcount:
            conn.execute(sa.insert(confirmation).values(asked_at=now, **{**row, **said}))


def say_gone(
    conn: sa.Connection, ids: Collection[int], since: datetime
) -> dict[int, frozenset[int]]:
    """Who has said since then that each of these is gone, and has not said otherwise later."""
    query = (
        sa.select(confirmation.c.activity_id, confirmation.c.person_id, confirmation.c.answer)
        .where(confirmation.c.activity_id.in_(ids), confirmation.c.answered_at > since)
        .order_by(confirmation.c.answered_at, confirmation.c.id)
    )
    last: dict[int, dict[int, str]] = {}
    for activity_id, person_id, answer in conn.execute(query):
        last.setdefault(activity_id, {})[person_id] = answer
    return {
        each: frozenset(who for who, answer in said.items() if answer == "gone")
        for each, said in last.items()
    }


def lately_asked(conn: sa.Connection, people: Collection[int], since: datetime) -> frozenset[int]:
    """Those of these people who were asked about anything since then."""
    query = sa.select(confirmation.c.person_id).where(
        confirmation.c.person_id.in_(people), confirmation.c.asked_at > since
    )
    return frozenset(conn.execute(query).scalars())


def already_asked(
    conn: sa.Connection, ids: Collection[int], since: datetime
) -> frozenset[tuple[int, int]]:
    """Who was asked about which of these since then: activity and person."""
    query = sa.select(confirmation.c.activity_id, confirmation.c.person_id).where(
        confirmation.c.activity_id.in_(ids), confirmation.c.asked_at > since
    )
    return frozenset((row[0], row[1]) for row in conn.execute(query))
