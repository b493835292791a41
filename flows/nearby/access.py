"""Getting in and being there: what is known, what is not, and what a person needs.

A fact is yes, no or unknown, and unknown is said as unknown, never as no.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from flows.world.nearby import ACCESS_FACTS, Access

YES: Final[Mapping[str, str]] = {
    "step_free": "step-free",
    "wheelchair": "wheelchairs fine",
    "toilet": "toilet",
    "hearing_loop": "hearing loop",
    "seating": "seats",
    "quiet": "quiet",
    "parking": "parking",
    "autism_hour": "autism hour",
    "dogs": "dogs welcome",
}
NO: Final[Mapping[str, str]] = {
    "step_free": "has steps",
    "wheelchair": "no wheelchairs",
    "toilet": "no toilet",
    "hearing_loop": "no hearing loop",
    "seating": "no seats",
    "quiet": "not quiet",
    "parking": "no parking",
    "autism_hour": "no autism hour",
    "dogs": "no dogs",
}
UNKNOWN: Final[Mapping[str, str]] = {
    "step_free": "steps",
    "wheelchair": "wheelchairs",
    "toilet": "toilet",
    "hearing_loop": "hearing loop",
    "seating": "seats",
    "quiet": "noise",
    "parking": "parking",
    "autism_hour": "autism hour",
    "dogs": "dogs",
}

NEEDED_FOR: Final[Mapping[str, frozenset[str]]] = {
    "steps": frozenset({"step_free"}),
    **{fact: frozenset({fact}) for fact in ACCESS_FACTS},
    "wheelchair": frozenset({"step_free", "wheelchair"}),
}
"""What somebody needs who said this: a reason why not, or a need by its own name."""

MATTERS: Final = ("step_free", "toilet", "seating")
"""What is worth a word to anybody, where nobody has told us of needs."""

MOST_SAID: Final = 3


def needs_of(reasons: Iterable[str]) -> frozenset[str]:
    """The facts that must hold for somebody who has said these things."""
    return frozenset().union(*(NEEDED_FOR.get(each, frozenset()) for each in reasons))


def access_of(facts: Mapping[str, str]) -> Access:
    """From yes, no and unknown by name. Raises ValueError for any other answer or name."""
    for name, answer in facts.items():
        if name not in ACCESS_FACTS:
            raise ValueError(f"{name} is no access fact: {', '.join(ACCESS_FACTS)}")
        if answer not in ("yes", "no", "unknown", ""):
            raise ValueError(f"{name} must be yes, no or unknown")
    return Access(
        frozenset(name for name, answer in facts.items() if answer == "yes"),
        frozenset(name for name, answer in facts.items() if answer == "no"),
    )


def access_words(access: Access, needs: frozenset[str] = frozenset()) -> str:
    """What is known, what somebody needs first: "step-free, toilet; seats not known"."""
    first = [fact for fact in ACCESS_FACTS if fact in needs]
    asked = [*first, *(fact for fact in MATTERS if fact not in needs)]
    known = [YES[fact] for fact in asked if fact in access.yes]
    known += [NO[fact] for fact in asked if fact in access.no]
    more = [fact for fact in ACCESS_FACTS if fact in access.yes and fact not in asked]
    known += [YES[fact] for fact in more][: max(0, MOST_SAID - len(known))]
    unknown = [UNKNOWN[fact] for fact in asked if fact in access.unknown(frozenset(asked))]
    if not known and not first:
        return "access not known"
    said = [", ".join(known)] if known else []
    return "; ".join([*said, f"{', '.join(unknown)} not known"] if unknown else said)
