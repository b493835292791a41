"""Looking for pairs: befrienders and residents who share something with others near them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from store import consents, groups, introductions, needs
from store.activities import activity
from store.communities import community
from store.database import Id, Moment, insert_ignore, metadata
from store.groups import Pair, neighbour_group
from store.introductions import introduction, member
from store.outings import WENT, outing
from store.pairings import pairing
from store.people import person

group_look = sa.Table(
    "group_look",
    metadata,
    sa.Column("community_id", Id, sa.ForeignKey("community.id"), primary_key=True),
    sa.Column("due_at", Moment, nullable=False),  # when to look for pairs again
    sa.Column("after_id", Id, nullable=False, default=0),  # how far the last look came
)

A_MONTH: Final = timedelta(days=30)
"""Nobody is asked in their first month, nor more than once in so long."""

PAIRS: Final = (2, 4)
"""How many pairs are brought together: no fewer, no more."""

EVERY: Final = timedelta(days=7)
"""How often pairs are looked for."""

A_LOOK: Final = 2_000  # pairs at once; the next look goes on behind them

Ties = Callable[[sa.Connection, Collection[int], datetime], Mapping[int, frozenset[str]]]
"""What ties each of these people to others: their interests, and where they go."""


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
        groups.propose(conn, community_id, several, about, now)
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
    found: list[Pair] = []
    for row in rows:
        both = {row.resident_id, row.befriender_id}
        willing = all(agreed.get(who, {}).get("events") for who in both)
        if willing and not both & kept_out:
            area = row.postcode.split(" ")[0]
            found.append(Pair(row.id, row.resident_id, row.befriender_id, area))
    return found, last


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
        while len(free := [pair for pair in several if not used & pair.both][:most]) >= fewest:
            together.append((tie, free))
            used |= set().union(*(pair.both for pair in free))
    return together


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


def looks_due(conn: sa.Connection, now: datetime, limit: int) -> list[int]:
    """The communities in which it is time to look for pairs."""
    looked = group_look.c.community_id == community.c.id
    query = (
        sa.select(community.c.id)
        .outerjoin(group_look, looked)
        .where(group_look.c.due_at.is_(None) | (group_look.c.due_at <= now))
        .order_by(community.c.id)
        .limit(limit)
    )
    return list(conn.execute(query).scalars())


def next_look(conn: sa.Connection, now: datetime) -> datetime | None:
    """When pairs are looked for next, after now."""
    query = sa.select(sa.func.min(group_look.c.due_at)).where(group_look.c.due_at > now)
    moment: datetime | None = conn.execute(query).scalar()
    return moment
