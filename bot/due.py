"""What falls due, inside its transaction: nudges, and questions that nobody answered."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import sqlalchemy as sa

from bot import knowing, sights, turns
from bot.arrivals import Flows
from bot.knowing import Known, Taken
from bot.logs import get_logger
from bot.seeing import Wish
from flows import broken, by_hand, router
from flows.engine import Conversation, Turn
from flows.facts import NudgePlanned
from flows.world import Week, World
from store import claiming, conversations, messages, needs, nudges
from store.communities import Community
from store.conversations import Saved
from store.messages import Asked
from store.nudges import Due

log = get_logger(__name__)

WAITING: Final = ("queued", "claimed")
LOST: Final = ("undelivered", "failed")
NOWHERE: Final = ("address", "nowhere to send it")
"""Why a message was skipped that somebody would have got, had we known where they are."""
LOOK_AGAIN: Final = timedelta(hours=1)
"""How soon we look again at a question that still waits to be sent."""

Work = Callable[[sa.Connection, Community, Flows, Collection[int], datetime], int]
"""Takes what is due for these people. Returns for how many of them something was done."""


def take_nudges(
    conn: sa.Connection, community: Community, flows: Flows, ids: Collection[int], now: datetime
) -> int:
    """The nudges that are due, for those of these people whom nobody else is busy with."""
    known = knowing.load(conn, community, ids, now, wait=False, began_by_us=True)
    first: dict[int, Due] = {}
    for due in nudges.due_for(conn, list(known), now) if known else []:
        first.setdefault(due.person_id, due)  # one at a time: the next round sees what it led to
    known = {**known, **_weeks(conn, flows, community, known, first, now)}
    known = sights.show(conn, community, known, _nudge_wishes(flows, known, first, now), now)
    taken: dict[int, Taken] = {}
    settled = []
    for due in first.values():
        each = taken[due.person_id] = _take_nudge(flows, known[due.person_id], due, now)
        state = "quarantined" if each.broke else "skipped" if each.turn.skipped else "fired"
        reason = each.broke or each.turn.skipped
        settled.append({"row_id": due.id, "state": state, "reason": reason})
    nudges.settle(conn, settled, now)
    turns.save(conn, community, list(taken.values()), now)
    return len(taken)


def _weeks(
    conn: sa.Connection,
    flows: Flows,
    community: Community,
    known: Mapping[int, Known],
    first: Mapping[int, Due],
    now: datetime,
) -> dict[int, Known]:
    """What we began this week with each of those whose nudge can wait for a better one."""
    asked = [each for each, due in first.items() if router.can_wait(flows, due.purpose)]
    spent = claiming.spent_by(conn, asked, now)
    basics = needs.needs_first(conn, asked, now) if asked else frozenset[int]()
    shown = {}
    for each in asked:
        world = known[each].world
        week = Week(tuple(spent.get(each, ())), world.person.next_hello_at, community.budget)
        world = replace(world, week=week, needs_first=each in basics)
        shown[each] = replace(known[each], world=world)
    return shown


def _nudge_wishes(
    flows: Flows, known: Mapping[int, Known], first: Mapping[int, Due], now: datetime
) -> dict[int, Wish]:
    """What the nudges that will be used may look at: most that can wait are not used just now."""
    wishes = {}
    for each, due in first.items():
        one, flow = known[each], router.begins(flows, due.purpose)
        late, planned = due.too_late(now), _planned(due)
        if flow and not router.reason_not_to(flows, planned, late, one.conversation, one.world):
            wishes[each] = Wish(flow.sees, due.subject)
    return wishes


def _planned(due: Due) -> NudgePlanned:
    return NudgePlanned(due.purpose, due.due_at, timedelta(seconds=due.late_by), due.subject)


def _take_nudge(flows: Flows, known: Known, due: Due, now: datetime) -> Taken:
    late, planned = due.too_late(now), _planned(due)

    def turn(conversation: Conversation | None, world: World) -> Turn:
        return router.due(flows, planned, late, conversation, world)

    return turns.take(known, turn, if_broken=partial(broken.nudge, due.purpose, due.due_at))


def take_silences(
    conn: sa.Connection, community: Community, flows: Flows, ids: Collection[int], now: datetime
) -> int:
    """Open questions that have waited long enough since they were really sent."""
    known = knowing.load(conn, community, ids, now, wait=False, began_by_us=True)
    quiet = [each for each, one in known.items() if _has_waited(one, now)]
    wishes = {each: _open_wish(flows, known[each]) for each in quiet}
    known = sights.show(conn, community, known, wishes, now)
    open_ones = [known[one].saved for one in quiet]
    asked = messages.last_asked(conn, {one.person_id: one.wordings for one in open_ones if one})
    taken, waiting = [], []
    for each in (known[one] for one in quiet):
        assert each.saved is not None
        until, turn = _waited(flows, each.saved, asked.get(each.saved.person_id), now)
        if until is not None:
            waiting.append({"row_id": each.saved.id, "until": until})
        else:
            unanswered = turn not in (_not_arrived, _held_back)
            taken.append(turns.take(each, turn, if_broken=broken.silence, unanswered=unanswered))
    conversations.wait_until(conn, waiting)
    turns.save(conn, community, taken, now)
    return len(taken) + len(waiting)


def _has_waited(known: Known, now: datetime) -> bool:
    saved = known.saved
    return saved is not None and saved.silent_at is not None and saved.silent_at <= now


def _open_wish(flows: Flows, known: Known) -> Wish:
    talk = known.conversation
    assert talk is not None
    sees = flows[talk.flow].sees if talk.flow in flows else frozenset[str]()
    return Wish(sees, talk.subject, talk.answers)


def _waited(
    flows: Flows, saved: Saved, asked: Asked | None, now: datetime
) -> tuple[datetime | None, turns.Take]:
    """Until when to go on waiting (None: no longer), and what follows when that is over.

    The clock starts when the question was really sent; one that waits in the outbox is not
    unanswered, and one that could not be delivered is no silence. One that nobody knows the
    outcome of counts from when it was tried: else it would keep its person waiting for ever.
    """
    silent = partial(_silent, flows)
    if router.silently_asked(flows, saved.flow, saved.step):
        return None, silent
    if asked is None or asked.state in LOST or asked.reason in NOWHERE:
        return None, _not_arrived
    if asked.state in ("skipped", "expired"):
        return None, _held_back
    if asked.state in WAITING:
        return now + LOOK_AGAIN, silent
    since = asked.sent_at or asked.claimed_at or now
    until = since + router.patience(flows, saved.flow, saved.step)
    return (until if until > now else None), silent


def _not_arrived(conversation: Conversation | None, world: World) -> Turn:
    return by_hand.not_arrived(world)


def _held_back(conversation: Conversation | None, world: World) -> Turn:
    """We did not ask after all (a pause, a full week): nobody was silent, and nobody is told."""
    return Turn(None)


def _silent(flows: Flows, conversation: Conversation | None, world: World) -> Turn:
    return router.silent(flows, conversation, world) if conversation else Turn(None)


# ── what breaks its transaction all by itself ───────────────────────────────────────────────


def give_up_on(conn: sa.Connection, community: Community, person_id: int, now: datetime) -> int:
    """Set aside what is due for this person, let somebody know, and plan the next hello."""
    known = knowing.load(conn, community, [person_id], now, began_by_us=True)
    due = nudges.due_for(conn, list(known), now)
    count = set_aside(conn, person_id, now)
    for each in known.values():
        turns.save(conn, community, [turns.take(each, _given_up(due))], now)
    return count


def _given_up(due: list[Due]) -> turns.Take:
    if not due:
        return broken.silence
    first = min(due, key=lambda each: each.purpose != "hello")
    return partial(broken.nudge, first.purpose, first.due_at)


def set_aside(conn: sa.Connection, person_id: int, now: datetime) -> int:
    """Nothing that is due for this person is tried again. Returns how much it was."""
    due = nudges.due_for(conn, [person_id], now)
    nudges.settle(
        conn, [{"row_id": each.id, "state": "quarantined", "reason": "broke"} for each in due], now
    )
    saved = conversations.open_with(conn, [person_id]).values()
    silent = [talk.id for talk in saved if talk.silent_at is not None and talk.silent_at <= now]
    conversations.end(conn, silent, now)
    return len(due) + len(silent)
