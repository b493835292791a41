"""The sight `sharing`: what a befriender may know of a resident before a visit.

Only what the resident told us so that neighbours may know it: what they enjoy, what they offered
to help with; their words to a hello only where it was a good one, there is no worry in them, and
they said yes to their stories being shared. No mood, no worry, nothing of their health.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from bot.rounds import suggesting
from flows.hearing import signal
from flows.tags.lexicon import lexicon
from flows.world.visits import Sharing
from store import consents
from store.check_ins import check_in
from store.communities import Community
from store.people import person
from store.skills import OFFERED, skill
from store.visits import visit

if TYPE_CHECKING:
    from bot.seeing import Seeing

LATELY: Final = timedelta(days=14)
"""How old their words to a hello may be."""

FEWEST: Final = 3  # words that say something: "fine thanks" does not


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Sharing]:
    """What may be shared of whoever is visited, and one idea: something they could be asked for,
    and every other visit something to go to together.
    """
    whose = _residents(conn, looking)
    ids = set(whose.values())
    yes = consents.latest(conn, ids) if ids else {}
    said, can = _good_words(conn, ids, now), _offers(conn, ids)
    rows = {row.id: row for row in conn.execute(sa.select(person).where(person.c.id.in_(ids)))}
    to_events = {each for each in ids if yes.get(each, {}).get("events")}
    going = _activities(conn, community, rows, to_events, now)
    seen = {}
    for one in looking:
        who = whose.get(one.person_id, 0)
        if who not in rows:
            continue
        out = going.get(who, ("", "")) if one.subject % 2 or not can.get(who) else ("", "")
        seen[one.person_id] = Sharing(
            loves=_shareable(rows[who].interests.replace(";", ",")),
            said=said.get(who, "") if yes.get(who, {}).get("stories") else "",
            can="" if out[0] else can.get(who, ""),
            activity=out[0],
            activity_when=out[1],
        )
    return seen


def _residents(conn: sa.Connection, looking: Collection[Seeing]) -> dict[int, int]:
    """Whom each of these visits, in the visit that their talk is about."""
    subjects = {each.subject: each.person_id for each in looking}
    query = sa.select(visit.c.id, visit.c.befriender_id, visit.c.resident_id).where(
        visit.c.id.in_(subjects)
    )
    return {
        row.befriender_id: row.resident_id
        for row in conn.execute(query)
        if subjects[row.id] == row.befriender_id
    }


def _shareable(words: str) -> str:
    """Their words, unless there is a worry in them."""
    return "" if signal(words) else " ".join(words.split())


def _good_words(conn: sa.Connection, ids: Collection[int], now: datetime) -> dict[int, str]:
    """What each of these said to their last hello, if that was lately, and all was well."""
    query = (
        sa.select(check_in.c.person_id, check_in.c.mood, check_in.c.words)
        .where(check_in.c.person_id.in_(ids), check_in.c.at > now - LATELY)
        .order_by(check_in.c.at, check_in.c.id)
    )
    last = {row.person_id: row for row in conn.execute(query)}
    return {
        who: words
        for who, row in last.items()
        if row.mood == "good" and len((words := _shareable(row.words)).split()) >= FEWEST
    }


def _offers(conn: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    """Something that each of these has offered to help with, as it is called."""
    query = (
        sa.select(skill.c.person_id, skill.c.tag)
        .where(skill.c.person_id.in_(ids), skill.c.how == OFFERED)
        .order_by(skill.c.person_id, skill.c.tag.desc())
    )
    known = lexicon()
    return {row.person_id: known[row.tag].name for row in conn.execute(query) if row.tag in known}


def _activities(
    conn: sa.Connection,
    community: Community,
    rows: Mapping[int, sa.Row[object]],
    ids: Collection[int],
    now: datetime,
) -> dict[int, tuple[str, str]]:
    """What each of these might like to go to, and when it is."""
    from bot.seeing import Seeing

    looking = [Seeing(each, rows[each]) for each in sorted(ids) if each in rows]
    near = suggesting.look(conn, community, looking, now) if looking else {}
    return {
        who: (seen.suggestions[0].title, seen.suggestions[0].next_words)
        for who, seen in near.items()
        if seen.suggestions
    }
