"""Who can't be reached any more: nobody is left talking to them, or waiting for them."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from store import favours_left, introductions, offers_answered
from store.people import address


def gone(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These people left: their chats are over, and their favours go on without them."""
    introductions.leave(conn, ids, now)
    favours_left.let_go(conn, ids, now)
    offers_answered.leave(conn, ids, now)


def gone_if_lost(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """The same for those of these people who have no open address left."""
    there = sa.select(address.c.person_id).where(
        address.c.person_id.in_(ids), address.c.state == "open"
    )
    lost = set(ids) - set(conn.execute(there).scalars())
    if lost:
        gone(conn, lost, now)
