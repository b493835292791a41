"""Fresh or gone: who is asked whether it is still on, and what their answer does."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.rounds import freshening
from bot.seeing import Seeing
from flows.facts.nearby import (
    ActivityChanged,
    ActivityConfirmed,
    ActivityGone,
    ActivityUnsure,
    OutingOver,
    OutingPlanned,
    PlaceAdded,
    StillOnAsked,
)
from flows.world.nearby import Schedule
from store import freshness
from store.activities import activity
from store.database import Database
from store.freshness import confirmation
from store.outings import outing
from tests.store.lane import DAY, FRIDAY, FRIDAYS, Lane, lane
from tests.store.people_of_the_house import NOON

pytestmark = pytest.mark.anyio

SOON = NOON + 10 * DAY


@pytest.fixture
async def mill_lane(database: Database) -> Lane:
    return await lane(database)


async def been(the: Lane, name: str, what: int, days_ago: int = 7, **columns: Any) -> int:
    """Somebody who went to this so many days ago."""
    who = await the.move_in(name, **columns)
    await the.decide(who, OutingPlanned(what, NOON - days_ago * DAY))
    [made] = [row.id for row in await the.rows(outing) if row.person_id == who]
    await the.decide(who, OutingOver(made, "went", again=True))
    return who


async def the_one(the: Lane) -> Any:
    """The only thing that is on."""
    [row] = await the.rows(activity)
    return row


# ── who is asked ────────────────────────────────────────────────────────────────────────────


async def test_whoever_runs_it_is_asked_first(mill_lane: Lane) -> None:
    joe = await mill_lane.move_in("Joe", events=None)
    what = await mill_lane.on(confirm_by=SOON, organiser_id=joe)
    await been(mill_lane, "Rose", what)
    assert await mill_lane.tick("freshness") == 1
    assert await mill_lane.due("still_on") == [("still_on", joe, what)]
    assert await mill_lane.tick("freshness") == 0  # one answer at a time is waited for


async def test_then_the_last_who_went_each_once(mill_lane: Lane) -> None:
    what = await mill_lane.on(confirm_by=SOON)
    first = await been(mill_lane, "Rose", what, days_ago=20)
    last = await been(mill_lane, "Betty", what, days_ago=3)
    asked = []
    for _ in range(4):
        await mill_lane.tick("freshness")
        asked += await mill_lane.due("still_on")
        for _, who, _ in await mill_lane.due("still_on"):
            await mill_lane.decide(who, StillOnAsked(what))
        await mill_lane.fired("still_on")
        mill_lane.now += 6 * DAY
    assert asked == [("still_on", last, what), ("still_on", first, what)]


async def test_who_cannot_say_makes_room_for_the_next_at_once(mill_lane: Lane) -> None:
    what = await mill_lane.on(confirm_by=SOON)
    first = await been(mill_lane, "Rose", what, days_ago=20)
    last = await been(mill_lane, "Betty", what, days_ago=3)
    await mill_lane.tick("freshness")
    await mill_lane.fired("still_on")
    mill_lane.now += DAY
    await mill_lane.decide(last, ActivityUnsure(what))
    await mill_lane.tick("freshness")
    assert await mill_lane.due("still_on") == [("still_on", first, what)]


async def test_nobody_is_asked_about_two_things_in_a_month(mill_lane: Lane) -> None:
    one, two = await mill_lane.on(confirm_by=SOON), await mill_lane.on(confirm_by=SOON + DAY)
    rose = await been(mill_lane, "Rose", one)
    await mill_lane.decide(rose, OutingPlanned(two, NOON - DAY))
    for row in await mill_lane.rows(outing):
        await mill_lane.decide(rose, OutingOver(row.id, "went"))
    await mill_lane.tick("freshness")
    assert await mill_lane.due("still_on") == [("still_on", rose, one)]
    await mill_lane.fired("still_on")
    await mill_lane.decide(rose, StillOnAsked(one), ActivityConfirmed(one))
    mill_lane.now += 20 * DAY
    await mill_lane.tick("freshness")
    assert await mill_lane.due("still_on") == []
    mill_lane.now += 20 * DAY
    await mill_lane.tick("freshness")
    assert await mill_lane.due("still_on") == [("still_on", rose, two)]


@pytest.mark.parametrize(
    "columns",
    [{"events": False}, {"stopped_at": NOON}, {"paused_at": NOON}, {"quiet_hellos": 1}],
    ids=["no to events", "stopped", "resting", "quiet"],
)
async def test_who_should_not_be_asked_is_not(mill_lane: Lane, columns: dict[str, Any]) -> None:
    what = await mill_lane.on(confirm_by=SOON)
    await been(mill_lane, "Rose", what, **columns)
    assert await mill_lane.tick("freshness") == 1
    assert await mill_lane.due("still_on") == []


async def test_a_pause_that_is_over_is_over(mill_lane: Lane) -> None:
    what = await mill_lane.on(confirm_by=SOON)
    rose = await been(mill_lane, "Rose", what, paused_at=NOON - 9 * DAY, paused_until=NOON - DAY)
    await mill_lane.tick("freshness")
    assert await mill_lane.due("still_on") == [("still_on", rose, what)]


async def test_who_went_long_ago_is_not_asked(mill_lane: Lane) -> None:
    what = await mill_lane.on(confirm_by=SOON)
    await been(mill_lane, "Rose", what, days_ago=100)
    await mill_lane.tick("freshness")
    assert await mill_lane.due("still_on") == []


async def test_what_is_fresh_is_left_alone_until_its_time(mill_lane: Lane) -> None:
    await mill_lane.on(confirm_by=NOON + 100 * DAY)
    assert await mill_lane.tick("freshness") == 0
    due = await mill_lane.next_due("freshness")
    assert due is not None
    assert NOON + 86 * DAY <= due <= NOON + 86 * DAY + timedelta(minutes=1)
    mill_lane.now = due
    assert await mill_lane.tick("freshness") == 1


async def test_what_has_gone_is_not_asked_about(mill_lane: Lane) -> None:
    await mill_lane.on(confirm_by=SOON, state="gone")
    assert await mill_lane.tick("freshness") == 0
    assert await mill_lane.next_due("freshness") is None


# ── what an answer does ─────────────────────────────────────────────────────────────────────


async def test_a_yes_updates_it_with_name_and_date(mill_lane: Lane) -> None:
    what = await mill_lane.on(confirm_by=SOON, state="faded")
    rose = await been(mill_lane, "Rose", what)
    await mill_lane.decide(rose, ActivityConfirmed(what))
    row = await the_one(mill_lane)
    assert (row.source, row.source_id, row.checked_at, row.state) == ("Rose", rose, NOON, "open")
    assert row.confirm_by > NOON + 90 * DAY
    [kept] = await mill_lane.rows(confirmation)
    assert (kept.answer, kept.answered_at) == ("yes", NOON)


async def test_an_answer_goes_with_what_was_asked(mill_lane: Lane) -> None:
    what = await mill_lane.on(confirm_by=SOON)
    rose = await been(mill_lane, "Rose", what)
    await mill_lane.tick("freshness")
    mill_lane.now += DAY
    await mill_lane.decide(rose, StillOnAsked(what), ActivityConfirmed(what))
    [kept] = await mill_lane.rows(confirmation)
    assert (kept.chosen_at, kept.asked_at, kept.answered_at) == (NOON, NOON + DAY, NOON + DAY)


async def test_who_was_never_really_asked_may_be_asked_later(mill_lane: Lane) -> None:
    what = await mill_lane.on(confirm_by=SOON)
    rose = await been(mill_lane, "Rose", what)
    await mill_lane.tick("freshness")
    await mill_lane.fired("still_on")  # used, but she never saw the question
    mill_lane.now += 6 * DAY
    await mill_lane.tick("freshness")
    assert await mill_lane.due("still_on") == [("still_on", rose, what)]


async def test_a_new_time_goes_in_and_is_a_confirmation(mill_lane: Lane) -> None:
    what = await mill_lane.on(confirm_by=SOON)
    rose = await been(mill_lane, "Rose", what)
    new = Schedule(
        datetime.fromisoformat("2026-05-07T15:00"), "Europe/London", rule="FREQ=WEEKLY;BYDAY=TH"
    )
    await mill_lane.decide(rose, ActivityChanged(what, "Thursdays at 3", new, FRIDAY - DAY))
    row = await the_one(mill_lane)
    assert (row.rule, row.starts, row.next_at) == (new.rule, new.start, FRIDAY - DAY)
    assert row.source == "Rose"


async def test_other_changes_wait_for_a_coordinator(mill_lane: Lane) -> None:
    what = await mill_lane.on(confirm_by=SOON, source="Pat")
    rose = await been(mill_lane, "Rose", what)
    await mill_lane.decide(rose, ActivityChanged(what, "it moved to the church"))
    row = await the_one(mill_lane)
    assert (row.rule, row.source, row.confirm_by) == (FRIDAYS.rule, "Pat", SOON)
    [kept] = await mill_lane.rows(confirmation)
    assert (kept.answer, kept.words) == ("changed", "it moved to the church")


async def test_one_gone_is_a_rumour_and_two_are_an_end(mill_lane: Lane) -> None:
    what = await mill_lane.on(confirm_by=SOON)
    rose, betty = await been(mill_lane, "Rose", what), await been(mill_lane, "Betty", what)
    await mill_lane.decide(rose, ActivityGone(what))
    await mill_lane.decide(rose, ActivityGone(what))
    assert (await the_one(mill_lane)).state == "open"
    await mill_lane.decide(betty, ActivityGone(what))
    assert (await the_one(mill_lane)).state == "gone"


async def test_after_a_rumour_somebody_else_is_asked_at_once(mill_lane: Lane) -> None:
    what = await mill_lane.on(confirm_by=SOON)
    rose, betty = await been(mill_lane, "Rose", what, 3), await been(mill_lane, "Betty", what)
    await mill_lane.tick("freshness")
    await mill_lane.fired("still_on")
    mill_lane.now += DAY
    await mill_lane.decide(rose, ActivityGone(what))
    await mill_lane.tick("freshness")
    assert await mill_lane.due("still_on") == [("still_on", betty, what)]


async def test_whoever_runs_it_says_so_alone(mill_lane: Lane) -> None:
    what = await mill_lane.on()
    await mill_lane.decide(await mill_lane.move_in("Joe"), ActivityGone(what, surely=True))
    assert (await the_one(mill_lane)).state == "gone"


async def test_a_place_is_on_the_list_at_once_under_a_first_name(mill_lane: Lane) -> None:
    rose = await mill_lane.move_in("Rose", north=1.0)
    await mill_lane.decide(
        rose, PlaceAdded("the bench", "dog people", FRIDAYS, FRIDAY, "Rose", ("dogs",))
    )
    row = await the_one(mill_lane)
    assert (row.kind, row.title, row.about, row.source) == (
        "place",
        "the bench",
        "dog people",
        "Rose",
    )
    assert (row.next_at, row.checked_at, row.source_id) == (FRIDAY, NOON, rose)
    assert row.lat == pytest.approx(50.91)


async def test_of_two_who_are_one_both_answers_are_theirs(mill_lane: Lane) -> None:
    what = await mill_lane.on()
    new, known = await mill_lane.move_in("Rose"), await mill_lane.move_in("Rose")
    await mill_lane.decide(new, ActivityConfirmed(what))
    await mill_lane.database.write(partial(freshness.move, new_id=new, known_id=known))
    assert [row.person_id for row in await mill_lane.rows(confirmation)] == [known]


# ── what is seen ────────────────────────────────────────────────────────────────────────────


async def test_what_is_read_back_is_what_we_hold(mill_lane: Lane) -> None:
    joe = await mill_lane.move_in("Joe")
    what, gone = await mill_lane.on(organiser_id=joe), await mill_lane.on(state="gone")
    looking: list[Any] = [Seeing(joe, None, what), Seeing(99, None, gone)]  # type: ignore[arg-type]
    seen = await mill_lane.database.read(
        partial(freshening.look, community=mill_lane.community, looking=looking, now=NOON)
    )
    assert seen.keys() == {joe}
    assert (seen[joe].when, seen[joe].where, seen[joe].organises) == (
        "Fridays 2pm",
        "Swathling Hall",
        True,
    )


async def test_a_coordinator_sees_the_places_told_of_lately(mill_lane: Lane) -> None:
    rose, ana = await mill_lane.move_in("Rose"), await mill_lane.move_in("Ana")
    await mill_lane.on(ref="sheet", kind="place", created_at=NOON)
    for name in ("the bench", "the pond"):
        await mill_lane.decide(rose, PlaceAdded(name, "", FRIDAYS, FRIDAY, "Rose"))
        mill_lane.now += DAY
    looking: list[Any] = [Seeing(ana, None)]  # type: ignore[arg-type]
    seen = await mill_lane.database.read(
        partial(freshening.look_at_listed, community=mill_lane.community, looking=looking, now=NOON)
    )
    assert [(each.title, each.says) for each in seen[ana]] == [
        ("the pond", "Rose"),
        ("the bench", "Rose"),
    ]
