"""When something next falls due, of all that can."""

from datetime import datetime

import sqlalchemy as sa

from bot import affairs
from store import conversations, nudges, outbox


def next_moment(conn: sa.Connection, now: datetime) -> datetime | None:
    """The next moment after now at which there is something to do, or None."""
    moments = (
        nudges.next_due(conn, now),
        conversations.next_silence(conn, now),
        outbox.next_moment(conn, now),
        affairs.next_moment(conn, now),
    )
    return min((moment for moment in moments if moment is not None), default=None)
