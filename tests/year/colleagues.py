"""Invented befrienders and coordinators: what they do of their own accord, and how they answer.

Nobody is real. As with the residents, all about somebody follows from the seed and their number.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from tests.year.answers import WORDS, answer
from tests.year.residents import NAMES, Says

BEFRIENDERS: Final = 60  # of 500 residents
COORDINATORS: Final = 3

SAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "rests": ("EASE OFF", "I need a break"),
    "back": ("BACK ON",),
    "away": ("AWAY till next Friday", "I'm away for two weeks"),
    "declines": ("DECLINE she wants me to do her banking", "DECLINE lifting him out of the bath"),
    "learns": ("LESSON",),
    "mentor": ("MENTOR what do I say when he cries?",),
    "notes": ("NOTE {name} loves budgies",),
    "visits": ("VISITS", "when are my visits", "VISIT DAY Wednesdays 2pm"),
    "stops": ("stop visiting {name}",),
    "safe": ("SAFE WORD bluebell",),
    "duress": ("all fine here, the bluebell looks lovely",),
    "who": ("WHO",),
    "tells": ("TELL {name} the lift is mended",),
    "pairs": ("PAIR {befriender} and {name}",),
    "takes over": ("TAKE OVER {name}",),
    "hands back": ("HAND BACK",),
    "moves": ("MOVE {name}'s visit to Thursday 2pm",),
    "unpairs": ("UNPAIR {befriender} and {name}",),
    "events": (
        "EVENT Tea dance Fri 2pm Swathling Centre",
        "EVENT Gardening morning Tue 10.30am The Allotment for gardeners",
        "EVENT Film club Wed 3pm Mill Lane Library, 8 places, SO16",
    ),
    "changes": ("CHANGE tea dance to 3pm", "CALL OFF film club"),
    "stops it": ("KILL", "HOLD", "GO ON", "PROGRESS"),
    "swaps": ("SWAP Tuesday with {coordinator}", "OFF DUTY", "ON DUTY"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of colleague: how surely they do what visits and concerns ask of them.

    here, done: the chance of a HERE and of a DONE at a visit; cant: of "can't make it". claims:
    of a MINE within minutes of something urgent. unasked: how often a year they say each of SAYS.
    """

    here: float = 0.95
    done: float = 0.93
    cant: float = 0.04
    claims: float = 0.6
    unasked: Mapping[str, float] = field(default_factory=dict)


BEFRIENDING: Final = (
    Kind(unasked={"safe": 1, "learns": 4, "notes": 1}),
    Kind(done=0.6, unasked={"visits": 4, "safe": 1, "duress": 0.5}),
    Kind(cant=0.2, unasked={"rests": 1.5, "back": 1, "away": 1, "declines": 1}),
    Kind(here=0.5, unasked={"mentor": 1, "declines": 0.5, "stops": 0.5}),
)
COORDINATING: Final = (
    Kind(unasked={"events": 10, "who": 8, "tells": 4, "pairs": 4, "changes": 4, "swaps": 1}),
    Kind(claims=0.8, unasked={"events": 8, "notes": 4, "takes over": 3, "hands back": 2}),
    Kind(claims=0.3, unasked={"events": 6, "moves": 3, "unpairs": 1, "stops it": 4, "swaps": 2}),
)

ROTA: Final = ("ON DUTY Mon to Fri", "ON DUTY Saturday", "ON DUTY Sunday")
"""What coordinators text on the first morning of each week, so that the rota has its gaps."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A befriender or a coordinator."""

    number: int
    name: str
    role: str
    chance: random.Random
    kind: Kind

    @property
    def address(self) -> str:
        return f"+447700{900_700 + self.number:06}"


def team(seed: int, residents: int) -> list[Colleague]:
    """The befrienders and coordinators of so many residents."""
    befrienders = max(6, BEFRIENDERS * residents // 500)
    return [
        *(_one(seed, nth, "befriender", BEFRIENDING) for nth in range(1, befrienders + 1)),
        *(
            _one(seed, befrienders + nth, "coordinator", COORDINATING)
            for nth in range(1, COORDINATORS + 1)
        ),
    ]


def _one(seed: int, nth: int, role: str, kinds: tuple[Kind, ...]) -> Colleague:
    chance = random.Random(f"{seed}:team:{nth}")
    return Colleague(nth, f"{NAMES[-nth % len(NAMES)]} B", role, chance, kinds[nth % len(kinds)])


def unasked(
    one: Colleague, everybody: list[Colleague], neighbours: list[str], begins: datetime, weeks: int
) -> Iterator[Says]:
    """What they say of their own accord, whenever it is."""
    chance = one.chance
    for what, a_year in one.kind.unasked.items():
        for _ in range(int(a_year * weeks / 52 + chance.random())):
            at = begins + timedelta(days=chance.uniform(8, weeks * 7))
            at = at.replace(hour=chance.choice((9, 11, 13, 15, 17)), minute=chance.randrange(60))
            yield Says(at, _named(chance.choice(SAYS[what]), everybody, neighbours, chance))
    if one.role == "coordinator":
        for week in range(weeks):
            at = begins + timedelta(weeks=week, minutes=20 + one.number)
            if chance.random() < 0.9:
                yield Says(at, ROTA[one.number % len(ROTA)])


def _named(
    text: str, everybody: list[Colleague], neighbours: list[str], chance: random.Random
) -> str:
    some = {
        role: chance.choice([each.name for each in everybody if each.role == role])
        for role in ("befriender", "coordinator")
    }
    return text.format(name=chance.choice(neighbours), **some)


# ── visits ──────────────────────────────────────────────────────────────────────────────────


def at_a_visit(one: Colleague, at: datetime, minutes: int) -> Iterator[Says]:
    """What they text about a visit of theirs that begins then."""
    chance, kind = one.chance, one.kind
    if chance.random() < kind.cant:
        yield Says(at - timedelta(hours=chance.choice((2, 3))), "Can't make it")
        return
    if chance.random() >= kind.here:
        return
    yield Says(at + timedelta(minutes=chance.randrange(5)), chance.choice(("HERE", "I'm here")))
    late = timedelta(0) if chance.random() < 0.8 else timedelta(minutes=chance.choice((17, 25, 50)))
    if chance.random() < kind.done:
        yield Says(at + timedelta(minutes=minutes) + late, chance.choice(("DONE", "done")))


# ── what they read ──────────────────────────────────────────────────────────────────────────

CLOSED: Final = ("done.noted", "done.thanks", "done.wished")


class Reading:
    """What each of them makes of what they read. `will_say` takes (moment, address, text)."""

    def __init__(self, will_say: Any) -> None:
        self._will_say = will_say
        self._busy: set[int] = set()

    def answers_at_once(self, one: Colleague, at: datetime, key: str) -> bool:
        """They are told of somebody, and have texted back before a second has gone by."""
        if not key.startswith("tell."):
            return False
        self._says(one, at, one.chance.choice(("MINE", "DONE")))
        return True

    def reads(self, one: Colleague, at: datetime, key: str, choices: tuple[str, ...]) -> None:
        """One text on their phone."""
        if key.startswith(("tell.", "concern.")):
            self._of_a_concern(one, at, key)
        elif key in CLOSED:
            self._busy.discard(one.number)
            self._done(one, at)
        elif key in ("done.nothing", "done.left", "done.not_open"):
            self._busy.discard(one.number)
        elif (text := self._answer(one, key, choices)) is not None:
            self._says(one, at + timedelta(minutes=one.chance.expovariate(1 / 30)), text)

    def _of_a_concern(self, one: Colleague, at: datetime, key: str) -> None:
        urgent = "urgent" in key or key in ("tell.not_out", "tell.duress")
        if urgent and one.chance.random() < one.kind.claims:
            wait = timedelta(minutes=one.chance.expovariate(1 / 4))
            self._says(one, at + wait, one.chance.choice(("MINE", "I've got it", "on it")))
        self._done(one, at)

    def _done(self, one: Colleague, at: datetime) -> None:
        """They see to what they know of, sooner or later, one after the other."""
        if one.number not in self._busy:
            self._busy.add(one.number)
            self._says(one, at + timedelta(days=one.chance.expovariate(2)), "DONE")

    def _answer(self, one: Colleague, key: str, choices: tuple[str, ...]) -> str | None:
        if key in ("event.sure", "event.still", "event.once_more", "second_yes.ask"):
            return one.chance.choice(("YES", "YES", "YES", "ok", "NO"))
        if key.startswith("done.") and one.chance.random() < 0.5:
            return one.chance.choice(("she is fine", "rang her, all well", *WORDS["skip"]))
        return answer(key, choices, one.name, {"yes": 3.0, "fine": 3.0}, one.chance)

    def _says(self, one: Colleague, at: datetime, text: str) -> None:
        self._will_say(at, one.address, text)
