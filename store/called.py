"""Whom a person of the team means by a first name."""

from typing import Final

import sqlalchemy as sa

from store.pairings import pairing
from store.people import person, role

TEAM: Final = ("befriender", "coordinator")


def is_team(conn: sa.Connection, person_id: int) -> bool:
    """Whether this person is one of the team."""
    query = sa.select(role.c.role).where(role.c.person_id == person_id, role.c.role.in_(TEAM))
    return conn.execute(query).first() is not None


def called(conn: sa.Connection, community_id: int, name: str, by: int) -> int | None:
    """The one of this name (in lower case) whom they visit, else the only one in the community.

    None where nobody is called so, or several are.
    """
    theirs = sa.select(pairing.c.resident_id).where(
        pairing.c.befriender_id == by, pairing.c.ended_at.is_(None)
    )
    whole = sa.func.lower(person.c.name)
    for among in (person.c.id.in_(theirs), person.c.community_id == community_id):
        query = sa.select(person.c.id).where(
            among,
            (whole == name) | whole.like(f"{name} %"),
            person.c.id != by,
            person.c.merged_into.is_(None),
            person.c.joined_at.is_not(None),
        )
        found = conn.execute(query.limit(2)).scalars().all()
        if found:
            return found[0] if len(found) == 1 else None
    return None
