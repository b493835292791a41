"""Neighbours who may be told of a tea dance: whoever tells a story of events begins here."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from store.broadcasts import broadcast
from store.consents import consent
from store.database import Database
from store.nudges import nudge
from store.people import person
from store.replies import broadcast_reply
from tests.story import Story, story

CAST = """
    Rose; resident; SO16 2AB; dancing
    Joan; resident; SO16 3DE; gardening
    Mala; resident; SO17 1AA; dancing
    Ana; coordinator
    Bea; coordinator
"""

INVITED = """
bot to WHO: Hello NAME, it's Mill Lane. You are invited: Tea dance at Swathling Centre, \
Fri 5 June, 2pm. Text COMING, MAYBE or NO. NO EVENTS: no more of these.
"""
COMPANY = """
bot to WHO: Tea dance: would you like company?...
WHO: no thanks
bot to WHO: ...
"""
DOWN = """
bot to WHO: Lovely. You are down for Tea dance at Swathling Centre, Friday at 2pm...
"""


def to(*whose: str, script: str = INVITED) -> str:
    """The same for each of them."""
    return "".join(script.replace("WHO", who).replace("NAME", who.capitalize()) for who in whose)


async def neighbours(database: Database, cast: str = CAST) -> Story:
    """Everybody has been there for three months; no hellos."""
    the = await story(database, cast, joined=timedelta(days=90))
    await the.parts.change(sa.update(nudge).values(state="skipped", reason="another story"))
    return the


def told(event: str = "Tea dance Fri 2pm Swathling Centre for SO16", many: str = "2 people") -> str:
    """Ana texts an event, and says YES."""
    return f"""
        ana: EVENT {event}
        bot to ana: Tea dance at Swathling Centre: Fri 5 June, 2pm...
        bot to ana: They get: Hello Ana, it's Mill Lane. You are invited: Tea dance...
        bot to ana: Shall I send it to {many}? ...
        ana: yes
        bot to ana: Tea dance goes out to {many}, between 8am and 8pm...
    """


async def answers(the: Story) -> list[tuple[str, str]]:
    """Who answered what."""
    query = (
        sa.select(person.c.name, broadcast_reply.c.answer)
        .join(person, person.c.id == broadcast_reply.c.person_id)
        .order_by(person.c.name)
    )
    return [
        tuple(row) for row in await the.parts.database.read(lambda conn: conn.execute(query).all())
    ]


async def states(the: Story) -> list[tuple[str, str]]:
    """The kind and the state of each broadcast."""
    rows: list[Any] = sorted(await the.parts.all(broadcast), key=lambda row: row.id)
    return [(row.kind, row.state) for row in rows]


async def said_no_to_events(the: Story, name: str) -> None:
    """They have taken back their yes."""
    rows: list[Any] = await the.parts.all(person)
    who = next(row for row in rows if row.name == name)
    await the.parts.change(
        sa.insert(consent).values(
            community_id=who.community_id, person_id=who.id, purpose="events", given=False,
            asked="", said="no", how="sms", at=the.parts.now(),
        )
    )  # fmt: skip


PREVIEW = """
        bot to ana: ...
        bot to ana: They get: ...
"""
