"""Who would rather not be visited, or may have been harmed by who visits them: until a coordinator
has seen to it, nothing of theirs goes to that visitor.
"""

from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from flows.world.visits import ACCUSED, UNWANTED
from store.concerns import concern, is_open

KINDS: Final = {
    "visitor_unwanted": UNWANTED,
    "visitor_wrong": ACCUSED,
    "visitor_harm": ACCUSED,
}
"""Kinds of concern, and why visits rest while one of them is open."""

_OPEN: Final = sa.select(concern.c.person_id, concern.c.kind).where(
    concern.c.community_id.in_(sa.bindparam("communities", expanding=True)),
    concern.c.person_id.in_(sa.bindparam("ids", expanding=True)),
    concern.c.kind.in_(sorted(KINDS)),
    is_open,
)


def why(conn: sa.Connection, communities: Collection[int], ids: Collection[int]) -> dict[int, str]:
    """Those of these residents, and why their visits rest. What they said of a visitor counts more
    than that they would rather have none.
    """
    found: dict[int, str] = {}
    if not ids:
        return found
    rows: list[sa.Row[Any]] = list(
        conn.execute(_OPEN, {"communities": sorted(communities), "ids": sorted(ids)})
    )
    for row in rows:
        if found.get(row.person_id) != ACCUSED:
            found[row.person_id] = KINDS[row.kind]
    return found
