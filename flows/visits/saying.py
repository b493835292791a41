"""Visits in words: when, where, with whom."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TypeGuard
from zoneinfo import ZoneInfo

from flows.nearby.schedule import clock_words
from flows.outings import at_in_words
from flows.rhythm import local_day
from flows.steps import fills_in
from flows.talk import Talk
from flows.words import shortened
from flows.world import World
from flows.world.visits import Visit

PLACE = 30
"""Characters of a place that are said."""


def about(talk: Talk) -> Visit | None:
    """The visit that this talk is about."""
    seen = talk.world.visits
    return seen.about if seen else None


def mine(visit: Visit | None, talk: Talk) -> TypeGuard[Visit]:
    """Whether this is a visit that whoever's turn it is makes, of a pair that goes on."""
    return visit is not None and visit.on and visit.befriender.id == talk.world.person.id


def theirs(visit: Visit | None, talk: Talk) -> TypeGuard[Visit]:
    """Whether this is a visit to whoever's turn it is, by somebody who still visits them."""
    return visit is not None and visit.on and visit.resident.id == talk.world.person.id


@fills_in("neighbour", "visitor", "day", "at_place", "time")
def filled(talk: Talk) -> Mapping[str, str]:
    """The visit of this talk, in words."""
    return in_words(about(talk), talk.world)


def when(at: datetime, zone: str, now: datetime) -> str:
    """A moment as a neighbour says it: "today at 2pm", "tomorrow at 2pm", "Friday at 2pm"."""
    away = (local_day(at, zone) - local_day(now, zone)).days
    near = {0: "today", 1: "tomorrow"}.get(away)
    return f"{near} at {clock(at, zone)}" if near else at_in_words(at, zone, now)


def clock(at: datetime, zone: str) -> str:
    """Its time of day alone: "2pm"."""
    return clock_words(at.astimezone(ZoneInfo(zone)).time())


def where(visit: Visit) -> str:
    """ " at the library"; at their home, which both know, nothing is said."""
    return f" at {shortened(visit.place, PLACE)}" if visit.place else ""


def in_words(visit: Visit | None, world: World) -> Mapping[str, str]:
    """Who visits whom, when and where, to be filled in."""
    if visit is None:
        return {}
    return {
        "neighbour": (not visit.unsure and visit.resident.name) or "your neighbour",
        "visitor": visit.befriender.name or "your befriender",
        "day": when(visit.at, visit.zone, world.now),
        "at_place": where(visit),
        "time": clock(visit.at, visit.zone),
    }


def not_out(visit: Visit, perhaps: str = "") -> str:
    """For whoever is on duty: with whom a befriender is, where, since when, and till when.
    perhaps: whom they may be with, where they have not said.
    """
    since = clock(visit.arrived_at or visit.at, visit.zone)
    ends = clock(visit.ends_at or visit.at + timedelta(minutes=visit.minutes), visit.zone)
    home = shortened(visit.place, PLACE) or "their home"
    if visit.unsure:
        return f"with {perhaps or 'a neighbour'} (they did not say), since {since}, till {ends}"
    return f"with {visit.resident.name or 'a neighbour'}, {home}, since {since}, till {ends}"
