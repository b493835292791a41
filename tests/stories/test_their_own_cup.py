"""Befrienders' own cups, on their phones and as totals, through the real inbox and outbox."""

from datetime import date, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from store import cups
from store.conversations import conversation
from store.database import Database
from store.lessons import learner
from store.messages import message
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Sam; befriender
    Ana; coordinator
"""
SIX = ("Sam", "Pat", "Joe", "Kim", "Lou", "Max")
GLAD = "That's good to hear. Thank you for all you give."


async def cast_of(database: Database, names: tuple[str, ...]) -> Story:
    cast = "\n".join(f"{name}; befriender" for name in names)
    told = await story(database, f"{cast}\nAna; coordinator", new_befrienders=True)
    await told.parts.change(sa.delete(learner))
    return told


async def first_cup(told: Story) -> None:
    """Noon on Monday till the first Sunday's five o'clock, past whatever is asked then."""
    await told.until(told.parts.now() + timedelta(days=6, hours=6))
    told._new()


async def totals(told: Story) -> list[tuple[int, int, int] | None]:
    parts = told.parts
    since = parts.now().date() - timedelta(days=60)
    count = partial(cups.by_week, community_id=parts.community.id, since=since)
    weeks: dict[date, tuple[int, int, int] | None] = await parts.database.read(count)
    return list(weeks.values())


async def kept(told: Story) -> str:
    """Every text and every talk that is kept, in one."""
    parts = told.parts
    texts = await parts.database.read(
        lambda conn: (
            [str(row) for row in conn.execute(sa.select(message.c.text))]
            + [
                str(row)
                for row in conn.execute(sa.select(conversation.c.answers, conversation.c.said))
            ]
        )
    )
    return " ".join(texts)


async def test_it_comes_on_a_quiet_day_in_words_of_its_own_each_week(database: Database) -> None:
    told = await story(database, CAST, new_befrienders=True)
    await told.play(
        f"""
        (7 days later)
        bot to sam: Hello Sam. How is your own cup this week? 1 full, 2 half, 3 empty. ...
        sam: 1
        bot to sam: {GLAD}
        sam: NO MORE LESSONS
        bot to sam: All right, no more lessons. ...
        (7 days later)
        bot to sam: Hello Sam. Have you done any of these before? ...
        bot to sam: Hello Sam. You give a lot. How full is your own cup? ...
        sam: half and half
        bot to sam: Thank you. Half is all right too. Do one small thing for yourself today.
    """
    )


async def test_three_answers_to_an_empty_cup(database: Database) -> None:
    told = await cast_of(database, ("Sam", "Pat", "Joe"))
    await first_cup(told)
    what = "bot to {}: Thank you for saying so. What would help? 1 ease off..."
    await told.play(
        f"""
        sam: 3
        {what.format("sam")}
        sam: a ring please
        bot to sam: Thank you. Someone at Mill Lane will ring you. ...
        bot to ana: Sam gives a lot and would like a person to ring them on +447700900500. ...
        pat: running on empty
        {what.format("pat")}
        pat: no thanks
        bot to pat: That's all right. Be kind to yourself. ...
        joe: 3
        {what.format("joe")}
        joe: I'd have to think about that
        bot to joe: Thank you. That stays between us. ...
    """
    )


async def test_an_empty_cup_can_bring_a_lighter_load(database: Database) -> None:
    told = await cast_of(database, ("Sam",))
    await first_cup(told)
    await told.play(
        """
        sam: 3
        bot to sam: Thank you for saying so. What would help? 1 ease off...
        sam: 1
        bot to sam: Thank you for saying so. You do a lot. How long shall we go easy? ...
        sam: 2
        bot to sam: ...
        (20 days later)
    """
    )


async def test_nothing_of_it_is_kept_but_a_count(database: Database) -> None:
    told = await cast_of(database, SIX)
    await first_cup(told)
    for who in ("sam", "pat"):
        await told.play(f"{who}: 1\nbot to {who}: ...")
    await told.play("joe: kaput, since our Jean went\nbot to joe: ...")
    for who in ("kim", "lou"):
        await told.play(f"{who}: 3\nbot to {who}: ...\n{who}: 3\nbot to {who}: ...")
    assert "our Jean" not in await kept(told)
    assert "empty" not in (await kept(told)).replace("3 empty", "")
    await told.until(told.parts.now() + timedelta(days=8))
    assert "Be kind to yourself" not in await kept(told)


async def test_a_worry_in_their_words_is_heard_as_always(database: Database) -> None:
    told = await cast_of(database, ("Sam",))
    await first_cup(told)
    await told.play(
        """
        sam: I want to end my life
        bot to sam: If you are in danger or hurt, call 999...
        bot to ana: URGENT. Sam may be in danger. ...
    """
    )


async def test_too_few_answers_are_not_shown(database: Database) -> None:
    told = await cast_of(database, SIX)
    await first_cup(told)
    for who in ("sam", "pat", "joe", "kim"):
        await told.play(f"{who}: 1\nbot to {who}: {GLAD}")
    assert await totals(told) == [None]
    await told.play("lou: 2\nbot to lou: ...")
    assert await totals(told) == [(4, 1, 0)]


async def test_two_silent_weeks_bring_one_without_the_question(database: Database) -> None:
    told = await cast_of(database, ("Sam",))
    await told.play("sam: NO MORE LESSONS\nbot to sam: ...")
    for asked in (True, True, False, True):
        await told.until(told.parts.now() + timedelta(days=7))
        cups_asked = [line for line in told._new() if " cup" in line]
        assert len(cups_asked) == asked


async def test_nobody_is_asked_after_stop_and_start_begins_it_again(database: Database) -> None:
    told = await cast_of(database, ("Sam",))
    await told.play(
        """
        sam: STOP
        (20 days later)
        sam: START
        bot to sam: ...
        (8 days later)
        bot to sam: Hello Sam. How is your own cup...
    """
    )
