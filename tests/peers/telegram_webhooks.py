"""Telegram's side of a webhook: one queue for each chat, its head posted until it is taken."""

import asyncio
from collections import defaultdict
from typing import Any

import httpx

from tests.peers.telegram_bot import Json, TelegramBot


class Webhooks:
    """Posts the bot's updates to its webhook while one is set.

    After anything but 2xx the same update goes again, first after `pause` seconds and then
    doubling to a second; Telegram does the same up to a minute or two.
    """

    def __init__(self, bot: TelegramBot, pause: float = 0.05) -> None:
        self.posts: list[tuple[int, int]] = []  # (update id, status; 0 for no answer)
        self._bot, self._pause = bot, pause
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._watch: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to watch for updates and for a webhook."""
        self._client = httpx.AsyncClient(timeout=5.0, trust_env=False, verify=False)
        self._watch = asyncio.create_task(self._watching())

    async def stop(self) -> None:
        """Post nothing more."""
        tasks = [task for task in (self._watch, *self._busy.values()) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._client.aclose()

    async def _watching(self) -> None:
        while True:
            for chat in self.waiting() if self._bot.webhook else ():
                if chat not in self._busy or self._busy[chat].done():
                    self._busy[chat] = asyncio.create_task(self._empty(chat))
            await asyncio.sleep(0.01)

    def waiting(self) -> dict[str, list[Json]]:
        """The queues: what each chat still has to hear."""
        chats: dict[str, list[Json]] = defaultdict(list)
        for update in self._bot.pending:
            chats[_queue_of(update)].append(update)
        return chats

    async def _empty(self, chat: str) -> None:
        pause = self._pause
        while self._bot.webhook and (queue := self.waiting().get(chat)):
            if await self._post(queue[0]):
                self._bot.pending.remove(queue[0])
                pause = self._pause
            else:
                await asyncio.sleep(pause)
                pause = min(1.0, pause * 2)

    async def _post(self, update: Json) -> bool:
        hook = self._bot.webhook
        secret = hook.get("secret_token")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            answer = await self._client.post(hook["url"], json=update, headers=headers)
        except httpx.HTTPError:
            self.posts.append((update["update_id"], 0))
            return False
        self.posts.append((update["update_id"], answer.status_code))
        return answer.is_success


def _queue_of(update: Json) -> str:
    """Messages wait in their chat's queue; presses have one of their own for each person."""
    if press := update.get("callback_query"):
        return f"press {press['from']['id']}"
    parts: list[Any] = [part for part in update.values() if isinstance(part, dict)]
    return next((f"chat {part['chat']['id']}" for part in parts if "chat" in part), "other")
