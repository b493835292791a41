"""A stand-in for Telegram's Bot API over real HTTP: in a test's own loop, or as a process.

    async with TelegramPeer() as telegram:
        telegram.bot.happens(text, chat=7, words="hello")
        telegram.bot.fail(status=429, description="Too Many Requests", retry_after=3)
        ... TelegramChannel(telegram.bot.token, telegram.url, …) ...
        assert len(telegram.bot.sent) == 1

    python -m tests.peers.telegram --port 9200 --state taken.jsonl

It keeps updates until they are confirmed, or posts them to the webhook, in order for each chat,
until it hears 2xx. Every request and answer is held against Telegram's description where that is
here; what does not fit is in `wrong`. `/_control` steers the process form: GET tells what was
taken, POST takes one of `happens`, `arrives`, `fail`, `blocked`, `missing` or `moved`.
"""

import argparse
import asyncio
import contextlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.peers import telegram_spec
from tests.peers.local_server import LocalServer
from tests.peers.telegram_bot import Call, Fault, Refused, TelegramBot
from tests.peers.telegram_webhooks import Webhooks


class TelegramPeer:
    """The stand-in on a port of this machine, for as long as the `async with` lasts."""

    def __init__(self, bot: TelegramBot | None = None, port: int = 0) -> None:
        self.bot = bot or TelegramBot()
        self.webhooks = Webhooks(self.bot)
        self.wrong: list[str] = []  # where a request or an answer was not as Telegram's are
        self.url, self._port = "", port
        self._spec = telegram_spec.load()
        self._app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
                Route("/_control", self._tell, methods=["GET"]),
                Route("/_control", self._steer, methods=["POST"]),
            ]
        )

    async def __aenter__(self) -> Self:
        self._server = await LocalServer(self._app, self._port).__aenter__()
        self.url = self._server.url
        self.webhooks.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.webhooks.stop()
        await self._server.__aexit__(kind, error, trace)

    async def _call(self, request: Request) -> Response:
        form = await _form(request)
        method = request.path_params["method"]
        self.bot.calls.append(Call(method, form))
        queue = self.bot.faults[method.lower()]
        fault = queue.pop(0) if queue else Fault(accept=True)
        try:
            self._check_token(request)
            result = await self.bot.do(method, form) if fault.accept else None
        except Refused as refused:
            return _no(refused.status, refused.description, refused.parameters)
        self._hold_against_spec(method, form, result, answered=fault.accept)
        return await _answer(request, fault, result)

    def _check_token(self, request: Request) -> None:
        if request.path_params["token"] != self.bot.token:
            raise Refused(401, "Unauthorized")

    def _hold_against_spec(
        self, method: str, form: Mapping[str, str], result: Any, *, answered: bool
    ) -> None:
        if self._spec is None:
            return
        self.wrong += self._spec.request(method, form)
        if answered and method.lower() != "getupdates":  # updates may be odd on purpose
            self.wrong += self._spec.result(method, result)

    async def _tell(self, request: Request) -> Response:
        return JSONResponse(
            {
                "calls": len(self.bot.calls),
                "sent": self.bot.sent,
                "pending": self.bot.pending,
                "webhook": self.bot.webhook,
                "wrong": self.wrong,
            }
        )

    async def _steer(self, request: Request) -> Response:
        wish: dict[str, Any] = await request.json()
        if "happens" in wish:
            self.bot.happens(wish.pop("happens"), **wish)
        elif "arrives" in wish:
            self.bot.arrives(wish["arrives"])
        elif "fail" in wish:
            self.bot.fail(wish.pop("fail"), **wish)
        else:
            self.bot.blocked.update(wish.get("blocked", ()))
            self.bot.missing.update(wish.get("missing", ()))
            self.bot.moved.update({int(old): new for old, new in wish.get("moved", {}).items()})
        return JSONResponse({"ok": True})


async def _form(request: Request) -> dict[str, str]:
    body = (await request.body()).decode()
    if request.headers.get("content-type", "").startswith("application/json"):
        given = json.loads(body or "{}").items()
        return {name: v if isinstance(v, str) else json.dumps(v) for name, v in given}
    return dict(parse_qsl(request.url.query) + parse_qsl(body, keep_blank_values=True))


async def _answer(request: Request, fault: Fault, result: Any) -> Response:
    await asyncio.sleep(fault.stall)
    if fault.cut:
        # uvicorn's own connection, broken at once: not a byte of an answer leaves
        request.receive.__self__.transport.abort()  # type: ignore[attr-defined]
        return Response()
    if fault.body is not None:
        return Response(fault.body, status_code=fault.status or 200)
    if fault.status or not fault.accept:
        parameters = {"retry_after": fault.retry_after} if fault.retry_after else {}
        return _no(fault.status or 500, fault.description, parameters)
    return JSONResponse({"ok": True, "result": result})


def _no(status: int, description: str, parameters: dict[str, int]) -> Response:
    answer: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        answer["parameters"] = parameters
    return JSONResponse(answer, status_code=status)


def main() -> None:
    """Run the stand-in until it is ended; its first line on stdout is its URL."""
    words = argparse.ArgumentParser(prog="python -m tests.peers.telegram")
    words.add_argument("--port", type=int, required=True)
    words.add_argument("--state", type=Path, help="a line of JSON for every message taken")
    words.add_argument("--token", default="1001:stand-in")
    given = words.parse_args()

    async def serve() -> None:
        async with TelegramPeer(TelegramBot(given.token, given.state), given.port) as telegram:
            sys.stdout.write(f"{telegram.url}\n")
            sys.stdout.flush()
            await asyncio.Event().wait()

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())


if __name__ == "__main__":
    main()
