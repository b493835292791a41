"""Whoever is in it and whatever happens: the tally is the audience, and nobody has it twice."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from store import broadcasts, everything
from store.database import Database
from tests.store.broadcasting import DAY, FRIDAY, Hall
from tests.store.people_of_the_house import MINUTE, NOON

SOMEBODY = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["", "Rose", "Siân"]),
        "language": st.sampled_from(["en", "cy", "pl"]),
        "said": st.sampled_from(["", "yes", "no", "yes no", "no yes"]),
        "how": st.sampled_from(["sms", "import"]),
        "source": st.sampled_from(["", "GP", "tea morning"]),
        "number_from": st.sampled_from(["", "council"]),
        "stopped_at": st.just(NOON),
        "paused_at": st.just(NOON),
        "paused_until": st.sampled_from([NOON, NOON + DAY]),
        "joined_at": st.sampled_from([None, NOON - DAY, NOON + DAY]),
        "roles": st.sampled_from([("resident",), ("befriender",), ("resident", "coordinator"), ()]),
        "addresses": st.sampled_from([(), ("open",), ("frozen",), ("frozen", "open")]),
    },
)
HAPPENS = st.sampled_from(
    ["step", "send", "fail", "lose", "hold", "go on", "kill", "stop", "an hour", "a day"]
)


@settings(max_examples=60)
@given(people=st.lists(SOMEBODY, max_size=9), events=st.lists(HAPPENS, max_size=14))
def test_everybody_in_it_comes_to_exactly_one_end(
    people: list[dict[str, Any]], events: list[str]
) -> None:
    asyncio.run(_play(people, events))


async def _play(people: list[dict[str, Any]], events: list[str]) -> None:
    database = Database("sqlite://")
    await database.open()
    try:
        await database.write(everything.metadata.create_all)
        await _tell(await Hall.opened(database), people, events)
    finally:
        await database.close()


async def _tell(hall: Hall, people: list[dict[str, Any]], events: list[str]) -> None:
    ids = await hall.people(people)
    texts = {"en": "Hello {name}", "cy": "Helo {name}"}
    counted = await hall.count(texts)
    told = await hall.tell(texts=texts)
    now, stopped = NOON, set[int]()
    for event in events:
        if event == "step":
            await hall.step(now, at_once=2)
        elif event in ("send", "fail", "lose"):
            state = {"send": "sent", "fail": "failed", "lose": "uncertain"}[event]
            await hall.send(now, state, room=2)
        elif event == "stop" and ids:
            stopped.add(ids[0])
            await hall.change(ids[0], stopped_at=now)
        elif event in ("an hour", "a day"):
            now += timedelta(hours=1) if event == "an hour" else DAY
        elif event in _CHANGES:
            await hall.write(partial(_CHANGES[event], broadcast_id=told, now=now))
        assert (await hall.tally(told)).adds_up
    await hall.steps(max(now, FRIDAY), at_once=2)
    await hall.steps(max(now, FRIDAY) + 61 * MINUTE, at_once=2)
    await _all_add_up(hall, told, counted.audience)


_CHANGES: dict[str, Any] = {
    "hold": broadcasts.hold,
    "go on": broadcasts.go_on,
    "kill": broadcasts.kill,
}


async def _all_add_up(hall: Hall, told: int, audience: int) -> None:
    tally, rows = await hall.tally(told), await hall.messages(told)
    assert tally.adds_up
    assert tally.queued == 0
    assert len(rows) == len({row.person_id for row in rows}) == tally.planned
    assert tally.planned == audience
    for row in rows:
        assert row.claimed_at is None or row.claimed_at < row.expires_at
    assert (await hall.row(told)).look_at is None
