"""A coordinator's words count from a phone that is confirmed to be theirs, and from no other.

A number can be forged, a chat can be linked to somebody's number, and a phone can be lost. So what
moves other people's lives waits until a code that went to another phone of theirs comes back.
"""

import re
from collections.abc import Mapping
from typing import Final

from flows.hearing import Signal, SignalHeard
from flows.hearing.signal_names import COORDINATORS, THE_TEAMS
from flows.notation import Flow
from flows.talk import Conversation
from flows.world import COORDINATOR, World

CONFIRM: Final = "confirm_phone"
"""The flow that asks for a code, and takes it."""

GUARDED: Final = frozenset(
    {*COORDINATORS, *THE_TEAMS, Signal.DONE, Signal.ANSWER, Signal.POLL, Signal.GONE}
)
"""What a coordinator says only from a phone that is confirmed."""

_ALWAYS: Final = frozenset(
    {Signal.URGENT, Signal.HELP, Signal.PERSON, Signal.WRONG_NUMBER, Signal.PAUSE, Signal.ME}
)
"""What concerns only themselves, and is heard from any phone."""

_ASKED_OF_THEM: Final = frozenset({"answer", "poll", "poll_result", "second_yes", "swap_asked"})
"""Flows that anybody can say the word of, and in which a coordinator's answer goes to others."""

_CODE = re.compile(r"\W*(?:(?:the|my) )?(?:code(?: is)?\W*)?(\d{3})[ -]?(\d{3})\W*", re.IGNORECASE)


def code_in(text: str) -> str:
    """The six figures of a code, if they are all of a text; else nothing."""
    found = _CODE.fullmatch(text)
    return found[1] + found[2] if found else ""


def has_to_confirm(
    flows: Mapping[str, Flow],
    text: str,
    heard: SignalHeard | None,
    conversation: Conversation | None,
    world: World,
) -> bool:
    """Whether this is a coordinator's to say, or an answer to what only they are asked, and comes
    from a phone that nobody has confirmed; or is the code that confirms it.
    """
    if world.trusted or COORDINATOR not in world.person.roles:
        return False
    if code_in(text) or (heard and heard.sure and heard.signal in GUARDED):
        return True
    if conversation is None or (heard and heard.signal in _ALWAYS):
        return False
    flow = flows.get(conversation.flow)
    return conversation.flow in _ASKED_OF_THEM or (flow is not None and flow.role == COORDINATOR)
