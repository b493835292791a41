"""What each failure of a Telegram call means for the message, the person and the channel.

No text, chat id or token goes into what is raised: Telegram's own descriptions stay behind.
"""

import os
from datetime import timedelta

# Read by python-telegram-bot whenever it makes a RetryAfter: timedelta now, as from version 23.
os.environ.setdefault("PTB_TIMEDELTA", "true")

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter

from bot.channels import Act, OutcomeUnknown, Undeliverable

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_NOBODY_THERE = ("chat not found", "peer_id_invalid", "user not found", "user_id_invalid")


def meaning_of(error: Exception) -> Undeliverable | OutcomeUnknown:
    """What to raise for a failed sendMessage.

    Only what Telegram refused in so many words, or what certainly never left this machine, is
    Undeliverable. All else, 5xx and a lost answer above all, may have been sent: OutcomeUnknown
    (there is no idempotency key: tdlib/telegram-bot-api#126).
    """
    if isinstance(error, RetryAfter):
        return _too_fast(seconds_named(error))
    if isinstance(error, ChatMigrated):
        moved_to = str(error.new_chat_id)
        return Undeliverable("migrated", permanent=False, act=Act.MOVED, moved_to=moved_to)
    if isinstance(error, Forbidden):
        return Undeliverable("403", permanent=True, act=Act.UNREACHABLE)
    if isinstance(error, InvalidToken):
        return Undeliverable("401", permanent=False, act=Act.PAUSE_CHANNEL)
    if isinstance(error, BadRequest):
        return _refused(error)
    if isinstance(error.__cause__, _NEVER_LEFT):
        return Undeliverable("not_connected", permanent=False)
    if str(error).startswith("Too Many Requests"):  # a gateway's 429, without a number
        return _too_fast(None)
    return OutcomeUnknown(type(error).__name__)


def seconds_named(error: RetryAfter) -> timedelta:
    """How long Telegram asked us to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def _too_fast(wait: timedelta | None) -> Undeliverable:
    return Undeliverable("429", permanent=False, retry_after=wait, whole_sender=True)


def _refused(error: BadRequest) -> Undeliverable:
    if any(words in error.message.lower() for words in _NOBODY_THERE):
        return Undeliverable("chat_not_found", permanent=True, act=Act.UNREACHABLE)
    return Undeliverable("400", permanent=True)
