"""What is said: to them, of them to the team, and to a neighbour, each in their own words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from flows.concerns.clock import EVENING
from flows.concerns.levels import URGENT, WORDLESS, level_of
from flows.facts import PersonNeeded
from flows.hearing.of_visitor import names_visitor
from flows.rhythm import day_of_next_hello, heard_from
from flows.steps import Passed, Tell
from flows.talk import Message, Turn
from flows.words import ENGLISH, Words, shortened
from flows.world import World

QUOTED: Final = 100
"""Characters of what somebody said that whoever is told of it reads; the rest is on the desk."""


def message(
    world: World, key: str, also: Mapping[str, str] = MappingProxyType({}), **more: Any
) -> Message:
    """A wording for the person whose turn it is. `also` fills in what only this moment knows."""
    ways = world.words.ways(key)
    wording = ways[_next_way(key, len(ways), world)]
    text = world.words.say(wording, {**_for_them(world), **also})
    way = str(ways.index(wording)) if len(ways) > 1 else ""
    return Message(key, text, wording=way, **more)


def _next_way(key: str, ways: int, world: World) -> int:
    """Which way to say it, from 0: never the way it was said last, and each has its turn."""
    said = dict(each.rsplit(".", 1) for each in world.person.wordings)
    return (int(said.get(key, -1)) + 1) % ways


def tell(
    world: World,
    whom: Tell,
    said: str = "",
    urgent: bool = False,
    needs_them: bool = True,
    values: Mapping[str, str] = MappingProxyType({}),
) -> Turn:
    """Somebody is told of this person, in English: the words of the team.

    `needs_them`: it is kept until somebody has seen to it; else it is only news.
    """
    key, urgent = f"tell.{whom.what}", urgent or level_of(whom.what) == URGENT
    team = Words(ENGLISH, world.words.overrides)
    to = whom.to
    if to == "befriender" and (not world.befriender or names_visitor(said, world.befriender)):
        to = "coordinator"  # what they say of their visitor is never passed to that visitor
    text = team.say(key, {**values, **_for_the_team(world, said)})
    told = Message(key, text, to=to, urgent=urgent)
    needed = PersonNeeded(whom.what, said, URGENT if urgent else level_of(whom.what))
    return Turn(None, (told,), (needed,) if needs_them else ())


def _for_them(world: World) -> dict[str, str]:
    """What isn't known reads as somebody kindly would say it: `Hello {name}` as "Hello there"."""
    person = world.person
    by_phone = world.channels and "telegram" not in world.channels
    return {
        "name": "there" if person.number_unsure else person.name or "there",
        "project": world.project,
        "befriender": _visitor(world),
        "next_hello": day_of_next_hello(person, world.now),
        "or_ring": world.words.say("shared.or_ring", {}) if by_phone else "",
        "seen_to": world.words.say(_SEEN_TO[is_late(world)], {}),
    }


def is_late(world: World) -> bool:
    """Whether the day is over for whoever would see to it: "today" would be no true word."""
    return world.now.astimezone(ZoneInfo(world.person.zone)).time() >= EVENING


_SEEN_TO: Final = {False: "shared.seen_to", True: "shared.seen_to_late"}


def _visitor(world: World) -> str:
    """Who visits them, unless somebody else may be reading."""
    known = world.befriender if not world.person.number_unsure else ""
    return known or f"someone from {world.project}"


def _for_the_team(world: World, said: str) -> dict[str, str]:
    person = world.person
    return {
        "project": world.project,
        "who": person.name or "Somebody new",
        "reach": f"on {person.phone}" if person.phone else "if you can",
        "said": shortened(said, QUOTED) or WORDLESS,
        "last_heard": heard_from(world),
    }


def for_neighbour(world: World, passed: Passed) -> Message:
    """What goes to a neighbour: in their own language, and never as if they had just written."""
    words = Words(passed.to.language, world.words.overrides)
    values = {"name": passed.to.name or "there", "project": world.project, **passed.values}
    text = words.say(passed.key, values)
    return Message(
        passed.key,
        text,
        "neighbour",
        passed.choices,
        unasked=True,
        person_id=passed.to.id,
        live=passed.live,
        address_id=passed.at_address,
    )
