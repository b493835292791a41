"""People to whom a broadcast may go or not, put straight into the tables; and one broadcast."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from bot.rounds import broadcasting
from flows.world.broadcasts import EVENT, PLANNING, Audience, AudienceCount, Broadcast, Tally
from store import audience_counts, broadcast_ends, broadcasts, outbox
from store.broadcast_planning import PEOPLE_AT_ONCE
from store.broadcasts import broadcast
from store.communities import Community
from store.consents import consent
from store.database import Database
from store.messages import message
from store.outbox import Claimed
from store.people import address, person, role
from tests.store.people_of_the_house import NOON, founded, rules, speaker

TEXT: Final = "Hello {name}, tea dance on Friday at 2pm. Coming? YES or NO"
FRIDAY: Final = NOON + timedelta(days=4)
DAY: Final = timedelta(days=1)


class Hall:
    """A community that tells people of a tea dance."""

    def __init__(self, database: Database, house: Community) -> None:
        self.database, self.house = database, house
        self._next = 0

    @classmethod
    async def opened(cls, database: Database) -> "Hall":
        return cls(database, await founded(database))

    async def write(self, work: Any) -> Any:
        return await self.database.write(work)

    async def person(self, **about: Any) -> int:
        """Somebody who gets broadcasts, but for what is said of them."""
        (found,) = await self.people([about])
        return found

    async def people(self, several: Sequence[Mapping[str, Any]]) -> list[int]:
        return await self.database.write(
            lambda conn: [self._move_in(conn, each) for each in several]
        )

    def _move_in(self, conn: sa.Connection, about: Mapping[str, Any]) -> int:
        self._next += 1
        ours = {"community_id": self.house.id}
        told = {"said": "yes", "how": "sms", "source": "", "roles": ("resident",),
                "addresses": ("open",)} | dict(about)  # fmt: skip
        columns = {key: value for key, value in told.items() if key in person.c}
        columns.pop("source")
        row = {"name": "Rose", "zone": "Europe/London", "joined_at": NOON - DAY,
               "created_at": NOON - DAY, "source": told.get("number_from", "")}  # fmt: skip
        adding = sa.insert(person).values(**ours, **(row | columns)).returning(person.c.id)
        who = ours | {"person_id": conn.execute(adding).scalar_one()}
        for each in told["roles"]:
            conn.execute(sa.insert(role).values(**who, role=each, since=NOON - DAY))
        for nth, state in enumerate(told["addresses"]):
            value = f"+4477{self._next:07}{nth}"
            where = {"channel": "sms", "value": value, "state": state, "created_at": NOON - DAY}
            conn.execute(sa.insert(address).values(**who, **where, preferred=nth == 1))
        for answer in told["said"].split():
            said = {"purpose": "events", "given": answer == "yes", "asked": "?", "said": answer,
                    "how": told["how"], "source": told["source"], "at": NOON - DAY}  # fmt: skip
            conn.execute(sa.insert(consent).values(**who, **said))
        return int(who["person_id"])

    async def tell(self, now: datetime = NOON, **more: Any) -> int:
        """A broadcast that somebody has said yes to. Returns its id."""
        by = more.pop("by", None) or await self.person(roles=("coordinator",), name="Ana")
        row = {"community_id": self.house.id, "by": by, "title": "Tea dance", "at": FRIDAY,
               "texts": {"en": TEXT}, "audience": Audience(), "state": PLANNING} | more  # fmt: skip
        return int(await self.write(partial(broadcasts.create, row=row, now=now)))

    async def step(self, now: datetime = NOON, at_once: int = PEOPLE_AT_ONCE) -> int:
        """One step of all that is due of any broadcast; a stretch of people is so many."""
        ids = await self.database.read(partial(broadcast_ends.DUE.due, now=now, limit=9))
        work = partial(
            broadcasting.take, community=self.house, ids=ids, now=now, people_at_once=at_once
        )
        return int(await self.write(work))

    async def steps(self, now: datetime = NOON, at_once: int = PEOPLE_AT_ONCE) -> None:
        """All there is to do at this moment."""
        while await self.step(now, at_once):
            pass

    async def claim(self, now: datetime = NOON, room: int = 100, **more: Any) -> list[Claimed]:
        """Claim what may go now."""
        work = partial(
            outbox.claim, community_id=self.house.id, speaker=more.pop("speaker", speaker()),
            now=now, wall=now, room=room, rules=rules(self.house), **more,
        )  # fmt: skip
        found: list[Claimed] = await self.write(work)
        return found

    async def send(self, now: datetime = NOON, state: str = "sent", room: int = 100) -> int:
        """Claim what may go, and have it end like this. Returns how many."""
        claimed = await self.claim(now, room)
        outcomes = [
            outbox.Outcome(each.id, each.address_id, state, f"SM{each.id}", attempt=each.attempts)
            for each in claimed
        ]
        await self.write(
            partial(outbox.record, outcomes=outcomes, now=now, same_address=timedelta(0))
        )
        return len(claimed)

    async def count(self, texts: Mapping[str, str] | None = None, **more: Any) -> AudienceCount:
        """What the preview says. A part is 100 letters."""
        audience = Audience(**{key: more.pop(key) for key in list(more) if key != "of"})
        work = partial(
            audience_counts.count, community_id=self.house.id, audience=audience,
            texts=texts or {"en": TEXT}, parts=lambda text: -(-len(text) // 100), now=NOON,
            kind=EVENT,
        )  # fmt: skip
        return await self.database.read(work)

    async def tally(self, broadcast_id: int) -> Tally:
        return await self.database.read(partial(broadcast_ends.tally, broadcast_id=broadcast_id))

    async def get(self, broadcast_id: int) -> Broadcast:
        found = await self.database.read(partial(broadcasts.by_ids, ids=[broadcast_id]))
        return found[broadcast_id]

    async def messages(self, broadcast_id: int) -> list[Any]:
        query = sa.select(message).where(message.c.broadcast_id == broadcast_id)
        found = await self.database.read(
            lambda conn: conn.execute(query.order_by(message.c.person_id)).all()
        )
        return list(found)

    async def change(self, person_id: int, **values: Any) -> None:
        changing = sa.update(person).where(person.c.id == person_id).values(**values)
        await self.write(lambda conn: conn.execute(changing))

    async def row(self, broadcast_id: int) -> Any:
        query = sa.select(broadcast).where(broadcast.c.id == broadcast_id)
        return await self.database.read(lambda conn: conn.execute(query).one())
