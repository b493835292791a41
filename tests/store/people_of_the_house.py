"""A community and people in it, put straight into the tables, for tests of the store."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import sqlalchemy as sa

from flows import pacing
from flows.world import Budget
from store import communities, messages, people
from store.communities import Community
from store.database import Database
from store.messages import message
from store.outbox import Rules, Speaker
from store.people import AddressRow, role

NOON = datetime(2026, 5, 4, 11, 0, tzinfo=UTC)  # a Monday, in summer time
ROSE = ("sms", "+447700900101")
MINUTE = timedelta(minutes=1)


async def founded(database: Database) -> Community:
    """The community of this database."""
    return await database.write(
        lambda conn: communities.found(conn, "Mill Lane", "Europe/London", NOON)
    )


async def met(database: Database, community: Community, *wheres: tuple[str, str]) -> list[int]:
    """The ids of the people at these addresses, made where nobody is known there."""
    rows = await database.write(
        lambda conn: people.meet(conn, community.id, wheres, community.zone, NOON)
    )
    return [rows[where].person_id for where in wheres]


async def row_of(database: Database, table: sa.Table, row_id: int) -> Any:
    """One row by its id."""
    query = sa.select(table).where(table.c.id == row_id)
    return await database.read(lambda conn: conn.execute(query).one())


async def rows_of(database: Database, table: sa.Table) -> list[Any]:
    """Every row of a table, in the order of its key."""
    query = sa.select(table).order_by(*table.primary_key.columns)
    return await database.read(lambda conn: list(conn.execute(query)))


async def add_role(database: Database, community: Community, person_id: int, name: str) -> None:
    """Somebody is this to the project."""
    row = {"community_id": community.id, "person_id": person_id, "role": name, "since": NOON}
    await database.write(lambda conn: conn.execute(sa.insert(role), row))


def speaker(per_second: float = 1000.0, share: int = 0, shares: int = 1) -> Speaker:
    """Our one number, as quick as this; every text is one part."""
    return Speaker("sms", f"+44770090090{share}", share, shares, per_second, lambda text: 1)


def rules(community: Community, budget: Budget | None = None) -> Rules:
    """The community's own rules, decided as the service decides."""
    return Rules(
        community.quiet_from, community.quiet_to, budget or community.budget, pacing.verdict
    )


@dataclass
class Letterbox:
    """Queues messages and tells their ids."""

    community: Community
    numbers: Any = field(default_factory=lambda: count(1))

    def row(self, to: AddressRow, **more: Any) -> dict[str, Any]:
        return {
            "community_id": self.community.id,
            "person_id": to.person_id,
            "address_id": to.id,
            "direction": "out",
            "channel": to.channel,
            "text": f"text {next(self.numbers)}",
            "state": "queued",
            "at": NOON,
            "due_at": NOON,
            **more,
        }

    def queue(self, conn: sa.Connection, *rows: dict[str, Any]) -> list[int]:
        """Put these in the outbox and return their ids in that order."""
        before = conn.execute(sa.select(sa.func.max(message.c.id))).scalar() or 0
        messages.queue(conn, list(rows))
        query = sa.select(message.c.id).where(message.c.id > before).order_by(message.c.id)
        return list(conn.execute(query).scalars())
