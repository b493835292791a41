"""The morning of a visit: where, when, and the two words that keep whoever visits safe."""

from datetime import timedelta
from typing import Final

from flows.engine import Do, Due, Flow, Say, Talk, leads_to
from flows.facts.concerns import ConcernRaised
from flows.visits.saying import about, filled, mine, when
from flows.world.visits import ACCUSED, PLANNED

A_WHILE: Final = timedelta(minutes=20)


@leads_to("today", "stands", "rest")
def still_on(talk: Talk) -> str:
    """Asked at the moment of sending: it is planned, the pair goes on, and it is theirs."""
    visit = about(talk)
    if not mine(visit, talk) or visit.state != PLANNED:
        return "rest"
    if visit.at <= talk.world.now or visit.resting not in ("", ACCUSED):
        return "rest"
    return "stands" if visit.resting else "today"


def stands(talk: Talk) -> tuple[ConcernRaised, ...]:
    """Nobody has seen to what was said of this visitor, and today they come: a coordinator hears
    it, and nobody else.
    """
    visit = about(talk)
    if visit is None:
        return ()
    day = when(visit.at, visit.zone, talk.world.now)
    return (ConcernRaised(visit.resident.id, "urgent", "visitor_stands", day),)


visit_today = Flow(
    "visit_today",
    Do("look", then=still_on),
    Say("today", offers=("HERE", "DONE")),
    Do("stands", did=stands),
    Do("rest"),
    due=Due("visit_today", consent="", again=A_WHILE, counts=False, beside=True),
    sees=("visits",),
    fills=filled,
)


# ── all well? ───────────────────────────────────────────────────────────────────────────────


@leads_to("all_well", "rest")
def still_in(talk: Talk) -> str:
    """Who has come out meanwhile is not asked."""
    visit = about(talk)
    seen = talk.world.visits
    here = visit is not None and seen.open is not None and seen.open.id == visit.id
    return "all_well" if here else "rest"


visit_out = Flow(
    "visit_out",
    Do("look", then=still_in),
    Say("all_well", offers=("DONE", "HERE 30"), urgent=True),
    Do("rest"),
    due=Due("visit_out", consent="", counts=False, beside=True),
    sees=("visits",),
    fills=filled,
)
