"""The sight `near`: what there is to do for somebody, chosen among all there is.

The database names those that promise most (`store/choosing.py`), the ranking looks at them one by
one (`flows/nearby/ranking.py`), and more are fetched until none of the rest can be better: what
is found is what a ranking of everything would have found.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
import math
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from flows.nearby import ranking, telling
from flows.nearby.distance import way
from flows.nearby.ranking import Ranked, Seeker, WhyNot
from flows.nearby.seeking import with_reasons
from flows.world.nearby import Activity, Barrier, Near, Point, Suggestion
from store import activities, choosing, locations
from store.choosing import Sieve
from store.communities import Community

STAGES: Final = ((1_000.0, 48), (ranking.REACH, 48), (ranking.REACH, 480), (ranking.REACH, 10**6))
"""How far beyond what is comfortable is looked, and how many of the most promising are ranked.
If that is too little to be sure, it is the next."""


def choose(
    conn: sa.Connection,
    community_id: int,
    seeker: Seeker,
    now: datetime,
    barriers: Sequence[Barrier] = (),
) -> list[Ranked]:
    """The best few for somebody, as if everything there is had been ranked."""
    chosen: list[Ranked] = []
    known: dict[int, Activity] = {}
    for beyond, limit in STAGES:
        reach = min(ranking.REACH, seeker.comfortable + beyond)
        sieve = _sieve(seeker, now, reach)
        promised = choosing.promising(conn, community_id, sieve, limit)
        known |= activities.by_ids(conn, [each for each, _ in promised if each not in known])
        ranked = ranking.rank(seeker, (known[each] for each, _ in promised), now, barriers)
        chosen = ranking.choose(ranked)
        rest = [promised[-1][1]] if len(promised) == limit else []
        rest += [ranking.most_beyond(seeker, reach)] if seeker.point else []
        if len(chosen) == ranking.MOST and min(each.points for each in chosen) > max(
            rest, default=-math.inf
        ):
            break
        if not rest:
            break
    return chosen


def _sieve(seeker: Seeker, now: datetime, reach: float) -> Sieve:
    return Sieve(
        now=now,
        until=now + ranking.HORIZON,
        point=seeker.point,
        reach=reach,
        comfortable=seeker.comfortable,
        points=ranking.POINTS,
        tags=seeker.tags,
        needs=seeker.needs,
        language=seeker.language,
        dearest=seeker.dearest,
        not_alone=seeker.not_alone,
        left_out=seeker.refused,
        company=seeker.company,
    )
