"""What moves visits: a hospital, a pause, a holiday, EASE OFF, STOP; and a pair that is over.

How long a pairing rests is worked out anew whenever one of the two changes, from what is kept of
both: so two reasons at once never end each other's. Whoever did not cause it hears of it kindly.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from store import (
    befriending,
    homecomings,
    offers_answered,
    pair_news,
    pairings,
    rhythm_offers,
    visit_planning,
    visits_off,
)
from store.pair_news import News
from store.pairings import BY_BEFRIENDER, BY_RESIDENT, NOBODY, OPEN_END
from store.people import person


@dataclass(frozen=True, slots=True)
class Rest:
    """No visits from `since` (None: from now on) until then, because of one of the two."""

    since: datetime | None
    until: datetime
    by: str
    why: str = ""  # stopped (they said STOP) | hospital | ''


def settle(conn: sa.Connection, ids: Collection[int], now: datetime, *, by: bool = True) -> None:
    """Work out anew whether the pairings of these people rest, and tell who has to know.

    by: it is their own doing, so that they know of it; else the time has come.
    """
    acted = frozenset(ids) if by else frozenset[int]()
    rows = pairings.lock(conn, [row.id for row in pairings.open_ones(conn, ids)])
    if not rows:
        return
    them = _people(conn, {who for row in rows for who in (row.resident_id, row.befriender_id)})
    kept = befriending.rows(conn, {row.befriender_id for row in rows})
    ill = homecomings.in_hospital(conn, {row.resident_id for row in rows})
    for row in rows:
        rests = [
            *_own(them[row.resident_id], BY_RESIDENT, ill, now),
            *_own(them[row.befriender_id], BY_BEFRIENDER, ill, now),
            *_befrienders(kept.get(row.befriender_id), now),
        ]
        _settle_one(conn, row, rests, acted, now)


def _people(conn: sa.Connection, ids: Collection[int]) -> dict[int, sa.Row[Any]]:
    query = sa.select(person).where(person.c.id.in_(ids))
    return {row.id: row for row in conn.execute(query)}


def _own(row: sa.Row[Any], by: str, ill: Collection[int], now: datetime) -> Iterator[Rest]:
    """STOP and PAUSE; whoever is in hospital is paused too."""
    if row.stopped_at is not None:
        yield Rest(None, OPEN_END, by, "stopped")
    if row.paused_at is not None and (row.paused_until is None or row.paused_until > now):
        yield Rest(None, row.paused_until or OPEN_END, by, "hospital" * (row.id in ill))


def _befrienders(row: sa.Row[Any] | None, now: datetime) -> Iterator[Rest]:
    if row is None:
        return
    if row.away_until is not None and row.away_until > now:
        ahead = row.away_from if row.away_from and row.away_from > now else None
        yield Rest(ahead, row.away_until, BY_BEFRIENDER)
    eased = row.eased_at is not None and row.visits_rest
    if eased and (row.eased_until is None or row.eased_until > now):
        yield Rest(None, row.eased_until or OPEN_END, BY_BEFRIENDER)


def _settle_one(
    conn: sa.Connection,
    row: sa.Row[Any],
    rests: list[Rest],
    acted: Collection[int],
    now: datetime,
) -> None:
    running = [each for each in rests if each.since is None]
    chosen = running or rests
    until = max((each.until for each in chosen), default=None)
    since = min((each.since for each in chosen if each.since), default=None)
    by = _whose(running)
    boundaries = [each for each in (since, until) if each and now < each < OPEN_END]
    begins = until is not None and row.rest_set_at is None
    pairings.change(
        conn,
        row.id,
        rests_from=since,
        rests_until=until,
        rests_by=by,
        rest_set_at=(now if begins else row.rest_set_at) if until else None,
        look_at=min(boundaries, default=None),
        **({} if until else {"seeks_at": None}),
    )
    if until is None and row.rests_until is not None:
        _goes_on(conn, row, acted, now)
    elif until is not None and until != row.rests_until:
        _rests(conn, row, chosen, since, until, now)


def _whose(running: list[Rest]) -> str:
    """Whose rest it is: a befriender's counts, for they are not told first meanwhile."""
    whose = {each.by for each in running}
    return BY_BEFRIENDER if BY_BEFRIENDER in whose else next(iter(whose), NOBODY)


def _rests(
    conn: sa.Connection,
    row: sa.Row[Any],
    rests: list[Rest],
    since: datetime | None,
    until: datetime,
    now: datetime,
) -> None:
    visits_off.call_off_all(conn, [row.id], until, "rests", now, since)
    if since is not None:  # what is before it stays, and the next is planned when it is over
        visit_planning.plan_next(conn, [row.id], now)
    longest = max(rests, key=lambda each: each.until)
    by = longest.by
    other = row.befriender_id if by == BY_RESIDENT else row.resident_id
    what = longest.why if longest.why and by == BY_RESIDENT else "rests"
    what = "stopped" if longest.why == "stopped" else what
    both = (row.resident_id, row.befriender_id, row.id)
    ends = None if until == OPEN_END else until
    news = [News(f"{what}_{by}", other, *both, since=since, until=ends)]
    if longest.why == "stopped":
        news.append(News(f"team_stopped_{by}", None, *both))
    pair_news.tell(conn, row.community_id, news, now)


def _goes_on(conn: sa.Connection, row: sa.Row[Any], acted: Collection[int], now: datetime) -> None:
    """Visits go on, and whoever stood in is thanked."""
    visit_planning.plan_next(conn, [row.id], now)
    both = (row.resident_id, row.befriender_id, row.id)
    news = [
        News("goes_on_resident", row.resident_id, *both),
        News("goes_on_befriender", row.befriender_id, *both),
    ]
    news = [each for each in news if each.person_id not in acted]
    pair_news.tell(conn, row.community_id, news, now)
    end(conn, pairings.standing_in(conn, [row.id]), None, "over", now)


# ── a kind end ──────────────────────────────────────────────────────────────────────────────


def end(
    conn: sa.Connection, pairing_ids: Collection[int], by: int | None, why: str, now: datetime
) -> None:
    """These are over. Both hear so, each in their own words; nothing more is planned."""
    over = pairings.end(conn, pairing_ids, by, why, now)
    visits_off.call_off_all(conn, [row.id for row in over], None, "ended", now)
    rhythm_offers.drop(conn, [row.id for row in over])
    kind = "stood_in" if why == "over" else "ended"
    for row in over:
        both = (row.resident_id, row.befriender_id, row.id)
        news = [
            News(f"{kind}_resident", row.resident_id, *both),
            News(f"{kind}_befriender", row.befriender_id, *both),
        ]
        news = [each for each in news if each.person_id != by]
        if why == BY_BEFRIENDER:
            news.append(News("team_ended", None, *both))
        pair_news.tell(conn, row.community_id, news, now)
    pairings.stay_on(conn, [row.id for row in over])


def left(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These people said STOP, or can't be reached: their visits rest, and nobody is asked of them.

    Nothing is over by itself: with START it goes on, and else a coordinator ends it kindly.
    """
    offers_answered.leave(conn, ids, now)
    settle(conn, ids, now)
