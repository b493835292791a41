"""Whether what has fallen due may be used just now, why not, and when else."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from flows.engine import Ask, Conversation, Due, Flow
from flows.facts import NudgePlanned
from flows.pacing import A_WEEK, room_from
from flows.world import World
from flows.world.taken_over import TAKEN_OVER

Open = Conversation | None

A_DAY: Final = timedelta(days=1)
A_WHILE: Final = timedelta(hours=3)
"""How long what somebody waits for is left to be answered, before we ask anything besides."""

MEANWHILE: Final = frozenset(
    {"taken_over_ends", "reminder", "visit_offer_over", "visit_today", "visit_out", "team_left"}
)
"""What is told though a person talks with them: that this is over, and what they count on."""

AN_HOUR: Final = timedelta(hours=1)
BUSY: Final = "another question is open"
FULL: Final = "their week is full"
QUIET_LATELY: Final = "quiet lately"
NEEDS_FIRST: Final = "needs come first"
NUMBER_UNSURE: Final = "somebody else may have their number"
NOT_NOW: Final = (
    TAKEN_OVER,
    "paused",
    "late",
    BUSY,
    FULL,
    QUIET_LATELY,
    NEEDS_FIRST,
    NUMBER_UNSURE,
)
"""Why a nudge is skipped that may be tried again."""


_AT_LEAST: Final = {
    "paused": A_DAY, QUIET_LATELY: A_WEEK, NEEDS_FIRST: A_WEEK, NUMBER_UNSURE: A_WEEK,
}  # fmt: skip

_ASIDE: Final = ("done", "mine")
"""What the team is asked in passing, of somebody they have seen to: nobody has to answer."""

NEUTRAL: Final = frozenset({"hello", "right_number"})
"""What may begin though somebody else may have their number: no personal word is in it."""


def why_not(rule: Due, too_late: bool, busy: bool, world: World) -> str:
    """Why this may not begin now; "" if it may.

    Whoever has not answered our last hello is asked nothing more until they are heard from.
    """
    person, adds = world.person, makes_room(rule)
    reasons = (
        (person.stopped, "stopped"),
        (not world.channels, "no address"),
        (person.paused, "paused"),
        (world.held_by is not None and rule.purpose not in MEANWHILE, TAKEN_OVER),
        (too_late, "late"),
        (rule.consent and not world.consents.get(rule.consent, False), "no consent"),
        (person.number_unsure and rule.purpose not in NEUTRAL, NUMBER_UNSURE),
        (busy or (world.holds and not rule.beside), BUSY),
        (adds and world.needs_first, NEEDS_FIRST),
        (adds and person.quiet_hellos > 0, QUIET_LATELY),
        (adds and _room_from(rule, world) > world.now, FULL),
    )
    return next((reason for is_so, reason in reasons if is_so), "")


def makes_room(rule: Due) -> bool:
    """Whether this makes room for the hello: all that we begin besides."""
    return rule.counts and rule.purpose != "hello"


def _room_from(rule: Due, world: World) -> datetime:
    """What nobody waits for leaves room for what somebody does."""
    at_most = 1 if rule.idle else world.week.budget.a_week - 1
    return room_from(world.week, at_most, world.now)


def when_else(rule: Due, due_at: datetime, reason: str, world: World) -> datetime | None:
    """When to try again what could not be used for this reason; None: it is skipped for good.

    While a person talks with them nothing is lost: what has but one chance waits, too.
    """
    if reason not in NOT_NOW or (rule.again is None and reason != TAKEN_OVER):
        return None
    again = rule.again or AN_HOUR
    if reason == FULL:
        return _room_from(rule, world)
    wait = max(again, _AT_LEAST.get(reason, again))
    return max(due_at, world.now) + wait


def in_the_way(
    flows: Mapping[str, Flow], nudge: NudgePlanned, rule: Due, conversation: Open, world: World
) -> bool:
    """Whether a question is open that this may not push aside.

    Neither a hello nor what somebody waits for (a yes, a chat) waits for an answer that nobody
    cares to give: a name, or what we asked only to get to know them.
    """
    if conversation is None or rule.beside:
        return False
    if conversation.flow in rule.over and conversation.subject == nudge.subject:
        return False
    flow = flows.get(conversation.flow)
    step = flow.step(conversation.step) if flow else None
    if isinstance(step, Ask) and _just_asked(step, rule, conversation, world):
        return True
    if not rule.idle and isinstance(step, Ask) and _gives_way(step, world):
        waits = bool(flow and flow.due and flow.due.presses)
        return waits and makes_room(rule) and asked_within(A_WHILE, step, conversation, world)
    if presses(flow, rule, conversation, world):
        return False
    idle = conversation.flow == "joining" or (flow and flow.due and flow.due.idle)
    return not (idle and (rule.purpose == "hello" or not (rule.counts or rule.idle)))


def _just_asked(step: Ask, rule: Due, conversation: Conversation, world: World) -> bool:
    """Whether we have asked something so lately that a plain "no" could be said to either. A hello
    keeps its hour.
    """
    if not step.speaks or step.wait is None or rule.again is None or rule.purpose == "hello":
        return False
    if conversation.flow in _ASIDE:
        return False
    return asked_within(AN_HOUR, step, conversation, world)


def presses(flow: Flow | None, rule: Due, conversation: Conversation, world: World) -> bool:
    """Whether what has fallen due can't wait any more for an answer to what we asked besides: never
    for one to a hello, or to what they began themself.
    """
    step = flow.step(conversation.step) if flow else None
    if rule.presses is None or flow is None or flow.due is None or not isinstance(step, Ask):
        return False
    if not makes_room(flow.due) or flow.due.again is None or step.wait is None:
        return False
    return not asked_within(rule.presses, step, conversation, world)


def asked_within(spell: timedelta, step: Ask, conversation: Conversation, world: World) -> bool:
    """Whether the open question was asked so lately, as far as we know."""
    if step.wait is None or conversation.silent_at is None:
        return True
    return world.now - (conversation.silent_at - step.wait) < spell


def _gives_way(step: Ask, world: World) -> bool:
    """Nothing was asked here, and they have said nothing for long enough."""
    if step.gives_way is None:
        return False
    return world.last_heard_at is None or world.now - world.last_heard_at >= step.gives_way
