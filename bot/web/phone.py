"""The practice phones in a browser: the page, what happens live, and the demo's clock."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels import Inbound, Kind
from bot.channels.phone import Changed, ClockMoved
from bot.web.live import Live
from bot.web.neighbourhood import Handset, Line, Neighbourhood
from bot.web.posted import Refused, check_same_origin, read_json, read_text

__all__ = ["Handset", "Line", "Neighbourhood", "phone_routes", "read_duration"]

HERE = Path(__file__).parent
MOST_CHARACTERS = 1600
FURTHEST = timedelta(days=400)
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def phone_routes(neighbourhood: Neighbourhood) -> list[BaseRoute]:
    """The routes of the practice phones and the movable clock. For a demo only."""
    phones = _Phones(neighbourhood)
    return [
        Route("/phone", phones.page),
        Route("/phone/events", phones.events),
        Route("/phone/handsets", phones.handsets),
        Route("/phone/text", _careful(phones.text), methods=["POST"]),
        Route("/phone/ring", _careful(phones.ring), methods=["POST"]),
        Route("/phone/switch", _careful(phones.switch), methods=["POST"]),
        Route("/demo/clock", phones.clock),
        Route("/demo/clock", _careful(phones.advance), methods=["POST"]),
        Mount("/phone/static", _Static(directory=HERE / "static")),
    ]


def read_duration(text: str) -> timedelta:
    """An ISO 8601 duration of weeks, days, hours, minutes and seconds, such as P1DT2H.

    Raises Refused(400): months and years have no fixed length, a minus would turn time back, and
    more than 400 days would take too long.
    """
    form = r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?"
    match = re.fullmatch(form, text, re.ASCII)
    if not match or not any(match.groups()) or len(text) > 40:
        raise Refused(400, '"advance" must be an ISO 8601 duration such as PT1H, P1D or P1W.')
    names = ("weeks", "days", "hours", "minutes", "seconds")
    try:
        by = timedelta(**{n: int(v) for n, v in zip(names, match.groups(), strict=True) if v})
    except OverflowError:
        by = timedelta.max
    if by > FURTHEST:
        raise Refused(400, "The clock moves on by at most 400 days at a time.")
    return by


class _Phones:
    def __init__(self, neighbourhood: Neighbourhood) -> None:
        self._hood = neighbourhood
        self._channel = neighbourhood.channel
        self._live = Live(neighbourhood)
        self._one_move = asyncio.Lock()
        self._pages = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)

    async def page(self, request: Request) -> Response:
        template = self._pages.get_template("phone.html")
        return HTMLResponse(template.render(community=self._hood.community), headers=HEADERS)

    async def handsets(self, request: Request) -> Response:
        found = [self._live.owner(handset) for handset in await self._hood.handsets()]
        return JSONResponse(found, headers=HEADERS)

    async def text(self, request: Request) -> Response:
        found = await read_json(request)
        text = read_text(found, "text")
        if not text.strip():
            raise Refused(400, "The text is empty.")
        if len(text) > MOST_CHARACTERS:
            raise Refused(400, f"A text has at most {MOST_CHARACTERS} characters.")
        return await self._receive(found, Kind.TEXT, text)

    async def ring(self, request: Request) -> Response:
        return await self._receive(await read_json(request), Kind.RING, "")

    async def _receive(self, found: dict[str, Any], kind: Kind, text: str) -> Response:
        address, key = _address(found), read_text(found, "id")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", key):
            raise Refused(400, '"id" must be 1 to 64 letters, digits, - or _.')
        if not self._channel.is_on(address):
            raise Refused(409, "That phone is switched off.")
        now = self._hood.now()
        await self._hood.receive(Inbound(self._channel.name, key, address, text, now, kind))
        self._channel.announce(Changed(address))
        return JSONResponse({"id": key})

    async def switch(self, request: Request) -> Response:
        found = await read_json(request)
        address, on = _address(found), found.get("on")
        if not isinstance(on, bool):
            raise Refused(400, '"on" must be true or false.')
        self._channel.switch(address, on)
        return JSONResponse({"on": on})

    async def clock(self, request: Request) -> Response:
        return JSONResponse({"now": self._hood.now().isoformat()}, headers=HEADERS)

    async def advance(self, request: Request) -> Response:
        by = read_duration(read_text(await read_json(request), "advance"))
        async with self._one_move:
            now = await self._move(by)
        return JSONResponse({"now": now.isoformat()})

    async def _move(self, by: timedelta) -> datetime:
        self._live.moving = True
        self._channel.announce(ClockMoved(self._hood.now(), moving=True))
        try:
            return await self._hood.advance(by)
        finally:
            self._live.moving = False
            self._channel.announce(ClockMoved(self._hood.now(), moving=False))

    async def events(self, request: Request) -> Response:
        headers = HEADERS | {"X-Accel-Buffering": "no"}
        return StreamingResponse(
            self._live.stream(), media_type="text/event-stream", headers=headers
        )


class _Static(StaticFiles):
    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


def _careful(act: Callable[[Request], Awaitable[Response]]) -> Callable[..., Awaitable[Response]]:
    """Act for our own pages only, and say in one line why something was refused."""

    async def answer(request: Request) -> Response:
        try:
            check_same_origin(request)
            return await act(request)
        except Refused as refused:
            return PlainTextResponse(refused.line + "\n", refused.status)

    return answer


def _address(found: dict[str, Any]) -> str:
    address = read_text(found, "phone")
    if not re.fullmatch(r"\+[1-9]\d{6,14}", address, re.ASCII):
        raise Refused(400, '"phone" must be a number such as +447700900001.')
    return address
