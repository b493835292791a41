"""Fresh or gone: whoever should know is asked, one at a time, if an activity is still as it was."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from flows.nearby.schedule import when_words
from flows.world.outings import Listed, ToConfirm
from store import activities, at_rest, consents, freshness, needs, nudges
from store.communities import Community

if TYPE_CHECKING:
    from bot.seeing import Seeing

NOBODY_TO_ASK: Final = timedelta(days=7)
"""When to look again for somebody who should know."""

LATE_BY: Final = int(timedelta(days=2).total_seconds())
LATELY_TOLD: Final = timedelta(days=60)
MOST_LISTED: Final = 5


def look(
    conn: sa.Connection, community: Community, looking: "list[Seeing]", now: datetime
) -> Mapping[int, ToConfirm]:
    """The sight `still_on`: what we hold of the activity that each talk is about."""
    known = activities.by_ids(conn, {each.subject for each in looking})
    seen = {}
    for each in looking:
        about = known.get(each.subject)
        if about is not None and about.state != activities.GONE:
            seen[each.person_id] = ToConfirm(
                about.id,
                about.title,
                when_words(about.schedule),
                about.place,
                about.schedule,
                organises=about.organiser_id == each.person_id,
            )
    return seen


def look_at_listed(
    conn: sa.Connection, community: Community, looking: "list[Seeing]", now: datetime
) -> Mapping[int, tuple[Listed, ...]]:
    """The sight `listed`: the places that neighbours told us of lately, and whoever looks told us
    of, the latest first.
    """
    rows = freshness.told_lately(conn, community.id, now - LATELY_TOLD, MOST_LISTED)
    own = freshness.told_by(conn, [each.person_id for each in looking])
    return {each.person_id: _listed(rows, own, each.person_id) for each in looking}


def _listed(
    rows: Iterable[sa.Row[Any]], own: Iterable[sa.Row[Any]], who: int
) -> tuple[Listed, ...]:
    theirs = [row for row in own if row.source_id == who]
    ids = {row.id for row in theirs}
    others = [Listed(row.id, row.title, row.source) for row in rows if row.id not in ids]
    return (*(Listed(row.id, row.title, row.source, theirs=True) for row in theirs), *others)


def take(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """Ask one person about each of these: whoever runs it, else the last who went.

    Nobody is asked about two within a month, or about the same twice.
    """
    rows = freshness.claim(conn, ids, now)
    went = freshness.who_should_know(conn, [row.id for row in rows], now)
    candidates = {
        row.id: [*filter(None, [row.organiser_id]), *went.get(row.id, [])] for row in rows
    }
    free = _free(conn, candidates, now)
    asked: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    for row in rows:
        who = next((each for each in candidates[row.id] if (row.id, each) in free), None)
        wait = NOBODY_TO_ASK if who is None else freshness.PATIENCE
        about = {"community_id": row.community_id, "activity_id": row.id}
        again.append({**about, "look_at": now + wait})
        if who is not None:
            free -= {pair for pair in free if pair[1] == who}
            asked.append({**about, "person_id": who})
    freshness.ask(conn, asked, now)
    freshness.look_again(conn, again)
    nudges.plan(conn, [_nudge(each, now) for each in asked], now)
    return len(rows)


def _free(
    conn: sa.Connection, candidates: Mapping[int, list[int]], now: datetime
) -> set[tuple[int, int]]:
    """Who of these may be asked about which."""
    people = {each for several in candidates.values() for each in several}
    if not people:
        return set()
    able = people - at_rest.left_in_peace(conn, people, now) - needs.needs_first(conn, people, now)
    able -= freshness.lately_asked(conn, people, now - freshness.A_MONTH)
    able -= {
        who for who, said in consents.latest(conn, people).items() if said.get("events") is False
    }
    before = freshness.already_asked(conn, list(candidates), now - freshness.LATELY)
    return {
        (activity, who)
        for activity, several in candidates.items()
        for who in several
        if who in able and (activity, who) not in before
    }


def _nudge(asked: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "community_id": asked["community_id"],
        "person_id": asked["person_id"],
        "purpose": freshness.STILL_ON,
        "subject": asked["activity_id"],
        "due_at": now,
        "late_by": LATE_BY,
    }
