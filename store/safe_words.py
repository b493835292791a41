"""Safe words: kept so that nobody can read one, only whether a word is it.

Salted digests keep a word from whoever looks at the table. They are no lock: a word is short, and
whoever has the database and time can try every word there is.
"""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from flows.world.safe_words import digests_of, letters_of
from flows.world.visits import SafeWord
from store.database import Id, Moment, metadata, upsert
from store.messages import message

safe_word = sa.Table(
    "safe_word",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("salt", sa.Text, nullable=False),
    sa.Column("letters", sa.Integer, nullable=False),
    sa.Column("digests", sa.Text, nullable=False),
    sa.Column("chosen_at", Moment, nullable=False),
    sa.Index("ix_safe_word_person_id", "person_id"),
)

HIDDEN: Final = "SAFE WORD (hidden)"


def choose(
    conn: sa.Connection, community_id: int, person_id: int, word: str, now: datetime
) -> None:
    """This is their safe word from now on; it is taken out of the text they told it in."""
    salt, letters = secrets.token_hex(8), letters_of(word)
    row = {
        "community_id": community_id,
        "person_id": person_id,
        "salt": salt,
        "letters": len(letters),
        "digests": " ".join(sorted(digests_of(letters, salt))),
        "chosen_at": now,
    }
    keys, columns = ["community_id", "person_id"], ["salt", "letters", "digests", "chosen_at"]
    conn.execute(upsert(safe_word, conn, keys, columns), [row])
    _hide(conn, person_id)


def _hide(conn: sa.Connection, person_id: int) -> None:
    theirs = message.c.person_id == person_id, message.c.direction == "in"
    last = sa.select(sa.func.max(message.c.id)).where(*theirs).scalar_subquery()
    conn.execute(sa.update(message).where(message.c.id == last).values(text=HIDDEN))


def as_kept(row: sa.Row[Any]) -> SafeWord:
    """A row of the table as a turn sees it."""
    return SafeWord(row.salt, row.letters, frozenset(row.digests.split()))


def without(conn: sa.Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of these people who have not chosen one."""
    query = sa.select(safe_word.c.person_id).where(safe_word.c.person_id.in_(ids))
    return frozenset(ids) - set(conn.execute(query).scalars())


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two are one person: the word that the one we knew has chosen counts, else the newer's."""
    known = sa.select(safe_word.c.person_id).where(safe_word.c.person_id == known_id)
    mine = safe_word.c.person_id == new_id
    conn.execute(sa.delete(safe_word).where(mine, sa.exists(known)))
    conn.execute(sa.update(safe_word).where(mine).values(person_id=known_id))
