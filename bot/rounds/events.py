"""Events as a flow sees them: a draft and whom it reaches, those there are, and invitations."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from flows.coordinators import event_text
from flows.coordinators.drafting import draft
from flows.coordinators.event import texts_so_far
from flows.coordinators.event_draft import EventDraft
from flows.hearing import Scene
from flows.words import ENGLISH, Words
from flows.words.parts import count as parts_of
from flows.words.parts import fold
from flows.world import Person, World
from flows.world.broadcasts import CALLED_OFF, COMING, LISTED, AudienceCount
from flows.world.broadcasts import EVENT as NEWS
from flows.world.events import Drafting, Invitation, Invited, KnownEvent
from store import (
    audience_counts,
    broadcast_ends,
    broadcasts,
    communities,
    conversations,
    event_places,
    people,
    replies,
)
from store.communities import Community

if TYPE_CHECKING:
    from bot.seeing import Seeing

KEPT_IN_SIGHT: Final = 50
"""How many events a coordinator chooses from at most."""


def parts(text: str) -> int:
    """How many billed parts a text takes, as it leaves."""
    return parts_of(fold(text)).parts


def _voice(conn: sa.Connection, community: Community, zone: str, now: datetime) -> World:
    """In whose name the texts are: the project's, in its own words where it has some."""
    words = Words(ENGLISH, communities.wordings(conn, community.id))
    return World(now, community.name, Person(0, zone=zone), words)


# ── a draft ─────────────────────────────────────────────────────────────────────────────────


def look_at_draft(
    conn: sa.Connection, community: Community, looking: "list[Seeing]", now: datetime
) -> Mapping[int, Drafting]:
    """The sight `drafting`: what each coordinator's draft would come to, if it were sent now."""
    team = set(_reachable_coordinators(conn, community.id))
    new = [each.person_id for each in looking if "texts" not in each.answers]
    dropped = _dropped(conn, new, now)
    found = {}
    for each in looking:
        here = Scene(now, each.row.zone, each.row.language)
        made = draft(texts_so_far(each.answers, each.answers.get("said", "")), here)
        found[each.person_id] = Drafting(
            count=_count(conn, community, made, each.row.zone, now),
            others=len(team - {each.person_id}),
            dropped=dropped.get(each.person_id, ""),
        )
    return found


def _reachable_coordinators(conn: sa.Connection, community_id: int) -> list[int]:
    ids = people.coordinators(conn, community_id)
    reached = people.addresses_of(conn, ids) if ids else {}
    return [each for each in ids if people.reachable(reached.get(each, []))]


def _dropped(conn: sa.Connection, ids: list[int], now: datetime) -> dict[int, str]:
    """The title of the draft that each of these had open, and takes no further."""
    if not ids:
        return {}
    found = {}
    for who, saved in conversations.open_with(conn, ids).items():
        if saved.flow == "event":
            title = draft(texts_so_far(saved.answers), Scene(now, "Europe/London")).heard.title
            found[who] = title or "an event"
    return found


def _count(
    conn: sa.Connection, community: Community, made: EventDraft, zone: str, now: datetime
) -> AudienceCount:
    """Who would get it; people of a language that has no words of its own are counted apart."""
    if made.missing:
        return AudienceCount()
    of = event_text.texts(made, _voice(conn, community, zone, now))
    languages = event_places.languages_spoken(conn, community.id)
    spoken = {each: of[ENGLISH] for each in languages if each not in of}
    return audience_counts.count(
        conn, community.id, made.audience, {**of, **spoken}, parts=parts, now=now
    )


# ── those there are ─────────────────────────────────────────────────────────────────────────


def look_at_known(
    conn: sa.Connection, community: Community, looking: "list[Seeing]", now: datetime
) -> Mapping[int, Drafting]:
    """The sight `known_events`: what waits, runs or is to come; and what each talk is about."""
    subjects = {each.subject for each in looking if each.subject}
    rows = event_places.in_sight(conn, community.id, subjects, now)
    ids = [row.id for row in rows]
    tallies = broadcast_ends.tallies(conn, ids) if ids else {}
    names = replies.names(conn, ids) if ids else {}
    every = {row.id: _known(conn, community, row, tallies, names, now) for row in rows}
    authors = people.names_of(conn, {row.by_person for row in rows} | _approved(rows))
    found = {}
    for each in looking:
        row = next((row for row in rows if row.id == each.subject), None)
        mine = [one for one in every.values() if _is_open(one) or one.broadcast.id == each.subject]
        found[each.person_id] = Drafting(
            count=_of_subject(conn, community, row, now),
            known=tuple(mine[: KEPT_IN_SIGHT + len(subjects)]),
            dropped=authors.get(row.by_person, "") if row else "",
            agreed_by=authors.get(row.approved_by or 0, "") if row else "",
        )
    return found


def _is_open(one: KnownEvent) -> bool:
    return one.broadcast.kind == NEWS or one.broadcast.state in ("planning", "sending", "paused")


def _approved(rows: list[sa.Row[Any]]) -> set[int]:
    return {row.approved_by for row in rows if row.approved_by}


def _of_subject(
    conn: sa.Connection, community: Community, row: sa.Row[Any] | None, now: datetime
) -> AudienceCount:
    """Whom what a talk is about would reach now; counted only while it waits for a yes."""
    if row is None or row.state in ("done", "over"):
        return AudienceCount()
    about = broadcasts.as_broadcast(row)
    return audience_counts.count(
        conn, community.id, about.audience, about.texts, parts=parts, now=now,
        kind=about.kind, of=about.of,
    )  # fmt: skip


def _known(
    conn: sa.Connection,
    community: Community,
    row: sa.Row[Any],
    tallies: Mapping[int, Any],
    names: Mapping[int, Mapping[str, tuple[str, ...]]],
    now: datetime,
) -> KnownEvent:
    about = broadcasts.as_broadcast(row)
    concerned = AudienceCount()
    if about.kind == NEWS and about.at > now:
        voice = _voice(conn, community, community.zone, now)
        text = {ENGLISH: event_text.called_off(about.title, about.at, voice)}
        concerned = audience_counts.count(
            conn, community.id, about.audience, text, parts=parts, now=now,
            kind=CALLED_OFF, of=about.id,
        )  # fmt: skip
    return KnownEvent(
        broadcast=about,
        tally=tallies[row.id],
        names=names.get(row.id, {}),
        called_off=row.gone,
        concerned=concerned,
        activity=row.activity_id or 0,
    )


# ── invitations ─────────────────────────────────────────────────────────────────────────────


def look_at_invited(
    conn: sa.Connection, community: Community, looking: "list[Seeing]", now: datetime
) -> Mapping[int, Invited]:
    """The sight `invited`: what each of these people was told of, and has not begun.

    Where few places are left, whoever is looked at first in this wave is first: nobody is given a
    place twice. One query, where there are no places to count.
    """
    ids = [each.person_id for each in looking]
    rows = event_places.invitations(conn, community.id, ids, now)
    limited = {row.broadcast_id for row in rows if row.capacity}
    taken = _taken(conn, limited)
    found: dict[int, list[Invitation]] = {}
    for row in rows:
        one = _invitation(row, taken)
        found.setdefault(row.person_id, []).append(one)
        if row.capacity and one.answer != COMING:
            taken[row.broadcast_id][COMING] += 1  # theirs, perhaps: the next looks past it
    return {
        each.person_id: _invited(tuple(found.get(each.person_id, ())), each.subject)
        for each in looking
    }


def _taken(conn: sa.Connection, ids: set[int]) -> dict[int, dict[str, int]]:
    """How many places are taken, and how many people wait; the events locked until the commit."""
    if not ids:
        return {}
    event_places.lock(conn, ids)
    counted = replies.counts(conn, ids)
    return {
        each: {
            COMING: counted.get(each, {}).get(COMING, 0),
            LISTED: counted.get(each, {}).get(LISTED, 0),
        }
        for each in ids
    }


def _invitation(row: sa.Row[Any], taken: Mapping[int, Mapping[str, int]]) -> Invitation:
    counted = taken.get(row.broadcast_id, {})
    room = None
    if row.capacity:
        room = max(0, row.capacity - counted.get(COMING, 0))
        if counted.get(LISTED, 0) and row.answer != LISTED:
            room = 0  # others are in line before them
    return Invitation(
        broadcast=row.broadcast_id,
        title=row.title,
        at=row.at,
        place=row.place,
        activity=row.activity_id or 0,
        room=room,
        answer=row.answer or "",
        outing=row.outing_id or 0,
        in_line=counted.get(LISTED, 0),
        called_off=bool(row.gone),
        changed=bool(row.changed),
    )


def _invited(events: tuple[Invitation, ...], subject: int) -> Invited:
    about = next((each for each in events if each.broadcast == subject), None)
    return Invited(events, about)


__all__ = ["look_at_draft", "look_at_invited", "look_at_known"]
