"""What is said of a favour: by whoever is asked, and by whoever asked for it."""

from datetime import datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from store import introductions, skills
from store.database import insert_ignore
from store.favours import (
    A_DAY,
    ASKED,
    ASKING,
    DONE,
    EXPIRED,
    INTRODUCED,
    LIVE,
    LONGEST_ASK,
    NO,
    OFFERED,
    OPEN,
    SEE_HOW_IT_WAS,
    SHORTEST_ASK,
    SILENT,
    WITHDRAWN,
    YES,
    end,
    favour_ask,
    is_asked,
    let_off,
    lock,
    move_on,
    plan_for,
    refusal,
    thanked_anyway,
)


def put_to(
    conn: sa.Connection, wanted: sa.Row[Any], person_id: int, why: str, now: datetime
) -> bool:
    """Ask this person. False where they were asked something else at the very same moment."""
    adding = insert_ignore(favour_ask, conn).returning(favour_ask.c.id)
    row = {
        "community_id": wanted.community_id,
        "favour_id": wanted.id,
        "person_id": person_id,
        "state": ASKED,
        "why": why,
        "words": "",
        "asked_at": now,
    }
    if conn.execute(adding, row).first() is None:
        return False
    look_again = now + min(A_DAY, patience(wanted, now))
    move_on(conn, wanted.id, (OPEN,), state=ASKING, due_at=look_again)
    skills.asked(conn, person_id, now)
    plan_for(conn, wanted.community_id, person_id, "favour", wanted.id, now)
    return True


def patience(wanted: sa.Row[Any], asked_at: datetime) -> timedelta:
    """How long one person has to answer: where time is short, a third of what is left."""
    third: timedelta = (wanted.until - asked_at) / 3
    return min(LONGEST_ASK, max(SHORTEST_ASK, third))


def answered(conn: sa.Connection, row: dict[str, Any], now: datetime) -> None:
    """Whoever was asked (`favour`, `person`, `answer`, `words`) has answered, or never did."""
    wanted = lock(conn, row["favour"])
    settled = (
        sa.update(favour_ask)
        .where(
            favour_ask.c.favour_id == row["favour"],
            favour_ask.c.person_id == row["person"],
            is_asked,
        )
        .values(state=row["answer"], words=row["words"], answered_at=now)
    )
    if wanted is None or not conn.execute(settled).rowcount:
        return
    if row["answer"] == NO:
        _refused(conn, wanted, row["person"], now)
    if wanted.state != ASKING:
        return
    if row["answer"] == YES:
        helper = row["person"]
        offered = {"state": OFFERED, "helper_id": helper, "due_at": now + A_DAY}
        move_on(conn, wanted.id, (ASKING,), **offered)
        plan_for(conn, wanted.community_id, wanted.person_id, "favour_found", wanted.id, now)
    else:
        move_on(conn, wanted.id, (ASKING,), state=OPEN, due_at=now)


def _refused(conn: sa.Connection, wanted: sa.Row[Any], person_id: int, now: datetime) -> None:
    row = {
        "community_id": wanted.community_id,
        "person_id": person_id,
        "kind": wanted.kind,
        "favour_id": wanted.id,
        "at": now,
    }
    conn.execute(insert_ignore(refusal, conn), row)


# ── what the asker says of it ─────────────────────────────────────────────────────────────────


def helper_answered(
    conn: sa.Connection, favour_id: int, asker: int, answer: str, now: datetime
) -> None:
    """The asker has heard who would help: yes, another, no or silent."""
    wanted = lock(conn, favour_id)
    if wanted is None or wanted.person_id != asker or wanted.state != OFFERED:
        return
    if answer == YES:
        _introduce(conn, wanted, now)
        return
    thanked_anyway(conn, wanted, now)
    if answer == "another":
        move_on(conn, wanted.id, (OFFERED,), state=OPEN, helper_id=None, due_at=now)
    else:
        end(conn, wanted.id, EXPIRED if answer == SILENT else WITHDRAWN, now)


def _introduce(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    both = [wanted.person_id, wanted.helper_id]
    day = None if wanted.weekday is None else day_after(wanted, now) - A_DAY
    chat = introductions.open_chat(conn, wanted.community_id, both, wanted.about, now, for_at=day)
    at = max(now + SEE_HOW_IT_WAS, day_after(wanted, now))
    move_on(
        conn,
        wanted.id,
        (OFFERED,),
        state=INTRODUCED,
        introduction_id=chat,
        due_at=at + A_DAY,
    )
    plan_for(conn, wanted.community_id, wanted.person_id, "how_was_it", wanted.id, at)


def day_after(wanted: sa.Row[Any], now: datetime) -> datetime:
    """The morning after the day it is for, where it is for one: we look until just before it."""
    if wanted.weekday is None:
        return now
    ahead = (wanted.weekday - wanted.until.weekday()) % 7 + 1
    morning = datetime.combine(wanted.until.date(), time(10, 0), wanted.until.tzinfo)
    return morning + timedelta(days=ahead)


def withdraw(conn: sa.Connection, favour_id: int, asker: int, now: datetime) -> None:
    """The asker takes it back. Whoever was asked or had said yes is let off, kindly."""
    wanted = lock(conn, favour_id)
    if wanted is None or wanted.person_id != asker or wanted.state not in LIVE:
        return
    let_off(conn, wanted, now)
    end(conn, wanted.id, WITHDRAWN, now)


def done(
    conn: sa.Connection, favour_id: int, asker: int, helped: str, thanks: str, now: datetime
) -> sa.Row[Any] | None:
    """It is over, and this is what came of it. Returns the favour as it was, if it was still on."""
    wanted = lock(conn, favour_id)
    if wanted is None or wanted.person_id != asker or wanted.state != INTRODUCED:
        return None
    end(conn, favour_id, DONE, now, helped=helped, thanks=thanks)
    return wanted


def again(conn: sa.Connection, favour_id: int, asker: int, until: datetime, now: datetime) -> None:
    """It did not work out: somebody else is asked, until then."""
    wanted = lock(conn, favour_id)
    if wanted is not None and wanted.person_id == asker:
        fresh = {"helper_id": None, "introduction_id": None, "weekday": None, "until": until}
        move_on(conn, favour_id, (INTRODUCED,), state=OPEN, due_at=now, **fresh)
