"""`/healthz` says we are alive, `/readyz` that we can do our work, `/metrics` how much of it there is."""

from datetime import datetime, timedelta
from typing import Final, Protocol

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.metrics import Metrics
from store.database import Database, Unavailable

STALE: Final = timedelta(seconds=60)
"""A clock or a sender that has not had a round for so long is not working."""


class Working(Protocol):
    """What the health pages look at."""

    @property
    def database(self) -> Database: ...

    @property
    def metrics(self) -> Metrics: ...

    def rounds(self) -> dict[str, datetime | None]:
        """When the clock and the senders last had a round, in the service's own time."""

    def now(self) -> datetime:
        """The service's own time."""

    async def notes(self) -> list[str]:
        """What somebody should put right, though the service works."""


class Health:
    """The three pages."""

    def __init__(self, working: Working) -> None:
        self._working = working

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
        checks = {"database": await self._database(), **self._rounds()}
        ready = all(answer == "ok" for answer in checks.values())
        notes = await self._working.notes() if checks["database"] == "ok" else []
        page = {"ready": ready, **checks, "notes": notes}
        return JSONResponse(page, 200 if ready else 503)

    async def _database(self) -> str:
        try:
            await self._working.database.read(
                lambda conn: conn.execute(sa.text("SELECT 1")).scalar()
            )
        except Unavailable:
            return "away"
        return "ok"

    def _rounds(self) -> dict[str, str]:
        now = self._working.now()
        return {
            name: "ok" if last is not None and now - last < STALE else "stale"
            for name, last in self._working.rounds().items()
        }

    async def _metrics(self, request: Request) -> Response:
        page = self._working.metrics.page()
        return Response(page, media_type="text/plain; version=0.0.4; charset=utf-8")
