"""What happens on the practice phones, told to each open page as it happens."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.channels.phone import ClockMoved, Event, Subscription
from bot.web.neighbourhood import Handset, Neighbourhood

LINES_SHOWN = 60
QUIET_SECONDS = 5.0


class Live:
    """The news of one neighbourhood. `moving` is true while its clock is on the way."""

    def __init__(self, neighbourhood: Neighbourhood, quiet_seconds: float = QUIET_SECONDS) -> None:
        self._hood = neighbourhood
        self._channel = neighbourhood.channel
        self._quiet = quiet_seconds
        self.moving = False

    async def stream(self) -> AsyncIterator[str]:
        """The whole state first, then whatever differs from what this page was told last.

        Nothing depends on an event arriving: a page that comes back gets the whole state, and in
        quiet moments everything is compared once more.
        """
        with self._channel.subscribe() as news:  # before the state is read, so nothing slips by
            told = {phone["address"]: phone for phone in await self._all_phones()}
            yield "retry: 1000\n\n" + _event("snapshot", self._snapshot(told))
            while (events := await _next(news, self._quiet)) is not None:
                yield _event("clock", self._time(events))
                for phone in await self._all_phones(_whose(events)):
                    if told.get(phone["address"]) != phone:
                        told[phone["address"]] = phone
                        yield _event("phone", phone)

    async def _all_phones(self, only: set[str] | None = None) -> list[dict[str, Any]]:
        handsets = [h for h in await self._hood.handsets() if only is None or h.address in only]
        return [await self._phone(handset) for handset in handsets]

    async def _phone(self, handset: Handset) -> dict[str, Any]:
        lines = await self._hood.history(handset.address, LINES_SHOWN)
        return self.owner(handset) | {"lines": [asdict(line) for line in lines]}

    def owner(self, handset: Handset) -> dict[str, Any]:
        return asdict(handset) | {"on": self._channel.is_on(handset.address)}

    def _snapshot(self, told: dict[str, dict[str, Any]]) -> dict[str, Any]:
        names = {"community": self._hood.community, "zone": self._hood.zone}
        return names | self._time([]) | {"phones": list(told.values())}

    def _time(self, events: list[Event]) -> dict[str, Any]:
        # On the way, now() may still read the start: the latest announcement is nearer the truth.
        moves = [event.now for event in events if isinstance(event, ClockMoved)]
        now = moves[-1] if moves and self.moving else self._hood.now()
        return {"now": now, "moving": self.moving}


async def _next(news: Subscription, quiet: float) -> list[Event] | None:
    """What is new, [] after a quiet while, None at the end."""
    try:
        async with asyncio.timeout(quiet):
            first = await anext(news)
    except TimeoutError:
        return []
    except StopAsyncIteration:
        return None
    return [first, *news.waiting()]


def _whose(events: list[Event]) -> set[str] | None:
    """Whose phones to look at again; None is everybody's, when it has been quiet."""
    return {e.address for e in events if not isinstance(e, ClockMoved)} if events else None


def _event(name: str, found: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(found, default=datetime.isoformat)}\n\n"
