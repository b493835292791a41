"""What came in, and the signal that is in it: heard once, before anything is looked up for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from flows.engine import Conversation, Flow, scene
from flows.hearing import Signal, SignalHeard, YesNo, hear, signal, team_word
from flows.hearing.auto_reply import is_auto_reply
from flows.hearing.in_a_visit import in_a_visit
from flows.hearing.of_visitor import HARM, said_of, visitor_word
from flows.hearing.on_the_way import not_before, on_the_way
from flows.hearing.signal_names import BEFRIENDERS, THE_TEAMS
from flows.visits.in_passing import ON_THE_DAY, cant
from flows.visits.unseen import NOTHING_LEFT
from flows.world import BEFRIENDER, COORDINATOR, World, visitor_of
from flows.world.safe_words import without_it

Open = Conversation | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came in: its kind and detail as `bot.channels.Inbound` names them."""

    kind: str
    text: str = ""
    detail: str = ""
    channel: str = "sms"
    listened: bool = False
    heard: SignalHeard | None = None  # the signal in it, once it was listened to
    unseen: bool = False  # their safe word was in it: `text` is the rest
    automatic: bool = False  # a machine wrote it: it is kept, and means nothing


def listened(arrival: Arrival, world: World) -> Arrival:
    """The same arrival with the signal that is in it."""
    if arrival.listened:
        return arrival
    if (rest := without_it(arrival.text, world.safe_word)) is not None:
        arrival = replace(arrival, text=rest or NOTHING_LEFT, unseen=True)
    if arrival.kind == "text" and is_auto_reply(arrival.text):
        heard = _signal(arrival, world)
        if heard is None or heard.signal is not Signal.URGENT:  # danger is heard from anybody
            return replace(arrival, listened=True, automatic=True)
    heard = _theirs(_signal(arrival, world), world)
    heard = _of_visitor(arrival, _teams(arrival, heard, world), world)
    return replace(arrival, listened=True, heard=heard)


def _of_visitor(arrival: Arrival, heard: SignalHeard | None, world: World) -> SignalHeard | None:
    """What they say of whoever visits them, unless it is something graver, or a word of its own.

    Who is visited and visits others means their own visitor where they name them.
    """
    visitor = visitor_of(world)
    if arrival.kind != "text" or not visitor or world.person.stopped:
        return heard
    word = visitor_word(arrival.text, visitor)
    if word is None or (heard and heard.keyword):
        return heard
    if heard is None or (heard.signal in BEFRIENDERS and word.is_word):
        return word
    stronger = word.signal is Signal.NOT_WANTED
    doubtful = heard.signal is Signal.PERSON or not heard.sure
    doubtful |= heard.signal is Signal.CONCERN and said_of(arrival.text, visitor) == HARM
    return word if stronger and doubtful and heard.signal is not Signal.URGENT else heard


def _teams(arrival: Arrival, heard: SignalHeard | None, world: World) -> SignalHeard | None:
    """A word that only the team says goes before what else its text may be: a NOTE of a fall is
    no fall of whoever writes it. What else it is, is in `also`. STOP is STOP.
    """
    person = world.person
    if arrival.kind != "text" or not person.works_here or person.stopped:
        return heard
    befriends, coordinates = BEFRIENDER in person.roles, COORDINATOR in person.roles
    word = team_word(arrival.text, befriends=befriends, coordinates=coordinates)
    if heard and heard.sure and Signal.STOP in (heard.signal, heard.also):
        return word if word and _stops_visiting(word, world) else heard
    if late := _late(arrival.text, word, world):
        word = late
    if word and word.signal is Signal.LEFT and not (world.visiting or world.left_at):
        return heard
    if heard and heard.signal is Signal.NOT_COMING and world.visit_near and cant(arrival.text):
        return SignalHeard(Signal.CANT_VISIT, why="of a visit that is near", words=arrival.text)
    if word is None and heard is None and world.visiting is not None:
        word = in_a_visit(arrival.text, world.now >= world.visiting.ends_at)
    also = _also(heard, word, world) if word and heard and heard.signal in _GRAVE else None
    if word and word.signal is Signal.CANT_VISIT and not_before(arrival.text):
        word = None  # they come, later: a person reads of it where no visit is near
    if word and word.signal is Signal.CANT_VISIT:  # the day and the name may be anywhere in it
        word = replace(word, words=arrival.text)
    return replace(word, also=also) if word and also else word or heard


def _late(text: str, word: SignalHeard | None, world: World) -> SignalHeard | None:
    """Whether they run late for a visit, or are on the way to it; never a no to it. A keyword of
    theirs is itself; so is what they say of somebody they were just told of.
    """
    if world.visit_near is None or world.visiting is not None or (word and word.is_word):
        return None
    if word and word.signal is Signal.MINE and world.told_of:
        return None
    until = world.visit_near - world.now
    soon = -LATELY <= until <= SOON
    of_it = not_before(text) or -LATELY <= until <= ON_THE_DAY
    return on_the_way(text, near=soon) if of_it else None


LATELY: Final = timedelta(hours=3)
"""How long after its hour somebody may still be late for a visit."""

SOON: Final = timedelta(hours=2)
"""How long before it "on my way" is to the visit."""


def _stops_visiting(word: SignalHeard, world: World) -> bool:
    """STOP VISITING Betty, in whatever letters, is no wish to hear no more; unless that is said
    as well.
    """
    more = signal(word.words, scene(world)) if word.words else None
    return word.signal is Signal.STOP_VISITING and not (more and more.signal is Signal.STOP)


def _also(heard: SignalHeard, word: SignalHeard, world: World) -> Signal | None:
    """Who is "not going to make it today" to a visit is in no danger, unless they say more."""
    if word.signal is not Signal.CANT_VISIT or not word.words:
        return heard.signal
    more = signal(word.words, scene(world))
    return more.signal if more and more.signal in _GRAVE else None


_GRAVE: Final = (Signal.URGENT, Signal.CONCERN)


def of_whom(
    flows: Mapping[str, Flow], arrival: Arrival, conversation: Open, world: World
) -> Arrival:
    """The same arrival; where one of the team is asked about somebody they see to, a danger in the
    answer is that person's, and known. A cry for themself ("help me") is danger all the same.
    """
    flow, heard = flows.get(conversation.flow) if conversation else None, arrival.heard
    if flow is None or not flow.of_others or not world.person.works_here or heard is None:
        return arrival
    if heard.signal not in _GRAVE or Signal.STOP in (heard.signal, heard.also):
        return arrival
    if heard.signal is Signal.URGENT and _OWN.intersection(arrival.text.casefold().split()):
        return arrival
    return replace(arrival, heard=None)


_OWN: Final = frozenset("me myself us".split())


_THE_TEAMS: Final = (Signal.ANSWER, Signal.POLL)
"""What only the team says: from anybody else these are words like others."""


def _theirs(heard: SignalHeard | None, world: World) -> SignalHeard | None:
    if heard is None or heard.signal not in _THE_TEAMS or world.person.works_here:
        return heard
    return SignalHeard(Signal.CONCERN, sure=False) if heard.also is Signal.CONCERN else None


def sees(flows: Mapping[str, Flow], conversation: Open, world: World) -> frozenset[str]:
    """The sights that an answer to the open question may look at."""
    open_one = goes_on_with(conversation, world) or unanswered_hello(world)
    flow = flows.get(open_one.flow) if open_one else None
    also = frozenset({"invited"}) if conversation is None and world.person.joined else frozenset()
    if conversation is None and (world.visit_near or world.visiting):
        also |= {"visits", "named"}
    return flow.sees | also if flow else also


def begun_by(flows: Mapping[str, Flow], heard: SignalHeard, world: World) -> Flow | None:
    """The conversation that this word of theirs begins, if it is sure and theirs to say."""
    roles = {"", *world.person.roles}
    if not world.person.works_here and heard.signal in THE_TEAMS:
        return None
    fitting = [flow for flow in flows.values() if heard.signal in flow.on and flow.role in roles]
    if heard.signal is Signal.DONE:  # in a visit it says that the visit is over; once more, too
        again = world.left_at is not None and not heard.words
        of_visit = world.visiting is not None or again
        fitting = [each for each in fitting if bool(each.role) is of_visit]
    return next(iter(fitting), None) if heard.sure else None


def goes_on_with(conversation: Open, world: World) -> Open:
    """What is open with them; where that is nothing, the talk that they have taken over."""
    return conversation or (Conversation("with_them", "talking") if world.holds else None)


def unanswered_hello(world: World) -> Open:
    """The last hello, if nothing came back to it: nobody waits for it any more, but late is no
    worse.
    """
    return Conversation("weekly_hello", "mood") if world.person.quiet_hellos else None


def _signal(arrival: Arrival, world: World) -> SignalHeard | None:
    """The provider's own word on STOP counts whatever the text says.

    Its word on START counts after a STOP, but never for a bare YES: providers take that for a
    START, and people say it to everything.
    """
    if arrival.kind == "opt_out":
        return SignalHeard(Signal.STOP)
    if (
        arrival.kind == "opt_in"
        and world.person.stopped
        and not hear(arrival.text, YesNo(), scene(world))
    ):
        return SignalHeard(Signal.START)
    return signal(arrival.text, scene(world)) if arrival.kind in ("text", "opt_in") else None
