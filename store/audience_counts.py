"""What a broadcast would come to if it went now: how many, by language, in parts and pence."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from flows.world.broadcasts import EVENT, Audience, AudienceCount, InLanguage
from store.audiences import Said, Stretch, everybody_so_far, recipients
from store.communities import community

Parts = Callable[[str], int]
"""How many billed parts an SMS takes."""


def count(
    conn: sa.Connection,
    community_id: int,
    audience: Audience,
    texts: Mapping[str, str],
    *,
    parts: Parts,
    now: datetime,
    kind: str = EVENT,
    of: int | None = None,
) -> AudienceCount:
    """What a broadcast would come to if it went now: exactly, every name filled in.

    `texts` with {name}, by what they are for: "#gardening" (who enjoys that; the first that fits)
    before a language; `parts` counts the parts of one of them.
    """
    said = Said(texts, audience, kind, of)
    stretch = Stretch(0, everybody_so_far(conn, community_id), now)
    each = recipients(conn, community_id, said, stretch, now)
    columns = (each.c.reason, each.c.language, each.c.channel, each.c.text)
    query = sa.select(*columns, sa.func.count().label("people")).group_by(*columns)
    counted = _Counted(texts, parts)
    for row in conn.execute(query.execution_options(yield_per=1_000)):
        counted.take(row)
    return counted.come_to(pence_per_part(conn, community_id))


class _Counted:
    """Adds up as the rows go by: of those who get it, as many as there are different texts."""

    def __init__(self, texts: Mapping[str, str], parts: Parts) -> None:
        self._texts, self._parts = texts, parts
        self._skipped: dict[str, int] = {}
        self._people: dict[str, int] = {}
        self._all_parts: dict[str, int] = {}
        self._most: dict[str, int] = {}

    def take(self, row: sa.Row[Any]) -> None:
        """So many people with the same reason, language, channel and text."""
        if row.reason:
            self._skipped[row.reason] = self._skipped.get(row.reason, 0) + row.people
            return
        each = max(1, self._parts(row.text)) if row.channel == "sms" else 0
        add = self._people.get(row.language, 0), self._all_parts.get(row.language, 0)
        self._people[row.language] = add[0] + row.people
        self._all_parts[row.language] = add[1] + row.people * each
        self._most[row.language] = max(self._most.get(row.language, 0), each)

    def come_to(self, pence: float) -> AudienceCount:
        """All of it."""
        parts = sum(self._all_parts.values())
        by_language = {
            each: InLanguage(people, self._all_parts[each], self._most[each], self._texts[each])
            for each, people in sorted(self._people.items())
        }
        skipped = dict(sorted(self._skipped.items(), key=lambda each: (-each[1], each[0])))
        people = sum(self._people.values())
        return AudienceCount(people, skipped, parts, parts * pence, by_language)


def pence_per_part(conn: sa.Connection, community_id: int) -> float:
    """What a part of an SMS costs this community."""
    query = sa.select(community.c.pence_per_part).where(community.c.id == community_id)
    return float(conn.execute(query).scalar_one())


def set_pence_per_part(conn: sa.Connection, community_id: int, pence: float) -> None:
    """From now on a part of an SMS costs this."""
    mine = community.c.id == community_id
    conn.execute(sa.update(community).where(mine).values(pence_per_part=pence))
