"""Messages and due moments come in here: one transaction a batch, acknowledged after it.

Everything that arrives while a transaction is running shares the next one. A message that
breaks its own turn is set aside inside the batch; a batch that breaks as a whole is taken again
one by one, so that whatever broke it is set aside alone.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import sqlalchemy as sa

from bot import arrivals, keeping
from bot import due as falling_due
from bot.affairs import AFFAIRS, Affair
from bot.affairs import due as due_of
from bot.arrivals import Flows
from bot.batching import Batcher
from bot.channels import Inbound
from bot.logs import get_logger
from bot.metrics import Metrics
from flows import FLOWS
from store import conversations, nudges
from store.communities import Community
from store.database import Database, Unavailable, Work

log = get_logger(__name__)

BATCH: Final = 128  # messages that share one transaction at most
DUE_BATCH: Final = 200  # people whose due moments share one transaction
BROKEN_RESTS: Final = timedelta(hours=1)  # before an affair that broke is tried again

Whose = Callable[[sa.Connection, datetime, int], list[int]]

_KINDS_OF_DUE: Final[tuple[tuple[Whose, falling_due.Work], ...]] = (
    (nudges.people_due, falling_due.take_nudges),
    (conversations.silent_people, falling_due.take_silences),
)


class Inbox:
    """Takes what comes in, in batches. `now` is asked for the moment of each batch.

    `committed` is called after each transaction that may have queued something.
    """

    def __init__(
        self,
        database: Database,
        community: Community,
        now: Callable[[], datetime],
        metrics: Metrics,
        committed: Callable[[], None] = lambda: None,
        flows: Flows = FLOWS,
        affairs: Sequence[Affair] = AFFAIRS,
    ) -> None:
        self._database, self._community, self._now = database, community, now
        self._metrics, self._committed, self._flows = metrics, committed, flows
        self._affairs = affairs
        self.refused: tuple[datetime, str] | None = None  # when, and why, until all is well again
        self._broken: dict[tuple[str, int], datetime] = {}  # affairs that rest, and until when
        self._batches = Batcher(self.take, self._take_alone, BATCH, "inbox")

    async def start(self) -> None:
        """Begin to take what comes in."""
        await self._batches.start()

    async def stop(self) -> None:
        """Take what is waiting, then rest. Whoever brings more gets Unavailable."""
        await self._batches.stop()

    async def receive(self, inbound: Inbound) -> None:
        """Keep this and take its turn; returns once that is committed.

        Raises store.database.Unavailable if it could not be kept: whoever brought it must
        bring it again.
        """
        await self._batches.give(_writable(inbound))

    async def take(self, batch: list[Inbound]) -> None:
        """Take these in one transaction. Raises what broke it; then nothing of it has happened."""
        began, now = time.perf_counter(), self._now()
        community, flows = self._community, self._flows
        try:
            await self._database.write(
                lambda conn: arrivals.take_batch(conn, community, flows, batch, now)
            )
        except Unavailable as error:
            self.refused = (now, str(error))
            raise
        self.refused = None
        self._metrics.batches.observe(time.perf_counter() - began)
        self._count(batch)

    async def _take_alone(self, inbound: Inbound) -> None:
        """What breaks a transaction all by itself is kept where nothing is tried with it again."""
        try:
            await self.take([inbound])
        except Unavailable:
            raise
        except Exception as error:
            log.exception("message_set_aside")
            await self._set_aside(inbound, type(error).__name__)

    async def _set_aside(self, inbound: Inbound, why: str) -> None:
        community, now = self._community, self._now()
        try:
            await self._database.write(
                lambda conn: keeping.set_aside(conn, community, inbound, why, now)
            )
        except Unavailable:
            raise
        except Exception:
            log.exception("message_kept_bare")
            bare = replace(inbound, text=ascii(inbound.text), detail=ascii(inbound.detail))
            await self._database.write(lambda conn: keeping.keep_bare(conn, community, bare, why))
        self._metrics.set_aside.inc()
        self._count([inbound])

    def _count(self, batch: list[Inbound]) -> None:
        self._metrics.batch_size.observe(len(batch))
        for inbound in batch:
            self._metrics.came_in.labels(inbound.channel, inbound.kind.value).inc()
        self._committed()

    # ── what falls due ──────────────────────────────────────────────────────────────────────

    async def due(self) -> int:
        """Take the turns of nudges and silences that are due by now. Returns how many."""
        taken = 0
        while count := await self.due_batch():
            taken += count
        return taken

    async def due_batch(self) -> int:
        """Take the next of them, as many as share one transaction. Returns how many; 0 is all."""
        now = self._now()
        if count := await self._take_affairs(now, first=True):
            return count
        for whose, work in _KINDS_OF_DUE:
            ids = await self._whose_turn(whose, now)
            if ids and (count := await self._take_due(work, ids, now)):
                self._metrics.due.inc(count)
                self._committed()
                return count
        return await self._take_affairs(now, first=False)

    async def _take_affairs(self, now: datetime, *, first: bool) -> int:
        """What is due of any kind of affair, as much of it as shares one transaction."""
        wanted = [each for each in self._affairs if each.first is first]
        look = partial(due_of, affairs=wanted, now=now, limit=DUE_BATCH)
        for affair, found in zip(wanted, await self._database.read(look), strict=True):
            ids = [each for each in found if self._rested((affair.name, each), now)]
            if ids and (count := await self._take_affair(affair, ids, now)):
                self._committed()
                return count
        return 0

    async def _take_affair(self, affair: Affair, ids: list[int], now: datetime) -> int:
        """One that breaks its transaction is set aside alone: the others go on."""
        try:
            return await self._database.write(
                lambda conn: affair.take(conn, self._community, ids, now)
            )
        except Unavailable:
            raise
        except Exception:
            log.exception("affair_broke", affair=affair.name, size=len(ids))
        if len(ids) == 1:
            self._broken[affair.name, ids[0]] = now + BROKEN_RESTS
            return 0
        return sum([await self._take_affair(affair, [each], now) for each in ids])

    def _rested(self, affair: tuple[str, int], now: datetime) -> bool:
        """Whether this one has not broken lately: it would only break again."""
        return self._broken.get(affair, now) <= now

    async def _whose_turn(self, whose: Whose, now: datetime) -> list[int]:
        ids = await self._database.read(lambda conn: whose(conn, now, DUE_BATCH))
        return list(dict.fromkeys(ids))

    async def _take_due(self, work: falling_due.Work, ids: list[int], now: datetime) -> int:
        try:
            return await self._database.write(self._due_work(work, ids, now))
        except Unavailable:
            raise
        except Exception:
            log.exception("due_batch_broke", size=len(ids))
        return sum([await self._take_due_alone(work, each, now) for each in ids])

    async def _take_due_alone(self, work: falling_due.Work, person_id: int, now: datetime) -> int:
        """Something breaks the transaction itself: find whose it is, and set it aside."""
        gave_up = partial(
            falling_due.give_up_on, community=self._community, person_id=person_id, now=now
        )
        bare = partial(falling_due.set_aside, person_id=person_id, now=now)
        for attempt in (self._due_work(work, [person_id], now), gave_up, bare):
            try:
                return await self._database.write(attempt)
            except Unavailable:
                raise
            except Exception:
                log.exception("due_set_aside", person=person_id)
        return 0

    def _due_work(self, work: falling_due.Work, ids: list[int], now: datetime) -> Work[int]:
        return lambda conn: work(conn, self._community, self._flows, ids, now)


def _writable(inbound: Inbound) -> Inbound:
    """No database keeps a null byte, nor half of a letter; a channel should have seen to it."""
    if "\0" not in inbound.text and inbound.text.isascii():
        return inbound
    text = inbound.text.replace("\0", "").encode("utf-16", "surrogatepass")
    return replace(inbound, text=text.decode("utf-16", "replace"))
