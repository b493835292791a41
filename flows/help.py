"""HELP: what each person can text, by what they are to the project; one text for each of those."""

from typing import Final

from flows.engine import Message, message
from flows.world import BEFRIENDER, COORDINATOR, World

_TEAM: Final = {BEFRIENDER: "help_befriender", COORDINATOR: "help_team"}
"""The wording for each role of the team, the befriender's first."""

_COORDINATORS_WORDS: Final = "help_team_words"
"""The second of a coordinator's: what they can text, by its words."""


def what_to_text(world: World) -> tuple[Message, ...]:
    """What they can text: who is two things is told of both."""
    person = world.person
    keys = ["help"] if person.joined else []
    keys += [key for role, key in _TEAM.items() if role in person.roles]
    keys += [_COORDINATORS_WORDS] if COORDINATOR in person.roles else []
    return tuple(message(world, f"shared.{key}") for key in keys or ["help_new"])


def what_the_team_texts(world: World) -> tuple[Message, ...]:
    """The same of their part in the team only."""
    roles = world.person.roles
    return tuple(message(world, f"shared.{key}") for role, key in _TEAM.items() if role in roles)
