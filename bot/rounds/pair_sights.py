"""Pairs as flows see them: whom somebody visits, offers, a day that is suggested, news."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from bot.rounds import naming
from flows.words import shortened
from flows.world import BEFRIENDER, RESIDENT, Neighbour
from flows.world.pairs import Befriending, OfferSeen, Paired, PairNews, PairUp, SuggestionSeen
from store import befriending, consents, pair_news, pair_offers, pairings, rhythm_offers
from store.communities import Community
from store.people import person

if TYPE_CHECKING:
    from bot.seeing import Seeing

LIKES: Final = 28
"""Characters of what somebody likes that the other reads: with it the question is one part."""


def _them(conn: sa.Connection, ids: Collection[int]) -> dict[int, sa.Row[Any]]:
    query = sa.select(person).where(person.c.id.in_(ids))
    return {row.id: row for row in conn.execute(query)} if ids else {}


def _neighbour(row: sa.Row[Any]) -> Neighbour:
    return Neighbour(row.id, row.name, row.language)


def look_at_mine(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> Mapping[int, Befriending]:
    """The sight `my_pairs`: all pairings of each of these, on either side."""
    ids = [each.person_id for each in looking]
    rows = pairings.open_ones(conn, ids)
    them = _them(conn, {who for row in rows for who in (row.resident_id, row.befriender_id)})
    kept = befriending.rows(conn, ids)
    return {who: _mine(who, rows, them, kept.get(who), now) for who in ids}


def _mine(
    who: int,
    rows: list[sa.Row[Any]],
    them: Mapping[int, sa.Row[Any]],
    kept: sa.Row[Any] | None,
    now: datetime,
) -> Befriending:
    """Theirs among these, and whether they take it easy."""
    pairs = tuple(
        _paired(row, who, them) for row in rows if who in (row.resident_id, row.befriender_id)
    )
    if kept is None:
        return Befriending(pairs)
    over = kept.eased_until is not None and kept.eased_until <= now
    eased = kept.eased_at is not None
    away = kept.away_until is not None and kept.away_until > now
    return Befriending(pairs, eased and not over, eased and over, away)


def _paired(row: sa.Row[Any], who: int, them: Mapping[int, sa.Row[Any]]) -> Paired:
    befriends = row.befriender_id == who
    return Paired(
        id=row.id,
        other=_neighbour(them[row.resident_id if befriends else row.befriender_id]),
        befriends=befriends,
        every_days=row.every_days,
        weekday=row.weekday,
        at=row.at,
        zone=them[row.resident_id].zone,
        rests=row.rests_until is not None,
    )


def look_at_named(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> Mapping[int, PairUp]:
    """The sight `pair_up`: what stands in the way of pairing those whom a coordinator names."""
    named = naming.look(conn, community, looking, now)
    everybody = {each.id: each for seen in named.values() for each in seen.people}
    ids = list(everybody)
    befrienders = [who for who, each in everybody.items() if BEFRIENDER in each.roles]
    residents = [who for who, each in everybody.items() if RESIDENT in each.roles]
    two = [(one, other) for one in befrienders for other in residents if one != other]
    known = PairUp(
        loads=pairings.load_of(conn, befrienders),
        not_theirs=_not_theirs(conn, ids, residents, now),
        paired=pairings.open_between(conn, two),
        offers=pair_offers.between(conn, two),
    )
    return {each.person_id: known for each in looking}


def _not_theirs(
    conn: sa.Connection, ids: list[int], residents: list[int], now: datetime
) -> dict[int, str]:
    """Who is not to be asked, and why."""
    them, agreed = _them(conn, ids), consents.latest(conn, ids)
    found = dict.fromkeys(befriending.away(conn, ids, now), "away")
    found |= dict.fromkeys(befriending.eased(conn, ids, now), "eased")
    for who in residents:
        if not agreed.get(who, {}).get("visits", False):
            found[who] = "no_visits"
        if them[who].joined_at is None:
            found[who] = "not_joined"
    found |= {who: "stopped" for who, row in them.items() if row.stopped_at is not None}
    return found


def look_at_offer(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> Mapping[int, OfferSeen]:
    """The sight `pair_offer`: the one that each talk is about."""
    rows = pair_offers.seen(conn, {each.subject for each in looking})
    standing = pairings.rows(conn, {row.stands_in_for for row in rows.values()} - {None})
    them = _them(
        conn,
        {who for row in rows.values() for who in (row.resident_id, row.befriender_id)}
        | {row.proposed_by for row in rows.values() if row.proposed_by}
        | {row.befriender_id for row in standing.values()},
    )
    loads = pairings.load_of(conn, {row.befriender_id for row in rows.values()})
    seen = {}
    for each in looking:
        row = rows.get(each.subject)
        if row is not None:
            regular = standing.get(row.stands_in_for)
            name = them[regular.befriender_id].name if regular is not None else ""
            seen[each.person_id] = _offer(row, each.person_id, them, loads, name)
    return seen


def _offer(
    row: sa.Row[Any],
    who: int,
    them: Mapping[int, sa.Row[Any]],
    loads: Mapping[int, int],
    regular: str,
) -> OfferSeen:
    befriends = who == row.befriender_id
    waits = pair_offers.WITH_BEFRIENDER if befriends else pair_offers.WITH_RESIDENT
    other = them[row.resident_id if befriends else row.befriender_id]
    return OfferSeen(
        id=row.id,
        befriender=_neighbour(them[row.befriender_id]),
        resident=_neighbour(them[row.resident_id]),
        wanted=row.state == waits,
        by=them[row.proposed_by].name if row.proposed_by else "",
        likes=_likes(other),
        visits=loads.get(row.befriender_id, 0),
        regular=regular,
    )


def _likes(row: sa.Row[Any]) -> str:
    """What they like, as they put it: " Rose likes roses and soup."; "" where they said nothing."""
    words = [each.strip() for each in row.interests.replace(",", ";").split(";") if each.strip()]
    if not words:
        return ""
    listed = " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"
    if len(listed) > LIKES:
        listed = " and ".join(words[:2])
    return f" {row.name or 'They'} likes {shortened(listed, LIKES)}."


def look_at_suggestion(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> Mapping[int, SuggestionSeen]:
    """The sight `suggestion`: the day that each talk is about."""
    rows = rhythm_offers.seen(conn, {each.subject for each in looking})
    return {
        each.person_id: _suggestion(rows[each.subject], each.person_id)
        for each in looking
        if each.subject in rows
    }


def _suggestion(row: sa.Row[Any], who: int) -> SuggestionSeen:
    return SuggestionSeen(
        id=row.id,
        pairing=row.pairing_id,
        by=row.by_name,
        befriends=who != row.resident_id,
        every_days=row.every_days,
        weekday=row.weekday,
        at=row.at,
        zone=row.zone,
        wanted=bool(row.open) and row.state == rhythm_offers.ASKED and row.to_id == who,
        round=row.round,
        given_up=bool(row.open) and row.state == "silent" and not row.agreed_days,
    )


def look_at_news(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> Mapping[int, PairNews]:
    """The sight `pair_news`."""
    rows = pair_news.seen(conn, {each.subject for each in looking})
    pairs = pairings.rows(conn, {row.pairing_id for row in rows.values() if row.pairing_id})
    return {
        each.person_id: _news(rows[each.subject], pairs)
        for each in looking
        if each.subject in rows and rows[each.subject].person_id == each.person_id
    }


def _news(row: sa.Row[Any], pairs: Mapping[int, sa.Row[Any]]) -> PairNews:
    pair = pairs.get(row.pairing_id)
    agreed = pair is not None and pair.at is not None
    weekly = (pair.every_days, pair.weekday, pair.at) if agreed and pair is not None else None
    return PairNews(row.kind, row.resident, row.befriender, row.since, row.until, weekly)
