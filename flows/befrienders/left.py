"""DONE: a befriender has left, and is well. How it was is asked next, if it is time to."""

from datetime import timedelta
from typing import Final

from flows.befrienders.here import found_well
from flows.engine import Do, Flow, Say, Talk, fills_in, leads_to
from flows.facts import Fact, NudgePlanned
from flows.facts.visits import VisitLeft
from flows.hearing import Signal
from flows.visits.saying import in_words
from flows.world import BEFRIENDER

ASK_LATE_BY: Final = timedelta(days=1)


@leads_to("out", "out_already", "not_in")
def now_out(talk: Talk) -> str:
    """Whether they were in a visit at all. A button may be pressed twice."""
    seen = talk.world.visits
    if seen and seen.open:
        return "out"
    return "out_already" if talk.world.left_at else "not_in"


def left(talk: Talk) -> tuple[Fact, ...]:
    """They are out. How it was is asked at once, or in the morning if it is night."""
    visit = talk.world.visits.open
    ask_how = visit.ask_how and not visit.unsure
    facts = (VisitLeft(visit.id, asked=ask_how), *found_well(visit, talk))
    if not ask_how:
        return facts
    return (*facts, NudgePlanned("visit_after", talk.world.now, ASK_LATE_BY, visit.id))


@fills_in("neighbour", "visitor", "day", "at_place", "time")
def filled(talk: Talk) -> dict[str, str]:
    """The visit they were in, in words."""
    seen = talk.world.visits
    return dict(in_words(seen.open if seen else None, talk.world))


left_visit = Flow(
    "left_visit",
    Do("look", then=now_out),
    Say("out", did=left),
    Say("out_already"),
    Say("not_in"),
    on=(Signal.DONE, Signal.LEFT),
    role=BEFRIENDER,
    sees=("visits",),
    fills=filled,
)
