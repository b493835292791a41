"""Silence: one is normal. When it is time for a gentle check, and for a person to be told.

Every second hello running that nothing came back to leads to a gentle check, and if nothing
comes back to that either, to a person, who decides. Who has written since is not silent.
"""

from datetime import timedelta
from typing import Final

from flows.facts import WentQuiet
from flows.talk import Talk
from flows.world import Person, World

A_WEEK: Final = 7  # days
UNANSWERED: Final = timedelta(days=2)
"""How long a hello waits for an answer; the gentle check waits as long again."""


def silences_running(world: World, apart: timedelta) -> int:
    """How many hellos running nothing came back to, this one among them.

    `apart`: how long ago the hello before this one went out.
    """
    return 1 if heard_within(world, apart) else world.person.quiet_hellos + 1


def heard_within(world: World, span: timedelta) -> bool:
    """Whether they have written at all in this time, whatever it was."""
    return world.last_heard_at is not None and world.now - world.last_heard_at < span


def needs_check(world: World, apart: timedelta) -> bool:
    """Whether a hello that was not answered is followed by a gentle check."""
    return not heard_within(world, UNANSWERED) and silences_running(world, apart) % 2 == 0


def seldom(person: Person) -> bool:
    """Whether they hear from us less than once a week."""
    return person.every_days > A_WEEK


def somebody_was_told(person: Person) -> bool:
    """Whether a person has been told of their silence, and may still wonder."""
    return person.quiet_hellos > (0 if seldom(person) else 1)


def went_quiet(talk: Talk) -> WentQuiet:
    """Nothing came back to this hello."""
    return WentQuiet(silences_running(talk.world, between_hellos(talk)))


def between_hellos(talk: Talk) -> timedelta:
    """How long ago the hello before went out, when nothing has come back to this one."""
    return timedelta(days=talk.world.person.every_days) + UNANSWERED
