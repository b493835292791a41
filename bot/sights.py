"""Sights: what a turn may look at beyond the person themself, loaded only for whoever needs it.

A flow names the sights it sees; each is loaded for all of a wave at once, by one function, and
stands in the World under its own name.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from bot.knowing import Known
from bot.rounds import (
    asking_around,
    caring,
    events,
    freshening,
    going,
    growing,
    helping,
    holding,
    homecomings,
    introducing,
    matching,
    naming,
    pair_sights,
    proving,
    sharing,
    suggesting,
    taking_over,
    team_left,
    visiting,
)
from bot.seeing import Look, Seeing, Wish
from store.communities import Community

SIGHTS: Final[dict[str, Look]] = {
    "listed": freshening.look_at_listed,
    "outing": going.look,
    "asked_along": going.look_along,
    "poll": asking_around.look,
    "drafting": events.look_at_draft,
    "known_events": events.look_at_known,
    "invited": events.look_at_invited,
    "still_on": freshening.look,
    "chat": introducing.look_at_chat,
    "favour": matching.look,
    "held": holding.look,
    "growing": growing.look,
    "home": homecomings.look,
    "my_pairs": pair_sights.look_at_mine,
    "pair_up": pair_sights.look_at_named,
    "pair_offer": pair_sights.look_at_offer,
    "pair_news": pair_sights.look_at_news,
    "suggestion": pair_sights.look_at_suggestion,
    "named": naming.look,
    "proof": proving.look,
    "taken_over": taking_over.look,
    "left": team_left.look,
    "holders": taking_over.look_at_holders,
    "notes": taking_over.look_at_notes,
    "near": suggesting.look,
    "sharing": sharing.look,
    "stand_in": visiting.look_at_stand_in,
    "visit_named": visiting.look_at_named,
    "visits": visiting.look,
    "caring": caring.look,
    "help": helping.look,
    "rota": caring.look_at_rota,
    "swap": caring.look_at_swap,
}


def show(
    conn: sa.Connection,
    community: Community,
    known: Mapping[int, Known],
    wishes: Mapping[int, Wish],
    now: datetime,
) -> dict[int, Known]:
    """The same people, seeing what their turns asked for."""
    shown = dict(known)
    wished = {name for wish in wishes.values() for name in wish.sights}
    for name in sorted(wished):
        looking = [
            Seeing(each, shown[each].row, wish.subject, wish.answers)
            for each, wish in wishes.items()
            if name in wish.sights
        ]
        for person_id, seen in SIGHTS[name](conn, community, looking, now).items():
            more: dict[str, Any] = {name: seen}
            world = replace(shown[person_id].world, **more)
            shown[person_id] = replace(shown[person_id], world=world)
    return shown
