"""What falls due: nudges, and questions that nobody answered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from flows.engine import Ask, Conversation, Flow, Silent, Started, Turn, advance, resume
from flows.facts import NudgePlanned
from flows.residents.joining import HELLO_LATE_BY, NO_HURRY
from flows.rhythm import following_hello
from flows.world import World

ANOTHER_DAY: Final = timedelta(days=5)
"""When settling in is tried again, if somebody was resting or busy with another question."""

NUDGES: Final[Mapping[str, str]] = {"hello": "weekly_hello", "settling_in": "settling_in"}
"""Which conversation each kind of nudge begins."""

Open = Conversation | None


def silent(flows: Mapping[str, Flow], conversation: Conversation, world: World) -> Turn:
    """Nothing came back to a question that was sent. After STOP or in a pause it just ends."""
    if world.person.stopped or world.person.paused:
        return Turn(None)
    return resume(flows, conversation, Silent(), world)


def patience(flows: Mapping[str, Flow], flow: str, step: str) -> timedelta:
    """How long a question waits before its silence counts."""
    found = flows[flow].step(step) if flow in flows else None
    return found.wait if isinstance(found, Ask) else timedelta(0)


def due(
    flows: Mapping[str, Flow],
    purpose: str,
    due_at: datetime,
    too_late: bool,
    conversation: Open,
    world: World,
) -> Turn:
    """A nudge has fallen due. It is used, or skipped with the reason, and the next is planned."""
    if why_not := _why_not(purpose, too_late, conversation, world):
        turn = Turn(conversation, skipped=why_not)
    else:
        turn = advance(flows[NUDGES[purpose]], None, Started(), world).begun_by_us()
    return replace(turn, facts=(*turn.facts, *_next(purpose, due_at, turn, world)))


def _next(purpose: str, due_at: datetime, turn: Turn, world: World) -> tuple[NudgePlanned, ...]:
    """Hellos go on in their rhythm, used or not; settling in waits for a quieter day."""
    if world.person.stopped:
        return ()
    if purpose == "hello":
        at = following_hello(world.person, due_at, world.now)
        return (NudgePlanned("hello", at, HELLO_LATE_BY),)
    if purpose == "settling_in" and turn.skipped in ("paused", "late", "another question is open"):
        return (NudgePlanned("settling_in", max(due_at, world.now) + ANOTHER_DAY, NO_HURRY),)
    return ()


def _why_not(purpose: str, too_late: bool, conversation: Open, world: World) -> str:
    person = world.person
    reasons = (
        (purpose not in NUDGES, "unknown"),
        (person.stopped, "stopped"),
        (person.paused, "paused"),
        (too_late, "late"),
        (not world.consents.get("visits", False), "no consent"),
        (_in_the_way(purpose, conversation), "another question is open"),
    )
    return next((reason for is_so, reason in reasons if is_so), "")


def _in_the_way(purpose: str, conversation: Open) -> bool:
    """A question is open. A hello does not wait for a name that nobody cares to give."""
    return conversation is not None and not (purpose == "hello" and conversation.flow == "joining")
