"""Facts of broadcasts: what goes out, what is held or stopped, and who comes."""

from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from flows.facts import broadcasts as facts
from flows.world.broadcasts import CALLED_OFF, CHANGE, MARGIN, PLANNING, WAITING
from flows.world.nearby import Schedule
from store import broadcasts, event_places, nudges, people, replies, rewording
from store.remembering.decided import Decided, Keep, Several, row_of

A_DAY: Final = timedelta(days=1)
LATE_BY: Final = int(A_DAY.total_seconds())


def broadcast_ordered(conn: sa.Connection, several: Several) -> None:
    """It goes out; or waits until a second coordinator has said yes, too."""
    for each in several:
        kind = each.fact.kind
        if kind == CHANGE:
            _changed(conn, each)
        elif kind == CALLED_OFF:
            _called_off(conn, each)
        ends = not (kind == CHANGE and each.fact.first)
        new = broadcasts.create(conn, _row(each), each.at, ends=ends)
        if kind not in (CHANGE, CALLED_OFF):
            event_places.put_down(conn, new, _as_activity(each), _schedule(each), each.at)
        if each.fact.second:
            _ask_the_others(conn, each, new)


def _row(each: Decided) -> dict[str, Any]:
    fact = each.fact
    return {
        "community_id": each.community_id,
        "by": each.person_id,
        "title": fact.title,
        "at": fact.at,
        "place": fact.place,
        "kind": fact.kind,
        "of": fact.of,
        "capacity": fact.capacity,
        "texts": fact.texts,
        "audience": fact.audience,
        "state": WAITING if fact.second else PLANNING,
    }


def _as_activity(each: Decided) -> dict[str, Any]:
    fact = each.fact
    return {
        "community_id": each.community_id,
        "title": fact.title,
        "place": fact.place,
        "at": fact.at,
        "cost": fact.cost,
    }


def _schedule(each: Decided) -> Schedule:
    """Once, at its local time."""
    local = each.fact.at.astimezone(ZoneInfo(each.fact.zone)).replace(tzinfo=None)
    return Schedule(local, each.fact.zone, each.fact.minutes)


def _changed(conn: sa.Connection, each: Decided) -> None:
    before = event_places.of(conn, each.fact.of or 0)
    if before is None:
        return
    zone = ZoneInfo(each.fact.zone)
    days = (each.fact.at.astimezone(zone).date() - before.at.astimezone(zone).date()).days
    event_places.retime(conn, before, each.fact.at, each.fact.place, _schedule(each), days)
    now_as = event_places.of(conn, before.id)
    if each.fact.first and now_as is not None:
        rewording.reword(conn, now_as, each.fact.first, each.at)


def _called_off(conn: sa.Connection, each: Decided) -> None:
    before = event_places.of(conn, each.fact.of or 0)
    if before is not None:
        event_places.called_off(conn, before, each.at)


def _ask_the_others(conn: sa.Connection, each: Decided, new: int) -> None:
    others = [who for who in people.coordinators(conn, each.community_id) if who != each.person_id]
    until = min(each.at + A_DAY, each.fact.at - MARGIN[each.fact.kind])
    rows = [_nudge(each, who, "second_yes", new, each.at) for who in others]
    nudges.plan(conn, [*rows, _nudge(each, each.person_id, "second_waits", new, until)], each.at)


def _nudge(each: Decided, who: int, purpose: str, about: int, at: datetime) -> dict[str, Any]:
    return {
        "community_id": each.community_id,
        "person_id": who,
        "purpose": purpose,
        "subject": about,
        "due_at": at,
        "late_by": LATE_BY,
    }


def broadcast_agreed(conn: sa.Connection, several: Several) -> None:
    """The first answer of another coordinator settles it, and whoever asked hears of it."""
    for each in several:
        about = each.fact.broadcast
        if each.fact.yes:
            settled = broadcasts.approve(conn, about, each.person_id, each.at)
        else:
            settled = broadcasts.refuse(conn, about, each.at, each.person_id)
        row = event_places.of(conn, about)
        if settled and row is not None:
            nudges.plan(conn, [_nudge(each, row.by_person, "second_said", about, each.at)], each.at)


_TURNS: Final = {"kill": broadcasts.kill, "hold": broadcasts.hold, "go_on": broadcasts.go_on}


def broadcast_turned(conn: sa.Connection, several: Several) -> None:
    """Stopped, held, or let go on."""
    for each in several:
        _TURNS[each.fact.to](conn, each.fact.broadcast, each.at, each.person_id)


def event_answered(conn: sa.Connection, several: Several) -> None:
    """Who comes, and who does not: where that leaves room, whoever is first in line is asked."""
    rows = [
        row_of(
            each,
            broadcast_id=each.fact.broadcast,
            answer=each.fact.answer,
            words=each.fact.words,
            answered_at=each.at,
        )
        for each in several
    ]
    replies.answer(conn, rows)
    event_places.offer_places(conn, {each.fact.broadcast for each in several}, several[0].at)


KEEPS: dict[type, Keep] = {
    facts.BroadcastOrdered: broadcast_ordered,
    facts.BroadcastAgreed: broadcast_agreed,
    facts.BroadcastTurned: broadcast_turned,
    facts.EventAnswered: event_answered,
}
