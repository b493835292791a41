"""What is answered to a thing to do: which of them, would it suit, was it good, is it still on."""

from typing import Final

from flows.facts.nearby import ALONE, STEPS, TOO_DEAR, TOO_FAR, WRONG_TIME
from flows.hearing import Choice, Expect, Heard, Scene, Signal, YesNo, signal
from flows.hearing.answers import SKIPPED, declined
from flows.hearing.plain import Said

_REASONS: Final = {
    TOO_FAR: ("too far", "far away", "long way", "cant get there", "no way to get there"),
    TOO_DEAR: ("too dear", "too much money", "expensive", "cant afford", "too pricey"),
    STEPS: ("steps", "stairs"),
    ALONE: ("on my own", "by myself", "alone", "dont know anyone"),
    WRONG_TIME: ("wrong day", "too early", "too late in the day", "cant do that day"),
}


def why_not(heard: Said) -> str:
    """The reason against it that these words give, or ""."""
    found = [
        reason
        for reason, phrases in _REASONS.items()
        if any(each in heard.bare for each in phrases)
    ]
    return found[0] if len(found) == 1 else ""


def Suits(*options: str) -> Expect:
    """Which of these would suit: one, several, none, other ones please, or why not."""
    choice = Choice(*options)

    def suits(heard: Said, scene: Scene) -> Heard | None:
        picked = choice.heard(heard.raw, scene)
        named = picked if picked and picked.outcome == "one" else None
        if reason := why_not(heard):
            return Heard("reason", f"{reason}|{named.value}" if named else reason)
        more = signal(heard.raw, scene)
        if more and more.sure and more.signal is Signal.MORE:
            return Heard("more", "more")
        return picked

    return Expect((*choice.outcomes, "more", "reason"), (*choice.labels, "MORE"), suits)


def YesOrWhyNot() -> Expect:
    """A yes, a no, not now, or the reason why not."""
    plain = YesNo()

    def answered(heard: Said, scene: Scene) -> Heard | None:
        if reason := why_not(heard):
            return Heard("reason", reason)
        return plain.heard(heard.raw, scene)

    return Expect((*plain.outcomes, "reason"), plain.labels, answered)


def WentOrNot() -> Expect:
    """Whether they went, and would again."""
    options = Choice("went and liked it", "went, not for me", "did not go")

    def went(heard: Said, scene: Scene) -> Heard | None:
        picked = options.heard(heard.raw, scene)
        if picked and picked.outcome == "one":
            at = ["went and liked it", "went, not for me", "did not go"].index(picked.value)
            outcome = ("liked", "went", "not_went")[at]
            return Heard(outcome, outcome, picked.sure)
        if any(each in heard.bare for each in ("lovely", "great", "enjoyed", "liked")):
            return Heard("liked", "liked")
        if any(each in heard.bare for each in ("didnt go", "did not go", "couldnt go")):
            return Heard("not_went", "not_went")
        return SKIPPED if declined(heard) else None

    return Expect(("liked", "went", "not_went", "skip"), options.labels, went)


def StillOn() -> Expect:
    """Whether something is still as we have it."""
    plain = YesNo()

    def still(heard: Said, scene: Scene) -> Heard | None:
        if any(each in heard.bare for each in ("dont know", "not sure", "no idea")):
            return SKIPPED
        if any(each in heard.bare for each in ("closed", "finished", "stopped", "not on any")):
            return Heard("gone", "gone")
        found = plain.heard(heard.raw, scene)
        if found and len(heard.words.split()) <= 3:
            return Heard({"yes": "yes", "no": "gone"}.get(found.value, "skip"), found.value)
        tidy = " ".join(heard.raw.split())
        return Heard("changed", tidy) if tidy else None

    return Expect(("yes", "gone", "changed", "skip"), ("YES",), still)


def WouldCome() -> Expect:
    """Yes, maybe or no to something that may come to be."""
    options = Choice("yes", "maybe", "no")
    plain = YesNo()

    def come(heard: Said, scene: Scene) -> Heard | None:
        picked = options.heard(heard.raw, scene)
        if picked and picked.outcome == "one":
            return Heard(picked.value, picked.value, picked.sure)
        found = plain.heard(heard.raw, scene)
        if found is None:
            return None
        said = found.value if found.value in ("yes", "no") else "maybe"
        return Heard(said, said, found.sure)

    return Expect(("yes", "maybe", "no"), options.labels, come)
