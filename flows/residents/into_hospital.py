"""The day on which somebody goes into hospital: from then on our hellos rest. Nothing is said."""

from datetime import date, datetime, time, timedelta
from typing import Final

from flows.engine import Do, Due, Flow, Talk, leads_to
from flows.facts import Fact, NudgePlanned, Paused
from flows.home_month import in_hospital
from flows.residents.joining import HELLO_LATE_BY
from flows.rhythm import moment, next_hello
from flows.world import Person

PURPOSE: Final = "into_hospital"
LATE_BY: Final = timedelta(days=3)

HOME_ALREADY: Final = timedelta(days=3)
"""How long after they thought to be home their hellos go on, if nothing is heard."""


def rest(person: Person, until: datetime | None) -> tuple[Fact, ...]:
    """Hellos rest till they are home, or for a little longer than they thought to be away."""
    if until is None:
        return (Paused(None),)
    hello = next_hello(person, until + HOME_ALREADY)
    return Paused(until), NudgePlanned("hello", hello, HELLO_LATE_BY)


def rest_from(since: datetime, until: date | None) -> NudgePlanned:
    """The same from that moment on. What it is about is the day on which they may be home."""
    return NudgePlanned(PURPOSE, since, LATE_BY, until.toordinal() if until else 0)


@leads_to("rest", "not_going")
def whether(talk: Talk) -> str:
    """Not who has told us meanwhile that they are home."""
    return "rest" if in_hospital(talk.world.person) else "not_going"


def rests(talk: Talk) -> tuple[Fact, ...]:
    """Until the day they had in mind, if there was one."""
    person, day = talk.world.person, talk.subject
    until = moment(date.fromordinal(day), time.min, person.zone) if day else None
    return rest(person, until)


into_hospital = Flow(
    "into_hospital",
    Do("whether", then=whether),
    Do("rest", did=rests),
    Do("not_going"),
    due=Due(PURPOSE, consent="", counts=False, beside=True),
)
