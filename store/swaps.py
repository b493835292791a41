"""Swaps of turns on duty: who asked whom to take which, and what they answered."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import duty, nudges
from store.database import Id, Moment, metadata
from store.people import person

PURPOSE: Final = "swap"
"""The nudge that asks; its subject is the swap."""

LATE_BY: Final = int(timedelta(days=2).total_seconds())

duty_swap = sa.Table(
    "duty_swap",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("asker_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("asked_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("shifts", sa.JSON, nullable=False),  # ids in duty
    sa.Column("asked_at", Moment, nullable=False),
    # '' | yes | no | gone (the turns no longer stood)
    sa.Column("answer", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("answered_at", Moment),
    sa.Index("ix_duty_swap_community_id", "community_id", "asked_at"),
)


def ask(
    conn: sa.Connection,
    community_id: int,
    asker_id: int,
    asked_id: int,
    shifts: Collection[int],
    now: datetime,
) -> None:
    """From now on this one is asked to take those turns."""
    row = {"community_id": community_id, "asker_id": asker_id, "asked_id": asked_id}
    adding = sa.insert(duty_swap).values(**row, shifts=list(shifts), asked_at=now)
    [swap_id] = conn.execute(adding.returning(duty_swap.c.id)).scalars()
    due = {"community_id": community_id, "person_id": asked_id, "purpose": PURPOSE}
    nudges.plan(conn, [{**due, "subject": swap_id, "due_at": now, "late_by": LATE_BY}], now)


def by_ids(conn: sa.Connection, ids: Collection[int]) -> dict[int, sa.Row[Any]]:
    """These swaps, with the name and language of whoever asks."""
    query = (
        sa.select(duty_swap, person.c.name, person.c.language)
        .join(person, person.c.id == duty_swap.c.asker_id)
        .where(duty_swap.c.id.in_(ids))
    )
    return {row.id: row for row in conn.execute(query)}


def answer(conn: sa.Connection, swap_id: int, *, yes: bool, now: datetime) -> None:
    """They said so: with a yes the turns are theirs, if they stand still."""
    this = duty_swap.c.id == swap_id, duty_swap.c.answer == ""
    row = conn.execute(sa.select(duty_swap).where(*this).with_for_update()).first()
    if row is None:
        return
    stands = not yes or duty.hand_over(conn, row.shifts, row.asker_id, row.asked_id, now)
    said = ("yes" if yes else "no") if stands else "gone"
    conn.execute(sa.update(duty_swap).where(*this).values(answer=said, answered_at=now))


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two were one person: who asked, or was asked, is the one we knew."""
    for column in (duty_swap.c.asker_id, duty_swap.c.asked_id):
        conn.execute(sa.update(duty_swap).where(column == new_id).values({column.name: known_id}))
