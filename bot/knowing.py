"""People as a wave of turns finds them: all that their turns may look at, in a few queries."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from flows.engine import Conversation, Turn
from flows.words import Words
from flows.world import BEFRIENDER, TEAM, Neighbour, Person, ToldOf, World
from flows.world.visits import Alone
from store import (
    communities,
    concerns,
    consents,
    conversations,
    messages,
    nudges,
    pairings,
    people,
    unwanted,
    visits_seen,
)
from store.communities import Community
from store.conversations import Saved
from store.nudges import Ahead
from store.people import AddressRow

NOTHING: Final = Ahead()
ALONE: Final = Alone()


@dataclass(frozen=True, slots=True)
class Known:
    """One person as this wave finds them."""

    world: World
    addresses: list[AddressRow]
    saved: Saved | None
    befriender_id: int | None
    row: sa.Row[Any]  # their own, in `person`
    unsent: bool = False  # the open question still waits to go out: nothing answers it yet

    @property
    def conversation(self) -> Conversation | None:
        """The open conversation, in the engine's own form."""
        if self.saved is None or self.unsent:
            return None
        saved = self.saved
        return Conversation(
            saved.flow,
            saved.step,
            saved.answers,
            saved.said,
            saved.tries,
            saved.silent_at,
            saved.subject,
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that has been taken, by whom, and where it was heard (None: we began it)."""

    known: Known
    turn: Turn
    heard_at: AddressRow | None = None
    broke: str = ""  # the kind of error that set it aside
    extra: dict[str, Any] = field(default_factory=dict)


def load(
    conn: sa.Connection,
    community: Community,
    ids: Collection[int],
    now: datetime,
    *,
    wait: bool = True,
    began_by_us: bool = False,
) -> dict[int, Known]:
    """Lock these people and load all their turns may look at: always as many queries.

    With `wait` false, those whom another process is busy with are left out.
    """
    rows = people.lock(conn, ids, wait=wait)
    found = [row.id for row in rows]
    if not found:
        return {}
    roles = people.roles_of(conn, community.id, found)
    addresses = people.addresses_of(conn, found)
    open_ones = conversations.open_with(conn, found)
    befrienders = pairings.befrienders_of(conn, found)
    at_rest = unwanted.why(conn, [community.id], befrienders)  # nothing goes to that visitor
    ahead = nudges.ahead_of(conn, found)
    wordings = communities.wordings(conn, community.id)
    asked = found if began_by_us else [row.id for row in rows if row.joined_at is None]
    answers = consents.latest(conn, asked) if asked else {}
    last = messages.last_heard(conn, found) if began_by_us else {}
    team = [person_id for person_id, names in roles.items() if names & TEAM]
    told = concerns.last_told(conn, team) if team else {}
    befriend = [person_id for person_id, names in roles.items() if BEFRIENDER in names]
    alone = visits_seen.alone(conn, befriend, now)
    names = _names_of_the_team(conn, rows, now)
    calls = _calls(conn, rows, now)
    known = {}
    for row in rows:
        visits = befrienders.get(row.id)
        theirs = addresses.get(row.id, [])
        heard = last.get(row.id)
        keeps = alone.get(row.id, ALONE)
        world = World(
            now=now,
            project=community.name,
            person=_person(
                row, roles.get(row.id, frozenset()), theirs, ahead.get(row.id, NOTHING), now
            ),
            words=Words(row.language, wordings),
            consents=answers.get(row.id, {}),
            befriender=visits[1] if visits and row.id not in at_rest else "",
            visitor_at_rest=visits[1] if visits and row.id in at_rest else "",
            last_time={"mood": row.last_mood},
            last_heard_at=heard.at if heard else None,
            last_heard=heard.text if heard else "",
            passed_on_at=row.passed_on_at,
            called_for_help=calls.get(row.id),
            channels=frozenset(each.channel for each in theirs if each.state == "open"),
            told_of=ToldOf(*told[row.id]) if row.id in told else None,
            visiting=keeps.visiting,
            expected=keeps.expected,
            left_at=keeps.left_at,
            visit_near=keeps.near,
            safe_word=keeps.safe_word,
            quiet=(community.quiet_from, community.quiet_to),
            held_by=_of_the_team(names, row.held_by, row.held_until, now),
            told_by=_of_the_team(names, row.told_by, row.told_until, now),
            holds=row.holds_until is not None and row.holds_until > now,
        )
        befriender_id = visits[0] if visits and row.id not in at_rest else None
        known[row.id] = Known(world, theirs, open_ones.get(row.id), befriender_id, row)
    return known


def _calls(conn: sa.Connection, rows: list[sa.Row[Any]], now: datetime) -> dict[int, Neighbour]:
    """Who of these called for help lately, and who has them in hand: seldom anybody."""
    since = now - concerns.CALLED_FOR
    lately = [row.id for row in rows if row.passed_on_at and row.passed_on_at > since]
    calls = concerns.calls_of(conn, lately, now) if lately else {}
    helpers = people.neighbours(conn, set(calls.values()) - {0}) if any(calls.values()) else {}
    return {who: helpers.get(by, Neighbour(0, "")) for who, by in calls.items()}


Names = dict[int, Neighbour]


def _names_of_the_team(conn: sa.Connection, rows: list[sa.Row[Any]], now: datetime) -> Names:
    """Who answers some of these people as a person, or told them something: seldom anybody."""
    held = {row.held_by for row in rows if row.held_until and row.held_until > now}
    told = {row.told_by for row in rows if row.told_until and row.told_until > now}
    return people.neighbours(conn, held | told) if held or told else {}


def _of_the_team(
    names: Names, who: int | None, until: datetime | None, now: datetime
) -> Neighbour | None:
    return names.get(who) if who is not None and until is not None and until > now else None


def _person(
    row: sa.Row[Any],
    roles: frozenset[str],
    addresses: list[AddressRow],
    ahead: Ahead,
    now: datetime,
) -> Person:
    paused = row.paused_at is not None and (row.paused_until is None or row.paused_until > now)
    at = people.reachable(addresses)
    number = at if at and at.channel != "telegram" else None
    return Person(
        id=row.id,
        name=row.name,
        language=row.language,
        zone=row.zone,
        roles=roles,
        joined=row.joined_at is not None,
        stopped=row.stopped_at is not None,
        paused=paused,
        every_days=row.every_days,
        hello_weekday=row.hello_weekday,
        hello_at=row.hello_at,
        next_hello_at=ahead.hello_at,
        next_look_at=ahead.look_at,
        next_look=ahead.look,
        quiet_hellos=row.quiet_hellos,
        wordings=frozenset(row.last_wording.split()),
        phone=next((each.value for each in addresses if each.channel != "telegram"), ""),
        number_sure_at=number.confirmed_at if number else None,
        number_asked_at=number.asked_at if number else None,
    )
