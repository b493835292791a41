"""People who text all the time, through a Twilio that brings each text again until it is taken."""

import asyncio
import random
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

import httpx

from tests.peers.twilio_account import Account
from tests.peers.twilio_webhooks import Webhooks

TALK = ("hello", "yes", "Rose", "help", "help")
REPLIES = 5  # one to each of these


@dataclass
class Crowd:
    """Up to `at_once` people at a time; each texts all of TALK, and some then STOP."""

    account: Account
    service: str
    at_once: int = 6
    pause: float = 0.03  # seconds between an acknowledgement and the next text
    acknowledged: list[tuple[str, str, str]] = field(default_factory=list)  # sid, number, words
    stopped_at: dict[str, float] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    before_post: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._numbers = count(100_000)
        self._sids = count(1)
        self._resting = False
        self._webhooks = Webhooks(self.account, self.service, "https://doorstep.test")
        self._tasks: list[asyncio.Task[None]] = []
        self.random = random.Random(7)

    def start(self) -> None:
        """Begin to text."""
        self._tasks = [asyncio.create_task(self._people()) for _ in range(self.at_once)]

    async def rest(self) -> None:
        """Let everybody finish what they were saying, and nobody new begin."""
        self._resting = True
        await asyncio.gather(*self._tasks)

    async def leave(self) -> None:
        """Stop at once, in the middle of a word."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _people(self) -> None:
        async with httpx.AsyncClient(timeout=15) as http:
            while not self._resting:
                number = f"+447700{next(self._numbers) + 800_000}"
                for words in TALK:
                    await self._text(http, number, words)
                if int(number[-1]) % 4 == 0:
                    await self._text(http, number, "STOP")
                    self.stopped_at[number] = time.time()
                    await self._text(http, number, "are you there")

    async def _text(self, http: httpx.AsyncClient, number: str, words: str) -> None:
        """Bring one text until it is taken, as a well set up Twilio does: `#rc=…&rp=all`."""
        sid = f"SM{next(self._sids):032x}"
        form = self._webhooks.inbound(number, words, sid=sid)
        headers = self._webhooks.headers("/sms", form.items())
        while True:
            self.before_post.set()
            try:
                answer = await http.post(f"{self.service}/sms", data=form, headers=headers)
            except httpx.HTTPError as error:
                self.refused[type(error).__name__] += 1
            else:
                if answer.status_code == 200:
                    break
                self.refused[str(answer.status_code)] += 1
            await asyncio.sleep(0.1)
        self.acknowledged.append((sid, number, words))
        if self.random.random() < 0.05:  # and now and then once too often
            with suppress(httpx.HTTPError):
                await http.post(f"{self.service}/sms", data=form, headers=headers)
        await asyncio.sleep(self.pause)
