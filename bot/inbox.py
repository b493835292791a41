"""Messages and due moments come in here: one transaction a batch, and nothing is acknowledged before it.

Everything that arrives while a transaction is running shares the next one. A message that
breaks its own turn is set aside inside the batch; a batch that breaks as a whole is taken again
one by one, so that whatever broke it is set aside alone.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from bot import turns
from bot.batching import Batcher
from bot.channels import Inbound, Kind
from bot.logs import get_logger
from bot.metrics import Metrics
from flows import FLOWS, router
from flows.engine import Turn
from flows.facts import Restarted
from flows.router import Arrival
from store import conversations, messages, nudges, people
from store.communities import Community
from store.database import Database, Unavailable

log = get_logger(__name__)

BATCH = 128  # messages that share one transaction at most
DUE_BATCH = 200  # people whose due moments share one transaction
LONGEST_KEPT = 10_000  # characters of one text

ASKED_AND_WAITING = ("queued", "claimed", "uncertain")
NOT_ARRIVED = ("undelivered", "failed", "skipped", "expired")


class Inbox:
    """Takes what comes in, in batches. `now` is asked for the moment of each batch."""

    def __init__(
        self,
        database: Database,
        community: Community,
        now: Callable[[], datetime],
        metrics: Metrics,
        committed: Callable[[], None] = lambda: None,
    ) -> None:
        self._database, self._community, self._now = database, community, now
        self._metrics, self._committed = metrics, committed
        self._batches = Batcher(self._take_or_set_aside, BATCH, "inbox")

    async def start(self) -> None:
        """Begin to take what comes in."""
        await self._batches.start()

    async def stop(self) -> None:
        """Take what is waiting, then rest."""
        await self._batches.stop()

    async def receive(self, inbound: Inbound) -> None:
        """Keep this and take its turn; returns once that is committed.

        Raises store.database.Unavailable if it could not be kept: whoever brought it must
        bring it again.
        """
        await self._batches.give(inbound)

    async def _take_or_set_aside(self, batch: list[Inbound]) -> list[Exception | None]:
        try:
            await self.take(batch)
        except Unavailable as error:
            log.warning("inbox_unavailable", waiting=len(batch), why=str(error))
            return [error] * len(batch)
        except Exception:
            log.exception("batch_broke", size=len(batch))
            return [await self._take_alone(inbound) for inbound in batch]
        return [None] * len(batch)

    async def _take_alone(self, inbound: Inbound) -> Exception | None:
        """What breaks the transaction all by itself is kept where nothing is tried with it again."""
        try:
            try:
                await self.take([inbound])
            except Unavailable:
                raise
            except Exception as error:
                log.exception("message_set_aside")
                await self._set_aside(inbound, type(error).__name__)
        except Exception as error:
            return error
        return None

    async def take(self, batch: list[Inbound]) -> None:
        """Take these in one transaction. Raises what broke it; then nothing of it has happened."""
        began, now = time.perf_counter(), self._now()
        work = partial(take_batch, community=self._community, batch=batch, now=now)
        await self._database.write(work)
        self._metrics.batches.observe(time.perf_counter() - began)
        self._metrics.batch_size.observe(len(batch))
        for inbound in batch:
            self._metrics.came_in.labels(inbound.channel, inbound.kind.value).inc()
        self._committed()

    async def _set_aside(self, inbound: Inbound, why: str) -> None:
        now = self._now()
        work = partial(set_aside, community=self._community, inbound=inbound, why=why, now=now)
        await self._database.write(work)
        self._metrics.set_aside.inc()
        self._committed()

    # ── what falls due ──────────────────────────────────────────────────────────────────────

    async def due(self) -> int:
        """Take the turns of nudges and silences that are due by now. Returns how many there were."""
        now, taken = self._now(), 0
        for work in (take_nudges, take_silences):
            while count := await self._due_batch(work, now):
                taken += count
        return taken

    async def _due_batch(self, work: Callable[..., int], now: datetime) -> int:
        try:
            batch = partial(work, community=self._community, now=now, limit=DUE_BATCH)
            count = await self._database.write(batch)
        except Unavailable:
            raise
        except Exception:
            log.exception("due_batch_broke")
            count = await self._due_one_by_one(work, now)
        if count:
            self._metrics.due.inc(count)
            self._committed()
        return count

    async def _due_one_by_one(self, work: Callable[..., int], now: datetime) -> int:
        """Something in the batch breaks the transaction itself: find it, and set it aside."""
        ids = await self._database.read(partial(_whose_turn, work=work, now=now))
        for person_id in ids:
            alone = partial(work, community=self._community, now=now, limit=1, only=[person_id])
            try:
                await self._database.write(alone)
            except Unavailable:
                raise
            except Exception:
                log.exception("due_set_aside", person=person_id)
                await self._database.write(partial(_give_up_on, person_id=person_id, now=now))
        return len(ids)


# ── inside the transaction ──────────────────────────────────────────────────────────────────


def take_batch(
    conn: sa.Connection, community: Community, batch: list[Inbound], now: datetime
) -> int:
    """Everything that came in, in order. Returns how many were new."""
    new = 0
    while batch:
        wave, batch = _once_each(batch)
        new += _take_wave(conn, community, wave, now)
    return new


def _once_each(batch: list[Inbound]) -> tuple[list[Inbound], list[Inbound]]:
    """The first from each address, and the rest: each turn sees what the one before it led to."""
    wave: dict[tuple[str, str], Inbound] = {}
    rest: list[Inbound] = []
    for inbound in batch:
        where = (inbound.channel, inbound.address)
        if where in wave or (inbound.channel, inbound.provider_id) in {
            (each.channel, each.provider_id) for each in rest
        }:
            rest.append(inbound)
        else:
            wave[where] = inbound
    return list(wave.values()), rest


def _take_wave(
    conn: sa.Connection, community: Community, wave: list[Inbound], now: datetime
) -> int:
    wheres = {(each.channel, each.address) for each in wave if each.address}
    met = people.meet(conn, community.id, wheres, community.zone, now)
    rows = [_in_row(community, each, met.get((each.channel, each.address))) for each in wave]
    new = messages.keep(conn, rows)
    heard = [each for each in wave if each.provider_id in new]
    known = turns.load(conn, community, {row.person_id for row in met.values()}, now)
    taken: dict[int, turns.Taken] = {}
    again: list[Inbound] = []
    for inbound in heard:
        at = met.get((inbound.channel, inbound.address))
        if at is None or inbound.kind == Kind.UNREADABLE:
            continue
        if at.person_id in taken:  # the same person, at another address: after this wave
            again.append(inbound)
            continue
        turn = partial(router.arrived, FLOWS, _arrival(inbound))
        taken[at.person_id] = turns.take(known[at.person_id], turn, at, inbound=inbound)
    turns.save(conn, community, list(taken.values()), now)
    _mark_set_aside(conn, community, taken)
    _ask_to_look(conn, community, heard, met, known, now)
    for inbound in again:
        _take_again(conn, community, inbound, met, now)
    return len(new)


def _take_again(
    conn: sa.Connection, community: Community, inbound: Inbound, met: dict[Any, Any], now: datetime
) -> None:
    at = met[(inbound.channel, inbound.address)]
    known = turns.load(conn, community, [at.person_id], now)[at.person_id]
    taken = turns.take(
        known, partial(router.arrived, FLOWS, _arrival(inbound)), at, inbound=inbound
    )
    turns.save(conn, community, [taken], now)
    _mark_set_aside(conn, community, {at.person_id: taken})


def _mark_set_aside(
    conn: sa.Connection, community: Community, taken: dict[int, turns.Taken]
) -> None:
    for each in taken.values():
        inbound: Inbound = each.extra["inbound"]
        key = [(inbound.channel, inbound.provider_id)]
        if each.broke:
            messages.set_aside(conn, community.id, key, messages.QUARANTINED, each.broke)
        elif each.known.world.person.stopped and not _restarted(each.turn):
            messages.set_aside(conn, community.id, key, messages.SHELVED, "stop")


def _restarted(turn: Turn) -> bool:
    return any(isinstance(fact, Restarted) for fact in turn.facts)


def _ask_to_look(
    conn: sa.Connection,
    community: Community,
    heard: list[Inbound],
    met: dict[Any, Any],
    known: dict[int, turns.Known],
    now: datetime,
) -> None:
    """What can't be read is kept word for word, and a person is asked to look at it."""
    for inbound in heard:
        at = met.get((inbound.channel, inbound.address))
        if at is None or inbound.kind != Kind.UNREADABLE:
            continue
        told = turns.take(known[at.person_id], _look_at_it, at, inbound=inbound)
        turns.save(conn, community, [told], now)


def _look_at_it(conversation: Any, world: Any) -> Turn:
    return router.unreadable(conversation, world)


def set_aside(
    conn: sa.Connection, community: Community, inbound: Inbound, why: str, now: datetime
) -> None:
    """Keep this where nothing is tried with it again, and let a person know."""
    wheres = {(inbound.channel, inbound.address)} if inbound.address else set()
    met = people.meet(conn, community.id, wheres, community.zone, now)
    at = met.get((inbound.channel, inbound.address))
    row = _in_row(community, inbound, at)
    if messages.keep(conn, [{**row, "state": messages.QUARANTINED, "reason": why}]) and at:
        known = turns.load(conn, community, [at.person_id], now)
        turns.save(conn, community, [turns.take(known[at.person_id], _look_at_it, at)], now)


def _arrival(inbound: Inbound) -> Arrival:
    return Arrival(inbound.kind.value, inbound.text, inbound.detail, inbound.channel)


def _in_row(community: Community, inbound: Inbound, at: people.AddressRow | None) -> dict[str, Any]:
    readable = inbound.kind != Kind.UNREADABLE
    return {
        "community_id": community.id,
        "person_id": at.person_id if at else None,
        "address_id": at.id if at else None,
        "direction": "in",
        "channel": inbound.channel,
        "provider_id": inbound.provider_id,
        "kind": inbound.kind.value,
        "text": inbound.text[:LONGEST_KEPT],
        "detail": inbound.detail,
        "state": messages.HANDLED if readable and at else messages.QUARANTINED,
        "reason": "" if readable and at else "unreadable" if at else "no address",
        "at": inbound.at,
    }


# ── what falls due ──────────────────────────────────────────────────────────────────────────


def take_nudges(
    conn: sa.Connection,
    community: Community,
    now: datetime,
    limit: int,
    only: list[int] | None = None,
) -> int:
    """The nudges that are due, for people nobody else is busy with. Returns how many people."""
    ids = only or nudges.people_due(conn, now, limit)
    known = turns.load(conn, community, ids, now, wait=False, began_by_us=True)
    taken: dict[int, turns.Taken] = {}
    settled = []
    for due in nudges.due_for(conn, known.keys(), now) if known else []:
        if due.person_id in taken:
            continue  # one at a time: the next tick sees what this one led to
        late = due.too_late(now)
        turn = partial(_due_turn, purpose=due.purpose, due_at=due.due_at, late=late)
        each = taken[due.person_id] = turns.take(known[due.person_id], turn)
        state = "quarantined" if each.broke else "skipped" if each.turn.skipped else "fired"
        settled.append(
            {"row_id": due.id, "state": state, "reason": each.broke or each.turn.skipped}
        )
    nudges.settle(conn, settled, now)
    turns.save(conn, community, list(taken.values()), now)
    return len(taken)


def _due_turn(conversation: Any, world: Any, purpose: str, due_at: datetime, late: bool) -> Turn:
    return router.due(FLOWS, purpose, due_at, late, conversation, world)


def take_silences(
    conn: sa.Connection,
    community: Community,
    now: datetime,
    limit: int,
    only: list[int] | None = None,
) -> int:
    """Open questions that have waited long enough since they were really sent."""
    ids = only or conversations.silent_people(conn, now, limit)
    known = turns.load(conn, community, ids, now, wait=False, began_by_us=True)
    taken, waiting = [], []
    for each in known.values():
        if each.saved is None or each.saved.silent_at is None or each.saved.silent_at > now:
            continue
        until, arrived = _waited(conn, each, now)
        if until is not None:
            waiting.append({"row_id": each.saved.id, "until": until})
        else:
            taken.append(turns.take(each, partial(_silent_turn, arrived=arrived)))
    conversations.wait_until(conn, waiting)
    turns.save(conn, community, taken, now)
    return len(taken) + len(waiting)


def _waited(conn: sa.Connection, known: turns.Known, now: datetime) -> tuple[datetime | None, bool]:
    """Until when to go on waiting (None: no longer), and whether the question ever arrived.

    The clock starts when the question was really sent; one that waits in the outbox is not
    unanswered, and one that could not be delivered is no silence.
    """
    saved = known.saved
    assert saved is not None
    key = f"{saved.flow}.{saved.step}"
    asked = messages.last_asked(conn, known.world.person.id, (key, f"again.{key}"))
    if asked is None or asked.state in NOT_ARRIVED:
        return None, False
    if asked.state in ASKED_AND_WAITING:
        return now + timedelta(hours=1), True
    wait = router.patience(FLOWS, saved.flow, saved.step)
    since = (asked.sent_at or now) + wait
    return (since, True) if since > now else (None, True)


def _silent_turn(conversation: Any, world: Any, arrived: bool) -> Turn:
    return router.silent(FLOWS, conversation, world) if arrived else router.not_arrived(world)


def _whose_turn(conn: sa.Connection, work: Callable[..., int], now: datetime) -> list[int]:
    if work is take_nudges:
        return nudges.people_due(conn, now, DUE_BATCH)
    return conversations.silent_people(conn, now, DUE_BATCH)


def _give_up_on(conn: sa.Connection, person_id: int, now: datetime) -> None:
    nudges.cancel(conn, [person_id], "broke", now)
    saved = conversations.open_with(conn, [person_id]).values()
    conversations.end(conn, [talk.id for talk in saved], now)
