"""POLL: a coordinator asks neighbours whether they would come, before anybody makes an event."""

from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, leads_to
from flows.facts import Fact
from flows.facts.nearby import PollConcluded, PollStarted
from flows.hearing import FreeWords, PlainYes, Signal
from flows.residents.would_you_come import A_DAY, LONGEST_WHAT, in_words
from flows.tags import tags_in
from flows.words import shortened
from flows.world import COORDINATOR

LONGEST_OUTCOME: Final = 160
"""Characters of what came of it, in a coordinator's words."""


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
    Ask("sure", hears=PlainYes(), yes="asking", no="left", later="left", silence=None),
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
        wait=7 * A_DAY,
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
