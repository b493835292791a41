"""The weekly hello: one question, a way to ask for company, and a quiet ladder for silence."""

from datetime import timedelta

from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, leads_to
from flows.facts import CheckInAnswered, WentQuiet
from flows.hearing import Mood, YesNo


@leads_to("company_again", "offer")
def low_again(talk: Talk) -> str:
    """Two low weeks running bring a person, not another question."""
    return "company_again" if talk.last_time.get("mood") == "low" else "offer"


def mood_heard(talk: Talk) -> CheckInAnswered:
    """How they are, and their words. A ring is the answer `rang`: all right, and nothing more."""
    return CheckInAnswered(talk.answers["mood"], talk.said.get("mood", ""))


def check_heard(talk: Talk) -> CheckInAnswered:
    """The same, said to the gentle check instead."""
    return CheckInAnswered(talk.answers["check"], talk.said.get("check", ""))


def went_quiet(talk: Talk) -> WentQuiet:
    """No answer this week."""
    return WentQuiet()


weekly_hello = Flow(
    "weekly_hello",
    Ask(
        "mood",
        hears=Mood(),
        did=mood_heard,
        wait=timedelta(days=2),
        good="bye",
        soso="bye_soso",
        low=low_again,
        skip="bye_skip",
        rang="rang",
        silence="check",
    ),
    Ask(
        "offer",
        hears=YesNo(),
        wait=timedelta(days=2),
        yes="company",
        no="bye_no",
        later="bye_no",
        silence="company_unsure",
    ),
    Say("company", tell=Tell("befriender", "low"), then="bye_low"),
    Say("company_again", tell=Tell("befriender", "low_again"), then="bye_low"),
    Do("company_unsure", tell=Tell("befriender", "low_unsure")),
    Ask(
        "check",
        hears=Mood(),
        did=check_heard,
        wait=timedelta(days=2),
        good="bye",
        soso="bye_soso",
        low=low_again,
        skip="bye_skip",
        rang="rang",
        silence="quiet",
    ),
    Do("quiet", did=went_quiet, tell=Tell("befriender", "quiet")),
    Say("rang"),
    Say("bye_skip"),
    Say("bye_no"),
    Say("bye_soso"),
    Say("bye_low"),
    Say("bye"),
    due=Due("hello"),
)
