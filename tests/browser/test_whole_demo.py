"""The real demo in a real browser: a stranger joins, a week goes by, a low week brings a person."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.bot.commands import Running, running

pytestmark = pytest.mark.anyio

ROSE, SAM = "+447700900101", "+447700900201"
ASKED = "1 good, 2 so-so, 3 low"
"""What every hello has in it, however it is said that week."""


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Running]:
    """The process that `doorstep demo` starts."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    with running("demo", env={}, folder=tmp_path, port=port) as demo:
        yield demo
        demo.process.terminate()
        assert await asyncio.to_thread(demo.ends) == 0
        assert '"level": "error"' not in demo.log


class Phones:
    """The open page, in the words of someone looking at it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def line(self, phone: str, words: str) -> Locator:
        return self.page.locator(f'[data-phone="{phone}"] .line').filter(has_text=words)

    async def a_new_one(self) -> str:
        """The number of a phone that nobody is known at."""
        await self.page.get_by_role("button", name="a new phone").click()
        stranger = self.page.locator('[data-role="stranger"].handset')
        number = await stranger.get_attribute("data-phone")
        assert number
        return number

    async def text(self, phone: str, words: str) -> None:
        await self.page.locator(f'[data-phone="{phone}"] textarea').fill(words)
        await self.page.keyboard.press("Enter")

    async def reads(self, phone: str, words: str) -> None:
        """It has arrived and is seen once, with both ticks."""
        line = self.line(phone, words)
        try:
            await expect(line).to_have_count(1, timeout=15_000)
            await expect(line.locator(".mark")).to_have_text("✓✓", timeout=15_000)
        except AssertionError as error:
            shown = await self.page.locator(f'[data-phone="{phone}"] .lines').inner_text()
            raise AssertionError(f"{error}\nits screen:\n{shown}") from error

    async def later(self, button: str) -> None:
        """Move the clock on, and wait until it has arrived."""
        said = self.page.locator("#moved")
        before = await said.text_content() or ""
        move = self.page.get_by_role("button", name=button)
        await move.click()
        await expect(said).not_to_have_text(before, timeout=60_000)
        await expect(move).to_be_enabled(timeout=60_000)

    async def until_asked(self, phone: str) -> None:
        """Day by day, until the next weekly hello: which day that is depends on today."""
        hello = self.line(phone, ASKED)
        before = await hello.count()
        for _ in range(7):
            await self.later("a day")
            if await hello.count() > before:
                return
        raise AssertionError("a week without a hello")

    async def until_morning(self, phone: str, words: str) -> None:
        """Nobody is told of a low week at night: hour by hour, until it may be sent."""
        line = self.line(phone, words)
        await expect(line).to_have_count(1, timeout=15_000)
        for _ in range(13):
            if await line.locator(".mark").text_content() == "✓✓":
                return
            await self.later("an hour")


async def test_joining_a_week_and_a_low_answer(demo: Running, page: Page) -> None:
    phones = Phones(page)
    await page.goto(f"{demo.url}/")
    await expect(page).to_have_url(re.compile("/phone$"))
    margaret = await phones.a_new_one()
    for words, answer in (
        ("hello", "hello each week?"),
        ("go on then", "call you?"),
        ("Margaret", "Thank you, Margaret."),
    ):
        await phones.text(margaret, words)
        await phones.reads(margaret, answer)

    asked = phones.line(ROSE, ASKED)
    await phones.later("a week")
    if not await asked.count():  # it is her day today: hers is then a week and some hours away
        await phones.later("a day")
    await expect(asked).to_have_count(1)
    await expect(phones.line(margaret, "Hello Margaret")).not_to_have_count(0)
    await phones.until_asked(ROSE)
    await phones.text(ROSE, "a bit low this week")
    await phones.reads(ROSE, "Shall Sam ")
    await phones.text(ROSE, "oh go on then")
    await phones.reads(ROSE, "asked Sam to ring you")
    await phones.until_morning(SAM, "Rose has had a low week")
    await phones.reads(SAM, "Rose has had a low week")
    await phones.text(SAM, "DONE")
    await phones.reads(SAM, "Thank you. That's closed for Rose.")
