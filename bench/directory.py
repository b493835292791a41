"""An invented directory of thousands of activities round a town with a river, and who looks."""

import random
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from flows.nearby.ranking import Seeker
from flows.nearby.schedule import DAYS, next_times
from flows.world.nearby import ACCESS_FACTS, Barrier, Crossing, Point, Schedule
from store.activities import access_bits, schedule_columns
from store.communities import Community

TOWN = Point(50.93, -1.40)
TAGS = tuple(
    """
    singing dancing eating_together tea_and_chat cards dominoes bingo board_games chess quizzes
    puzzles cricket football bowls swimming cycling walking gardening cooking baking knitting
    sewing reading history films music faith dogs birds painting
""".split()
)
LANGUAGES = ("",) * 16 + ("en",) * 8 + ("pl", "bn", "ur", "cy")

RIVER = Barrier(
    "the river",
    tuple(Point(50.80 + nth / 100, -1.39 + 0.004 * (nth % 5)) for nth in range(27)),
    (Crossing("Mill Bridge", Point(50.93, -1.378)), Crossing("the ferry", Point(50.96, -1.386))),
)

Row = tuple[dict[str, Any], Collection[str]]


def activities(community: Community, count: int, now: datetime, seed: int = 7) -> list[Row]:
    """So many, as rows for the directory: known and unknown facts, fresh and stale ones."""
    chance = random.Random(seed)
    return [_activity(chance, community, nth, now) for nth in range(count)]


def _activity(chance: random.Random, community: Community, nth: int, now: datetime) -> Row:
    answers = {fact: chance.choice(("yes", "yes", "no", "", "")) for fact in ACCESS_FACTS}
    schedule = _schedule(chance, now)
    at = Point(TOWN.lat + chance.gauss(0, 0.04), TOWN.lon + chance.gauss(0, 0.06))
    checked = now - timedelta(days=chance.randrange(260))
    placed = chance.random() > 0.03
    row = {
        "community_id": community.id,
        "ref": f"invented {nth}",
        "kind": chance.choice(("activity", "activity", "place")),
        "title": f"Activity {nth}",
        "place": f"Hall {chance.randrange(400)}",
        "lat": at.lat if placed else None,
        "lon": at.lon if placed else None,
        **schedule_columns(schedule),
        "next_at": next(iter(next_times(schedule, now)), None) if chance.random() > 0.02 else None,
        "cost_pence": chance.choice((0, 0, 0, None, 100, 200, 350, 600)),
        "access_yes": access_bits(fact for fact, each in answers.items() if each == "yes"),
        "access_no": access_bits(fact for fact, each in answers.items() if each == "no"),
        "language": chance.choice(LANGUAGES),
        "who_meets": chance.choice(("", "", "Pat", "Joan")),
        "source": chance.choice(("", "Pat")),
        "checked_at": checked,
        "confirm_by": checked + timedelta(days=180),
        "created_at": checked,
    }
    return row, chance.sample(TAGS, chance.randrange(4))


def _schedule(chance: random.Random, now: datetime) -> Schedule:
    day = (now - timedelta(days=chance.randrange(300))).replace(tzinfo=None)
    start = day.replace(hour=chance.randrange(9, 19), minute=0, second=0, microsecond=0)
    weekday = DAYS[start.weekday()]
    rule = chance.choice((
        "FREQ=WEEKLY", "FREQ=WEEKLY", f"FREQ=WEEKLY;BYDAY={weekday}", "FREQ=WEEKLY;INTERVAL=2",
        f"FREQ=MONTHLY;BYDAY=2{weekday}",
    ))  # fmt: skip
    return Schedule(start, "Europe/London", 90, rule)


def seekers(count: int, seed: int = 11) -> list[Seeker]:
    """So many people who look for something to do, with all sorts of needs and reasons."""
    chance = random.Random(seed)
    return [_seeker(chance) for _ in range(count)]


def _seeker(chance: random.Random) -> Seeker:
    home = Point(TOWN.lat + chance.gauss(0, 0.03), TOWN.lon + chance.gauss(0, 0.05))
    return Seeker(
        point=home if chance.random() > 0.05 else None,
        tags=frozenset(chance.sample(TAGS, chance.choice((0, 1, 3, 5)))),
        needs=frozenset(chance.sample(ACCESS_FACTS, chance.choice((0, 0, 0, 1, 2)))),
        language=chance.choice(("en", "en", "en", "pl", "bn")),
        comfortable=chance.choice((2_000.0, 2_000.0, 2_000.0, 600.0)),
        dearest=chance.choice((None, None, None, 0, 199)),
        not_alone=chance.random() < 0.2,
        refused=frozenset(chance.sample(range(1, 200), chance.choice((0, 0, 3, 12)))),
        unsuited=frozenset({(chance.randrange(7), 2)}) if chance.random() < 0.2 else frozenset(),
        company=frozenset(chance.sample(range(1, 200), chance.choice((0, 0, 2)))),
    )
