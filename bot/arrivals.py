"""What came in, inside its transaction: kept once, then each person's turns in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

import sqlalchemy as sa

from bot import floods, knowing, late, sights, turns
from bot.channels import Inbound, Kind
from bot.keeping import came_from, keep
from bot.knowing import Known, Taken
from bot.seeing import Wish
from flows import broken, by_hand, router
from flows.engine import Conversation, Flow, Turn
from flows.facts import Restarted
from flows.floods import is_grave
from flows.hearing import Signal
from flows.router import Arrival
from flows.visits import unseen
from flows.world import COORDINATOR, World
from store import messages, people
from store.communities import Community
from store.database import TEAM, alone
from store.people import AddressRow, Where

Met = dict[Where, AddressRow]
Flows = Mapping[str, Flow]

GONE: Final = (Kind.BLOCKED, Kind.MOVED)
"""What comes from an address without showing that it can be reached."""


def take_batch(
    conn: sa.Connection,
    community: Community,
    flows: Flows,
    batch: Sequence[Inbound],
    now: datetime,
) -> int:
    """Everything that came in, in order. Returns how many were new."""
    met = _meet(conn, community, batch, now)
    new = keep(conn, community, batch, met)
    left = _calmed(conn, community, [each for each in new if came_from(each) in met], met, now)
    while left:
        left = _take_wave(conn, community, flows, left, now)
    return len(new)


def _calmed(
    conn: sa.Connection, community: Community, came: list[Inbound], met: Met, now: datetime
) -> list[Inbound]:
    """Those whose turn is taken: of a flood the first, and whatever is grave."""
    shelved = floods.heard(conn, [(each, met[came_from(each)]) for each in came], now)
    keys = [(each.channel, each.provider_id) for each in shelved]
    messages.set_aside(conn, community.id, keys, messages.SHELVED, "flood")
    return [each for each in came if each not in shelved] if shelved else came


def _meet(
    conn: sa.Connection, community: Community, batch: Sequence[Inbound], now: datetime
) -> Met:
    wheres = {came_from(each) for each in batch if each.address and _may_be_met(each)}
    met = people.meet(conn, community.id, wheres, community.zone, now)
    others = {came_from(each) for each in batch if each.address} - wheres
    met |= people.at_addresses(conn, community.id, others) if others else {}
    for inbound in batch:
        at = met.get(came_from(inbound))
        if at and at.state == "unreachable" and inbound.kind not in GONE:
            people.set_address_state(conn, at.id, "open", "")  # they have just written from there
        elif at and at.state == "frozen" and at.code != people.WRONG and inbound.kind not in GONE:
            people.asked_whose(conn, [at.id], now)  # somebody has that number now: who?
    return met


def _may_be_met(inbound: Inbound) -> bool:
    """Whether whoever this is may be somebody new. Danger is answered wherever it comes from."""
    return inbound.welcome or (inbound.kind == Kind.TEXT and is_grave(inbound.text))


def _take_wave(
    conn: sa.Connection,
    community: Community,
    flows: Flows,
    heard: list[Inbound],
    now: datetime,
) -> list[Inbound]:
    """The next turn of each person. Returns what is left: each turn sees what the last led to."""
    met, known = _known(conn, community, heard, now)
    first, left = _who_is_heard(conn, heard, met, known)
    known |= late.answered(conn, known, {each: one for each, (_, one) in first.items()}, now)
    known = sights.show(conn, community, known, _wishes(flows, known, first), now)
    known = sights.show(conn, community, known, _new_wishes(flows, known, first, met), now)
    known = sights.show(conn, community, known, _in_danger(known, first), now)
    taken = {
        whose: _take(flows, known[whose], met[came_from(inbound)], inbound, arrival)
        for whose, (inbound, arrival) in first.items()
    }
    turns.save(conn, community, list(taken.values()), now)
    _mark(conn, community, list(taken.values()))
    return left


First = dict[int, tuple[Inbound, Arrival]]


def _who_is_heard(
    conn: sa.Connection, heard: list[Inbound], met: Met, known: dict[int, Known]
) -> tuple[First, list[Inbound]]:
    """The first text of each person, and what is left. One coordinator at a time, whichever process
    takes their turns: what one claims the next finds claimed.
    """
    first: First = {}
    left: list[Inbound] = []
    one_was_heard = False
    for inbound in heard:
        whose = met[came_from(inbound)].person_id
        coordinates = COORDINATOR in known[whose].world.person.roles
        if whose in first or (coordinates and one_was_heard):
            left.append(inbound)
        else:
            one_was_heard |= coordinates
            known[whose] = _from(met[came_from(inbound)], known[whose])
            first[whose] = inbound, _arrival(inbound, known[whose])
    if one_was_heard:
        alone(conn, TEAM)
    return first, left


def _known(
    conn: sa.Connection, community: Community, heard: list[Inbound], now: datetime
) -> tuple[Met, dict[int, Known]]:
    """Whoever is at these addresses, locked: found once more if one changed hands meanwhile."""
    wheres = {came_from(each) for each in heard}
    met = people.at_addresses(conn, community.id, wheres)
    known = knowing.load(conn, community, {at.person_id for at in met.values()}, now)
    gone = [where for where, at in met.items() if at.id not in _ids(known[at.person_id])]
    if gone:  # merged with somebody by another process, just before we had the lock
        met |= people.at_addresses(conn, community.id, gone)
        known |= knowing.load(conn, community, {met[where].person_id for where in gone}, now)
    return met, {**known, **_unsent(conn, known)}


def _unsent(conn: sa.Connection, known: dict[int, Known]) -> dict[int, Known]:
    """Those whose open question still waits to go out: what they say now can't be its answer."""
    by_us = {each: one.saved for each, one in known.items() if one.saved and one.saved.by_us}
    asked = messages.last_asked(conn, {each: saved.wordings for each, saved in by_us.items()})
    waiting = [each for each, question in asked.items() if question.state == "queued"]
    return {each: replace(known[each], unsent=True) for each in waiting}


def _ids(known: Known) -> set[int]:
    return {each.id for each in known.addresses}


def _from(at: AddressRow, known: Known) -> Known:
    """They write from an address whose words count, or from one that nobody has confirmed."""
    if at.trusted or COORDINATOR not in known.world.person.roles:
        return known  # only a coordinator's words are more than their own
    return replace(known, world=replace(known.world, trusted=False))


def _arrival(inbound: Inbound, known: Known) -> Arrival:
    """What came in, as the router takes it: listened to, so that we know what it may look at."""
    arrival = Arrival(inbound.kind.value, inbound.text, inbound.detail, inbound.channel)
    return router.listened(arrival, known.world)


def _wishes(flows: Flows, known: Mapping[int, Known], first: First) -> dict[int, Wish]:
    """What an answer to the open question may look at. What they say just now is in `said`."""
    found = {}
    for whose, (_, arrival) in first.items():
        talk, world = known[whose].conversation, known[whose].world
        sees = router.sees(flows, talk, world)
        said = {**talk.answers, "said": arrival.text} if talk else {}
        found[whose] = Wish(sees, talk.subject, said) if talk else Wish(sees)
    return found


def _new_wishes(
    flows: Flows, known: Mapping[int, Known], first: First, met: Met
) -> dict[int, Wish]:
    """What a conversation that a word of theirs begins may look at: about nothing as yet.

    What they say just now is in `said`, and the address that they say it from in `from`.
    """
    found = {}
    for whose, (inbound, arrival) in first.items():
        talk, world = known[whose].conversation, known[whose].world
        if flow := router.begins_anew(flows, arrival, talk, world):
            words = arrival.heard.words if arrival.heard else ""
            answers = {"said": arrival.text, "from": str(met[came_from(inbound)].id)}
            found[whose] = Wish(flow.sees, answers=answers | ({"asked": words} if words else {}))
    return found


def _in_danger(known: Mapping[int, Known], first: First) -> dict[int, Wish]:
    """Who may be in danger: what can be said to them at once. Seldom anybody."""
    return {
        whose: Wish(frozenset({"help"}))
        for whose, (inbound, arrival) in first.items()
        if inbound.kind == Kind.UNREADABLE
        or known[whose].world.called_for_help
        or (arrival.heard and Signal.URGENT in (arrival.heard.signal, arrival.heard.also))
    }


def _take(flows: Flows, known: Known, at: AddressRow, inbound: Inbound, arrival: Arrival) -> Taken:
    if_broken: turns.Take = partial(broken.reply, inbound.text)
    if arrival.unseen:  # whatever breaks: help was called for
        if_broken = unseen.alone
    if inbound.kind == Kind.UNREADABLE:
        turn: turns.Take = partial(by_hand.unreadable, inbound.text)
    else:
        turn = partial(_arrived, flows, arrival)
    return turns.take(known, turn, at, if_broken, inbound=inbound, arrival=arrival)


def _arrived(
    flows: Flows, arrival: Arrival, conversation: Conversation | None, world: World
) -> Turn:
    return router.arrived(flows, arrival, conversation, world)


def _mark(conn: sa.Connection, community: Community, taken: list[Taken]) -> None:
    """What broke its turn is quarantined; what came after a STOP is shelved."""
    for each in taken:
        inbound: Inbound = each.extra["inbound"]
        key = [(inbound.channel, inbound.provider_id)]
        if each.broke:
            messages.set_aside(conn, community.id, key, messages.QUARANTINED, each.broke)
        elif each.extra["arrival"].automatic:
            messages.set_aside(conn, community.id, key, messages.SHELVED, "auto-reply")
        elif inbound.kind != Kind.UNREADABLE and _after_stop(each):
            messages.set_aside(conn, community.id, key, messages.SHELVED, "stop")


def _after_stop(taken: Taken) -> bool:
    back = any(isinstance(fact, Restarted) for fact in taken.turn.facts)
    return taken.known.world.person.stopped and not back
