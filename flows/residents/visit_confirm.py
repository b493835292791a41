"""The day before a visit: is that all right? One word is enough, and "not today" is fine."""

from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Passed, Say, Talk, Tell, leads_to
from flows.facts.visits import VisitAskedAbout, VisitCalledOff, VisitConfirmed
from flows.hearing import Expect, Heard, Scene, YesNo
from flows.hearing.plain import Said
from flows.steps import Passes
from flows.visits.saying import about, filled, in_words, theirs
from flows.world import RESIDENT
from flows.world.visits import PLANNED

A_WHILE: Final = timedelta(hours=1)


@leads_to("ask", "rest")
def still_on(talk: Talk) -> str:
    """Asked at the moment of sending: it is planned, the pair goes on, and it is to them. Who has
    just been told of it is not asked besides.
    """
    return "ask" if _to_be_told(talk) else "rest"


@leads_to("tomorrow", "rest")
def not_asked(talk: Talk) -> str:
    """They were asked something else all day, which they leave open."""
    return "tomorrow" if _to_be_told(talk) else "rest"


def _to_be_told(talk: Talk) -> bool:
    visit = about(talk)
    if not theirs(visit, talk) or visit.state != PLANNED or visit.resting:
        return False
    return not (visit.confirmed or visit.asked or visit.at <= talk.world.now)


def asked(talk: Talk) -> VisitAskedAbout:
    """They know of it."""
    return VisitAskedAbout(talk.subject)


def _yes_or_not_today() -> Expect:
    yes_no = YesNo()

    def heard(text: Said, scene: Scene) -> Heard | None:
        return yes_no.heard(text.raw, scene)

    return Expect(yes_no.outcomes, ("YES", "NOT TODAY"), heard)


def confirmed(talk: Talk) -> VisitConfirmed:
    """They are glad of it."""
    return VisitConfirmed(talk.subject)


def not_this_time(talk: Talk) -> VisitCalledOff:
    """This one is off, and only this one."""
    return VisitCalledOff(talk.subject, RESIDENT, talk.said.get("all_right", ""))


def tell_visitor(key: str) -> Passes:
    """Whoever visits them hears it, in this wording."""

    def passes(talk: Talk) -> tuple[Passed, ...]:
        visit = about(talk)
        if visit is None or not visit.on:
            return ()
        return (Passed(visit.befriender, key, in_words(visit, talk.world)),)

    return passes


@leads_to("not_today", "not_moved")
def whose_day(talk: Talk) -> str:
    """Where somebody else chose the day, a coordinator hears that it did not suit."""
    visit = about(talk)
    return "not_moved" if visit is not None and visit.moved else "not_today"


@leads_to("lovely", "not_on")
def still_planned(talk: Talk) -> str:
    """A late yes may be to a visit that is off meanwhile, or over."""
    visit = about(talk)
    if not theirs(visit, talk) or visit.resting:
        return "not_on"
    return "lovely" if visit.state == PLANNED and visit.at > talk.world.now else "not_on"


@leads_to("not_today", "not_moved", "not_on")
def if_planned(talk: Talk) -> str:
    """The same of a late no."""
    return whose_day(talk) if still_planned(talk) == "lovely" else "not_on"


visit_confirm = Flow(
    "visit_confirm",
    Do("look", then=still_on),
    Do("ask", did=asked, then="all_right"),
    Ask(
        "all_right",
        hears=_yes_or_not_today(),
        wait=timedelta(days=1),
        yes=still_planned,
        no=if_planned,
        later=if_planned,
        silence=None,
        gives_way=True,
    ),
    Say("lovely", did=confirmed),
    Say("not_today", did=not_this_time, passes=tell_visitor("visit_confirm.told")),
    Say(
        "not_moved",
        did=not_this_time,
        passes=tell_visitor("visit_confirm.told"),
        tell=Tell("coordinator", "visit_moved_off"),
    ),
    Say("not_on"),
    Do("rest"),
    due=Due(
        "visit_confirm",
        consent="visits",
        again=A_WHILE,
        counts=False,
        presses=timedelta(hours=3),
        over=("visit_confirm", "visit_offer"),
    ),
    sees=("visits",),
    fills=filled,
)


visit_tomorrow = Flow(
    "visit_tomorrow",
    Do("look", then=not_asked),
    Say("tomorrow", did=asked, offers=("NOT TODAY",)),
    Do("rest"),
    due=Due("visit_tomorrow", consent="visits", counts=False, beside=True),
    sees=("visits",),
    fills=filled,
)
