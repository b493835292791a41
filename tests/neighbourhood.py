"""A small invented neighbourhood in memory, served to practice phones over real HTTP."""

import asyncio
import inspect
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from bot.channels import Inbound, Outgoing, Undeliverable
from bot.channels.phone import Changed, PhoneChannel
from bot.web.phone import Handset, Line, phone_routes

ROSE = "+447700900001"
SAM = "+447700900002"
ANA = "+447700900003"
PEOPLE = [
    Handset(ROSE, "Rose", "resident"),
    Handset(SAM, "Sam", "befriender"),
    Handset(ANA, "Ana", "coordinator"),
]


class SmallNeighbourhood:
    """Keeps what was said, answers nothing by itself; a test says what Doorstep sends."""

    def __init__(self, people: list[Handset] = PEOPLE, community: str = "Mill Lane") -> None:
        self.people = list(people)
        self.community = community
        self.zone = "Europe/London"
        self.channel = PhoneChannel()
        self.time = datetime(2026, 11, 22, 10, 2, tzinfo=UTC)
        self.lines: dict[str, list[Line]] = {}
        self.heard: list[Inbound] = []
        self.advanced: list[timedelta] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = threading.Event()  # something was heard, or the clock began to move
        self._ids = 0

    async def handsets(self) -> list[Handset]:
        return list(self.people)

    async def history(self, address: str, limit: int) -> list[Line]:
        return self.lines.get(address, [])[-limit:]

    async def receive(self, inbound: Inbound) -> None:
        if any(each.provider_id == inbound.provider_id for each in self.heard):
            return
        self.heard.append(inbound)
        self.begun.set()
        if all(person.address != inbound.address for person in self.people):
            self.people.append(Handset(inbound.address, "", ""))
        self.keep(inbound.address, inbound.text, False, "delivered", inbound)

    def now(self) -> datetime:
        return self.time

    async def advance(self, by: timedelta) -> datetime:
        self.advanced.append(by)
        self.begun.set()
        await self.gate.wait()
        self.time += by
        return self.time

    def keep(
        self,
        address: str,
        text: str,
        out: bool = True,
        state: str = "queued",
        inbound: Inbound | None = None,
        choices: tuple[str, ...] = (),
    ) -> Line:
        self._ids += 1
        line = Line(str(self._ids), out, text, self.time, state, "", choices=choices)
        if inbound:
            line = replace(line, provider_id=inbound.provider_id, kind=inbound.kind)
        self.lines.setdefault(address, []).append(line)
        self.channel.announce(Changed(address))
        return line

    def move(self, address: str, line: Line, state: str) -> None:
        """The message is now in this state, committed and announced."""
        lines = self.lines[address]
        lines[[each.id for each in lines].index(line.id)] = replace(line, state=state)
        self.channel.announce(Changed(address))

    async def say(self, address: str, text: str, choices: tuple[str, ...] = ()) -> Line:
        """What the outbox does with one message, as far as the handset lets it."""
        line = self.keep(address, text, choices=choices)
        outgoing = Outgoing(int(line.id), address, "doorstep", text, self.time, choices)
        try:
            receipt = await self.channel.send(outgoing)
        except Undeliverable:
            return line
        self.move(address, line, receipt.state)
        return line


def app_of(neighbourhood: SmallNeighbourhood) -> Starlette:
    """The practice phones alone, as the demo mounts them."""
    return Starlette(routes=phone_routes(neighbourhood))


class Served:
    """An app on a real server in a thread of its own, on 127.0.0.1; may be stopped and begun."""

    def __init__(self, neighbourhood: SmallNeighbourhood) -> None:
        self.neighbourhood = neighbourhood
        self.port = 0
        self._app = app_of(neighbourhood)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", self.port))
        self.port = self._socket.getsockname()[1]
        config = uvicorn.Config(self, log_level="warning", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the test server did not start")

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ready.set()  # the socket listens already: who comes early waits in its queue
        await self._server.serve(sockets=[self._socket])

    def seat(self, neighbourhood: SmallNeighbourhood) -> None:
        """Serve another neighbourhood from now on: much quicker than another server."""
        self.call(self.neighbourhood.channel.stop)
        self.neighbourhood, self._app = neighbourhood, app_of(neighbourhood)

    def stop(self) -> None:
        self.call(self.neighbourhood.channel.stop)
        self._server.should_exit = True
        self._thread.join(10)

    def call(self, act: Callable[..., Any], *args: Any) -> Any:
        """Run something of the neighbourhood in the server's own loop, and wait for it."""

        async def there() -> Any:
            done = act(*args)
            return await done if inspect.isawaitable(done) else done

        return asyncio.run_coroutine_threadsafe(there(), self._loop).result(10)


@pytest.fixture(scope="module")
def neighbourhood_server() -> Iterator[Served]:
    server = Served(SmallNeighbourhood())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def served(neighbourhood_server: Served) -> Served:
    """The running server with a neighbourhood of this test's own."""
    neighbourhood_server.seat(SmallNeighbourhood())
    return neighbourhood_server
