"""A real Chromium, and the practice phones on a real server, for every browser test."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.table import Table
from tests.neighbourhood import Served

QUIETLY = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NONE_FOUND = (
    "no browser: install Chromium, or name one in DOORSTEP_TEST_BROWSER, "
    "or run: python -m playwright install chromium"
)


def find_browser(playwrights_own: str) -> str | None:
    """The browser to test with: the one asked for, else the system's, else Playwright's own."""
    asked = os.environ.get("DOORSTEP_TEST_BROWSER")
    if asked:
        return shutil.which(asked) or asked
    names = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
    found = [path for name in names if (path := shutil.which(name))]
    return next((path for path in [*found, playwrights_own] if Path(path).exists()), None)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        path = find_browser(playwright.chromium.executable_path)
        if path is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(NONE_FOUND)
        chromium = await playwright.chromium.launch(executable_path=path, args=QUIETLY)
        yield chromium
        await chromium.close()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """An empty page of its own; an error in a script of ours fails the test."""
    context = await browser.new_context(viewport={"width": 1400, "height": 1000})
    page = await context.new_page()
    page.set_default_timeout(8000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    await context.close()
    assert errors == []


@pytest.fixture
async def table(page: Page, served: Served) -> Table:
    table = Table(page, served)
    await table.open()
    return table
