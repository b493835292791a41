"""TAKE OVER: a coordinator answers somebody as a person, and Doorstep is silent with them.

Until HAND BACK, or for a day. What they text goes to the coordinator as it is, and the
coordinator's texts to them, each under their own name; both hear when it begins and ends.
"""

from collections.abc import Mapping
from typing import Final

from flows.coordinators.by_name import awake, filled, finding, misspelt, someone
from flows.coordinators.naming import WHOM, meant
from flows.engine import Ask, Do, Due, Flow, Passed, Say, Talk, fills_in, leads_to
from flows.facts import Fact
from flows.facts.team_words import HandedBack, TakenOverByHand
from flows.hearing import Expect, Heard, PlainYes, Scene, Signal
from flows.hearing.plain import Said
from flows.world import COORDINATOR, Neighbour
from flows.world.taken_over import TakenOver

WITH_THEM: Final = "with_them"
WAITS: Final = "waits"
"""Where it is kept that they know that their words wait for the morning."""

ONE_TEXT: Final = 1_400
"""Characters that go on in one piece: providers refuse much longer ones."""

LEADS = (
    "right", "begun", "begun_at_night", "with_another", "with_you", "busy", "stopped", "no_way",
    "themself",
)  # fmt: skip


def taken(talk: Talk) -> TakenOver:
    """The talk that is taken over."""
    seen = talk.world.taken_over
    return seen if isinstance(seen, TakenOver) else TakenOver()


# ── it begins ───────────────────────────────────────────────────────────────────────────────


@leads_to(*LEADS)
def then(talk: Talk) -> str:
    """One coordinator is with one person at a time: else nobody knows whom a text is for."""
    them, mine = someone(talk), taken(talk)
    if them is None or them.id == talk.world.person.id:
        return "themself"
    if mine.open:
        return "with_you" if mine.resident.id == them.id else "busy"
    if them.id in (talk.world.holders or {}):
        return "with_another"
    if them.stopped:
        return "stopped"
    if not them.reachable:
        return "no_way"
    return "right" if misspelt(meant(talk)) else beginning(talk)


@leads_to("begun", "begun_at_night")
def beginning(talk: Talk) -> str:
    """Who sleeps hears of it in the morning, and the coordinator is told so."""
    them = someone(talk)
    return "begun" if them and awake(talk, them.heard_at, them.urgent) else "begun_at_night"


def begun(talk: Talk) -> tuple[Fact, ...]:
    """From now on their texts go to each other."""
    them = someone(talk)
    return (TakenOverByHand(them.id),) if them else ()


def told_begun(talk: Talk) -> tuple[Passed, ...]:
    """They hear who is writing."""
    them = someone(talk)
    if them is None:
        return ()
    to = Neighbour(them.id, them.name, them.language)
    live = awake(talk, them.heard_at, them.urgent)
    return (Passed(to, "take_over.to_them", {"who": _me(talk)}, live=live),)


def _me(talk: Talk) -> str:
    return talk.world.person.name or talk.world.project


@fills_in("called", "which", "neighbour", "who", "other")
def in_words(talk: Talk) -> Mapping[str, str]:
    """Who it is, and who is with whom."""
    named = filled(talk) if WHOM in talk.answers else {"called": "", "which": "", "neighbour": ""}
    them = someone(talk) if WHOM in talk.answers else None
    holder = (talk.world.holders or {}).get(them.id, "") if them else ""
    return {**named, "who": holder or "Somebody", "other": taken(talk).resident.name or "somebody"}


take_over = Flow(
    "take_over",
    *finding(then, *LEADS),
    Ask("right", hears=PlainYes(), yes=beginning, no="left", later="left", silence=None),
    Say("begun", did=begun, passes=told_begun),
    Say("begun_at_night", did=begun, passes=told_begun),
    Say("with_another"),
    Say("with_you"),
    Say("busy"),
    Say("stopped"),
    Say("no_way"),
    Say("themself"),
    on=(Signal.TAKE_OVER,),
    role=COORDINATOR,
    sees=("named", "taken_over", "holders"),
    fills=in_words,
)


# ── it goes on ──────────────────────────────────────────────────────────────────────────────


def _anything() -> Expect:
    """Whatever they write is for the other one; a picture has no words."""

    def heard(text: Said, scene: Scene) -> Heard | None:
        return Heard("words" if text.raw.strip() else "nothing", "", why="words to pass on")

    return Expect(("words", "nothing"), (), heard)


@leads_to("passed", "waits", "over_now")
def goes_on(talk: Talk) -> str:
    """Their words go on while it lasts; that they wait for the morning is said once."""
    seen = taken(talk)
    if not seen.open:
        return "over_now"
    told = WAITS in talk.answers or awake(talk, seen.heard_at, seen.urgent)
    return "passed" if told else "waits"


def knows(talk: Talk) -> Mapping[str, str]:
    """They know that their words wait."""
    return {WAITS: "yes"}


def to_resident(talk: Talk) -> tuple[Passed, ...]:
    """ "Ana: I'll come at two", at once where they have just written; else not at night."""
    seen = taken(talk)
    live = awake(talk, seen.heard_at, seen.urgent)
    values = {"who": _me(talk), "words": talk.said.get("talking", "")[:ONE_TEXT]}
    return (Passed(seen.resident, "take_over.from_coordinator", values, live=live),)


with_them = Flow(
    WITH_THEM,
    Ask(
        "talking",
        hears=_anything(),
        silently=True,
        wait=None,
        gives_way=True,
        words=goes_on,
        nothing="no_words",
    ),
    Do("passed", passes=to_resident, then="talking"),
    Say("waits", passes=to_resident, keeps=knows, then="talking"),
    Say("no_words", then="talking"),
    Say("over_now"),
    role=COORDINATOR,
    sees=("taken_over",),
    free=True,
    of_others=True,
)


# ── it ends ─────────────────────────────────────────────────────────────────────────────────


@leads_to("handed_back", "nothing")
def whether(talk: Talk) -> str:
    """Whether there is anything to hand back."""
    return "handed_back" if taken(talk).open else "nothing"


def handed_back_to_us(talk: Talk) -> HandedBack:
    """We talk with them again."""
    return HandedBack(taken(talk).id)


def told_ended(talk: Talk) -> tuple[Passed, ...]:
    """They hear that it is Doorstep again."""
    return (Passed(taken(talk).resident, "hand_back.to_them", {"who": _me(talk)}),)


@fills_in("neighbour", "who")
def the_two(talk: Talk) -> Mapping[str, str]:
    """Who they are to each other."""
    seen = taken(talk)
    return {
        "neighbour": seen.resident.name or "them",
        "who": seen.coordinator.name or talk.world.project,
    }


hand_back = Flow(
    "hand_back",
    Do("look", then=whether),
    Say("handed_back", did=handed_back_to_us, passes=told_ended),
    Say("nothing"),
    on=(Signal.HAND_BACK,),
    role=COORDINATOR,
    sees=("taken_over",),
    fills=the_two,
)


@leads_to("coordinator_hears", "resident_hears")
def which_of_the_two(talk: Talk) -> str:
    """Each hears of it in their own words."""
    is_theirs = taken(talk).resident.id == talk.world.person.id
    return "resident_hears" if is_theirs else "coordinator_hears"


taken_over_ends = Flow(
    "taken_over_ends",
    Do("look", then=which_of_the_two),
    Say("coordinator_hears"),
    Say("resident_hears"),
    due=Due("taken_over_ends", consent="", counts=False, beside=True),
    sees=("taken_over",),
    fills=the_two,
)
