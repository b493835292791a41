"""Which of some things to do suits, or why not: "2", "any others?", "1 is a bit far for me"."""

import re
from typing import Final

from flows.hearing.answers import Expect, Heard
from flows.hearing.choices import Choice
from flows.hearing.outings.found import Part, parts, phrases
from flows.hearing.outings.reasons import Reason, reason_in
from flows.hearing.plain import Said
from flows.hearing.replies.yes_no import YesNo, yes_no
from flows.hearing.scene import Scene

_INSTEAD = re.compile(
    r"\b(?:please|instead|then|i'?ll|i will|i'?d|i would|would (?:be|suit|do)|is (?:ok|fine|better)"
    r"|suits|will do|ok|okay|fine|yes|put me down)\b",
    re.IGNORECASE,
)
"""What shows that an option named after a reason is the one they want in its stead."""


def Suits(*options: str) -> Expect:
    """One of these options, several, none, later, other ones (`more`), or a `reason` against it.

    Value: the option as it was given; of several or none a JSON list; of `more` "more"; of a
    reason its name (far, dear, steps, alone, time, wheelchair, toilet, hearing_loop, seating,
    quiet), with the option after a bar where they say which: "far|Tea dance".
    """
    choice = Choice(*options)

    def suits(heard: Said, scene: Scene) -> Heard | None:
        said = parts(heard.raw)
        if reason := reason_in(said):
            return _reason(reason, said, choice, scene)
        picked = choice.heard(heard.raw, scene)
        if picked and picked.outcome == "one":
            return picked
        if phrases(said, "more"):
            return Heard("more", "more", why="asks for others")
        return picked or _no_or_later(heard, scene)

    return Expect((*choice.outcomes, "later", "more", "reason"), (*choice.labels, "MORE"), suits)


def _no_or_later(heard: Said, scene: Scene) -> Heard | None:
    """A no to all of them, or not now. A yes picks none."""
    answer = yes_no(heard, scene)
    if answer is None or answer.outcome == "yes":
        return None
    return Heard("none", "[]", answer.sure, answer.why) if answer.outcome == "no" else answer


def _reason(reason: Reason, said: list[Part], choice: Expect, scene: Scene) -> Heard:
    """The reason and the option it is against; or the option that they take in its stead."""
    against = _option(reason.left, choice, scene)
    others = [
        (at, option)
        for at, part in enumerate(said)
        if at != reason.part and (option := _option(part.raw, choice, scene))
    ]
    for at, option in others:
        instead = at > reason.part and _INSTEAD.search(said[at].raw)
        if (against and option != against) or (not against and instead):
            return Heard("one", option, why=f"another one, as it is {reason.why}")
    named = against or next((option for _, option in others), "")
    return Heard("reason", f"{reason.name}|{named}" if named else reason.name, why=reason.why)


def _option(words: str, choice: Expect, scene: Scene) -> str:
    picked = choice.heard(words, scene)
    return picked.value if picked and picked.sure and picked.outcome == "one" else ""


_PLAIN: Final = YesNo()


def YesOrWhyNot() -> Expect:
    """A yes, a no, not now, or the `reason` why not, named as by `Suits`."""

    def answered(heard: Said, scene: Scene) -> Heard | None:
        if reason := reason_in(parts(heard.raw)):
            return Heard("reason", reason.name, why=reason.why)
        return yes_no(heard, scene)

    return Expect((*_PLAIN.outcomes, "reason"), _PLAIN.labels, answered)
