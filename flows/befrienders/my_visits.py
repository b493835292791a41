"""VISITS: when are my visits? The next three."""

from collections.abc import Mapping
from typing import Final

from flows.engine import Do, Flow, Say, Talk, fills_in, leads_to
from flows.hearing import Signal
from flows.visits.saying import when
from flows.words import shortened
from flows.world import BEFRIENDER

SHOWN: Final = 3
NAME: Final = 12  # characters of a name, so that three fit in a text


@leads_to("next", "none", "nobody")
def any_to_come(talk: Talk) -> str:
    """Who visits nobody is told so; and whose rhythm nobody has agreed."""
    seen = talk.world.visits
    if seen is None or not seen.pairs:
        return "nobody"
    return "next" if _next(talk) else "none"


def _next(talk: Talk) -> list[str]:
    """In words, the next first: what is planned, and after it what the rhythms will bring."""
    seen, world = talk.world.visits, talk.world
    if seen is None:
        return []
    planned = [
        (each.at, each.resident.name, each.zone)
        for each in seen.coming
        if each.befriender.id == world.person.id and each.at > world.now and each.on
    ]
    later = [(at, whom.name, world.person.zone) for at, whom in seen.later]
    rows = sorted(planned + later)[:SHOWN]
    return [
        f"{shortened(name or 'your neighbour', NAME)} {when(at, zone, world.now)}"
        for at, name, zone in rows
    ]


@fills_in("visits")
def filled(talk: Talk) -> Mapping[str, str]:
    """The next three, in words."""
    return {"visits": ", ".join(_next(talk))}


my_visits = Flow(
    "my_visits",
    Do("look", then=any_to_come),
    Say("next"),
    Say("none"),
    Say("nobody"),
    on=(Signal.VISITS,),
    role=BEFRIENDER,
    sees=("visits",),
    fills=filled,
)
