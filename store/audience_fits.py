"""Who fits what a coordinator asked for: where they live, what they enjoy, speak and need."""

from math import cos, radians
from typing import Final

import sqlalchemy as sa

from flows.world.broadcasts import Audience
from store.learned import person_tag
from store.locations import person_place
from store.people import person
from store.suggestions import suggestion

A_DEGREE: Final = 111.195
"""Kilometres that a degree of latitude is."""


def fits(audience: Audience) -> list[sa.ColumnElement[bool]]:
    """What narrows it down."""
    if audience.everyone:
        return []
    whose = person.c.id
    found: list[sa.ColumnElement[bool]] = []
    if audience.areas:
        found.append(sa.or_(*map(_lives_in, audience.areas)))
    if audience.near is not None:
        found.append(_lives_near(audience.near.lat, audience.near.lon, audience.km))
    if audience.languages:
        found.append(person.c.language.in_(audience.languages))
    if audience.interests:
        found.append(enjoys(audience.interests))
    if audience.access:
        told = suggestion.c.reason.in_(audience.access)
        found.append(sa.exists().where(suggestion.c.person_id == whose, told))
    return [sa.or_(*found)] if audience.either and found else found


def enjoys(tags: tuple[str, ...]) -> sa.ColumnElement[bool]:
    return sa.exists().where(person_tag.c.person_id == person.c.id, person_tag.c.tag.in_(tags))


def _lives_in(area: str) -> sa.ColumnElement[bool]:
    """A whole postcode, a sector (SO16 2), a district (SO16) or an area (SO)."""
    area = " ".join(area.upper().split())
    outward, _, inward = area.partition(" ")
    if inward:
        return person.c.postcode.startswith(area, autoescape=True)
    if outward.isalpha():
        return sa.or_(*(person.c.postcode.startswith(f"{outward}{digit}") for digit in range(10)))
    return sa.or_(person.c.postcode == outward, person.c.postcode.startswith(f"{outward} "))


def _lives_near(lat: float, lon: float, km: float) -> sa.ColumnElement[bool]:
    """As the crow flies; over so short a way the ground is flat."""
    north = person_place.c.lat - lat
    east = (person_place.c.lon - lon) * cos(radians(lat))
    near = north * north + east * east <= (km / A_DEGREE) ** 2
    return sa.exists().where(person_place.c.person_id == person.c.id, near)
