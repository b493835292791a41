"""What falls due: nudges, and questions that nobody answered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Conversation, Due, Flow, Silent, Started, Turn, advance, resume
from flows.facts import NudgePlanned
from flows.nudging import (
    BUSY,
    asked_within,
    in_the_way,
    makes_room,
    presses,
    when_else,
    why_not,
)
from flows.residents import right_number
from flows.residents.joining import HELLO_LATE_BY
from flows.rhythm import following_hello, hello_tomorrow
from flows.world import World
from flows.world.taken_over import TAKEN_OVER

Open = Conversation | None

A_DAY: Final = timedelta(days=1)
JUST_NOW: Final = timedelta(minutes=10)
"""What was asked so lately, and makes room, has hardly been read: it is asked again."""


def silent(flows: Mapping[str, Flow], conversation: Conversation, world: World) -> Turn:
    """Nothing came back to a question that was sent. After STOP or in a pause it just ends."""
    if world.person.stopped or world.person.paused or world.held_by:
        return Turn(None)
    return resume(flows, conversation, Silent(), world)


def patience(flows: Mapping[str, Flow], flow: str, step: str) -> timedelta:
    """How long a question waits before its silence counts."""
    found = flows[flow].step(step) if flow in flows else None
    wait = found.wait if isinstance(found, Ask) else None
    return wait or timedelta(0)


def silently_asked(flows: Mapping[str, Flow], flow: str, step: str) -> bool:
    """Whether this step waits without having asked anything."""
    found = flows[flow].step(step) if flow in flows else None
    return found is not None and not found.speaks


def begins(flows: Mapping[str, Flow], purpose: str) -> Flow | None:
    """The conversation that this kind of nudge begins, if there is one."""
    return next((flow for flow in flows.values() if flow.due and flow.due.purpose == purpose), None)


def reason_not_to(
    flows: Mapping[str, Flow],
    nudge: NudgePlanned,
    too_late: bool,
    conversation: Open,
    world: World,
) -> str:
    """Why this nudge is not used now, "" if it is. Asked before anything is looked up for it."""
    flow = begins(flows, nudge.purpose)
    if flow is None or flow.due is None:
        return "unknown"
    busy = in_the_way(flows, nudge, flow.due, conversation, world)
    return why_not(flow.due, too_late, busy, world)


def due(
    flows: Mapping[str, Flow],
    nudge: NudgePlanned,
    too_late: bool,
    conversation: Open,
    world: World,
) -> Turn:
    """A nudge has fallen due. It is used, or skipped with the reason, and the next is planned."""
    flow = begins(flows, nudge.purpose)
    rule = flow.due if flow else None
    reason = reason_not_to(flows, nudge, too_late, conversation, world)
    if flow is None or rule is None or reason:
        turn = Turn(conversation, skipped=reason)
    else:
        first = flows.get(right_number.NAME) if _asks_whose_number(nudge, world) else None
        turn = _used(first or flow, rule, nudge.subject, conversation, world)
        turn += Turn(turn.conversation, (), _goes_on(flows, nudge, rule, conversation, world))
    return replace(turn, facts=(*turn.facts, *_next(rule, nudge, turn, world)))


def _asks_whose_number(nudge: NudgePlanned, world: World) -> bool:
    return nudge.purpose == "hello" and right_number.is_doubtful(world)


def _used(flow: Flow, rule: Due, subject: int, conversation: Open, world: World) -> Turn:
    turn = advance(flow, None, Started(), world, subject).begun_by_us(rule.counts)
    if rule.beside and turn.conversation is None:
        return replace(turn, conversation=conversation)
    return turn


def _goes_on(
    flows: Mapping[str, Flow], nudge: NudgePlanned, rule: Due, conversation: Open, world: World
) -> tuple[NudgePlanned, ...]:
    """A chat that has made room for something goes on as soon as that is over; so does a question
    that could wait.
    """
    flow = flows.get(conversation.flow) if conversation else None
    if conversation is None or flow is None or flow.due is None or rule.beside:
        return ()
    step = flow.step(conversation.step)
    unread = (
        flow.due.presses is not None
        and isinstance(step, Ask)
        and asked_within(JUST_NOW, step, conversation, world)
    )
    if not (flow.free or unread or presses(flow, rule, conversation, world)):
        return ()
    if conversation.flow in rule.over and conversation.subject == nudge.subject:
        return ()
    later = world.now + (flow.due.again or A_DAY)
    return (NudgePlanned(flow.due.purpose, later, A_DAY, conversation.subject),)


def _next(
    rule: Due | None, nudge: NudgePlanned, turn: Turn, world: World
) -> tuple[NudgePlanned, ...]:
    """Hellos go on in their rhythm, used or not; others wait for a quieter moment, or don't."""
    if world.person.stopped:
        return ()
    if nudge.purpose == "hello":
        busy = turn.skipped in (BUSY, TAKEN_OVER)
        at = (hello_tomorrow if busy else following_hello)(world.person, nudge.at, world.now)
        return (NudgePlanned("hello", at, HELLO_LATE_BY),)
    at_last = when_else(rule, nudge.at, turn.skipped, world) if rule else None
    return (replace(nudge, at=at_last),) if at_last else ()


def can_wait(flows: Mapping[str, Flow], purpose: str) -> bool:
    """Whether this makes room for the hello: all that we begin and nobody waits for."""
    flow = begins(flows, purpose)
    return flow is not None and flow.due is not None and makes_room(flow.due)
