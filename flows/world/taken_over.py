"""Who talks with whom as a person, as the two of them see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flows.world.neighbours import Neighbour

NOBODY: Final = Neighbour(0, "")

TAKEN_OVER: Final = "taken over"
"""Why something waits, or came to nothing, while a person of the team answers them."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A talk that a coordinator has taken over.

    id: 0 if there is none. resident, coordinator: the two. open: it goes on. why: how it ended,
    as `store/takeovers.py` names it. heard_at: when the resident last wrote. urgent: something
    urgent about them is open.
    """

    id: int = 0
    resident: Neighbour = NOBODY
    coordinator: Neighbour = NOBODY
    open: bool = False
    why: str = ""
    heard_at: datetime | None = None
    urgent: bool = False
