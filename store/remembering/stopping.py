"""STOP and START, kept as consents, with all that follows from them."""

from typing import Any

import sqlalchemy as sa

from flows import facts
from store import (
    consents,
    conversations,
    favours_left,
    homecomings,
    introductions,
    messages,
    newcomers,
    nudges,
    pair_rests,
    takeovers,
    team_left,
)
from store.people import address
from store.remembering.decided import Decided, Keep, Several, change_people, row_of


def stopped(conn: sa.Connection, several: Several) -> None:
    """STOP: kept as a consent withdrawn, and nothing that was planned or queued goes out."""
    now = several[0].at
    consents.add(conn, [_texts(each, given=False) for each in several])
    change_people(conn, several, stopped_at=now)
    ids = [each.person_id for each in several]
    nudges.cancel(conn, ids, "stopped", now)
    messages.drop_queued(conn, ids, "stop")
    introductions.leave(conn, ids, now)
    favours_left.let_go(conn, ids, now)
    pair_rests.left(conn, ids, now)
    takeovers.stopped(conn, ids, now)
    team_left.stopped(conn, ids, now)
    open_ones = conversations.open_with(conn, ids).values()
    conversations.end(conn, [talk.id for talk in open_ones], now)


def restarted(conn: sa.Connection, several: Several) -> None:
    """START: their own yes to hearing from us again, at the address they said it from."""
    consents.add(conn, [_texts(each, given=True) for each in several])
    change_people(conn, several, stopped_at=None, paused_at=None, paused_until=None)
    homecomings.over(conn, [each.person_id for each in several], several[0].at)
    newcomers.begin_again(conn, [each.person_id for each in several])
    pair_rests.settle(conn, [each.person_id for each in several], several[0].at)
    said_at = [each.address_id for each in several if each.address_id is not None]
    reopened = sa.update(address).where(address.c.id.in_(said_at))
    conn.execute(reopened.values(state="open", code=""))


def _texts(each: Decided, *, given: bool) -> dict[str, Any]:
    return row_of(
        each,
        purpose=consents.TEXTS,
        given=given,
        asked="",
        said=each.fact.words,
        how=each.channel,
        source="",
        at=each.at,
    )


KEEPS: dict[type, Keep] = {
    facts.Stopped: stopped,
    facts.Restarted: restarted,
}
