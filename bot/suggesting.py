"""The sight `near`: what there is to do for somebody, chosen among all there is.

The database names those that promise most (`store/choosing.py`), the ranking looks at them one by
one (`flows/nearby/ranking.py`), and more are fetched until none of the rest can be better: what
is found is what a ranking of everything would have found.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
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

LOOKED_AT: Final = (48, 480, 1_000_000)
"""How many of the most promising are ranked; if that is too few to be sure, more."""


def choose(
    conn: sa.Connection,
    community_id: int,
    seeker: Seeker,
    now: datetime,
    barriers: Sequence[Barrier] = (),
) -> list[Ranked]:
    """The best few for somebody, as if everything there is had been ranked."""
    sieve = _sieve(seeker, now)
    chosen: list[Ranked] = []
    known: dict[int, Activity] = {}
    for limit in LOOKED_AT:
        promised = choosing.promising(conn, community_id, sieve, limit)
        known |= activities.by_ids(conn, [each for each, _ in promised if each not in known])
        ranked = ranking.rank(seeker, (known[each] for each, _ in promised), now, barriers)
        chosen = ranking.choose(ranked)
        if len(promised) < limit or _nothing_better(chosen, promised[-1][1]):
            break
    return chosen


def _nothing_better(chosen: list[Ranked], promise: float) -> bool:
    """Whether no activity that promises less than this can be among the chosen."""
    return len(chosen) == ranking.MOST and min(each.points for each in chosen) > promise


def _sieve(seeker: Seeker, now: datetime) -> Sieve:
    return Sieve(
        now=now,
        until=now + ranking.HORIZON,
        point=seeker.point,
        reach=ranking.REACH,
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
