"""The directory: what is written down comes back, is kept fresh, and fades unconfirmed."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.rounds import directory
from flows.world.nearby import PLACE, Access, Point, Schedule
from store import activities
from store.activities import activity
from store.communities import Community
from store.database import Database
from tests.store.people_of_the_house import NOON, ROSE, founded, met, row_of, rows_of

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)
TUESDAYS = Schedule(
    datetime.fromisoformat("2026-03-03 11:00"), "Europe/London", 90, "FREQ=WEEKLY;BYDAY=TU"
)
TUESDAY = datetime(2026, 5, 5, 10, tzinfo=UTC)


@pytest.fixture
async def house(database: Database) -> Community:
    return await founded(database)


def row(house: Community, ref: str = "tea", **more: Any) -> dict[str, Any]:
    return {
        "community_id": house.id,
        "ref": ref,
        "kind": "activity",
        "title": "Tea and cards",
        "place": "the Hub",
        **activities.schedule_columns(TUESDAYS),
        "next_at": TUESDAY,
        "checked_at": NOON - 30 * DAY,
        "confirm_by": NOON + 150 * DAY,
        "created_at": NOON,
        **more,
    }


async def keep(database: Database, *rows: dict[str, Any], tags: Collection[str] = ()) -> None:
    await database.write(partial(activities.keep, rows=[(each, tags) for each in rows]))


async def one(database: Database, activity_id: int = 1) -> Any:
    return (await database.read(partial(activities.by_ids, ids=[activity_id])))[activity_id]


async def test_what_is_written_down_comes_back(database: Database, house: Community) -> None:
    facts = {
        "access_yes": activities.access_bits(["step_free", "dogs"]),
        "access_no": activities.access_bits(["toilet"]),
        "lat": 50.93,
        "lon": -1.43,
        "cost_pence": 250,
        **activities.schedule_columns(
            Schedule(
                TUESDAYS.start, "Europe/London", 90, TUESDAYS.rule, (TUESDAYS.start + 7 * DAY,)
            )
        ),
    }
    await keep(database, row(house, **facts), tags={"cards", "tea_and_chat"})
    found = await one(database)
    assert found.access == Access(frozenset({"step_free", "dogs"}), frozenset({"toilet"}))
    assert found.tags == {"cards", "tea_and_chat"}
    assert (found.point, found.cost_pence) == (Point(50.93, -1.43), 250)
    assert found.schedule.left_out == (TUESDAYS.start + 7 * DAY,)
    assert (found.next_at, found.confirm_by) == (TUESDAY, NOON + 150 * DAY)


async def test_what_nobody_told_is_unknown(database: Database, house: Community) -> None:
    await keep(database, row(house))
    found = await one(database)
    assert (found.access, found.cost_pence, found.point) == (Access(), None, None)


async def test_the_same_ref_is_the_same_activity(database: Database, house: Community) -> None:
    await keep(database, row(house), tags={"cards"})
    await keep(database, row(house, title="Tea and chess"), row(house, "walk"), tags={"chess"})
    found = await database.read(partial(activities.everything, community_id=house.id))
    assert [each.title for each in found] == ["Tea and chess", "Tea and cards"]
    assert found[0].tags == {"chess"}


async def test_a_place_is_told_by_text(database: Database, house: Community) -> None:
    [rose] = await met(database, house, ROSE)
    add = partial(
        activities.add_place, community_id=house.id, title="The bench", where="by the canal",
        schedule=TUESDAYS, said_by="Rose", who="dog people", person_id=rose, now=NOON,
        tags=("dogs",), point=Point(50.9, -1.4),
    )  # fmt: skip
    activity_id = await database.write(add)
    found = await one(database, activity_id)
    assert (found.kind, found.title, found.about) == (PLACE, "The bench", "dog people")
    assert (found.source, found.checked_at) == ("Rose", NOON)
    assert found.next_at is None, "an affair works that out"
    assert await database.write(add) != activity_id, "two benches, for all we know"


async def test_a_yes_keeps_it_fresh_in_their_name(database: Database, house: Community) -> None:
    [rose] = await met(database, house, ROSE)
    await keep(database, row(house, state="faded", confirm_by=NOON - 100 * DAY))
    await database.write(
        partial(activities.confirm, activity_id=1, by="Rose", person_id=rose, at=NOON)
    )
    found = await row_of(database, activity, 1)
    assert (found.source, found.source_id, found.checked_at) == ("Rose", rose, NOON)
    assert (found.state, found.confirm_by) == ("open", NOON + activities.ACTIVITY_DAYS * DAY)


async def test_what_is_soon_to_be_confirmed_is_found_the_longest_due_first(
    database: Database, house: Community
) -> None:
    await keep(
        database,
        row(house, "soon", confirm_by=NOON + DAY),
        row(house, "late", confirm_by=NOON - DAY),
        row(house, "gone", confirm_by=NOON - DAY, state="gone"),
        row(house, "fine"),
    )
    found = await database.read(partial(activities.to_confirm, before=NOON + 7 * DAY, limit=9))
    assert [each.id for each in found] == [2, 1]


async def test_what_is_gone_is_not_in_the_directory(database: Database, house: Community) -> None:
    await keep(database, row(house))
    await database.write(partial(activities.take_out, activity_id=1, why="the Hub has closed"))
    assert await database.read(partial(activities.everything, community_id=house.id)) == []


# ── kept up to date by itself ───────────────────────────────────────────────────────────────


async def tick(database: Database, house: Community, now: datetime) -> int:
    due = await database.read(partial(activities.behind, now=now, limit=100))
    return await database.write(partial(directory.take, community=house, ids=due, now=now))


async def test_when_it_has_been_on_it_is_on_again_a_week_later(
    database: Database, house: Community
) -> None:
    await keep(database, row(house))
    assert await tick(database, house, TUESDAY - DAY) == 0
    assert await tick(database, house, TUESDAY) == 1
    assert (await one(database)).next_at == TUESDAY + 7 * DAY
    assert await tick(database, house, TUESDAY) == 0


async def test_a_next_time_that_nobody_worked_out_is_worked_out(
    database: Database, house: Community
) -> None:
    await keep(database, row(house, next_at=None))
    assert await tick(database, house, NOON) == 1
    assert (await one(database)).next_at == TUESDAY


async def test_what_was_on_once_is_over(database: Database, house: Community) -> None:
    once = activities.schedule_columns(Schedule(TUESDAYS.start, "Europe/London"))
    await keep(database, row(house, next_at=datetime(2026, 3, 3, 11, tzinfo=UTC), **once))
    assert await tick(database, house, NOON) == 1
    assert (await row_of(database, activity, 1)).state_why == "over"


async def test_what_nobody_confirms_fades_after_ninety_days(
    database: Database, house: Community
) -> None:
    await keep(database, row(house, next_at=NOON + 200 * DAY, confirm_by=NOON))
    assert await database.read(partial(activities.next_fading, now=NOON)) == NOON + 90 * DAY
    assert await tick(database, house, NOON + 89 * DAY) == 0
    assert await tick(database, house, NOON + 90 * DAY) == 1
    assert (await row_of(database, activity, 1)).state == "faded"
    assert await tick(database, house, NOON + 91 * DAY) == 0
    assert await database.read(partial(activities.next_fading, now=NOON)) is None


async def test_two_ticks_at_once_work_it_out_once(database: Database, house: Community) -> None:
    await keep(database, row(house))
    due = await database.read(partial(activities.behind, now=TUESDAY, limit=100))
    work = partial(directory.take, community=house, ids=due, now=TUESDAY)
    assert [await database.write(work), await database.write(work)] == [1, 0]
    assert len(await rows_of(database, activity)) == 1
