"""Favours: what somebody asked for, who was asked, and where each of them ended.

A favour is open, then asking (one neighbour), offered (they said yes), introduced (so did the
asker), and over: done, withdrawn, not_found, expired, or by_hand (a person of the team sees to
it). An ask is asked, then yes, no, later, silent, withdrawn, or unasked: it never went out. Two
keys hold what is promised: nobody has two asks open, and no favour is asked of two people at once,
or twice of the same one.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import nudges
from store.database import Id, Moment, metadata
from store.nudges import nudge

OPEN, ASKING, OFFERED, INTRODUCED = "open", "asking", "offered", "introduced"
DONE, WITHDRAWN, NOT_FOUND, EXPIRED, BY_HAND = (
    "done",
    "withdrawn",
    "not_found",
    "expired",
    "by_hand",
)
LIVE: Final = (OPEN, ASKING, OFFERED, INTRODUCED)
OVER: Final = (DONE, WITHDRAWN, NOT_FOUND, EXPIRED, BY_HAND)

ASKED, YES, NO, LATER, SILENT = "asked", "yes", "no", "later", "silent"
UNASKED = "unasked"  # it was meant for them, and never went out

favour = sa.Table(
    "favour",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),  # who asks
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),  # theirs, as they may be passed on
    sa.Column("about", sa.Text, nullable=False, default=""),  # in few plain words
    sa.Column("tags", sa.Text, nullable=False, default=""),  # who could help, a space between
    sa.Column("weekday", sa.Integer),  # the day it is for, if it is for one; 0 is Monday
    sa.Column("state", sa.Text, nullable=False, default=OPEN),
    sa.Column("why", sa.Text, nullable=False, default=""),  # by_hand: money, medicine, keys
    sa.Column("due_at", Moment),  # when to look at it again; None: it is over
    sa.Column("until", Moment, nullable=False),  # nobody is looked for after that
    sa.Column("helper_id", Id),  # who said yes
    sa.Column("introduction_id", Id),
    sa.Column("helped", sa.Text, nullable=False, default=""),  # yes | no | unknown
    sa.Column("thanks", sa.Text, nullable=False, default=""),  # the asker's words of them
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("over_at", Moment),
    sa.Index(
        "ix_favour_due_at",
        "due_at",
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    ),
    sa.Index("ix_favour_person_id", "person_id"),
    sa.Index("ix_favour_helper_id", "helper_id"),
)

_OPEN_ASK: Final = sa.text("state = 'asked'")

favour_ask = sa.Table(
    "favour_ask",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("favour_id", Id, sa.ForeignKey("favour.id"), nullable=False),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), nullable=False),  # who is asked
    sa.Column("state", sa.Text, nullable=False, default=ASKED),
    sa.Column("why", sa.Text, nullable=False, default=""),  # tag | helps | near
    sa.Column("words", sa.Text, nullable=False, default=""),  # what they answered
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("answered_at", Moment),
    sa.UniqueConstraint("favour_id", "person_id"),
    sa.Index(
        "uq_favour_ask_one_a_person",
        "person_id",
        unique=True,
        sqlite_where=_OPEN_ASK,
        postgresql_where=_OPEN_ASK,
    ),
    sa.Index(
        "uq_favour_ask_one_a_favour",
        "favour_id",
        unique=True,
        sqlite_where=_OPEN_ASK,
        postgresql_where=_OPEN_ASK,
    ),
    sa.Index("ix_favour_ask_person_id", "person_id", "asked_at"),
)

is_asked: Final = favour_ask.c.state == sa.literal_column("'asked'")  # partial indexes need it

refusal = sa.Table(
    "refusal",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),  # they said no to this kind of favour
    sa.Column("favour_id", Id, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

small_ask = sa.Table(
    "small_ask",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),  # as in flows/favours/small_asks.yaml
    sa.Column("state", sa.Text, nullable=False),  # asked | yes | no | later | silent
    sa.Column("words", sa.Text, nullable=False, default=""),
    sa.Column("at", Moment, nullable=False),
)

A_DAY: Final = timedelta(days=1)
"""How long an ask may wait to go out, and how often we look again while nobody can be asked."""

LONGEST_ASK: Final = timedelta(days=3)
"""After that somebody else is asked, whatever became of it."""

SHORTEST_ASK: Final = timedelta(hours=6)
"""Where time is short, how long one person has to answer before the next is asked."""

ANSWER_WITHIN: Final = timedelta(days=9)
"""How long an offer waits for the asker's own yes."""

TRIES: Final = {"favour_found": 3, "how_was_it": 2}
"""How often a question is asked that got lost: another came between, or nobody could follow."""

AN_HOUR: Final = timedelta(hours=1)
"""Nobody hears in the very second in which they were told that we ask that nobody could."""

THE_SAME: Final = timedelta(days=30)
"""For how long nobody is asked again for what the same person asks in much the same words."""

SEE_HOW_IT_WAS: Final = timedelta(days=2)
"""How long after they were put in touch the asker is asked how it was."""

DONE_WITHIN: Final = timedelta(days=24)
"""After that a favour is over, even if nobody has said how it was."""

LATE_BY: Final = int(timedelta(days=2).total_seconds())


def add(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """These are asked for, and somebody is to be found at once."""
    if rows:
        conn.execute(sa.insert(favour), rows)


def let_off(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Nobody is asked for it any more; who had said yes hears that, with thanks."""
    drop_nudges(conn, wanted, now)
    thanked_anyway(conn, wanted, now)
    conn.execute(
        sa.update(favour_ask)
        .where(favour_ask.c.favour_id == wanted.id, is_asked)
        .values(state=WITHDRAWN, answered_at=now)
    )


def thanked_anyway(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Whoever had said yes hears that it is not needed, with thanks."""
    if wanted.state == OFFERED and wanted.helper_id is not None:
        plan_for(conn, wanted.community_id, wanted.helper_id, "favour_over", wanted.id, now)


# ── rows ────────────────────────────────────────────────────────────────────────────────────


def lock(conn: sa.Connection, favour_id: int) -> sa.Row[Any] | None:
    """This favour's row, ours alone until the end of the transaction."""
    query = sa.select(favour).where(favour.c.id == favour_id).with_for_update(key_share=True)
    return conn.execute(query).first()


def move_on(conn: sa.Connection, favour_id: int, states: Collection[str], **values: Any) -> None:
    """Change this favour, where it is in one of these states."""
    here = (favour.c.id == favour_id, favour.c.state.in_(states))
    conn.execute(sa.update(favour).where(*here).values(**values))


def end(conn: sa.Connection, favour_id: int, state: str, now: datetime, **values: Any) -> None:
    """It is over."""
    move_on(conn, favour_id, LIVE, state=state, due_at=None, over_at=now, **values)


def plan_for(
    conn: sa.Connection, community_id: int, person_id: int, purpose: str, about: int, at: datetime
) -> None:
    """Something about this favour is to reach this person, from then on."""
    row = {
        "community_id": community_id,
        "person_id": person_id,
        "purpose": purpose,
        "subject": about,
        "due_at": at,
        "late_by": LATE_BY,
    }
    nudges.plan(conn, [row], at)


def drop_nudges(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """What was to reach somebody about this favour does not any more."""
    purposes = ("favour", "favour_found", "how_was_it")
    asked = sa.select(favour_ask.c.person_id).where(favour_ask.c.favour_id == wanted.id)
    whose = [wanted.person_id, *conn.execute(asked).scalars()]
    about = (nudge.c.subject == wanted.id, nudge.c.purpose.in_(purposes), nudges.is_due)
    conn.execute(
        sa.update(nudge)
        .where(nudge.c.person_id.in_(whose), *about)
        .values(state="skipped", reason="taken back", done_at=now)
    )
