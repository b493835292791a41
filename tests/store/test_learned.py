"""What people told us is kept, found by its tags, and really forgotten; nothing is asked twice."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from flows import facts
from flows.facts import CheckInAnswered, ConcernsDone, PersonNeeded, WentQuiet
from flows.facts.favours import HelpOffered
from flows.facts.hellos import NeedHeard
from flows.facts.learned import (
    DiscoveryAsked,
    Forgotten,
    Learned,
    PostcodeForgotten,
    SayingKept,
)
from flows.world.held import Told
from store import learned, locations, merging
from store.communities import Community
from store.conversations import conversation
from store.database import Database
from store.held import held
from store.learned import person_tag
from store.messages import message
from store.people import person
from store.remembering import Decided, remember
from tests.store.people_of_the_house import (
    MINUTE,
    NOON,
    ROSE,
    add_role,
    founded,
    met,
    row_of,
    rows_of,
)

DILYS = ("sms", "+447700900102")
DANCING = Learned("loved", "dancing at the Palais", (("dancing", "interest"),))
GOOD_AT = Learned(
    "good_at", "a good ear, and dancing", (("listening", "skill"), ("dancing", "interest"))
)


@pytest.fixture
async def house(database: Database) -> Community:
    return await founded(database)


@pytest.fixture
async def rose(database: Database, house: Community) -> int:
    return (await met(database, house, ROSE))[0]


async def decide(
    database: Database, house: Community, whose: int, *several: facts.Fact, at: Any = NOON
) -> None:
    decided = [Decided(fact, house.id, whose, at, "sms") for fact in several]
    await database.write(lambda conn: remember(conn, decided))


async def seen(database: Database, house: Community, whose: int) -> Any:
    """What the flows see of this person."""

    def look(conn: sa.Connection) -> Any:
        row = conn.execute(sa.select(person).where(person.c.id == whose)).one()
        return held(conn, house.id, {whose: row}, NOON)[whose]

    return await database.read(look)


async def tags(database: Database, *ids: int) -> dict[int, frozenset[str]]:
    return await database.read(partial(learned.tags_of, ids=ids))


# ── when questions rest ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("moods", "rests"),
    [
        (["good", "low"], True),
        (["low", "good", "good", "good"], True),
        (["good"] * 4, False),
        (["quiet", "skip", "quiet", "skip"], True),
        (["quiet", "skip", "good", "skip"], False),
        (["skip"] * 3, False),
    ],
)
async def test_questions_rest_after_a_low_hello_or_four_that_brought_nothing(
    database: Database, house: Community, rose: int, moods: list[str], rests: bool
) -> None:
    for days, mood in enumerate(moods):
        at = NOON - timedelta(days=len(moods) - days)
        fact = WentQuiet(1) if mood == "quiet" else CheckInAnswered(mood, "")
        decided = [Decided(fact, house.id, rose, at, "sms")]
        await database.write(partial(remember, decided=decided))
    assert (await seen(database, house, rose)).low_lately is rests


async def test_questions_rest_after_they_said_that_they_have_no_skills(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, HelpOffered("I have no skills", ("anything",)))
    assert (await seen(database, house, rose)).low_lately
    await decide(database, house, rose, HelpOffered("lifts", ("anything",)))
    assert not (await seen(database, house, rose)).low_lately


async def test_low_is_long_ago_after_two_weeks(
    database: Database, house: Community, rose: int
) -> None:
    low = Decided(CheckInAnswered("low", ""), house.id, rose, NOON - timedelta(days=15), "sms")
    await database.write(partial(remember, decided=[low]))
    assert not (await seen(database, house, rose)).low_lately


@pytest.mark.parametrize(("kind", "rests"), [("concern", True), ("saying", False)])
async def test_questions_rest_until_a_person_has_seen_to_whoever_worried_us(
    database: Database, house: Community, rose: int, kind: str, rests: bool
) -> None:
    await decide(database, house, rose, PersonNeeded(kind, "my carer shouts at me"))
    assert (await seen(database, house, rose)).low_lately is rests
    await decide(database, house, rose, ConcernsDone(rose))
    assert not (await seen(database, house, rose)).low_lately


# ── learning ────────────────────────────────────────────────────────────────────────────────


async def test_an_answer_is_kept_in_their_words_and_as_tags(
    database: Database, house: Community, rose: int
) -> None:
    [dilys] = await met(database, house, DILYS)
    await decide(database, house, rose, DANCING, GOOD_AT)
    assert await tags(database, rose, dilys) == {rose: frozenset({"dancing", "listening"})}
    known = await seen(database, house, rose)
    assert known.told == (
        Told(1, "loved", "dancing at the Palais"),
        Told(2, "good_at", "a good ear, and dancing"),
    )
    assert known.asked == {"loved", "good_at"}


async def test_a_question_that_was_asked_is_in_the_register_whatever_came_back(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, DiscoveryAsked("music"), DiscoveryAsked("music"))
    known = await seen(database, house, rose)
    assert (known.asked, known.told) == ({"music"}, ())


async def test_asking_again_changes_no_answer(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, DANCING)
    await decide(database, house, rose, DiscoveryAsked("loved"))
    assert (await seen(database, house, rose)).told[0].words == "dancing at the Palais"


async def test_a_new_answer_replaces_the_old_one_and_its_tags(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, DANCING)
    await decide(database, house, rose, Learned("loved", "my garden", (("gardening", "interest"),)))
    assert await tags(database, rose) == {rose: frozenset({"gardening"})}
    assert len((await seen(database, house, rose)).told) == 1


@pytest.mark.parametrize(
    ("states", "asked"),
    [(["expired"], set()), (["skipped", "delivered"], {"music"}), (["queued"], {"music"})],
)
async def test_who_never_saw_a_question_was_not_asked_it(
    database: Database, house: Community, rose: int, states: list[str], asked: set[str]
) -> None:
    for state in states:
        row = {"community_id": house.id, "person_id": rose, "direction": "out", "channel": "sms",
               "key": "getting_to_know.music", "text": "?", "state": state, "at": NOON}  # fmt: skip
        await database.write(lambda conn, row=row: conn.execute(sa.insert(message), row))  # type: ignore[misc]
    await decide(database, house, rose, DiscoveryAsked("music"))
    assert (await seen(database, house, rose)).asked == asked


# ── forgetting ──────────────────────────────────────────────────────────────────────────────


async def test_what_is_forgotten_is_gone_and_never_asked_again(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, facts.InterestsTold("dancing at the Palais"), DANCING)
    await decide(database, house, rose, Forgotten(frozenset({"loved"})), at=NOON + MINUTE)
    assert await tags(database, rose) == {}
    assert await rows_of(database, person_tag) == []
    [row] = await rows_of(database, learned.learned)
    assert (row.words, row.asked_at, row.forgotten_at) == ("", NOON, NOON + MINUTE)
    assert (await row_of(database, person, rose)).interests == ""
    known = await seen(database, house, rose)
    assert (known.told, known.asked) == ((), {"loved"})


async def test_a_tag_that_another_answer_has_too_stays(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, DANCING, GOOD_AT)
    await decide(database, house, rose, Forgotten(frozenset({"loved"})))
    assert await tags(database, rose) == {rose: frozenset({"dancing", "listening"})}


async def test_forgetting_moves_no_number(database: Database, house: Community, rose: int) -> None:
    await decide(database, house, rose, DANCING)
    await decide(database, house, rose, GOOD_AT, at=NOON + MINUTE)
    await decide(database, house, rose, Forgotten(frozenset({"loved"})))
    assert [each.number for each in (await seen(database, house, rose)).told] == [2]


async def test_everything_goes_at_once_but_not_what_others_told(
    database: Database, house: Community, rose: int
) -> None:
    [dilys] = await met(database, house, DILYS)
    for whose in (rose, dilys):
        await decide(database, house, whose, DANCING, GOOD_AT, facts.PostcodeTold("SO16 2AB"))
    await decide(database, house, rose, Forgotten(everything=True), PostcodeForgotten())
    assert (await tags(database, rose, dilys)).keys() == {dilys}
    assert (await seen(database, house, rose)).told == ()
    assert (await row_of(database, person, rose)).postcode == ""
    assert (await row_of(database, person, dilys)).postcode == "SO16 2AB"


async def test_their_words_go_from_what_came_in_and_from_old_talks(
    database: Database, house: Community, rose: int
) -> None:
    theirs = {"community_id": house.id, "person_id": rose}
    came = {"direction": "in", "channel": "sms", "state": "handled", "at": NOON, **theirs}
    talk = {"flow": "getting_to_know", "step": "loved", "tries": 0, "started_at": NOON, **theirs}
    said = {"loved": "dancing at  the Palais"}

    def talked(conn: sa.Connection) -> None:
        for provider_id, text in (("1", "dancing at  the Palais"), ("2", "good morning")):
            row = {**came, "provider_id": provider_id, "text": text}
            conn.execute(sa.insert(message).values(**row))
        conn.execute(sa.insert(conversation).values(**talk, answers=said, said=said, ended_at=NOON))

    await database.write(talked)
    await decide(database, house, rose, DANCING)
    await decide(database, house, rose, Forgotten(frozenset({"loved"})))
    assert [row.text for row in await rows_of(database, message)] == ["(forgotten)", "good morning"]
    [row] = await rows_of(database, conversation)
    assert (row.said, row.answers) == ({}, {})


async def test_with_the_postcode_goes_where_they_live(
    database: Database, house: Community, rose: int
) -> None:
    at = ("SO16 2AB", 50.93, -1.43)
    await database.write(lambda conn: locations.keep_postcodes(conn, house.id, [at]))
    await decide(database, house, rose, facts.PostcodeTold("SO16 2AB"))
    homes = partial(locations.homes_of, ids=[rose])
    assert (await database.read(homes)).keys() == {rose}
    await decide(database, house, rose, PostcodeForgotten())
    assert await database.read(homes) == {}


# ── two who are one ─────────────────────────────────────────────────────────────────────────


async def test_of_two_who_are_one_both_answers_are_kept_and_the_known_ones_count(
    database: Database, house: Community, rose: int
) -> None:
    [other] = await met(database, house, DILYS)
    await decide(database, house, rose, DANCING)
    await decide(
        database, house, other, GOOD_AT, Learned("loved", "bingo", (("bingo", "interest"),))
    )
    await database.write(lambda conn: merging.merge(conn, other, rose, NOON))
    assert await tags(database, rose, other) == {rose: frozenset({"dancing", "listening"})}
    known = await seen(database, house, rose)
    assert {each.question: each.words for each in known.told} == {
        "loved": "dancing at the Palais",
        "good_at": "a good ear, and dancing",
    }


# ── what else is seen ───────────────────────────────────────────────────────────────────────


async def test_what_comes_first_is_seen(database: Database, house: Community, rose: int) -> None:
    assert not (await seen(database, house, rose)).needs_first
    await decide(database, house, rose, NeedHeard("no_room", "too much on"))
    assert (await seen(database, house, rose)).needs_first


async def test_thoughts_of_others_are_seen_by_coordinators_only(
    database: Database, house: Community, rose: int
) -> None:
    [ana] = await met(database, house, DILYS)
    several = (SayingKept("the hall is cold"), facts.PersonNeeded("saying", "the hall is cold"))
    await decide(database, house, rose, *several)
    assert (await seen(database, house, ana)).sayings == ()
    await add_role(database, house, ana, "coordinator")
    [open_one] = (await seen(database, house, ana)).sayings
    assert (open_one.words, open_one.who.id) == ("the hall is cold", rose)
