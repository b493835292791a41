"""The duty rota: who is on duty from when to when. A change ends a row; nothing is deleted."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, metadata
from store.due_rows import DueRows
from store.people import person

duty = sa.Table(
    "duty",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("from_at", Moment, nullable=False),
    sa.Column("until_at", Moment),  # None: until they say OFF DUTY
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("dropped_at", Moment),  # taken back, or handed to somebody else
    # when everybody is warned that nobody follows; None: they have been, or need not be
    sa.Column("warn_at", Moment),
    sa.Index("ix_duty_community_id", "community_id", "until_at"),
    sa.Index("ix_duty_person_id", "person_id"),
    sa.Index(
        "ix_duty_warn_at",
        "warn_at",
        sqlite_where=sa.text("warn_at IS NOT NULL"),
        postgresql_where=sa.text("warn_at IS NOT NULL"),
    ),
)


def add(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """These people are on duty (`person_id`, `from_at`, `until_at`, `made_at`, `warn_at`)."""
    if rows:
        conn.execute(sa.insert(duty), rows)


def ahead(conn: sa.Connection, community_id: int, now: datetime) -> list[sa.Row[Any]]:
    """What runs or is to come: id, person_id, name, from_at and until_at, the soonest first.

    Whoever has said STOP is on no rota.
    """
    query = (
        sa.select(duty.c.id, duty.c.person_id, person.c.name, duty.c.from_at, duty.c.until_at)
        .join(person, person.c.id == duty.c.person_id)
        .where(
            duty.c.community_id == community_id,
            duty.c.dropped_at.is_(None),
            sa.or_(duty.c.until_at.is_(None), duty.c.until_at > now),
            person.c.stopped_at.is_(None),
        )
        .order_by(duty.c.from_at, duty.c.id)
    )
    return list(conn.execute(query))


def was_used(conn: sa.Connection, community_id: int) -> bool:
    """Whether anybody has ever been on duty here."""
    query = sa.select(duty.c.id).where(duty.c.community_id == community_id).limit(1)
    return conn.execute(query).first() is not None


def takes_part(conn: sa.Connection, community_id: int, since: datetime) -> frozenset[int]:
    """Who has been on duty since then, or will be."""
    query = sa.select(duty.c.person_id).where(
        duty.c.community_id == community_id,
        sa.or_(duty.c.until_at.is_(None), duty.c.until_at > since),
    )
    return frozenset(conn.execute(query).scalars())


def off(conn: sa.Connection, person_id: int, now: datetime) -> int:
    """Whatever this person is on just now ends now. Returns how many."""
    running = (
        duty.c.person_id == person_id,
        duty.c.dropped_at.is_(None),
        duty.c.from_at <= now,
        sa.or_(duty.c.until_at.is_(None), duty.c.until_at > now),
    )
    return conn.execute(sa.update(duty).where(*running).values(until_at=now)).rowcount


def leave(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These people are on no rota any more: what runs ends now, and what was to come is dropped."""
    theirs = (
        duty.c.person_id.in_(ids),
        duty.c.dropped_at.is_(None),
        sa.or_(duty.c.until_at.is_(None), duty.c.until_at > now),
    )
    ended = sa.update(duty).where(*theirs, duty.c.from_at <= now)
    conn.execute(ended.values(until_at=now, warn_at=None))
    dropped = sa.update(duty).where(*theirs, duty.c.from_at > now)
    conn.execute(dropped.values(dropped_at=now, warn_at=None))


def drop(conn: sa.Connection, ids: Collection[int], whose: int, now: datetime) -> int:
    """These of this person's are taken back. Returns how many still stood."""
    theirs = (duty.c.id.in_(ids), duty.c.person_id == whose, duty.c.dropped_at.is_(None))
    return conn.execute(sa.update(duty).where(*theirs).values(dropped_at=now)).rowcount


def hand_over(
    conn: sa.Connection, ids: Collection[int], whose: int, to: int, now: datetime
) -> bool:
    """This person's time on duty is somebody else's, if all of it still stands."""
    theirs = (duty.c.id.in_(ids), duty.c.person_id == whose, duty.c.dropped_at.is_(None))
    query = sa.select(duty).where(*theirs).order_by(duty.c.from_at, duty.c.id)
    rows = conn.execute(query.with_for_update()).all()
    if len(rows) != len(set(ids)):
        return False
    drop(conn, ids, whose, now)
    same = {"person_id": to, "made_at": now}
    again = [
        {
            **same,
            "community_id": each.community_id,
            "from_at": max(each.from_at, now),
            "until_at": each.until_at,
            "warn_at": each.warn_at,
        }
        for each in rows
    ]
    add(conn, again)
    return True


DUE: Final = DueRows(duty.c.id, duty.c.warn_at)
"""Shifts of which it is time to see whether anybody follows."""


def warned(conn: sa.Connection, ids: Collection[int]) -> list[sa.Row[Any]]:
    """It has been seen to: those of these that nobody else was at."""
    query = sa.select(duty).where(duty.c.id.in_(ids), duty.c.warn_at.is_not(None))
    rows = list(conn.execute(query.order_by(duty.c.id).with_for_update(skip_locked=True)))
    done = sa.update(duty).where(duty.c.id.in_([each.id for each in rows]))
    conn.execute(done.values(warn_at=None))
    return rows


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two were one person: when the one was on duty, the other was."""
    moved = sa.update(duty).where(duty.c.person_id == new_id)
    conn.execute(moved.values(person_id=known_id))
