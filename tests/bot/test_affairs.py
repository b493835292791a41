"""Affairs: what falls due about no one person is worked off, and one that breaks stops no other."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.affairs import Affair
from bot.inbox import Inbox
from store.communities import Community
from store.database import Database
from store.due_rows import DueBy
from tests.scripted import MONDAY_NOON, Moment, Small, small

pytestmark = pytest.mark.anyio


@dataclass
class Kettles:
    """Kettles that boil at noon; a broken one breaks whoever takes it off."""

    on: set[int]
    broken: frozenset[int] = frozenset()
    tries: list[list[int]] = field(default_factory=list)

    def due(self, conn: sa.Connection, now: datetime, limit: int) -> list[int]:
        return sorted(self.on)[:limit] if now >= MONDAY_NOON else []

    def take(
        self, conn: sa.Connection, community: Community, ids: Collection[int], now: datetime
    ) -> int:
        self.tries.append(sorted(ids))
        if self.broken & set(ids):
            raise RuntimeError("boiled dry")
        self.on -= set(ids)
        return len(ids)

    def next_due(self, conn: sa.Connection, now: datetime) -> datetime | None:
        return MONDAY_NOON if now < MONDAY_NOON else None

    @property
    def affair(self) -> Affair:
        return Affair("kettles", DueBy(self.due, self.next_due), self.take)


async def inbox_with(database: Database, kettles: Kettles) -> tuple[Small, Inbox]:
    parts = await small(database, now=Moment())
    inbox = Inbox(database, parts.community, parts.now, parts.metrics, affairs=(kettles.affair,))
    return parts, inbox


async def test_what_is_due_is_taken_together_and_once(database: Database) -> None:
    kettles = Kettles({1, 2, 3})
    _, inbox = await inbox_with(database, kettles)
    assert await inbox.due() == 3
    assert await inbox.due() == 0
    assert kettles.tries == [[1, 2, 3]]


async def test_what_is_not_due_yet_is_left_alone(database: Database) -> None:
    kettles = Kettles({1})
    parts, inbox = await inbox_with(database, kettles)
    parts.now.on(hours=-1)
    assert (await inbox.due(), kettles.tries) == (0, [])


async def test_one_that_breaks_stops_no_other_and_is_tried_again_an_hour_later(
    database: Database,
) -> None:
    kettles = Kettles({1, 2, 3}, broken=frozenset({2}))
    parts, inbox = await inbox_with(database, kettles)
    assert await inbox.due() == 2
    assert kettles.tries == [[1, 2, 3], [1], [2], [3]]
    kettles.tries.clear()
    parts.now.on(minutes=59)
    assert (await inbox.due(), kettles.tries) == (0, [])
    parts.now.on(minutes=1)
    kettles.broken = frozenset()
    assert (await inbox.due(), kettles.tries) == (1, [[2]])


async def test_affairs_wait_until_what_is_due_for_people_is_done(database: Database) -> None:
    """A person's own moment goes first: they are waiting for it."""
    kettles = Kettles({1})
    parts, inbox = await inbox_with(database, kettles)
    await parts.joins("+447700900001", "Rose")
    parts.now.on(days=8)
    assert timedelta(days=8) <= parts.now() - MONDAY_NOON
    assert await inbox.due_batch() == 1
    assert kettles.tries == []
    await inbox.due()
    assert kettles.tries == [[1]]
