"""Outings as a flow sees them, and the affair of who goes with whom."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from flows.nearby.schedule import next_times, when_words
from flows.outings import at_in_words
from flows.words import shortened
from flows.world import Neighbour
from flows.world.nearby import Activity
from flows.world.outings import AskedAlong, Outing
from store import activities, at_rest, going_together, introductions, needs, outings
from store.communities import Community
from store.going_together import Met, Party

if TYPE_CHECKING:
    from bot.seeing import Seeing

MOST_TOGETHER: Final = 6
"""How many people go as one group: a chat of more is a crowd."""


def look(
    conn: sa.Connection, community: Community, looking: "list[Seeing]", now: datetime
) -> Mapping[int, Outing]:
    """The sight `outing`: the one that each talk is about, or what they are put down for next."""
    rows = outings.seen(conn, {each.person_id: each.subject for each in looking}, now)
    known = activities.by_ids(conn, {row.activity_id for row in rows.values()})
    missed = outings.missed_running(conn, rows)
    company = going_together.company_of(conn, list(rows.values()))
    return {
        who: _outing(row, known[row.activity_id], missed, company.get(row.id, []), now)
        for who, row in rows.items()
        if row.activity_id in known
    }


def look_along(
    conn: sa.Connection, community: Community, looking: "list[Seeing]", now: datetime
) -> Mapping[int, AskedAlong]:
    """The sight `asked_along`: the outing that each of these is asked to go along to."""
    rows = {row.id: row for row in going_together.asked_along(conn, [o.subject for o in looking])}
    known = activities.by_ids(conn, {row.activity_id for row in rows.values()})
    return {
        one.person_id: _along(rows[one.subject], known[rows[one.subject].activity_id])
        for one in looking
        if one.subject in rows and rows[one.subject].activity_id in known
    }


def _along(row: sa.Row[Any], about: Activity) -> AskedAlong:
    planned = row.state == outings.PLANNED and row.company == "befriender"
    whose = Neighbour(row.person_id, row.name, row.language)
    return AskedAlong(
        row.id, about.title, whose, row.at, planned and about.state != activities.GONE
    )


def _outing(
    row: sa.Row[Any],
    activity: Activity,
    missed: Mapping[tuple[int, int], int],
    company: list[sa.Row[Any]],
    now: datetime,
) -> Outing:
    following = next_times(activity.schedule, max(row.at or now, now))
    gone = activity.state == activities.GONE
    return Outing(
        id=row.id,
        activity=activity.id,
        title=activity.title,
        where=activity.place,
        at=row.at,
        state=row.state,
        travel=activity.travel,
        meets=activity.who_meets,
        company=row.company,
        going_with=tuple(Neighbour(each.person_id, each.name, each.language) for each in company),
        regular=row.regular,
        skipped=missed.get((row.person_id, row.activity_id), 0),
        next_at=None if gone else next(iter(following), None),
        gone=gone,
        moved_to=when_words(activity.schedule) if _moved(row.at, activity) else "",
    )


def _moved(at: datetime | None, activity: Activity) -> bool:
    """Whether it is no longer on when they were told that it is."""
    if at is None:
        return False
    return at not in next_times(activity.schedule, at - timedelta(seconds=1))


def close(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """Of these outings nobody has told us anything, and nobody is asked any more."""
    return outings.close(conn, ids, now)


# ── who goes with whom ──────────────────────────────────────────────────────────────────────


def bring_together(
    conn: sa.Connection, community: Community, ids: Collection[int], now: datetime
) -> int:
    """It is time to see who else would like company for the same thing.

    All of them have said yes to being put in touch, so nobody is asked once more: they have a chat
    of their own, so that they may take the bus as a group. Who is alone may yet be joined by
    somebody who is put down later.
    """
    found = going_together.parties(conn, ids)
    known = activities.by_ids(conn, {party.activity_id for party in found})
    people = {each for party in found for each in party.people}
    left_out = needs.needs_first(conn, people, now) | at_rest.left_in_peace(conn, people, now)
    for party in found:
        about = known.get(party.activity_id)
        if about is not None and about.state != activities.GONE:
            _meet(conn, community, party, about, left_out, now)
    going_together.looked(conn, ids)
    return len(ids)


def _meet(
    conn: sa.Connection,
    community: Community,
    party: Party,
    about: Activity,
    left_out: Collection[int],
    now: datetime,
) -> None:
    pairs = zip(party.outings, party.people, strict=True)
    going = [(outing, who) for outing, who in pairs if who not in left_out]
    met = going_together.met_before(conn, [who for _, who in going])
    for some in _at_one_table(going, met):
        people = [who for _, who in some]
        known = met.chat.get(frozenset(people))
        if known is None:
            why = _why(party, about, community.zone, now)
            open_chat = introductions.open_chat
            known = open_chat(conn, community.id, people, why, now, for_at=party.at)
        going_together.brought_together(conn, [outing for outing, _ in some], known)


def _at_one_table(going: list[tuple[int, int]], met: Met) -> Iterator[list[tuple[int, int]]]:
    """Those who go together: as many as make a group, and nobody with whom they said no to."""
    left = going
    while len(left) > 1:
        some: list[tuple[int, int]] = []
        for each in left:
            apart = any(frozenset((each[1], other[1])) in met.said_no for other in some)
            if not apart and len(some) < MOST_TOGETHER:
                some.append(each)
        if len(some) > 1:
            yield some
        left = [each for each in left if each not in some]


def _why(party: Party, about: Activity, zone: str, now: datetime) -> str:
    """What the chat is about, in a few plain words."""
    title = shortened(about.title, 36)
    return f"{title} on {at_in_words(party.at, zone, now)}" if party.at else title
