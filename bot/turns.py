"""One wave of turns inside a transaction: take them, and save what they led to.

A wave holds each person once. Everything here is synchronous and runs on the connection it is
given; what is decided is decided in `flows`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot import floods
from bot.knowing import Known, Taken
from bot.logs import get_logger
from bot.outgoing import outgoing
from flows import broken
from flows.engine import Conversation, Turn
from flows.facts import NumberShared
from flows.world import World
from store import concerns, conversations, messages, people, remembering
from store.communities import Community
from store.conversations import Saved
from store.people import AddressRow
from store.remembering import Decided

log = get_logger(__name__)

Take = Callable[[Conversation | None, World], Turn]


def take(
    known: Known,
    turn: Take,
    heard_at: AddressRow | None = None,
    if_broken: Take = broken.silence,
    **extra: Any,
) -> Taken:
    """Take one turn. One that breaks is set aside, and `if_broken` taken instead."""
    try:
        return Taken(known, turn(known.conversation, known.world), heard_at, "", extra)
    except Exception as error:
        log.exception("turn_broke", person=known.world.person.id)
        return Taken(known, _instead(known, if_broken), heard_at, type(error).__name__, extra)


def _instead(known: Known, if_broken: Take) -> Turn:
    try:
        return if_broken(known.conversation, known.world)
    except Exception:  # what came in is kept and marked all the same
        log.exception("nobody_told_of_broken_turn", person=known.world.person.id)
        return Turn(None)


def save(conn: sa.Connection, community: Community, taken: list[Taken], now: datetime) -> None:
    """Save where everybody has got to, what was decided, and what is to be sent."""
    _save_conversations(conn, community, taken, now)
    remembering.remember(conn, _decided(community, taken, now))
    merged = _merged(conn, community, taken)
    rows = outgoing(conn, community, taken, merged, now)
    flags = floods.hold(conn, community, taken, rows, now)
    messages.queue(conn, rows)
    concerns.told_by_turns(conn, rows, now)
    if flags:
        save(conn, community, flags, now)


def _decided(community: Community, taken: list[Taken], now: datetime) -> list[Decided]:
    return [
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


def _save_conversations(
    conn: sa.Connection, community: Community, taken: list[Taken], now: datetime
) -> None:
    ended: list[int] = []
    lapsed: list[int] = []
    going_on, begun = [], []
    let_go: dict[int, tuple[str, str]] = {}
    for each in taken:
        before, after = each.known.saved, each.turn.conversation
        if after == each.known.conversation:
            continue
        same = before is not None and after is not None and _same(before, after)
        if before is not None and not same:
            (lapsed if _lapses(each) else ended).append(before.id)
            if before.by_us:  # an answer to what they have just said is sent in any case
                let_go[before.person_id] = before.wordings
        if before is not None and after is not None and same:
            going_on.append({"row_id": before.id, **_where(after, each.turn)})
        elif after is not None:
            begun.append(_begun(community, each, after, now))
    messages.drop_questions(conn, let_go)
    conversations.end(conn, ended, now)
    conversations.lapse(conn, lapsed, now)
    conversations.go_on(conn, going_on)
    conversations.begin(conn, begun)


def _lapses(taken: Taken) -> bool:
    """Whether a question was sent, and nothing came back: it may be answered late."""
    return bool(taken.extra.get("unanswered")) and taken.turn.conversation is None


def _same(before: Saved, after: Conversation) -> bool:
    return (before.flow, before.subject) == (after.flow, after.subject)


def _begun(
    community: Community, taken: Taken, after: Conversation, now: datetime
) -> dict[str, Any]:
    whose = {"community_id": community.id, "person_id": taken.known.world.person.id}
    about = {"flow": after.flow, "subject": after.subject, "started_at": now}
    return {**whose, **about, **_where(after, taken.turn)}


def _where(after: Conversation, turn: Turn) -> dict[str, Any]:
    return {
        "by_us": any(each.unasked and each.to == "them" for each in turn.messages),
        "step": after.step,
        "answers": dict(after.answers),
        "said": dict(after.said),
        "tries": after.tries,
        "silent_at": after.silent_at,
        "ended_at": None,  # what was over goes on where it is answered late
    }


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
    known = people.at_addresses(conn, community.id, wheres)
    return {row.id: row.person_id for row in known.values()}
