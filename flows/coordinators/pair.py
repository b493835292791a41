"""PAIR: a coordinator thinks that two would get on. They are asked, the befriender first.

Nobody gets a fourth person by accident. We thought of refusing outright: but a coordinator may know
that somebody would like it, and a rule without a way round it makes people pair by hand, unseen. So
it takes the befriender's name, texted on purpose, and the befriender is told how many they visit
when they are asked.
"""

from collections.abc import Mapping
from typing import Final

from flows.coordinators.naming import whom
from flows.engine import Ask, Flow, Say, Talk, expects, fills_in, leads_to
from flows.facts import Fact
from flows.facts.pairs import PairProposed
from flows.hearing import Choice, Expect, FreeWords, Heard, PlainYes, Scene, Signal
from flows.hearing.plain import Said
from flows.world import BEFRIENDER, COORDINATOR, RESIDENT
from flows.world.naming import Named, NamedPerson, parts_of
from flows.world.pairs import PairUp

USUAL_MOST: Final = 3
"""How many people a befriender visits without a coordinator having to think twice."""

People = tuple[NamedPerson, ...]

_WHY_NOT: Final = {
    "stopped": "stopped",
    "not_joined": "not_joined",
    "no_visits": "no_visits",
    "eased": "easing",
    "away": "away",
}


def candidates(talk: Talk, words: str = "whom") -> tuple[People, People]:
    """Whom the words may mean as the one who visits, and as the one who is visited."""
    said = talk.answers.get(words, "")
    named = talk.world.named
    if named is None:
        return (), ()
    ways = [_as_befriender(said, named, span) for span in dict.fromkeys(_spans(named))]
    fitting = [way for way in ways if all(way)] or [way for way in ways if way[0]]
    befrienders, residents = next(iter(fitting), ((), ()))
    return (
        _chosen(befrienders, talk, "which_befriender"),
        _chosen(residents, talk, "which_resident"),
    )


def _spans(named: Named) -> list[tuple[int, int]]:
    return [each.span for each in named.people]


def _as_befriender(said: str, named: Named, span: tuple[int, int]) -> tuple[People, People]:
    """Whom they mean, if the name that stands there is the one who visits: some do both."""
    here = tuple(each for each in named.people if each.span == span)
    rest = tuple(each for each in named.people if each.span != span)
    befrienders = whom(said, Named(here, named.words), BEFRIENDER).people
    return befrienders, whom(said, Named(rest, named.words), RESIDENT).people


def _chosen(people: People, talk: Talk, step: str) -> People:
    labels = _labels(people)
    picked = tuple(
        each for each, label in zip(people, labels, strict=True) if label == talk.answers.get(step)
    )
    return picked or people


def _labels(people: People) -> list[str]:
    return [f"{each.name} ({each.about or f'p{each.id}'})" for each in people]


def both(talk: Talk) -> tuple[NamedPerson, NamedPerson] | None:
    """The two, once it is clear who they are."""
    befrienders, residents = candidates(talk)
    if len(befrienders) == 1 and len(residents) == 1:
        return befrienders[0], residents[0]
    return None


OUTCOMES: Final = (
    "who", "no_befriender", "which_befriender", "which_resident", "stopped", "not_joined",
    "no_visits", "easing", "away", "paired_already", "asked_already", "not_again", "full", "sure",
)  # fmt: skip


@leads_to(*OUTCOMES)
def what_was_understood(talk: Talk) -> str:
    """Who is meant, what stands in the way, or whether it is right."""
    befrienders, residents = candidates(talk)
    if not befrienders:
        return "no_befriender" if talk.world.named and talk.world.named.people else "who"
    if not residents:
        return "who"
    if len(befrienders) > 1:
        return "which_befriender"
    if len(residents) > 1:
        return "which_resident"
    return _in_the_way(talk, befrienders[0].id, residents[0].id)


def _in_the_way(talk: Talk, befriender: int, resident: int) -> str:
    known: PairUp = talk.world.pair_up or PairUp()
    if (befriender, resident) in known.paired:
        return "paired_already"
    offer = known.offers.get((befriender, resident), "")
    if offer.startswith("with_"):
        return "asked_already"
    if offer.endswith("_no"):
        return "not_again"
    why = known.not_theirs.get(resident, "") or known.not_theirs.get(befriender, "")
    if why:
        return _WHY_NOT[why]
    return "full" if known.loads.get(befriender, 0) >= USUAL_MOST else "sure"


@expects("one", "several", "none")
def one_befriender(talk: Talk) -> Expect:
    """Which of several of one name visits."""
    return Choice(*_labels(candidates(talk)[0]))


@expects("one", "several", "none")
def one_resident(talk: Talk) -> Expect:
    """Which of several of one name is visited."""
    return Choice(*_labels(candidates(talk)[1]))


@expects("named", "no")
def the_name_itself(talk: Talk) -> Expect:
    """Their name, texted on purpose: a YES is not enough, and anything else is a no."""
    two = both(talk)
    wanted = set(parts_of(two[0].name)) if two else set()

    def hears(said: Said, scene: Scene) -> Heard | None:
        return Heard("named", "named") if wanted & set(parts_of(said.raw)) else _NO

    return Expect(("named", "no"), (), hears)


_NO: Final = Heard("no", "no", why="not the name")


def proposed(talk: Talk) -> tuple[Fact, ...]:
    """The two are asked."""
    two = both(talk)
    return (PairProposed(two[0].id, two[1].id),) if two else ()


@fills_in("partner", "neighbour", "visits_now", "which", "called", "not_free")
def in_words(talk: Talk) -> Mapping[str, str]:
    """The two, how many the one visits, and whom to choose from."""
    befrienders, residents = candidates(talk)
    several = befrienders if len(befrienders) > 1 else residents
    known: PairUp = talk.world.pair_up or PairUp()
    load = known.loads.get(befrienders[0].id, 0) if befrienders else 0
    listed = " ".join(f"{nth} {label}" for nth, label in enumerate(_labels(several)[:4], start=1))
    not_free = next(
        (each.name for each in (*residents[:1], *befrienders[:1]) if each.id in known.not_theirs),
        "",
    )
    return {
        "partner": befrienders[0].name if befrienders else "them",
        "neighbour": residents[0].name if residents else "them",
        "visits_now": visits_in_words(load),
        "which": listed,
        "called": several[0].called if several else "them",
        "not_free": not_free,
    }


def visits_in_words(count: int) -> str:
    """How many people somebody visits."""
    return "nobody" if not count else "1 person" if count == 1 else f"{count} people"


pair = Flow(
    "pair",
    Ask(
        "whom",
        hears=FreeWords(longest=200),
        opening=True,
        heard=what_was_understood,
        skip="left",
        silence=None,
    ),
    Ask("which_befriender", hears=one_befriender, one=what_was_understood, several="left",
        none="left", silence=None),
    Ask("which_resident", hears=one_resident, one=what_was_understood, several="left",
        none="left", silence=None),
    Ask("sure", hears=PlainYes(), yes="asking", no="left", later="left", silence=None),
    Ask("full", hears=the_name_itself, named="asking", no="left", silence=None),
    Say("asking", did=proposed),
    Say("left"),
    Say("who"),
    Say("no_befriender"),
    Say("stopped"),
    Say("not_joined"),
    Say("no_visits"),
    Say("easing"),
    Say("away"),
    Say("paired_already"),
    Say("asked_already"),
    Say("not_again"),
    on=(Signal.PAIR,),
    role=COORDINATOR,
    sees=("named", "pair_up"),
    fills=in_words,
)  # fmt: skip
