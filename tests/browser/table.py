"""The table of practice phones in an open browser page."""

from playwright.async_api import Locator, Page

from tests.neighbourhood import ROSE, Served


class Table:
    """The open page, in the words of someone looking at it."""

    def __init__(self, page: Page, served: Served) -> None:
        self.page = page
        self.served = served
        self.neighbourhood = served.neighbourhood

    async def open(self) -> None:
        await self.page.goto(f"{self.served.url}/phone")
        await self.phone(ROSE).wait_for()

    def phone(self, address: str) -> Locator:
        return self.page.locator(f'[data-phone="{address}"]')

    def line(self, address: str, text: str) -> Locator:
        return self.phone(address).locator(".line").filter(has_text=text)

    def draft(self, address: str) -> Locator:
        return self.phone(address).locator("textarea")

    def key(self, address: str, key: str) -> Locator:
        return self.phone(address).locator(f'[data-key="{key}"]')

    def button(self, address: str, name: str) -> Locator:
        return self.phone(address).get_by_role("button", name=name, exact=True)

    async def press(self, address: str, keys: str) -> None:
        """Press keys one after the other; a space waits until the next is a new letter."""
        for key in keys:
            if key == " ":
                await self.page.wait_for_timeout(1000)
            else:
                await self.key(address, key).click()

    async def write(self, address: str, text: str) -> None:
        """Write with the keyboard and send."""
        await self.draft(address).fill(text)
        await self.page.keyboard.press("Enter")
