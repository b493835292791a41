"""The outbox, rule by rule: what is claimed, in which order, how fast, and what is recorded."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from flows.facts import Stopped
from flows.world import Budget
from store import outbox, people, senders
from store.communities import Community
from store.database import Database
from store.messages import message
from store.outbox import LEASE, Claimed, News, Outcome, Speaker
from store.people import AddressRow
from store.remembering import Decided, remember
from tests.store.holding import held
from tests.store.people_of_the_house import (
    MINUTE,
    NOON,
    ROSE,
    Letterbox,
    founded,
    row_of,
    rows_of,
    rules,
    speaker,
)

pytestmark = pytest.mark.anyio

DILYS = ("sms", "+447700900102")
AT_ONCE = timedelta(0)
SECOND = timedelta(seconds=1)


class Outbox:
    """One community's outbox on one database, and two people to write to."""

    def __init__(self, database: Database, house: Community) -> None:
        self.database, self.house, self.letters = database, house, Letterbox(house)
        self.rose: AddressRow
        self.dilys: AddressRow

    async def open(self) -> "Outbox":
        met = await self.database.write(
            lambda conn: people.meet(conn, self.house.id, [ROSE, DILYS], "Europe/London", NOON)
        )
        self.rose, self.dilys = met[ROSE], met[DILYS]
        return self

    async def queue(self, *rows: dict[str, Any]) -> list[int]:
        return await self.database.write(lambda conn: self.letters.queue(conn, *rows))

    async def claim_after_queueing(self, count: int, later: timedelta = AT_ONCE) -> list[Claimed]:
        """Queue so many texts to Rose, and claim what may go."""
        await self.queue(*(self.letters.row(self.rose) for _ in range(count)))
        return await self.claim(NOON + later)

    async def claim(
        self,
        now: datetime = NOON,
        who: Speaker | None = None,
        room: int = 100,
        budget: Budget | None = None,
    ) -> list[Claimed]:
        return await self.database.write(
            partial(
                outbox.claim,
                community_id=self.house.id,
                speaker=who or speaker(),
                now=now,
                wall=now,
                room=room,
                rules=rules(self.house, budget),
            )
        )

    async def record(self, *outcomes: Outcome, now: datetime = NOON) -> None:
        work = partial(outbox.record, outcomes=list(outcomes), now=now, same_address=AT_ONCE)
        await self.database.write(work)

    async def hear(self, *news: News) -> list[outbox.Moved]:
        return await self.database.write(partial(outbox.hear_of, news=list(news), now=NOON))

    async def state(self, row_id: int) -> tuple[str, str]:
        row = await row_of(self.database, message, row_id)
        return row.state, row.reason


@pytest.fixture
async def box(database: Database) -> Outbox:
    return await Outbox(database, await founded(database)).open()


def ids(claimed: list[Claimed]) -> list[int]:
    return [each.id for each in claimed]


def sent(each: Claimed, **more: Any) -> Outcome:
    return Outcome(each.id, each.address_id, "sent", f"SM{each.id}", attempt=each.attempts, **more)


def put_back(each: Claimed, again_at: datetime) -> Outcome:
    return Outcome(each.id, each.address_id, "queued", again_at=again_at, attempt=each.attempts)


async def test_the_most_urgent_goes_first_then_the_longest_due(box: Outbox) -> None:
    rows = [
        box.letters.row(box.rose, priority=3),
        box.letters.row(box.dilys, priority=1),
        box.letters.row(box.rose, priority=0),
        box.letters.row(box.dilys, priority=1, due_at=NOON - MINUTE),
    ]
    queued = await box.queue(*rows)
    assert ids(await box.claim()) == [queued[2], queued[3]]


async def test_a_claim_carries_all_that_a_channel_needs(box: Outbox) -> None:
    [row_id] = await box.queue(
        box.letters.row(box.rose, choices=["yes", "no"], asks_contact=True, expires_at=NOON + LEASE)
    )
    [claimed] = await box.claim()
    assert claimed == Claimed(
        id=row_id, person_id=box.rose.person_id, address_id=box.rose.id, address=ROSE[1],
        text="text 1", choices=("yes", "no"), asks_contact=True, expires_at=NOON + LEASE,
        handed_at=NOON, attempts=1, sender=speaker().value, priority=1,
    )  # fmt: skip


async def test_nothing_goes_before_it_is_due(box: Outbox) -> None:
    await box.queue(box.letters.row(box.rose, due_at=NOON + MINUTE))
    assert await box.claim() == []
    assert len(await box.claim(NOON + MINUTE)) == 1


async def test_one_message_at_a_time_to_each_address(box: Outbox) -> None:
    first, second = await box.queue(box.letters.row(box.rose), box.letters.row(box.rose))
    [claimed] = await box.claim()
    assert claimed.id == first
    assert await box.claim(NOON + SECOND) == []
    await box.record(sent(claimed), now=NOON + SECOND)
    assert ids(await box.claim(NOON + SECOND)) == [second]


async def test_what_was_to_follow_a_message_waits_with_it(box: Outbox) -> None:
    """Else a question would come before its greeting, because the greeting met a busy network."""
    greeting, question, other = await box.queue(
        box.letters.row(box.rose), box.letters.row(box.rose), box.letters.row(box.dilys)
    )
    claimed = {each.id: each for each in await box.claim()}
    await box.record(put_back(claimed[greeting], NOON + MINUTE), sent(claimed[other]))
    assert await box.claim(NOON + SECOND) == []
    [again] = await box.claim(NOON + MINUTE)
    assert (again.id, again.attempts) == (greeting, 2)
    await box.record(sent(again), now=NOON + MINUTE)
    assert ids(await box.claim(NOON + MINUTE + SECOND)) == [question]


async def test_danger_does_not_wait_behind_a_message_that_was_put_back(box: Outbox) -> None:
    await box.queue(box.letters.row(box.rose, priority=1))
    [claimed] = await box.claim()
    [danger] = await box.queue(box.letters.row(box.rose, priority=0))
    await box.record(put_back(claimed, NOON + 60 * MINUTE))
    assert ids(await box.claim(NOON + SECOND)) == [danger]


async def test_a_sender_keeps_its_pace(box: Outbox) -> None:
    slow = speaker(per_second=1)
    await box.queue(box.letters.row(box.rose), box.letters.row(box.dilys))
    assert len(await box.claim(who=slow)) == 1
    assert await box.claim(NOON + SECOND / 2, who=slow) == []
    assert len(await box.claim(NOON + SECOND, who=slow)) == 1


async def test_a_long_text_takes_the_time_of_its_parts(box: Outbox) -> None:
    slow = replace(speaker(per_second=1), parts=lambda text: 3)
    await box.queue(box.letters.row(box.rose), box.letters.row(box.dilys))
    assert len(await box.claim(who=slow)) == 1
    assert await box.claim(NOON + 2 * SECOND, who=slow) == []
    assert len(await box.claim(NOON + 3 * SECOND, who=slow)) == 1


async def test_no_more_is_claimed_than_there_is_room_for(box: Outbox) -> None:
    await box.queue(box.letters.row(box.rose), box.letters.row(box.dilys))
    assert await box.claim(room=0) == []
    assert len(await box.claim(room=1)) == 1


async def test_several_senders_share_the_addresses(box: Outbox) -> None:
    await box.queue(box.letters.row(box.rose), box.letters.row(box.dilys))
    shares = [await box.claim(who=speaker(share=n, shares=2)) for n in range(2)]
    assert [len(each) for each in shares] == [1, 1]


async def test_a_sender_that_was_told_to_rest_says_nothing_till_then(box: Outbox) -> None:
    """A short rest does not cut a longer one short."""
    await box.queue(box.letters.row(box.rose))

    def rest(time_out: timedelta, code: str) -> Any:
        who = (box.house.id, "sms", speaker().value)
        return lambda conn: senders.rest(conn, *who, NOON, time_out, code)

    await box.database.write(rest(15 * MINUTE, "20003"))
    await box.database.write(rest(5 * SECOND, "429"))
    assert await box.claim(NOON + 10 * MINUTE) == []
    assert await box.database.read(partial(senders.resting, now=NOON + MINUTE)) == 1
    assert len(await box.claim(NOON + 15 * MINUTE)) == 1
    assert await box.database.read(partial(senders.resting, now=NOON + MINUTE)) == 0


async def test_after_stop_nothing_is_claimed_whenever_it_was_queued(box: Outbox) -> None:
    before = await box.queue(box.letters.row(box.rose))
    fact = Decided(Stopped("STOP"), box.house.id, box.rose.person_id, NOON, "sms")
    await box.database.write(lambda conn: remember(conn, [fact]))
    after = await box.queue(box.letters.row(box.rose, priority=0))
    assert await box.claim() == []
    assert [await box.state(each) for each in before + after] == [("skipped", "stop")] * 2


async def test_what_is_too_late_expires_and_says_so(box: Outbox) -> None:
    one, other = await box.queue(
        box.letters.row(box.rose, expires_at=NOON), box.letters.row(box.dilys, expires_at=NOON)
    )
    assert await box.claim() == []
    assert await box.state(one) == ("expired", "too late")
    [unclaimed] = await box.queue(box.letters.row(box.rose, expires_at=NOON))
    assert await box.database.write(partial(outbox.expire, now=NOON)) == 1
    assert await box.state(unclaimed) == await box.state(other) == ("expired", "too late")


async def test_a_closed_address_is_written_to_no_more(box: Outbox) -> None:
    [row_id] = await box.queue(box.letters.row(box.rose))
    await box.database.write(
        lambda conn: people.set_address_state(conn, box.rose.id, "frozen", "30005")
    )
    assert await box.claim() == []
    assert await box.state(row_id) == ("skipped", "address")


async def test_what_we_start_counts_against_a_persons_budget_once_it_is_claimed(
    box: Outbox,
) -> None:
    start = partial(box.letters.row, box.rose, starts=True, priority=2)
    first, second, third = await box.queue(start(), start(), start())
    [claimed] = await box.claim(budget=Budget(1, 3))
    assert claimed.id == first
    await box.record(sent(claimed))
    assert await box.claim(NOON + SECOND, budget=Budget(1, 3)) == []
    assert (await row_of(box.database, message, second)).due_at > NOON + 12 * 60 * MINUTE
    answer = await box.queue(box.letters.row(box.rose))
    assert ids(await box.claim(NOON + SECOND, budget=Budget(1, 3))) == answer
    tomorrow = NOON + timedelta(days=1)
    assert [each.id for each in await box.claim(tomorrow, budget=Budget(1, 3))] == [second]
    assert await box.state(third) == ("queued", "")


async def test_two_addresses_of_a_person_have_one_budget(box: Outbox) -> None:
    """Both are looked at in one claim, before either is counted in the table."""
    await box.database.write(
        lambda conn: conn.execute(sa.update(people.address).values(person_id=box.rose.person_id))
    )
    other = replace(box.dilys, person_id=box.rose.person_id)
    await box.queue(*(box.letters.row(each, starts=True, priority=2) for each in (box.rose, other)))
    assert len(await box.claim(budget=Budget(1, 3))) == 1


async def test_what_failed_is_not_counted_against_the_budget(box: Outbox) -> None:
    start = partial(box.letters.row, box.rose, starts=True, priority=2)
    _, second = await box.queue(start(), start())
    [claimed] = await box.claim(budget=Budget(1, 3))
    await box.record(Outcome(claimed.id, claimed.address_id, "failed", attempt=1))
    assert ids(await box.claim(NOON + SECOND, budget=Budget(1, 3))) == [second]


# ── what became of it ───────────────────────────────────────────────────────────────────────


async def claimed_once(box: Outbox) -> Claimed:
    await box.queue(box.letters.row(box.rose))
    [claimed] = await box.claim()
    return claimed


async def test_an_answer_that_comes_after_its_callback_changes_nothing(box: Outbox) -> None:
    claimed = await claimed_once(box)
    [moved] = await box.hear(News("sms", "SM1", "delivered", claimed.id))
    assert (moved.id, moved.state, moved.attempts) == (claimed.id, "delivered", 1)
    await box.record(replace(sent(claimed), provider_id="SM1"))
    assert (await box.state(claimed.id))[0] == "delivered"


async def test_news_moves_a_message_forward_only(box: Outbox) -> None:
    claimed = await claimed_once(box)
    await box.record(sent(claimed))
    by_their_id = partial(News, "sms", f"SM{claimed.id}")
    assert len(await box.hear(by_their_id("delivered"))) == 1
    assert await box.hear(by_their_id("sent"), by_their_id("undelivered")) == []
    assert (await box.state(claimed.id))[0] == "delivered"


async def test_news_of_an_earlier_try_says_nothing_of_the_later_one(box: Outbox) -> None:
    claimed = await claimed_once(box)
    await box.record(sent(claimed))
    assert await box.hear(News("sms", "SM-earlier", "undelivered", claimed.id)) == []
    assert (await box.state(claimed.id))[0] == "sent"


async def test_news_of_what_we_never_sent_is_no_news(box: Outbox) -> None:
    assert await box.hear(News("sms", "SM9", "delivered", 999), News("sms", "SM9", "sent")) == []


async def test_an_answer_of_an_earlier_claim_does_not_end_a_later_one(box: Outbox) -> None:
    """Else a message in the air would go back in the queue, and out a second time."""
    first = await claimed_once(box)
    later = NOON + 2 * LEASE
    await box.database.write(partial(outbox.doubt, now=later))
    await box.database.write(partial(outbox.never_sent, message_id=first.id, now=later))
    [second] = await box.claim(later)
    await box.record(put_back(first, later), now=later)
    assert (await box.state(second.id))[0] == "claimed"
    await box.record(sent(second), now=later)
    assert (await box.state(second.id))[0] == "sent"


async def test_what_was_accepted_after_all_is_not_sent_again(box: Outbox) -> None:
    first = await claimed_once(box)
    later = NOON + 2 * LEASE
    await box.database.write(partial(outbox.doubt, now=later))
    await box.database.write(partial(outbox.never_sent, message_id=first.id, now=later))
    await box.record(sent(first), now=later)
    assert await box.claim(later) == []
    assert (await box.state(first.id))[0] == "sent"


async def test_a_message_sent_again_is_a_new_row_that_remembers_the_old(box: Outbox) -> None:
    claimed = await claimed_once(box)
    await box.hear(News("sms", "SM1", "undelivered", claimed.id, "30003"))
    await box.database.write(lambda conn: outbox.send_again(conn, claimed.id, NOON, NOON + MINUTE))
    old, new = await rows_of(box.database, message)
    assert (old.state, old.code, new.state) == ("undelivered", "30003", "queued")
    assert (new.retry_of, new.text, new.attempts) == (old.id, old.text, 1)
    assert (new.due_at, new.provider_id, new.sent_at) == (NOON + MINUTE, None, None)


async def test_a_late_release_does_not_let_a_second_text_into_the_air(box: Outbox) -> None:
    """Its lease ran out long ago, and another text to the same phone is on its way."""
    (late,) = await box.claim_after_queueing(1)
    (flying,) = await box.claim_after_queueing(1, LEASE + SECOND)
    await box.database.write(partial(outbox.release, ids=[late.id]))
    assert await box.claim(NOON + LEASE + 2 * SECOND) == []
    assert flying.id != late.id


async def test_a_released_claim_is_as_if_it_had_never_been(box: Outbox) -> None:
    claimed = await claimed_once(box)
    await box.database.write(partial(outbox.release, ids=[claimed.id]))
    later = NOON + SECOND
    assert await box.claim(later) == [replace(claimed, handed_at=later)]


# ── the uncertain ───────────────────────────────────────────────────────────────────────────


async def test_a_claim_whose_lease_has_run_out_is_uncertain(box: Outbox) -> None:
    claimed = await claimed_once(box)
    assert await box.database.write(partial(outbox.doubt, now=NOON + LEASE - SECOND)) == 0
    assert await box.database.write(partial(outbox.doubt, now=NOON + LEASE)) == 1
    assert (await box.state(claimed.id))[0] == "uncertain"


async def test_who_alone_owns_the_file_doubts_every_claim_at_once(box: Outbox) -> None:
    claimed = await claimed_once(box)
    assert await box.database.write(partial(outbox.doubt, now=NOON, all_claimed=True)) == 1
    assert (await box.state(claimed.id))[0] == "uncertain"


async def test_the_uncertain_is_asked_after_in_turn_until_it_is_given_up(box: Outbox) -> None:
    claimed = await claimed_once(box)
    await box.record(Outcome(claimed.id, claimed.address_id, "uncertain", attempt=1))
    ask = partial(outbox.to_ask_after, channel="sms", limit=9)
    assert await box.database.write(partial(ask, now=NOON)) == []
    now = NOON + outbox.FIRST_CHECK
    [(asked, times)] = await box.database.write(partial(ask, now=now))
    assert (asked, times) == (claimed, 1)
    assert await box.database.write(partial(ask, now=now)) == [], "somebody is asking already"
    await box.database.write(partial(outbox.ask_again, message_id=claimed.id, at=now + MINUTE))
    [(_, times)] = await box.database.write(partial(ask, now=now + MINUTE))
    assert times == 2
    await box.database.write(partial(outbox.ask_again, message_id=claimed.id, at=None))
    assert await box.database.write(partial(ask, now=now + 600 * MINUTE)) == []
    assert (await box.database.read(outbox.counts))["uncertain"] == 1


async def test_what_the_provider_never_had_goes_back_to_its_place(box: Outbox) -> None:
    claimed = await claimed_once(box)
    [second] = await box.queue(box.letters.row(box.rose))
    await box.record(Outcome(claimed.id, claimed.address_id, "uncertain", attempt=1))
    work = partial(outbox.never_sent, message_id=claimed.id, now=NOON + MINUTE)
    await box.database.write(work)
    [again] = await box.claim(NOON + MINUTE)
    assert (again.id, again.attempts) == (claimed.id, 2)
    assert (await box.state(second))[0] == "queued"


async def test_only_what_is_uncertain_can_turn_out_never_sent(box: Outbox) -> None:
    claimed = await claimed_once(box)
    await box.record(sent(claimed))
    await box.database.write(partial(outbox.never_sent, message_id=claimed.id, now=NOON))
    assert (await box.state(claimed.id))[0] == "sent"


async def test_one_text_of_the_provider_is_found_for_one_message_only(box: Outbox) -> None:
    claimed = await claimed_once(box)
    await box.record(sent(claimed))
    known = partial(outbox.is_known, channel="sms", provider_id=f"SM{claimed.id}")
    assert await box.database.read(partial(known, message_id=claimed.id + 1))
    assert not await box.database.read(partial(known, message_id=claimed.id))


async def test_the_next_moment_is_the_first_at_which_there_is_something_to_do(
    box: Outbox,
) -> None:
    moment = partial(outbox.next_moment, now=NOON)
    assert await box.database.read(moment) is None
    await box.queue(box.letters.row(box.rose, due_at=NOON + 60 * MINUTE))
    assert await box.database.read(moment) == NOON + 60 * MINUTE
    await box.queue(box.letters.row(box.dilys))
    await box.claim()
    assert await box.database.read(moment) == NOON + LEASE


# ── two processes on one PostgreSQL ─────────────────────────────────────────────────────────


@pytest.fixture
async def two(postgres_url: str) -> AsyncIterator[tuple[Outbox, Outbox]]:
    databases = Database(postgres_url), Database(postgres_url)
    for each in databases:
        await each.open()
    house = await founded(databases[0])
    yield await Outbox(databases[0], house).open(), await Outbox(databases[1], house).open()
    for each in databases:
        await each.close()


async def test_two_claimers_never_have_one_message_nor_one_address_between_them(
    two: tuple[Outbox, Outbox],
) -> None:
    box = two[0]
    wheres = [("sms", f"+4416329600{n:02}") for n in range(40)]
    met = await box.database.write(
        lambda conn: people.meet(conn, box.house.id, wheres, "Europe/London", NOON)
    )
    queued = await box.queue(*(box.letters.row(each) for each in met.values() for _ in range(4)))
    speakers = [replace(speaker(), value=f"our {n}") for n in range(2)]  # and no shares at all

    async def claim_on(each: Outbox, who: Speaker) -> list[Claimed]:
        claimed = []
        for n in range(30):
            claimed += await each.claim(NOON + n * SECOND, who=who, room=7)
        return claimed

    both = await asyncio.gather(*(claim_on(*each) for each in zip(two, speakers, strict=True)))
    claimed = [each for one in both for each in one]
    assert all(both), "both had some"
    assert max(Counter(each.id for each in claimed).values()) == 1
    assert max(Counter(each.address_id for each in claimed).values()) == 1
    assert len(claimed) == len(wheres) < len(queued)


async def test_two_processes_of_one_sender_keep_its_pace_together(
    two: tuple[Outbox, Outbox],
) -> None:
    box = two[0]
    wheres = [("sms", f"+4416329600{n:02}") for n in range(30)]
    met = await box.database.write(
        lambda conn: people.meet(conn, box.house.id, wheres, "Europe/London", NOON)
    )
    await box.queue(*(box.letters.row(each) for each in met.values()))
    slow = speaker(per_second=1)
    claims = [each.claim(NOON + n * SECOND, who=slow) for n in range(5) for each in two]
    assert sum(len(each) for each in await asyncio.gather(*claims)) <= 5


async def test_whoever_is_just_saying_stop_is_left_alone(two: tuple[Outbox, Outbox]) -> None:
    """What the inbox has begun to take is not overtaken by what goes out."""
    box, other = two
    [row_id] = await box.queue(box.letters.row(box.rose))
    fact = Decided(Stopped("STOP"), box.house.id, box.rose.person_id, NOON, "sms")

    stopping = partial(people.lock, ids=[box.rose.person_id])
    async with held(box.database, stopping, then=partial(remember, decided=[fact])):
        assert await other.claim() == []
    assert await other.claim() == []
    assert await box.state(row_id) == ("skipped", "stop")
