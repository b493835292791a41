"""Affairs: what falls due about no one person, such as a favour that nobody has been asked yet.

Each is a kind of row with a due moment of its own. What it leads to for somebody is a nudge, so
that their turn is theirs alone.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from bot.rounds import (
    asking_around,
    broadcasting,
    concerns,
    directory,
    freshening,
    going,
    growing,
    holding,
    introducing,
    matching,
    pairing,
    rota,
    taking_over,
    visiting,
)
from store import (
    activities,
    broadcast_ends,
    concerns_due,
    duty,
    favours_due,
    freshness,
    going_together,
    group_looks,
    groups,
    introductions,
    newcomers,
    outings,
    pair_offers,
    pairings,
    polls,
    rhythm_offers,
    sayings,
    takeovers,
    visits,
)
from store.communities import Community
from store.due_rows import DueBy, DueRows


@dataclass(frozen=True, slots=True)
class Affair:
    """One kind of affair.

    rows: what is due at a moment, and when the next is. take: works these off in one transaction,
    and returns how many; whoever else is at one of them has it. first: it goes before all else
    that is due, however much that is: somebody may be in danger.
    """

    name: str
    rows: DueRows | DueBy
    take: Callable[[sa.Connection, Community, Collection[int], datetime], int]
    first: bool = False


AFFAIRS: Final[tuple[Affair, ...]] = (
    Affair("visits", visits.DUE, visiting.take),
    Affair("concerns", concerns_due.DUE, concerns.take, first=True),
    Affair("broadcasts", broadcast_ends.DUE, broadcasting.take),
    Affair("chats", introductions.DUE, introducing.take_chats),
    Affair("groups", groups.DUE, introducing.take_groups),
    Affair(
        "pairs who share",
        DueBy(group_looks.looks_due, group_looks.next_look),
        introducing.take_looks,
    ),
    Affair("sayings", sayings.DUE, holding.remind),
    Affair("favours", favours_due.DUE, matching.take),
    Affair("activities", DueBy(activities.behind, activities.next_fading), directory.take),
    Affair("company", going_together.DUE, going.bring_together),
    Affair("outings of long ago", DueBy(outings.long_over, outings.next_long_over), going.close),
    Affair("takeovers", takeovers.DUE, taking_over.expire),
    Affair("freshness", DueBy(freshness.due, freshness.next_due), freshening.take),
    Affair("rota", duty.DUE, rota.warn),
    Affair("new befrienders", newcomers.DUE, growing.take_newcomers),
    Affair("pair offers", pair_offers.DUE, pairing.give_up_offers),
    Affair("visit days", rhythm_offers.DUE, pairing.give_up_suggestions),
    Affair("rests", pairings.RESTS, pairing.settle_rests),
    Affair("stand-ins", pairings.SEEKS, pairing.seek_stand_ins),
    Affair("polls", polls.DUE, asking_around.take),
)


def due(
    conn: sa.Connection, affairs: Collection[Affair], now: datetime, limit: int
) -> list[list[int]]:
    """What is due of each of these, looked for in one transaction."""
    return [affair.rows.due(conn, now, limit) for affair in affairs]


def next_moment(conn: sa.Connection, now: datetime) -> datetime | None:
    """When the next affair of any kind falls due, after now."""
    moments = (affair.rows.next_due(conn, now) for affair in AFFAIRS)
    return min((moment for moment in moments if moment is not None), default=None)
