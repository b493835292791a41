"""Things to do near Mill Lane, and Rose, who may hear of them: for transcripts."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flows.world import Neighbour as Other
from flows.world.nearby import PLACE, Near, Schedule, Suggestion
from flows.world.outings import Outing
from tests.flows.neighbour import MONDAY, Neighbour, resident

FRIDAY = datetime(2026, 11, 27, 14, tzinfo=MONDAY.tzinfo)
A_WEEK = timedelta(days=7)
BETTY = Other(7, "Betty")
LEN = Other(8, "Len")

TEA_DANCE = Suggestion(
    activity_id=11,
    title="Tea dance",
    when_words="Fridays 2pm",
    next_at=FRIDAY,
    next_words="Fri 27 Nov 2pm",
    place="Swathling Hall",
    cost_words="\u00a32",
    access_words="step-free, toilet; seats not known",
    travel_line="bus 7 from Mill Lane at 1.25pm",
    who_meets="Pat",
    source_words="Pat from Mill Lane says, checked 3 May",
    distance_words="20 minutes on foot, by Mill Bridge",
)
KNITTING = Suggestion(
    activity_id=12,
    title="Knit and natter",
    when_words="Tuesdays 11am",
    next_at=MONDAY + timedelta(days=1, hours=1),
    next_words="Tue 24 Nov 11am",
    place="the library",
    cost_words="free",
    access_words="steps not known",
    source_words="Joe from the library said, not checked since 3 May",
    stale=True,
    distance_words="a mile away",
)
BENCH = Suggestion(
    activity_id=13,
    title="the bench by the canal",
    when_words="Tuesdays about 11am",
    next_at=MONDAY + timedelta(days=8, hours=1),
    next_words="Tue 1 Dec 11am",
    kind=PLACE,
    about="dog people",
    cost_words="free",
    access_words="access not known",
    source_words="Len says, checked 2 Nov",
    distance_words="5 minutes on foot",
)
CARDS = replace(TEA_DANCE, activity_id=14, title="Cards at the Oak", next_words="Wed 25 Nov 7pm")
CHOIR = replace(TEA_DANCE, activity_id=15, title="Choir", next_words="Thu 26 Nov 6pm")

EVERYTHING = Near((TEA_DANCE, KNITTING, BENCH, CARDS, CHOIR))
WEEKLY = Schedule(
    datetime.fromisoformat("2026-05-01T14:00"), "Europe/London", rule="FREQ=WEEKLY;BYDAY=FR"
)

DANCE = Outing(
    id=21,
    activity=11,
    title="Tea dance",
    where="Swathling Hall",
    at=FRIDAY,
    travel="bus 7 from Mill Lane at 1.25pm",
    meets="Pat will meet you at the door",
    next_at=FRIDAY + A_WEEK,
)


def looking(near: Near = EVERYTHING, **known: Any) -> Neighbour:
    """Rose, who can be told of all these."""
    return resident(sees={"near": near}, **known)


def going(outing: Outing | None = DANCE, **known: Any) -> Neighbour:
    """Rose, who is put down for the tea dance. Betty and Len may go with her."""
    others = {BETTY.id: BETTY.name, LEN.id: LEN.name}
    return resident(sees={"outing": outing}, others=others, **known)
