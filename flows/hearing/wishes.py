"""What somebody may ask of us at any moment, whatever was asked of them.

STOP and PAUSE are in `stopping.py` and `pausing.py`; here are the rest: start again, help, a
person, a wrong number, more, less. The phrases are in `english/wishes.yaml`. Each function takes
a text and its scene, and returns the signal, or None.
"""

import re
from dataclasses import replace
from typing import Final

from flows.hearing.courtesies import core
from flows.hearing.first_names import with_names
from flows.hearing.plain import Said
from flows.hearing.quoting import own_words
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.tables import table
from flows.hearing.wishbook import telling

_SMALL: Final = (
    Signal.MORE,
    Signal.LESS,
    Signal.DONE,
    Signal.THANKS,
    Signal.USE_SMS,
    Signal.USE_TELEGRAM,
)
_TO_BE_RUNG: Final = re.compile(r"\b(?:ring|call|phone|telephone) (?:me|us)\b")
_ANSWERS_FIRST: Final = re.compile("(?:yes|yeah|yep|ok|okay|no|nope|of course|please do) .")
_QUESTION_MARKS: Final = "?\uff1f\u061f"


def start(heard: Said, scene: Scene) -> SignalHeard | None:
    """START: the texts again, please."""
    return _said(Signal.START, heard)


def help_(heard: Said, scene: Scene) -> SignalHeard | None:
    """HELP: who is this, and how does it work? A cry for help is danger's, not ours."""
    if heard.raw and not heard.raw.strip(_QUESTION_MARKS + " \n"):
        return SignalHeard(Signal.HELP, why="a question mark") if heard.raw.strip() else None
    return _said(Signal.HELP, heard)


def person(heard: Said, scene: Scene) -> SignalHeard | None:
    """PERSON: they would like to talk to somebody.

    Not sure where they say yes or no first and then how to be reached: that is an answer too.
    """
    found = _said(Signal.PERSON, heard, names=True)
    if found and _TO_BE_RUNG.search(heard.words) and _ANSWERS_FIRST.match(heard.words):
        return replace(found, sure=False)
    return found


def wrong_number(heard: Said, scene: Scene) -> SignalHeard | None:
    """WRONG_NUMBER: who has this phone is not whom we think."""
    return _said(Signal.WRONG_NUMBER, heard, names=True)


def small_wish(heard: Said, scene: Scene) -> SignalHeard | None:
    """MORE, LESS, DONE, USE_SMS, USE_TELEGRAM, or THANKS: nothing but thanks or a goodbye."""
    if _is_thanks(heard):
        return SignalHeard(Signal.THANKS, why="thanks, and nothing else")
    return next((found for each in _SMALL if (found := _said(each, heard))), None)


def _is_thanks(heard: Said) -> bool:
    row = table("english/wishes")["thanks"]
    words, closing = set(heard.words.split()), set(row["closing"].split())
    return bool(words & closing) and words <= closing.union(row["with closing"].split())


def _said(wish: Signal, heard: Said, *, names: bool = False) -> SignalHeard | None:
    """Whether a text tells of a wish; with names, also by phrases that have a name in them."""
    left = core(own_words(heard))
    found = telling(wish.value, left)
    if names and not found:
        found = telling(wish.value, with_names(left, heard.raw))
    return SignalHeard(wish, sure=found.sure, why=found.why) if found else None
