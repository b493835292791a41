"""Would you come? Asked before anybody makes an event; and all who answered hear of the outcome."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, fills_in, leads_to
from flows.facts import Fact
from flows.facts.nearby import PollAnswered, PollPut
from flows.hearing import WouldCome
from flows.words import shortened

A_DAY: Final = timedelta(days=1)
LONGEST_WHAT: Final = 48
"""Characters of what is asked about: with it the question is one part of a text."""


def answered(answer: str) -> Callable[[Talk], tuple[Fact, ...]]:
    """Keeps what they answered."""

    def keep(talk: Talk) -> tuple[Fact, ...]:
        asked = talk.world.poll
        return (PollAnswered(asked.id, answer),) if asked else ()

    return keep


@leads_to("ask", "rest")
def still_open(talk: Talk) -> str:
    """Nobody is asked when its week is over, or twice."""
    asked = talk.world.poll
    return "ask" if asked and not asked.closed and not asked.answered else "rest"


def put(talk: Talk) -> tuple[Fact, ...]:
    """From now on they have been asked."""
    asked = talk.world.poll
    return (PollPut(asked.id),) if asked else ()


@fills_in("event", "many", "outcome", "yes", "maybe", "no")
def in_words(talk: Talk) -> Mapping[str, str]:
    """What it is about, how it stands, and what came of it."""
    asked = talk.world.poll
    if asked is None:
        return {}
    if not asked.id:
        many = "1 neighbour" if asked.may_ask == 1 else f"{asked.may_ask} neighbours"
        return {"event": shortened(talk.answers.get("what", ""), LONGEST_WHAT), "many": many}
    counted = {each: str(asked.answers.get(each, 0)) for each in ("yes", "maybe", "no")}
    what = shortened(asked.what, LONGEST_WHAT)
    return {"event": what, "outcome": asked.outcome, **counted}


would_you_come = Flow(
    "would_you_come",
    Do("look", then=still_open),
    Do("ask", did=put, then="come"),
    Ask(
        "come",
        hears=WouldCome(),
        wait=timedelta(days=4),
        yes="would",
        maybe="might",
        no="would_not",
        silence="silent",
    ),
    Say("would", did=answered("yes")),
    Say("might", did=answered("maybe")),
    Say("would_not", did=answered("no")),
    Do("silent", did=answered("silent")),
    Do("rest"),
    due=Due("would_you_come", consent="events", again=A_DAY),
    sees=("poll",),
    fills=in_words,
)


@leads_to("closed", "closed_open", "rest")
def what_came_of_it(talk: Talk) -> str:
    """Who answered is owed an answer, even if it is that nothing has been settled."""
    asked = talk.world.poll
    if asked is None:
        return "rest"
    return "closed" if asked.outcome else "closed_open"


poll_closed = Flow(
    "poll_closed",
    Do("look", then=what_came_of_it),
    Say("closed"),
    Say("closed_open"),
    Do("rest"),
    due=Due("poll_closed", consent="", again=A_DAY, counts=False, beside=True),
    sees=("poll",),
    fills=in_words,
)
