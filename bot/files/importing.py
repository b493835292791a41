"""People from a spreadsheet are written down: new ones, and known ones brought up to date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from bot.files.spreadsheet import COLUMNS as COLUMNS
from bot.files.spreadsheet import ROLES as ROLES
from bot.files.spreadsheet import NotATable as NotATable
from bot.files.spreadsheet import Phones as Phones
from bot.files.spreadsheet import Problem as Problem
from bot.files.spreadsheet import Row as Row
from bot.files.spreadsheet import read as read
from flows.facts import NudgePlanned
from flows.facts.learned import Learned
from flows.residents.first_months import later_questions
from flows.residents.getting_to_know import LOVED, tagged
from flows.residents.joining import HELLO_LATE_BY
from flows.rhythm import next_hello
from flows.world import Person
from store import consents, learned, locations, naming, people, remembering, skills, trusting
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
    is not turned into a yes. A few statements for all the rows, however many they are.
    """
    at = people.at_addresses(conn, community.id, [each for row in rows for each in row.addresses])
    kept = {each.id: each for each in people.lock(conn, {each.person_id for each in at.values()})}
    problems, listed = _whose(rows, at)
    ids = _new_people(conn, community, sum(each is None for _, each in listed), now)
    found = [(row, ids.pop(0) if known is None else known) for row, known in listed]
    theirs = _Theirs(conn, community.id, now, found, kept, consents.answers(conn, kept))
    theirs.describe()
    theirs.place()
    theirs.add_addresses()
    theirs.add_roles()
    theirs.add_consents()
    theirs.keep_interests()
    theirs.plan_hellos()
    tally.problems += problems  # at the very end: a transaction that is tried again counts once
    theirs.count(tally)


Listed = list[tuple[Row, int | None]]


def _whose(rows: list[Row], at: Mapping[Where, AddressRow]) -> tuple[list[Problem], Listed]:
    """Whose each row is, None for somebody new; and the rows that are about two people at once."""
    problems: list[Problem] = []
    listed: Listed = []
    for row in rows:
        ids = {at[where].person_id for where in row.addresses if where in at}
        if len(ids) > 1:
            says = "the phone and the telegram_id belong to two different people"
            problems.append(Problem(row.line, says))
        else:
            listed.append((row, next(iter(ids), None)))
    return problems, listed


def _new_people(conn: sa.Connection, community: Community, count: int, now: datetime) -> list[int]:
    if not count:
        return []
    made = sa.insert(person).returning(person.c.id, sort_by_parameter_order=True)
    row = {"community_id": community.id, "zone": community.zone, "created_at": now}
    return list(conn.execute(made, [row] * count).scalars())


@dataclass(frozen=True, slots=True)
class _Theirs:
    """The rows of one transaction, each with whose it is, and what was known before."""

    conn: sa.Connection
    community_id: int
    now: datetime
    rows: list[tuple[Row, int]]
    kept: Mapping[int, sa.Row[Any]]
    answered: Mapping[int, Mapping[str, Answered]]

    def describe(self) -> None:
        """What the spreadsheet is silent about stays as it is; so do their own words."""
        own = learned.theirs_already(self.conn, [each for _, each in self.rows], LOVED)
        told = [
            {"row_id": person_id}
            | {f"new_{name}": getattr(row, name) for name in _TOLD}
            | ({"new_interests": ""} if person_id in own else {})
            for row, person_id in self.rows
        ]
        if told:
            self.conn.execute(_DESCRIBE, told)
            naming.note(self.conn, [person_id for row, person_id in self.rows if row.name])

    def place(self) -> None:
        """Who has a postcode in the spreadsheet is put on the map."""
        ids = [person_id for row, person_id in self.rows if row.postcode]
        locations.place_people(self.conn, self.community_id, ids)
        skills.note(self.conn, ids)

    def add_addresses(self) -> None:
        """The first is the preferred one of somebody new; who is known has chosen already."""
        rows = [
            {
                **self._ours(person_id),
                "channel": channel,
                "value": value,
                "preferred": nth == 0 and person_id not in self.kept,
                "confirmed_at": self.now,
                "trusted_at": self.now,
                "created_at": self.now,
            }
            for row, person_id in self.rows
            for nth, (channel, value) in enumerate(row.addresses)
        ]
        if rows:
            self.conn.execute(insert_ignore(address, self.conn), rows)
            trusting.trust(self.conn, self.community_id, rows, self.now)

    def add_roles(self) -> None:
        """Roles are added to those they have."""
        rows = [
            {**self._ours(person_id), "role": each, "since": self.now}
            for row, person_id in self.rows
            for each in row.roles
        ]
        if rows:
            self.conn.execute(insert_ignore(role, self.conn), rows)

    def add_consents(self) -> None:
        """Every answer that is news, as an answer that came by import."""
        rows = [
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
            for row, person_id in self.rows
            for purpose, given in row.consents.items()
            if _is_news(given, self._before(person_id, purpose))
        ]
        consents.add(self.conn, rows)

    def keep_interests(self) -> None:
        """What they enjoy, as if it were an answer. What they told us or had us forget stands."""
        told = [(row, person_id) for row, person_id in self.rows if row.interests]
        ids = [person_id for _, person_id in told]
        theirs = learned.theirs_already(self.conn, ids, LOVED)
        known = [
            Decided(Learned(LOVED, row.interests, tagged(row.interests)), self.community_id,
                    person_id, self.now, HOW)
            for row, person_id in told
            if person_id not in theirs
        ]  # fmt: skip
        remembering.remember(self.conn, known)

    def plan_hellos(self) -> None:
        """Residents get hellos from the next due day, unless they have joined or said STOP."""
        ids = [
            person_id
            for row, person_id in self.rows
            if "resident" in row.roles and not self._stopped(person_id)
        ]
        joining = (person.c.id.in_(ids), person.c.joined_at.is_(None))
        joined = sa.update(person).where(*joining).values(joined_at=self.now)
        decided = []
        new = self.conn.execute(joined.returning(*_RHYTHM)).all()
        for each in sorted(new, key=lambda each: each.id):
            hello = NudgePlanned("hello", next_hello(_person(each), self.now), HELLO_LATE_BY)
            later = later_questions(_person(each), self.now)
            for planned in (hello, *later):
                decided.append(Decided(planned, self.community_id, each.id, self.now, HOW))
        remembering.remember(self.conn, decided)

    def count(self, tally: Tally) -> None:
        """Say what was done."""
        for row, person_id in self.rows:
            tally.known += person_id in self.kept
            tally.new += person_id not in self.kept
            if "resident" in row.roles:
                tally.stopped += self._stopped(person_id)
                tally.no_hello += not self._may_visit(row, person_id)

    def _ours(self, person_id: int) -> dict[str, Any]:
        return {"community_id": self.community_id, "person_id": person_id}

    def _before(self, person_id: int, purpose: str) -> Answered | None:
        return self.answered.get(person_id, {}).get(purpose)

    def _stopped(self, person_id: int) -> bool:
        kept = self.kept.get(person_id)
        return kept is not None and kept.stopped_at is not None

    def _may_visit(self, row: Row, person_id: int) -> bool:
        before, given = self._before(person_id, "visits"), row.consents.get("visits")
        if given is not None and _is_news(given, before):
            return given
        return before is not None and before.given


_TOLD: Final = ("name", "postcode", "interests", "source", "language")

_DESCRIBE: Final = (
    sa.update(person)
    .where(person.c.id == sa.bindparam("row_id"))
    .values(
        {
            name: sa.func.coalesce(
                sa.func.nullif(sa.bindparam(f"new_{name}", type_=sa.Text), ""), person.c[name]
            )
            for name in _TOLD
        }
    )
)
_RHYTHM: Final = (
    person.c.id,
    person.c.zone,
    person.c.hello_weekday,
    person.c.hello_at,
)


def _is_news(given: bool, before: Answered | None) -> bool:
    """Whether this answer is to be added: not one we have, nor a yes over a no of their own."""
    if before is None:
        return True
    if before.given == given:
        return False
    return not given or before.how == HOW


def _person(row: sa.Row[Any]) -> Person:
    return Person(row.id, zone=row.zone, hello_weekday=row.hello_weekday, hello_at=row.hello_at)
