"""What may be said at any moment, whatever was asked: danger first, then STOP, then the rest.

Each sort has its own file: `danger.py`, `stopping.py`, `pausing.py`, `wishes.py`; `taking_part.py`
and `hello_day.py`, with `keyword_first.py` for what begins with its keyword; and `tongues` for what
is said in other languages. Here is which of them goes first.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from flows.hearing.courtesies import core
from flows.hearing.danger import danger
from flows.hearing.hello_day import hello_day
from flows.hearing.invited import coming, no_events
from flows.hearing.keyword_first import after_the_keyword, is_the_keyword, keyword_first
from flows.hearing.pausing import pause
from flows.hearing.plain import Said, on_one_line, said
from flows.hearing.quoting import own_words
from flows.hearing.scene import ANYWHERE, Scene
from flows.hearing.signal_names import TAKING_PART, Signal, SignalHeard
from flows.hearing.stopping import stop
from flows.hearing.taking_part import home, taking_part
from flows.hearing.tongues import signal_in
from flows.hearing.wishbook import telling
from flows.hearing.wishes import help_, person, small_wish, start, wrong_number

Hears = Callable[[Said, Scene], SignalHeard | None]

_EARS: Final[tuple[Hears, ...]] = (
    danger,
    stop,
    wrong_number,
    start,
    home,
    pause,
    person,
    help_,
    small_wish,
    no_events,
    keyword_first,
    hello_day,
    taking_part,
    coming,
    signal_in,
)

_OF_THE_SCENE: Final = (pause, hello_day, signal_in)
"""What depends on the day or on the language; the others are the same for everybody."""

_FIRST: Final = (Signal.URGENT, Signal.STOP, Signal.CONCERN, Signal.WRONG_NUMBER)
"""What goes before the other signals, in this order."""


def signal(text: str, scene: Scene = ANYWHERE) -> SignalHeard | None:
    """The signal that this text is, or None.

    Of several the gravest; of what is equally grave what is sure. What else it is, where that
    must not be lost either, is in `also`.
    """
    whole = said(text)
    heard = tuple(_heard(whole, scene))
    if not heard:
        return None
    first = min(heard, key=_rank)
    if first.signal in TAKING_PART and first.words == on_one_line(text):
        first = next((each for each in heard if each.signal is Signal.STOP), first)
    keyword = first.keyword or is_the_keyword(whole, first)
    return replace(first, also=_also(first, heard, whole), keyword=keyword)


def _heard(text: Said, scene: Scene) -> Iterator[SignalHeard]:
    same = _heard_anywhere(text)
    for ear in _EARS:
        if found := ear(text, scene) if ear in _OF_THE_SCENE else same.get(ear):
            yield found
    if (after := after_the_keyword(text)) and (found := danger(after, scene)):
        yield found


@lru_cache(maxsize=256)
def _heard_anywhere(text: Said) -> Mapping[Hears, SignalHeard]:
    """What each ear hears that asks for no scene; kept, for many people say just "1" or "good"."""
    ears = (ear for ear in _EARS if ear not in _OF_THE_SCENE)
    return {ear: found for ear in ears if (found := ear(text, ANYWHERE))}


def _rank(heard: SignalHeard) -> tuple[bool, int]:
    """Danger before all else, then what is sure; ties go to the order in which we listen."""
    grave = heard.signal is Signal.URGENT
    order = _FIRST.index(heard.signal) if heard.signal in _FIRST else len(_FIRST)
    return not (heard.sure or grave), order


def _also(first: SignalHeard, heard: tuple[SignalHeard, ...], text: Said) -> Signal | None:
    """Who is in danger may wish to hear no more; who says STOP, or would like to take part, may
    need somebody.
    """
    others = {Signal.URGENT: Signal.STOP, Signal.STOP: Signal.CONCERN}
    other = Signal.CONCERN if first.signal in TAKING_PART else others.get(first.signal)
    certain = {each.signal for each in heard if each.sure or each.signal is Signal.CONCERN}
    if first.signal is Signal.NOT_COMING and telling("poorly", core(own_words(text))):
        certain.add(Signal.CONCERN)
    return other if other in certain else None
