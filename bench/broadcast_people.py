"""A neighbourhood that a broadcast is for: everybody said yes to events, and is never asleep."""

from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Final

import sqlalchemy as sa

from bench.databases import Neighbourhoods, opened
from flows.world.broadcasts import PLANNING, Audience
from store import broadcasts
from store.communities import Community, community
from store.consents import consent
from store.people import person, role
from store.senders import sender

TEXT: Final = "Hello {name}, tea dance this Friday at 2pm, Swathling Hall. Coming? YES, MAYBE or NO"
IN_TIME: Final = timedelta(days=3)


async def seed(place: Neighbourhoods, people: int) -> None:
    """So many people, each with an open hello, who may all be told of an event, at any hour."""
    await place.seed(people)
    database, home = await opened(place.seeded)
    await database.write(partial(_open_to_events, home=home))
    await database.close()


def _open_to_events(conn: sa.Connection, home: Community) -> None:
    said = {"purpose": "events", "given": True, "asked": "?", "said": "yes", "how": "sms"}
    columns = [sa.literal(value) for value in (*said.values(), "")]
    rows = sa.select(person.c.community_id, person.c.id, *columns, person.c.created_at)
    names = ["community_id", "person_id", *said, "source", "at"]
    conn.execute(sa.insert(consent).from_select(names, rows))
    conn.execute(sa.update(community).values(quiet_from=time(0), quiet_to=time(0)))
    conn.execute(sa.delete(sender))  # so that our numbers may speak


async def tell(url: str) -> int:
    """A broadcast to everybody that somebody has said yes to. Returns its id."""
    database, home = await opened(url)
    told = await database.write(partial(_told, home=home, now=datetime.now(UTC)))
    await database.close()
    return told


def _told(conn: sa.Connection, home: Community, now: datetime) -> int:
    by = 1 + conn.execute(sa.select(sa.func.max(person.c.id))).scalar_one()
    ana = {"id": by, "community_id": home.id, "name": "Ana", "zone": home.zone}
    conn.execute(sa.insert(person).values(**ana, created_at=now))
    mine = {"community_id": home.id, "person_id": by, "role": "coordinator", "since": now}
    conn.execute(sa.insert(role).values(**mine))
    row = {"community_id": home.id, "by": by, "title": "Tea dance", "at": now + IN_TIME,
           "texts": {"en": TEXT}, "audience": Audience(everyone=True),
           "state": PLANNING}  # fmt: skip
    return broadcasts.create(conn, row, now)
