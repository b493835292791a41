"""Favours counted for the project: how many were asked, what came of them. Never for a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from store import hours
from store.favours import DONE, INTRODUCED, YES, favour, favour_ask, small_ask


@dataclass(frozen=True, slots=True)
class Counted:
    """What neighbours asked for and gave since some day.

    states: how many favours are in each state. asks: how many asks ended in each. givers,
    receivers: how many people gave and received something. both: how many did both. small: small
    asks of our own that were answered. minutes: as far as hours are counted.
    """

    states: Mapping[str, int]
    asks: Mapping[str, int]
    helped: int
    givers: int
    receivers: int
    both: int
    small: int
    minutes: int


def counted(conn: sa.Connection, community_id: int, since: datetime) -> Counted:
    """Count what was asked since then."""
    here = (favour.c.community_id == community_id, favour.c.asked_at >= since)
    asked = (favour_ask.c.community_id == community_id, favour_ask.c.asked_at >= since)
    given = sa.select(favour.c.helper_id, favour.c.person_id).where(
        *here, favour.c.state.in_((INTRODUCED, DONE)), favour.c.helped != "no"
    )
    pairs = conn.execute(given).all()
    givers, receivers = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    return Counted(
        states=_by(conn, favour.c.state, *here),
        asks=_by(conn, favour_ask.c.state, *asked),
        helped=_by(conn, favour.c.helped, *here).get(YES, 0),
        givers=len(givers),
        receivers=len(receivers),
        both=len(givers & receivers),
        small=_by(
            conn,
            small_ask.c.state,
            small_ask.c.community_id == community_id,
            small_ask.c.at >= since,
        ).get(YES, 0),
        minutes=hours.in_all(conn, community_id, since),
    )


def _by(
    conn: sa.Connection, column: sa.Column[str], *where: sa.ColumnElement[bool]
) -> dict[str, int]:
    query = sa.select(column, sa.func.count()).where(*where).group_by(column)
    return {row[0]: row[1] for row in conn.execute(query)}
