"""The history of each concern: what happened, who did it, when. It is added to, never changed.

The database itself refuses to change or delete a line, whoever asks.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from store.database import Id, Moment, metadata

RAISED, TOLD, ESCALATED, CLAIMED = "raised", "told", "escalated", "claimed"
TOO_LATE, REMINDED, NOTED, WISH, CLOSED = "too_late", "reminded", "noted", "wish", "closed"
OUTCOME, IN_HAND, NOBODY, RELEASED = "outcome", "in_hand", "nobody", "released"
NOT_ME = "not_me"

concern_event = sa.Table(
    "concern_event",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("concern_id", Id, sa.ForeignKey("concern.id"), nullable=False),
    # raised | told | escalated | claimed | too_late (somebody else had claimed it) | in_hand (was
    # told so) | reminded | noted | wish | closed | outcome | nobody (there was nobody to tell)
    # | released (whoever had it in hand has left the team)
    # | not_me (was told, and can't see to it now)
    sa.Column("kind", sa.Text, nullable=False),
    # who did it, or was told; None: the service. As they were then: merging changes no history
    sa.Column("who_id", Id),
    sa.Column("at", Moment, nullable=False),
    sa.Column("words", sa.Text, nullable=False, default=""),
    sa.Index("ix_concern_event_concern_id", "concern_id", "id"),
    sa.Index("ix_concern_event_who_id", "who_id", "concern_id"),
)

REFUSAL: Final = "the history of a concern is never changed"

SQLITE_GUARDS: Final = tuple(
    f"CREATE TRIGGER concern_event_no_{what} BEFORE {what} ON concern_event "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for what in ("update", "delete")
)
POSTGRESQL_GUARDS: Final = (
    "CREATE FUNCTION concern_event_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER concern_event_no_change BEFORE UPDATE OR DELETE ON concern_event "
    "FOR EACH ROW EXECUTE FUNCTION concern_event_refuses()",
    "CREATE TRIGGER concern_event_no_truncate BEFORE TRUNCATE ON concern_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION concern_event_refuses()",
)
for _dialect, _guards in (("sqlite", SQLITE_GUARDS), ("postgresql", POSTGRESQL_GUARDS)):
    for _guard in _guards:
        _made = sa.DDL(_guard).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]
        sa.event.listen(concern_event, "after_create", _made)


def add(conn: sa.Connection, rows: Collection[dict[str, Any]]) -> None:
    """These happened: `community_id`, `concern_id`, `kind`, `who_id`, `at`, `words`."""
    if rows:
        usual = {"who_id": None, "words": ""}
        conn.execute(sa.insert(concern_event), [{**usual, **row} for row in rows])


def add_for(
    conn: sa.Connection,
    concerns: Collection[sa.Row[Any]],
    kind: str,
    who_id: int | None,
    at: datetime,
    words: str = "",
) -> None:
    """The same happened to each of these concerns (rows with `id` and `community_id`)."""
    same = {"kind": kind, "who_id": who_id, "at": at, "words": words}
    rows = [{"community_id": each.community_id, "concern_id": each.id, **same} for each in concerns]
    add(conn, rows)


def history(conn: sa.Connection, concern_id: int) -> list[sa.Row[Any]]:
    """All that happened to a concern, in order: kind, who_id, at and words."""
    query = (
        sa.select(concern_event)
        .where(concern_event.c.concern_id == concern_id)
        .order_by(concern_event.c.id)
    )
    return list(conn.execute(query))


def heard_of(conn: sa.Connection, ids: Collection[int]) -> dict[int, list[int]]:
    """Who has been told of each of these concerns so far, the first of them first."""
    query = (
        sa.select(concern_event.c.concern_id, concern_event.c.who_id)
        .where(
            concern_event.c.concern_id.in_(ids),
            concern_event.c.kind.in_((TOLD, ESCALATED)),
            concern_event.c.who_id.is_not(None),
        )
        .order_by(concern_event.c.id)
    )
    found: dict[int, list[int]] = {}
    for concern_id, who_id in conn.execute(query):
        theirs = found.setdefault(concern_id, [])
        if who_id not in theirs:
            theirs.append(who_id)
    return found
