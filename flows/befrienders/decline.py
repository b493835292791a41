"""DECLINE: Doorstep says no for a befriender, gently and blaming nobody, and a person hears of it.

What is asked of them that no volunteer should carry is counted by its kind, without a name.
"""

from collections.abc import Mapping
from datetime import timedelta

from flows.befrienders.drip import growing
from flows.befrienders.not_ours import kind_of
from flows.concerns.levels import URGENT
from flows.coordinators.naming import find, known
from flows.engine import (
    Ask,
    Flow,
    Passed,
    Say,
    Talk,
    Tell,
    expects,
    fills_in,
    leads_to,
    scene,
)
from flows.facts import Fact
from flows.facts.concerns import ConcernRaised
from flows.facts.growing import NeedDeclined
from flows.favours.asking import OwnWords
from flows.hearing import Choice, Expect, Signal, signal
from flows.world import BEFRIENDER, Neighbour
from flows.world.naming import NamedPerson


def _named(talk: Talk) -> tuple[Neighbour, ...]:
    """Whom of those they visit their words name; without a name, the only one whom they visit."""
    visits = growing(talk).visits
    people = [known(NamedPerson(each.id, each.name)) for each in visits]
    ids = {each.id for each in find(talk.answers.get("what", ""), people)}
    if not ids:
        return visits
    return tuple(each for each in visits if each.id in ids)


def whose(talk: Talk) -> Neighbour | None:
    """Whose wish it was, once that is clear."""
    chosen = talk.answers.get("who", "")
    called = [each for each in growing(talk).visits if each.name == chosen]
    among = called if chosen else _named(talk)
    return among[0] if len(among) == 1 else None


@leads_to("told", "worried", "who", "nobody")
def to_whom(talk: Talk) -> str:
    """The one they mean; else they say who. Nobody is told no by guessing."""
    if whose(talk) is not None:
        return picked(talk)
    return "who" if len({each.name for each in _named(talk)}) > 1 else "nobody"


@leads_to("told", "worried", "nobody")
def picked(talk: Talk) -> str:
    """Whoever they chose. Who may be in danger is told no "no": a person sees to them."""
    if whose(talk) is None:
        return "nobody"
    return "worried" if _in_danger(talk) else "told"


def _in_danger(talk: Talk) -> bool:
    heard = signal(talk.answers["what"], scene(talk.world))
    return heard is not None and heard.sure and heard.signal is Signal.URGENT


def worried(talk: Talk) -> tuple[Fact, ...]:
    """It is about whoever they visit, and cannot wait."""
    them, words = whose(talk), talk.answers["what"]
    return (ConcernRaised(them.id, URGENT, "need_declined", words),) if them else ()


@expects("one", "several", "none")
def OneOfTheirs(talk: Talk) -> Expect:
    """One of those whom they may mean."""
    return Choice(*dict.fromkeys(each.name for each in _named(talk)))


def declined(talk: Talk) -> tuple[Fact, ...]:
    """A coordinator sees to the need; its kind is counted."""
    them, kind = whose(talk), kind_of(talk.answers["what"])
    counted = NeedDeclined(kind.name)
    if them is None:
        return (counted,)
    words = talk.answers["what"]
    return (counted, ConcernRaised(them.id, kind.level, "need_declined", words))


def gently(talk: Talk) -> tuple[Passed, ...]:
    """Whoever asked hears a no that is nobody's fault, and that a person will ring."""
    them = whose(talk)
    called = kind_of(talk.answers["what"]).called
    return (Passed(them, "decline.not_ours", {"need": called}),) if them else ()


@fills_in("neighbour", "to_choose")
def in_words(talk: Talk) -> Mapping[str, str]:
    """neighbour: whose wish it was. to_choose: those whom they may mean, numbered."""
    them = whose(talk)
    names = list(dict.fromkeys(each.name for each in _named(talk)))[:4]
    listed = ", ".join(f"{nth} {name}" for nth, name in enumerate(names, 1))
    return {"neighbour": them.name if them else "them", "to_choose": listed}


decline = Flow(
    "decline",
    Ask(
        "what",
        hears=OwnWords(),
        opening=True,
        wait=timedelta(days=1),
        heard=to_whom,
        skip="all_right",
        silence=None,
    ),
    Ask(
        "who",
        hears=OneOfTheirs,
        wait=timedelta(days=1),
        one=picked,
        several="nobody",
        none="nobody",
        silence="nobody",
        unclear="nobody",
    ),
    Say("told", did=declined, passes=gently),
    Say("worried", did=worried),
    Say("nobody", did=declined, tell=Tell("coordinator", "need_of_somebody")),
    Say("all_right"),
    on=(Signal.DECLINE,),
    role=BEFRIENDER,
    sees=("growing",),
    fills=in_words,
)
