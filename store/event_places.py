"""Events that people were told of: who was, who has a place, and what it is in the directory."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.broadcasts import CHANGE, COMING, LISTED, PAUSED, PLANNING, SENDING, WAITING
from flows.world.broadcasts import EVENT as NEWS
from flows.world.nearby import Schedule
from store import activities, nudges, outings
from store.activities import GONE, activity
from store.broadcasts import broadcast
from store.messages import message
from store.outings import PLANNED, outing
from store.people import person
from store.replies import broadcast_reply

BY_INVITATION: Final = "by invitation"
"""The state of an event in the directory: whoever was told of it may come, and nobody is offered
it besides."""

REACHED: Final = ("claimed", "sent", "delivered", "uncertain", "undelivered")
"""States of a text that may have reached whoever it was for: a provider, too, can be mistaken."""

JUST_BEGUN: Final = timedelta(hours=6)
"""How long after it began somebody may still be answering an invitation."""

PLACE_FREE_LATE_BY: Final = int(timedelta(hours=12).total_seconds())

_GONE: Final = sa.func.coalesce(activity.c.state == GONE, sa.false()).label("gone")


def in_sight(
    conn: sa.Connection, community_id: int, subjects: Collection[int], now: datetime
) -> list[sa.Row[Any]]:
    """Broadcasts that wait, run, or told of what has not begun; and these. The newest first."""
    told = sa.or_(
        broadcast.c.state.in_((WAITING, PLANNING, SENDING, PAUSED)),
        broadcast.c.began_at.is_not(None),
    )
    query = (
        sa.select(broadcast, _GONE)
        .outerjoin(activity, activity.c.id == broadcast.c.activity_id)
        .where(
            broadcast.c.community_id == community_id,
            sa.or_(sa.and_(told, broadcast.c.at > now), broadcast.c.id.in_(subjects)),
        )
        .order_by(broadcast.c.id.desc())
    )
    return list(conn.execute(query))


_AHEAD: Final = sa.select(broadcast.c.id).where(
    broadcast.c.community_id == sa.bindparam("community"),
    broadcast.c.kind == NEWS,
    broadcast.c.began_at.is_not(None),
    broadcast.c.at > sa.bindparam("after", type_=broadcast.c.at.type),
)
_ANSWERED: Final = sa.and_(
    broadcast_reply.c.broadcast_id == message.c.broadcast_id,
    broadcast_reply.c.person_id == message.c.person_id,
    broadcast_reply.c.community_id == message.c.community_id,
)
_DOWN: Final = sa.and_(
    outing.c.person_id == message.c.person_id,
    outing.c.activity_id == broadcast.c.activity_id,
    outing.c.state == PLANNED,
)
_later = broadcast.alias("later")
_CHANGED: Final = (
    sa.exists()
    .where(
        _later.c.of == broadcast.c.id,
        _later.c.kind == CHANGE,
        _later.c.began_at > broadcast_reply.c.answered_at,
    )
    .correlate(broadcast, broadcast_reply)
    .label("changed")
)
_PEOPLE: Final[sa.BindParameter[Any]] = sa.bindparam("people", expanding=True)
_INVITATIONS: Final = (
    sa.select(
        message.c.person_id,
        message.c.broadcast_id,
        broadcast.c.title,
        broadcast.c.at,
        broadcast.c.place,
        broadcast.c.capacity,
        broadcast.c.activity_id,
        broadcast_reply.c.answer,
        outing.c.id.label("outing_id"),
        _GONE,
        _CHANGED,
    )
    .select_from(message)
    .join(broadcast, broadcast.c.id == message.c.broadcast_id)
    .outerjoin(broadcast_reply, _ANSWERED)
    .outerjoin(activity, activity.c.id == broadcast.c.activity_id)
    .outerjoin(outing, _DOWN)
    .where(
        message.c.broadcast_id.in_(_AHEAD),
        message.c.broadcast_id.is_not(None),
        message.c.person_id.in_(_PEOPLE),
        message.c.state.in_(REACHED),
    )
    .order_by(message.c.person_id, message.c.broadcast_id.desc())
)
"""Made once: it is asked of everybody who writes with no question open."""


def invitations(
    conn: sa.Connection, community_id: int, people: Collection[int], now: datetime
) -> list[sa.Row[Any]]:
    """What these people were told of and has not begun, with what they answered and the outing
    they are put down for; of each person the newest first. One query.
    """
    given = {"community": community_id, "after": now - JUST_BEGUN, "people": list(people)}
    return list(conn.execute(_INVITATIONS, given))


def lock(conn: sa.Connection, ids: Collection[int]) -> None:
    """Whoever gives away a place of these goes one after the other."""
    query = sa.select(broadcast.c.id).where(broadcast.c.id.in_(ids)).order_by(broadcast.c.id)
    conn.execute(query.with_for_update()).all()


# ── what it is in the directory ─────────────────────────────────────────────────────────────


def put_down(
    conn: sa.Connection, broadcast_id: int, row: dict[str, Any], schedule: Schedule, now: datetime
) -> int:
    """The event as an activity (`community_id`, `title`, `place`, `at`, `cost`), so that people can
    be put down for it, reminded, and go together. Its id.
    """
    made = sa.insert(activity).returning(activity.c.id)
    values = {
        "community_id": row["community_id"],
        "kind": "activity",
        "title": row["title"],
        "place": row["place"],
        **activities.schedule_columns(schedule),
        "next_at": row["at"],
        "cost_words": row["cost"],
        "confirm_by": row["at"] + timedelta(days=activities.ACTIVITY_DAYS),
        "state": BY_INVITATION,
        "created_at": now,
    }
    activity_id: int = conn.execute(made, values).scalar_one()
    mine = sa.update(broadcast).where(broadcast.c.id == broadcast_id)
    conn.execute(mine.values(activity_id=activity_id))
    return activity_id


def of(conn: sa.Connection, broadcast_id: int) -> sa.Row[Any] | None:
    """One broadcast's own row."""
    return conn.execute(sa.select(broadcast).where(broadcast.c.id == broadcast_id)).first()


def retime(
    conn: sa.Connection, row: sa.Row[Any], at: datetime, place: str, schedule: Schedule, days: int
) -> None:
    """The event is on then and there; who is put down is put down for that, and what falls due of
    it moves by as many days.
    """
    mine = sa.update(broadcast).where(broadcast.c.id == row.id)
    conn.execute(mine.values(at=at, place=place))
    if row.activity_id is None:
        return
    conn.execute(
        sa.update(activity)
        .where(activity.c.id == row.activity_id)
        .values(next_at=at, place=place, **activities.schedule_columns(schedule))
    )
    down = outing.c.activity_id == row.activity_id
    ids = sa.select(outing.c.id).where(down, outing.c.state == PLANNED)
    _move_nudges(conn, ids, timedelta(days=days))
    conn.execute(sa.update(outing).where(down, outing.c.state == PLANNED).values(at=at))


def _move_nudges(conn: sa.Connection, ids: sa.Select[Any], by: timedelta) -> None:
    if not by:
        return
    due = nudges.nudge
    query = sa.select(due.c.id, due.c.due_at).where(
        due.c.subject.in_(ids), due.c.purpose.in_(("reminder", "afterwards")), nudges.is_due
    )
    rows = [{"row_id": each.id, "then": each.due_at + by} for each in conn.execute(query)]
    if rows:
        conn.execute(
            sa.update(due)
            .where(due.c.id == sa.bindparam("row_id"))
            .values(due_at=sa.bindparam("then", type_=due.c.due_at.type)),
            rows,
        )


def called_off(conn: sa.Connection, row: sa.Row[Any], now: datetime) -> None:
    """It is no more: nobody is put down for it, or reminded of it."""
    if row.activity_id is None:
        return
    activities.take_out(conn, row.activity_id, "called off")
    found = conn.execute(
        sa.select(outing.c.id, outing.c.person_id).where(
            outing.c.activity_id == row.activity_id, outing.c.state == PLANNED
        )
    ).all()
    gone = [{"row_id": each.id, "of": each.person_id, "state": outings.CANCELLED} for each in found]
    outings.over(conn, gone, now)
    outings.forget_nudges(
        conn, [each.person_id for each in found], [each.id for each in found], now
    )


# ── places, and who waits for one ───────────────────────────────────────────────────────────


def offer_places(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """Where there is room again, whoever is first in line is asked: as many as it holds."""
    query = sa.select(broadcast).where(
        broadcast.c.id.in_(ids), broadcast.c.capacity.is_not(None), broadcast.c.at > now
    )
    for row in conn.execute(query.order_by(broadcast.c.id)).all():
        _offer(conn, row, now)


def _offer(conn: sa.Connection, row: sa.Row[Any], now: datetime) -> None:
    mine = broadcast_reply.c.broadcast_id == row.id
    coming = sa.select(sa.func.count()).where(mine, broadcast_reply.c.answer == COMING)
    room = row.capacity - conn.execute(coming).scalar_one()
    if room < 1:
        return
    first = (
        sa.select(broadcast_reply.c.person_id)
        .where(mine, broadcast_reply.c.answer == LISTED)
        .order_by(broadcast_reply.c.answered_at, broadcast_reply.c.person_id)
        .limit(room)
    )
    asked = [
        {
            "community_id": row.community_id,
            "person_id": each,
            "purpose": "place_free",
            "subject": row.id,
            "due_at": now,
            "late_by": PLACE_FREE_LATE_BY,
        }
        for each in conn.execute(first).scalars()
    ]
    nudges.plan(conn, asked, now)


def languages_spoken(conn: sa.Connection, community_id: int) -> list[str]:
    """Every language that anybody who has joined would rather be texted in."""
    query = (
        sa.select(person.c.language)
        .where(person.c.community_id == community_id, person.c.joined_at.is_not(None))
        .distinct()
        .order_by(person.c.language)
    )
    return list(conn.execute(query).scalars())
