"""How much is too much: what keeps two machines from talking to each other for ever.

The figures are what providers and others who run such services use; a person never reaches them
by living, and a machine reaches them in minutes. Danger is outside all but one: the very same
words again.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flows.concerns.levels import LOOK, level_of
from flows.hearing import Signal, signal
from flows.world import Priority

WITHIN: Final = timedelta(minutes=10)
"""The span in which answers to one address are counted; after it, it works again."""

A_MINUTE: Final = timedelta(minutes=1)

HEARD_A_MINUTE: Final = 30
"""Texts of one person's a minute whose turn is taken. More than anybody types; all are kept."""

NEWCOMERS: Final = 20
"""New people within ten minutes who are answered at once, not counting who has joined since. A
poster brings a few a day; a word on the radio brings more, and so do a thousand numbers that
somebody owns, of which none goes on to say yes.
"""

NEWCOMERS_APART: Final = timedelta(seconds=2)
"""How far apart further new people are answered: half of what one number of ours sends, so that an
answer to anybody else always finds room.
"""

FLAGGED_FOR: Final = timedelta(days=1)
"""How long one word to the coordinators about one flood is enough."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most answers to one address within ten minutes: the same words, and all in all."""

    identical: int
    answers: int


EVERYBODY: Final = Limits(identical=3, answers=10)

THE_TEAM: Final = Limits(identical=10, answers=40)
"""Whoever works for the project by text: a coordinator may see to ten concerns in ten minutes."""


def may_be_held(key: str, priority: int, starts: bool) -> bool:
    """Whether a message that answers somebody may be one too many.

    What goes to the team may if it merely tells that somebody texted; a worry never is. What goes
    to a neighbour has limits of its own.
    """
    if key.startswith("tell."):
        kind = key.removeprefix("tell.")
        return priority == Priority.DANGER or (level_of(kind) == LOOK and kind not in OWN_FLAGS)
    return not starts and priority in (Priority.DANGER, Priority.REPLY)


OWN_FLAGS: Final = frozenset({"flood", "newcomers"})
"""The kinds in which the team hears of a flood itself."""


def is_grave(text: str) -> bool:
    """Whether this is heard, however much else comes: danger, a worry, STOP."""
    heard = signal(text)
    if heard is None:
        return False
    return heard.signal in (Signal.URGENT, Signal.CONCERN) or (
        heard.sure and Signal.STOP in (heard.signal, heard.also)
    )
