"""Another person, as a flow sees them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another person, as a flow sees them: by the short name that is shown, never a number."""

    id: int
    name: str
    language: str = "en"
