"""Who visits whom, as the command line says it."""

from datetime import datetime

import sqlalchemy as sa

from store import pairings, people


def pair(conn: sa.Connection, community_id: int, numbers: list[str], now: datetime) -> bool:
    """The person at the first of these numbers visits the one at the second, from now on.

    Returns False, and changes nothing, if they are not known as befriender and resident.
    """
    wheres = [(channel, number) for number in numbers for channel in ("sms", "phone")]
    known = people.at_addresses(conn, community_id, wheres).values()
    ids = {row.value: row.person_id for row in known}
    roles = people.roles_of(conn, community_id, list(ids.values()))
    befriender, resident = (ids.get(number, 0) for number in numbers)
    if "befriender" not in roles.get(befriender, ()) or "resident" not in roles.get(resident, ()):
        return False
    pairings.pair(conn, community_id, resident, befriender, now)
    return True
