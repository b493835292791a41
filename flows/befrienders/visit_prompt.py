"""The day before a visit: where and when, what they like to share, one idea; and can they go?"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.befrienders.cant_visit import in_hospital_they_say, off, tell_resident
from flows.engine import Ask, Do, Due, Flow, Say, Talk, fills_in, leads_to
from flows.facts.visits import VisitCalledOff
from flows.hearing import Expect, Heard, Scene, YesNo
from flows.hearing.plain import Said
from flows.rhythm import local_day
from flows.visits.in_passing import in_hospital
from flows.visits.saying import about, in_words, mine
from flows.words import shortened
from flows.world.visits import ACCUSED, PLANNED, Visit

A_WHILE: Final = timedelta(minutes=30)
LONG_ENOUGH: Final = timedelta(hours=3)
"""Without an answer to something else, before they are asked about tomorrow all the same."""

UNTIL_THEN: Final = timedelta(hours=14)


@leads_to("share", "can_you", "no_visit", "rest")
def still_on(talk: Talk) -> str:
    """Asked at the moment of sending: it is planned, the pair goes on, and it is theirs."""
    visit = about(talk)
    if not mine(visit, talk) or visit.state != PLANNED or visit.at <= talk.world.now:
        return "rest"
    if visit.resting == ACCUSED:
        return "rest"  # a coordinator sees to it first, and no hint of it goes out
    if visit.resting:
        return "no_visit"
    if _has_read_of_today(visit, talk):
        return "rest"
    return "share" if _shares(talk) else "can_you"


def _has_read_of_today(visit: Visit, talk: Talk) -> bool:
    """Something else was open the evening before; by now they have read of today's visit."""
    today = local_day(talk.world.now, visit.zone)
    planned = visit.planned_at or talk.world.now
    return local_day(visit.at, visit.zone) == today and local_day(planned, visit.zone) < today


def _shares(talk: Talk) -> tuple[str, ...]:
    """What may be shared, a sentence each, as many as fit in a text: what they love first."""
    seen, visit, say = talk.world.sharing, about(talk), talk.world.words.say
    if seen is None or visit is None:
        return ()
    who = {"neighbour": visit.resident.name or "Your neighbour"}
    loves = {**who, "loves": shortened(seen.loves, 40)}
    said = {**who, "words": shortened(seen.said, 40)}
    outing = {"outing": shortened(seen.activity, 36), "when": seen.activity_when}
    ideas = (
        seen.loves and say("visit_prompt.loves", loves),
        seen.said and say("visit_prompt.said", said),
        seen.can and say("visit_prompt.ask_them", {**who, "can": shortened(seen.can, 30)}),
        seen.activity and say("visit_prompt.go_together", outing),
    )
    fitting: tuple[str, ...] = ()
    for idea in ideas:
        if idea and len(" ".join((*fitting, idea))) <= ONE_TEXT:
            fitting = (*fitting, idea)
    known = len(fitting) == 1 and bool(seen.loves) and not visit.first
    return () if known else fitting  # what they love is told once, and then only beside what is new


ONE_TEXT: Final = 140


@fills_in("neighbour", "visitor", "day", "at_place", "time", "ideas", "known")
def filled(talk: Talk) -> Mapping[str, str]:
    """The visit in words, what is shared, and whether the resident has said yes."""
    visit, world = about(talk), talk.world
    if visit is None:
        return {}
    words = dict(in_words(visit, world))
    key = "said_yes" if visit.confirmed == "yes" else "not_said"
    known = world.words.say(f"visit_prompt.{key}", words)
    return {**words, "ideas": " ".join(_shares(talk)), "known": known}


def _can_they() -> Expect:
    """A yes or a no; or that whom they visit is in hospital."""
    yes_no = YesNo()

    def heard(text: Said, scene: Scene) -> Heard | None:
        if in_hospital(text.raw):
            return Heard("hospital", "", why="says they are in hospital")
        return yes_no.heard(text.raw, scene)

    return Expect((*yes_no.outcomes, "hospital"), yes_no.labels, heard)


@leads_to("good", "over")
def still_planned(talk: Talk) -> str:
    """A yes may come after it was called off, moved to another day, or the pair has ended."""
    visit = about(talk)
    planned = mine(visit, talk) and visit.state == PLANNED and not visit.resting
    return "good" if planned and visit and visit.at > talk.world.now else "over"


@leads_to("called_off", "over")
def still_to_call_off(talk: Talk) -> str:
    """A no to what is off already takes nothing else with it."""
    visit = about(talk)
    return "called_off" if mine(visit, talk) and visit.state == PLANNED else "over"


def resting(talk: Talk) -> VisitCalledOff:
    """They are in hospital, or the visits rest: this one is off, and the next one planned."""
    visit = about(talk)
    return VisitCalledOff(talk.subject, "", visit.resting if visit else "")


visit_prompt = Flow(
    "visit_prompt",
    Do("look", then=still_on),
    Say("share", then="can_you"),
    Ask(
        "can_you",
        hears=_can_they(),
        wait=UNTIL_THEN,
        gives_way=True,
        yes=still_planned,
        no=still_to_call_off,
        later=still_to_call_off,
        hospital="hospital",
        silence=None,
    ),
    Say("good"),
    Say("over"),
    Say("hospital", did=in_hospital_they_say),
    Say("called_off", did=off, passes=tell_resident),
    Say("no_visit", did=resting),
    Do("rest"),
    due=Due("visit_prompt", consent="", again=A_WHILE, counts=False, presses=LONG_ENOUGH),
    sees=("visits", "sharing"),
    fills=filled,
)
