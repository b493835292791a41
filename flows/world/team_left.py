"""One of the coordinators has said STOP, as the others see it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TeamLeft:
    """who: their name. was_on_duty: when they said it. on_duty: who is now, with their ids.

    in_hand: whom they had in hand, by name. urgent: and that somebody of these may be in danger.
    """

    who: str
    was_on_duty: bool = False
    on_duty: tuple[tuple[int, str], ...] = ()
    in_hand: tuple[str, ...] = ()
    urgent: bool = False
