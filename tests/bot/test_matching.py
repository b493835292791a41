"""Favours find somebody: who is picked, one at a time, and every favour ends somewhere known."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from bot.rounds import matching
from flows.facts import Stopped
from flows.facts import favours as facts
from flows.favours.kinds import kinds
from store import favours_due, favours_left, favours_seen, hours, skills
from store.communities import Community
from store.concerns import concern
from store.consents import consent
from store.conversations import conversation
from store.database import Database
from store.favours import favour, favour_ask
from store.favours_counted import counted
from store.introductions import introduction
from store.locations import person_place
from store.messages import message
from store.nudges import nudge
from store.people import address, person, role
from store.remembering import Decided, remember
from tests.store.holding import held
from tests.store.people_of_the_house import NOON, founded, rows_of

pytestmark = pytest.mark.anyio

DAY, YEAR = timedelta(days=1), timedelta(days=365)
HERE = (50.90, -1.40)  # Southampton; a hundredth of a degree north is 1.1 km


class Street:
    """A community with people in it, put straight into the tables."""

    def __init__(self, database: Database, community: Community) -> None:
        self.database, self.community = database, community
        self.now = NOON

    async def move_in(
        self, name: str, offers: Sequence[str] = (), north: float | None = 0.0, **columns: Any
    ) -> int:
        """Somebody who joined a year ago, said yes to visits, and offers this."""
        row = {"name": name, "zone": "Europe/London", "joined_at": NOON - YEAR, **columns}
        made: int = await self.database.write(partial(self._add, row, list(offers), north))
        return made

    def _add(
        self, row: dict[str, Any], offers: list[str], north: float | None, conn: sa.Connection
    ) -> int:
        ours = {"community_id": self.community.id}
        adding = sa.insert(person).values(created_at=NOON, **ours, **row).returning(person.c.id)
        made: int = conn.execute(adding).scalar_one()
        theirs = {**ours, "person_id": made}
        answered = {"purpose": "visits", "given": True, "asked": "", "said": "", "how": "sms"}
        conn.execute(sa.insert(consent).values(at=NOON, **theirs, **answered))
        conn.execute(sa.insert(role).values(role="resident", since=NOON, **theirs))
        phone = {"channel": "sms", "value": f"+4477009{made:05}", "created_at": NOON}
        conn.execute(sa.insert(address).values(**theirs, **phone))
        if north is not None:
            where = {"lat": HERE[0] + north, "lon": HERE[1], "cell": 0}
            conn.execute(sa.insert(person_place).values(**theirs, **where))
        rows = [{**theirs, "tag": tag, "words": tag} for tag in offers]
        skills.offered(conn, rows, NOON)
        skills.note(conn, [made])
        return made

    async def hears_from(self, person_id: int) -> None:
        """They wrote something yesterday."""
        row = {"direction": "in", "channel": "sms", "text": "morning", "state": "handled"}
        whose = {"community_id": self.community.id, "person_id": person_id, "at": NOON - DAY}
        adding = sa.insert(message).values(**row, **whose)
        await self.database.write(lambda conn: conn.execute(adding) and None)

    async def decide(self, person_id: int, *several: Any) -> None:
        """This person decided this."""
        decided = [Decided(each, self.community.id, person_id, self.now, "sms") for each in several]
        await self.database.write(lambda conn: remember(conn, decided))

    async def asks(self, person_id: int, kind: str = "mending", **more: Any) -> int:
        """This person asks a favour. Returns its id."""
        tags = tuple(sorted(kinds()[kind].tags))
        fact = facts.FavourAsked(kind, "mend my tap", tags, self.now + 14 * DAY, about="a tap")
        await self.decide(person_id, fact)
        ids: list[int] = [row.id for row in await rows_of(self.database, favour)]
        if more:
            change = sa.update(favour).where(favour.c.id == ids[-1]).values(**more)
            await self.database.write(lambda conn: conn.execute(change) and None)
        return ids[-1]

    async def tick(self) -> int:
        """What is due is worked off, as a tick does it."""
        done: int = await self.database.write(self.work)
        return done

    def work(self, conn: sa.Connection) -> int:
        return matching.take(
            conn, self.community, favours_due.DUE.due(conn, self.now, 50), self.now
        )

    def work_on(self, favour_id: int, conn: sa.Connection) -> int:
        return matching.take(conn, self.community, [favour_id], self.now)

    async def nobody(self, favour_id: int) -> None:
        """Nobody can be asked for this one; we look again tomorrow."""
        row = await self.favour(favour_id)
        assert (row.state, row.due_at) == ("open", self.now + DAY)

    async def favour(self, favour_id: int) -> Any:
        query = sa.select(favour).where(favour.c.id == favour_id)
        return await self.database.read(lambda conn: conn.execute(query).one())

    async def state(self, favour_id: int) -> str:
        return str((await self.favour(favour_id)).state)

    async def asked(self) -> list[tuple[int, int, str]]:
        rows = await rows_of(self.database, favour_ask)
        return [(row.favour_id, row.person_id, row.state) for row in rows]

    async def due(self, purpose: str) -> list[int]:
        """Who has a nudge of this kind, as yet unused."""
        rows = await rows_of(self.database, nudge)
        return [row.person_id for row in rows if (row.purpose, row.state) == (purpose, "due")]


@pytest.fixture
async def street(database: Database) -> Street:
    return Street(database, await founded(database))


async def test_the_nearest_who_offered_is_asked_in_the_askers_words(street: Street) -> None:
    rose = await street.move_in("Rose")
    far = await street.move_in("Far", ["mending"], north=0.03)
    near = await street.move_in("Betty", ["mending"], north=0.001)
    asked = await street.asks(rose)
    assert await street.tick() == 1
    assert await street.asked() == [(asked, near, "asked")]
    assert await street.due("favour") == [near]
    row = await street.favour(asked)
    assert (row.state, row.words, far != near) == ("asking", "mend my tap", True)


async def test_one_at_a_time_and_never_the_same_one_twice(street: Street) -> None:
    rose = await street.move_in("Rose")
    people = [await street.move_in(f"P{nth}", ["mending"]) for nth in range(3)]
    asked = await street.asks(rose)
    seen = []
    for answer in ("no", "later", "silent"):
        await street.tick()
        assert await street.tick() == 0
        [who] = [each for _, each, state in await street.asked() if state == "asked"]
        seen.append(who)
        await street.decide(who, facts.FavourAnswered(asked, answer, answer))
    assert sorted(seen) == people
    await street.tick()
    await street.nobody(asked)
    for _ in range(15):
        street.now += DAY
        await street.tick()
    assert await street.state(asked) == "not_found"
    assert await street.due("favour_not_found") == [rose]


async def test_somebody_who_joins_in_the_meantime_is_asked(street: Street) -> None:
    rose = await street.move_in("Rose")
    asked = await street.asks(rose)
    await street.tick()
    await street.nobody(asked)
    betty = await street.move_in("Betty", ["mending"])
    street.now += DAY
    await street.tick()
    assert await street.asked() == [(asked, betty, "asked")]


async def test_two_yeses_make_a_chat_and_how_it_was_is_asked_later(street: Street) -> None:
    rose = await street.move_in("Rose")
    betty = await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    await street.decide(betty, facts.FavourAnswered(asked, "yes", "love to"))
    assert (await street.state(asked), await street.due("favour_found")) == ("offered", [rose])
    assert await rows_of(street.database, introduction) == []
    await street.decide(rose, facts.HelperAnswered(asked, "yes"))
    row = await street.favour(asked)
    [chat] = await rows_of(street.database, introduction)
    assert (row.state, row.introduction_id, chat.why) == ("introduced", chat.id, "a tap")
    assert sorted(await street.due("chat")) == sorted([rose, betty])
    assert await street.due("how_was_it") == [rose]
    await street.decide(rose, facts.FavourDone(asked, "yes", "lovely"))
    row = await street.favour(asked)
    assert (row.state, row.helped, row.thanks, row.due_at) == ("done", "yes", "lovely", None)


async def test_a_helper_who_does_not_suit_is_thanked_and_somebody_else_is_asked(
    street: Street,
) -> None:
    rose = await street.move_in("Rose")
    betty = await street.move_in("Betty", ["mending"], north=0.001)
    omar = await street.move_in("Omar", ["mending"], north=0.02)
    asked = await street.asks(rose)
    await street.tick()
    await street.decide(betty, facts.FavourAnswered(asked, "yes"))
    await street.decide(rose, facts.HelperAnswered(asked, "another"))
    assert await street.due("favour_over") == [betty]
    await street.tick()
    assert await street.asked() == [(asked, betty, "yes"), (asked, omar, "asked")]


@pytest.mark.parametrize(("answer", "state"), [("no", "withdrawn"), ("silent", "expired")])
async def test_an_asker_who_does_not_want_it_after_all(
    street: Street, answer: str, state: str
) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    await street.decide(betty, facts.FavourAnswered(asked, "yes"))
    await street.decide(rose, facts.HelperAnswered(asked, answer))
    assert (await street.state(asked), await street.due("favour_over")) == (state, [betty])


async def test_taken_back_in_the_middle(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    await street.decide(rose, facts.FavourWithdrawn(asked))
    assert await street.asked() == [(asked, betty, "withdrawn")]
    assert (await street.state(asked), await street.due("favour")) == ("withdrawn", [])
    await street.decide(betty, facts.FavourAnswered(asked, "yes"))
    assert (await street.state(asked), await street.due("favour_found")) == ("withdrawn", [])


async def test_nobody_takes_back_what_somebody_else_asked(street: Street) -> None:
    rose, eve = await street.move_in("Rose"), await street.move_in("Eve")
    asked = await street.asks(rose)
    await street.decide(eve, facts.FavourWithdrawn(asked), facts.HelperAnswered(asked, "yes"))
    await street.decide(eve, facts.FavourDone(asked, "yes"), facts.FavourWantedAgain(asked))
    assert await street.state(asked) == "open"


@pytest.mark.parametrize(
    "columns",
    [
        {"stopped_at": NOON},
        {"paused_at": NOON},
        {"paused_at": NOON, "paused_until": NOON + DAY},
        {"joined_at": NOON - 29 * DAY},
        {"joined_at": None},
        {"language": "cy"},
        {"merged_into": 1},
        {"quiet_hellos": 1},
    ],
)
async def test_who_is_left_in_peace(street: Street, columns: dict[str, Any]) -> None:
    rose = await street.move_in("Rose")
    await street.move_in("Betty", ["mending"], **columns)
    asked = await street.asks(rose)
    await street.tick()
    assert await street.asked() == []
    await street.nobody(asked)


async def test_who_rests_no_longer_may_be_asked(street: Street) -> None:
    rose = await street.move_in("Rose")
    betty = await street.move_in(
        "Betty", ["mending"], paused_at=NOON - 9 * DAY, paused_until=NOON - DAY
    )
    asked = await street.asks(rose)
    await street.tick()
    assert await street.asked() == [(asked, betty, "asked")]


async def test_without_a_yes_to_visits_nobody_is_asked(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    no = {"purpose": "visits", "given": False, "asked": "", "said": "no", "how": "sms", "at": NOON}
    row = {"community_id": street.community.id, "person_id": betty, **no}
    await street.database.write(lambda conn: conn.execute(sa.insert(consent).values(row)) and None)
    asked = await street.asks(rose)
    await street.tick()
    await street.nobody(asked)


async def test_a_no_holds_for_its_kind_and_no_other(street: Street) -> None:
    rose = await street.move_in("Rose")
    betty = await street.move_in("Betty", ["mending", "lifts"])
    first = await street.asks(rose)
    await street.tick()
    await street.decide(betty, facts.FavourAnswered(first, "no", "no thanks"))
    again = await street.asks(rose)
    lift = await street.asks(rose, "lift")
    await street.tick()
    assert (await street.state(again), await street.state(lift)) == ("open", "asking")


async def test_nobody_has_two_asks_open(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending", "lifts"])
    first, second = await street.asks(rose), await street.asks(rose, "lift")
    await street.tick()
    assert await street.asked() == [(first, betty, "asked")]
    await street.nobody(second)


async def test_somebody_who_has_given_a_lot_is_left_be(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    for _ in range(3):
        await street.asks(rose, state="done", helper_id=betty, due_at=None)
    asked = await street.asks(rose)
    await street.tick()
    await street.nobody(asked)


async def test_across_town_is_too_far_for_a_tap_but_not_for_a_recipe(street: Street) -> None:
    rose = await street.move_in("Rose")
    await street.move_in("Betty", ["mending", "cooking"], north=0.2)
    tap, recipe = await street.asks(rose), await street.asks(rose, "recipe")
    await street.tick()
    assert (await street.state(tap), await street.state(recipe)) == ("open", "asking")


async def test_who_has_not_said_where_they_live_may_help_as_well(street: Street) -> None:
    for askers, helpers in ((None, 0.0), (0.0, None), (None, None)):
        rose = await street.move_in("Rose", north=askers)
        betty = await street.move_in("Betty", ["mending"], north=helpers)
        asked = await street.asks(rose)
        await street.tick()
        assert (asked, betty, "asked") in await street.asked()


async def test_where_nobody_has_the_tag_whoever_offered_help_is_asked(street: Street) -> None:
    rose = await street.move_in("Rose")
    await street.move_in("Lives near")
    betty = await street.move_in("Betty", ["baking"])
    asked = await street.asks(rose)
    await street.tick()
    assert await street.asked() == [(asked, betty, "asked")]
    assert [row.why for row in await rows_of(street.database, favour_ask)] == ["helps"]


async def test_at_most_three_who_only_live_near_and_have_said_something_are_asked(
    street: Street,
) -> None:
    rose = await street.move_in("Rose")
    near = [await street.move_in(f"N{nth}", north=0.001 * nth) for nth in range(5)]
    await street.move_in("Said nothing for a year")
    far = await street.move_in("Far", north=0.1)
    for each in (*near, far):
        await street.hears_from(each)
    asked = await street.asks(rose, "company")
    for _ in range(3):
        await street.tick()
        [who] = [each for _, each, state in await street.asked() if state == "asked"]
        assert who in near
        await street.decide(who, facts.FavourAnswered(asked, "later"))
    await street.tick()
    await street.nobody(asked)


async def test_where_no_postcode_is_on_the_map_its_district_says_who_lives_near(
    street: Street,
) -> None:
    rose = await street.move_in("Rose", north=None, postcode="SO16 2AB")
    near = await street.move_in("Near", north=None, postcode="SO16 3DE")
    elsewhere = await street.move_in("Elsewhere", north=None, postcode="SO1 1AA")
    for each in (near, elsewhere):
        await street.hears_from(each)
    asked = await street.asks(rose, "company")
    await street.tick()
    assert await street.asked() == [(asked, near, "asked")]


async def test_what_takes_a_skill_is_not_asked_of_whoever_lives_near(street: Street) -> None:
    rose, near = await street.move_in("Rose"), await street.move_in("Near")
    await street.hears_from(near)
    tap = await street.asks(rose, "mending")
    await street.tick()
    await street.nobody(tap)


async def test_a_lift_is_asked_only_of_whoever_gives_lifts(street: Street) -> None:
    rose = await street.move_in("Rose")
    await street.move_in("Betty", ["singing"])
    lift = await street.asks(rose, "lift")
    await street.tick()
    await street.nobody(lift)


# ── what nobody answers ─────────────────────────────────────────────────────────────────────


async def test_an_ask_that_never_went_out_is_no_silence_and_the_next_is_asked(
    street: Street,
) -> None:
    rose = await street.move_in("Rose")
    betty = await street.move_in("Betty", ["mending"], north=0.001)
    omar = await street.move_in("Omar", ["mending"], north=0.02)
    asked = await street.asks(rose)
    await street.tick()
    street.now = NOON + DAY
    await street.tick()  # their week was full: nobody has seen it
    await street.tick()
    assert await street.asked() == [(asked, betty, "unasked"), (asked, omar, "asked")]
    assert await street.due("favour") == [omar]


async def test_who_never_saw_it_is_tried_again_when_there_is_nobody_else(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    street.now = NOON + DAY
    await street.tick()
    await street.tick()
    assert await street.asked() == []
    street.now = NOON + 2 * DAY
    await street.tick()
    assert await street.asked() == [(asked, betty, "asked")]


async def test_an_ask_that_went_out_and_was_lost_is_a_silence(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    fired = sa.update(nudge).where(nudge.c.purpose == "favour").values(state="fired")
    await street.database.write(lambda conn: conn.execute(fired) and None)
    street.now = NOON + DAY
    await street.tick()
    assert await street.asked() == [(asked, betty, "silent")]


async def test_a_question_that_is_open_is_waited_for(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    talk = {"flow": "lend_a_hand", "step": "ask", "answers": {}, "said": {}, "started_at": NOON}
    row = {**talk, "community_id": street.community.id, "person_id": betty, "subject": asked}
    await street.database.write(lambda conn: conn.execute(sa.insert(conversation), row) and None)
    street.now = NOON + 2 * DAY
    await street.tick()
    assert await street.asked() == [(asked, betty, "asked")]
    assert (await street.favour(asked)).due_at == NOON + 3 * DAY


async def test_when_its_time_is_over_everybody_is_let_off(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    street.now = NOON + 15 * DAY
    await street.tick()
    assert await street.asked() == [(asked, betty, "withdrawn")]
    assert (await street.state(asked), await street.due("favour")) == ("not_found", [])
    assert await street.due("favour_not_found") == [rose]


async def test_an_offer_that_the_asker_never_answers_ends_kindly(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    await street.decide(betty, facts.FavourAnswered(asked, "yes"))
    street.now = NOON + 10 * DAY
    await street.tick()
    assert (await street.state(asked), await street.due("favour_over")) == ("expired", [betty])


async def test_an_introduction_of_which_nobody_tells_is_over_in_the_end(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    await street.decide(betty, facts.FavourAnswered(asked, "yes"))
    await street.decide(rose, facts.HelperAnswered(asked, "yes"))
    street.now = NOON + 30 * DAY
    await street.tick()
    row = await street.favour(asked)
    assert (row.state, row.helped) == ("done", "unknown")


async def test_it_did_not_work_out_and_somebody_else_is_found(street: Street) -> None:
    rose = await street.move_in("Rose")
    betty = await street.move_in("Betty", ["mending"], north=0.001)
    omar = await street.move_in("Omar", ["mending"], north=0.02)
    asked = await street.asks(rose)
    await street.tick()
    await street.decide(betty, facts.FavourAnswered(asked, "yes"))
    await street.decide(rose, facts.HelperAnswered(asked, "yes"))
    await street.decide(rose, facts.FavourWantedAgain(asked))
    await street.tick()
    assert await street.asked() == [(asked, betty, "yes"), (asked, omar, "asked")]


# ── who leaves ──────────────────────────────────────────────────────────────────────────────


async def test_stop_takes_back_what_they_asked(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    await street.decide(betty, facts.FavourAnswered(asked, "yes"))
    await street.decide(rose, Stopped("STOP"))
    assert (await street.state(asked), await street.due("favour_over")) == ("withdrawn", [betty])


@pytest.mark.parametrize("said", ["", "yes"])
async def test_stop_of_whoever_was_asked_frees_the_favour_for_somebody_else(
    street: Street, said: str
) -> None:
    rose = await street.move_in("Rose")
    betty = await street.move_in("Betty", ["mending"], north=0.001)
    omar = await street.move_in("Omar", ["mending"], north=0.02)
    asked = await street.asks(rose)
    await street.tick()
    if said:
        await street.decide(betty, facts.FavourAnswered(asked, said))
    await street.decide(betty, Stopped("STOP"))
    await street.tick()
    assert (asked, omar, "asked") in await street.asked()


async def test_a_favour_for_a_person_of_the_team_is_asked_of_nobody(street: Street) -> None:
    rose = await street.move_in("Rose")
    await street.move_in("Betty", ["mending"])
    fact = facts.FavourAsked("other", "lend me 20", (), NOON + DAY, by_hand="money")
    await street.decide(rose, fact)
    assert await street.tick() == 0
    [row] = await rows_of(street.database, favour)
    assert (row.state, row.why, await street.asked()) == ("by_hand", "money", [])


# ── hours, and offers ───────────────────────────────────────────────────────────────────────


async def test_hours_are_counted_once_and_hold_no_debt(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    await street.decide(betty, facts.FavourAnswered(asked, "yes"))
    await street.decide(rose, facts.HelperAnswered(asked, "yes"))
    await street.decide(rose, facts.FavourDone(asked, "yes", "", 40))
    await street.decide(rose, facts.FavourDone(asked, "yes", "", 90))
    [row] = await rows_of(street.database, hours.hour)
    assert (row.giver_id, row.receiver_id, row.minutes) == (betty, rose, 40)


async def test_hours_are_off_until_a_community_wants_them(street: Street) -> None:
    read = partial(hours.are_kept, community_id=street.community.id)
    assert not await street.database.read(read)
    keep = partial(hours.keep, community_id=street.community.id)
    await street.database.write(partial(keep, kept=True))
    assert await street.database.read(read)


async def test_an_offer_is_found_by_tag_with_its_days(street: Street) -> None:
    betty = await street.move_in("Betty")
    await street.decide(betty, facts.HelpOffered("I bake, Tuesdays", ("baking",)))
    await street.decide(betty, facts.DaysOffered("1"))
    tags = await street.database.read(partial(skills.tags_of, ids=[betty]))
    days = await street.database.read(partial(skills.days_of, ids=[betty]))
    assert (tags[betty], days[betty]) == ((frozenset({"baking"}), frozenset()), frozenset({1}))


async def test_who_moves_is_looked_for_where_they_live_now(street: Street) -> None:
    rose = await street.move_in("Rose")
    betty = await street.move_in("Betty", ["mending"], north=0.2)

    def move(conn: sa.Connection) -> None:
        here = sa.update(person_place).where(person_place.c.person_id == betty)
        conn.execute(here.values(lat=HERE[0], lon=HERE[1]))
        skills.note(conn, [betty])

    await street.database.write(move)
    asked = await street.asks(rose)
    await street.tick()
    assert await street.asked() == [(asked, betty, "asked")]


# ── two at once ─────────────────────────────────────────────────────────────────────────────


only_postgresql = pytest.mark.parametrize("database_kind", ["postgresql"])
"""One process writes a SQLite file: there are no two at once."""


@only_postgresql
async def test_two_processes_at_once_ask_one_person(street: Street) -> None:
    rose = await street.move_in("Rose")
    for nth in range(4):
        await street.move_in(f"P{nth}", ["mending"])
    await street.asks(rose)
    async with held(street.database, street.work):
        assert await asyncio.wait_for(street.tick(), 5) == 0
    assert len(await street.asked()) == 1


@only_postgresql
async def test_two_favours_at_once_do_not_ask_the_same_person(street: Street) -> None:
    rose, eve = await street.move_in("Rose"), await street.move_in("Eve")
    betty = await street.move_in("Betty", ["mending"])
    first, second = await street.asks(rose), await street.asks(eve)
    async with held(street.database, partial(street.work_on, first)):
        other = asyncio.create_task(street.database.write(partial(street.work_on, second)))
        await asyncio.sleep(0.2)
    await other
    assert await street.asked() == [(first, betty, "asked")]
    await street.tick()
    await street.nobody(second)


async def test_many_ticks_at_once_ask_each_favour_of_one(street: Street) -> None:
    askers = [await street.move_in(f"A{nth}") for nth in range(4)]
    for nth in range(8):
        await street.move_in(f"P{nth}", ["mending"])
    for asker in askers:
        await street.asks(asker)
    await asyncio.gather(*(street.tick() for _ in range(4)))
    asked = await street.asked()
    assert len({favour_id for favour_id, _, _ in asked}) == len(asked) == 4
    assert len({who for _, who, _ in asked}) == 4
    assert await rows_of(street.database, concern) == []


async def test_given_and_received_are_counted_for_the_project(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    first = await street.asks(rose)
    await street.tick()
    await street.decide(betty, facts.FavourAnswered(first, "yes"))
    await street.decide(rose, facts.HelperAnswered(first, "yes"))
    await street.decide(rose, facts.FavourDone(first, "yes", "", 45))
    await street.asks(betty, "recipe")
    await street.decide(betty, facts.SmallAskAnswered("soup_recipe", "yes", "leeks"))
    count = partial(counted, community_id=street.community.id, since=NOON - DAY)
    found = await street.database.read(count)
    assert (found.states, found.asks) == ({"done": 1, "open": 1}, {"yes": 1})
    assert (found.givers, found.receivers, found.both) == (1, 1, 0)
    assert (found.helped, found.small, found.minutes) == (1, 1, 45)
    later = partial(counted, community_id=street.community.id, since=NOON + DAY)
    assert sum((await street.database.read(later)).states.values()) == 0


async def test_two_who_turn_out_to_be_one_keep_what_was_asked_and_offered(street: Street) -> None:
    rose, again = await street.move_in("Rose"), await street.move_in("Rose", ["mending"])
    asked = await street.asks(again)

    def move(conn: sa.Connection) -> None:
        favours_left.move(conn, again, rose)
        skills.move(conn, again, rose)

    await street.database.write(move)
    tags = await street.database.read(partial(skills.tags_of, ids=[rose, again]))
    assert (await street.favour(asked)).person_id == rose
    assert tags == {rose: (frozenset({"mending"}), frozenset()), again: (frozenset(), frozenset())}


async def test_what_a_turn_sees_of_favours(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    look = partial(
        favours_seen.seen, community_id=street.community.id,
        subjects={rose: 0, betty: asked}, now=NOON,
    )  # fmt: skip
    seen = await street.database.read(look)
    assert [(each.id, each.words) for each in seen[rose].mine] == [(asked, "mend my tap")]
    assert (seen[rose].id, seen[rose].asked_lately, seen[rose].keeps_hours) == (0, False, False)
    theirs = seen[betty]
    assert (theirs.id, theirs.state, theirs.ask, theirs.asked_lately) == (
        asked, "asking", "asked", True,
    )  # fmt: skip
    assert theirs.asker is not None
    assert (theirs.asker.name, theirs.helper, theirs.tags) == (
        "Rose", None, frozenset({"mending"}),
    )  # fmt: skip
