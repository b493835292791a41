"""Favours of whoever leaves, and of two who turn out to be one person."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from store.database import insert_ignore
from store.favours import (
    ASKING,
    LIVE,
    OFFERED,
    OPEN,
    WITHDRAWN,
    drop_nudges,
    end,
    favour,
    favour_ask,
    is_asked,
    let_off,
    lock,
    move_on,
    refusal,
    small_ask,
)

_ASKER, _HELPER = favour.c.person_id, favour.c.helper_id


def let_go(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These people left: what they asked for is taken back, what they were asked is dropped.

    A favour they had been asked, or had said yes to, is open again: somebody else may help. The
    favours are locked first, as everywhere, and only what is still so of them counts.
    """
    for wanted in _concerning(conn, ids):
        if wanted.person_id in ids:
            let_off(conn, wanted, now)
            end(conn, wanted.id, WITHDRAWN, now)
            continue
        asked = (favour_ask.c.favour_id == wanted.id, favour_ask.c.person_id.in_(ids), is_asked)
        dropped = sa.update(favour_ask).where(*asked).values(state=WITHDRAWN, answered_at=now)
        lost = conn.execute(dropped).rowcount and wanted.state == ASKING
        if lost or (wanted.state == OFFERED and wanted.helper_id in ids):
            drop_nudges(conn, wanted, now)
            move_on(conn, wanted.id, (wanted.state,), state=OPEN, helper_id=None, due_at=now)


def _concerning(conn: sa.Connection, ids: Collection[int]) -> list[sa.Row[Any]]:
    """What these people asked for, were asked for or said yes to, ours alone from here on."""
    asked = sa.select(favour_ask.c.favour_id).where(favour_ask.c.person_id.in_(ids), is_asked)
    own = (sa.select(favour.c.id).where(each.in_(ids)) for each in (_ASKER, _HELPER))
    query = (
        sa.select(favour)
        .where(favour.c.id.in_(sa.union_all(asked, *own)), favour.c.state.in_(LIVE))
        .order_by(favour.c.id)
        .with_for_update(key_share=True)
    )
    return list(conn.execute(query))


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two turned out to be one person: what was the newer one's is the known one's.

    What the newer was asked for just now is open again. What they were asked before, they were.
    """
    _reopen(conn, new_id)
    for column in (_ASKER, _HELPER):
        conn.execute(sa.update(favour).where(column == new_id).values({column.name: known_id}))
    known = sa.select(favour_ask.c.favour_id).where(favour_ask.c.person_id == known_id)
    both = list(conn.execute(known).scalars())
    theirs = favour_ask.c.person_id == new_id
    conn.execute(sa.delete(favour_ask).where(theirs, favour_ask.c.favour_id.in_(both)))
    conn.execute(sa.update(favour_ask).where(theirs).values(person_id=known_id))
    for table in (refusal, small_ask):
        rows = conn.execute(sa.select(table).where(table.c.person_id == new_id)).all()
        if rows:
            moved = [dict(row._mapping) | {"person_id": known_id} for row in rows]
            conn.execute(insert_ignore(table, conn), moved)
            conn.execute(sa.delete(table).where(table.c.person_id == new_id))


def _reopen(conn: sa.Connection, person_id: int) -> None:
    """What this person is asked for just now is put to them no longer."""
    asks = (favour_ask.c.person_id == person_id, is_asked)
    query = sa.select(favour_ask.c.favour_id).where(*asks).order_by(favour_ask.c.favour_id)
    wanted = list(conn.execute(query).scalars())  # in the order in which all lock favours
    rows = [row for row in map(partial(lock, conn), wanted) if row is not None]
    conn.execute(sa.update(favour_ask).where(*asks).values(state=WITHDRAWN))
    for row in rows:
        move_on(conn, row.id, (ASKING,), state=OPEN, due_at=row.due_at)
