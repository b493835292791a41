"""The tours of the demo, played through the real service: what they say is so."""

import re
from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from bot.app import Doorstep
from bot.channels import Inbound
from bot.serving import serving
from bot.settings import load_settings
from store.messages import message
from store.people import address, person
from tests.bot.live import environment

pytestmark = pytest.mark.anyio

DOCS: Final = Path(__file__).parents[2] / "docs"
TOURS: Final = ("tour.md", "tour_of_the_team.md")
LONDON: Final = ZoneInfo("Europe/London")
IN_THE_MORNING: Final = time(8, 30)

LATER: Final = re.compile(
    r"\((?:(?P<span>an hour|a day|a week)(?P<more> or more)?|(?P<hours>\d) hours) later\)"
)
SPANS: Final = {
    "an hour": timedelta(hours=1),
    "a day": timedelta(days=1),
    "a week": timedelta(weeks=1),
}
OFTEN: Final = {"an hour": 27, "a day": 8, "a week": 2}
"""How often a visitor would press the button until it is there."""


class Visitor:
    """Somebody who reads the tour, and does what it says."""

    def __init__(self, doorstep: Doorstep, phones: dict[str, str]) -> None:
        self.doorstep, self.phones = doorstep, phones
        self.read = dict.fromkeys(phones, 0)  # the last message each phone was looked at for
        self.again: tuple[timedelta, int] = (timedelta(0), 0)
        self._ids = count(1)

    async def does(self, line: str) -> None:
        """One line of a box."""
        if (later := LATER.fullmatch(line)) and later["hours"]:
            await self.doorstep.advance(int(later["hours"]) * SPANS["an hour"])
            return
        if later:
            span = SPANS[later["span"]]
            self.again = (span, OFTEN[later["span"]] if later["more"] else 0)
            await self.doorstep.advance(span)
            return
        who, _, words = line.removeprefix("bot to ").partition(": ")
        if not line.startswith("bot to "):
            self.again = (timedelta(0), 0)
            await self.texts(who, words)
        elif words == "nothing":
            assert not await self.new(who), f"{who} was texted"
        else:
            await self.sees(who, words)

    async def texts(self, who: str, words: str) -> None:
        """From this phone, having read it; and we wait until all that follows has been sent."""
        for nth, _ in await self.new(who):
            self.read[who] = nth
        said = f"tour-{next(self._ids)}"
        now = self.doorstep.now()
        await self.doorstep.inbox.receive(Inbound("phone", said, self.phones[who], words, now))
        await self.doorstep.advance(timedelta(seconds=5))

    async def sees(self, who: str, words: str) -> None:
        """This phone shows it, perhaps after some more pressing of the button."""
        span, often = self.again
        while (found := await self.found(who, words)) is None and often:
            often -= 1
            await self.doorstep.advance(span)
        shown = "\n".join(text for _, text in await self.new(who))
        assert found is not None, f"{who} should read: {words}\nbut since then reads:\n{shown}"
        self.read[who] = found

    async def found(self, who: str, words: str) -> int | None:
        pattern = ".*".join(re.escape(part.strip()) for part in words.split("…"))
        texts = await self.new(who)
        return next((nth for nth, text in texts if re.fullmatch(pattern, text, re.DOTALL)), None)

    async def new(self, who: str) -> list[tuple[int, str]]:
        """What has reached this phone since the last line that was seen on it."""
        query = (
            sa.select(message.c.id, message.c.text)
            .join(address, address.c.id == message.c.address_id)
            .where(
                address.c.value == self.phones[who],
                message.c.direction == "out",
                message.c.state == "delivered",
                message.c.id > self.read[who],
            )
            .order_by(message.c.id)
        )
        rows = await self.doorstep.database.read(lambda conn: list(conn.execute(query)))
        return [(row.id, row.text) for row in rows]


@pytest.fixture
async def visitor(sqlite_url: str) -> AsyncIterator[Visitor]:
    """Somebody at the demo's page, one morning."""
    settings = load_settings(environment(sqlite_url, demo="1"), env_file=None)
    async with serving(settings, neighbours=True) as web:
        phones = sa.select(person.c.name, address.c.value).join(
            address, address.c.person_id == person.c.id
        )
        rows = await web.doorstep.database.read(lambda conn: list(conn.execute(phones)))
        await web.doorstep.advance(until_day(web.doorstep.now().astimezone(LONDON)))
        yield Visitor(web.doorstep, {row.name.lower(): row.value for row in rows})


def until_day(now: datetime) -> timedelta:
    """How long until it is day: no time at all between morning and afternoon."""
    if IN_THE_MORNING <= now.time() <= time(15):
        return timedelta(0)
    morning = datetime.combine(now.date(), IN_THE_MORNING, now.tzinfo)
    return (morning if morning > now else morning + timedelta(days=1)) - now


def boxes(page: str) -> list[str]:
    """The lines of every box of the tour, in order."""
    found = re.findall(r"```tour\n(.*?)```", page, re.DOTALL)
    return [line for box in found for line in box.splitlines() if line]


@pytest.mark.parametrize("page", TOURS)
async def test_a_tour_is_what_happens(visitor: Visitor, page: str) -> None:
    lines = boxes((DOCS / page).read_text("utf-8"))
    assert len(lines) > 50
    for line in lines:
        await visitor.does(line)
