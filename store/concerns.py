"""Concerns: whenever a person should look. Kept until somebody has, whoever could be told of it.

Each has a clock: `next_at` is when the affair `concerns` looks at it next (`flows/concerns`). What
happened to it is in its history (`store/concern_events.py`), which nobody can change.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import concern_events
from store.concern_events import (
    CLAIMED,
    CLOSED,
    NOTED,
    OUTCOME,
    RAISED,
    TOLD,
    TOO_LATE,
    WISH,
    concern_event,
)
from store.database import Id, Moment, metadata
from store.messages import message
from store.people import person

TOLD_BY_TURN: Final = -1
"""The step of a concern whose first telling went out in the very turn that raised it."""

TELLS: Final = "tell."
"""How the wording begins by which the team is told; the kind of concern is the rest of it."""

concern = sa.Table(
    "concern",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id")),  # None: about the service itself
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False, default=""),
    sa.Column("raised_at", Moment, nullable=False),
    sa.Column("done_at", Moment),
    sa.Column("done_by", Id),
    # urgent | today | look
    sa.Column("level", sa.Text, nullable=False, default="look", server_default="look"),
    sa.Column("raised_by", Id),  # whose turn raised it, where that is not the person themself
    sa.Column("next_at", Moment),  # when to look at it next; None: the clock does not run
    sa.Column("step", sa.Integer, nullable=False, default=0, server_default="0"),  # of its ladder
    sa.Column("claimed_by", Id),
    sa.Column("claimed_at", Moment),
    # what came of it, and why it is over: '' | done | good_news | long_ago
    sa.Column("outcome", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("why_done", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("wish", sa.Text, nullable=False, default="", server_default=""),
    sa.Index(
        "ix_concern_open",
        "community_id",
        "person_id",
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    ),
    sa.Index(
        "ix_concern_next_at",
        "next_at",
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    ),
)

is_open: Final = concern.c.done_at.is_(None)


def add(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Somebody should look at these. The clock looks at each at once."""
    if not rows:
        return
    usual = {"words": "", "level": "look", "raised_by": None, "step": TOLD_BY_TURN}
    rows = [{**usual, "next_at": _looked_at_first(row), **row} for row in rows]
    made = conn.execute(
        sa.insert(concern).returning(concern.c.id, sort_by_parameter_order=True), rows
    )
    same = {"kind": RAISED, "words": ""}  # the words are in the concern: they may be forgotten
    concern_events.add(
        conn,
        [
            {
                **same,
                "community_id": row["community_id"],
                "concern_id": concern_id,
                "who_id": row["raised_by"] or row.get("person_id"),
                "at": row["raised_at"],
            }
            for concern_id, row in zip(made.scalars().all(), rows, strict=True)
        ],
    )


def _looked_at_first(row: dict[str, Any]) -> datetime | None:
    at: datetime = row["raised_at"]
    return None if row["kind"] in OWN_REMINDERS else at


OWN_REMINDERS: Final = ("saying",)
"""Kinds of which somebody is reminded in another way (`store/sayings.py`), not by the clock."""


# ── what may rest on it ─────────────────────────────────────────────────────────────────────


NOT_OF_THEM: Final = (
    "saying", "forget", "words", "unclear", "lost", "answered", "thanks", "place_added",
    "place_a_home", "activity_changed", "gone_perhaps", "small_ask", "undelivered", "unsure_sent",
    "quarantined", "favour_unclear", "favour_unsure", "favour_not_found", "favour_by_hand",
    "go_together", "not_coming", "chat_look",
)  # fmt: skip
"""Kinds of concern that say nothing of how somebody is."""

RESTS_FOR: Final = timedelta(weeks=6)
"""How long questions to somebody rest while nobody has closed what the team was told of them."""


def looked_at(conn: sa.Connection, ids: Collection[int], now: datetime) -> frozenset[int]:
    """Those of these people of whom the team has been told lately that all may not be well with
    them, and whom nobody has seen to yet.
    """
    query = sa.select(concern.c.person_id).where(
        concern.c.person_id.in_(ids),
        is_open,
        concern.c.raised_at > now - RESTS_FOR,
        concern.c.kind.not_in(NOT_OF_THEM),
    )
    return frozenset(conn.execute(query).scalars())


# ── claiming, noting, closing ───────────────────────────────────────────────────────────────


def _lock(conn: sa.Connection, *where: sa.ColumnElement[bool]) -> list[sa.Row[Any]]:
    """Open concerns, in id order, ours alone until the end of the transaction."""
    query = sa.select(concern).where(is_open, *where).order_by(concern.c.id).with_for_update()
    return list(conn.execute(query))


def claim(conn: sa.Connection, ids: Collection[int], by: int, now: datetime) -> None:
    """This person sees to these, from now on. What somebody else has in hand stays theirs, until
    they have been reminded of it in vain.
    """
    rows = _lock(conn, concern.c.id.in_(ids))
    theirs = [each for each in rows if each.claimed_by in (None, by) or each.step > 1]
    taken = [each for each in theirs if each.claimed_by != by]
    conn.execute(
        sa.update(concern)
        .where(concern.c.id.in_([each.id for each in theirs]))
        .values(claimed_by=by, claimed_at=now, step=0, next_at=now)
    )
    concern_events.add_for(conn, taken, CLAIMED, by, now)
    concern_events.add_for(conn, [each for each in rows if each not in theirs], TOO_LATE, by, now)


def note(conn: sa.Connection, ids: Collection[int], by: int, words: str, now: datetime) -> None:
    """A note about these concerns, by this person."""
    concern_events.add_for(conn, _lock(conn, concern.c.id.in_(ids)), NOTED, by, now, words)


def note_about(
    conn: sa.Connection, about: Collection[int], by: int, words: str, now: datetime
) -> int:
    """A note about all that is open about these people. Returns for how many concerns."""
    rows = _lock(conn, concern.c.person_id.in_(about))
    concern_events.add_for(conn, rows, NOTED, by, now, words)
    return len(rows)


def wish(conn: sa.Connection, ids: Collection[int], by: int, words: str, now: datetime) -> None:
    """What the person themself would like to happen, as this one of the team was told."""
    query = sa.select(concern.c.id, concern.c.community_id).where(concern.c.id.in_(ids))
    concern_events.add_for(conn, list(conn.execute(query)), WISH, by, now, words)
    conn.execute(sa.update(concern).where(concern.c.id.in_(ids)).values(wish=words))


def close(
    conn: sa.Connection, ids: Collection[int], by: int | None, outcome: str, why: str, now: datetime
) -> int:
    """These are over. Returns how many were still open."""
    return _close(conn, _lock(conn, concern.c.id.in_(ids)), by, outcome, why, now)


def _close(
    conn: sa.Connection,
    rows: list[sa.Row[Any]],
    by: int | None,
    outcome: str,
    why: str,
    now: datetime,
) -> int:
    over = {"done_at": now, "done_by": by, "outcome": outcome, "why_done": why, "next_at": None}
    ids = [each.id for each in rows]
    conn.execute(sa.update(concern).where(concern.c.id.in_(ids)).values(**over))
    concern_events.add_for(conn, rows, CLOSED, by, now, outcome or why)
    return len(rows)


def told_outcome(
    conn: sa.Connection, ids: Collection[int], by: int, words: str, now: datetime
) -> None:
    """What came of concerns that were closed without a word about it."""
    query = sa.select(concern.c.id, concern.c.community_id).where(concern.c.id.in_(ids))
    concern_events.add_for(conn, list(conn.execute(query)), OUTCOME, by, now, words)
    conn.execute(sa.update(concern).where(concern.c.id.in_(ids)).values(outcome=words))


def done(conn: sa.Connection, about: Collection[int], by: int, now: datetime) -> int:
    """A person has seen to what is open about these people. Returns how many that were.

    What is urgent and somebody else has in hand stays open: they close it.
    """
    if not about:
        return 0
    free = sa.or_(concern.c.claimed_by.is_(None), concern.c.claimed_by == by)
    theirs = sa.or_(concern.c.level != "urgent", free)
    return _close(conn, _lock(conn, concern.c.person_id.in_(about), theirs), by, "", "done", now)


def seen_to(
    conn: sa.Connection, about: int, kinds: Collection[str], by: int, outcome: str, now: datetime
) -> None:
    """Somebody has done what these kinds of concern about this person asked for."""
    rows = _lock(conn, concern.c.person_id == about, concern.c.kind.in_(kinds))
    _close(conn, rows, by, outcome, "done", now)


def good_news(
    conn: sa.Connection, about: int, kinds: Collection[str], words: str, now: datetime
) -> int:
    """What they said ends what the team wondered about them. Returns how many concerns it ends.

    Of what is urgent the clock tells everybody who has heard of it, and closes it then.
    """
    rows = _lock(conn, concern.c.person_id == about, concern.c.kind.in_(kinds))
    urgent = [each.id for each in rows if each.level == "urgent"]
    over = {"why_done": "good_news", "outcome": words, "next_at": now}
    conn.execute(sa.update(concern).where(concern.c.id.in_(urgent)).values(**over))
    others = [each for each in rows if each.id not in urgent]
    _close(conn, others, about, words, "good_news", now)
    return len(rows)


# ── who was told of what ────────────────────────────────────────────────────────────────────


def told_by_turns(conn: sa.Connection, texts: Collection[dict[str, Any]], now: datetime) -> None:
    """Whom these texts, put in the outbox just now, tell of what their own turns have raised.

    Kept with them: whoever is told may answer before the clock has looked.
    """
    whom: dict[tuple[int, str], list[int]] = {}
    for text in texts:
        if text["about_id"] and text["state"] == "queued" and text["key"].startswith(TELLS):
            kind = text["key"].removeprefix(TELLS)
            whom.setdefault((text["about_id"], kind), []).append(text["person_id"])
    if not whom:
        return
    known = concern_event.c.concern_id == concern.c.id, concern_event.c.kind == TOLD
    query = sa.select(concern.c.id, concern.c.community_id, concern.c.person_id, concern.c.kind)
    raised = query.where(
        concern.c.person_id.in_({about for about, _ in whom}),
        is_open,
        concern.c.step == TOLD_BY_TURN,
        concern.c.raised_at == now,
        ~sa.exists().where(*known),
    ).order_by(concern.c.id)
    rows: list[sa.Row[Any]] = list(conn.execute(raised))
    for each in rows:
        for person_id in dict.fromkeys(whom.get((each.person_id, each.kind), ())):
            concern_events.add_for(conn, [each], TOLD, person_id, now)


def last_told(conn: sa.Connection, team: Collection[int]) -> dict[int, tuple[int, str]]:
    """Whom each of the team was told of last and nobody has seen to yet: their id and name."""
    open_ones = sa.select(concern.c.person_id).where(concern.c.person_id.is_not(None), is_open)
    query = (
        sa.select(message.c.person_id, message.c.about_id, person.c.name)
        .join(person, person.c.id == message.c.about_id)
        .where(
            message.c.person_id.in_(team),
            message.c.about_id.in_(open_ones),
            message.c.key.startswith(TELLS),
        )
        .group_by(message.c.person_id, message.c.about_id, person.c.name)
        .order_by(sa.func.max(message.c.id))
    )
    return {row.person_id: (row.about_id, row.name) for row in conn.execute(query)}


def urgent_of(conn: sa.Connection, people: Collection[int]) -> frozenset[int]:
    """Those of these people about whom something urgent is open."""
    query = sa.select(concern.c.person_id).where(
        concern.c.person_id.in_(people),
        concern.c.done_at.is_(None),
        concern.c.level == "urgent",
    )
    return frozenset(conn.execute(query).scalars()) if people else frozenset()


CALLED_FOR: Final = timedelta(hours=6)
"""How long whatever else somebody says is read at once, after a call for help that is not over."""


def calls_of(conn: sa.Connection, ids: Collection[int], now: datetime) -> dict[int, int]:
    """Those of these people who called for help lately, and nobody has closed it: who has them in
    hand (an id; 0: nobody).
    """
    query = (
        sa.select(concern.c.person_id, concern.c.claimed_by)
        .where(
            concern.c.person_id.in_(ids),
            is_open,
            concern.c.kind == "urgent",
            concern.c.raised_at > now - CALLED_FOR,
        )
        .order_by(concern.c.id)
    )
    return {row.person_id: row.claimed_by or 0 for row in conn.execute(query)}


def open_count(conn: sa.Connection) -> int:
    """How many wait for somebody to look."""
    query = sa.select(sa.func.count()).select_from(concern).where(is_open)
    return conn.execute(query).scalar_one()


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two were one person: what is open of the newer, or in their hands, is the one's we knew."""
    for column in (concern.c.person_id, concern.c.claimed_by, concern.c.raised_by):
        mine = sa.update(concern).where(is_open, column == new_id)
        conn.execute(mine.values({column.name: known_id}))
