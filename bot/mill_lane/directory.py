"""What there is to do in Mill Lane, the invented neighbourhood: nobody and nothing is real.

Thirty activities and places on both sides of a river with one bridge; some facts of them are
known, some not, and some have not been checked for long.
"""

from datetime import datetime
from importlib.resources import files

import sqlalchemy as sa

from bot.files import activity_sheet, listing, mapping
from store import locations, skills
from store.activities import activity
from store.communities import Community
from store.people import person


def invent(conn: sa.Connection, community: Community, now: datetime) -> None:
    """Put all of it into a demo, and its people on the map. The people come first."""
    locations.keep_postcodes(conn, community.id, mapping.postcodes(_lines("postcodes.csv")))
    locations.keep_barriers(conn, community.id, mapping.barriers(_lines("barriers.csv")))
    locations.place_everybody(conn, community.id)
    skills.note_everybody(conn, community.id)
    page = "\n".join(_lines("activities.csv"))
    rows, problems = activity_sheet.read(page, community.zone, now)
    assert not problems, problems
    listing.write(conn, community, rows, now, phone_channel="phone")
    _name_the_sources(conn, community)


def _lines(name: str) -> list[str]:
    return (files(__package__) / name).read_text("utf-8").splitlines()


def _name_the_sources(conn: sa.Connection, community: Community) -> None:
    """Who says so is one of the people of Mill Lane, where one has that name."""
    whose = (
        sa.select(sa.func.min(person.c.id))
        .where(person.c.name == activity.c.source, person.c.community_id == community.id)
        .scalar_subquery()
    )
    named = (activity.c.community_id == community.id, activity.c.source != "")
    conn.execute(sa.update(activity).where(*named).values(source_id=whose))
