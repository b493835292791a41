"""`doorstep talk`: a terminal as a practice phone of a demo."""

import asyncio
import re
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from io import TextIOWrapper
from typing import Any

import httpx
import typer

from bot.talk_phone import NoTalk, Phone, Show, handsets, people, printable

DEMO_URL = "http://127.0.0.1:8000"
MOVES = {"/hour": "PT1H", "/day": "P1D", "/week": "P1W"}
PATIENCE = httpx.Timeout(10, read=600)  # seconds; a week of the clock may take a while
HELP = "Type a text and press Enter. /ring /hour /day /week /who /quit"


async def talk(
    base_url: str, who: str | None, lines: AsyncIterator[str], show: Show, settle: float = 1.5
) -> int:
    """Be the phone of `who` (a name, or a number in E.164 form) until the lines end or say /quit.

    Without `who`, the first line chooses. After the last line it listens on until nothing has
    come for `settle` seconds. Returns the exit code, 0 if all went well; an error is one line.
    """
    wrong = ""
    try:
        async with httpx.AsyncClient(base_url=base_url, timeout=PATIENCE, trust_env=False) as http:
            phone = await _pick(http, who, lines, show)
            async with asyncio.TaskGroup() as tasks:
                listening = tasks.create_task(phone.listen())
                await phone.ready.wait()
                await _obey(phone, lines, settle)
                listening.cancel()
    except* NoTalk as trouble:
        wrong = str(_first(trouble))
    except* (httpx.HTTPError, httpx.InvalidURL):
        wrong = f"No practice phones at {base_url}. Start them with: doorstep demo"
    if wrong:
        show(wrong)
    return 1 if wrong else 0


async def _obey(phone: Phone, lines: AsyncIterator[str], settle: float) -> None:
    async for line in lines:
        word = line.strip()
        if word == "/quit":
            return
        await _do(phone, word)
    await phone.quiet(settle)


async def _do(phone: Phone, word: str) -> None:
    if word in MOVES:
        await phone.move(MOVES[word])
    elif word == "/ring":
        await phone.ring()
    elif word == "/who":
        await phone.who()
    elif word.startswith("/"):
        phone.show(HELP)
    elif word:
        await phone.text(word)


async def _pick(
    http: httpx.AsyncClient, who: str | None, lines: AsyncIterator[str], show: Show
) -> Phone:
    found = await handsets(http)
    if who is None:
        for line in [*people(found), "Who are you? A name or a number:"]:
            show(line)
        who = await anext(lines, "")
    address, name = _find(found, who.strip())
    show(f"You are {printable(name)}. {HELP}")
    return Phone(http, address, show)


def _find(found: list[dict[str, Any]], who: str) -> tuple[str, str]:
    """The address and name of whom `who` means; a number nobody has is a new phone."""
    number = re.sub(r"^0", "+44", re.sub(r"[\s()-]", "", who))
    known = [each for each in found if who and each["name"].casefold() == who.casefold()]
    known = known or [each for each in found if each["address"] == number]
    known = known or [
        each for each in found if who and each["name"].casefold().startswith(who.casefold())
    ]
    if len(known) == 1:
        return known[0]["address"], known[0]["name"] or number
    if not known and re.fullmatch(r"\+[1-9]\d{6,14}", number, re.ASCII):
        return number, "on a new phone"
    names = ", ".join(each["name"] or each["address"] for each in found)
    raise NoTalk(f"{'More than one is' if known else 'Nobody is'} called that. There are: {names}")


def _first(trouble: BaseExceptionGroup[Any]) -> BaseException:
    inner = trouble.exceptions[0]
    return _first(inner) if isinstance(inner, BaseExceptionGroup) else inner


def at_terminal(base_url: str | None = None, who: str | None = None) -> int:
    """Talk with the keyboard and screen, or with what is piped in. Returns the exit code.

    Without `base_url` it is the demo that runs here, or where none does, one of our own that
    begins and ends with the talk.
    """
    with suppress(KeyboardInterrupt):
        return asyncio.run(_talk_here(base_url, who))
    return 0


async def _talk_here(base_url: str | None, who: str | None) -> int:
    if base_url is None and not await _demo_runs(DEMO_URL):
        from bot.talk_demo import own_demo

        typer.echo("No demo is running, so here is one of your own. It is gone when you leave.")
        async with own_demo() as base_url:
            return await talk(base_url, who, typed_lines(), typer.echo)
    return await talk(base_url or DEMO_URL, who, typed_lines(), typer.echo)


async def _demo_runs(base_url: str) -> bool:
    try:
        async with httpx.AsyncClient(base_url=base_url, timeout=2, trust_env=False) as http:
            await handsets(http)
    except (NoTalk, httpx.HTTPError, ValueError):
        return False
    return True


async def typed_lines() -> AsyncIterator[str]:
    """Lines of standard input, read in a daemon thread so that Ctrl-C need not wait for one."""
    lines: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what is piped in may be anything

    def read() -> None:
        for line in iter(sys.stdin.readline, ""):
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, "")

    threading.Thread(target=read, daemon=True).start()
    while line := await lines.get():
        yield line.rstrip("\r\n")
