"""Where and when the team of a project works: its hours, and whose bank holidays it keeps."""

from collections import Counter
from typing import Final

import sqlalchemy as sa

from flows.concerns.clock import Office
from flows.concerns.days_off import ABROAD
from flows.concerns.nations import nation_of
from store import people
from store.communities import Community

ASKED: Final = 200
"""People whose postcodes say in which nation a project is."""

BRITISH: Final = frozenset(("Europe/London", "Europe/Belfast", "GB"))


def office(conn: sa.Connection, community: Community) -> Office:
    """The project's office: in the nation where most of its people live."""
    hours = (community.zone, community.quiet_from, community.quiet_to)
    if community.zone not in BRITISH:
        return Office(*hours, ABROAD)
    postcodes = people.some_postcodes(conn, community.id, ASKED)
    nations = Counter(nation for each in postcodes if (nation := nation_of(each)))
    return Office(*hours, nations.most_common(1)[0][0] if nations else "")
