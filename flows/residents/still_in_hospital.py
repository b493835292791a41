"""Someone whose stay in hospital has no end that we know of: after four weeks a person is reminded,
once. It is said to whoever visits them, or to the coordinators.
"""

from collections.abc import Mapping

from flows.engine import Do, Due, Flow, Say, Talk, fills_in, leads_to


def _away(talk: Talk) -> str | None:
    """Their name, if they are still there; None if not."""
    home = talk.world.home
    name: str | None = home.away if home else None
    return name


@leads_to("still", "over")
def whether(talk: Talk) -> str:
    """Whether nothing has been heard of their being home."""
    return "over" if _away(talk) is None else "still"


@fills_in("neighbour")
def who(talk: Talk) -> Mapping[str, str]:
    """Who it is."""
    return {"neighbour": _away(talk) or "Somebody"}


still_in_hospital = Flow(
    "still_in_hospital",
    Do("whether", then=whether),
    Say("still"),
    Do("over"),
    due=Due("still_in_hospital", consent="", counts=False, beside=True),
    sees=("home",),
    fills=who,
)
