"""What may be said at once to somebody in danger: where they live, and whether anybody is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Help:
    """nation: where they live; "" where nobody knows. told: somebody of the team can be reached.
    again: they were given the lines to ring some minutes ago. claimer: who has them in hand.
    visits: for a befriender, the name of somebody they visit.
    """

    nation: str = ""
    told: bool = True
    again: bool = False
    claimer: str = ""
    visits: str = ""
