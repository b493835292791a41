"""Mill Lane, an invented neighbourhood: who lives there, since when, and who visits whom.

Nobody is real. Most joined months ago, so that a visitor who moves the clock on by days sees what
happens after the first month; who they are is in `people.csv`.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from importlib.resources import files
from typing import Final

import sqlalchemy as sa

from bot.files import importing
from bot.files.importing import Tally
from bot.mill_lane import directory
from flows.facts import NudgePlanned
from flows.facts.favours import FavourAsked, HelpOffered
from flows.facts.hellos import HelloMoved
from flows.favours.asking import LOOKED_FOR, tags_offered
from flows.favours.kinds import kind_of, tags_wanted
from flows.residents.first_months import SETTLED, TWO_MONTHS, getting_to_know_at, story_at
from flows.residents.joining import HELLO_LATE_BY
from flows.rhythm import local_day, next_hello
from flows.world import Person
from store import duty, pairings, remembering, visit_planning
from store.communities import Community
from store.database import upsert
from store.group_looks import EVERY, group_look
from store.people import person
from store.remembering import Decided

VISITS: Final[Mapping[str, tuple[str, ...]]] = {
    "Sam": ("Rose", "Dilys"),
    "Priya": ("Winston", "Ivy", "Padma"),
    "George": ("Betty", "Harold"),
    "Len": ("Kwame", "Gladys"),  # whom we say hello to, and who visits two others
}
"""Who visits whom. Whoever nobody visits is the coordinators' own care."""

VISIT_DAYS: Final[Mapping[tuple[str, str], tuple[int, time, int]]] = {
    ("Sam", "Rose"): (3, time(14), 7),
    ("Priya", "Padma"): (2, time(11), 7),
    ("George", "Harold"): (5, time(15), 14),
    ("Len", "Gladys"): (4, time(11), 7),
}
"""In how many days the next visit is, at what hour (local), and how many days then lie between.
The others have not agreed on a day."""

ON_DUTY: Final = "Ana"

WEEKS_HERE: Final[Mapping[str, int]] = {"Fatima": 1, "Marjorie": 2, "Desmond": 3}
"""Who has come lately: in their first month they are only asked how they are."""

FOR_MONTHS: Final = timedelta(weeks=22)
"""How long the others have been with us."""

OFFERS: Final[Mapping[str, str]] = {
    "Rose": "soup recipes, and a listening ear",
    "Harold": "mending taps, radios, anything with a screw in it",
    "Tariq": "lifts in the car",
    "Len": "gardening, walking dogs",
    "Agnieszka": "sewing, taking up hems",
    "Siobhan": "singing together, company",
}
"""What some have offered, in their words (HELP OUT)."""

ASKS: Final = (("Sam", "a good soup recipe"),)
"""What has just been asked for: Sam too may ask."""

HELLOS: Final[Mapping[str, tuple[int, time]]] = {
    "Rose": (1, time(10)),
    "Dilys": (2, time(14)),
    "Winston": (2, time(10)),
    "Ivy": (3, time(11)),
    "Abdul": (3, time(15)),
    "Betty": (4, time(10)),
    "Padma": (4, time(16)),
    "Kwame": (4, time(17)),
    "Agnieszka": (5, time(10)),
    "Harold": (7, time(11)),
    "Mei": (5, time(14)),
    "Gladys": (6, time(10)),
    "Tariq": (6, time(16)),
    "Olive": (6, time(11)),
    "Siobhan": (7, time(10)),
    "Desmond": (7, time(12)),
    "Fatima": (7, time(14)),
    "Len": (3, time(17)),
    "Marjorie": (2, time(15)),
}
"""In how many days each has the first hello, and at what hour (local): Rose tomorrow."""


def invent(conn: sa.Connection, community: Community, now: datetime) -> None:
    """Put Mill Lane into an empty database. One that has people already is left as it is."""
    if conn.execute(sa.select(person.c.id).limit(1)).first():
        return
    page = files(__package__) / "people.csv"
    rows, problems = importing.read(page.read_text("utf-8"), phone_channel="phone")
    assert not problems, problems
    importing.write(conn, community, rows, now, Tally())
    ids = {row.name: row.id for row in conn.execute(sa.select(person.c.name, person.c.id))}
    _have_been_here(conn, ids, now)
    _like_hellos(conn, community, ids, now)
    directory.invent(conn, community, now)
    _help_and_ask(conn, community, ids, now)
    for visitor, visited in VISITS.items():
        for name in visited:
            pairings.pair(conn, community.id, ids[name], ids[visitor], now)
    _visit(conn, ids, community.zone, now)
    shift = {"community_id": community.id, "person_id": ids[ON_DUTY], "from_at": now}
    duty.add(conn, [{**shift, "until_at": None, "made_at": now, "warn_at": None}])
    _no_groups_yet(conn, community, now)


def _visit(conn: sa.Connection, ids: Mapping[str, int], zone: str, now: datetime) -> None:
    """They have agreed on their days long ago, and have seen each other often."""
    pairs = {(ids[ours], ids[theirs]): when for (ours, theirs), when in VISIT_DAYS.items()}
    found = pairings.open_between(conn, pairs)
    today = local_day(now, zone)
    for pair, (days, at, every_days) in pairs.items():
        first = today + timedelta(days=days)
        agreed = {"every_days": every_days, "weekday": first.weekday(), "at": at}
        long_ago = {"started_at": now - FOR_MONTHS, "agreed_at": now - FOR_MONTHS}
        pairings.change(conn, found[pair], first_on=first, **agreed, **long_ago)
    visit_planning.plan_next(conn, list(found.values()), now)


def _no_groups_yet(conn: sa.Connection, community: Community, now: datetime) -> None:
    """One thing at a time: pairs who share something are brought together in a week."""
    later = {"community_id": community.id, "due_at": now + EVERY, "after_id": 0}
    # a running service may have looked already
    conn.execute(upsert(group_look, conn, ["community_id"], ["due_at"]), later)


def _have_been_here(conn: sa.Connection, ids: Mapping[str, int], now: datetime) -> None:
    for name in HELLOS:
        here = sa.update(person).where(person.c.id == ids[name])
        conn.execute(here.values(joined_at=_since(name, now)))


def _since(name: str, now: datetime) -> datetime:
    weeks = WEEKS_HERE.get(name)
    return now - (FOR_MONTHS if weeks is None else timedelta(weeks=weeks))


def _like_hellos(
    conn: sa.Connection, community: Community, ids: Mapping[str, int], now: datetime
) -> None:
    """Their own day and hour; what is asked later is due already, a story of one a week."""
    decided = []
    today = local_day(now, community.zone).weekday()
    for nth, (name, (days, at)) in enumerate(HELLOS.items()):
        weekday = (today + days) % 7
        whose = Person(ids[name], zone=community.zone, hello_weekday=weekday, hello_at=at)
        joined, a_story = _since(name, now), now + timedelta(weeks=nth)
        facts = (
            HelloMoved(weekday, at),
            NudgePlanned("hello", next_hello(whose, now), HELLO_LATE_BY),
            getting_to_know_at(whose, max(now, joined + SETTLED)),
            story_at(whose, max(a_story, joined + TWO_MONTHS)),
        )
        decided += [Decided(fact, community.id, ids[name], now) for fact in facts]
    remembering.remember(conn, decided)


def _help_and_ask(
    conn: sa.Connection, community: Community, ids: Mapping[str, int], now: datetime
) -> None:
    offers = [
        Decided(HelpOffered(words, tags_offered(words)), community.id, ids[name], now)
        for name, words in OFFERS.items()
    ]
    asks = [Decided(_asked(words, now), community.id, ids[name], now) for name, words in ASKS]
    remembering.remember(conn, offers + asks)


def _asked(words: str, now: datetime) -> FavourAsked:
    kind = kind_of(words)
    tags = tuple(sorted(tags_wanted(kind, words)))
    return FavourAsked(kind.name, words, tags, now + LOOKED_FOR, about=kind.says)
