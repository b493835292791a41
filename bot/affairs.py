"""Affairs: what falls due about no one person, such as a favour that nobody has been asked yet.

Each is a kind of row with a due moment of its own. What it leads to for somebody is a nudge, so
that their turn is theirs alone.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

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


class Due(Protocol):
    """Finds what is due."""

    def __call__(self, conn: sa.Connection, now: datetime, limit: int) -> list[int]: ...


@dataclass(frozen=True, slots=True)
class Affair:
    """One kind of affair.

    due: the ids of what is due at a moment, the longest due first, at most so many. take: works
    these off in one transaction, and returns how many; whoever else is at one of them has it.
    next_due: when the next one falls due after a moment. first: it goes before all else that is
    due, however much that is: somebody may be in danger.
    """

    name: str
    due: Due
    take: Callable[[sa.Connection, Community, Collection[int], datetime], int]
    next_due: Callable[[sa.Connection, datetime], datetime | None]
    first: bool = False


AFFAIRS: Final[tuple[Affair, ...]] = (
    Affair("visits", visits.due, visiting.take, visits.next_due),
    Affair("concerns", concerns_due.due, concerns.take, concerns_due.next_due, first=True),
    Affair("broadcasts", broadcast_ends.due, broadcasting.take, broadcast_ends.next_look),
    Affair("chats", introductions.due, introducing.take_chats, introductions.next_due),
    Affair("groups", groups.due, introducing.take_groups, groups.next_due),
    Affair("pairs who share", group_looks.looks_due, introducing.take_looks, group_looks.next_look),
    Affair("sayings", sayings.due, holding.remind, sayings.next_due),
    Affair("favours", favours_due.due, matching.take, favours_due.next_due),
    Affair("activities", activities.behind, directory.take, activities.next_fading),
    Affair("company", going_together.due, going.bring_together, going_together.next_due),
    Affair("outings of long ago", outings.long_over, going.close, outings.next_long_over),
    Affair("takeovers", takeovers.due, taking_over.expire, takeovers.next_due),
    Affair("freshness", freshness.due, freshening.take, freshness.next_due),
    Affair("rota", duty.to_warn, rota.warn, duty.next_warning),
    Affair("new befrienders", newcomers.due, growing.take_newcomers, newcomers.next_due),
    Affair("pair offers", pair_offers.due, pairing.give_up_offers, pair_offers.next_due),
    Affair("visit days", rhythm_offers.due, pairing.give_up_suggestions, rhythm_offers.next_due),
    Affair("rests", pairings.rests_due, pairing.settle_rests, pairings.next_rest),
    Affair("stand-ins", pairings.seeks_due, pairing.seek_stand_ins, pairings.next_seek),
    Affair("polls", polls.due, asking_around.take, polls.next_due),
)


def next_moment(conn: sa.Connection, now: datetime) -> datetime | None:
    """When the next affair of any kind falls due, after now."""
    moments = (affair.next_due(conn, now) for affair in AFFAIRS)
    return min((moment for moment in moments if moment is not None), default=None)
