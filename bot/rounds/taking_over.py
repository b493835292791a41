"""Who talks with whom as a person: the sights of it, and the affair of its end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from flows.world.neighbours import Neighbour
from flows.world.taken_over import TakenOver
from store import concerns, messages, notes, takeovers
from store.communities import Community

if TYPE_CHECKING:
    from bot.seeing import Seeing


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, TakenOver]:
    """The sight `taken_over`: the one that a talk is about, or that they are in."""
    about = takeovers.rows(conn, {each.subject for each in looking if each.subject})
    mine = takeovers.open_of(conn, [each.person_id for each in looking if not each.subject])
    last = messages.last_heard(conn, [row.resident_id for row in mine.values()]) if mine else {}
    urgent = concerns.urgent_of(conn, [row.resident_id for row in mine.values()])
    seen = {}
    for each in looking:
        row = about.get(each.subject)
        if row is not None:
            them = Neighbour(row.resident_id, row.resident)
            us = Neighbour(row.coordinator_id, row.coordinator)
            seen[each.person_id] = TakenOver(row.id, them, us, bool(row.ends_at), row.ended_why)
        elif each.person_id in mine:
            held = mine[each.person_id]
            them = Neighbour(held.resident_id, held.name, held.language)
            heard = last.get(held.resident_id)
            at = heard.at if heard else None
            in_danger = held.resident_id in urgent
            seen[each.person_id] = TakenOver(
                held.id, them, open=True, heard_at=at, urgent=in_danger
            )
    return seen


def look_at_holders(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, dict[int, str]]:
    """The sight `holders`: who has taken over whom, of all that goes on in the project."""
    going_on = takeovers.all_open(conn, community.id)
    return {each.person_id: going_on for each in looking}


def look_at_notes(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, int]:
    """The sight `notes`: how many notes each of these has written."""
    many = notes.written_by(conn, [each.person_id for each in looking])
    return {each.person_id: many.get(each.person_id, 0) for each in looking}


def expire(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """The affair `takeovers`: their day is over."""
    return takeovers.expire(conn, ids, now)
