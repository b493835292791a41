"""What invented people answer: by what the question can be answered with, as they are inclined."""

import random
from collections.abc import Mapping
from functools import cache
from typing import Final

from flows import FLOWS
from flows.engine import Ask

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "yes": ("yes", "Yes please", "go on then", "YES", "ok", "y"),
    "no": ("no", "No thank you", "no thanks", "NO"),
    "later": ("not now", "maybe later", "another time"),
    "good": ("1", "good", "Very well thank you", "fine thanks", "good thanks love"),
    "soso": ("2", "so so", "not too bad", "middling"),
    "low": ("3", "low", "a bit low this week", "not so good"),
    "skip": ("skip", "SKIP"),
    "heard": (
        "I used to bake bread for the whole street",
        "gardening, and a bit of singing",
        "I'm a good listener, people say",
        "the girl at the post office",
        "walking the dog along the canal",
        "I can knit and sew",
        "old films",
    ),
}

UNCLEAR: Final = ("well you know how it is", "the cat's been sick", "mmm", "what do you mean")

PARTICULAR: Final[Mapping[str, tuple[str, ...]]] = {
    "settling_in.postcode": ("SO16 2AB", "so17 1aa", "SO16 3BD"),
    "help_out.offer": (
        "lifts in the car",
        "baking and soup",
        "mending things",
        "listening, and a game of cards",
        "gardening",
        "anything really",
    ),
    "help_out.days": ("any day", "Mondays and Thursdays", "weekends"),
    "ask_a_favour.what": ("could someone mend my gate", "a lift to the chemist on Friday"),
    "ask_a_favour.when": ("Thursday", "any time", "next week"),
    "ask_a_favour.confirm": ("yes", "yes please"),
}
"""What answers questions whose answer is of a form of its own."""


def plain_key(key: str) -> str:
    """flow.step of a wording's key: without `again.` and without the number of a variant."""
    parts = key.removeprefix("again.").split(".")
    return ".".join(parts[:2])


@cache
def outcomes(key: str) -> tuple[str, ...] | None:
    """What the question with this wording can be answered with, or None if it asks nothing."""
    flow, _, step = plain_key(key).partition(".")
    found = FLOWS[flow].step(step) if flow in FLOWS else None
    return tuple(found.leads) if isinstance(found, Ask) else None


def asks(key: str) -> bool:
    """Whether this wording is a question."""
    return outcomes(key) is not None


EVENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "yes": ("COMING", "coming", "I'd love to come", "count me in"),
    "maybe": ("MAYBE", "maybe"),
    "no": ("NO", "no thank you", "can't come, sorry"),
    "never": ("NO EVENTS",),
}


def to_an_event(key: str, leans: Mapping[str, float], chance: random.Random) -> str | None:
    """What somebody so inclined answers to an invitation; None where it is none."""
    if not key.startswith("event_text."):
        return None
    weights = [leans.get("yes", 2.0), 1.0, leans.get("no", 2.0), 0.2]
    return chance.choice(EVENTS[chance.choices(list(EVENTS), weights)[0]])


def answer(
    key: str,
    choices: tuple[str, ...],
    name: str,
    leans: Mapping[str, float],
    chance: random.Random,
) -> str | None:
    """What somebody so inclined answers to this; None where it is no question."""
    can = outcomes(key)
    if can is None:
        return None
    key = plain_key(key)
    if key == "joining.name":
        return chance.choice((name, f"call me {name}", "skip"))
    if chance.random() < 0.03:
        return chance.choice(UNCLEAR)
    if key in PARTICULAR and chance.random() < 0.8:
        return chance.choice(PARTICULAR[key])
    outcome = chance.choices(can, [leans.get(each, 1.0) for each in can])[0]
    if outcome in WORDS:
        return chance.choice(WORDS[outcome])
    if choices:
        nth = chance.randrange(len(choices))
        return chance.choice((str(nth + 1), choices[nth]))
    return chance.choice(WORDS["heard"])
