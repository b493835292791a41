"""Runs the service until it is told to stop: one process, one loop, one web server."""

import asyncio
import gc
import signal

import uvicorn

from bot.app import Doorstep
from bot.demo import invent
from bot.logs import get_logger
from bot.settings import Settings
from bot.site import running

log = get_logger(__name__)

PATIENCE = 10  # seconds that open connections get to finish when we stop


class _Server(uvicorn.Server):
    """Uvicorn, told to stop by us: the service stops after it, and in order."""

    def install_signal_handlers(self) -> None:
        """Leave the signals to `serve`."""


async def serve(settings: Settings, *, neighbours: bool = False) -> None:
    """Run until SIGTERM or SIGINT. `neighbours`: invent a neighbourhood in an empty demo."""
    doorstep = Doorstep(settings)
    async with running(doorstep) as site:
        if neighbours:
            await invent(doorstep)
        gc.freeze()  # what is loaded now stays; the collector need not look at it again
        config = uvicorn.Config(
            site,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=PATIENCE,
        )
        server = _Server(config)
        _stop_on_signals(server, doorstep)
        await server.serve()


def _stop_on_signals(server: uvicorn.Server, doorstep: Doorstep) -> None:
    def stop() -> None:
        server.should_exit = True
        if doorstep.phone:  # open pages listen for ever: let them go, so that the server can
            asyncio.get_running_loop().create_task(doorstep.phone.stop())

    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop)
