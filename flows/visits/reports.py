"""How a visit was, as it is kept: and what of it a person hears, at once or today."""

from collections.abc import Callable
from typing import Final

from flows.engine import scene
from flows.facts import Fact
from flows.facts.concerns import ConcernRaised
from flows.facts.visits import VisitReported
from flows.hearing import Signal, signal
from flows.talk import Talk
from flows.visits.in_passing import in_hospital, not_in
from flows.world.visits import Visit

LEVELS: Final = {"small": ("look", "visit_small"), "worried": ("today", "visit_worried")}
"""How soon a person is needed, and the kind of concern, for each worry that a visit can leave."""

Meant = Callable[[Talk], Visit | None]


def told(talk: Talk) -> str:
    """What they said of it: along with the number, and after it."""
    said = (talk.answers.get(step, "") for step in ("how", "did_it", "words", "worry"))
    return " / ".join(each for each in said if each)


def reported(how: str, meant: Meant) -> Callable[[Talk], tuple[Fact, ...]]:
    """It is kept; a worry becomes a concern about the resident, in the befriender's words."""

    def keep(talk: Talk) -> tuple[Fact, ...]:
        visit = meant(talk)
        if visit is None:
            return ()
        return (VisitReported(visit.id, how, told(talk)), *_concerns(how, visit, talk))

    return keep


def in_danger(talk: Talk) -> bool:
    """Whether somebody is, by what they said."""
    words = told(talk)
    found = signal(words, scene(talk.world)) if words else None
    return found is not None and found.signal is Signal.URGENT


def _concerns(how: str, visit: Visit, talk: Talk) -> tuple[ConcernRaised, ...]:
    """Danger in their words is urgent, whatever number they gave."""
    words = told(talk)
    found = signal(words, scene(talk.world)) if words else None
    if found and found.signal is Signal.URGENT:
        return (ConcernRaised(visit.resident.id, "urgent", "visit_danger", words),)
    if found and found.signal is Signal.CONCERN and found.sure:
        how = "worried"
    if how not in LEVELS:
        return ()
    return (ConcernRaised(visit.resident.id, *LEVELS[how], words),)


def did_not_happen(meant: Meant) -> Callable[[Talk], tuple[Fact, ...]]:
    """They did not meet; why is kept, and nobody is to blame. Where whom they visit was not there,
    a person sees that all is well.
    """

    def keep(talk: Talk) -> tuple[Fact, ...]:
        visit = meant(talk)
        why = talk.answers.get("why") or talk.answers.get("did_it", "")
        if visit is None:
            return ()
        reported = VisitReported(visit.id, happened=False, why=why)
        kind = (in_hospital(why) and "said_in_hospital") or (not_in(why) and "visit_not_in")
        if not kind:
            return (reported,)
        return (reported, ConcernRaised(visit.resident.id, "today", kind, why))

    return keep
