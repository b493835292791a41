"""Favours that wait for somebody: who is asked next, and what becomes of those nobody answers.

The affair `favours`. People are picked in SQL (a tag in common, their language, near enough, and
not to be left in peace), the best of them ranked exactly (`flows/favours/matching.py`), and one is
asked: an ask is written down and their nudge planned. A second process finds the row claimed.
Where nobody has such a tag it is asked of whoever offered any help, and then, where no skill is
needed to be safe, of at most three who live near. Nobody at all: we look once more within a day,
and then the asker and a person of the team hear it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from bot.logs import get_logger
from flows.favours.asking import much_the_same
from flows.favours.kinds import OTHER, Kind, kinds
from flows.favours.matching import NEIGHBOURS, named_in, next_to_ask, speaks_of
from flows.nearby.distance import metres
from flows.world.favours import FavourSeen, Giver, Wanted
from flows.world.nearby import Barrier, Point
from store import (
    asked_before,
    asking,
    at_rest,
    called,
    favours,
    favours_due,
    favours_said,
    favours_seen,
    locations,
    skills,
)
from store.asking import Asker, Could
from store.communities import Community

if TYPE_CHECKING:
    from bot.seeing import Seeing

log = get_logger(__name__)

ENOUGH: Final = 50
"""How many people are looked at exactly; more would only find the same one."""

TAG, HELPS, NEAR, NAMED = "tag", "helps", "near", "named"
"""Why somebody is asked: a tag in common, any help offered, living near, or asked for by name."""

CLOSE, ROUND_HERE, FAR = 1_900, 3_000, 10_000
"""Metres: where we look first; how near whoever is asked for living near lives; and beyond which
it is quicker to look everywhere, and to leave those who live too far to the exact ranking.
"""

TRIES: Final = 3
"""How often somebody else is tried, where another process has just asked the one we chose."""


def take(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """Look at these favours, and move on those that are due. Returns how many that were."""
    rows = favours_due.claim(conn, ids, now)
    barriers = locations.barriers_of(conn, community.id) if rows else ()
    for row in rows:
        _look_at(conn, row, barriers, now)
    return len(rows)


def _look_at(
    conn: sa.Connection, row: sa.Row[Any], barriers: Sequence[Barrier], now: datetime
) -> None:
    in_time = now < row.until
    if row.state == favours.ASKING and in_time:
        favours_due.see_to_ask(conn, row, now)
    elif row.state == favours.OPEN and in_time:
        _ask_somebody(conn, row, barriers, now)
    elif row.state in (favours.OPEN, favours.ASKING):
        favours_due.nobody_found(conn, row, now)
    else:
        favours_due.see_to_question(conn, row, now)


def _ask_somebody(
    conn: sa.Connection, row: sa.Row[Any], barriers: Sequence[Barrier], now: datetime
) -> None:
    """Ask whom it suits best; where nobody can be asked, the asker hears it within a day."""
    asker = asking.asker_of(conn, row)
    for _ in range(TRIES):
        found = None if asker.stopped else find(conn, row, asker, barriers, now)
        if found is None:
            favours_due.nobody_now(conn, row, now)
            return
        chosen, why = found
        if favours_said.put_to(conn, row, chosen.id, why, now):
            return
    log.warning("nobody_could_be_asked_at_once", favour=row.id)
    favours_due.look_soon(conn, row, now)


def find(
    conn: sa.Connection,
    row: sa.Row[Any],
    asker: Asker,
    barriers: Sequence[Barrier],
    now: datetime,
) -> tuple[Giver, str] | None:
    """Whom to ask, and why them: a tag in common, else any help offered, else living near.

    Whom a person of the team asks by name is asked, and nobody else.
    """
    wanted = as_wanted(row, asker.language)
    by_name = named_in(row.words)
    if by_name and called.is_team(conn, row.person_id):
        named = called.called(conn, row.community_id, by_name, row.person_id)
        if named is not None:
            chosen = _if_able(conn, row, wanted, named, now)
            return (chosen, NAMED) if chosen else None
    for why in _reasons(conn, wanted):
        chosen = next_to_ask(wanted, could_help(conn, row, wanted, why, asker, barriers, now))
        if chosen is not None:
            return chosen, why
    return None


def _if_able(
    conn: sa.Connection, row: sa.Row[Any], wanted: Wanted, person_id: int, now: datetime
) -> Giver | None:
    """This person, unless they are not to be asked; what they are good at does not matter."""
    anything = replace(wanted, tags=frozenset(), near=None, weekday=None, who="helpers")
    found = [] if at_rest.left_in_peace(conn, [person_id], now) else [person_id]
    could = asking.givers(conn, row, (), found, now)
    return next_to_ask(anything, (replace(each.giver, helps=True) for each in could))


def _asked_before(conn: sa.Connection, row: sa.Row[Any], now: datetime) -> frozenset[int]:
    """Who was asked lately for what the same person put in much the same words."""
    others = asked_before.earlier(conn, row, now)
    same = [each.id for each in others if much_the_same(each.words, row.words)]
    return asked_before.were_asked(conn, same)


def _reasons(conn: sa.Connection, wanted: Wanted) -> Iterator[str]:
    """Why somebody may be asked for this, the best reason first."""
    if wanted.tags:
        yield TAG
    if wanted.who:
        yield HELPS
    if wanted.who == "neighbours" and favours_due.asked_because(conn, wanted.id, NEAR) < NEIGHBOURS:
        yield NEAR


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
        kind.who,
    )


def _kind(name: str) -> Kind:
    return kinds().get(name) or kinds()[OTHER]


def could_help(
    conn: sa.Connection,
    row: sa.Row[Any],
    wanted: Wanted,
    why: str,
    asker: Asker,
    barriers: Sequence[Barrier],
    now: datetime,
) -> list[Giver]:
    """At most some fifty people who could be asked for this reason, and how far away they live.

    The near ones first, then those of whom we don't know where they live, or live anywhere.
    """
    tags = {TAG: wanted.tags, HELPS: {skills.HELPS}, NEAR: {skills.NEIGHBOUR}}[why]
    ids: dict[int, None] = {}
    for squares in _rounds(asker, wanted.near, why):
        left = ENOUGH - len(ids)
        if left > 0:
            more = asking.could_be_asked(
                conn, row, tags, wanted.language, squares, now, left, heard=why == NEAR
            )
            ids.update(dict.fromkeys(more))
    found = asking.givers(conn, row, wanted.tags, list(ids), now)
    before = _asked_before(conn, row, now)
    placed = (
        replace(
            _placed(each, asker.home, barriers),
            asked_for_this=each.giver.asked_for_this or each.giver.id in before,
            spoken_of=speaks_of(row.words, each.name),
        )
        for each in found
    )
    return [replace(each, neighbour=True) if why == NEAR else each for each in placed]


def _rounds(asker: Asker, near: int | None, why: str) -> list[list[int]]:
    """The squares to look in, the nearest first; an empty list is anywhere, no list nowhere."""
    there = {asker.district} - {skills.NOWHERE}  # who live there, as far as their postcode says
    if why == NEAR:
        around = skills.squares_around(asker.square, min(near or ROUND_HERE, ROUND_HERE))
        return [[*around, *there]] if around or there else []
    if near is None:
        return [[]]
    if asker.square == skills.NOWHERE:
        return [[*there], []] if there else [[]]
    rounds = [skills.squares_around(asker.square, CLOSE)] if near > CLOSE else []
    if near > FAR:
        return [*rounds, []]
    around = skills.squares_around(asker.square, near)
    return [*rounds, [*around, *there], [skills.NOWHERE]]


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
