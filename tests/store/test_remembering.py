"""Facts are written down by one function each, all of a batch at once; and nudges and wordings."""

from datetime import timedelta
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

from flows import facts
from flows.facts import Fact, NudgePlanned
from store import communities, concerns, consents, conversations, messages, nudges
from store.check_ins import check_in
from store.communities import Community, OwnWording
from store.concerns import concern
from store.database import Database
from store.messages import message
from store.nudges import nudge
from store.people import person, role
from store.remembering import REMEMBER, Decided, remember
from tests.store.people_of_the_house import (
    MINUTE,
    NOON,
    ROSE,
    Letterbox,
    founded,
    met,
    row_of,
    rows_of,
)

pytestmark = pytest.mark.anyio

DILYS = ("sms", "+447700900102")
WEEK = timedelta(days=7)
LATE_BY = timedelta(hours=4)
HELLO = NudgePlanned("hello", NOON + WEEK, LATE_BY)


@pytest.fixture
async def house(database: Database) -> Community:
    return await founded(database)


@pytest.fixture
async def rose(database: Database, house: Community) -> int:
    return (await met(database, house, ROSE))[0]


async def decide(
    database: Database, house: Community, person_id: int, *several: Fact, at: Any = NOON
) -> None:
    decided = [Decided(fact, house.id, person_id, at, "sms") for fact in several]
    await database.write(lambda conn: remember(conn, decided))


def test_there_is_one_function_for_every_fact() -> None:
    """A fact that nothing keeps would be lost in silence."""

    themes = (import_module(f"flows.facts.{each.name}") for each in iter_modules(facts.__path__))
    pages = [vars(page).values() for page in (facts, *themes)]
    known = {each for page in pages for each in page if isinstance(each, type)}
    assert {each for each in known if issubclass(each, Fact)} - {Fact} == set(REMEMBER)


async def test_a_fact_that_nobody_knows_breaks_its_batch(
    database: Database, house: Community, rose: int
) -> None:
    with pytest.raises(KeyError, match="str"):
        await database.write(
            lambda conn: remember(conn, [Decided("a rumour", house.id, rose, NOON)])
        )


async def test_what_somebody_told_of_themselves_is_kept(
    database: Database, house: Community, rose: int
) -> None:
    await decide(
        database, house, rose,
        facts.CameIn("vet"), facts.CameIn("radio"), facts.Named("Rose"), facts.Joined(),
        facts.InterestsTold("roses"), facts.PostcodeTold("SO16 2AB"), facts.RhythmChanged(14),
        facts.Paused(NOON + WEEK), facts.ConsentAnswered("visits", True, "May we?", "yes"),
    )  # fmt: skip
    row = await row_of(database, person, rose)
    told = (row.door, row.name, row.interests, row.postcode, row.every_days)
    assert told == ("vet", "Rose", "roses", "SO16 2AB", 14)
    assert (row.joined_at, row.paused_at, row.paused_until) == (NOON, NOON, NOON + WEEK)
    assert [each.role for each in await rows_of(database, role)] == ["resident"]
    answers = await database.read(partial(consents.answers, ids=[rose]))
    assert answers == {rose: {"visits": consents.Answered(given=True, how="sms")}}


async def test_each_person_of_a_batch_keeps_their_own_answer(
    database: Database, house: Community, rose: int
) -> None:
    [dilys] = await met(database, house, DILYS)
    decided = [
        Decided(facts.CheckInAnswered("low", "a bit low"), house.id, rose, NOON),
        Decided(facts.CheckInAnswered("good", "grand"), house.id, dilys, NOON),
        Decided(facts.Paused(None), house.id, dilys, NOON),
        Decided(facts.Paused(NOON + WEEK), house.id, rose, NOON),
    ]
    await database.write(lambda conn: remember(conn, decided))
    people = await rows_of(database, person)
    assert [(row.last_mood, row.paused_until) for row in people] == [
        ("low", NOON + WEEK),
        ("good", None),
    ]
    assert [(row.mood, row.words) for row in await rows_of(database, check_in)] == [
        ("low", "a bit low"),
        ("good", "grand"),
    ]


async def test_a_silence_is_a_check_in_too(database: Database, house: Community, rose: int) -> None:
    await decide(database, house, rose, facts.WentQuiet())
    assert [row.mood for row in await rows_of(database, check_in)] == ["quiet"]
    assert (await row_of(database, person, rose)).quiet_hellos == 1


async def test_a_concern_stays_open_until_whoever_was_told_has_seen_to_it(
    database: Database, house: Community, rose: int
) -> None:
    [sam] = await met(database, house, DILYS)
    await decide(database, house, rose, facts.PersonNeeded("words", "not so good"))
    assert await database.read(concerns.open_count) == 1
    told = partial(concerns.last_told, team=[sam])
    assert await database.read(told) == {}, "Sam has not been told"
    at = await address_of(database, house, DILYS)
    letters = Letterbox(house)
    row = letters.row(at, about_id=rose, key="tell.words")
    await database.write(lambda conn: letters.queue(conn, row))
    assert await database.read(told) == {sam: (rose, "")}
    await decide(database, house, sam, facts.ConcernsDone(rose))
    assert await database.read(told) == {}
    [seen] = await rows_of(database, concern)
    assert (seen.done_at, seen.done_by) == (NOON, sam)
    assert (await row_of(database, person, rose)).passed_on_at == NOON


async def address_of(database: Database, house: Community, where: tuple[str, str]) -> Any:
    from store import people

    return (
        await database.read(partial(people.at_addresses, community_id=house.id, wheres=[where]))
    )[where]


async def test_stop_ends_everything_that_was_planned_queued_or_open(
    database: Database, house: Community, rose: int
) -> None:
    at = await address_of(database, house, ROSE)
    letters = Letterbox(house)
    [letter] = await database.write(lambda conn: letters.queue(conn, letters.row(at)))
    talk = {"community_id": house.id, "person_id": rose, "flow": "weekly_hello", "step": "mood",
            "answers": {}, "said": {}, "started_at": NOON}  # fmt: skip
    await database.write(partial(conversations.begin, rows=[talk]))
    await decide(database, house, rose, HELLO)
    await decide(database, house, rose, facts.Stopped("stop it"))
    row = await row_of(database, message, letter)
    assert (row.state, row.reason) == ("skipped", "stop")
    assert await database.read(partial(conversations.open_with, ids=[rose])) == {}
    assert [each.state for each in await rows_of(database, nudge)] == ["skipped"]
    assert (await row_of(database, person, rose)).stopped_at == NOON
    latest = await database.read(partial(consents.latest, ids=[rose]))
    assert latest == {rose: {consents.TEXTS: False}}


async def test_start_undoes_stop_and_pause_at_the_address_it_came_from(
    database: Database, house: Community, rose: int
) -> None:
    from store import people

    at = await address_of(database, house, ROSE)
    await decide(database, house, rose, facts.Stopped("STOP"), facts.Paused(None))
    await database.write(lambda conn: people.set_address_state(conn, at.id, "unreachable", "21610"))
    start = Decided(facts.Restarted("START"), house.id, rose, NOON, "sms", at.id)
    await database.write(lambda conn: remember(conn, [start]))
    row = await row_of(database, person, rose)
    assert (row.stopped_at, row.paused_at) == (None, None)
    assert (await address_of(database, house, ROSE)).state == "open"
    latest = await database.read(partial(consents.latest, ids=[rose]))
    assert latest[rose][consents.TEXTS] is True


# ── nudges ──────────────────────────────────────────────────────────────────────────────────


async def test_planning_a_kind_again_moves_it(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, HELLO)
    await decide(database, house, rose, NudgePlanned("hello", NOON + 2 * WEEK, LATE_BY))
    ahead = await database.read(partial(nudges.ahead_of, ids=[rose]))
    assert ahead == {rose: nudges.Ahead(NOON + 2 * WEEK)}
    states = [(row.state, row.reason) for row in await rows_of(database, nudge)]
    assert states == [("skipped", "moved"), ("due", "")]


async def test_of_two_plans_of_one_kind_in_one_turn_the_last_counts(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, HELLO, NudgePlanned("hello", NOON + 2 * WEEK, LATE_BY))
    due = await database.read(partial(nudges.due_for, ids=[rose], now=NOON + 3 * WEEK))
    assert [each.due_at for each in due] == [NOON + 2 * WEEK]


async def test_a_moment_that_was_moved_away_from_may_be_planned_again(
    database: Database, house: Community, rose: int
) -> None:
    for at in (NOON + WEEK, NOON + 2 * WEEK, NOON + WEEK):
        await decide(database, house, rose, NudgePlanned("hello", at, LATE_BY))
    ahead = await database.read(partial(nudges.ahead_of, ids=[rose]))
    assert ahead == {rose: nudges.Ahead(NOON + WEEK)}


@pytest.mark.parametrize("ended", ["fired", "quarantined"])
async def test_a_moment_that_has_been_used_never_comes_again(
    database: Database, house: Community, rose: int, ended: str
) -> None:
    await decide(database, house, rose, HELLO)
    [due] = await database.read(partial(nudges.due_for, ids=[rose], now=HELLO.at))
    settled = [{"row_id": due.id, "state": ended, "reason": ""}]
    await database.write(partial(nudges.settle, rows=settled, now=HELLO.at))
    await decide(database, house, rose, HELLO)
    assert await database.read(partial(nudges.people_due, now=HELLO.at, limit=9)) == []
    assert [row.state for row in await rows_of(database, nudge)] == [ended]


async def test_a_nudge_is_due_from_its_moment_and_says_how_late_it_may_be(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, HELLO)
    whose = partial(nudges.people_due, limit=9)
    assert await database.read(partial(whose, now=HELLO.at - MINUTE)) == []
    assert await database.read(partial(whose, now=HELLO.at)) == [rose]
    assert await database.read(partial(nudges.next_due, now=NOON)) == HELLO.at
    [due] = await database.read(partial(nudges.due_for, ids=[rose], now=HELLO.at))
    assert not due.too_late(HELLO.at + LATE_BY)
    assert due.too_late(HELLO.at + LATE_BY + MINUTE)


# ── messages that come in, and wordings ─────────────────────────────────────────────────────


def came_in(house: Community, provider_id: str, text: str = "hello") -> dict[str, Any]:
    return {
        "community_id": house.id, "direction": "in", "channel": "sms", "text": text,
        "provider_id": provider_id, "state": messages.HANDLED, "at": NOON,
    }  # fmt: skip


async def test_a_message_that_comes_twice_is_kept_once(
    database: Database, house: Community
) -> None:
    first = [came_in(house, "SM1"), came_in(house, "SM2")]
    assert await database.write(partial(messages.keep, rows=first)) == {"SM1", "SM2"}
    again = [came_in(house, "SM2"), came_in(house, "SM3"), came_in(house, "SM3")]
    assert await database.write(partial(messages.keep, rows=again)) == {"SM3"}
    kept = [row.provider_id for row in await rows_of(database, message)]
    assert kept == ["SM1", "SM2", "SM3"]


async def test_setting_aside_what_came_in_touches_nothing_that_went_out(
    database: Database, house: Community, rose: int
) -> None:
    """Telegram counts what comes in and what goes out with numbers that may be the same."""
    at = await address_of(database, house, ROSE)
    letters = Letterbox(house)
    [out] = await database.write(
        lambda conn: letters.queue(conn, letters.row(at, provider_id="7", state="sent"))
    )
    await database.write(partial(messages.keep, rows=[came_in(house, "7")]))
    await database.write(
        lambda conn: messages.set_aside(conn, house.id, [("sms", "7")], "quarantined", "KeyError")
    )
    states = {row.id: row.state for row in await rows_of(database, message)}
    assert states.pop(out) == "sent"
    assert list(states.values()) == ["quarantined"]


async def test_the_last_that_somebody_wrote_is_found(
    database: Database, house: Community, rose: int
) -> None:
    rows = [
        {**came_in(house, f"SM{n}", f"text {n}"), "person_id": rose, "at": NOON + n * MINUTE}
        for n in range(3)
    ]
    await database.write(partial(messages.keep, rows=rows))
    heard = await database.read(partial(messages.last_heard, ids=[rose]))
    assert heard == {rose: messages.Heard("text 2", NOON + 2 * MINUTE)}


async def test_a_communitys_own_wording_replaces_the_one_before(
    database: Database, house: Community
) -> None:
    for text in ("Hiya {name}", "Hallo {name}"):
        own = OwnWording("en", "weekly_hello.mood", text, "Hello {name}")
        await database.write(
            lambda conn, own=own: communities.set_wording(conn, house.id, own, NOON)  # type: ignore[misc]
        )
    own_words = await database.read(partial(communities.wordings, community_id=house.id))
    assert own_words == {("en", "weekly_hello.mood"): "Hallo {name}"}


async def test_the_communitys_name_and_zone_follow_the_settings(database: Database) -> None:
    first = await founded(database)
    again = await database.write(
        lambda conn: communities.found(conn, "Mill Road", "Europe/Dublin", NOON)
    )
    assert (again.id, again.name, again.zone) == (first.id, "Mill Road", "Europe/Dublin")
    assert len(await rows_of(database, communities.community)) == 1


@pytest.mark.parametrize("between", [facts.WentQuiet(), facts.CheckInAnswered("skip", "no"),
                                     facts.CheckInAnswered("rang", ""),
                                     facts.CheckInAnswered("told", "the vicar came")])  # fmt: skip
async def test_only_a_mood_takes_the_place_of_the_last_one(
    database: Database, house: Community, rose: int, between: Fact
) -> None:
    await decide(database, house, rose, facts.CheckInAnswered("low", "low"))
    await decide(database, house, rose, between)
    assert (await row_of(database, person, rose)).last_mood == "low"


async def test_any_answer_breaks_a_run_of_silences(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, facts.WentQuiet(3))
    assert (await row_of(database, person, rose)).quiet_hellos == 3
    await decide(database, house, rose, facts.CheckInAnswered("told", "the vicar came"))
    assert (await row_of(database, person, rose)).quiet_hellos == 0
