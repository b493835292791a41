"""Visits: planned in a pair's rhythm, moved, called off, begun, over. None is ever deleted.

`slot` is the moment of the rhythm that a visit stands for, wherever it was moved to: so that what
was moved or called off is not planned once more.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.visits import PLANNED
from store.database import Id, Moment, metadata
from store.due_rows import DueRows

visit = sa.Table(
    "visit",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("pairing_id", Id, sa.ForeignKey("pairing.id"), nullable=False),
    sa.Column("resident_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("befriender_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("slot", Moment),  # None: of no rhythm
    sa.Column("at", Moment, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False, default=60, server_default="60"),
    sa.Column("place", sa.Text, nullable=False, default="", server_default=""),  # "": their home
    # planned | happened | called_off | unknown
    sa.Column("state", sa.Text, nullable=False, default=PLANNED),
    # who called it off: '' (a rest) | resident | befriender | coordinator
    sa.Column("called_by", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("why", sa.Text, nullable=False, default="", server_default=""),
    # yes | no | '' where the resident has not said
    sa.Column("confirmed", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("offer_at", Moment),  # another time that the befriender has offered
    sa.Column("told_at", Moment),  # when the resident was asked about it, or told of it
    sa.Column("late_at", Moment),  # when they hope to be there, who run late
    sa.Column("late_told_at", Moment),  # when the resident heard so, or that they are on the way
    sa.Column("arrived_at", Moment),
    sa.Column("ends_at", Moment),  # when they thought to leave
    # they are at somebody's, and have not said whose: the pair is a guess
    sa.Column("unsure", sa.Boolean, nullable=False, default=False, server_default=sa.false()),
    sa.Column("left_at", Moment),
    sa.Column("look_at", Moment),  # when somebody should look, as `step` says; None: it is over
    # '' not begun | in | reminded | raised | unseen (help was called for) | asked
    # while it is off: offered (another time) | stand_in
    sa.Column("step", sa.Text, nullable=False, default="", server_default=""),
    # fine | small | worried | '' where they have not said
    sa.Column("how", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("note", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("asked_at", Moment),  # when the befriender was asked how it was
    sa.Column("planned_at", Moment, nullable=False),
    sa.Column("over_at", Moment),
    sa.UniqueConstraint("community_id", "pairing_id", "slot"),
    sa.Index(
        "ix_visit_once",
        "pairing_id",
        "at",
        unique=True,
        sqlite_where=sa.text("state = 'planned'"),
        postgresql_where=sa.text("state = 'planned'"),
    ),
    sa.Index(
        "ix_visit_look_at",
        "look_at",
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    ),
    sa.Index("ix_visit_befriender_id", "befriender_id", "at"),
    sa.Index("ix_visit_resident_id", "resident_id", "at"),
    sa.Index("ix_visit_pairing_id", "pairing_id", "at"),
)

IN, REMINDED, RAISED, ASKED, UNSEEN = "in", "reminded", "raised", "asked", "unseen"
OFFERED: Final = "offered"
"""The step of a visit that is off, while the resident may say yes to another time."""

STILL_IN: Final = (IN, REMINDED, RAISED, UNSEEN)

GRACE: Final = timedelta(minutes=15)
"""How long after the planned end nobody is asked yet whether all is well."""

MOVED: Final = "moved"
"""Why a visit is off that is at another time now: that one counts."""


def planned_row(
    of: sa.Row[Any], at: datetime, now: datetime, slot: datetime | None = None
) -> dict[str, Any]:
    """A visit of this pairing, to be put down."""
    return {
        "community_id": of.community_id,
        "pairing_id": of.id,
        "resident_id": of.resident_id,
        "befriender_id": of.befriender_id,
        "slot": slot,
        "at": at,
        "minutes": of.minutes,
        "place": of.place,
        "state": PLANNED,
        "look_at": at + timedelta(minutes=of.minutes) + GRACE,
        "planned_at": now,
    }


def let_be(conn: sa.Connection, ids: Collection[int]) -> None:
    """Nothing more is done about these."""
    conn.execute(sa.update(visit).where(visit.c.id.in_(ids)).values(step="", look_at=None))


DUE: Final = DueRows(visit.c.id, visit.c.look_at)
"""Visits that somebody should look at: the safe-alone clock, and what nobody reported."""


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """What was the one's is the other's."""
    for side in (visit.c.resident_id, visit.c.befriender_id):
        conn.execute(sa.update(visit).where(side == new_id).values({side: known_id}))
