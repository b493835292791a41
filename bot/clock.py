"""What time it is, and APScheduler's few ticks over rows that are due, none of them a person's."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.logs import get_logger
from store.database import Unavailable

log = get_logger(__name__)

Tick = Callable[[], Awaitable[object]]

GRACE: Final = 3.0  # seconds that a running tick gets to finish when we stop


class Clock:
    """The moment it is, in UTC. A demo's clock can be ahead, and can be held while it moves."""

    def __init__(self, ahead: timedelta = timedelta(0)) -> None:
        self.ahead = ahead
        self._held: datetime | None = None

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self._held or datetime.now(UTC) + self.ahead

    @property
    def seconds_ahead(self) -> int:
        """How far it is ahead, rounded up: whoever starts again from it never goes back."""
        return math.ceil((self.now() - datetime.now(UTC)).total_seconds())

    def hold(self, at: datetime) -> None:
        """Stand still at this moment."""
        self._held = at

    def let_go(self) -> None:
        """Run on from where it stands."""
        if self._held is not None:
            self.ahead = self._held - datetime.now(UTC)
            self._held = None


class Ticks:
    """Runs each tick at its own interval, one at a time of each kind, whatever the last one did."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        # A tick that came late runs once, however many it missed: the rows say what is due.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        self._now = now
        self._ran: dict[str, float] = {}
        self._running: set[asyncio.Task[object]] = set()

    def every(self, seconds: float, name: str, tick: Tick) -> None:
        """Run `tick` every so many seconds."""

        async def run() -> None:
            task = asyncio.ensure_future(tick())
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            try:
                await task
                self.ran(name)
            except Unavailable as error:
                log.warning("tick_unavailable", tick=name, why=str(error))
            except Exception:
                log.exception("tick_broke", tick=name)

        self._scheduler.add_job(run, "interval", seconds=seconds, id=name)

    def ran(self, name: str) -> None:
        """This one's work has just been done, by the tick itself or by whoever moves the clock."""
        self._ran[name] = time.monotonic()

    def last(self, name: str) -> datetime | None:
        """When this one last did its work, in the service's own time; None: not yet."""
        if name not in self._ran:
            return None
        return self._now() - timedelta(seconds=time.monotonic() - self._ran[name])

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    async def stop(self) -> None:
        """No further tick begins, and those that run get a moment to finish."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        if self._running:
            await asyncio.wait(self._running, timeout=GRACE)
        self._scheduler.shutdown(wait=False)
