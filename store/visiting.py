"""Visits as they go on: begun, left, reported, closed; and the hooks on what has happened."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.visit_days import day_of as local_day_of
from flows.world.visit_days import kind_hour, local, next_morning
from flows.world.visits import HAPPENED, PLANNED, UNKNOWN
from store import nudges, pairings, standing_in
from store.nudges import nudge
from store.people import person
from store.visit_nudges import drop_nudges, nudge_row
from store.visits import GRACE, IN, STILL_IN, UNSEEN, visit

NICE: Final = "visit_nice"
"""The resident's own word on a visit: after the first one, then every couple of months."""

REFLECT: Final = "reflection"
"""A question to think about, for whoever has made their third visit."""

NICE_EVERY: Final = timedelta(days=60)
THIRD: Final = 3
DAYS: Final = timedelta(days=1)


def begin(conn: sa.Connection, row: dict[str, Any], now: datetime) -> int | None:
    """A befriender (`befriender_id`) has arrived: at the planned `visit_id`, or where that is 0,
    at a visit of `pairing_id` that nobody had planned. `minutes`: how long they think to stay.

    A visit that they were in until now is over: they are out of it, and well. Who says HERE twice
    is in the same visit, with a new end. Returns its id; None where it is none of theirs.
    """
    theirs = visit.c.befriender_id == row["befriender_id"]
    now_sure = {"step": "", "look_at": None, "over_at": now}
    conn.execute(sa.update(visit).where(theirs, _UNSURE_IN).values(**now_sure))
    values = {"state": HAPPENED, **_clock(row, now)}
    again = sa.select(visit.c.id).where(
        theirs, visit.c.pairing_id == row["pairing_id"], visit.c.step.in_(STILL_IN)
    )
    found: int | None = conn.execute(again).scalar()
    others = sa.select(visit.c.id).where(
        theirs, visit.c.step.in_(STILL_IN), visit.c.id != (found or 0)
    )
    leave(conn, list(conn.execute(others).scalars()), now)
    if found is None:
        found, values = row["visit_id"] or _unplanned(conn, row, now), {**values, "arrived_at": now}
    begun = sa.update(visit).where(visit.c.id == found, theirs).values(**values)
    if not found or not conn.execute(begun).rowcount:
        return None
    drop_nudges(conn, [found], now)
    return found


_UNSURE_IN: Final = visit.c.unsure & visit.c.step.in_(STILL_IN)


def _clock(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    ends = now + timedelta(minutes=row["minutes"])
    return {"ends_at": ends, "look_at": ends + GRACE, "step": IN}


def begin_unsure(conn: sa.Connection, row: dict[str, Any], now: datetime) -> None:
    """A befriender is at somebody's, and has not said whose: the clock runs as in any visit. It
    counts as none, since `pairing_id` is but one of those it may be.
    """
    mine = visit.c.befriender_id == row["befriender_id"]
    there = sa.update(visit).where(mine, _UNSURE_IN).values(**_clock(row, now))
    if conn.execute(there).rowcount:
        return
    still = sa.select(visit.c.id).where(mine, visit.c.step.in_(STILL_IN))
    leave(conn, list(conn.execute(still).scalars()), now)
    if made := _unplanned(conn, row, now):
        unsure = {"state": UNKNOWN, "unsure": True, "arrived_at": now, **_clock(row, now)}
        conn.execute(sa.update(visit).where(visit.c.id == made).values(**unsure))


def _sure(conn: sa.Connection, ids: Collection[int]) -> list[int]:
    """Those of these of which we know with whom they are."""
    known = sa.select(visit.c.id).where(visit.c.id.in_(ids), sa.not_(visit.c.unsure))
    return list(conn.execute(known).scalars())


def _unplanned(conn: sa.Connection, row: dict[str, Any], now: datetime) -> int:
    """A visit without a plan, of a pair that is really theirs; 0 if it is not."""
    pair = pairings.rows(conn, [row["pairing_id"]]).get(row["pairing_id"])
    if pair is None or pair.befriender_id != row["befriender_id"] or pair.ended_at is not None:
        return 0
    made = sa.insert(visit).values(
        community_id=pair.community_id,
        pairing_id=pair.id,
        resident_id=pair.resident_id,
        befriender_id=pair.befriender_id,
        at=now,
        minutes=row["minutes"],
        place=pair.place,
        state=HAPPENED,
        planned_at=now,
    )
    new_id: int = conn.execute(made.returning(visit.c.id)).scalar_one()
    return new_id


def leave(conn: sa.Connection, ids: Collection[int], now: datetime, asked: bool = False) -> None:
    """Whoever was in these visits is out of them, and well. asked: how it was is asked now."""
    if not ids:
        return
    more = {"asked_at": now} if asked else {}
    met = sa.case((visit.c.unsure, visit.c.state), else_=HAPPENED)
    conn.execute(
        sa.update(visit)
        .where(visit.c.id.in_(ids))
        .values(state=met, left_at=now, look_at=None, step="", over_at=now, **more)
    )
    sure = _sure(conn, ids)
    happened(conn, sure, now)
    standing_in.over(conn, sure, now)


def unseen(conn: sa.Connection, befrienders: Collection[int], now: datetime) -> None:
    """A person looks after these befrienders: the clock of a visit they are in is silent, and the
    visit still open, so that a DONE of theirs is answered as ever.
    """
    now_in = visit.c.befriender_id.in_(befrienders), visit.c.step.in_(STILL_IN)
    conn.execute(sa.update(visit).where(*now_in).values(step=UNSEEN, look_at=now + DAYS / 2))


def report(conn: sa.Connection, row: dict[str, Any], now: datetime) -> None:
    """What the befriender (`befriender_id`) says of a visit (`visit_id`): `state`, `how`, `note`,
    `why`.
    """
    kept = {name: row[name] for name in ("state", "how", "note", "why")}
    told = (
        sa.update(visit)
        .where(visit.c.id == row["visit_id"], visit.c.befriender_id == row["befriender_id"])
        .where(visit.c.step.not_in(STILL_IN))
        .values(**kept, step="", look_at=None, over_at=sa.func.coalesce(visit.c.over_at, now))
    )
    if conn.execute(told).rowcount and row["state"] == HAPPENED:
        happened(conn, [row["visit_id"]], now)


def close(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """Nobody has told us of these: what was planned is unknown, what had begun has happened."""
    if ids:
        ended = sa.case((visit.c.state == PLANNED, UNKNOWN), else_=visit.c.state)
        conn.execute(
            sa.update(visit)
            .where(visit.c.id.in_(ids))
            .values(state=ended, look_at=None, step="", over_at=now)
        )
        standing_in.over(conn, _sure(conn, ids), now)


def waits(conn: sa.Connection, ids: Collection[int], step: str, until: datetime) -> None:
    """These are looked at again then."""
    if ids:
        conn.execute(sa.update(visit).where(visit.c.id.in_(ids)).values(step=step, look_at=until))


def asked(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """The befriender is asked how these were."""
    if ids:
        conn.execute(sa.update(visit).where(visit.c.id.in_(ids)).values(asked_at=now))


# ── what follows from a visit that has happened ─────────────────────────────────────────────


def happened(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These have happened: a befriender's third brings a question to think about, and a resident
    is asked now and then whether it was nice.
    """
    query = (
        sa.select(visit, person.c.zone, person.c.hello_at)
        .join(person, person.c.id == visit.c.resident_id)
        .where(visit.c.id.in_(ids))
        .order_by(visit.c.id)
    )
    rows = list(conn.execute(query))
    third = _third(conn, {row.befriender_id for row in rows})
    lately = _asked_lately(conn, {row.resident_id for row in rows}, now)
    planned = [
        nudge_row(
            row.community_id, row.befriender_id, REFLECT, 0, next_morning(now, row.zone), 3 * DAYS
        )
        for row in rows
        if row.befriender_id in third
    ]
    planned += [
        nudge_row(row.community_id, row.resident_id, NICE, row.id, _kindly(row, now), 2 * DAYS)
        for row in rows
        if row.resident_id not in lately
    ]
    nudges.plan(conn, planned, now)


def _kindly(row: sa.Row[Any], now: datetime) -> datetime:
    """Tomorrow at their own hour."""
    return local(local_day_of(now, row.zone) + DAYS, kind_hour(row.hello_at), row.zone)


def _third(conn: sa.Connection, ids: Collection[int]) -> set[int]:
    """Those of these befrienders who have just made their third visit."""
    query = (
        sa.select(visit.c.befriender_id)
        .where(visit.c.befriender_id.in_(ids), visit.c.state == HAPPENED)
        .group_by(visit.c.befriender_id)
        .having(sa.func.count() == THIRD)
    )
    return set(conn.execute(query).scalars())


def _asked_lately(conn: sa.Connection, ids: Collection[int], now: datetime) -> set[int]:
    query = sa.select(nudge.c.person_id).where(
        nudge.c.person_id.in_(ids), nudge.c.purpose == NICE, nudge.c.due_at > now - NICE_EVERY
    )
    return set(conn.execute(query).scalars())
