"""Whether a text asks us to stop: a provider's keyword, or their own words for it.

Whoever asks is never texted again, so it has to be heard however it is put; and a bus stop is
none. What only looks like it is heard as not sure, for a person to ask. The phrases are in
`english/stopping.yaml`.
"""

from flows.hearing.courtesies import Core, core
from flows.hearing.plain import Said
from flows.hearing.quoting import own_words
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.stop_keyword import stop_keyword
from flows.hearing.wishbook import Telling, telling, tellings


def stop(heard: Said, scene: Scene) -> SignalHeard | None:
    """STOP, or None. What is only to stop for a while is a pause."""
    heard = own_words(heard)
    left = core(heard)
    if telling("a slip", left):
        return None
    if telling("stop", left) and stops_for_a_while(left):
        return None
    ways = (_said(left), _of_them(left), stop_keyword(heard, left), _unplaced(left))
    found = [each for each in ways if each]
    return next((each for each in found if each.sure), found[0] if found else None)


def _said(left: Core) -> SignalHeard | None:
    """Any of the phrases for it; what only looks like one is none in jest."""
    found = telling("stop", left)
    if found is None or (not found.sure and telling("in jest", left)):
        return None
    return SignalHeard(Signal.STOP, sure=found.sure, why=found.why)


def stops_for_a_while(left: Core) -> Telling | None:
    """The wish to stop of a text that says that it is not for good, or None."""
    asked = telling("stop", left)
    if asked is None:
        return None
    for each in tellings("while", left):
        here = each.clause == asked.clause and each.start >= asked.start
        beside = each.start == 0 and abs(each.clause - asked.clause) <= 1
        if here or beside:
            return asked
    return None


def _of_them(left: Core) -> SignalHeard | None:
    """Texts or a number in one clause, and no more of them in the same or another."""
    if telling("the texts", left) and telling("no more of them", left):
        return SignalHeard(Signal.STOP, why="does not want them")
    return None


def _unplaced(left: Core) -> SignalHeard | None:
    """A clause about our texts and an end of something that no phrase foresees."""
    against = (
        telling("fond of them", left),
        telling("stop", left, ["never"]),
        telling("while", left),
    )
    texts = {each.clause for each in tellings("our texts", left)}
    if any(against) or not texts.intersection(each.clause for each in tellings("an end", left)):
        return None
    return SignalHeard(Signal.STOP, sure=False, why="the texts, and an end to something")
