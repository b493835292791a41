"""CALL OFF: an event is no more. Only whoever comes, may come or waits for a place is told."""

from collections.abc import Mapping

from flows.coordinators import event_text, told_again
from flows.coordinators.event_answers import asks, asks_for_yes
from flows.coordinators.event_draft import AN_HOUR
from flows.coordinators.told_again import choices, order, shown, too_near
from flows.coordinators.which_event import asks_which, can_be_off, names_another, to_choose, waits
from flows.engine import Do, Flow, Say, Talk, fills_in, leads_to
from flows.facts import Fact
from flows.facts.broadcasts import BroadcastTurned
from flows.hearing import Signal
from flows.words import shortened
from flows.world import COORDINATOR
from flows.world.broadcasts import CALLED_OFF
from flows.world.events import KnownEvent


def about(talk: Talk) -> KnownEvent | None:
    """The event she means, if that is plain."""
    return told_again.about(talk, can_be_off)


@leads_to("nothing", "which", "dropped", "too_near", "they_get")
def which_is_off(talk: Talk) -> str:
    """Which event is off is asked for where it is not plain."""
    if not to_choose(talk, can_be_off):
        return "nothing"
    one = about(talk)
    if one is None or names_another(talk, can_be_off):
        return "which"
    if waits(one):
        return "dropped"
    return "too_near" if too_near(CALLED_OFF, one.broadcast.at, talk) else "they_get"


@leads_to("sent", "too_near", "nothing", "not_this_phone")
def goes(talk: Talk) -> str:
    """It is called off, unless it has begun meanwhile."""
    one = about(talk)
    if not talk.world.trusted:
        return "not_this_phone"
    if one is None:
        return "nothing"
    return "too_near" if too_near(CALLED_OFF, one.broadcast.at, talk) else "sent"


def dropped(talk: Talk) -> tuple[Fact, ...]:
    """Nobody has been told of it, and nobody will be."""
    one = about(talk)
    return (BroadcastTurned(one.broadcast.id, "kill"),) if one else ()


def ordered(talk: Talk) -> tuple[Fact, ...]:
    """It is off."""
    one = about(talk)
    if one is None:
        return ()
    it = one.broadcast
    return (order(talk, one, CALLED_OFF, _text(talk, one), at=it.at, place=it.place,
                  minutes=AN_HOUR, first={}),)  # fmt: skip


def _text(talk: Talk, one: KnownEvent) -> str:
    return event_text.called_off(one.broadcast.title, one.broadcast.at, talk.world)


@fills_in("events", "title", "text", "many", "parts", "not_yet_told", "who_hears")
def in_words(talk: Talk) -> Mapping[str, str]:
    """What people would get, and how many."""
    values, one = choices(talk, can_be_off), about(talk)
    if one is None:
        return values
    return {
        **values,
        **shown(talk, one, _text(talk, one), goes_with_it=False),
        "title": shortened(one.broadcast.title, 32),
    }


call_off = Flow(
    "call_off",
    asks("what", opening=True),
    Do("take", then=which_is_off),
    asks_which(can_be_off),
    Say("dropped", did=dropped),
    Say("they_get", then="sure"),
    asks_for_yes("sure", goes, mended="left"),
    Say("sent", did=ordered),
    Say("too_near"),
    Say("nothing"),
    Say("left"),
    Say("lapsed"),
    Say("not_this_phone"),
    on=(Signal.CALL_OFF,),
    role=COORDINATOR,
    sees=("known_events",),
    fills=in_words,
)
