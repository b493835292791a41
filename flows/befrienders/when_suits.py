"""When would visits suit? The befriender is asked first; VISIT DAY asks anew, from either side."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import (
    OPENING,
    Ask,
    Do,
    Due,
    Flow,
    Say,
    Talk,
    Tell,
    expects,
    fills_in,
    leads_to,
    scene,
)
from flows.facts import Fact
from flows.facts.pairs import RhythmSuggested
from flows.hearing import Choice, Expect, Signal
from flows.pairs.mine import label, names_of, picked
from flows.pairs.times import Times, WhenSuits, in_words, kept, or_else, times_in, with_
from flows.world.pairs import Befriending, Paired

A_WHILE: Final = timedelta(hours=6)


def _pair(talk: Talk) -> Paired | None:
    """The pairing it is about: the subject, or the one they named."""
    seen: Befriending | None = talk.world.my_pairs
    every = seen.pairs if seen else ()
    if talk.subject:
        return next((each for each in every if each.id == talk.subject), None)
    named = _meant(talk)
    return named[0] if len(named) == 1 else None


def _meant(talk: Talk) -> list[Paired]:
    """Whom they mean: of those they visit, or of those who visit them."""
    found = picked(talk, "which", "whom")
    return found or picked(talk, "which", "whom", befriends=False)


def _told(talk: Talk) -> Times:
    """All that they have said so far; what is agreed already fills the gaps."""
    told = Times()
    for step in ("what_time", "what_day", "when", "new_day"):
        told = or_else(told, kept(talk.answers.get(step, "")))
    before = _pair(talk)
    if before is None or not before.every_days:
        return with_(told, Times())
    return with_(told, Times(before.every_days, before.weekday, before.at))


@leads_to("when", "rest")
def still_paired(talk: Talk) -> str:
    """Not who is no longer paired, or has agreed a day already."""
    pair = _pair(talk)
    return "rest" if pair is None or pair.every_days else "when"


@leads_to("when", "what_day", "what_time", "suggested")
def whats_missing(talk: Talk) -> str:
    """A day and a time; one thing at a time."""
    told = _told(talk)
    if told.weekday is None:
        return "what_day"
    return "what_time" if told.at is None else "suggested"


def suggested(talk: Talk) -> tuple[Fact, ...]:
    """The other is asked whether it suits."""
    pair, told = _pair(talk), _told(talk)
    if pair is None or told.weekday is None or told.at is None:
        return ()
    return (RhythmSuggested(pair.id, told.every_days, told.weekday, told.at),)


@fills_in("neighbour", "visit_days", "which")
def of_the_pair(talk: Talk) -> Mapping[str, str]:
    """The other, and the day they named."""
    pair = _pair(talk)
    listed = [*names_of(talk), *names_of(talk, befriends=False)]
    return {
        "neighbour": pair.other.name if pair else "your neighbour",
        "visit_days": in_words(_told(talk)),
        "which": " ".join(f"{nth} {name}" for nth, name in enumerate(listed, start=1)),
    }


def _asks(name: str) -> Ask:
    return Ask(
        name,
        hears=WhenSuits(),
        wait=timedelta(days=3),
        day=whats_missing,
        no="not_sure",
        later="not_sure",
        unclear="not_followed",
        silence="quiet",
    )


when_suits = Flow(
    "when_suits",
    Do("look", then=still_paired),
    _asks("when"),
    _asks("what_day"),
    _asks("what_time"),
    Say("suggested", did=suggested),
    Say("not_sure", tell=Tell("coordinator", "visit_day_open")),
    Say("not_followed", tell=Tell("coordinator", "visit_day_unclear")),
    Do("quiet", tell=Tell("coordinator", "visit_day_silent")),
    Do("rest"),
    due=Due("when_suits", consent="", again=A_WHILE, counts=False),
    sees=("my_pairs",),
    fills=of_the_pair,
)


# ── VISIT DAY ───────────────────────────────────────────────────────────────────────────────


def their_words(talk: Talk) -> Mapping[str, str]:
    """The day and the name that came along with it, if any did."""
    words = talk.said.get(OPENING, "")
    told = times_in(words, scene(talk.world)) if words else None
    return {"whom": words, **({"new_day": str(told)} if told else {})}


@leads_to("nobody", "which", "when", "what_day", "what_time", "suggested")
def whose_day(talk: Talk) -> str:
    """Whose visits it is about, and what is missing."""
    seen: Befriending | None = talk.world.my_pairs
    if seen is None or not seen.pairs:
        return "nobody"
    if _pair(talk) is None:
        return "which"
    return whats_missing(talk) if _day_was_named(talk) else "when"


def _day_was_named(talk: Talk) -> bool:
    return any(talk.answers.get(step) for step in ("new_day", "when", "what_day", "what_time"))


@expects("one", "several", "none")
def one_of_them(talk: Talk) -> Expect:
    """One of all their pairings."""
    seen: Befriending | None = talk.world.my_pairs
    every = seen.pairs if seen else ()
    return Choice(*(label(each, every) for each in every))


visit_day = Flow(
    "visit_day",
    Do("look", keeps=their_words, then=whose_day),
    Ask("which", hears=one_of_them, one=whose_day, several="not_changed", none="not_changed",
        silence=None),
    Ask("when", hears=WhenSuits(), day=whats_missing, no="not_changed", later="not_changed",
        unclear="not_followed", silence=None),
    Ask("what_day", hears=WhenSuits(), day=whats_missing, no="not_changed",
        later="not_changed", unclear="not_followed", silence=None),
    Ask("what_time", hears=WhenSuits(), day=whats_missing, no="not_changed",
        later="not_changed", unclear="not_followed", silence=None),
    Say("suggested", did=suggested),
    Say("not_changed"),
    Say("not_followed", tell=Tell("coordinator", "visit_day_unclear")),
    Say("nobody"),
    on=(Signal.VISIT_DAY,),
    sees=("my_pairs",),
    fills=of_the_pair,
)  # fmt: skip
