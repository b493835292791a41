"""Visits: planned once, moved, called off, begun and left; and what keeps a befriender safe."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from store import (
    merging,
    pairings,
    safe_words,
    visit_planning,
    visiting,
    visits,
    visits_off,
    visits_seen,
)
from store.communities import Community
from store.database import Database
from store.nudges import nudge
from store.pairings import pairing
from store.visits import visit
from tests.store.people_of_the_house import NOON, ROSE, founded, met, rows_of

pytestmark = pytest.mark.anyio

SAM, KIM = ("sms", "+447700900102"), ("sms", "+447700900103")
TUESDAY = datetime(2026, 5, 5, 13, tzinfo=UTC)  # 2pm in London, tomorrow
A_WEEK = timedelta(days=7)


@dataclass
class Pair:
    """Sam visits Rose on Tuesdays at 2pm; it is Monday noon."""

    database: Database
    community: Community
    rose: int
    sam: int
    pairing: int

    async def plan(self, now: datetime = NOON) -> None:
        await self.database.write(lambda conn: visit_planning.plan_next(conn, [self.pairing], now))

    async def rows(self) -> list[Any]:
        return await rows_of(self.database, visit)

    async def due(self) -> list[str]:
        """What falls due about visits, by its purpose."""
        rows = await rows_of(self.database, nudge)
        return sorted(
            row.purpose for row in rows if row.state == "due" and row.purpose.startswith("visit_")
        )


@pytest.fixture
async def pair(database: Database) -> Pair:
    community = await founded(database)
    rose, sam = await met(database, community, ROSE, SAM)
    made = await database.write(lambda conn: pairings.pair(conn, community.id, rose, sam, NOON))
    rhythm = {"every_days": 7, "at": time(14), "first_on": date(2026, 5, 5), "minutes": 60}
    change = sa.update(pairing).where(pairing.c.id == made).values(**rhythm)
    await database.write(lambda conn: conn.execute(change) and None)
    return Pair(database, community, rose, sam, made)


async def test_the_next_visit_is_planned_once(pair: Pair) -> None:
    """With a question to Rose, a word where she can't be asked, and two prompts to Sam."""
    await pair.plan()
    await pair.plan()
    [row] = await pair.rows()
    assert (row.at, row.resident_id, row.befriender_id) == (TUESDAY, pair.rose, pair.sam)
    assert await pair.due() == ["visit_confirm", "visit_prompt", "visit_today", "visit_tomorrow"]


async def test_what_was_called_off_is_not_planned_again(pair: Pair) -> None:
    await pair.plan()
    [row] = await pair.rows()
    await pair.database.write(
        lambda conn: visits_off.call_off(conn, [row.id], "resident", "", NOON)
    )
    assert await pair.due() == []
    await pair.plan()
    assert [row.at for row in await pair.rows()] == [TUESDAY, TUESDAY + A_WEEK]


async def test_what_was_moved_is_not_planned_at_its_old_time(pair: Pair) -> None:
    """Moved to Monday evening and made: Tuesday stays free."""
    await pair.plan()
    [row] = await pair.rows()
    sooner = TUESDAY - timedelta(hours=20)
    await pair.database.write(lambda conn: visits_off.move_to(conn, row.id, sooner, "yes", NOON))
    await pair.plan(sooner + timedelta(hours=1))
    assert [row.at for row in await pair.rows()] == [sooner, TUESDAY + A_WEEK]


async def test_a_rest_calls_off_what_lies_in_it_silently(pair: Pair) -> None:
    await pair.plan()
    until = NOON + timedelta(days=3)
    await pair.database.write(
        lambda conn: visits_off.call_off_all(conn, [pair.pairing], until, "away", NOON)
    )
    [row] = await pair.rows()
    assert (row.state, row.why, await pair.due()) == ("called_off", "away", [])


async def test_nobody_begins_a_visit_of_somebody_else(pair: Pair) -> None:
    await pair.plan()
    [row] = await pair.rows()
    [kim] = await met(pair.database, pair.community, KIM)
    mine = {"befriender_id": kim, "visit_id": row.id, "pairing_id": pair.pairing, "minutes": 60}
    assert await pair.database.write(lambda conn: visiting.begin(conn, mine, TUESDAY)) is None
    unplanned = {**mine, "visit_id": 0}
    assert await pair.database.write(lambda conn: visiting.begin(conn, unplanned, TUESDAY)) is None
    assert [row.state for row in await pair.rows()] == ["planned"]


async def test_who_is_in_a_visit_is_known_with_their_safe_word(pair: Pair) -> None:
    """In one query: the visit they are in, or one that is about now, and the word."""
    await pair.plan()
    [row] = await pair.rows()
    seen = await alone(pair, TUESDAY)
    assert seen.expected is not None
    assert (seen.visiting, seen.safe_word) == (None, None)
    mine = {
        "befriender_id": pair.sam,
        "visit_id": row.id,
        "pairing_id": pair.pairing,
        "minutes": 60,
    }
    await pair.database.write(lambda conn: visiting.begin(conn, mine, TUESDAY))
    await pair.database.write(
        lambda conn: safe_words.choose(conn, pair.community.id, pair.sam, "bluebell", NOON)
    )
    seen = await alone(pair, TUESDAY)
    assert seen.visiting is not None
    assert seen.visiting.resident.id == pair.rose
    assert seen.safe_word is not None
    await pair.database.write(lambda conn: visiting.leave(conn, [row.id], TUESDAY))
    assert (await alone(pair, TUESDAY)).visiting is None


async def alone(pair: Pair, now: datetime) -> Any:
    look = partial(visits_seen.alone, befrienders=[pair.sam], now=now)
    return (await pair.database.read(look))[pair.sam]


async def test_the_clock_is_due_a_quarter_of_an_hour_after_the_end(pair: Pair) -> None:
    await pair.plan()
    end = TUESDAY + timedelta(hours=1, minutes=15)
    assert await pair.database.read(partial(visits.DUE.next_due, now=NOON)) == end
    assert await pair.database.read(partial(visits.DUE.due, now=end, limit=9)) == [1]


async def test_a_third_visit_brings_a_question_to_think_about(pair: Pair) -> None:
    """Once: not with the second, nor with the fourth."""
    for nth in range(4):
        now = TUESDAY + nth * A_WEEK
        row = {"befriender_id": pair.sam, "visit_id": 0, "pairing_id": pair.pairing, "minutes": 60}
        begun = await pair.database.write(partial(visiting.begin, row=row, now=now))
        assert begun is not None
        await pair.database.write(partial(visiting.leave, ids=[begun], now=now))
    rows = await rows_of(pair.database, nudge)
    assert [row.purpose for row in rows].count("reflection") == 1


async def test_visits_move_with_whoever_turns_out_to_be_somebody_we_knew(pair: Pair) -> None:
    await pair.plan()
    [kim] = await met(pair.database, pair.community, KIM)
    await pair.database.write(
        lambda conn: safe_words.choose(conn, pair.community.id, pair.sam, "bluebell", NOON)
    )
    await pair.database.write(lambda conn: merging.merge(conn, pair.sam, kim, NOON))
    assert [row.befriender_id for row in await pair.rows()] == [kim]
    [word] = await rows_of(pair.database, safe_words.safe_word)
    assert word.person_id == kim
