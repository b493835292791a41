"""Outings: who is put down for what and when, with whom, and what came of it."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, metadata
from store.nudges import is_due, nudge

outing = sa.Table(
    "outing",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("activity_id", Id, sa.ForeignKey("activity.id"), nullable=False),
    sa.Column("at", Moment),  # None: it has no set time
    # planned | went | not_went | unknown | cancelled
    sa.Column("state", sa.Text, nullable=False, default="planned"),
    # '' not asked | alone | befriender | neighbours
    sa.Column("company", sa.Text, nullable=False, default=""),
    sa.Column("look_at", Moment),  # when to see who else would like company; None: no more
    # the introduction through which those who would like company were brought together
    sa.Column("together_id", Id, sa.ForeignKey("introduction.id")),
    sa.Column("again", sa.Boolean),  # whether they would go again, if they went and said so
    sa.Column("regular", sa.Boolean, nullable=False, default=False),  # reminded every time
    sa.Column("planned_at", Moment, nullable=False),
    sa.Column("over_at", Moment),
    sa.UniqueConstraint("community_id", "person_id", "activity_id", "at"),
    sa.Index("ix_outing_person_id", "person_id", "at"),
    sa.Index("ix_outing_activity_id", "activity_id", "at"),
    sa.Index(
        "ix_outing_planned",
        "at",
        sqlite_where=sa.text("state = 'planned'"),
        postgresql_where=sa.text("state = 'planned'"),
    ),
    sa.Index(
        "ix_outing_look_at",
        "look_at",
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    ),
)

PLANNED, CANCELLED, WENT, UNKNOWN = "planned", "cancelled", "went", "unknown"

is_planned: Final = outing.c.state == sa.literal_column("'planned'")  # as the partial index says
NUDGES: Final = ("go_together", "reminder", "afterwards")
"""What falls due about an outing (`subject` is its id)."""


# ── plans, and what comes of them ───────────────────────────────────────────────────────────


def plan(conn: sa.Connection, row: dict[str, Any], now: datetime) -> int:
    """Put somebody down (`community_id`, `person_id`, `activity_id`, `at`, `regular`). Its id.

    Who is put down for the same thing twice has one outing. Their row is locked by their turn.
    """
    same = sa.and_(
        *(
            outing.c[name].is_not_distinct_from(row[name])
            for name in ("community_id", "person_id", "activity_id", "at")
        )
    )
    known: int | None = conn.execute(sa.select(outing.c.id).where(same)).scalar()
    if known is None:
        made = sa.insert(outing).values(state=PLANNED, company="", planned_at=now, **row)
        new_id: int = conn.execute(made.returning(outing.c.id)).scalar_one()
        return new_id
    again = {"state": PLANNED, "regular": row["regular"], "over_at": None}
    conn.execute(sa.update(outing).where(outing.c.id == known).values(**again))
    return known


def over(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """Each of these (`row_id`, `of`: whose it is, `state`, `again`) ends so."""
    if rows:
        conn.execute(
            sa.update(outing)
            .where(outing.c.id == sa.bindparam("row_id"), outing.c.person_id == sa.bindparam("of"))
            .values(
                state=sa.bindparam("new_state"),
                again=sa.bindparam("new_again"),
                look_at=None,
                over_at=now,
            ),
            [
                {
                    "row_id": row["row_id"],
                    "of": row["of"],
                    "new_state": row["state"],
                    "new_again": row.get("again"),
                }
                for row in rows
            ],
        )


def choose_company(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """How each (`row_id`, `of`) would like to go: `company`, and when to `look` for neighbours."""
    if rows:
        conn.execute(
            sa.update(outing)
            .where(outing.c.id == sa.bindparam("row_id"), outing.c.person_id == sa.bindparam("of"))
            .values(
                company=sa.bindparam("new_company"),
                look_at=sa.bindparam("new_look", type_=outing.c.look_at.type),
            ),
            [
                {
                    "row_id": row["row_id"],
                    "of": row["of"],
                    "new_company": row["company"],
                    "new_look": row["look"],
                }
                for row in rows
            ],
        )


A_WHILE: Final = timedelta(hours=12)
"""How long after it began an outing is still the one that somebody may be talking of."""


def seen(conn: sa.Connection, subjects: Mapping[int, int], now: datetime) -> dict[int, sa.Row[Any]]:
    """The outing that each of these people's talk is about; where that is 0, what they are put
    down for next."""
    named = [each for each in subjects.values() if each]
    coming = sa.and_(
        outing.c.state == PLANNED, sa.or_(outing.c.at.is_(None), outing.c.at > now - A_WHILE)
    )
    query = (
        sa.select(outing)
        .where(outing.c.person_id.in_(subjects), sa.or_(outing.c.id.in_(named), coming))
        .order_by(outing.c.at.is_(None), outing.c.at, outing.c.id)
    )
    found: dict[int, sa.Row[Any]] = {}
    for row in conn.execute(query):
        if subjects[row.person_id] in (0, row.id):
            found.setdefault(row.person_id, row)
    return found


def missed_running(conn: sa.Connection, people: Collection[int]) -> dict[tuple[int, int], int]:
    """How often running each of these people could not make what they go to regularly, by person
    and activity."""
    query = (
        sa.select(outing.c.person_id, outing.c.activity_id, outing.c.state)
        .where(outing.c.person_id.in_(people), outing.c.regular)
        .order_by(outing.c.at.desc().nulls_last(), outing.c.id.desc())
    )
    running: dict[tuple[int, int], list[str]] = {}
    for row in conn.execute(query):
        running.setdefault((row.person_id, row.activity_id), []).append(row.state)
    return {
        key: next((at for at, state in enumerate(states) if state != CANCELLED), len(states))
        for key, states in running.items()
    }


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two turn out to be one person: what the newer was put down for, the other is, unless they
    were put down for it already."""
    theirs = outing.alias("theirs")
    twice = (
        sa.exists()
        .where(
            theirs.c.person_id == known_id,
            theirs.c.activity_id == outing.c.activity_id,
            theirs.c.at.is_not_distinct_from(outing.c.at),
        )
        .correlate(outing)
    )
    mine = outing.c.person_id == new_id
    conn.execute(
        sa.update(outing)
        .where(mine, twice, outing.c.state == PLANNED)
        .values(state=CANCELLED, look_at=None)
    )
    conn.execute(sa.update(outing).where(mine, ~twice).values(person_id=known_id))


def forget_nudges(
    conn: sa.Connection, people: Collection[int], ids: Collection[int], now: datetime
) -> None:
    """Nothing falls due about these outings of these people any more; but what is regular comes
    round again with its reminder, whose turn sees to that."""
    once = sa.select(outing.c.id).where(outing.c.id.in_(ids), ~outing.c.regular)
    if ids:
        conn.execute(
            sa.update(nudge)
            .where(
                nudge.c.person_id.in_(people),
                nudge.c.purpose.in_(NUDGES),
                nudge.c.subject.in_(once),
                is_due,
            )
            .values(state="skipped", reason="cancelled", done_at=now)
        )


LONG_OVER: Final = timedelta(days=14)
"""How long after an outing whoever went is still asked; then nobody knows, and that is fine."""


def long_over(conn: sa.Connection, now: datetime, limit: int) -> list[int]:
    """Outings of long ago that nobody has told us of: regular ones, or after a STOP."""
    then = now - LONG_OVER
    untimed = sa.and_(outing.c.at.is_(None), outing.c.planned_at <= then)
    found: list[int] = []
    for over_by_now in (outing.c.at <= then, untimed):  # one by one: each has its way in the index
        query = sa.select(outing.c.id).where(is_planned, over_by_now)
        query = query.order_by(outing.c.at, outing.c.id).limit(limit)
        found += conn.execute(query).scalars()
    return found[:limit]


def next_long_over(conn: sa.Connection, now: datetime) -> datetime | None:
    """When the next of them will be, after now."""
    then = now - LONG_OVER
    timed = sa.select(sa.func.min(outing.c.at)).where(is_planned, outing.c.at > then)
    untimed = sa.select(sa.func.min(outing.c.planned_at)).where(
        is_planned, outing.c.at.is_(None), outing.c.planned_at > then
    )
    firsts = [conn.execute(query).scalar() for query in (timed, untimed)]
    return min((first + LONG_OVER for first in firsts if first), default=None)


def close(conn: sa.Connection, ids: Collection[int], now: datetime) -> int:
    """What came of these nobody knows. Returns how many there were."""
    done = conn.execute(
        sa.update(outing)
        .where(outing.c.id.in_(ids), outing.c.state == PLANNED)
        .values(state=UNKNOWN, look_at=None, over_at=now)
    )
    return done.rowcount
