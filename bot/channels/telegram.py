"""Telegram: sends plain texts with buttons through python-telegram-bot, and listens.

Reading updates, polling and the meaning of failures are in the telegram_… files beside this.
"""

import asyncio
import hmac
import json
import logging
import re
import ssl
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import httpx
from telegram import (
    Bot,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channels import Act, Found, Outgoing, Pace, Receipt, Receive, Undeliverable
from bot.channels.telegram_failures import meaning_of
from bot.channels.telegram_listening import Listener
from bot.channels.telegram_updates import CHANNEL

_LONGEST_TEXT = 4_096  # characters: sendMessage, Bot API 10
_SHORT_LABEL = 10  # characters: three such buttons fit beside each other on a small phone
_CHAT = re.compile(r"-?[0-9]{1,16}")  # ids take up to 52 bits
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramChannel:
    """Reaches people on Telegram, in private chats only. Fulfils `bot.channels.Channel`.

    With `secret` updates come to `{public_url}/telegram` and from there to `take`; without one
    it polls. `connect_within`, `answer_within` and `long_poll` (whole) are seconds.
    `share_label` is what the button for sharing one's own number says.
    """

    name = CHANNEL
    pace = Pace(per_second=30, same_address=timedelta(seconds=1))  # Telegram's bot FAQ

    def __init__(
        self,
        token: str,
        api_url: str,
        *,
        now: Callable[[], datetime],
        secret: str | None = None,
        public_url: str | None = None,
        connect_within: float = 5.0,
        answer_within: float = 10.0,
        long_poll: int = 30,
        share_label: str = "Share my number",
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        if secret and not public_url:
            raise ValueError("a Telegram webhook needs the public URL")
        _hush()
        self.senders = (token.partition(":")[0],)
        self._secret, self._share_label = secret, share_label
        self._deadline = 2 * connect_within + answer_within
        self._calls = _line(64, connect_within, answer_within)
        self._polls = _line(1, connect_within, answer_within + long_poll)
        base_url = f"{api_url.rstrip('/')}/bot"
        self._bot = Bot(token, base_url, request=self._calls, get_updates_request=self._polls)
        self._listener = Listener(
            self._bot,
            webhook=(f"{(public_url or '').rstrip('/')}/telegram", secret) if secret else None,
            now=now,
            long_poll=long_poll,
            answer_within=self._deadline,
            sleep=sleep,
        )

    async def start(self, receive: Receive) -> None:
        """Listen in the background, for as long as it takes Telegram to be there."""
        self._listener.start(receive)

    async def stop(self) -> None:
        """Stop listening and close the lines. Finish sending first."""
        await self._listener.stop()
        await self._polls.shutdown()
        await self._calls.shutdown()

    async def send(self, message: Outgoing) -> Receipt:
        """One POST, never a second. Raises Undeliverable or OutcomeUnknown."""
        chat = _chat_of(message)
        try:
            async with asyncio.timeout(self._deadline):  # httpx alone counts from byte to byte
                sent = await self._bot.send_message(
                    chat,
                    message.text,
                    link_preview_options=_NO_PREVIEW,
                    reply_markup=_keyboard(message, self._share_label),
                )
        except Exception as error:
            failure = meaning_of(error)
        else:
            return Receipt(f"message:{chat}:{sent.message_id}")
        raise failure  # out here, so that no trace carries Telegram's own words

    async def find(self, message: Outgoing) -> Found:
        """Telegram shows a bot no list of what it sent."""
        return Found.NO_LIST

    def explain(self, code: str) -> Undeliverable:
        """What a later error code means. Telegram sends none, so none is worth another try."""
        return Undeliverable(code, permanent=True)

    def parts(self, text: str) -> int:
        """Always one: nothing is billed."""
        return 1

    def webhook_secret_ok(self, header: str | None) -> bool:
        """Whether `X-Telegram-Bot-Api-Secret-Token` is ours; False where we have no secret."""
        if not self._secret or header is None:
            return False
        return hmac.compare_digest(header.encode("utf-8", "replace"), self._secret.encode())

    async def take(self, update: object, receive: Receive) -> None:
        """Store one update from the webhook, whatever JSON it is.

        Returns once it is committed or was nothing to us. Raises what `receive` raised; the
        webhook then answers non-2xx, and Telegram sends it again.
        """
        await self._listener.take_all([update], receive)


def _chat_of(message: Outgoing) -> int:
    """The chat id, once the message is one that Telegram could take at all."""
    if not message.text.strip() or len(message.text) > _LONGEST_TEXT:
        raise Undeliverable("text_length", permanent=True)
    if not _CHAT.fullmatch(message.address):
        raise Undeliverable("bad_address", permanent=True, act=Act.UNREACHABLE)
    return int(message.address)


def _keyboard(message: Outgoing, share_label: str) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
    """Buttons for the choices: three to a row where the labels are short, else one.

    A message without choices takes the last keyboard away: people may have typed their answer,
    and yesterday's buttons must not answer tomorrow's question.
    """
    labels = [label for label in message.choices if label.strip()]
    width = 3 if all(len(label) <= _SHORT_LABEL for label in labels) else 1
    rows = [
        [KeyboardButton(label) for label in labels[start : start + width]]
        for start in range(0, len(labels), width)
    ]
    if message.asks_contact:
        rows.append([KeyboardButton(share_label, request_contact=True)])
    if not rows:
        return ReplyKeyboardRemove()
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)


class _QuietLine(HTTPXRequest):
    """python-telegram-bot logs whole answers that it cannot read: people's texts, at ERROR."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer


def _line(connections: int, connect: float, answer: float) -> HTTPXRequest:
    return _QuietLine(
        connection_pool_size=connections,
        pool_timeout=connect,
        connect_timeout=connect,
        write_timeout=answer,
        read_timeout=answer,
        httpx_kwargs={"verify": _certificates()},
    )


@cache
def _certificates() -> ssl.SSLContext:
    """Read once: it takes longer than all the rest of the start."""
    return httpx.create_ssl_context()


def _hush() -> None:
    """The token is part of every URL, and httpx logs URLs; the library logs texts."""
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
