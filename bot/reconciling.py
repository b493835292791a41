"""Asks providers after messages whose outcome nobody knows, until somebody does."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import sqlalchemy as sa

from bot import consequences
from bot.channels import Channel, Found, Outgoing, Receipt
from bot.logs import get_logger
from flows import pacing
from store import outbox
from store.communities import Community
from store.database import Database
from store.outbox import Claimed, Outcome

log = get_logger(__name__)

ASKED_AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class Doubts:
    """How long and how often we ask. The first question is `store.outbox.FIRST_CHECK` after."""

    again_after: timedelta = timedelta(seconds=45)
    until_sure: int = 2  # times the provider must say "not there" before a text goes again
    at_most: int = 10  # times we ask a provider that does not answer
    find_within: float = 40.0  # seconds for one question: well within the lease it is asked under


class Reconciler:
    """Settles what is uncertain. `chance` (0 to 1) spreads the waits; times are the service's."""

    def __init__(
        self,
        database: Database,
        community: Community,
        channels: Mapping[str, Channel],
        now: Callable[[], datetime],
        chance: Callable[[], float],
        changed: Callable[[str, str], None],
        doubts: Doubts | None = None,
    ) -> None:
        self._database, self._community, self._channels = database, community, channels
        self._now, self._chance, self._changed = now, chance, changed
        self._doubts = doubts or Doubts()

    async def round(self) -> int:
        """Ask after what is due to be asked after. Returns how many messages that were."""
        lost = await self._database.write(partial(outbox.doubt, now=self._now()))
        if lost:
            log.warning("claims_run_out", messages=lost)
        asked = 0
        for channel in self._channels.values():
            work = partial(
                outbox.to_ask_after, channel=channel.name, now=self._now(), limit=ASKED_AT_ONCE
            )
            due = await self._database.write(work)
            await asyncio.gather(*(self._ask(channel, *each) for each in due))
            asked += len(due)
        return asked

    async def _ask(self, channel: Channel, message: Claimed, checks: int) -> None:
        others = await self._database.read(partial(outbox.same_words, message_id=message.id))
        found = await self._find(channel, replace(outgoing(message), others=others))
        settle = partial(
            self._settle, channel=channel.name, message=message, checks=checks, found=found
        )
        await self._database.write(partial(settle, now=self._now()))
        self._changed(channel.name, message.address)

    async def _find(self, channel: Channel, message: Outgoing) -> Receipt | Found:
        try:
            async with asyncio.timeout(self._doubts.find_within):
                return await channel.find(message)
        except Exception as error:
            log.warning("find_broke", channel=channel.name, kind=type(error).__name__)
            return Found.CANNOT_TELL

    def _settle(
        self,
        conn: sa.Connection,
        channel: str,
        message: Claimed,
        checks: int,
        found: Receipt | Found,
        now: datetime,
    ) -> None:
        doubts = self._doubts
        if isinstance(found, Receipt):
            self._found(conn, channel, message, found, now)
        elif found is Found.NOT_THERE and checks >= doubts.until_sure:
            outbox.never_sent(conn, message.id, now)
        elif found is Found.NOT_THERE:
            outbox.ask_again(conn, message.id, now + doubts.again_after)
        elif found is Found.CANNOT_TELL and checks < doubts.at_most:
            wait = pacing.back_off(checks, self._chance())
            outbox.ask_again(conn, message.id, now + (wait or consequences.FAULT_REST))
        else:
            outbox.ask_again(conn, message.id, None)
            consequences.unsure(conn, self._community, message.person_id, now)
            log.error("outcome_stays_unknown", message=message.id)

    def _found(
        self, conn: sa.Connection, channel: str, message: Claimed, found: Receipt, now: datetime
    ) -> None:
        if outbox.is_known(conn, message.id, channel, found.provider_id):
            # the same words to the same person, settled at this moment: that one was another
            outbox.ask_again(conn, message.id, now + self._doubts.again_after)
            return
        outcome = Outcome(
            message.id, message.address_id, found.state.value, found.provider_id, found.code
        )
        outbox.record(conn, [outcome], now, timedelta(0))


def outgoing(message: Claimed) -> Outgoing:
    """A claimed message in the form that channels take."""
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
