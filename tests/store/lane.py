"""Mill Lane in the tables: people with their yeses and tags, and things for them to do."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from bot.affairs import AFFAIRS
from flows.facts import Fact
from flows.world.nearby import Schedule
from store import activities, consents, learned
from store.activities import activity
from store.communities import Community
from store.database import Database
from store.locations import person_place
from store.nudges import is_due, nudge
from store.people import person, role
from store.remembering import Decided, remember
from tests.store.people_of_the_house import NOON, founded, rows_of

DAY, YEAR = timedelta(days=1), timedelta(days=365)
FRIDAYS = Schedule(
    datetime.fromisoformat("2026-01-02T14:00"), "Europe/London", 120, "FREQ=WEEKLY;BYDAY=FR"
)
FRIDAY = NOON + timedelta(days=4, hours=2)  # 2pm by the clock on the wall


class Lane:
    """A community with people and things to do, put straight into the tables."""

    def __init__(self, database: Database, community: Community) -> None:
        self.database, self.community, self.now = database, community, NOON

    async def move_in(
        self,
        name: str,
        tags: Sequence[str] = (),
        *,
        events: bool | None = True,
        roles: Sequence[str] = ("resident",),
        north: float | None = None,
        **columns: Any,
    ) -> int:
        """Somebody who joined a year ago. `north`: hundredths of a degree from the middle."""
        row = {"name": name, "zone": "Europe/London", "joined_at": NOON - YEAR, **columns}
        adding = partial(self._add, row, tags, events, roles, north)
        made: int = await self.database.write(adding)
        return made

    def _add(
        self,
        row: dict[str, Any],
        tags: Sequence[str],
        events: bool | None,
        roles: Sequence[str],
        north: float | None,
        conn: sa.Connection,
    ) -> int:
        ours = {"community_id": self.community.id}
        adding = sa.insert(person).values(created_at=NOON, **ours, **row).returning(person.c.id)
        made: int = conn.execute(adding).scalar_one()
        theirs = {**ours, "person_id": made}
        if events is not None:
            yes = {"purpose": "events", "given": events, "asked": "", "said": "", "how": "sms"}
            consents.add(conn, [{"at": NOON, "source": "", **theirs, **yes}])
        for each in roles:
            conn.execute(sa.insert(role).values(role=each, since=NOON, **theirs))
        if tags:
            said = {"question": learned.LOVED, "words": ", ".join(tags), "asked_at": NOON}
            telling = sa.insert(learned.learned).values(**theirs, **said)
            told = conn.execute(telling.returning(learned.learned.c.id)).scalar_one()
            rows = [
                {**theirs, "kind": "interest", "tag": tag, "said_at": NOON, "learned_id": told}
                for tag in tags
            ]
            conn.execute(sa.insert(learned.person_tag), rows)
        if north is not None:
            where = {"lat": 50.90 + north / 100, "lon": -1.40, "cell": 0}
            conn.execute(sa.insert(person_place).values(**theirs, **where))
        return made

    async def on(self, title: str = "Tea dance", **more: Any) -> int:
        """Something that is on, Fridays at 2pm. Returns its id."""
        row = {
            "community_id": self.community.id,
            "kind": "activity",
            "title": title,
            "place": "Swathling Hall",
            **activities.schedule_columns(FRIDAYS),
            "next_at": FRIDAY,
            "checked_at": NOON - YEAR / 2,
            "confirm_by": NOON + 150 * DAY,
            "created_at": NOON - YEAR / 2,
            **more,
        }
        adding = sa.insert(activity).values(row).returning(activity.c.id)
        made: int = await self.database.write(lambda conn: conn.execute(adding).scalar_one())
        return made

    async def decide(self, person_id: int, *several: Fact) -> None:
        """This person decided this."""
        decided = [Decided(each, self.community.id, person_id, self.now, "sms") for each in several]
        await self.database.write(lambda conn: remember(conn, decided))

    async def tick(self, name: str) -> int:
        """What is due of one kind of affair is worked off. Returns how many were."""
        return await self.database.write(partial(self.work, name))

    def work(self, name: str, conn: sa.Connection) -> int:
        """The same, in a transaction that is open."""
        affair = next(each for each in AFFAIRS if each.name == name)
        return affair.take(conn, self.community, affair.rows.due(conn, self.now, 50), self.now)

    async def next_due(self, name: str) -> datetime | None:
        """When the next affair of this kind falls due."""
        affair = next(each for each in AFFAIRS if each.name == name)
        return await self.database.read(lambda conn: affair.rows.next_due(conn, self.now))

    async def due(self, *purposes: str) -> list[tuple[str, int, int]]:
        """What is planned of these kinds: purpose, person and subject, as it was planned."""
        query = (
            sa.select(nudge.c.purpose, nudge.c.person_id, nudge.c.subject)
            .where(is_due, nudge.c.purpose.in_(purposes))
            .order_by(nudge.c.id)
        )
        rows = await self.database.read(lambda conn: list(conn.execute(query)))
        return [(row.purpose, row.person_id, row.subject) for row in rows]

    async def fired(self, *purposes: str) -> None:
        """What is due of these kinds has been used."""
        change = sa.update(nudge).where(is_due, nudge.c.purpose.in_(purposes))
        await self.change(change.values(state="fired", done_at=self.now))

    async def change(self, statement: Any) -> None:
        """Change something by hand."""
        await self.database.write(lambda conn: conn.execute(statement) and None)

    async def rows(self, table: sa.Table) -> list[Any]:
        """Every row of a table."""
        return await rows_of(self.database, table)


async def lane(database: Database) -> Lane:
    """An empty one."""
    return Lane(database, await founded(database))
