"""What the wordings of chats and groups have filled in: names, and what it is about."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Final

from flows.engine import Talk, fills_in
from flows.tags import TAGS
from flows.words import shortened
from flows.world.chats import SOMEBODY, ChatSeen

ABOUT: Final = 38  # characters of what a chat is about
WAYS: Final = 110  # characters of how a group's members would rather keep in touch
_NAMES: Final = 4  # more than so many are counted


def together(names: Sequence[str]) -> str:
    """Names as they are said: "Betty, Tom and Sam", and of a crowd the first few."""
    if not names:
        return SOMEBODY
    if len(names) > _NAMES:
        return f"{', '.join(names[:_NAMES])} and {len(names) - _NAMES} more"
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def interest(about: str) -> str:
    """What they share, in plain English."""
    words = TAGS.get(about, about)
    return textwrap.shorten(words, ABOUT, placeholder="...").strip(".") or words[:ABOUT]


def called(chat: ChatSeen) -> str:
    """What a group is called: by its name, or else by what it shares."""
    if chat.group is None:
        return ""
    return chat.group.name or f"the {interest(chat.group.about)} group"


@fills_in("neighbour", "for_what", "waiting", "group", "left")
def of_a_chat(talk: Talk) -> Mapping[str, str]:
    """neighbour: who else is in it. for_what: what it is about, as the end of a sentence.
    waiting: what was said before they came. group: its name. left: who said BYE.
    """
    chat: ChatSeen | None = talk.world.chat
    if chat is None:
        return {"neighbour": SOMEBODY}
    about = interest(chat.group.about if chat.group else chat.why)
    return {
        "neighbour": together([each.name for each in chat.others]),
        "for_what": f", about {about}" if about else "",
        "waiting": " / ".join(chat.waiting),
        "group": talk.answers.get("name") or called(chat),
        "left": chat.by,
    }


@fills_in("group", "interest", "partner", "keeper", "numbers", "ways")
def of_a_group(talk: Talk) -> Mapping[str, str]:
    """interest: what they share. partner: who was to come along. keeper: who looks after it.
    numbers, ways: how its members can be reached, as far as each has said yes.
    """
    chat: ChatSeen | None = talk.world.chat
    if chat is None or chat.group is None:
        return {}
    return {
        "group": called(chat),
        "interest": interest(chat.group.about),
        "partner": chat.group.partner or SOMEBODY,
        "keeper": together(chat.group.keepers),
        "numbers": ", ".join(chat.group.numbers),
        "ways": shortened("; ".join(chat.group.ways), WAYS),
    }
