"""Of whoever visits them: not any more, not this time, and when is it? In their own words.

That somebody would rather be visited no more is for a coordinator, today. Whoever visits them
hears no word of it: only, where a visit is near, that there is none that day.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import OPENING, Do, Flow, Passed, Say, Talk, Tell, fills_in, leads_to
from flows.facts.visits import VisitCalledOff
from flows.hearing import Signal
from flows.hearing.of_visitor import HARM, names_visitor, said_of
from flows.steps import Decides, Passes
from flows.visits.saying import clock, in_words
from flows.visits.which_day import on_the_day
from flows.world import RESIDENT, visitor_of
from flows.world.visits import ACCUSED, Visit

NEAR: Final = timedelta(days=4)
"""A visit so near is off, and whoever was to come hears so at once. None is prompted after it
before a coordinator has closed the concern (`store/visits_seen.py`).
"""

SOON: Final = timedelta(hours=36)
"""What "not today" may be said of: NOT TODAY is the answer we teach the day before."""

_TODAY: Final = re.compile(r"\b(?:today|tonight|this \w+)\b", re.IGNORECASE)


def _said(talk: Talk) -> str:
    return talk.said.get(OPENING, "")


def _mine(talk: Talk) -> tuple[Visit, ...]:
    """Visits to them, the next first; of the visitor they name, where they have several. Who runs
    late is to come yet.
    """
    seen, world = talk.world.visits, talk.world
    to_me = [
        each
        for each in (seen.coming if seen else ())
        if each.resident.id == world.person.id
        and each.on
        and max(each.at, each.late_at or each.at) > world.now
    ]
    named = [each for each in to_me if names_visitor(_said(talk), each.befriender.name)]
    return tuple(named or to_me)


def _next(talk: Talk) -> Visit | None:
    return next(iter(_mine(talk)), None)


def _off(by: str) -> Decides:
    def off(talk: Talk) -> tuple[VisitCalledOff, ...]:
        visit, why = (_this(talk), _said(talk)) if by == "day" else (_next(talk), "")
        return (VisitCalledOff(visit.id, RESIDENT, why),) if visit else ()

    return off


def _tells(key: str, which: str) -> Passes:
    def passes(talk: Talk) -> tuple[Passed, ...]:
        visit = _this(talk) if which == "day" else _next(talk)
        if visit is None:
            return ()
        return (Passed(visit.befriender, key, in_words(visit, talk.world)),)

    return passes


@fills_in("neighbour", "visitor", "day", "at_place", "time", "comes", "stands")
def filled(talk: Talk) -> Mapping[str, str]:
    """The visit meant, in words; without one, who visits them."""
    visit = _this(talk) or _next(talk)
    comes = clock(visit.late_at, visit.zone) if visit and visit.late_at else ""
    return {
        "visitor": visitor_of(talk.world),
        "comes": comes,
        "stands": _stands(_next(talk), talk),
        **in_words(visit, talk.world),
    }


def _stands(visit: Visit | None, talk: Talk) -> str:
    """For who coordinates: what is planned, and the word that calls it off."""
    if visit is None:
        return "No visit is planned."
    words = in_words(visit, talk.world)
    return f"The visit {words['day']} stands. NO VISIT {words['neighbour']} calls it off."


# ── not any more ────────────────────────────────────────────────────────────────────────────


@leads_to("harm", "wrong", "heard_off", "heard")
def how_grave(talk: Talk) -> str:
    """Whether they say something of the visitor; and whether a visit is near."""
    did = said_of(_said(talk), visitor_of(talk.world))
    visit = _next(talk)
    if did or (visit is not None and visit.resting == ACCUSED):
        return "harm" if did == HARM else "wrong"
    near = visit is not None and visit.at - talk.world.now <= NEAR
    return "heard_off" if near else "heard"


# Of what they say of a visitor nothing at all goes to that visitor: a visit called off within the
# hour could tell them who spoke. What is planned stands, no prompt goes out, and who coordinates
# has the word that calls it off.
not_wanted = Flow(
    "not_wanted",
    Do("look", then=how_grave),
    Say("harm", tell=Tell("coordinator", "visitor_harm"), urgent=True),
    Say("wrong", tell=Tell("coordinator", "visitor_wrong")),
    Say("heard_off", did=_off("next"), passes=_tells("not_wanted.told", "next"),
        tell=Tell("coordinator", "visitor_unwanted")),
    Say("heard", tell=Tell("coordinator", "visitor_unwanted")),
    on=(Signal.NOT_WANTED,),
    sees=("visits",),
    fills=filled,
)  # fmt: skip


# ── not this time ───────────────────────────────────────────────────────────────────────────


def _this(talk: Talk) -> Visit | None:
    """The visit of the day they name: a weekday is today, or the next of that name. Without a day,
    or where it is today and there is none, the next one, if it is soon.
    """
    coming, now, zone = _mine(talk), talk.world.now, talk.world.person.zone
    of_that_day = on_the_day(_said(talk), coming, zone, now)
    if of_that_day or (of_that_day is not None and not _TODAY.search(_said(talk))):
        return next(iter(of_that_day), None)
    return next((each for each in coming if each.at - now <= SOON), None)


@leads_to("no_visit", "read")
def which_visit(talk: Talk) -> str:
    """The one they mean; where there is none, a person reads it."""
    return "no_visit" if _this(talk) else "read"


not_today = Flow(
    "not_today",
    Do("look", then=which_visit),
    Say("no_visit", did=_off("day"), passes=_tells("visit_confirm.told", "day")),
    Say("read", tell=Tell("befriender", "words")),
    on=(Signal.NOT_TODAY,),
    sees=("visits",),
    fills=filled,
)


# ── when is it? ─────────────────────────────────────────────────────────────────────────────


@leads_to("late", "next", "none")
def any_to_come(talk: Talk) -> str:
    """What is planned, and how late it gets; where nothing is, a person sees to it."""
    visit, now = _next(talk), talk.world.now
    if visit is not None and visit.late_at is not None and visit.late_at > now:
        return "late"
    return "next" if visit else "none"


my_visitor = Flow(
    "my_visitor",
    Do("look", then=any_to_come),
    Say("late"),
    Say("next"),
    Say("none", tell=Tell("coordinator", "words")),
    on=(Signal.MY_VISITOR,),
    sees=("visits",),
    fills=filled,
)
