"""A whole service on real HTTP between the stand-ins, in the words of its tests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import sqlalchemy as sa

from bot.serving import Web, serving
from bot.settings import Settings, load_settings
from store.concerns import concern
from store.messages import message
from store.people import address, person
from tests.peers.telegram import TelegramPeer
from tests.peers.twilio import TwilioPeer
from tests.peers.twilio_account import Account

PUBLIC = "https://doorstep.test"
SENDER, ROSE, SAM = "+447700900999", "+447700900001", "+447700900002"
CHAT = 70_111
SECRET = "a-long-random-word"


def environment(
    database_url: str,
    twilio: TwilioPeer | None = None,
    telegram: TelegramPeer | None = None,
    **more: str,
) -> dict[str, str]:
    """The settings of a service between these stand-ins; `more` by their names in small letters."""
    env = {"database_url": database_url, "community": "Mill Lane", "port": "0"}
    if twilio:
        env |= {
            "twilio_account_sid": Account.sid,
            "twilio_auth_token": Account.token,
            "twilio_from": SENDER,
            "twilio_api_url": twilio.url,
            "sms_per_second": "1000",
            "public_url": PUBLIC,
        }
    if telegram:
        env |= {"telegram_token": telegram.bot.token, "telegram_api_url": telegram.url}
    return {f"DOORSTEP_{name.upper()}": value for name, value in (env | more).items()}


def settings_for(
    database_url: str,
    twilio: TwilioPeer | None = None,
    telegram: TelegramPeer | None = None,
    **more: str,
) -> Settings:
    """The same, read."""
    return load_settings(environment(database_url, twilio, telegram, **more), env_file=None)


class Live:
    """A running service. `twilio` posts to it, whatever the public URL says."""

    def __init__(self, web: Web, twilio: TwilioPeer | None, telegram: TelegramPeer | None) -> None:
        self.web, self.url, self.doorstep = web, web.url, web.doorstep
        self._twilio, self._telegram = twilio, telegram
        self.http = httpx.AsyncClient(base_url=web.url, timeout=15, trust_env=False)

    @property
    def twilio(self) -> TwilioPeer:
        assert self._twilio
        return self._twilio

    @property
    def telegram(self) -> TelegramPeer:
        assert self._telegram
        return self._telegram

    async def text(self, body: str, from_: str = ROSE, **more: str) -> httpx.Response:
        """Somebody texts us through Twilio."""
        return await self.twilio.webhooks.text(from_, body, **more)

    def answers(self, to: str = ROSE) -> list[str]:
        """What the stand-in was given for this number."""
        return [each.body for each in self.twilio.account.messages if each.to == to]

    def telegrams(self, chat: int = CHAT) -> list[str]:
        """What Telegram was given for this chat."""
        return [each["text"] for each in self.telegram.bot.sent if each["chat_id"] == chat]

    async def kept(self, *columns: Any) -> list[Any]:
        """What came in, the oldest first: its texts, or these columns of it."""
        query = sa.select(*columns or (message.c.text,)).where(message.c.direction == "in")
        rows = await self.rows(query.order_by(message.c.id))
        return [tuple(row) if columns else row[0] for row in rows]

    async def rows(self, query: sa.Select[Any]) -> list[Any]:
        return await self.doorstep.database.read(lambda conn: list(conn.execute(query).all()))

    async def addresses(self) -> list[tuple[int, str, str, str]]:
        """Every address: whose it is, its channel, its value, its state."""
        columns = (address.c.person_id, address.c.channel, address.c.value, address.c.state)
        return [tuple(row) for row in await self.rows(sa.select(*columns).order_by(address.c.id))]

    async def concerns(self) -> list[str]:
        """What kinds of concern were raised, the first of them first."""
        query = sa.select(concern.c.kind).order_by(concern.c.id)
        return [row[0] for row in await self.rows(query)]

    async def people(self) -> int:
        """How many people are known."""
        return len(await self.rows(sa.select(person.c.id)))

    async def metric(self, name: str) -> float:
        """A number of `/metrics`, by its name and labels."""
        page = (await self.http.get("/metrics")).text
        lines = [line.rpartition(" ") for line in page.splitlines() if not line.startswith("#")]
        return next((float(value) for what, _, value in lines if what == name), 0.0)

    async def join(self, name: str = "Rose", from_: str = ROSE) -> None:
        """Somebody joins by text."""
        before = len(self.answers(from_))
        for nth, words in enumerate(("hello", "yes", name), 1):
            assert (await self.text(words, from_)).status_code == 200
            await until(lambda nth=nth: len(self.answers(from_)) == before + nth)  # type: ignore[misc]


async def until(true: Callable[[], object], seconds: float = 10) -> None:
    """Wait a moment for something to come true."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


async def until_async(true: Callable[[], Awaitable[object]], seconds: float = 20) -> None:
    """The same, of something that has to be asked for."""
    async with asyncio.timeout(seconds):
        while not await true():
            await asyncio.sleep(0.05)


@asynccontextmanager
async def live(
    settings: Settings, twilio: TwilioPeer | None = None, telegram: TelegramPeer | None = None
) -> AsyncIterator[Live]:
    """The service, up and answering."""
    async with serving(settings) as web:
        if twilio:
            twilio.webhooks.service = web.url
        running = Live(web, twilio, telegram)
        try:
            yield running
        finally:
            await running.http.aclose()
