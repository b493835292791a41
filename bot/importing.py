"""People from a spreadsheet are written down: new ones, and known ones brought up to date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from bot.spreadsheet import COLUMNS as COLUMNS
from bot.spreadsheet import ROLES as ROLES
from bot.spreadsheet import NotATable as NotATable
from bot.spreadsheet import Problem as Problem
from bot.spreadsheet import Row as Row
from bot.spreadsheet import read as read
from flows.facts import NudgePlanned
from flows.residents.joining import HELLO_LATE_BY
from flows.rhythm import next_hello
from flows.world import Person
from store import consents, people, remembering
from store.communities import Community
from store.consents import Answered
from store.database import insert_ignore
from store.people import AddressRow, Where, address, person, role
from store.remembering import Decided

AT_ONCE: Final = 500
"""Rows written in one transaction."""

HOW: Final = "import"


@dataclass(slots=True)
class Tally:
    """What an import did."""

    new: int = 0
    known: int = 0
    stopped: int = 0  # known, and they have said STOP: that stays
    no_hello: int = 0  # residents without a yes to visits
    problems: list[Problem] = field(default_factory=list)  # lines left out after all


def write(
    conn: sa.Connection, community: Community, rows: list[Row], now: datetime, tally: Tally
) -> None:
    """Write these people down. Who is known by an address is brought up to date; a STOP stays.

    The words people have given us themselves count for more than a spreadsheet: a no of theirs
    is not turned into a yes.
    """
    wheres = [where for row in rows for where in row.addresses]
    known = people.at_addresses(conn, community.id, wheres)
    ids = {at.person_id for at in known.values()}
    import_ = _Import(
        conn,
        community,
        now,
        known,
        {row.id: row for row in people.lock(conn, ids)},
        consents.answers(conn, ids),
    )
    done = [import_.row(row) for row in rows]
    for each in done:  # at the very end: a transaction that is tried again counts once
        tally.new += each.new
        tally.known += each.known
        tally.stopped += each.stopped
        tally.no_hello += each.no_hello
        tally.problems += each.problems


@dataclass(frozen=True, slots=True)
class _Import:
    """One transaction's worth of an import, and who of it was known before."""

    conn: sa.Connection
    community: Community
    now: datetime
    at: Mapping[Where, AddressRow]
    kept: Mapping[int, sa.Row[Any]]
    answered: Mapping[int, Mapping[str, Answered]]

    def row(self, row: Row) -> Tally:
        """Write one person down."""
        ids = {self.at[where].person_id for where in row.addresses if where in self.at}
        if len(ids) > 1:
            says = "the phone and the telegram_id belong to two different people"
            return Tally(problems=[Problem(row.line, says)])
        known_id = next(iter(ids), None)
        person_id = self._new_person() if known_id is None else known_id
        self._describe(row, person_id)
        self._add_addresses(row, person_id, new=known_id is None)
        self._add_roles(row, person_id)
        self._add_consents(row, person_id)
        tally = Tally(new=int(known_id is None), known=int(known_id is not None))
        if "resident" in row.roles:
            self._as_resident(row, person_id, tally)
        return tally

    def _new_person(self) -> int:
        community = self.community
        made = sa.insert(person).values(
            community_id=community.id, zone=community.zone, created_at=self.now
        )
        person_id: int = self.conn.execute(made.returning(person.c.id)).scalar_one()
        return person_id

    def _describe(self, row: Row, person_id: int) -> None:
        """What the spreadsheet is silent about stays as it is."""
        names = ("name", "postcode", "interests", "source", "language")
        told = {name: value for name in names if (value := getattr(row, name))}
        if told:
            same = person.c.id == person_id
            self.conn.execute(sa.update(person).where(same).values(told))

    def _ours(self, person_id: int) -> dict[str, Any]:
        return {"community_id": self.community.id, "person_id": person_id}

    def _add_addresses(self, row: Row, person_id: int, *, new: bool) -> None:
        """The first is the preferred one of somebody new; who is known has chosen already."""
        common = {**self._ours(person_id), "confirmed_at": self.now, "created_at": self.now}
        rows = [
            {**common, "channel": channel, "value": value, "preferred": new and nth == 0}
            for nth, (channel, value) in enumerate(row.addresses)
        ]
        self.conn.execute(insert_ignore(address, self.conn), rows)

    def _add_roles(self, row: Row, person_id: int) -> None:
        rows = [{**self._ours(person_id), "role": each, "since": self.now} for each in row.roles]
        self.conn.execute(insert_ignore(role, self.conn), rows)

    def _add_consents(self, row: Row, person_id: int) -> None:
        before = self.answered.get(person_id, {})
        consents.add(
            self.conn,
            [
                {
                    **self._ours(person_id),
                    "purpose": purpose,
                    "given": given,
                    "asked": "(import)",
                    "said": "yes" if given else "no",
                    "how": HOW,
                    "source": row.source,
                    "at": self.now,
                }
                for purpose, given in row.consents.items()
                if _is_news(given, before.get(purpose))
            ],
        )

    def _as_resident(self, row: Row, person_id: int, tally: Tally) -> None:
        """They get hellos from the next due day, unless they have said STOP."""
        tally.no_hello = int(not self._may_visit(row, person_id))
        kept = self.kept.get(person_id)
        if kept is not None and kept.stopped_at is not None:
            tally.stopped = 1
            return
        if kept is not None and kept.joined_at is not None:
            return
        joined = sa.update(person).where(person.c.id == person_id).values(joined_at=self.now)
        row_now = self.conn.execute(joined.returning(*_RHYTHM)).one()
        them = Person(person_id, **row_now._mapping)
        hello = NudgePlanned("hello", next_hello(them, self.now), HELLO_LATE_BY)
        decided = Decided(hello, self.community.id, person_id, self.now, HOW)
        remembering.remember(self.conn, [decided])

    def _may_visit(self, row: Row, person_id: int) -> bool:
        before = self.answered.get(person_id, {}).get("visits")
        given = row.consents.get("visits")
        if given is not None and _is_news(given, before):
            return given
        return before is not None and before.given


_RHYTHM: Final = (person.c.zone, person.c.hello_weekday, person.c.hello_at)


def _is_news(given: bool, before: Answered | None) -> bool:
    """Whether this answer is to be added: not one we have, nor a yes over a no of their own."""
    if before is None:
        return True
    if before.given == given:
        return False
    return not given or before.how == HOW
