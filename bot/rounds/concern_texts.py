"""One round of concerns: what it looks at, and the texts to the team that it leads to.

Who is reminded, or told once more, of several at one moment reads one text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa

from bot.logs import get_logger
from bot.office import office
from bot.rounds.telling import line
from bot.team import Team, To
from flows.concerns import clock
from flows.concerns.clock import Office
from flows.concerns.in_words import (
    GATHERED,
    SEVERAL,
    STILL,
    Seen,
    gathered,
    of_several,
    once_more,
    telling,
)
from flows.concerns.levels import NOT_RUNG, TODAY, URGENT
from flows.words import ENGLISH, Words
from flows.world import Priority
from store import communities, concern_events, concerns_due, duty, handed_on, pairings, unwanted
from store.communities import Community
from store.concerns_due import Names

log = get_logger(__name__)

Row = sa.Row[Any]

ALONE: Final = 1


@dataclass
class Round:
    """What one round looks at, and what it leads to."""

    conn: sa.Connection
    community: Community
    now: datetime
    rows: list[Row]
    texts: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    moves: list[dict[str, Any]] = field(default_factory=list)
    gathered: dict[int, list[Row]] = field(default_factory=dict)  # by who is reminded
    pressing: dict[int, list[Row]] = field(default_factory=dict)  # by who is told once more
    unguarded: bool = False  # somebody was told of something, and nobody is on duty

    @cached_property
    def handed_on(self) -> frozenset[int]:
        today = [row.id for row in self.rows if row.level == TODAY]
        return handed_on.waiting(self.conn, today)

    @cached_property
    def visitors(self) -> dict[int, list[int]]:
        return pairings.visitors_of(self.conn, {row.person_id for row in self.rows} - {None})

    def other_visitor(self, row: Row) -> int | None:
        """Who else visits them, where one who does was told; nobody of whom they said something."""
        visitors = self.visitors.get(row.person_id, [])
        there = [each for each, at in self.team.where(visitors) if at]
        found = handed_on.next_of(there, self.heard(row)) if len(there) > 1 else None
        of_visitor = found and unwanted.why(self.conn, [self.community.id], [row.person_id])
        return None if of_visitor else found

    @cached_property
    def team(self) -> Team:
        return Team(self.conn, self.community, self.now)

    @cached_property
    def _heard(self) -> dict[int, list[int]]:
        return concern_events.heard_of(self.conn, [each.id for each in self.rows])

    def heard(self, row: Row) -> list[int]:
        """Who has been told of it so far."""
        return self._heard.get(row.id, [])

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
    def hours(self) -> Office:
        return office(self.conn, self.community)

    def seen(self, row: Row, *, in_full: bool = False) -> Seen:
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


def happened(at: Round, row: Row, kind: str, who: Iterable[int | None]) -> None:
    """The history of this concern goes on."""
    same = {"community_id": row.community_id, "concern_id": row.id, "kind": kind, "at": at.now}
    at.events += [{**same, "who_id": each, "words": ""} for each in who]


def tell(at: Round, row: Row, whom: To, key: str, event: str) -> None:
    """These are told of it, at once if it is urgent."""
    there = [each for each in whom if each[1] is not None]
    if not there:
        if event != concern_events.IN_HAND:
            _nobody_there(at, row)
        return
    in_full = key.startswith("tell.") or event == concern_events.ESCALATED
    text = at.words.say(key, telling(at.seen(row, in_full=in_full), at.community.name, at.now))
    priority = Priority.DANGER if row.level == URGENT else Priority.REMINDER
    said = {(each["person_id"], each["about_id"], each["key"]) for each in at.texts}
    for each in there:
        if (each[0], row.person_id, key) in said:
            continue  # of two concerns about one person that come to this at once
        at.texts.append(line(at.community, each, key, text, priority, at.now, row.person_id))
    happened(at, row, event, [each for each, _ in there])


def _nobody_there(at: Round, row: Row) -> None:
    if row.person_id not in at.team.in_turn:  # who coordinates alone is no fault
        log.error("nobody_to_tell_of_a_concern", person=row.person_id, level=row.level)
    happened(at, row, concern_events.NOBODY, [None])


# ── several in one text ─────────────────────────────────────────────────────────────────────


def for_later(at: Round, row: Row, whom: To, event: str = concern_events.REMINDED) -> None:
    """These are reminded of it, in one text with whatever else they are reminded of just now."""
    _put_down(at, at.gathered, row, whom, event)


def press(at: Round, row: Row, whom: To) -> None:
    """These are told once more of something urgent, in one text with whatever else is so."""
    _put_down(at, at.pressing, row, whom, concern_events.ESCALATED)


def _put_down(at: Round, where: dict[int, list[Row]], row: Row, whom: To, event: str) -> None:
    there = [each for each, address in whom if address is not None]
    if not there and event == concern_events.ESCALATED:
        _nobody_there(at, row)
    for each in there:
        where.setdefault(each, []).append(row)
    happened(at, row, event, there)


def finish(at: Round) -> None:
    """The texts that hold several."""
    for each in at.team.where(at.pressing):
        _told_again(at, each)
    for each in at.team.where(at.gathered):
        _reminded(at, each)
    if at.unguarded:
        _warn_that_nobody_is_on_duty(at)


def _told_again(at: Round, to: tuple[int, Any]) -> None:
    rows = sorted(at.pressing[to[0]], key=lambda row: (row.kind not in NOT_RUNG, row.raised_at))
    seen = [at.seen(row, in_full=True) for row in rows]
    if len({row.person_id for row in rows}) == 1:
        key, about = once_more(rows[0].kind, rows[0].claimed_by is not None), rows[0].person_id
        text = at.words.say(key, telling(seen[0], at.community.name, at.now))
    else:
        key, about, text = SEVERAL, None, of_several(seen, at.words, at.now)
    row = line(at.community, to, key, text, Priority.DANGER, at.now, about)
    at.texts.append({**row, "expires_at": at.now + clock.AGAIN})


def _reminded(at: Round, to: tuple[int, Any]) -> None:
    rows = at.gathered[to[0]]
    first = at.seen(rows[0])
    alone = len({row.person_id for row in rows}) == 1 and first.level == TODAY
    if alone:
        key, values = STILL, telling(first, at.community.name, at.now)
    else:
        seen = [at.seen(row) for row in rows]
        key, values = GATHERED, gathered(seen, at.now, at.community.zone)
    text, about = at.words.say(key, values), rows[0].person_id if alone else None
    at.texts.append(line(at.community, to, key, text, Priority.REMINDER, at.now, about))


def _warn_that_nobody_is_on_duty(at: Round) -> None:
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
