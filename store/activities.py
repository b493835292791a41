"""The directory: activities, and places where people bump into each other, each with its age.

When something is next (`next_at`) is worked out by whoever writes it down, and kept up to date by
an affair (`bot/rounds/directory.py`); empty means that it is still to be worked out.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from flows.world.nearby import ACCESS_FACTS, PLACE, Access, Activity, Point, Schedule
from store.database import Id, Moment, metadata, upsert

OPEN, FADED, GONE = "open", "faded", "gone"

ACTIVITY_DAYS, PLACE_DAYS = 180, 90
"""Days after which somebody should say again that it is so."""

FADES_AFTER: Final = timedelta(days=90)
"""How long past that day it may go unconfirmed before it is no longer suggested."""

activity = sa.Table(
    "activity",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    # what whoever imports it calls it; None for what somebody told us by text
    sa.Column("ref", sa.Text),
    sa.Column("kind", sa.Text, nullable=False),  # activity | place
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False, default=""),
    sa.Column("place", sa.Text, nullable=False, default=""),
    sa.Column("postcode", sa.Text, nullable=False, default=""),
    sa.Column("lat", sa.Double),
    sa.Column("lon", sa.Double),
    sa.Column("starts", sa.DateTime, nullable=False),  # local, in `zone`: the first time
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False, default=60),
    sa.Column("rule", sa.Text, nullable=False, default=""),  # RFC 5545; "" is on once
    sa.Column("left_out", sa.Text, nullable=False, default="[]"),  # JSON: local times
    sa.Column("roughly", sa.Boolean, nullable=False, default=False),
    sa.Column("next_at", Moment),
    sa.Column("cost_pence", sa.Integer),  # None: not known
    sa.Column("cost_words", sa.Text, nullable=False, default=""),
    # a bit for each of ACCESS_FACTS, by its place in that list; in neither: not known
    sa.Column("access_yes", sa.Integer, nullable=False, default=0),
    sa.Column("access_no", sa.Integer, nullable=False, default=0),
    sa.Column("language", sa.Text, nullable=False, default=""),
    sa.Column("travel", sa.Text, nullable=False, default=""),
    sa.Column("who_meets", sa.Text, nullable=False, default=""),
    sa.Column("organiser_id", Id, sa.ForeignKey("person.id")),
    sa.Column("organiser", sa.Text, nullable=False, default=""),
    sa.Column("source", sa.Text, nullable=False, default=""),  # who says so
    sa.Column("source_place", sa.Text, nullable=False, default=""),
    sa.Column("source_id", Id, sa.ForeignKey("person.id")),
    sa.Column("checked_at", Moment),
    sa.Column("confirm_by", Moment, nullable=False),
    sa.Column("confirm_days", sa.Integer, nullable=False, default=ACTIVITY_DAYS),
    sa.Column("state", sa.Text, nullable=False, default=OPEN),
    sa.Column("state_why", sa.Text, nullable=False, default=""),
    sa.Column("created_at", Moment, nullable=False),
    sa.UniqueConstraint("community_id", "ref"),
    sa.Index("ix_activity_community_id_state_lat", "community_id", "state", "lat"),
    sa.Index("ix_activity_organiser_id", "organiser_id"),
    sa.Index("ix_activity_source_id", "source_id"),
    sa.Index("ix_activity_state_next_at", "state", "next_at"),
    sa.Index("ix_activity_state_confirm_by", "state", "confirm_by"),
)

activity_tag = sa.Table(
    "activity_tag",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("tag", sa.Text, primary_key=True),
    sa.Column("activity_id", Id, sa.ForeignKey("activity.id"), primary_key=True),
    sa.Index("ix_activity_tag_activity_id", "activity_id"),
)


# ── rows and what they stand for ────────────────────────────────────────────────────────────


def access_bits(names: Iterable[str]) -> int:
    """These access facts as bits."""
    return sum(1 << ACCESS_FACTS.index(name) for name in names)


@lru_cache(maxsize=1024)
def _access(bits: int) -> frozenset[str]:
    return frozenset(name for nth, name in enumerate(ACCESS_FACTS) if bits >> nth & 1)


def schedule_columns(schedule: Schedule) -> dict[str, Any]:
    """The columns that say when it is on."""
    return {
        "starts": schedule.start,
        "zone": schedule.zone,
        "minutes": schedule.minutes,
        "rule": schedule.rule,
        "left_out": json.dumps([each.isoformat() for each in schedule.left_out]),
        "roughly": schedule.roughly,
    }


def _schedule(row: sa.Row[Any]) -> Schedule:
    left_out = row.left_out
    return Schedule(
        row.starts, row.zone, row.minutes, row.rule,
        () if left_out == "[]" else tuple(map(datetime.fromisoformat, json.loads(left_out))),
        row.roughly,
    )  # fmt: skip


def _activity(row: sa.Row[Any], tags: frozenset[str]) -> Activity:
    return Activity(
        id=row.id,
        title=row.title,
        schedule=_schedule(row),
        next_at=row.next_at,
        kind=row.kind,
        about=row.about,
        tags=tags,
        place=row.place,
        point=None if row.lat is None else Point(row.lat, row.lon),
        cost_pence=row.cost_pence,
        cost_words=row.cost_words,
        access=Access(_access(row.access_yes), _access(row.access_no)),
        language=row.language,
        travel=row.travel,
        who_meets=row.who_meets,
        source=row.source,
        source_place=row.source_place,
        checked_at=row.checked_at,
        confirm_by=row.confirm_by,
        organiser_id=row.organiser_id,
        state=row.state,
    )


_IDS: Final[sa.BindParameter[Any]] = sa.bindparam("ids", expanding=True)
_BY_IDS: Final = sa.select(activity).where(activity.c.id.in_(_IDS)).order_by(activity.c.id)
_THEIRS: Final = sa.select(activity.c.id, activity.c.organiser_id, activity.c.source_id).where(
    sa.or_(activity.c.organiser_id.in_(_IDS), activity.c.source_id.in_(_IDS))
)
_TAGS: Final = sa.select(activity_tag.c.activity_id, activity_tag.c.tag).where(
    activity_tag.c.activity_id.in_(_IDS)
)


def by_ids(conn: sa.Connection, ids: Collection[int]) -> dict[int, Activity]:
    """These activities, whatever their state."""
    if not ids:
        return {}
    tags = tags_of_activity(conn, ids)
    rows = conn.execute(_BY_IDS, {"ids": list(ids)})
    return {row.id: _activity(row, tags.get(row.id, frozenset())) for row in rows}


def everything(conn: sa.Connection, community_id: int) -> list[Activity]:
    """All of the directory that has not gone, in the order it was written down."""
    told = sa.select(activity.c.id).where(
        activity.c.community_id == community_id, activity.c.state != GONE
    )
    return list(by_ids(conn, list(conn.execute(told).scalars())).values())


_COUNTED: Final = sa.select(sa.func.count()).select_from(
    sa.select(activity.c.id)
    .where(activity.c.community_id == sa.bindparam("community"), activity.c.state == OPEN)
    .limit(sa.bindparam("most"))
    .subquery()
)


def more_than(conn: sa.Connection, community_id: int, count: int) -> bool:
    """Whether so many are open, and more. Never counts further."""
    counted = conn.execute(_COUNTED, {"community": community_id, "most": count + 1}).scalar_one()
    return bool(counted > count)


def tags_of_activity(conn: sa.Connection, ids: Collection[int]) -> dict[int, frozenset[str]]:
    """What each of these is about."""
    found: dict[int, set[str]] = {}
    for row in conn.execute(_TAGS, {"ids": list(ids)}):
        found.setdefault(row.activity_id, set()).add(row.tag)
    return {activity_id: frozenset(tags) for activity_id, tags in found.items()}


def theirs(conn: sa.Connection, ids: Collection[int]) -> dict[int, frozenset[int]]:
    """What each of these people runs, or told us of: nothing to suggest to them."""
    found: dict[int, set[int]] = {}
    for row in conn.execute(_THEIRS, {"ids": list(ids)}):
        for whose in {row.organiser_id, row.source_id} & set(ids):
            found.setdefault(whose, set()).add(row.id)
    return {person_id: frozenset(own) for person_id, own in found.items()}


def next_time(conn: sa.Connection, ids: Collection[int]) -> dict[int, datetime]:
    """When each of these is next, as it was last worked out."""
    query = sa.select(activity.c.id, activity.c.next_at).where(
        activity.c.id.in_(ids), activity.c.next_at.is_not(None)
    )
    return {row.id: row.next_at for row in conn.execute(query)}


# ── written down ────────────────────────────────────────────────────────────────────────────

_KEPT: Final = ("id", "community_id", "ref", "created_at")
_DEFAULTS: Final = {
    column.name: column.default.arg
    for column in activity.c
    if isinstance(column.default, sa.ColumnDefault) and not callable(column.default.arg)
}
_CHANGED: Final = [column.name for column in activity.c if column.name not in _KEPT]


def keep(conn: sa.Connection, rows: Sequence[tuple[dict[str, Any], Collection[str]]]) -> None:
    """Write these down, each with its tags; one with a `ref` that is known is brought up to date.

    A row has every column that has no default, `community_id` and `ref` among them.
    """
    if not rows:
        return
    blank = {"lat": None, "lon": None, "cost_pence": None, "organiser_id": None, "source_id": None}
    full = [{**_DEFAULTS, **blank, **row} for row, _ in rows]
    community_id = full[0]["community_id"]
    conn.execute(upsert(activity, conn, ["community_id", "ref"], _CHANGED), full)
    known = conn.execute(
        sa.select(activity.c.ref, activity.c.id).where(
            activity.c.community_id == community_id,
            activity.c.ref.in_([row["ref"] for row in full]),
        )
    )
    ids = {row.ref: row.id for row in known}
    set_tags(conn, community_id, {ids[row["ref"]]: tags for row, tags in rows})


def set_tags(conn: sa.Connection, community_id: int, tags: Mapping[int, Collection[str]]) -> None:
    """What each of these is about, from now on."""
    conn.execute(sa.delete(activity_tag).where(activity_tag.c.activity_id.in_(tags.keys())))
    rows = [
        {"community_id": community_id, "tag": tag, "activity_id": activity_id}
        for activity_id, theirs in tags.items()
        for tag in sorted(set(theirs))
    ]
    if rows:
        conn.execute(sa.insert(activity_tag), rows)


def add_place(
    conn: sa.Connection,
    community_id: int,
    *,
    title: str,
    where: str,
    schedule: Schedule,
    said_by: str,
    who: str,
    person_id: int,
    now: datetime,
    next_at: datetime | None = None,
    tags: Collection[str] = (),
    point: Point | None = None,
) -> int:
    """A place where people bump into each other, as somebody told of it. Returns its id.

    It lies where `point` is, else about where they live: who tells of a bench walks past it.
    """
    made = sa.insert(activity).returning(activity.c.id)
    row = {
        "community_id": community_id,
        "kind": PLACE,
        "title": title,
        "about": who,
        "place": where,
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        **schedule_columns(schedule),
        "next_at": next_at,
        "cost_pence": 0,
        "source": said_by,
        "source_id": person_id,
        "checked_at": now,
        "confirm_by": now + timedelta(days=PLACE_DAYS),
        "confirm_days": PLACE_DAYS,
        "created_at": now,
    }
    activity_id: int = conn.execute(made, row).scalar_one()
    set_tags(conn, community_id, {activity_id: tags})
    return activity_id


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """What one of the two runs or told us of is the other's: they are one person."""
    for column in (activity.c.organiser_id, activity.c.source_id):
        conn.execute(sa.update(activity).where(column == new_id).values({column: known_id}))


# ── fresh or gone ───────────────────────────────────────────────────────────────────────────


def confirm(conn: sa.Connection, activity_id: int, by: str, person_id: int, at: datetime) -> None:
    """It is still so, says this person: what had faded is back."""
    days = conn.execute(
        sa.select(activity.c.confirm_days).where(activity.c.id == activity_id)
    ).scalar()
    if days is not None:
        _change(
            conn, activity_id, source=by, source_place="", source_id=person_id, checked_at=at,
            confirm_by=at + timedelta(days=days), state=OPEN, state_why="",
        )  # fmt: skip


def take_out(conn: sa.Connection, activity_id: int, why: str) -> int | None:
    """It is no more. Returns who told us of it, if anybody did."""
    _change(conn, activity_id, state=GONE, state_why=why)
    query = sa.select(activity.c.source_id).where(activity.c.id == activity_id)
    told_by: int | None = conn.execute(query).scalar()
    return told_by


def retime(
    conn: sa.Connection, activity_id: int, schedule: Schedule, next_at: datetime | None
) -> None:
    """From now on it is on at these times."""
    _change(conn, activity_id, next_at=next_at, **schedule_columns(schedule))


def set_next(conn: sa.Connection, times: dict[int, datetime | None]) -> None:
    """When each of these is next; one that is never on again is over, and gone."""
    over = [activity_id for activity_id, at in times.items() if at is None]
    if over:
        conn.execute(
            sa.update(activity)
            .where(activity.c.id.in_(over))
            .values(state=GONE, state_why="over", next_at=None)
        )
    rows = [{"row_id": each, "at": at} for each, at in times.items() if at is not None]
    if rows:
        conn.execute(
            sa.update(activity)
            .where(activity.c.id == sa.bindparam("row_id"))
            .values(next_at=sa.bindparam("at", type_=Moment)),
            rows,
        )


def _change(conn: sa.Connection, activity_id: int, **values: Any) -> None:
    conn.execute(sa.update(activity).where(activity.c.id == activity_id).values(values))


def to_confirm(conn: sa.Connection, before: datetime, limit: int) -> Sequence[sa.Row[Any]]:
    """What somebody should confirm before this moment, the longest due first.

    Each has id, community_id, title, kind, organiser_id, source_id and confirm_by.
    """
    wanted = (
        activity.c.id, activity.c.community_id, activity.c.title, activity.c.kind,
        activity.c.organiser_id, activity.c.source_id, activity.c.confirm_by,
    )  # fmt: skip
    query: sa.Select[Any] = (
        sa.select(*wanted)
        .where(activity.c.state == OPEN, activity.c.confirm_by < before)
        .order_by(activity.c.confirm_by, activity.c.id)
        .limit(limit)
    )
    return conn.execute(query).all()


def behind(conn: sa.Connection, now: datetime, limit: int) -> list[int]:
    """What is open and was last on before now, or has no next time, or is long unconfirmed."""
    query = (
        sa.select(activity.c.id)
        .where(_is_behind(now))
        .order_by(activity.c.next_at, activity.c.id)
        .limit(limit)
    )
    return list(conn.execute(query).scalars())


def _is_behind(now: datetime) -> sa.ColumnElement[bool]:
    """Each in the words of an index, or the whole directory would be read every second."""
    is_open = activity.c.state == OPEN
    return sa.or_(
        sa.and_(is_open, activity.c.next_at.is_(None)),
        sa.and_(is_open, activity.c.next_at <= now),
        sa.and_(is_open, activity.c.confirm_by <= now - FADES_AFTER),
    )


def lock_behind(conn: sa.Connection, ids: Collection[int], now: datetime) -> list[int]:
    """Those of these that still are, and that nobody else is at: ours until the end."""
    query = (
        sa.select(activity.c.id)
        .where(activity.c.id.in_(ids), _is_behind(now))
        .order_by(activity.c.id)
        .with_for_update(skip_locked=True)
    )
    return list(conn.execute(query).scalars())


def fade(conn: sa.Connection, ids: Collection[int], now: datetime) -> list[int]:
    """Those of these that nobody has confirmed for long are no longer suggested. Returns them."""
    unconfirmed = (activity.c.id.in_(ids), activity.c.confirm_by <= now - FADES_AFTER)
    changed = (
        sa.update(activity)
        .where(*unconfirmed, activity.c.state == OPEN)
        .values(state=FADED, state_why="unconfirmed")
        .returning(activity.c.id)
    )
    return list(conn.execute(changed).scalars())


def next_fading(conn: sa.Connection, now: datetime) -> datetime | None:
    """When the next of them fades, after now, unless somebody confirms it."""
    query = sa.select(sa.func.min(activity.c.confirm_by)).where(
        activity.c.state == OPEN, activity.c.confirm_by > now - FADES_AFTER
    )
    confirm_by: datetime | None = conn.execute(query).scalar()
    return confirm_by + FADES_AFTER if confirm_by else None
