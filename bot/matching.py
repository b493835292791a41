"""Favours that wait for somebody: who is asked next, and what becomes of those nobody answers.

The affair `favours`. People are picked in SQL (a tag in common, their language, near enough, and
not to be left in peace), the best of them ranked exactly (`flows/favours/matching.py`), and one is
asked: an ask is written down and their nudge planned. A second process finds the row claimed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from bot.logs import get_logger
from flows.favours.kinds import ANYTHING, OTHER, Kind, kinds
from flows.favours.matching import next_to_ask
from flows.nearby.distance import metres
from flows.world.favours import FavourSeen, Giver, Wanted
from flows.world.nearby import Barrier, Point
from store import asking, favours, favours_seen, locations, skills
from store.asking import Could
from store.communities import Community

if TYPE_CHECKING:
    from bot.sights import Seeing

log = get_logger(__name__)

ENOUGH: Final = 50
"""How many people are looked at exactly; more would only find the same one."""

TRIES: Final = 3
"""How often somebody else is tried, where another process has just asked the one we chose."""


def take(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """Look at these favours, and move on those that are due. Returns how many that were."""
    rows = favours.claim(conn, ids, now)
    barriers = locations.barriers_of(conn, community.id) if rows else ()
    for row in rows:
        _look_at(conn, row, barriers, now)
    return len(rows)


def _look_at(
    conn: sa.Connection, row: sa.Row[Any], barriers: Sequence[Barrier], now: datetime
) -> None:
    in_time = now < row.until
    if row.state == favours.ASKING and in_time:
        favours.still_asked(conn, row, now)  # if not, it is open and due again at once
    elif row.state == favours.OPEN and in_time and _ask_somebody(conn, row, barriers, now):
        return
    elif row.state in (favours.OPEN, favours.ASKING):
        favours.nobody_found(conn, row, now)
    else:
        favours.given_up(conn, row, now)


def _ask_somebody(
    conn: sa.Connection, row: sa.Row[Any], barriers: Sequence[Barrier], now: datetime
) -> bool:
    """Ask whom it suits best. False: nobody can be asked."""
    asker = asking.asker_of(conn, row)
    if asker.stopped:
        return False
    wanted = as_wanted(row, asker.language)
    for _ in range(TRIES):
        chosen = next_to_ask(wanted, could_help(conn, row, wanted, asker.home, barriers, now))
        if chosen is None:
            return False
        if favours.put_to(conn, row, chosen.id, now):
            return True
    log.warning("nobody_could_be_asked_at_once", favour=row.id)
    return True  # it stays open and due: the next tick tries again


def as_wanted(row: sa.Row[Any], language: str) -> Wanted:
    """A favour as matching sees it."""
    kind = _kind(row.kind)
    return Wanted(
        row.id,
        row.person_id,
        row.kind,
        frozenset(row.tags.split()),
        language,
        kind.near,
        row.weekday,
        kind.anybody,
    )


def _kind(name: str) -> Kind:
    return kinds().get(name) or kinds()[OTHER]


def could_help(
    conn: sa.Connection,
    row: sa.Row[Any],
    wanted: Wanted,
    here: Point | None,
    barriers: Sequence[Barrier],
    now: datetime,
) -> list[Giver]:
    """At most some fifty people who could be asked for this, with how far away they live.

    The near ones first, then those of whom we don't know where they live, or live anywhere.
    """
    tags = wanted.tags | ({ANYTHING} if wanted.anybody else set())
    square = skills.square_of(here.lat, here.lon) if here else skills.NOWHERE
    ids: dict[int, None] = {}
    for squares in _rounds(square, wanted.near):
        left = ENOUGH - len(ids)
        if left > 0:
            more = asking.could_be_asked(conn, row, tags, wanted.language, squares, now, left)
            ids.update(dict.fromkeys(more))
    return [
        _placed(each, here, barriers) for each in asking.givers(conn, row, tags, list(ids), now)
    ]


def _rounds(square: int, near: int | None) -> list[list[int]]:
    """The squares to look in, the nearest first; an empty list is anywhere."""
    if near is None or square == skills.NOWHERE:
        return [[]]
    close, all_round = min(near, 2_000), skills.squares_around(square, near)
    rounds = [skills.squares_around(square, close)]
    return [*rounds, [*all_round, skills.NOWHERE]]


def _placed(could: Could, here: Point | None, barriers: Sequence[Barrier]) -> Giver:
    if here is None or could.home is None:
        return could.giver
    return replace(could.giver, metres=metres(here, could.home, barriers))


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, FavourSeen]:
    """The sight `favour`: the favour a talk is about, and what else of favours concerns them."""
    subjects = {each.person_id: each.subject for each in looking}
    return favours_seen.seen(conn, community.id, subjects, now)
