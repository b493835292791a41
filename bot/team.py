"""Who of the team is told of somebody: whoever is on duty, else everybody; and where they are."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cached_property

import sqlalchemy as sa

from bot.logs import get_logger
from flows.concerns.rota import Shift, in_turn, on_duty
from store import duty, pairings, people, unwanted
from store.communities import Community
from store.people import AddressRow

log = get_logger(__name__)

To = list[tuple[int, AddressRow | None]]
"""Who is told, and where; None: nowhere that they can be reached."""


class Team:
    """The coordinators of a project, looked up once a wave and only if somebody is told."""

    def __init__(self, conn: sa.Connection, community: Community, now: datetime) -> None:
        self._conn, self._community, self._now = conn, community, now
        self._where: dict[int, AddressRow | None] = {}

    @cached_property
    def everybody(self) -> list[int]:
        """Every coordinator who has not said STOP, the longest there first."""
        return people.coordinators(self._conn, self._community.id)

    @cached_property
    def shifts(self) -> list[Shift]:
        """The rota from now on."""
        rows = duty.ahead(self._conn, self._community.id, self._now)
        return [Shift(each.person_id, each.from_at, each.until_at, each.id) for each in rows]

    @cached_property
    def in_turn(self) -> tuple[int, ...]:
        """Every coordinator who can be reached: on duty first, then who comes next, then others."""
        order = in_turn(self.shifts, self.everybody, self._now)
        return tuple(each for each, at in self.where(order) if at is not None)

    @cached_property
    def on_duty(self) -> tuple[int, ...]:
        """Who is on duty and can be reached."""
        on = on_duty(self.shifts, self._now)
        return tuple(each for each in self.in_turn if each in on)

    def first(self, about: int | None, visits: int | None = None) -> To:
        """Who is told first of this person: on duty, else everybody, else whoever visits them."""
        on = [each for each in self.on_duty if each != about]
        if on:
            return self.where(on)
        if any(each != about for each in self.in_turn):
            return self.where(each for each in self.everybody if each != about)
        if not self.in_turn:  # where the only one is whom it is about, that is no fault
            log.error("no_coordinator_can_be_reached", person=about)
        if visits is None and about is not None:
            visits = self._visitor(about)
        instead = [each for each in self.where([visits or 0]) if each[1] is not None]
        return instead or self.where(each for each in self.everybody if each != about)

    def _visitor(self, about: int) -> int | None:
        """Whoever visits them, unless what is to be told may be of that visitor."""
        if about in unwanted.why(self._conn, [self._community.id], [about]):
            return None
        return (pairings.befrienders_of(self._conn, [about]).get(about) or (None,))[0]

    def where(self, ids: Iterable[int]) -> To:
        """Where each of these can be reached: on a channel that is set up, or nowhere."""
        ids = list(ids)
        self._look_up([each for each in ids if each not in self._where])
        return [(each, self._where[each]) for each in ids]

    def _look_up(self, ids: Collection[int]) -> None:
        stopped = people.stopped_among(self._conn, ids) if ids else frozenset()
        ids = [each for each in ids if each not in stopped]
        self._where |= dict.fromkeys(stopped)
        found = people.addresses_of(self._conn, ids) if ids else {}
        on = self._community.speaks_on
        for each in ids:
            open_ones = [at for at in found.get(each, []) if not on or at.channel in on]
            self._where[each] = people.reachable(open_ones)
