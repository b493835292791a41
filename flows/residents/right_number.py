"""Is this still your number? Asked without a word that tells whose it was.

Numbers that go quiet are given to somebody else after some months. So after 90 days in which
nothing came from a number, or when one answers that was said not to exist, it is asked once who is
there, by the project's name alone. A yes, or an answer that only they would give, and all goes on.
A no, and words that make no sense, and nothing goes there any more. Silence is what some people
always are: they still get their hellos, without their name, and a person finds out.
"""

from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell
from flows.facts import NumberWrong
from flows.facts.numbers import NumberAsked, NumberRight
from flows.hearing import YesNo
from flows.world import World

NAME: Final = "right_number"

QUIET_FOR: Final = timedelta(days=90)
"""Networks give a number to somebody else three months after it was last used, at the soonest."""

ANSWERED_WITHIN: Final = timedelta(days=4)


def is_doubtful(world: World) -> bool:
    """Whether it is time to ask, instead of a hello: nothing has come for 90 days, though we wrote.

    It is asked once in 90 days at most.
    """
    person = world.person
    if person.number_sure_at is None or person.quiet_hellos == 0:
        return False
    known = (person.number_sure_at, person.number_asked_at, world.last_heard_at)
    return world.now - max(each for each in known if each is not None) >= QUIET_FOR


def asked(talk: Talk) -> NumberAsked:
    """From now on nothing personal goes there."""
    return NumberAsked()


def right(talk: Talk) -> NumberRight:
    """All goes on."""
    return NumberRight()


def wrong(talk: Talk) -> NumberWrong:
    """No word goes there any more."""
    return NumberWrong()


right_number = Flow(
    NAME,
    Do("begin", did=asked, then="ask"),
    Ask(
        "ask",
        hears=YesNo(),
        wait=ANSWERED_WITHIN,
        yes="right",
        no="wrong",
        later="odd",
        silence="silent",
        unclear="odd",
    ),
    Say("right", did=right),
    Do("wrong", did=wrong, tell=Tell("coordinator", "wrong_number")),
    Do("odd", did=wrong, tell=Tell("coordinator", "number_unsure")),
    Do("silent", tell=Tell("befriender", "number_silent")),
    due=Due(NAME),
)
