"""What whoever is of the team may see of concerns: those open, whom they were told of; the rota."""

from dataclasses import dataclass
from datetime import datetime

from flows.concerns.rota import Shift
from flows.world.neighbours import Neighbour


@dataclass(frozen=True, slots=True)
class OpenConcern:
    """A concern that nobody has closed. claimed_by: whose hands it is in (0: nobody's). waits:
    whoever has it was asked how it stands and has not said, so that somebody else may take it on.
    told: whether whoever sees it has been told of this very one, or raised it, or has it in hand.
    """

    id: int
    about: int
    who: str
    kind: str
    level: str
    raised_at: datetime
    claimed_by: int = 0
    claimer: str = ""
    reach: str = "if you can"
    waits: bool = False
    told: bool = True


@dataclass(frozen=True, slots=True)
class Caring:
    """What is open, the gravest and oldest first: for a coordinator all of it, for a befriender
    what is about whom they visit, or what they were told of. Never about themself. told: whom
    they were told of (person ids) and it is open, the latest first.
    """

    open: tuple[OpenConcern, ...] = ()
    told: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rota:
    """The duty rota from now on, and the coordinators there are: id -> name."""

    shifts: tuple[Shift, ...] = ()
    team: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Swap:
    """Turns on duty that somebody is asked to take, of those that still stand."""

    asker: Neighbour
    shifts: tuple[Shift, ...]
    answered: bool = False
