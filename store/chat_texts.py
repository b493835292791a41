"""What each member of a chat sees of it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world import Neighbour
from flows.world.chats import COMES_FIRST, ChatSeen, GroupSeen, LastWords, told_apart
from store import groups
from store.chat_words import chat_text, chat_waiting
from store.conversations import conversation
from store.introductions import IN, LEFT, introduction, member
from store.people import address, person

_HALF_A_DAY: Final = timedelta(hours=12)
_AN_HOUR: Final = timedelta(hours=1)

FLOW: Final = "chat"
"""The conversation in which words reach somebody at once."""

AT_ONCE: Final = 1_400
"""Characters of what has waited that are told in one piece: providers refuse much longer ones."""


# ── what members see ────────────────────────────────────────────────────────────────────────


def seen(conn: sa.Connection, looking: Mapping[int, int], now: datetime) -> dict[int, ChatSeen]:
    """What each of these people (id -> chat) sees of their chat, if it is one of theirs.

    Always as many queries.
    """
    chats = sorted(set(looking.values()))
    rows = {row.id: row for row in _chats(conn, chats)} if chats else {}
    if not rows:
        return {}
    members, texts = _members(conn, list(rows), now), _texts(conn, list(rows), now)
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


def _members(
    conn: sa.Connection, chats: list[int], now: datetime
) -> Mapping[int, list[sa.Row[Any]]]:
    """Who is in these, and what conversation each of them is in just now."""
    talking = sa.and_(
        conversation.c.person_id == member.c.person_id, conversation.c.ended_at.is_(None)
    )
    here = sa.and_(conversation.c.flow == FLOW, conversation.c.subject == member.c.introduction_id)
    nowhere = ~sa.exists().where(
        address.c.person_id == member.c.person_id, address.c.state == "open"
    )
    resting = person.c.paused_at.is_not(None) & (
        person.c.paused_until.is_(None) | (person.c.paused_until > now)
    )
    left = person.c.stopped_at.is_not(None) | person.c.merged_into.is_not(None) | nowhere
    query = (
        sa.select(
            member,
            person.c.name,
            person.c.language,
            left.label("gone"),
            resting.label("resting"),
            sa.func.coalesce(here, sa.false()).label("here"),
            conversation.c.flow,
            conversation.c.subject,
            conversation.c.by_us,
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
        first = _first_of(waiting, names)
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
            slow=frozenset(each.person_id for each in others if _hears_later(each)),
            busy="" if me.here else me.flow or "",
            busy_about=me.subject or 0,
            asked_by_us=bool(me.by_us),
            waiting=tuple(_line(names.get(each.person_id, ""), each.words) for each in first),
            more_waits=len(first) < len(waiting),
            heard=max((each.id for each in first), default=0),
            last=self._last(whose),
            lately=tuple(at for at in passed if at > now - _AN_HOUR),
            rested_at=max((at for at in rested if at > now - _AN_HOUR), default=None),
            since_noon=tuple(passed),
            asked_if_more=chat.reminded_at is not None,
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


def _hears_later(each: sa.Row[Any]) -> bool:
    """Whether they rest, or do not know of the chat yet and will not before they answer us."""
    answers_first = each.joined_at is None and each.flow in COMES_FIRST
    return not each.here and (each.resting or answers_first)


def _first_of(waiting: list[sa.Row[Any]], names: Mapping[int, str]) -> list[sa.Row[Any]]:
    """As much of what has waited as goes into one piece."""
    first, length = list[sa.Row[Any]](), 0
    for each in waiting:
        length += len(_line(names.get(each.person_id, ""), each.words)) + len(" / ")
        if first and length > AT_ONCE:
            break
        first.append(each)
    return first


def _line(name: str, words: str) -> str:
    return f"{name[:1].upper()}{name[1:]}: {words}"
