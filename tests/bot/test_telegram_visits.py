"""HERE and DONE as Telegram buttons: a running service, the real client, the stand-in."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.files import importing
from bot.files.importing import Tally
from store import communities, nudges, pairings, visit_nudges, visits
from store.communities import community
from store.people import person
from store.visits import visit
from tests.bot.live import CHAT, Live, live, settings_for, until
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_updates import pressed, text
from tests.peers.twilio import TwilioPeer

pytestmark = pytest.mark.anyio

PEOPLE = f"""name,phone,telegram_id,roles,postcode,consent_visits,source
Rose,+447700900001,,resident,SO16 2AB,yes,a test
Sam,,{CHAT},befriender,SO16 3DE,yes,a test
"""


@pytest.fixture
async def lane(twilio: TwilioPeer, telegram: TelegramPeer, sqlite_url: str) -> AsyncIterator[Live]:
    """A service; Sam, on Telegram, visits Rose in half an hour, and is told so just now."""
    async with live(settings_for(sqlite_url, twilio, telegram), twilio, telegram) as service:
        await service.doorstep.database.write(_visit_today)
        await until(lambda: service.telegrams())
        yield service


def _visit_today(conn: sa.Connection) -> None:
    now = datetime.now(UTC)
    never = {"quiet_from": time(0), "quiet_to": time(0)}  # whatever the hour of this test is
    conn.execute(sa.update(community).values(**never))
    house = communities.found(conn, "Mill Lane", "Europe/London", now)
    rows, problems = importing.read(PEOPLE)
    assert not problems
    importing.write(conn, house, rows, now - timedelta(days=90), Tally())
    ids = {row.name: row.id for row in conn.execute(sa.select(person))}
    conn.execute(sa.update(nudges.nudge).values(state="skipped", reason="another test"))
    made = pairings.pair(conn, house.id, ids["Rose"], ids["Sam"], now)
    planned = visits.planned_row(
        pairings.rows(conn, [made])[made], now + timedelta(minutes=30), now
    )
    visit_id = conn.execute(sa.insert(visit).values(**planned).returning(visit.c.id)).scalar_one()
    of_it = (house.id, ids["Sam"], visit_nudges.TODAY, visit_id, now, timedelta(hours=1))
    nudges.plan(conn, [visit_nudges.nudge_row(*of_it)], now)


def buttons(sent: dict[str, Any]) -> list[str]:
    """What can be pressed under a message of ours."""
    rows = sent.get("reply_markup", {}).get("keyboard", [])
    return [button["text"] for row in rows for button in row]


async def press(lane: Live, label: str, shows: int = 1) -> list[str]:
    """Sam presses it: Telegram sends its words as his. What his phone shows then."""
    before = len(lane.telegrams())
    lane.telegram.bot.happens(text, chat=CHAT, words=label)
    await until(lambda: len(lane.telegrams()) >= before + shows)
    await asyncio.sleep(0.3)
    return lane.telegrams()[before:]


async def states(lane: Live) -> list[tuple[str, bool]]:
    """Each visit: how it stands, and whether Sam is in it still."""
    rows = await lane.rows(sa.select(visit.c.state, visit.c.step).order_by(visit.c.id))
    return [(row.state, bool(row.step)) for row in rows]


async def test_a_visit_by_buttons(lane: Live) -> None:
    """The text of the day has HERE and DONE; HERE has DONE; and after it nothing old is left."""
    [prompt] = [each for each in lane.telegram.bot.sent if each["chat_id"] == CHAT]
    assert buttons(prompt) == ["HERE", "DONE"]
    [there] = await press(lane, "HERE")
    assert there.startswith("Thank you. Enjoy your time with Rose.")
    assert buttons(lane.telegram.bot.sent[-1]) == ["DONE"]
    out, how = await press(lane, "DONE", shows=2)
    assert out == "Thank you. Good to know that you are out safe and sound."
    assert how.startswith("How was it with Rose?")
    assert buttons(lane.telegram.bot.sent[-1]) == ["1", "2", "3"]
    assert await press(lane, "1") == ["Lovely. Thank you for going."]
    assert "remove_keyboard" in lane.telegram.bot.sent[-1]["reply_markup"]
    assert await states(lane) == [("happened", False)]


async def test_a_button_pressed_twice_is_pressed_once(lane: Live) -> None:
    """The same visit, and the question how it was stays open."""
    for _ in range(2):
        [there] = await press(lane, "HERE")
        assert there.startswith("Thank you. Enjoy your time with Rose.")
    await press(lane, "done", shows=2)
    assert (await press(lane, "DONE"))[0].startswith("Thank you. We know that you are out.")
    assert await press(lane, "1") == ["Lovely. Thank you for going."]
    assert await states(lane) == [("happened", False)]
    assert await lane.concerns() == []


async def test_a_done_before_any_here_closes_nothing(lane: Live) -> None:
    """Nobody was down as on a visit, and the visit is still to come."""
    [said] = await press(lane, "DONE")
    assert "nothing" in said.casefold()
    assert await states(lane) == [("planned", False)]


async def test_an_old_button_is_its_word(lane: Live) -> None:
    """A button under a message, of last week, that some client still shows: the word it says."""
    before = len(lane.telegrams())
    lane.telegram.bot.happens(pressed, chat=CHAT, data="DONE")
    await until(lambda: len(lane.telegrams()) > before)
    assert await states(lane) == [("planned", False)]
    await press(lane, "HERE")
    assert await states(lane) == [("happened", True)]
