"""Concerns whose clock has come to a step: what is due, and what their telling looks at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world import BEFRIENDER
from store.communities import Community
from store.concern_events import TOO_LATE, concern_event
from store.concerns import concern, is_open
from store.database import Moment
from store.due_rows import DueRows
from store.messages import message, went_out
from store.pairings import pairing
from store.people import address, person, role

DUE: Final = DueRows(concern.c.id, concern.c.next_at, is_open)
"""Concerns whose clock looks at them."""


def claim(conn: sa.Connection, ids: Collection[int], now: datetime) -> list[sa.Row[Any]]:
    """Those of these that are due still, locked, the gravest and oldest first."""
    grave = sa.case({"urgent": 0, "today": 1}, value=concern.c.level, else_=2)
    query = (
        sa.select(concern)
        .where(concern.c.id.in_(ids), is_open, concern.c.next_at <= now)
        .order_by(grave, concern.c.raised_at, concern.c.id)
        .with_for_update(skip_locked=True)
    )
    return list(conn.execute(query))


def pressing(
    conn: sa.Connection, community_id: int, but: Collection[int], now: datetime, until: datetime
) -> list[sa.Row[Any]]:
    """What is urgent and nobody has, of which everybody has been told and is told again by then:
    locked, the oldest first. None of those in `but`.
    """
    query = (
        sa.select(concern)
        .where(
            concern.c.community_id == community_id,
            is_open,
            concern.c.next_at > now,
            concern.c.next_at <= until,
            concern.c.level == "urgent",
            concern.c.claimed_by.is_(None),
            concern.c.why_done == "",
            concern.c.step > 2,
            concern.c.id.not_in(but),
        )
        .order_by(concern.c.raised_at, concern.c.id)
        .with_for_update(skip_locked=True)
    )
    return list(conn.execute(query))


_LATELY: Final = timedelta(minutes=30)


def behind_another(
    conn: sa.Connection, rows: Collection[sa.Row[Any]], now: datetime
) -> frozenset[int]:
    """Those of these that are urgent, or for today, and about somebody of whom an older one that is
    as grave is open: nobody has it, and its clock runs, or somebody has taken it on just now.
    """
    ids = [row.id for row in rows if row.level != "look" and row.claimed_by is None]
    if not ids:
        return frozenset()
    elder = concern.alias("elder")
    query = (
        sa.select(concern.c.id)
        .join(elder, elder.c.person_id == concern.c.person_id)
        .where(
            concern.c.id.in_(ids),
            elder.c.id < concern.c.id,
            elder.c.level == concern.c.level,
            elder.c.done_at.is_(None),
            elder.c.why_done == "",
            elder.c.next_at.is_not(None),
            sa.or_(elder.c.claimed_at.is_(None), elder.c.claimed_at > now - _LATELY),
        )
    )
    return frozenset(conn.execute(query).scalars())


def move_on(conn: sa.Connection, rows: Collection[dict[str, Any]]) -> None:
    """Each (`row_id`) is at its `new_step`, and is looked at again `at`."""
    if rows:
        conn.execute(
            sa.update(concern)
            .where(concern.c.id == sa.bindparam("row_id"), is_open)
            .values(step=sa.bindparam("new_step"), next_at=sa.bindparam("at", type_=Moment)),
            list(rows),
        )


def too_late(conn: sa.Connection, concern_id: int) -> list[int]:
    """Who tried to claim it when somebody else had, the first of them first."""
    query = sa.select(concern_event.c.who_id).where(
        concern_event.c.concern_id == concern_id, concern_event.c.kind == TOO_LATE
    )
    return list(dict.fromkeys(conn.execute(query.order_by(concern_event.c.id)).scalars()))


def not_reached(conn: sa.Connection, messages: Collection[int], now: datetime) -> None:
    """These texts came to nothing: what is urgent in them goes on to the next of the team at once.

    Once everybody has been told, it is left to the clock.
    """
    if not messages:
        return
    about = sa.select(message.c.about_id).where(
        message.c.id.in_(messages), message.c.about_id.is_not(None), message.c.key.like("tell.%")
    )
    conn.execute(
        sa.update(concern)
        .where(
            concern.c.person_id.in_(about),
            is_open,
            concern.c.level == "urgent",
            concern.c.claimed_by.is_(None),
            concern.c.step.in_((1, 2)),
            concern.c.next_at > now,
        )
        .values(next_at=now)
    )


def said_within(conn: sa.Connection, community: Community, key: str, since: datetime) -> bool:
    """Whether this wording was put in the outbox for anybody of the team since then."""
    team = sa.select(role.c.person_id).where(
        role.c.community_id == community.id, role.c.role == "coordinator"
    )
    query = sa.select(message.c.id).where(
        message.c.person_id.in_(team), went_out, message.c.at > since, message.c.key == key
    )
    return conn.execute(query.limit(1)).first() is not None


def heard_lately(
    conn: sa.Connection, ids: Collection[int], keys: Collection[str], since: datetime
) -> frozenset[int]:
    """Those of these people to whom one of these wordings has gone, or is going, since then."""
    query = sa.select(message.c.person_id).where(
        message.c.person_id.in_(ids), went_out, message.c.at > since, message.c.key.in_(keys)
    )
    return frozenset(conn.execute(query).scalars())


def in_hand_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    """Who has each of these people in hand, of whom something urgent is open: their name."""
    query = (
        sa.select(concern.c.person_id, person.c.name)
        .join(person, person.c.id == concern.c.claimed_by)
        .where(concern.c.person_id.in_(ids), is_open, concern.c.kind == "urgent")
        .order_by(concern.c.claimed_at, concern.c.id)
    )
    return {row.person_id: row.name for row in conn.execute(query)}


# ── who is who ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Names:
    """What everybody in these concerns is called, where to ring them, and whom they visit."""

    called: Mapping[int, str]
    phones: Mapping[int, str]
    visits: Mapping[int, str]

    def who(self, person_id: int | None) -> str:
        """How somebody is spoken of: "Rose", or "Sam, who visits Rose"."""
        name = self.called.get(person_id or 0, "") or "Somebody new"
        visits = self.visits.get(person_id or 0)
        return f"{name}, who visits {visits}," if visits else name

    def name(self, person_id: int | None) -> str:
        """Their name alone."""
        return self.called.get(person_id or 0, "") or "Somebody"

    def reach(self, person_id: int | None) -> str:
        """Where to ring them."""
        phone = self.phones.get(person_id or 0)
        return f"on {phone}" if phone else "if you can"


def names(conn: sa.Connection, rows: Collection[sa.Row[Any]]) -> Names:
    """Whoever these concerns are about, were raised by, or are claimed by."""
    ids = {each for row in rows for each in (row.person_id, row.raised_by, row.claimed_by) if each}
    if not ids:
        return Names({}, {}, {})
    called = {
        row.id: row.name
        for row in conn.execute(sa.select(person.c.id, person.c.name).where(person.c.id.in_(ids)))
    }
    return Names(called, phones_of(conn, ids), whom_they_visit(conn, ids))


def language_of(conn: sa.Connection, person_id: int) -> str:
    """In which language somebody is written to."""
    found: str = conn.execute(
        sa.select(person.c.language).where(person.c.id == person_id)
    ).scalar_one()
    return found


def phones_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    """The number of each of these people who has one: the one we have known longest."""
    query = (
        sa.select(address.c.person_id, address.c.value)
        .where(address.c.person_id.in_(ids), address.c.channel != "telegram")
        .order_by(address.c.id.desc())
    )
    return {row.person_id: row.value for row in conn.execute(query)}


def visited_by(conn: sa.Connection, ids: Collection[int]) -> dict[int, list[int]]:
    """Whom each of these befrienders visits."""
    query = sa.select(pairing.c.befriender_id, pairing.c.resident_id).where(
        pairing.c.befriender_id.in_(ids), pairing.c.ended_at.is_(None)
    )
    found: dict[int, list[int]] = {}
    for befriender, resident in conn.execute(query):
        found.setdefault(befriender, []).append(resident)
    return found


def whom_they_visit(conn: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    """The name of somebody whom each of these befrienders visits: the longest-standing pair's."""
    query = (
        sa.select(pairing.c.befriender_id, person.c.name)
        .join(person, person.c.id == pairing.c.resident_id)
        .join(role, sa.and_(role.c.person_id == pairing.c.befriender_id, role.c.role == BEFRIENDER))
        .where(pairing.c.befriender_id.in_(ids), pairing.c.ended_at.is_(None))
        .order_by(pairing.c.id.desc())
    )
    return {row.befriender_id: row.name for row in conn.execute(query)}
