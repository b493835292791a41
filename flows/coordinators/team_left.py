"""One of the coordinators has said STOP: the others hear of it, and of what goes on to them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Do, Due, Flow, Say, Talk, fills_in, leads_to
from flows.words import shortened
from flows.world import COORDINATOR
from flows.world.team_left import TeamLeft

AN_HOUR: Final = timedelta(hours=1)


def _left(talk: Talk) -> TeamLeft | None:
    found = talk.world.left
    return found if isinstance(found, TeamLeft) else None


@leads_to("at_once", "told", "rest")
def how_soon(talk: Talk) -> str:
    """At any hour, where somebody may wait for them in vain; nobody is told who has come back."""
    left = _left(talk)
    if left is None or COORDINATOR not in talk.world.person.roles:
        return "rest"
    return "at_once" if left.was_on_duty or left.urgent else "told"


@fills_in("who", "now_on_duty", "was_in_hand")
def in_words(talk: Talk) -> Mapping[str, str]:
    """Who left, who is on duty, and whom they had in hand."""
    left = _left(talk) or TeamLeft("")
    return {
        "who": shortened(left.who, 20) or "Someone",
        "now_on_duty": _on_duty(left, talk.world.person.id),
        "was_in_hand": _in_hand(left),
    }


def _on_duty(left: TeamLeft, me: int) -> str:
    if not left.was_on_duty:
        return ""
    if any(each == me for each, _ in left.on_duty):
        return " You are on duty now."
    if left.on_duty:
        return f" {shortened(left.on_duty[0][1], 20)} is on duty now."
    return " Nobody is on duty now. Can you? Text ON DUTY."


def _in_hand(left: TeamLeft) -> str:
    if not left.in_hand:
        return ""
    first, more = shortened(left.in_hand[0], 15), len(left.in_hand) - 1
    return f" They had {first}{f' and {more} more' if more else ''} in hand: text WHO."


team_left = Flow(
    "team_left",
    Do("look", then=how_soon),
    Say("at_once", urgent=True),
    Say("told"),
    Do("rest"),
    due=Due("team_left", consent="", again=AN_HOUR, counts=False, beside=True),
    sees=("left",),
    fills=in_words,
)
