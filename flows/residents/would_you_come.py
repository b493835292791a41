"""Would you come? Asked before anybody makes an event; and all who answered hear of the outcome."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, fills_in, leads_to
from flows.facts import Fact
from flows.facts.nearby import PollAnswered, PollConcluded, PollPut, PollStarted
from flows.hearing import FreeWords, Signal, WouldCome, YesNo
from flows.tags import tags_in
from flows.words import shortened
from flows.world import COORDINATOR

A_DAY: Final = timedelta(days=1)
LONGEST_WHAT: Final = 48
"""Characters of what is asked about: with it the question is one part of a text."""

LONGEST_OUTCOME: Final = 160
"""Characters of what came of it, in a coordinator's words."""


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


# ── for whoever asks ────────────────────────────────────────────────────────────────────────


@leads_to("sure", "nobody", "an_idea")
def whose_poll(talk: Talk) -> str:
    """Coordinators ask everybody; a neighbour's question is an idea for them."""
    if COORDINATOR not in talk.world.person.roles:
        return "an_idea"
    return "sure" if talk.world.poll and talk.world.poll.may_ask else "nobody"


def started(talk: Talk) -> PollStarted:
    """It is asked."""
    what = talk.answers["what"]
    return PollStarted(shortened(what, LONGEST_WHAT), tags_in(what))


poll = Flow(
    "poll",
    Ask(
        "what",
        hears=FreeWords(longest=200),
        opening=True,
        heard=whose_poll,
        skip="left",
        silence=None,
    ),
    Ask("sure", hears=YesNo(), yes="asking", no="left", later="left", silence=None),
    Say("asking", did=started),
    Say("left"),
    Say("nobody"),
    Say("an_idea", tell=Tell("coordinator", "words")),
    on=(Signal.POLL,),
    sees=("poll",),
    fills=in_words,
)


@leads_to("enough", "rest")
def how_it_stands(talk: Talk) -> str:
    """Whether there is anything to tell."""
    return "enough" if talk.world.poll else "rest"


poll_news = Flow(
    "poll_news",
    Do("look", then=how_it_stands),
    Say("enough"),
    Do("rest"),
    due=Due("poll_news", consent="", again=A_DAY, counts=False, beside=True),
    sees=("poll",),
    fills=in_words,
)


@leads_to("outcome", "nobody_asked", "rest")
def to_conclude(talk: Talk) -> str:
    """Whoever asked is asked in turn, until there is an outcome."""
    asked = talk.world.poll
    if asked is None or asked.outcome:
        return "rest"
    return "outcome" if asked.asked else "nobody_asked"


def concluded(talk: Talk) -> tuple[Fact, ...]:
    """What came of it, in the coordinator's own words."""
    asked = talk.world.poll
    words = shortened(talk.answers.get("outcome", ""), LONGEST_OUTCOME)
    return (PollConcluded(asked.id, words),) if asked else ()


poll_result = Flow(
    "poll_result",
    Do("look", then=to_conclude),
    Ask(
        "outcome",
        hears=FreeWords(),
        wait=timedelta(days=7),
        heard="passed_on",
        skip="nothing_yet",
        silence="silent",
    ),
    Say("nobody_asked", did=concluded),
    Say("passed_on", did=concluded),
    Say("nothing_yet", did=concluded),
    Do("silent", did=concluded),
    Do("rest"),
    due=Due("poll_result", consent="", again=A_DAY, counts=False),
    sees=("poll",),
    fills=in_words,
)
