"""Concerns fall due: the next of the team is told, and what happened is kept.

These texts are put in the outbox by the affair itself and are no turn of whoever gets them: what
is open on a coordinator's phone stays open, and danger waits for no lock of theirs.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from bot.rounds.concern_texts import Round, Row, finish, for_later, press, tell
from bot.rounds.telling import line
from flows.concerns import clock
from flows.concerns.clock import Tick, Ticking
from flows.concerns.in_words import HOW_IS_IT, IN_HAND, OVER, SOMEBODY_HAS_IT, telling
from flows.concerns.levels import LOOK, URGENT
from flows.words import Words
from flows.world import Priority
from store import concern_events, concerns, concerns_due, messages
from store.communities import Community

COMFORT_WITHIN: Final = timedelta(hours=2)
"""How long after a cry for help it is a comfort to hear that somebody has it."""


def take(conn: sa.Connection, community: Community, ids: Collection[int], now: datetime) -> int:
    """The affair `concerns`: each of these has come to its next step."""
    rows = concerns_due.claim(conn, ids, now)
    if any(clock.presses(_ticking(each)) for each in rows):
        soon = (community.id, [each.id for each in rows], now, now + clock.TOGETHER)
        rows += concerns_due.pressing(conn, *soon)
    at = Round(conn, community, now, rows)
    for row in at.rows:
        if row.why_done:
            _announce(at, row)
        elif row.id in at.seconded:
            _wait_behind(at, row)
        elif row.id in at.handed_on and row.claimed_by is None:
            _hand_on(at, row)
        else:
            _step(at, row, clock.tick(_ticking(row), now, at.hours))
    finish(at)
    messages.queue(conn, at.texts)
    concern_events.add(conn, at.events)
    concerns_due.move_on(conn, at.moves)
    return len(at.rows)


def _ticking(row: Row) -> Ticking:
    return Ticking(row.level, row.raised_at, row.step, row.claimed_by is not None)


def _wait_behind(at: Round, row: Row) -> None:
    """An older one about the same person is being seen to just now: nobody is told twice. What is
    new in it has been said by the turn that raised it, or is said once.
    """
    if row.step == clock.TOLD_BY_TURN:
        _begun(at, row)
    elif row.step == 0:
        _to_duty(at, row)
    again = at.now + clock.NOT_CLAIMED
    at.moves.append({"row_id": row.id, "new_step": max(row.step, 1), "at": again})


def _step(at: Round, row: Row, tick: Tick) -> None:
    at.moves.append({"row_id": row.id, "new_step": tick.step, "at": tick.next_at})
    does = _STEPS.get(tick.to)
    if does:
        does(at, row)


# ── whom each step tells ────────────────────────────────────────────────────────────────────


def _begun(at: Round, row: Row) -> None:
    """The turn has told them; where it could tell nobody, we try at once."""
    if not at.heard(row) and row.level == URGENT:
        _to_duty(at, row)
    elif row.level != LOOK and not at.team.on_duty:
        at.unguarded = True


def _to_duty(at: Round, row: Row) -> None:
    told = at.team.first(row.person_id)
    others = [each for each in told if each[0] != row.raised_by]
    at.unguarded = at.unguarded or not at.team.on_duty
    tell(at, row, others or told, f"tell.{row.kind}", concern_events.TOLD)


def _hand_on(at: Round, row: Row) -> None:
    """Whoever was told can't: somebody else who visits them is, else the team."""
    visitor = at.other_visitor(row)
    whom = at.team.where([visitor]) if visitor else at.team.first(row.person_id)
    others = [each for each in whom if each[0] not in at.heard(row)]
    tell(at, row, others or whom, f"tell.{row.kind}", concern_events.ESCALATED)
    at.moves.append({"row_id": row.id, "new_step": 1, "at": clock.reminder(at.now, at.hours)})


def _to_next(at: Round, row: Row) -> None:
    """The next who has not heard of it; where everybody has, everybody once more."""
    fresh = [each for each in at.team.in_turn if each not in {*at.heard(row), row.person_id}]
    if fresh:
        whom = at.team.where(fresh[:1])
        tell(at, row, whom, f"tell.{row.kind}", concern_events.ESCALATED)
    else:
        _to_everybody(at, row)


def _to_everybody(at: Round, row: Row) -> None:
    """Every coordinator, and whoever else has heard of it."""
    ids = dict.fromkeys([*at.team.everybody, *at.heard(row)])
    there = [each for each in at.team.where(ids) if each[1] and each[0] != row.person_id]
    others = [each for each in there if each[0] != row.claimed_by]  # who has it was asked before
    whom = others or there or at.team.first(row.person_id)
    if row.level == URGENT:
        press(at, row, whom)
    else:
        for_later(at, row, whom, concern_events.ESCALATED)


def _to_reminded(at: Round, row: Row) -> None:
    if visitor := at.other_visitor(row):  # one after the other, never both at once
        where = at.team.where([visitor])
        tell(at, row, where, f"tell.{row.kind}", concern_events.ESCALATED)
        return
    heard = [each for each in at.team.where(at.heard(row)) if each[1]]
    for_later(at, row, heard or at.team.first(row.person_id))


def _to_claimer(at: Round, row: Row) -> None:
    [claimer] = at.team.where([row.claimed_by])
    if claimer[1] is None:
        _to_everybody(at, row)
    else:
        tell(at, row, [claimer], HOW_IS_IT, concern_events.REMINDED)


def _in_hand(at: Round, row: Row) -> None:
    """Whoever has heard of it, or tried to claim it, hears who has it: they can rest."""
    others = [each for each in at.heard(row) if each not in (row.claimed_by, row.person_id)]
    messages.drop_told(at.conn, row.person_id, others)
    others += [
        each
        for each in concerns_due.too_late(at.conn, row.id)
        if each not in (row.claimed_by, *others)
    ]
    tell(at, row, at.team.where(others), IN_HAND, concern_events.IN_HAND)
    if row.kind == "urgent" and row.raised_by is None and row.person_id != row.claimed_by:
        _comfort(at, row)


def _comfort(at: Round, row: Row) -> None:
    """Whoever called for help hears who has read it, while they wait: it is so, so it is said."""
    [them] = at.team.where([row.person_id])
    said = any((each["person_id"], each["key"]) == (them[0], SOMEBODY_HAS_IT) for each in at.texts)
    if said or them[1] is None or at.now - row.raised_at > COMFORT_WITHIN:
        return
    words = Words(concerns_due.language_of(at.conn, row.person_id), at.words.overrides)
    text = words.say(SOMEBODY_HAS_IT, telling(at.seen(row), at.community.name, at.now))
    at.texts.append(line(at.community, them, SOMEBODY_HAS_IT, text, Priority.REPLY, at.now))


def _announce(at: Round, row: Row) -> None:
    """It is over, and it is good news: whoever had heard of it hears that too."""
    others = [each for each in at.heard(row) if each != row.person_id]
    messages.drop_told(at.conn, row.person_id, others)
    tell(at, row, at.team.where(others), OVER, concern_events.IN_HAND)
    concerns.close(at.conn, [row.id], row.person_id, row.outcome, row.why_done, at.now)


def _long_ago(at: Round, row: Row) -> None:
    concerns.close(at.conn, [row.id], None, "", "long_ago", at.now)


def _to_gathered(at: Round, row: Row) -> None:
    for_later(at, row, at.team.first(row.person_id))


_STEPS: Final[Mapping[clock.To, Callable[[Round, Row], None]]] = {
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
