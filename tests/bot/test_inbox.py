"""The inbox: batches in one transaction, order, duplicates, quarantine, and what falls due."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.batching import Batcher
from bot.channels import Kind
from flows import FLOWS
from flows.engine import Flow
from flows.residents.weekly_hello import weekly_hello
from store.concerns import concern
from store.conversations import conversation
from store.database import Database, Unavailable
from store.messages import message
from store.nudges import nudge
from store.people import address, person
from tests.scripted import ANA, MONDAY_NOON, ROSE, SAM, Moment, ScriptedChannel, small

pytestmark = pytest.mark.anyio


once_silent = sa.update(person).values(quiet_hellos=1)
"""Nothing came back to the last hello either, so that a silence leads to the gentle check."""


class Broken(Exception):
    """What a broken step raises; no word of a person in it."""


def with_broken(step: str, name: str = "weekly_hello") -> dict[str, Flow]:
    """All the flows, and in one of them a step that breaks when its answer is heard."""

    def breaks(_talk: Any) -> Any:
        raise Broken

    flow = FLOWS[name]
    steps = []
    for each in flow.steps.values():
        if each.name == step:
            each = _copy(each)
            each.did = breaks
        steps.append(each)
    return {**FLOWS, name: Flow(name, *steps, moved=flow.moved, due=flow.due)}


def _copy(step: Any) -> Any:
    twin = object.__new__(type(step))
    twin.__dict__.update(step.__dict__)
    return twin


# ── batches ─────────────────────────────────────────────────────────────────────────────────


async def test_what_arrives_together_shares_a_transaction(database: Database) -> None:
    parts = await small(database)
    several = [parts.heard(f"+4477009001{n:02}", "hello") for n in range(40)]
    await asyncio.gather(*(parts.inbox.receive(each) for each in several))
    batches = next(
        line
        for line in parts.metrics.page().decode().splitlines()
        if line.startswith("doorstep_inbox_batch_size_count")
    )
    assert (
        float(batches.split()[1]) <= 2
    )  # the first may go alone; the others wait, and go together
    assert len(await parts.rows(message.c.direction == "in")) == 40


async def test_a_text_is_kept_and_answered_once_however_often_it_comes(database: Database) -> None:
    parts = await small(database)
    hello = parts.heard(ROSE, "hello")
    await parts.inbox.take([hello, hello])
    await parts.inbox.take([hello])
    await asyncio.gather(*(parts.inbox.receive(hello) for _ in range(5)))
    assert len(await parts.rows(message.c.direction == "in")) == 1
    assert len(await parts.out()) == 1


async def test_the_same_id_on_two_channels_is_two_texts(database: Database) -> None:
    parts = await small(database, ScriptedChannel(), ScriptedChannel("phone"))
    await parts.text(ROSE, "hello", provider_id="7")
    await parts.inbox.take(
        [
            parts.heard(ROSE, "hello", provider_id="7"),
            parts.heard(SAM, "hello", provider_id="7", channel="phone"),
        ]
    )
    assert len(await parts.out("joining.consent", channel="phone")) == 1
    assert len(await parts.out("joining.consent", channel="sms")) == 1


async def test_each_person_is_answered_in_the_order_they_wrote(database: Database) -> None:
    """Three texts of one person in one batch are three turns, each seeing the one before."""
    parts = await small(database)
    batch = [
        parts.heard(who, words) for words in ("hello", "yes", "Rose") for who in (ROSE, SAM, ANA)
    ]
    await parts.inbox.take(batch)
    for who in (ROSE, SAM, ANA):
        asked = await parts.database.read(_said_to(who))
        assert [key for key, _ in asked] == ["joining.consent", "joining.name", "joining.welcome"]
    assert {row.name for row in await parts.all(person)} == {"Rose"}


def _said_to(value: str) -> Any:
    query = (
        sa.select(message.c.key, message.c.channel)
        .join(address, address.c.id == message.c.address_id)
        .where(address.c.value == value, message.c.direction == "out")
        .order_by(message.c.id)
    )
    return lambda conn: [tuple(row) for row in conn.execute(query)]


async def test_two_addresses_of_one_person_in_a_batch_are_two_turns(database: Database) -> None:
    parts = await small(database, ScriptedChannel(), ScriptedChannel("telegram"))
    await parts.joins(ROSE, "Rose")
    await parts.text("7", "hello", channel="telegram", kind=Kind.STARTED)
    await parts.text("7", "", channel="telegram", kind=Kind.CONTACT, detail=ROSE)
    before = len(await parts.out())
    await parts.inbox.take(
        [parts.heard(ROSE, "help"), parts.heard("7", "help", channel="telegram")]
    )
    new = (await parts.out())[before:]
    assert [(row.key, row.channel) for row in new] == [
        ("shared.help", "sms"),
        ("shared.help", "telegram"),
    ]
    assert len({row.person_id for row in new}) == 1


async def test_a_text_from_an_address_that_was_given_up_opens_it_again(database: Database) -> None:
    """Who blocked the bot and comes back is answered: else they would be ignored for ever."""
    parts = await small(database, ScriptedChannel("telegram"))
    await parts.text("7", "hello", channel="telegram")
    await parts.text("7", "", channel="telegram", kind=Kind.BLOCKED)
    assert [row.state for row in await parts.all(address)] == ["unreachable"]
    await parts.text("7", "help", channel="telegram")
    await parts.outbox.work_off()
    assert [row.state for row in await parts.all(address)] == ["open"]
    assert (await parts.out("shared.help_new"))[0].state == "sent"


# ── what breaks ─────────────────────────────────────────────────────────────────────────────


async def test_a_text_that_breaks_its_flow_is_set_aside_and_the_rest_goes_through(
    database: Database,
) -> None:
    parts = await small(database, flows=with_broken("name", "joining"))
    await parts.joins(ANA, "Ana", "coordinator")
    for who in (ROSE, SAM):
        await parts.text(who, "hello")
    await parts.text(ROSE, "yes")
    await parts.inbox.take([parts.heard(ROSE, "Rose"), parts.heard(SAM, "yes")])
    kept = await parts.rows(message.c.direction == "in", message.c.state == "quarantined")
    assert [(row.text, row.reason) for row in kept][-1] == ("Rose", "Broken")
    assert len(await parts.out("joining.name")) == 3  # Ana's, Rose's and now Sam's
    assert await parts.out("tell.quarantined")


async def test_who_breaks_every_batch_is_told_of_once_and_let_out_of_the_talk(
    database: Database,
) -> None:
    parts = await small(database, flows=with_broken("name", "joining"))
    await parts.text(ANA, "hello")
    await parts.change(sa.update(person).values(joined_at=MONDAY_NOON))
    await parts.joins(ANA, "Ana", "coordinator")
    told = len(await parts.out("tell.quarantined"))
    for words in ("hello", "yes", "Rose", "Rosie", "Rose"):
        await parts.text(ROSE, words)
    assert len(await parts.out("tell.quarantined")) == told + 1
    ended = [row.ended_at for row in await parts.all(conversation)]
    assert ended.count(None) <= 1  # the last one that began, not the one that broke


async def test_a_batch_that_breaks_its_transaction_is_taken_one_by_one(database: Database) -> None:
    """A detail no database can keep breaks the whole batch; only its own text suffers."""
    parts = await small(database)
    spoilt = replace(parts.heard(SAM, "hello"), at=MONDAY_NOON.replace(tzinfo=None))
    several = [parts.heard(ROSE, "hello"), spoilt, parts.heard(ANA, "hello")]
    outcomes = await asyncio.gather(
        *(parts.inbox.receive(each) for each in several), return_exceptions=True
    )
    kept = [row.text for row in await parts.rows(message.c.direction == "in")]
    assert kept == ["hello", "hello"]
    assert [isinstance(each, Exception) for each in outcomes] == [False, True, False]


async def test_words_no_database_takes_are_kept_all_the_same(database: Database) -> None:
    parts = await small(database)
    await parts.inbox.receive(parts.heard(ROSE, "hel\0lo \ud83d"))
    (kept,) = await parts.rows(message.c.direction == "in")
    assert kept.text.startswith("hello")
    assert await parts.out()


async def test_a_batch_of_a_database_that_is_away_goes_back_to_whoever_brought_it() -> None:
    async def away(batch: list[int]) -> None:
        raise Unavailable("away")

    batcher = Batcher(away, lambda item: away([item]), 10, "test")
    await batcher.start()
    outcomes = await asyncio.gather(*(batcher.give(n) for n in range(3)), return_exceptions=True)
    assert [type(each) for each in outcomes] == [Unavailable] * 3
    await batcher.stop()


async def test_stopping_finishes_the_batch_that_runs_and_those_that_wait() -> None:
    taken: list[int] = []

    async def slow(batch: list[int]) -> None:
        await asyncio.sleep(0.02)
        taken.extend(batch)

    batcher = Batcher(slow, lambda item: slow([item]), 2, "test")
    await batcher.start()
    given = [asyncio.create_task(batcher.give(n)) for n in range(5)]
    await asyncio.sleep(0.01)
    await batcher.stop()
    await asyncio.gather(*given)
    assert taken == [0, 1, 2, 3, 4]
    with pytest.raises(Unavailable):
        await asyncio.wait_for(batcher.give(6), 1)


async def test_more_than_can_wait_is_sent_back_rather_than_piled_up() -> None:
    begun = asyncio.Event()

    async def slow(batch: list[int]) -> None:
        begun.set()
        await asyncio.sleep(0.05)

    batcher = Batcher(slow, lambda item: slow([item]), 1, "test", most_waiting=2)
    await batcher.start()
    first = asyncio.create_task(batcher.give(0))
    await begun.wait()
    outcomes = await asyncio.gather(*(batcher.give(n) for n in range(3)), return_exceptions=True)
    assert [type(each) for each in outcomes] == [type(None), type(None), Unavailable]
    await first
    await batcher.stop()


# ── what falls due ──────────────────────────────────────────────────────────────────────────


async def test_a_hello_is_said_when_it_is_due_and_the_next_one_planned(database: Database) -> None:
    parts = await small(database)
    await parts.joins(ROSE, "Rose")
    parts.now.on(days=7)
    assert await parts.inbox.due() > 0
    assert await parts.inbox.due() == 0
    assert len(await parts.out("weekly_hello.mood")) == 1
    assert [row.state for row in await parts.all(nudge) if row.purpose == "hello"].count("due") == 1


async def test_a_hello_that_is_too_late_is_skipped_and_says_so(database: Database) -> None:
    parts = await small(database)
    await parts.joins(ROSE, "Rose")
    due_at = min(row.due_at for row in await parts.all(nudge))
    parts.now.at = due_at + timedelta(hours=7)
    await parts.inbox.due()
    hello = next(row for row in await parts.all(nudge) if row.due_at == due_at)
    assert (hello.state, hello.reason) == ("skipped", "late")
    assert not await parts.out("weekly_hello.mood")


async def test_a_hello_that_breaks_is_set_aside_told_and_the_next_one_planned(
    database: Database,
) -> None:
    class Breaking(Flow):
        """A flow that can't even begin."""

        @property
        def first(self) -> Any:
            raise Broken

        @first.setter
        def first(self, step: Any) -> None: ...

    breaking = object.__new__(Breaking)
    breaking.__dict__.update({k: v for k, v in weekly_hello.__dict__.items() if k != "first"})
    parts = await small(database, flows={**FLOWS, "weekly_hello": breaking})
    await parts.joins(ANA, "Ana", "coordinator")
    await parts.joins(ROSE, "Rose")
    parts.now.on(days=7)
    await parts.inbox.due()
    states = [row.state for row in await parts.all(nudge) if row.purpose == "hello"]
    assert states.count("quarantined") == 2
    assert states.count("due") == 2
    assert await parts.out("tell.quarantined")


async def test_a_silence_that_breaks_its_turn_ends_the_talk_and_does_not_go_round_for_ever(
    database: Database,
) -> None:
    flows = dict(FLOWS)
    parts = await small(database, flows=flows)
    await parts.joins(ROSE, "Rose")
    parts.now.on(days=7)
    await parts.inbox.due()
    await parts.outbox.work_off()
    flows["weekly_hello"] = _Deaf(weekly_hello)  # type: ignore[assignment]
    parts.now.on(days=3)
    assert await asyncio.wait_for(parts.inbox.due(), 10) == 2  # and the concern it raised
    assert [row.kind for row in await parts.all(concern)] == ["quarantined"]
    assert all(row.ended_at for row in await parts.all(conversation))


class _Deaf:
    """A flow whose steps can be looked at, but which breaks in every turn."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self.asked = 0

    def step(self, name: str) -> Any:
        self.asked += 1
        if self.asked > 1:
            raise Broken
        return self._flow.step(name)


async def test_the_silence_clock_starts_when_the_question_was_really_sent(
    database: Database,
) -> None:
    parts = await small(database)
    await parts.joins(ROSE, "Rose")
    await parts.change(once_silent)
    parts.now.on(days=7)
    await parts.inbox.due()
    parts.now.on(hours=30)  # nothing could be sent for so long
    await parts.outbox.work_off()
    asked_at = parts.now()
    assert (await parts.out("weekly_hello.mood"))[0].state == "sent"
    await parts.tick(asked_at + timedelta(hours=47), timedelta(minutes=30))
    assert not await parts.out("weekly_hello.check")
    await parts.tick(asked_at + timedelta(hours=49), timedelta(minutes=30))
    assert await parts.out("weekly_hello.check")


async def test_a_question_that_never_arrived_is_no_silence(database: Database) -> None:
    parts = await small(database)
    await parts.joins(ANA, "Ana", "coordinator")
    await parts.joins(ROSE, "Rose")
    parts.now.on(days=7)
    await parts.inbox.due()
    await parts.change(
        sa.update(message).where(message.c.key == "weekly_hello.mood").values(state="undelivered")
    )
    parts.now.on(days=2, hours=1)
    await parts.inbox.due()
    assert not await parts.out("weekly_hello.check")
    assert {row.kind for row in await parts.all(concern)} == {"undelivered"}


async def test_a_question_nobody_knows_the_outcome_of_does_not_keep_its_person_waiting_for_ever(
    database: Database,
) -> None:
    parts = await small(database)
    await parts.joins(ROSE, "Rose")
    await parts.change(once_silent)
    parts.now.on(days=7)
    await parts.inbox.due()
    await parts.change(
        sa.update(message)
        .where(message.c.key == "weekly_hello.mood")
        .values(state="uncertain", claimed_at=parts.now(), lease_until=None)
    )
    parts.now.on(days=2, hours=1)
    await parts.inbox.due()
    assert await parts.out("weekly_hello.check")


async def test_a_hello_in_the_repeated_hour_of_autumn_is_said_once(database: Database) -> None:
    """In Britain 25 October 2026 has 1 to 2 o'clock twice."""
    parts = await small(database, now=Moment(MONDAY_NOON.replace(month=10, day=20)))
    await parts.joins(ROSE, "Rose")
    due_at = MONDAY_NOON.replace(month=10, day=25, hour=0, minute=30)  # 01:30, the first of two
    await parts.change(sa.update(nudge).where(nudge.c.purpose == "hello").values(due_at=due_at))
    parts.now.at = due_at - timedelta(minutes=20)
    await parts.tick(due_at + timedelta(hours=3), timedelta(minutes=20))
    assert len(await parts.out("weekly_hello.mood")) == 1


async def test_a_question_we_held_back_ourselves_is_no_silence_and_worries_nobody(
    database: Database,
) -> None:
    """Over the budget, or in a pause: they were not asked, so nothing is wrong with them."""
    parts = await small(database)
    await parts.joins(ANA, "Ana", "coordinator")
    await parts.joins(ROSE, "Rose")
    parts.now.on(days=7)
    await parts.inbox.due()
    await parts.change(
        sa.update(message)
        .where(message.c.key == "weekly_hello.mood")
        .values(state="expired", reason="too late")
    )
    parts.now.on(days=2, hours=1)
    await parts.inbox.due()
    assert not await parts.out("weekly_hello.check")
    assert not await parts.all(concern)


# ── a question that still waits to go out ───────────────────────────────────────────────────


async def woken_too_early(database: Database) -> Any:
    """Rose's hello is for seven, and waits until eight: it is half past seven now."""
    parts = await small(database, now=Moment())
    await parts.joins(ROSE, "Rose")
    await parts.change(sa.update(nudge).values(due_at=MONDAY_NOON + timedelta(days=6, hours=19)))
    parts.now.at = MONDAY_NOON + timedelta(days=6, hours=19)
    await parts.inbox.due()
    await parts.outbox.work_off()
    assert [row.state for row in await parts.out("weekly_hello.mood")] == ["queued"]
    parts.now.on(minutes=30)
    return parts


async def test_nobody_answers_a_question_that_has_not_reached_them(database: Database) -> None:
    parts = await woken_too_early(database)
    await parts.text(ROSE, "good thanks")
    talk = (await parts.all(conversation))[-1]
    assert (talk.flow, talk.step, talk.answers, talk.ended_at) == ("weekly_hello", "mood", {}, None)
    parts.now.on(hours=2)
    await parts.outbox.work_off()
    assert [row.state for row in await parts.out("weekly_hello.mood")] == ["sent"]
    await parts.text(ROSE, "good thanks")
    assert (await parts.all(conversation))[-1].ended_at is not None


async def test_a_question_that_is_dropped_before_it_went_out_is_never_sent(
    database: Database,
) -> None:
    parts = await woken_too_early(database)
    await parts.text(ROSE, "ASK could someone mend my tap")
    parts.now.on(hours=2)
    await parts.outbox.work_off()
    asked = await parts.out("weekly_hello.mood")
    assert [(row.state, row.reason) for row in asked] == [("skipped", "let go")]
