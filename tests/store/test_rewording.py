"""A change while first texts wait: nobody gets the old words any more, and no change is dear."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from flows.world.broadcasts import MARGIN, PAUSED, SENDING
from store import broadcasts, outbox, rewording
from store.broadcasts import broadcast
from store.database import Database
from tests.store.broadcasting import DAY, FRIDAY, TEXT, Hall
from tests.store.people_of_the_house import NOON

pytestmark = pytest.mark.anyio

AT_THREE = TEXT.replace("2pm", "3pm")
AT_FOUR = TEXT.replace("2pm", "4pm, bring a friend")
IN_POLISH = "Herbata w piatek o 14. TAK czy NIE?"


@pytest.fixture
async def hall(database: Database) -> Hall:
    return await Hall.opened(database)


async def change(hall: Hall, told: int, to: str = AT_THREE, at: datetime = FRIDAY) -> None:
    """The event is on then, and this is its first text from now on."""

    def changes(conn: sa.Connection) -> None:
        mine = sa.update(broadcast).where(broadcast.c.id == told)
        conn.execute(mine.values(at=at))
        row = conn.execute(sa.select(broadcast).where(broadcast.c.id == told)).one()
        rewording.reword(conn, row, {"en": to}, NOON)

    await hall.write(changes)


async def told_of_it(hall: Hall, people: int = 3, **more: Any) -> int:
    """A broadcast that is planned, and waits."""
    await hall.people([{"name": f"Rose {nth}"} for nth in range(people)])
    told = await hall.tell(**more)
    await hall.steps()
    return told


async def words(hall: Hall, told: int) -> list[str]:
    """What went, or is to go, to each of them, without their names."""
    return [f"{each.state}: {each.text.partition(', ')[2]}" for each in await hall.messages(told)]


def says(text: str, state: str = "claimed") -> str:
    return f"{state}: {text.partition(', ')[2]}"


async def test_who_waits_gets_the_new_words_and_keeps_their_name(hall: Hall) -> None:
    told = await told_of_it(hall)
    await change(hall, told)
    claimed = await hall.claim()
    assert [each.text for each in claimed] == [
        AT_THREE.replace("{name}", f"Rose {nth}") for nth in range(3)
    ]
    assert await words(hall, told) == [says(AT_THREE)] * 3


async def test_who_has_had_theirs_does_not_get_another(hall: Hall) -> None:
    told = await told_of_it(hall)
    assert await hall.send(room=1) == 1
    await change(hall, told)
    await hall.send()
    sent = await words(hall, told)
    assert sorted(sent) == [says(TEXT, "sent"), says(AT_THREE, "sent"), says(AT_THREE, "sent")]


async def test_a_second_change_is_heard_over_the_first(hall: Hall) -> None:
    told = await told_of_it(hall)
    await change(hall, told)
    await hall.claim(room=1)
    await change(hall, told, AT_FOUR)
    await hall.claim()
    assert sorted(await words(hall, told)) == sorted([says(AT_THREE), says(AT_FOUR), says(AT_FOUR)])


async def test_what_a_provider_would_not_take_comes_back_in_the_new_words(hall: Hall) -> None:
    told = await told_of_it(hall, 1)
    (in_the_air,) = await hall.claim()
    await change(hall, told)
    await hall.write(partial(outbox.release, ids=[in_the_air.id]))
    assert [each.text for each in await hall.claim()] == [AT_THREE.replace("{name}", "Rose 0")]


async def test_whoever_is_planned_after_the_change_gets_the_new_words(hall: Hall) -> None:
    await hall.people([{"name": f"Rose {nth}"} for nth in range(4)])
    told = await hall.tell()
    await hall.step(at_once=2)
    await change(hall, told)
    await hall.steps()
    assert len(await hall.claim()) == 4
    assert await words(hall, told) == [says(AT_THREE)] * 4


async def test_what_was_held_is_let_go_on_in_the_new_words(hall: Hall) -> None:
    told = await told_of_it(hall)
    await hall.write(partial(broadcasts.hold, broadcast_id=told, now=NOON))
    await change(hall, told)
    await hall.steps()
    assert (await hall.get(told)).state == PAUSED
    assert await hall.claim() == []
    await hall.write(partial(broadcasts.go_on, broadcast_id=told, now=NOON))
    await hall.steps()
    await hall.claim()
    assert await words(hall, told) == [says(AT_THREE)] * 3


async def test_words_of_their_own_that_cannot_be_put_right_do_not_go(hall: Hall) -> None:
    await hall.people([{"name": "Rose"}, {"name": "Ewa", "language": "pl"}])
    told = await hall.tell(texts={"en": TEXT, "pl": IN_POLISH})
    await hall.steps()
    await change(hall, told)
    await hall.claim()
    states = [(each.state, each.reason) for each in await hall.messages(told)]
    assert states == [("claimed", ""), ("skipped", "killed")]


async def test_an_event_that_is_later_now_may_still_be_told_of(hall: Hall) -> None:
    told = await told_of_it(hall)
    await change(hall, told, at=FRIDAY + DAY)
    assert len(await hall.claim(FRIDAY + timedelta(hours=1))) == 3


async def test_an_event_that_is_sooner_now_is_not_told_of_too_late(hall: Hall) -> None:
    told = await told_of_it(hall)
    sooner = FRIDAY - DAY
    await change(hall, told, at=sooner)
    assert await hall.claim(sooner - MARGIN["event"]) == []
    assert {each.state for each in await hall.messages(told)} == {"expired"}


async def test_a_change_touches_one_row_however_many_wait(hall: Hall) -> None:
    told = await told_of_it(hall, 30)
    before = await words(hall, told)
    await change(hall, told)
    assert await words(hall, told) == before
    assert (await hall.get(told)).state == SENDING
