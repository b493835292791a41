"""Whom the words of one of the team name: looked up by the words, never by loading everybody."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.coordinators.naming import Known, find, known, may_be_slips, numbered, tokens
from flows.hearing import Phone, hear
from flows.world import BEFRIENDER, COORDINATOR
from flows.world.naming import Named, NamedPerson
from store import concerns, messages, naming, pairings, people
from store.communities import Community
from store.people import person

if TYPE_CHECKING:
    from bot.seeing import Seeing

SAID: Final = ("asked", "whom", "said")
"""Where the words are: after the word that begins a flow, in its first answer, in the reply."""

LONGEST: Final = 400  # characters in which a name is looked for
ONE_SLIP, TWO_SLIPS = 1, 2
SHORT: Final = 6  # letters up to which a name has one slip at most
VISITS_SHOWN: Final = 2


_A_NUMBER = re.compile(r"\+?\d(?:[ -]?\d){8,14}")
"""A phone number as it stands in somebody's words."""


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Named]:
    """The sight `named`: coordinators see everybody, befrienders those they visit."""
    roles = people.roles_of(conn, community.id, [each.person_id for each in looking])
    words = {each.person_id: _words(each) for each in looking}
    mine = [who for who in words if BEFRIENDER in roles.get(who, ())]
    visited = _visited(conn, mine)
    every = [who for who in words if COORDINATOR in roles.get(who, ())]
    found = _among_everybody(conn, community, {who: words[who] for who in every})
    candidates = {
        who: found[who][0] if who in found else set(visited.get(who, ())) for who in words
    }
    about = _about(conn, community.id, set().union(*candidates.values()) if candidates else set())
    seen = {}
    for who, text in words.items():
        theirs = [about[each] for each in sorted(candidates[who]) if each in about]
        slips = found[who][1] if who in found else _slips(text, theirs)
        named = find(text, theirs, slips)
        by_phone = found[who][2] if who in found else None
        if by_phone in about and not named:
            number = _A_NUMBER.search(text)
            named = (replace(about[by_phone].person, called=number[0] if number else ""),)
        seen[who] = Named(named, text)
    return seen


def _words(each: Seeing) -> str:
    said = (each.answers.get(name, "") for name in SAID)
    return next((text for text in said if text), "")[:LONGEST]


Found = tuple[set[int], dict[str, str], int | None]
"""Who may be meant, the slips there are, and who has the phone number that is in the words."""


def _among_everybody(
    conn: sa.Connection, community: Community, words: Mapping[int, str]
) -> dict[int, Found]:
    """Of each looker's words, in as many queries for all of them as for one."""
    parts = {who: _parts(text) for who, text in words.items()}
    by_part = _called(conn, community.id, set().union(*parts.values()) if parts else set())
    slips = _misspelt(conn, community.id, {who: words[who] for who in words}, by_part)
    meant = {slip for each in slips.values() for slip in each.values()} - by_part.keys()
    by_part |= _called(conn, community.id, meant)
    phones = {who: number for who, text in words.items() if (number := _phone(text))}
    at = people.at_addresses(
        conn,
        community.id,
        {(way, number) for number in phones.values() for way in ("sms", "phone")},
    )
    by_phone = {value: row.person_id for (_, value), row in at.items()}
    found: dict[int, Found] = {}
    for who, text in words.items():
        theirs = {each for part in parts[who] for each in by_part.get(part, ())}
        theirs |= {each for part in slips[who].values() for each in by_part.get(part, ())}
        rings = by_phone.get(phones.get(who, ""))
        theirs |= numbered(text).keys() | ({rings} if rings else set())
        found[who] = theirs, slips[who], rings
    return found


def _parts(text: str) -> set[str]:
    return {part for token in tokens(text) for part in token.parts}


def _phone(text: str) -> str:
    heard = hear(text, Phone()) if any(map(str.isdigit, text)) else None
    return heard.value if heard and heard.outcome == "heard" else ""


def _called(conn: sa.Connection, community_id: int, parts: Collection[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in naming.called(conn, community_id, parts):
        found.setdefault(row.part, []).append(row.person_id)
    return found


def _misspelt(
    conn: sa.Connection,
    community_id: int,
    words: Mapping[int, str],
    exact: Collection[str],
) -> dict[int, dict[str, str]]:
    """What of each looker's first words is a name with a slip in it."""
    doubtful = {who: may_be_slips(text, exact) for who, text in words.items()}
    firsts = {each[0] for theirs in doubtful.values() for each in theirs}
    names = {first: naming.spelt_alike(conn, community_id, first) for first in sorted(firsts)}
    return {
        who: {each: near for each in theirs if (near := _nearest(each, names[each[0]]))}
        for who, theirs in doubtful.items()
    }


def _slips(text: str, theirs: Iterable[Known]) -> dict[str, str]:
    parts = sorted({part for each in theirs for part in each.parts})
    return {each: near for each in may_be_slips(text, parts) if (near := _nearest(each, parts))}


def _nearest(word: str, names: Collection[str]) -> str:
    """The name that this is a slip of, if it can be just one."""
    most = ONE_SLIP if len(word) <= SHORT else TWO_SLIPS
    found = process.extract(word, list(names), scorer=OSA.distance, score_cutoff=most, limit=None)
    best = min((slips for _, slips, _ in found), default=0)
    nearest = [name for name, slips, _ in found if slips == best]
    return nearest[0] if len(nearest) == 1 else ""


# ── what tells them apart ───────────────────────────────────────────────────────────────────


def _about(conn: sa.Connection, community_id: int, ids: Collection[int]) -> dict[int, Known]:
    if not ids:
        return {}
    query = sa.select(person).where(
        person.c.id.in_(sorted(ids)),
        person.c.community_id == community_id,
        person.c.merged_into.is_(None),
    )
    rows = conn.execute(query).all()
    known_ids = [row.id for row in rows]
    roles = people.roles_of(conn, community_id, known_ids)
    visitors = pairings.befrienders_of(conn, known_ids)
    visits = _visited(conn, known_ids)
    addresses = people.addresses_of(conn, known_ids)
    heard = messages.last_heard(conn, known_ids)
    urgent = concerns.urgent_of(conn, known_ids)
    names = _names(conn, {each for several in visits.values() for each in several})
    return {
        row.id: known(
            NamedPerson(
                row.id,
                row.name,
                roles.get(row.id, frozenset()),
                _in_words(row, visitors.get(row.id), [names[v] for v in visits.get(row.id, ())]),
                language=row.language,
                stopped=row.stopped_at is not None,
                reachable=people.reachable(addresses.get(row.id, [])) is not None,
                heard_at=heard[row.id].at if row.id in heard else None,
                urgent=row.id in urgent,
            )
        )
        for row in rows
    }


def _visited(conn: sa.Connection, ids: Collection[int]) -> dict[int, list[int]]:
    """Whom each of these befrienders visits."""
    found: dict[int, list[int]] = {}
    for each in pairings.open_ones(conn, ids):
        if each.befriender_id in ids:
            found.setdefault(each.befriender_id, []).append(each.resident_id)
    return found


def _names(conn: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    query = sa.select(person.c.id, person.c.name).where(person.c.id.in_(sorted(ids)))
    return {row.id: row.name for row in conn.execute(query)} if ids else {}


def _in_words(row: sa.Row[Any], visitor: tuple[int, str] | None, visits: list[str]) -> str:
    """ "SO16, visited by Sam": what is nearest to hand of where they live and who visits whom."""
    said = [row.postcode.partition(" ")[0]] if row.postcode else []
    if visitor:
        said.append(f"visited by {_first(visitor[1])}")
    if visits:
        said.append(f"visits {' and '.join(map(_first, visits[:VISITS_SHOWN]))}")
    return ", ".join(said)


def _first(name: str) -> str:
    return name.split()[0] if name.split() else "somebody"
