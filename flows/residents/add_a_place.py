"""A place where people bump into each other, told of by text; and GONE, which takes one away.

A place is shown to neighbours at once, with the first name of whoever told of it, and a
coordinator is told, who can take it away with one word. We thought of waiting for an OK first: a
coordinator has forty people and no time, so that most benches would never be seen, and who told of
one would hear nothing back. What could do harm is held back instead: a home is never put on the
list, no surname or number is shown, each place is read back before it is kept, and one that nobody
confirms fades out by itself.
"""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Flow, Say, Talk, Tell, fills_in, leads_to, scene
from flows.facts import Fact
from flows.facts.nearby import PlaceAdded
from flows.hearing import (
    Expect,
    FreeWords,
    Heard,
    Scene,
    Signal,
    YesNo,
    with_days_mended,
)
from flows.hearing.answers import SKIPPED, declined
from flows.hearing.plain import Said
from flows.nearby.bumping import LONGEST_PLACE, LONGEST_WHO, Bumping, bumping, time_in
from flows.nearby.repeating import repeating, rule_in
from flows.nearby.schedule import next_times, when_words
from flows.tags import tags_in
from flows.words import shortened
from flows.world.nearby import Schedule

NO_HURRY: Final = timedelta(days=2)

_A_HOME: Final = re.compile(
    r"\b(my|his|her|their|our|\w+'s) (own )?(house|home|flat|bungalow|kitchen|front room|room)\b"
    r"|\b\d+[a-z]? \w+ (road|rd|street|st|lane|ln|avenue|ave|close|drive|court|way|crescent)\b"
    r"|\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b|\+?\d[\d ]{8,}\d",
    re.IGNORECASE,
)


def _told(talk: Talk) -> Bumping:
    """All they have told so far; what they said last counts."""
    here = scene(talk.world)
    found = bumping(talk.answers.get("where", ""), here)
    when = talk.answers.get("when", "")
    at, later = time_in(when, here), time_in(talk.answers.get("what_time", ""), here)
    named = talk.answers.get("which_place", "") or found.where
    return Bumping(
        shortened(named, LONGEST_PLACE),
        rule_in(with_days_mended(when)) or found.rule,
        later or at or found.at,
        shortened(found.who, LONGEST_WHO),
    )


def _schedule(talk: Talk) -> Schedule | None:
    told = _told(talk)
    if not told.rule or told.at is None:
        return None
    return repeating(told.rule, told.at, scene(talk.world))


@leads_to("which_place", "when", "what_time", "right", "a_home")
def whats_missing(talk: Talk) -> str:
    """What they have not said yet is asked, one thing at a time."""
    told = _told(talk)
    if _A_HOME.search(talk.said.get("where", "")) or _A_HOME.search(told.where):
        return "a_home"
    if not told.where:
        return "which_place"
    if not told.rule:
        return "when"
    return "right" if told.at else "what_time"


def _how_often(said: Said, here: Scene) -> Heard | None:
    """On which days, and at what time if they like."""
    return _as_said(said) if rule_in(with_days_mended(said.raw)) else None


def _time(said: Said, here: Scene) -> Heard | None:
    """A time of day."""
    return None if time_in(said.raw, here) is None else _as_said(said)


def _as_said(said: Said) -> Heard:
    return Heard("heard", " ".join(said.raw.split()), why="a day or a time")


def _or_skipped(hears: Callable[[Said, Scene], Heard | None]) -> Expect:
    return Expect(
        ("heard", "skip"),
        ("SKIP",),
        lambda said, here: SKIPPED if declined(said) else hears(said, here),
    )


def place_added(talk: Talk) -> tuple[Fact, ...]:
    """It is on the list, under their first name."""
    told, schedule, world = _told(talk), _schedule(talk), talk.world
    if schedule is None:
        return ()
    following = next_times(schedule, world.now)
    words = f"{told.where}, {told.who}"
    says = world.person.name or "A neighbour"
    tags = tags_in(words)
    return (PlaceAdded(told.where, told.who, schedule, next(iter(following), None), says, tags),)


@fills_in("place", "weekly", "with_whom", "says")
def in_words(talk: Talk) -> Mapping[str, str]:
    """The place as we understood it."""
    told, schedule = _told(talk), _schedule(talk)
    return {
        "place": told.where,
        "weekly": when_words(schedule) if schedule else "",
        "with_whom": f", {told.who}" if told.who else "",
        "says": talk.world.person.name or "A neighbour",
    }


add_a_place = Flow(
    "add_a_place",
    Ask(
        "where",
        hears=FreeWords(longest=200),
        opening=True,
        wait=NO_HURRY,
        heard=whats_missing,
        skip="not_added",
        unclear="not_followed",
        silence=None,
    ),
    Ask(
        "which_place",
        hears=FreeWords(longest=200),
        wait=NO_HURRY,
        heard=whats_missing,
        skip="not_added",
        unclear="not_followed",
        silence=None,
    ),
    Ask(
        "when",
        hears=_or_skipped(_how_often),
        wait=NO_HURRY,
        heard=whats_missing,
        skip="not_added",
        unclear="not_followed",
        silence=None,
    ),
    Ask(
        "what_time",
        hears=_or_skipped(_time),
        wait=NO_HURRY,
        heard=whats_missing,
        skip="not_added",
        unclear="not_followed",
        silence=None,
    ),
    Ask(
        "right",
        hears=YesNo(),
        wait=NO_HURRY,
        yes="added",
        no="not_added",
        later="not_added",
        unclear="not_followed",
        silence=None,
    ),
    Say("added", did=place_added, tell=Tell("coordinator", "place_added")),
    Say("not_added"),
    Say("not_followed", tell=Tell("coordinator", "place_unclear")),
    Say("a_home", tell=Tell("coordinator", "place_a_home")),
    on=(Signal.PLACE,),
    fills=in_words,
)
