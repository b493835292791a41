"""Stories people told, how each may be used, and which they took back. Nothing is ever shown
of a story whose teller has not said yes to that, or has said no since.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from flows.facts.stories import PRIVATE, SHARED
from store import consents, learned
from store.database import Id, Moment, metadata, upsert
from store.people import person

story = sa.Table(
    "story",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("told_at", Moment, nullable=False),
    sa.Column("sharing", sa.Text, nullable=False, default=PRIVATE),  # private | unnamed | named
    sa.Column("answered_at", Moment),  # when they said how it may be used
    sa.Column("withdrawn_at", Moment),
    sa.Column("withdrawn_in", sa.Text, nullable=False, default=""),  # their words
    sa.Index("ix_story_person_id", "person_id", "id"),
    sa.Index("ix_story_community_id", "community_id", "sharing", "id"),
)

story_ask = sa.Table(
    "story_ask",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("asked_at", Moment, nullable=False),  # the last time
)

_IDS: Final[sa.BindParameter[Any]] = sa.bindparam("ids", expanding=True)


def ask(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """These people (`asked_at` …) have been asked for a story, or have told one."""
    if rows:
        keys = ["community_id", "person_id"]
        conn.execute(upsert(story_ask, conn, keys, ["asked_at"]), rows)


def tell(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Keep these (`words`, `told_at` …), private until their teller says otherwise."""
    if rows:
        nothing = {"sharing": PRIVATE, "answered_at": None, "withdrawn_at": None}
        conn.execute(sa.insert(story), [{**row, **nothing, "withdrawn_in": ""} for row in rows])


def share(conn: sa.Connection, person_id: int, sharing: str, now: datetime) -> None:
    """How the story this person told last may be used. One that was taken back stays so."""
    newest = sa.select(sa.func.max(story.c.id)).where(story.c.person_id == person_id)
    conn.execute(
        sa.update(story)
        .where(story.c.id == newest.scalar_subquery(), story.c.withdrawn_at.is_(None))
        .values(sharing=sharing, answered_at=now)
    )


def withdraw(conn: sa.Connection, person_id: int, words: str, now: datetime) -> None:
    """This person takes back every story of theirs."""
    conn.execute(
        sa.update(story)
        .where(story.c.person_id == person_id, story.c.withdrawn_at.is_(None))
        .values(withdrawn_at=now, withdrawn_in=words, sharing=PRIVATE)
    )


TOLD_IN: Final = ("story", "story_time", "story_told")
"""The conversations in which a story is told and read back."""


def forget(conn: sa.Connection, person_id: int, story_id: int, now: datetime) -> None:
    """This person would have us forget this one: nobody is shown it, and its words go."""
    theirs = story.c.id == story_id, story.c.person_id == person_id
    words = conn.execute(sa.select(story.c.words).where(*theirs)).scalar()
    if not words:
        return
    gone = sa.update(story).where(*theirs)
    conn.execute(gone.values(withdrawn_at=now, withdrawn_in="", sharing=PRIVATE, words=""))
    learned.strike_out(conn, person_id, set(words.split("\n")), TOLD_IN)


def withdraw_one(conn: sa.Connection, community_id: int, story_id: int, now: datetime) -> bool:
    """The team takes back one, for somebody who asked them to. Whether there was one to take."""
    result = conn.execute(
        sa.update(story)
        .where(
            story.c.id == story_id,
            story.c.community_id == community_id,
            story.c.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now, withdrawn_in="(the team)", sharing=PRIVATE)
    )
    return bool(result.rowcount)


@dataclass(frozen=True, slots=True)
class Shared:
    """A story that may be shown. name: who told it, if that may be said; else nothing."""

    id: int
    words: str
    name: str
    told_at: datetime


def shared(conn: sa.Connection, community_id: int) -> list[Shared]:
    """Every story that may be shown, the newest first.

    Left out: private ones, those taken back, and all of anybody whom the team has put down with
    a no to stories since (an import): their own last word on one story is kept with the story.
    """
    query = (
        sa.select(
            story.c.id, story.c.words, story.c.sharing, story.c.told_at, story.c.person_id,
            person.c.name,
        )
        .join(person, person.c.id == story.c.person_id)
        .where(
            story.c.community_id == community_id,
            story.c.sharing.in_(SHARED),
            story.c.withdrawn_at.is_(None),
        )
        .order_by(story.c.id.desc())
    )  # fmt: skip
    rows = conn.execute(query).all()
    refused = _refused(conn, {row.person_id for row in rows})
    return [
        Shared(row.id, row.words, row.name if row.sharing == "named" else "", row.told_at)
        for row in rows
        if row.person_id not in refused
    ]


def _refused(conn: sa.Connection, ids: Collection[int]) -> set[int]:
    answers = consents.answers(conn, ids) if ids else {}
    latest = {person_id: theirs.get("stories") for person_id, theirs in answers.items()}
    return {
        person_id
        for person_id, answer in latest.items()
        if answer is not None and not answer.given and answer.how == "import"
    }


_COUNTS: Final = (
    sa.select(story.c.person_id, sa.func.count())
    .where(story.c.person_id.in_(_IDS), story.c.withdrawn_at.is_(None))
    .group_by(story.c.person_id)
)
_ASKED: Final = sa.select(story_ask.c.person_id, story_ask.c.asked_at).where(
    story_ask.c.person_id.in_(_IDS)
)


def counts(conn: sa.Connection, ids: Collection[int]) -> dict[int, int]:
    """How many stories of each of these people are not taken back. Who has none has no entry."""
    return {row[0]: row[1] for row in conn.execute(_COUNTS, {"ids": list(ids)})}


_KEPT: Final = (
    sa.select(
        story.c.person_id,
        story.c.id,
        story.c.words,
        sa.func.coalesce(story.c.answered_at, story.c.told_at, type_=Moment).label("at"),
        story.c.sharing,
    )
    .where(story.c.person_id.in_(_IDS), story.c.withdrawn_at.is_(None))
    .order_by(story.c.id)
)


def kept(conn: sa.Connection, ids: Collection[int]) -> list[sa.Row[Any]]:
    """The stories of these people that are not taken back, the oldest first: whose (`person_id`),
    `id`, `words`, `sharing`, and when they last said something about it (`at`).
    """
    return list(conn.execute(_KEPT, {"ids": list(ids)}))


def last_asked(conn: sa.Connection, ids: Collection[int]) -> dict[int, datetime]:
    """When each of these people was last asked for a story, or told one."""
    return {row[0]: row[1] for row in conn.execute(_ASKED, {"ids": list(ids)})}


_NEWEST: Final = (
    sa.select(sa.func.max(story.c.id))
    .where(story.c.person_id.in_(_IDS))
    .group_by(story.c.person_id)
)
_UNDECIDED: Final = sa.select(story.c.person_id, story.c.words).where(
    story.c.id.in_(_NEWEST), story.c.answered_at.is_(None), story.c.withdrawn_at.is_(None)
)


def undecided(conn: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    """The last story of each of these people, where they have not said how it may be used."""
    return {row[0]: row[1] for row in conn.execute(_UNDECIDED, {"ids": list(ids)})}


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two turned out to be one: what the newer told is the other's."""
    conn.execute(sa.update(story).where(story.c.person_id == new_id).values(person_id=known_id))
    conn.execute(sa.delete(story_ask).where(story_ask.c.person_id == new_id))
