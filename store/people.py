"""People, their roles and their addresses; and meeting them at an address."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

import sqlalchemy as sa

from flows.world.neighbours import Neighbour
from store.database import Id, Moment, insert_ignore, metadata

person = sa.Table(
    "person",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("name", sa.Text, nullable=False, default=""),
    sa.Column("language", sa.Text, nullable=False, default="en"),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("postcode", sa.Text, nullable=False, default=""),
    sa.Column("interests", sa.Text, nullable=False, default=""),
    sa.Column("door", sa.Text, nullable=False, default=""),  # where they came in from
    sa.Column("source", sa.Text, nullable=False, default=""),  # where their number came from
    sa.Column("every_days", sa.Integer, nullable=False, default=7),
    sa.Column("hello_weekday", sa.Integer, nullable=False, default=0),  # 0 is Monday
    sa.Column("hello_at", sa.Time, nullable=False, default=time(10, 0)),  # local
    sa.Column("joined_at", Moment),
    sa.Column("stopped_at", Moment),
    sa.Column("paused_at", Moment),
    sa.Column("paused_until", Moment),  # None while paused: until they say so
    sa.Column("last_mood", sa.Text, nullable=False, default=""),  # good | soso | low
    # hellos running that nothing came back to
    sa.Column("quiet_hellos", sa.Integer, nullable=False, default=0, server_default="0"),
    # of what can be said in several ways, what we said last
    sa.Column("last_wording", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("passed_on_at", Moment),  # when somebody was last asked to look
    # the coordinator who answers them as a person just now, and until when at most
    sa.Column("held_by", Id),
    sa.Column("held_until", Moment),
    sa.Column("holds_until", Moment),  # until when at most they answer somebody as a person
    # who of the team told them something lately, and until when what they say goes there
    sa.Column("told_by", Id),
    sa.Column("told_until", Moment),
    sa.Column("merged_into", Id),  # they turned out to be somebody we knew
    sa.Column("created_at", Moment, nullable=False),
    sa.Index("ix_person_community_id", "community_id"),
)

role = sa.Table(
    "role",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),  # resident | befriender | coordinator
    sa.Column("since", Moment, nullable=False),
    sa.Column("begun_at", Moment),  # when what this role brings was planned (store/newcomers.py)
    sa.Index(
        "ix_role_to_begin",
        "since",
        sqlite_where=sa.text("role = 'befriender' AND begun_at IS NULL"),
        postgresql_where=sa.text("role = 'befriender' AND begun_at IS NULL"),
    ),
)

address = sa.Table(
    "address",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),  # E.164, or a chat id
    sa.Column("preferred", sa.Boolean, nullable=False, default=False),
    sa.Column("state", sa.Text, nullable=False, default="open"),  # open | frozen | unreachable
    sa.Column("code", sa.Text, nullable=False, default=""),  # what the provider said of it
    sa.Column("confirmed_at", Moment),
    # since when the team's words count that come from it, where whose it is was confirmed
    sa.Column("trusted_at", Moment),
    sa.Column("asked_at", Moment),  # when we asked if it is still theirs; None: it is
    sa.Column("free_at", Moment),  # nothing goes to it before then: pace, or a message in the air
    sa.Column("created_at", Moment, nullable=False),
    sa.UniqueConstraint("community_id", "channel", "value"),
    sa.Index("ix_address_person_id", "person_id"),
)


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One address of a person."""

    id: int
    person_id: int
    channel: str
    value: str
    preferred: bool = False
    state: str = "open"
    trusted: bool = False  # whether a coordinator's words count that come from it
    code: str = ""
    confirmed_at: datetime | None = None
    asked_at: datetime | None = None


Where = tuple[str, str]  # channel, value

WRONG: Final = "wrong number"
"""The code of an address that somebody has said is theirs, and not who we thought."""

_ADDRESS = (
    address.c.id,
    address.c.person_id,
    address.c.channel,
    address.c.value,
    address.c.preferred,
    address.c.state,
    address.c.trusted_at.is_not(None).label("trusted"),
    address.c.code,
    address.c.confirmed_at,
    address.c.asked_at,
)


# Built once, for they are asked for every batch: building a statement costs more than running it.
_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_AT = sa.select(*_ADDRESS).where(
    address.c.community_id == sa.bindparam("community"),
    address.c.channel == sa.bindparam("on_channel"),
    address.c.value.in_(sa.bindparam("these", expanding=True)),
)
_PEOPLE = sa.select(person).where(person.c.id.in_(_IDS)).order_by(person.c.id)
_ROLES = sa.select(role.c.person_id, role.c.role).where(
    role.c.community_id == sa.bindparam("community"), role.c.person_id.in_(_IDS)
)
_ADDRESSES = (
    sa.select(*_ADDRESS)
    .where(address.c.person_id.in_(_IDS))
    .order_by(address.c.preferred.desc(), address.c.id)
)


def at_addresses(
    conn: sa.Connection, community_id: int, wheres: Collection[Where]
) -> dict[Where, AddressRow]:
    """The addresses we know among these."""
    by_channel: dict[str, list[str]] = {}
    for channel, value in wheres:
        by_channel.setdefault(channel, []).append(value)
    known: dict[Where, AddressRow] = {}
    for channel, values in by_channel.items():
        asked = {"community": community_id, "on_channel": channel, "these": values}
        rows = conn.execute(_AT, asked)
        known.update({(row.channel, row.value): AddressRow(*row) for row in rows})
    return known


def meet(
    conn: sa.Connection, community_id: int, wheres: Collection[Where], zone: str, now: datetime
) -> dict[Where, AddressRow]:
    """The address rows of these; somebody we have never heard from is put down as a new person."""
    known = at_addresses(conn, community_id, wheres)
    new = sorted(set(wheres) - known.keys())
    if not new:
        return known
    common = {"community_id": community_id, "created_at": now}
    made = list(
        conn.execute(
            sa.insert(person).returning(person.c.id, sort_by_parameter_order=True),
            [{**common, "zone": zone} for _ in new],
        ).scalars()
    )
    conn.execute(
        insert_ignore(address, conn),
        [
            {
                **common,
                "person_id": person_id,
                "channel": channel,
                "value": value,
                "preferred": True,
                "state": "open",
                "code": "",
                "confirmed_at": now,
            }
            for (channel, value), person_id in zip(new, made, strict=True)
        ],
    )
    met = at_addresses(conn, community_id, new)
    _forget(conn, set(made) - {row.person_id for row in met.values()})
    return {**known, **met}


def _forget(conn: sa.Connection, ids: Collection[int]) -> None:
    """Another process met them at the same moment: theirs is the person, ours is nobody."""
    if ids:
        conn.execute(sa.delete(person).where(person.c.id.in_(ids)))


def lock(conn: sa.Connection, ids: Collection[int], *, wait: bool = True) -> list[sa.Row[Any]]:
    """These people's rows, in id order, ours alone until the end of the transaction.

    All that changes for one person goes through this lock, so that two processes take turns.
    With `wait` false, those somebody else is busy with are left out.
    """
    if not ids:
        return []
    # not FOR UPDATE: two processes that keep a message of the same person hold its key already
    query = _PEOPLE.with_for_update(skip_locked=not wait, key_share=True)
    return list(conn.execute(query, {"ids": sorted(ids)}).all())


def roles_of(
    conn: sa.Connection, community_id: int, ids: Collection[int]
) -> dict[int, frozenset[str]]:
    """What each of these people is to the project."""
    rows = conn.execute(_ROLES, {"community": community_id, "ids": list(ids)})
    found: dict[int, set[str]] = {}
    for row in rows:
        found.setdefault(row.person_id, set()).add(row.role)
    return {person_id: frozenset(names) for person_id, names in found.items()}


def addresses_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, list[AddressRow]]:
    """Every address of each of these people: the preferred one first, then the oldest."""
    rows = conn.execute(_ADDRESSES, {"ids": list(ids)})
    found: dict[int, list[AddressRow]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(AddressRow(*row))
    return found


def names_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    """What each of these people is called."""
    query = sa.select(person.c.id, person.c.name).where(person.c.id.in_(ids))
    return {row.id: row.name for row in conn.execute(query)}


def neighbours(conn: sa.Connection, ids: Collection[int]) -> dict[int, Neighbour]:
    """These people, as others see them."""
    query = sa.select(person.c.id, person.c.name, person.c.language).where(person.c.id.in_(ids))
    return {row.id: Neighbour(row.id, row.name, row.language) for row in conn.execute(query)}


def some_postcodes(conn: sa.Connection, community_id: int, most: int) -> list[str]:
    """The postcodes of some people of this project: of those we have known longest."""
    known = person.c.community_id == community_id, person.c.postcode != ""
    query = sa.select(person.c.postcode).where(*known).order_by(person.c.id).limit(most)
    return list(conn.execute(query).scalars())


def coordinators(conn: sa.Connection, community_id: int) -> list[int]:
    """Everybody who coordinates this project and has not said STOP, the longest there first."""
    rows = conn.execute(
        sa.select(role.c.person_id)
        .join(person, person.c.id == role.c.person_id)
        .where(
            role.c.community_id == community_id,
            role.c.role == "coordinator",
            person.c.stopped_at.is_(None),
        )
        .order_by(role.c.since, role.c.person_id)
    )
    return list(rows.scalars())


def stopped_among(conn: sa.Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of these who have said STOP: nothing of ours reaches them."""
    query = sa.select(person.c.id).where(person.c.id.in_(ids), person.c.stopped_at.is_not(None))
    return frozenset(conn.execute(query).scalars())


def reachable(rows: Sequence[AddressRow]) -> AddressRow | None:
    """Where to write to somebody: the preferred address if it is open, else any that is."""
    return next((row for row in rows if row.state == "open"), None)


def set_address_state(conn: sa.Connection, address_id: int, state: str, code: str) -> None:
    """Freeze or close one address; the person's others stay as they are."""
    conn.execute(
        sa.update(address).where(address.c.id == address_id).values(state=state, code=code)
    )


def asked_whose(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """Who is at these addresses is asked: until they say, they may be anybody's."""
    open_again = sa.update(address).where(address.c.id.in_(ids))
    conn.execute(open_again.values(state="open", code="", asked_at=now))


def is_theirs(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These addresses are known to be right, whatever was thought of them."""
    right = sa.update(address).where(address.c.id.in_(ids))
    conn.execute(right.values(state="open", code="", asked_at=None, confirmed_at=now))


def right_after_all(conn: sa.Connection, community_id: int, number: str, now: datetime) -> bool:
    """A person knows that this number is right. False if nobody has it."""
    wheres = [("sms", number), ("phone", number)]
    ids = [row.id for row in at_addresses(conn, community_id, wheres).values()]
    is_theirs(conn, ids, now)
    return bool(ids)


def prefer(conn: sa.Connection, person_id: int, channel: str) -> None:
    """This channel's address first, from now on."""
    conn.execute(
        sa.update(address)
        .where(address.c.person_id == person_id)
        .values(preferred=address.c.channel == channel)
    )


def move_address(
    conn: sa.Connection, community_id: int, address_id: int, channel: str, value: str
) -> None:
    """Give an address its new value, unless somebody is known there already."""
    if at_addresses(conn, community_id, [(channel, value)]):
        set_address_state(conn, address_id, "unreachable", "moved")
    else:
        moved = sa.update(address).where(address.c.id == address_id)
        conn.execute(moved.values(value=value, trusted_at=None))


def rehome(conn: sa.Connection, community_id: int, channel: str, to: str) -> None:
    """Every address on one channel becomes one on another, unless it is known there already."""
    there = sa.select(address.c.value).where(
        address.c.community_id == community_id, address.c.channel == to
    )
    conn.execute(
        sa.update(address)
        .where(
            address.c.community_id == community_id,
            address.c.channel == channel,
            address.c.value.not_in(there),
        )
        .values(channel=to)
    )
