"""Go together: somebody to go with, if they would like that; nobody is asked twice, or pressed."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, expects, fills_in, leads_to
from flows.facts import Fact
from flows.facts.nearby import CompanyChosen
from flows.hearing import Choice, Expect, Heard, Scene, YesNo
from flows.hearing.plain import Said
from flows.nearby.in_a_text import meeting
from flows.outings import at_in_words, look_at
from flows.words import shortened

A_WHILE: Final = timedelta(hours=3)
A_NEIGHBOUR, NO_NEED = "a neighbour who is going", "no need"
CHOICES: Final = ("befriender", "neighbours", "alone")


@leads_to("with_whom", "neighbours", "rest")
def whom_to_offer(talk: Talk) -> str:
    """Their befriender where they have one; neighbours always. Only once an outing, and not once
    it is over.
    """
    going = talk.world.outing
    if going is None or going.state != "planned" or going.company or going.gone:
        return "rest"
    if going.at is not None and going.at <= talk.world.now:
        return "rest"
    return "with_whom" if talk.world.befriender else "neighbours"


def _is_off(talk: Talk) -> bool:
    return talk.world.outing is not None and talk.world.outing.gone


@leads_to("together", "off")
def together_or_off(talk: Talk) -> str:
    """Nobody is found for what was called off meanwhile."""
    return "off" if _is_off(talk) else "together"


@leads_to("befriender", "off")
def befriender_or_off(talk: Talk) -> str:
    """Nor is their befriender asked to it."""
    return "off" if _is_off(talk) else "befriender"


def chosen(company: str) -> Callable[[Talk], tuple[Fact, ...]]:
    """Keeps whom they would like to go with."""

    def keep(talk: Talk) -> tuple[Fact, ...]:
        going = talk.world.outing
        if going is None:
            return ()
        look = look_at(going.at, talk.world.now) if company == "neighbours" else None
        return (CompanyChosen(going.id, company, look),)

    return keep


@expects(*CHOICES)
def whom(talk: Talk) -> Expect:
    """1, 2 or 3, a name, or a no."""
    options = (talk.world.befriender or "your befriender", A_NEIGHBOUR, NO_NEED)
    choice = Choice(*options)

    def heard(said: Said, scene: Scene) -> Heard | None:
        picked = choice.heard(said.raw, scene)
        if picked is None or picked.outcome == "several":
            return None
        outcome = "alone" if picked.outcome == "none" else CHOICES[options.index(picked.value)]
        return Heard(outcome, outcome, picked.sure)

    return Expect(CHOICES, choice.labels, heard)


@fills_in("outing", "day", "meets")
def in_words(talk: Talk) -> Mapping[str, str]:
    """What it is, when, and who will be there."""
    going, world = talk.world.outing, talk.world
    if going is None:
        return {}
    day = at_in_words(going.at, world.person.zone, world.now) if going.at else "one day soon"
    meets = f" {meeting(going.meets)}." if going.meets else ""
    title = shortened(going.title, 36)
    return {"outing": f"{title[:1].upper()}{title[1:]}", "day": day, "meets": meets}


go_together = Flow(
    "go_together",
    Do("look", then=whom_to_offer),
    Ask(
        "with_whom",
        hears=whom,
        befriender=befriender_or_off,
        neighbours=together_or_off,
        alone="alone",
        silence=None,
    ),
    Ask(
        "neighbours",
        hears=YesNo(),
        yes=together_or_off,
        no="alone",
        later="alone",
        silence=None,
    ),
    Say("befriender", did=chosen("befriender")),
    Say("together", did=chosen("neighbours")),
    Say("alone", did=chosen("alone")),
    Say("off"),
    Do("rest"),
    due=Due("go_together", consent="", again=A_WHILE, counts=False),
    sees=("outing",),
    fills=in_words,
)
