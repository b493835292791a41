"""ON DUTY and OFF DUTY: the rota by text. Who is on it is told first when one is needed."""

from collections.abc import Mapping
from typing import Final

from flows.concerns.rota import Shift, on_duty, warned_at
from flows.concerns.shifts import Span, span_in_words, spans
from flows.coordinators.concerned import words
from flows.coordinators.naming import whom
from flows.engine import Do, Flow, Say, Talk, fills_in, leads_to
from flows.facts.duty import DutyEnded, DutyTaken
from flows.hearing import Signal
from flows.rhythm import local_day
from flows.world import COORDINATOR
from flows.world.concerns import Rota

TOLD: Final = 2  # turns that are told of by day and hour; of more, how many there are


def rota(talk: Talk) -> Rota:
    """The rota from now on."""
    return talk.world.rota or Rota()


def _zone(talk: Talk) -> str:
    return talk.world.person.zone


def _heard(talk: Talk) -> tuple[Span, ...] | None:
    return spans(words(talk), _zone(talk), talk.world.now)


def in_words(talk: Talk, found: tuple[Span, ...]) -> str:
    """When that is: "tomorrow at 9 in the morning to 5 in the afternoon"."""
    told = [span_in_words(each.start, each.until, _zone(talk), talk.world.now) for each in found]
    more = f", and {len(told) - 1} more" if len(told) > TOLD else ""
    return " and ".join(told[:1] if more else told) + more


# ── ON DUTY ─────────────────────────────────────────────────────────────────────────────────


@leads_to("taken", "unclear_when")
def when(talk: Talk) -> str:
    """Whether it can be told from when until when."""
    return "taken" if _heard(talk) else "unclear_when"


def taken(talk: Talk) -> tuple[DutyTaken, ...]:
    """They are on duty then."""
    return tuple(
        DutyTaken(
            each.start, each.until, warned_at(each.until, _zone(talk)) if each.until else None
        )
        for each in _heard(talk) or ()
    )


@fills_in("shift")
def heard_in_words(talk: Talk) -> Mapping[str, str]:
    """When that is."""
    return {"shift": in_words(talk, _heard(talk) or ())}


go_on_duty = Flow(
    "on_duty",
    Do("look", then=when),
    Say("taken", did=taken),
    Say("unclear_when"),
    on=(Signal.ON_DUTY,),
    role=COORDINATOR,
    fills=heard_in_words,
)


# ── OFF DUTY ────────────────────────────────────────────────────────────────────────────────


def _mine(talk: Talk) -> list[Shift]:
    return [each for each in rota(talk).shifts if each.person_id == talk.world.person.id]


def meant(talk: Talk) -> list[Shift]:
    """Their turns that the words mean: of the days that are said, else the one that is next."""
    found = whom(words(talk), talk.world.named)
    said = found.rest.casefold().removeprefix("with").strip() if found.people else words(talk)
    asked = spans(said, _zone(talk), talk.world.now) if said else None
    if not asked or asked == (Span(talk.world.now),):
        return sorted(_mine(talk), key=lambda each: each.start)[:1]
    days = {local_day(each.start, _zone(talk)) for each in asked}
    return [each for each in _mine(talk) if local_day(each.start, _zone(talk)) in days]


def _running(talk: Talk) -> list[Shift]:
    return [each for each in _mine(talk) if each.covers(talk.world.now)]


def _of_a_day(talk: Talk) -> bool:
    found = _heard(talk)
    return bool(found) and found != (Span(talk.world.now),)


@leads_to("over", "over_nobody", "dropped", "was_not")
def off_when(talk: Talk) -> str:
    """Whether they were on at all, and whether anybody is after them."""
    if _of_a_day(talk):
        return "dropped" if meant(talk) else "was_not"
    if not _running(talk):
        return "was_not"
    others = [each for each in rota(talk).shifts if each.person_id != talk.world.person.id]
    return "over" if on_duty(others, talk.world.now) else "over_nobody"


def off(talk: Talk) -> DutyEnded:
    """They are off duty now."""
    return DutyEnded()


def dropped(talk: Talk) -> DutyEnded:
    """They can't do these."""
    return DutyEnded(tuple(each.id for each in meant(talk)))


@fills_in("shift")
def meant_in_words(talk: Talk) -> Mapping[str, str]:
    """Which turns that is about."""
    return {"shift": in_words(talk, tuple(Span(each.start, each.until) for each in meant(talk)))}


go_off_duty = Flow(
    "off_duty",
    Do("look", then=off_when),
    Say("over", did=off),
    Say("over_nobody", did=off),
    Say("dropped", did=dropped),
    Say("was_not"),
    on=(Signal.OFF_DUTY,),
    role=COORDINATOR,
    sees=("rota",),
    fills=meant_in_words,
)
