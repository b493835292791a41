"""Home from hospital: what their flow sees, and a coordinator's word that somebody is home."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot import knowing, turns
from flows.engine import Conversation, Turn
from flows.facts import NudgePlanned
from flows.facts.hellos import CameHome, LooksDropped
from flows.home_month import FIRST, LOOK_LATE_BY, PURPOSE
from flows.world import World
from flows.world.home import Homecoming
from store import circles, homecomings, needs, people
from store.communities import Community

if TYPE_CHECKING:
    from bot.seeing import Seeing


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Homecoming]:
    """The sight `home`: whether they have been asked of their circle, and what they still lack.

    Of who is reminded of somebody in hospital: whether they are there still.
    """
    ids = [each.person_id for each in looking]
    asked, lacking = circles.asked(conn, ids), needs.open_ones(conn, ids)
    there = homecomings.away(conn, {each.subject for each in looking} - {0})
    return {
        each.person_id: Homecoming(
            each.person_id in asked, each.person_id in lacking, there.get(each.subject)
        )
        for each in looking
    }


def welcome_home(conn: sa.Connection, community: Community, person_id: int, now: datetime) -> bool:
    """A coordinator knows that somebody is home: the month begins with the next waking hour.

    Returns whether it does: not for whoever has not joined, or has said STOP.
    """
    known = knowing.load(conn, community, [person_id], now)
    theirs = known.get(person_id)
    if theirs is None or not theirs.world.person.joined or theirs.world.person.stopped:
        return False
    turns.save(conn, community, [turns.take(theirs, _home)], now)
    return True


def welcome_home_at(conn: sa.Connection, community: Community, number: str, now: datetime) -> bool:
    """The same, by their phone number."""
    wheres = [(channel, number) for channel in ("sms", "phone")]
    known = people.at_addresses(conn, community.id, wheres)
    begun = {
        welcome_home(conn, community, each.person_id, now)
        for each in sorted(known.values(), key=lambda address: address.person_id)
    }
    return True in begun


def _home(conversation: Conversation | None, world: World) -> Turn:
    first = NudgePlanned(PURPOSE, world.now, LOOK_LATE_BY, FIRST)
    return Turn(conversation, (), (CameHome(), LooksDropped(), first))
