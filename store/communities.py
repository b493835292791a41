"""Communities: the project as people know it, its hours and budgets, and its own wordings."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, time

import sqlalchemy as sa

from flows.world import Budget
from store.database import Id, Moment, alone, metadata, upsert

community = sa.Table(
    "community",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("quiet_from", sa.Time, nullable=False, default=time(20, 0)),
    sa.Column("quiet_to", sa.Time, nullable=False, default=time(8, 0)),
    sa.Column("budget_day", sa.Integer, nullable=False, default=2),
    sa.Column("budget_week", sa.Integer, nullable=False, default=3),
    # what a part of an SMS costs, in pence, for the price of a broadcast
    sa.Column("pence_per_part", sa.Float, nullable=False, default=4.0, server_default="4"),
    sa.Column("demo", sa.Boolean),  # set by the first run, for good: a demo's, or a real one's
    sa.Column("clock_ahead", sa.BigInteger, nullable=False, default=0),  # seconds, in a demo only
    sa.Column("created_at", Moment, nullable=False),
)

wording = sa.Table(
    "wording",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("language", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("english", sa.Text, nullable=False),  # the English it was written for
    sa.Column("at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Community:
    """The project every row belongs to."""

    id: int
    name: str
    zone: str
    quiet_from: time
    quiet_to: time
    budget: Budget
    demo: bool | None
    clock_ahead: int
    # the channels that are set up, in a running service; none named: any may be
    speaks_on: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OwnWording:
    """How a community says one wording in one language, and the English it was written for."""

    language: str
    key: str
    text: str
    english: str


def found(
    conn: sa.Connection,
    name: str,
    zone: str,
    now: datetime,
    follow: Collection[str] = ("community", "timezone"),
) -> Community:
    """The community of this database, made the first time it is looked for.

    Its name and zone follow the settings, but only those that are really set (`follow`): a command
    run without them must not give the project another name.
    """
    first = sa.select(community).order_by(community.c.id).limit(1)
    row = conn.execute(first).first()
    if row is None:
        alone(conn)  # of two processes that start together, one makes it
        row = conn.execute(first).first()
    if row is None:
        conn.execute(sa.insert(community).values(name=name, zone=zone, created_at=now))
        row = conn.execute(first).one()
    name = name if "community" in follow else row.name
    zone = zone if "timezone" in follow else row.zone
    if (row.name, row.zone) != (name, zone):
        same = community.c.id == row.id
        conn.execute(sa.update(community).where(same).values(name=name, zone=zone))
    budget = Budget(row.budget_day, row.budget_week)
    return Community(
        row.id, name, zone, row.quiet_from, row.quiet_to, budget, row.demo, row.clock_ahead
    )


def set_demo(conn: sa.Connection, community_id: int, demo: bool) -> None:
    """Remember, once, whether this database is a demo's."""
    conn.execute(sa.update(community).where(community.c.id == community_id).values(demo=demo))


def set_clock_ahead(conn: sa.Connection, community_id: int, seconds: int) -> None:
    """Remember how far a demo's clock has been moved, so that a restart does not turn it back."""
    conn.execute(
        sa.update(community).where(community.c.id == community_id).values(clock_ahead=seconds)
    )


def set_wording(conn: sa.Connection, community_id: int, own: OwnWording, now: datetime) -> None:
    """A community's own words for a wording, which the caller has checked can be filled in."""
    row = {"community_id": community_id, "at": now, **asdict(own)}
    keys = ["community_id", "language", "key"]
    conn.execute(upsert(wording, conn, keys, ["text", "english", "at"]), row)


_WORDINGS = sa.select(wording.c.language, wording.c.key, wording.c.text).where(
    wording.c.community_id == sa.bindparam("community")
)


def wordings(conn: sa.Connection, community_id: int) -> dict[tuple[str, str], str]:
    """Every wording that this community says in its own way, by language and key."""
    rows = conn.execute(_WORDINGS, {"community": community_id})
    return {(row.language, row.key): row.text for row in rows}
