"""There is room again at an event that was full: whoever is first in line is asked."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, fills_in, leads_to
from flows.hearing import YesNo
from flows.residents.invitations import keeps, values
from flows.world.broadcasts import COMING, LISTED, MAYBE, NO
from flows.world.events import Invitation, Invited

HALF_A_DAY: Final = timedelta(hours=12)
AN_HOUR: Final = timedelta(hours=1)


def _said(talk: Talk) -> str:
    return talk.said.get("opening", "")


def offered(talk: Talk) -> Invitation | None:
    """The event in which there is room again."""
    seen = talk.world.invited
    return seen.subject if isinstance(seen, Invited) else None


@leads_to("ask", "rest")
def still_room(talk: Talk) -> str:
    """Nobody is asked to what is full again, off or begun, or for what they no longer wait."""
    return "ask" if _room(talk) else "rest"


def _room(talk: Talk) -> bool:
    one = offered(talk)
    if one is None or one.answer != LISTED or one.called_off or one.at <= talk.world.now:
        return False
    return one.room is None or one.room > 0


@leads_to("down", "gone_meanwhile")
def if_still_room(talk: Talk) -> str:
    """The place may have gone while they thought about it."""
    return "down" if _room(talk) else "gone_meanwhile"


@fills_in("title", "day")
def _offer_in_words(talk: Talk) -> Mapping[str, str]:
    found = values(offered(talk), talk.world)
    return {name: found.get(name, "") for name in ("title", "day")}


place_free = Flow(
    "place_free",
    Do("look", then=still_room),
    Ask(
        "ask",
        hears=YesNo(),
        wait=HALF_A_DAY,
        yes=if_still_room,
        no="left",
        later="left",
        silence="silent",
    ),
    Say("down", did=keeps(COMING, offered, _said)),
    Say("gone_meanwhile"),
    Say("left", did=keeps(NO, offered, _said)),
    Do("silent", did=keeps(MAYBE, offered, _said)),
    Do("rest"),
    due=Due("place_free", consent="", again=AN_HOUR, counts=False),
    sees=("invited",),
    fills=_offer_in_words,
)
