"""The sights of whoever sees to people: what is open, and the rota."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from flows.concerns.levels import URGENT
from flows.concerns.rota import Shift
from flows.world import BEFRIENDER, COORDINATOR
from flows.world.concerns import Caring, OpenConcern, Rota, Swap
from flows.world.neighbours import Neighbour
from store import concerns_due, concerns_seen, duty, people, swaps
from store.communities import Community

if TYPE_CHECKING:
    from bot.seeing import Seeing


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Caring]:
    """The sight `caring`."""
    ids = [each.person_id for each in looking]
    roles = people.roles_of(conn, community.id, ids)
    told = concerns_seen.told_of(conn, ids)
    each_told = concerns_seen.told_of_each(conn, ids)
    rows = concerns_seen.open_ones(conn, community.id)
    phones = concerns_due.phones_of(conn, {row.person_id for row in rows})
    every = [
        OpenConcern(
            row.id,
            row.person_id,
            row.name or "Somebody new",
            row.kind,
            row.level,
            row.raised_at,
            row.claimed_by or 0,
            row.claimer or "",
            f"on {phones[row.person_id]}" if row.person_id in phones else "if you can",
            row.claimed_by is not None and row.step > 1,
        )
        for row in rows
    ]
    befriends = [each for each in ids if BEFRIENDER in roles.get(each, ())]
    visited = concerns_due.visited_by(conn, befriends) if befriends else {}
    seen = {}
    for each in ids:
        theirs = {*told.get(each, ()), *visited.get(each, ())}
        everything = COORDINATOR in roles.get(each, ())
        mine = (one for one in every if everything or one.about in theirs)
        open_ones = tuple(
            replace(one, told=one.level != URGENT or (each, one.id) in each_told)
            for one in mine
            if one.about != each
        )
        there = {one.about for one in open_ones}
        seen[each] = Caring(open_ones, tuple(one for one in told.get(each, ()) if one in there))
    return seen


def look_at_rota(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Rota]:
    """The sight `rota`."""
    rows = duty.ahead(conn, community.id, now)
    shifts = tuple(
        Shift(row.person_id, row.from_at, row.until_at, row.id, row.name) for row in rows
    )
    team = people.coordinators(conn, community.id)
    called = people.names_of(conn, team)
    rota = Rota(shifts, tuple((each, called.get(each, "")) for each in team))
    return {each.person_id: rota for each in looking}


def look_at_swap(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Swap]:
    """The sight `swap`: the turns that each talk is about."""
    found = swaps.by_ids(conn, {each.subject for each in looking})
    ahead = {row.id: row for row in duty.ahead(conn, community.id, now)} if found else {}
    seen = {}
    for each in looking:
        row = found.get(each.subject)
        if row is None or row.asked_id != each.person_id:
            continue
        theirs = [ahead[one] for one in row.shifts if one in ahead]
        standing = tuple(
            Shift(one.person_id, one.from_at, one.until_at, one.id, one.name)
            for one in theirs
            if one.person_id == row.asker_id
        )
        asker = Neighbour(row.asker_id, row.name, row.language)
        seen[each.person_id] = Swap(asker, standing, bool(row.answer))
    return seen
