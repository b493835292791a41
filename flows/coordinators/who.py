"""WHO: who needs a person, the gravest and longest waiting first."""

from collections.abc import Mapping
from typing import Final

from flows.coordinators.concerned import about, caring, line
from flows.engine import Do, Flow, Say, Talk, fills_in, leads_to
from flows.hearing import Signal

LONGEST: Final = 270
"""Characters of the list: with the rest of its text two parts."""


@leads_to("list", "nobody")
def anybody(talk: Talk) -> str:
    """Whether anybody waits."""
    return "list" if caring(talk).open else "nobody"


@fills_in("waiters")
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
    return {"waiters": " ".join([*shown, f"And {more} more."] if more else shown)}


who = Flow(
    "who",
    Do("look", then=anybody),
    Say("list"),
    Say("nobody"),
    on=(Signal.WHO,),
    sees=("caring",),
    fills=who_waits,
)
