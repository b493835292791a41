"""News of a pairing for somebody: kept, and told as a nudge when they may be texted.

What is decided on one phone, or by the passing of time, is heard on another: a visitor is away,
visits go on, a pair is over. Each row is one text to one person.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import nudges, people
from store.database import Id, Moment, metadata
from store.people import person

PURPOSE: Final = "pair_news"
LATE_BY: Final = int(timedelta(days=5).total_seconds())

pair_news = sa.Table(
    "pair_news",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),  # who hears it
    sa.Column("kind", sa.Text, nullable=False),  # a step of flows/pairs/news.py
    sa.Column("resident_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("befriender_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("pairing_id", Id),
    sa.Column("since", Moment),
    sa.Column("until", Moment),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_pair_news_person_id", "person_id"),
)


@dataclass(frozen=True, slots=True)
class News:
    """What one person is to hear of two. person_id None: every coordinator hears it."""

    kind: str
    person_id: int | None
    resident_id: int
    befriender_id: int
    pairing_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


def tell(conn: sa.Connection, community_id: int, news: Collection[News], now: datetime) -> None:
    """Each of these is told as soon as whoever hears it may be texted."""
    if not news:
        return
    team = people.coordinators(conn, community_id) if any(_for_all(each) for each in news) else []
    rows = [
        {
            "community_id": community_id,
            "person_id": who,
            "kind": each.kind,
            "resident_id": each.resident_id,
            "befriender_id": each.befriender_id,
            "pairing_id": each.pairing_id,
            "since": each.since,
            "until": each.until,
            "at": now,
        }
        for each in news
        for who in (team if each.person_id is None else [each.person_id])
    ]
    if not rows:
        return
    adding = sa.insert(pair_news).returning(pair_news.c.id, sort_by_parameter_order=True)
    made = conn.execute(adding, rows).scalars().all()
    nudges.plan(
        conn,
        [
            {
                "community_id": community_id,
                "person_id": row["person_id"],
                "purpose": PURPOSE,
                "subject": news_id,
                "due_at": now,
                "late_by": LATE_BY,
            }
            for news_id, row in zip(made, rows, strict=True)
        ],
        now,
    )


def _for_all(news: News) -> bool:
    return news.person_id is None


def seen(conn: sa.Connection, ids: Collection[int]) -> dict[int, sa.Row[Any]]:
    """These news, with the names of the two."""
    theirs, ours = person.alias("theirs"), person.alias("ours")
    query = (
        sa.select(pair_news, theirs.c.name.label("resident"), ours.c.name.label("befriender"))
        .join(theirs, theirs.c.id == pair_news.c.resident_id)
        .join(ours, ours.c.id == pair_news.c.befriender_id)
        .where(pair_news.c.id.in_(ids))
    )
    return {row.id: row for row in conn.execute(query)} if ids else {}


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two were one person."""
    for side in (pair_news.c.person_id, pair_news.c.resident_id, pair_news.c.befriender_id):
        conn.execute(sa.update(pair_news).where(side == new_id).values({side: known_id}))
