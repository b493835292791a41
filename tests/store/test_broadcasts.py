"""Broadcasts in the outbox: nobody twice, stopped at once, never too late, and counted to the last.

Every story here is told on both databases.
"""

import asyncio
from datetime import datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from flows.world.broadcasts import CALLED_OFF, CHANGE, MARGIN, WAITING
from store import broadcasts, outbox, replies
from store.broadcast_planning import plan_chunk
from store.database import Database
from store.messages import message
from store.nudges import nudge
from store.outbox import Speaker
from store.replies import broadcast_reply
from tests.store.broadcasting import DAY, FRIDAY, Hall
from tests.store.people_of_the_house import MINUTE, NOON, rows_of

pytestmark = pytest.mark.anyio

A_SECOND_EACH = Speaker("sms", "+447700900900", 0, 1, 1.0, lambda text: 1)


@pytest.fixture
async def hall(database: Database) -> Hall:
    return await Hall.opened(database)


# ── planning ────────────────────────────────────────────────────────────────────────────────


async def test_it_goes_to_everybody_once_at_its_own_urgency(hall: Hall) -> None:
    await hall.people([{"name": "Rose"}, {"name": "Dilys"}])
    told = await hall.tell()
    await hall.steps()
    rows = await hall.messages(told)
    assert [row.text.split(",")[0] for row in rows] == ["Hello Rose", "Hello Dilys"]
    assert {(row.priority, row.starts, row.state) for row in rows} == {(3, True, "queued")}
    assert {row.expires_at for row in rows} == {FRIDAY - MARGIN["event"]}
    assert await hall.send() == 2
    assert (await hall.tally(told)).sent == 2


async def test_a_crash_between_two_stretches_goes_on_where_it_was(hall: Hall) -> None:
    await hall.people([{}] * 8)
    told = await hall.tell()
    await hall.step(at_once=3)
    assert len(await hall.messages(told)) in (2, 3)  # whoever tells it may be one of the first
    again = Hall(hall.database, hall.house)  # nothing of it was kept in memory
    await again.steps(at_once=3)
    assert (await hall.tally(told)).planned == 8


async def test_a_crash_within_a_stretch_leaves_nothing_of_it(hall: Hall) -> None:
    await hall.people([{}] * 3)
    told = await hall.tell()

    def crash(conn: sa.Connection) -> None:
        plan_chunk(conn, told, NOON)
        raise RuntimeError("crash")

    with pytest.raises(RuntimeError):
        await hall.write(crash)
    assert await hall.messages(told) == []
    await hall.steps()
    assert (await hall.tally(told)).planned == 3


async def test_two_planners_at_once_plan_nobody_twice(hall: Hall) -> None:
    await hall.people([{}] * 20)
    told = await hall.tell()
    await asyncio.gather(*(hall.steps(at_once=3) for _ in range(3)))
    rows = await hall.messages(told)
    assert len(rows) == len({row.person_id for row in rows}) == 20


async def test_a_stretch_that_is_planned_twice_is_there_once(hall: Hall) -> None:
    await hall.people([{}] * 3)
    told = await hall.tell()
    await hall.steps()
    back = sa.update(broadcasts.broadcast).values(state="planning", up_to=0)
    await hall.write(lambda conn: conn.execute(back))
    assert await hall.write(partial(plan_chunk, broadcast_id=told, now=NOON))
    assert len(await hall.messages(told)) == 3


async def test_who_joins_meanwhile_is_not_in_it(hall: Hall) -> None:
    await hall.people([{}] * 4)
    told = await hall.tell()
    await hall.step(at_once=3)
    await hall.person(created_at=NOON + MINUTE, joined_at=NOON + MINUTE)
    await hall.steps(NOON + 2 * MINUTE, at_once=3)
    assert (await hall.tally(told)).planned == 4


async def test_who_says_stop_meanwhile_is_skipped_whether_planned_or_not(hall: Hall) -> None:
    people = await hall.people([{}] * 6)
    told = await hall.tell()
    await hall.step(at_once=3)
    await hall.change(people[0], stopped_at=NOON)  # planned already
    await hall.change(people[-1], stopped_at=NOON)
    await hall.steps(at_once=3)
    await hall.send()
    tally = await hall.tally(told)
    assert (tally.sent, tally.skipped) == (4, {"stop": 2})


async def test_what_waits_for_a_second_yes_plans_nobody(hall: Hall) -> None:
    ana, ben, _ = await hall.people([{"roles": ("coordinator",)}] * 2 + [{}])
    told = await hall.tell(by=ana, state=WAITING)
    await hall.steps()
    assert await hall.messages(told) == []
    approve = partial(broadcasts.approve, broadcast_id=told, now=NOON)
    assert not await hall.write(partial(approve, by=ana)), "her own yes is no second one"
    assert await hall.write(partial(approve, by=ben))
    assert not await hall.write(partial(approve, by=ben)), "a yes counts once"
    await hall.steps()
    assert (await hall.tally(told)).planned == 1


async def test_a_refused_one_never_goes(hall: Hall) -> None:
    ana, ben, _ = await hall.people([{"roles": ("coordinator",)}] * 2 + [{}])
    told = await hall.tell(by=ana, state=WAITING)
    assert await hall.write(partial(broadcasts.refuse, broadcast_id=told, now=NOON))
    assert not await hall.write(partial(broadcasts.approve, broadcast_id=told, by=ben, now=NOON))
    assert not await hall.write(partial(broadcasts.go_on, broadcast_id=told, now=NOON))


async def test_a_yes_that_comes_too_late_sends_nothing(hall: Hall) -> None:
    ben, _ = await hall.people([{"roles": ("coordinator",)}, {}])
    told = await hall.tell(state=WAITING)
    late = partial(broadcasts.approve, broadcast_id=told, by=ben, now=FRIDAY - 20 * MINUTE)
    assert not await hall.write(late)


# ── held, let go on, called back ────────────────────────────────────────────────────────────


async def test_nothing_goes_from_the_moment_it_is_held(hall: Hall) -> None:
    await hall.people([{}] * 5)
    told = await hall.tell()
    await hall.steps()
    assert await hall.send(room=2) == 2
    assert await hall.write(partial(broadcasts.hold, broadcast_id=told, now=NOON))
    assert await hall.send() == 0, "at once, before any row was touched"
    await hall.steps()
    assert await hall.send(NOON + DAY) == 0
    assert (await hall.tally(told)).queued == 3


async def test_what_was_held_goes_on_where_it_was(hall: Hall) -> None:
    await hall.people([{}] * 8)
    told = await hall.tell()
    await hall.step(at_once=3)
    await hall.write(partial(broadcasts.hold, broadcast_id=told, now=NOON))
    await hall.steps(at_once=3)
    planned = (await hall.tally(told)).planned
    assert planned < 8, "nor is anything more planned"
    assert await hall.write(partial(broadcasts.go_on, broadcast_id=told, now=NOON))
    await hall.steps(at_once=3)
    assert await hall.send() == 8


async def test_nothing_goes_once_it_is_killed_and_everybody_is_counted(hall: Hall) -> None:
    await hall.people([{}] * 5 + [{"said": "no"}])
    told = await hall.tell()
    await hall.steps()
    assert await hall.send(room=2) == 2
    assert await hall.write(partial(broadcasts.kill, broadcast_id=told, now=NOON))
    assert await hall.send() == 0
    await hall.steps()
    tally = await hall.tally(told)
    assert (tally.sent, tally.skipped) == (2, {"killed": 3, "said no": 1})
    assert tally.adds_up


@pytest.mark.parametrize(
    ("before", "hold", "go_on", "kill"),
    [
        ("planning", True, False, True),
        ("sending", True, False, True),
        ("paused", False, True, True),
        ("waiting", False, False, True),
        ("done", False, False, False),
        ("killed", False, False, False),
        ("over", False, False, False),
    ],
)
async def test_in_each_state_it_is_stopped_or_it_is_clear_that_it_is_over(
    hall: Hall, before: str, hold: bool, go_on: bool, kill: bool
) -> None:
    for change, works in (
        (broadcasts.hold, hold),
        (broadcasts.go_on, go_on),
        (broadcasts.kill, kill),
    ):
        told = await hall.tell()
        to = sa.update(broadcasts.broadcast).where(broadcasts.broadcast.c.id == told)
        await hall.write(lambda conn, to=to: conn.execute(to.values(state=before)))
        assert await hall.write(partial(change, broadcast_id=told, now=NOON)) is works


async def test_what_is_in_the_air_is_waited_for_before_it_is_counted(hall: Hall) -> None:
    await hall.people([{}] * 2)
    told = await hall.tell()
    await hall.steps()
    (one,) = await hall.claim(room=1)
    await hall.write(partial(broadcasts.kill, broadcast_id=told, now=NOON))
    await hall.steps()
    assert await _tallied(hall) == []
    sent = outbox.Outcome(one.id, one.address_id, "sent", "SM1", attempt=one.attempts)
    record = partial(outbox.record, outcomes=[sent], now=NOON, same_address=timedelta(0))
    await hall.write(record)
    await hall.steps(NOON + 2 * MINUTE)
    assert await _tallied(hall) == [told]


async def _tallied(hall: Hall) -> list[int]:
    rows = await rows_of(hall.database, nudge)
    return [row.subject for row in rows if row.purpose == "broadcast_tally"]


# ── its end ─────────────────────────────────────────────────────────────────────────────────


async def test_nothing_goes_once_the_event_is_about_to_begin(hall: Hall) -> None:
    await hall.people([{}] * 3)
    told = await hall.tell()
    await hall.steps()
    late = FRIDAY - MARGIN["event"]
    assert await hall.send(room=1) == 1
    assert await hall.send(late) == 0
    await hall.steps(late)
    assert (await hall.get(told)).state == "over"
    tally = await hall.tally(told)
    assert (tally.sent, tally.expired) == (1, {"too late": 2})
    assert await _tallied(hall) == [told]


async def test_one_that_was_held_too_long_is_over(hall: Hall) -> None:
    await hall.people([{}] * 3)
    told = await hall.tell()
    await hall.steps()
    await hall.write(partial(broadcasts.hold, broadcast_id=told, now=NOON))
    await hall.steps()
    assert not await hall.write(partial(broadcasts.go_on, broadcast_id=told, now=FRIDAY))
    await hall.steps(FRIDAY)
    assert (await hall.tally(told)).expired == {"too late": 3}


async def test_it_is_told_how_it_went_once_all_have_come_to_an_end(hall: Hall) -> None:
    await hall.people([{}] * 2)
    told = await hall.tell()
    await hall.steps()
    await hall.send(state="failed")
    await hall.steps(NOON + 2 * MINUTE)
    row = await hall.row(told)
    assert (row.state, row.look_at) == ("done", None)
    assert (await hall.tally(told)).failed == 2
    assert await _tallied(hall) == [told]


async def test_whose_week_is_full_gets_none_and_that_is_the_reason(hall: Hall) -> None:
    who, _ = await hall.people([{}, {}])
    await _spend(hall, who, NOON - DAY, NOON - 2 * DAY)
    told = await hall.tell(at=NOON + 2 * DAY)
    await hall.steps()
    assert await hall.send() == 1
    assert (await hall.tally(told)).expired == {"week full": 1}


async def test_it_waits_for_room_where_there_will_be_some_in_time(hall: Hall) -> None:
    who = await hall.person()
    await _spend(hall, who, NOON - 6 * DAY, NOON - 5 * DAY)
    told = await hall.tell()
    await hall.steps()
    assert await hall.send() == 0
    assert (await hall.tally(told)).queued == 1
    assert await hall.send(NOON + DAY) == 1


async def _spend(hall: Hall, who: int, *moments: datetime) -> None:
    """We have begun something with them at these moments."""
    rows = [
        {"community_id": hall.house.id, "person_id": who, "direction": "out", "channel": "sms",
         "text": "hello", "state": "delivered", "at": at, "claimed_at": at, "starts": True}
        for at in moments
    ]  # fmt: skip
    await hall.write(lambda conn: conn.execute(sa.insert(message), rows))


# ── an event that changes ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", [CHANGE, CALLED_OFF])
async def test_a_change_goes_to_exactly_those_who_would_come(hall: Hall, kind: str) -> None:
    people = await hall.people([{}, {"said": "no"}, {"paused_at": NOON}, {}, {}])
    told = await hall.tell()
    await hall.steps()
    await hall.send(room=1)
    said = dict(zip(people, ("coming", "maybe", "listed", "no"), strict=False))
    await _answers(hall, told, said)
    news = await hall.tell(kind=kind, of=told, texts={"en": "It is off, {name}"})
    await hall.steps()
    rows = await hall.messages(news)
    assert {row.person_id for row in rows} == set(people[:3])
    assert {(row.state, row.starts, row.priority) for row in rows} == {("queued", False, 2)}
    assert await hall.send() == 3, "it is news of their own day: a pause does not keep it"
    assert (await hall.tally(told)).skipped["killed"] > 0, "no invitation goes with the old time"


async def _answers(hall: Hall, told: int, said: dict[int, str]) -> None:
    rows = [
        {"community_id": hall.house.id, "broadcast_id": told, "person_id": who,
         "answer": answer, "answered_at": NOON, "words": answer}
        for who, answer in said.items()
    ]  # fmt: skip
    columns = set(broadcast_reply.c.keys())
    known = [{key: row[key] for key in row if key in columns} for row in rows]
    await hall.write(lambda conn: conn.execute(sa.insert(broadcast_reply), known))


async def test_the_tally_has_the_answers(hall: Hall) -> None:
    people = await hall.people([{}] * 4)
    told = await hall.tell()
    await _answers(hall, told, dict(zip(people, ("coming", "coming", "no", "maybe"), strict=True)))
    counted = await hall.database.read(partial(replies.counts, ids=[told]))
    tally = await hall.tally(told)
    assert (tally.coming, tally.maybe, tally.no) == (2, 1, 1)
    assert counted[told]["coming"] == 2


# ── pace ────────────────────────────────────────────────────────────────────────────────────


async def _reply(hall: Hall, told: int, now: datetime, priority: int = 1) -> None:
    (first, *_) = await hall.messages(told)
    row = {"community_id": hall.house.id, "person_id": first.person_id, "direction": "out",
           "address_id": first.address_id, "channel": "sms", "text": "a reply",
           "state": "queued", "at": now, "due_at": now, "priority": priority}  # fmt: skip
    await hall.write(lambda conn: conn.execute(sa.insert(message).values(**row)))


async def test_a_reply_goes_first_and_does_not_wait_for_a_broadcasts_turn(hall: Hall) -> None:
    await hall.people([{}] * 3)
    told = await hall.tell()
    await hall.steps()
    at = NOON
    sent = await hall.claim(at, speaker=A_SECOND_EACH)
    assert [each.priority for each in sent] == [3]
    await hall.write(partial(outbox.release, ids=[sent[0].id]))  # that address is free again
    await _reply(hall, told, at)
    at += timedelta(milliseconds=100)
    assert [each.priority for each in await hall.claim(at, speaker=A_SECOND_EACH)] == [1]
    at = NOON + timedelta(seconds=1)
    assert await hall.claim(at, speaker=A_SECOND_EACH) == [], "its time comes off the broadcast's"
    at = NOON + timedelta(seconds=2)
    assert [each.priority for each in await hall.claim(at, speaker=A_SECOND_EACH)] == [3]


async def test_a_broadcast_leaves_room_in_the_air(hall: Hall) -> None:
    await hall.people([{}] * 10)
    await hall.tell()
    await hall.steps()
    assert len(await hall.claim(room=6, spare=2)) == 4


async def test_what_is_put_off_is_put_off_a_little_at_a_time(hall: Hall) -> None:
    """At eight in the evening all the rest is: nobody's reply waits for that."""
    await hall.people([{}] * 5)
    told = await hall.tell()
    await hall.steps()
    night = NOON + timedelta(hours=10)
    one = Speaker("sms", "+447700900900", 0, 1, 3.9, lambda text: 1)  # two are looked at
    assert await hall.claim(night, speaker=one, rounds=1) == []
    late = [row for row in await hall.messages(told) if row.due_at > night]
    assert len(late) == 2
    assert await hall.claim(night, speaker=one) == []
    late = [row for row in await hall.messages(told) if row.due_at > night]
    assert len(late) == 5


async def test_at_night_it_is_planned_for_the_morning(hall: Hall) -> None:
    await hall.person()
    night = NOON + timedelta(hours=10)
    told = await hall.tell(night)
    await hall.steps(night)
    (row,) = await hall.messages(told)
    assert row.due_at == NOON + timedelta(hours=20)  # eight in the morning, in summer time


# ── a text that did not arrive ──────────────────────────────────────────────────────────────


async def test_one_that_is_tried_again_is_one_in_the_tally_and_counts_once(hall: Hall) -> None:
    who = await hall.person()
    told = await hall.tell()
    await hall.steps()
    (one,) = await hall.claim()
    news = outbox.News("sms", "SM1", "undelivered", one.id)
    await hall.write(partial(outbox.hear_of, news=[news], now=NOON))
    again = partial(outbox.send_again, message_id=one.id, now=NOON, due_at=NOON + MINUTE)
    await hall.write(again)
    assert (await hall.tally(told)).queued == 1
    await hall.write(partial(outbox.doubt, now=NOON + 5 * MINUTE))
    assert await hall.send(NOON + 5 * MINUTE) == 1
    tally = await hall.tally(told)
    assert (tally.planned, tally.sent) == (1, 1)
    mine = sa.select(sa.func.count()).where(message.c.person_id == who, message.c.starts)
    assert await hall.database.read(lambda conn: conn.execute(mine).scalar_one()) == 1
