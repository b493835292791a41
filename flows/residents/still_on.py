"""Fresh or gone: whoever runs it, or went lately, is asked whether it is still as we have it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, fills_in, leads_to, scene
from flows.facts import Fact
from flows.facts.nearby import (
    ActivityChanged,
    ActivityConfirmed,
    ActivityGone,
    ActivityUnsure,
    StillOnAsked,
)
from flows.hearing import StillOn
from flows.nearby.changed import new_schedule
from flows.nearby.schedule import next_times, when_words
from flows.words import shortened
from flows.world.nearby import Schedule

A_DAY: Final = timedelta(days=1)


@leads_to("ask", "silent")
def still_to_ask(talk: Talk) -> str:
    """It may have gone while they were waiting to be asked. Whoever runs it may always be asked;
    who went needs to have said yes to hearing of things to do.
    """
    asked, said_yes = talk.world.still_on, talk.world.consents.get("events", False)
    return "ask" if asked and (asked.organises or said_yes) else "silent"


def _new(talk: Talk) -> Schedule | None:
    asked = talk.world.still_on
    if asked is None:
        return None
    return new_schedule(talk.answers.get("still", ""), asked.schedule, scene(talk.world))


@leads_to("new_time", "changed")
def plainly_when(talk: Talk) -> str:
    """A new day or time is put in at once; anything else a coordinator sees to."""
    return "new_time" if _new(talk) else "changed"


def asked_of_it(talk: Talk) -> tuple[Fact, ...]:
    """From now on they have been asked."""
    asked = talk.world.still_on
    return (StillOnAsked(asked.activity),) if asked else ()


def confirmed(talk: Talk) -> tuple[Fact, ...]:
    """It is still so."""
    asked = talk.world.still_on
    return (ActivityConfirmed(asked.activity),) if asked else ()


def gone(talk: Talk) -> tuple[Fact, ...]:
    """They say it is no more. `surely` if they run it."""
    asked = talk.world.still_on
    return (ActivityGone(asked.activity, surely=asked.organises),) if asked else ()


def changed(talk: Talk) -> tuple[Fact, ...]:
    """What they told us, and when it is now if that is plain."""
    asked, new = talk.world.still_on, _new(talk)
    if asked is None:
        return ()
    following = next_times(new, talk.world.now) if new else []
    words = talk.answers.get("still", "")
    return (ActivityChanged(asked.activity, words, new, next(iter(following), None)),)


def unsure(talk: Talk) -> tuple[Fact, ...]:
    """They could not say, or did not: the next is asked."""
    asked = talk.world.still_on
    return (ActivityUnsure(asked.activity),) if asked else ()


@fills_in("activity", "weekly", "at_place", "new_weekly")
def in_words(talk: Talk) -> Mapping[str, str]:
    """What we hold, to be read back; and what it is now."""
    asked, new = talk.world.still_on, _new(talk)
    if asked is None:
        return {}
    return {
        "activity": shortened(asked.title, 30),
        "weekly": shortened(asked.when, 30),
        "at_place": f" at {shortened(asked.where, 28)}" if asked.where else "",
        "new_weekly": when_words(new) if new else "",
    }


still_on = Flow(
    "still_on",
    Do("look", then=still_to_ask),
    Do("ask", did=asked_of_it, then="still"),
    Ask(
        "still",
        hears=StillOn(),
        wait=timedelta(days=4),
        yes="is_on",
        gone="gone",
        changed=plainly_when,
        skip="unsure",
        silence="silent",
    ),
    Say("is_on", did=confirmed),
    Say("gone", did=gone),
    Say("new_time", did=changed),
    Say("changed", did=changed, tell=Tell("coordinator", "activity_changed")),
    Say("unsure", did=unsure),
    Do("silent", did=unsure),
    due=Due("still_on", consent="", again=A_DAY, idle=True),
    sees=("still_on",),
    fills=in_words,
)
