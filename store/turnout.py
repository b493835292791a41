"""Told, went, stayed: counted for the project, never scored to a person."""

from dataclasses import dataclass

import sqlalchemy as sa

from store.outings import WENT, outing
from store.suggestions import suggestion


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people heard of a thing to do, went, and stayed with it."""

    told: int = 0
    went: int = 0
    stayed: int = 0


def counts(conn: sa.Connection, community_id: int) -> dict[int, Counted]:
    """The three-state count of each activity, by its id.

    stayed: went to it at least twice, or asked to be reminded each time.
    """
    told = {
        row[0]: row[1]
        for row in conn.execute(
            sa.select(suggestion.c.activity_id, sa.func.count())
            .where(suggestion.c.community_id == community_id, suggestion.c.told_at.is_not(None))
            .group_by(suggestion.c.activity_id)
        )
    }
    times = (
        sa.select(
            outing.c.activity_id,
            outing.c.person_id,
            sa.func.sum(sa.case((outing.c.state == WENT, 1), else_=0)).label("went"),
            sa.func.max(sa.case((outing.c.regular, 1), else_=0)).label("regular"),
        )
        .where(outing.c.community_id == community_id)
        .group_by(outing.c.activity_id, outing.c.person_id)
        .subquery()
    )
    went = sa.func.sum(sa.case((times.c.went > 0, 1), else_=0))
    stays = sa.or_(times.c.went > 1, sa.and_(times.c.went > 0, times.c.regular == 1))
    stayed = sa.func.sum(sa.case((stays, 1), else_=0))
    by_activity = sa.select(times.c.activity_id, went, stayed).group_by(times.c.activity_id)
    found = {row[0]: (int(row[1]), int(row[2])) for row in conn.execute(by_activity)}
    return {
        each: Counted(told.get(each, 0), *found.get(each, (0, 0)))
        for each in sorted(told.keys() | found.keys())
    }
