"""What is said in chats that pass through us, and for whom it still waits."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from store import messages
from store.database import Id, Moment, metadata

chat_text = sa.Table(
    "chat_text",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("introduction_id", Id, sa.ForeignKey("introduction.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # passed | held | rested | repeated
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_chat_text_introduction_id", "introduction_id", "at"),
)

chat_waiting = sa.Table(
    "chat_waiting",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("text_id", Id, sa.ForeignKey("chat_text.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),  # for whom it waits
    sa.Index("ix_chat_waiting_person_id", "person_id"),
)


def add(conn: sa.Connection, row: dict[str, Any], waits_for: tuple[int, ...]) -> None:
    """Keep one text; for these people it waits until they are back."""
    adding = sa.insert(chat_text).values(row).returning(chat_text.c.id)
    made: int = conn.execute(adding).scalar_one()
    common = {"community_id": row["community_id"], "text_id": made}
    if waits_for:
        waiting = [{**common, "person_id": each} for each in waits_for]
        conn.execute(sa.insert(chat_waiting), waiting)


def heard(conn: sa.Connection, person_id: int, chat: int, last: int) -> None:
    """What waited for this person in this chat, up to this text, waits no more."""
    of_chat = sa.select(chat_text.c.id).where(
        chat_text.c.introduction_id == chat, chat_text.c.id <= last
    )
    conn.execute(
        sa.delete(chat_waiting).where(
            chat_waiting.c.person_id == person_id, chat_waiting.c.text_id.in_(of_chat)
        )
    )


def take_back(
    conn: sa.Connection, chat: int, people: Collection[int], members: Collection[int]
) -> None:
    """These people are out of this chat: of what they said in it nothing more goes to its members,
    and nothing that waited for them.
    """
    said_here = chat_text.c.introduction_id == chat
    here = sa.select(chat_text.c.id).where(said_here)
    theirs = sa.select(chat_text.c.id).where(said_here, chat_text.c.person_id.in_(people))
    conn.execute(
        sa.delete(chat_waiting).where(
            chat_waiting.c.text_id.in_(here),
            chat_waiting.c.person_id.in_(people) | chat_waiting.c.text_id.in_(theirs),
        )
    )
    messages.take_back(conn, "chat.words", said_by=people, to=members)
