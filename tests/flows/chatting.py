"""Rose, and the chats and groups that transcripts find her in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flows.engine import Conversation, Turn
from flows.facts.chats import IntroductionAsked
from flows.world import Neighbour as Other
from flows.world.chats import ChatSeen, GroupSeen
from tests.flows.neighbour import Neighbour, resident
from tests.flows.transcript import _arrives, _due

BETTY, TOM = Other(2, "Betty"), Other(3, "Tom")
CHAT = ChatSeen(7, "Rose", (BETTY,), here=frozenset({2}), been_here=True, why="roses")
NEW = replace(CHAT, been_here=False)
OVER = replace(CHAT, state="over", others=(), here=frozenset(), how="bye", by="Betty")
ASKED = replace(NEW, state="proposed", here=frozenset())
THREE = replace(
    CHAT, others=(BETTY, TOM), here=frozenset({2, 3}), group=GroupSeen("gardening", "The Tea Set")
)
NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
NAMES = {2: "Betty", 3: "Tom"}


def rose(chat: ChatSeen | None, **known: Any) -> Neighbour:
    """Rose, who is about to hear of this chat."""
    return resident(sees={"chat": chat}, others=NAMES, **known)


def talking(chat: ChatSeen | None = CHAT, **known: Any) -> Neighbour:
    """Rose, in the middle of it."""
    return at("chat", "talking", chat, **known)


def at(flow: str, step: str, chat: ChatSeen | None, **known: Any) -> Neighbour:
    """Rose, in the middle of one of these conversations."""
    them = rose(chat, **known)
    them.take(Turn(Conversation(flow, step, silent_at=them.now + timedelta(days=4), subject=7)))
    return them


def facts_of(them: Neighbour) -> list[Any]:
    ours = [each for each in them.so_far if type(each).__module__.endswith("chats")]
    return [each for each in ours if not isinstance(each, IntroductionAsked)]


def says(them: Neighbour, text: str) -> list[str]:
    return _arrives(them, "text", text)


def falls_due(them: Neighbour, purpose: str) -> list[str]:
    return _due(them, purpose, late=False, subject=7)
