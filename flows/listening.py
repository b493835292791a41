"""What came in, and the signal that is in it: heard once, before anything is looked up for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from flows.engine import Conversation, Flow, scene
from flows.hearing import Signal, SignalHeard, YesNo, hear, signal, team_word
from flows.world import BEFRIENDER, COORDINATOR, World

Open = Conversation | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came in: its kind and detail as `bot.channels.Inbound` names them."""

    kind: str
    text: str = ""
    detail: str = ""
    channel: str = "sms"
    listened: bool = False
    heard: SignalHeard | None = None  # the signal in it, once it was listened to


def listened(arrival: Arrival, world: World) -> Arrival:
    """The same arrival with the signal that is in it."""
    if arrival.listened:
        return arrival
    heard = _theirs(_signal(arrival, world), world)
    return replace(arrival, listened=True, heard=_teams(arrival, heard, world))


def _teams(arrival: Arrival, heard: SignalHeard | None, world: World) -> SignalHeard | None:
    """A word that only the team says goes before what else its text may be: a NOTE of a fall is
    no fall of whoever writes it. What else it is, is in `also`. STOP is STOP.
    """
    person = world.person
    stops = heard and heard.sure and Signal.STOP in (heard.signal, heard.also)
    if arrival.kind != "text" or not person.works_here or stops:
        return heard
    befriends, coordinates = BEFRIENDER in person.roles, COORDINATOR in person.roles
    word = team_word(arrival.text, befriends=befriends, coordinates=coordinates)
    if word is None or heard is None or heard.signal not in _GRAVE:
        return word or heard
    return replace(word, also=heard.signal)


_GRAVE: Final = (Signal.URGENT, Signal.CONCERN)


_THE_TEAMS: Final = (Signal.ANSWER, Signal.POLL)
"""What only the team says: from anybody else these are words like others."""


def _theirs(heard: SignalHeard | None, world: World) -> SignalHeard | None:
    if heard is None or heard.signal not in _THE_TEAMS or world.person.works_here:
        return heard
    return SignalHeard(Signal.CONCERN, sure=False) if heard.also is Signal.CONCERN else None


def sees(flows: Mapping[str, Flow], conversation: Open, world: World) -> frozenset[str]:
    """The sights that an answer to the open question may look at."""
    open_one = conversation or unanswered_hello(world)
    flow = flows.get(open_one.flow) if open_one else None
    return flow.sees if flow else frozenset()


def begun_by(flows: Mapping[str, Flow], heard: SignalHeard, world: World) -> Flow | None:
    """The conversation that this word of theirs begins, if it is sure and theirs to say."""
    roles = {"", *world.person.roles}
    fitting = (flow for flow in flows.values() if heard.signal in flow.on and flow.role in roles)
    return next(fitting, None) if heard.sure else None


def unanswered_hello(world: World) -> Open:
    """The last hello, if nothing came back to it: nobody waits for it any more, but late is no
    worse.
    """
    return Conversation("weekly_hello", "mood") if world.person.quiet_hellos else None


def _signal(arrival: Arrival, world: World) -> SignalHeard | None:
    """The provider's own word on STOP counts whatever the text says.

    Its word on START counts after a STOP, but never for a bare YES: providers take that for a
    START, and people say it to everything.
    """
    if arrival.kind == "opt_out":
        return SignalHeard(Signal.STOP)
    if (
        arrival.kind == "opt_in"
        and world.person.stopped
        and not hear(arrival.text, YesNo(), scene(world))
    ):
        return SignalHeard(Signal.START)
    return signal(arrival.text, scene(world)) if arrival.kind in ("text", "opt_in") else None
