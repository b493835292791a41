"""Messages go out here: claimed, paced, sent, recorded; and the uncertain are asked after.

A claim is committed before a word leaves, and an outcome after the provider has answered, so
that a crash at any point leaves a row that says how far it got.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from bot.channels import Channel, OutcomeUnknown, Receipt, Status, Undeliverable
from bot.logs import get_logger
from bot.metrics import Metrics
from bot.outcomes import Outcomes, Sent
from bot.reconciling import Doubts, Reconciler, outgoing
from bot.recording import Records
from flows import pacing
from store import outbox
from store.communities import Community
from store.database import Database, Unavailable
from store.outbox import Claimed, Rules, Speaker

log = get_logger(__name__)

IN_THE_AIR: Final = 100  # messages of one channel that may wait for an answer at once
SPARE: Final = 20  # of these are never a broadcast's, however slow the provider is
ROUNDS: Final = 5  # stretches of the queue that one claim looks at: nobody waits for a longer one
POLL: Final = 1.0  # seconds; nothing depends on being woken
LEAST_REST: Final = 0.02  # seconds between two rounds that found something
GRACE: Final = 3.5  # seconds that what is in the air gets to land when we stop
LAST_WORDS: Final = 1.0  # seconds to write down what did not land
STALE: Final = outbox.LEASE / 2  # a claim this old is no longer surely ours: too late to speak


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
        doubts: Doubts | None = None,
    ) -> None:
        self._database, self._community, self._channels = database, community, channels
        self._now, self._wall = now, wall
        self._outcomes = Outcomes(community, channels, chance)
        self._records = Records(database, self._outcomes, now, metrics, changed, self.wake)
        self._reconciler = Reconciler(database, community, channels, now, chance, changed, doubts)
        self._flying: dict[str, dict[asyncio.Task[None], Claimed]] = {each: {} for each in channels}
        self._unspoken: list[int] = []
        self._free_at: dict[tuple[str, str], float] = {}
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()  # a demo's clock holds it while it moves
        self._stopping = False
        self._loop: asyncio.Task[None] | None = None
        self._last_round: float | None = None

    async def start(self, *, alone: bool) -> None:
        """Begin to send. `alone`: no other process can hold a claim, so what is claimed is lost."""
        doubted = await self._database.write(
            partial(outbox.doubt, now=self._now(), all_claimed=alone)
        )
        if doubted:
            log.warning("claims_left_by_a_crash", messages=doubted)
        await self.listen()
        self._loop = asyncio.create_task(self._run(), name="outbox")

    async def listen(self) -> None:
        """Be ready to record answers and to hear news; send nothing without being told to."""
        await self._records.start()

    async def stop(self) -> None:
        """Claim nothing more, finish what is in the air, and give back what was not begun.

        What does not land in time is written down as uncertain and asked after later; where
        even the database is away, its lease says the same.
        """
        self._stopping = True
        self.wake()
        try:
            async with asyncio.timeout(GRACE):
                if self._loop is not None:
                    await self._loop
                await self._landed()
        except TimeoutError:
            log.warning("sends_did_not_land", messages=sum(map(len, self._flying.values())))
        try:
            async with asyncio.timeout(LAST_WORDS):
                await self._last_words()
        except (TimeoutError, Unavailable) as error:
            log.warning("claims_left_by_stop", why=type(error).__name__)

    async def _last_words(self) -> None:
        left = [each for flying in self._flying.values() for each in flying.values()]
        tasks = [task for flying in self._flying.values() for task in flying]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._records.stop()
        unknown = OutcomeUnknown("stopped")
        outcomes = [self._outcomes.outcome(each, unknown, self._now()) for each in left]
        await self._database.write(partial(outbox.release, ids=self._unspoken))
        await self._database.write(
            lambda conn: outbox.record(conn, outcomes, self._now(), timedelta(0))
        )

    def wake(self) -> None:
        """Something may have been queued."""
        self._wake.set()

    @property
    def turn(self) -> asyncio.Lock:
        """Held by whoever decides what time it is while messages go out."""
        return self._turn

    @property
    def last_round(self) -> datetime | None:
        """When we last looked for something to send, in the service's own time."""
        if self._last_round is None:
            return None
        return self._now() - timedelta(seconds=time.monotonic() - self._last_round)

    async def hear(self, status: Status) -> None:
        """Take a provider's news of a message; returns once it is committed. Raises Unavailable."""
        await self._records.hear(status)

    # ── sending ─────────────────────────────────────────────────────────────────────────────

    async def _run(self) -> None:
        while not self._stopping:
            try:
                async with self._turn:
                    await self.claim()
            except Unavailable as error:
                log.warning("outbox_unavailable", why=str(error))
            except Exception:
                log.exception("outbox_round_broke")
            await self._rest()

    async def _rest(self) -> None:
        """Until a sender is free again or somebody wakes us; a second at most."""
        now = time.monotonic()
        waits = [at - now for at in self._free_at.values() if at > now]
        try:
            await asyncio.wait_for(self._wake.wait(), max(LEAST_REST, min([POLL, *waits])))
        except TimeoutError:
            return
        self._wake.clear()

    async def work_off(self) -> int:
        """Send all that may go at this moment, and wait for the answers. Returns how many."""
        count = 0
        while claimed := await self.claim(rounds=None):
            count += claimed
            await self._landed()
        return count

    async def claim(self, rounds: int | None = ROUNDS) -> int:
        """Claim what may go now and let it fly. Returns how many. `rounds`: `store.claiming`."""
        count = 0
        for channel in self._channels.values():
            for share, sender in enumerate(channel.senders):
                if self._stopping:
                    return count
                count += await self._claim_for(channel, sender, share, rounds)
        self._last_round = time.monotonic()
        return count

    async def _claim_for(
        self, channel: Channel, sender: str, share: int, rounds: int | None
    ) -> int:
        flying = self._flying[channel.name]
        claimed = await self._database.write(
            partial(
                outbox.claim,
                community_id=self._community.id,
                speaker=_speaker(channel, sender, share),
                now=self._now(),
                wall=self._wall(),
                room=IN_THE_AIR - len(flying),
                rules=self._rules,
                spare=SPARE,
                rounds=rounds,
            )
        )
        for message in claimed:
            task = asyncio.create_task(self._send(channel, message))
            flying[task] = message
            task.add_done_callback(flying.pop)
        if claimed:
            parts = sum(max(1, channel.parts(message.text)) for message in claimed)
            free_at = time.monotonic() + parts / channel.pace.per_second
            self._free_at[channel.name, sender] = free_at
        return len(claimed)

    @property
    def _rules(self) -> Rules:
        community = self._community
        return Rules(community.quiet_from, community.quiet_to, community.budget, pacing.verdict)

    async def _landed(self) -> None:
        while flying := [task for tasks in self._flying.values() for task in tasks]:
            await asyncio.wait(flying)

    async def _send(self, channel: Channel, message: Claimed) -> None:
        if self._stopping:
            self._unspoken.append(message.id)
            return
        if self._wall() - message.handed_at > STALE:
            log.warning("claim_too_old_to_send", message=message.id)  # its lease runs out
            return
        answer: Receipt | Undeliverable | OutcomeUnknown
        try:
            answer = await channel.send(outgoing(message))
        except (Undeliverable, OutcomeUnknown) as error:
            answer = error
        except Exception:
            log.exception("send_broke", channel=channel.name)
            answer = OutcomeUnknown("broke")
        await self._records.keep(Sent(channel, message, answer))

    async def reconcile(self) -> int:
        """Ask providers after messages whose outcome is unknown. Returns how many."""
        asked = await self._reconciler.round()
        if asked:
            self.wake()
        return asked


def _speaker(channel: Channel, sender: str, share: int) -> Speaker:
    return Speaker(
        channel.name, sender, share, len(channel.senders), channel.pace.per_second, channel.parts
    )
