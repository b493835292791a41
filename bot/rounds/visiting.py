"""Visits as turns see them, and the affair of those that somebody should look at.

The clock that keeps a befriender safe runs here, and asks nobody's turn: whatever else is due for
them, or has broken, a person is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from bot.rounds import naming
from bot.rounds.pairing import somebody_else
from flows.facts.concerns import ConcernRaised
from flows.visits.saying import not_out, when
from flows.world.neighbours import Neighbour
from flows.world.visit_days import afterwards, moments
from flows.world.visits import CALLED_OFF, PLANNED, Pair, Visit, Visits
from store import (
    befriending,
    nudges,
    remembering,
    standing_in,
    visit_planning,
    visiting,
    visits,
    visits_off,
    visits_seen,
)
from store.communities import Community
from store.remembering import Decided
from store.standing_in import SOUGHT
from store.visit_nudges import nudge_row
from store.visits import ASKED, IN, OFFERED, RAISED, REMINDED, UNSEEN, visit

if TYPE_CHECKING:
    from bot.seeing import Seeing

WAIT: Final = timedelta(minutes=15)
"""How long a befriender has to answer "all well?", before whoever is on duty is told."""

A_DAY: Final = timedelta(days=1)
REPORTED_WITHIN: Final = timedelta(days=3)
"""How long we wait to hear how a visit was: then nobody knows, and that is written down."""

NEAR: Final = timedelta(hours=3)
"""A visit so near is for nobody to take over by text: a coordinator sees who can."""

MOST_ASKED: Final = 3
ANSWERED_WITHIN: Final = timedelta(hours=6)

SHOWN: Final = 3
"""Visits to come that are told to whoever asks."""


# ── what turns see ──────────────────────────────────────────────────────────────────────────


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Visits]:
    """The sight `visits`: the one that each talk is about, and theirs to come."""
    ids = [each.person_id for each in looking]
    pairs = visits_seen.pairs_of(conn, ids)
    around = visits_seen.coming_of(conn, ids, now, states=(PLANNED, CALLED_OFF))
    coming = {who: [each for each in some if each.state == PLANNED] for who, some in around.items()}
    alone = visits_seen.alone(conn, [who for who, some in pairs.items() if some], now)
    now_in = {who: each.visiting.visit for who, each in alone.items() if each.visiting}
    subjects = {each.person_id: _subject(each) for each in looking}
    spoken_of = {*subjects.values(), *now_in.values()}
    resting = befriending.resting(conn, [who for who, some in pairs.items() if some], now)
    known = visits_seen.by_ids(conn, spoken_of - {0}, now)
    return {
        each.person_id: Visits(
            about=_theirs(known.get(subjects[each.person_id]), each.person_id),
            coming=tuple(coming[each.person_id]),
            off=tuple(one for one in around[each.person_id] if one.state == CALLED_OFF),
            open=known.get(now_in.get(each.person_id, 0)),
            pairs=tuple(pair for pair, _ in pairs[each.person_id]),
            at_rest=each.person_id in resting,
            later=_later(pairs[each.person_id], coming[each.person_id], now),
        )
        for each in looking
    }


def look_at_named(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Visits]:
    """The sight `visit_named`: the visits to come of whom a coordinator names."""
    named = naming.look(conn, community, looking, now)
    ids = {each.id for seen in named.values() for each in seen.people}
    coming = visits_seen.coming_of(conn, ids, now)
    found = {}
    for who, seen in named.items():
        theirs = {each.id: each for one in seen.people for each in coming[one.id]}
        found[who] = Visits(coming=tuple(sorted(theirs.values(), key=lambda each: each.at)))
    return found


def _subject(each: Seeing) -> int:
    """The visit that a talk is about: it began with it, or came to it."""
    return each.subject or int(each.answers.get("visit", "0"))


def _theirs(about: Visit | None, who: int) -> Visit | None:
    """Only the two of a visit see it."""
    return about if about and who in (about.resident.id, about.befriender.id) else None


def _later(
    pairs: Iterable[tuple[Pair, Any]], coming: Collection[Visit], now: datetime
) -> tuple[tuple[datetime, Neighbour], ...]:
    """The moments of each rhythm after what is planned, the next first."""
    last = {each.pairing: each.at for each in coming}
    found = [
        (at, pair.resident)
        for pair, row in pairs
        if row.every_days and row.first_on and row.at
        for at in islice(
            moments(visit_planning.rhythm_of(row), max(now, last.get(pair.pairing, now))), SHOWN
        )
    ]
    return tuple(sorted(found, key=lambda each: each[0])[:SHOWN])


def look_at_stand_in(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Visit]:
    """The sight `stand_in`: the visit that each of these is asked to make, while it is free."""
    asked = {each.subject: each.person_id for each in looking}
    query = sa.select(visit.c.id).where(visit.c.id.in_(asked), visit.c.step == SOUGHT)
    free = visits_seen.by_ids(conn, list(conn.execute(query).scalars()), now)
    return {one.person_id: free[one.subject] for one in looking if one.subject in free}


# ── the affair ──────────────────────────────────────────────────────────────────────────────


def take(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """Visits that are due to be looked at: who is in one, and should have come out; and of which
    nobody has said how they were.
    """
    query = sa.select(visit).where(visit.c.id.in_(ids), visit.c.look_at <= now).order_by(visit.c.id)
    rows = list(conn.execute(query.with_for_update(skip_locked=True)))
    seen = visits_seen.by_ids(conn, [row.id for row in rows], now)
    by_step: dict[str, list[Visit]] = {}
    for row in rows:
        step = row.step if row.step in _DOES else ""
        by_step.setdefault(step, []).append(seen[row.id])
    for step, several in by_step.items():
        _DOES[step](conn, community, several, now)
    return len(rows)


def _unreported(
    conn: sa.Connection, community: Community, several: list[Visit], now: datetime
) -> None:
    """Its time is over, and we have not heard: the befriender is asked, and the next is planned."""
    asked = [each for each in several if each.on and each.ask_how and not each.resting]
    at = {each.id: max(afterwards(each.at, each.zone), now) for each in asked}
    _nudge(conn, community, [(each, "visit_after", at[each.id], A_DAY) for each in asked], now)
    visiting.asked(conn, [each.id for each in asked], now)
    visiting.waits(conn, [each.id for each in asked], ASKED, now + REPORTED_WITHIN)
    visiting.close(conn, [each.id for each in several if each.id not in at], now)
    visit_planning.plan_next(conn, {each.pairing for each in several}, now)


def _remind(conn: sa.Connection, community: Community, several: list[Visit], now: datetime) -> None:
    """Somebody should have come out: they are asked if all is well. Who can't be is not waited
    for.
    """
    asked = [each for each in several if not each.befriender_stopped]
    _nudge(conn, community, [(each, "visit_out", now, WAIT) for each in asked], now)
    visiting.waits(conn, [each.id for each in asked], REMINDED, now + WAIT)
    _raise(conn, community, [each for each in several if each.befriender_stopped], now)


def _raise(conn: sa.Connection, community: Community, several: list[Visit], now: datetime) -> None:
    """Nobody knows if they are well: whoever is on duty hears at once, with where they are."""
    unsure = {each.befriender.id for each in several if each.unsure}
    perhaps = visits_seen.one_of_theirs(conn, unsure)
    said = {each.id: not_out(each, perhaps.get(each.befriender.id, "")) for each in several}
    remembering.remember(
        conn,
        [
            Decided(
                ConcernRaised(each.befriender.id, "urgent", "not_out", said[each.id]),
                community.id,
                each.befriender.id,
                now,
            )
            for each in several
        ],
    )
    visiting.waits(conn, [each.id for each in several], RAISED, now + A_DAY)


def _seek(conn: sa.Connection, community: Community, several: list[Visit], now: datetime) -> None:
    """Somebody else is looked for, one after the other; a coordinator where nobody is found."""
    for each in several:
        before = standing_in.asked(conn, each.id)
        without = {each.befriender.id, *before}
        near = each.at - now < NEAR or len(before) >= MOST_ASKED
        found = () if near else somebody_else(conn, community, each.resident.id, without, now)
        if not found:
            _nobody_found(conn, community, each, now)
            continue
        row = nudge_row(community.id, found[0], standing_in.ASK, each.id, now, ANSWERED_WITHIN)
        nudges.plan(conn, [row], now)
        visiting.waits(conn, [each.id], standing_in.SOUGHT, now + ANSWERED_WITHIN)


def _nobody_found(conn: sa.Connection, community: Community, one: Visit, now: datetime) -> None:
    words = f"no {one.befriender.name} {when(one.at, one.zone, now)}"
    wanted = ConcernRaised(one.resident.id, "look", "visit_stand_in", words)
    remembering.remember(conn, [Decided(wanted, community.id, one.befriender.id, now)])
    visits.let_be(conn, [one.id])


def _offer_over(
    conn: sa.Connection, community: Community, several: list[Visit], now: datetime
) -> None:
    """Nobody has said yes to another time: both hear that there is no visit then."""
    visits_off.offer_over(conn, [each.id for each in several])
    rows = [
        nudge_row(community.id, who.id, "visit_offer_over", each.id, now, each.offer_at - now)
        for each in several
        if each.offer_at is not None and each.state == CALLED_OFF
        for who in (each.resident, each.befriender)
    ]
    nudges.plan(conn, rows, now)


def _close(conn: sa.Connection, community: Community, several: list[Visit], now: datetime) -> None:
    visiting.close(conn, [each.id for each in several], now)
    visit_planning.plan_next(conn, {each.pairing for each in several}, now)


def _nudge(
    conn: sa.Connection,
    community: Community,
    several: list[tuple[Visit, str, datetime, timedelta]],
    now: datetime,
) -> None:
    rows = [
        nudge_row(community.id, each.befriender.id, purpose, each.id, at, late_by)
        for each, purpose, at, late_by in several
    ]
    nudges.plan(conn, rows, now)


_DOES: Final[Mapping[str, Any]] = {
    "": _unreported,
    IN: _remind,
    REMINDED: _raise,
    RAISED: _close,
    UNSEEN: _close,
    SOUGHT: _seek,
    OFFERED: _offer_over,
    ASKED: _close,
}
"""What is done with a visit that is due to be looked at, by the step it is at."""
