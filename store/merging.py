"""Two turn out to be one person: what was kept of the newer is kept of the one we knew."""

from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from store import (
    activities,
    befriending,
    broadcasts,
    circles,
    concerns,
    consents,
    conversations,
    cups,
    duty,
    favours_left,
    freshness,
    homecomings,
    introductions,
    learned,
    lessons,
    locations,
    mentors,
    messages,
    naming,
    needs,
    notes,
    nudges,
    outings,
    pair_news,
    pair_offers,
    pair_rests,
    pairings,
    people,
    polls,
    replies,
    rhythm_offers,
    safe_words,
    sayings,
    skills,
    stories,
    suggestions,
    swaps,
    takeovers,
    team_left,
    trusting,
    visits,
    would_visit,
)
from store.consents import consent
from store.conversations import conversation
from store.database import insert_ignore
from store.nudges import nudge
from store.people import address, person, role

_MOVES: Final = (
    activities,
    befriending,
    broadcasts,
    circles,
    concerns,
    cups,
    duty,
    favours_left,
    freshness,
    homecomings,
    learned,
    lessons,
    locations,
    mentors,
    naming,
    needs,
    notes,
    outings,
    pair_news,
    pair_offers,
    pairings,
    polls,
    rhythm_offers,
    replies,
    safe_words,
    sayings,
    skills,
    stories,
    suggestions,
    trusting,
    swaps,
    would_visit,
    visits,
)
"""Nouns that move what is theirs by themselves."""

_TOLD: Final = ("name", "postcode", "interests", "door", "source", "last_mood")
_SINCE: Final = ("joined_at", "stopped_at", "passed_on_at")


def merge(conn: sa.Connection, new_id: int, known_id: int, now: datetime) -> None:
    """Whoever is new is somebody we know. A STOP of either is a STOP of both.

    The known one's name and answers count; the new one's fill the gaps. Who had joined as either
    has joined, and a hello that only the new one was to get is still to come.
    """
    rows = {row.id: row for row in people.lock(conn, [new_id, known_id])}
    new, known = rows[new_id], rows[known_id]
    stopped = bool(new.stopped_at or known.stopped_at)
    if not stopped:
        messages.hand_on(conn, new_id, known_id)
    messages.drop_queued(conn, [new_id] + [known_id] * stopped, "stop" if stopped else "merged")
    _keep_consents(conn, new, known)
    _keep_roles(conn, new, known)
    _keep_talk(conn, new, known, now, stopped=stopped)
    _keep_hello(conn, new, known, now, stopped=stopped)
    for noun in _MOVES:
        noun.move(conn, new_id, known_id)
    introductions.leave(conn, [new_id, known_id] if stopped else [new_id], now)
    if stopped:
        favours_left.let_go(conn, [known_id], now)
    theirs = sa.update(address).where(address.c.person_id == new_id)
    conn.execute(theirs.values(person_id=known_id, trusted_at=None))
    _update(conn, known_id, **_both(new, known))
    _update(conn, new_id, merged_into=known_id)
    takeovers.merge(conn, new_id, known_id, now)
    if stopped:
        takeovers.stopped(conn, [known_id], now)
        team_left.stopped(conn, [known_id], now)
    (pair_rests.left if stopped else pair_rests.settle)(conn, [known_id], now)


def _update(conn: sa.Connection, person_id: int, **values: Any) -> None:
    conn.execute(sa.update(person).where(person.c.id == person_id).values(**values))


def _both(new: sa.Row[Any], known: sa.Row[Any]) -> dict[str, Any]:
    """The known one's row, its gaps filled. A pause of either is one of both, the longer one."""
    theirs, ours = new._mapping, known._mapping
    values = {name: ours[name] or theirs[name] for name in (*_TOLD, *_SINCE)}
    if new.paused_at and not known.paused_at:
        values.update(paused_at=new.paused_at, paused_until=new.paused_until)
    return values


def _keep_consents(conn: sa.Connection, new: sa.Row[Any], known: sa.Row[Any]) -> None:
    """Copies, for a consent is never changed: what the newer answered later than the other."""
    latest = {
        each.purpose: each
        for each in conn.execute(
            sa.select(consent).where(consent.c.person_id == known.id).order_by(consent.c.id)
        )
    }
    theirs = conn.execute(
        sa.select(consent).where(consent.c.person_id == new.id).order_by(consent.c.id)
    )
    copies = []
    for each in theirs:
        ours = latest.get(each.purpose)
        if ours is None or each.at > ours.at:
            copy = dict(each._mapping) | {"person_id": known.id}
            copies.append({name: value for name, value in copy.items() if name != "id"})
    consents.add(conn, copies)


def _keep_roles(conn: sa.Connection, new: sa.Row[Any], known: sa.Row[Any]) -> None:
    held = conn.execute(sa.select(role).where(role.c.person_id == new.id)).all()
    rows = [dict(each._mapping) | {"person_id": known.id} for each in held]
    if rows:
        conn.execute(insert_ignore(role, conn), rows)
        conn.execute(sa.delete(role).where(role.c.person_id == new.id))


def _keep_talk(
    conn: sa.Connection, new: sa.Row[Any], known: sa.Row[Any], now: datetime, *, stopped: bool
) -> None:
    """What we were talking of goes on, unless the known one has no need of it."""
    talks = conversations.open_with(conn, [new.id, known.id])
    theirs = talks.get(new.id)
    needless = stopped or known.id in talks or (known.joined_at and not new.joined_at)
    if theirs is not None and not needless:
        moved = sa.update(conversation).where(conversation.c.id == theirs.id)
        conn.execute(moved.values(person_id=known.id))
    elif theirs is not None:
        conversations.end(conn, [theirs.id], now)
    if stopped and known.id in talks:
        conversations.end(conn, [talks[known.id].id], now)


def _keep_hello(
    conn: sa.Connection, new: sa.Row[Any], known: sa.Row[Any], now: datetime, *, stopped: bool
) -> None:
    if stopped:
        nudges.cancel(conn, [new.id, known.id], "stopped", now)
        return
    columns = (
        nudge.c.community_id,
        nudge.c.person_id,
        nudge.c.purpose,
        nudge.c.subject,
        nudge.c.due_at,
        nudge.c.late_by,
    )
    theirs = sa.select(*columns).where(nudge.c.person_id.in_((new.id, known.id)), nudges.is_due)
    due = conn.execute(theirs.order_by(nudge.c.due_at, nudge.c.id)).all()
    planned = {(each.purpose, each.subject) for each in due if each.person_id == known.id}
    nudges.cancel(conn, [new.id], "merged", now)
    nudges.plan(
        conn,
        [
            dict(each._mapping) | {"person_id": known.id}
            for each in due
            if each.person_id == new.id and (each.purpose, each.subject) not in planned
        ],
        now,
    )
