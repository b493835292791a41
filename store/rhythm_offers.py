"""When visits would suit: one of the two suggests, the other says yes or something else.

Each suggestion is a row; with a yes it becomes the rhythm of the pairing. After a few rounds a
coordinator helps, so that nobody haggles with a machine.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import nudges, pair_news, pairings, visit_planning, visits_off
from store.database import Id, Moment, metadata
from store.due_rows import DueRows
from store.pair_news import News
from store.pairings import pairing
from store.people import person

ASKED, AGREED, OTHER, DROPPED = "asked", "agreed", "other", "dropped"
PURPOSE: Final = "suits_you"
LATE_BY: Final = int(timedelta(days=3).total_seconds())
ANSWER_WITHIN: Final = timedelta(days=10)

rhythm_offer = sa.Table(
    "rhythm_offer",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("pairing_id", Id, sa.ForeignKey("pairing.id"), nullable=False),
    sa.Column("by_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("to_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("every_days", sa.Integer, nullable=False),
    sa.Column("weekday", sa.Integer, nullable=False),  # 0 is Monday
    sa.Column("at", sa.Time, nullable=False),  # local, where the resident lives
    sa.Column("round", sa.Integer, nullable=False, default=1),
    # asked, then one of agreed | other (another was suggested) | no | silent | dropped
    sa.Column("state", sa.Text, nullable=False, default=ASKED),
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("look_at", Moment),
    sa.Index("ix_rhythm_offer_pairing_id", "pairing_id"),
    sa.Index(
        "ix_rhythm_offer_look_at",
        "look_at",
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    ),
)


@dataclass(frozen=True, slots=True)
class Slot:
    """How often, on which weekday (0 is Monday), and at what local time."""

    every_days: int
    weekday: int
    at: time


def suggest(conn: sa.Connection, pairing_id: int, by: int, slot: Slot, now: datetime) -> int | None:
    """One of the two suggests; the other is asked. None where the pairing is over."""
    found = pairings.lock(conn, [pairing_id])
    if not found or by not in (found[0].resident_id, found[0].befriender_id):
        return None
    pair = found[0]
    live = _live(conn, pairing_id)
    _drop_live(conn, pairing_id, OTHER)
    to = pair.resident_id if by == pair.befriender_id else pair.befriender_id
    row = {
        "community_id": pair.community_id,
        "pairing_id": pairing_id,
        "by_id": by,
        "to_id": to,
        "every_days": slot.every_days,
        "weekday": slot.weekday,
        "at": slot.at,
        "round": live.round + 1 if live is not None and live.to_id == by else 1,
        "asked_at": now,
        "look_at": now + ANSWER_WITHIN,
    }
    adding = sa.insert(rhythm_offer).values(**row).returning(rhythm_offer.c.id)
    made: int = conn.execute(adding).scalar_one()
    nudge = {"community_id": pair.community_id, "person_id": to, "purpose": PURPOSE}
    nudges.plan(conn, [{**nudge, "subject": made, "due_at": now, "late_by": LATE_BY}], now)
    return made


def _live(conn: sa.Connection, pairing_id: int) -> sa.Row[Any] | None:
    query = sa.select(rhythm_offer).where(
        rhythm_offer.c.pairing_id == pairing_id, rhythm_offer.c.state == ASKED
    )
    return conn.execute(query.order_by(rhythm_offer.c.id.desc())).first()


def _drop_live(conn: sa.Connection, pairing_id: int, state: str) -> None:
    mine = rhythm_offer.c.pairing_id == pairing_id
    live = rhythm_offer.c.state == ASKED
    conn.execute(sa.update(rhythm_offer).where(mine, live).values(state=state, look_at=None))


def agree(conn: sa.Connection, offer_id: int, by: int, first_on: date, now: datetime) -> None:
    """It suits: this is their rhythm from that day on. Whoever suggested it hears so."""
    offer = conn.execute(sa.select(rhythm_offer).where(rhythm_offer.c.id == offer_id)).first()
    if offer is None or offer.state != ASKED or offer.to_id != by:
        return
    found = pairings.lock(conn, [offer.pairing_id])
    _set(conn, offer_id, AGREED if found else DROPPED)
    if not found:
        return
    pairings.change(
        conn,
        offer.pairing_id,
        every_days=offer.every_days,
        weekday=offer.weekday,
        at=offer.at,
        first_on=first_on,
        agreed_at=now,
    )
    visits_off.call_off_all(conn, [offer.pairing_id], None, "new_day", now)
    visit_planning.plan_next(conn, [offer.pairing_id], now)
    both = (found[0].resident_id, found[0].befriender_id)
    news = News("rhythm_agreed", offer.by_id, *both, offer.pairing_id)
    pair_news.tell(conn, offer.community_id, [news], now)


def came_to(conn: sa.Connection, offer_id: int, state: str) -> None:
    """It suits not (no), or nothing came back (silent): nobody waits for it any more."""
    conn.execute(
        sa.update(rhythm_offer)
        .where(rhythm_offer.c.id == offer_id, rhythm_offer.c.state == ASKED)
        .values(state=state, look_at=None)
    )


def _set(conn: sa.Connection, offer_id: int, state: str) -> None:
    mine = rhythm_offer.c.id == offer_id
    conn.execute(sa.update(rhythm_offer).where(mine).values(state=state, look_at=None))


def drop(conn: sa.Connection, pairing_ids: Collection[int]) -> None:
    """These pairings are over, and with them what was suggested."""
    for each in sorted(pairing_ids):
        _drop_live(conn, each, DROPPED)


def seen(conn: sa.Connection, ids: Collection[int]) -> dict[int, sa.Row[Any]]:
    """These suggestions, with who suggests (`by_name`), who the resident is, whether the pairing is
    open (`open`) and how often they meet (`agreed_days`), and the resident's zone.
    """
    by, theirs = person.alias("by"), person.alias("theirs")
    query = (
        sa.select(
            rhythm_offer,
            by.c.name.label("by_name"),
            pairing.c.resident_id,
            pairing.c.ended_at.is_(None).label("open"),
            pairing.c.every_days.label("agreed_days"),
            theirs.c.zone,
        )
        .join(pairing, pairing.c.id == rhythm_offer.c.pairing_id)
        .join(by, by.c.id == rhythm_offer.c.by_id)
        .join(theirs, theirs.c.id == pairing.c.resident_id)
        .where(rhythm_offer.c.id.in_(ids))
    )
    return {row.id: row for row in conn.execute(query)} if ids else {}


DUE: Final = DueRows(rhythm_offer.c.id, rhythm_offer.c.look_at)
"""Suggestions that nobody waits for any longer."""


def give_up(conn: sa.Connection, ids: Collection[int], now: datetime) -> int:
    """Nothing has come back to these for so long that the coordinators hear of it."""
    found = [row for row in seen(conn, ids).values() if row.look_at and row.look_at <= now]
    rows = pairings.rows(conn, {row.pairing_id for row in found})
    for row in found:
        _set(conn, row.id, "silent")
        pair = rows[row.pairing_id]
        both = (pair.resident_id, pair.befriender_id)
        news = [News("rhythm_stuck", None, *both, pair.id)] if pair.ended_at is None else []
        pair_news.tell(conn, row.community_id, news, now)
    return len(found)


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two were one person."""
    for side in (rhythm_offer.c.by_id, rhythm_offer.c.to_id):
        conn.execute(sa.update(rhythm_offer).where(side == new_id).values({side: known_id}))
