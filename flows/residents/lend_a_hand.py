"""Lending a hand: one neighbour is asked, in the asker's own words. "No" is as good as "yes".

What a talk is about (`subject`) is the favour; whose words they are and whether it is still wanted
is in the sight.
"""

from collections.abc import Mapping
from datetime import timedelta

from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, fills_in, leads_to
from flows.facts.favours import FavourAnswered
from flows.favours.people import asker, seen
from flows.hearing import YesNo


def _wanted(talk: Talk) -> bool:
    """Whether it is still they who are asked for it, and it is not over."""
    return (seen(talk).state, seen(talk).ask) == ("asking", "asked")


@leads_to("ask", "gone")
def still_wanted(talk: Talk) -> str:
    """Who took it back meanwhile does not need anybody asked."""
    return "ask" if _wanted(talk) else "gone"


@leads_to("yes", "too_late")
def in_time(talk: Talk) -> str:
    """A yes may come after it was taken back: it is thanked all the same."""
    return "yes" if _wanted(talk) else "too_late"


def _answered(talk: Talk, answer: str) -> FavourAnswered:
    return FavourAnswered(talk.subject, answer, talk.said.get("ask", ""))


def said_yes(talk: Talk) -> FavourAnswered:
    """They would love to."""
    return _answered(talk, "yes")


def said_no(talk: Talk) -> FavourAnswered:
    """No: and never asked for this kind of thing again."""
    return _answered(talk, "no")


def said_later(talk: Talk) -> FavourAnswered:
    """Not this one."""
    return _answered(talk, "later")


def said_nothing(talk: Talk) -> FavourAnswered:
    """Nothing came back. Somebody else is asked."""
    return _answered(talk, "silent")


@fills_in("asker", "what")
def whose_words(talk: Talk) -> Mapping[str, str]:
    """Who asks, and their words."""
    return {"asker": asker(talk), "what": seen(talk).words}


lend_a_hand = Flow(
    "lend_a_hand",
    Do("begin", then=still_wanted),
    Ask(
        "ask",
        hears=YesNo(),
        wait=timedelta(hours=36),
        yes=in_time,
        no="no",
        later="later",
        silence="silent",
        unclear="unsure",
    ),
    Say("yes", did=said_yes),
    Say("too_late", did=said_yes),
    Say("no", did=said_no),
    Say("later", did=said_later),
    Say("unsure", did=said_later, tell=Tell("coordinator", "favour_unclear")),
    Do("silent", did=said_nothing),
    Do("gone"),
    due=Due("favour", again=timedelta(hours=6)),
    sees=("favour",),
    fills=whose_words,
)
