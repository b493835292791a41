"""What a coordinator's word does with a name: the steps that several of their flows begin with."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from flows.coordinators.naming import Whom, in_words, meant, which
from flows.engine import Ask, Say, Talk, leads_to
from flows.hearing import FreeWords
from flows.pacing import STILL_AWAKE, quiet
from flows.steps import Step
from flows.world import Hours
from flows.world.naming import NamedPerson, folded, parts_of

LONGEST: Final = 1_000  # characters of what they say after the word


def someone(talk: Talk, role: str = "") -> NamedPerson | None:
    """Who is meant, once that is clear."""
    return meant(talk, role).one


def misspelt(found: Whom) -> bool:
    """Whether they are called otherwise than their name: then it is shown first."""
    if found.one is None or found.called[:1] in "+p0123456789":
        return False
    called = set(parts_of(found.called))
    return not called & {folded(part) for part in parts_of(found.one.name)}


def finding(then: Callable[[Talk], str], *leads: str, role: str = "") -> tuple[Step, ...]:
    """The steps `whom` and `which`, and what is said where nobody is meant.

    then: where it goes once one person is meant, one of `leads`.
    """

    @leads_to("which", "nobody", *leads)
    def who_it_is(talk: Talk) -> str:
        found = meant(talk, role)
        if found.several:
            return "which"
        return then(talk) if found.one else "nobody"

    @leads_to("nobody", *leads)
    def chosen(talk: Talk) -> str:
        return then(talk) if meant(talk, role).one else "nobody"

    return (
        Ask(
            "whom",
            hears=FreeWords(LONGEST),
            opening=True,
            heard=who_it_is,
            skip="left",
            silence=None,
        ),
        Ask(
            "which",
            hears=which(role),
            one=chosen,
            several="left",
            none="left",
            unclear="left",
            silence=None,
        ),
        Say("nobody"),
        Say("left"),
    )


def filled(talk: Talk, role: str = "") -> dict[str, str]:
    """What every wording about somebody may say: {called} {which} {neighbour}."""
    return in_words(meant(talk, role))


def awake(talk: Talk, heard_at: datetime | None, urgent: bool) -> bool:
    """Whether a text may reach them now: by day, when they have just written, or in danger."""
    world = talk.world
    up = heard_at is not None and world.now - heard_at <= STILL_AWAKE
    return up or urgent or not quiet(Hours(world.person.zone, *world.quiet), world.now)
