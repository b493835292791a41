"""One bot as Telegram keeps it: its updates until they are confirmed, and every message it sent."""

import asyncio
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.peers import telegram_updates

Json = dict[str, Any]

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_READERS: dict[str, Callable[[str], Any]] = {
    "chat_id": int,
    "offset": int,
    "limit": int,
    "timeout": int,
    "allowed_updates": json.loads,
    "link_preview_options": json.loads,
    "reply_markup": json.loads,
    "drop_pending_updates": json.loads,
}


class Refused(Exception):
    """Telegram says no, in its own form."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with the next call of a method.

    `accept` decides whether the call still takes effect before it goes wrong. `stall` is
    seconds; after it comes `status` (0: the true answer), a `cut` line, or a `body` as it is.
    """

    status: int = 0
    description: str = "stand-in fault"
    retry_after: int = 0
    accept: bool = False
    stall: float = 0.0
    cut: bool = False
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it arrived, whatever became of it. `at` is seconds, for comparing only."""

    method: str
    form: Mapping[str, str]
    at: float = field(default_factory=time.monotonic)


class TelegramBot:
    """The state. Its methods named as Telegram's take a form and return the `result`."""

    def __init__(self, token: str = "1001:stand-in", state: Path | None = None) -> None:
        self.token, self.id = token, int(token.partition(":")[0])
        self.calls: list[Call] = []
        self.sent: list[Json] = []  # what sendMessage took: chat_id, text, reply_markup, message_id
        self.pending: list[Json] = []
        self.webhook: Json = {}
        self.blocked: set[int] = set()
        self.missing: set[int] = set()  # chats that Telegram does not know
        self.moved: dict[int, int] = {}
        self.faults: dict[str, list[Fault]] = defaultdict(list)
        self.changed = asyncio.Event()  # an update came, the webhook changed, or a poll began
        self._state = state
        self._last_update = self._last_message = 700
        self._poll = object()

    def happens(self, make: Callable[..., Json] | str, **more: Any) -> Json:
        """A person does something: `happens(text, chat=7, words="hello")`. Returns the update."""
        maker = telegram_updates.KINDS[make] if isinstance(make, str) else make
        self._last_update += 1
        update = maker(self._last_update, **more)
        self.arrives(update)
        return update

    def arrives(self, update: Any) -> None:
        """Any update at all, as it is."""
        self.pending.append(update)
        self.changed.set()

    def fail(self, method: str = "sendMessage", *, times: int = 1, **fault: Any) -> None:
        """Let the next calls of a method go wrong; see Fault."""
        self.faults[method.lower()] += [Fault(**fault)] * times

    def count(self, method: str) -> int:
        """How often a method was called."""
        return sum(call.method.lower() == method.lower() for call in self.calls)

    async def do(self, method: str, form: Mapping[str, str]) -> Any:
        """Carry a call out. Raises Refused."""
        deeds = {
            "getme": self._get_me,
            "getupdates": self._get_updates,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._get_webhook_info,
            "sendmessage": self._send_message,
            "answercallbackquery": self._agree,
            "sendchataction": self._agree,
        }
        if method.lower() not in deeds:
            raise Refused(404, "Not Found")
        return await deeds[method.lower()](_read(form))

    async def _get_me(self, _: Json) -> Json:
        return self._user()

    async def _agree(self, _: Json) -> bool:
        return True

    async def _get_updates(self, form: Json) -> list[Json]:
        mine = self._poll = object()
        self.changed.set()  # an older poll ends here
        until = time.monotonic() + min(form.get("timeout", 0), 50)
        while True:
            self._may_poll(mine)
            self._confirm(form.get("offset", 0))
            left = until - time.monotonic()
            if self.pending or left <= 0:
                return self.pending[: max(1, min(form.get("limit", 100), 100))]
            self.changed.clear()
            try:
                await asyncio.wait_for(self.changed.wait(), left)
            except TimeoutError:
                continue

    def _may_poll(self, poll: object) -> None:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        if poll is not self._poll:
            raise Refused(409, "Conflict: terminated by other getUpdates request")

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        self.pending = [
            update
            for update in self.pending
            if not isinstance(update, dict) or update.get("update_id", offset) >= offset
        ]

    async def _set_webhook(self, form: Json) -> bool:
        # Telegram wants HTTPS; this one takes plain HTTP, since it only ever calls this machine.
        secret = form.get("secret_token")
        if secret is not None and not _SECRET.fullmatch(secret):
            raise Refused(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = form if form.get("url") else {}
        self.changed.set()
        return True

    async def _delete_webhook(self, form: Json) -> bool:
        self.webhook = {}
        if form.get("drop_pending_updates"):
            self.pending.clear()
        self.changed.set()
        return True

    async def _get_webhook_info(self, _: Json) -> Json:
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
        }

    async def _send_message(self, form: Json) -> Json:
        chat, words = self._reachable(form), form.get("text", "")
        if not words.strip():
            raise Refused(400, "Bad Request: message text is empty")
        if len(words) > 4096:
            raise Refused(400, "Bad Request: message is too long")
        self._last_message += 1
        self._keep({**form, "message_id": self._last_message})
        return {
            "message_id": self._last_message,
            "date": int(time.time()),
            "chat": telegram_updates.private(chat),
            "from": self._user(),
            "text": words,
        }

    def _reachable(self, form: Json) -> int:
        chat = form.get("chat_id")
        if chat is None:
            raise Refused(400, "Bad Request: chat_id is empty")
        if chat in self.missing:
            raise Refused(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if chat in self.moved:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, words, migrate_to_chat_id=self.moved[chat])
        return int(chat)

    def _keep(self, taken: Json) -> None:
        self.sent.append(taken)
        if self._state:
            with self._state.open("a") as state:
                state.write(json.dumps(taken) + "\n")

    def _user(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": "Doorstep", "username": "doorstep_bot"}


def _read(form: Mapping[str, str]) -> Json:
    try:
        return {name: _READERS.get(name, str)(text) for name, text in form.items()}
    except ValueError as error:
        raise Refused(400, "Bad Request: can't parse the parameters") from error
