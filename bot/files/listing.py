"""Activities and places from a spreadsheet go into the directory, all of them or none."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import sqlalchemy as sa

from bot.files.activity_sheet import ActivityRow
from flows.nearby.schedule import next_times
from flows.rhythm import moment
from flows.world.nearby import PLACE, Point
from store import activities, locations, people
from store.activities import ACTIVITY_DAYS, PLACE_DAYS
from store.communities import Community

MIDDAY: Final = time(12)


def write(
    conn: sa.Connection,
    community: Community,
    rows: Sequence[ActivityRow],
    now: datetime,
    phone_channel: str = "sms",
) -> int:
    """Write these down: new ones, and known ones (by their `ref`) brought up to date.

    Returns how many have a place on the map. An organiser is found by their phone number, if we
    know somebody there.
    """
    points = locations.where_is(conn, community.id, {row.postcode for row in rows})
    phones = [(phone_channel, row.organiser_phone) for row in rows if row.organiser_phone]
    organisers = {
        value: each.person_id
        for (_, value), each in people.at_addresses(conn, community.id, phones).items()
    }
    kept = [
        (_columns(row, community, now, _point(row, points), organisers), row.tags) for row in rows
    ]
    activities.keep(conn, kept)
    return sum(row["lat"] is not None for row, _ in kept)


def _point(row: ActivityRow, points: Mapping[str, Point]) -> Point | None:
    """Where it is: as the row says, else as its postcode does."""
    if row.lat is not None and row.lon is not None:
        return Point(row.lat, row.lon)
    return points.get(row.postcode)


def _columns(
    row: ActivityRow,
    community: Community,
    now: datetime,
    point: Point | None,
    organisers: Mapping[str, int],
) -> dict[str, Any]:
    days = PLACE_DAYS if row.kind == PLACE else ACTIVITY_DAYS
    same = (
        "ref", "kind", "title", "about", "place", "postcode", "cost_pence", "cost_words",
        "language", "travel", "who_meets", "source", "source_place",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in same},
        **activities.schedule_columns(row.schedule),
        "community_id": community.id,
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "next_at": next(iter(next_times(row.schedule, now)), None),
        "access_yes": activities.access_bits(row.access.yes),
        "access_no": activities.access_bits(row.access.no),
        "organiser_id": organisers.get(row.organiser_phone),
        "checked_at": row.checked and _at(row.checked, community),
        "confirm_by": _confirm_by(row, community, now, days),
        "confirm_days": days,
        "created_at": now,
    }


def _at(day: date, community: Community) -> datetime:
    return moment(day, MIDDAY, community.zone)


def _confirm_by(row: ActivityRow, community: Community, now: datetime, days: int) -> datetime:
    """As the row says, else so long after it was checked; at once, if nobody ever has."""
    if row.confirm_by is not None:
        return _at(row.confirm_by, community)
    if row.checked is not None:
        return _at(row.checked, community) + timedelta(days=days)
    return now
