"""Polls: who is asked, when a coordinator hears, and that everybody hears what came of it."""

import asyncio
from functools import partial
from typing import Any

import pytest

from bot.rounds import asking_around
from bot.rounds.asking_around import place_in
from bot.seeing import Seeing
from flows.facts.nearby import PollAnswered, PollConcluded, PollPut, PollStarted
from flows.world.nearby import Point
from store import polls
from store.database import Database
from store.polls import AT_MOST, TO_CONCLUDE, poll, poll_answer
from tests.store.lane import DAY, Lane, lane
from tests.store.people_of_the_house import NOON

pytestmark = pytest.mark.anyio

DANCE = PollStarted("Tea dance at Swathling, Friday afternoons", ("dancing",))
WEEK = 7 * DAY


@pytest.fixture
async def mill_lane(database: Database) -> Lane:
    return await lane(database)


async def asks(the: Lane, fact: PollStarted = DANCE) -> int:
    """Ana asks. Returns her id."""
    ana = await the.move_in("Ana", roles=("coordinator",), joined_at=None)
    await the.decide(ana, fact)
    return ana


async def asked(the: Lane) -> list[int]:
    """Who is asked, in order."""
    await the.tick("polls")
    return [who for _, who, _ in await the.due("would_you_come")]


# ── who is asked ────────────────────────────────────────────────────────────────────────────


async def test_who_enjoys_it_is_asked_first(mill_lane: Lane) -> None:
    gardener = await mill_lane.move_in("Gardener", ["gardening"])
    dancer = await mill_lane.move_in("Dancer", ["dancing", "gardening"])
    await asks(mill_lane)
    assert await asked(mill_lane) == [dancer, gardener]


async def test_those_who_live_nearest_come_first(mill_lane: Lane) -> None:
    await mill_lane.on(place="Swathling Village Hall", lat=50.93, lon=-1.40)
    far = await mill_lane.move_in("Far", ["dancing"], north=-5.0)
    nowhere = await mill_lane.move_in("Nowhere", ["dancing"])
    near = await mill_lane.move_in("Near", ["dancing"], north=3.0)
    await asks(mill_lane)
    assert await asked(mill_lane) == [near, far, nowhere]


async def test_at_most_twenty_are_asked(mill_lane: Lane) -> None:
    for nth in range(AT_MOST + 3):
        await mill_lane.move_in(f"Number {nth}", ["dancing"])
    await asks(mill_lane)
    assert len(await asked(mill_lane)) == AT_MOST


@pytest.mark.parametrize(
    "columns",
    [
        {"events": False},
        {"events": None},
        {"joined_at": NOON - 20 * DAY},
        {"joined_at": None},
        {"stopped_at": NOON},
        {"paused_at": NOON},
        {"quiet_hellos": 1},
    ],
    ids=["no", "unasked", "new", "not joined", "stopped", "resting", "quiet"],
)
async def test_who_should_not_be_asked_is_not(mill_lane: Lane, columns: dict[str, Any]) -> None:
    await mill_lane.move_in("Rose", ["dancing"], **columns)
    await asks(mill_lane)
    assert await asked(mill_lane) == []


async def test_nobody_is_asked_in_two_polls_in_a_month(mill_lane: Lane) -> None:
    await mill_lane.move_in("Rose", ["dancing"])
    ana = await asks(mill_lane)
    [rose] = await asked(mill_lane)
    await mill_lane.fired("would_you_come")
    await mill_lane.decide(rose, PollPut((await mill_lane.rows(poll))[0].id))
    mill_lane.now += 20 * DAY
    await mill_lane.decide(ana, DANCE)
    assert await asked(mill_lane) == []
    mill_lane.now += 20 * DAY
    await mill_lane.decide(ana, DANCE)
    assert len(await asked(mill_lane)) == 1


async def test_two_ticks_ask_once(mill_lane: Lane) -> None:
    await mill_lane.move_in("Rose", ["dancing"])
    await asks(mill_lane)
    await asyncio.gather(mill_lane.tick("polls"), mill_lane.tick("polls"))
    assert len(await mill_lane.rows(poll_answer)) == 1


# ── answers ─────────────────────────────────────────────────────────────────────────────────


async def under_way(the: Lane, people: int = 4) -> tuple[int, list[int], int]:
    """A poll that is being asked: who asks, who is asked, and its id."""
    crowd = [await the.move_in(f"Number {nth}", ["dancing"]) for nth in range(people)]
    ana = await asks(the)
    await the.tick("polls")
    [row] = await the.rows(poll)
    for who in crowd if people > 2 else crowd[:1]:
        await the.decide(who, PollPut(row.id))
    return ana, crowd, row.id


async def test_the_third_yes_is_news_once(mill_lane: Lane) -> None:
    ana, crowd, about = await under_way(mill_lane)
    for who, said in zip(crowd[:3], ("yes", "maybe", "yes"), strict=True):
        await mill_lane.decide(who, PollAnswered(about, said))
    assert await mill_lane.due("poll_news") == []
    await mill_lane.decide(crowd[3], PollAnswered(about, "yes"))
    assert await mill_lane.due("poll_news") == [("poll_news", ana, about)]
    await mill_lane.fired("poll_news")
    await mill_lane.decide(crowd[1], PollAnswered(about, "yes"))
    assert await mill_lane.due("poll_news") == []


async def test_of_three_yeses_at_once_one_is_the_third(mill_lane: Lane) -> None:
    ana, crowd, about = await under_way(mill_lane, people=3)
    yes = PollAnswered(about, "yes")
    await asyncio.gather(*(mill_lane.decide(who, yes) for who in crowd))
    assert await mill_lane.due("poll_news") == [("poll_news", ana, about)]


async def test_after_a_week_whoever_asked_hears_the_tally(mill_lane: Lane) -> None:
    ana, crowd, about = await under_way(mill_lane)
    await mill_lane.decide(crowd[0], PollAnswered(about, "no"))
    assert await mill_lane.next_due("polls") == NOON + WEEK
    mill_lane.now += WEEK
    await mill_lane.tick("polls")
    assert await mill_lane.due("poll_result") == [("poll_result", ana, about)]


async def test_everybody_who_answered_hears_what_came_of_it(mill_lane: Lane) -> None:
    ana, crowd, about = await under_way(mill_lane)
    for who, said in zip(crowd, ("yes", "no", "silent", "maybe"), strict=True):
        await mill_lane.decide(who, PollAnswered(about, said))
    mill_lane.now += WEEK
    await mill_lane.tick("polls")
    await mill_lane.decide(ana, PollConcluded(about, "It starts on 15 May."))
    told = [who for _, who, _ in await mill_lane.due("poll_closed")]
    assert told == [crowd[0], crowd[1], crowd[3]]
    [row] = await mill_lane.rows(poll)
    assert (row.state, row.outcome, row.look_at) == ("told", "It starts on 15 May.", None)


async def test_a_poll_that_nobody_concludes_is_closed_all_the_same(mill_lane: Lane) -> None:
    _, crowd, about = await under_way(mill_lane)
    await mill_lane.decide(crowd[0], PollAnswered(about, "yes"))
    for later in (WEEK, TO_CONCLUDE):
        mill_lane.now += later
        await mill_lane.tick("polls")
    assert await mill_lane.due("poll_closed") == [("poll_closed", crowd[0], about)]
    assert await mill_lane.next_due("polls") is None


async def test_whoever_asks_hears_first_how_many_may_be_asked(mill_lane: Lane) -> None:
    await mill_lane.move_in("Rose")
    await mill_lane.move_in("No", events=False)
    ana = await mill_lane.move_in("Ana", roles=("coordinator",), joined_at=None)
    looking: list[Any] = [Seeing(ana, None)]  # type: ignore[arg-type]
    seen = await mill_lane.database.read(
        partial(asking_around.look, community=mill_lane.community, looking=looking, now=NOON)
    )
    assert seen[ana].may_ask == 1


async def test_who_was_never_really_asked_may_be_asked_another_time(mill_lane: Lane) -> None:
    ana, crowd, _ = await under_way(mill_lane, people=2)
    await mill_lane.fired("would_you_come")
    mill_lane.now += 2 * WEEK
    await mill_lane.decide(ana, DANCE)
    assert await asked(mill_lane) == [crowd[1]]


async def test_a_talk_sees_how_its_poll_stands_and_what_they_answered(mill_lane: Lane) -> None:
    ana, crowd, about = await under_way(mill_lane)
    await mill_lane.decide(crowd[0], PollAnswered(about, "yes"))
    people = (crowd[0], crowd[1], ana)
    looking: list[Any] = [Seeing(who, None, about) for who in people]  # type: ignore[arg-type]
    seen = await mill_lane.database.read(
        partial(asking_around.look, community=mill_lane.community, looking=looking, now=NOON)
    )
    assert [seen[who].answered for who in people] == ["yes", "", ""]
    assert (seen[ana].asked, seen[ana].answers["yes"], seen[ana].closed) == (4, 1, False)


async def test_of_two_who_are_one_an_answer_is_kept_once(mill_lane: Lane) -> None:
    _, (new, known, *_), about = await under_way(mill_lane)
    await mill_lane.decide(new, PollAnswered(about, "yes"))
    await mill_lane.decide(known, PollAnswered(about, "no"))
    await mill_lane.database.write(partial(polls.move, new_id=new, known_id=known))
    found = {row.person_id: row.answer for row in await mill_lane.rows(poll_answer)}
    assert found[known] == "no"
    assert new not in found


# ── where it is ─────────────────────────────────────────────────────────────────────────────

HALL, CHURCH = Point(50.93, -1.40), Point(50.95, -1.40)
PLACES = [("Swathling Village Hall", HALL), ("St Mary's Church, Swathling", CHURCH)]


@pytest.mark.parametrize(
    ("what", "places", "where"),
    [
        ("Tea dance at Swathling, Fridays", PLACES[:1], HALL),
        ("Tea dance at Swathling, Fridays", PLACES, Point(50.94, -1.40)),
        ("Tea dance in the hall", PLACES, None),
        ("Tea dance", [], None),
    ],
)
def test_a_poll_is_about_a_place_it_names(
    what: str, places: list[tuple[str, Point]], where: Point | None
) -> None:
    found = place_in(what, places)
    assert (found and (round(found.lat, 6), round(found.lon, 6))) == (
        where and (where.lat, where.lon)
    )
