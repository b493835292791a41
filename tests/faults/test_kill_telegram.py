"""kill -9 with Telegram, which keeps no list: an answer is there once, or visibly uncertain."""

import asyncio
import random
from collections import Counter

import pytest

from tests.faults.counting import rows, settle
from tests.faults.service import Service
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_updates import text

pytestmark = pytest.mark.anyio

TOKEN = "123456789:AAstandinAAstandinAAstandinAAstandi"
PEOPLE = range(5001, 5031)


async def test_killed_while_polling_each_update_is_answered_once_or_seen_to_be_uncertain(
    database_url: str,
) -> None:
    chance = random.Random(11)
    async with TelegramPeer() as peer:
        peer.bot.token = TOKEN
        more = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": peer.url}
        async with Service(database_url, **more) as service:
            texting = asyncio.create_task(_texts(peer))
            for _ in range(3):
                peer.bot.fail(stall=0.3, accept=True)
                await asyncio.sleep(chance.uniform(0.2, 0.6))
                service.kill()
                await service.start()
            await texting
            async with asyncio.timeout(20):
                while len(await rows(database_url, KEPT)) < len(PEOPLE):
                    await asyncio.sleep(0.1)
            await settle(service, database_url, rounds=3)
            states = Counter(dict(await rows(database_url, STATES)))
    said = Counter(each["chat_id"] for each in peer.bot.sent)
    assert max(said.values()) == 1
    assert set(states) <= {"sent", "uncertain"}
    assert sum(states.values()) == len(PEOPLE)
    assert states["sent"] <= len(said) <= states["sent"] + states["uncertain"]


KEPT = "SELECT DISTINCT address_id FROM message WHERE direction = 'in'"
STATES = "SELECT state, count(*) FROM message WHERE direction = 'out' GROUP BY state"


async def _texts(peer: TelegramPeer) -> None:
    for chat in PEOPLE:
        peer.bot.happens(text, chat=chat, words="hello")
        await asyncio.sleep(0.08)
