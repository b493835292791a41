"""Hears Telegram: polls or sets the webhook, and confirms an update only once it is stored."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels import Inbound, Receive
from bot.channels.telegram_failures import seconds_named
from bot.channels.telegram_updates import WANTED, inbound_from, update_id_of
from bot.logs import get_logger

log = get_logger(__name__)

_LONGEST_WAIT = 30.0  # seconds between two tries


class Listener:
    """Takes updates from `bot` and stores them with `receive`, for as long as it runs.

    `webhook` is (URL, secret), or None to poll. `long_poll` and `answer_within` are seconds.
    The library's own polling is no use here: it confirms updates before anybody has stored
    them, and one that it cannot parse hides the rest of its batch.
    """

    def __init__(
        self,
        bot: Bot,
        *,
        webhook: tuple[str, str] | None,
        now: Callable[[], datetime],
        long_poll: int,
        answer_within: float,
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self.ignored = 0  # updates in which nobody spoke to us
        self._bot, self._webhook, self._now, self._sleep = bot, webhook, now, sleep
        self._long_poll, self._deadline = long_poll, long_poll + answer_within
        self._offset: int | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, receive: Receive) -> None:
        """Listen in the background; while Telegram is away, keep trying and say so."""
        self._in_background(self._listen(receive))

    async def stop(self) -> None:
        """Stop at once: what was not stored was not confirmed, and comes again."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def take_all(self, updates: Sequence[object], receive: Receive) -> None:
        """Return when every one is committed: side by side, but in order within a chat.

        Raises what `receive` raised, after all the others have had their turn.
        """
        chats: dict[str, list[Inbound]] = defaultdict(list)
        for update in updates:
            inbound = inbound_from(update, self._now())
            if inbound is None:
                self.ignored += 1
                log.info("telegram_update_ignored", ignored_so_far=self.ignored)
            else:
                chats[inbound.address].append(inbound)
        kept = [_keep_in_order(chat, receive) for chat in chats.values()]
        for outcome in await asyncio.gather(*kept, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome
        for update in updates:
            self._release_button(update)

    async def _listen(self, receive: Receive) -> None:
        announced, failures = False, 0
        while self._webhook is None or not announced:
            try:
                if announced:
                    await self._poll_once(receive)
                else:
                    await self._announce()
                    announced = True
                failures = 0
            except Exception as error:
                failures += 1
                await self._wait_after(error, failures)

    async def _announce(self) -> None:
        """Tell Telegram where updates go; those that wait there stay."""
        if self._webhook is None:
            await self._bot.delete_webhook()
        else:
            url, secret = self._webhook
            await self._bot.set_webhook(
                url, secret_token=secret, allowed_updates=WANTED, max_connections=40
            )
        log.info("telegram_listening", mode="webhook" if self._webhook else "polling")

    async def _poll_once(self, receive: Receive) -> None:
        updates = await self._fetch()
        await self.take_all(updates, receive)
        numbers = [number for update in updates if (number := update_id_of(update)) is not None]
        if updates and not numbers:
            raise TelegramError("updates without numbers")  # or we would spin on them
        # An empty answer means that all is confirmed. Keeping the old number would swallow what
        # comes once Telegram starts counting anew, as it does after a silent week.
        self._offset = max(numbers) + 1 if numbers else None

    async def _fetch(self) -> list[object]:
        arguments = {
            "offset": self._offset,
            "timeout": self._long_poll,
            "allowed_updates": list(WANTED),
        }
        async with asyncio.timeout(self._deadline):
            # spelt so that the library does not offer us its own get_updates instead
            updates: Any = await self._bot.do_api_request("get_Updates", api_kwargs=arguments)
        if not isinstance(updates, list):
            raise TelegramError("not a list")
        return updates

    async def _wait_after(self, error: Exception, failures: int) -> None:
        wait = min(_LONGEST_WAIT, 2.0 ** min(failures - 1, 6))
        wait *= 0.75 + random.random() / 2  # two processes should not come back in step
        if isinstance(error, RetryAfter):
            wait = seconds_named(error).total_seconds() + 1
        log.warning(
            "telegram_not_listening",
            why=_why(error),
            fault=type(error).__name__,
            failures=failures,
            wait_seconds=round(wait, 1),
        )
        await self._sleep(wait)

    def _release_button(self, update: object) -> None:
        """Stop the spinner on a pressed button; nothing hangs on it."""
        query = update.get("callback_query") if isinstance(update, dict) else None
        if isinstance(query, dict) and isinstance(query.get("id"), str):
            self._in_background(self._answer_press(query["id"]))

    async def _answer_press(self, query_id: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            log.info("telegram_button_not_released", fault=type(error).__name__)

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _keep_in_order(chat: Sequence[Inbound], receive: Receive) -> None:
    for inbound in chat:
        await receive(inbound)


def _why(error: Exception) -> str:
    if isinstance(error, Conflict):
        return "another program polls with this token, or has set a webhook"
    if isinstance(error, InvalidToken):
        return "Telegram refused the token: check DOORSTEP_TELEGRAM_TOKEN"
    if isinstance(error, RetryAfter):
        return "Telegram asked us to slow down"
    if isinstance(error, TelegramError | TimeoutError):
        return "Telegram did not answer as it should"
    return "what came in could not be stored yet"
