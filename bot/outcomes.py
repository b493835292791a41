"""What a channel's answer, or its later news, makes of a message: its state, its next try."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from bot import consequences
from bot.channels import Act, Channel, OutcomeUnknown, Receipt, Status, Undeliverable
from bot.consequences import Refused
from flows import pacing
from flows.world import Priority
from store import concerns_due, outbox
from store.communities import Community
from store.outbox import Claimed, Moved, News, Outcome

AT_ONCE: Final = timedelta(seconds=1)
DANGER_AGAIN: Final = timedelta(minutes=5)
A_DAY_OF_IT: Final = 288  # tries, five minutes apart


@dataclass(frozen=True, slots=True)
class Sent:
    """A claimed message and what its channel said."""

    channel: Channel
    message: Claimed
    answer: Receipt | Undeliverable | OutcomeUnknown


class Outcomes:
    """Writes down what became of messages. `chance` (0 to 1) spreads the waits."""

    def __init__(
        self, community: Community, channels: Mapping[str, Channel], chance: Callable[[], float]
    ) -> None:
        self._community, self._channels, self._chance = community, channels, chance

    def record(self, conn: sa.Connection, batch: list[Sent], now: datetime) -> list[Outcome]:
        """Write down these answers and what each means beside its message, all or nothing."""
        outcomes = [self.outcome(each.message, each.answer, now) for each in batch]
        for channel in {each.channel.name: each.channel for each in batch}.values():
            pairs = zip(batch, outcomes, strict=True)
            mine = [outcome for each, outcome in pairs if each.channel is channel]
            outbox.record(conn, mine, now, channel.pace.same_address)
        lost = [each.id for each in outcomes if each.state == "failed"]
        concerns_due.not_reached(conn, lost, now)
        for each in batch:
            if isinstance(each.answer, Undeliverable):
                message = each.message
                refused = Refused(
                    message.person_id, message.address_id, message.sender, each.answer
                )
                consequences.act(conn, self._community, each.channel, refused, now)
        return outcomes

    def outcome(
        self, message: Claimed, answer: Receipt | Undeliverable | OutcomeUnknown, now: datetime
    ) -> Outcome:
        """What this answer makes of the claim it belongs to."""
        if isinstance(answer, Receipt):
            return _outcome(
                message, answer.state.value, provider_id=answer.provider_id, code=answer.code
            )
        if isinstance(answer, OutcomeUnknown):
            return _outcome(message, "uncertain", reason="no answer")
        if answer.code == "expired":
            return _outcome(message, "expired", reason="too late")
        wait = None if answer.permanent else self._wait(message, answer)
        if wait is None:
            why = "refused" if answer.permanent else "gave up"
            return _outcome(message, "failed", code=answer.code, reason=why)
        return _outcome(message, "queued", code=answer.code, again_at=now + wait)

    def _wait(self, message: Claimed, answer: Undeliverable) -> timedelta | None:
        """How long until it is tried again; None once it has been tried enough.

        A limit of the sender's or a fault of ours is not this message's: it is not used up by it.
        """
        if answer.act == Act.PAUSE_CHANNEL:
            return consequences.FAULT_REST
        if answer.whole_sender or answer.act == Act.MOVED:
            return answer.retry_after or AT_ONCE
        return self._again_after(answer, message.attempts, message.priority)

    def _again_after(self, why: Undeliverable, attempts: int, priority: int) -> timedelta | None:
        """How long until the next try of a message that failed for a while; None: it was enough.

        Danger is tried again within minutes, whatever the provider says of a phone that is off.
        """
        backed_off = pacing.back_off(attempts, self._chance())
        if priority == Priority.DANGER:
            return min(backed_off or DANGER_AGAIN, DANGER_AGAIN) if attempts < A_DAY_OF_IT else None
        if why.tries is not None and attempts >= why.tries:
            return None
        return backed_off and (why.retry_after or backed_off)

    # ── later news ──────────────────────────────────────────────────────────────────────────

    def hear(self, conn: sa.Connection, batch: list[Status], now: datetime) -> None:
        """Move messages on by what their providers say."""
        for status in batch:
            channel = self._channels.get(status.channel)
            for moved in outbox.hear_of(conn, [_news(status)], now):
                if channel and moved.state in ("undelivered", "failed"):
                    self._not_delivered(conn, channel, moved, now)

    def _not_delivered(
        self, conn: sa.Connection, channel: Channel, moved: Moved, now: datetime
    ) -> None:
        why = channel.explain(moved.code)
        refused = Refused(moved.person_id, moved.address_id, moved.sender, why)
        consequences.act(conn, self._community, channel, refused, now)
        if moved.priority == Priority.DANGER:
            concerns_due.not_reached(conn, [moved.id], now)
        wait = None if why.permanent else self._again_after(why, moved.attempts, moved.priority)
        if wait is not None:
            outbox.send_again(conn, moved.id, now, now + wait)


def _outcome(
    message: Claimed,
    state: str,
    *,
    provider_id: str | None = None,
    code: str = "",
    reason: str = "",
    again_at: datetime | None = None,
) -> Outcome:
    return Outcome(
        message.id,
        message.address_id,
        state,
        provider_id,
        code,
        reason,
        again_at,
        attempt=message.attempts,
    )


def _news(status: Status) -> News:
    return News(
        status.channel, status.provider_id, status.state.value, status.message_id, status.code
    )
