"""AWAY till 20 June: a befriender's holiday. Whoever they visit hears so kindly; nobody visits."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from flows.befrienders.ease_off import others
from flows.engine import Ask, Flow, Say, Talk, fills_in, leads_to
from flows.facts import Fact
from flows.facts.pairs import WentAway
from flows.hearing import Expect, Heard, Scene, Signal, When, YesNo, signal
from flows.hearing.plain import Said
from flows.pairs.mine import mine
from flows.rhythm import day_in_words, moment
from flows.world import BEFRIENDER

A_DAY: Final = timedelta(days=1)
LONGEST: Final = timedelta(days=366)


def AwayTill() -> Expect:
    """Till when, or from when till when (`heard`: "2026-06-01/2026-06-20", the last being the day
    they are back; the first may be left out); or not at all (`no`).
    """
    when, plain = When(), YesNo()

    def hears(said: Said, scene: Scene) -> Heard | None:
        found = _days(said.raw, when, scene)
        if found is not None:
            return Heard("heard", "/".join(each.isoformat() if each else "" for each in found))
        answer = plain.heard(said.raw, scene)
        return answer if answer is not None and answer.outcome == "no" else None

    return Expect(("heard", "no"), (), hears)


def _days(text: str, when: Expect, scene: Scene) -> tuple[date | None, date] | None:
    """From when (None: from now) and the day they are back."""
    if scene.local is None:
        return None
    today = scene.local.date()
    since, back = _heard(text, when, scene)
    if back is None:
        pause = signal(f"pause {text}", scene)
        back = pause.until if pause and pause.signal is Signal.PAUSE else None
    if back is None or not today < back <= today + LONGEST:
        return None
    return (since if since and since > today else None), back


def _heard(text: str, when: Expect, scene: Scene) -> tuple[date | None, date | None]:
    heard = when.heard(text, scene)
    if heard is None or heard.outcome != "heard" or "-" not in heard.value:
        return None, None
    first, mark, last = heard.value.partition("/")
    if not mark:  # a day alone: till then
        return None, date.fromisoformat(first[:10])
    if not last or ".." in last:
        return None, None
    end = date.fromisoformat(last[:10])
    if ".." in first:
        return None, end
    return date.fromisoformat(first[:10]), end + A_DAY


def _span(talk: Talk) -> tuple[datetime | None, datetime] | None:
    since, _, back = talk.answers.get("till_when", "").partition("/")
    if not back:
        return None
    zone = talk.world.person.zone
    starts = moment(date.fromisoformat(since), time(), zone) if since else None
    return starts, moment(date.fromisoformat(back), time(), zone)


@leads_to("noted", "noted_alone")
def with_visits(talk: Talk) -> str:
    """Whether there is anybody to tell."""
    return "noted" if mine(talk) else "noted_alone"


def went_away(talk: Talk) -> tuple[Fact, ...]:
    """No visits of theirs meanwhile."""
    span = _span(talk)
    return (WentAway(*span),) if span else ()


@fills_in("till", "others")
def in_words(talk: Talk) -> Mapping[str, str]:
    """From when till when, and whom they visit."""
    span, world = _span(talk), talk.world
    if span is None:
        return {"till": "", "others": others(talk)}
    zone = world.person.zone
    starts = f"from {day_in_words(span[0], zone, world.now)} " if span[0] else ""
    back = f"till {day_in_words(span[1], zone, world.now)}"
    return {"till": starts + back, "others": others(talk)}


away = Flow(
    "away",
    Ask(
        "till_when",
        hears=AwayTill(),
        opening=True,
        heard=with_visits,
        no="not_away",
        unclear="not_followed",
        silence=None,
    ),
    Say("noted", did=went_away),
    Say("noted_alone", did=went_away),
    Say("not_away"),
    Say("not_followed"),
    on=(Signal.AWAY,),
    role=BEFRIENDER,
    sees=("my_pairs",),
    fills=in_words,
)
