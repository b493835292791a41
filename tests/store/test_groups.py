"""Groups as they are kept: which pairs are asked, how often, and when enough have said yes."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.rounds import introducing
from flows.facts import ConsentAnswered, Paused, Stopped
from flows.facts.chats import GroupNamed, HandOverAnswered, IntroductionAnswered, IntroductionAsked
from store import chat_texts, group_looks, groups, introductions, pairings
from store.activities import activity
from store.communities import Community
from store.database import Database
from store.group_looks import group_look
from store.groups import neighbour_group
from store.introductions import introduction
from store.nudges import nudge
from store.outings import outing
from store.people import person
from store.remembering import Decided, remember
from tests.store.people_of_the_house import NOON, founded, met, rows_of

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)
BENCH = {
    "kind": "place", "starts": NOON.replace(tzinfo=None), "zone": "Europe/London",
    "confirm_by": NOON, "created_at": NOON,
}  # fmt: skip
EVENTS = ConsentAnswered("events", True, "May we?", "yes")
NAMES = ["Rose", "Sam", "Betty", "Pat", "Tom", "Liz"]
WHERES = [("sms", f"+44770090010{nth}") for nth in range(len(NAMES))]


class House:
    """Three pairs in one street, who all love gardening."""

    def __init__(self, database: Database, community: Community, ids: list[int]) -> None:
        self.database, self.community, self.ids = database, community, ids
        self.rose, self.sam, self.betty, self.pat, self.tom, self.liz = ids
        self.shared = {who: frozenset({"gardening"}) for who in ids}

    def ties(
        self, conn: sa.Connection, ids: Collection[int], now: datetime
    ) -> Mapping[int, frozenset[str]]:
        return {who: self.shared[who] for who in ids if who in self.shared}

    async def look(self, at: datetime = NOON) -> int:
        found: int = await self.database.write(
            lambda conn: group_looks.look(conn, self.community.id, self.ties, at)
        )
        return found

    async def decide(self, who: int, *facts: Any, at: datetime = NOON) -> None:
        decided = [Decided(fact, self.community.id, who, at, "sms") for fact in facts]
        await self.database.write(lambda conn: remember(conn, decided))

    async def say(self, chat: int, answers: Mapping[int, str], at: datetime = NOON) -> None:
        for who, answer in answers.items():
            facts = IntroductionAsked(chat), IntroductionAnswered(chat, answer)
            await self.decide(who, *facts, at=at)

    async def takes(self, at: datetime) -> None:
        def take(conn: sa.Connection) -> None:
            introducing.take_chats(conn, self.community, introductions.DUE.due(conn, at, 9), at)
            groups.take(conn, groups.DUE.due(conn, at, 9), at)

        await self.database.write(take)

    async def due(self, purpose: str) -> set[int]:
        rows = await rows_of(self.database, nudge)
        return {each.person_id for each in rows if (each.purpose, each.state) == (purpose, "due")}

    async def groups(self) -> list[Any]:
        return await rows_of(self.database, neighbour_group)

    async def change(self, who: int, **values: Any) -> None:
        query = sa.update(person).where(person.c.id == who).values(**values)
        await self.database.write(lambda conn: conn.execute(query))

    async def seen(self, who: int, chat: int) -> Any:
        return (await self.database.read(lambda conn: chat_texts.seen(conn, {who: chat}, NOON)))[
            who
        ]


@pytest.fixture
async def house(database: Database) -> House:
    community = await founded(database)
    ids = await met(database, community, *WHERES)
    the = House(database, community, ids)
    for who, name in zip(ids, NAMES, strict=True):
        await the.change(who, name=name, postcode="SO16 2AB", joined_at=NOON - 40 * DAY)
        await the.decide(who, EVENTS, at=NOON - 40 * DAY)

    def paired(conn: sa.Connection) -> None:
        for resident, befriender in zip(ids[::2], ids[1::2], strict=True):
            pairings.pair(conn, community.id, resident, befriender, NOON)

    await database.write(paired)
    return the


async def proposed(house: House) -> int:
    """All six are asked. Returns the id of what is to be their thread."""
    assert await house.look() == 1
    (chat,) = await rows_of(house.database, introduction)
    return int(chat.id)


# ── who is asked ────────────────────────────────────────────────────────────────────────────


async def test_pairs_who_share_an_interest_are_asked_to_meet(house: House) -> None:
    await proposed(house)
    assert await house.due("meet_as_a_group") == set(house.ids)
    assert [(each.about, each.state) for each in await house.groups()] == [
        ("gardening", "proposed")
    ]


async def test_pairs_with_nothing_in_common_are_left_in_peace(house: House) -> None:
    house.shared = {house.rose: frozenset({"cards"}), house.betty: frozenset({"dogs"})}
    assert await house.look() == 0


async def test_a_place_that_both_go_to_is_a_tie_too(house: House) -> None:
    community = house.community.id
    there = {"community_id": community, "activity_id": 1, "planned_at": NOON}

    def been(conn: sa.Connection) -> Mapping[int, frozenset[str]]:
        conn.execute(
            sa.insert(activity),
            {"id": 1, "community_id": community, "title": "the bench by the canal"} | BENCH,
        )
        rows = [
            {"person_id": house.rose, "at": NOON - 9 * DAY, "state": "went"},
            {"person_id": house.betty, "at": NOON - 200 * DAY, "state": "went"},
            {"person_id": house.tom, "at": NOON - 9 * DAY, "state": "planned"},
        ]
        conn.execute(sa.insert(outing), [{**there, **row} for row in rows])
        return introducing.ties(conn, house.ids, NOON)

    found = await house.database.write(been)
    assert {who for who, ties in found.items() if ties} == {house.rose}
    assert found[house.rose] == {"the bench by the canal"}


async def test_one_pair_is_no_group(house: House) -> None:
    house.shared = {house.rose: frozenset({"cards"})}
    assert await house.look() == 0


async def test_neighbours_are_people_of_one_area(house: House) -> None:
    await house.change(house.rose, postcode="SO14 1AA")
    await house.change(house.betty, postcode="")
    assert await house.look() == 0


@pytest.mark.parametrize("which", ["resident", "befriender"])
@pytest.mark.parametrize("why", ["stop", "pause", "no consent"])
async def test_a_pair_is_asked_only_where_both_may_be(house: House, which: str, why: str) -> None:
    who = house.rose if which == "resident" else house.sam
    fact = {
        "stop": Stopped("stop"),
        "pause": Paused(None),
        "no consent": ConsentAnswered("events", False, "May we?", "no"),
    }[why]
    await house.decide(who, fact)
    assert await house.look() == 1
    assert await house.due("meet_as_a_group") == set(house.ids) - {house.rose, house.sam}


async def test_nobody_is_asked_in_their_first_month(house: House) -> None:
    await house.change(house.rose, joined_at=NOON - 20 * DAY)
    await house.change(house.betty, joined_at=NOON - 20 * DAY)
    assert await house.look() == 0


async def test_nobody_is_asked_twice_in_a_month_nor_about_the_same_ever(house: House) -> None:
    chat = await proposed(house)
    await house.say(chat, dict.fromkeys(house.ids, "no"))
    await house.takes(NOON)
    house.shared = {who: frozenset({"gardening", "cards"}) for who in house.ids}
    assert await house.look(NOON + 8 * DAY) == 0
    assert await house.look(NOON + 31 * DAY) == 1
    assert [each.about for each in await house.groups()] == ["gardening", "cards"]
    (_, second) = await rows_of(house.database, introduction)
    await house.say(second.id, dict.fromkeys(house.ids, "no"), at=NOON + 31 * DAY)
    await house.takes(NOON + 31 * DAY)
    assert await house.look(NOON + 100 * DAY) == 0


async def test_who_was_never_really_asked_may_be_asked_another_time(house: House) -> None:
    await proposed(house)
    await house.takes(NOON + 12 * DAY)
    assert await house.look(NOON + 14 * DAY) == 1


async def test_who_is_in_a_chat_is_not_asked(house: House) -> None:
    await house.database.write(
        lambda conn: introductions.open_chat(
            conn, house.community.id, [house.rose, house.tom], "", NOON
        )
    )
    assert await house.look() == 0


async def test_pairs_are_looked_for_once_a_week(house: House) -> None:
    await proposed(house)

    def due(at: datetime) -> Any:
        return house.database.read(lambda conn: group_looks.looks_due(conn, at, 9))

    assert await due(NOON + 6 * DAY) == []
    assert await due(NOON + 7 * DAY) == [house.community.id]


async def test_two_processes_look_once(house: House) -> None:
    found = await asyncio.gather(*(house.look() for _ in range(4)))
    assert sum(found) == 1
    assert len(await rows_of(house.database, group_look)) == 1


def test_who_visits_several_is_brought_together_where_they_share_something() -> None:
    """Priya visits Winston and Padma; it is Padma who shares cooking with Rose."""
    sam, priya, rose, winston, padma = range(5)
    pairs = [
        groups.Pair(1, rose, sam, "SO16"),
        groups.Pair(2, winston, priya, "SO16"),
        groups.Pair(3, padma, priya, "SO16"),
    ]
    ties = {rose: frozenset({"cooking"}), padma: frozenset({"cooking"})}
    assert group_looks._sharing(pairs, ties, {}) == [("cooking", [pairs[0], pairs[2]])]


def test_nobody_is_in_two_groups_at_once() -> None:
    pairs = [groups.Pair(nth, nth, 100 + nth // 2, "SO16") for nth in range(4)]
    ties = {0: {"cards"}, 1: {"tea"}, 2: {"cards"}, 3: {"tea"}}
    shared = {who: frozenset(tags) for who, tags in ties.items()}
    assert len(group_looks._sharing(pairs, shared, {})) == 1


def test_a_big_crowd_becomes_several_groups_of_at_most_four_pairs() -> None:
    pairs = [groups.Pair(nth, 100 + nth, 200 + nth, "SO16") for nth in range(11)]
    ties = {100 + nth: frozenset({"cards"}) for nth in range(11)}
    together = group_looks._sharing(pairs, ties, {})
    assert [len(several) for _, several in together] == [4, 4, 3]


# ── who said yes ────────────────────────────────────────────────────────────────────────────


async def test_three_yeses_are_enough_once_everybody_has_answered(house: House) -> None:
    chat = await proposed(house)
    await house.say(chat, {house.rose: "yes", house.sam: "yes", house.betty: "yes"})
    await house.takes(NOON)
    assert await house.due("chat") == set()
    await house.say(chat, {house.pat: "no", house.tom: "none", house.liz: "no"})
    await house.takes(NOON)
    assert await house.due("chat") == {house.rose, house.sam, house.betty}
    seen = await house.seen(house.rose, chat)
    assert [each.name for each in seen.others] == ["Betty", "Sam"]
    assert (seen.group.about, seen.group.asks_name) == ("gardening", True)
    assert not (await house.seen(house.pat, chat)).open


async def test_after_a_while_those_who_said_yes_begin(house: House) -> None:
    chat = await proposed(house)
    await house.say(chat, {house.rose: "yes", house.sam: "yes", house.betty: "yes"})
    await house.takes(NOON + 12 * DAY)
    assert await house.due("chat") == {house.rose, house.sam, house.betty}


async def test_two_yeses_are_too_few(house: House) -> None:
    chat = await proposed(house)
    await house.say(chat, {house.rose: "yes", house.sam: "yes"})
    await house.takes(NOON + 12 * DAY)
    assert await house.due("chat") == set()
    assert [each.state for each in await house.groups()] == ["ended"]


async def test_who_says_stop_after_their_yes_is_not_counted(house: House) -> None:
    chat = await proposed(house)
    await house.say(chat, {house.rose: "yes", house.sam: "yes", house.betty: "yes"})
    await house.decide(house.betty, Stopped("stop"))
    await house.takes(NOON + 12 * DAY)
    assert [each.state for each in await house.groups()] == ["ended"]


# ── its life ────────────────────────────────────────────────────────────────────────────────


async def begun(house: House) -> int:
    chat = await proposed(house)
    await house.say(chat, dict.fromkeys(house.ids, "yes"))
    await house.takes(NOON)
    return chat


async def test_the_first_name_stays(house: House) -> None:
    chat = await begun(house)
    await house.decide(house.rose, GroupNamed(chat, "The Tea Set"))
    await house.decide(house.sam, GroupNamed(chat, "The Others"))
    seen = await house.seen(house.rose, chat)
    assert (seen.group.name, seen.group.asks_name) == ("The Tea Set", False)


async def test_after_seven_weeks_it_is_handed_over(house: House) -> None:
    chat = await begun(house)
    over = NOON + 49 * DAY
    await house.database.write(lambda conn: introductions.spoke(conn, [chat], over - DAY))
    await house.takes(over)
    assert await house.due("look_after") == set(house.ids)
    assert await house.due("chat_over") == set()
    await house.decide(house.rose, HandOverAnswered(chat, True, True), at=over)
    await house.decide(house.sam, HandOverAnswered(chat, False, True), at=over)
    await house.decide(house.betty, HandOverAnswered(chat, False, False, "the hall"), at=over)
    await house.takes(over + 6 * DAY)
    assert await house.due("handed_over") == set()
    await house.takes(over + 7 * DAY)
    assert await house.due("handed_over") == set(house.ids)
    rose, betty = await house.seen(house.rose, chat), await house.seen(house.betty, chat)
    assert rose.group.numbers == ("Sam 07700 900101",)
    assert (betty.group.numbers, betty.group.keepers) == ((), ("Rose",))
    assert betty.group.ways == ("the hall",)


async def test_whoever_looks_after_it_is_named_in_the_order_of_asking(house: House) -> None:
    chat = await begun(house)
    over = NOON + 49 * DAY
    await house.database.write(lambda conn: introductions.spoke(conn, [chat], over - DAY))
    await house.takes(over)
    for who in reversed(house.ids):
        way = {house.rose: "the hall", house.sam: "the bench"}.get(who, "")
        await house.decide(who, HandOverAnswered(chat, True, True, way), at=over)
    await house.takes(over)
    liz = await house.seen(house.liz, chat)
    assert liz.group.keepers == ("Rose", "Betty", "Tom", "Sam", "Pat", "Liz")
    names = [each.partition(" ")[0] for each in liz.group.numbers]
    assert names == ["Rose", "Betty", "Tom", "Sam", "Pat"]
    assert liz.group.ways == ("the hall", "the bench")


async def test_with_the_last_answer_there_is_nothing_more_to_wait_for(house: House) -> None:
    chat = await begun(house)
    over = NOON + 49 * DAY
    await house.database.write(lambda conn: introductions.spoke(conn, [chat], over - DAY))
    await house.takes(over)
    for who in house.ids:
        await house.decide(who, HandOverAnswered(chat, False, False), at=over)
    await house.takes(over)
    assert await house.due("handed_over") == set(house.ids)


async def test_an_answer_that_comes_late_does_not_hand_it_over_twice(house: House) -> None:
    chat = await begun(house)
    over = NOON + 49 * DAY
    await house.database.write(lambda conn: introductions.spoke(conn, [chat], over - DAY))
    await house.takes(over)
    await house.takes(over + 7 * DAY)
    for who in house.ids:
        await house.decide(who, HandOverAnswered(chat, False, True), at=over + 8 * DAY)
    [group] = await house.groups()
    assert (group.state, group.due_at) == ("handed_over", None)


async def test_a_thread_that_went_quiet_is_not_handed_over(house: House) -> None:
    await begun(house)
    await house.takes(NOON + 14 * DAY)
    await house.takes(NOON + 49 * DAY)
    assert await house.due("look_after") == set()
    assert [each.state for each in await house.groups()] == ["ended"]
