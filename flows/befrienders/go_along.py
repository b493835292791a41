"""A befriender is asked to go along, and answers yes or no; whoever they visit hears it by name."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Passed, Say, Talk, Tell, fills_in, leads_to
from flows.hearing import YesNo
from flows.outings import at_in_words
from flows.steps import Passes
from flows.words import shortened

A_WHILE: Final = timedelta(hours=3)


@leads_to("could_you", "eases", "rest")
def still_wanted(talk: Talk) -> str:
    """Nobody is asked to what is over, called off or no more; nor who eases off just now."""
    asked, mine = talk.world.asked_along, talk.world.my_pairs
    if asked is None or not asked.wanted:
        return "rest"
    if asked.at is not None and asked.at <= talk.world.now:
        return "rest"
    return "eases" if mine and mine.eased else "could_you"


def tell_them(key: str) -> Passes:
    """Whoever they visit hears what they said."""

    def passes(talk: Talk) -> tuple[Passed, ...]:
        asked = talk.world.asked_along
        if asked is None:
            return ()
        values = {"who": talk.world.person.name or "Your befriender", **in_words(talk)}
        return (Passed(asked.whose, key, values),)

    return passes


@fills_in("outing", "day", "neighbour")
def in_words(talk: Talk) -> Mapping[str, str]:
    """What it is, when, and with whom."""
    asked, world = talk.world.asked_along, talk.world
    if asked is None:
        return {}
    return {
        "outing": shortened(asked.title, 36),
        "day": at_in_words(asked.at, world.person.zone, world.now) if asked.at else "one day soon",
        "neighbour": asked.whose.name or "Your neighbour",
    }


go_along = Flow(
    "go_along",
    Do("look", then=still_wanted),
    Ask(
        "could_you",
        hears=YesNo(),
        yes="coming",
        no="cannot",
        later="cannot",
        silence="not_said",
    ),
    Say("coming", passes=tell_them("go_along.will")),
    Say("cannot", passes=tell_them("go_along.will_not")),
    Do("eases", passes=tell_them("go_along.will_not")),
    Do("not_said", tell=Tell("coordinator", "go_along")),
    Do("rest"),
    due=Due("go_along", consent="", again=A_WHILE, counts=False),
    sees=("asked_along", "my_pairs"),
    fills=in_words,
)
