"""Somebody of the project gains a role, as the command line says it. A text never does that."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from flows.befrienders.welcome import PURPOSE
from flows.world import BEFRIENDER, COORDINATOR
from store import nudges, people, trusting, would_visit
from store.communities import Community
from store.database import insert_ignore
from store.people import role

LATE_BY: Final = int(timedelta(days=3).total_seconds())


class Given(StrEnum):
    """What came of it."""

    GIVEN = "given"
    HAS_IT = "has it"
    NOBODY = "nobody"
    STOPPED = "stopped"
    NOT_SAID = "not said"


def give(
    conn: sa.Connection,
    community: Community,
    number: str,
    name: str,
    agreed: bool,
    now: datetime,
) -> Given:
    """Give the person at this number a role: nothing else of theirs changes.

    Only with their own yes: by text (HELP OUT), or `agreed`, which they said to a person. Somebody
    new as a befriender is welcomed when they may next be texted. The number counts as confirmed, as
    if it had been imported.
    """
    wheres = [(channel, number) for channel in ("sms", "phone")]
    known = people.at_addresses(conn, community.id, wheres).values()
    rows = people.lock(conn, sorted({each.person_id for each in known}))
    if not rows:
        return Given.NOBODY
    who = rows[0]
    if who.stopped_at is not None:
        return Given.STOPPED
    if name in people.roles_of(conn, community.id, [who.id]).get(who.id, ()):
        return Given.HAS_IT
    if not agreed and not _said_yes(conn, who.id, name):
        return Given.NOT_SAID
    row = {"community_id": community.id, "person_id": who.id, "role": name, "since": now}
    conn.execute(insert_ignore(role, conn), [row])
    trusting.set_trust(conn, community.id, wheres, now, trusted=True)
    if name == BEFRIENDER:
        _welcome(conn, community.id, who.id, now)
    return Given.GIVEN


def _said_yes(conn: sa.Connection, person_id: int, name: str) -> bool:
    """Their own yes by text: we only ask for one to being a befriender."""
    said = would_visit.answers(conn, [person_id]).get(person_id)
    return name == BEFRIENDER and said == "yes"


def _welcome(conn: sa.Connection, community_id: int, person_id: int, now: datetime) -> None:
    whose = {"community_id": community_id, "person_id": person_id}
    nudges.plan(conn, [{**whose, "purpose": PURPOSE, "due_at": now, "late_by": LATE_BY}], now)


GIVES: Final = (BEFRIENDER, COORDINATOR)
"""Roles that can be given so. Who is to get our hellos says yes themself: they join, or are
imported with their consent.
"""
