"""The reminder, the day before at a kind hour; and "not coming", which is welcome at any moment."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Do, Due, Flow, Passed, Say, Talk, Tell, fills_in, leads_to, scene
from flows.facts import Fact
from flows.facts.broadcasts import EventAnswered
from flows.facts.nearby import OutingCancelled, OutingPlanned
from flows.hearing import Signal
from flows.hearing.invited import invitation_answer
from flows.nearby.in_a_text import meeting
from flows.outings import at_in_words, remind_at, time_in_words
from flows.rhythm import day_in_words
from flows.words import shortened
from flows.world import World
from flows.world.broadcasts import NO
from flows.world.events import Invitation, Invited

SOON: Final = timedelta(hours=1)
"""When a reminder that could not go out is looked at again: while it helps it is sent, and after
that only the next time of what is regular is put down."""

LONG_QUIET: Final = timedelta(days=28)
"""After which a regular reminder rests: whoever is so quiet is seen to by a person."""

TWICE: Final = 2
"""Times running somebody can't make it, after which a regular reminder rests."""


@leads_to("tomorrow", "moved", "off", "again", "rest")
def still_planned(talk: Talk) -> str:
    """Nobody is reminded of what they have called off, or sent to what is no longer on."""
    going = talk.world.outing
    if going is None:
        return "rest"
    if going.state != "planned" or (going.at is not None and going.at <= talk.world.now):
        return "again" if going.regular else "rest"
    if going.gone:
        return "off"
    return "moved" if going.moved_to else "tomorrow"


def _long_quiet(world: World) -> bool:
    return world.last_heard_at is not None and world.now - world.last_heard_at > LONG_QUIET


def next_time(talk: Talk) -> tuple[Fact, ...]:
    """Who asked to be reminded each time is put down for the next, until they miss two running or
    have long been quiet.
    """
    going, world = talk.world.outing, talk.world
    if going is None or not going.regular or going.next_at is None:
        return ()
    if going.skipped >= TWICE or _long_quiet(world):
        return ()
    remind = remind_at(going.next_at, world.person, world.now)
    return (OutingPlanned(going.activity, going.next_at, remind, None, regular=True),)


def called_off(talk: Talk) -> tuple[Fact, ...]:
    """They are not going, and nobody asks why. Of an event their place is free again."""
    going = talk.world.outing
    if going is None:
        return ()
    freed = (
        EventAnswered(each.broadcast, NO)
        for each in _invitations(talk.world)
        if each.activity == going.activity
    )
    return (OutingCancelled(going.id), *freed)


def _invitations(world: World) -> tuple[Invitation, ...]:
    return world.invited.events if isinstance(world.invited, Invited) else ()


@fills_in("outing", "day", "on_day", "weekly", "time", "at_place", "travel", "company")
def in_words(talk: Talk) -> Mapping[str, str]:
    """What, when, where, how to get there, and with whom."""
    going, world = talk.world.outing, talk.world
    if going is None:
        return {}
    zone = world.person.zone
    names = shortened(" and ".join(each.name for each in going.going_with if each.name), 28)
    company = (
        f" {names} would like to go with you." if names else _sentence(meeting(going.meets), 62)
    )
    return {
        "outing": shortened(going.title, 36),
        "day": at_in_words(going.at, zone, world.now) if going.at else "this time",
        "on_day": day_in_words(going.at, zone, world.now) if going.at else "",
        "time": time_in_words(going.at, zone) if going.at else "",
        "at_place": f" at {shortened(going.where, 28)}" if going.where else "",
        "travel": _sentence(going.travel, 70),
        "company": company,
        "weekly": shortened(going.moved_to, 30),
    }


def _sentence(words: str, longest: int) -> str:
    short = shortened(words, longest).rstrip(".")
    return f" {_begun(short)}." if short else ""


def _begun(words: str) -> str:
    """As a sentence begins."""
    return f"{words[:1].upper()}{words[1:]}"


reminder = Flow(
    "reminder",
    Do("look", then=still_planned),
    Say("tomorrow", then="again"),
    Say("moved", did=called_off, then="again"),
    Say("off", did=called_off),
    Do("again", did=next_time),
    Do("rest"),
    due=Due("reminder", consent="", again=SOON, counts=False, beside=True),
    sees=("outing",),
    fills=in_words,
)


# ── can't make it ───────────────────────────────────────────────────────────────────────────


@leads_to("called_off", "declined", "nothing_planned")
def anything_planned(talk: Talk) -> str:
    """What they can't make is what they are put down for next; else what they are invited to."""
    going, meant = talk.world.outing, _meant(talk)
    planned = going is not None and going.state == "planned"
    if planned and not (_is_named(talk) and meant and meant.activity != going.activity):
        return "called_off"
    return "declined" if meant else "nothing_planned"


def _meant(talk: Talk) -> Invitation | None:
    """The event that they name, else the newest that they have not said no to."""
    events = _invitations(talk.world)
    heard = invitation_answer(_words(talk), [each.title for each in events], scene(talk.world))
    ahead = [each for each in events if each.at > talk.world.now and each.answer != NO]
    named = [events[nth] for nth in heard.which if events[nth] in ahead] if heard else []
    return next(iter(named or ahead), None)


def _is_named(talk: Talk) -> bool:
    titles = [each.title for each in _invitations(talk.world)]
    heard = invitation_answer(_words(talk), titles, scene(talk.world))
    return heard is not None and bool(heard.which)


def _words(talk: Talk) -> str:
    return talk.said.get("opening", "")


def declined(talk: Talk) -> tuple[Fact, ...]:
    """They are not coming to it; who was down for it is no longer."""
    one = _meant(talk)
    if one is None:
        return ()
    off = (OutingCancelled(one.outing),) if one.outing else ()
    return (EventAnswered(one.broadcast, NO, _words(talk)[:160]), *off)


@leads_to("tell_befriender", "rest")
def with_befriender(talk: Talk) -> str:
    """Whoever was going with them should know."""
    going = talk.world.outing
    return "tell_befriender" if going and going.company == "befriender" else "rest"


def tell_company(talk: Talk) -> tuple[Passed, ...]:
    """Neighbours who were going with them hear that they are not."""
    going = talk.world.outing
    if going is None:
        return ()
    values = {"who": talk.world.person.name or "Your neighbour", **in_words(talk)}
    return tuple(Passed(each, "not_coming.company", values) for each in going.going_with)


not_coming = Flow(
    "not_coming",
    Do("look", then=anything_planned),
    Say("called_off", did=called_off, passes=tell_company, then=with_befriender),
    Do("tell_befriender", tell=Tell("befriender", "not_coming")),
    Say("declined", did=declined),
    Say("nothing_planned"),
    Do("rest"),
    on=(Signal.NOT_COMING,),
    sees=("outing", "invited"),
    fills=in_words,
)
