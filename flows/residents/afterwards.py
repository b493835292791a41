"""Afterwards: one question the day after. Whatever it was, and no answer, is fine."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from flows.engine import Ask, Do, Due, Flow, Say, Talk, fills_in, leads_to
from flows.facts import Fact
from flows.facts.nearby import NOT_WENT, UNKNOWN, WENT, OutingOver, OutingPlanned
from flows.hearing import WentOrNot, YesNo
from flows.outings import remind_at
from flows.words import shortened

A_WHILE, A_WEEK = timedelta(hours=4), timedelta(days=7)


@leads_to("went", "rest")
def still_open(talk: Talk) -> str:
    """Nobody is asked about what they called off, or of what was long ago."""
    going = talk.world.outing
    if going is None or going.state != "planned":
        return "rest"
    long_ago = going.at is not None and talk.world.now - going.at > A_WEEK
    return "rest" if long_ago else "went"


@leads_to("regular", "glad")
def would_go_again(talk: Talk) -> str:
    """Who liked it, and can go again, may like to be reminded each time."""
    going = talk.world.outing
    return "regular" if going and going.next_at and not going.regular else "glad"


def over(state: str, again: bool | None = None) -> Callable[[Talk], tuple[Fact, ...]]:
    """Keeps what came of the outing."""

    def keep(talk: Talk) -> tuple[Fact, ...]:
        going = talk.world.outing
        return (OutingOver(going.id, state, again),) if going else ()

    return keep


def every_time(talk: Talk) -> tuple[Fact, ...]:
    """A reminder each time from now on."""
    going, world = talk.world.outing, talk.world
    if going is None or going.next_at is None:
        return ()
    remind = remind_at(going.next_at, world.person, world.now)
    return (OutingPlanned(going.activity, going.next_at, remind, None, regular=True),)


@fills_in("outing")
def in_words(talk: Talk) -> Mapping[str, str]:
    """What it was."""
    going = talk.world.outing
    return {"outing": shortened(going.title, 36)} if going else {}


afterwards = Flow(
    "afterwards",
    Do("look", then=still_open),
    Ask(
        "went",
        hears=WentOrNot(),
        liked="liked",
        went="been",
        not_went="not_went",
        skip="not_saying",
        silence="silent",
    ),
    Do("liked", did=over(WENT, again=True), then=would_go_again),
    Ask("regular", hears=YesNo(), yes="each_time", no="glad", later="glad", silence=None),
    Say("each_time", did=every_time),
    Say("glad"),
    Say("been", did=over(WENT, again=False)),
    Say("not_went", did=over(NOT_WENT)),
    Say("not_saying", did=over(UNKNOWN)),
    Do("silent", did=over(UNKNOWN)),
    Do("rest"),
    due=Due("afterwards", consent="", again=A_WHILE),
    sees=("outing",),
    fills=in_words,
)
