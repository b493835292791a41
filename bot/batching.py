"""Several things that arrive while a transaction is running share the next one."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Waiting(Generic[T]):
    item: T
    done: "asyncio.Future[None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Batcher(Generic[T]):
    """Hands what is waiting, at most `most` at once, to `take`, and lets each giver know.

    `take` answers with one entry an item: None if it is kept, else the exception its giver gets.
    """

    def __init__(
        self, take: Callable[[list[T]], Awaitable[Sequence[Exception | None]]], most: int, name: str
    ) -> None:
        self._take, self._most, self._name = take, most, name
        self._waiting: list[_Waiting[T]] = []
        self._more = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin."""
        self._worker = asyncio.create_task(self._work(), name=self._name)

    async def stop(self) -> None:
        """Take what is waiting, then rest."""
        while self._waiting:
            await asyncio.sleep(0.005)
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
            self._worker = None

    async def give(self, item: T) -> None:
        """Returns once `item` is kept. Raises what `take` answered for it."""
        waiting = _Waiting(item)
        self._waiting.append(waiting)
        self._more.set()
        await waiting.done

    async def _work(self) -> None:
        while True:
            await self._more.wait()
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            if not self._waiting:
                self._more.clear()
            if batch:
                await asyncio.shield(self._hand_over(batch))

    async def _hand_over(self, batch: list[_Waiting[T]]) -> None:
        try:
            answers = await self._take([waiting.item for waiting in batch])
        except Exception as error:
            answers = [error] * len(batch)
        for waiting, answer in zip(batch, answers, strict=True):
            if waiting.done.done():
                continue  # the giver has gone; what it gave is kept all the same
            if answer is None:
                waiting.done.set_result(None)
            else:
                waiting.done.set_exception(answer)
