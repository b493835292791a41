""" "Never mind": what somebody asked for, taken back at any time. Nobody is asked why."""

from collections.abc import Mapping

from flows.engine import Do, Flow, Say, Talk, fills_in, leads_to
from flows.facts.favours import FavourWithdrawn
from flows.favours.people import seen
from flows.hearing import Signal


@leads_to("taken_back", "nothing")
def what_is_open(talk: Talk) -> str:
    """The last thing they asked for, if it is not over."""
    return "taken_back" if seen(talk).mine else "nothing"


def taken_back(talk: Talk) -> FavourWithdrawn:
    """Nobody is asked for it any more."""
    return FavourWithdrawn(seen(talk).mine[0].id)


@fills_in("what")
def what(talk: Talk) -> Mapping[str, str]:
    """Their words."""
    mine = seen(talk).mine
    return {"what": mine[0].words if mine else ""}


take_back = Flow(
    "take_back",
    Do("begin", then=what_is_open),
    Say("taken_back", did=taken_back),
    Say("nothing"),
    on=(Signal.NEVER_MIND,),
    sees=("favour",),
    fills=what,
)
