"""The rows of the outbox that turns lead to: to whom each goes, where, and how urgent it is."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from bot.knowing import Taken
from bot.logs import get_logger
from bot.team import Team, To
from flows.engine import Message
from flows.pacing import EXPIRES_AFTER, TOLD_WITHIN
from flows.world import Priority
from store import people, unwanted
from store.communities import Community
from store.people import AddressRow

log = get_logger(__name__)

NEWS_FOR: Final = timedelta(minutes=10)
"""How long something for one address of theirs, such as a code, is worth sending."""


def outgoing(
    conn: sa.Connection,
    community: Community,
    taken: list[Taken],
    merged: Mapping[int, int],
    now: datetime,
) -> list[dict[str, Any]]:
    """What these turns send. `merged` says whose an address is where two were one person."""
    team = Team(conn, community, now)
    passed_to = _neighbours(taken)
    neighbours = people.addresses_of(conn, passed_to) if passed_to else {}
    rows = (_rows(community, team, neighbours, each, merged, now) for each in taken)
    return [row for theirs in rows for row in theirs]


def _neighbours(taken: list[Taken]) -> set[int]:
    """Everybody these turns pass something on to."""
    messages = (message for each in taken for message in each.turn.messages)
    return {message.person_id for message in messages if message.to == "neighbour"}


def _rows(
    community: Community,
    team: Team,
    neighbours: Mapping[int, list[AddressRow]],
    taken: Taken,
    merged: Mapping[int, int],
    now: datetime,
) -> Iterator[dict[str, Any]]:
    subject = taken.known.world.person.id
    for message in taken.turn.messages:
        if message.to == "neighbour":
            to = _to_neighbour(message, neighbours.get(message.person_id, []))
            yield _row(community, message, message.person_id, to, subject, now)
        elif message.to == "them":
            to = _to_them(taken, message)
            whose = merged.get(to.id, subject) if to else subject
            yield _row(community, message, whose, to, None, now)
        else:
            for person_id, to in _told(team, taken, message.to):
                yield _row(community, message, person_id, to, subject, now)


def _to_neighbour(message: Message, theirs: list[AddressRow]) -> AddressRow | None:
    """Where they are reached; what is for one address of theirs goes to that or nowhere."""
    if message.address_id:
        theirs = [each for each in theirs if each.id == message.address_id]
    return people.reachable(theirs)


def _told(team: Team, taken: Taken, to: str) -> To:
    """Whoever visits them, where that is who is told; else the team. Never the person themself, nor
    a visitor of whom they have just said something.
    """
    known = taken.known
    subject, visits = known.world.person.id, known.befriender_id
    if any(getattr(fact, "kind", "") in unwanted.KINDS for fact in taken.turn.facts):
        visits = None
    if to == "befriender" and visits not in (None, subject):
        reached = team.where([visits or 0])
        if reached[0][1] is not None:
            return reached
    told = team.first(subject, visits)
    if not told and not team.in_turn:
        log.error("nobody_to_tell", person=subject)
    return told


def _to_them(taken: Taken, message: Message) -> AddressRow | None:
    """An answer goes where they wrote from; what we start goes where they would rather have it."""
    if taken.heard_at is not None and not message.starts:
        return taken.heard_at
    return people.reachable(taken.known.addresses)


def _row(
    community: Community,
    message: Message,
    person_id: int,
    to: AddressRow | None,
    about: int | None,
    now: datetime,
) -> dict[str, Any]:
    priority = _priority(message)
    to_the_team = about is not None and message.to != "neighbour"
    worth = TOLD_WITHIN if to_the_team else EXPIRES_AFTER.get(priority)
    worth = NEWS_FOR if message.address_id else worth
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
    if message.address_id or message.live:
        return Priority.REPLY
    if message.starts or message.unasked or message.to != "them":
        return Priority.REMINDER
    return Priority.REPLY
