"""Joining: a plain question, what to call you, and then nothing more than a hello for a month."""

from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Flow, Say, Talk
from flows.facts import ConsentAnswered, Fact, Joined, Named, NudgePlanned
from flows.hearing import Name, YesNo
from flows.residents.first_months import A_MONTH, later_questions
from flows.rhythm import next_hello

HELLO_LATE_BY: Final = timedelta(hours=6)
NO_HURRY: Final = timedelta(days=5)


def consent_answered(talk: Talk) -> tuple[Fact, ...]:
    """A yes to hellos and visits, kept with the words it was asked and given in.

    Not now is no yes: it is kept as the answer it is, and not asked again either.
    """
    answer = talk.answers["consent"]
    asked = talk.world.words.say("joining.consent", {"project": talk.world.project})
    return (ConsentAnswered("visits", answer == "yes", asked, talk.said["consent"]),)


def named(talk: Talk) -> tuple[Fact, ...]:
    """Their name, unless they would rather not say."""
    name = talk.answers.get("name")
    return (Named(name),) if name else ()


def joined(talk: Talk) -> tuple[Fact, ...]:
    """They are one of us: a hello each week from now, and after a month two more questions."""
    world = talk.world
    return (
        Joined(),
        NudgePlanned("hello", next_hello(world.person, world.now), HELLO_LATE_BY),
        NudgePlanned("settling_in", world.now + A_MONTH, NO_HURRY),
        *later_questions(world.person, world.now),
    )


joining = Flow(
    "joining",
    Ask(
        "consent",
        hears=YesNo(),
        did=consent_answered,
        wait=timedelta(days=3),
        yes="joined",
        no="no_thanks",
        later="no_thanks",
        silence=None,
    ),
    Do("joined", did=joined, then="name"),
    Ask(
        "name",
        hears=Name(),
        did=named,
        wait=timedelta(days=3),
        heard="welcome",
        skip="welcome_unnamed",
        silence=None,
        unclear="welcome_unnamed",
    ),
    Say("welcome"),
    Say("welcome_unnamed"),
    Say("no_thanks"),
)
