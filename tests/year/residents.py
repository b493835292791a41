"""Invented people for a simulated year: what each is like, and what they say of their own accord.

Nobody is real. Everything about somebody follows from the seed and their number, so that a year
can be lived again. Numbers are from Ofcom's range for drama.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

NAMES: Final = (
    "Rose Dilys Winston Ivy Abdul Betty Padma Joan Kwame Agnieszka Harold Mei Gladys Tariq Olive "
    "Siobhan Desmond Fatima Len Marjorie Ranjit Elsie Kofi Brenda Yusuf Doreen Stan Chidi Muriel "
    "Arthur Leila Wilf Nesta Carmen Bogdan Edna Sunil Peggy Ahmed Maud"
).split()

INTERESTS: Final = (
    "roses; the wireless; soup",
    "chapel singing",
    "dominoes; cricket",
    "knitting",
    "chess; walking",
    "baking",
    "tomatoes; the allotment",
    "old films",
    "dogs; the canal",
    "football",
    "history; trains",
    "sewing",
    "cards; a natter",
    "poetry",
)

POSTCODES: Final = ("SO16 2AB", "SO16 2AD", "SO16 3BB", "SO16 3BD", "SO17 1AA", "SO17 1AB")

OUTINGS: Final = ("what's on", "what's on?", "anything on this week?")

SAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "stop": ("STOP", "stop", "Stop please", "please stop texting me"),
    "start": ("START",),
    "chat": (
        "The robin is back in the garden",
        "my grandson came on sunday, we had a lovely roast",
        "thank you dear",
        "Thanks",
        "it has rained all week here",
        "I found my old singing book in the loft",
    ),
    "ask": (
        "ASK could someone mend my dripping tap",
        "ASK does anyone have a good soup recipe",
        "ASK a lift to the surgery on Thursday",
        "ASK what's wrong with my tomatoes",
        "ASK would anybody play cards with me",
        "ask",
    ),
    "help": ("HELP OUT", "help out"),
    "whats_on": OUTINGS,
    "me": ("ME", "what do you know about me"),
    "forget": ("forget that",),
    "say": ("SAY the bench at the bus stop is broken", "SAY the bingo is too early"),
    "story": ("STORY when we were girls we danced on the pier every Saturday",),
    "place": ("PLACE: the bench by the canal, Tuesdays 11ish, dog people",),
    "needs": (
        "I've no food in till friday",
        "can't afford the heating, it's so cold in here",
        "sorry I've too much on to think about that",
    ),
    "hospital": ("I'm in hospital", "PAUSE I'm in hospital"),
    "home": ("I'm home from hospital",),
    "rest": ("PAUSE for 2 weeks", "away till the 20th"),
    "back": ("START",),
    "rhythm": ("LESS", "MORE", "only Sundays", "text me in the afternoon"),
    "person": ("PERSON",),
    "worry": ("I fell over this morning", "I can't get up the stairs any more, I'm frightened"),
    "danger": ("help, I've fallen and can't get up", "I don't want to live any more"),
    "lost": ("HELP", "what is this", "?"),
    "bye": ("bye", "that's all"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of person: how likely an answer of theirs is, and which; what they say unasked.

    `answers`: the chance that a question is answered at all. `leans`: how much likelier than
    others each outcome is. `unasked`: how often in a year they say each of these (`SAYS`).
    """

    share: int
    answers: float
    leans: Mapping[str, float] = field(default_factory=dict)
    unasked: Mapping[str, float] = field(default_factory=dict)
    phone: str = "on"  # on | off (for weeks on end) | dead


GOOD: Final = {"good": 4.0, "soso": 1.0, "low": 0.3, "skip": 0.1}
LOW: Final = {"good": 0.7, "soso": 1.0, "low": 2.5, "skip": 0.2}
WILLING: Final = {"yes": 4.0, "no": 0.7, "later": 0.5, "skip": 0.3}
UNWILLING: Final = {"yes": 0.5, "no": 4.0, "later": 1.5, "skip": 2.0}

KINDS: Final[Mapping[str, Kind]] = {
    "silent": Kind(20, 0.0),
    "fading": Kind(10, 0.4, GOOD),
    "steady": Kind(
        23, 0.75, GOOD, {"chat": 1, "rhythm": 0.5, "lost": 0.3, "person": 0.2, "ask": 0.5}
    ),
    "helpful": Kind(
        12, 0.9, {**GOOD, **WILLING}, {"help": 2, "chat": 1, "whats_on": 2, "place": 0.4}
    ),
    "chatty": Kind(
        8, 0.95, GOOD, {"chat": 12, "story": 1, "say": 1, "whats_on": 1, "bye": 1, "danger": 0.3}
    ),
    "asking": Kind(
        9, 0.8, {**GOOD, **WILLING}, {"ask": 5, "whats_on": 4, "me": 0.5, "forget": 0.3, "say": 0.5}
    ),
    "low": Kind(7, 0.7, LOW, {"needs": 0.7, "worry": 0.3, "danger": 1, "person": 0.5}),
    "unwilling": Kind(4, 0.6, {**GOOD, **UNWILLING}, {"rest": 0.7, "rhythm": 0.5}),
    "hospital": Kind(3, 0.7, GOOD, {"chat": 1}),
    "off": Kind(2, 0.6, GOOD, phone="off"),
    "dead": Kind(2, 0.0, phone="dead"),
}

LEAVES: Final = 0.08  # how many of all but the silent say STOP within the year
COMES_BACK: Final = 0.3  # how many of those say START weeks later
STILL_TEXTS: Final = 0.4  # how many of those text something else after STOP


@dataclass(frozen=True, slots=True)
class Says:
    """Something they say of their own accord."""

    at: datetime
    text: str


@dataclass(slots=True)
class Resident:
    """One invented person."""

    number: int
    name: str
    kind_name: str
    chance: random.Random
    joins_at: datetime
    by_text: bool  # they join by text; else they are in the first spreadsheet
    off: tuple[datetime, datetime] | None = None  # while their phone is switched off
    fades_at: datetime | None = None  # from then on they answer nothing

    @property
    def kind(self) -> Kind:
        return KINDS[self.kind_name]

    @property
    def address(self) -> str:
        return f"+447700{900_000 + self.number:06}"

    def answers_at(self, at: datetime) -> float:
        """How likely they answer what they read then."""
        return 0.0 if self.fades_at and at >= self.fades_at else self.kind.answers


def invented(seed: int, count: int, begins: datetime, weeks: int) -> list[Resident]:
    """So many people. The same seed gives the same people."""
    kinds = [name for name, kind in KINDS.items() for _ in range(kind.share)]
    return [_one(seed, number, kinds, begins, weeks) for number in range(1, count + 1)]


def _one(seed: int, number: int, kinds: list[str], begins: datetime, weeks: int) -> Resident:
    chance = random.Random(f"{seed}:{number}")
    kind = kinds[number * 37 % len(kinds)]
    name = NAMES[number % len(NAMES)]
    by_text = chance.random() < 0.3
    joins = begins + timedelta(days=chance.random() * weeks * 7 * 0.6) if by_text else begins
    one = Resident(number, name, kind, chance, joins, by_text)
    year = timedelta(weeks=weeks)
    if kind == "fading":
        one.fades_at = joins + year * chance.uniform(0.1, 0.6)
    if kind == "off":
        off = joins + year * chance.uniform(0.05, 0.5)
        one.off = (off, off + timedelta(days=chance.uniform(3, 30)))
    return one


def unasked(one: Resident, begins: datetime, weeks: int) -> Iterator[Says]:
    """What they say of their own accord, whenever it is."""
    chance, ends = one.chance, begins + timedelta(weeks=weeks)
    if one.by_text:
        yield Says(one.joins_at, chance.choice(("hello", "Hello", "HELLO", "hi")))
    stops_at = _stops_at(one, ends)
    last = stops_at or ends
    for what, a_year in one.kind.unasked.items():
        for _ in range(_how_often(chance, a_year * weeks / 52)):
            at = one.joins_at + (last - one.joins_at) * chance.uniform(0.05, 1)
            yield Says(_awake(at, chance), chance.choice(SAYS[what]))
    if one.kind_name == "hospital":
        ill = one.joins_at + (last - one.joins_at) * chance.uniform(0.1, 0.5)
        yield Says(_awake(ill, chance), chance.choice(SAYS["hospital"]))
        well = ill + timedelta(days=chance.uniform(4, 25))
        yield Says(_awake(well, chance), chance.choice(SAYS["home"]))
    if stops_at:
        yield from _leaving(chance, stops_at)


def _stops_at(one: Resident, ends: datetime) -> datetime | None:
    chance = one.chance
    if one.kind_name in ("silent", "dead") or chance.random() > LEAVES * 1.3:
        return None
    return _awake(one.joins_at + (ends - one.joins_at) * chance.uniform(0.02, 0.95), chance)


def _leaving(chance: random.Random, at: datetime) -> Iterator[Says]:
    yield Says(at, chance.choice(SAYS["stop"]))
    if chance.random() < STILL_TEXTS:
        yield Says(at + timedelta(days=chance.uniform(1, 20)), chance.choice(SAYS["chat"]))
    if chance.random() < COMES_BACK:
        yield Says(at + timedelta(days=chance.uniform(21, 60)), chance.choice(SAYS["start"]))


def _how_often(chance: random.Random, a_year: float) -> int:
    """A whole number of times, on average so many."""
    return int(a_year) + (chance.random() < a_year % 1)


def _awake(at: datetime, chance: random.Random) -> datetime:
    """That day, at an hour somebody might text: now and then at night."""
    hour = chance.choice((9, 10, 11, 13, 14, 15, 16, 18, 19, 22))
    return at.replace(hour=hour, minute=chance.randrange(60), second=0, microsecond=0)
