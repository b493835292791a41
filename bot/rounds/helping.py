"""The sight of whoever says that they are in danger."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from bot.team import Team
from flows.concerns.nations import nation_of
from flows.world.help import Help
from store import concerns_due
from store.communities import Community

if TYPE_CHECKING:
    from bot.seeing import Seeing

JUST_SAID: Final = timedelta(minutes=15)
"""How long the lines to ring need not be said again."""


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Help]:
    """The sight `help`."""
    team = Team(conn, community, now)
    ids = [each.person_id for each in looking]
    again = concerns_due.heard_lately(conn, ids, ("shared.urgent",), now - JUST_SAID)
    claimers = concerns_due.in_hand_of(conn, ids)
    visits = concerns_due.whom_they_visit(conn, ids)
    return {
        each.person_id: Help(
            nation_of(each.row.postcode),
            any(at is not None for _, at in team.first(each.person_id)),
            each.person_id in again,
            claimers.get(each.person_id, ""),
            visits.get(each.person_id, ""),
        )
        for each in looking
    }
