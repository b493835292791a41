"""Somebody has become a befriender: a welcome, and days later the safe word. No more at once."""

from datetime import timedelta
from typing import Final

from flows.engine import Do, Due, Flow, Say, Talk, leads_to
from flows.facts import NudgePlanned
from flows.world import BEFRIENDER

PURPOSE: Final = "befriender_welcome"
SAFE: Final = 1
"""The subject of the nudge that brings the safe word."""

SAFE_IN: Final = timedelta(days=3)


@leads_to("hello", "safe", "nothing")
def which(talk: Talk) -> str:
    """The welcome first."""
    if BEFRIENDER not in talk.world.person.roles:
        return "nothing"
    return "safe" if talk.subject == SAFE else "hello"


def safe_soon(talk: Talk) -> NudgePlanned:
    """In a few days."""
    return NudgePlanned(PURPOSE, talk.world.now + SAFE_IN, timedelta(days=3), SAFE)


befriender_welcome = Flow(
    PURPOSE,
    Do("begin", then=which),
    Say("hello", did=safe_soon),
    Say("safe"),
    Do("nothing"),
    due=Due(PURPOSE, consent="", again=timedelta(hours=3), counts=False, beside=True),
)
