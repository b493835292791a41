"""The sight `near`: what there is to do for somebody, chosen among all there is.

The database names those that promise most (`store/choosing.py`), the ranking looks at them one by
one (`flows/nearby/ranking.py`), and more are fetched until none of the rest can be better: what
is found is what a ranking of everything would have found.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from flows.nearby import ranking, telling
from flows.nearby.distance import way
from flows.nearby.ranking import Ranked, Seeker, WhyNot
from flows.nearby.seeking import with_reasons
from flows.world.nearby import Activity, Barrier, Near, Suggestion
from store import activities, choosing, going_together, learned, locations, suggestions
from store.choosing import Promise, Sieve
from store.communities import Community

if TYPE_CHECKING:
    from bot.seeing import Seeing

AT_ONCE: Final = tuple((ranking.REACH, 48 * 4**nth) for nth in range(10))
BIT_BY_BIT: Final = ((1_000.0, 32), (3_000.0, 64), *AT_ONCE[1:])
"""How far beyond what is comfortable is looked, and how many of the most promising are ranked.
If that is too little to be sure, it is the next. The second is for a large directory."""

TO_FIND_IT: Final = ((ranking.REACH, 400),)
"""The same, where they have said what they are looking for: it may be far down."""

MOST_OTHERS: Final = 30
"""How many that may do instead are put into words, in case they give a reason."""

ASKED: Final = "asked"
"""Where a talk keeps what they were looking for, in their words."""

LARGE: Final = 1_500

Place = tuple[float, datetime, int]


def choose(
    conn: sa.Connection,
    community_id: int,
    seeker: Seeker,
    now: datetime,
    barriers: Sequence[Barrier] = (),
    large: bool = True,
) -> list[Ranked]:
    """The best few for somebody, as if everything there is had been ranked.

    large: whether to begin with what is near, which is quicker in a large directory.
    """
    tries = BIT_BY_BIT if large else AT_ONCE
    return _search(conn, community_id, seeker, now, barriers, tries)[0]


def _search(
    conn: sa.Connection,
    community_id: int,
    seeker: Seeker,
    now: datetime,
    barriers: Sequence[Barrier],
    tries: Sequence[tuple[float, int]],
) -> tuple[list[Ranked], list[Ranked]]:
    """The best few; and all that was looked at for them, the best first."""
    chosen: list[Ranked] = []
    ranked: list[Ranked] = []
    known: dict[int, Activity] = {}
    for beyond, limit in tries:
        reach = min(ranking.REACH, seeker.comfortable + beyond)
        promised = choosing.promising(conn, community_id, _sieve(seeker, now, reach), limit)
        ids = [each.activity_id for each in promised]
        known |= activities.by_ids(conn, [each for each in ids if each not in known])
        ranked = ranking.rank(seeker, (known[each] for each in ids), now, barriers)
        chosen = ranking.choose(ranked)
        rest = _best_of_the_rest(seeker, reach, promised, limit)
        if rest is None or _is_sure(chosen, rest):
            break
    return chosen, ranked


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


# ── what one person sees ────────────────────────────────────────────────────────────────────


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Near]:
    """What each of these people is offered; and what they were shown, or talk about.

    What is known of them takes a fixed number of queries; choosing takes two or more for each.
    """
    barriers = locations.barriers_of(conn, community.id)
    large = activities.more_than(conn, community.id, LARGE)
    spoken_of = activities.by_ids(conn, {each for one in looking for each in _spoken_of(one)})
    seekers = _seekers(conn, community, looking, now, barriers)
    found = {}
    for one in looking:
        seeker = seekers[one.person_id]
        known = {
            each: _as_known(spoken_of[each], seeker, now, barriers)
            for each in _spoken_of(one)
            if each in spoken_of
        }
        shown = _shown(one.answers)
        fresh = replace(seeker, refused=seeker.refused | frozenset(shown))
        asked = one.answers.get(ASKED)
        tries = TO_FIND_IT if asked else BIT_BY_BIT if large else AT_ONCE
        chosen, ranked = _search(conn, community.id, fresh, now, barriers, tries)
        ids = {each.activity.id for each in chosen}
        others = [each for each in ranked if each.activity.id not in ids]
        most = len(others) if asked else MOST_OTHERS
        found[one.person_id] = Near(
            suggestions=tuple(telling.suggestion(each, seeker, now) for each in chosen),
            shown=tuple(known[each] for each in shown if each in known),
            subject=known.get(one.subject),
            others=tuple(telling.suggestion(each, seeker, now) for each in others[:most]),
        )
    return found


def facts_of(conn: sa.Connection, ids: Collection[int], now: datetime) -> dict[int, Suggestion]:
    """These activities in words, for nobody in particular: no way there, no needs."""
    found = activities.by_ids(conn, ids)
    return {each: _as_known(found[each], Seeker(), now, ()) for each in found}


def _shown(answers: Mapping[str, str]) -> list[int]:
    """The ids of what they were shown before, in that order."""
    return [int(each) for each in answers.get("shown", "").split(",") if each.strip().isdecimal()]


def _spoken_of(one: Seeing) -> list[int]:
    return [*_shown(one.answers), *([one.subject] if one.subject > 0 else [])]


def _as_known(
    activity: Activity, seeker: Seeker, now: datetime, barriers: Sequence[Barrier]
) -> Suggestion:
    there = way(seeker.point, activity.point, barriers) if seeker.point and activity.point else None
    return telling.as_known(activity, seeker, now, ranking.upcoming(activity, now), there)


def _seekers(
    conn: sa.Connection,
    community: Community,
    looking: list[Seeing],
    now: datetime,
    barriers: Sequence[Barrier],
) -> dict[int, Seeker]:
    """These people, with where they live, what they like, and the reasons they gave so far."""
    ids = [one.person_id for one in looking]
    homes = locations.homes_of(conn, ids)
    tags = learned.tags_of(conn, ids)
    declined = {
        person_id: [each for each in theirs if each.declined_at is not None]
        for person_id, theirs in suggestions.of(conn, ids).items()
    }
    about = {each.activity_id for theirs in declined.values() for each in theirs}
    known = activities.by_ids(conn, about)
    own = activities.theirs(conn, ids)
    company = going_together.open_to_company(conn, community.id, now)
    found = {}
    for one in looking:
        seeker = Seeker(
            point=homes.get(one.person_id),
            tags=tags.get(one.person_id, frozenset()),
            language=one.row.language,
            refused=own.get(one.person_id, frozenset()),
            company=frozenset(each for each, people in company.items() if people - {one.person_id}),
        )
        said = [
            WhyNot(each.reason, known.get(each.activity_id), each.declined_at)
            for each in declined.get(one.person_id, [])
        ]
        found[one.person_id] = with_reasons(seeker, said, barriers, now)
    return found
