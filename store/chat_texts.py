"""What is said in chats that pass through us, and what each member sees of theirs."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world import Neighbour
from flows.world.chats import ChatSeen, GroupSeen, LastWords, told_apart
from store import groups
from store.conversations import conversation
from store.database import Id, Moment, metadata
from store.introductions import IN, LEFT, introduction, member
from store.people import person

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

_HALF_A_DAY: Final = timedelta(hours=12)
_AN_HOUR: Final = timedelta(hours=1)

FLOW: Final = "chat"
"""The conversation in which words reach somebody at once."""


# ── keeping ─────────────────────────────────────────────────────────────────────────────────


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


# ── what members see ────────────────────────────────────────────────────────────────────────


def seen(conn: sa.Connection, looking: Mapping[int, int], now: datetime) -> dict[int, ChatSeen]:
    """What each of these people (id -> chat) sees of their chat, if it is one of theirs.

    Always as many queries.
    """
    chats = sorted(set(looking.values()))
    rows = {row.id: row for row in _chats(conn, chats)} if chats else {}
    if not rows:
        return {}
    members, texts = _members(conn, list(rows)), _texts(conn, list(rows), now)
    waiting = _waiting(conn, looking)
    about = groups.seen(conn, list(rows))
    found = {}
    for whose, chat in looking.items():
        if chat in rows and any(each.person_id == whose for each in members[chat]):
            circle = _Circle(rows[chat], members[chat], texts[chat], about.get(chat))
            found[whose] = circle.seen_by(whose, waiting[whose], now)
    return found


def _chats(conn: sa.Connection, chats: list[int]) -> list[sa.Row[Any]]:
    return list(conn.execute(sa.select(introduction).where(introduction.c.id.in_(chats))))


def _members(conn: sa.Connection, chats: list[int]) -> Mapping[int, list[sa.Row[Any]]]:
    """Who is in these, and whether they are in that conversation just now."""
    talking = sa.and_(
        conversation.c.person_id == member.c.person_id,
        conversation.c.ended_at.is_(None),
        conversation.c.flow == FLOW,
        conversation.c.subject == member.c.introduction_id,
    )
    query = (
        sa.select(
            member,
            person.c.name,
            person.c.language,
            (person.c.stopped_at.is_not(None) | person.c.merged_into.is_not(None)).label("gone"),
            conversation.c.id.is_not(None).label("here"),
        )
        .join(person, person.c.id == member.c.person_id)
        .outerjoin(conversation, talking)
        .where(member.c.introduction_id.in_(chats))
        .order_by(member.c.introduction_id, member.c.place)
    )
    return _by(conn.execute(query), "introduction_id")


def _texts(conn: sa.Connection, chats: list[int], now: datetime) -> Mapping[int, list[sa.Row[Any]]]:
    """What was said in these for half a day, the latest last."""
    query = (
        sa.select(chat_text)
        .where(chat_text.c.introduction_id.in_(chats), chat_text.c.at > now - _HALF_A_DAY)
        .order_by(chat_text.c.id)
    )
    return _by(conn.execute(query), "introduction_id")


def _waiting(conn: sa.Connection, looking: Mapping[int, int]) -> Mapping[int, list[sa.Row[Any]]]:
    query = (
        sa.select(
            chat_waiting.c.person_id.label("whose"),
            chat_text.c.id,
            chat_text.c.introduction_id,
            chat_text.c.person_id,
            chat_text.c.words,
        )
        .join(chat_text, chat_text.c.id == chat_waiting.c.text_id)
        .where(chat_waiting.c.person_id.in_(looking))
        .order_by(chat_text.c.id)
    )
    rows = [row for row in conn.execute(query) if looking[row.whose] == row.introduction_id]
    return _by(rows, "whose")


def _by(rows: Any, column: str) -> Mapping[int, list[sa.Row[Any]]]:
    found: dict[int, list[sa.Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row._mapping[column]].append(row)
    return found


class _Circle:
    """One chat and all that was loaded of it."""

    def __init__(
        self,
        chat: sa.Row[Any],
        members: list[sa.Row[Any]],
        texts: list[sa.Row[Any]],
        group: groups.Known | None,
    ) -> None:
        self.chat, self.members, self.texts, self.group = chat, members, texts, group
        shown = told_apart(each.name for each in members)
        self.names = {each.person_id: name for each, name in zip(members, shown, strict=True)}

    def seen_by(self, whose: int, waiting: list[sa.Row[Any]], now: datetime) -> ChatSeen:
        chat, names = self.chat, self.names
        me = next(each for each in self.members if each.person_id == whose)
        wanted = ("asked", IN) if chat.state == "proposed" else (IN,)
        others = [
            each
            for each in self.members
            if each.person_id != whose and each.state in wanted and not each.gone
        ]
        passed, rested = self._said(whose, "passed"), self._said(whose, "rested")
        return ChatSeen(
            id=chat.id,
            me=names[whose],
            others=tuple(
                Neighbour(each.person_id, names[each.person_id], each.language) for each in others
            ),
            why=chat.why,
            state=chat.state
            if chat.state in ("proposed", "open") and me.state in wanted
            else "over",
            here=frozenset(each.person_id for each in others if each.here),
            been_here=me.joined_at is not None,
            waiting=tuple(_line(names.get(each.person_id, ""), each.words) for each in waiting),
            heard=max((each.id for each in waiting), default=0),
            last=self._last(whose),
            lately=tuple(at for at in passed if at > now - _AN_HOUR),
            rested_at=max((at for at in rested if at > now - _AN_HOUR), default=None),
            since_noon=tuple(passed),
            yeses=sum(each.answer == "yes" for each in self.members),
            how=chat.reason,
            by=names.get(chat.ended_by, ""),
            has_left=me.state == LEFT,
            group=self._group(whose),
        )

    def _said(self, whose: int, state: str) -> list[datetime]:
        mine = (each for each in self.texts if each.person_id == whose)
        return [each.at for each in mine if each.state == state]

    def _last(self, whose: int) -> LastWords | None:
        passed = [each for each in self.texts if each.state == "passed"]
        if not passed:
            return None
        return LastWords(passed[-1].person_id == whose, passed[-1].words, passed[-1].at)

    def _group(self, whose: int) -> GroupSeen | None:
        if self.group is None:
            return None
        inside = [each.person_id for each in self.members if each.state != LEFT and not each.gone]
        names = {each: self.names[each] for each in inside}
        return self.group.seen_by(whose, names, inside[:1] == [whose])


def _line(name: str, words: str) -> str:
    return f"{name[:1].upper()}{name[1:]}: {words}"
