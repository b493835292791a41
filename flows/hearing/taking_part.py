"""What somebody may ask of us so as to take part, in their own words and without a keyword.

What is on, whether anybody could help, whether they could help, what we know of them, a thought
for the project, a story, a place; home from hospital, no room for more. The phrases are in
`english/taking_part.yaml`; what begins with its keyword is heard by `keyword_first.py`.
"""

import re
from typing import Final

from flows.hearing.courtesies import core
from flows.hearing.plain import Said, on_one_line
from flows.hearing.quoting import own_words
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.wishbook import Telling, telling

_WISHES: Final = (
    Signal.WHATS_ON,
    Signal.ME,
    Signal.FORGET,
    Signal.STORY,
    Signal.PLACE,
    Signal.HELP_OUT,
    Signal.ASK,
    Signal.SAY,
    Signal.NO_ROOM,
    Signal.NOT_COMING,
    Signal.NEVER_MIND,
    Signal.GONE,
)
"""In the order in which they are listened to, where a text says several."""

_TO_FORGET = re.compile(
    r"\b(?:forget|delete|erase|remove|wipe|scrub|rub out|cross out|get rid of|strike out|take out"
    r"|ignore|unsay|bin|unlearn|(?:don'?t|do not) (?:keep|write down|save|remember|record|hold))\s+"
    r"(.+)",
    re.IGNORECASE | re.DOTALL,
)
"""What is to be forgotten comes after one of these."""


def home(heard: Said, scene: Scene) -> SignalHeard | None:
    """HOME: they are home from hospital."""
    return _wish(Signal.HOME, heard)


def taking_part(heard: Said, scene: Scene) -> SignalHeard | None:
    """Any other of these wishes; a sure one before one that is not."""
    found = [each for wish in _WISHES if (each := _wish(wish, heard))]
    return next((each for each in found if each.sure), found[0] if found else None)


def _wish(wish: Signal, heard: Said) -> SignalHeard | None:
    found = telling(wish.value, core(own_words(heard)))
    if found is None:
        return None
    return SignalHeard(wish, sure=found.sure, why=found.why, words=_words(wish, found, heard))


def _words(wish: Signal, found: Telling, heard: Said) -> str:
    after = _TO_FORGET.search(heard.raw) if wish is Signal.FORGET else None
    return on_one_line(after[1] if after else heard.raw)
