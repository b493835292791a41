"""Which phone numbers a person texts from, and which cost dear to answer.

Whoever owns a premium number, or many numbers abroad, earns by each text that we send there. So
short codes, names, our own numbers and numbers that charge the caller are never answered and
never written to; and somebody new is met only at home: Britain with Jersey, Guernsey and Man, and
the countries of the numbers we speak from. Whoever has been imported by name of their country is
known, and texts from abroad like anybody else.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberType

BRITISH: Final = 44  # Jersey's, Guernsey's and Man's numbers begin with it, too
SHORTEST: Final = 9  # digits of a British number after its 0; below it is a short code
SHARED_BY_MANY: Final = 1  # North America's code: islands that charge dear have it, too

CHARGES: Final = (
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,
    PhoneNumberType.PERSONAL_NUMBER,
    PhoneNumberType.PAGER,
)
"""Kinds of number that no person texts from, and that somebody earns by."""

_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")


def is_a_persons(number: str, ours: Collection[str] = ()) -> bool:
    """Whether a person may be at this number: no short code, no name, not us, none that charges."""
    return number not in ours and _may_be_a_persons(number)


@lru_cache(maxsize=10_000)
def _may_be_a_persons(number: str) -> bool:
    found = _parsed(number)
    return found is not None and phonenumbers.number_type(found) not in CHARGES


def is_abroad(number: str, ours: Collection[str] = (), allowed: Collection[str] = ()) -> bool:
    """Whether it is in none of our countries, nor in one of these (`PL`, `IE`)."""
    home = _home(tuple(sorted(ours)))
    code, region = _country(number)
    return (code, "") not in home and (code, region) not in home and region not in allowed


def country_of(number: str) -> str:
    """Its country, as two letters."""
    return _country(number)[1]


@lru_cache(maxsize=10)
def _home(ours: tuple[str, ...]) -> frozenset[tuple[int, str]]:
    """Country codes that are all ours; with its region, where many countries share one."""
    found = {_country(each) for each in ours}
    several = {(code, region if code == SHARED_BY_MANY else "") for code, region in found}
    return frozenset({(BRITISH, ""), *several})


@lru_cache(maxsize=10_000)
def _country(number: str) -> tuple[int, str]:
    """Its country code, and its region as two letters."""
    found = _parsed(number)
    if found is None:
        return 0, ""
    region = phonenumbers.region_code_for_number(found)
    code = found.country_code or 0
    return code, region or phonenumbers.region_code_for_country_code(code)


def _parsed(number: str) -> phonenumbers.PhoneNumber | None:
    if not _E164.fullmatch(number):
        return None
    try:
        found = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    british_and_short = found.country_code == BRITISH and len(str(found.national_number)) < SHORTEST
    return found if phonenumbers.is_possible_number(found) and not british_and_short else None
