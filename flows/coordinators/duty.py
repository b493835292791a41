"""ON DUTY, OFF DUTY and SWAP: the rota by text. Who is on it is told first when one is needed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.concerns.rota import Shift, on_duty, warned_at
from flows.concerns.shifts import Span, span_in_words, spans
from flows.coordinators.concerned import words
from flows.coordinators.naming import whom
from flows.engine import Ask, Do, Due, Flow, Passed, Say, Talk, fills_in, leads_to
from flows.facts.duty import DutyEnded, DutyTaken, SwapAnswered, SwapAsked
from flows.hearing import Signal, YesNo
from flows.rhythm import local_day
from flows.world import COORDINATOR
from flows.world.concerns import Rota, Swap

A_DAY: Final = timedelta(days=1)
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


def _meant(talk: Talk) -> list[Shift]:
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
        return "dropped" if _meant(talk) else "was_not"
    if not _running(talk):
        return "was_not"
    others = [each for each in rota(talk).shifts if each.person_id != talk.world.person.id]
    return "over" if on_duty(others, talk.world.now) else "over_nobody"


def off(talk: Talk) -> DutyEnded:
    """They are off duty now."""
    return DutyEnded()


def dropped(talk: Talk) -> DutyEnded:
    """They can't do these."""
    return DutyEnded(tuple(each.id for each in _meant(talk)))


@fills_in("shift")
def meant_in_words(talk: Talk) -> Mapping[str, str]:
    """Which turns that is about."""
    return {"shift": in_words(talk, tuple(Span(each.start, each.until) for each in _meant(talk)))}


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


# ── SWAP ────────────────────────────────────────────────────────────────────────────────────


def _with(talk: Talk) -> int:
    """Whom they would swap with; 0: that is not clear."""
    found = whom(words(talk), talk.world.named, COORDINATOR)
    return found.one.id if found.one and found.one.id != talk.world.person.id else 0


@leads_to("asked", "with_whom", "no_turn")
def swap_when(talk: Talk) -> str:
    """Whether it is clear with whom, and they have a turn to swap."""
    if not _with(talk):
        return "with_whom"
    return "asked" if _meant(talk) else "no_turn"


def swap_asked(talk: Talk) -> SwapAsked:
    """The other is asked."""
    return SwapAsked(_with(talk), tuple(each.id for each in _meant(talk)))


@fills_in("shift", "partner")
def swap_in_words(talk: Talk) -> Mapping[str, str]:
    """With whom, and which turn."""
    found = whom(words(talk), talk.world.named, COORDINATOR)
    return {**meant_in_words(talk), "partner": found.one.name if found.one else "them"}


swap = Flow(
    "swap",
    Do("look", then=swap_when),
    Say("asked", did=swap_asked),
    Say("with_whom"),
    Say("no_turn"),
    on=(Signal.SWAP,),
    role=COORDINATOR,
    sees=("rota", "named"),
    fills=swap_in_words,
)


def _swap(talk: Talk) -> Swap | None:
    found: Swap | None = talk.world.swap
    return found


@leads_to("would_you", "gone")
def still_stands(talk: Talk) -> str:
    """Whether those turns are still whoever's who asks."""
    asked = _swap(talk)
    return "would_you" if asked and asked.shifts and not asked.answered else "gone"


def yes(talk: Talk) -> SwapAnswered:
    """They take the turns."""
    return SwapAnswered(talk.subject, True)


def no(talk: Talk) -> SwapAnswered:
    """They do not, and need not say why."""
    return SwapAnswered(talk.subject, False)


def _tell_asker(talk: Talk, key: str) -> tuple[Passed, ...]:
    asked = _swap(talk)
    if asked is None:
        return ()
    partner = talk.world.person.name or "They"
    return (Passed(asked.asker, key, {"partner": partner, **swap_words(talk)}),)


def tell_yes(talk: Talk) -> tuple[Passed, ...]:
    """Who asked hears that it is done."""
    return _tell_asker(talk, "swap_asked.they_will")


def tell_no(talk: Talk) -> tuple[Passed, ...]:
    """Who asked hears that the turn is still theirs."""
    return _tell_asker(talk, "swap_asked.they_cannot")


@fills_in("shift", "asker")
def swap_words(talk: Talk) -> Mapping[str, str]:
    """Who asks, and which turn it is."""
    asked = _swap(talk)
    if asked is None:
        return {"shift": "that time", "asker": "They"}
    spans_of = tuple(Span(each.start, each.until) for each in asked.shifts)
    return {"shift": in_words(talk, spans_of), "asker": asked.asker.name or "They"}


swap_please = Flow(
    "swap_asked",
    Do("look", then=still_stands),
    Ask(
        "would_you",
        hears=YesNo(),
        wait=A_DAY,
        yes="taken",
        no="not_taken",
        later="not_taken",
        silence="silent",
    ),
    Say("taken", did=yes, passes=tell_yes),
    Say("not_taken", did=no, passes=tell_no),
    Do("silent", did=no, passes=tell_no),
    Do("gone"),
    due=Due("swap", consent="", again=timedelta(hours=1), counts=False),
    sees=("swap",),
    fills=swap_words,
)
