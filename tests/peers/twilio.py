"""A stand-in for Twilio over real HTTP, in a thread of a test or as a process of its own.

    with TwilioPeer() as twilio:
        twilio.account.fail(Fault(status=500, accept=True))
        ... SmsChannel(api_url=twilio.url, …) ...
        assert len(twilio.account.messages) == 1

    python -m tests.peers.twilio --port 9100 --state taken.jsonl --service http://127.0.0.1:8000

It takes, lists and refuses messages as Twilio does and keeps every one. `/_control` steers the
process form: GET tells what was taken, POST takes `fault`, `text`, `ring`, `status` or `skew`.
"""

import argparse
import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.peers.twilio_account import VERSION, Account, Exchange, Fault, Message, Refused
from tests.peers.twilio_webhooks import Webhooks

Answer = tuple[int, dict[str, Any]]
Make = Callable[[Account], Answer]


class TwilioApp:
    """Twilio's message resource as an ASGI application over one account.

    It sends `callbacks` by itself for each message taken, `delay` seconds apart.
    """

    def __init__(
        self,
        account: Account,
        webhooks: Webhooks,
        callbacks: tuple[str, ...] = (),
        delay: float = 0.05,
    ) -> None:
        self.account, self._hooks = account, webhooks
        self.callbacks, self.delay = callbacks, delay
        self._tasks: set[asyncio.Task[None]] = set()
        base = f"/{VERSION}/Accounts/{{account}}/Messages"
        self._app = Starlette(
            routes=[
                Route(f"{base}.json", self._create, methods=["POST"]),
                Route(f"{base}.json", self._list, methods=["GET"]),
                Route(f"{base}/{{sid}}.json", self._fetch, methods=["GET"]),
                Route("/_control", self._steer, methods=["POST"]),
                Route("/_control", self._tell, methods=["GET"]),
                Route("/_control/messages", self._taken, methods=["GET"]),
            ]
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request. Uvicorn's own connection is kept at hand, to be cut on demand."""
        cycle = getattr(send, "__self__", None)
        scope["line"] = getattr(cycle, "transport", None)
        await self._app(scope, receive, send)

    async def _create(self, request: Request) -> Response:
        pairs = parse_qsl((await request.body()).decode(), keep_blank_values=True)
        form = dict(pairs)
        self.account.posts += 1

        def make(account: Account) -> Answer:
            message = account.take(form)
            self._follow(message)
            return 201, message.answer(account.sid)

        return await self._answer(request, pairs, form.get("To", ""), make)

    async def _list(self, request: Request) -> Response:
        query = dict(request.query_params)
        return await self._answer(
            request,
            [*query.items()],
            query.get("To", ""),
            lambda account: (200, account.page(query)),
        )

    async def _fetch(self, request: Request) -> Response:
        def find(account: Account) -> Answer:
            message = account.by_sid.get(request.path_params["sid"])
            if message is None:
                raise Refused(404, 20404)
            return 200, message.answer(account.sid)

        return await self._answer(request, [], "", find)

    async def _answer(
        self,
        request: Request,
        pairs: list[tuple[str, str]],
        to: str,
        make: Make,
    ) -> Response:
        """Answer as Twilio would, or as the fault that is due says."""
        account = self.account
        fault = account.next_fault(request.method, to)
        await asyncio.sleep(fault.before)
        status, answer = _truth(account, request, make) if fault.takes else (0, {})
        await asyncio.sleep(fault.after)
        if fault.status:
            status, answer = fault.status, _error(fault.status, fault.code)
        if fault.cut:
            await _cut(request)
            status = 0
        account.exchanges.append(
            Exchange(request.method, request.url.path, tuple(pairs), status, answer)
        )
        headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        return JSONResponse(answer, status_code=status or 500, headers=headers)

    def _follow(self, message: Message) -> None:
        if self.callbacks and message.callback:
            task = asyncio.get_running_loop().create_task(self._progress(message))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _progress(self, message: Message) -> None:
        for status in self.callbacks:
            await asyncio.sleep(self.delay)
            with suppress(httpx.HTTPError):  # the service is down: this news is lost
                await self._hooks.status(message, status)

    async def _tell(self, request: Request) -> Response:
        return JSONResponse({"posts": self.account.posts, "taken": len(self.account.messages)})

    async def _taken(self, request: Request) -> Response:
        return JSONResponse([message.answer(self.account.sid) for message in self.account.messages])

    async def _steer(self, request: Request) -> Response:
        wish: dict[str, Any] = await request.json()
        if "skew" in wish:
            self.account.skew = timedelta(seconds=wish["skew"])
        if "fault" in wish:
            self.account.fail(Fault(**wish["fault"]), wish.get("times", 1))
        deeds: Mapping[str, Callable[..., Awaitable[httpx.Response]]] = {
            "text": self._hooks.text,
            "ring": self._hooks.ring,
            "status": self._status,
        }
        heard = [(await do(**wish[name])).status_code for name, do in deeds.items() if name in wish]
        return JSONResponse({"heard": heard})

    async def _status(self, sid: str, status: str, **more: Any) -> httpx.Response:
        return await self._hooks.status(self.account.by_sid[sid], status, **more)


def _truth(account: Account, request: Request, make: Make) -> Answer:
    try:
        if request.headers.get("authorization") != account.authorization:
            raise Refused(401, 20003)
        if request.path_params["account"] != account.sid:
            raise Refused(404, 20404)
        return make(account)
    except Refused as refused:
        return refused.status, _error(refused.status, refused.code)


async def _cut(request: Request) -> None:
    """Break the line at once, and wait until the server has noticed: nothing is answered."""
    request.scope["line"].abort()
    await request.receive()


def _error(status: int, code: int) -> dict[str, Any]:
    return {
        "code": code or status,
        "message": "The stand-in does not take this.",
        "more_info": f"https://www.twilio.com/docs/errors/{code or status}",
        "status": status,
    }


class TwilioPeer:
    """The stand-in on a free port of this machine, in a thread, for as long as the `with` lasts."""

    def __init__(
        self,
        account: Account | None = None,
        *,
        service: str = "",
        public: str = "https://doorstep.test",
        callbacks: tuple[str, ...] = (),
    ) -> None:
        self.account = account or Account()
        self.webhooks = Webhooks(self.account, service, public)
        self.app = TwilioApp(self.account, self.webhooks, callbacks)
        self.url = ""

    def fresh(self) -> Self:
        """Start over with an account that knows nothing: quicker than another server."""
        self.account = self.app.account = self.webhooks.account = Account()
        return self

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(_config(self.app))
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.005)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
        self.account.close()


def _config(app: TwilioApp, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        access_log=False,
        log_level="critical",
        lifespan="off",
        timeout_graceful_shutdown=1,
        **more,
    )


def main() -> None:
    """Run the stand-in as a process of its own, until it is ended."""
    words = argparse.ArgumentParser(prog="python -m tests.peers.twilio", description=__doc__)
    words.add_argument("--port", type=int, required=True)
    words.add_argument("--state", type=Path, help="a line of JSON for every message taken")
    words.add_argument("--sid", default=Account.sid)
    words.add_argument("--token", default=Account.token)
    words.add_argument("--number", nargs="+", default=Account.numbers)
    words.add_argument("--service", default="", help="where webhooks are posted")
    words.add_argument("--public", default="https://doorstep.test", help="what they are signed for")
    words.add_argument("--callbacks", nargs="*", default=(), help="statuses sent by itself")
    given = words.parse_args()
    account = Account(given.sid, given.token, tuple(given.number), given.state)
    webhooks = Webhooks(account, given.service, given.public)
    app = TwilioApp(account, webhooks, tuple(given.callbacks))
    uvicorn.Server(_config(app, host="127.0.0.1", port=given.port)).run()
    account.close()


if __name__ == "__main__":
    main()
