"""Whether something is still as we have it: "yes still on", "moved to 3pm", "it's finished"."""

from typing import Final

from flows.hearing.answers import SKIPPED, Expect, Heard
from flows.hearing.outings.found import parts, phrases
from flows.hearing.plain import Said, on_one_line
from flows.hearing.replies.yes_no import yes_no
from flows.hearing.scene import Scene

_AS_IT_WAS: Final = "as we have it"
_ORDER: Final = (("gone", "gone"), ("changed", "changed"), (_AS_IT_WAS, "yes"))
_SKIPS: Final = ("skip", "pass")
_LEADS_TO: Final = {"yes": "yes", "no": "gone", "later": "skip"}


def StillOn() -> Expect:
    """Whether it is: yes; gone; changed, in their words; or skip, where they can't say.

    The value of `changed` and `gone` is what they wrote, on one line.
    """
    return Expect(("yes", "gone", "changed", "skip"), ("YES", "NO"), _still)


def _still(heard: Said, scene: Scene) -> Heard | None:
    if heard.words in _SKIPS:
        return SKIPPED
    words = on_one_line(heard.raw)
    said = {each.kind: each for each in phrases(parts(heard.raw), "still on", (_AS_IT_WAS,))}
    for kind, outcome in _ORDER:
        if kind in said and not ("skip" in said and kind == _AS_IT_WAS):
            return Heard(outcome, words, why=f"{kind}: {said[kind].why}")
    if "skip" in said:
        return Heard("skip", "", why=f"skip: {said['skip'].why}")
    answer = yes_no(heard, scene)
    if answer is None:
        when = said.get("only when")
        return Heard("changed", words, why=f"only when: {when.why}") if when else None
    outcome = _LEADS_TO[answer.outcome]
    return Heard(outcome, "" if outcome == "skip" else words, answer.sure, answer.why)
