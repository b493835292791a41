"""UNPAIR: visits of two come to an end, kindly, with words for both; what was stays in the history.

A befriender who would like to stop visiting somebody says STOP VISITING, and is thanked.
"""

from collections.abc import Mapping

from flows.coordinators.pair import both, candidates
from flows.engine import OPENING, Ask, Do, Flow, Say, Talk, expects, fills_in, leads_to
from flows.facts import Fact
from flows.facts.pairs import PairEnded
from flows.hearing import Choice, Expect, FreeWords, PlainYes, Signal
from flows.pairs.mine import mine, names_of, picked
from flows.world import BEFRIENDER, COORDINATOR
from flows.world.pairs import PairUp


def _pairings(talk: Talk) -> list[tuple[int, tuple[int, int]]]:
    """The pairings that the words can mean."""
    known: PairUp = talk.world.pair_up or PairUp()
    befrienders, residents = candidates(talk)
    two = [(b.id, r.id) for b in befrienders for r in residents]
    return [(known.paired[each], each) for each in two if each in known.paired]


@leads_to("sure", "several", "not_paired", "who")
def what_was_understood(talk: Talk) -> str:
    """Which pairing is meant."""
    befrienders, residents = candidates(talk)
    if not befrienders or not residents:
        return "who"
    found = _pairings(talk)
    return "not_paired" if not found else "sure" if len(found) == 1 else "several"


def ended(talk: Talk) -> tuple[Fact, ...]:
    """It is over; both hear so in their own words."""
    return tuple(PairEnded(which, COORDINATOR) for which, _ in _pairings(talk)[:1])


@fills_in("partner", "neighbour")
def in_words(talk: Talk) -> Mapping[str, str]:
    """The two."""
    befrienders, residents = candidates(talk)
    found = dict(_pairings(talk)[:1])
    two = next(iter(found.values()), None)
    names = {each.id: each.name for each in (*befrienders, *residents)}
    if two is not None:
        return {"partner": names[two[0]], "neighbour": names[two[1]]}
    clear = both(talk)
    return {
        "partner": clear[0].name if clear else "them",
        "neighbour": clear[1].name if clear else "them",
    }


unpair = Flow(
    "unpair",
    Ask(
        "whom",
        hears=FreeWords(longest=200),
        opening=True,
        heard=what_was_understood,
        skip="left",
        silence=None,
    ),
    Ask("sure", hears=PlainYes(), yes="over", no="left", later="left", silence=None),
    Say("over", did=ended),
    Say("left"),
    Say("several"),
    Say("not_paired"),
    Say("who"),
    on=(Signal.UNPAIR,),
    role=COORDINATOR,
    sees=("named", "pair_up"),
    fills=in_words,
)


# ── a befriender's wish ─────────────────────────────────────────────────────────────────────


@leads_to("which", "sure", "nobody")
def whom_they_mean(talk: Talk) -> str:
    """Whom they would like to stop visiting."""
    found = picked(talk, "whom")
    return "nobody" if not mine(talk) else "sure" if len(found) == 1 else "which"


def their_words(talk: Talk) -> Mapping[str, str]:
    """What they said along with it."""
    return {"whom": talk.said.get(OPENING, "")}


@expects("one", "several", "none")
def one_of_mine(talk: Talk) -> Expect:
    """One of those they visit."""
    return Choice(*names_of(talk))


def stopped_visiting(talk: Talk) -> tuple[Fact, ...]:
    """It is over, at their wish."""
    return tuple(PairEnded(each.id, BEFRIENDER) for each in picked(talk, "which", "whom")[:1])


@fills_in("neighbour", "which")
def of_mine(talk: Talk) -> Mapping[str, str]:
    """Whom it is about, or whom to choose from."""
    found = picked(talk, "which", "whom")
    listed = " ".join(f"{nth} {name}" for nth, name in enumerate(names_of(talk), start=1))
    return {"neighbour": found[0].other.name if found else "them", "which": listed}


stop_visiting = Flow(
    "stop_visiting",
    Do("look", keeps=their_words, then=whom_they_mean),
    Ask("which", hears=one_of_mine, one="sure", several="left", none="left", silence=None),
    Ask("sure", hears=PlainYes(), yes="over", no="left", later="left", silence=None),
    Say("over", did=stopped_visiting),
    Say("left"),
    Say("nobody"),
    on=(Signal.STOP_VISITING,),
    role=BEFRIENDER,
    sees=("my_pairs",),
    fills=of_mine,
)
