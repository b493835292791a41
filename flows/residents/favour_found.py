"""Somebody would help: the asker hears who, and theirs is the second of the two yeses.

Also what else there is to hear of a favour: that nobody was found, and, for whoever had said yes,
that it is not needed any more.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, fills_in, leads_to
from flows.facts import NudgePlanned
from flows.facts.favours import HelperAnswered
from flows.favours.people import asker, helper, seen, to_helper
from flows.hearing import YesNo

OFFERED: Final = "offered"  # the state of a favour that somebody has said yes to
AGAIN_IN: Final = timedelta(days=2)
LATE_BY: Final = timedelta(days=2)


@leads_to("found", "gone")
def still_offered(talk: Talk) -> str:
    """It may have been taken back meanwhile."""
    return "found" if seen(talk).state == OFFERED else "gone"


def whose_offer(talk: Talk) -> Mapping[str, str]:
    """Who it is that would help."""
    them = seen(talk).helper
    return {"offers": str(them.id)} if them else {}


@leads_to("yes", "gone_meanwhile", "over_meanwhile")
def still_there(talk: Talk) -> str:
    """Who offered may have gone since they were asked, and somebody else may have been found."""
    them, offers = seen(talk).helper, talk.answers.get("offers", "")
    if seen(talk).state == OFFERED and them and offers in ("", str(them.id)):
        return "yes"
    still_on = seen(talk).state in ("open", "asking", OFFERED)
    return "gone_meanwhile" if still_on else "over_meanwhile"


def _answered(talk: Talk, answer: str) -> HelperAnswered:
    return HelperAnswered(talk.subject, answer)


def yes_please(talk: Talk) -> HelperAnswered:
    """The second yes."""
    return _answered(talk, "yes")


def somebody_else(talk: Talk) -> HelperAnswered:
    """Not this neighbour, but somebody."""
    return _answered(talk, "another")


def leave_it(talk: Talk) -> HelperAnswered:
    """Nobody after all."""
    return _answered(talk, "no")


def said_nothing(talk: Talk) -> HelperAnswered:
    """Nothing came back: it ends kindly for both."""
    return _answered(talk, "silent")


def once_more(talk: Talk) -> NudgePlanned:
    """They would rather say so later."""
    return NudgePlanned("favour_found", talk.world.now + AGAIN_IN, LATE_BY, talk.subject)


@fills_in("helper", "to_helper", "asker", "what")
def who_and_what(talk: Talk) -> Mapping[str, str]:
    """Who asks, who would help, and with what."""
    return {
        "helper": helper(talk),
        "to_helper": to_helper(talk),
        "asker": asker(talk),
        "what": seen(talk).words,
    }


favour_found = Flow(
    "favour_found",
    Do("begin", then=still_offered),
    Ask(
        "found",
        hears=YesNo(),
        keeps=whose_offer,
        wait=timedelta(days=3),
        yes=still_there,
        no="another",
        later="later",
        silence="silent",
    ),
    Ask(
        "another",
        hears=YesNo(),
        wait=timedelta(days=2),
        yes="asking_on",
        no="left",
        later="left",
        silence="left_silently",
    ),
    Say("yes", did=yes_please),
    Say("gone_meanwhile"),
    Say("over_meanwhile"),
    Say("later", did=once_more),
    Say("asking_on", did=somebody_else),
    Say("left", did=leave_it),
    Do("left_silently", did=leave_it),
    Do("silent", did=said_nothing),
    Do("gone"),
    due=Due("favour_found", consent="", again=timedelta(hours=6), counts=False),
    sees=("favour",),
    fills=who_and_what,
)

favour_not_found = Flow(
    "favour_not_found",
    Say("sorry", tell=Tell("coordinator", "favour_not_found")),
    due=Due("favour_not_found", consent="", again=timedelta(days=1), counts=False, beside=True),
    sees=("favour",),
    fills=who_and_what,
)

favour_over = Flow(
    "favour_over",
    Say("over"),
    due=Due("favour_over", consent="", counts=False, beside=True),
    sees=("favour",),
    fills=who_and_what,
)
