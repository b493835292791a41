"""What we hold about people, put together for their own turns: always as many queries."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from flows.world import COORDINATOR
from flows.world.held import ASK, SAYING, STORY, Held, OpenSaying, Thing, Told
from flows.world.neighbours import Neighbour
from store import (
    check_ins,
    concerns,
    consents,
    favours_seen,
    learned,
    needs,
    people,
    sayings,
    skills,
    stories,
)
from store.learned import Registered


def held(
    conn: sa.Connection, community_id: int, rows: Mapping[int, sa.Row[Any]], now: datetime
) -> dict[int, Held]:
    """What we hold about each of these people, by id; `rows` are their own in `person`."""
    ids = list(rows)
    register = learned.register_of(conn, ids)
    answers = consents.latest(conn, ids)
    first = needs.needs_first(conn, ids, now)
    counts, asked = stories.counts(conn, ids), stories.last_asked(conn, ids)
    undecided = stories.undecided(conn, ids)
    open_ones = _sayings(conn, community_id, ids)
    things, days = _things(conn, ids), skills.days_of(conn, ids)
    low = check_ins.low_lately(conn, ids, now) | concerns.looked_at(conn, ids, now)
    low |= skills.modest(conn, ids, now)
    return {
        person_id: Held(
            postcode=row.postcode,
            interests=row.interests,
            told=_told(register.get(person_id, [])),
            asked=frozenset(each.question for each in register.get(person_id, [])),
            consents=answers.get(person_id, {}),
            needs_first=person_id in first,
            question_at=_last_asked(register.get(person_id, [])),
            stories=counts.get(person_id, 0),
            undecided=undecided.get(person_id, ""),
            asked_story_at=asked.get(person_id),
            sayings=open_ones.get(person_id, ()),
            things=tuple(things.get(person_id, ())),
            days=days.get(person_id, frozenset()),
            low_lately=person_id in low,
        )
        for person_id, row in rows.items()
    }


def _told(rows: list[Registered]) -> tuple[Told, ...]:
    """What is still known, each under the number it was told as: forgetting moves no number."""
    answered = (row for row in rows if row.answered_at is not None)
    numbered = enumerate(answered, 1)
    return tuple(
        Told(nth, row.question, row.words, row.answered_at) for nth, row in numbered if row.words
    )


def _things(conn: sa.Connection, ids: list[int]) -> dict[int, list[Thing]]:
    """Stories, open asks and thoughts, the oldest first."""
    found: dict[int, list[Thing]] = {}
    for row in stories.kept(conn, ids):
        story = Thing(STORY, row.id, row.words, row.at, row.sharing)
        found.setdefault(row.person_id, []).append(story)
    for row in favours_seen.asked_for(conn, ids):
        found.setdefault(row.person_id, []).append(Thing(ASK, row.id, row.words, row.asked_at))
    for row in sayings.kept(conn, ids):
        found.setdefault(row.person_id, []).append(Thing(SAYING, row.id, row.words, row.at))
    return {each: sorted(theirs, key=lambda thing: thing.at) for each, theirs in found.items()}


def _last_asked(rows: list[Registered]) -> datetime | None:
    return max((row.asked_at for row in rows), default=None)


def _sayings(
    conn: sa.Connection, community_id: int, ids: list[int]
) -> dict[int, tuple[OpenSaying, ...]]:
    """For coordinators only: what others said and nobody answered."""
    roles = people.roles_of(conn, community_id, ids)
    team = [each for each in ids if COORDINATOR in roles.get(each, ())]
    if not team:
        return {}
    waiting = [
        OpenSaying(each.id, Neighbour(each.person_id, each.name, each.language), each.words,
                   each.said_at)
        for each in sayings.waiting(conn, community_id)
    ]  # fmt: skip
    return {
        person_id: tuple(each for each in waiting if each.who.id != person_id) for person_id in team
    }
