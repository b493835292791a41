"""Mentors: befrienders of some experience who said yes to a question from another now and then.

A question opens a chat of the two, whose texts pass through us like every other chat's.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from flows.world import Neighbour
from flows.world.chats import short_name
from store import chat_words, introductions
from store.database import Id, Moment, metadata, upsert
from store.introductions import IN, OPEN, introduction, member
from store.people import address, person, role

mentor = sa.Table(
    "mentor",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("answer", sa.Text, nullable=False),  # yes | no | later
    sa.Column("answered_at", Moment, nullable=False),
    sa.Column("texted_at", Moment),  # when somebody last asked them something
    sa.Index("ix_mentor_person_id", "person_id"),
)

WHY: Final = "being a befriender"
"""What such a chat is about, as in "about being a befriender"."""


def answered(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """What these said (`answer`) to being a mentor."""
    keys = ["community_id", "person_id"]
    adding = upsert(mentor, conn, keys, ["answer", "answered_at"])
    conn.execute(adding, [{**row, "answered_at": now, "texted_at": None} for row in rows])


def answers(conn: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    """What each of these people said, for those who were asked."""
    query = sa.select(mentor.c.person_id, mentor.c.answer).where(mentor.c.person_id.in_(ids))
    return {row.person_id: row.answer for row in conn.execute(query)} if ids else {}


def free(conn: sa.Connection, community_id: int, now: datetime) -> list[Neighbour]:
    """Mentors who can be asked just now, whoever was asked the longest ago first; 20 at most."""
    resting = person.c.paused_at.is_not(None) & (
        person.c.paused_until.is_(None) | (person.c.paused_until > now)
    )
    there = sa.exists().where(address.c.person_id == person.c.id, address.c.state == "open")
    visits = sa.exists().where(role.c.person_id == person.c.id, role.c.role == "befriender")
    query = (
        sa.select(person.c.id, person.c.name, person.c.language)
        .join(mentor, mentor.c.person_id == person.c.id)
        .where(
            mentor.c.community_id == community_id,
            mentor.c.answer == "yes",
            person.c.stopped_at.is_(None),
            person.c.merged_into.is_(None),
            ~resting,
            there,
            visits,
        )
        .order_by(sa.func.coalesce(mentor.c.texted_at, mentor.c.answered_at), person.c.id)
        .limit(20)
    )
    return [Neighbour(row.id, short_name(row.name), row.language) for row in conn.execute(query)]


def chats(conn: sa.Connection, ids: Collection[int]) -> dict[int, dict[int, int]]:
    """The chats about befriending that each of these people has open: with whom, and which."""
    theirs, other = member.alias(), member.alias()
    query = (
        sa.select(theirs.c.person_id, other.c.person_id.label("with_whom"), introduction.c.id)
        .join(introduction, introduction.c.id == theirs.c.introduction_id)
        .join(other, other.c.introduction_id == introduction.c.id)
        .where(
            theirs.c.person_id.in_(ids),
            theirs.c.state == IN,
            other.c.state == IN,
            other.c.person_id != theirs.c.person_id,
            introduction.c.state == OPEN,
            introduction.c.why == WHY,
        )
        .order_by(introduction.c.id)
    )
    found: dict[int, dict[int, int]] = {each: {} for each in ids}
    for row in conn.execute(query) if ids else ():
        found[row.person_id][row.with_whom] = row.id
    return found


def text(conn: sa.Connection, row: dict[str, Any], now: datetime) -> None:
    """Somebody (`community_id`, `person_id`) has a question (`words`) for a mentor (`mentor`): in
    the chat that they have (`chat`), or a new one. It reaches the mentor when they are free.
    """
    community_id, who, to = row["community_id"], row["person_id"], row["mentor"]
    chat = row["chat"] or introductions.open_chat(conn, community_id, [who, to], WHY, now)
    said = {"community_id": community_id, "person_id": who, "introduction_id": chat}
    said |= {"words": row["words"], "state": "passed", "at": now}
    chat_words.add(conn, said, (to,))
    introductions.ask(conn, community_id, chat, [who, to], "chat", now)
    introductions.spoke(conn, [chat], now)
    conn.execute(sa.update(mentor).where(mentor.c.person_id == to).values(texted_at=now))


def move(conn: sa.Connection, from_id: int, to_id: int) -> None:
    """Two were one person: what the one we knew said counts."""
    known = sa.select(mentor.c.person_id).where(mentor.c.person_id == to_id)
    if conn.execute(known).first() is None:
        moving = sa.update(mentor).where(mentor.c.person_id == from_id)
        conn.execute(moving.values(person_id=to_id))
    conn.execute(sa.delete(mentor).where(mentor.c.person_id == from_id))
