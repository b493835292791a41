"""What a text is heard in: the moment it came, the zone it came from, the person's language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when a text was sent.

    now: with its zone. Where it is None, nothing that depends on the day is heard.
    language: an ISO 639-1 code. Where it is empty, nobody knows: English goes first, then every
    other language we have a table of.
    """

    now: datetime | None = None
    zone: str = "Europe/London"
    language: str = "en"

    @property
    def local(self) -> datetime | None:
        """The moment as the clock on their wall shows it, without a zone."""
        return self.now and self.now.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)


ANYWHERE: Final = Scene()
"""Nothing is known of who wrote, or when."""
