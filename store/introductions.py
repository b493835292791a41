"""Introductions: who would be put in touch with whom, both yeses, and the chat that follows.

An introduction is proposed, then open (a chat, whose texts pass through us), then over; or it
was declined, or expired. One row is one chat, of two or of more; its members are beside it. What
is said in it is in `store/chat_words.py`.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import chat_words
from store.database import Id, Moment, metadata
from store.due_rows import DueRows
from store.nudges import plan

introduction = sa.Table(
    "introduction",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("why", sa.Text, nullable=False, default=""),  # what it is about, in a few words
    sa.Column("group_id", Id),  # the group whose thread it is (store/groups.py)
    sa.Column("state", sa.Text, nullable=False),  # proposed | open | ended | declined | expired
    sa.Column("proposed_at", Moment, nullable=False),
    sa.Column("opened_at", Moment),
    sa.Column("last_words_at", Moment),
    sa.Column("until", Moment),  # when it is over unless they would like more
    sa.Column("for_at", Moment),  # when what it is for takes place, if it is for a day
    sa.Column("reminded_at", Moment),  # when they were asked if they would
    sa.Column("due_at", Moment),  # when to look at it again; None: never
    sa.Column("ended_at", Moment),
    sa.Column("ended_by", Id),  # who said BYE
    # bye | quiet | long | left | handed_over | came_to_nothing
    sa.Column("reason", sa.Text, nullable=False, default=""),
    sa.Index(
        "ix_introduction_due_at",
        "due_at",
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    ),
)

member = sa.Table(
    "introduction_member",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("introduction_id", Id, sa.ForeignKey("introduction.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),  # in which order they are asked
    sa.Column("asked_at", Moment),  # when they were really asked
    sa.Column("answer", sa.Text, nullable=False, default=""),  # yes | no | none; "" not yet
    sa.Column("state", sa.Text, nullable=False, default="asked"),  # asked | in | left
    sa.Column("joined_at", Moment),  # when they knew that the chat was open
    sa.Column("left_at", Moment),
    sa.Index("ix_introduction_member_person_id", "person_id"),
)

PROPOSED, OPEN, ENDED, DECLINED, EXPIRED = "proposed", "open", "ended", "declined", "expired"
ASKED, IN, LEFT = "asked", "in", "left"

ANSWER_WITHIN: Final = timedelta(days=21)
"""How long an introduction waits for both yeses; then it is forgotten."""

QUIET: Final = timedelta(days=3)
"""A chat in which nobody has said anything for so long is over."""

A_CHAT: Final = timedelta(days=14)
"""How long a chat goes on unless they would like more."""

REMIND: Final = timedelta(days=2)
"""How long before its end they are asked if they would like more."""

THE_DAY_AFTER: Final = timedelta(hours=36)
"""How long after what it is for a chat stays open, however quiet it is."""

LOOK_AGAIN: Final = timedelta(days=1)
"""How soon it is looked at whether somebody still has the question that they were asked."""

LATE_BY: Final = int(timedelta(days=3).total_seconds())


# ── proposing, answering ────────────────────────────────────────────────────────────────────


def propose(
    conn: sa.Connection,
    community_id: int,
    a: int,
    b: int,
    why: str,
    now: datetime,
    for_at: datetime | None = None,
) -> int | None:
    """Ask `a`, and after a yes `b`, if they would like to be put in touch; then open their chat.

    why: what it is about, in a few plain words, as in "about {why}"; may be "". for_at: when that
    takes place; it is no use after that. Returns the id, or None where these two have been asked
    before: nobody is asked the same twice.
    """
    if a == b or _asked_before(conn, a, b):
        return None
    until = min(for_at or now + ANSWER_WITHIN, now + ANSWER_WITHIN)
    both = [a, b]
    made = _add(conn, community_id, both, why, now, state=PROPOSED, due_at=until, for_at=for_at)
    ask(conn, community_id, made, [a], "introduction", now)
    return made


def _asked_before(conn: sa.Connection, a: int, b: int) -> bool:
    theirs, ours = member.alias(), member.alias()
    query = (
        sa.select(introduction.c.id)
        .join(theirs, theirs.c.introduction_id == introduction.c.id)
        .join(ours, ours.c.introduction_id == introduction.c.id)
        .where(
            theirs.c.person_id == a,
            ours.c.person_id == b,
            introduction.c.group_id.is_(None),
            sa.or_(
                introduction.c.state.in_((PROPOSED, OPEN)),
                theirs.c.asked_at.is_not(None),
                ours.c.asked_at.is_not(None),
            ),
        )
        .limit(1)
    )
    return conn.execute(query).first() is not None


def _add(
    conn: sa.Connection,
    community_id: int,
    people: Sequence[int],
    why: str,
    now: datetime,
    *,
    answer: str = "",
    **values: Any,
) -> int:
    row = {"community_id": community_id, "why": why, "proposed_at": now, **values}
    adding = sa.insert(introduction).values(row).returning(introduction.c.id)
    made: int = conn.execute(adding).scalar_one()
    common = {"community_id": community_id, "introduction_id": made, "answer": answer}
    conn.execute(
        sa.insert(member),
        [
            {**common, "person_id": each, "place": place, "state": IN if answer else ASKED}
            for place, each in enumerate(dict.fromkeys(people))
        ],
    )
    return made


def gather(
    conn: sa.Connection,
    community_id: int,
    people: Sequence[int],
    why: str,
    group_id: int,
    decide_at: datetime,
    now: datetime,
) -> int:
    """Put down that all of these are to be asked to meet as a group. Returns the chat's id."""
    return _add(
        conn, community_id, people, why, now, state=PROPOSED, group_id=group_id, due_at=decide_at
    )


def ask(
    conn: sa.Connection,
    community_id: int,
    chat: int,
    people: Collection[int],
    purpose: str,
    now: datetime,
) -> None:
    """This falls due for each of these people, about this chat, at once."""
    common = {"community_id": community_id, "purpose": purpose, "subject": chat}
    rows = [{**common, "person_id": each, "due_at": now, "late_by": LATE_BY} for each in people]
    plan(conn, rows, now)


def asked(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """These (`chat`, `person`) have been asked. Planned is not asked: a full week comes between."""
    again = now + LOOK_AGAIN
    for row in sorted(rows, key=lambda each: (each["chat"], each["person"])):
        later = introduction.c.due_at > again
        mine = introduction.c.id == row["chat"]
        proposed = introduction.c.state == PROPOSED
        conn.execute(sa.update(introduction).where(mine, proposed, later).values(due_at=again))
        whose = sa.and_(
            member.c.introduction_id == row["chat"], member.c.person_id == row["person"]
        )
        conn.execute(sa.update(member).where(whose).values(asked_at=now))


def answered(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """Each of these (`chat`, `person`, `answer`) has answered: what follows, follows at once."""
    for row in sorted(rows, key=lambda each: (each["chat"], each["person"])):
        chat = lock(conn, row["chat"])
        if chat is None or chat.state != PROPOSED:
            continue
        conn.execute(
            sa.update(member)
            .where(
                member.c.introduction_id == row["chat"],
                member.c.person_id == row["person"],
                member.c.state == ASKED,
            )
            .values(answer=row["answer"])
        )
        _move_on(conn, chat, now)


def _move_on(conn: sa.Connection, chat: sa.Row[Any], now: datetime) -> None:
    """Ask the next, open it once all have said yes, or let it be. A group waits for its day."""
    them = members(conn, [chat.id])
    unasked = [each.person_id for each in them if not each.answer and each.state == ASKED]
    if chat.group_id is not None:
        if not unasked:
            _set(conn, chat.id, due_at=now)
        return
    kinds = {each.answer for each in them} - {""}
    if kinds - {"yes"} or any(each.state == LEFT for each in them):
        if "no" in kinds:  # nobody else hears of a no
            _set(conn, chat.id, state=DECLINED, ended_at=now, due_at=None)
        else:
            expire(conn, chat, now)
    elif unasked:
        ask(conn, chat.community_id, chat.id, unasked[:1], "introduction", now)
    else:
        begin(conn, chat, [each.person_id for each in them], now)


# ── a chat ──────────────────────────────────────────────────────────────────────────────────


def open_chat(
    conn: sa.Connection,
    community_id: int,
    people: Sequence[int],
    why: str,
    now: datetime,
    for_at: datetime | None = None,
) -> int:
    """A chat of people who have all said yes: each is told, and their texts pass through us.

    why: what it is about, in a few plain words, as in "about {why}"; may be "". for_at: when that
    takes place: it stays open until the day after. Returns its id, which is the subject of the
    nudge `chat`.
    """
    if len(set(people)) < 2:
        raise ValueError("a chat needs two people")
    made = _add(conn, community_id, people, why, now, answer="yes", state=PROPOSED, for_at=for_at)
    chat = lock(conn, made)
    assert chat is not None
    begin(conn, chat, people, now)
    return made


def begin(
    conn: sa.Connection,
    chat: sa.Row[Any],
    people: Collection[int],
    now: datetime,
    until: datetime | None = None,
) -> None:
    """It is open from now on, for these of its members; the others are out of it."""
    theirs = member.c.introduction_id == chat.id
    inside = member.c.person_id.in_(people)
    conn.execute(sa.update(member).where(theirs, inside).values(state=IN))
    conn.execute(sa.update(member).where(theirs, ~inside).values(state=LEFT, left_at=now))
    until = max(until or now + A_CHAT, _the_day_after(chat) or now)
    times = {"opened_at": now, "last_words_at": now, "due_at": now + QUIET, "until": until}
    _set(conn, chat.id, state=OPEN, **times)
    ask(conn, chat.community_id, chat.id, people, "chat", now)


def _the_day_after(chat: sa.Row[Any]) -> datetime | None:
    """Until when it stays open however quiet it is, where it is for a day."""
    return None if chat.for_at is None else chat.for_at + THE_DAY_AFTER


def joined(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """These (`chat`, `person`) know that it is open."""
    for row in rows:
        conn.execute(
            sa.update(member)
            .where(
                member.c.introduction_id == row["chat"],
                member.c.person_id == row["person"],
                member.c.joined_at.is_(None),
            )
            .values(joined_at=now)
        )
    spoke(conn, [row["chat"] for row in rows], now)


def spoke(conn: sa.Connection, chats: Collection[int], now: datetime) -> None:
    """Somebody has just been heard in these."""
    for chat in sorted(set(chats)):
        _set(conn, chat, last_words_at=now)


def go_on(conn: sa.Connection, chats: Collection[int], now: datetime) -> None:
    """Two more weeks for these, if they are open. A group's thread has its own time."""
    for chat in sorted(set(chats)):
        conn.execute(
            sa.update(introduction)
            .where(
                introduction.c.id == chat,
                introduction.c.state == OPEN,
                introduction.c.group_id.is_(None),
            )
            .values(until=now + A_CHAT, reminded_at=None, last_words_at=now)
        )


def leave(
    conn: sa.Connection, people: Collection[int], now: datetime, only: int | None = None
) -> None:
    """These people are out of their chats: of one (`only`) by their BYE, or of all (STOP, a wrong
    number, two that were one person). What is left of one is over, and the other hears so kindly.
    What they said and nobody has heard yet is not passed on.
    """
    mine = member.c.person_id.in_(people) & (member.c.state != LEFT)
    about = member.c.introduction_id == only if only is not None else sa.true()
    found = sa.select(member.c.introduction_id).where(mine, about).distinct()
    for each in sorted(conn.execute(found).scalars()):
        chat = lock(conn, each)
        here = member.c.introduction_id == each
        conn.execute(sa.update(member).where(mine, here).values(state=LEFT, left_at=now))
        others = [each_one.person_id for each_one in members(conn, [each])]
        chat_words.take_back(conn, each, people, others)
        if chat is not None and chat.state == OPEN:
            _end_if_alone(conn, chat, now, by=min(people) if only is not None else None)
        elif chat is not None and chat.state == PROPOSED:
            _move_on(conn, chat, now)


def _end_if_alone(conn: sa.Connection, chat: sa.Row[Any], now: datetime, by: int | None) -> None:
    inside = [each for each in members(conn, [chat.id]) if each.state == IN]
    if len(inside) < 2:
        end(conn, chat, "bye" if by else "left", now, by=by)


def end(
    conn: sa.Connection,
    chat: sa.Row[Any],
    reason: str,
    now: datetime,
    *,
    by: int | None = None,
    say: bool = True,
) -> None:
    """It is over. Whoever is still in it, and knew of it, hears so (the nudge `chat_over`)."""
    _set(conn, chat.id, state=ENDED, ended_at=now, ended_by=by, reason=reason, due_at=None)
    knew = [each for each in members(conn, [chat.id]) if each.state == IN and each.joined_at]
    if say:
        ask(conn, chat.community_id, chat.id, [each.person_id for each in knew], "chat_over", now)


# ── what falls due ──────────────────────────────────────────────────────────────────────────


def expire(conn: sa.Connection, chat: sa.Row[Any], now: datetime) -> None:
    """Not everybody has answered, and nobody is asked again. Who said yes hears so, kindly."""
    _set(conn, chat.id, state=EXPIRED, ended_at=now, due_at=None, reason="came_to_nothing")
    if chat.group_id is None:
        them = members(conn, [chat.id])
        waiting = [each.person_id for each in them if each.answer == "yes" and each.state == ASKED]
        ask(conn, chat.community_id, chat.id, waiting, "chat_over", now)


def look(conn: sa.Connection, chat: sa.Row[Any], now: datetime, quiet: timedelta = QUIET) -> None:
    """A chat that is open: it ends when it has gone quiet or had its time, after a reminder."""
    quiet_at = max(filter(None, (chat.last_words_at + quiet, _the_day_after(chat))))
    if now >= quiet_at:
        end(conn, chat, "quiet", now)
    elif now >= chat.until:
        end(conn, chat, "long", now)
    else:
        if now >= chat.until - REMIND and chat.reminded_at is None:
            inside = [each.person_id for each in members(conn, [chat.id]) if each.state == IN]
            ask(conn, chat.community_id, chat.id, inside, "chat_more", now)
            _set(conn, chat.id, reminded_at=now)
        reminder = chat.until if now >= chat.until - REMIND else chat.until - REMIND
        _set(conn, chat.id, due_at=min(quiet_at, reminder))


DUE: Final = DueRows(introduction.c.id, introduction.c.due_at)
"""Introductions that it is time to look at."""


def claim(conn: sa.Connection, ids: Collection[int], now: datetime) -> list[sa.Row[Any]]:
    """Those of these that are still due, ours alone until the end of the transaction."""
    query = (
        sa.select(introduction)
        .where(introduction.c.id.in_(ids), introduction.c.due_at <= now)
        .order_by(introduction.c.id)
        .with_for_update(skip_locked=True)
    )
    return list(conn.execute(query))


# ── rows ────────────────────────────────────────────────────────────────────────────────────


def lock(conn: sa.Connection, chat: int) -> sa.Row[Any] | None:
    """This row, ours alone until the end of the transaction."""
    query = sa.select(introduction).where(introduction.c.id == chat).with_for_update()
    return conn.execute(query).first()


def members(conn: sa.Connection, chats: Collection[int]) -> list[sa.Row[Any]]:
    """The members of these, each chat's in the order in which they are asked."""
    query = sa.select(member).where(member.c.introduction_id.in_(chats))
    return list(conn.execute(query.order_by(member.c.introduction_id, member.c.place)))


def look_again(conn: sa.Connection, chat: int, at: datetime) -> None:
    """It is looked at then."""
    _set(conn, chat, due_at=at)


def _set(conn: sa.Connection, chat: int, **values: Any) -> None:
    conn.execute(sa.update(introduction).where(introduction.c.id == chat).values(**values))
