"""What we hold about people, as their own turns see it; and thoughts that nobody has answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from flows.world.held import Held
from store import held, sayings
from store.communities import Community

if TYPE_CHECKING:
    from bot.seeing import Seeing


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Held]:
    """The sight `held`."""
    return held.held(conn, community.id, {each.person_id: each.row for each in looking}, now)


def remind(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """The affair `sayings`: nobody has answered these for five working days."""
    return sayings.remind(conn, community.id, ids, now)
