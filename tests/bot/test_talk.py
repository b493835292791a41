"""`doorstep talk` speaks to a running demo, without a terminal."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channels import Kind
from bot.talk import talk
from tests.neighbourhood import ROSE, SAM, Served

pytestmark = pytest.mark.anyio
SETTLE = 0.2


class Terminal:
    """Types lines one by one and remembers what was shown."""

    def __init__(self, *lines: str) -> None:
        self.lines: asyncio.Queue[str | None] = asyncio.Queue()
        self.shown: list[str] = []
        self._more = asyncio.Event()
        for line in lines:
            self.lines.put_nowait(line)

    def show(self, line: str) -> None:
        self.shown.append(line)
        self._more.set()

    async def typed(self) -> AsyncIterator[str]:
        while (line := await self.lines.get()) is not None:
            yield line

    async def sees(self, part: str) -> None:
        async with asyncio.timeout(8):
            while not any(part in line for line in self.shown):
                self._more.clear()
                await self._more.wait()

    async def talk(self, url: str, who: str | None) -> int:
        self.lines.put_nowait(None)
        return await talk(url, who, self.typed(), self.show, SETTLE)


async def test_a_line_is_a_text(served: Served) -> None:
    terminal = Terminal("not so good this week", "", "tbh")
    assert await terminal.talk(served.url, "rose") == 0
    heard = served.neighbourhood.heard
    assert [(h.address, h.text) for h in heard] == [
        (ROSE, "not so good this week"),
        (ROSE, "tbh"),
    ]


async def test_messages_appear_as_they_come_with_the_time(served: Served) -> None:
    terminal = Terminal()
    talking = asyncio.create_task(talk(served.url, "rose", terminal.typed(), terminal.show, SETTLE))
    await terminal.sees("You are Rose")
    served.call(served.neighbourhood.say, ROSE, "How was your week?")
    await terminal.sees("Sun 10:02 < How was your week?")
    served.call(served.neighbourhood.say, SAM, "not for Rose")
    terminal.lines.put_nowait("/quit")
    assert await talking == 0
    assert not any("not for Rose" in line for line in terminal.shown)


async def test_a_message_still_waiting_to_be_sent_is_not_shown_yet(served: Served) -> None:
    served.neighbourhood.keep(ROSE, "in the queue", state="queued")
    terminal = Terminal()
    await terminal.talk(served.url, "rose")
    assert not any("in the queue" in line for line in terminal.shown)


async def test_after_the_last_line_it_waits_for_the_answer(served: Served) -> None:
    """So that piped lines get their replies shown."""
    terminal = Terminal("hello")

    async def answer() -> None:
        assert await asyncio.to_thread(served.neighbourhood.begun.wait, 5)
        served.call(served.neighbourhood.say, ROSE, "Hello Rose")

    code, _ = await asyncio.gather(terminal.talk(served.url, "rose"), answer())
    assert code == 0
    assert terminal.shown[-1] == "Sun 10:02 < Hello Rose"


async def test_a_ring_and_the_clock(served: Served) -> None:
    terminal = Terminal("/ring", "/hour", "/day", "/week", "/help")
    assert await terminal.talk(served.url, "rose") == 0
    assert [heard.kind for heard in served.neighbourhood.heard] == [Kind.RING]
    hours = [by / timedelta(hours=1) for by in served.neighbourhood.advanced]
    assert hours == [1, 24, 168]
    assert "It is now Monday 30 November, 11:02." in terminal.shown
    assert terminal.shown[-1].startswith("Type a text")


@pytest.mark.parametrize("who", ["Rose", "ro", "+447700900001", "07700 900001"])
async def test_one_can_be_chosen_by_name_or_number(served: Served, who: str) -> None:
    await Terminal("hi").talk(served.url, who)
    assert [heard.address for heard in served.neighbourhood.heard] == [ROSE]


async def test_without_a_name_it_asks_who_one_is(served: Served) -> None:
    terminal = Terminal("sam", "hi")
    assert await terminal.talk(served.url, None) == 0
    assert [heard.address for heard in served.neighbourhood.heard] == [SAM]
    assert terminal.shown[0] == f"{ROSE}  Rose  resident"


async def test_a_number_nobody_has_is_a_new_phone(served: Served) -> None:
    await Terminal("HELLO").talk(served.url, "+447700900555")
    assert [heard.address for heard in served.neighbourhood.heard] == ["+447700900555"]


@pytest.mark.parametrize("who", ["nobody", "", "+0"])
async def test_a_name_nobody_has_is_one_clear_line(served: Served, who: str) -> None:
    terminal = Terminal("hi")
    assert await terminal.talk(served.url, who) == 1
    assert terminal.shown == ["Nobody is called that. There are: Rose, Sam, Ana"]


async def test_a_refusal_is_shown_and_talking_goes_on(served: Served) -> None:
    terminal = Terminal("a" * 1601, "hello")
    assert await terminal.talk(served.url, "rose") == 0
    assert "A text has at most 1600 characters." in terminal.shown
    assert [heard.text for heard in served.neighbourhood.heard] == ["hello"]


async def test_a_text_can_not_steer_the_terminal(served: Served) -> None:
    served.call(served.neighbourhood.say, ROSE, "red \x1b[31mtext\x07\nsecond line")
    terminal = Terminal()
    await terminal.talk(served.url, "rose")
    assert terminal.shown[-1] == "Sun 10:02 < red  [31mtext  second line"


async def test_it_comes_back_after_the_server_was_gone_and_misses_nothing(served: Served) -> None:
    terminal = Terminal()
    talking = asyncio.create_task(talk(served.url, "rose", terminal.typed(), terminal.show, SETTLE))
    await terminal.sees("You are Rose")
    served.call(served.neighbourhood.say, ROSE, "before")
    await terminal.sees("before")
    await asyncio.to_thread(served.stop)
    served.neighbourhood.keep(ROSE, "meanwhile", state="delivered")
    terminal.lines.put_nowait("still there?")
    await asyncio.sleep(0.1)
    served.start()
    await terminal.sees("meanwhile")
    terminal.lines.put_nowait(None)
    assert await talking == 0
    assert [heard.text for heard in served.neighbourhood.heard] == ["still there?"]
    assert sum("before" in line for line in terminal.shown) == 1


async def test_no_demo_running_is_one_clear_line() -> None:
    terminal = Terminal("hello")
    assert await terminal.talk("http://127.0.0.1:9", "rose") == 1
    assert terminal.shown == [
        "No practice phones at http://127.0.0.1:9. Start them with: doorstep demo"
    ]


def test_lines_can_be_piped_in(served: Served) -> None:
    program = "import sys; from bot.talk import at_terminal; sys.exit(at_terminal(*sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", program, served.url, "rose"],
        input=b"hello \xff\n/who\n",
        capture_output=True,
        timeout=20,
        env=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"{SAM}  Sam  befriender" in done.stdout.decode()
    assert [heard.text for heard in served.neighbourhood.heard] == ["hello \ufffd"]
