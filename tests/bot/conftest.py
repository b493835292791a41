"""What tests of channels and services share: the stand-ins, a service beside one, a free port."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import closing

import pytest

from tests.bot.live import PUBLIC, Live, live, settings_for
from tests.peers.telegram import TelegramPeer
from tests.peers.twilio import TwilioPeer


@pytest.fixture(scope="module")
def peer() -> Iterator[TwilioPeer]:
    with TwilioPeer(public=PUBLIC) as peer:
        yield peer


@pytest.fixture
def twilio(peer: TwilioPeer) -> TwilioPeer:
    """The stand-in, which knows nothing yet."""
    return peer.fresh()


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramPeer]:
    """The stand-in; whatever was said to it must have been what Telegram's description asks."""
    async with TelegramPeer() as peer:
        yield peer
        assert peer.wrong == []


@pytest.fixture
async def on_sqlite(twilio: TwilioPeer, sqlite_url: str) -> AsyncIterator[Live]:
    """A service on SQLite, for rules that have nothing to do with the database."""
    async with live(settings_for(sqlite_url, twilio), twilio) as running:
        yield running


@pytest.fixture
async def on_each(twilio: TwilioPeer, database_url: str) -> AsyncIterator[Live]:
    """A service on each database."""
    async with live(settings_for(database_url, twilio), twilio) as running:
        yield running


@pytest.fixture
def port() -> int:
    """A port that is free just now."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        found: int = probe.getsockname()[1]
        return found
