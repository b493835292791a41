"""The directory kept up to date by itself: when everything is next, and what has faded."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from flows.nearby.schedule import next_times
from store import activities
from store.communities import Community


def take(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """Work out when these are next; what nobody has confirmed for long fades, what is over goes.

    Returns how many there were. Whoever else is at one of them has it.
    """
    ours = activities.lock_behind(conn, ids, now)
    faded = set(activities.fade(conn, ours, now))
    still = activities.by_ids(conn, [each for each in ours if each not in faded])
    times = {}
    for activity_id, each in still.items():
        if each.next_at is None or each.next_at <= now:
            found = next_times(each.schedule, now)
            times[activity_id] = found[0] if found else None
    activities.set_next(conn, times)
    return len(ours)
