"""Builds the parts and hands them to each other. Nothing else does."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot import belonging
from bot.channels import Channel
from bot.channels.phone import Changed, PhoneChannel
from bot.clock import Clock, Ticks
from bot.inbox import Inbox
from bot.logs import get_logger
from bot.metrics import Metrics
from bot.moments import next_moment
from bot.outbox import Outbox
from bot.rounds import reaching
from bot.settings import Settings
from store import communities, concerns, migrating, outbox, people, senders
from store.communities import Community
from store.database import Database

if TYPE_CHECKING:
    from bot.channels.telegram import TelegramChannel

log = get_logger(__name__)


class Doorstep:
    """A running service: its database, its channels, its inbox, its outbox and its clock."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = Clock()
        self.metrics = Metrics()
        self.database = Database(settings.async_database_url)
        self.phone = PhoneChannel() if settings.demo else None
        self.telegram: TelegramChannel | None = None
        self.channels: dict[str, Channel] = {}
        self.ticks = Ticks(self.now)
        self._missing: list[str] = []  # channels that texts wait for and that are not set up
        self.community: Community
        self.inbox: Inbox
        self.outbox: Outbox

    def now(self) -> datetime:
        """The service's own time, in UTC."""
        return self.clock.now()

    async def open(self, *, to_serve: bool = False) -> None:
        """Open the database and bring it up to date. `to_serve`: messages will come and go.

        Raises InUse, Unavailable, UnknownDatabase or WrongDatabase.
        """
        await self.database.open()
        await migrating.migrate(self.database)
        found = partial(
            belonging.claimed if to_serve else belonging.found,
            settings=self.settings,
            now=self.now(),
        )
        self.community = await self.database.write(found)

    async def start(self) -> None:
        """Listen, send and tick."""
        self.clock.ahead = timedelta(seconds=self.community.clock_ahead)
        self.channels = {channel.name: channel for channel in self._channels()}
        self.community = replace(self.community, speaks_on=frozenset(self.channels))
        self.outbox = Outbox(
            self.database,
            self.community,
            self.channels,
            self.now,
            random.random,
            self.metrics,
            changed=self._changed,
        )
        self.inbox = Inbox(self.database, self.community, self.now, self.metrics, self.outbox.wake)
        await self.outbox.start(alone=self.database.is_sqlite)
        await self.inbox.start()
        self.ticks.every(1, "due", self._tick_due)
        self.ticks.every(5, "reconcile", self.outbox.reconcile)
        self.ticks.every(15, "gauges", self.measure)
        self.ticks.start()
        self.ticks.ran("due")  # the first round is a second away: nothing is late yet
        for channel in self.channels.values():
            await channel.start(self.inbox.receive)
        await self.measure()
        if not self.channels:
            log.warning("nobody_can_be_texted_yet", why="neither Twilio nor Telegram is set")
        log.info("started", channels=sorted(self.channels), demo=self.settings.demo)

    async def stop(self) -> None:
        """Take in nothing more, finish what is in the air, and let go of everything."""
        if self.channels:
            stops = (self.ticks.stop(), self.inbox.stop(), self.outbox.stop())
            await self._each("stop_broke", *stops)
            stopped = [channel.stop() for channel in self.channels.values()]
            await self._each("channel_stop_broke", *stopped)
            log.info("stopped")
        await self.database.close()

    async def _each(self, event: str, *stops: Awaitable[None]) -> None:
        """Stop these side by side: one that fails keeps no other from stopping."""
        for outcome in await asyncio.gather(*stops, return_exceptions=True):
            if isinstance(outcome, Exception):
                log.error(event, kind=type(outcome).__name__)

    def _channels(self) -> Sequence[Channel]:
        settings, found = self.settings, list[Channel]()
        if settings.sms:
            found.append(_sms(settings, self.now))
        if settings.telegram:
            self.telegram = _telegram(settings, self.now)
            found.append(self.telegram)
        return [*found, self.phone] if self.phone else found

    def _changed(self, channel: str, address: str) -> None:
        if self.phone and channel == self.phone.name:
            self.phone.announce(Changed(address))

    # ── ticks ───────────────────────────────────────────────────────────────────────────────

    async def _tick_due(self) -> None:
        """A batch at a time, so that what goes out need not wait for all that is due."""
        count = 1
        while count:
            async with self.outbox.turn:
                count = await self.inbox.due_batch()

    async def measure(self) -> None:
        """Count what waits, for `/metrics` and `/readyz`, and bury what has expired."""
        late = await self.database.read(partial(outbox.too_late, now=self.now()))
        if late:
            await self.database.write(partial(outbox.expire, now=self.now(), ids=late))
        states = await self.database.read(outbox.counts)
        for state, count in states.items():
            self.metrics.waiting.labels(state).set(count)
        self.metrics.concerns.set(await self.database.read(concerns.open_count))
        team = await self.database.read(
            partial(people.coordinators, community_id=self.community.id)
        )
        self.metrics.coordinators.set(len(team))
        names = list(self.channels)
        missing = await self.database.read(partial(outbox.waiting_elsewhere, channels=names))
        if missing != self._missing:
            log.error("texts_wait_for_channels_that_are_off", channels=missing)
        self._missing = missing

    def rounds(self) -> dict[str, datetime | None]:
        """When the clock and the senders last had a round."""
        return {"clock": self.ticks.last("due"), "senders": self.outbox.last_round}

    async def notes(self) -> list[str]:
        """What somebody should put right, though the service works."""
        said = await self.database.read(
            partial(reaching.notes, community=self.community, now=self.now())
        )
        resting = await self.database.read(partial(senders.resting, now=self.now()))
        said += [f"{resting} senders rest after a fault"] if resting else []
        return said + [f"texts wait for {name}, which is not set up" for name in self._missing]

    # ── a demo's clock ──────────────────────────────────────────────────────────────────────

    async def advance(self, by: timedelta) -> datetime:
        """Move a demo's clock on from due moment to due moment, as if the time had passed."""
        async with self.outbox.turn:
            target = self.now() + by
            try:
                await self._until(target)
            finally:
                self.clock.let_go()
                await self._keep_clock()
        return self.now()

    async def _until(self, target: datetime) -> None:
        moment: datetime | None = self.now()
        while moment is not None and moment <= target:
            await self._hold(moment)
            await self._work_off()
            moment = await self.database.read(partial(next_moment, now=self.now()))
        await self._hold(target)
        await self._work_off()

    async def _hold(self, moment: datetime) -> None:
        """Stand still there, and remember it first: a restart must not turn the clock back."""
        self.clock.hold(moment)
        await self._keep_clock()

    async def _keep_clock(self) -> None:
        seconds = self.clock.seconds_ahead
        keep = partial(communities.set_clock_ahead, community_id=self.community.id, seconds=seconds)
        await self.database.write(keep)

    async def _work_off(self) -> None:
        """Everything that is due at this moment, and whatever that leads to."""
        while await self.inbox.due() + await self.outbox.work_off() + await self.outbox.reconcile():
            pass
        await self.database.write(partial(outbox.expire, now=self.now()))
        self.ticks.ran("due")


# A provider's library is loaded only where it is used: each weighs as much as all of the rest.


def _sms(settings: Settings, now: Callable[[], datetime]) -> Channel:
    from bot.channels.sms import SmsChannel

    assert settings.twilio_account_sid and settings.twilio_auth_token and settings.public_url
    return SmsChannel(
        settings.twilio_account_sid,
        settings.twilio_auth_token.get_secret_value(),
        settings.twilio_from,
        public_url=settings.public_url,
        api_url=settings.twilio_api_url,
        per_second=settings.sms_per_second,
        now=now,
    )


def _telegram(settings: Settings, now: Callable[[], datetime]) -> "TelegramChannel":
    from bot.channels.telegram import TelegramChannel

    assert settings.telegram_token
    secret = settings.telegram_secret
    return TelegramChannel(
        settings.telegram_token.get_secret_value(),
        settings.telegram_api_url,
        now=now,
        secret=secret.get_secret_value() if secret else None,
        public_url=settings.public_url,
    )
