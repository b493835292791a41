"""KILL, HOLD, GO ON and PROGRESS: how far a broadcast has got, and a hand on its brake."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flows.coordinators import which_event
from flows.coordinators.event_text import when
from flows.coordinators.which_event import Fits, keeps_shown, meant, numbered, picks, to_choose
from flows.engine import Ask, Do, Due, Flow, Say, Talk, fills_in, leads_to
from flows.facts import Fact
from flows.facts.broadcasts import BroadcastTurned
from flows.hearing import Signal
from flows.words import shortened
from flows.world import COORDINATOR
from flows.world.broadcasts import (
    CALLED_BACK,
    CALLED_OFF,
    CHANGE,
    KILLED,
    OVER,
    PAUSED,
    PLANNING,
    WAITING,
    WHY,
    Tally,
)
from flows.world.broadcasts import EVENT as NEWS
from flows.world.events import KnownEvent

NAMES_SHOWN: Final = 6
"""How many of those who come are named in a text; the rest are counted."""


# ── how it stands ───────────────────────────────────────────────────────────────────────────


def progress_in_words(one: KnownEvent) -> str:
    """Where everybody's text has got to: the numbers add up to the audience."""
    tally, state = one.tally, one.broadcast.state
    if state == WAITING:
        return "It waits for a second coordinator's yes."
    if state == PLANNING and not tally.planned:
        return "It is just about to go."
    waits = {PAUSED: "resting until GO ON", KILLED: "stopped", OVER: "too late"}
    parts = [(tally.got, "sent"), (tally.queued, waits.get(state, "still to go"))]
    parts += [(tally.failed, "did not arrive"), (tally.uncertain, "not sure")]
    said = [f"{many} {what}" for many, what in parts if many]
    said += _by_reason(tally)
    return f"Of {tally.planned}: {', '.join(said) or 'none yet'}."


def _by_reason(tally: Tally) -> list[str]:
    """Who gets nothing, and why."""
    together: dict[str, int] = {}
    for reasons in (tally.skipped, tally.expired):
        for why, many in reasons.items():
            words = WHY.get(why, why) or "left out"
            together[words] = together.get(words, 0) + many
    return [f"{many} {words}" for words, many in together.items()]


def answers_in_words(one: KnownEvent) -> str:
    """ "12 coming, 3 maybe, 5 no. Coming: Rose, Bet." """
    tally = one.tally
    if one.broadcast.kind != NEWS:
        return ""
    counted = [f"{tally.coming} coming", f"{tally.maybe} maybe", f"{tally.no} no"]
    if tally.listed:
        counted.append(f"{tally.listed} in line")
    named = _named("Coming", one.names.get("coming", ()), tally.coming)
    named += _named("Maybe", one.names.get("maybe", ()), tally.maybe)
    named += _named("In line", one.names.get("listed", ()), tally.listed)
    return f"{', '.join(counted)}.{named}"


def _named(what: str, names: tuple[str, ...], many: int) -> str:
    if not names:
        return ""
    shown = [shortened(each, 14) or "somebody" for each in names[:NAMES_SHOWN]]
    more = f" and {many - len(shown)} more" if many > len(shown) else ""
    return f" {what}: {', '.join(shown)}{more}."


def _later(talk: Talk, one: KnownEvent) -> list[KnownEvent]:
    """What was told of it later and is still on its way: a change, or that it is off."""
    return [each for each in which_event.known(talk) if each.broadcast.of == one.broadcast.id]


def _later_in_words(one: KnownEvent) -> str:
    what = "change" if one.broadcast.kind == CHANGE else "news that it is off"
    return f" The {what}: {progress_in_words(one)}"


# ── the four words ──────────────────────────────────────────────────────────────────────────


def _looks(fits: Fits) -> Callable[[Talk], str]:
    @leads_to("which", "done", "nothing")
    def looks(talk: Talk) -> str:
        if not to_choose(talk, fits):
            return "nothing"
        return "done" if meant(talk, fits) else "which"

    return looks


def _turned(fits: Fits, to: str) -> Callable[[Talk], tuple[Fact, ...]]:
    def turned(talk: Talk) -> tuple[Fact, ...]:
        return tuple(BroadcastTurned(each.broadcast.id, to) for each in meant(talk, fits))

    return turned


def _titles(titles: list[str]) -> str:
    """ "Bingo", "Bingo and Tea dance", "Bingo and 3 more"."""
    if len(titles) > 2:
        return f"{shortened(titles[0], 24)} and {len(titles) - 1} more"
    return shortened(" and ".join(titles), 32)


def _words(fits: Fits) -> Callable[[Talk], Mapping[str, str]]:
    @fills_in("events", "title", "when", "progress", "answers")
    def in_words(talk: Talk) -> Mapping[str, str]:
        zone, some = talk.world.person.zone, meant(talk, fits)
        one = next(iter(some), None)
        values = {"events": numbered(to_choose(talk, fits), zone)}
        if one is None:
            return values
        return {
            **values,
            "title": _titles([each.broadcast.title for each in some]),
            "when": when(one.broadcast.at, zone),
            "progress": ("It is called off. " if one.called_off else "") + progress_in_words(one),
            "answers": answers_in_words(one) + "".join(map(_later_in_words, _later(talk, one))),
        }

    return in_words


def _flow(name: str, signal: Signal, fits: Fits, *, turns: bool) -> Flow:
    one_of = picks(fits, all_counts=turns)
    leads: dict[str, Any] = {"one": "done", "none": "left"} | ({"all": "done"} if turns else {})
    return Flow(
        name,
        Do("look", then=_looks(fits)),
        Ask("which", hears=one_of, keeps=keeps_shown(fits), silence=None, unclear="left", **leads),
        Say("done", did=_turned(fits, name) if turns else None),
        Say("nothing"),
        Say("left"),
        on=(signal,),
        role=COORDINATOR,
        sees=("known_events",),
        fills=_words(fits),
    )


kill = _flow("kill", Signal.KILL, which_event.can_be_killed, turns=True)
hold = _flow("hold", Signal.HOLD, which_event.can_be_held, turns=True)
go_on = _flow("go_on", Signal.GO_ON, which_event.rests, turns=True)
progress = _flow("progress", Signal.PROGRESS, which_event.is_news, turns=False)


# ── the tally, when everybody's text has come to its end ────────────────────────────────────


@leads_to("done", "rest")
def anything_to_tell(talk: Talk) -> str:
    """It is there still, and there was somebody to tell."""
    one = _mine(talk)
    return "done" if one and (one.broadcast.kind == NEWS or one.tally.planned) else "rest"


def _mine(talk: Talk) -> KnownEvent | None:
    return next((e for e in which_event.known(talk) if e.broadcast.id == talk.subject), None)


_NEWS: Final = {
    CHANGE: "The change of {title}",
    CALLED_OFF: "The news that {title} is off",
}
_ENDED: Final = {KILLED: "was stopped", OVER: "has begun"}


@fills_in("news", "ended", "progress", "answers")
def _tallied(talk: Talk) -> Mapping[str, str]:
    one = _mine(talk)
    if one is None:
        return {}
    it = one.broadcast
    return {
        "news": _NEWS.get(it.kind, "{title}").replace("{title}", shortened(it.title, 32)),
        "ended": _ended(one),
        "progress": progress_in_words(one),
        "answers": answers_in_words(one),
    }


def _ended(one: KnownEvent) -> str:
    """How it came to its end. What had all gone before it was stopped has gone out."""
    if one.broadcast.state == KILLED and CALLED_BACK not in one.tally.skipped:
        return "has gone out"
    return _ENDED.get(one.broadcast.state, "has gone out")


broadcast_tally = Flow(
    "broadcast_tally",
    Do("look", then=anything_to_tell),
    Say("done"),
    Do("rest"),
    due=Due("broadcast_tally", consent="", counts=False, beside=True),
    sees=("known_events",),
    fills=_tallied,
)
