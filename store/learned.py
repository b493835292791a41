"""What people told us when we asked, in their words, and the tags of it; and what was asked.

`learned` is the register, too: who has a row for a question is never asked it again. To forget
is to take away words and tags; that it was asked, and when, stays.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from store.conversations import conversation
from store.database import Id, Moment, insert_ignore, metadata, upsert
from store.messages import message
from store.people import person

LOVED: Final = "loved"
"""The question that settling in asks. `person.interests` holds the same words."""

IMPORT: Final = "import"

LONGEST: Final = 500
"""Characters of an answer that are kept: `flows.hearing.FreeWords`."""

ASKED_IN: Final = ("getting_to_know", "settling_in")
"""The conversations in which people tell us such things."""

learned = sa.Table(
    "learned",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False, default=""),
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("answered_at", Moment),
    sa.Column("forgotten_at", Moment),
    sa.Column("how", sa.Text, nullable=False, default=""),  # the channel, or "import"
    sa.UniqueConstraint("community_id", "person_id", "question"),
    sa.Index("ix_learned_person_id", "person_id"),
)

person_tag = sa.Table(
    "person_tag",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("tag", sa.Text, primary_key=True),
    sa.Column("learned_id", Id, sa.ForeignKey("learned.id"), primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),  # interest | skill
    sa.Column("said_at", Moment, nullable=False),
    sa.Index("ix_person_tag_community_id_kind_tag", "community_id", "kind", "tag"),
    sa.Index("ix_person_tag_person_id", "person_id"),
)

_KEY: Final = ["community_id", "person_id", "question"]
_IDS: Final[sa.BindParameter[Any]] = sa.bindparam("ids", expanding=True)


def ask(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """These (`question`, `asked_at` …) have been asked. What was asked before stays as it is."""
    if rows:
        nothing = {"words": "", "answered_at": None, "forgotten_at": None, "how": ""}
        conn.execute(insert_ignore(learned, conn), [{**row, **nothing} for row in rows])


def answer(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """What these people answered. Each row also has its `tags`, which replace those before.

    What they had us forget is told anew: they say it themselves.
    """
    if not rows:
        return
    values = [
        {**{name: row[name] for name in row if name not in ("tags", "at")}, **_now(row)}
        for row in rows
    ]
    changed = ["words", "answered_at", "forgotten_at", "how"]
    conn.execute(upsert(learned, conn, _KEY, changed), values)
    ids = _ids(conn, rows)
    _drop_tags(conn, ids.values())
    tags = [
        {
            "community_id": row["community_id"],
            "person_id": row["person_id"],
            "tag": tag,
            "kind": kind,
            "said_at": row["at"],
            "learned_id": ids[row["person_id"], row["question"]],
        }
        for row in rows
        for tag, kind in row["tags"]
    ]
    if tags:
        conn.execute(insert_ignore(person_tag, conn), tags)


def _now(row: dict[str, Any]) -> dict[str, Any]:
    return {"asked_at": row["at"], "answered_at": row["at"], "forgotten_at": None}


def _ids(conn: sa.Connection, rows: list[dict[str, Any]]) -> dict[tuple[int, str], int]:
    wanted = {(row["person_id"], row["question"]) for row in rows}
    query = sa.select(learned.c.person_id, learned.c.question, learned.c.id).where(
        learned.c.person_id.in_(sorted({person_id for person_id, _ in wanted}))
    )
    found = {(row.person_id, row.question): row.id for row in conn.execute(query)}
    return {key: row_id for key, row_id in found.items() if key in wanted}


def _drop_tags(conn: sa.Connection, ids: Collection[int]) -> None:
    whose = sa.select(learned.c.person_id).where(learned.c.id.in_(ids))
    conn.execute(
        sa.delete(person_tag).where(
            person_tag.c.person_id.in_(whose), person_tag.c.learned_id.in_(ids)
        )
    )


def forget(
    conn: sa.Connection, person_id: int, questions: Collection[str] | None, now: datetime
) -> None:
    """Forget what this person answered to these questions; None is all of them."""
    theirs = [learned.c.person_id == person_id, learned.c.answered_at.is_not(None)]
    if questions is not None:
        theirs.append(learned.c.question.in_(questions))
    told = conn.execute(sa.select(learned.c.id, learned.c.words).where(*theirs)).all()
    if told:
        ids = [row.id for row in told]
        _drop_tags(conn, ids)
        gone = sa.update(learned).where(learned.c.id.in_(ids), learned.c.words != "")
        conn.execute(gone.values(words="", forgotten_at=now))
        strike_out(conn, person_id, {row.words for row in told if row.words}, ASKED_IN)
    if questions is None or LOVED in questions:
        conn.execute(sa.update(person).where(person.c.id == person_id).values(interests=""))


HELD_BACK: Final = ("skipped", "expired", "failed")
"""How a message ends that nobody has seen."""

STRUCK_OUT: Final = "(forgotten)"

_KEYWORD: Final = re.compile(r"^(?:say|story)\b[\s:,.-]*", re.IGNORECASE)


def strike_out(
    conn: sa.Connection, person_id: int, words: Collection[str], flows: Collection[str]
) -> None:
    """The same words go from the texts that brought them, and from the talks (`flows`) they were
    said in. The keyword with which such a text began is no matter.
    """
    came_in = sa.select(message.c.id, message.c.text).where(
        message.c.person_id == person_id, message.c.direction == "in"
    )
    told = ((row.id, " ".join(row.text.split())) for row in conn.execute(came_in))
    ids = [
        row_id
        for row_id, text in told
        if {text, text[:LONGEST], _KEYWORD.sub("", text)} & set(words)
    ]
    if ids:
        conn.execute(sa.update(message).where(message.c.id.in_(ids)).values(text=STRUCK_OUT))
    talks = sa.update(conversation).where(
        conversation.c.person_id == person_id,
        conversation.c.flow.in_(flows),
        conversation.c.ended_at.is_not(None),
    )
    conn.execute(talks.values(said={}, answers={}))


def theirs_already(conn: sa.Connection, ids: Collection[int], question: str) -> set[int]:
    """Those who have answered this themselves, or had it forgotten: no import changes that."""
    query = sa.select(learned.c.person_id).where(
        learned.c.person_id.in_(ids),
        learned.c.question == question,
        (learned.c.answered_at.is_not(None) & (learned.c.how != IMPORT))
        | learned.c.forgotten_at.is_not(None),
    )
    return set(conn.execute(query).scalars())


_TAGS: Final = sa.select(person_tag.c.person_id, person_tag.c.tag).where(
    person_tag.c.person_id.in_(_IDS)
)


def tags_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, frozenset[str]]:
    """All tags of each of these people, from whatever they told us. Who has none has no entry."""
    found: dict[int, set[str]] = {}
    for row in conn.execute(_TAGS, {"ids": list(ids)}):
        found.setdefault(row.person_id, set()).add(row.tag)
    return {person_id: frozenset(tags) for person_id, tags in found.items()}


@dataclass(frozen=True, slots=True)
class Registered:
    """A question somebody was asked, and what is still known of the answer."""

    person_id: int
    question: str
    words: str
    asked_at: datetime
    answered_at: datetime | None


_ALL: Final = (
    sa.select(
        learned.c.person_id,
        learned.c.question,
        learned.c.words,
        learned.c.asked_at,
        learned.c.answered_at,
    )
    .where(learned.c.person_id.in_(_IDS))
    .order_by(learned.c.person_id, learned.c.answered_at, learned.c.id)
)


def register_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, list[Registered]]:
    """Every question each of these people was asked, in the order in which they answered.

    One that was meant for them but never went out has not been asked.
    """
    rows = [Registered(*row) for row in conn.execute(_ALL, {"ids": list(ids)})]
    unsent = _never_sent(conn, {row.person_id for row in rows if row.answered_at is None})
    found: dict[int, list[Registered]] = {}
    for row in rows:
        if row.answered_at is not None or (row.person_id, row.question) not in unsent:
            found.setdefault(row.person_id, []).append(row)
    return found


def _never_sent(conn: sa.Connection, ids: Collection[int]) -> set[tuple[int, str]]:
    """Whose questions were queued and held back each time, so that nobody has seen them."""
    if not ids:
        return set()
    queued = sa.select(message.c.person_id, message.c.key, message.c.state).where(
        message.c.person_id.in_(ids),
        message.c.direction == "out",
        message.c.key.startswith("getting_to_know.") | (message.c.key == "settling_in.interests"),
    )
    went: dict[tuple[int, str], bool] = {}
    for row in conn.execute(queued):
        name = LOVED if row.key == "settling_in.interests" else row.key.partition(".")[2]
        seen = row.state not in HELD_BACK
        went[row.person_id, name] = seen or went.get((row.person_id, name), False)
    return {key for key, seen in went.items() if not seen}


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two turned out to be one: what the newer told fills the gaps of the one we knew."""
    asked = sa.select(learned.c.question).where(learned.c.person_id == known_id)
    theirs = learned.c.person_id == new_id, learned.c.question.not_in(asked)
    ids = list(conn.execute(sa.select(learned.c.id).where(*theirs)).scalars())
    conn.execute(
        sa.delete(person_tag).where(
            person_tag.c.person_id == new_id, person_tag.c.learned_id.not_in(ids)
        )
    )
    conn.execute(
        sa.update(person_tag).where(person_tag.c.person_id == new_id).values(person_id=known_id)
    )
    conn.execute(sa.update(learned).where(learned.c.id.in_(ids)).values(person_id=known_id))
