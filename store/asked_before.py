"""What the same person asked lately, and who was asked for it: nobody is asked twice for the same.

Whether two asks are the same one is for flows/favours/asking.py to say.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from store.favours import DONE, THE_SAME, UNASKED, favour, favour_ask


def earlier(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> list[sa.Row[Any]]:
    """The other favours of this kind that the same person asked lately: id and words."""
    query = sa.select(favour.c.id, favour.c.words).where(
        favour.c.person_id == wanted.person_id,
        favour.c.id != wanted.id,
        favour.c.kind == wanted.kind,
        favour.c.asked_at > now - THE_SAME,
    )
    return list(conn.execute(query))


def were_asked(conn: sa.Connection, favour_ids: Collection[int]) -> frozenset[int]:
    """Who was asked for one of these. Whoever came to help then is glad to be asked again."""
    if not favour_ids:
        return frozenset()
    came = (favour.c.helper_id == favour_ask.c.person_id) & (favour.c.state == DONE)
    query = (
        sa.select(favour_ask.c.person_id)
        .join(favour, favour.c.id == favour_ask.c.favour_id)
        .where(
            favour.c.id.in_(favour_ids),
            favour_ask.c.state != UNASKED,
            sa.not_(came & (favour.c.helped != "no")),
        )
    )
    return frozenset(conn.execute(query).scalars())
