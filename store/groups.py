"""Groups: pairs who share an interest or a place, asked to meet; their thread; their hand-over.

A group's asking and its thread are an introduction with more members (store/introductions.py).
Here is what only a group has: what it is about, its name, and who looks after it later.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.chats import GroupSeen
from store import asked_again, introductions, people
from store.database import Id, Moment, metadata
from store.due_rows import DueRows
from store.introductions import IN

neighbour_group = sa.Table(
    "neighbour_group",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), nullable=False),
    sa.Column("introduction_id", Id, sa.ForeignKey("introduction.id")),  # its thread
    sa.Column("about", sa.Text, nullable=False),  # the interest or place they share
    sa.Column("name", sa.Text, nullable=False, default=""),  # what they call it
    sa.Column("state", sa.Text, nullable=False),  # proposed | open | asking | handed_over | ended
    sa.Column("proposed_at", Moment, nullable=False),
    sa.Column("opened_at", Moment),
    sa.Column("due_at", Moment),  # when to look at it again; None: never
    sa.Column("ended_at", Moment),
    sa.Index("ix_neighbour_group_introduction_id", "introduction_id"),
    sa.Index(
        "ix_neighbour_group_due_at",
        "due_at",
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    ),
)

group_member = sa.Table(
    "group_member",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("group_id", Id, sa.ForeignKey("neighbour_group.id"), primary_key=True),
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("partner_id", Id, nullable=False),  # who was to come along with them
    # about the hand-over: None is not answered
    sa.Column("keeps", sa.Boolean),
    sa.Column("shares", sa.Boolean),
    sa.Column("way", sa.Text, nullable=False, default=""),
    sa.Index("ix_group_member_person_id", "person_id"),
)

DECIDE_WITHIN: Final = timedelta(days=12)
"""How long the answers are waited for: a week may be full before there is room to ask."""

KEEP_WITHIN: Final = timedelta(days=7)
"""How long we wait for who would look after a group."""

ENOUGH: Final = 3
"""With so many yeses a group begins."""

TOGETHER: Final = timedelta(weeks=7)
"""How long its texts pass through us before it is handed over to itself."""

QUIET: Final = timedelta(days=14)
"""A thread in which nobody has said anything for so long is over."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A resident and their befriender, who may both be asked."""

    id: int
    resident: int
    befriender: int
    area: str  # the first half of the resident's postcode

    @property
    def both(self) -> frozenset[int]:
        """The two of them."""
        return frozenset((self.resident, self.befriender))


# ── asking ─────────────────────────────────────────────────────────────────────────────────────


def propose(
    conn: sa.Connection, community_id: int, pairs: list[Pair], about: str, now: datetime
) -> int:
    """Ask all of these (the nudge `meet_as_a_group`). Returns the id of what is to be the thread,
    which is the nudge's subject.
    """
    row = {"community_id": community_id, "about": about, "proposed_at": now, "state": "proposed"}
    adding = sa.insert(neighbour_group).values(row).returning(neighbour_group.c.id)
    group_id: int = conn.execute(adding).scalar_one()
    partners = {each.resident: each.befriender for each in pairs}
    partners |= {each.befriender: each.resident for each in pairs}
    asked = list(partners)
    chat = introductions.gather(
        conn, community_id, asked, about, group_id, now + DECIDE_WITHIN, now
    )
    _set(conn, group_id, introduction_id=chat)
    common = {"community_id": community_id, "group_id": group_id}
    rows = [{**common, "person_id": who, "partner_id": whom} for who, whom in partners.items()]
    conn.execute(sa.insert(group_member), rows)
    introductions.ask(conn, community_id, chat, asked, "meet_as_a_group", now)
    return chat


# ── beginning, and handing over ─────────────────────────────────────────────────────────────


def see_to(conn: sa.Connection, chat: sa.Row[Any], now: datetime) -> None:
    """Decide once all have answered, or long enough was waited; until then ask once more whose
    question came to nothing.
    """
    waiting = any(
        not each.answer and each.state == introductions.ASKED
        for each in introductions.members(conn, [chat.id])
    )
    if not waiting or not asked_again.see_to(conn, chat, "meet_as_a_group", DECIDE_WITHIN, now):
        decide(conn, chat, now)


def decide(conn: sa.Connection, chat: sa.Row[Any], now: datetime) -> None:
    """The answers are in, or have been waited for: it begins where enough have said yes."""
    said_yes = [
        each.person_id
        for each in introductions.members(conn, [chat.id])
        if each.answer == "yes" and each.state != introductions.LEFT
    ]
    if len(said_yes) < ENOUGH:
        introductions.expire(conn, chat, now)
        _set(conn, chat.group_id, state="ended", ended_at=now)
        return
    over = now + TOGETHER
    until = over + 2 * KEEP_WITHIN  # it is handed over before that
    introductions.begin(conn, chat, said_yes, now, until)
    _set(conn, chat.group_id, state="open", opened_at=now, due_at=over)


DUE: Final = DueRows(neighbour_group.c.id, neighbour_group.c.due_at)
"""Groups that it is time to hand over."""


def take(conn: sa.Connection, ids: Collection[int], now: datetime) -> int:
    """Hand these over: first ask who looks after them, then let everybody know and close."""
    query = (
        sa.select(neighbour_group)
        .where(neighbour_group.c.id.in_(ids), neighbour_group.c.due_at <= now)
        .order_by(neighbour_group.c.id)
        .with_for_update(skip_locked=True)
    )
    rows = list(conn.execute(query))
    for row in rows:
        if row.state == "open":
            _ask_who(conn, row, now)
        else:
            _close(conn, row, now)
    return len(rows)


def _ask_who(conn: sa.Connection, group: sa.Row[Any], now: datetime) -> None:
    chat = introductions.lock(conn, group.introduction_id)
    if chat is None or chat.state != introductions.OPEN:  # it went quiet before
        _set(conn, group.id, state="ended", ended_at=now, due_at=None)
        return
    introductions.end(conn, chat, "handed_over", now, say=False)
    introductions.ask(conn, group.community_id, chat.id, _inside(conn, chat.id), "look_after", now)
    _set(conn, group.id, state="asking", due_at=now + KEEP_WITHIN)


def hand_over_answered(conn: sa.Connection, rows: list[dict[str, Any]], now: datetime) -> None:
    """What each of these (`chat`, `person`, `keeps`, `shares`, `way`) would like. With the last
    answer there is nothing more to wait for.
    """
    for row in rows:
        chat = introductions.lock(conn, row["chat"])
        if chat is None or chat.group_id is None:
            continue
        conn.execute(
            sa.update(group_member)
            .where(
                group_member.c.group_id == chat.group_id,
                group_member.c.person_id == row["person"],
            )
            .values(keeps=row["keeps"], shares=row["shares"], way=row["way"])
        )
        answers = sa.select(group_member.c.person_id).where(
            group_member.c.group_id == chat.group_id, group_member.c.shares.is_not(None)
        )
        if set(_inside(conn, chat.id)) <= set(conn.execute(answers).scalars()):
            asking = sa.and_(
                neighbour_group.c.id == chat.group_id, neighbour_group.c.state == "asking"
            )
            conn.execute(sa.update(neighbour_group).where(asking).values(due_at=now))


def _close(conn: sa.Connection, group: sa.Row[Any], now: datetime) -> None:
    _set(conn, group.id, state="handed_over", ended_at=now, due_at=None)
    inside = _inside(conn, group.introduction_id)
    chat = group.introduction_id
    introductions.ask(conn, group.community_id, chat, inside, "handed_over", now)


def name(conn: sa.Connection, chat: int, called: str) -> None:
    """What it is called: the first name that it is given stays."""
    conn.execute(
        sa.update(neighbour_group)
        .where(neighbour_group.c.introduction_id == chat, neighbour_group.c.name == "")
        .values(name=called)
    )


def _inside(conn: sa.Connection, chat: int) -> list[int]:
    return [each.person_id for each in introductions.members(conn, [chat]) if each.state == IN]


def _set(conn: sa.Connection, group_id: int, **values: Any) -> None:
    mine = neighbour_group.c.id == group_id
    conn.execute(sa.update(neighbour_group).where(mine).values(**values))


# ── what members see ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Known:
    """A group as it was loaded: its row, its members' rows, and the numbers of those who share."""

    row: sa.Row[Any]
    members: Mapping[int, sa.Row[Any]]
    numbers: Mapping[int, str]

    def seen_by(self, whose: int, names: Mapping[int, str], first: bool) -> GroupSeen:
        """What this member sees. names: of those in it, in their order. first: they name it."""
        mine = self.members.get(whose)
        theirs = {who: self.members[who] for who in names if who in self.members}
        shares = mine is not None and mine.shares and self.row.state == "handed_over"
        numbers = [
            f"{names[who]} {self.numbers[who]}"
            for who, each in theirs.items()
            if shares and each.shares and who != whose and who in self.numbers
        ]
        return GroupSeen(
            about=self.row.about,
            name=self.row.name,
            partner=names.get(mine.partner_id, "") if mine else "",
            asks_name=first and not self.row.name,
            keepers=tuple(names[who] for who, each in theirs.items() if each.keeps),
            numbers=tuple(numbers),
            ways=tuple(each.way for each in theirs.values() if each.way),
        )


def seen(conn: sa.Connection, chats: Collection[int]) -> dict[int, Known]:
    """The groups whose threads these are, by thread. Always as many queries."""
    query = sa.select(neighbour_group).where(neighbour_group.c.introduction_id.in_(chats))
    rows = list(conn.execute(query))
    if not rows:
        return {}
    in_these = group_member.c.group_id.in_([row.id for row in rows])
    theirs: dict[int, dict[int, sa.Row[Any]]] = defaultdict(dict)
    for each in conn.execute(sa.select(group_member).where(in_these)):
        theirs[each.group_id][each.person_id] = each
    sharing = [who for several in theirs.values() for who, each in several.items() if each.shares]
    numbers = _numbers(conn, sharing)
    return {row.introduction_id: Known(row, theirs[row.id], numbers) for row in rows}


def _numbers(conn: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    """The telephone number of each of these people, as it is dialled here."""
    found = people.addresses_of(conn, ids) if ids else {}
    return {
        who: _dialled(row.value)
        for who, rows in found.items()
        for row in reversed(rows)
        if row.channel != "telegram" and row.state == "open"
    }


def _dialled(value: str) -> str:
    """A number as people here write it down: +447700900123 is 07700 900123."""
    return f"0{value[3:7]} {value[7:]}" if value.startswith("+44") else value
