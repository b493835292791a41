"""People from a spreadsheet: each row checked by itself, and every bad one named by its line."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import phonenumbers
import sqlalchemy as sa

from flows.facts import NudgePlanned
from flows.hearing import Postcode
from flows.residents.joining import HELLO_LATE_BY
from flows.rhythm import next_hello
from flows.world import Person
from store import consents, people, remembering
from store.communities import Community
from store.database import insert_ignore
from store.people import address, person, role
from store.remembering import Decided

COLUMNS: Final = (
    "name", "phone", "telegram_id", "roles", "language", "postcode", "interests",
    "consent_visits", "consent_events", "consent_stories", "source",
)  # fmt: skip
ROLES: Final = ("resident", "befriender", "coordinator")
AT_ONCE: Final = 500  # rows written in one transaction


@dataclass(frozen=True, slots=True)
class Row:
    """One person as the spreadsheet tells of them. Phone is E.164."""

    line: int
    name: str
    addresses: tuple[tuple[str, str], ...]  # channel, value: the first is the preferred one
    roles: tuple[str, ...]
    language: str = "en"
    postcode: str = ""
    interests: str = ""
    consents: dict[str, bool] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one line, and what to put there instead. Quotes nobody's details."""

    line: int
    says: str


class NotATable(ValueError):
    """The file as a whole can't be read; the text says what to do."""


def read(text: str, phone_channel: str = "sms") -> tuple[list[Row], list[Problem]]:
    """The good rows and the bad ones' problems. Raises NotATable if the file makes no sense."""
    table = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    names = [(name or "").strip().lower() for name in table.fieldnames or []]
    if "roles" not in names or not {"phone", "telegram_id"} & set(names):
        raise NotATable("the first line must name the columns: " + ",".join(COLUMNS))
    unknown = [name for name in names if name and name not in COLUMNS]
    if unknown:
        raise NotATable(
            f"there is no column called {unknown[0]}; the columns are {','.join(COLUMNS)}"
        )
    table.fieldnames = names
    rows: list[Row] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    try:
        for fields in table:
            if any(isinstance(value, str) and value.strip() for value in fields.values()):
                _read_row(table.line_num, fields, phone_channel, seen, rows, problems)
    except csv.Error as error:
        raise NotATable(f"line {table.line_num} is not CSV: {error}") from error
    return rows, problems


def _read_row(
    line: int,
    fields: dict[str, str | None],
    phone_channel: str,
    seen: dict[tuple[str, str], int],
    rows: list[Row],
    problems: list[Problem],
) -> None:
    said: list[str] = []
    if None in fields:
        said.append("there are more fields than columns: put quotes round a field with a comma")
    get = {
        name: " ".join((value or "").replace("\0", "").split())
        for name, value in fields.items()
        if name
    }
    addresses = tuple(_addresses(get, phone_channel, said))
    roles = tuple(_roles(get.get("roles", ""), said))
    answers = dict(_consents(get, said))
    postcode = _postcode(get.get("postcode", ""), said)
    for where in addresses:
        if where in seen:
            said.append(f"this {_called(where[0])} is on line {seen[where]} already")
    if said:
        problems += [Problem(line, each) for each in said]
        return
    seen.update(dict.fromkeys(addresses, line))
    language = get.get("language", "") or "en"
    rows.append(
        Row(
            line,
            get.get("name", ""),
            addresses,
            roles,
            language,
            postcode,
            get.get("interests", ""),
            answers,
            get.get("source", ""),
        )
    )


def _called(channel: str) -> str:
    return "telegram_id" if channel == "telegram" else "phone"


def _addresses(
    get: dict[str, str], phone_channel: str, said: list[str]
) -> Iterable[tuple[str, str]]:
    phone, telegram = get.get("phone", ""), get.get("telegram_id", "")
    if not phone and not telegram:
        said.append("there is neither a phone nor a telegram_id")
    if phone:
        number = _e164(phone)
        if number is None:
            said.append("the phone is not a number that can be texted: write it like +447700900123")
        else:
            yield phone_channel, number
    if telegram:
        if telegram.lstrip("-").isdecimal() and len(telegram) <= 20:
            yield "telegram", telegram
        else:
            said.append("the telegram_id must be a number")


def _e164(phone: str) -> str | None:
    try:
        parsed = phonenumbers.parse(phone, "GB")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _roles(text: str, said: list[str]) -> Iterable[str]:
    named = [each.strip().lower() for each in text.split(";") if each.strip()]
    if not named:
        said.append("there is no role: resident, befriender or coordinator, several with ;")
    for each in named:
        if each not in ROLES:
            said.append("a role must be resident, befriender or coordinator, several with ;")
    return [each for each in dict.fromkeys(named) if each in ROLES]


def _consents(get: dict[str, str], said: list[str]) -> Iterable[tuple[str, bool]]:
    for purpose in consents.PURPOSES:
        answer = get.get(f"consent_{purpose}", "").lower()
        if answer in ("yes", "no"):
            yield purpose, answer == "yes"
        elif answer:
            said.append(f"consent_{purpose} must be yes or no")


def _postcode(text: str, said: list[str]) -> str:
    if not text:
        return ""
    heard = Postcode().heard(text)
    if heard is None or heard.outcome != "heard":
        said.append("the postcode is not one: write it like SO16 2AB")
        return ""
    return heard.value


# ── writing them down ───────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Tally:
    """What an import did."""

    new: int = 0
    known: int = 0
    stopped: int = 0  # known, and they have said STOP: that stays
    no_hello: int = 0  # residents without a yes to visits


def write(
    conn: sa.Connection, community: Community, rows: list[Row], now: datetime, tally: Tally
) -> None:
    """Write these people down. Who is known by an address is brought up to date; a STOP stays."""
    for row in rows:
        known = people.at_addresses(conn, community.id, row.addresses)
        if known:
            person_id = next(iter(known.values())).person_id
            tally.known += 1
        else:
            person_id = _new_person(conn, community, row, now)
            tally.new += 1
        _write_row(conn, community, row, person_id, now, tally)


def _new_person(conn: sa.Connection, community: Community, row: Row, now: datetime) -> int:
    made = sa.insert(person).values(community_id=community.id, zone=community.zone, created_at=now)
    person_id: int = conn.execute(made.returning(person.c.id)).scalar_one()
    return person_id


def _write_row(
    conn: sa.Connection, community: Community, row: Row, person_id: int, now: datetime, tally: Tally
) -> None:
    ours = {"community_id": community.id, "person_id": person_id}
    told = {"name": row.name, "postcode": row.postcode, "interests": row.interests,
            "source": row.source, "language": row.language}  # fmt: skip
    known = {name: value for name, value in told.items() if value}
    conn.execute(sa.update(person).where(person.c.id == person_id).values(known))
    conn.execute(
        insert_ignore(address, conn),
        [
            {**ours, "channel": channel, "value": value, "preferred": nth == 0, "state": "open",
             "code": "", "confirmed_at": now, "created_at": now}
            for nth, (channel, value) in enumerate(row.addresses)
        ],
    )  # fmt: skip
    conn.execute(
        insert_ignore(role, conn), [{**ours, "role": each, "since": now} for each in row.roles]
    )
    consents.add(conn, [
        {**ours, "purpose": purpose, "given": given, "asked": "(import)", "said": "yes" if given else "no",
         "how": "import", "source": row.source, "at": now}
        for purpose, given in row.consents.items()
    ])  # fmt: skip
    if "resident" in row.roles:
        _as_resident(conn, community, row, person_id, now, tally)


def _as_resident(
    conn: sa.Connection, community: Community, row: Row, person_id: int, now: datetime, tally: Tally
) -> None:
    """They get hellos from the next due day, unless they have said STOP."""
    [kept] = people.lock(conn, [person_id])
    if not row.consents.get("visits", False):
        tally.no_hello += 1
    if kept.stopped_at is not None:
        tally.stopped += 1
        return
    if kept.joined_at is not None:
        return
    joined = sa.update(person).where(person.c.id == person_id).values(joined_at=now)
    conn.execute(joined)
    them = Person(
        person_id, zone=kept.zone, hello_weekday=kept.hello_weekday, hello_at=kept.hello_at
    )
    hello = NudgePlanned("hello", next_hello(them, now), HELLO_LATE_BY)
    remembering.remember(conn, [Decided(hello, community.id, person_id, now, "import")])


Progress = Callable[[int], None]
