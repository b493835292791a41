"""What people could help with: what they offered, what they are good at, what they love.

One row a person and tag, with what finding somebody quickly needs beside it: their language, the
square they live in, and when they were last asked. `note` brings a person's rows up to date.
"""

import math
import zlib
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import learned
from store.database import Id, Moment, metadata, upsert
from store.locations import person_place
from store.people import person

OFFERED, LOVED, IS = "offered", "loved", "is"

HELPS, NEIGHBOUR = "(helps)", "(neighbour)"
"""Stand among the tags of whoever offered any help, and of whoever told us where they live."""

NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for "not asked yet", so that they sort before everybody who was."""

ROWS: Final = 100_000  # a square's number is its row times this, and its column

AT_ONCE: Final = 1_000  # people, brought up to date by one round of queries

NOWHERE: Final = 0
"""The square of somebody of whom we don't know where they live."""

skill = sa.Table(
    "skill",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("tag", sa.Text, primary_key=True),
    sa.Column("how", sa.Text, nullable=False),  # offered | loved | is (of HELPS, NEIGHBOUR)
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("square", Id, nullable=False, default=NOWHERE),
    sa.Column("asked_at", Moment, nullable=False, default=NEVER),  # the last time, for anything
    sa.Index("ix_skill_anywhere", "community_id", "tag", "language", "asked_at", "person_id"),
    sa.Index("ix_skill_near", "community_id", "tag", "language", "square", "asked_at", "person_id"),
    sa.Index("ix_skill_person_id", "person_id"),
)

offer = sa.Table(
    "offer",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("tag", sa.Text, primary_key=True),
    sa.Column("words", sa.Text, nullable=False),  # theirs
    sa.Column("offered_at", Moment, nullable=False),
)

helper = sa.Table(
    "helper",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("days", sa.Text, nullable=False, default=""),  # "0 3": Mondays and Thursdays
    sa.Column("since", Moment, nullable=False),
)


def square_of(lat: float, lon: float) -> int:
    """The square, some two kilometres wide in Britain, that a place lies in; never NOWHERE."""
    return (math.floor((lat + 90) * 50) + 1) * ROWS + math.floor((lon + 180) * 33)


def square_of_district(postcode: str) -> int:
    """What stands for a square where only the postcode is known, not where it lies: SO16."""
    outward = postcode.partition(" ")[0]
    return -1 - zlib.crc32(outward.encode()) if outward else NOWHERE


def squares_around(square: int, metres: float) -> list[int]:
    """A square and all around it that may have something so near; none around nowhere."""
    if square <= NOWHERE:
        return [square] * (square < NOWHERE)
    rings = math.ceil(metres / 1_900)
    steps = range(-rings, rings + 1)
    return [square + down * ROWS + along for down in steps for along in steps]


def offered(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """Somebody offers to help with these tags. Each row: community_id, person_id, tag, words."""
    if not rows:
        return
    keys = ["community_id", "person_id", "tag"]
    adding = [{**row, "offered_at": now} for row in rows]
    conn.execute(upsert(offer, conn, keys, ["words", "offered_at"]), adding)
    _helpers(conn, rows, now)
    note(conn, {row["person_id"] for row in rows})


def _helpers(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    whose = {(row["community_id"], row["person_id"]) for row in rows}
    adding = [
        {"community_id": community_id, "person_id": person_id, "days": "", "since": now}
        for community_id, person_id in sorted(whose)
    ]
    conn.execute(upsert(helper, conn, ["community_id", "person_id"], ["since"]), adding)


def free_on(conn: sa.Connection, community_id: int, person_id: int, days: str) -> None:
    """On which days somebody could help ("0 3"; "" is any)."""
    same = (helper.c.community_id == community_id, helper.c.person_id == person_id)
    conn.execute(sa.update(helper).where(*same).values(days=days))


MODEST_FOR: Final = timedelta(days=14)
"""How long nobody asks what they are good at who has just said that it is nothing."""

_MODEST: Final = (
    "%no skill%", "%nothing to offer%", "%no use to%", "%not good at%", "%no good at%", "%useless%",
    "%too old%", "%nothing to give%", "%good for nothing%",
)  # fmt: skip


def modest(conn: sa.Connection, ids: Collection[int], now: datetime) -> frozenset[int]:
    """Those of these people who said in the last two weeks that they have nothing to offer."""
    query = sa.select(offer.c.person_id).where(
        offer.c.person_id.in_(ids),
        offer.c.offered_at > now - MODEST_FOR,
        sa.or_(*(offer.c.words.ilike(each) for each in _MODEST)),
    )
    return frozenset(conn.execute(query).scalars())


def days_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The days on which these people could help, for those who said."""
    query = sa.select(helper.c.person_id, helper.c.days).where(
        helper.c.person_id.in_(ids), helper.c.days != ""
    )
    return {row.person_id: frozenset(map(int, row.days.split())) for row in conn.execute(query)}


def tags_of(
    conn: sa.Connection, ids: Collection[int]
) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """What each of these people offered, and what else they are good at or love."""
    query = sa.select(skill.c.person_id, skill.c.tag, skill.c.how).where(
        skill.c.person_id.in_(ids), skill.c.how != IS
    )
    found: dict[int, tuple[set[str], set[str]]] = {each: (set(), set()) for each in ids}
    for row in conn.execute(query):
        found[row.person_id][row.how != OFFERED].add(row.tag)
    return {each: (frozenset(mine), frozenset(loved)) for each, (mine, loved) in found.items()}


def asked(conn: sa.Connection, person_id: int, now: datetime) -> None:
    """Somebody has been asked for something: the others come first next time."""
    conn.execute(sa.update(skill).where(skill.c.person_id == person_id).values(asked_at=now))


# ── keeping the rows up to date ─────────────────────────────────────────────────────────────


def note(conn: sa.Connection, ids: Collection[int]) -> None:
    """Bring the rows of these people up to date.

    To be called whenever they tell or take back what they love or offer, move, or change their
    language.
    """
    if not ids:
        return
    ids = sorted(set(ids))
    told = learned.tags_of(conn, ids)
    offers = sa.select(offer.c.person_id, offer.c.tag).where(offer.c.person_id.in_(ids))
    how = {(each, tag): LOVED for each, tags in told.items() for tag in tags}
    for each, tag in conn.execute(offers).all():
        how |= {(each, tag): OFFERED, (each, HELPS): IS}
    people = {row.id: row for row in conn.execute(_whose(ids))}
    how |= {(each, NEIGHBOUR): IS for each, row in people.items() if _square(row) != NOWHERE}
    last = _last_asked(conn, ids)
    conn.execute(sa.delete(skill).where(skill.c.person_id.in_(ids)))
    rows = [_row(people[each], tag, why, last.get(each, NEVER)) for (each, tag), why in how.items()]
    if rows:
        conn.execute(sa.insert(skill), rows)


def note_everybody(conn: sa.Connection, community_id: int) -> None:
    """The same for the whole community, after its postcodes have been placed anew."""
    query = sa.select(person.c.id).where(
        person.c.community_id == community_id, person.c.joined_at.is_not(None)
    )
    ids = list(conn.execute(query).scalars())
    for at in range(0, len(ids), AT_ONCE):
        note(conn, ids[at : at + AT_ONCE])


def _whose(ids: Collection[int]) -> sa.Select[Any]:
    return (
        sa.select(
            person.c.id,
            person.c.community_id,
            person.c.language,
            person.c.postcode,
            person_place.c.lat,
            person_place.c.lon,
        )
        .outerjoin(person_place, person_place.c.person_id == person.c.id)
        .where(person.c.id.in_(ids))
    )


def _last_asked(conn: sa.Connection, ids: Collection[int]) -> dict[int, datetime]:
    query = (
        sa.select(skill.c.person_id, sa.func.max(skill.c.asked_at))
        .where(skill.c.person_id.in_(ids))
        .group_by(skill.c.person_id)
    )
    return {row[0]: row[1] for row in conn.execute(query)}


def _square(whose: sa.Row[Any]) -> int:
    if whose.lat is not None:
        return square_of(whose.lat, whose.lon)
    return square_of_district(whose.postcode)


def _row(whose: sa.Row[Any], tag: str, how: str, asked_at: datetime) -> dict[str, Any]:
    return {
        "community_id": whose.community_id,
        "person_id": whose.id,
        "tag": tag,
        "how": how,
        "language": whose.language,
        "square": _square(whose),
        "asked_at": asked_at,
    }


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two turned out to be one person: what the newer offered, the known one offers."""
    theirs = conn.execute(sa.select(offer).where(offer.c.person_id == new_id)).all()
    if theirs:
        rows = [dict(row._mapping) | {"person_id": known_id} for row in theirs]
        now = max(row.offered_at for row in theirs)
        offered(conn, [{k: v for k, v in row.items() if k != "offered_at"} for row in rows], now)
    for table in (skill, offer, helper):
        conn.execute(sa.delete(table).where(table.c.person_id == new_id))
    note(conn, [known_id])
