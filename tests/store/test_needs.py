"""What comes first, hospital and home again, and the circle: kept, and found again."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from flows.facts import ConcernsDone, Fact, NudgePlanned, Paused, PersonNeeded, Restarted
from flows.facts.hellos import (
    COLD,
    HUNGER,
    NO_ROOM,
    CameHome,
    CircleAsked,
    CircleTold,
    HelloMoved,
    LooksDropped,
    NeedHeard,
    WentIntoHospital,
)
from store import circles, homecomings, nudges
from store.communities import Community
from store.database import Database
from store.homecomings import hospital_stay
from store.needs import needs_first, open_ones
from store.people import person
from store.remembering import Decided, remember
from tests.store.people_of_the_house import NOON, ROSE, founded, met, row_of, rows_of

pytestmark = pytest.mark.anyio

DILYS = ("sms", "+447700900102")
DAY = timedelta(days=1)
LATE_BY = timedelta(hours=6)


@pytest.fixture
async def house(database: Database) -> Community:
    return await founded(database)


@pytest.fixture
async def people(database: Database, house: Community) -> tuple[int, int]:
    rose, dilys = await met(database, house, ROSE, DILYS)
    return rose, dilys


async def decide(
    database: Database, house: Community, who: int, *several: Fact, at: datetime = NOON
) -> None:
    decided = [Decided(fact, house.id, who, at, "sms") for fact in several]
    await database.write(lambda conn: remember(conn, decided))


async def first(database: Database, *ids: int, at: datetime = NOON) -> frozenset[int]:
    return await database.read(lambda conn: needs_first(conn, ids, at))


# ── needs ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", [HUNGER, COLD])
async def test_a_need_comes_first_until_a_person_has_seen_to_it(
    database: Database, house: Community, people: tuple[int, int], kind: str
) -> None:
    rose, dilys = people
    await decide(database, house, rose, PersonNeeded("concern", "brr"), NeedHeard(kind, "brr"))
    assert await first(database, rose, dilys) == {rose}
    assert await first(database, rose, dilys, at=NOON + 90 * DAY) == {rose}
    await decide(database, house, dilys, ConcernsDone(rose), at=NOON + DAY)
    assert await first(database, rose, dilys, at=NOON + DAY) == frozenset()


async def test_a_later_concern_about_something_else_holds_nothing_back(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, dilys = people
    await decide(database, house, rose, PersonNeeded("concern"), NeedHeard(COLD, "brr"))
    await decide(database, house, dilys, ConcernsDone(rose), at=NOON + DAY)
    await decide(database, house, rose, PersonNeeded("words", "hm"), at=NOON + 2 * DAY)
    assert await first(database, rose, at=NOON + 2 * DAY) == frozenset()


async def test_a_second_need_comes_first_again(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, dilys = people
    for day in (0, 2):
        at = NOON + day * DAY
        await decide(database, house, rose, PersonNeeded("concern"), NeedHeard(COLD, ""), at=at)
        assert await first(database, rose, at=at) == {rose}
        await decide(database, house, dilys, ConcernsDone(rose), at=at + DAY)


async def test_no_room_rests_for_two_weeks_and_needs_nobody(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, dilys = people
    await decide(database, house, rose, NeedHeard(NO_ROOM, "too much on"))
    assert await first(database, rose, dilys, at=NOON + 13 * DAY) == {rose}
    assert await first(database, rose, dilys, at=NOON + 14 * DAY) == frozenset()


async def test_hospital_and_the_month_after_it_come_first(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, dilys = people
    await decide(database, house, rose, WentIntoHospital(None, "in for my hip"))
    assert await first(database, rose, dilys, at=NOON + 60 * DAY) == {rose}
    await decide(database, house, rose, CameHome(), at=NOON + 60 * DAY)
    assert await first(database, rose, dilys, at=NOON + 89 * DAY) == {rose}
    assert await first(database, rose, dilys, at=NOON + 90 * DAY) == frozenset()


async def test_a_stay_that_nobody_says_the_end_of_rests_for_a_month_after_the_day_in_mind(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, _ = people
    await decide(database, house, rose, WentIntoHospital(NOON + 4 * DAY, "till Friday"))
    assert await first(database, rose, at=NOON + 33 * DAY) == {rose}
    assert await first(database, rose, at=NOON + 34 * DAY) == frozenset()


async def test_start_ends_a_stay_too(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, _ = people
    await decide(database, house, rose, WentIntoHospital(None, "in for my hip"))
    await decide(database, house, rose, Restarted("START"), at=NOON + DAY)
    assert await database.read(partial(homecomings.in_hospital, ids=[rose])) == frozenset()
    assert await first(database, rose, at=NOON + 31 * DAY) == frozenset()


async def test_nobody_asked_for_is_nobody(database: Database, house: Community) -> None:
    assert await first(database) == frozenset()


# ── hospital, and home again ────────────────────────────────────────────────────────────────


async def test_coming_home_ends_the_stay_and_the_pause(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, dilys = people
    stay = WentIntoHospital(NOON + 4 * DAY, "in till Friday")
    await decide(database, house, rose, Paused(NOON + 4 * DAY), stay)
    in_hospital = partial(homecomings.in_hospital, ids=[rose, dilys])
    assert await database.read(in_hospital) == {rose}
    await decide(database, house, rose, CameHome(), at=NOON + 3 * DAY)
    assert await database.read(in_hospital) == frozenset()
    row = await row_of(database, person, rose)
    assert (row.paused_at, row.paused_until) == (None, None)
    [stayed] = await rows_of(database, hospital_stay)
    assert (stayed.since, stayed.until, stayed.home_at) == (NOON, NOON + 4 * DAY, NOON + 3 * DAY)


async def test_who_says_it_twice_is_in_hospital_once(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, _ = people
    said = [WentIntoHospital(None, "going in"), WentIntoHospital(None, "in now")]
    await decide(database, house, rose, *said)
    await decide(database, house, rose, WentIntoHospital(None, "still in"), at=NOON + DAY)
    assert [row.words for row in await rows_of(database, hospital_stay)] == ["still in"]


async def test_coming_home_from_a_stay_nobody_told_us_of_is_kept_too(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, _ = people
    await decide(database, house, rose, CameHome())
    [stayed] = await rows_of(database, hospital_stay)
    assert (stayed.person_id, stayed.since, stayed.home_at) == (rose, None, NOON)


async def test_hospital_again_drops_what_was_planned_of_the_month(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    """And the look on the day they come home is planned in the same turn."""
    rose, dilys = people
    planned = [NudgePlanned("welcome_home", NOON + DAY, LATE_BY, subject) for subject in (1, 4)]
    hello = NudgePlanned("hello", NOON + 7 * DAY, LATE_BY)
    await decide(database, house, dilys, planned[1], hello)
    await decide(database, house, rose, planned[1], hello)
    await decide(database, house, rose, planned[0], WentIntoHospital(None, "in again"))
    ahead = await database.read(partial(nudges.ahead_of, ids=[rose, dilys]))
    assert ahead == {
        rose: nudges.Ahead(NOON + 7 * DAY, NOON + DAY, 1),
        dilys: nudges.Ahead(NOON + 7 * DAY, NOON + DAY, 4),
    }


async def test_less_replaces_the_look_that_was_planned(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, _ = people
    await decide(database, house, rose, NudgePlanned("welcome_home", NOON + DAY, LATE_BY, 3))
    wider = NudgePlanned("welcome_home", NOON + 3 * DAY, LATE_BY, 6)
    await decide(database, house, rose, LooksDropped(), wider)
    ahead = await database.read(partial(nudges.ahead_of, ids=[rose]))
    assert ahead == {rose: nudges.Ahead(None, NOON + 3 * DAY, 6)}


# ── the circle ──────────────────────────────────────────────────────────────────────────────


async def test_the_circle_is_kept_in_their_words_and_not_asked_for_twice(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, dilys = people
    await decide(database, house, rose, CircleAsked())
    assert await database.read(partial(circles.asked, ids=[rose, dilys])) == {rose}
    assert await database.read(partial(circles.told, person_id=rose)) == []
    await decide(database, house, rose, CircleTold("our Jean, and the carer"), at=NOON + DAY)
    assert await database.read(partial(circles.told, person_id=rose)) == ["our Jean, and the carer"]


# ── the hello ───────────────────────────────────────────────────────────────────────────────


async def test_their_own_day_and_hour_are_kept(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, dilys = people
    moved = [
        Decided(HelloMoved(6, NOON.time()), house.id, rose, NOON),
        Decided(HelloMoved(2, (NOON + LATE_BY).time()), house.id, dilys, NOON),
    ]
    await database.write(lambda conn: remember(conn, moved))
    rows = [await row_of(database, person, each) for each in people]
    hellos = [(row.hello_weekday, row.hello_at) for row in rows]
    assert hellos == [(6, NOON.time()), (2, (NOON + LATE_BY).time())]


async def test_food_and_warmth_are_lacking_until_a_person_has_seen_to_them(
    database: Database, house: Community, people: tuple[int, int]
) -> None:
    rose, dilys = people
    hungry = (NeedHeard(HUNGER, "no"), PersonNeeded("home_hungry", "no"))
    await decide(database, house, rose, *hungry)
    await decide(database, house, dilys, NeedHeard(NO_ROOM, "too much on"))
    lacking = partial(open_ones, ids=people)
    assert await database.read(lacking) == {rose}
    await decide(database, house, dilys, ConcernsDone(rose), at=NOON + DAY)
    assert await database.read(lacking) == frozenset()
