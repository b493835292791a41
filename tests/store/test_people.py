"""People: met once, locked in order, and joined into one where two turn out to be the same."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from flows.facts import Joined, NudgePlanned, NumberShared, Stopped
from store import consents, conversations, nudges, pairings, people
from store.communities import Community
from store.consents import TEXTS, consent
from store.database import Database
from store.messages import message
from store.people import address, person
from store.remembering import Decided, remember
from tests.store.holding import held
from tests.store.people_of_the_house import (
    MINUTE,
    NOON,
    ROSE,
    Letterbox,
    add_role,
    founded,
    met,
    row_of,
    rows_of,
)

pytestmark = pytest.mark.anyio

DILYS = ("sms", "+447700900102")
CHAT = ("telegram", "700100")
LATE_BY = timedelta(hours=4)


@pytest.fixture
async def house(database: Database) -> Community:
    return await founded(database)


async def test_somebody_new_is_met_once(database: Database, house: Community) -> None:
    first = await met(database, house, ROSE, DILYS)
    assert await met(database, house, DILYS, ROSE) == first[::-1]
    assert len(await rows_of(database, person)) == 2


@pytest.fixture
async def two_processes(postgres_url: str) -> AsyncIterator[tuple[Database, Database]]:
    """The same PostgreSQL, opened twice."""
    one, other = Database(postgres_url), Database(postgres_url)
    await one.open()
    await other.open()
    yield one, other
    await one.close()
    await other.close()


async def test_two_processes_that_meet_somebody_at_once_make_one_person(
    two_processes: tuple[Database, Database],
) -> None:
    one, other = two_processes
    house = await founded(one)

    def slowly(conn: sa.Connection) -> int:
        rows = people.meet(conn, house.id, [ROSE, DILYS], house.zone, NOON)
        conn.execute(sa.text("SELECT pg_sleep(0.3)"))
        return rows[ROSE].person_id

    ids = await asyncio.gather(one.write(slowly), other.write(slowly))
    assert ids[0] == ids[1]
    assert {row.id for row in await rows_of(one, person)} == {
        row.person_id for row in await rows_of(one, address)
    }


async def test_people_are_locked_in_the_order_of_their_ids(
    database: Database, house: Community
) -> None:
    ids = await met(database, house, ROSE, DILYS, CHAT)
    rows = await database.write(partial(people.lock, ids=ids[::-1]))
    assert [row.id for row in rows] == sorted(ids)


async def test_whom_another_process_is_busy_with_is_waited_for_or_left_out(
    two_processes: tuple[Database, Database],
) -> None:
    one, other = two_processes
    house = await founded(one)
    rose, dilys = await met(one, house, ROSE, DILYS)
    async with held(one, partial(people.lock, ids=[rose])):
        free = await other.write(partial(people.lock, ids=[rose, dilys], wait=False))
        assert [row.id for row in free] == [dilys]
        waits = asyncio.create_task(other.write(partial(people.lock, ids=[rose])))
        await asyncio.wait({waits}, timeout=0.2)
        assert not waits.done()
    assert [row.id for row in await waits] == [rose]


async def test_a_message_to_somebody_waits_for_nobody_who_has_them_locked(
    two_processes: tuple[Database, Database],
) -> None:
    """Two who tell each other something at the same moment would otherwise wait for ever."""
    one, other = two_processes
    house = await founded(one)
    await met(one, house, ROSE)
    at = (await one.read(partial(people.at_addresses, community_id=house.id, wheres=[ROSE])))[ROSE]
    letters = Letterbox(house)
    async with held(one, partial(people.lock, ids=[at.person_id])):
        queued = other.write(lambda conn: letters.queue(conn, letters.row(at)))
        await asyncio.wait_for(queued, timeout=10)


async def test_the_preferred_address_comes_first_and_only_one_is(
    database: Database, house: Community
) -> None:
    [rose] = await met(database, house, ROSE)
    await share_number(database, house, CHAT, ROSE[1])
    known = partial(people.addresses_of, ids=[rose])
    assert [each.channel for each in (await database.read(known))[rose]] == ["telegram", "sms"]
    await database.write(partial(people.prefer, person_id=rose, channel="sms"))
    assert [(each.channel, each.preferred) for each in (await database.read(known))[rose]] == [
        ("sms", True),
        ("telegram", False),
    ]


async def test_somebody_is_reached_where_they_can_be(database: Database, house: Community) -> None:
    [rose] = await met(database, house, ROSE)
    await share_number(database, house, CHAT, ROSE[1])
    [telegram, sms] = (await database.read(partial(people.addresses_of, ids=[rose])))[rose]
    assert people.reachable([telegram, sms]) == telegram
    await database.write(
        lambda conn: people.set_address_state(conn, telegram.id, "unreachable", "403")
    )
    left = (await database.read(partial(people.addresses_of, ids=[rose])))[rose]
    assert people.reachable(left) == sms


async def share_number(
    database: Database, house: Community, where: tuple[str, str], number: str
) -> None:
    """Whoever is at this address shares a number."""
    at = await database.write(
        lambda conn: people.meet(conn, house.id, [where], house.zone, NOON)[where]
    )
    fact = Decided(NumberShared(number), house.id, at.person_id, NOON, where[0], at.id)
    await database.write(lambda conn: remember(conn, [fact]))


async def test_a_shared_number_that_nobody_has_becomes_a_second_address(
    database: Database, house: Community
) -> None:
    [rose] = await met(database, house, CHAT)
    await share_number(database, house, CHAT, ROSE[1])
    found = (await database.read(partial(people.addresses_of, ids=[rose])))[rose]
    assert [(each.channel, each.preferred) for each in found] == [
        ("telegram", True),
        ("sms", False),
    ]


async def test_a_shared_number_that_somebody_has_makes_the_two_one(
    database: Database, house: Community
) -> None:
    [rose] = await met(database, house, ROSE)
    [on_telegram] = await met(database, house, CHAT)
    await add_role(database, house, on_telegram, "coordinator")
    await share_number(database, house, CHAT, ROSE[1])
    assert {row.person_id for row in await rows_of(database, address)} == {rose}
    assert (await row_of(database, person, on_telegram)).merged_into == rose
    team = partial(people.coordinators, community_id=house.id)
    assert await database.read(team) == [rose]


@pytest.mark.parametrize("who", ["the one we knew", "the one on Telegram"])
async def test_a_stop_of_either_is_a_stop_of_both(
    database: Database, house: Community, who: str
) -> None:
    [rose] = await met(database, house, ROSE)
    [on_telegram] = await met(database, house, CHAT)
    letters = Letterbox(house)
    stopped = rose if who == "the one we knew" else on_telegram
    at = await database.read(
        partial(people.at_addresses, community_id=house.id, wheres=[ROSE, CHAT])
    )
    fact = Decided(Stopped("STOP"), house.id, stopped, NOON, "sms")
    await database.write(lambda conn: remember(conn, [fact]))
    ids = await database.write(
        lambda conn: letters.queue(conn, *(letters.row(each) for each in at.values()))
    )
    await share_number(database, house, CHAT, ROSE[1])
    assert (await row_of(database, person, rose)).stopped_at == NOON
    assert [(await row_of(database, message, each)).state for each in ids] == ["skipped"] * 2
    latest = await database.read(partial(consents.latest, ids=[rose]))
    assert latest[rose][TEXTS] is False


async def test_what_the_newer_one_said_later_is_kept_of_the_one_we_knew(
    database: Database, house: Community
) -> None:
    [rose] = await met(database, house, ROSE)
    [on_telegram] = await met(database, house, CHAT)

    def said(whose: int, purpose: str, given: bool, minutes: int) -> dict[str, object]:
        return {
            "community_id": house.id, "person_id": whose, "purpose": purpose, "given": given,
            "asked": "May we?", "said": "ok", "how": "sms", "at": NOON + minutes * MINUTE,
        }  # fmt: skip

    rows = [
        said(on_telegram, "visits", True, 1),
        said(rose, "visits", False, 2),
        said(rose, "events", True, 1),
        said(on_telegram, "events", False, 2),
        said(on_telegram, "stories", True, 1),
    ]
    await database.write(partial(consents.add, rows=rows))
    await share_number(database, house, CHAT, ROSE[1])
    latest = await database.read(partial(consents.latest, ids=[rose]))
    assert latest[rose] == {"visits": False, "events": False, "stories": True}
    assert len(await rows_of(database, consent)) == 5 + 2


async def test_who_joined_as_the_newer_one_has_joined_and_gets_their_hello(
    database: Database, house: Community
) -> None:
    [rose] = await met(database, house, ROSE)
    [on_telegram] = await met(database, house, CHAT)
    hello = NudgePlanned("hello", NOON + timedelta(days=7), LATE_BY)
    facts = [Decided(fact, house.id, on_telegram, NOON) for fact in (Joined(), hello)]
    await database.write(lambda conn: remember(conn, facts))
    await share_number(database, house, CHAT, ROSE[1])
    assert (await row_of(database, person, rose)).joined_at == NOON
    ahead = partial(nudges.ahead_of, ids=[rose, on_telegram])
    assert await database.read(ahead) == {rose: nudges.Ahead(hello.at)}


@pytest.mark.parametrize("joined", [True, False])
async def test_the_joining_question_goes_on_unless_they_had_joined(
    database: Database, house: Community, joined: bool
) -> None:
    [rose] = await met(database, house, ROSE)
    [on_telegram] = await met(database, house, CHAT)
    if joined:
        fact = Decided(Joined(), house.id, rose, NOON)
        await database.write(lambda conn: remember(conn, [fact]))
    await database.write(partial(conversations.begin, rows=[talk(house, on_telegram)]))
    await share_number(database, house, CHAT, ROSE[1])
    talks = await database.read(partial(conversations.open_with, ids=[rose, on_telegram]))
    assert list(talks) == ([] if joined else [rose])


def talk(house: Community, person_id: int) -> dict[str, object]:
    return {
        "community_id": house.id, "person_id": person_id, "flow": "joining", "step": "name",
        "answers": {}, "said": {}, "started_at": NOON,
    }  # fmt: skip


async def test_somebody_has_one_open_conversation_at_most(
    database: Database, house: Community
) -> None:
    [rose] = await met(database, house, ROSE)
    await database.write(partial(conversations.begin, rows=[talk(house, rose)]))
    with pytest.raises(sa.exc.IntegrityError):
        await database.write(partial(conversations.begin, rows=[talk(house, rose)]))
    saved = (await database.read(partial(conversations.open_with, ids=[rose])))[rose]
    await database.write(partial(conversations.end, ids=[saved.id], now=NOON))
    await database.write(partial(conversations.begin, rows=[talk(house, rose)]))


@pytest.mark.parametrize("change", ["UPDATE consent SET given = NOT given", "DELETE FROM consent"])
async def test_the_database_itself_refuses_to_change_a_consent(
    database: Database, house: Community, change: str
) -> None:
    [rose] = await met(database, house, ROSE)
    row = {
        "community_id": house.id, "person_id": rose, "purpose": "visits", "given": True,
        "asked": "May we?", "said": "yes", "how": "sms", "at": NOON,
    }  # fmt: skip
    await database.write(partial(consents.add, rows=[row]))
    with pytest.raises(sa.exc.DBAPIError, match="never changed"):
        await database.write(lambda conn: conn.execute(sa.text(change)))
    assert [each.given for each in await rows_of(database, consent)] == [True]


async def test_who_has_said_stop_coordinates_and_visits_no_more(
    database: Database, house: Community
) -> None:
    rose, sam = await met(database, house, ROSE, DILYS)
    await add_role(database, house, sam, "coordinator")
    await database.write(lambda conn: pairings.pair(conn, house.id, rose, sam, NOON))
    visitor = partial(pairings.befrienders_of, ids=[rose])
    team = partial(people.coordinators, community_id=house.id)
    assert await database.read(visitor) == {rose: (sam, "")}
    assert await database.read(team) == [sam]
    fact = Decided(Stopped("STOP"), house.id, sam, NOON)
    await database.write(lambda conn: remember(conn, [fact]))
    assert await database.read(visitor) == {}
    assert await database.read(team) == []


async def test_an_address_moves_unless_somebody_is_known_at_the_new_one(
    database: Database, house: Community
) -> None:
    ids = await met(database, house, CHAT, ("telegram", "700200"))
    at = await database.read(partial(people.at_addresses, community_id=house.id, wheres=[CHAT]))
    move = partial(people.move_address, community_id=house.id, address_id=at[CHAT].id)
    await database.write(lambda conn: move(conn, channel="telegram", value="-100300"))
    moved = (await database.read(partial(people.addresses_of, ids=ids)))[ids[0]]
    assert [(each.value, each.state) for each in moved] == [("-100300", "open")]
    await database.write(lambda conn: move(conn, channel="telegram", value="700200"))
    moved = (await database.read(partial(people.addresses_of, ids=ids)))[ids[0]]
    assert [(each.value, each.state) for each in moved] == [("-100300", "unreachable")]
