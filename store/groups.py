"""Groups: pairs who share an interest or a place, asked to meet; their thread; their hand-over.

A group's asking and its thread are an introduction with more members (store/introductions.py).
Here is what only a group has: what it is about, its name, and who looks after it later.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from flows.world.chats import GroupSeen
from store import consents, introductions, needs, people
from store.activities import activity
from store.communities import community
from store.database import Id, Moment, insert_ignore, metadata
from store.introductions import IN, introduction, member
from store.outings import WENT, outing
from store.people import pairing, person

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

group_look = sa.Table(
    "group_look",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("due_at", Moment, nullable=False),  # when to look for pairs again
    sa.Column("after_id", Id, nullable=False, default=0),  # how far the last look came
)

A_MONTH: Final = timedelta(days=30)
"""Nobody is asked in their first month, nor more than once in so long."""

DECIDE_WITHIN: Final = timedelta(days=12)
"""How long the answers are waited for: a week may be full before there is room to ask."""

KEEP_WITHIN: Final = timedelta(days=5)
"""How long we wait for who would look after a group."""

ENOUGH: Final = 3
"""With so many yeses a group begins."""

PAIRS: Final = (2, 4)
"""How many pairs are brought together: no fewer, no more."""

TOGETHER: Final = timedelta(weeks=7)
"""How long its texts pass through us before it is handed over to itself."""

QUIET: Final = timedelta(days=14)
"""A thread in which nobody has said anything for so long is over."""

EVERY: Final = timedelta(days=7)
"""How often pairs are looked for."""

A_LOOK: Final = 2_000  # pairs at once; the next look goes on behind them

Ties = Callable[[sa.Connection, Collection[int], datetime], Mapping[int, frozenset[str]]]
"""What ties each of these people to others: their interests, and where they go."""


# ── finding pairs ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Pair:
    """A resident and their befriender, who may both be asked."""

    id: int
    resident: int
    befriender: int
    area: str  # the first half of the resident's postcode


def look(conn: sa.Connection, community_id: int, ties: Ties, now: datetime) -> int:
    """Ask pairs who live near each other and share something if they would meet as a group.

    Returns how many groups were proposed. Each pair is asked for one group at most.
    """
    after = _claim_look(conn, community_id, now)
    if after is None:
        return 0
    pairs, last = _pairs(conn, community_id, after, now)
    _looked_as_far_as(conn, community_id, last)
    shared = ties(conn, [each.resident for each in pairs], now) if pairs else {}
    refused = _refused(conn, [who for each in pairs for who in (each.resident, each.befriender)])
    together = _sharing(pairs, shared, refused)
    for about, several in together:
        propose(conn, community_id, several, about, now)
    return len(together)


def _claim_look(conn: sa.Connection, community_id: int, now: datetime) -> int | None:
    """From where to look, if it is time and no other process is at it."""
    first = {"community_id": community_id, "due_at": now, "after_id": 0}
    conn.execute(insert_ignore(group_look, conn), first)
    mine = (group_look.c.community_id == community_id) & (group_look.c.due_at <= now)
    claimed = sa.update(group_look).where(mine).values(due_at=now + EVERY)
    after: int | None = conn.execute(claimed.returning(group_look.c.after_id)).scalar()
    return after


def _looked_as_far_as(conn: sa.Connection, community_id: int, last: int) -> None:
    mine = group_look.c.community_id == community_id
    conn.execute(sa.update(group_look).where(mine).values(after_id=last))


def _pairs(
    conn: sa.Connection, community_id: int, after: int, now: datetime
) -> tuple[list[Pair], int]:
    """Pairs who may be asked now, and as far as which pairing that was (0: to the end)."""
    rows = list(conn.execute(_both_about(community_id, after, now)))
    last = rows[-1].id if len(rows) == A_LOOK else 0
    everybody = {who for row in rows for who in (row.resident_id, row.befriender_id)}
    agreed = consents.latest(conn, everybody)
    kept_out = needs.needs_first(conn, everybody, now) | _busy(conn, everybody, now)
    found: dict[int, Pair] = {}
    taken: set[int] = set()
    for row in rows:
        both = {row.resident_id, row.befriender_id}
        willing = all(agreed.get(who, {}).get("events") for who in both)
        if willing and not both & kept_out and not both & taken:
            taken |= both
            area = row.postcode.split(" ")[0]
            found[row.id] = Pair(row.id, row.resident_id, row.befriender_id, area)
    return list(found.values()), last


def _both_about(community_id: int, after: int, now: datetime) -> sa.Select[Any]:
    """Pairings of which both are about: nobody has stopped, rests, or is in their first month."""
    resident, befriender = person.alias("resident"), person.alias("befriender")

    def about(one: Any) -> sa.ColumnElement[bool]:
        resting = one.c.paused_at.is_not(None) & (
            one.c.paused_until.is_(None) | (one.c.paused_until > now)
        )
        return sa.and_(one.c.stopped_at.is_(None), one.c.merged_into.is_(None), ~resting)

    return (
        sa.select(pairing.c.id, pairing.c.resident_id, pairing.c.befriender_id, resident.c.postcode)
        .join(resident, resident.c.id == pairing.c.resident_id)
        .join(befriender, befriender.c.id == pairing.c.befriender_id)
        .where(
            pairing.c.community_id == community_id,
            pairing.c.ended_at.is_(None),
            pairing.c.id > after,
            resident.c.joined_at <= now - A_MONTH,
            resident.c.postcode != "",
            about(resident),
            about(befriender),
        )
        .order_by(pairing.c.id)
        .limit(A_LOOK)
    )


def _busy(conn: sa.Connection, ids: Collection[int], now: datetime) -> frozenset[int]:
    """Who was asked in the last month, or is in a chat or about to be."""
    lately = (
        sa.select(member.c.person_id)
        .join(introduction, introduction.c.id == member.c.introduction_id)
        .where(
            member.c.person_id.in_(ids),
            introduction.c.group_id.is_not(None),
            member.c.asked_at > now - A_MONTH,
        )
    )
    talking = (
        sa.select(member.c.person_id)
        .join(introduction, introduction.c.id == member.c.introduction_id)
        .where(
            member.c.person_id.in_(ids),
            member.c.state != introductions.LEFT,
            introduction.c.state.in_((introductions.PROPOSED, introductions.OPEN)),
        )
    )
    return frozenset(conn.execute(sa.union(lately, talking)).scalars()) if ids else frozenset()


def _refused(conn: sa.Connection, ids: Collection[int]) -> Mapping[int, frozenset[str]]:
    """What each of these has been asked about already: never the same twice."""
    query = (
        sa.select(member.c.person_id, neighbour_group.c.about)
        .join(neighbour_group, neighbour_group.c.introduction_id == member.c.introduction_id)
        .where(member.c.person_id.in_(ids), member.c.asked_at.is_not(None))
    )
    found: dict[int, set[str]] = defaultdict(set)
    for row in conn.execute(query) if ids else ():
        found[row.person_id].add(row.about)
    return {who: frozenset(about) for who, about in found.items()}


def _sharing(
    pairs: list[Pair],
    ties: Mapping[int, frozenset[str]],
    asked: Mapping[int, frozenset[str]],
) -> list[tuple[str, list[Pair]]]:
    """Pairs of one area that share something, what most of them share first."""
    by_tie: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        before = asked.get(pair.resident, frozenset()) | asked.get(pair.befriender, frozenset())
        for tie in ties.get(pair.resident, frozenset()) - before:
            by_tie[pair.area, tie].append(pair)
    together, used = [], set[int]()
    fewest, most = PAIRS
    for (_, tie), several in sorted(by_tie.items(), key=lambda each: (-len(each[1]), each[0])):
        free = [pair for pair in several if pair.id not in used]
        while len(free) >= fewest:
            together.append((tie, free[:most]))
            used |= {pair.id for pair in free[:most]}
            free = free[most:]
    return together


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


def places(conn: sa.Connection, ids: Collection[int], since: datetime) -> dict[int, frozenset[str]]:
    """Where each of these people has been since then, by the name of what is there."""
    query = (
        sa.select(outing.c.person_id, activity.c.title)
        .join(activity, activity.c.id == outing.c.activity_id)
        .where(outing.c.person_id.in_(ids), outing.c.state == WENT, outing.c.at >= since)
    )
    found: dict[int, set[str]] = defaultdict(set)
    for row in conn.execute(query) if ids else ():
        found[row.person_id].add(row.title)
    return {who: frozenset(titles) for who, titles in found.items()}


# ── beginning, and handing over ─────────────────────────────────────────────────────────────


def looks_due(conn: sa.Connection, now: datetime, limit: int) -> list[int]:
    """The communities in which it is time to look for pairs."""
    looked = group_look.c.community_id == community.c.id
    query = (
        sa.select(community.c.id)
        .outerjoin(group_look, looked)
        .where(group_look.c.due_at.is_(None) | (group_look.c.due_at <= now))
        .limit(limit)
    )
    return list(conn.execute(query).scalars())


def next_look(conn: sa.Connection, now: datetime) -> datetime | None:
    """When pairs are looked for next, after now."""
    query = sa.select(sa.func.min(group_look.c.due_at)).where(group_look.c.due_at > now)
    moment: datetime | None = conn.execute(query).scalar()
    return moment


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


def due(conn: sa.Connection, now: datetime, limit: int) -> list[int]:
    """The groups that it is time to hand over."""
    query = (
        sa.select(neighbour_group.c.id)
        .where(neighbour_group.c.due_at.is_not(None), neighbour_group.c.due_at <= now)
        .order_by(neighbour_group.c.due_at)
        .limit(limit)
    )
    return list(conn.execute(query).scalars())


def next_due(conn: sa.Connection, now: datetime) -> datetime | None:
    """When the next one is to be handed over, after now."""
    query = sa.select(sa.func.min(neighbour_group.c.due_at)).where(neighbour_group.c.due_at > now)
    moment: datetime | None = conn.execute(query).scalar()
    return moment


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
            _set(conn, chat.group_id, due_at=now)


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
        """What this member sees. names: of those who are in it. first: it is they who name it."""
        mine = self.members.get(whose)
        theirs = {who: each for who, each in self.members.items() if who in names}
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
