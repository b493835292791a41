"""One wave of turns inside a transaction: load what they may look at, take them, save what they led to.

A wave holds each person once. Everything here is synchronous and runs on the connection it is
given; what is decided is decided in `flows`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.logs import get_logger
from flows.engine import Conversation, Message, Tell, Turn, tell
from flows.facts import NumberShared
from flows.pacing import EXPIRES_AFTER, TOLD_WITHIN
from flows.words import Words
from flows.world import Person, Priority, World
from store import communities, consents, conversations, messages, nudges, people, remembering
from store.communities import Community
from store.conversations import Saved
from store.people import AddressRow
from store.remembering import Decided

log = get_logger(__name__)

Take = Callable[[Conversation | None, World], Turn]


@dataclass(frozen=True, slots=True)
class Known:
    """One person as this wave finds them."""

    world: World
    addresses: list[AddressRow]
    saved: Saved | None
    befriender_id: int | None

    @property
    def conversation(self) -> Conversation | None:
        """The open conversation, in the engine's own form."""
        if self.saved is None:
            return None
        saved = self.saved
        return Conversation(
            saved.flow, saved.step, saved.answers, saved.said, saved.tries, saved.silent_at
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that has been taken, by whom, and where it was heard (None: we began it)."""

    known: Known
    turn: Turn
    heard_at: AddressRow | None = None
    broke: str = ""  # the kind of error that set it aside
    extra: dict[str, Any] = field(default_factory=dict)


def load(
    conn: sa.Connection,
    community: Community,
    ids: Collection[int],
    now: datetime,
    *,
    wait: bool = True,
    began_by_us: bool = False,
) -> dict[int, Known]:
    """These people and all their turns may look at: a fixed number of queries, however many they are."""
    rows = people.lock(conn, ids, wait=wait)
    found = [row.id for row in rows]
    if not found:
        return {}
    roles = people.roles_of(conn, found)
    addresses = people.addresses_of(conn, found)
    open_ones = conversations.open_with(conn, found)
    befrienders = people.befrienders_of(conn, found)
    hellos = nudges.next_hellos(conn, found)
    wordings = communities.wordings(conn, community.id)
    answers = consents.latest(conn, found) if began_by_us else {}
    last = messages.last_heard(conn, found) if began_by_us else {}
    known = {}
    for row in rows:
        visits = befrienders.get(row.id)
        theirs = addresses.get(row.id, [])
        heard = last.get(row.id)
        world = World(
            now=now,
            project=community.name,
            person=_person(row, roles.get(row.id, frozenset()), theirs, hellos.get(row.id), now),
            words=Words(row.language, wordings),
            consents=answers.get(row.id, {}),
            befriender=visits[1] if visits else "",
            last_time={"mood": row.last_mood},
            last_heard_at=heard.at if heard else None,
            last_heard=heard.text if heard else "",
            passed_on_at=row.passed_on_at,
            channels=frozenset(each.channel for each in theirs if each.state == "open"),
        )
        known[row.id] = Known(world, theirs, open_ones.get(row.id), visits[0] if visits else None)
    return known


def _person(
    row: sa.Row[Any],
    roles: frozenset[str],
    addresses: list[AddressRow],
    next_hello_at: datetime | None,
    now: datetime,
) -> Person:
    paused = row.paused_at is not None and (row.paused_until is None or row.paused_until > now)
    return Person(
        id=row.id,
        name=row.name,
        language=row.language,
        zone=row.zone,
        roles=roles,
        joined=row.joined_at is not None,
        stopped=row.stopped_at is not None,
        paused=paused,
        every_days=row.every_days,
        hello_weekday=row.hello_weekday,
        hello_at=row.hello_at,
        next_hello_at=next_hello_at,
        phone=next((each.value for each in addresses if each.channel != "telegram"), ""),
    )


def take(known: Known, turn: Take, heard_at: AddressRow | None = None, **extra: Any) -> Taken:
    """Take one turn. One that breaks is set aside, and a person is asked to look; nothing is lost."""
    try:
        return Taken(known, turn(known.conversation, known.world), heard_at, "", extra)
    except Exception as error:
        log.exception("turn_broke", person=known.world.person.id)
        aside = tell(known.world, Tell("coordinator", "quarantined"))
        kept = Turn(known.conversation, aside.messages, aside.facts)
        return Taken(known, kept, heard_at, type(error).__name__, extra)


def save(conn: sa.Connection, community: Community, taken: list[Taken], now: datetime) -> None:
    """Save where everybody has got to, what was decided, and what is to be sent."""
    _save_conversations(conn, community, taken, now)
    decided = [
        Decided(
            fact,
            community.id,
            each.known.world.person.id,
            now,
            each.heard_at.channel if each.heard_at else "",
            each.heard_at.id if each.heard_at else None,
        )
        for each in taken
        for fact in each.turn.facts
    ]
    remembering.remember(conn, decided)
    merged = _merged(conn, community, taken)
    messages.queue(conn, _outgoing(conn, community, taken, merged, now))


def _save_conversations(
    conn: sa.Connection, community: Community, taken: list[Taken], now: datetime
) -> None:
    ended, going_on, begun = [], [], []
    for each in taken:
        before, after = each.known.saved, each.turn.conversation
        if after == each.known.conversation:
            continue
        same_flow = before is not None and after is not None and before.flow == after.flow
        if before is not None and not same_flow:
            ended.append(before.id)
        if after is None:
            continue
        row = {
            "step": after.step,
            "answers": dict(after.answers),
            "said": dict(after.said),
            "tries": after.tries,
            "silent_at": after.silent_at,
        }
        if before is not None and same_flow:
            going_on.append({"row_id": before.id, **row})
        else:
            person_id = each.known.world.person.id
            begun.append(
                {
                    "community_id": community.id,
                    "person_id": person_id,
                    "flow": after.flow,
                    "started_at": now,
                    **row,
                }
            )
    conversations.end(conn, ended, now)
    conversations.go_on(conn, going_on)
    conversations.begin(conn, begun)


def _merged(conn: sa.Connection, community: Community, taken: list[Taken]) -> dict[int, int]:
    """Address id -> whose it is now, where two turned out to be one person."""
    shared = [
        each.heard_at
        for each in taken
        if each.heard_at and any(isinstance(fact, NumberShared) for fact in each.turn.facts)
    ]
    if not shared:
        return {}
    wheres = [(each.channel, each.value) for each in shared]
    return {
        row.id: row.person_id for row in people.at_addresses(conn, community.id, wheres).values()
    }


def _outgoing(
    conn: sa.Connection,
    community: Community,
    taken: list[Taken],
    merged: Mapping[int, int],
    now: datetime,
) -> list[dict[str, Any]]:
    rows = []
    team = _Team(conn, community)
    for each in taken:
        for message in each.turn.messages:
            if message.to == "them":
                to = _to_them(each, message)
                person_id = (
                    merged.get(to.id, each.known.world.person.id)
                    if to
                    else each.known.world.person.id
                )
                rows.append(_row(community, message, person_id, to, None, now))
            else:
                rows += [
                    _row(community, message, person_id, to, each.known.world.person.id, now)
                    for person_id, to in team.told(each.known, message.to)
                ]
    return rows


def _to_them(each: Taken, message: Message) -> AddressRow | None:
    """An answer goes where they wrote from; what we start goes where they would rather have it."""
    if each.heard_at is not None and not message.starts:
        return each.heard_at
    return people.reachable(each.known.addresses)


class _Team:
    """Who is told, looked up once a wave and only if somebody is."""

    def __init__(self, conn: sa.Connection, community: Community) -> None:
        self._conn, self._community = conn, community
        self._coordinators: list[int] | None = None

    def told(self, known: Known, to: str) -> list[tuple[int, AddressRow | None]]:
        """The befriender, or every coordinator who can be reached; never the person themself."""
        subject = known.world.person.id
        if to == "befriender" and known.befriender_id not in (None, subject):
            reached = self._addresses([known.befriender_id or 0])
            if any(row is not None for _, row in reached):
                return reached
        if self._coordinators is None:
            self._coordinators = people.coordinators(self._conn, self._community.id)
        others = [person_id for person_id in self._coordinators if person_id != subject]
        if not others:
            log.error("nobody_to_tell", person=subject)
        return self._addresses(others)

    def _addresses(self, ids: list[int]) -> list[tuple[int, AddressRow | None]]:
        found = people.addresses_of(self._conn, ids) if ids else {}
        return [(each, people.reachable(found.get(each, []))) for each in ids]


def _row(
    community: Community,
    message: Message,
    person_id: int,
    to: AddressRow | None,
    about: int | None,
    now: datetime,
) -> dict[str, Any]:
    priority = _priority(message)
    worth = TOLD_WITHIN if about is not None else EXPIRES_AFTER.get(priority)
    return {
        "community_id": community.id,
        "person_id": person_id,
        "address_id": to.id if to else None,
        "about_id": about,
        "direction": "out",
        "channel": to.channel if to else "",
        "text": message.text,
        "state": "queued" if to else "skipped",
        "reason": "" if to else "nowhere to send it",
        "at": now,
        "key": message.key,
        "choices": list(message.choices),
        "asks_contact": message.asks_contact,
        "priority": int(priority),
        "starts": message.starts,
        "due_at": now,
        "expires_at": now + worth if worth and priority != Priority.DANGER else None,
    }


def _priority(message: Message) -> Priority:
    if message.urgent:
        return Priority.DANGER
    if message.starts or message.to != "them":
        return Priority.REMINDER
    return Priority.REPLY
