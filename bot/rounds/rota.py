"""The rota as coordinators see it, and the warning when nobody is on it soon."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from bot.logs import get_logger
from bot.rounds.telling import line
from bot.team import Team
from flows.concerns.rota import is_uncovered
from flows.concerns.shifts import moment_in_words
from flows.words import ENGLISH, Words
from flows.world import Priority
from store import communities, concerns_due, duty, messages
from store.communities import Community

log = get_logger(__name__)

ONCE: Final = timedelta(hours=30)
"""How long nobody is warned again: of one gap once is enough."""


LATELY: Final = timedelta(days=60)
"""Who was on duty within this time takes part in the rota."""


def warn(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """The affair `rota`: a shift ends soon. If nobody follows, everybody hears of it."""
    rows = duty.warned(conn, ids)
    team = Team(conn, community, now)
    ends = sorted(row.until_at for row in rows if row.until_at and row.until_at > now)
    empty = next((end for end in ends if is_uncovered(team.shifts, end)), None)
    part = duty.takes_part(conn, community.id, now - LATELY)
    ids = [each for each in team.everybody if each in part]
    whom = [each for each in team.where(ids) if each[1] is not None]
    if empty is None or len(team.everybody) < 2:
        return len(rows)
    if concerns_due.said_within(conn, community, "rota.ending", now - ONCE):
        return len(rows)  # of this gap they know
    log.warning("nobody_on_duty_soon", coordinators=len(whom))
    words = Words(ENGLISH, communities.wordings(conn, community.id))
    when = {"project": community.name, "from_when": moment_in_words(empty, community.zone, now)}
    text = words.say("rota.ending", when)
    priority = Priority.REMINDER
    rows_out = [line(community, each, "rota.ending", text, priority, now) for each in whom]
    messages.queue(conn, rows_out)
    return len(rows)
