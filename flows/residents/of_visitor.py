"""Of whoever visits them: not any more, not this time, and when is it? In their own words.

That somebody would rather be visited no more is for a coordinator, today. Whoever visits them
hears no word of it: only, where a visit is near, that there is none that day.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from flows.engine import OPENING, Do, Flow, Passed, Say, Talk, Tell, fills_in, leads_to, scene
from flows.facts.visits import VisitCalledOff
from flows.hearing import Signal, When, hear
from flows.hearing.of_visitor import is_harm, names_visitor
from flows.rhythm import local_day
from flows.steps import Decides, Passes
from flows.visits.saying import in_words
from flows.world import RESIDENT
from flows.world.visits import Visit

NEAR: Final = timedelta(days=4)
"""A visit so near is off, and whoever was to come hears so at once. None is prompted after it
before a coordinator has closed the concern (`store/visits_seen.py`).
"""

SOON: Final = timedelta(hours=36)
"""What "not today" may be said of: NOT TODAY is the answer we teach the day before."""

A_WEEK: Final = timedelta(days=8)
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY: Final = re.compile(rf"\b({'|'.join(WEEKDAYS)})(?!\w*\s+week\b)", re.IGNORECASE)


def _said(talk: Talk) -> str:
    return talk.said.get(OPENING, "")


def _mine(talk: Talk) -> tuple[Visit, ...]:
    """Visits to them, the next first; of the visitor they name, where they have several."""
    seen, world = talk.world.visits, talk.world
    to_me = [
        each
        for each in (seen.coming if seen else ())
        if each.resident.id == world.person.id and each.on and each.at > world.now
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


@fills_in("neighbour", "visitor", "day", "at_place", "time")
def filled(talk: Talk) -> Mapping[str, str]:
    """The visit meant, in words; without one, who visits them."""
    visit = _this(talk) or _next(talk)
    return {"visitor": talk.world.befriender, **in_words(visit, talk.world)}


# ── not any more ────────────────────────────────────────────────────────────────────────────


@leads_to("harm", "heard_off", "heard")
def how_grave(talk: Talk) -> str:
    """Whether they may have been hurt; and whether a visit is near."""
    if is_harm(_said(talk), talk.world.befriender):
        return "harm"
    visit = _next(talk)
    near = visit is not None and visit.at - talk.world.now <= NEAR
    return "heard_off" if near else "heard"


not_wanted = Flow(
    "not_wanted",
    Do("look", then=how_grave),
    Say("harm", did=_off("next"), passes=_tells("not_wanted.told", "next"),
        tell=Tell("coordinator", "visitor_harm"), urgent=True),
    Say("heard_off", did=_off("next"), passes=_tells("not_wanted.told", "next"),
        tell=Tell("coordinator", "visitor_unwanted")),
    Say("heard", tell=Tell("coordinator", "visitor_unwanted")),
    on=(Signal.NOT_WANTED,),
    sees=("visits",),
    fills=filled,
)  # fmt: skip


# ── not this time ───────────────────────────────────────────────────────────────────────────


def _day(talk: Talk) -> date | None:
    """The day they name, None if they name none."""
    heard = hear(_said(talk), When(), scene(talk.world))
    if heard is None or heard.outcome != "heard" or "-" not in heard.value:
        return None
    return datetime.fromisoformat(heard.value.partition("/")[0]).date()


def _this(talk: Talk) -> Visit | None:
    """The visit of the day they name: a weekday is today, or the next of that name. Without a day,
    or where it is today and there is none, the next one, if it is soon.
    """
    coming, now, zone = _mine(talk), talk.world.now, talk.world.person.zone
    on = {each.id: local_day(each.at, each.zone) for each in coming}
    if named := WEEKDAY.search(_said(talk)):
        near = (each for each in coming if each.at - now <= A_WEEK)
        weekday = WEEKDAYS.index(named[1].lower())
        return next((each for each in near if on[each.id].weekday() == weekday), None)
    day = _day(talk)
    if day and day != local_day(now, zone):
        return next((each for each in coming if on[each.id] == day), None)
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


@leads_to("next", "none")
def any_to_come(talk: Talk) -> str:
    """What is planned; where nothing is, a person sees to it."""
    return "next" if _next(talk) else "none"


my_visitor = Flow(
    "my_visitor",
    Do("look", then=any_to_come),
    Say("next"),
    Say("none", tell=Tell("coordinator", "words")),
    on=(Signal.MY_VISITOR,),
    sees=("visits",),
    fills=filled,
)
