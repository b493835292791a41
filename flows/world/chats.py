"""What a flow sees of a chat: who is in it, under the short names that are shown, and how it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flows.world import Neighbour

SOMEBODY: Final = "a neighbour"
"""What stands for the name of somebody whose name we don't know."""

COMES_FIRST: Final = frozenset({"weekly_hello", "welcome_home", "joining"})
"""Conversations that make no room for a chat: how somebody is comes before it."""

_TITLES: Final = frozenset("mr mrs miss ms mx dr sir lady lord rev reverend father sister".split())


def short_name(name: str) -> str:
    """The name that others see: the first name, and of "Mrs Miller" no more than "Mrs M"."""
    words = name.split()
    if not words:
        return SOMEBODY
    titled = words[0].strip(".").lower() in _TITLES
    return f"{words[0]} {words[-1][0]}" if titled and len(words) > 1 else words[0]


def told_apart(names: Iterable[str]) -> list[str]:
    """The short names of these people; of two who share one, by the first letter of their other
    name, or else numbered ("Rose", "Rose 2").
    """
    shown: list[str] = []
    for name in names:
        short, rest = short_name(name), name.split()[1:]
        if short in shown and rest and f"{short} {rest[-1][0]}" not in shown:
            short = f"{short} {rest[-1][0]}"
        numbered = (f"{short} {number}" for number in range(2, len(shown) + 3))
        shown.append(short if short not in shown else next(n for n in numbered if n not in shown))
    return shown


@dataclass(frozen=True, slots=True)
class LastWords:
    """The last thing anybody said in a chat: whether it was them, what, and when (UTC)."""

    theirs: bool
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """The group whose thread a chat is.

    about: the interest or place they share. name: what they call it, or "". partner: who was to
    come along with this person. asks_name: this person is the one who is asked for a name.
    keepers: who looks after it. numbers: of those who shared theirs, as "Rose 07700 900001", for
    somebody who shared theirs too. ways: how members would rather keep in touch, in their words.
    """

    about: str
    name: str = ""
    partner: str = ""
    asks_name: bool = False
    keepers: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChatSeen:
    """One chat, as one of its members sees it.

    me: the short name that the others see. why: what it is about, in a few words. state: proposed,
    open, or over. others: who else is in it. here: the ids of those whom words reach at once, and
    slow: of those who only hear of the chat once they have answered us. busy: the conversation
    that is open with this person instead, what it is about, and whether we asked it unasked.
    waiting: what was said while this person was busy, as "Betty: hello", and `heard`, the id of
    the last of it; more_waits: that is not all. asked_if_more: they have been asked if they would
    like to go on. lately: when this person said something that went on, in the last hour, and
    since_noon: in the last twelve. rested_at: when they were last asked to rest, in that hour.
    yeses: how many have said yes. how and by: how it ended, and who said BYE.
    has_left: this person has said BYE, or is out of it otherwise.
    """

    id: int
    me: str
    others: tuple[Neighbour, ...]
    why: str = ""
    state: str = "open"
    here: frozenset[int] = frozenset()
    slow: frozenset[int] = frozenset()
    busy: str = ""
    busy_about: int = 0
    asked_by_us: bool = False
    been_here: bool = False
    waiting: tuple[str, ...] = ()
    heard: int = 0
    more_waits: bool = False
    asked_if_more: bool = False
    last: LastWords | None = None
    lately: tuple[datetime, ...] = ()
    rested_at: datetime | None = None
    since_noon: tuple[datetime, ...] = ()
    yeses: int = 0
    how: str = ""
    by: str = ""
    has_left: bool = False
    group: GroupSeen | None = None

    @property
    def open(self) -> bool:
        """Whether words are passed on in it."""
        return self.state == "open"
