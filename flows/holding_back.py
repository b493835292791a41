"""What waits while a person of the team talks with somebody, and what goes on to them. Pure.

Whoever is with a person just now is left to that. What we begin, and what neighbours say, waits
until it is handed back or the day is over. What the team says goes on; so does news of what they
count on: nobody is to stand at the bus stop because Doorstep was being quiet.
"""

from datetime import datetime, timedelta
from typing import Final

from flows.world import Priority, Waiting

A_MOMENT: Final = timedelta(seconds=30)
"""How long the rest waits on after it: first they hear that it is Doorstep's texts again."""

GOES_ON: Final = (
    "take_over.", "hand_back.", "taken_over_ends.",  # the talk itself
    "tell_somebody.", "answer.",  # words of the team's to them
    "tell.", "concern.", "rota.", "done.", "swap_asked.they", "team_left.",  # words to the team
    "event.changed", "event.off", "not_coming.", "go_along.", "reminder.",  # what they go to
    "cant_visit.", "stand_in.told", "move_visit.", "no_visit.", "visit_offer.told",
    "visit_offer_over.",
    "visit_confirm.told", "not_wanted.", "running_late.",  # who comes to see them, and when
    "visit_today.", "visit_out.",  # and whom they go to see
)  # fmt: skip
"""How the wordings begin that go on to somebody all the same, though they have not just asked."""

_NEIGHBOURS: Final = "chat."
"""How the wordings begin in which neighbours speak: these wait, however live the chat is."""


def until(message: Waiting, now: datetime) -> datetime | None:
    """Until when (UTC) this waits because a person talks with them; None: it does not.

    That may be handed back sooner. What would be too late by then is looked at in time to end.
    """
    if message.held_until is None or message.held_until <= now or _goes_on(message):
        return None
    later = message.held_until + A_MOMENT
    return later if message.expires_at is None else min(later, message.expires_at)


def _goes_on(message: Waiting) -> bool:
    """Danger does, and an answer to what they asked; nothing in which a neighbour speaks."""
    if message.priority == Priority.DANGER:
        return True
    if message.key.startswith(_NEIGHBOURS):
        return False
    return message.priority == Priority.REPLY or message.key.startswith(GOES_ON)
