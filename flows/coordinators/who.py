"""WHO: who needs a person, the gravest and longest waiting first."""

from collections.abc import Mapping
from typing import Final

from flows.concerns.rota import on_duty
from flows.coordinators.concerned import about, caring, line
from flows.engine import Do, Flow, Say, Talk, fills_in, leads_to
from flows.hearing import Signal
from flows.words import shortened
from flows.world import COORDINATOR
from flows.world.concerns import Rota

LONGEST: Final = 245
"""Characters of the list: with the rest of its text two parts."""


@leads_to("list", "nobody")
def anybody(talk: Talk) -> str:
    """Whether anybody waits."""
    return "list" if caring(talk).open else "nobody"


def _on_duty(talk: Talk) -> str:
    """Who is on duty, as they would like to know it."""
    rota = talk.world.rota or Rota()
    on = on_duty(rota.shifts, talk.world.now)
    names = [shortened(name, 20) for each, name in rota.team if each in on and name]
    return f" On duty: {' and '.join(names[:3])}." if names else " Nobody is on duty."


@fills_in("waiters", "on_duty")
def who_waits(talk: Talk) -> Mapping[str, str]:
    """One line each, as many as go into two parts, and how many more there are."""
    people = list(dict.fromkeys(each.about for each in caring(talk).open))
    shown: list[str] = []
    for nth, each in enumerate(people, start=1):
        text = f"{nth} {line(talk, about(talk, [each]))}"
        if len(" ".join([*shown, text])) > LONGEST:
            break
        shown.append(text)
    more = len(people) - len(shown)
    waiters = " ".join([*shown, f"And {more} more."] if more else shown)
    duty = _on_duty(talk) if COORDINATOR in talk.world.person.roles else ""
    return {"waiters": waiters, "on_duty": duty}


who = Flow(
    "who",
    Do("look", then=anybody),
    Say("list"),
    Say("nobody"),
    on=(Signal.WHO,),
    sees=("caring", "rota"),
    fills=who_waits,
)
