"""The weekly hello: one question, a way to ask for company, and a quiet ladder for silence."""

from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, leads_to
from flows.facts import CheckInAnswered
from flows.facts.hellos import TOLD
from flows.facts.nearby import GoodMoment
from flows.hearing import Mood, YesNo
from flows.outings import good_moment
from flows.silences import (
    UNANSWERED,
    between_hellos,
    heard_within,
    needs_check,
    seldom,
    went_quiet,
)


@leads_to("company_again", "offer")
def low_again(talk: Talk) -> str:
    """Two low moods running bring a person, not another question, whatever weeks lay between."""
    return "company_again" if talk.last_time.get("mood") == "low" else "offer"


@leads_to("check", "one_silence")
def nothing_back(talk: Talk) -> str:
    """One silence is normal; the second running leads to a gentle check. Whoever hears from us
    seldom is checked on at the first: else months would pass.
    """
    if seldom(talk.world.person) and not heard_within(talk.world, UNANSWERED):
        return "check"
    return "check" if needs_check(talk.world, between_hellos(talk)) else "one_silence"


@leads_to("quiet", "one_silence")
def still_nothing(talk: Talk) -> str:
    """A person is told, unless they have written meanwhile: only not about this."""
    return "one_silence" if heard_within(talk.world, 2 * UNANSWERED) else "quiet"


def mood_heard(talk: Talk) -> CheckInAnswered:
    """How they are, and their words. A ring is the answer `rang`: all right, and nothing more."""
    return CheckInAnswered(talk.answers["mood"], talk.said.get("mood", ""))


def check_heard(talk: Talk) -> CheckInAnswered:
    """The same, said to the gentle check instead."""
    return CheckInAnswered(talk.answers["check"], talk.said.get("check", ""))


def words_heard(talk: Talk) -> CheckInAnswered:
    """What they said that is no mood: their words are kept, and nobody takes them for silent."""
    return CheckInAnswered(TOLD, talk.said.get("check") or talk.said.get("mood", ""))


def went_well(talk: Talk) -> GoodMoment:
    """A good moment: something to do may be offered in a day or two."""
    return good_moment(talk.world.person, talk.world.now)


weekly_hello = Flow(
    "weekly_hello",
    Ask(
        "mood",
        hears=Mood(),
        did=mood_heard,
        wait=UNANSWERED,
        good="bye",
        soso="bye_soso",
        low=low_again,
        skip="bye_skip",
        rang="rang",
        silence=nothing_back,
        unclear="read",
    ),
    Ask(
        "offer",
        hears=YesNo(),
        wait=UNANSWERED,
        yes="company",
        no="bye_no",
        later="bye_no",
        silence="company_unsure",
    ),
    Say("company", tell=Tell("befriender", "low"), then="bye_low"),
    Say("company_again", tell=Tell("befriender", "low_again"), then="bye_low"),
    Do("company_unsure", tell=Tell("befriender", "low_unsure")),
    Do("one_silence", did=went_quiet),
    Ask(
        "check",
        hears=Mood(),
        did=check_heard,
        wait=UNANSWERED,
        good="bye",
        soso="bye_soso",
        low=low_again,
        skip="bye_skip",
        rang="rang",
        silence=still_nothing,
        unclear="read",
    ),
    Do("quiet", did=went_quiet, tell=Tell("befriender", "quiet")),
    Say("read", did=words_heard, tell=Tell("coordinator", "unclear")),
    Say("rang"),
    Say("bye_skip"),
    Say("bye_no"),
    Say("bye_soso"),
    Say("bye_low"),
    Say("bye", did=went_well),
    due=Due("hello"),
)
