"""Favours whose people leave, whose questions get lost, and who is not to be asked for them."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from flows import facts as decided
from flows.facts import favours as facts
from store import leaving, merging
from store.conversations import conversation
from store.database import Database
from store.favours import favour
from store.nudges import nudge
from store.pairings import pairing
from store.people import address, person, role
from tests.bot.test_matching import DAY, Street
from tests.store.people_of_the_house import NOON, founded, rows_of

pytestmark = pytest.mark.anyio


@pytest.fixture
async def street(database: Database) -> Street:
    return Street(database, await founded(database))


async def offered(street: Street) -> tuple[int, int, int]:
    """Rose's favour, to which Betty said yes."""
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    await street.decide(betty, facts.FavourAnswered(asked, "yes"))
    return asked, rose, betty


async def change(street: Street, *several: Any) -> None:
    def all_of_them(conn: sa.Connection) -> None:
        for each in several:
            conn.execute(each)

    await street.database.write(all_of_them)


async def used(street: Street, purpose: str, at: Any) -> None:
    """Their nudges of this kind were used, and nothing came of it."""
    query = sa.update(nudge).where(nudge.c.purpose == purpose, nudge.c.state == "due")
    await change(street, query.values(state="fired", done_at=at))


# ── who can't be reached any more ───────────────────────────────────────────────────────────


async def test_a_favour_in_an_impossible_state_is_looked_at_again_in_a_minute(
    street: Street,
) -> None:
    rose = await street.move_in("Rose")
    await street.move_in("Betty", ["mending"], north=0.001)
    await street.move_in("Omar", ["mending"], north=0.02)
    asked = await street.asks(rose)
    await street.tick()
    await change(street, sa.update(favour).values(state="open", due_at=NOON))
    assert await street.tick() == 1
    assert (await street.favour(asked)).due_at == NOON + timedelta(minutes=1)
    assert await street.tick() == 0


async def test_a_wrong_number_of_whoever_asked_lets_the_helper_off(street: Street) -> None:
    asked, rose, betty = await offered(street)
    await change(street, sa.update(address).where(address.c.person_id == rose).values(state="x"))
    await street.decide(rose, decided.NumberWrong())
    assert (await street.state(asked), await street.due("favour_over")) == ("withdrawn", [betty])


async def test_a_helper_who_cannot_be_reached_any_more_frees_the_favour(street: Street) -> None:
    asked, _, betty = await offered(street)
    gone = sa.update(address).where(address.c.person_id == betty).values(state="unreachable")
    await change(street, gone)
    await street.database.write(lambda conn: leaving.gone_if_lost(conn, [betty], street.now))
    row = await street.favour(asked)
    assert (row.state, row.helper_id, await street.due("favour_found")) == ("open", None, [])


async def test_whoever_has_another_address_has_not_left(street: Street) -> None:
    asked, _, betty = await offered(street)
    await street.database.write(lambda conn: leaving.gone_if_lost(conn, [betty], street.now))
    assert await street.state(asked) == "offered"


async def test_who_cannot_be_reached_is_not_asked(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    gone = sa.update(address).where(address.c.person_id == betty).values(state="frozen")
    await change(street, gone)
    await street.nobody(await _looked_for(street, rose))


async def test_two_who_are_one_and_said_stop_ask_nothing_and_help_nobody(street: Street) -> None:
    asked, _, betty = await offered(street)
    theirs = await street.asks(betty, "recipe")
    again = await street.move_in("Betty")
    await change(street, sa.update(person).where(person.c.id == again).values(stopped_at=NOON))
    await street.database.write(lambda conn: merging.merge(conn, again, betty, street.now))
    row = await street.favour(asked)
    assert (row.state, row.helper_id, await street.state(theirs)) == ("open", None, "withdrawn")


async def test_two_who_are_one_are_not_asked_again_for_what_either_was(street: Street) -> None:
    rose, again = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await street.asks(rose)
    await street.tick()
    await street.decide(again, facts.FavourAnswered(asked, "later"))
    betty = await street.move_in("Betty", ["mending"])
    await street.database.write(lambda conn: merging.merge(conn, again, betty, street.now))
    await street.tick()
    assert await street.asked() == [(asked, betty, "later")]


async def _looked_for(street: Street, asker: int) -> int:
    asked = await street.asks(asker)
    await street.tick()
    return asked


# ── questions that get lost ─────────────────────────────────────────────────────────────────


async def test_a_yes_that_got_lost_is_told_again_after_a_day_twice_and_no_more(
    street: Street,
) -> None:
    asked, rose, betty = await offered(street)
    for _ in range(2):
        await used(street, "favour_found", street.now)
        street.now += DAY
        await street.tick()
        assert await street.due("favour_found") == [rose]
    await used(street, "favour_found", street.now)
    street.now += DAY
    await street.tick()
    assert await street.due("favour_found") == []
    assert (await street.state(asked), await street.due("favour_over")) == ("expired", [betty])


async def test_a_question_that_is_open_is_not_asked_again(street: Street) -> None:
    asked, rose, _ = await offered(street)
    await used(street, "favour_found", street.now)
    talk = {"flow": "favour_found", "step": "found", "answers": {}, "said": {}, "started_at": NOON}
    row = {**talk, "community_id": street.community.id, "person_id": rose, "subject": asked}
    await change(street, sa.insert(conversation).values(row))
    street.now += DAY
    await street.tick()
    assert (await street.state(asked), await street.due("favour_found")) == ("offered", [])


async def test_how_it_was_is_asked_once_more_where_it_got_lost(street: Street) -> None:
    asked, rose, _ = await offered(street)
    await street.decide(rose, facts.HelperAnswered(asked, "yes"))
    await used(street, "how_was_it", NOON + 2 * DAY)
    street.now = NOON + 3 * DAY
    await street.tick()
    assert await street.due("how_was_it") == [rose]
    await used(street, "how_was_it", street.now)
    street.now += DAY
    await street.tick()
    row = await street.favour(asked)
    assert (row.state, row.helped) == ("done", "unknown")


async def test_how_it_was_is_asked_the_morning_after_the_day_it_was_for(street: Street) -> None:
    asked, rose, _ = await offered(street)
    week_on = NOON + 7 * DAY
    morning_before = week_on.replace(hour=9) - DAY
    day = {"weekday": week_on.weekday(), "until": morning_before}
    await change(street, sa.update(favour).values(**day))
    await street.decide(rose, facts.HelperAnswered(asked, "yes"))
    rows = await rows_of(street.database, nudge)
    [at] = [row.due_at for row in rows if row.purpose == "how_was_it"]
    assert at == week_on.replace(hour=10, minute=0) + DAY


# ── who hears that nobody could, and when ───────────────────────────────────────────────────


async def test_where_nobody_fits_it_is_said_within_a_day(street: Street) -> None:
    rose = await street.move_in("Rose")
    asked = await _looked_for(street, rose)
    await street.nobody(asked)
    street.now += DAY
    await street.tick()
    assert (await street.state(asked), await street.due("favour_not_found")) == (
        "not_found", [rose],
    )  # fmt: skip


async def test_where_everybody_has_said_no_it_is_not_waited_for_the_week(street: Street) -> None:
    rose, betty = await street.move_in("Rose"), await street.move_in("Betty", ["mending"])
    asked = await _looked_for(street, rose)
    street.now += 2 * DAY
    await street.decide(betty, facts.FavourAnswered(asked, "no"))
    await street.tick()
    assert await street.state(asked) == "not_found"


# ── who is not asked ────────────────────────────────────────────────────────────────────────


async def test_the_same_ask_again_is_not_put_to_whoever_was_asked(street: Street) -> None:
    asked, rose, betty = await offered(street)
    await street.decide(rose, facts.HelperAnswered(asked, "no"))
    street.now += 2 * DAY
    again = await street.asks(rose, words="could someone mend my tap please")
    await street.tick()
    assert [each for each in await street.asked() if each[0] == again] == []
    street.now += 31 * DAY
    later = await street.asks(rose)
    await street.tick()
    assert (later, betty, "asked") in await street.asked()


async def test_whoever_came_to_help_may_be_asked_the_same_again(street: Street) -> None:
    asked, rose, betty = await offered(street)
    await street.decide(rose, facts.HelperAnswered(asked, "yes"))
    await street.decide(rose, facts.FavourDone(asked, "yes", "lovely"))
    again = await _looked_for(street, rose)
    assert (again, betty, "asked") in await street.asked()


async def test_nobody_is_asked_about_themselves(street: Street) -> None:
    sam = await street.move_in("Sam")
    await street.move_in("Rose Hill", ["mending"], north=0.001)
    betty = await street.move_in("Betty", ["mending"], north=0.02)
    asked = await street.asks(sam, words="Rose's tap drips: what is she doing wrong?")
    await street.tick()
    assert await street.asked() == [(asked, betty, "asked")]


async def test_the_team_may_ask_somebody_by_name(street: Street) -> None:
    ana = await street.move_in("Ana")
    lead = {"role": "coordinator", "person_id": ana, "community_id": street.community.id}
    await change(street, sa.insert(role).values(since=NOON, **lead))
    await street.move_in("Betty", ["cooking"])
    rose = await street.move_in("Rose Hill")
    asked = await street.asks(ana, "recipe", words="Rose if she would share her soup recipe")
    await street.tick()
    assert await street.asked() == [(asked, rose, "asked")]
    await street.decide(rose, facts.FavourAnswered(asked, "no"))
    await street.tick()
    await street.nobody(asked)


async def test_of_two_of_a_name_it_is_the_one_they_visit(street: Street) -> None:
    sam, _ = await street.move_in("Sam"), await street.move_in("Rose")
    rose = await street.move_in("Rose")
    ours = {"community_id": street.community.id}
    await change(
        street,
        sa.insert(role).values(role="befriender", person_id=sam, since=NOON, **ours),
        sa.insert(pairing).values(resident_id=rose, befriender_id=sam, started_at=NOON, **ours),
    )
    asked = await street.asks(sam, "recipe", words="Rose about her soup")
    await street.tick()
    assert await street.asked() == [(asked, rose, "asked")]
