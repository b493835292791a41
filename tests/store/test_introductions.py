"""Introductions and chats as they are kept: two yeses, one chat, and nobody told of a no."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.rounds import introducing
from flows.facts import Stopped
from flows.facts.chats import (
    ChatJoined,
    ChatLeft,
    ChatSaid,
    IntroductionAnswered,
    IntroductionAsked,
)
from store import chat_texts, introductions, merging
from store.chat_words import chat_text, chat_waiting
from store.communities import Community
from store.conversations import conversation
from store.database import Database
from store.introductions import introduction, member
from store.nudges import nudge
from store.people import address, person
from store.remembering import Decided, remember
from tests.store.people_of_the_house import MINUTE, NOON, founded, met, row_of, rows_of

pytestmark = pytest.mark.anyio

WHERES = [("sms", f"+44770090010{nth}") for nth in range(4)]
DAY = timedelta(days=1)


class House:
    """Four people of a community, and what is done about their chats."""

    def __init__(self, database: Database, community: Community, ids: list[int]) -> None:
        self.database, self.community, self.ids = database, community, ids
        self.rose, self.betty, self.tom, self.pat = ids

    async def write(self, work: Callable[[sa.Connection], Any]) -> Any:
        return await self.database.write(work)

    async def propose(self, a: int, b: int, at: datetime = NOON) -> int | None:
        made: int | None = await self.write(
            lambda conn: introductions.propose(conn, self.community.id, a, b, "roses", at)
        )
        return made

    async def opened(self, *who: int, at: datetime = NOON) -> int:
        """A chat of these, who all know of it."""
        chat: int = await self.write(
            lambda conn: introductions.open_chat(conn, self.community.id, who, "roses", at)
        )
        for each in who:
            await self.talks(each, chat)
            await self.decide(each, ChatJoined(chat), at=at)
        return chat

    async def fires(self, purpose: str) -> None:
        """Whatever is due of this kind has been used."""
        used = sa.update(nudge).where(nudge.c.purpose == purpose, nudge.c.state == "due")
        await self.write(lambda conn: conn.execute(used.values(state="fired")))

    async def talks(self, who: int, chat: int, flow: str = "chat") -> None:
        row = {
            "community_id": self.community.id, "person_id": who, "flow": flow, "subject": chat,
            "step": "talking", "answers": {}, "said": {}, "tries": 0, "started_at": NOON,
        }  # fmt: skip
        await self.write(lambda conn: conn.execute(sa.insert(conversation), row))

    async def decide(self, who: int, *facts: Any, at: datetime = NOON) -> None:
        decided = [Decided(fact, self.community.id, who, at, "sms") for fact in facts]
        await self.write(lambda conn: remember(conn, decided))

    async def takes(self, at: datetime) -> int:
        """What the affair does at this moment."""

        def take(conn: sa.Connection) -> int:
            ids = introductions.DUE.due(conn, at, 100)
            return introducing.take_chats(conn, self.community, ids, at)

        found: int = await self.write(take)
        return found

    async def due(self, purpose: str) -> list[int]:
        """For whom this is planned and has not been used."""
        rows = await rows_of(self.database, nudge)
        return [each.person_id for each in rows if (each.purpose, each.state) == (purpose, "due")]

    async def chat(self, chat: int | None) -> Any:
        assert chat is not None
        return await row_of(self.database, introduction, chat)

    async def seen(self, who: int, chat: int, at: datetime = NOON) -> Any:
        found = await self.database.read(lambda conn: chat_texts.seen(conn, {who: chat}, at))
        return found.get(who)


@pytest.fixture
async def house(database: Database) -> House:
    community = await founded(database)
    ids = await met(database, community, *WHERES)
    names = ["Rose Miller", "Betty", "Tom", "Mrs Patel"]

    def named(conn: sa.Connection) -> None:
        for who, name in zip(ids, names, strict=True):
            conn.execute(sa.update(person).where(person.c.id == who).values(name=name))

    await database.write(named)
    return House(database, community, ids)


# ── two yeses ───────────────────────────────────────────────────────────────────────────────


async def test_the_second_is_asked_after_the_first_yes_and_both_hear_after_the_second(
    house: House,
) -> None:
    chat = await house.propose(house.rose, house.betty)
    assert chat is not None
    assert await house.due("introduction") == [house.rose]
    await house.decide(house.rose, IntroductionAnswered(chat, "yes"))
    assert await house.due("introduction") == [house.rose, house.betty]
    assert (await house.chat(chat)).state == "proposed"
    await house.decide(house.betty, IntroductionAnswered(chat, "yes"))
    assert (await house.chat(chat)).state == "open"
    assert await house.due("chat") == [house.rose, house.betty]


async def half_way(house: House, **more: Any) -> int:
    """Rose has said yes to meeting Betty, and Betty has been asked."""
    chat: int = await house.write(
        lambda conn: introductions.propose(
            conn, house.community.id, house.rose, house.betty, "roses", NOON, **more
        )
    )
    await house.decide(house.rose, IntroductionAsked(chat), IntroductionAnswered(chat, "yes"))
    await house.fires("introduction")
    await house.decide(house.betty, IntroductionAsked(chat))
    return chat


async def test_a_no_ends_it_without_a_word_to_the_other(house: House) -> None:
    chat = await half_way(house)
    await house.decide(house.betty, IntroductionAnswered(chat, "no"))
    assert (await house.chat(chat)).state == "declined"
    assert await house.due("chat") == await house.due("chat_over") == []


async def test_a_silence_ends_it_kindly_for_who_said_yes(house: House) -> None:
    chat = await half_way(house)
    await house.decide(house.betty, IntroductionAnswered(chat, "none"))
    assert (await house.chat(chat)).state == "expired"
    assert (await house.due("chat"), await house.due("chat_over")) == ([], [house.rose])


async def test_a_question_that_was_dropped_is_asked_once_more_and_then_ends_kindly(
    house: House,
) -> None:
    chat = await half_way(house)
    await house.takes(NOON + DAY)
    assert await house.due("introduction") == [house.betty]
    await house.fires("introduction")
    await house.takes(NOON + 2 * DAY)
    assert await house.due("introduction") == []
    assert (await house.chat(chat)).state == "expired"
    assert await house.due("chat_over") == [house.rose]


async def test_a_question_that_is_open_is_not_asked_again(house: House) -> None:
    chat = await half_way(house)
    await house.talks(house.betty, chat, "introduction")
    await house.takes(NOON + DAY)
    assert await house.due("introduction") == []
    assert (await house.chat(chat)).state == "proposed"


async def test_nobody_is_put_in_touch_for_a_day_that_is_over(house: House) -> None:
    chat = await half_way(house, for_at=NOON + DAY / 2)
    await house.takes(NOON + DAY)
    assert (await house.chat(chat)).state == "expired"


async def test_a_chat_for_a_day_stays_open_until_the_day_after(house: House) -> None:
    both = [house.rose, house.betty]
    chat = await house.write(
        lambda conn: introductions.open_chat(
            conn, house.community.id, both, "a lift", NOON, for_at=NOON + 5 * DAY
        )
    )
    await house.takes(NOON + 3 * DAY)
    assert (await house.chat(chat)).state == "open"
    await house.takes(NOON + 6 * DAY)
    assert (await house.chat(chat)).state == "open"
    await house.takes(NOON + 7 * DAY)
    assert (await house.chat(chat)).state == "ended"


async def test_two_people_are_asked_about_each_other_once_only(house: House) -> None:
    chat = await house.propose(house.rose, house.betty)
    assert chat is not None
    assert await house.propose(house.betty, house.rose) is None
    await house.decide(house.rose, IntroductionAsked(chat), IntroductionAnswered(chat, "no"))
    assert await house.propose(house.rose, house.betty, NOON + 200 * DAY) is None
    assert await house.propose(house.rose, house.rose) is None
    assert await house.propose(house.rose, house.tom) is not None


async def test_an_answer_that_comes_after_all_changes_nothing(house: House) -> None:
    chat = await house.propose(house.rose, house.betty)
    assert chat is not None
    await house.decide(house.rose, IntroductionAnswered(chat, "no"))
    await house.decide(house.betty, IntroductionAnswered(chat, "yes"))
    assert (await house.chat(chat)).state == "declined"


async def test_what_nobody_answers_is_forgotten(house: House) -> None:
    chat = await house.propose(house.rose, house.betty)
    assert await house.takes(NOON + 20 * DAY) == 0
    assert await house.takes(NOON + 21 * DAY) == 1
    assert (await house.chat(chat)).state == "expired"
    assert await house.takes(NOON + 22 * DAY) == 0


async def test_who_was_never_really_asked_may_be_asked_another_time(house: House) -> None:
    """A full week came between: planned is not asked."""
    await house.propose(house.rose, house.betty)
    await house.takes(NOON + 21 * DAY)
    assert await house.propose(house.betty, house.rose, NOON + 22 * DAY) is not None


async def test_who_says_stop_before_the_second_yes_is_in_no_chat(house: House) -> None:
    chat = await house.propose(house.rose, house.betty)
    assert chat is not None
    await house.decide(house.rose, IntroductionAnswered(chat, "yes"))
    await house.decide(house.rose, Stopped("stop"))
    await house.decide(house.betty, IntroductionAnswered(chat, "yes"))
    assert (await house.chat(chat)).state == "expired"
    assert await house.due("chat") == []


async def test_words_for_somebody_who_rests_are_known_to_wait(house: House) -> None:
    chat = await house.opened(house.rose, house.betty)
    done = sa.update(conversation).where(conversation.c.person_id == house.betty)
    await house.write(lambda conn: conn.execute(done.values(ended_at=NOON)))
    assert (await house.seen(house.rose, chat)).slow == frozenset()
    rests = sa.update(person).where(person.c.id == house.betty).values(paused_at=NOON)
    await house.write(lambda conn: conn.execute(rests))
    assert (await house.seen(house.rose, chat)).slow == {house.betty}


async def test_nobody_writes_to_somebody_whom_nothing_reaches(house: House) -> None:
    chat = await house.opened(house.rose, house.betty)
    lost = sa.update(address).where(address.c.person_id == house.betty)
    await house.write(lambda conn: conn.execute(lost.values(state="frozen")))
    assert (await house.seen(house.rose, chat)).others == ()


async def test_a_chat_needs_two(house: House) -> None:
    with pytest.raises(ValueError):
        await house.opened(house.rose, house.rose)


# ── what members see ────────────────────────────────────────────────────────────────────────


async def test_members_see_short_names_and_no_number(house: House) -> None:
    chat = await house.opened(house.rose, house.pat, house.tom)
    seen = await house.seen(house.tom, chat)
    assert [each.name for each in seen.others] == ["Rose", "Mrs P"]
    assert seen.here == {house.rose, house.pat}
    assert "Miller" not in str(seen) and "4477" not in str(seen)
    assert await house.seen(house.betty, chat) is None


async def test_words_wait_until_their_person_is_back(house: House) -> None:
    chat = await house.opened(house.rose, house.betty)
    over = sa.update(conversation).where(conversation.c.person_id == house.betty)
    await house.write(lambda conn: conn.execute(over.values(ended_at=NOON)))
    assert (await house.seen(house.rose, chat)).here == frozenset()
    await house.decide(house.rose, ChatSaid(chat, "hello", "passed", (house.betty,)))
    assert house.betty in await house.due("chat")
    seen = await house.seen(house.betty, chat)
    assert seen.waiting == ("Rose: hello",)
    await house.decide(house.betty, ChatJoined(chat, seen.heard))
    assert (await house.seen(house.betty, chat)).waiting == ()
    assert await rows_of(house.database, chat_waiting) == []


async def test_what_was_said_lately_is_counted_for_each_alone(house: House) -> None:
    chat = await house.opened(house.rose, house.betty)
    await house.decide(house.rose, ChatSaid(chat, "one"), at=NOON - timedelta(hours=2))
    await house.decide(house.rose, ChatSaid(chat, "two"), at=NOON)
    await house.decide(house.betty, ChatSaid(chat, "three"), at=NOON + MINUTE)
    await house.decide(house.betty, ChatSaid(chat, "lend me £5", "held"), at=NOON + MINUTE)
    seen = await house.seen(house.rose, chat, NOON + 2 * MINUTE)
    assert (len(seen.lately), len(seen.since_noon)) == (1, 2)
    assert (seen.last.theirs, seen.last.words) == (False, "three")
    kept = await rows_of(house.database, chat_text)
    assert [each.state for each in kept] == ["passed", "passed", "passed", "held"]


async def test_a_crowd_is_seen_in_as_many_queries_as_one(house: House) -> None:
    one = await house.opened(house.rose, house.betty)
    two = await house.opened(house.tom, house.pat)

    def count(looking: dict[int, int]) -> Callable[[sa.Connection], int]:
        def work(conn: sa.Connection) -> int:
            asked: list[str] = []
            listen = lambda *args: asked.append(args[2])  # noqa: E731
            sa.event.listen(conn, "before_cursor_execute", listen)
            chat_texts.seen(conn, looking, NOON)
            sa.event.remove(conn, "before_cursor_execute", listen)
            return len(asked)

        return work

    everybody = {house.rose: one, house.betty: one, house.tom: two, house.pat: two}
    alone = await house.database.read(count({house.rose: one}))
    assert alone == await house.database.read(count(everybody)) <= 5


# ── ending ──────────────────────────────────────────────────────────────────────────────────


async def test_bye_ends_a_chat_of_two_and_the_other_hears_who_said_it(house: House) -> None:
    chat = await house.opened(house.rose, house.betty)
    await house.decide(house.rose, ChatLeft(chat))
    row = await house.chat(chat)
    assert (row.state, row.reason, row.ended_by) == ("ended", "bye", house.rose)
    assert await house.due("chat_over") == [house.betty]
    seen = await house.seen(house.betty, chat)
    assert (seen.open, seen.how, seen.by) == (False, "bye", "Rose")


async def test_bye_leaves_a_group_and_the_rest_goes_on(house: House) -> None:
    chat = await house.opened(house.rose, house.betty, house.tom)
    await house.decide(house.rose, ChatLeft(chat))
    assert (await house.chat(chat)).state == "open"
    assert await house.due("chat_over") == []
    assert [each.name for each in (await house.seen(house.betty, chat)).others] == ["Tom"]
    assert not (await house.seen(house.rose, chat)).open


async def test_stop_ends_their_part_and_says_nothing_of_why(house: House) -> None:
    chat = await house.opened(house.rose, house.betty)
    await house.decide(house.betty, Stopped("STOP"))
    row = await house.chat(chat)
    assert (row.state, row.reason, row.ended_by) == ("ended", "left", None)
    assert await house.due("chat_over") == [house.rose]
    assert await house.due("chat") == [house.rose]  # used up in her own turn


async def test_two_that_were_one_person_leave_nobody_talking_to_nobody(house: House) -> None:
    chat = await house.opened(house.rose, house.betty)
    await house.write(lambda conn: merging.merge(conn, house.betty, house.tom, NOON))
    assert (await house.chat(chat)).state == "ended"
    assert await house.due("chat_over") == [house.rose]


async def test_whoever_never_heard_of_it_does_not_hear_that_it_is_over(house: House) -> None:
    chat: int = await house.write(
        lambda conn: introductions.open_chat(
            conn, house.community.id, [house.rose, house.betty], "", NOON
        )
    )
    await house.decide(house.rose, ChatJoined(chat))
    await house.decide(house.rose, ChatLeft(chat))
    assert await house.due("chat_over") == []


async def test_three_quiet_days_end_it_and_words_put_that_off(house: House) -> None:
    chat = await house.opened(house.rose, house.betty)
    await house.decide(house.rose, ChatSaid(chat, "hello"), at=NOON + 2 * DAY)
    assert await house.takes(NOON + 3 * DAY) == 1  # looked at, and still alive
    assert (await house.chat(chat)).state == "open"
    assert await house.takes(NOON + 5 * DAY) == 1
    assert (await house.chat(chat)).reason == "quiet"
    assert await house.due("chat_over") == [house.rose, house.betty]


async def test_after_two_weeks_they_are_asked_once_and_then_it_is_over(house: House) -> None:
    chat = await house.opened(house.rose, house.betty)
    for day in range(1, 14):
        await house.decide(house.rose, ChatSaid(chat, f"day {day}"), at=NOON + day * DAY)
        await house.takes(NOON + day * DAY)
    assert await house.due("chat_more") == [house.rose, house.betty]
    await house.takes(NOON + 14 * DAY)
    assert (await house.chat(chat)).reason == "long"


async def test_more_gives_it_two_more_weeks(house: House) -> None:
    chat = await house.opened(house.rose, house.betty)
    await house.write(lambda conn: introductions.go_on(conn, [chat], NOON + 13 * DAY))
    await house.takes(NOON + 14 * DAY)
    row = await house.chat(chat)
    assert (row.state, row.until) == ("open", NOON + 27 * DAY)


# ── two processes ───────────────────────────────────────────────────────────────────────────


async def test_two_answers_at_once_open_one_chat(house: House) -> None:
    chat = await house.propose(house.rose, house.betty)
    assert chat is not None
    await house.decide(house.rose, IntroductionAnswered(chat, "yes"))
    answer = IntroductionAnswered(chat, "yes")
    await asyncio.gather(*(house.decide(house.betty, answer) for _ in range(4)))
    assert await house.due("chat") == [house.rose, house.betty]
    assert len(await rows_of(house.database, introduction)) == 1


async def test_two_processes_end_a_quiet_chat_once(house: House) -> None:
    chat = await house.opened(house.rose, house.betty)
    done = await asyncio.gather(*(house.takes(NOON + 3 * DAY) for _ in range(4)))
    assert sum(done) == 1
    assert await house.due("chat_over") == [house.rose, house.betty]
    assert (await house.chat(chat)).reason == "quiet"


async def test_both_say_bye_at_once(house: House) -> None:
    chat = await house.opened(house.rose, house.betty)
    await asyncio.gather(
        *(house.decide(each, ChatLeft(chat)) for each in (house.rose, house.betty) * 2)
    )
    assert (await house.chat(chat)).state == "ended"
    assert {each.state for each in await rows_of(house.database, member)} == {"left"}
    assert len(await house.due("chat_over")) <= 1
