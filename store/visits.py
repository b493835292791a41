"""Visits: planned in a pair's rhythm, moved, called off, begun, over. None is ever deleted.

`slot` is the moment of the rhythm that a visit stands for, wherever it was moved to: so that what
was moved or called off is not planned once more.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.visit_days import (
    BEFORE,
    UNASKED,
    Rhythm,
    day_before,
    kind_hour,
    moments,
    next_morning,
    on_the_day,
)
from flows.world.visits import CALLED_OFF, PLANNED
from store import nudges, safe_words
from store.database import Id, Moment, insert_ignore, metadata
from store.due_rows import DueRows
from store.nudges import is_due, nudge
from store.pairings import pairing
from store.people import person

visit = sa.Table(
    "visit",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("pairing_id", Id, sa.ForeignKey("pairing.id"), nullable=False),
    sa.Column("resident_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("befriender_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("slot", Moment),  # None: of no rhythm
    sa.Column("at", Moment, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False, default=60, server_default="60"),
    sa.Column("place", sa.Text, nullable=False, default="", server_default=""),  # "": their home
    # planned | happened | called_off | unknown
    sa.Column("state", sa.Text, nullable=False, default=PLANNED),
    # who called it off: '' (a rest) | resident | befriender | coordinator
    sa.Column("called_by", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("why", sa.Text, nullable=False, default="", server_default=""),
    # yes | no | '' where the resident has not said
    sa.Column("confirmed", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("offer_at", Moment),  # another time that the befriender has offered
    sa.Column("told_at", Moment),  # when the resident was asked about it, or told of it
    sa.Column("late_at", Moment),  # when they hope to be there, who run late
    sa.Column("late_told_at", Moment),  # when the resident heard so, or that they are on the way
    sa.Column("arrived_at", Moment),
    sa.Column("ends_at", Moment),  # when they thought to leave
    sa.Column("left_at", Moment),
    sa.Column("look_at", Moment),  # when somebody should look, as `step` says; None: it is over
    # '' not begun | in | reminded | raised | unseen (help was called for) | asked
    sa.Column("step", sa.Text, nullable=False, default="", server_default=""),
    # fine | small | worried | '' where they have not said
    sa.Column("how", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("note", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("asked_at", Moment),  # when the befriender was asked how it was
    sa.Column("planned_at", Moment, nullable=False),
    sa.Column("over_at", Moment),
    sa.UniqueConstraint("community_id", "pairing_id", "slot"),
    sa.Index(
        "ix_visit_once",
        "pairing_id",
        "at",
        unique=True,
        sqlite_where=sa.text("state = 'planned'"),
        postgresql_where=sa.text("state = 'planned'"),
    ),
    sa.Index(
        "ix_visit_look_at",
        "look_at",
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    ),
    sa.Index("ix_visit_befriender_id", "befriender_id", "at"),
    sa.Index("ix_visit_resident_id", "resident_id", "at"),
    sa.Index("ix_visit_pairing_id", "pairing_id", "at"),
)

IN, REMINDED, RAISED, ASKED, UNSEEN = "in", "reminded", "raised", "asked", "unseen"
STILL_IN: Final = (IN, REMINDED, RAISED, UNSEEN)

GRACE: Final = timedelta(minutes=15)
"""How long after the planned end nobody is asked yet whether all is well."""

CONFIRM, TOMORROW, PROMPT, TODAY, OFFER, OFF = (
    "visit_confirm", "visit_tomorrow", "visit_prompt", "visit_today", "visit_offer", "visit_off",
)  # fmt: skip
NUDGES: Final = (CONFIRM, TOMORROW, PROMPT, TODAY, OFFER, OFF)
"""What falls due before a visit; its id is the subject."""

MOVED: Final = "moved"
"""Why a visit is off that is at another time now: that one counts."""

SAFE_WORD: Final = "safe_word"
A_WEEK: Final = timedelta(days=7)
AN_HOUR: Final = timedelta(hours=1)
LATE_BY: Final = {CONFIRM: 8 * AN_HOUR, TOMORROW: 3 * AN_HOUR, PROMPT: 3 * AN_HOUR}


# ── the next one of a rhythm ────────────────────────────────────────────────────────────────


def plan_next(conn: sa.Connection, pairing_ids: Collection[int], now: datetime) -> None:
    """The next visit of each of these pairs, unless one is planned: with all that falls due
    about it. None for a pair that has ended, has agreed nothing, or rests until somebody says.
    """
    ready = [row for row in _rhythms(conn, pairing_ids) if row.every_days and row.first_on]
    busy, used = _planned_ahead(conn, [row.id for row in ready], now)
    rows = [
        planned_row(row, at, now, slot=at)
        for row in ready
        if row.id not in busy and (at := _next(row, used.get(row.id, set()), now)) is not None
    ]
    if rows:
        conn.execute(insert_ignore(visit, conn), rows)
        plan_nudges(conn, [row["pairing_id"] for row in rows], now)
        _ask_for_safe_words(conn, rows, now)


def _ask_for_safe_words(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """Who visits people is asked once, ever, for a word that brings help."""
    ids = {row["befriender_id"] for row in rows}
    asked = sa.select(nudge.c.person_id).where(
        nudge.c.person_id.in_(ids), nudge.c.purpose == SAFE_WORD
    )
    new = safe_words.without(conn, ids) - set(conn.execute(asked).scalars())
    zones = sa.select(person.c.id, person.c.community_id, person.c.zone).where(person.c.id.in_(new))
    planned = [
        nudge_row(row.community_id, row.id, SAFE_WORD, 0, next_morning(now, row.zone), A_WEEK)
        for row in (conn.execute(zones.order_by(person.c.id)) if new else ())
    ]
    nudges.plan(conn, planned, now)


def rhythm_of(row: sa.Row[Any]) -> Rhythm:
    """The rhythm of a pair, as `_rhythms` has it."""
    return Rhythm(row.first_on, row.every_days, row.at, row.zone, row.rests_until, row.rests_from)


def _rhythms(conn: sa.Connection, ids: Collection[int]) -> list[sa.Row[Any]]:
    """Pairs that go on, and whose befriender has not said STOP."""
    theirs, ours = person.alias("theirs"), person.alias("ours")
    query = (
        sa.select(pairing, theirs.c.zone)
        .join(theirs, theirs.c.id == pairing.c.resident_id)
        .join(ours, ours.c.id == pairing.c.befriender_id)
        .where(
            pairing.c.id.in_(ids),
            pairing.c.ended_at.is_(None),
            pairing.c.at.is_not(None),
            ours.c.stopped_at.is_(None),
        )
        .order_by(pairing.c.id)
    )
    return list(conn.execute(query)) if ids else []


def _planned_ahead(
    conn: sa.Connection, ids: Collection[int], now: datetime
) -> tuple[set[int], dict[int, set[datetime]]]:
    """Those of these pairs with a visit to come; and what of each rhythm was dealt with already."""
    query = sa.select(visit.c.pairing_id, visit.c.slot, visit.c.at, visit.c.state).where(
        visit.c.pairing_id.in_(ids), (visit.c.at > now) | (visit.c.slot > now)
    )
    busy: set[int] = set()
    used: dict[int, set[datetime]] = {}
    for row in conn.execute(query):
        used.setdefault(row.pairing_id, set()).add(row.slot)
        if row.state == PLANNED and row.at > now:
            busy.add(row.pairing_id)
    return busy, used


def _next(row: sa.Row[Any], used: set[datetime], now: datetime) -> datetime | None:
    return next((at for at in moments(rhythm_of(row), now) if at not in used), None)


def planned_row(
    of: sa.Row[Any], at: datetime, now: datetime, slot: datetime | None = None
) -> dict[str, Any]:
    """A visit of this pairing, to be put down."""
    return {
        "community_id": of.community_id,
        "pairing_id": of.id,
        "resident_id": of.resident_id,
        "befriender_id": of.befriender_id,
        "slot": slot,
        "at": at,
        "minutes": of.minutes,
        "place": of.place,
        "state": PLANNED,
        "look_at": at + timedelta(minutes=of.minutes) + GRACE,
        "planned_at": now,
    }


# ── what falls due about it ─────────────────────────────────────────────────────────────────


def plan_nudges(conn: sa.Connection, pairings: Collection[int], now: datetime) -> None:
    """What falls due about the next visit of each of these pairs."""
    query = (
        sa.select(visit, person.c.zone, person.c.hello_at)
        .join(person, person.c.id == visit.c.resident_id)
        .where(visit.c.pairing_id.in_(pairings), visit.c.state == PLANNED, visit.c.at > now)
        .order_by(visit.c.at, visit.c.id)
    )
    rows = [each for row in conn.execute(query) for each in _around(row, now)]
    nudges.plan(conn, rows, now)


def _around(row: sa.Row[Any], now: datetime) -> list[dict[str, Any]]:
    """The nudges around one visit. What the resident has said yes to is not asked again."""
    ask = day_before(row.at, kind_hour(row.hello_at), row.zone, now)
    found = [] if row.confirmed else [(row.resident_id, CONFIRM, ask)]
    if not row.confirmed:
        told = day_before(row.at, UNASKED, row.zone, now)
        found.append((row.resident_id, TOMORROW, told if told and told > now else None))
    found += [
        (row.befriender_id, PROMPT, day_before(row.at, BEFORE, row.zone, now)),
        (row.befriender_id, TODAY, on_the_day(row.at, row.zone, now)),
    ]
    return [
        nudge_row(row.community_id, who, purpose, row.id, at, LATE_BY.get(purpose, row.at - at))
        for who, purpose, at in found
        if at is not None
    ]


def nudge_row(
    community_id: int, person_id: int, purpose: str, subject: int, at: datetime, late_by: timedelta
) -> dict[str, Any]:
    """A nudge, for `nudges.plan`."""
    return {
        "community_id": community_id,
        "person_id": person_id,
        "purpose": purpose,
        "subject": subject,
        "due_at": at,
        "late_by": int(late_by.total_seconds()),
    }


def drop_nudges(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """Nothing falls due before these visits any more, for either of the two."""
    if not ids:
        return
    chosen = visit.c.id.in_(ids)
    both = sa.union(
        sa.select(visit.c.resident_id).where(chosen), sa.select(visit.c.befriender_id).where(chosen)
    )
    conn.execute(
        sa.update(nudge)
        .where(
            nudge.c.person_id.in_(both),
            nudge.c.purpose.in_(NUDGES),
            nudge.c.subject.in_(ids),
            is_due,
        )
        .values(state="skipped", reason="called off", done_at=now)
    )


# ── called off, and moved ───────────────────────────────────────────────────────────────────


def call_off(
    conn: sa.Connection, ids: Collection[int], by: str, why: str, now: datetime
) -> frozenset[int]:
    """These are off, if they were planned and nobody had arrived. Returns their pairings."""
    if not ids:
        return frozenset()
    off = (
        sa.update(visit)
        .where(visit.c.id.in_(ids), visit.c.state == PLANNED)
        .values(state=CALLED_OFF, called_by=by, why=why, look_at=None, over_at=now)
        .returning(visit.c.pairing_id)
    )
    pairings = frozenset(conn.execute(off).scalars())
    drop_nudges(conn, ids, now)
    return pairings


def let_be(conn: sa.Connection, ids: Collection[int]) -> None:
    """Nothing more is done about these."""
    conn.execute(sa.update(visit).where(visit.c.id.in_(ids)).values(step="", look_at=None))


def call_off_all(
    conn: sa.Connection,
    pairing_ids: Collection[int],
    until: datetime | None,
    why: str,
    now: datetime,
    since: datetime | None = None,
) -> None:
    """Every planned visit of these pairs from `since` (None: now) until then (None: all) is off,
    silently.
    """
    query = sa.select(visit.c.id).where(
        visit.c.pairing_id.in_(pairing_ids),
        visit.c.state == PLANNED,
        visit.c.at >= (since or now),
        visit.c.at < until if until else sa.true(),
    )
    call_off(conn, list(conn.execute(query).scalars()) if pairing_ids else [], "", why, now)


def move_to(conn: sa.Connection, visit_id: int, at: datetime, confirmed: str, now: datetime) -> int:
    """This visit is then; where the pair has one planned then already, that one is it. Its id."""
    row = conn.execute(sa.select(visit).where(visit.c.id == visit_id)).one()
    there: int | None = conn.execute(
        sa.select(visit.c.id).where(
            visit.c.pairing_id == row.pairing_id,
            visit.c.at == at,
            visit.c.state == PLANNED,
            visit.c.id != visit_id,
        )
    ).scalar()
    if there is not None:
        call_off(conn, [visit_id], "", MOVED, now)
        return there
    drop_nudges(conn, [visit_id], now)
    conn.execute(
        sa.update(visit)
        .where(visit.c.id == visit_id)
        .values(
            at=at,
            state=PLANNED,
            called_by="",
            why="",
            confirmed=confirmed,
            offer_at=None,
            told_at=None,
            late_at=None,
            late_told_at=None,
            over_at=None,
            step="",
            look_at=at + timedelta(minutes=row.minutes) + GRACE,
        )
    )
    return visit_id


# ── what falls due about no one person ──────────────────────────────────────────────────────


DUE: Final = DueRows(visit.c.id, visit.c.look_at)
"""Visits that somebody should look at: the safe-alone clock, and what nobody reported."""


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """What was the one's is the other's."""
    for side in (visit.c.resident_id, visit.c.befriender_id):
        conn.execute(sa.update(visit).where(side == new_id).values({side: known_id}))
