"""Who is called what: the parts of everybody's name, to find them by among very many."""

from collections.abc import Collection, Iterable
from typing import Any, Final

import sqlalchemy as sa

from flows.world.naming import parts_of
from store.database import Id, insert_ignore, metadata
from store.people import person

AT_ONCE: Final = 1_000  # people whose names are read together

MOST_OF_A_NAME: Final = 24
"""People of one name who are looked at; more of them nobody can choose from."""

MOST_SPELT_ALIKE: Final = 4_000
"""Names with one first letter that a slip is looked for among."""

_AS_BYTES: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

name_part = sa.Table(
    "name_part",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("part", _AS_BYTES, primary_key=True),  # as flows.world.naming.parts_of has it
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Index("ix_name_part_person_id", "person_id"),
)


def note(conn: sa.Connection, ids: Iterable[int]) -> None:
    """These people's names are new, or have changed."""
    every = sorted(set(ids))
    for at in range(0, len(every), AT_ONCE):
        _note(conn, every[at : at + AT_ONCE])


def _note(conn: sa.Connection, ids: list[int]) -> None:
    conn.execute(sa.delete(name_part).where(name_part.c.person_id.in_(ids)))
    named = sa.select(person.c.id, person.c.community_id, person.c.name).where(
        person.c.id.in_(ids), person.c.merged_into.is_(None), person.c.name != ""
    )
    rows = [
        {"community_id": each.community_id, "part": part, "person_id": each.id}
        for each in conn.execute(named)
        for part in parts_of(each.name)
    ]
    if rows:
        conn.execute(insert_ignore(name_part, conn), rows)


def note_everybody(conn: sa.Connection) -> None:
    """Everybody's name, for a database that kept no parts of names before."""
    note(conn, conn.execute(sa.select(person.c.id).where(person.c.name != "")).scalars())


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two are one: they are called what the one who stays is called."""
    conn.execute(sa.delete(name_part).where(name_part.c.person_id.in_([new_id, known_id])))
    kept = sa.select(person.c.id, person.c.name).where(person.c.id.in_([new_id, known_id]))
    names = {row.id: row.name for row in conn.execute(kept)}
    community = sa.select(person.c.community_id).where(person.c.id == known_id).scalar_subquery()
    name = names.get(known_id) or names.get(new_id) or ""
    for part in parts_of(name):
        row = {"community_id": community, "part": part, "person_id": known_id}
        conn.execute(sa.insert(name_part).values(row))


def called(conn: sa.Connection, community_id: int, parts: Collection[str]) -> list[sa.Row[Any]]:
    """(part, person_id) of whom these may be a part of the name; who has most of them first."""
    if not parts:
        return []
    hits = (
        sa.select(name_part.c.part, name_part.c.person_id)
        .where(name_part.c.community_id == community_id, name_part.c.part.in_(sorted(parts)))
        .subquery()
    )
    counted = sa.select(
        hits.c.part,
        hits.c.person_id,
        sa.func.count().over(partition_by=hits.c.person_id).label("many"),
    ).subquery()
    nth = sa.func.row_number().over(
        partition_by=counted.c.part,
        order_by=(counted.c.many.desc(), counted.c.person_id),
    )
    ranked = sa.select(counted, nth.label("nth")).subquery()
    query = sa.select(ranked.c.part, ranked.c.person_id).where(ranked.c.nth <= MOST_OF_A_NAME)
    return list(conn.execute(query.order_by(ranked.c.part, ranked.c.nth)))


def spelt_alike(conn: sa.Connection, community_id: int, first: str) -> list[str]:
    """The parts of names that begin with this letter."""
    query = (
        sa.select(name_part.c.part)
        .where(
            name_part.c.community_id == community_id,
            name_part.c.part >= first,
            name_part.c.part < chr(ord(first) + 1),
        )
        .distinct()
        .order_by(name_part.c.part)
        .limit(MOST_SPELT_ALIKE)
    )
    return list(conn.execute(query).scalars())
