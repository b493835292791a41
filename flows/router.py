"""Who hears what came in: signals first, then the open question, then keywords, then a person."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from flows import keywords
from flows.engine import Ask, Conversation, Event, Flow, Rang, Replied, Started, Silent, Tell, Turn
from flows.engine import advance, lost, message, tell
from flows.facts import AddressLost, AddressMoved, CameIn, Fact, NudgePlanned, NumberShared, Stopped
from flows.hearing import Signal, SignalHeard, signal
from flows.hearing.plain import plain
from flows.residents.joining import HELLO_LATE_BY
from flows.rhythm import following_hello
from flows.world import World

ONCE_AN_HOUR: Final = timedelta(hours=1)
"""How often somebody is told of, and thanked for, words that answer nothing."""

GREETINGS: Final = frozenset(
    "hello hi hey hiya hullo join start yes yeah ok hey morning evening".split()
)
"""First words that say nothing of where somebody came from."""

NUDGES: Final[Mapping[str, str]] = {"hello": "weekly_hello", "settling_in": "settling_in"}
"""Which conversation each kind of nudge begins."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came in: its kind and detail as `bot.channels.Inbound` names them."""

    kind: str
    text: str = ""
    detail: str = ""
    channel: str = "sms"


def arrived(
    flows: Mapping[str, Flow], arrival: Arrival, conversation: Conversation | None, world: World
) -> Turn:
    """What an arrival leads to. Whatever it is, the open question stays open unless it says so."""
    if arrival.kind == "blocked":
        return Turn(conversation, (), (AddressLost(),))
    if arrival.kind == "moved":
        return Turn(conversation, (), (AddressMoved(arrival.detail),))
    heard = _signal(arrival)
    if heard and heard.signal is Signal.STOP:
        return Turn(None, (), (Stopped(arrival.text),))
    if world.person.stopped:
        return _after_stop(arrival, heard, world)
    if arrival.kind == "contact":
        return _shared(arrival, conversation, world)
    if heard and (turn := keywords.said(heard, arrival.text, conversation, world)) is not None:
        return turn
    return _heard(flows, arrival, conversation, world)


def _signal(arrival: Arrival) -> SignalHeard | None:
    """The provider's own word on STOP and START counts whatever the text says."""
    if arrival.kind == "opt_out":
        return SignalHeard(Signal.STOP)
    if arrival.kind == "opt_in":
        return SignalHeard(Signal.START)
    return signal(arrival.text) if arrival.kind == "text" else None


def _after_stop(arrival: Arrival, heard: SignalHeard | None, world: World) -> Turn:
    """STOP is final until START. Anything else is kept and shown to a person, and wakes nothing."""
    if arrival.kind == "started" or (heard and heard.signal is Signal.START):
        return keywords.restarted(arrival.text or "/start", world)
    if heard and heard.signal is Signal.URGENT:
        return tell(world, Tell("coordinator", "urgent"), arrival.text, urgent=True)
    if not arrival.text or _just_passed_on(world):
        return Turn(None)
    return tell(world, Tell("coordinator", "after_stop"), arrival.text)


def _shared(arrival: Arrival, conversation: Conversation | None, world: World) -> Turn:
    return Turn(conversation, (message(world, "shared.linked"),), (NumberShared(arrival.detail),))


def _heard(
    flows: Mapping[str, Flow], arrival: Arrival, conversation: Conversation | None, world: World
) -> Turn:
    if arrival.kind == "ring":
        return _rang(flows, conversation, world)
    if conversation is not None and arrival.kind != "started":
        return _advance(flows, conversation, Replied(arrival.text), world)
    person = world.person
    if not person.joined and not person.works_here:
        return _begin_joining(flows, arrival, world)
    if arrival.kind == "started":
        return Turn(conversation, (message(world, "shared.already"),))
    return _pass_on(arrival, conversation, world)


def _rang(flows: Mapping[str, Flow], conversation: Conversation | None, world: World) -> Turn:
    """A ring answers a question that takes it for an answer; else it is told what to do instead.

    Nobody is drawn in by ringing: a number that has never texted us is not texted.
    """
    if conversation is not None:
        turn = _advance(flows, conversation, Rang(), world)
        if turn.messages:
            return turn
    if not world.person.joined and not world.person.works_here:
        return Turn(conversation)
    return Turn(conversation, (message(world, "shared.rang"),))


def _begin_joining(flows: Mapping[str, Flow], arrival: Arrival, world: World) -> Turn:
    door = _door(arrival)
    came = Turn(None, (), (CameIn(door),)) if door else Turn()
    began = came + advance(flows["joining"], None, Started(), world)
    if arrival.channel != "telegram":
        return began
    question = began.messages[-1]
    also = f"{question.text} {message(world, 'shared.share_number').text}"
    offered = replace(question, text=also, asks_contact=True)
    return replace(began, messages=(*began.messages[:-1], offered))


def _door(arrival: Arrival) -> str:
    """The door word: what came with /start, or a first text that is one word and no greeting."""
    if arrival.kind == "started":
        return arrival.detail
    words = plain(arrival.text).split()
    is_door = len(words) == 1 and len(words[0]) <= 20 and words[0] not in GREETINGS
    return words[0] if is_door else ""


def _pass_on(arrival: Arrival, conversation: Conversation | None, world: World) -> Turn:
    """Words that answer nothing go to a person, and are thanked; at most once an hour."""
    if _just_passed_on(world):
        return Turn(conversation)
    told = tell(
        world, Tell("befriender", "words"), arrival.text or f"({arrival.detail or 'no words'})"
    )
    return told + Turn(conversation, (message(world, "shared.passed_on"),))


def _just_passed_on(world: World) -> bool:
    return world.passed_on_at is not None and world.now - world.passed_on_at < ONCE_AN_HOUR


def _advance(
    flows: Mapping[str, Flow], conversation: Conversation, event: Event, world: World
) -> Turn:
    flow = flows.get(conversation.flow)
    if flow is None:
        return lost(world)
    return advance(flow, conversation, event, world)


def silent(flows: Mapping[str, Flow], conversation: Conversation, world: World) -> Turn:
    """Nothing came back to a question that was sent. After STOP or in a pause it just ends."""
    if world.person.stopped or world.person.paused:
        return Turn(None)
    return _advance(flows, conversation, Silent(), world)


def not_arrived(world: World) -> Turn:
    """The question never reached them. That is no silence: a person finds another way to them."""
    return tell(world, Tell("coordinator", "undelivered")) + Turn(None)


def unsure_sent(conversation: Conversation | None, world: World) -> Turn:
    """Nobody knows if a message reached the provider. A person decides whether to say it again."""
    return tell(world, Tell("coordinator", "unsure_sent")) + Turn(conversation)


def unreadable(conversation: Conversation | None, world: World) -> Turn:
    """Something came that can't be read. A person looks; what we were talking of goes on."""
    return tell(world, Tell("coordinator", "quarantined")) + Turn(conversation)


def patience(flows: Mapping[str, Flow], flow: str, step: str) -> timedelta:
    """How long a question waits before its silence counts."""
    found = flows[flow].step(step) if flow in flows else None
    return found.wait if isinstance(found, Ask) else timedelta(0)


def due(
    flows: Mapping[str, Flow],
    purpose: str,
    due_at: datetime,
    too_late: bool,
    conversation: Conversation | None,
    world: World,
) -> Turn:
    """A nudge has fallen due. It is used or skipped, with the reason; a hello plans the next one."""
    why_not = _why_not(purpose, too_late, conversation, world)
    if why_not:
        turn = Turn(conversation, skipped=why_not)
    else:
        turn = advance(flows[NUDGES[purpose]], None, Started(), world)
    if purpose != "hello" or world.person.stopped:
        return turn
    return Turn(turn.conversation, turn.messages, (*turn.facts, _next(due_at, world)), turn.skipped)


def _next(due_at: datetime, world: World) -> Fact:
    return NudgePlanned("hello", following_hello(world.person, due_at, world.now), HELLO_LATE_BY)


def _why_not(purpose: str, too_late: bool, conversation: Conversation | None, world: World) -> str:
    person = world.person
    reasons = (
        (purpose not in NUDGES, "unknown"),
        (person.stopped, "stopped"),
        (person.paused, "paused"),
        (too_late, "late"),
        (not world.consents.get("visits", False), "no consent"),
        (conversation is not None, "another question is open"),
    )
    return next((reason for is_so, reason in reasons if is_so), "")
