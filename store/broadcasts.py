"""Broadcasts: what coordinators tell many people at once, and how each of them may be stopped.

`audiences.py` says whom one is for, `broadcast_planning.py` puts its texts into the outbox,
`rewording.py` puts right what waits when the event has changed, `broadcast_ends.py` holds back,
settles and counts them; this file keeps the broadcast itself.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from flows.world import RESIDENT
from flows.world.broadcasts import (
    DONE,
    DRAFT,
    EVENT,
    KILLED,
    MARGIN,
    OVER,
    PAUSED,
    PLANNING,
    RUNNING,
    SENDING,
    WAITING,
    Audience,
    Broadcast,
)
from flows.world.nearby import Point
from store.database import Id, Moment, metadata

broadcast = sa.Table(
    "broadcast",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("by_person", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),  # event | change | called_off
    sa.Column("of", Id),  # the broadcast that it changes or calls off
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),  # when the event starts
    sa.Column("place", sa.Text, nullable=False, default=""),
    sa.Column("activity_id", Id),  # what it became in the directory
    sa.Column("capacity", sa.Integer),
    sa.Column("texts", sa.JSON, nullable=False),  # language -> text, with {name}
    sa.Column("rewording", sa.JSON(none_as_null=True)),  # how its texts ended before a change
    sa.Column("audience", sa.JSON, nullable=False),
    # draft | waiting | planning | sending | paused | done | killed | over
    sa.Column("state", sa.Text, nullable=False, default=DRAFT),
    sa.Column("approved_by", Id),  # names somebody as of then: it is no row of theirs to move
    sa.Column("expires_at", Moment, nullable=False),  # nothing of it leaves from then on
    sa.Column("began_at", Moment),  # who joins after that is not in it
    sa.Column("up_to", Id, nullable=False, default=0),  # people up to here are planned
    sa.Column("last_person", Id),  # the last that there was when it began
    sa.Column("look_at", Moment),  # when there is something to do about it
    sa.Column("stopped_by", Id),  # who paused or killed it last; None: the command line
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Index(
        "ix_broadcast_look_at",
        "look_at",
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    ),
    sa.Index(
        "ix_broadcast_held",
        "id",
        sqlite_where=sa.text("state IN ('paused', 'killed')"),
        postgresql_where=sa.text("state IN ('paused', 'killed')"),
    ),
    sa.Index("ix_broadcast_community_id", "community_id", "id"),
    sa.Index("ix_broadcast_by_person", "by_person"),
    sa.Index("ix_broadcast_of", "of"),
)


def create(conn: sa.Connection, row: Mapping[str, Any], now: datetime, *, ends: bool = True) -> int:
    """Write a broadcast down and return its id. `row`: community_id, by, title, at, texts, and
    more as the table has it; `state`: waiting (for a second yes), or planning, and it goes at once.

    What changes an event, or calls it off, ends what still waits of the one that told of it: an
    invitation with the old time must not go. `ends` is false where that has been put right.
    """
    given: dict[str, Any] = dict(row)
    by, audience = given.pop("by"), given.pop("audience", Audience())
    kind = given.setdefault("kind", EVENT)
    values = {
        **given,
        "by_person": by,
        "texts": dict(given["texts"]),
        "audience": asdict(audience) if isinstance(audience, Audience) else dict(audience),
        "expires_at": given["at"] - MARGIN[kind],
        "created_at": now,
    }
    if given.get("state") == PLANNING:
        values |= {"approved_by": by, "began_at": now, "look_at": now}
    if kind != EVENT and given.get("of") and ends:
        kill(conn, given["of"], now, by)
    adding = sa.insert(broadcast).values(values).returning(broadcast.c.id)
    return int(conn.execute(adding).scalar_one())


def by_ids(conn: sa.Connection, ids: Collection[int]) -> dict[int, Broadcast]:
    """These, by their ids."""
    query = sa.select(broadcast).where(broadcast.c.id.in_(ids))
    return {row.id: as_broadcast(row) for row in conn.execute(query)}


def coming_up(conn: sa.Connection, community_id: int, now: datetime) -> list[Broadcast]:
    """What waits for a yes, runs, or has told of what has not begun; the newest first."""
    query = (
        sa.select(broadcast)
        .where(
            broadcast.c.community_id == community_id,
            broadcast.c.state.in_((WAITING, *RUNNING, DONE, OVER)),
            broadcast.c.at > now,
        )
        .order_by(broadcast.c.id.desc())
    )
    return [as_broadcast(row) for row in conn.execute(query)]


def lately(conn: sa.Connection, community_id: int, limit: int = 20) -> list[Broadcast]:
    """The newest of them, in whatever state."""
    query = (
        sa.select(broadcast)
        .where(broadcast.c.community_id == community_id)
        .order_by(broadcast.c.id.desc())
        .limit(limit)
    )
    return [as_broadcast(row) for row in conn.execute(query)]


def as_broadcast(row: sa.Row[Any]) -> Broadcast:
    """A row of the table, as flows see it."""
    return Broadcast(
        id=row.id,
        title=row.title,
        at=row.at,
        place=row.place,
        state=row.state,
        kind=row.kind,
        by=row.by_person,
        texts=row.texts,
        audience=as_audience(row.audience),
        of=row.of,
        capacity=row.capacity,
        approved_by=row.approved_by,
    )


def as_audience(kept: Mapping[str, Any]) -> Audience:
    """An audience as it is kept, in JSON."""
    near, one_area = kept.get("near"), kept.get("area", "")
    return Audience(
        areas=tuple(kept.get("areas", (one_area,) if one_area else ())),
        near=Point(**near) if near else None,
        km=kept.get("km", 0.0),
        interests=tuple(kept.get("interests", ())),
        languages=tuple(kept.get("languages", ())),
        access=tuple(kept.get("access", ())),
        role=kept.get("role", RESIDENT),
        either=kept.get("either", False),
        everyone=kept.get("everyone", False),
    )


# ── what becomes of one ─────────────────────────────────────────────────────────────────────


def approve(conn: sa.Connection, broadcast_id: int, by: int, now: datetime) -> bool:
    """The second yes: of somebody else than whose broadcast it is. It goes, once.

    False, and nothing happens, if it was settled before, is their own, or it is too late for it.
    """
    another = broadcast.c.by_person != by
    values = {"state": PLANNING, "approved_by": by, "began_at": now, "look_at": now}
    return _turn(conn, broadcast_id, (WAITING,), another, _in_time(now), **values)


def refuse(conn: sa.Connection, broadcast_id: int, now: datetime, by: int | None = None) -> bool:
    """The second coordinator said no: it never goes. False if it was settled before."""
    values = {"state": KILLED, "stopped_by": by, "ended_at": now}
    return _turn(conn, broadcast_id, (WAITING,), **values)


def hold(conn: sa.Connection, broadcast_id: int, now: datetime, by: int | None = None) -> bool:
    """What is not in the air yet stays, from this moment on. False if there is nothing to hold."""
    values = {"state": PAUSED, "stopped_by": by, "look_at": now}
    return _turn(conn, broadcast_id, (PLANNING, SENDING), **values)


def go_on(conn: sa.Connection, broadcast_id: int, now: datetime, by: int | None = None) -> bool:
    """It goes on where it was. False if it is not held, or it is too late for it."""
    values = {"state": PLANNING, "stopped_by": by, "look_at": now}
    return _turn(conn, broadcast_id, (PAUSED,), _in_time(now), **values)


def kill(conn: sa.Connection, broadcast_id: int, now: datetime, by: int | None = None) -> bool:
    """Nothing more of it goes, ever. False if it has come to its end already."""
    values = {"state": KILLED, "stopped_by": by, "look_at": now, "ended_at": now}
    return _turn(conn, broadcast_id, (DRAFT, WAITING, *RUNNING), **values)


def _in_time(now: datetime) -> sa.ColumnElement[bool]:
    return broadcast.c.expires_at > now


def _turn(
    conn: sa.Connection,
    broadcast_id: int,
    out_of: Collection[str],
    *also: sa.ColumnElement[bool],
    **values: Any,
) -> bool:
    """Change one that is in one of these states. Whether it was."""
    mine = (broadcast.c.id == broadcast_id, broadcast.c.state.in_(out_of), *also)
    return conn.execute(sa.update(broadcast).where(*mine).values(**values)).rowcount > 0


held: Final = sa.select(broadcast.c.id).where(
    sa.literal_column("broadcast.state IN ('paused', 'killed')")  # as its index says it
)
"""Broadcasts of which nothing may leave. Asked by every claim: it is a short list."""


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two are one person: what the newer sent out, the known one did."""
    theirs = broadcast.c.by_person == new_id
    conn.execute(sa.update(broadcast).where(theirs).values(by_person=known_id))
