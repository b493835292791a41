"""Several things that arrive while a transaction is running share the next one."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from bot.logs import get_logger
from store.database import Unavailable

log = get_logger(__name__)

T = TypeVar("T")

MOST_WAITING: Final = 10_000
"""More than this and the database is not keeping up: whoever brings more must bring it again."""

CROWD: Final = 8  # a batch of more than this was a crowd
PAUSE: Final = 0.002  # seconds
MOST_PAUSES: Final = 4


@dataclass(slots=True)
class _Waiting(Generic[T]):
    item: T
    done: "asyncio.Future[None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Batcher(Generic[T]):
    """Hands what is waiting, at most `most` at once, to `take`, and lets each giver know.

    Where `take` raises Unavailable, every giver of the batch gets it. Where it raises anything
    else, the batch is taken again one by one with `alone`, so that only what broke it suffers.
    """

    def __init__(
        self,
        take: Callable[[list[T]], Awaitable[None]],
        alone: Callable[[T], Awaitable[None]],
        most: int,
        name: str,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._take, self._alone, self._most, self._name = take, alone, most, name
        self._most_waiting = most_waiting
        self._waiting: deque[_Waiting[T]] = deque()
        self._more = asyncio.Event()
        self._stopping = self._crowd = False
        self._worker: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin."""
        self._worker = asyncio.create_task(self._work(), name=self._name)

    async def stop(self) -> None:
        """Take what is waiting, then rest. Whoever comes later gets Unavailable."""
        self._stopping = True
        self._more.set()
        if self._worker is not None:
            await self._worker

    async def give(self, item: T) -> None:
        """Returns once `item` is kept. Raises what came of it; Unavailable: bring it again."""
        if self._stopping:
            raise Unavailable("stopping")
        if len(self._waiting) >= self._most_waiting:
            raise Unavailable("too many are waiting")
        waiting = _Waiting(item)
        self._waiting.append(waiting)
        self._more.set()
        await waiting.done

    async def _work(self) -> None:
        while self._waiting or not self._stopping:
            if not self._waiting:
                self._more.clear()
                await self._more.wait()
                continue
            if self._crowd:
                await self._gather()
            count = min(self._most, len(self._waiting))
            self._crowd = count > CROWD
            await self._hand_over([self._waiting.popleft() for _ in range(count)])

    async def _gather(self) -> None:
        """In a crowd those just answered are about to speak again: let them share this batch."""
        for _ in range(MOST_PAUSES):
            before = len(self._waiting)
            if before >= self._most:
                return
            await asyncio.sleep(PAUSE)
            if len(self._waiting) == before:
                return

    async def _hand_over(self, batch: list[_Waiting[T]]) -> None:
        try:
            await self._take([waiting.item for waiting in batch])
        except Unavailable as error:
            log.warning("batch_unavailable", batch=self._name, size=len(batch), why=str(error))
            _answer(batch, error)
        except Exception:
            log.exception("batch_broke", batch=self._name, size=len(batch))
            for waiting in batch:
                await self._hand_over_alone(waiting)
        else:
            _answer(batch, None)

    async def _hand_over_alone(self, waiting: _Waiting[T]) -> None:
        try:
            await self._alone(waiting.item)
        except Exception as error:
            _answer([waiting], error)
        else:
            _answer([waiting], None)


def _answer(batch: list[_Waiting[T]], error: Exception | None) -> None:
    for waiting in batch:
        if waiting.done.done():
            continue  # the giver has gone; what it gave is kept all the same
        if error is None:
            waiting.done.set_result(None)
        else:
            waiting.done.set_exception(error)
