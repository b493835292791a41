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

from store import introductions, nudges, skills
from store.conversations import conversation
from store.database import Id, Moment, insert_ignore, metadata
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
    sa.Column("state", sa.Text, nullable=False),  # yes | no | later | silent
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

SEE_HOW_IT_WAS: Final = timedelta(days=2)
"""How long after they were put in touch the asker is asked how it was."""

DONE_WITHIN: Final = timedelta(days=24)
"""After that a favour is over, even if nobody has said how it was."""

LATE_BY: Final = int(timedelta(days=2).total_seconds())


# ── asking ──────────────────────────────────────────────────────────────────────────────────


def add(conn: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """These are asked for, and somebody is to be found at once."""
    if rows:
        conn.execute(sa.insert(favour), rows)


def put_to(
    conn: sa.Connection, wanted: sa.Row[Any], person_id: int, why: str, now: datetime
) -> bool:
    """Ask this person. False where they were asked something else at the very same moment."""
    adding = insert_ignore(favour_ask, conn).returning(favour_ask.c.id)
    row = {
        "community_id": wanted.community_id,
        "favour_id": wanted.id,
        "person_id": person_id,
        "state": ASKED,
        "why": why,
        "words": "",
        "asked_at": now,
    }
    if conn.execute(adding, row).first() is None:
        return False
    look_again = now + min(A_DAY, _patience(wanted, now))
    _move(conn, wanted.id, (OPEN,), state=ASKING, due_at=look_again)
    skills.asked(conn, person_id, now)
    _nudge(conn, wanted.community_id, person_id, "favour", wanted.id, now)
    return True


def _patience(wanted: sa.Row[Any], asked_at: datetime) -> timedelta:
    """How long one person has to answer: where time is short, a third of what is left."""
    third: timedelta = (wanted.until - asked_at) / 3
    return min(LONGEST_ASK, max(SHORTEST_ASK, third))


def answered(conn: sa.Connection, row: dict[str, Any], now: datetime) -> None:
    """Whoever was asked (`favour`, `person`, `answer`, `words`) has answered, or never did."""
    wanted = lock(conn, row["favour"])
    settled = (
        sa.update(favour_ask)
        .where(
            favour_ask.c.favour_id == row["favour"],
            favour_ask.c.person_id == row["person"],
            is_asked,
        )
        .values(state=row["answer"], words=row["words"], answered_at=now)
    )
    if wanted is None or not conn.execute(settled).rowcount:
        return
    if row["answer"] == NO:
        _refused(conn, wanted, row["person"], now)
    if wanted.state != ASKING:
        return
    if row["answer"] == YES:
        until = now + ANSWER_WITHIN
        _move(conn, wanted.id, (ASKING,), state=OFFERED, helper_id=row["person"], due_at=until)
        _nudge(conn, wanted.community_id, wanted.person_id, "favour_found", wanted.id, now)
    else:
        _move(conn, wanted.id, (ASKING,), state=OPEN, due_at=now)


def _refused(conn: sa.Connection, wanted: sa.Row[Any], person_id: int, now: datetime) -> None:
    row = {
        "community_id": wanted.community_id,
        "person_id": person_id,
        "kind": wanted.kind,
        "favour_id": wanted.id,
        "at": now,
    }
    conn.execute(insert_ignore(refusal, conn), row)


# ── what the asker says of it ───────────────────────────────────────────────────────────────


def helper_answered(
    conn: sa.Connection, favour_id: int, asker: int, answer: str, now: datetime
) -> None:
    """The asker has heard who would help: yes, another, no or silent."""
    wanted = lock(conn, favour_id)
    if wanted is None or wanted.person_id != asker or wanted.state != OFFERED:
        return
    if answer == YES:
        _introduce(conn, wanted, now)
        return
    _thanked_anyway(conn, wanted, now)
    if answer == "another":
        _move(conn, wanted.id, (OFFERED,), state=OPEN, helper_id=None, due_at=now)
    else:
        _end(conn, wanted.id, EXPIRED if answer == SILENT else WITHDRAWN, now)


def _introduce(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    both = [wanted.person_id, wanted.helper_id]
    chat = introductions.open_chat(conn, wanted.community_id, both, wanted.about, now)
    _move(
        conn,
        wanted.id,
        (OFFERED,),
        state=INTRODUCED,
        introduction_id=chat,
        due_at=now + DONE_WITHIN,
    )
    at = max(now + SEE_HOW_IT_WAS, _day_after(wanted, now))
    _nudge(conn, wanted.community_id, wanted.person_id, "how_was_it", wanted.id, at)


def _day_after(wanted: sa.Row[Any], now: datetime) -> datetime:
    """The day after the day it was for, where it was for one."""
    soon: datetime = wanted.until + timedelta(
        hours=41
    )  # from the evening before: 10 in the morning
    return soon if wanted.weekday is not None and soon < now + DONE_WITHIN / 2 else now


def withdraw(conn: sa.Connection, favour_id: int, asker: int, now: datetime) -> None:
    """The asker takes it back. Whoever was asked or had said yes is let off, kindly."""
    wanted = lock(conn, favour_id)
    if wanted is None or wanted.person_id != asker or wanted.state not in LIVE:
        return
    _let_off(conn, wanted, now)
    _end(conn, wanted.id, WITHDRAWN, now)


def done(
    conn: sa.Connection, favour_id: int, asker: int, helped: str, thanks: str, now: datetime
) -> sa.Row[Any] | None:
    """It is over, and this is what came of it. Returns the favour as it was, if it was still on."""
    wanted = lock(conn, favour_id)
    if wanted is None or wanted.person_id != asker or wanted.state != INTRODUCED:
        return None
    _end(conn, favour_id, DONE, now, helped=helped, thanks=thanks)
    return wanted


def again(conn: sa.Connection, favour_id: int, asker: int, until: datetime, now: datetime) -> None:
    """It did not work out: somebody else is asked, until then."""
    wanted = lock(conn, favour_id)
    if wanted is not None and wanted.person_id == asker:
        fresh = {"helper_id": None, "introduction_id": None, "weekday": None, "until": until}
        _move(conn, favour_id, (INTRODUCED,), state=OPEN, due_at=now, **fresh)


def _let_off(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Nobody is asked for it any more; who had said yes hears that, with thanks."""
    _drop_nudges(conn, wanted.id, now)
    _thanked_anyway(conn, wanted, now)
    conn.execute(
        sa.update(favour_ask)
        .where(favour_ask.c.favour_id == wanted.id, is_asked)
        .values(state=WITHDRAWN, answered_at=now)
    )


def _thanked_anyway(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    if wanted.state == OFFERED and wanted.helper_id is not None:
        _nudge(conn, wanted.community_id, wanted.helper_id, "favour_over", wanted.id, now)


# ── when it is time to look at one again ────────────────────────────────────────────────────


def due(conn: sa.Connection, now: datetime, limit: int) -> list[int]:
    """Favours that it is time to look at, the longest due first."""
    query = (
        sa.select(favour.c.id)
        .where(favour.c.due_at.is_not(None), favour.c.due_at <= now)
        .order_by(favour.c.due_at)
        .limit(limit)
    )
    return list(conn.execute(query).scalars())


def next_due(conn: sa.Connection, now: datetime) -> datetime | None:
    """When it is next time to look at one, after now."""
    query = sa.select(sa.func.min(favour.c.due_at)).where(
        favour.c.due_at.is_not(None), favour.c.due_at > now
    )
    moment: datetime | None = conn.execute(query).scalar()
    return moment


def claim(conn: sa.Connection, ids: Collection[int], now: datetime) -> list[sa.Row[Any]]:
    """Those of these that are still due, ours alone until the end of the transaction."""
    query = (
        sa.select(favour)
        .where(favour.c.id.in_(ids), favour.c.due_at.is_not(None), favour.c.due_at <= now)
        .order_by(favour.c.id)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return list(conn.execute(query))


def look_tomorrow(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Nobody can be asked today. People join, and tell what they love: tomorrow somebody may.

    Who never saw the question, for their week was full, may be tried once more.
    """
    unseen = (favour_ask.c.favour_id == wanted.id, favour_ask.c.state == UNASKED)
    conn.execute(sa.delete(favour_ask).where(*unseen))
    _move(conn, wanted.id, (OPEN,), due_at=min(now + A_DAY, wanted.until))


def nobody_found(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Its time is over: the asker hears that nobody could, and so does a person of the team."""
    _let_off(conn, wanted, now)
    _end(conn, wanted.id, NOT_FOUND, now)
    _nudge(conn, wanted.community_id, wanted.person_id, "favour_not_found", wanted.id, now)


def given_up(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """The asker never answered, or never said how it was: it ends, and nobody is left waiting."""
    if wanted.state == INTRODUCED:
        _end(conn, wanted.id, DONE, now, helped="unknown")
    else:
        _let_off(conn, wanted, now)
        _end(conn, wanted.id, EXPIRED, now)


def see_to_ask(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Whoever was asked is waited for while they may still answer; else it is open again.

    Who never saw the question is not silent: they may be asked for something else any time.
    """
    asked_at, talking = _how_far(conn, wanted)
    patience = _patience(wanted, asked_at)
    until = asked_at + (patience if talking else min(A_DAY, patience))
    if talking is not None and now < until:
        _move(conn, wanted.id, (ASKING,), due_at=until)
        return
    fired = sa.exists().where(
        nudge.c.person_id == favour_ask.c.person_id,
        nudge.c.purpose == "favour",
        nudge.c.subject == wanted.id,
        nudge.c.state == "fired",
    )
    ended = sa.case((fired, SILENT), else_=UNASKED)
    theirs = sa.update(favour_ask).where(favour_ask.c.favour_id == wanted.id, is_asked)
    conn.execute(theirs.values(state=ended, answered_at=now))
    _drop_nudges(conn, wanted.id, now)
    _move(conn, wanted.id, (ASKING,), state=OPEN, due_at=now)


def _how_far(conn: sa.Connection, wanted: sa.Row[Any]) -> tuple[datetime, bool | None]:
    """When somebody was asked, and whether they have the question by now (None: it is nowhere)."""
    talking = sa.exists().where(
        conversation.c.person_id == favour_ask.c.person_id,
        conversation.c.flow == "lend_a_hand",
        conversation.c.subject == wanted.id,
        conversation.c.ended_at.is_(None),
    )
    waiting = sa.exists().where(
        nudge.c.person_id == favour_ask.c.person_id,
        nudge.c.purpose == "favour",
        nudge.c.subject == wanted.id,
        nudges.is_due,
    )
    query = sa.select(favour_ask.c.asked_at, talking, waiting).where(
        favour_ask.c.favour_id == wanted.id, is_asked
    )
    row = conn.execute(query).first()
    if row is None:
        return wanted.asked_at, None
    return row[0], True if row[1] else False if row[2] else None


def asked_because(conn: sa.Connection, favour_id: int, why: str) -> int:
    """How many have been asked for this one for that reason."""
    query = sa.select(sa.func.count()).where(
        favour_ask.c.favour_id == favour_id, favour_ask.c.why == why, favour_ask.c.state != UNASKED
    )
    return conn.execute(query).scalar_one()


# ── who leaves, and who turns out to be somebody else ───────────────────────────────────────


def let_go(conn: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """These people said STOP: what they asked for is taken back, what they were asked is dropped.

    A favour they had been asked, or had said yes to, is open again: somebody else may help.
    """
    theirs = sa.select(favour).where(favour.c.person_id.in_(ids), favour.c.state.in_(LIVE))
    for wanted in conn.execute(theirs.order_by(favour.c.id).with_for_update(key_share=True)).all():
        _let_off(conn, wanted, now)
        _end(conn, wanted.id, WITHDRAWN, now)
    asks = (favour_ask.c.person_id.in_(ids), is_asked)
    asked = list(conn.execute(sa.select(favour_ask.c.favour_id).where(*asks)).scalars())
    dropped = sa.update(favour_ask).where(*asks)
    conn.execute(dropped.values(state=WITHDRAWN, answered_at=now))
    for where in (
        sa.and_(favour.c.state == OFFERED, favour.c.helper_id.in_(ids)),
        sa.and_(favour.c.state == ASKING, favour.c.id.in_(asked)),
    ):
        conn.execute(sa.update(favour).where(where).values(state=OPEN, helper_id=None, due_at=now))


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two turned out to be one person: what was the newer one's is the known one's."""
    for column in (favour.c.person_id, favour.c.helper_id):
        conn.execute(sa.update(favour).where(column == new_id).values({column.name: known_id}))
    conn.execute(sa.delete(favour_ask).where(favour_ask.c.person_id == new_id))
    for table in (refusal, small_ask):
        rows = conn.execute(sa.select(table).where(table.c.person_id == new_id)).all()
        if rows:
            moved = [dict(row._mapping) | {"person_id": known_id} for row in rows]
            conn.execute(insert_ignore(table, conn), moved)
            conn.execute(sa.delete(table).where(table.c.person_id == new_id))


# ── rows ────────────────────────────────────────────────────────────────────────────────────


def lock(conn: sa.Connection, favour_id: int) -> sa.Row[Any] | None:
    """This favour's row, ours alone until the end of the transaction."""
    query = sa.select(favour).where(favour.c.id == favour_id).with_for_update(key_share=True)
    return conn.execute(query).first()


def _move(conn: sa.Connection, favour_id: int, states: Collection[str], **values: Any) -> None:
    here = (favour.c.id == favour_id, favour.c.state.in_(states))
    conn.execute(sa.update(favour).where(*here).values(**values))


def _end(conn: sa.Connection, favour_id: int, state: str, now: datetime, **values: Any) -> None:
    _move(conn, favour_id, LIVE, state=state, due_at=None, over_at=now, **values)


def _nudge(
    conn: sa.Connection, community_id: int, person_id: int, purpose: str, about: int, at: datetime
) -> None:
    row = {
        "community_id": community_id,
        "person_id": person_id,
        "purpose": purpose,
        "subject": about,
        "due_at": at,
        "late_by": LATE_BY,
    }
    nudges.plan(conn, [row], at)


def _drop_nudges(conn: sa.Connection, favour_id: int, now: datetime) -> None:
    purposes = ("favour", "favour_found", "how_was_it")
    conn.execute(
        sa.update(nudge)
        .where(nudge.c.subject == favour_id, nudge.c.purpose.in_(purposes), nudges.is_due)
        .values(state="skipped", reason="taken back", done_at=now)
    )
