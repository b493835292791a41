"""Telegram on a running service, called by the stand-in and asking it: joining, doors, faults."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from store.messages import message
from store.people import person
from tests.bot.live import (
    CHAT,
    PUBLIC,
    ROSE,
    SECRET,
    Live,
    live,
    settings_for,
    until,
    until_async,
)
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_updates import blocked, contact, start, text, unknown, unparsable
from tests.peers.twilio import TwilioPeer

pytestmark = pytest.mark.anyio

HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@pytest.fixture
async def called(telegram: TelegramPeer, database_url: str) -> AsyncIterator[Live]:
    """A service on each database that Telegram calls. The stand-in is told where it really is."""
    more = {"telegram_secret": SECRET, "public_url": PUBLIC}
    async with live(settings_for(database_url, None, telegram, **more), None, telegram) as service:
        await until(lambda: telegram.bot.webhook)
        assert telegram.bot.webhook["url"] == f"{PUBLIC}/telegram"
        telegram.bot.webhook["url"] = f"{service.url}/telegram"
        yield service


@pytest.fixture
async def asking(
    twilio: TwilioPeer, telegram: TelegramPeer, sqlite_url: str
) -> AsyncIterator[Live]:
    """A service that asks Telegram for news, and has SMS beside it."""
    async with live(settings_for(sqlite_url, twilio, telegram), twilio, telegram) as service:
        yield service


# ── who is let in ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "é"])
async def test_without_the_secret_nothing_is_taken(called: Live, secret: str | None) -> None:
    headers = [] if secret is None else [(b"X-Telegram-Bot-Api-Secret-Token", secret.encode())]
    answer = await called.http.post("/telegram", json=text(1, CHAT, "hello"), headers=headers)
    assert (answer.status_code, await called.kept()) == (403, [])


async def test_a_service_that_asks_has_no_webhook(asking: Live) -> None:
    answer = await asking.http.post("/telegram", json=text(1, CHAT, "hello"), headers=HEADERS)
    assert answer.status_code == 404


@pytest.mark.parametrize("body", [b"", b"hello", b"{", b"\xff\xfe", b"[" * 60_000])
async def test_what_is_not_json_is_refused_in_one_line(called: Live, body: bytes) -> None:
    answer = await called.http.post("/telegram", content=body, headers=HEADERS)
    assert (answer.status_code, answer.text) == (400, "That is not JSON.\n")


async def test_a_body_over_64_kb_is_refused(called: Live) -> None:
    update = text(1, CHAT, "x" * 65_536)
    answer = await called.http.post("/telegram", json=update, headers=HEADERS)
    assert answer.status_code == 413


async def test_a_webhook_can_only_be_posted_to(called: Live) -> None:
    assert (await called.http.get("/telegram", headers=HEADERS)).status_code == 405


@pytest.mark.parametrize("update", [None, 7, [], "hello", {}, {"update_id": "x"}, [[[]]]])
async def test_json_that_is_no_update_is_taken_and_stops_nothing(
    called: Live, update: object
) -> None:
    body = json.dumps(update)
    answer = await called.http.post("/telegram", content=body, headers=HEADERS)
    assert answer.status_code == 200
    called.telegram.bot.happens(text, chat=CHAT, words="hello")
    await until(lambda: called.telegrams())


# ── talking ─────────────────────────────────────────────────────────────────────────────────


async def test_a_telegram_is_answered_once_however_often_it_is_delivered(called: Live) -> None:
    update = text(77, CHAT, "hello")
    for _ in range(3):
        answer = await called.http.post("/telegram", json=update, headers=HEADERS)
        assert answer.status_code == 200
    await until(lambda: called.telegrams())
    await asyncio.sleep(0.4)
    assert (await called.kept(), len(called.telegrams())) == (["hello"], 1)


async def test_an_update_nobody_knows_does_not_hold_up_the_next(called: Live) -> None:
    called.telegram.bot.happens(unknown, chat=CHAT)
    called.telegram.bot.happens(unparsable, chat=CHAT, words="help")
    called.telegram.bot.happens(text, chat=CHAT, words="hello")
    await until(lambda: not called.telegram.bot.pending)
    assert {status for _, status in called.telegram.webhooks.posts} == {200}
    kept = await called.kept(message.c.text, message.c.state)
    assert ("help", "quarantined") in kept and ("hello", "handled") in kept


async def test_starting_through_a_door_joins_by_it(called: Live) -> None:
    bot = called.telegram.bot
    bot.happens(start, chat=CHAT, door="vets_poster")
    await until(lambda: len(called.telegrams()) == 1)
    for nth, words in enumerate(("yes", "Rose"), 2):
        bot.happens(text, chat=CHAT, words=words)
        await until(lambda nth=nth: len(called.telegrams()) == nth)  # type: ignore[misc]
    [known] = await called.rows(person.select())
    assert (known.door, known.name) == ("vets_poster", "Rose")
    assert known.joined_at is not None


async def test_a_question_offers_its_answers_as_buttons(called: Live) -> None:
    called.telegram.bot.happens(start, chat=CHAT)
    await until(lambda: called.telegrams())
    [sent] = called.telegram.bot.sent
    rows = sent["reply_markup"]["keyboard"]
    labels = [button["text"] for row in rows for button in row]
    assert labels[:2] == ["YES", "NO"]
    assert [button for row in rows for button in row if button.get("request_contact")]


async def test_whoever_blocks_the_bot_is_written_to_no_more(called: Live) -> None:
    called.telegram.bot.happens(start, chat=CHAT)
    await until(lambda: called.telegrams())
    called.telegram.bot.happens(blocked, chat=CHAT)

    async def closed() -> bool:
        return [state for *_, state in await called.addresses()] == ["unreachable"]

    await until_async(closed)


async def test_a_send_that_is_refused_as_blocked_closes_the_address(called: Live) -> None:
    called.telegram.bot.blocked.add(CHAT)
    called.telegram.bot.happens(start, chat=CHAT)

    async def closed() -> bool:
        return [state for *_, state in await called.addresses()] == ["unreachable"]

    await until_async(closed)
    assert "undelivered" in await called.concerns()


async def test_sharing_ones_number_joins_both_addresses_to_one_person(asking: Live) -> None:
    await asking.join()
    asking.telegram.bot.happens(start, chat=CHAT)
    await until(lambda: asking.telegrams())
    asking.telegram.bot.happens(contact, chat=CHAT, phone=ROSE)
    await until(lambda: len(asking.telegrams()) == 2)
    sms, telegram = await asking.addresses()
    assert (sms[1:], telegram[1:]) == (("sms", ROSE, "open"), ("telegram", str(CHAT), "open"))
    assert sms[0] == telegram[0]
    await asking.text("HELP")  # and a text is still answered by text
    await until(lambda: len(asking.answers()) == 4)


async def test_somebody_elses_number_joins_nothing(asking: Live) -> None:
    """Anybody can send anybody's contact; only one's own counts."""
    await asking.join()
    asking.telegram.bot.happens(start, chat=CHAT)
    await until(lambda: asking.telegrams())
    asking.telegram.bot.happens(contact, chat=CHAT, phone=ROSE, owner=99)

    async def kept() -> bool:
        return any(ROSE in words for words in await asking.kept())

    await until_async(kept)
    sms, telegram = await asking.addresses()
    assert sms[0] != telegram[0]
