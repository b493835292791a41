"""Serves an application over real HTTP on this machine, in the loop of whoever asks."""

import asyncio
import contextlib
import socket
from collections.abc import Generator
from types import TracebackType
from typing import Self

import uvicorn
from starlette.types import ASGIApp


class LocalServer:
    """`async with LocalServer(app) as server:` serves at `server.url`; port 0 is any free one."""

    def __init__(self, app: ASGIApp, port: int = 0) -> None:
        self._socket = socket.create_server(("127.0.0.1", port))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(app, access_log=False, log_level="critical", lifespan="off")
        self._server = _Guest(config)

    async def __aenter__(self) -> Self:
        # the socket listens already: who calls before the server is up waits a moment
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # by hand: uvicorn's own way out sleeps a fifth of a second in each test
        state = self._server.server_state
        answering = [self._serving, *state.tasks]
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)
        for server in getattr(self._server, "servers", ()):
            server.close()
        for connection in list(state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # the connections hear that they are gone
        self._socket.close()


class _Guest(uvicorn.Server):
    """Signals are the business of the loop's owner."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield
