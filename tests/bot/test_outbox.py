"""The outbox: every answer of a channel, news that comes later, and what nobody knows."""

import asyncio
import random
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channels import (
    Act,
    Found,
    OutcomeUnknown,
    Outgoing,
    Pace,
    Receipt,
    State,
    Status,
    Undeliverable,
)
from store import outbox
from store.concerns import concern
from store.database import Database
from store.messages import RANK, message
from store.people import address, person
from store.senders import sender
from tests.scripted import (
    ANA,
    BREAKS,
    MONDAY_NOON,
    ROSE,
    SAM,
    Moment,
    ScriptedChannel,
    Small,
    small,
)

pytestmark = pytest.mark.anyio

NIGHT = MONDAY_NOON.replace(hour=2)  # three in the morning in London


async def sent_once(parts: Small, answer: Any, **more: Any) -> sa.Row[Any]:
    """One message to Rose, which the channel answers like this."""
    parts.sms.answers[ROSE].append(answer)
    message_id = await parts.queue(ROSE, "hello", **more)
    await parts.outbox.work_off()
    return (await parts.rows(message.c.id == message_id))[0]


# ── what a channel can answer ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (Receipt("SM1"), "sent", ""),
        (Receipt("SM1", State.DELIVERED), "delivered", ""),
        (Undeliverable("21211", permanent=True), "failed", "refused"),
        (Undeliverable("no connection", permanent=False), "queued", ""),
        (Undeliverable("30008", permanent=False, tries=1), "failed", "gave up"),
        (Undeliverable("429", permanent=False, whole_sender=True), "queued", ""),
        (Undeliverable("expired", permanent=True), "expired", "too late"),
        (OutcomeUnknown("timeout"), "uncertain", "no answer"),
        (RuntimeError("a defect in a channel"), "uncertain", "no answer"),
    ],
)
async def test_every_answer_leaves_its_message_in_one_state(
    database: Database, answer: Any, state: str, reason: str
) -> None:
    row = await sent_once(await small(database), answer)
    assert (row.state, row.reason) == (state, reason)


async def test_what_fails_for_a_while_is_tried_again_for_hours_and_then_given_up(
    database: Database,
) -> None:
    parts = await small(database)
    parts.sms.answers[ROSE].extend([Undeliverable("30003", permanent=False)] * 400)
    await parts.queue(ROSE, "hello", priority=0)  # danger has no end of its own
    tries, began = 0, parts.now()
    while (await parts.out())[0].state == "queued":
        await parts.outbox.work_off()
        tries, row = tries + 1, (await parts.out())[0]
        parts.now.at = max(parts.now(), row.due_at)
    assert ((await parts.out())[0].state, (await parts.out())[0].reason) == ("failed", "gave up")
    assert tries > 10
    assert timedelta(hours=15) < parts.now() - began < timedelta(hours=30)


async def test_a_provider_that_named_a_time_is_left_alone_until_then(database: Database) -> None:
    parts = await small(database)
    wait = timedelta(minutes=7)
    row = await sent_once(parts, Undeliverable("429", permanent=False, retry_after=wait))
    assert row.due_at == MONDAY_NOON + wait


async def test_a_limit_of_the_senders_rests_the_sender_and_uses_no_message_up(
    database: Database,
) -> None:
    parts = await small(database)
    limit = Undeliverable("429", permanent=False, whole_sender=True, retry_after=timedelta(hours=1))
    await sent_once(parts, limit)
    await parts.queue(SAM, "hello")
    parts.now.on(minutes=59)
    assert await parts.outbox.work_off() == 0
    parts.now.on(minutes=2)
    assert await parts.outbox.work_off() == 2


async def test_a_fault_of_our_account_rests_every_sender_and_says_so(database: Database) -> None:
    both = ("+447700900998", "+447700900999")
    parts = await small(database, ScriptedChannel(senders=both))
    fault = Undeliverable("20003", permanent=False, act=Act.PAUSE_CHANNEL, alarm=True)
    row = await sent_once(parts, fault)
    assert row.state == "queued"
    assert {each.code for each in await parts.all(sender)} == {"20003"}
    assert len(await parts.all(sender)) == 2


async def test_an_opt_out_with_the_provider_is_a_stop_like_any_other(database: Database) -> None:
    parts = await small(database)
    waiting = await parts.queue(ROSE, "later", due_at=MONDAY_NOON + timedelta(hours=1))
    await sent_once(parts, Undeliverable("21610", permanent=True, act=Act.RECORD_STOP))
    (rose,) = await parts.all(person)
    assert rose.stopped_at == MONDAY_NOON
    (row,) = await parts.rows(message.c.id == waiting)
    assert (row.state, row.reason) == ("skipped", "stop")


@pytest.mark.parametrize(
    ("act", "state"), [(Act.FREEZE, "frozen"), (Act.UNREACHABLE, "unreachable")]
)
async def test_a_number_that_is_gone_is_closed_and_a_person_told(
    database: Database, act: Act, state: str
) -> None:
    parts = await small(database)
    await sent_once(parts, Undeliverable("30005", permanent=True, act=act))
    assert [row.state for row in await parts.all(address)] == [state]
    assert [row.kind for row in await parts.all(concern)] == ["undelivered"]


async def test_a_chat_that_moved_gets_its_message_at_the_new_address(database: Database) -> None:
    parts = await small(database)
    moved = Undeliverable("migrated", permanent=False, act=Act.MOVED, moved_to="-1009")
    await sent_once(parts, moved)
    parts.now.on(seconds=2)
    await parts.outbox.work_off()
    assert parts.sms.said("-1009") == ["hello"]


async def test_one_that_is_refused_holds_nobody_else_up(database: Database) -> None:
    parts = await small(database)
    parts.sms.answers[ROSE].append(Undeliverable("30003", permanent=False))
    for who in (ROSE, SAM, ANA):
        await parts.queue(who, "hello")
    await parts.outbox.work_off()
    assert [row.state for row in await parts.out()] == ["queued", "sent", "sent"]


async def test_what_waits_for_a_channel_that_is_switched_off_blocks_nobody_and_expires(
    database: Database,
) -> None:
    parts = await small(database)
    ends = MONDAY_NOON + timedelta(hours=36)
    await parts.queue("7", "hello", channel="telegram", expires_at=ends)
    await parts.queue(ROSE, "hello")
    await parts.outbox.work_off()
    assert parts.sms.said(ROSE) == ["hello"]
    elsewhere = partial(outbox.waiting_elsewhere, channels=list(parts.channels))
    assert await database.read(elsewhere) == ["telegram"]
    await database.write(partial(outbox.expire, now=ends))
    assert [row.state for row in await parts.out(channel="telegram")] == ["expired"]


# ── later news ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("chance", range(6))
async def test_news_only_moves_a_message_forward_whatever_its_order(
    sqlite_url: str, chance: int
) -> None:
    """The first end that is heard of stays: played with news in all sorts of orders."""
    database = Database(sqlite_url)
    await database.open()
    parts = await small(database)
    row, pick = await sent_once(parts, Receipt("SM1")), random.Random(chance)
    news = [pick.choice(list(State)) for _ in range(6)]
    for state in news:
        await parts.outbox.hear(Status("sms", "SM1", state, row.id))
    ends = [state.value for state in news if RANK[state.value] == 4]
    assert (await parts.out())[0].state == (ends[0] if ends else "sent")
    await database.close()


async def test_callbacks_come_twice_and_out_of_order_and_move_it_forward_only(
    database: Database,
) -> None:
    parts = await small(database)
    row = await sent_once(parts, Receipt("SM1"))
    for state in (State.DELIVERED, State.SENT, State.DELIVERED, State.UNDELIVERED):
        await parts.outbox.hear(Status("sms", "SM1", state, row.id))
    assert (await parts.out())[0].state == "delivered"


async def test_a_callback_that_overtakes_the_answer_is_not_undone_by_it(
    database: Database,
) -> None:
    parts = await small(database)

    class Overtaking(ScriptedChannel):
        """Delivers and says so before it has answered."""

        async def send(self, outgoing: Outgoing) -> Receipt:
            news = Status("sms", "SM1", State.DELIVERED, outgoing.message_id)
            await parts.outbox.hear(news)
            return Receipt("SM1")

    parts.channels["sms"] = Overtaking()
    await parts.queue(ROSE, "hello")
    await parts.outbox.work_off()
    assert [(row.state, row.provider_id) for row in await parts.out()] == [("delivered", "SM1")]


async def test_a_phone_that_was_off_gets_the_text_again_later_as_a_new_row(
    database: Database,
) -> None:
    parts = await small(database)
    wait = timedelta(minutes=45)
    off = Undeliverable("30003", permanent=False, retry_after=wait, tries=4)
    parts.sms.meanings["30003"] = off
    row = await sent_once(parts, Receipt("SM1"))
    for _ in range(2):  # Twilio may say it twice
        await parts.outbox.hear(Status("sms", "SM1", State.UNDELIVERED, row.id, "30003"))
    first, second = await parts.out()
    assert (first.state, second.state, second.retry_of) == ("undelivered", "queued", first.id)
    assert second.due_at == MONDAY_NOON + wait
    parts.now.on(minutes=46)
    await parts.outbox.work_off()
    assert parts.sms.said(ROSE) == ["hello", "hello"]


async def test_one_piece_of_news_that_breaks_takes_no_other_with_it(database: Database) -> None:
    parts = await small(database)

    rose, sam = [await parts.queue(who, "hello") for who in (ROSE, SAM)]
    await parts.outbox.work_off()
    outcomes = await asyncio.gather(
        parts.outbox.hear(Status("sms", "sms-1", State.FAILED, rose, BREAKS)),
        parts.outbox.hear(Status("sms", "sms-2", State.DELIVERED, sam)),
        return_exceptions=True,
    )
    assert isinstance(outcomes[0], RuntimeError)
    assert outcomes[1] is None
    assert (await parts.rows(message.c.id == sam))[0].state == "delivered"


# ── what nobody knows ───────────────────────────────────────────────────────────────────────


async def doubted(database: Database, *finds: Receipt | Found | Exception) -> Small:
    """A message whose answer was lost; the provider is asked after it and says these."""
    parts = await small(database)
    parts.sms.finds.extend(finds)
    await sent_once(parts, OutcomeUnknown("timeout"))
    return parts


async def test_a_text_that_the_provider_has_is_sent_and_not_said_again(database: Database) -> None:
    parts = await doubted(database, Receipt("SM9"))
    parts.now.on(seconds=16)
    assert await parts.outbox.reconcile() == 1
    assert [(row.state, row.provider_id) for row in await parts.out()] == [("sent", "SM9")]
    assert parts.sms.sent == []


async def test_a_text_that_is_not_there_twice_is_sent_again_and_not_before(
    database: Database,
) -> None:
    parts = await doubted(database, Found.NOT_THERE, Found.NOT_THERE)
    parts.now.on(seconds=16)
    await parts.outbox.reconcile()
    parts.now.on(seconds=30)
    assert await parts.outbox.reconcile() == 0
    assert parts.sms.sent == []
    parts.now.on(seconds=16)
    await parts.outbox.reconcile()
    await parts.outbox.work_off()
    assert parts.sms.said(ROSE) == ["hello"]


async def test_who_says_stop_while_it_is_unknown_is_not_texted_again(database: Database) -> None:
    parts = await doubted(database, Found.NOT_THERE, Found.NOT_THERE)
    await parts.text(ROSE, "STOP")
    for _ in range(2):
        parts.now.on(minutes=1)
        await parts.outbox.reconcile()
    await parts.outbox.work_off()
    assert parts.sms.sent == []
    assert (await parts.out())[0].reason == "stop"


@pytest.mark.parametrize("finds", [[Found.NO_LIST], [Found.CANNOT_TELL] * 9 + [RuntimeError()]])
async def test_what_nobody_can_tell_stays_uncertain_and_a_person_decides(
    database: Database, finds: list[Any]
) -> None:
    parts = await doubted(database, *finds)
    for _ in range(20):
        parts.now.on(hours=4)
        await parts.outbox.reconcile()
    assert [row.state for row in await parts.out()] == ["uncertain"]
    assert [row.kind for row in await parts.all(concern)] == ["unsure_sent"]
    assert not parts.sms.finds


async def test_the_same_words_said_twice_are_not_taken_for_each_other(database: Database) -> None:
    """The provider has the first for certain; only what is not that one can be the second."""
    parts = await small(database)
    await sent_once(parts, Receipt("SM1"))
    await sent_once(parts, OutcomeUnknown("timeout"))
    asked: list[Outgoing] = []

    async def find(outgoing: Outgoing) -> Receipt | Found:
        asked.append(outgoing)
        return Receipt("SM2")

    parts.sms.finds.append(find)
    parts.now.on(seconds=16)
    await parts.outbox.reconcile()
    assert asked[0].others == {"SM1"}
    assert [row.provider_id for row in await parts.out()] == ["SM1", "SM2"]


async def test_a_provider_that_stalls_while_it_is_asked_holds_up_no_other_text(
    database: Database,
) -> None:
    parts = await doubted(database)
    asked = asyncio.Event()

    async def stall(outgoing: Outgoing) -> Receipt | Found:
        asked.set()
        await asyncio.sleep(3600)
        return Found.CANNOT_TELL

    parts.sms.finds.append(stall)
    parts.now.on(seconds=16)
    asking = asyncio.create_task(parts.outbox.reconcile())
    await asked.wait()
    await parts.queue(SAM, "hello")
    assert await asyncio.wait_for(parts.outbox.work_off(), 5) == 1
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)


# ── when it may go ──────────────────────────────────────────────────────────────────────────


async def test_danger_goes_out_at_night_and_past_the_budget(database: Database) -> None:
    parts = await small(database, now=Moment(NIGHT))
    for words in ("one", "two", "three"):
        await parts.queue(ROSE, words, priority=2, starts=True, state="sent", claimed_at=NIGHT)
    await parts.queue(ROSE, "URGENT", priority=0, starts=True)
    await parts.queue(SAM, "how are you", priority=2, starts=True)
    await parts.outbox.work_off()
    assert [each.text for each in parts.sms.sent] == ["URGENT"]


async def test_who_texts_at_three_in_the_morning_is_answered_and_not_woken_later(
    database: Database,
) -> None:
    parts = await small(database, now=Moment(NIGHT))
    await parts.queue(ROSE, "now")
    await parts.queue(SAM, "old", at=NIGHT - timedelta(hours=1))
    await parts.outbox.work_off()
    assert [each.text for each in parts.sms.sent] == ["now"]
    parts.now.at = NIGHT.replace(hour=7)  # eight in London
    await parts.outbox.work_off()
    assert [each.text for each in parts.sms.sent] == ["now", "old"]


async def test_what_we_start_beyond_the_budget_waits_for_another_day(database: Database) -> None:
    parts = await small(database)
    for words in ("one", "two", "three"):
        await parts.queue(ROSE, words, priority=2, starts=True)
    await parts.outbox.work_off()
    assert parts.sms.said(ROSE) == ["one", "two"]
    parts.now.on(days=1)
    await parts.outbox.work_off()
    assert parts.sms.said(ROSE) == ["one", "two", "three"]


async def test_nothing_goes_out_after_stop(database: Database) -> None:
    parts = await small(database)
    await parts.text(ROSE, "hello")
    await parts.text(ROSE, "STOP")
    await parts.outbox.work_off()
    assert parts.sms.sent == []


# ── stopping, and two at once ───────────────────────────────────────────────────────────────


async def test_stopping_lets_what_is_in_the_air_land(database: Database) -> None:
    parts = await small(database)
    begun = asyncio.Event()

    async def slow(outgoing: Outgoing) -> Receipt:
        begun.set()
        await asyncio.sleep(0.2)
        return Receipt("SM1")

    parts.sms.answers[""].append(slow)
    await parts.queue(ROSE, "hello")
    await parts.outbox.claim()
    await begun.wait()
    await parts.outbox.stop()
    assert [row.state for row in await parts.out()] == ["sent"]


async def test_stopping_gives_back_what_was_not_begun(database: Database) -> None:
    parts = await small(database)
    await parts.queue(ROSE, "hello")
    await parts.outbox.claim()
    await parts.outbox.stop()
    (row,) = await parts.out()
    assert (row.state, row.attempts, row.lease_until) == ("queued", 0, None)
    assert parts.sms.sent == []


async def test_stopping_does_not_wait_for_a_provider_that_stalls(database: Database) -> None:
    parts = await small(database)
    begun = asyncio.Event()

    async def stall(outgoing: Outgoing) -> Receipt:
        begun.set()
        await asyncio.sleep(3600)
        raise AssertionError

    parts.sms.answers[""].append(stall)
    await parts.queue(ROSE, "hello")
    await parts.outbox.claim()
    await begun.wait()
    await asyncio.wait_for(parts.outbox.stop(), 8)
    assert [row.state for row in await parts.out()] == ["uncertain"]


async def test_a_claim_that_lay_too_long_is_not_sent_any_more(database: Database) -> None:
    """After half its lease it may soon be somebody else's: its own lease settles it."""
    parts = await small(database)
    await parts.queue(ROSE, "hello")
    await parts.outbox.claim()
    parts.now.on(seconds=40)
    await asyncio.sleep(0.05)
    assert parts.sms.sent == []
    assert [row.state for row in await parts.out()] == ["claimed"]


async def test_two_services_on_one_postgresql_share_the_work(postgres_url: str) -> None:
    """No hello twice, no text twice, and the one number keeps its pace across both."""
    databases = [Database(postgres_url) for _ in range(2)]
    for each in databases:
        await each.open()
    now = Moment()
    channels = [ScriptedChannel(pace=Pace(per_second=1)) for _ in range(2)]
    both = [await small(*pair, now=now) for pair in zip(databases, channels, strict=True)]
    for n in range(10):
        who = f"+4477009001{n:02}"
        for words in ("hello", "yes", "Rose"):
            await both[n % 2].text(who, words)
    await both[0].change(sa.update(message).values(state="sent"))
    now.on(days=7)
    await asyncio.gather(*(each.inbox.due() for each in both))
    assert len(await both[0].out("weekly_hello.mood")) == 10
    for second in range(1, 13):
        await asyncio.gather(*(each.outbox.work_off() for each in both))
        assert sum(len(each.sent) for each in channels) <= second
        now.on(seconds=1)
    said = [each.address for channel in channels for each in channel.sent]
    assert len(said) == len(set(said)) == 10
    for each in databases:
        await each.close()
