"""What the month after hospital may look at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Homecoming:
    """Whether they have been asked who is in their circle: once is enough, however often they
    come home. need_open: whether a person has yet to see to food or warmth.
    away: the name of whom the talk is about, if they are in hospital still.
    """

    circle_asked: bool = False
    need_open: bool = False
    away: str | None = None
