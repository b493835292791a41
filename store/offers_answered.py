"""What an offer leads to: a yes, a no, no answer for long, or somebody who has left."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from store import pair_news, pairings
from store.pair_news import News
from store.pair_offers import (
    AGREED,
    ANSWER_WITHIN,
    ASK_RESIDENT,
    DROPPED,
    LIVE,
    WITH_BEFRIENDER,
    WITH_RESIDENT,
    ask,
    pair_offer,
    seen,
)

WHEN_SUITS: Final = "when_suits"


def answered(conn: sa.Connection, offer_id: int, by: int, answer: str, now: datetime) -> None:
    """One of the two has answered yes, no or later; nothing came back (silent), or nothing that
    could be followed (unclear).
    """
    query = sa.select(pair_offer).where(pair_offer.c.id == offer_id).with_for_update()
    offer = conn.execute(query).first()
    if offer is None or offer.state not in LIVE:
        return
    befriends = offer.state == WITH_BEFRIENDER
    if by != (offer.befriender_id if befriends else offer.resident_id):
        return
    if answer != "yes":
        _came_to_nothing(conn, offer, f"{'befriender' if befriends else 'resident'}_{answer}", now)
    elif befriends:
        _set(conn, offer.id, state=WITH_RESIDENT, look_at=now + ANSWER_WITHIN)
        ask(conn, offer.community_id, offer.resident_id, ASK_RESIDENT, offer.id, now)
    else:
        _agreed(conn, offer, now)


def _agreed(conn: sa.Connection, offer: sa.Row[Any], now: datetime) -> None:
    """They are paired; the befriender is asked when visits would suit."""
    made = pairings.pair(
        conn,
        offer.community_id,
        offer.resident_id,
        offer.befriender_id,
        now,
        stands_in_for=offer.stands_in_for,
    )
    _set(conn, offer.id, state=AGREED, look_at=None, over_at=now)
    ask(conn, offer.community_id, offer.befriender_id, WHEN_SUITS, made, now)
    _tell(conn, offer, "offer_agreed", now)


def _came_to_nothing(
    conn: sa.Connection,
    offer: sa.Row[Any],
    state: str,
    now: datetime,
    gone: Collection[int] = (),
) -> None:
    """Whoever proposed it hears so. A befriender who said yes hears only that it was not to be, in
    the same words whatever came between.
    """
    _set(conn, offer.id, state=state, look_at=None, over_at=now)
    if offer.stands_in_for is not None:
        pairings.change(conn, offer.stands_in_for, seeks_at=now)
    elif not state.endswith("_unclear"):  # then somebody has read what they said
        _tell(conn, offer, f"offer_{state}", now)
    if offer.state == WITH_RESIDENT and offer.befriender_id not in gone:
        both = (offer.resident_id, offer.befriender_id)
        news = News("not_this_time", offer.befriender_id, *both)
        pair_news.tell(conn, offer.community_id, [news], now)


def _tell(conn: sa.Connection, offer: sa.Row[Any], kind: str, now: datetime) -> None:
    news = News(kind, offer.proposed_by, offer.resident_id, offer.befriender_id)
    pair_news.tell(conn, offer.community_id, [news], now)


def _set(conn: sa.Connection, offer_id: int, **values: Any) -> None:
    conn.execute(sa.update(pair_offer).where(pair_offer.c.id == offer_id).values(**values))


def leave(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These people left: nobody is asked about them any more."""
    theirs = pair_offer.c.resident_id.in_(ids) | pair_offer.c.befriender_id.in_(ids)
    live = sa.select(pair_offer).where(theirs, pair_offer.c.state.in_(LIVE))
    query = live.order_by(pair_offer.c.id).with_for_update()
    for offer in list(conn.execute(query)) if ids else []:
        _came_to_nothing(conn, offer, DROPPED, now, gone=ids)


def give_up(conn: sa.Connection, ids: Collection[int], now: datetime) -> int:
    """Nothing has come back to these for so long that somebody is told."""
    found = [row for row in seen(conn, ids).values() if row.look_at and row.look_at <= now]
    for row in found:
        asked = row.befriender_id if row.state == WITH_BEFRIENDER else row.resident_id
        answered(conn, row.id, asked, "silent", now)
    return len(found)
