"""A spreadsheet of people: each row checked by itself, and every bad one named by its line."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import phonenumbers

from bot.channels.numbers import country_of, is_a_persons, is_abroad
from flows.hearing import Postcode
from store.consents import PURPOSES

COLUMNS: Final = (
    "name", "phone", "telegram_id", "roles", "language", "postcode", "interests",
    "consent_visits", "consent_events", "consent_stories", "source",
)  # fmt: skip
ROLES: Final = ("resident", "befriender", "coordinator")


@dataclass(frozen=True, slots=True)
class Row:
    """One person as the spreadsheet tells of them. Phone is E.164."""

    line: int
    name: str
    addresses: tuple[tuple[str, str], ...]  # channel, value: the first is the preferred one
    roles: tuple[str, ...]
    language: str = ""  # "": they have told of none
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


@dataclass(frozen=True, slots=True)
class Phones:
    """What phone numbers may be in it. `ours` are the numbers we speak from, `abroad` the
    countries (`PL`) whose numbers may be there though they are not ours.
    """

    channel: str = "sms"
    ours: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ()


def read(
    text: str, phone_channel: str = "sms", phones: Phones | None = None
) -> tuple[list[Row], list[Problem]]:
    """The good rows and the bad ones' problems. Raises NotATable if the file makes no sense."""
    phones = phones or Phones(phone_channel)
    table = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    try:
        table.fieldnames = _columns(table.fieldnames or [])
        for fields in table:
            if any(isinstance(value, str) and value.strip() for value in fields.values()):
                _read_row(table.line_num, fields, phones, seen, rows, problems)
    except csv.Error as error:
        raise NotATable(
            f"line {table.line_num} is not CSV: look for a quote that is never closed"
        ) from error
    return rows, problems


def _columns(first_line: Iterable[str]) -> list[str]:
    """The columns' names as we spell them. Raises NotATable for any that we don't know."""
    names = [name.strip().lower() for name in first_line]
    if len(names) == 1 and names[0].count(";") > 1:
        raise NotATable("the fields have semicolons between them: save it with commas")
    if "roles" not in names or not {"phone", "telegram_id"} & set(names):
        missing = "phone or telegram_id" if "roles" in names else "roles"
        columns = ",".join(COLUMNS)
        raise NotATable(f"the first line needs a column called {missing}; there are {columns}")
    for name in filter(None, names):
        if name not in COLUMNS:
            raise NotATable(f"a column has an unknown name; the columns are {','.join(COLUMNS)}")
        if names.count(name) > 1:
            raise NotATable(f"there are two columns called {name}: leave one out")
    return names


def _read_row(
    line: int,
    fields: dict[str, str | None],
    phones: Phones,
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
    addresses = tuple(_addresses(get, phones, said))
    roles = tuple(_roles(get.get("roles", ""), said))
    answers = dict(_consents(get, said))
    postcode = _postcode(get.get("postcode", ""), said)
    language = _language(get.get("language", ""), said)
    for where in addresses:
        if where in seen:
            said.append(f"this {_called(where[0])} is on line {seen[where]} already")
    if said:
        problems += [Problem(line, each) for each in said]
        return
    seen.update(dict.fromkeys(addresses, line))
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


def _addresses(get: dict[str, str], phones: Phones, said: list[str]) -> Iterable[tuple[str, str]]:
    phone, telegram = get.get("phone", ""), get.get("telegram_id", "")
    if not phone and not telegram:
        said.append("there is neither a phone nor a telegram_id")
    if phone:
        number = e164(phone)
        if number is None:
            said.append("the phone is not a number that can be texted: write it like +447700900123")
        elif refused := _refused(number, phones):
            said.append(refused)
        else:
            yield phones.channel, number
    if telegram:
        if telegram.lstrip("-").isdecimal() and len(telegram) <= 20:
            yield "telegram", telegram
        else:
            said.append("the telegram_id must be a number")


def _refused(number: str, phones: Phones) -> str:
    """Why nobody is written to at this number, "" if they are: each text there costs us dear."""
    if number in phones.ours:
        return "the phone is one of the project's own numbers"
    if not is_a_persons(number):
        return "the phone is a number that charges, or a short one: nobody can be texted there"
    if is_abroad(number, phones.ours, phones.abroad):
        says = "the phone is abroad, where texts cost more: to allow a country, add"
        return f"{says} --abroad {country_of(number)}"
    return ""


def e164(phone: str) -> str | None:
    """A phone number as it is kept, or None if it is none that can be texted."""
    try:
        parsed = phonenumbers.parse(phone, "GB")
    except phonenumbers.NumberParseException:
        return None
    is_one = re.fullmatch(r"[+(]?[\d\s().\-/]+", phone) and phonenumbers.is_possible_number(parsed)
    if not is_one:  # letters are a spreadsheet's 4.477E+11, or somebody's note
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _roles(text: str, said: list[str]) -> Iterable[str]:
    named = [each.strip().lower() for each in text.split(";") if each.strip()]
    if not named:
        said.append("there is no role: resident, befriender or coordinator, several with ;")
    if not set(named) <= set(ROLES):
        said.append("a role must be resident, befriender or coordinator, several with ;")
    return [each for each in dict.fromkeys(named) if each in ROLES]


def _consents(get: dict[str, str], said: list[str]) -> Iterable[tuple[str, bool]]:
    for purpose in PURPOSES:
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


def _language(text: str, said: list[str]) -> str:
    code = text.lower()
    if code and not re.fullmatch("[a-z]{2,3}", code):
        said.append("the language must be a short code like en")
        return ""
    return code
