"""One practice phone of a running demo, spoken to over HTTP."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx

ARRIVED = ("sent", "delivered")
EARLIER = 4  # lines of the past shown at the start
TRIES = 5

Show = Callable[[str], None]


class NoTalk(Exception):
    """Why there is nobody to talk to, in one line."""


class Phone:
    """One person's phone at the terminal."""

    def __init__(self, http: httpx.AsyncClient, address: str, show: Show) -> None:
        self.address = address
        self.ready = asyncio.Event()
        self._http = http
        self.show = show
        self._seen: set[str] = set()
        self._zone = ZoneInfo("UTC")
        self._heard = asyncio.Event()
        self._fails = 0

    async def text(self, text: str) -> None:
        """Send a text."""
        await self._post("/phone/text", {"text": text} | self._mine())

    async def ring(self) -> None:
        """Let it ring, and hang up."""
        if await self._post("/phone/ring", self._mine()):
            self.show("Call not answered. That counts too.")

    async def move(self, advance: str) -> None:
        """Move the demo's clock on, by an ISO 8601 duration."""
        self.show("Moving the clock on…")
        if answer := await self._post("/demo/clock", {"advance": advance}):
            self.show(f"It is now {self._time(answer['now'], '%A %d %B, %H:%M')}.")

    async def who(self) -> None:
        """Show everybody's phones."""
        for line in people(await handsets(self._http)):
            self.show(line)

    async def quiet(self, settle: float) -> None:
        """Return once nothing has come for `settle` seconds."""
        with suppress(TimeoutError):
            while True:
                self._heard.clear()
                async with asyncio.timeout(settle):
                    await self._heard.wait()

    async def listen(self) -> None:
        """Show messages as they come, for ever; comes back when the line drops.

        Raises NoTalk when the demo has been gone for a while.
        """
        while self._fails < TRIES:
            with suppress(httpx.TransportError):
                await self._listen_once()
            self._fails += 1
            await asyncio.sleep(1)
        raise NoTalk("The demo has gone. Start it again with: doorstep demo")

    async def _listen_once(self) -> None:
        timeout = httpx.Timeout(10, read=30)
        async with self._http.stream("GET", "/phone/events", timeout=timeout) as stream:
            stream.raise_for_status()
            async for name, found in _events(stream):
                self._fails = 0
                self._take(name, found)

    def _take(self, name: str, found: dict[str, Any]) -> None:
        if name == "snapshot":
            self._zone = ZoneInfo(found["zone"])
            mine = [each for each in found["phones"] if each["address"] == self.address]
            self._show_new(mine[0]["lines"] if mine else [])
            self.ready.set()
        elif name == "phone" and found["address"] == self.address:
            self._show_new(found["lines"])

    def _show_new(self, lines: list[dict[str, Any]]) -> None:
        fresh = [each for each in lines if each["id"] not in self._seen and self._is_news(each)]
        self._seen.update(each["id"] for each in fresh)
        for line in fresh if self.ready.is_set() else fresh[-EARLIER:]:
            self.show(f"{self._time(line['at'], '%a %H:%M')} {_spoken(line)}")
            self._heard.set()

    def _is_news(self, line: dict[str, Any]) -> bool:
        # What one has just typed stands in the terminal already.
        return line["state"] in ARRIVED if line["out"] else not self.ready.is_set()

    def _time(self, iso: str, form: str) -> str:
        return datetime.fromisoformat(iso).astimezone(self._zone).strftime(form)

    def _mine(self) -> dict[str, str]:
        return {"phone": self.address, "id": secrets.token_hex(16)}

    async def _post(self, path: str, body: dict[str, str]) -> dict[str, Any] | None:
        """The answer, or None when it was refused and the reason shown.

        A text carries its own id, so repeating it is safe; moving the clock twice is not.
        """
        tries = TRIES if "id" in body else 1
        while True:
            tries -= 1
            with suppress(httpx.TransportError):
                answer = await self._http.post(path, json=body)
                if answer.is_success:
                    found: dict[str, Any] = answer.json()
                    return found
                if answer.is_client_error:
                    break
            if not tries:
                raise NoTalk("The demo does not answer any more.")
            await asyncio.sleep(1)
        self.show(answer.text.strip())
        return None


def _spoken(line: dict[str, Any]) -> str:
    text = "(you rang)" if line["kind"] == "ring" else printable(line["text"])
    return f"{'<' if line['out'] else '>'} {text}"


def printable(text: str) -> str:
    """Without control characters: a text must not steer the terminal it is shown in."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


async def _events(stream: httpx.Response) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    name = ""
    async for line in stream.aiter_lines():
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


async def handsets(http: httpx.AsyncClient) -> list[dict[str, Any]]:
    """The phones of the demo. Raises NoTalk if it is none."""
    answer = await http.get("/phone/handsets")
    if not answer.is_success:
        raise NoTalk("What runs there is not a demo of Doorstep. Start one with: doorstep demo")
    found: list[dict[str, Any]] = answer.json()
    return found


def people(found: list[dict[str, Any]]) -> list[str]:
    """A line for each phone: its number, whose it is, and their role."""
    return [
        f"{each['address']}  {printable(each['name']) or 'new'}  {each['role']}".rstrip()
        for each in found
    ]
