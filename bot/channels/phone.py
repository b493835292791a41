"""The practice phone: a channel whose handsets are drawn in a browser or a terminal."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from bot.channels import Found, Outgoing, Pace, Receipt, Receive, State, Undeliverable
from flows.words.parts import count

SWITCHED_OFF = "switched_off"


@dataclass(frozen=True, slots=True)
class Shown:
    """A message from Doorstep lit up a handset."""

    message_id: int
    address: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What was said to or by this address changed, and the change is committed."""

    address: str


@dataclass(frozen=True, slots=True)
class Switched:
    """A handset was switched on or off."""

    address: str
    on: bool


@dataclass(frozen=True, slots=True)
class ClockMoved:
    """The demo's clock reads `now` (UTC); `moving` while it is still on its way."""

    now: datetime
    moving: bool


Event = Shown | Changed | Switched | ClockMoved


class Subscription:
    """News from the hub in order, from the moment of subscribing until either side ends it."""

    def __init__(self, hub: "Hub", room: int) -> None:
        self._hub = hub
        self._room = room
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue()

    def put(self, event: Event) -> bool:
        """Add an event without waiting; False if too many are unread already."""
        if self._queue.qsize() >= self._room:
            return False
        self._queue.put_nowait(event)
        return True

    def end(self) -> None:
        """Let the reader stop at once; what it had not read is forgotten."""
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put_nowait(None)

    def waiting(self) -> list[Event]:
        """Everything unread, without waiting for more."""
        events: list[Event] = []
        while not self._queue.empty():
            event = self._queue.get_nowait()
            if event is None:
                self._queue.put_nowait(None)
                break
            events.append(event)
        return events

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        event = await self._queue.get()
        if event is None:
            self._queue.put_nowait(None)  # ended stays ended, however often it is asked
            raise StopAsyncIteration
        return event

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hub.leave(self)


class Hub:
    """Passes events to whoever listens; one that reads too slowly is dropped, nobody waits."""

    def __init__(self, room: int = 1000) -> None:
        self._room = room
        self._listeners: set[Subscription] = set()

    def subscribe(self) -> Subscription:
        """Listen from now on. Use it in a `with`, so that it ends with its reader."""
        listener = Subscription(self, self._room)
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Subscription) -> None:
        """Stop listening; safe to call twice."""
        self._listeners.discard(listener)

    def announce(self, event: Event) -> None:
        """Tell every listener. Never blocks: a full one is ended, and may come back for it all."""
        for listener in [each for each in self._listeners if not each.put(event)]:
            self.leave(listener)
            listener.end()

    def end(self) -> None:
        """End every listener, so that open pages let go of the server."""
        for listener in list(self._listeners):
            self.leave(listener)
            listener.end()


class PhoneChannel:
    """A channel to handsets that exist only in the demo. Nothing it sends leaves the machine."""

    name = "phone"

    def __init__(
        self, senders: tuple[str, ...] = ("doorstep",), pace: Pace | None = None, room: int = 1000
    ) -> None:
        """`room` is how many unread events a page may pile up before it is dropped."""
        self.senders = senders
        self.pace = pace or Pace(per_second=100)
        self._hub = Hub(room)
        self._shown: set[int] = set()
        self._off: set[str] = set()

    def subscribe(self) -> Subscription:
        """Every event from now on; see Hub."""
        return self._hub.subscribe()

    def announce(self, event: Event) -> None:
        """Tell the pages what changed; call it after the change is committed."""
        self._hub.announce(event)

    def switch(self, address: str, on: bool) -> None:
        """Switch a handset on or off. Off, it neither gets texts nor sends any."""
        (self._off.discard if on else self._off.add)(address)
        self.announce(Switched(address, on))

    def is_on(self, address: str) -> bool:
        """Whether a handset is switched on; all are at first."""
        return address not in self._off

    async def start(self, receive: Receive) -> None:
        """Nothing to listen to: the page brings what people text (bot/web/phone.py)."""

    async def stop(self) -> None:
        """Let every open page go."""
        self._hub.end()

    async def send(self, message: Outgoing) -> Receipt:
        """Show the message, once however often it is sent. Raises Undeliverable if switched off."""
        if message.message_id not in self._shown:
            if not self.is_on(message.address):
                raise self.explain(SWITCHED_OFF)
            self._shown.add(message.message_id)
            self.announce(Shown(message.message_id, message.address))
        return _receipt(message)

    async def find(self, message: Outgoing) -> Receipt | Found:
        """Whether the handset ever showed this message."""
        return _receipt(message) if message.message_id in self._shown else Found.NOT_THERE

    def parts(self, text: str) -> int:
        """How many SMS parts a text would take on a real network."""
        return count(text).parts

    def explain(self, code: str) -> Undeliverable:
        """A handset that is switched off can be tried later; it gives no other reason."""
        return Undeliverable(code, permanent=code != SWITCHED_OFF)


def _receipt(message: Outgoing) -> Receipt:
    return Receipt(f"phone:{message.message_id}", State.DELIVERED)
