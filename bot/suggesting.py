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
from store.choosing import Promise, Sieve
from store.communities import Community

STAGES: Final = ((1_000.0, 48), *((ranking.REACH, 48 * 4**nth) for nth in range(9)))
"""How far beyond what is comfortable is looked, and how many of the most promising are ranked.
If that is too little to be sure, it is the next."""

Place = tuple[float, datetime, int]


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
        promised = choosing.promising(conn, community_id, _sieve(seeker, now, reach), limit)
        ids = [each.activity_id for each in promised]
        known |= activities.by_ids(conn, [each for each in ids if each not in known])
        chosen = ranking.choose(ranking.rank(seeker, (known[each] for each in ids), now, barriers))
        rest = _best_of_the_rest(seeker, reach, promised, limit)
        if rest is None or _is_sure(chosen, rest):
            break
    return chosen


def _best_of_the_rest(
    seeker: Seeker, reach: float, promised: list[Promise], limit: int
) -> Place | None:
    """Where the best of all that was not looked at may come; None if all of it was."""
    rest: list[Place] = [promised[-1].place] if len(promised) == limit else []
    if seeker.point and (beyond := ranking.most_beyond(seeker, reach)) > -math.inf:
        rest.append((-beyond, choosing.LONG_AGO, 0))
    return min(rest, default=None)


def _is_sure(chosen: list[Ranked], rest: Place) -> bool:
    """Whether nothing that was not looked at can be among the chosen."""
    return len(chosen) == ranking.MOST and max(map(ranking.place, chosen)) < rest


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
