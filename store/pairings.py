"""Who visits whom, how often, and until when: never deleted, so that there is a history."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, metadata
from store.due_rows import DueRows
from store.people import person

USUAL_MOST: Final = 3
"""How many people a befriender visits at most, unless they and a coordinator wish for more."""

OPEN_END: Final = datetime(9000, 1, 1, tzinfo=UTC)
"""`rests_until` of a pairing that rests until somebody says otherwise."""

NOBODY: Final = ""
BY_RESIDENT, BY_BEFRIENDER = "resident", "befriender"

pairing = sa.Table(
    "pairing",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("resident_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("befriender_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("started_at", Moment, nullable=False),
    # how often, as the two of them agreed; 0: not agreed yet
    sa.Column("every_days", sa.Integer, nullable=False, default=0, server_default="0"),
    sa.Column("weekday", sa.Integer, nullable=False, default=0, server_default="0"),  # 0 is Monday
    sa.Column("at", sa.Time),  # local, where the resident lives
    sa.Column("first_on", sa.Date),  # the local day that the weeks are counted from
    sa.Column("minutes", sa.Integer, nullable=False, default=60, server_default="60"),
    sa.Column("place", sa.Text, nullable=False, default="", server_default=""),  # "": their home
    sa.Column("agreed_at", Moment),
    # no visits from then (None: from now on) until then (OPEN_END: until somebody says); where
    # `rests_until` is None they go on
    sa.Column("rests_from", Moment),
    sa.Column("rests_until", Moment),
    sa.Column("rest_set_at", Moment),  # when we heard of the rest
    # whose rest it is: '' | resident | befriender (who is then not told first any more)
    sa.Column("rests_by", sa.Text, nullable=False, default="", server_default=""),
    # it stands in for this pairing, whose befriender rests; None: it is one of its own
    sa.Column("stands_in_for", Id),
    sa.Column("look_at", Moment),  # when its rest begins or ends
    sa.Column("seeks_at", Moment),  # when to look for somebody to stand in
    sa.Column("ended_at", Moment),
    sa.Column("ended_by", Id),  # who ended it: a person's id; None: nobody in particular
    # '' | coordinator | befriender | resident | stopped | over (of standing in)
    sa.Column("ended_why", sa.Text, nullable=False, default="", server_default=""),
    sa.Index("ix_pairing_resident_id", "resident_id"),
    sa.Index("ix_pairing_befriender_id", "befriender_id"),
    sa.Index(
        "ix_pairing_look_at",
        "look_at",
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    ),
    sa.Index(
        "ix_pairing_seeks_at",
        "seeks_at",
        sqlite_where=sa.text("seeks_at IS NOT NULL"),
        postgresql_where=sa.text("seeks_at IS NOT NULL"),
    ),
)


# Built once, for it is asked for every batch: building a statement costs more than running it.
_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_VISITOR = person.alias("visitor")
_VISITORS = (
    sa.select(pairing.c.resident_id, _VISITOR.c.id, _VISITOR.c.name)
    .join(_VISITOR, _VISITOR.c.id == pairing.c.befriender_id)
    .where(
        pairing.c.resident_id.in_(_IDS),
        pairing.c.ended_at.is_(None),
        pairing.c.rests_by != BY_BEFRIENDER,
        _VISITOR.c.stopped_at.is_(None),
    )
    .order_by(pairing.c.id)
)


def befrienders_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Who visits each of these people: the person's id and name. The latest pairing counts.

    Not who rests from it just now: somebody else is told first while they do.
    """
    rows = conn.execute(_VISITORS, {"ids": list(ids)})
    return {row.resident_id: (row.id, row.name) for row in rows}


def visitors_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, list[int]]:
    """Everybody who visits each of these people, in the order in which they are told of them."""
    found: dict[int, list[int]] = {}
    for row in conn.execute(_VISITORS, {"ids": list(ids)}) if ids else ():
        found.setdefault(row.resident_id, []).insert(0, row.id)
    return found


def pair(
    conn: sa.Connection,
    community_id: int,
    resident_id: int,
    befriender_id: int,
    now: datetime,
    stands_in_for: int | None = None,
) -> int:
    """From now on this befriender visits this resident. Returns the pairing's id.

    Where they do already, it stays as it is.
    """
    known = open_between(conn, [(befriender_id, resident_id)]).get((befriender_id, resident_id))
    if known is not None:
        return known
    adding = sa.insert(pairing).values(
        community_id=community_id,
        resident_id=resident_id,
        befriender_id=befriender_id,
        started_at=now,
        stands_in_for=stands_in_for,
    )
    made: int = conn.execute(adding.returning(pairing.c.id)).scalar_one()
    return made


def open_between(
    conn: sa.Connection, pairs: Collection[tuple[int, int]]
) -> dict[tuple[int, int], int]:
    """The open pairing's id of each of these (befriender, resident) who are paired."""
    if not pairs:
        return {}
    query = (
        sa.select(pairing.c.id, pairing.c.befriender_id, pairing.c.resident_id)
        .where(
            pairing.c.befriender_id.in_({befriender for befriender, _ in pairs}),
            pairing.c.resident_id.in_({resident for _, resident in pairs}),
            pairing.c.ended_at.is_(None),
        )
        .order_by(pairing.c.id.desc())
    )
    found = {(row.befriender_id, row.resident_id): row.id for row in conn.execute(query)}
    return {each: found[each] for each in pairs if each in found}


def load_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, int]:
    """How many people each of these befrienders visits now. Who rests is not fewer."""
    query = (
        sa.select(pairing.c.befriender_id, sa.func.count(pairing.c.resident_id.distinct()))
        .where(pairing.c.befriender_id.in_(ids), pairing.c.ended_at.is_(None))
        .group_by(pairing.c.befriender_id)
    )
    counted = {row[0]: int(row[1]) for row in conn.execute(query)} if ids else {}
    return {who: counted.get(who, 0) for who in ids}


def open_ones(conn: sa.Connection, ids: Collection[int]) -> list[sa.Row[Any]]:
    """The open pairings in which any of these people is one of the two, the oldest first."""
    theirs = pairing.c.resident_id.in_(ids) | pairing.c.befriender_id.in_(ids)
    query = sa.select(pairing).where(theirs, pairing.c.ended_at.is_(None)).order_by(pairing.c.id)
    return list(conn.execute(query)) if ids else []


def rows(conn: sa.Connection, ids: Collection[int]) -> dict[int, sa.Row[Any]]:
    """These pairings."""
    query = sa.select(pairing).where(pairing.c.id.in_(ids))
    return {row.id: row for row in conn.execute(query)} if ids else {}


def history_of(conn: sa.Connection, person_id: int) -> list[sa.Row[Any]]:
    """Every pairing of this person, on either side, the latest first, with both names.

    Columns: all of `pairing`, `resident` and `befriender` (their names).
    """
    theirs, ours = person.alias("theirs"), person.alias("ours")
    query = (
        sa.select(pairing, theirs.c.name.label("resident"), ours.c.name.label("befriender"))
        .join(theirs, theirs.c.id == pairing.c.resident_id)
        .join(ours, ours.c.id == pairing.c.befriender_id)
        .where((pairing.c.resident_id == person_id) | (pairing.c.befriender_id == person_id))
        .order_by(pairing.c.started_at.desc(), pairing.c.id.desc())
    )
    return list(conn.execute(query))


def change(conn: sa.Connection, pairing_id: int, **values: Any) -> None:
    """Change one pairing."""
    conn.execute(sa.update(pairing).where(pairing.c.id == pairing_id).values(**values))


def lock(conn: sa.Connection, ids: Collection[int]) -> list[sa.Row[Any]]:
    """Those of these pairings that are open, ours alone until the end of the transaction."""
    query = (
        sa.select(pairing)
        .where(pairing.c.id.in_(ids), pairing.c.ended_at.is_(None))
        .order_by(pairing.c.id)
        .with_for_update()
    )
    return list(conn.execute(query)) if ids else []


def end(
    conn: sa.Connection, ids: Collection[int], by: int | None, why: str, now: datetime
) -> list[sa.Row[Any]]:
    """These are over, and kept. Returns those that were not over before."""
    ended = lock(conn, ids)
    over = {"ended_at": now, "ended_by": by, "ended_why": why, "look_at": None, "seeks_at": None}
    here = pairing.c.id.in_([row.id for row in ended])
    conn.execute(sa.update(pairing).where(here).values(**over))
    return ended


def standing_in(conn: sa.Connection, ids: Collection[int]) -> list[int]:
    """The open pairings that stand in for these."""
    query = sa.select(pairing.c.id).where(
        pairing.c.stands_in_for.in_(ids), pairing.c.ended_at.is_(None)
    )
    return list(conn.execute(query.order_by(pairing.c.id)).scalars()) if ids else []


def seek(conn: sa.Connection, befrienders: Collection[int], now: datetime) -> None:
    """Somebody is looked for to stand in for these befrienders, wherever they visit."""
    theirs = pairing.c.befriender_id.in_(befrienders) & pairing.c.stands_in_for.is_(None)
    if befrienders:
        resting = theirs, pairing.c.ended_at.is_(None), pairing.c.rests_until.is_not(None)
        conn.execute(sa.update(pairing).where(*resting).values(seeks_at=now))


def stay_on(conn: sa.Connection, ids: Collection[int]) -> None:
    """Whoever stood in for these, which are over, goes on as a visitor in their own right."""
    stood_in = pairing.c.stands_in_for.in_(ids) & pairing.c.ended_at.is_(None)
    conn.execute(sa.update(pairing).where(stood_in).values(stands_in_for=None))


RESTS: Final = DueRows(pairing.c.id, pairing.c.look_at)
"""Pairings of which a rest begins or ends."""


SEEKS: Final = DueRows(pairing.c.id, pairing.c.seeks_at)
"""Pairings that somebody is looked for to stand in for."""


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """What was the one's is the other's. Nobody visits themself: such a pairing is over."""
    for side in (pairing.c.resident_id, pairing.c.befriender_id, pairing.c.ended_by):
        conn.execute(sa.update(pairing).where(side == new_id).values({side: known_id}))
    alone = (pairing.c.resident_id == known_id) & (pairing.c.befriender_id == known_id)
    over = sa.func.coalesce(pairing.c.ended_at, pairing.c.started_at)
    conn.execute(sa.update(pairing).where(alone).values(ended_at=over, ended_why="merged"))
