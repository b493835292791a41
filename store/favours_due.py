"""When it is time to look at a favour again, and what becomes of what nobody answers."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import nudges
from store.conversations import conversation
from store.due_rows import DueRows
from store.favours import (
    A_DAY,
    AN_HOUR,
    ANSWER_WITHIN,
    ASKING,
    DONE,
    DONE_WITHIN,
    EXPIRED,
    INTRODUCED,
    LONGEST_ASK,
    NOT_FOUND,
    OFFERED,
    OPEN,
    SILENT,
    TRIES,
    UNASKED,
    drop_nudges,
    end,
    favour,
    favour_ask,
    is_asked,
    let_off,
    move_on,
    plan_for,
)
from store.favours_said import day_after, patience
from store.nudges import nudge

DUE: Final = DueRows(favour.c.id, favour.c.due_at)
"""Favours that it is time to look at."""


def claim(conn: sa.Connection, ids: Collection[int], now: datetime) -> list[sa.Row[Any]]:
    """Those of these that are still due, ours alone until the end of the transaction."""
    query = (
        sa.select(favour)
        .where(favour.c.id.in_(ids), favour.c.due_at.is_not(None), favour.c.due_at <= now)
        .order_by(favour.c.id)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return list(conn.execute(query))


def nobody_now(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Nobody can be asked just now: we look again within a day of the ask, and then say so.

    Who never saw the question, for their week was full, may be tried once more tomorrow, while it
    is not long since.
    """
    unseen = (favour_ask.c.favour_id == wanted.id, favour_ask.c.state == UNASKED)
    lately = now < wanted.asked_at + LONGEST_ASK
    if conn.execute(sa.delete(favour_ask).where(*unseen)).rowcount and lately:
        move_on(conn, wanted.id, (OPEN,), due_at=min(now + A_DAY, wanted.until))
    elif now < wanted.asked_at + A_DAY:
        move_on(conn, wanted.id, (OPEN,), due_at=min(wanted.asked_at + A_DAY, wanted.until))
    else:
        nobody_found(conn, wanted, now)


def look_soon(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Others were asked for something at this very moment: we look again in a minute."""
    move_on(conn, wanted.id, (OPEN,), due_at=now + timedelta(minutes=1))


def nobody_found(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Nobody could: the asker hears it, and so does a person of the team."""
    let_off(conn, wanted, now)
    end(conn, wanted.id, NOT_FOUND, now)
    at = now + AN_HOUR
    plan_for(conn, wanted.community_id, wanted.person_id, "favour_not_found", wanted.id, at)


def see_to_question(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """The asker has a question to answer. Where it got lost it is asked again, and not for ever."""
    purpose = "favour_found" if wanted.state == OFFERED else "how_was_it"
    waits, tries = _question(conn, wanted, purpose)
    if now >= _answer_by(conn, wanted) or (not waits and tries >= TRIES[purpose]):
        given_up(conn, wanted, now)
        return
    if not waits:
        plan_for(conn, wanted.community_id, wanted.person_id, purpose, wanted.id, now)
    move_on(conn, wanted.id, (wanted.state,), due_at=now + A_DAY)


def _question(conn: sa.Connection, wanted: sa.Row[Any], purpose: str) -> tuple[bool, int]:
    """Whether the asker has this question, or is about to; and how often it was asked."""
    talking = sa.select(sa.literal(1)).where(
        conversation.c.person_id == wanted.person_id,
        conversation.c.flow == purpose,
        conversation.c.subject == wanted.id,
        conversation.c.ended_at.is_(None),
    )
    planned = sa.select(nudge.c.state).where(
        nudge.c.community_id == wanted.community_id,
        nudge.c.person_id == wanted.person_id,
        nudge.c.purpose == purpose,
        nudge.c.subject == wanted.id,
    )
    states = list(conn.execute(planned).scalars())
    waits = "due" in states or conn.execute(talking).first() is not None
    return waits, states.count("fired")


def _answer_by(conn: sa.Connection, wanted: sa.Row[Any]) -> datetime:
    """When we wait no longer for the asker's answer."""
    query = sa.select(favour_ask.c.answered_at).where(
        favour_ask.c.favour_id == wanted.id, favour_ask.c.person_id == wanted.helper_id
    )
    offered_at: datetime = conn.execute(query).scalar() or wanted.asked_at
    if wanted.state == OFFERED:
        return offered_at + ANSWER_WITHIN
    return max(offered_at, day_after(wanted, offered_at)) + DONE_WITHIN


def given_up(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """The asker never answered, or never said how it was: it ends, and nobody is left waiting."""
    if wanted.state == INTRODUCED:
        end(conn, wanted.id, DONE, now, helped="unknown")
    else:
        let_off(conn, wanted, now)
        end(conn, wanted.id, EXPIRED, now)


def see_to_ask(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Whoever was asked is waited for while they may still answer; else it is open again.

    Who never saw the question is not silent: they may be asked for something else any time.
    """
    asked_at, talking = _how_far(conn, wanted)
    wait = patience(wanted, asked_at)
    until = asked_at + (wait if talking else min(A_DAY, wait))
    if talking is not None and now < until:
        move_on(conn, wanted.id, (ASKING,), due_at=until)
        return
    fired = sa.exists().where(
        nudge.c.community_id == wanted.community_id,
        nudge.c.person_id == favour_ask.c.person_id,
        nudge.c.purpose == "favour",
        nudge.c.subject == wanted.id,
        nudge.c.state == "fired",
    )
    ended = sa.case((fired, SILENT), else_=UNASKED)
    theirs = sa.update(favour_ask).where(favour_ask.c.favour_id == wanted.id, is_asked)
    conn.execute(theirs.values(state=ended, answered_at=now))
    drop_nudges(conn, wanted, now)
    move_on(conn, wanted.id, (ASKING,), state=OPEN, due_at=now)


def _how_far(conn: sa.Connection, wanted: sa.Row[Any]) -> tuple[datetime, bool | None]:
    """When somebody was asked, and whether they have the question by now (None: it is nowhere)."""
    talking = sa.exists().where(
        conversation.c.person_id == favour_ask.c.person_id,
        conversation.c.flow == "lend_a_hand",
        conversation.c.subject == wanted.id,
        conversation.c.ended_at.is_(None),
    )
    waiting = sa.exists().where(
        nudge.c.person_id == favour_ask.c.person_id,
        nudge.c.purpose == "favour",
        nudge.c.subject == wanted.id,
        nudges.is_due,
    )
    query = sa.select(favour_ask.c.asked_at, talking, waiting).where(
        favour_ask.c.favour_id == wanted.id, is_asked
    )
    row = conn.execute(query).first()
    if row is None:
        return wanted.asked_at, None
    return row[0], True if row[1] else False if row[2] else None


def asked_because(conn: sa.Connection, favour_id: int, why: str) -> int:
    """How many have been asked for this one for that reason."""
    query = sa.select(sa.func.count()).where(
        favour_ask.c.favour_id == favour_id, favour_ask.c.why == why, favour_ask.c.state != UNASKED
    )
    return conn.execute(query).scalar_one()
