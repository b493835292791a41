"""The web side of a running service: its routes, and how it starts and stops with them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import Doorstep
from bot.demo import DemoNeighbourhood
from bot.logs import get_logger
from bot.web.health import Health, Keeping
from bot.web.phone import phone_routes
from bot.web.webhooks import TelegramWebhook, TwilioWebhooks

log = get_logger(__name__)

STOP_WITHIN: Final = 5.0  # seconds for what is in the air to land, once no request is open


def site(doorstep: Doorstep) -> Starlette:
    """The routes of an open and started service."""
    return Starlette(routes=list(_routes(doorstep)), exception_handlers={Exception: _broke})


def _routes(doorstep: Doorstep) -> list[BaseRoute]:
    settings = doorstep.settings
    inbox = Keeping(doorstep.inbox.receive, doorstep.now)
    routes = Health(doorstep, inbox).routes()
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
    if settings.webhook and doorstep.telegram:
        routes += TelegramWebhook(doorstep.telegram, inbox.receive, doorstep.metrics).routes()
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
        await doorstep.open(to_serve=True)
        await doorstep.start()
        yield site(doorstep)
    finally:
        await _stop(doorstep)


async def _stop(doorstep: Doorstep) -> None:
    """Stop in order. A provider that stalls is not waited for: its answer is asked after later."""
    try:
        async with asyncio.timeout(STOP_WITHIN):
            await doorstep.stop()
    except TimeoutError:
        log.warning("stopped_with_sends_in_the_air")
        await doorstep.database.close()
