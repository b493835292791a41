"""Too many at once: answers that would be one too many are held back, and a person is told.

Every text that came in is kept, and every row that is held has its end: skipped, "flood".
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from bot.channels import Inbound, Kind
from bot.knowing import Taken
from bot.logs import get_logger
from flows.engine import Tell, Turn, tell
from flows.facts import ConsentAnswered
from flows.floods import (
    A_MINUTE,
    EVERYBODY,
    FLAGGED_FOR,
    HEARD_A_MINUTE,
    NEWCOMERS,
    NEWCOMERS_APART,
    THE_TEAM,
    WITHIN,
    Limits,
    is_grave,
    may_be_held,
)
from flows.world import Priority
from store import floods
from store.communities import Community
from store.people import AddressRow

log = get_logger(__name__)

PRACTICE: Final = "phone"
"""The channel that costs nothing and where no machine is."""

ROOM: Final = floods.Room(NEWCOMERS, WITHIN, NEWCOMERS_APART, FLAGGED_FOR)

Rows = list[dict[str, Any]]


# ── answers ─────────────────────────────────────────────────────────────────────────────────


def hold(
    conn: sa.Connection, community: Community, taken: list[Taken], rows: Rows, now: datetime
) -> list[Taken]:
    """Skip what is one answer too many and space out what goes to many new people.

    Returns the turns in which the coordinators are told of it.
    """
    if not any(each.heard_at and each.heard_at.channel != PRACTICE for each in taken):
        return []
    flooding = _held_back(conn, taken, rows, now)
    known = floods.flagged_since(conn, flooding, now - FLAGGED_FOR) if flooding else ()
    flags = [_flag(each, "flood") for each in taken if _whose(each) in flooding.difference(known)]
    return flags + _spaced_out(conn, community, taken, rows, now)


def _whose(taken: Taken) -> int:
    return taken.known.world.person.id


def _flag(taken: Taken, kind: str) -> Taken:
    known = taken.known
    told = tell(known.world, Tell("coordinator", kind))
    return Taken(known, told + Turn(known.conversation))


def _held_back(conn: sa.Connection, taken: list[Taken], rows: Rows, now: datetime) -> set[int]:
    """Skip what is one too many. Returns whose flood it is."""
    answers = [row for row in rows if row["state"] == "queued" and _is_counted(row)]
    if not answers:
        return set()
    team = {_whose(each) for each in taken if each.known.world.person.works_here}
    said = _Said(_said_lately(conn, answers, now))
    flooding = set()
    for row in answers:
        if not said.may_say(row, THE_TEAM if row["person_id"] in team else EVERYBODY):
            row |= {"state": "skipped", "reason": floods.FLOOD}
            flooding.add(row["about_id"] or row["person_id"])
    if flooding:
        log.warning("answers_held", people=len(flooding))
    return flooding


def _said_lately(conn: sa.Connection, answers: Rows, now: datetime) -> list[sa.Row[Any]]:
    to_them = {row["person_id"] for row in answers if not row["about_id"]}
    told = {(row["person_id"], row["about_id"]) for row in answers if row["about_id"]}
    since = now - WITHIN
    return [
        *(floods.answered_since(conn, to_them, since) if to_them else ()),
        *(floods.told_since(conn, told, since) if told else ()),
    ]


def _is_counted(row: dict[str, Any]) -> bool:
    on_a_phone = row["channel"] != PRACTICE
    return on_a_phone and may_be_held(row["key"], row["priority"], row["starts"])


class _Said:
    """What has been said lately, to each address and about whom."""

    def __init__(self, rows: Sequence[sa.Row[Any]]) -> None:
        self._words: Counter[tuple[int, int | None, str]] = Counter()
        self._all: Counter[tuple[int, int | None]] = Counter()
        for row in rows:
            self._count(row.address_id, row.about_id, row.priority, row.text, row.times)

    def _count(self, to: int, about: int | None, priority: int, text: str, times: int) -> None:
        if about is None and priority > Priority.REPLY:
            return
        self._words[to, about, text] += times
        if priority != Priority.DANGER:
            self._all[to, about] += times

    def may_say(self, row: dict[str, Any], limits: Limits) -> bool:
        """Whether this may be said once more; then it counts."""
        to, about, text = row["address_id"], row["about_id"], row["text"]
        too_often = self._words[to, about, text] >= limits.identical
        grave = row["priority"] == Priority.DANGER
        if too_often or (not grave and self._all[to, about] >= limits.answers):
            return False
        self._count(to, about, row["priority"], text, 1)
        return True


# ── new people ──────────────────────────────────────────────────────────────────────────────


def _spaced_out(
    conn: sa.Connection, community: Community, taken: list[Taken], rows: Rows, now: datetime
) -> list[Taken]:
    new = [each for each in taken if _is_new(each, now)]
    if people := sum(_has_answered(each) for each in taken):
        floods.have_answered(conn, community.id, people)
    if not new:
        return []
    taken_in = floods.take_in(conn, community.id, len(new), ROOM, now)
    due = dict(zip(map(_whose, new), taken_in.at, strict=True))
    for row in rows:
        if row["person_id"] in due and row["priority"] != Priority.DANGER:
            row["due_at"] = max(row["due_at"], due[row["person_id"]])
    return [_flag(new[-1], "newcomers")] if taken_in.tell else []


def _is_new(taken: Taken, now: datetime) -> bool:
    """Whether this is the first we have heard of them, ever."""
    person, at = taken.known.world.person, taken.heard_at
    if person.joined or person.roles or at is None or at.channel == PRACTICE:
        return False
    return taken.known.saved is None and bool(taken.known.row.created_at == now)


def _has_answered(taken: Taken) -> bool:
    """Whether they have said yes or no to hearing from us: a number that somebody owns does not."""
    facts = taken.turn.facts
    return any(isinstance(each, ConsentAnswered) and each.purpose == "visits" for each in facts)


# ── what comes in ───────────────────────────────────────────────────────────────────────────


def heard(
    conn: sa.Connection, came: Sequence[tuple[Inbound, AddressRow]], now: datetime
) -> list[Inbound]:
    """Those of these whose turn is not taken: beyond thirty a minute, and nothing grave.

    Nobody is counted who sends one text at a time: such a flood is kept up with.
    """
    many = Counter(at.person_id for each, at in came if each.channel != PRACTICE)
    ids = {each for each, count in many.items() if count > 1}
    times = floods.heard_since(conn, ids, now - A_MINUTE) if ids else {}
    over = {each: count for each, count in times.items() if count > HEARD_A_MINUTE}
    return [each for whose in over for each in _too_many(came, whose, over[whose])]


def _too_many(
    came: Collection[tuple[Inbound, AddressRow]], whose: int, count: int
) -> list[Inbound]:
    theirs = [each for each, at in came if at.person_id == whose]
    room = max(0, HEARD_A_MINUTE - (count - len(theirs)))
    return [each for each in theirs[room:] if each.kind == Kind.TEXT and not is_grave(each.text)]
