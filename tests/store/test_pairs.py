"""Pairs in the store: offers that end in one known state, rests of both sides, and the history."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from flows.facts import Paused, Restarted, Stopped
from store import (
    befriending,
    offers_answered,
    pair_offers,
    pair_rests,
    pairings,
    rhythm_offers,
    visit_planning,
    with_room,
)
from store.communities import Community
from store.database import Database
from store.nudges import nudge
from store.pair_news import pair_news
from store.pairings import OPEN_END, pairing
from store.people import person
from store.remembering import Decided, remember
from store.rhythm_offers import Slot, rhythm_offer
from store.visits import visit
from tests.store.people_of_the_house import NOON, add_role, founded, met, row_of, rows_of

pytestmark = pytest.mark.anyio

ROSE, SAM, PAT, ANA = (("sms", f"+44770090030{nth}") for nth in range(4))
A_DAY = timedelta(days=1)


class House:
    """Rose, whom Sam or Pat may visit, and Ana."""

    def __init__(self, database: Database, community: Community, ids: list[int]) -> None:
        self.database, self.community = database, community
        self.rose, self.sam, self.pat, self.ana = ids

    async def write(self, work: Any, *args: Any, **more: Any) -> Any:
        return await self.database.write(lambda conn: work(conn, *args, **more))

    async def pair(self, befriender: int | None = None) -> int:
        """Agreed: Thursdays at two."""
        who = befriender or self.sam
        made = await self.write(pairings.pair, self.community.id, self.rose, who, NOON)
        agreed = {"every_days": 7, "weekday": 3, "at": time(14), "first_on": date(2026, 5, 7)}
        await self.write(pairings.change, made, **agreed)
        await self.write(visit_planning.plan_next, [made], NOON)
        return int(made)

    async def propose(self, **more: Any) -> Any:
        both = (self.sam, self.rose)
        return await self.write(pair_offers.propose, self.community.id, *both, NOON, **more)

    async def fact(self, fact: Any, who: int, at: datetime = NOON) -> None:
        await self.write(remember, [Decided(fact, self.community.id, who, at)])

    async def offers(self) -> list[str]:
        return [row.state for row in await rows_of(self.database, pair_offers.pair_offer)]

    async def news(self) -> list[tuple[int, str]]:
        return [(row.person_id, row.kind) for row in await rows_of(self.database, pair_news)]

    async def asked(self) -> list[tuple[int, str]]:
        rows = await rows_of(self.database, nudge)
        kinds = ("would_you_visit", "meet_a_visitor", "when_suits", "suits_you")
        return [(row.person_id, row.purpose) for row in rows if row.purpose in kinds]


@pytest.fixture
async def two_processes(postgres_url: str) -> AsyncIterator[tuple[Database, Database]]:
    """The same PostgreSQL, opened twice."""
    one, other = Database(postgres_url), Database(postgres_url)
    await one.open()
    await other.open()
    yield one, other
    await one.close()
    await other.close()


@pytest.fixture
async def house(database: Database) -> House:
    return await _house(database)


async def _house(database: Database) -> House:
    community = await founded(database)
    ids = await met(database, community, ROSE, SAM, PAT, ANA)
    for who, role in zip(ids, ("resident", "befriender", "befriender", "coordinator"), strict=True):
        await add_role(database, community, who, role)
    return House(database, community, ids)


# ── offers ──────────────────────────────────────────────────────────────────────────────────


async def test_the_resident_is_asked_only_after_the_befrienders_yes(house: House) -> None:
    offer = await house.propose(by=house.ana)
    assert await house.asked() == [(house.sam, "would_you_visit")]
    await house.write(offers_answered.answered, offer, house.sam, "yes", NOON)
    assert (await house.asked())[1:] == [(house.rose, "meet_a_visitor")]
    await house.write(offers_answered.answered, offer, house.rose, "yes", NOON)
    assert (await house.asked())[2:] == [(house.sam, "when_suits")]
    assert await house.offers() == ["agreed"]
    [made] = await rows_of(house.database, pairing)
    assert (made.befriender_id, made.resident_id) == (house.sam, house.rose)
    assert await house.news() == [(house.ana, "offer_agreed")]


@pytest.mark.parametrize("answer", ["no", "later", "silent"])
async def test_what_the_befriender_says_is_told_to_who_proposed_it_alone(
    house: House, answer: str
) -> None:
    offer = await house.propose(by=house.ana)
    await house.write(offers_answered.answered, offer, house.sam, answer, NOON)
    assert await house.news() == [(house.ana, f"offer_befriender_{answer}")]
    assert await house.offers() == [f"befriender_{answer}"]


@pytest.mark.parametrize("answer", ["no", "later", "silent"])
async def test_a_befriender_hears_the_same_whatever_the_resident_said(
    house: House, answer: str
) -> None:
    offer = await house.propose(by=house.ana)
    await house.write(offers_answered.answered, offer, house.sam, "yes", NOON)
    await house.write(offers_answered.answered, offer, house.rose, answer, NOON)
    assert await house.news() == [
        (house.ana, f"offer_resident_{answer}"),
        (house.sam, "not_this_time"),
    ]


@pytest.mark.parametrize("answer", ["no", "later", "silent"])
async def test_only_a_no_is_for_ever(house: House, answer: str) -> None:
    offer = await house.propose(by=house.ana)
    await house.write(offers_answered.answered, offer, house.sam, answer, NOON)
    again = await house.propose(by=house.ana)
    assert (again is None) == (answer == "no")


async def test_what_could_not_be_followed_is_with_a_person_and_may_be_asked_again(
    house: House,
) -> None:
    offer = await house.propose(by=house.ana)
    await house.write(offers_answered.answered, offer, house.sam, "unclear", NOON)
    assert (await house.offers(), await house.news()) == (["befriender_unclear"], [])
    assert await house.propose(by=house.ana) is not None


async def test_nobody_else_can_answer_and_nothing_is_answered_twice(house: House) -> None:
    offer = await house.propose(by=house.ana)
    await house.write(offers_answered.answered, offer, house.rose, "yes", NOON)
    assert await house.offers() == ["with_befriender"]
    await house.write(offers_answered.answered, offer, house.sam, "no", NOON)
    await house.write(offers_answered.answered, offer, house.sam, "yes", NOON)
    assert await house.offers() == ["befriender_no"]


async def test_who_is_paired_already_or_is_the_same_person_is_not_proposed(house: House) -> None:
    await house.pair()
    assert await house.propose() is None
    alone = (house.community.id, house.sam, house.sam, NOON)
    assert await house.write(pair_offers.propose, *alone) is None


async def test_an_offer_that_nobody_answers_is_given_up_and_told(house: House) -> None:
    offer = await house.propose(by=house.ana)
    later = NOON + pair_offers.ANSWER_WITHIN
    assert await house.database.read(partial(pair_offers.DUE.next_due, now=NOON)) == later
    assert await house.database.read(partial(pair_offers.DUE.due, now=later, limit=9)) == [offer]
    await house.write(offers_answered.give_up, [offer], later)
    assert await house.offers() == ["befriender_silent"]
    assert await house.database.read(partial(pair_offers.DUE.due, now=later, limit=9)) == []


async def test_stop_drops_what_was_being_asked(house: House) -> None:
    await house.propose(by=house.ana)
    await house.fact(Stopped("STOP"), house.sam)
    assert await house.offers() == ["dropped"]
    assert await house.news() == [(house.ana, "offer_dropped")]


async def test_two_coordinators_at_once_make_one_offer(
    two_processes: tuple[Database, Database],
) -> None:
    one, other = two_processes
    house = await _house(one)
    both = (house.community.id, house.sam, house.rose, NOON)

    def slowly(conn: sa.Connection) -> int | None:
        made = pair_offers.propose(conn, *both, by=house.ana)
        conn.execute(sa.text("SELECT pg_sleep(0.3)"))
        return made

    made = await asyncio.gather(one.write(slowly), other.write(slowly))
    assert sum(each is not None for each in made) == 1
    assert await house.offers() == ["with_befriender"]
    assert await house.asked() == [(house.sam, "would_you_visit")]


# ── a day ───────────────────────────────────────────────────────────────────────────────────


async def test_a_suggestion_goes_to_the_other_and_back(house: House) -> None:
    made = await house.write(pairings.pair, house.community.id, house.rose, house.sam, NOON)
    slot = Slot(7, 1, time(14))
    first = await house.write(rhythm_offers.suggest, made, house.sam, slot, NOON)
    second = await house.write(rhythm_offers.suggest, made, house.rose, slot, NOON)
    assert await house.asked() == [(house.rose, "suits_you"), (house.sam, "suits_you")]
    rows = await rows_of(house.database, rhythm_offer)
    assert [(row.state, row.round) for row in rows] == [("other", 1), ("asked", 2)]
    await house.write(rhythm_offers.agree, first, house.rose, date(2026, 5, 12), NOON)
    assert (await row_of(house.database, pairing, made)).every_days == 0
    await house.write(rhythm_offers.agree, second, house.sam, date(2026, 5, 12), NOON)
    agreed = await row_of(house.database, pairing, made)
    assert (agreed.every_days, agreed.weekday, agreed.first_on) == (7, 1, date(2026, 5, 12))
    assert await house.news() == [(house.rose, "rhythm_agreed")]
    [planned] = await rows_of(house.database, visit)
    assert planned.at == datetime(2026, 5, 12, 13, tzinfo=NOON.tzinfo)


async def test_a_new_day_lets_the_old_visits_go(house: House) -> None:
    made = await house.pair()
    slot = Slot(7, 1, time(10))
    offer = await house.write(rhythm_offers.suggest, made, house.rose, slot, NOON)
    await house.write(rhythm_offers.agree, offer, house.sam, date(2026, 5, 12), NOON)
    states = [(row.state, row.at.day) for row in await rows_of(house.database, visit)]
    assert states == [("called_off", 7), ("planned", 12)]


async def test_a_suggestion_nobody_answers_is_told_to_the_coordinators(house: House) -> None:
    made = await house.write(pairings.pair, house.community.id, house.rose, house.sam, NOON)
    slot = Slot(7, 1, time(14))
    offer = await house.write(rhythm_offers.suggest, made, house.sam, slot, NOON)
    later = NOON + rhythm_offers.ANSWER_WITHIN
    assert await house.database.read(partial(rhythm_offers.DUE.due, now=later, limit=9)) == [offer]
    await house.write(rhythm_offers.give_up, [offer], later)
    assert await house.news() == [(house.ana, "rhythm_stuck")]
    assert await house.database.read(partial(rhythm_offers.DUE.due, now=later, limit=9)) == []


async def test_nothing_can_be_suggested_of_a_pair_that_is_over_or_by_others(house: House) -> None:
    made = await house.pair()
    slot = Slot(7, 1, time(14))
    assert await house.write(rhythm_offers.suggest, made, house.pat, slot, NOON) is None
    await house.write(pair_rests.end, [made], house.ana, "coordinator", NOON)
    assert await house.write(rhythm_offers.suggest, made, house.sam, slot, NOON) is None


# ── rests ───────────────────────────────────────────────────────────────────────────────────


async def test_two_reasons_never_end_each_others_rest(house: House) -> None:
    made = await house.pair()
    away = (house.community.id, house.sam, None, NOON + 10 * A_DAY)
    await house.write(befriending.go_away, *away)
    await house.write(pair_rests.settle, [house.sam], NOON)
    await house.fact(Paused(NOON + 20 * A_DAY), house.rose)
    row = await row_of(house.database, pairing, made)
    assert (row.rests_until, row.rests_by) == (NOON + 20 * A_DAY, "befriender")
    await house.write(befriending.back_on, house.community.id, house.sam)
    await house.write(pair_rests.settle, [house.sam], NOON)
    row = await row_of(house.database, pairing, made)
    assert (row.rests_until, row.rests_by) == (NOON + 20 * A_DAY, "resident")
    await house.fact(Restarted("START"), house.rose)
    row = await row_of(house.database, pairing, made)
    assert (row.rests_until, row.rests_by, row.look_at) == (None, "", None)


async def test_a_rest_ends_when_its_time_has_come(house: House) -> None:
    made, until = await house.pair(), NOON + 10 * A_DAY
    await house.fact(Paused(until), house.rose)
    assert await house.database.read(partial(pairings.RESTS.next_due, now=NOON)) == until
    assert await house.database.read(partial(pairings.RESTS.due, now=until, limit=9)) == [made]
    await house.write(pair_rests.settle, [house.sam], until, by=False)
    kinds = [kind for _, kind in await house.news()]
    assert kinds == ["rests_resident", "goes_on_resident", "goes_on_befriender"]
    planned = [row.at for row in await rows_of(house.database, visit) if row.state == "planned"]
    assert planned == [datetime(2026, 5, 14, 13, tzinfo=NOON.tzinfo)]


async def test_stop_rests_for_as_long_as_it_stands_and_the_team_hears(house: House) -> None:
    made = await house.pair()
    await house.fact(Stopped("STOP"), house.rose)
    assert (await row_of(house.database, pairing, made)).rests_until == OPEN_END
    assert await house.news() == [
        (house.sam, "stopped_resident"),
        (house.ana, "team_stopped_resident"),
    ]


async def test_who_rests_from_visiting_is_not_told_first_meanwhile(house: House) -> None:
    await house.pair()
    told = partial(pairings.befrienders_of, ids=[house.rose])
    assert (await house.database.read(told))[house.rose][0] == house.sam
    away = (house.community.id, house.sam, None, NOON + 10 * A_DAY)
    await house.write(befriending.go_away, *away)
    await house.write(pair_rests.settle, [house.sam], NOON)
    assert await house.database.read(told) == {}


async def test_who_said_yes_to_stand_in_stays_when_the_pair_ends(house: House) -> None:
    made = await house.pair()
    stands_in = await house.write(
        pairings.pair, house.community.id, house.rose, house.pat, NOON, stands_in_for=made
    )
    await house.write(pair_rests.end, [made], house.ana, "coordinator", NOON)
    row = await row_of(house.database, pairing, stands_in)
    assert (row.ended_at, row.stands_in_for) == (None, None)


async def test_ended_pairs_are_kept_with_who_and_why(house: House) -> None:
    made = await house.pair()
    await house.write(pair_rests.end, [made], house.sam, "befriender", NOON + A_DAY)
    await house.write(pair_rests.end, [made], house.ana, "coordinator", NOON + 2 * A_DAY)
    again = await house.pair()
    past = await house.database.read(partial(pairings.history_of, person_id=house.rose))
    assert [(row.id, row.ended_why, row.ended_by) for row in past] == [
        (again, "", None),
        (made, "befriender", house.sam),
    ]


# ── load, and who has room ──────────────────────────────────────────────────────────────────


async def room(house: House, *without: int) -> list[int]:
    found = await house.database.read(
        lambda conn: with_room.with_room(conn, house.community.id, house.rose, without, NOON)
    )
    return [each.id for each in found]


async def test_the_load_is_people_visited_now(house: House) -> None:
    made = await house.pair()
    load = partial(pairings.load_of, ids=[house.sam, house.pat])
    assert await house.database.read(load) == {house.sam: 1, house.pat: 0}
    await house.write(pair_rests.end, [made], house.ana, "coordinator", NOON)
    assert await house.database.read(load) == {house.sam: 0, house.pat: 0}


async def test_who_has_room_is_no_one_who_rests_refused_or_is_left_out(house: House) -> None:
    assert await room(house) == [house.sam, house.pat]
    assert await room(house, house.sam) == [house.pat]
    await house.write(
        befriending.ease_off, house.community.id, house.sam, None, visits_rest=False, now=NOON
    )
    assert await room(house) == [house.pat]
    offer = await house.write(
        pair_offers.propose, house.community.id, house.pat, house.rose, NOON, by=house.ana
    )
    await house.write(offers_answered.answered, offer, house.pat, "no", NOON)
    assert await room(house) == []
    await house.write(befriending.back_on, house.community.id, house.sam)
    assert await room(house) == [house.sam]


async def test_who_visits_three_has_no_room(house: House) -> None:
    others = [("sms", f"+44770090040{nth}") for nth in range(3)]
    for each in await met(house.database, house.community, *others):
        await house.write(pairings.pair, house.community.id, each, house.sam, NOON)
    assert await room(house) == [house.pat]


async def test_easing_off_ends_at_its_time(house: House) -> None:
    until = NOON + 14 * A_DAY
    ease = (house.community.id, house.sam, until, True, NOON)
    await house.write(befriending.ease_off, *ease)
    for at, eased in ((NOON, {house.sam}), (until, set())):
        found = await house.database.read(partial(befriending.eased, ids=[house.sam], now=at))
        assert found == eased
        found = await house.database.read(partial(befriending.resting, ids=[house.sam], now=at))
        assert found == eased


async def test_two_who_were_one_do_not_visit_themselves(house: House) -> None:
    made = await house.pair()
    await house.write(pairings.move, house.sam, house.rose)
    row = await row_of(house.database, pairing, made)
    assert (row.befriender_id, row.ended_why) == (house.rose, "merged")


async def test_what_is_asked_of_somebody_who_was_one_with_another_is_dropped(house: House) -> None:
    await house.propose(by=house.ana)
    await house.write(pair_offers.move, house.sam, house.pat)
    [row] = await rows_of(house.database, pair_offers.pair_offer)
    assert (row.state, row.befriender_id) == ("dropped", house.pat)
    assert (await row_of(house.database, person, house.sam)).id == house.sam
