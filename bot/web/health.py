"""`/healthz`: we are alive. `/readyz`: we can do our work. `/metrics`: how much of it there is."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Protocol

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels import Inbound, Receive
from bot.metrics import Metrics
from store.communities import community
from store.database import Database, Unavailable

STALE: Final = timedelta(seconds=60)
"""A clock or a sender that has not had a round for so long is not working."""

ASKED_EVERY: Final = 2.0
"""Seconds for which an answer of the database's holds: whoever asks must not wear it out."""

PATIENCE: Final = 5.0
"""Seconds the database has to answer."""

KEPT_WITHIN: Final = 10.0
"""Seconds to keep what came in: Twilio gives up on a webhook after 15. Late is no harm: it comes
again, and is known by its id."""


class Working(Protocol):
    """What the health pages look at, of a running service."""

    database: Database
    metrics: Metrics

    def rounds(self) -> dict[str, datetime | None]:
        """When the clock and the senders last had a round, in the service's own time."""

    def now(self) -> datetime:
        """The service's own time."""

    async def notes(self) -> list[str]:
        """What somebody should put right, though the service works."""


class Keeping:
    """Passes on what comes in, and remembers when that could not be kept, and why."""

    def __init__(
        self, receive: Receive, now: Callable[[], datetime], within: float = KEPT_WITHIN
    ) -> None:
        self._receive, self._now, self._within = receive, now, within
        self.failed: tuple[datetime, str] | None = None

    async def receive(self, inbound: Inbound) -> None:
        """Returns once it is committed. Raises Unavailable."""
        try:
            async with asyncio.timeout(self._within):
                await self._receive(inbound)
        except TimeoutError as error:
            self.failed = self._now(), "no answer in time"
            raise Unavailable("no answer in time") from error
        except Unavailable as error:
            self.failed = self._now(), str(error)
            raise
        self.failed = None


class Health:
    """The three pages."""

    def __init__(self, working: Working, keeping: Keeping) -> None:
        self._working, self._keeping = working, keeping
        self._asking = asyncio.Lock()
        self._asked_at, self._answer = -ASKED_EVERY, ""

    def routes(self) -> list[BaseRoute]:
        """The routes."""
        return [
            Route("/healthz", self._alive),
            Route("/readyz", self._ready),
            Route("/metrics", self._metrics),
        ]

    async def _alive(self, request: Request) -> Response:
        return PlainTextResponse("ok")

    async def _ready(self, request: Request) -> Response:
        checks = {"database": await self._database(), "inbox": self._inbox(), **self._rounds()}
        ready = all(answer == "ok" for answer in checks.values())
        page = {"ready": ready, **checks, "notes": await self._notes() if ready else []}
        return JSONResponse(page, 200 if ready else 503)

    async def _database(self) -> str:
        """Whether it can be written: a full disk still answers every question."""
        tell_time = asyncio.get_running_loop().time
        async with self._asking:
            if tell_time() - self._asked_at >= ASKED_EVERY:
                self._answer = await self._write()
                self._asked_at = tell_time()
            return self._answer

    async def _write(self) -> str:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._working.database.write(_touch)
        except TimeoutError:
            return f"away: no answer within {PATIENCE:g} s"
        except Unavailable as error:
            return f"away: {error}"
        return "ok"

    def _inbox(self) -> str:
        """Not ready for a minute after something could not be kept, unless something could."""
        failed = self._keeping.failed
        if failed is None or self._working.now() - failed[0] >= STALE:
            return "ok"
        return f"can't keep messages: {failed[1]}"

    def _rounds(self) -> dict[str, str]:
        now = self._working.now()
        return {
            name: "ok" if last is not None and now - last < STALE else "stale"
            for name, last in self._working.rounds().items()
        }

    async def _notes(self) -> list[str]:
        try:
            return await self._working.notes()
        except Unavailable:
            return []

    async def _metrics(self, request: Request) -> Response:
        page = self._working.metrics.page()
        return Response(page, media_type="text/plain; version=0.0.4; charset=utf-8")


def _touch(conn: sa.Connection) -> None:
    """Write what is there already."""
    conn.execute(sa.update(community).values(name=community.c.name))
