"""Fresh or gone: who was asked whether an activity is still as we have it, and what they said."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.nearby import PLACE
from store.activities import OPEN, activity
from store.database import Id, Moment, metadata, upsert
from store.nudges import is_due, nudge
from store.outings import WENT, outing

STILL_ON: Final = "still_on"
"""The nudge that asks; its subject is the activity."""

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
    sa.Column("activity_id", Id, sa.ForeignKey("activity.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("chosen_at", Moment, nullable=False),  # when it was decided to ask them
    sa.Column("asked_at", Moment),  # when they really were; None: not yet, or never
    # '' | yes | changed | gone | unsure
    sa.Column("answer", sa.Text, nullable=False, default=""),
    sa.Column("words", sa.Text, nullable=False, default=""),
    sa.Column("answered_at", Moment),
    sa.Index("ix_confirmation_activity_id", "activity_id", "chosen_at"),
    sa.Index("ix_confirmation_person_id", "person_id", "chosen_at"),
)

# When to see to an activity next; one without a row has not been seen to yet.
freshness = sa.Table(
    "freshness",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("activity_id", Id, sa.ForeignKey("activity.id"), primary_key=True),
    sa.Column("look_at", Moment, nullable=False),
)


def _to_see_to(now: datetime) -> sa.ColumnElement[bool]:
    """Activities that somebody should confirm soon, and for which nobody's answer is awaited."""
    waits = (
        sa.exists()
        .where(
            freshness.c.community_id == activity.c.community_id,
            freshness.c.activity_id == activity.c.id,
            freshness.c.look_at > now,
        )
        .correlate(activity)
    )
    return sa.and_(activity.c.state == OPEN, activity.c.confirm_by < now + BEFORE, ~waits)


def due(conn: sa.Connection, now: datetime, limit: int) -> list[int]:
    """Activities about which somebody is to be asked now."""
    query = (
        sa.select(activity.c.id)
        .where(_to_see_to(now))
        .order_by(activity.c.confirm_by, activity.c.id)
        .limit(limit)
    )
    return list(conn.execute(query).scalars())


def next_due(conn: sa.Connection, now: datetime) -> datetime | None:
    """When it is next time to ask about one, after now."""
    first = conn.execute(
        sa.select(sa.func.min(activity.c.confirm_by)).where(
            activity.c.state == OPEN, activity.c.confirm_by >= now + BEFORE
        )
    ).scalar()
    again: datetime | None = conn.execute(
        sa.select(sa.func.min(freshness.c.look_at))
        .join(activity, activity.c.id == freshness.c.activity_id)
        .where(
            freshness.c.look_at > now,
            activity.c.state == OPEN,
            activity.c.confirm_by < now + BEFORE,
        )
    ).scalar()
    # a moment later: "before" leaves out the very moment
    moments = [again, first - BEFORE + timedelta(seconds=1) if first else None]
    return min((each for each in moments if each is not None), default=None)


def claim(conn: sa.Connection, ids: Collection[int], now: datetime) -> list[sa.Row[Any]]:
    """Those of these that are due still, locked: id, community_id and organiser_id."""
    query = (
        sa.select(activity.c.id, activity.c.community_id, activity.c.organiser_id)
        .where(activity.c.id.in_(ids), _to_see_to(now))
        .order_by(activity.c.confirm_by, activity.c.id)
        .with_for_update(skip_locked=True)
    )
    return list(conn.execute(query))


def who_should_know(
    conn: sa.Connection, ids: Collection[int], now: datetime
) -> dict[int, list[int]]:
    """Who went to each of these lately, the latest first."""
    query = (
        sa.select(outing.c.activity_id, outing.c.person_id)
        .where(outing.c.activity_id.in_(ids), outing.c.state == WENT, outing.c.at > now - LATELY)
        .order_by(outing.c.at.desc(), outing.c.id)
    )
    found: dict[int, list[int]] = {}
    for row in conn.execute(query):
        found.setdefault(row.activity_id, []).append(row.person_id)
    return found


def told_lately(
    conn: sa.Connection, community_id: int, since: datetime, limit: int
) -> list[sa.Row[Any]]:
    """Places that somebody told of since then, the latest first: id, title and source."""
    query = (
        sa.select(activity.c.id, activity.c.title, activity.c.source)
        .where(
            activity.c.community_id == community_id,
            activity.c.kind == PLACE,
            activity.c.state == OPEN,
            activity.c.ref.is_(None),
            activity.c.created_at > since,
        )
        .order_by(activity.c.created_at.desc(), activity.c.id.desc())
        .limit(limit)
    )
    return list(conn.execute(query))


def told_by(conn: sa.Connection, people: Collection[int]) -> list[sa.Row[Any]]:
    """Places on the list that these people stand for, the latest first: id, title, source_id."""
    query = (
        sa.select(activity.c.id, activity.c.title, activity.c.source, activity.c.source_id)
        .where(
            activity.c.source_id.in_(people),
            activity.c.kind == PLACE,
            activity.c.state == OPEN,
            activity.c.ref.is_(None),
        )
        .order_by(activity.c.created_at.desc(), activity.c.id.desc())
    )
    return list(conn.execute(query))


def ask(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """These people (`community_id`, `activity_id`, `person_id`) are to be asked. Who was to be
    asked about the same before, and has not been, need not be any more.
    """
    if not rows:
        return
    ids = [row["activity_id"] for row in rows]
    before = sa.select(confirmation.c.person_id).where(
        confirmation.c.activity_id.in_(ids), confirmation.c.answered_at.is_(None)
    )
    conn.execute(
        sa.update(nudge)
        .where(
            nudge.c.person_id.in_(before),
            nudge.c.purpose == STILL_ON,
            nudge.c.subject.in_(ids),
            is_due,
        )
        .values(state="skipped", reason="somebody else is asked", done_at=now)
    )
    chosen = [{"chosen_at": now, "answer": "", "words": "", **row} for row in rows]
    conn.execute(sa.insert(confirmation), chosen)


def put(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """These (`about`: the activity, `of`: the person) have really been asked."""
    if rows:
        conn.execute(
            sa.update(confirmation)
            .where(
                confirmation.c.activity_id == sa.bindparam("about"),
                confirmation.c.person_id == sa.bindparam("of"),
                confirmation.c.asked_at.is_(None),
            )
            .values(asked_at=now),
            rows,
        )


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
            conn.execute(sa.insert(confirmation).values(chosen_at=now, **{**row, **said}))


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
    """Those of these people who were asked about anything since then, or are about to be."""
    query = (
        sa.select(confirmation.c.person_id)
        .where(confirmation.c.person_id.in_(people))
        .where(
            sa.or_(
                confirmation.c.asked_at > since,
                sa.exists().where(
                    nudge.c.person_id == confirmation.c.person_id,
                    nudge.c.purpose == STILL_ON,
                    is_due,
                ),
            )
        )
    )
    return frozenset(conn.execute(query).scalars())


def already_asked(
    conn: sa.Connection, ids: Collection[int], since: datetime
) -> frozenset[tuple[int, int]]:
    """Who was asked about which of these since then, or has spoken up: activity and person."""
    query = sa.select(confirmation.c.activity_id, confirmation.c.person_id).where(
        confirmation.c.activity_id.in_(ids),
        sa.or_(confirmation.c.asked_at > since, confirmation.c.answered_at > since),
    )
    return frozenset((row[0], row[1]) for row in conn.execute(query))


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two turn out to be one person: what either was asked and said, the one was."""
    conn.execute(
        sa.update(confirmation).where(confirmation.c.person_id == new_id).values(person_id=known_id)
    )
