"""What time it is, and APScheduler's few ticks over rows that are due. No job belongs to a person."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.logs import get_logger
from store.database import Unavailable

log = get_logger(__name__)

Tick = Callable[[], Awaitable[object]]


class Clock:
    """The moment it is, in UTC. A demo's clock can be ahead, and can be held while it moves."""

    def __init__(self, ahead: timedelta = timedelta(0)) -> None:
        self.ahead = ahead
        self._held: datetime | None = None

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self._held or datetime.now(UTC) + self.ahead

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
        self.last: dict[str, datetime] = {}

    def every(self, seconds: float, name: str, tick: Tick) -> None:
        """Run `tick` every so many seconds."""

        async def run() -> None:
            try:
                await tick()
                self.last[name] = self._now()
            except Unavailable as error:
                log.warning("tick_unavailable", tick=name, why=str(error))
            except Exception:
                log.exception("tick_broke", tick=name)

        self._scheduler.add_job(run, "interval", seconds=seconds, id=name)

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """No further tick begins."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
