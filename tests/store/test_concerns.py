"""Concerns in the database: a history that nobody can change, claims, and clocks that are due."""

from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from flows.facts import PersonNeeded
from flows.facts.concerns import (
    ConcernClaimed,
    ConcernClosed,
    ConcernNoted,
    ConcernRaised,
    GoodNews,
    OutcomeTold,
    WishTold,
)
from store import concern_events, concerns, concerns_due
from store.communities import Community
from store.concern_events import concern_event
from store.concerns import concern
from store.database import Database
from store.remembering import Decided, remember
from tests.store.people_of_the_house import NOON, ROSE, founded, met, rows_of

pytestmark = pytest.mark.anyio

ANA, BEA = ("sms", "+447700900102"), ("sms", "+447700900103")


@pytest.fixture
async def house(database: Database) -> Community:
    return await founded(database)


@pytest.fixture
async def three(database: Database, house: Community) -> list[int]:
    return await met(database, house, ROSE, ANA, BEA)


async def decide(database: Database, house: Community, who: int, *decided: object) -> None:
    rows = [Decided(each, house.id, who, NOON, "sms") for each in decided]
    await database.write(partial(remember, decided=rows))


async def test_what_is_raised_is_kept_and_its_clock_looks_at_once(
    database: Database, house: Community, three: list[int]
) -> None:
    rose, ana, _ = three
    await decide(database, house, ana, ConcernRaised(rose, "today", "visit_worried", "so thin"))
    [kept] = await rows_of(database, concern)
    assert (kept.person_id, kept.raised_by, kept.level, kept.step) == (rose, ana, "today", 0)
    assert await database.read(partial(concerns_due.DUE.due, now=NOON, limit=9)) == [kept.id]
    assert await database.read(partial(concerns_due.DUE.next_due, now=NOON)) is None


async def test_the_first_claim_counts_and_a_later_one_is_kept_as_too_late(
    database: Database, house: Community, three: list[int]
) -> None:
    rose, ana, bea = three
    await decide(database, house, rose, PersonNeeded("urgent", "help", "urgent"))
    await decide(database, house, ana, ConcernClaimed((1,)))
    await decide(database, house, bea, ConcernClaimed((1,)))
    [kept] = await rows_of(database, concern)
    assert kept.claimed_by == ana
    events = await database.read(partial(concern_events.history, concern_id=1))
    assert [(each.kind, each.who_id) for each in events] == [
        ("raised", rose), ("claimed", ana), ("too_late", bea),
    ]  # fmt: skip


async def test_notes_wishes_and_what_came_of_it_are_all_in_the_history(
    database: Database, house: Community, three: list[int]
) -> None:
    rose, ana, _ = three
    await decide(database, house, rose, PersonNeeded("concern", "so cold", "today"))
    await decide(database, house, ana, ConcernNoted((1,), "rang, no answer"))
    await decide(database, house, ana, ConcernClosed((1,), ""))
    await decide(database, house, ana, OutcomeTold((1,), "heater lent"), WishTold((1,), "a chat"))
    [kept] = await rows_of(database, concern)
    assert (kept.outcome, kept.wish, kept.done_by) == ("heater lent", "a chat", ana)
    events = await database.read(partial(concern_events.history, concern_id=1))
    assert [(each.kind, each.words) for each in events] == [
        ("raised", ""), ("noted", "rang, no answer"), ("closed", "done"), ("wish", "a chat"),
        ("outcome", "heater lent"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        sa.update(concern_event).values(words="nothing happened"),
        sa.update(concern_event).values(at=NOON),
        sa.delete(concern_event),
    ],
)
async def test_the_database_itself_refuses_to_change_the_history(
    database: Database, house: Community, three: list[int], change: sa.Executable
) -> None:
    await decide(database, house, three[0], PersonNeeded("urgent", "help", "urgent"))
    with pytest.raises(sa.exc.DBAPIError, match=concern_events.REFUSAL):
        await database.write(lambda conn: conn.execute(change))
    assert [each.kind for each in await rows_of(database, concern_event)] == ["raised"]


async def test_good_news_closes_what_was_wondered_about_and_nothing_else(
    database: Database, house: Community, three: list[int]
) -> None:
    rose = three[0]
    await decide(database, house, rose, PersonNeeded("quiet", ""), PersonNeeded("words", "hm"))
    await decide(database, house, rose, GoodNews(("quiet",), "my sister came"))
    kept = {each.kind: each for each in await rows_of(database, concern)}
    assert (kept["quiet"].why_done, kept["quiet"].outcome) == ("good_news", "my sister came")
    assert kept["words"].done_at is None


async def test_questions_do_not_rest_for_good_because_nobody_said_done(
    database: Database, house: Community, three: list[int]
) -> None:
    rose = three[0]
    await decide(database, house, rose, PersonNeeded("concern", "so cold", "today"))
    looked_at = partial(concerns.looked_at, ids=[rose])
    soon, late = NOON + timedelta(weeks=5), NOON + timedelta(weeks=7)
    assert await database.read(partial(looked_at, now=soon)) == {rose}
    assert await database.read(partial(looked_at, now=late)) == frozenset()
