"""Concerns fall due: the next of the team is told, and what happened is kept.

These texts are put in the outbox by the affair itself and are no turn of whoever gets them: what
is open on a coordinator's phone stays open, and danger waits for no lock of theirs.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa

from bot.logs import get_logger
from bot.rounds.telling import line
from bot.team import Team, To
from flows.concerns import clock
from flows.concerns.clock import Tick, Ticking
from flows.concerns.in_words import (
    GATHERED,
    HOW_IS_IT,
    IN_HAND,
    OVER,
    SOMEBODY_HAS_IT,
    STILL,
    Seen,
    gathered,
    once_more,
    telling,
)
from flows.concerns.levels import LOOK, TODAY, URGENT
from flows.words import ENGLISH, Words
from flows.world import Hours, Priority
from store import communities, concern_events, concerns, concerns_due, duty, messages
from store.communities import Community
from store.concerns_due import Names

log = get_logger(__name__)

ALONE: Final = 1

COMFORT_WITHIN: Final = timedelta(hours=2)
"""How long after a cry for help it is a comfort to hear that somebody has it."""


@dataclass
class _Round:
    """What one round looks at, and what it leads to."""

    conn: sa.Connection
    community: Community
    now: datetime
    rows: list[sa.Row[Any]]
    texts: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    moves: list[dict[str, Any]] = field(default_factory=list)
    gathered: dict[int, list[sa.Row[Any]]] = field(default_factory=dict)  # by who is reminded
    unguarded: bool = False  # somebody was told of something, and nobody is on duty

    @cached_property
    def team(self) -> Team:
        return Team(self.conn, self.community, self.now)

    @cached_property
    def heard(self) -> dict[int, list[int]]:
        return concern_events.heard_of(self.conn, [each.id for each in self.rows])

    @cached_property
    def names(self) -> Names:
        return concerns_due.names(self.conn, self.rows)

    @cached_property
    def seconded(self) -> frozenset[int]:
        return concerns_due.behind_another(self.conn, self.rows, self.now)

    @cached_property
    def words(self) -> Words:
        return Words(ENGLISH, communities.wordings(self.conn, self.community.id))

    @cached_property
    def hours(self) -> Hours:
        place = self.community
        return Hours(place.zone, place.quiet_from, place.quiet_to)

    def seen(self, row: sa.Row[Any], *, in_full: bool = False) -> Seen:
        """A concern as the team is told of it; in full, whom they visit, too."""
        names = self.names
        return Seen(
            about=row.person_id or 0,
            who=names.who(row.person_id) if in_full else names.name(row.person_id),
            kind=row.kind,
            words=row.words,
            raised_at=row.raised_at,
            level=row.level,
            by=names.name(row.raised_by) if row.raised_by else "",
            reach=names.reach(row.person_id),
            claimer=names.name(row.claimed_by) if row.claimed_by else "",
            claimed_at=row.claimed_at,
            outcome=row.outcome,
        )


def take(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """The affair `concerns`: each of these has come to its next step."""
    at = _Round(conn, community, now, concerns_due.claim(conn, ids, now))
    for row in at.rows:
        if row.why_done:
            _announce(at, row)
        elif row.id in at.seconded:
            _wait_behind(at, row)
        else:
            seen = Ticking(row.level, row.raised_at, row.step, row.claimed_by is not None)
            _step(at, row, clock.tick(seen, now, at.hours))
    _gather(at)
    if at.unguarded:
        _warn_that_nobody_is_on_duty(at)
    messages.queue(conn, at.texts)
    concern_events.add(conn, at.events)
    concerns_due.move_on(conn, at.moves)
    return len(at.rows)


def _wait_behind(at: _Round, row: sa.Row[Any]) -> None:
    """An older one about the same person is being seen to just now: nobody is told twice. What is
    new in it has been said by the turn that raised it, or is said once.
    """
    if row.step == clock.TOLD_BY_TURN:
        _begun(at, row)
    elif row.step == 0:
        _to_duty(at, row)
    again = at.now + clock.NOT_CLAIMED
    at.moves.append({"row_id": row.id, "new_step": max(row.step, 1), "at": again})


def _step(at: _Round, row: sa.Row[Any], tick: Tick) -> None:
    at.moves.append({"row_id": row.id, "new_step": tick.step, "at": tick.next_at})
    does = _STEPS.get(tick.to)
    if does:
        does(at, row)


# ── whom each step tells ────────────────────────────────────────────────────────────────────


def _begun(at: _Round, row: sa.Row[Any]) -> None:
    """The turn has told them; where it could tell nobody, we try at once."""
    if not _heard(at, row) and row.level == URGENT:
        _to_duty(at, row)
    elif row.level != LOOK and not at.team.on_duty:
        at.unguarded = True


def _to_duty(at: _Round, row: sa.Row[Any]) -> None:
    told = at.team.first(row.person_id)
    others = [each for each in told if each[0] != row.raised_by]
    at.unguarded = at.unguarded or not at.team.on_duty
    _tell(at, row, others or told, f"tell.{row.kind}", concern_events.TOLD)


def _to_next(at: _Round, row: sa.Row[Any]) -> None:
    """The next who has not heard of it; where everybody has, everybody once more."""
    fresh = [each for each in at.team.in_turn if each not in {*_heard(at, row), row.person_id}]
    if fresh:
        whom = at.team.where(fresh[:1])
        _tell(at, row, whom, f"tell.{row.kind}", concern_events.ESCALATED)
    else:
        _to_everybody(at, row)


def _to_everybody(at: _Round, row: sa.Row[Any]) -> None:
    """Every coordinator, and whoever else has heard of it."""
    ids = dict.fromkeys([*at.team.everybody, *_heard(at, row)])
    there = [each for each in at.team.where(ids) if each[1] and each[0] != row.person_id]
    others = [each for each in there if each[0] != row.claimed_by]  # who has it was asked before
    whom = others or there or at.team.first(row.person_id)
    if row.level != URGENT:
        _for_later(at, row, whom, concern_events.ESCALATED)
        return
    key = once_more(row.kind, row.claimed_by is not None)
    _tell(at, row, whom, key, concern_events.ESCALATED)


def _to_reminded(at: _Round, row: sa.Row[Any]) -> None:
    heard = [each for each in at.team.where(_heard(at, row)) if each[1]]
    _for_later(at, row, heard or at.team.first(row.person_id))


def _to_claimer(at: _Round, row: sa.Row[Any]) -> None:
    [claimer] = at.team.where([row.claimed_by])
    if claimer[1] is None:
        _to_everybody(at, row)
    else:
        _tell(at, row, [claimer], HOW_IS_IT, concern_events.REMINDED)


def _in_hand(at: _Round, row: sa.Row[Any]) -> None:
    """Whoever has heard of it, or tried to claim it, hears who has it: they can rest."""
    others = [each for each in _heard(at, row) if each not in (row.claimed_by, row.person_id)]
    messages.drop_told(at.conn, row.person_id, others)
    others += [
        each
        for each in concerns_due.too_late(at.conn, row.id)
        if each not in (row.claimed_by, *others)
    ]
    _tell(at, row, at.team.where(others), IN_HAND, concern_events.IN_HAND)
    if row.kind == "urgent" and row.raised_by is None and row.person_id != row.claimed_by:
        _comfort(at, row)


def _comfort(at: _Round, row: sa.Row[Any]) -> None:
    """Whoever called for help hears who has read it, while they wait: it is so, so it is said."""
    [them] = at.team.where([row.person_id])
    said = any((each["person_id"], each["key"]) == (them[0], SOMEBODY_HAS_IT) for each in at.texts)
    if said or them[1] is None or at.now - row.raised_at > COMFORT_WITHIN:
        return
    words = Words(concerns_due.language_of(at.conn, row.person_id), at.words.overrides)
    text = words.say(SOMEBODY_HAS_IT, telling(at.seen(row), at.community.name, at.now))
    at.texts.append(line(at.community, them, SOMEBODY_HAS_IT, text, Priority.REPLY, at.now))


def _announce(at: _Round, row: sa.Row[Any]) -> None:
    """It is over, and it is good news: whoever had heard of it hears that too."""
    others = [each for each in _heard(at, row) if each != row.person_id]
    messages.drop_told(at.conn, row.person_id, others)
    _tell(at, row, at.team.where(others), OVER, concern_events.IN_HAND)
    concerns.close(at.conn, [row.id], row.person_id, row.outcome, row.why_done, at.now)


def _long_ago(at: _Round, row: sa.Row[Any]) -> None:
    concerns.close(at.conn, [row.id], None, "", "long_ago", at.now)


def _to_gathered(at: _Round, row: sa.Row[Any]) -> None:
    _for_later(at, row, at.team.first(row.person_id))


def _for_later(
    at: _Round, row: sa.Row[Any], whom: To, event: str = concern_events.REMINDED
) -> None:
    """These are reminded of it, in one text with whatever else they are reminded of just now."""
    there = [each for each, where in whom if where is not None]
    for each in there:
        at.gathered.setdefault(each, []).append(row)
    _happened(at, row, event, there)


_STEPS: Final[Mapping[clock.To, Callable[[_Round, sa.Row[Any]], None]]] = {
    clock.To.BEGUN: _begun,
    clock.To.DUTY: _to_duty,
    clock.To.NEXT: _to_next,
    clock.To.EVERYBODY: _to_everybody,
    clock.To.REMINDED: _to_reminded,
    clock.To.CLAIMER: _to_claimer,
    clock.To.IN_HAND: _in_hand,
    clock.To.GATHERED: _to_gathered,
    clock.To.CLOSED: _long_ago,
}


def _heard(at: _Round, row: sa.Row[Any]) -> list[int]:
    return at.heard.get(row.id, [])


# ── in which words ──────────────────────────────────────────────────────────────────────────


def _tell(at: _Round, row: sa.Row[Any], whom: To, key: str, event: str) -> None:
    """These are told of it, at once if it is urgent."""
    there = [each for each in whom if each[1] is not None]
    if not there:
        if event != concern_events.IN_HAND:
            if row.person_id not in at.team.in_turn:  # who coordinates alone is no fault
                log.error("nobody_to_tell_of_a_concern", person=row.person_id, level=row.level)
            _happened(at, row, concern_events.NOBODY, [None])
        return
    in_full = key.startswith("tell.") or event == concern_events.ESCALATED
    text = at.words.say(key, telling(at.seen(row, in_full=in_full), at.community.name, at.now))
    priority = Priority.DANGER if row.level == URGENT else Priority.REMINDER
    repeated = event == concern_events.ESCALATED and not key.startswith("tell.")
    said = {(each["person_id"], each["about_id"], each["key"]) for each in at.texts}
    for each in there:
        if (each[0], row.person_id, key) in said:
            continue  # of two concerns about one person that come to this at once
        text_row = line(at.community, each, key, text, priority, at.now, row.person_id)
        at.texts.append({**text_row, **({"expires_at": at.now + clock.AGAIN} if repeated else {})})
    _happened(at, row, event, [each for each, _ in there])


def _happened(at: _Round, row: sa.Row[Any], kind: str, who: Iterable[int | None]) -> None:
    same = {"community_id": row.community_id, "concern_id": row.id, "kind": kind, "at": at.now}
    at.events += [{**same, "who_id": each, "words": ""} for each in who]


# ── several in one text ─────────────────────────────────────────────────────────────────────


def _gather(at: _Round) -> None:
    """Whatever somebody is reminded of at one moment is one text."""
    for each in at.team.where(at.gathered):
        rows = at.gathered[each[0]]
        first = at.seen(rows[0])
        alone = len({row.person_id for row in rows}) == 1 and first.level == TODAY
        if alone:
            key, values = STILL, telling(first, at.community.name, at.now)
        else:
            seen = [at.seen(row) for row in rows]
            key, values = GATHERED, gathered(seen, at.now, at.community.zone)
        text, about = at.words.say(key, values), rows[0].person_id if alone else None
        at.texts.append(line(at.community, each, key, text, Priority.REMINDER, at.now, about))


def _warn_that_nobody_is_on_duty(at: _Round) -> None:
    """Loudly, but once a day; once a week where nobody has ever been on duty. Where one person
    coordinates, they are on duty all the time.
    """
    whom = [each for each in at.team.where(at.team.everybody) if each[1] is not None]
    if len(whom) <= ALONE:
        return
    log.warning("nobody_on_duty", coordinators=len(whom))
    key, used = "rota.nobody", duty.was_used(at.conn, at.community.id)
    within = clock.A_DAY if used else clock.A_WEEK
    if concerns_due.said_within(at.conn, at.community, key, at.now - within):
        return
    text = at.words.say(key, {"project": at.community.name})
    for each in whom:
        row = line(at.community, each, key, text, Priority.REMINDER, at.now)
        at.texts.append({**row, "due_at": at.now + clock.WARNED_AFTER})
