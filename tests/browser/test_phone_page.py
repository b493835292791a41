"""The practice phones in a real browser: what one types arrives, what arrives is seen."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Request, expect

from bot.channels import Kind
from bot.web.phone import Handset
from tests.browser.table import Table
from tests.neighbourhood import ANA, ROSE, SAM, Served

pytestmark = pytest.mark.anyio


async def test_letters_come_from_number_keys(table: Table) -> None:
    """44 is h, 444 is i, and the first letter of a sentence is a capital."""
    await table.press(ROSE, "44 444 0 2")
    await expect(table.draft(ROSE)).to_have_value("Hi a")
    await table.phone(ROSE).get_by_role("button", name="Clear").click()
    await table.button(ROSE, "Send").click()
    await expect(table.line(ROSE, "Hi").locator(".mark")).to_have_text("✓✓")
    assert [(h.address, h.text) for h in table.neighbourhood.heard] == [(ROSE, "Hi")]


async def test_hash_changes_letters_to_numbers(table: Table) -> None:
    await table.press(ROSE, "###2202")
    await expect(table.draft(ROSE)).to_have_value("2202")


async def test_holding_a_key_writes_its_number(table: Table) -> None:
    await table.key(ROSE, "3").click(delay=750)
    await expect(table.draft(ROSE)).to_have_value("3")


async def test_holding_clear_empties_the_screen(table: Table) -> None:
    await table.draft(ROSE).fill("all of this goes")
    await table.phone(ROSE).get_by_role("button", name="Clear").click(delay=750)
    await expect(table.draft(ROSE)).to_have_value("")


async def test_an_ordinary_keyboard_works_too(table: Table) -> None:
    """Wherever on the phone the focus is, letters land on its screen and Enter sends."""
    await table.key(ROSE, "5").focus()
    await table.page.keyboard.type("quite well")
    await table.page.keyboard.press("Enter")
    await expect(table.line(ROSE, "quite well").locator(".mark")).to_have_text("✓✓")
    await expect(table.draft(ROSE)).to_have_value("")
    assert [heard.text for heard in table.neighbourhood.heard] == ["quite well"]


async def test_a_message_appears_live_and_its_ticks_move(table: Table) -> None:
    hood = table.neighbourhood
    line = table.served.call(hood.keep, ROSE, "How was your week?")
    shown = table.line(ROSE, "How was your week?")
    for state, mark, words in (
        ("queued", "•", "waiting to be sent"),
        ("sent", "✓", "sent"),
        ("delivered", "✓✓", "delivered"),
        ("uncertain", "?", "may not have arrived"),
        ("failed", "✗", "not sent"),
    ):
        table.served.call(hood.move, ROSE, line, state)
        await expect(shown.locator(".mark")).to_have_text(mark)
        await expect(shown.locator(".words")).to_have_text(words)
    await expect(shown).to_have_count(1)


async def test_a_choice_is_typed_for_you_but_sent_by_you(table: Table) -> None:
    table.served.call(table.neighbourhood.say, ROSE, "Shall Sam ring you?", ("YES", "NO"))
    await table.button(ROSE, "YES").click()
    await expect(table.draft(ROSE)).to_have_value("YES")
    assert table.neighbourhood.heard == []
    await table.page.keyboard.press("Enter")  # the focus is on Send by now
    await expect(table.line(ROSE, "YES")).to_have_count(1)
    await expect(table.button(ROSE, "NO")).to_have_count(0)


async def test_a_ring_is_not_answered_and_counts(table: Table) -> None:
    await table.phone(ROSE).get_by_role("button", name="Ring Mill Lane").click()
    await expect(table.phone(ROSE).locator(".notice")).to_contain_text("not answered")
    await expect(table.line(ROSE, "You rang Mill Lane")).to_have_count(1)
    assert [(h.kind, h.address) for h in table.neighbourhood.heard] == [(Kind.RING, ROSE)]


async def test_a_switched_off_phone_shows_its_messages_later(table: Table) -> None:
    hood, power = table.neighbourhood, table.phone(ROSE).get_by_role("switch")
    await power.click()
    await expect(power).to_have_attribute("aria-checked", "false")
    line = table.served.call(hood.say, ROSE, "Are you all right?")
    assert line.state == "queued"
    await expect(table.line(ROSE, "all right?")).to_be_hidden()
    await expect(table.button(ROSE, "Send")).to_be_disabled()
    await power.click()
    await expect(table.line(ROSE, "all right?")).to_be_visible()


async def test_the_clock_moves_and_its_buttons_wait_for_it(table: Table) -> None:
    hood, day = table.neighbourhood, table.page.get_by_role("button", name="a day")
    await expect(table.page.locator("#now")).to_contain_text("22 November 2026")
    table.served.call(hood.gate.clear)
    await day.click()
    for name in ("an hour", "a day", "a week"):
        await expect(table.page.get_by_role("button", name=name)).to_be_disabled()
    table.served.call(hood.gate.set)
    await expect(table.page.locator("#now")).to_contain_text("23 November 2026")
    await expect(table.page.locator("#moved")).to_contain_text("It is now Monday")
    await expect(day).to_be_enabled()
    assert hood.advanced == [timedelta(days=1)]


async def test_times_are_local(table: Table) -> None:
    """In summer London is an hour ahead of UTC, and so are the messages."""
    table.served.call(table.neighbourhood.advance, timedelta(weeks=30))
    table.served.call(table.neighbourhood.say, ROSE, "Summer!")
    await expect(table.line(ROSE, "Summer!").locator(".at")).to_contain_text("11:02")


async def test_hostile_text_is_only_text(table: Table) -> None:
    hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
    table.served.call(table.neighbourhood.say, ROSE, hostile, ("<b>YES</b>",))
    await expect(table.line(ROSE, "onerror").locator(".text")).to_have_text(hostile)
    await expect(table.button(ROSE, "<b>YES</b>")).to_be_visible()
    assert await table.phone(ROSE).locator("img, script").count() == 0
    assert await table.page.title() == "Mill Lane: practice phones"


async def test_two_phones_side_by_side_do_not_mix(table: Table) -> None:
    await table.draft(SAM).fill("half a thought")
    await table.write(ROSE, "from Rose")
    table.served.call(table.neighbourhood.say, SAM, "for Sam")
    await expect(table.line(ROSE, "from Rose")).to_have_count(1)
    await expect(table.line(SAM, "for Sam")).to_have_count(1)
    await expect(table.line(ANA, "")).to_have_count(0)
    await expect(table.line(ROSE, "")).to_have_count(1)
    await expect(table.line(SAM, "")).to_have_count(1)
    await expect(table.draft(SAM)).to_have_value("half a thought")


async def test_after_the_server_was_gone_nothing_is_missing(table: Table) -> None:
    """Both ways: what Doorstep said meanwhile, and what Rose sent into the void, once each."""
    hood = table.neighbourhood
    table.served.call(hood.say, ROSE, "before")
    await expect(table.line(ROSE, "before")).to_have_count(1)
    table.served.stop()
    await expect(table.page.locator("#link")).to_contain_text("Out of touch")
    await table.write(ROSE, "can you hear me")
    await expect(table.line(ROSE, "can you hear me").locator(".mark")).to_have_text("•")
    hood.keep(ROSE, "meanwhile", state="delivered")
    table.served.start()
    await expect(table.line(ROSE, "meanwhile")).to_have_count(1)
    await expect(table.line(ROSE, "can you hear me").locator(".mark")).to_have_text("✓✓")
    await expect(table.page.locator("#link")).to_have_text("")
    await expect(table.line(ROSE, "")).to_have_count(3)
    assert [heard.text for heard in hood.heard] == ["can you hear me"]


async def test_a_new_phone_can_text_and_becomes_known(table: Table) -> None:
    await table.page.get_by_role("button", name="a new phone").click()
    stranger = await table.page.locator('[data-role="stranger"].handset').get_attribute(
        "data-phone"
    )
    assert stranger is not None
    assert stranger.startswith("+447700900")
    await table.write(stranger, "HELLO")
    await expect(table.line(stranger, "HELLO").locator(".mark")).to_have_text("✓✓")
    table.served.call(table.neighbourhood.say, stranger, "Hello, we are Mill Lane.")
    await expect(table.line(stranger, "we are Mill Lane")).to_have_count(1)


async def test_a_crowd_gets_a_picker_that_counts_what_is_new(page: Page, served: Served) -> None:
    hood, iris = served.neighbourhood, "+447700900004"
    hood.people += [Handset(iris, "Iris", "resident"), Handset("+447700900005", "Tom", "resident")]
    table = Table(page, served)
    await table.open()
    pick = page.get_by_role("navigation").get_by_role("button", name="Iris")
    await expect(pick).to_have_attribute("aria-pressed", "false")
    served.call(hood.say, iris, "Hello Iris")
    await expect(pick).to_contain_text("1")
    await pick.click()
    await expect(table.line(iris, "Hello Iris")).to_be_visible()
    await expect(pick).to_have_text("Iris")


async def test_nothing_leaves_the_origin(page: Page, served: Served) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    table = Table(page, served)
    await table.open()
    await table.write(ROSE, "hello")
    await expect(table.line(ROSE, "hello").locator(".mark")).to_have_text("✓✓")
    assert {urlsplit(request.url).netloc for request in asked} == {f"127.0.0.1:{served.port}"}


@pytest.mark.parametrize("width", [390, 1400])
async def test_nothing_sticks_out_sideways(page: Page, served: Served, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 900})
    served.call(served.neighbourhood.say, ROSE, "W" * 160)
    await Table(page, served).open()
    assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_everything_can_be_reached_and_is_named(table: Table) -> None:
    """Each control has a name to be read out, and Tab gets to the screen and its keys."""
    phone = table.phone(ROSE)
    for button in await phone.get_by_role("button").all():
        assert await button.evaluate("e => e.ariaLabel || e.innerText.trim()")
    await phone.get_by_role("switch").focus()
    reached = []
    for _ in range(6):
        await table.page.keyboard.press("Tab")
        reached.append(await table.page.evaluate("document.activeElement.className"))
    assert reached == ["lines", "draft", "send", "up", "down", "clear"]
