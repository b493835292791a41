"""Favours: what somebody asked for, who was asked, and where each of them ended.

A favour is open, then asking (one neighbour), offered (they said yes), introduced (so did the
asker), and over: done, withdrawn, not_found, expired, or by_hand (a person of the team sees to
it). An ask is asked, then yes, no, later, silent, withdrawn, or unasked: it never went out. Two
keys hold what is promised: nobody has two asks open, and no favour is asked of two people at once,
or twice of the same one.
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from functools import partial
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
        look_again = now + A_DAY
        _move(conn, wanted.id, (ASKING,), state=OFFERED, helper_id=row["person"], due_at=look_again)
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
    day = None if wanted.weekday is None else _day_after(wanted, now) - A_DAY
    chat = introductions.open_chat(conn, wanted.community_id, both, wanted.about, now, for_at=day)
    at = max(now + SEE_HOW_IT_WAS, _day_after(wanted, now))
    _move(
        conn,
        wanted.id,
        (OFFERED,),
        state=INTRODUCED,
        introduction_id=chat,
        due_at=at + A_DAY,
    )
    _nudge(conn, wanted.community_id, wanted.person_id, "how_was_it", wanted.id, at)


def _day_after(wanted: sa.Row[Any], now: datetime) -> datetime:
    """The morning after the day it is for, where it is for one: we look until just before it."""
    if wanted.weekday is None:
        return now
    ahead = (wanted.weekday - wanted.until.weekday()) % 7 + 1
    morning = datetime.combine(wanted.until.date(), time(10, 0), wanted.until.tzinfo)
    return morning + timedelta(days=ahead)


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
    _drop_nudges(conn, wanted, now)
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


def nobody_now(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Nobody can be asked just now: we look again within a day of the ask, and then say so.

    Who never saw the question, for their week was full, may be tried once more tomorrow, while it
    is not long since.
    """
    unseen = (favour_ask.c.favour_id == wanted.id, favour_ask.c.state == UNASKED)
    lately = now < wanted.asked_at + LONGEST_ASK
    if conn.execute(sa.delete(favour_ask).where(*unseen)).rowcount and lately:
        _move(conn, wanted.id, (OPEN,), due_at=min(now + A_DAY, wanted.until))
    elif now < wanted.asked_at + A_DAY:
        _move(conn, wanted.id, (OPEN,), due_at=min(wanted.asked_at + A_DAY, wanted.until))
    else:
        nobody_found(conn, wanted, now)


def look_soon(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Others were asked for something at this very moment: we look again in a minute."""
    _move(conn, wanted.id, (OPEN,), due_at=now + timedelta(minutes=1))


def nobody_found(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """Nobody could: the asker hears it, and so does a person of the team."""
    _let_off(conn, wanted, now)
    _end(conn, wanted.id, NOT_FOUND, now)
    at = now + AN_HOUR
    _nudge(conn, wanted.community_id, wanted.person_id, "favour_not_found", wanted.id, at)


def see_to_question(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    """The asker has a question to answer. Where it got lost it is asked again, and not for ever."""
    purpose = "favour_found" if wanted.state == OFFERED else "how_was_it"
    waits, tries = _question(conn, wanted, purpose)
    if now >= _answer_by(conn, wanted) or (not waits and tries >= TRIES[purpose]):
        given_up(conn, wanted, now)
        return
    if not waits:
        _nudge(conn, wanted.community_id, wanted.person_id, purpose, wanted.id, now)
    _move(conn, wanted.id, (wanted.state,), due_at=now + A_DAY)


def _question(conn: sa.Connection, wanted: sa.Row[Any], purpose: str) -> tuple[bool, int]:
    """Whether the asker has this question, or is about to; and how often it was asked."""
    talking = sa.select(sa.literal(1)).where(
        conversation.c.person_id == wanted.person_id,
        conversation.c.flow == purpose,
        conversation.c.subject == wanted.id,
        conversation.c.ended_at.is_(None),
    )
    planned = sa.select(nudge.c.state).where(
        nudge.c.community_id == wanted.community_id,
        nudge.c.person_id == wanted.person_id,
        nudge.c.purpose == purpose,
        nudge.c.subject == wanted.id,
    )
    states = list(conn.execute(planned).scalars())
    waits = "due" in states or conn.execute(talking).first() is not None
    return waits, states.count("fired")


def _answer_by(conn: sa.Connection, wanted: sa.Row[Any]) -> datetime:
    """When we wait no longer for the asker's answer."""
    query = sa.select(favour_ask.c.answered_at).where(
        favour_ask.c.favour_id == wanted.id, favour_ask.c.person_id == wanted.helper_id
    )
    offered_at: datetime = conn.execute(query).scalar() or wanted.asked_at
    if wanted.state == OFFERED:
        return offered_at + ANSWER_WITHIN
    return max(offered_at, _day_after(wanted, offered_at)) + DONE_WITHIN


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
        nudge.c.community_id == wanted.community_id,
        nudge.c.person_id == favour_ask.c.person_id,
        nudge.c.purpose == "favour",
        nudge.c.subject == wanted.id,
        nudge.c.state == "fired",
    )
    ended = sa.case((fired, SILENT), else_=UNASKED)
    theirs = sa.update(favour_ask).where(favour_ask.c.favour_id == wanted.id, is_asked)
    conn.execute(theirs.values(state=ended, answered_at=now))
    _drop_nudges(conn, wanted, now)
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
    """These people left: what they asked for is taken back, what they were asked is dropped.

    A favour they had been asked, or had said yes to, is open again: somebody else may help. The
    favours are locked first, as everywhere, and only what is still so of them counts.
    """
    for wanted in _concerning(conn, ids):
        if wanted.person_id in ids:
            _let_off(conn, wanted, now)
            _end(conn, wanted.id, WITHDRAWN, now)
            continue
        asked = (favour_ask.c.favour_id == wanted.id, favour_ask.c.person_id.in_(ids), is_asked)
        dropped = sa.update(favour_ask).where(*asked).values(state=WITHDRAWN, answered_at=now)
        lost = conn.execute(dropped).rowcount and wanted.state == ASKING
        if lost or (wanted.state == OFFERED and wanted.helper_id in ids):
            _drop_nudges(conn, wanted, now)
            _move(conn, wanted.id, (wanted.state,), state=OPEN, helper_id=None, due_at=now)


def _concerning(conn: sa.Connection, ids: Collection[int]) -> list[sa.Row[Any]]:
    """What these people asked for, were asked for or said yes to, ours alone from here on."""
    asked = sa.select(favour_ask.c.favour_id).where(favour_ask.c.person_id.in_(ids), is_asked)
    own = (sa.select(favour.c.id).where(each.in_(ids)) for each in (_ASKER, _HELPER))
    query = (
        sa.select(favour)
        .where(favour.c.id.in_(sa.union_all(asked, *own)), favour.c.state.in_(LIVE))
        .order_by(favour.c.id)
        .with_for_update(key_share=True)
    )
    return list(conn.execute(query))


_ASKER, _HELPER = favour.c.person_id, favour.c.helper_id


def move(conn: sa.Connection, new_id: int, known_id: int) -> None:
    """Two turned out to be one person: what was the newer one's is the known one's.

    What the newer was asked for just now is open again. What they were asked before, they were.
    """
    _reopen(conn, new_id)
    for column in (_ASKER, _HELPER):
        conn.execute(sa.update(favour).where(column == new_id).values({column.name: known_id}))
    known = sa.select(favour_ask.c.favour_id).where(favour_ask.c.person_id == known_id)
    both = list(conn.execute(known).scalars())
    theirs = favour_ask.c.person_id == new_id
    conn.execute(sa.delete(favour_ask).where(theirs, favour_ask.c.favour_id.in_(both)))
    conn.execute(sa.update(favour_ask).where(theirs).values(person_id=known_id))
    for table in (refusal, small_ask):
        rows = conn.execute(sa.select(table).where(table.c.person_id == new_id)).all()
        if rows:
            moved = [dict(row._mapping) | {"person_id": known_id} for row in rows]
            conn.execute(insert_ignore(table, conn), moved)
            conn.execute(sa.delete(table).where(table.c.person_id == new_id))


def _reopen(conn: sa.Connection, person_id: int) -> None:
    """What this person is asked for just now is put to them no longer."""
    asks = (favour_ask.c.person_id == person_id, is_asked)
    wanted = list(conn.execute(sa.select(favour_ask.c.favour_id).where(*asks)).scalars())
    rows = [row for row in map(partial(lock, conn), wanted) if row is not None]
    conn.execute(sa.update(favour_ask).where(*asks).values(state=WITHDRAWN))
    for row in rows:
        _move(conn, row.id, (ASKING,), state=OPEN, due_at=row.due_at)


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


def _drop_nudges(conn: sa.Connection, wanted: sa.Row[Any], now: datetime) -> None:
    purposes = ("favour", "favour_found", "how_was_it")
    asked = sa.select(favour_ask.c.person_id).where(favour_ask.c.favour_id == wanted.id)
    whose = [wanted.person_id, *conn.execute(asked).scalars()]
    about = (nudge.c.subject == wanted.id, nudge.c.purpose.in_(purposes), nudges.is_due)
    conn.execute(
        sa.update(nudge)
        .where(nudge.c.person_id.in_(whose), *about)
        .values(state="skipped", reason="taken back", done_at=now)
    )
