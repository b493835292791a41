"""Which addresses a coordinator's words count from, and the codes that confirm a new one.

An address is trusted that was imported from the command line, or that answered with a code which
was sent to a trusted one. Codes are kept as salted hashes, for a few minutes and a few tries.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import takeovers
from store.database import Id, Moment, metadata
from store.people import Where, address, at_addresses

GOOD_FOR: Final = timedelta(minutes=10)
MOST_TRIES: Final = 3
MOST_A_DAY: Final = 3
"""Codes that one person is sent in a day, whoever asks for them."""

phone_code = sa.Table(
    "phone_code",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("address_id", Id, sa.ForeignKey("address.id"), nullable=False),  # to be confirmed
    sa.Column("hashed", sa.Text, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
    sa.Column("used_at", Moment),
    sa.Index("ix_phone_code_person_id", "person_id"),
)


def trust(
    conn: sa.Connection, community_id: int, rows: Iterable[Mapping[str, Any]], now: datetime
) -> None:
    """These addresses ({person_id, channel, value}) are confirmed to be these people's."""
    theirs = [
        {"whose": row["person_id"], "way": row["channel"], "at": row["value"]} for row in rows
    ]
    query = sa.update(address).where(
        address.c.community_id == community_id,
        address.c.person_id == sa.bindparam("whose"),
        address.c.channel == sa.bindparam("way"),
        address.c.value == sa.bindparam("at"),
        address.c.trusted_at.is_(None),
    )
    if theirs:
        conn.execute(query.values(trusted_at=now), theirs)


def trust_one(conn: sa.Connection, address_id: int, now: datetime) -> None:
    """This address is confirmed: a code went out and came back."""
    conn.execute(sa.update(address).where(address.c.id == address_id).values(trusted_at=now))


def untrust(conn: sa.Connection, address_ids: Collection[int]) -> None:
    """No word of the team counts any more that comes from these; nor do codes that are out."""
    ids = list(address_ids)
    conn.execute(sa.update(address).where(address.c.id.in_(ids)).values(trusted_at=None))
    conn.execute(sa.delete(phone_code).where(phone_code.c.address_id.in_(ids)))


def set_trust(
    conn: sa.Connection,
    community_id: int,
    wheres: Collection[Where],
    now: datetime,
    *,
    trusted: bool,
) -> int:
    """Somebody at the command line has checked these addresses, or wants them checked no more.

    Returns how many of them are known.
    """
    known = at_addresses(conn, community_id, wheres).values()
    ids = [each.id for each in known]
    if trusted:
        conn.execute(sa.update(address).where(address.c.id.in_(ids)).values(trusted_at=now))
    else:
        untrust(conn, ids)
        takeovers.lost(conn, {each.person_id for each in known}, now)
    return len(ids)


def hashed(code: str) -> str:
    """A code as it is kept."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}:{_hash(code, salt)}"


def is_code(code: str, kept: str) -> bool:
    """Whether this is the code that was kept like that."""
    salt, _, wanted = kept.partition(":")
    return hmac.compare_digest(_hash(code, bytes.fromhex(salt)), wanted)


def _hash(code: str, salt: bytes) -> str:
    return hashlib.scrypt(code.encode(), salt=salt, n=2**12, r=8, p=1).hex()


def codes_of(
    conn: sa.Connection, person_ids: Collection[int], since: datetime
) -> dict[int, list[sa.Row[Any]]]:
    """The codes that were made for these people since then, the latest first."""
    query = (
        sa.select(phone_code)
        .where(phone_code.c.person_id.in_(person_ids), phone_code.c.made_at > since)
        .order_by(phone_code.c.made_at.desc(), phone_code.c.id.desc())
    )
    found: dict[int, list[sa.Row[Any]]] = {}
    for row in conn.execute(query):
        found.setdefault(row.person_id, []).append(row)
    return found


def made(conn: sa.Connection, row: Mapping[str, Any], now: datetime) -> None:
    """A code goes out for an address. row: community_id, person_id, address_id, hashed."""
    conn.execute(sa.insert(phone_code).values(**row, made_at=now))


def tried(conn: sa.Connection, code_id: int) -> None:
    """Somebody answered with another code."""
    more = sa.update(phone_code).where(phone_code.c.id == code_id)
    conn.execute(more.values(tries=phone_code.c.tries + 1))


def used(conn: sa.Connection, code_id: int, now: datetime) -> None:
    """It came back: it counts once."""
    conn.execute(sa.update(phone_code).where(phone_code.c.id == code_id).values(used_at=now))


def is_open(row: sa.Row[Any], now: datetime) -> bool:
    """Whether a code may still come back."""
    return row.used_at is None and row.tries < MOST_TRIES and now - row.made_at < GOOD_FOR


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two are one: no code that is out counts for either."""
    both = phone_code.c.person_id.in_([new_id, known_id])
    conn.execute(sa.delete(phone_code).where(both))
