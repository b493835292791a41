"""Polls: who is asked whether they would come, and what happens when their week is over."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from flows.nearby.distance import straight
from flows.world.nearby import Point
from flows.world.outings import Poll
from store import consents, locations, needs, nudges, polls
from store.communities import Community

if TYPE_CHECKING:
    from bot.seeing import Seeing

LATE_BY: Final = int(timedelta(days=3).total_seconds())
NOWHERE: Final = 1e9  # metres: further than anybody lives

_NO_NAMES: Final = frozenset(
    "hall church centre center room house road street lane cafe club library park school".split()
)
"""Words of a place's name by which nobody could tell it from another."""


def look(
    conn: sa.Connection, community: Community, looking: "list[Seeing]", now: datetime
) -> Mapping[int, Poll]:
    """The sight `poll`: the one that each talk is about, and what this person answered. Where it
    is about none yet, how many people one would be put to.
    """
    new = [each.person_id for each in looking if not each.subject]
    may_ask = {who: len(_may_be_asked(conn, community.id, (), who, now)) for who in new}
    subjects = {each.subject for each in looking if each.subject}
    tallies = polls.tallies(conn, subjects)
    said = polls.answers_of(conn, [each.person_id for each in looking], subjects)
    unasked = {who: Poll(0, "", may_ask=min(n, polls.AT_MOST)) for who, n in may_ask.items()}
    return unasked | {
        each.person_id: Poll(
            about.id,
            about.what,
            about.asked,
            about.answers,
            about.state in ("counted", "told"),
            about.outcome,
            said.get((about.id, each.person_id), ""),
        )
        for each in looking
        if (about := tallies.get(each.subject)) is not None
    }


def take(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """A new poll is asked; one whose week is over is counted; one that nobody concluded is."""
    rows = polls.claim(conn, ids, now)
    for row in rows:
        _DUE[row.state](conn, row, now)
    return len(rows)


def _ask(conn: sa.Connection, row: sa.Row[Any], now: datetime) -> None:
    chosen = _chosen(conn, row, now)
    polls.ask(conn, row, chosen, now)
    _plan(conn, row, "would_you_come", chosen, now)
    polls.change(conn, row.id, state="open", look_at=now + polls.A_WEEK)


def _count(conn: sa.Connection, row: sa.Row[Any], now: datetime) -> None:
    polls.change(conn, row.id, state="counted", look_at=now + polls.TO_CONCLUDE)
    _plan(conn, row, "poll_result", [row.asked_by], now)


def _close(conn: sa.Connection, row: sa.Row[Any], now: datetime) -> None:
    """Nobody has said what came of it: whoever answered hears that nothing has been settled."""
    polls.conclude(conn, row.id, "", now)
    _plan(conn, row, "poll_closed", polls.heard_from(conn, row.id), now)


_DUE: Final = {"new": _ask, "open": _count, "counted": _close}


def _plan(
    conn: sa.Connection, row: sa.Row[Any], purpose: str, people: Iterable[int], now: datetime
) -> None:
    due = {"purpose": purpose, "subject": row.id, "due_at": now, "late_by": LATE_BY}
    rows = [{"community_id": row.community_id, "person_id": each, **due} for each in people]
    nudges.plan(conn, rows, now)


# ── who is asked ────────────────────────────────────────────────────────────────────────────


def _chosen(conn: sa.Connection, row: sa.Row[Any], now: datetime) -> list[int]:
    """At most so many, those who enjoy it most first, then those who live nearest."""
    may = _may_be_asked(conn, row.community_id, row.tags, row.asked_by, now)
    far = _distances(conn, row, list(may))
    return sorted(may, key=lambda who: (-may[who], far.get(who, NOWHERE), who))[: polls.AT_MOST]


def _may_be_asked(
    conn: sa.Connection, community_id: int, tags: Collection[str], asks: int, now: datetime
) -> dict[int, int]:
    """Whom this person's poll may be put to, and how much of it they enjoy."""
    shared = polls.open_to_being_asked(conn, community_id, tags, now)
    heard = consents.latest(conn, shared)
    left_out = needs.needs_first(conn, shared, now) | {asks}
    return {
        who: how_much
        for who, how_much in shared.items()
        if heard.get(who, {}).get("events") and who not in left_out
    }


def _distances(conn: sa.Connection, row: sa.Row[Any], people: list[int]) -> dict[int, float]:
    """How far each of these lives from the place that the poll names, if it names one we know."""
    places = polls.places_named(conn, row.community_id)
    at = place_in(row.what, [(each.place, Point(each.lat, each.lon)) for each in places])
    if at is None:
        return {}
    homes = locations.homes_of(conn, people)
    return {who: straight(home, at) for who, home in homes.items()}


def place_in(what: str, places: Iterable[tuple[str, Point]]) -> Point | None:
    """Where the place is that these words name, or None. Of several with one name the middle."""
    said = set(what.lower().replace(",", " ").split())
    found = [at for name, at in places if said & _names(name)]
    if not found:
        return None
    lat, lon = (sum(each) / len(found) for each in ([p.lat for p in found], [p.lon for p in found]))
    return Point(lat, lon)


def _names(place: str) -> set[str]:
    words = set(place.lower().replace(",", " ").split())
    return {each for each in words - _NO_NAMES if len(each) > 4}
