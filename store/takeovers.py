"""Who answers somebody as a person just now, and who told them something lately.

While a coordinator has taken a talk over, Doorstep says nothing to that resident. It is written
down at both: in `takeover`, which is its history, and at the resident, whose every turn asks.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.taken_over import TAKEN_OVER
from store import nudges
from store.broadcasts import broadcast
from store.database import Id, Moment, metadata
from store.due_rows import DueRows
from store.messages import message, state_is, went_out
from store.people import person

LASTS: Final = timedelta(days=1)
ANSWERS_WITHIN: Final = timedelta(days=2)
"""How long what somebody says goes to whoever of the team told them something."""

OVER: Final = "taken_over_ends"
"""The nudge that tells both that it has ended; its subject is the takeover."""

SOON: Final = timedelta(seconds=30)
"""How long after the end what waited for it may go: first they hear that it has ended."""

LATE_BY: Final = timedelta(days=2)
BY_HAND, BY_TIME, STOPPED, MERGED = "handed back", "a day", "stopped", "merged"
PHONE_LOST: Final = "phone lost"

takeover = sa.Table(
    "takeover",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("resident_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("coordinator_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("began_at", Moment, nullable=False),
    sa.Column("ends_at", Moment),  # when it ends by itself; None: it has ended
    sa.Column("ended_at", Moment),
    sa.Column("ended_why", sa.Text, nullable=False, default=""),
    sa.Index("ix_takeover_resident_id", "resident_id"),
    sa.Index("ix_takeover_coordinator_id", "coordinator_id"),
    sa.Index(
        "ix_takeover_ends_at",
        "ends_at",
        sqlite_where=sa.text("ends_at IS NOT NULL"),
        postgresql_where=sa.text("ends_at IS NOT NULL"),
    ),
)


def begin(
    conn: sa.Connection, community_id: int, resident_id: int, coordinator_id: int, now: datetime
) -> int | None:
    """This coordinator answers them from now on; None if another one does already."""
    free = sa.or_(person.c.held_by.is_(None), person.c.held_until <= now)
    taken = (
        sa.update(person)
        .where(person.c.id == resident_id, free)
        .values(held_by=coordinator_id, held_until=now + LASTS)
    )
    if not conn.execute(taken).rowcount:
        return None
    adding = sa.insert(takeover).values(
        community_id=community_id,
        resident_id=resident_id,
        coordinator_id=coordinator_id,
        began_at=now,
        ends_at=now + LASTS,
        ended_why="",
    )
    made: int = conn.execute(adding.returning(takeover.c.id)).scalar_one()
    theirs = sa.update(person).where(person.c.id == coordinator_id)
    conn.execute(theirs.values(holds_until=now + LASTS))
    return made


def open_of(conn: sa.Connection, coordinator_ids: Collection[int]) -> dict[int, sa.Row[Any]]:
    """Whom each of these coordinators is with: the takeover, the resident's name and language."""
    query = (
        sa.select(takeover, person.c.name, person.c.language)
        .join(person, person.c.id == takeover.c.resident_id)
        .where(takeover.c.coordinator_id.in_(coordinator_ids), takeover.c.ends_at.is_not(None))
        .order_by(takeover.c.id)
    )
    return {row.coordinator_id: row for row in conn.execute(query)} if coordinator_ids else {}


def all_open(conn: sa.Connection, community_id: int) -> dict[int, str]:
    """The residents who are with a person just now, each with the coordinator's name."""
    query = (
        sa.select(takeover.c.resident_id, person.c.name)
        .join(person, person.c.id == takeover.c.coordinator_id)
        .where(takeover.c.community_id == community_id, takeover.c.ends_at.is_not(None))
    )
    return {row.resident_id: row.name for row in conn.execute(query)}


def rows(conn: sa.Connection, ids: Collection[int]) -> dict[int, sa.Row[Any]]:
    """These takeovers, with `resident` and `coordinator` (their names)."""
    theirs, ours = person.alias("theirs"), person.alias("ours")
    query = (
        sa.select(takeover, theirs.c.name.label("resident"), ours.c.name.label("coordinator"))
        .join(theirs, theirs.c.id == takeover.c.resident_id)
        .join(ours, ours.c.id == takeover.c.coordinator_id)
        .where(takeover.c.id.in_(ids))
    )
    return {row.id: row for row in conn.execute(query)} if ids else {}


def end(conn: sa.Connection, ids: Collection[int], why: str, now: datetime) -> list[sa.Row[Any]]:
    """These are over. Returns those that were still going on."""
    closing = (
        sa.update(takeover)
        .where(takeover.c.id.in_(ids), takeover.c.ends_at.is_not(None))
        .values(ends_at=None, ended_at=now, ended_why=why)
        .returning(takeover)
    )
    ended = sorted(conn.execute(closing), key=lambda each: each.id) if ids else []
    free = sa.update(person).where(person.c.id.in_([row.resident_id for row in ended]))
    if ended:
        conn.execute(free.values(held_by=None, held_until=None))
        theirs = sa.update(person).where(person.c.id.in_([row.coordinator_id for row in ended]))
        conn.execute(theirs.values(holds_until=None))
        _let_go(conn, [row.resident_id for row in ended], now + SOON)
    return ended


def _let_go(conn: sa.Connection, ids: Collection[int], at: datetime) -> None:
    """What waited for these people to be left alone by us may go from then on."""
    waited = (
        message.c.person_id.in_(ids),
        went_out,
        state_is("queued"),
        message.c.reason == TAKEN_OVER,
        message.c.due_at > at,
    )
    let_go = sa.update(message).where(*waited).values(due_at=at)
    of = set(conn.execute(let_go.returning(message.c.broadcast_id)).scalars()) - {None}
    if of:  # and whoever sent it hears how it went, once the last of it has gone
        theirs = sa.update(broadcast).where(broadcast.c.id.in_(of), broadcast.c.look_at > at)
        conn.execute(theirs.values(look_at=at))


def stopped(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These people said STOP: what they are part of ends, and the other one hears of it."""
    theirs = takeover.c.resident_id.in_(ids) | takeover.c.coordinator_id.in_(ids)
    query = sa.select(takeover.c.id).where(theirs, takeover.c.ends_at.is_not(None))
    _tell(conn, end(conn, list(conn.execute(query).scalars()), STOPPED, now), now, but=ids)


def lost(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """A phone of theirs is in other hands: nobody's words go to it, both hear that it is over."""
    theirs = takeover.c.coordinator_id.in_(ids), takeover.c.ends_at.is_not(None)
    query = sa.select(takeover.c.id).where(*theirs)
    _tell(conn, end(conn, list(conn.execute(query).scalars()), PHONE_LOST, now), now)


DUE: Final = DueRows(takeover.c.id, takeover.c.ends_at)
"""Those whose day is over."""


def expire(conn: sa.Connection, ids: Collection[int], now: datetime) -> int:
    """Their day is over, and both hear of it."""
    ended = end(conn, ids, BY_TIME, now)
    _tell(conn, ended, now)
    return len(ended)


def _tell(
    conn: sa.Connection, ended: list[sa.Row[Any]], now: datetime, but: Collection[int] = ()
) -> None:
    nudges.plan(
        conn,
        [
            {
                "community_id": row.community_id,
                "person_id": who,
                "purpose": OVER,
                "subject": row.id,
                "due_at": now,
                "late_by": int(LATE_BY.total_seconds()),
            }
            for row in ended
            for who in (row.resident_id, row.coordinator_id)
            if who not in but
        ],
        now,
    )


def told(conn: sa.Connection, resident_id: int, by: int, now: datetime) -> None:
    """One of the team has told them something: what they say to it goes there."""
    theirs = sa.update(person).where(person.c.id == resident_id)
    conn.execute(theirs.values(told_by=by, told_until=now + ANSWERS_WITHIN))


# ── two are one ─────────────────────────────────────────────────────────────────────────────


def merge(conn: sa.Connection, new_id: int, known_id: int, now: datetime) -> None:
    """Two are one: whoever is with either is with both, and their words go to the right side.

    Nobody is with two at once, or with themself: of two talks the later one goes on.
    """
    for side in (takeover.c.resident_id, takeover.c.coordinator_id):
        conn.execute(sa.update(takeover).where(side == new_id).values({side: known_id}))
    _move_marks(conn, new_id, known_id)
    theirs = takeover.c.resident_id == known_id, takeover.c.coordinator_id == known_id
    query = sa.select(takeover).where(sa.or_(*theirs), takeover.c.ends_at.is_not(None))
    going_on = list(conn.execute(query.order_by(takeover.c.id.desc())))
    of_two = [each for each in going_on if each.resident_id != each.coordinator_id]
    with_them = [each for each in of_two if each.resident_id == known_id]
    with_others = [each for each in of_two if each.coordinator_id == known_id]
    kept = [*with_them[:1], *with_others[:1]]
    over = [each.id for each in going_on if each not in kept]
    _tell(conn, end(conn, over, MERGED, now), now, but=[known_id])
    for each in kept:
        _mark(conn, each)


def _move_marks(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """What is put down at people: who answers them, and who told them something lately."""
    for mark in (person.c.held_by, person.c.told_by):
        conn.execute(sa.update(person).where(mark == new_id).values({mark: known_id}))
    told = sa.select(person.c.told_by, person.c.told_until).where(person.c.id == new_id)
    by, until = conn.execute(told).one()
    if until is not None:
        before = sa.or_(person.c.told_until.is_(None), person.c.told_until < until)
        ours = sa.update(person).where(person.c.id == known_id, before)
        conn.execute(ours.values(told_by=by, told_until=until))
    free = {"held_by": None, "held_until": None, "holds_until": None}
    conn.execute(sa.update(person).where(person.c.id == new_id).values(**free))


def _mark(conn: sa.Connection, row: sa.Row[Any]) -> None:
    """The two of a talk that goes on know of it."""
    resident = sa.update(person).where(person.c.id == row.resident_id)
    conn.execute(resident.values(held_by=row.coordinator_id, held_until=row.ends_at))
    coordinator = sa.update(person).where(person.c.id == row.coordinator_id)
    conn.execute(coordinator.values(holds_until=row.ends_at))
