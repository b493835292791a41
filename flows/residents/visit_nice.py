"""Was it nice? The resident's own word on a visit: after the first, then every couple of months."""

from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, leads_to
from flows.hearing import Expect, Heard, Mood, Scene, YesNo
from flows.hearing.answers import SKIPPED, declined
from flows.hearing.plain import Said, on_one_line
from flows.visits.saying import about, filled, theirs
from flows.world.visits import HAPPENED, SEEN_TO_FIRST

A_DAY: Final = timedelta(days=1)


@leads_to("nice", "rest")
def has_been(talk: Talk) -> str:
    """Only of a visit that has been, by somebody who still visits them."""
    visit = about(talk)
    has_happened = theirs(visit, talk) and visit.state == HAPPENED
    return "nice" if has_happened and visit and visit.resting not in SEEN_TO_FIRST else "rest"


def _nice_or_not() -> Expect:
    """good, not_so, words, or skip: they would rather not say."""
    mood, yes_no = Mood(), YesNo()

    def heard(text: Said, scene: Scene) -> Heard | None:
        words = on_one_line(text.raw)
        answer, felt = yes_no.heard(text.raw, scene), mood.heard(text.raw, scene)
        if answer and answer.sure and answer.outcome == "yes":
            return Heard("good", words, why="a yes")
        if answer and answer.sure:
            return Heard("not_so", words, why="a no")
        if felt and felt.sure and felt.outcome in ("good", "low"):
            return Heard("good" if felt.outcome == "good" else "not_so", words, why=felt.why)
        if declined(text):
            return SKIPPED
        return Heard("words", words, why="in their own words") if words else None

    return Expect(("good", "not_so", "words", "skip"), ("YES", "NO"), heard)


visit_nice = Flow(
    "visit_nice",
    Do("look", then=has_been),
    Ask(
        "nice",
        hears=_nice_or_not(),
        good="glad",
        not_so="looked_at",
        words="read",
        skip="all_right",
        silence=None,
        gives_way=True,
    ),
    Say("glad"),
    Say("looked_at", tell=Tell("coordinator", "visit_not_nice")),
    Say("read", tell=Tell("coordinator", "visit_words")),
    Say("all_right"),
    Do("rest"),
    due=Due("visit_nice", consent="visits", again=A_DAY),
    sees=("visits",),
    fills=filled,
)
