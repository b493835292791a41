"""How was it? After each visit until a pair has settled, then monthly; a worry goes to a person."""

from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, leads_to
from flows.hearing import Expect, FreeWords
from flows.steps import expects
from flows.visits.hearing import HowWasIt
from flows.visits.in_passing import BRIEF, in_hospital, not_in
from flows.visits.reports import did_not_happen, in_danger, reported
from flows.visits.saying import about, filled
from flows.world.visits import HAPPENED, PLANNED

A_WHILE: Final = timedelta(hours=1)
NOTE: Final = 400
"""Characters of a note that are kept."""


@leads_to("how", "did_it", "rest")
def not_told_yet(talk: Talk) -> str:
    """Whether they met is asked only where we do not know. Who is still in there is not asked."""
    visit, seen = about(talk), talk.world.visits
    if visit is None or visit.befriender.id != talk.world.person.id:
        return "rest"
    if seen.open and seen.open.id == visit.id:
        return "rest"
    return {HAPPENED: "how", PLANNED: "did_it"}.get(visit.state, "rest")


@expects("fine", "small", "worried", "words", "none", "skip")
def how_it_was(talk: Talk) -> Expect:
    """Where we know that they met, a no is no worry."""
    visit = about(talk)
    return HowWasIt(met=visit is None or visit.state == HAPPENED)


def _said(talk: Talk) -> bool:
    return bool(talk.answers.get("how") or talk.answers.get("did_it"))


@leads_to("small", "words")
def small_worry(talk: Talk) -> str:
    """What it is, if they have not said so already."""
    return "small" if _said(talk) else "words"


@leads_to("danger", "worried", "worried_first")
def big_worry(talk: Talk) -> str:
    """A person hears of it at once, and then what it is."""
    if in_danger(talk):
        return "danger"
    return "worried" if _said(talk) else "worried_first"


@leads_to("danger", "worried")
def then_worried(talk: Talk) -> str:
    """What worries them may be danger."""
    return "danger" if in_danger(talk) else "worried"


@leads_to("why", "not_met")
def why_not(talk: Talk) -> str:
    """Who has said why is not asked it."""
    words = talk.answers.get("did_it", "")
    says_why = not_in(words) or in_hospital(words) or len(words.split()) > BRIEF
    return "not_met" if says_why else "why"


after_visit = Flow(
    "after_visit",
    Do("look", then=not_told_yet),
    Ask(
        "how",
        hears=how_it_was,
        fine="fine",
        small=small_worry,
        worried=big_worry,
        words="kept",
        none="skipped",
        skip="skipped",
        silence=None,
        gives_way=timedelta(hours=3),
    ),
    Ask(
        "did_it",
        hears=how_it_was,
        fine="fine",
        small=small_worry,
        worried=big_worry,
        words="kept",
        none=why_not,
        skip="skipped",
        silence=None,
        gives_way=timedelta(hours=3),
    ),
    Ask("words", hears=FreeWords(NOTE), heard="small", skip="small", silence="small_unsaid"),
    Do("worried_first", did=reported("worried", about), then="worry"),
    Ask("worry", hears=FreeWords(NOTE), heard=then_worried, skip="worried_only", silence=None),
    Ask("why", hears=FreeWords(NOTE), heard="not_met", skip="not_met", silence="not_met_unsaid"),
    Say("fine", did=reported("fine", about)),
    Say("small", did=reported("small", about)),
    Do("small_unsaid", did=reported("small", about)),
    Say("worried", did=reported("worried", about)),
    Say("worried_only"),
    Say("danger", did=reported("worried", about), urgent=True),
    Say("kept", did=reported("", about)),
    Say("skipped", did=reported("", about)),
    Say("not_met", did=did_not_happen(about)),
    Do("not_met_unsaid", did=did_not_happen(about)),
    Do("rest"),
    due=Due("visit_after", consent="", again=A_WHILE, counts=False),
    sees=("visits",),
    fills=filled,
    of_others=True,
)
