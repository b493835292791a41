"""Two machines talking, an auto-reply, a flood: all is kept, few are answered, a person is told."""

from datetime import timedelta

import pytest

from bot.channels import Kind
from store.concerns import concern
from store.database import Database
from store.messages import message
from tests.scripted import ANA, ROSE, SAM, Small, small

pytestmark = pytest.mark.anyio

DANGER = "help I have fallen and cant get up"


@pytest.fixture
async def mill_lane(database: Database) -> Small:
    """Rose has joined, and Ana coordinates. Nobody has said anything for a while."""
    parts = await small(database)
    await parts.joins(ROSE, "Rose")
    await parts.joins(ANA, "Ana", "coordinator")
    parts.now.on(hours=1)
    return parts


async def said_to(parts: Small, who: str, key: str = "") -> list[str]:
    """What was really queued for this address since an hour ago, not held back."""
    since = parts.now() - timedelta(minutes=50)
    await parts.outbox.work_off()
    to_them = [each for each in parts.sms.sent if each.address == who]
    sent = {each.message_id for each in to_them}
    rows = await parts.out(key)
    return [row.text for row in rows if row.id in sent and row.at > since]


async def held(parts: Small) -> int:
    return len(await parts.out(state="skipped", reason="flood"))


async def flags(parts: Small, kind: str = "flood") -> int:
    return sum(each.kind == kind for each in await parts.all(concern))


async def test_the_same_answer_is_given_three_times_in_ten_minutes(mill_lane: Small) -> None:
    for _ in range(6):
        await mill_lane.text(ROSE, "HELP")
        mill_lane.now.on(seconds=20)
    assert len(await said_to(mill_lane, ROSE)) == 3
    assert await held(mill_lane) == 3
    assert len(await mill_lane.rows(message.c.text == "HELP")) == 6


async def test_ten_answers_in_ten_minutes_are_the_most(mill_lane: Small) -> None:
    for words in ("HELP", "MORE", "LESS", "START", "TELEGRAM") * 5:
        await mill_lane.text(ROSE, words)
        mill_lane.now.on(seconds=20)
    said = await said_to(mill_lane, ROSE)
    assert len(said) <= 10
    assert max(said.count(each) for each in said) <= 3


async def test_after_ten_minutes_it_works_again(mill_lane: Small) -> None:
    for _ in range(6):
        await mill_lane.text(ROSE, "HELP")
    mill_lane.now.on(minutes=11)
    await mill_lane.text(ROSE, "HELP")
    assert len(await said_to(mill_lane, ROSE)) == 4


async def test_a_coordinator_is_told_once(mill_lane: Small) -> None:
    for _ in range(12):
        await mill_lane.text(ROSE, "HELP")
        mill_lane.now.on(seconds=90)
    assert await flags(mill_lane) == 1
    assert len(await mill_lane.out("tell.flood")) == 1


async def test_danger_is_answered_when_all_else_is_silent(mill_lane: Small) -> None:
    for _ in range(8):
        for words in ("HELP", "MORE", "LESS", "START"):
            await mill_lane.text(ROSE, words)
    await mill_lane.text(ROSE, DANGER)
    assert len(await said_to(mill_lane, ROSE, "shared.urgent")) == 1
    assert len(await said_to(mill_lane, ANA, "tell.urgent")) == 1


async def test_the_very_same_danger_is_not_answered_without_end(mill_lane: Small) -> None:
    for _ in range(6):
        await mill_lane.text(ROSE, DANGER)
    assert 1 <= len(await said_to(mill_lane, ROSE, "shared.urgent")) <= 3
    assert 1 <= len(await said_to(mill_lane, ANA, "tell.urgent")) <= 3


async def test_every_new_danger_reaches_the_team(mill_lane: Small) -> None:
    for nth in range(6):
        await mill_lane.text(ROSE, f"{DANGER} {'please ' * nth}")
    told = [each.words for each in await mill_lane.all(concern) if each.kind == "urgent"]
    assert len(set(told)) == 6


async def test_stop_works_in_a_flood_and_no_word_follows(mill_lane: Small) -> None:
    for _ in range(6):
        await mill_lane.text(ROSE, "HELP")
    await mill_lane.text(ROSE, "STOP")
    before = len(mill_lane.sms.said(ROSE))
    await mill_lane.text(ROSE, "HELP")
    await mill_lane.outbox.work_off()
    assert len(mill_lane.sms.said(ROSE)) == before


async def test_a_flood_of_one_leaves_the_others_alone(mill_lane: Small) -> None:
    await mill_lane.joins(SAM, "Sam")
    for _ in range(6):
        await mill_lane.text(ROSE, "HELP")
    await mill_lane.text(SAM, "HELP")
    assert mill_lane.sms.said(SAM) or await said_to(mill_lane, SAM, "shared.help")


async def test_of_a_hundred_texts_at_once_all_are_kept_and_thirty_heard(mill_lane: Small) -> None:
    words = [mill_lane.heard(ROSE, f"lovely {nth}") for nth in range(100)]
    await mill_lane.inbox.take(words)
    kept = await mill_lane.rows(message.c.direction == "in", message.c.text.like("lovely %"))
    assert len(kept) == 100
    assert sum(each.state == "shelved" and each.reason == "flood" for each in kept) == 70
    assert len(await said_to(mill_lane, ROSE)) <= 3


async def test_danger_in_a_hundred_texts_is_heard(mill_lane: Small) -> None:
    words = [mill_lane.heard(ROSE, f"lovely {nth}") for nth in range(100)]
    await mill_lane.inbox.take([*words, mill_lane.heard(ROSE, DANGER)])
    assert len(await said_to(mill_lane, ROSE, "shared.urgent")) == 1


async def test_a_coordinator_who_tidies_up_is_answered_each_time(mill_lane: Small) -> None:
    for _ in range(8):
        await mill_lane.text(ANA, "DONE")
        mill_lane.now.on(seconds=20)
    assert await held(mill_lane) == 0


async def test_on_a_practice_phone_anybody_may_try_all_day(mill_lane: Small) -> None:
    for _ in range(6):
        await mill_lane.text("+447700900077", "HELP", channel="phone", kind=Kind.TEXT)
    assert await held(mill_lane) == 0


# ── new people ──────────────────────────────────────────────────────────────────────────────


def stranger(nth: int) -> str:
    return f"+4477009{nth:05}"


async def test_of_very_many_new_people_twenty_are_answered_at_once(mill_lane: Small) -> None:
    mill_lane.now.on(minutes=1)
    for nth in range(20000, 20030):
        await mill_lane.text(stranger(nth), "hello")
    await mill_lane.outbox.work_off()
    answered = [nth for nth in range(20000, 20030) if mill_lane.sms.said(stranger(nth))]
    assert answered == list(range(20000, 20020))


async def test_who_goes_on_and_joins_makes_room_for_the_next(mill_lane: Small) -> None:
    for nth in range(20000, 20030):
        await mill_lane.text(stranger(nth), "hello")
        await mill_lane.text(stranger(nth), "yes")
        await mill_lane.outbox.work_off()
        assert mill_lane.sms.said(stranger(nth))
    assert await flags(mill_lane, "newcomers") == 0


async def test_the_others_are_answered_one_by_one(mill_lane: Small) -> None:
    mill_lane.now.on(minutes=1)
    await mill_lane.inbox.take([mill_lane.heard(stranger(20000 + nth), "hi") for nth in range(30)])
    await mill_lane.tick(mill_lane.now() + timedelta(minutes=2))
    assert all(mill_lane.sms.said(stranger(20000 + nth)) for nth in range(30))


async def test_a_coordinator_hears_once_of_so_many_new_people(mill_lane: Small) -> None:
    mill_lane.now.on(minutes=1)
    for nth in range(30):
        await mill_lane.text(stranger(20000 + nth), "hello")
    assert await flags(mill_lane, "newcomers") == 1
    assert len(await mill_lane.out("tell.newcomers")) == 1


async def test_whoever_is_known_is_answered_at_once_all_the_same(mill_lane: Small) -> None:
    for nth in range(30):
        await mill_lane.text(stranger(20000 + nth), "hello")
    await mill_lane.text(ROSE, "HELP")
    assert len(await said_to(mill_lane, ROSE, "shared.help")) == 1


async def test_a_new_person_in_danger_is_answered_at_once(mill_lane: Small) -> None:
    for nth in range(30):
        await mill_lane.text(stranger(20000 + nth), "hello")
    await mill_lane.text(stranger(29999), DANGER)
    await mill_lane.outbox.work_off()
    assert mill_lane.sms.said(stranger(29999))


async def test_a_few_new_people_a_day_are_all_answered_at_once(mill_lane: Small) -> None:
    for nth in range(30):
        mill_lane.now.on(minutes=7)
        await mill_lane.text(stranger(20000 + nth), "hello")
        await mill_lane.outbox.work_off()
        assert mill_lane.sms.said(stranger(20000 + nth))


# ── what machines write ─────────────────────────────────────────────────────────────────────


async def test_an_auto_reply_is_kept_and_nothing_else_happens(mill_lane: Small) -> None:
    await mill_lane.text(ROSE, "Automatic reply: I am out of the office until Monday.")
    [kept] = await mill_lane.rows(message.c.text.like("Automatic%"))
    assert (kept.state, kept.reason) == ("shelved", "auto-reply")
    assert await said_to(mill_lane, ROSE) == [] and await said_to(mill_lane, ANA) == []


async def test_an_auto_reply_is_no_answer_to_what_we_asked(mill_lane: Small) -> None:
    await mill_lane.text(SAM, "hello")
    await mill_lane.text(SAM, "I'm driving right now.")
    await mill_lane.text(SAM, "yes")
    said = await said_to(mill_lane, SAM)
    assert len(said) == 2  # may we, and what they like to be called


async def test_danger_in_what_looks_like_an_auto_reply_is_heard(mill_lane: Small) -> None:
    await mill_lane.text(ROSE, f"Auto reply: {DANGER}")
    assert len(await said_to(mill_lane, ROSE, "shared.urgent")) == 1


# ── from abroad ─────────────────────────────────────────────────────────────────────────────

TALLINN = "+37281234567"


async def test_a_stranger_abroad_is_kept_with_the_number_and_not_answered(mill_lane: Small) -> None:
    await mill_lane.text(TALLINN, "hello", welcome=False)
    await mill_lane.outbox.work_off()
    [kept] = await mill_lane.rows(message.c.reason == "abroad")
    assert (kept.text, kept.state, kept.detail) == ("hello", "shelved", TALLINN)
    assert not mill_lane.sms.said(TALLINN)


async def test_danger_abroad_is_answered_and_told(mill_lane: Small) -> None:
    await mill_lane.text(TALLINN, DANGER, welcome=False)
    await mill_lane.outbox.work_off()
    assert mill_lane.sms.said(TALLINN)
    assert len(await said_to(mill_lane, ANA, "tell.urgent")) == 1


async def test_whoever_is_known_abroad_is_answered(mill_lane: Small) -> None:
    await mill_lane.joins(TALLINN, "Kadri")
    mill_lane.now.on(hours=1)
    await mill_lane.text(TALLINN, "HELP", welcome=False)
    assert len(await said_to(mill_lane, TALLINN, "shared.help")) == 1
