"""Whether anybody of the team can be told: for `/readyz`, and whoever runs the service."""

from datetime import datetime

import sqlalchemy as sa

from bot.team import Team
from store import duty
from store.communities import Community

NO_COORDINATOR = "no coordinator can be told when a person is needed"
NOBODY_ON_DUTY = "nobody is on duty: every coordinator is told of everything"


def notes(conn: sa.Connection, community: Community, now: datetime) -> list[str]:
    """What is wrong with it. None of it keeps the service from answering whoever texts."""
    team = Team(conn, community, now)
    if not team.in_turn:
        return [NO_COORDINATOR]
    if len(team.in_turn) > 1 and not team.on_duty and duty.was_used(conn, community.id):
        return [NOBODY_ON_DUTY]
    return []
