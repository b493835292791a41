"""Who is asked next for a favour: one person at a time, and always somebody it can suit.

Two questions a neighbour would ask themselves. May we ask them at all (`why_not`)? And of those
we may ask, whom does it suit best (`suits`)? The points are a way of saying what outweighs what:
what somebody offered counts more than what they happen to love, a neighbour round the corner
more than one across town, and whoever has been asked a lot lately is left in peace.
"""

import re
from collections.abc import Iterable
from typing import Final

from flows.world.favours import Giver, Wanted

ASKS_A_MONTH: Final = 4
"""How often one person is asked in four weeks, whatever they answer."""

GIVES_A_MONTH: Final = 3
"""How much one person gives in four weeks before we leave them be."""

OFFERED, LOVED, HELPS, NEIGHBOURLY = 40, 18, 12, 4
"""Points: a skill they offered, something they love, an offer of any help, living near."""

NEIGHBOURS: Final = 3
"""How many are asked who neither offered anything nor have a tag in common."""

NEAR: Final = 30
"""Points of somebody next door; none at the edge of where we ask at all."""

ASKED: Final = 8
"""Points that each ask of the last four weeks costs, and each favour given."""


def why_not(wanted: Wanted, giver: Giver) -> str:
    """Why this person is not asked for this favour, in a few words; nothing if they may be."""
    far = wanted.near is not None and giver.metres is not None and giver.metres > wanted.near
    busy_day = (
        wanted.weekday is not None
        and giver.days != frozenset()
        and wanted.weekday not in giver.days
    )
    reasons = (
        (giver.id == wanted.asker, "their own favour"),
        (giver.stopped, "stopped"),
        (giver.paused, "resting"),
        (giver.needs_first, "needs come first"),
        (not giver.consents, "no consent"),
        (giver.new_here, "first month"),
        (giver.asked_for_this, "asked before"),
        (giver.spoken_of, "it is about them"),
        (giver.ask_open, "an ask is open"),
        (wanted.kind in giver.said_no, "said no to this kind"),
        (giver.asked >= ASKS_A_MONTH, "asked a lot"),
        (giver.given >= GIVES_A_MONTH, "gives a lot"),
        (giver.language != wanted.language, "no language in common"),
        (far, "too far"),
        (busy_day, "not free that day"),
        (not _could(wanted, giver), "nothing in common"),
    )
    return next((reason for is_so, reason in reasons if is_so), "")


def _could(wanted: Wanted, giver: Giver) -> bool:
    return _in_common(wanted, giver) > 0


def suits(wanted: Wanted, giver: Giver) -> float:
    """How well this favour suits them, in points: more is better."""
    return _in_common(wanted, giver) + _near(wanted, giver) - ASKED * (giver.asked + giver.given)


def _in_common(wanted: Wanted, giver: Giver) -> float:
    """The best thing in common counts in full, each one more a little."""
    offered, loved = wanted.tags & giver.offered, wanted.tags & (giver.loves - giver.offered)
    points = [OFFERED] * len(offered) + [LOVED] * len(loved)
    if wanted.who and giver.helps:
        points.append(HELPS)
    if wanted.who == "neighbours" and giver.neighbour:
        points.append(NEIGHBOURLY)
    return points[0] + 0.2 * sum(points[1:]) if points else 0.0


def _near(wanted: Wanted, giver: Giver) -> float:
    """Where it is not known how far they are, as much as somebody half-way gets."""
    if wanted.near is None:
        return 0.0
    share = 0.5 if giver.metres is None else max(0.0, 1 - giver.metres / wanted.near)
    return NEAR * share


_NAMED: Final = re.compile(
    r"([a-z][a-z'-]+),? (?:if|whether|to|for|about|how|what|when|where|who|can|could|would)\b",
    re.IGNORECASE,
)


def named_in(words: str) -> str:
    """The name with which an ask begins ("Rose if she'd tell us …"), as it may be, in lower case.

    Only for what the team asks: anybody else's "lift to the doctor" begins the same way.
    """
    found = _NAMED.match(words)
    return found[1].lower() if found else ""


def speaks_of(words: str, name: str) -> bool:
    """Whether an ask plainly speaks of a person of this name: Rose's tomatoes, a card for Rose."""
    first = re.escape(name.split()[0]) if name.strip() else ""
    if not first:
        return False
    if re.search(rf"\b{first}['’]s\b", words, re.IGNORECASE):
        return True
    return (
        words != words.upper()
        and re.search(rf"(?<=\S )\b{first.capitalize()}\b", words) is not None
    )


def next_to_ask(wanted: Wanted, givers: Iterable[Giver]) -> Giver | None:
    """Whom to ask now, or None: nobody (else) can be.

    Of those whom it suits equally well, another for each favour, so that nobody is always first.
    """
    able = [each for each in givers if not why_not(wanted, each)]
    return max(able, key=lambda each: (suits(wanted, each), _turn(wanted, each)), default=None)


def _turn(wanted: Wanted, giver: Giver) -> tuple[int, int]:
    return (giver.id * 2_654_435_761 + wanted.id * 40_503) % 9_973, giver.id
