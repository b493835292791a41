"""What goes to everybody needs a second coordinator's yes: the first of the others counts."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from flows.coordinators import event_notes
from flows.coordinators.event_text import NAME, sample
from flows.coordinators.yes_or_change import is_no, is_yes
from flows.engine import Ask, Do, Due, Flow, Say, Talk, fills_in, leads_to
from flows.facts import Fact
from flows.facts.broadcasts import BroadcastAgreed, BroadcastTurned
from flows.hearing import Expect, Heard, Scene
from flows.hearing.plain import Said
from flows.words import ENGLISH, shortened
from flows.world.broadcasts import KILLED, WAITING
from flows.world.events import Drafting, KnownEvent

A_DAY: Final = timedelta(days=1)
LONGEST_TEXT: Final = 200
"""Characters of the text that the others are shown."""

AN_HOUR: Final = timedelta(hours=1)


def about(talk: Talk) -> KnownEvent | None:
    """What this talk is about."""
    seen = talk.world.known_events
    every = seen.known if isinstance(seen, Drafting) else ()
    return next((each for each in every if each.broadcast.id == talk.subject), None)


def _waits(talk: Talk) -> bool:
    one = about(talk)
    if one is None or one.broadcast.state != WAITING:
        return False
    still_time = one.broadcast.may_go_until > talk.world.now
    return still_time and one.broadcast.by != talk.world.person.id


@leads_to("they_get", "rest")
def still_to_ask(talk: Talk) -> str:
    """Nobody is asked about what is settled, or about their own."""
    return "they_get" if _waits(talk) else "rest"


def _if_waiting(step: str) -> Callable[[Talk], str]:
    @leads_to(step, "settled")
    def still_waits(talk: Talk) -> str:
        return step if _waits(talk) and talk.world.trusted else "settled"

    return still_waits


def _plain_yes() -> Expect:
    def heard(said: Said, here: Scene) -> Heard:
        outcome = "yes" if is_yes(said.raw) else "no" if is_no(said.raw) else "neither"
        return Heard(outcome, outcome)

    return Expect(("yes", "no", "neither"), ("YES", "NO"), heard)


def answered(*, yes: bool) -> Callable[[Talk], tuple[Fact, ...]]:
    """Keeps what they said."""
    return lambda talk: (BroadcastAgreed(talk.subject, yes=yes),)


@fills_in("who", "many", "title", "text", "agreed_by")
def in_words(talk: Talk) -> Mapping[str, str]:
    """Who would like to tell how many of what, and the very text."""
    one, seen = about(talk), talk.world.known_events
    if one is None:
        return {}
    texts = one.broadcast.texts
    return {
        "who": seen.dropped or "One of us",
        "many": event_notes.people(seen.count.people),
        "title": shortened(one.broadcast.title, 32),
        "text": shortened(
            sample(texts.get(ENGLISH) or next(iter(texts.values()), NAME), talk.world), LONGEST_TEXT
        ),
        "agreed_by": seen.agreed_by or "Another coordinator",
    }


second_yes = Flow(
    "second_yes",
    Do("look", then=still_to_ask),
    Say("they_get", then="ask"),
    Ask(
        "ask",
        hears=_plain_yes(),
        wait=A_DAY,
        yes=_if_waiting("agreed"),
        no=_if_waiting("refused"),
        neither=_if_waiting("no_yes"),
        silence=None,
    ),
    Say("agreed", did=answered(yes=True)),
    Say("refused", did=answered(yes=False)),
    Say("no_yes", did=answered(yes=False)),
    Say("settled"),
    Do("rest"),
    due=Due("second_yes", consent="", again=AN_HOUR, counts=False),
    sees=("known_events",),
    fills=in_words,
)


@leads_to("agreed", "refused", "rest")
def how_it_ended(talk: Talk) -> str:
    """What whoever asked is told."""
    one = about(talk)
    if one is None or one.broadcast.state == WAITING:
        return "rest"
    return "refused" if one.broadcast.state == KILLED else "agreed"


second_said = Flow(
    "second_said",
    Do("look", then=how_it_ended),
    Say("agreed"),
    Say("refused"),
    Do("rest"),
    due=Due("second_said", consent="", counts=False, beside=True),
    sees=("known_events",),
    fills=in_words,
)


@leads_to("nobody", "rest")
def nobody_agreed(talk: Talk) -> str:
    """A day has gone by, or the event is too near."""
    one = about(talk)
    return "nobody" if one and one.broadcast.state == WAITING else "rest"


def let_go(talk: Talk) -> tuple[Fact, ...]:
    """It is not sent."""
    return (BroadcastTurned(talk.subject, "kill"),)


second_waits = Flow(
    "second_waits",
    Do("look", then=nobody_agreed),
    Say("nobody", did=let_go),
    Do("rest"),
    due=Due("second_waits", consent="", counts=False, beside=True),
    sees=("known_events",),
    fills=in_words,
)
