"""Messages go out here: claimed, paced, sent, recorded; and the uncertain are asked after.

A claim is committed before a word leaves, and an outcome after the provider has answered, so
that a crash at any point leaves a row that says how far it got.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

import sqlalchemy as sa

from bot import consequences
from bot.batching import Batcher
from bot.channels import (
    Act,
    Channel,
    Found,
    OutcomeUnknown,
    Outgoing,
    Receipt,
    Status,
    Undeliverable,
)
from bot.logs import get_logger
from bot.metrics import Metrics
from flows import pacing
from store import outbox
from store.communities import Community
from store.database import Database, Unavailable
from store.outbox import Claimed, News, Outcome, Rules, Speaker

log = get_logger(__name__)

IN_THE_AIR: Final = 100  # messages of one channel that may wait for an answer at once
CHECK_AGAIN: Final = timedelta(seconds=45)
CHECKS_UNTIL_SURE: Final = 2  # times the provider must say "not there" before a text goes again
CHECKS_AT_MOST: Final = 10  # times we ask a provider that does not answer
POLL: Final = 1.0  # seconds; nothing depends on being woken


@dataclass(frozen=True, slots=True)
class Sent:
    """A claimed message and what its channel said."""

    channel: Channel
    message: Claimed
    answer: Receipt | Undeliverable | OutcomeUnknown


class Outbox:
    """Sends what is queued. `now` and `chance` (0 to 1, for jitter) are asked whenever needed.

    `wall` is the time as providers tell it; `changed` is told of each address that has news.
    """

    def __init__(
        self,
        database: Database,
        community: Community,
        channels: Mapping[str, Channel],
        now: Callable[[], datetime],
        chance: Callable[[], float],
        metrics: Metrics,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        changed: Callable[[str, str], None] = lambda channel, address: None,
    ) -> None:
        self._database, self._community, self._channels = database, community, channels
        self._now, self._chance, self._metrics = now, chance, metrics
        self._wall, self._changed = wall, changed
        self._records = Batcher(self._record, 100, "outbox-records")
        self._news = Batcher(self._hear_of, 100, "outbox-news")
        self._flying: dict[str, set[asyncio.Task[None]]] = {name: set() for name in channels}
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()  # a demo's clock holds it while it moves
        self._loop: asyncio.Task[None] | None = None
        self.last_round: datetime | None = None

    async def start(self, *, alone: bool) -> None:
        """Begin to send. `alone`: no other process can hold a claim, so what is claimed is lost."""
        doubted = await self._database.write(
            partial(outbox.doubt, now=self._now(), all_claimed=alone)
        )
        if doubted:
            log.warning("claims_left_by_a_crash", messages=doubted)
        await self._records.start()
        await self._news.start()
        self._loop = asyncio.create_task(self._run(), name="outbox")

    async def stop(self) -> None:
        """Claim nothing more, finish what is in the air, and record it."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        await self._landed()
        await self._records.stop()
        await self._news.stop()

    def wake(self) -> None:
        """Something may have been queued."""
        self._wake.set()

    @property
    def turn(self) -> asyncio.Lock:
        """Held by whoever decides what time it is while messages go out."""
        return self._turn

    async def hear(self, status: Status) -> None:
        """Take a provider's news of a message; returns once it is committed. Raises Unavailable."""
        await self._news.give(status)

    # ── sending ─────────────────────────────────────────────────────────────────────────────

    async def _run(self) -> None:
        while True:
            claimed = 0
            try:
                async with self._turn:
                    claimed = await self.claim()
                self.last_round = self._now()
            except Unavailable as error:
                log.warning("outbox_unavailable", why=str(error))
            except Exception:
                log.exception("outbox_round_broke")
            await self._rest(0.02 if claimed else POLL)

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return
        self._wake.clear()

    async def work_off(self) -> int:
        """Send all that may go at this moment, and wait for the answers. Returns how many."""
        count = 0
        while claimed := await self.claim():
            count += claimed
            await self._landed()
        return count

    async def claim(self) -> int:
        """Claim what may go now and let it fly. Returns how many."""
        count = 0
        for channel in self._channels.values():
            for share, sender in enumerate(channel.senders):
                speaker = Speaker(
                    channel.name,
                    sender,
                    share,
                    len(channel.senders),
                    channel.pace.per_second,
                    channel.parts,
                )
                count += await self._claim_for(channel, speaker)
        return count

    async def _claim_for(self, channel: Channel, speaker: Speaker) -> int:
        flying = self._flying[channel.name]
        work = partial(
            outbox.claim,
            community_id=self._community.id,
            speaker=speaker,
            now=self._now(),
            wall=self._wall(),
            room=IN_THE_AIR - len(flying),
            rules=self._rules,
        )
        claimed = await self._database.write(work)
        for message in claimed:
            task = asyncio.create_task(self._send(channel, message))
            flying.add(task)
            task.add_done_callback(flying.discard)
        return len(claimed)

    @property
    def _rules(self) -> Rules:
        community = self._community
        return Rules(community.quiet_from, community.quiet_to, community.budget, pacing.verdict)

    async def _landed(self) -> None:
        while flying := [task for tasks in self._flying.values() for task in tasks]:
            await asyncio.wait(flying)

    async def _send(self, channel: Channel, message: Claimed) -> None:
        answer: Receipt | Undeliverable | OutcomeUnknown
        try:
            answer = await channel.send(_outgoing(message))
        except (Undeliverable, OutcomeUnknown) as error:
            answer = error
        except Exception:
            log.exception("send_broke", channel=channel.name)
            answer = OutcomeUnknown("broke")
        await self._keep(Sent(channel, message, answer))

    async def _keep(self, sent: Sent) -> None:
        """Record an outcome, however long the database is away: it is known nowhere else."""
        while True:
            try:
                await self._records.give(sent)
            except Unavailable:
                await asyncio.sleep(POLL)
            except Exception:  # its lease runs out: then it is uncertain, and asked after
                log.exception("outcome_not_recorded")
                return
            else:
                self._changed(sent.channel.name, sent.message.address)
                return

    async def _record(self, batch: list[Sent]) -> list[None]:
        now = self._now()
        for channel in {each.channel.name: each.channel for each in batch}.values():
            mine = [each for each in batch if each.channel is channel]
            outcomes = [self._outcome(each, now) for each in mine]
            await self._database.write(
                partial(self._record_in, channel=channel, sent=mine, outcomes=outcomes, now=now)
            )
            for outcome in outcomes:
                self._metrics.went_out.labels(channel.name, outcome.state).inc()
        return [None] * len(batch)

    def _record_in(
        self,
        conn: sa.Connection,
        channel: Channel,
        sent: list[Sent],
        outcomes: list[Outcome],
        now: datetime,
    ) -> None:
        outbox.record(conn, outcomes, now, channel.pace.same_address)
        for each in sent:
            if isinstance(each.answer, Undeliverable):
                refused = consequences.Refused(
                    each.message.person_id,
                    each.message.address_id,
                    each.message.sender,
                    each.answer,
                )
                consequences.act(conn, self._community, channel, refused, now)

    def _outcome(self, sent: Sent, now: datetime) -> Outcome:
        message, answer = sent.message, sent.answer
        if isinstance(answer, Receipt):
            return Outcome(
                message.id, message.address_id, answer.state.value, answer.provider_id, answer.code
            )
        if isinstance(answer, OutcomeUnknown):
            return Outcome(message.id, message.address_id, "uncertain", reason="no answer")
        if answer.code == "expired":
            return Outcome(message.id, message.address_id, "expired", reason="too late")
        wait = None if answer.permanent else self._wait(message, answer)
        if wait is None:
            why = "refused" if answer.permanent else "gave up"
            return Outcome(message.id, message.address_id, "failed", code=answer.code, reason=why)
        return Outcome(
            message.id, message.address_id, "queued", code=answer.code, again_at=now + wait
        )

    def _wait(self, message: Claimed, answer: Undeliverable) -> timedelta | None:
        """How long until it is tried again; None once it has been tried enough.

        A limit of the sender's or a fault of ours is not this message's: it is not used up by it.
        """
        if answer.act == Act.PAUSE_CHANNEL:
            return consequences.FAULT_REST
        if answer.whole_sender or answer.act == Act.MOVED:
            return answer.retry_after or timedelta(seconds=1)
        if answer.tries is not None and message.attempts >= answer.tries:
            return None
        backed_off = pacing.back_off(message.attempts, self._chance())
        return answer.retry_after or backed_off

    # ── later news ──────────────────────────────────────────────────────────────────────────

    async def _hear_of(self, batch: list[Status]) -> list[None]:
        await self._database.write(partial(self._hear_in, batch=batch, now=self._now()))
        for status in batch:
            self._metrics.moved_on.labels(status.channel, status.state.value).inc()
        self.wake()
        return [None] * len(batch)

    def _hear_in(self, conn: sa.Connection, batch: list[Status], now: datetime) -> None:
        for status in batch:
            channel = self._channels.get(status.channel)
            news = News(
                status.channel,
                status.provider_id,
                status.state.value,
                status.message_id,
                status.code,
            )
            for moved in outbox.hear_of(conn, [news], now):
                if channel and moved.state in ("undelivered", "failed"):
                    self._not_delivered(conn, channel, moved, now)

    def _not_delivered(
        self, conn: sa.Connection, channel: Channel, moved: outbox.Moved, now: datetime
    ) -> None:
        why = channel.explain(moved.code)
        refused = consequences.Refused(moved.person_id, moved.address_id, moved.sender, why)
        consequences.act(conn, self._community, channel, refused, now)
        tries = why.tries or len(pacing.BACK_OFF)
        if not why.permanent and moved.attempts < tries:
            wait = why.retry_after or pacing.back_off(moved.attempts, self._chance())
            if wait is not None:
                outbox.send_again(conn, moved.id, now, now + wait)

    # ── the uncertain ───────────────────────────────────────────────────────────────────────

    async def reconcile(self) -> int:
        """Ask providers after messages whose outcome is unknown. Returns how many were asked after."""
        now = self._now()
        lost = await self._database.write(partial(outbox.doubt, now=now))
        if lost:
            log.warning("claims_run_out", messages=lost)
        asked = 0
        for channel in self._channels.values():
            work = partial(outbox.to_ask_after, channel=channel.name, now=now, limit=50)
            for message, checks in await self._database.write(work):
                found = await channel.find(_outgoing(message))
                settle = partial(self._found, channel=channel.name, message=message)
                await self._database.write(partial(settle, checks=checks, found=found, now=now))
                self._changed(channel.name, message.address)
                asked += 1
        if asked:
            self.wake()
        return asked

    def _found(
        self,
        conn: sa.Connection,
        channel: str,
        message: Claimed,
        checks: int,
        found: Receipt | Found,
        now: datetime,
    ) -> None:
        if isinstance(found, Receipt) and outbox.is_known(
            conn, message.id, channel, found.provider_id
        ):
            found = (
                Found.NOT_THERE
            )  # the same words to the same person: that one was another message
        if isinstance(found, Receipt):
            outcome = Outcome(
                message.id, message.address_id, found.state.value, found.provider_id, found.code
            )
            outbox.record(conn, [outcome], now, timedelta(0))
        elif found is Found.NOT_THERE and checks >= CHECKS_UNTIL_SURE:
            outbox.never_sent(conn, message.id, now)
        elif found is Found.NOT_THERE:
            outbox.ask_again(conn, message.id, now + CHECK_AGAIN)
        elif found is Found.CANNOT_TELL and checks < CHECKS_AT_MOST:
            wait = pacing.back_off(checks, self._chance())
            outbox.ask_again(conn, message.id, now + (wait or consequences.FAULT_REST))
        else:
            outbox.ask_again(conn, message.id, None)
            consequences.unsure(conn, self._community, message.person_id, now)
            log.error("outcome_stays_unknown", message=message.id)


def _outgoing(message: Claimed) -> Outgoing:
    return Outgoing(
        message_id=message.id,
        address=message.address,
        sender=message.sender,
        text=message.text,
        claimed_at=message.handed_at,
        choices=message.choices,
        asks_contact=message.asks_contact,
        expires_at=message.expires_at,
    )
