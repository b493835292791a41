"""Outings: who is put down for what and when, with whom, and what came of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, metadata
from store.introductions import introduction
from store.nudges import is_due, nudge
from store.people import person
from store.suggestions import suggestion

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
        .order_by(outing.c.at.desc())
    )
    running: dict[tuple[int, int], list[str]] = {}
    for row in conn.execute(query):
        running.setdefault((row.person_id, row.activity_id), []).append(row.state)
    return {
        key: next((at for at, state in enumerate(states) if state != CANCELLED), len(states))
        for key, states in running.items()
    }


def company_of(conn: sa.Connection, rows: Collection[sa.Row[Any]]) -> dict[int, list[sa.Row[Any]]]:
    """Who else goes along with each of these outings, by its id: person_id, name and language.

    They were brought together, have all said yes to that, and nobody has called it off or has
    said STOP.
    """
    mine = outing.alias("mine")
    query = (
        sa.select(mine.c.id, outing.c.person_id, person.c.name, person.c.language)
        .select_from(mine)
        .join(
            outing,
            sa.and_(
                outing.c.together_id == mine.c.together_id, outing.c.person_id != mine.c.person_id
            ),
        )
        .join(introduction, introduction.c.id == outing.c.together_id)
        .join(person, person.c.id == outing.c.person_id)
        .where(
            mine.c.id.in_([row.id for row in rows]),
            outing.c.state == PLANNED,
            introduction.c.opened_at.is_not(None),
            person.c.stopped_at.is_(None),
        )
        .order_by(mine.c.id, outing.c.id)
    )
    found: dict[int, list[sa.Row[Any]]] = {}
    theirs: list[sa.Row[Any]] = list(conn.execute(query))
    for row in theirs:
        found.setdefault(row.id, []).append(row)
    return found


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
    query = (
        sa.select(outing.c.id)
        .where(outing.c.state == PLANNED, sa.or_(outing.c.at <= then, untimed))
        .order_by(outing.c.id)
        .limit(limit)
    )
    return list(conn.execute(query).scalars())


def next_long_over(conn: sa.Connection, now: datetime) -> datetime | None:
    """When the next of them will be, after now."""
    began = sa.func.coalesce(outing.c.at, outing.c.planned_at)
    query = sa.select(sa.func.min(began)).where(
        outing.c.state == PLANNED,
        sa.or_(
            outing.c.at > now - LONG_OVER,
            sa.and_(outing.c.at.is_(None), outing.c.planned_at > now - LONG_OVER),
        ),
    )
    first: datetime | None = conn.execute(query).scalar()
    return first + LONG_OVER if first else None


def close(conn: sa.Connection, ids: Collection[int], now: datetime) -> int:
    """What came of these nobody knows. Returns how many there were."""
    done = conn.execute(
        sa.update(outing)
        .where(outing.c.id.in_(ids), outing.c.state == PLANNED)
        .values(state=UNKNOWN, look_at=None, over_at=now)
    )
    return done.rowcount


# ── who goes with whom ──────────────────────────────────────────────────────────────────────


def to_bring_together(conn: sa.Connection, now: datetime, limit: int) -> list[int]:
    """Outings of people who would like company, for whom it is time to look for it."""
    query = (
        sa.select(outing.c.id)
        .where(outing.c.look_at.is_not(None), outing.c.look_at <= now)
        .order_by(outing.c.look_at)
        .limit(limit)
    )
    return list(conn.execute(query).scalars())


def next_look(conn: sa.Connection, now: datetime) -> datetime | None:
    """When it is next time to look, after now."""
    query = sa.select(sa.func.min(outing.c.look_at)).where(
        outing.c.look_at.is_not(None), outing.c.look_at > now
    )
    moment: datetime | None = conn.execute(query).scalar()
    return moment


@dataclass(frozen=True, slots=True)
class Party:
    """People who go to the same thing and would all like company, the first put down first."""

    activity_id: int
    at: datetime | None
    outings: tuple[int, ...]
    people: tuple[int, ...]


def parties(conn: sa.Connection, ids: Collection[int]) -> list[Party]:
    """Everybody who is to be brought together with the people of these outings, locked.

    Whoever would like company for the same thing is in it, whether or not their own time to
    look has come; and so is nobody who was brought together with others before.
    """
    mine = outing.alias("mine")
    same = (
        sa.exists()
        .where(
            mine.c.id.in_(ids),
            mine.c.look_at.is_not(None),
            mine.c.community_id == outing.c.community_id,
            mine.c.activity_id == outing.c.activity_id,
            mine.c.at.is_not_distinct_from(outing.c.at),
        )
        .correlate(outing)
    )
    query = (
        sa.select(outing)
        .where(
            same,
            outing.c.state == PLANNED,
            outing.c.company == "neighbours",
            outing.c.together_id.is_(None),
        )
        .order_by(outing.c.id)
        .with_for_update()
    )
    found: dict[tuple[int, datetime | None], list[sa.Row[Any]]] = {}
    rows: list[sa.Row[Any]] = list(conn.execute(query))
    for row in rows:
        found.setdefault((row.activity_id, row.at), []).append(row)
    return [
        Party(*key, tuple(row.id for row in rows), tuple(row.person_id for row in rows))
        for key, rows in found.items()
    ]


def brought_together(conn: sa.Connection, ids: Collection[int], chat: int) -> None:
    """The people of these outings are put in touch, or asked if they would like to be."""
    conn.execute(sa.update(outing).where(outing.c.id.in_(ids)).values(together_id=chat))


def looked(conn: sa.Connection, ids: Collection[int]) -> None:
    """Somebody has looked for company for these, and need not look again."""
    conn.execute(sa.update(outing).where(outing.c.id.in_(ids)).values(look_at=None))


def open_to_company(
    conn: sa.Connection, community_id: int, after: datetime
) -> dict[int, frozenset[int]]:
    """Who is put down for what from that moment on and would like neighbours to go with."""
    query = sa.select(outing.c.activity_id, outing.c.person_id).where(
        outing.c.community_id == community_id,
        outing.c.state == PLANNED,
        outing.c.company == "neighbours",
        sa.or_(outing.c.at > after, outing.c.at.is_(None)),
    )
    found: dict[int, set[int]] = {}
    for activity_id, person_id in conn.execute(query):
        found.setdefault(activity_id, set()).add(person_id)
    return {each: frozenset(people) for each, people in found.items()}


# ── counted for the project, never scored to a person ───────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people heard of a thing to do, went, and stayed with it."""

    told: int = 0
    went: int = 0
    stayed: int = 0


def counts(conn: sa.Connection, community_id: int) -> dict[int, Counted]:
    """The three-state count of each activity, by its id.

    stayed: went to it at least twice, or asked to be reminded each time.
    """
    told = {
        row[0]: row[1]
        for row in conn.execute(
            sa.select(suggestion.c.activity_id, sa.func.count())
            .where(suggestion.c.community_id == community_id, suggestion.c.told_at.is_not(None))
            .group_by(suggestion.c.activity_id)
        )
    }
    times = (
        sa.select(
            outing.c.activity_id,
            outing.c.person_id,
            sa.func.sum(sa.case((outing.c.state == WENT, 1), else_=0)).label("went"),
            sa.func.max(sa.case((outing.c.regular, 1), else_=0)).label("regular"),
        )
        .where(outing.c.community_id == community_id)
        .group_by(outing.c.activity_id, outing.c.person_id)
        .subquery()
    )
    went = sa.func.sum(sa.case((times.c.went > 0, 1), else_=0))
    stays = sa.or_(times.c.went > 1, sa.and_(times.c.went > 0, times.c.regular == 1))
    stayed = sa.func.sum(sa.case((stays, 1), else_=0))
    by_activity = sa.select(times.c.activity_id, went, stayed).group_by(times.c.activity_id)
    found = {row[0]: (int(row[1]), int(row[2])) for row in conn.execute(by_activity)}
    return {
        each: Counted(told.get(each, 0), *found.get(each, (0, 0)))
        for each in sorted(told.keys() | found.keys())
    }
