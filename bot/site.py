"""The web side of a running service: which routes there are, and how it starts and stops with them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import Doorstep
from bot.channels.telegram import TelegramChannel
from bot.demo import DemoNeighbourhood
from bot.logs import get_logger
from bot.metrics import Metrics
from bot.web.health import Health
from bot.web.phone import phone_routes
from bot.web.webhooks import TelegramWebhook, TwilioWebhooks
from store.database import Database

log = get_logger(__name__)


class _Working:
    """What the health pages look at, of a running service."""

    def __init__(self, doorstep: Doorstep) -> None:
        self._doorstep = doorstep

    @property
    def database(self) -> Database:
        return self._doorstep.database

    @property
    def metrics(self) -> Metrics:
        return self._doorstep.metrics

    def now(self) -> datetime:
        return self._doorstep.now()

    def rounds(self) -> dict[str, datetime | None]:
        return {
            "clock": self._doorstep.ticks.last.get("due"),
            "senders": self._doorstep.outbox.last_round,
        }

    async def notes(self) -> list[str]:
        return await self._doorstep.notes()


def site(doorstep: Doorstep) -> Starlette:
    """The routes of an open and started service."""
    return Starlette(routes=list(_routes(doorstep)), exception_handlers={Exception: _broke})


def _routes(doorstep: Doorstep) -> list[BaseRoute]:
    settings, inbox = doorstep.settings, doorstep.inbox
    routes = Health(_Working(doorstep)).routes()
    if settings.sms:
        assert settings.twilio_auth_token and settings.public_url
        twilio = TwilioWebhooks(
            settings.twilio_auth_token.get_secret_value(),
            settings.public_url,
            settings.twilio_from,
            inbox.receive,
            doorstep.outbox.hear,
            doorstep.now,
            doorstep.metrics,
        )
        routes += twilio.routes()
    telegram = doorstep.channels.get("telegram")
    if settings.webhook and isinstance(telegram, TelegramChannel):
        routes += TelegramWebhook(telegram, inbox.receive, doorstep.metrics).routes()
    if settings.demo:
        routes += phone_routes(DemoNeighbourhood(doorstep))
        routes.append(Route("/", _to_phones))
    return routes


async def _to_phones(request: Request) -> Response:
    return RedirectResponse("/phone")


async def _broke(request: Request, error: Exception) -> Response:
    log.error("request_broke", path=request.url.path, kind=type(error).__name__)
    return PlainTextResponse("Something broke here. It is in the log.", 500)


@asynccontextmanager
async def running(doorstep: Doorstep) -> AsyncIterator[Starlette]:
    """Open and start a service, and stop it whatever happens."""
    try:
        await doorstep.open()
        await doorstep.start()
        yield site(doorstep)
    finally:
        await doorstep.stop()
