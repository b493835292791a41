"""The phones of a simulated year: a network that carries everything to those that are on."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels import Act, Outgoing, Receipt, State, Undeliverable
from tests.scripted import Moment, ScriptedChannel
from tests.year.residents import Resident


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that reached a phone, as the phone's owner saw it."""

    id: int
    at: datetime
    address: str
    text: str
    choices: tuple[str, ...]


class Network(ScriptedChannel):
    """Carries everything to phones that are on, and remembers what it carried and when."""

    def __init__(self, now: Moment, residents: list[Resident]) -> None:
        super().__init__()
        self._now = now
        self._off = {each.address: each.off for each in residents if each.off}
        self._dead = {each.address for each in residents if each.kind.phone == "dead"}
        self.log: list[Sent] = []
        self.fresh: list[Sent] = []

    async def send(self, message: Outgoing) -> Receipt:
        at, to = self._now(), message.address
        if to in self._dead:
            raise Undeliverable("30005", permanent=True, act=Act.UNREACHABLE)
        off = self._off.get(to)
        if off and off[0] <= at < off[1]:
            raise Undeliverable("30003", permanent=False)
        sent = Sent(message.message_id, at, to, message.text, message.choices)
        self.log.append(sent)
        self.fresh.append(sent)
        return Receipt(f"sms-{message.message_id}", State.DELIVERED)


class Complaints(logging.Handler):
    """What the service logged as an error: an affair that broke, nobody to tell."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.events: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said: Any = record.msg
        event = said.get("event", "") if isinstance(said, dict) else record.getMessage()
        self.events.append(f"{event} {said.get('affair', '')}" if isinstance(said, dict) else event)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear what is said meanwhile."""
        service = logging.getLogger("bot")
        service.addHandler(self)
        try:
            yield
        finally:
            service.removeHandler(self)
