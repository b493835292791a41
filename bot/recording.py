"""What providers answered, and told us later, is written down: many of them in one transaction.

An answer is known nowhere else: so it is kept for as long as the database is away.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from bot.batching import Batcher
from bot.channels import Status
from bot.logs import get_logger
from bot.metrics import Metrics
from bot.outcomes import Outcomes, Sent
from store.database import Database, Unavailable

log = get_logger(__name__)

RECORDS: Final = 100  # answers, or news, that share one transaction
AGAIN: Final = 1.0  # seconds until the database is asked again


class Records:
    """Writes answers and news down. `changed` is told of each address that has an answer, and
    `written` that something is: more may wait for the same address, or for room in the air.
    """

    def __init__(
        self,
        database: Database,
        outcomes: Outcomes,
        now: Callable[[], datetime],
        metrics: Metrics,
        changed: Callable[[str, str], None],
        written: Callable[[], None],
    ) -> None:
        self._database, self._outcomes, self._now = database, outcomes, now
        self._metrics, self._changed, self._written = metrics, changed, written
        self._answers = Batcher(self._record, self._record_alone, RECORDS, "outbox-records")
        self._news = Batcher(self._hear_of, self._hear_of_alone, RECORDS, "outbox-news")

    async def start(self) -> None:
        """Be ready to write down."""
        await self._answers.start()
        await self._news.start()

    async def stop(self) -> None:
        """Write down what there is, then rest."""
        await self._answers.stop()
        await self._news.stop()

    async def keep(self, sent: Sent) -> None:
        """Record an outcome, however long the database is away."""
        while True:
            try:
                await self._answers.give(sent)
            except Unavailable:
                await asyncio.sleep(AGAIN)
            except Exception:  # its lease runs out: then it is uncertain, and asked after
                log.exception("outcome_not_recorded")
                return
            else:
                self._changed(sent.channel.name, sent.message.address)
                return

    async def hear(self, status: Status) -> None:
        """Take a provider's news of a message; returns once it is committed. Raises Unavailable."""
        await self._news.give(status)

    async def _record(self, batch: list[Sent]) -> None:
        recorded = await self._database.write(
            partial(self._outcomes.record, batch=batch, now=self._now())
        )
        for sent, outcome in zip(batch, recorded, strict=True):
            self._metrics.went_out.labels(sent.channel.name, outcome.state).inc()
        self._written()

    async def _record_alone(self, sent: Sent) -> None:
        await self._record([sent])

    async def _hear_of(self, batch: list[Status]) -> None:
        await self._database.write(partial(self._outcomes.hear, batch=batch, now=self._now()))
        for status in batch:
            self._metrics.moved_on.labels(status.channel, status.state.value).inc()
        self._written()

    async def _hear_of_alone(self, status: Status) -> None:
        await self._hear_of([status])
