"""One of the coordinators has said STOP, as the others see it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.team import Team
from flows.world.team_left import TeamLeft
from store import people, team_left
from store.communities import Community

if TYPE_CHECKING:
    from bot.seeing import Seeing


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, TeamLeft]:
    """The sight `left`: who has left, and who is on duty now."""
    gone = team_left.gone(conn, {each.subject for each in looking})
    on = Team(conn, community, now).on_duty if gone else ()
    names = people.names_of(conn, on) if on else {}
    on_duty = tuple((each, names[each]) for each in on)
    return {
        each.person_id: TeamLeft(
            found.name, found.was_on_duty, on_duty, found.in_hand, found.urgent
        )
        for each in looking
        if (found := gone.get(each.subject)) is not None
    }
