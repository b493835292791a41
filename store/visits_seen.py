"""Visits as turns see them: those of a befriender, of a resident, and one by its id."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.neighbours import Neighbour
from flows.world.visits import ACCUSED, HAPPENED, PLANNED, Alone, Pair, Visit, Visiting
from store import homecomings, safe_words, unwanted
from store.pairings import pairing
from store.people import person
from store.safe_words import safe_word
from store.visits import MOVED, OFFERED, STILL_IN, visit

SETTLED_AFTER: Final = timedelta(weeks=6)
"""From the first visit on: a pair that has met so long is asked but monthly how it was."""

MONTHLY: Final = timedelta(days=28)

_THEIRS, _OURS = person.alias("theirs"), person.alias("ours")
_VISITS = (
    sa.select(
        visit,
        pairing.c.ended_at.label("pair_ended"),
        pairing.c.befriender_id.label("pair_befriender"),
        pairing.c.rests_from,
        pairing.c.rests_until,
        _THEIRS.c.name.label("resident"),
        _THEIRS.c.language.label("resident_language"),
        _THEIRS.c.zone,
        _THEIRS.c.paused_at,
        _THEIRS.c.paused_until,
        _THEIRS.c.stopped_at.label("resident_stopped"),
        _OURS.c.name.label("befriender"),
        _OURS.c.language.label("befriender_language"),
        _OURS.c.stopped_at.label("befriender_stopped"),
    )
    .join(pairing, pairing.c.id == visit.c.pairing_id)
    .join(_THEIRS, _THEIRS.c.id == visit.c.resident_id)
    .join(_OURS, _OURS.c.id == visit.c.befriender_id)
)


def by_ids(conn: sa.Connection, ids: Collection[int], now: datetime) -> dict[int, Visit]:
    """These visits."""
    rows = list(conn.execute(_VISITS.where(visit.c.id.in_(ids)))) if ids else []
    return {each.id: each for each in _seen(conn, rows, now)}


def coming_of(
    conn: sa.Connection,
    ids: Collection[int],
    now: datetime,
    back: timedelta = timedelta(hours=12),
    states: Collection[str] = (PLANNED,),
) -> dict[int, list[Visit]]:
    """What is planned for each of these people, on either side, the next first; what should have
    begun a while ago (`back`) counts still. states: of which visits; none that was only moved.
    """
    either = visit.c.befriender_id.in_(ids) | visit.c.resident_id.in_(ids)
    stands = visit.c.state.in_(states) & (visit.c.why != MOVED)
    query = _VISITS.where(either, stands, visit.c.at > now - back)
    rows = list(conn.execute(query.order_by(visit.c.at, visit.c.id))) if ids else []
    found: dict[int, list[Visit]] = {each: [] for each in ids}
    for each in _seen(conn, rows, now):
        for who in {each.befriender.id, each.resident.id} & found.keys():
            found[who].append(each)
    return found


def pairs_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, list[tuple[Pair, Any]]]:
    """Whom each of these befrienders visits, with the row of the pairing and the zone there."""
    query = (
        sa.select(pairing, person.c.name, person.c.language, person.c.zone)
        .join(person, person.c.id == pairing.c.resident_id)
        .where(pairing.c.befriender_id.in_(ids), pairing.c.ended_at.is_(None))
        .order_by(pairing.c.id)
    )
    found: dict[int, list[tuple[Pair, Any]]] = {each: [] for each in ids}
    rows = list(conn.execute(query)) if ids else []
    said = unwanted.why(conn, _communities(rows), {row.resident_id for row in rows})
    for row in rows:
        whom = Neighbour(row.resident_id, row.name, row.language)
        accused = said.get(row.resident_id) == ACCUSED
        found[row.befriender_id].append((Pair(row.id, whom, row.minutes, row.place, accused), row))
    return found


def one_of_theirs(conn: sa.Connection, befrienders: Collection[int]) -> dict[int, str]:
    """Whom each of these may be with, who has not said: "Rose or Betty"."""
    return {
        who: " or ".join(pair.resident.name or "a neighbour" for pair, _ in some[:MOST_NAMED])
        for who, some in pairs_of(conn, befrienders).items()
    }


MOST_NAMED: Final = 3
"""Names of whom somebody may be with: more would not fit in a text."""


def _seen(conn: sa.Connection, rows: list[sa.Row[Any]], now: datetime) -> Iterator[Visit]:
    if not rows:
        return
    ill = homecomings.in_hospital(conn, {row.resident_id for row in rows})
    unwanted_by = unwanted.why(conn, _communities(rows), {row.resident_id for row in rows})
    met = _met(conn, {row.pairing_id for row in rows})
    for row in rows:
        first, last_asked = met.get(row.pairing_id, (None, None))
        yield Visit(
            id=row.id,
            pairing=row.pairing_id,
            resident=Neighbour(row.resident_id, row.resident, row.resident_language),
            befriender=Neighbour(row.befriender_id, row.befriender, row.befriender_language),
            at=row.at,
            minutes=row.minutes,
            place=row.place,
            state=row.state,
            confirmed=row.confirmed,
            offer_at=row.offer_at,
            offered=row.step == OFFERED,
            arrived_at=row.arrived_at,
            ends_at=row.ends_at,
            on=_is_on(row),
            resting=_resting(row, ill, unwanted_by, now),
            ask_how=_time_to_ask(first, last_asked, now),
            first=first is None or first >= row.at,
            zone=row.zone,
            resident_stopped=row.resident_stopped is not None,
            befriender_stopped=row.befriender_stopped is not None,
            moved=row.slot is not None and row.slot != row.at,
            late_at=row.late_at,
            asked=row.told_at is not None,
            planned_at=row.planned_at,
            late_told=row.late_told_at is not None,
            unsure=row.unsure,
        )


def _is_on(row: sa.Row[Any]) -> bool:
    still_theirs = row.pair_befriender == row.befriender_id
    return row.pair_ended is None and still_theirs and row.befriender_stopped is None


def _communities(rows: list[sa.Row[Any]]) -> set[int]:
    return {row.community_id for row in rows}


def _resting(
    row: sa.Row[Any], ill: Collection[int], unwanted_by: Mapping[int, str], now: datetime
) -> str:
    """Why there is no visit after all. Who rests from our hellos alone is visited all the same."""
    if unwanted_by.get(row.resident_id) == ACCUSED:
        return ACCUSED
    if row.resident_id in ill:
        return "hospital"
    at = row.offer_at or row.at
    from_then = row.rests_from is None or row.rests_from <= at
    rests = row.rests_until is not None and row.rests_until > at and from_then
    return "resting" if rests else unwanted_by.get(row.resident_id, "")


def _time_to_ask(first: datetime | None, last_asked: datetime | None, now: datetime) -> bool:
    if first is None or last_asked is None or now - first < SETTLED_AFTER:
        return True
    return now - last_asked >= MONTHLY


def _met(
    conn: sa.Connection, pairings: Collection[int]
) -> dict[int, tuple[datetime | None, datetime | None]]:
    """When each of these pairs first met, and when we last asked how it was."""
    met = sa.case((visit.c.state == HAPPENED, visit.c.at))
    query = (
        sa.select(visit.c.pairing_id, sa.func.min(met), sa.func.max(visit.c.asked_at))
        .where(visit.c.pairing_id.in_(pairings))
        .group_by(visit.c.pairing_id)
    )
    return {row[0]: (row[1], row[2]) for row in conn.execute(query)}


# ── what keeps a befriender safe ────────────────────────────────────────────────────────────

_NOW_IN = visit.c.step.in_(STILL_IN)
_ABOUT_NOW = (
    (visit.c.state == PLANNED)
    & (visit.c.at > sa.bindparam("since"))
    & (visit.c.at < sa.bindparam("until"))
)
_JUST_OUT = visit.c.left_at > sa.bindparam("left_since")
_ALONE = (
    sa.select(
        person.c.id.label("who"),
        visit.c.id.label("visit_id"),
        visit.c.resident_id,
        visit.c.place,
        visit.c.at,
        visit.c.arrived_at,
        visit.c.ends_at,
        visit.c.left_at,
        visit.c.unsure,
        _THEIRS.c.name,
        _THEIRS.c.language,
        safe_word.c.salt,
        safe_word.c.letters,
        safe_word.c.digests,
    )
    .select_from(person)
    .outerjoin(visit, (visit.c.befriender_id == person.c.id) & (_NOW_IN | _ABOUT_NOW | _JUST_OUT))
    .outerjoin(_THEIRS, _THEIRS.c.id == visit.c.resident_id)
    .outerjoin(safe_word, safe_word.c.person_id == person.c.id)
    .where(person.c.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(person.c.id, visit.c.at, visit.c.id)
)
LATELY, SOON = timedelta(hours=3), timedelta(hours=1)
"""How long ago, and how soon, a visit is planned at which a befriender may be without a HERE."""

BEFORE, AFTER = timedelta(hours=27), timedelta(hours=12)
"""How long before and after its hour "can't come" out of the blue is about a visit: we ask about it
the evening before.
"""


JUST_OUT = timedelta(minutes=20)
"""How long after a visit a DONE is the one that was sent already, or its button."""


def alone(conn: sa.Connection, befrienders: Collection[int], now: datetime) -> dict[int, Alone]:
    """What keeps each of these befrienders safe: the visit they are in, one that is planned about
    now, and their safe word. One query for all.
    """
    found: dict[int, Alone] = {}
    if not befrienders:
        return found
    asked = {
        "ids": list(befrienders),
        "since": now - AFTER,
        "until": now + BEFORE,
        "left_since": now - JUST_OUT,
    }
    rows: list[sa.Row[Any]] = list(conn.execute(_ALONE, asked))
    for row in rows:
        known = found.get(row.who) or Alone(safe_word=safe_words.as_kept(row) if row.salt else None)
        found[row.who] = known
        if row.visit_id is None:
            continue
        if row.left_at is not None:
            found[row.who] = replace(known, left_at=row.left_at)
            continue
        whom = Neighbour(row.resident_id, row.name, row.language)
        since = row.arrived_at or row.at
        it = Visiting(row.visit_id, whom, row.place, since, row.ends_at or since, row.unsure)
        if row.unsure:
            names = one_of_theirs(conn, [row.who])[row.who]
            it = replace(it, place="", resident=replace(whom, name=names))
        if row.arrived_at:
            found[row.who] = replace(known, visiting=it)
            continue
        near = min((each for each in (known.near, row.at) if each), key=lambda at: abs(at - now))
        soon = now - LATELY < row.at < now + SOON
        found[row.who] = replace(known, expected=it if soon else known.expected, near=near)
    return found
