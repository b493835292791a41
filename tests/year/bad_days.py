"""Bad days of the team: a coordinator's phone is lost for a while, and another says STOP."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tests.year.colleagues import Colleague
from tests.year.residents import Says

AT_ONCE: Final = 0.1
"""How often whoever is told something answers in that very second, before anything falls due."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A coordinator's phone is in other hands until they have a new one with the old number."""

    address: str
    since: datetime
    until: datetime


def lost_phone(team: list[Colleague], begins: datetime, weeks: int) -> Lost:
    """Whose phone is lost, and when. All that they would have texted meanwhile, the finder texts;
    and more of what moves other people's lives (`texts_of_the_finder`).
    """
    one = _coordinators(team)[0]
    since = begins + timedelta(weeks=weeks * 0.4)
    return Lost(one.address, since, since + timedelta(weeks=weeks * 0.15))


BY_THE_FINDER: Final = (
    "TAKE OVER {name}",
    "TELL {name} to bring her savings to the shop",
    "PAIR {befriender} and {name}",
    "EVENT Bargain sale Sat 2pm The Back Room",
    "yes",
    "MINE",
    "DONE",
    "OFF DUTY",
    "UNPAIR {befriender} and {name}",
    "KILL",
)


def texts_of_the_finder(lost: Lost, team: list[Colleague], names: list[str]) -> Iterator[Says]:
    """Whoever has found the phone tries what it can do, one thing a while."""
    befriender = next(each.name for each in team if each.role == "befriender")
    step = (lost.until - lost.since) / (len(BY_THE_FINDER) + 1)
    for nth, text in enumerate(BY_THE_FINDER, start=1):
        said = text.format(name=names[nth % len(names)], befriender=befriender)
        yield Says(lost.since + step * nth, said)


def stops(team: list[Colleague], begins: datetime, weeks: int) -> Iterator[tuple[str, Says]]:
    """Another coordinator has had enough, and comes back."""
    one = _coordinators(team)[1]
    at = begins + timedelta(weeks=weeks * 0.65, hours=5)
    yield one.address, Says(at, "STOP")
    yield one.address, Says(at + timedelta(weeks=weeks * 0.1), "START")


def _coordinators(team: list[Colleague]) -> list[Colleague]:
    return [each for each in team if each.role == "coordinator"]
