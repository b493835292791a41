"""The rota as coordinators see it, and the warning when nobody is on it soon."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from bot.logs import get_logger
from bot.rounds.telling import line
from bot.team import Team
from flows.concerns.rota import empty_from
from flows.concerns.shifts import moment_in_words
from flows.words import ENGLISH, Words
from flows.world import Priority
from store import communities, duty, messages
from store.communities import Community

log = get_logger(__name__)

SOON: Final = timedelta(hours=30)
"""How far ahead a hole in the rota is warned of."""


def warn(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """The affair `rota`: a shift ends soon. If nobody follows, everybody hears of it."""
    rows = duty.warned(conn, ids)
    team = Team(conn, community, now)
    empty = empty_from(team.shifts, now) if rows else None
    whom = [each for each in team.where(team.everybody) if each[1] is not None]
    if empty is None or empty > now + SOON or len(whom) < 2:
        return len(rows)
    log.warning("nobody_on_duty_soon", coordinators=len(whom))
    words = Words(ENGLISH, communities.wordings(conn, community.id))
    when = {"project": community.name, "from_when": moment_in_words(empty, community.zone, now)}
    text = words.say("rota.ending", when)
    priority = Priority.REMINDER
    messages.queue(conn, [line(community, each, "rota.ending", text, priority, now) for each in whom])
    return len(rows)
