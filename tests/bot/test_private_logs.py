"""What a whole service logs while people join, talk, stop and things go wrong names nobody."""

import asyncio
import json
import logging
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from io import StringIO

import pytest

from bot.logs import configure_logs
from tests.bot.live import CHAT, PUBLIC, ROSE, SENDER, Live, live, settings_for, until
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_updates import start, text, unparsable
from tests.peers.twilio import TwilioPeer
from tests.peers.twilio_account import Account, Fault

pytestmark = pytest.mark.anyio

PRIVATE = (
    ROSE, ROSE[1:], ROSE[3:], SENDER[1:], str(CHAT), "Rosamund", "Mill Lane", "secret thought",
    "a neighbour you can text", Account.token, "1001:stand-in",
)  # fmt: skip


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """Logs as the service writes them; afterwards logging is as it was."""
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    level, loud = root.level, logging.raiseExceptions
    hooks = sys.excepthook, threading.excepthook
    written = StringIO()
    configure_logs(json=True, stream=written)
    root.setLevel(logging.DEBUG)
    yield written
    logging.captureWarnings(capture=False)
    sys.excepthook, threading.excepthook = hooks
    logging.raiseExceptions = loud
    root.handlers = before
    root.setLevel(level)


@pytest.fixture
async def service(database_url: str) -> AsyncIterator[Live]:
    with TwilioPeer(public=PUBLIC) as twilio:
        async with TelegramPeer() as telegram:
            settings = settings_for(database_url, twilio, telegram)
            async with live(settings, twilio, telegram) as running:
                yield running


async def test_nothing_that_is_logged_names_anybody(lines: StringIO, service: Live) -> None:
    await service.join("Rosamund")
    await service.text("a secret thought of mine")
    await service.http.post("/sms", content=f"From={ROSE}&Body=secret thought")
    await service.http.get(f"/sms/{ROSE}?Body=secret+thought")
    form = {"From": ROSE, "Body": "secret thought"}
    await service.twilio.webhooks.post("/sms", form.items())
    for fault in (Fault(status=500), Fault(cut=True), Fault(status=400, code=30007)):
        service.twilio.account.fail(fault)
        await service.text("HELP")
        await until(lambda fault=fault: fault not in service.twilio.account.faults)  # type: ignore[misc]
    await _on_telegram(service)
    await _broken_inside(service)
    await service.text("STOP")
    await until(lambda: events(lines) >= {"webhook_refused", "provider_alarm", "batch_broke"})
    await asyncio.sleep(0.3)  # whatever else there is to be said
    written = lines.getvalue()
    for private in PRIVATE:
        assert private not in written


def events(lines: StringIO) -> set[str]:
    return {json.loads(line)["event"] for line in lines.getvalue().splitlines()}


async def _on_telegram(service: Live) -> None:
    bot = service.telegram.bot
    bot.happens(start, chat=CHAT)
    await until(lambda: service.telegrams())
    bot.fail("sendMessage", status=400, description="Bad Request: secret thought of Rosamund")
    bot.fail("getUpdates", body="<html>secret thought</html>")
    bot.happens(text, chat=CHAT, words="a secret thought")
    bot.happens(unparsable, chat=CHAT, words="a secret thought")
    await until(lambda: not bot.pending, 15)


async def _broken_inside(service: Live) -> None:
    """A defect of ours, with what people wrote in the exception and in the SQL."""
    write = service.doorstep.database.write
    await write(lambda conn: conn.exec_driver_sql("ALTER TABLE conversation RENAME TO hidden"))
    answer = await service.text("a secret thought while broken")
    assert answer.status_code == 200  # kept, and set aside
    await write(lambda conn: conn.exec_driver_sql("ALTER TABLE hidden RENAME TO conversation"))
