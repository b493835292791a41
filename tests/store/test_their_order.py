"""Who comes first is decided by a rule, never by where the database happens to keep a row.

On SQLite the rows of these tests come the other way round wherever nobody says in which order
(tests/databases.py); PostgreSQL puts new rows where others were deleted.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from flows.facts import PersonNeeded
from flows.facts.concerns import ConcernClaimed, ConcernRaised
from flows.facts.learned import SayingKept
from store import (
    concerns_due,
    duty,
    going_together,
    introductions,
    merging,
    nudges,
    pairings,
    sayings,
    takeovers,
    visit_nudges,
)
from store.communities import Community
from store.database import Database
from store.remembering import Decided, remember
from store.visits import visit
from tests.store.people_of_the_house import NOON, add_role, founded, met

pytestmark = pytest.mark.anyio

A_DAY = timedelta(days=1)
WHERES = [("sms", f"+44770090010{nth}") for nth in range(4)]


class House:
    """Four people, in the order in which they came."""

    def __init__(self, database: Database, community: Community, ids: list[int]) -> None:
        self.database, self.id = database, community.id
        self.rose, self.sam, self.ana, self.bea = ids

    async def does(self, work: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """One thing in a transaction of its own."""
        return await self.database.write(lambda conn: work(conn, *args, **named))

    async def decide(self, who: int, *facts: Any) -> None:
        """This person decided this."""
        decided = [Decided(each, self.id, who, NOON, "sms") for each in facts]
        await self.does(remember, decided)

    async def changed(self, table: sa.Table, row_id: int) -> None:
        """This row is written anew: in PostgreSQL's file it lies behind the others now."""
        same = sa.update(table).where(table.c.id == row_id).values(community_id=self.id)
        await self.does(sa.Connection.execute, same)

    async def plan(self, who: int, *moments: tuple[str, int, timedelta]) -> None:
        """These (purpose, subject, how long from now) are planned for somebody."""
        rows = [
            {"community_id": self.id, "person_id": who, "purpose": purpose, "subject": subject,
             "due_at": NOON + after, "late_by": 60}
            for purpose, subject, after in moments
        ]  # fmt: skip
        await self.does(nudges.plan, rows, NOON)

    async def due(self, *purposes: str) -> list[tuple[int, int]]:
        """Whose turn comes first, and about what: in the order in which it was planned."""
        nudge = nudges.nudge
        query = (
            sa.select(nudge.c.person_id, nudge.c.subject)
            .where(nudges.is_due, nudge.c.purpose.in_(purposes))
            .order_by(nudge.c.id)
        )
        return [tuple(row) for row in (await self.does(sa.Connection.execute, query)).all()]


@pytest.fixture
async def house(database: Database) -> House:
    community = await founded(database)
    return House(database, community, await met(database, community, *WHERES))


async def test_who_came_too_late_with_their_claim_is_told_in_that_order(house: House) -> None:
    await house.decide(house.ana, ConcernRaised(house.rose, "urgent", "visit_worried", "so thin"))
    [concern] = await house.does(concerns_due.DUE.due, NOON, 9)
    for who in (house.ana, house.bea, house.sam):
        await house.decide(who, ConcernClaimed((concern,)))
    assert await house.does(concerns_due.too_late, concern) == [house.bea, house.sam]


async def test_the_team_is_reminded_first_of_what_has_waited_longest(house: House) -> None:
    await add_role(house.database, await founded(house.database), house.ana, "coordinator")
    for who, words in ((house.rose, "the hall is cold"), (house.sam, "the tea is weak")):
        await house.decide(who, SayingKept(words), PersonNeeded("saying", words))
    later = NOON + 30 * A_DAY
    ids = await house.does(sayings.DUE.due, later, 9)
    await house.changed(sayings.saying, ids[0])
    await house.does(sayings.remind, house.id, ids, later)
    assert await house.due(sayings.WAITS) == [(house.ana, each) for each in sorted(ids)]


async def test_the_talk_that_was_taken_over_first_is_over_first(house: House) -> None:
    pairs = (house.bea, house.ana), (house.rose, house.sam)
    made = [await house.does(takeovers.begin, house.id, *pair, NOON) for pair in pairs]
    await house.changed(takeovers.takeover, made[0])
    await house.does(takeovers.expire, made, NOON + 2 * A_DAY)
    both = [(who, each) for each, pair in zip(made, pairs, strict=True) for who in pair]
    assert await house.due(takeovers.OVER) == both


async def test_turns_that_change_hands_stay_in_the_order_of_the_rota(house: House) -> None:
    same = {"community_id": house.id, "person_id": house.ana, "made_at": NOON, "warn_at": None}
    shifts = [{**same, "from_at": NOON + n * A_DAY, "until_at": NOON + (n + 1) * A_DAY}
              for n in range(3)]  # fmt: skip
    await house.does(duty.add, shifts)
    ids = [row.id for row in await house.does(duty.ahead, house.id, NOON)]
    assert await house.does(duty.hand_over, ids, house.ana, house.bea, NOON)
    theirs = await house.does(duty.ahead, house.id, NOON)
    assert [row.id for row in theirs] == sorted(row.id for row in theirs)


async def test_of_two_chats_of_the_same_two_the_later_one_is_theirs(house: House) -> None:
    both = [house.rose, house.sam]
    chats = [await house.does(introductions.open_chat, house.id, both, "tea", NOON)
             for _ in range(2)]  # fmt: skip
    met_before = await house.does(going_together.met_before, both)
    assert met_before.chat == {frozenset(both): chats[-1]}


async def test_of_several_looks_that_are_planned_the_next_one_counts(house: House) -> None:
    looks = ("welcome_home", 4, 2 * A_DAY), ("welcome_home", 5, 5 * A_DAY)
    await house.plan(house.rose, *looks)
    await house.plan(house.sam, *looks[::-1])
    ahead = await house.does(nudges.ahead_of, [house.rose, house.sam])
    assert {(each.look, each.look_at) for each in ahead.values()} == {(4, NOON + 2 * A_DAY)}


async def test_what_was_planned_for_two_who_are_one_keeps_its_order(house: House) -> None:
    await house.plan(house.bea, ("reminder", 7, A_DAY), ("still_on", 8, 2 * A_DAY))
    await house.does(merging.merge, house.bea, house.rose, NOON)
    assert await house.due("reminder", "still_on") == [(house.rose, 7), (house.rose, 8)]


async def test_the_sooner_of_two_visits_is_prompted_first(house: House) -> None:
    pairs = [await house.does(pairings.pair, house.id, each, house.sam, NOON)
             for each in (house.rose, house.bea)]  # fmt: skip
    common = {"community_id": house.id, "befriender_id": house.sam, "planned_at": NOON}
    for pairing, whom, days in zip(pairs, (house.rose, house.bea), (4, 3), strict=True):
        row = {"pairing_id": pairing, "resident_id": whom, "at": NOON + days * A_DAY}
        await house.does(sa.Connection.execute, sa.insert(visit).values(**common, **row))
    await house.does(visit_nudges.plan_nudges, pairs, NOON)
    prompted = [who for who, _ in await house.due(visit_nudges.CONFIRM)]
    assert prompted == [house.bea, house.rose]
