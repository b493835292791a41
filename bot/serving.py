"""Runs the service until it is told to stop: one process, one loop, one web server."""

import asyncio
import contextlib
import gc
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.app import Doorstep
from bot.demo import invent
from bot.logs import get_logger
from bot.settings import Settings
from bot.site import running
from flows.hearing import read_every_table

log = get_logger(__name__)

WEB_PATIENCE = 4  # seconds that open requests get to finish when we stop
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what a host of the settings may say


class CannotListen(Exception):
    """The host and port can't be had. The text is one line saying what to set."""


class Web:
    """The web server of a running service. `url` is where this machine reaches it."""

    def __init__(self, app: ASGIApp, bound: socket.socket, doorstep: Doorstep) -> None:
        self.url, self.doorstep, self._bound = _url(bound), doorstep, bound
        self._server = _Server(_config(app))
        self._serving: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Answer from now on. Whoever called before has been waiting in the socket's queue."""
        self._serving = asyncio.create_task(self._server.serve([self._bound]), name="web")

    async def until(self, told: asyncio.Event) -> None:
        """Serve until `told` is set. Raises whatever brought the server down before that."""
        assert self._serving is not None
        waiting = asyncio.create_task(told.wait())
        await asyncio.wait({self._serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._serving.done():
            self._serving.result()

    async def stop(self) -> None:
        """Take no new request and finish those that are open."""
        self._server.should_exit = True
        if self.doorstep.phone:  # open pages listen for ever: let them go
            await self.doorstep.phone.stop()
        if self._serving is not None:
            await self._serving


class _Server(uvicorn.Server):
    """Uvicorn without a hand on the signals: the whole service stops on them, and in order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=WEB_PATIENCE,
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that callers can queue at already. Raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "that is no address of this machine"
        raise CannotListen(
            f"can't listen on port {port} of {host}: {why}. "
            "Is Doorstep running already? Set DOORSTEP_PORT or DOORSTEP_HOST to another."
        ) from error


def _url(bound: socket.socket) -> str:
    host, port = bound.getsockname()[:2]
    host = "127.0.0.1" if host in EVERYWHERE else host
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@asynccontextmanager
async def serving(settings: Settings, *, neighbours: bool = False) -> AsyncIterator[Web]:
    """A service that answers, for as long as the block lasts.

    `neighbours`: invent a neighbourhood in an empty demo. Raises CannotListen and BadTable
    before anything is opened, and what `running` raises.
    """
    with listen(settings.host, settings.port) as bound:
        read_every_table()  # nobody's first text waits for it, and a wrong one stops the start
        doorstep = Doorstep(settings)
        async with running(doorstep) as site:
            if neighbours:
                await invent(doorstep)
            gc.freeze()  # what is loaded now stays; the collector need not look at it again
            web = Web(site, bound, doorstep)
            web.start()
            try:
                yield web
            finally:
                await web.stop()


async def serve(
    settings: Settings,
    *,
    neighbours: bool = False,
    ready: Callable[[str], None] = lambda url: None,
) -> None:
    """Run until SIGTERM or Ctrl-C; `ready` is told the URL once it runs."""
    told = stop_on_signals()
    async with serving(settings, neighbours=neighbours) as web:
        log.info("listening", port=int(web.url.rpartition(":")[2]))
        ready(web.url)
        await web.until(told)


def stop_on_signals() -> asyncio.Event:
    """An event that the first SIGTERM or Ctrl-C sets; the second ends the process there and then.

    Nothing is lost by that: what was acknowledged is committed, and what was in the air is
    asked after at the next start.
    """
    told = asyncio.Event()

    def hear(number: int) -> None:
        if told.is_set():
            log.warning("stopped_at_once", signal=number)
            os._exit(128 + number)
        told.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, hear, each)
    return told
