"""What can be said at any moment, and what each word does. The open question stays open."""

from collections.abc import Callable
from dataclasses import replace

from flows import rhythm_wishes
from flows.basics import needs_in
from flows.engine import Conversation, Message, Tell, Turn, message, tell
from flows.facts import (
    ChannelPreferred,
    NumberWrong,
    PersonNeeded,
)
from flows.facts.concerns import ConcernRaised
from flows.hearing import Signal, SignalHeard
from flows.hearing.of_visitor import HARM, names_visitor, said_of
from flows.help import what_to_text
from flows.saying import is_late
from flows.world import World, visitor_of
from flows.world.help import Help

Open = Conversation | None


def said(heard: SignalHeard, text: str, conversation: Open, world: World) -> Turn | None:
    """What a signal does, or None where it is no signal here but an answer or a first text.

    STOP and START are the router's own where they are sure: they decide whether anybody is heard
    at all. So is a worry, which may come with an answer. If doubtful, only STOP is asked about.
    """
    if heard.signal is Signal.HOME:
        return rhythm_wishes.home(heard, world)
    if not heard.sure and heard.signal is not Signal.STOP:
        return None
    if heard.signal is Signal.PAUSE:
        return rhythm_wishes.pause(heard, text, world)
    if heard.signal is Signal.HELLO_DAY:
        return rhythm_wishes.hello_day(heard, conversation, world)
    does = _SAID.get(heard.signal)
    return does(text, conversation, world) if does else None


def danger(text: str, conversation: Open, world: World) -> Turn:
    """They get the lines to ring where they live, and a person is told outside every limit.

    After STOP nothing is said to them, and a person is told all the same.
    """
    told = tell(_who_visits(world), Tell("coordinator", "urgent"), text, urgent=True)
    told += Turn(None, (), _by_their_visitor(text, world))
    if world.person.stopped:
        return told
    return Turn(None, (_whom_to_ring(world),)) + told + Turn(conversation)


def _by_their_visitor(text: str, world: World) -> tuple[ConcernRaised, ...]:
    """Where it is whoever visits them: nothing of theirs goes to that visitor any more."""
    visitor = visitor_of(world)
    if not visitor or said_of(text, visitor) != HARM:
        return ()
    return (ConcernRaised(world.person.id, "urgent", "visitor_harm", text),)


def more_of_danger(text: str, conversation: Open, world: World) -> Turn:
    """What they say while their call for help is not over: whoever has them in hand reads it at
    once, else whoever is told; and they hear that it is read.
    """
    told = tell(world, Tell("coordinator", "urgent_more"), text, urgent=True, needs_them=False)
    helper = world.called_for_help
    if helper is not None and helper.id:
        [to_team] = told.messages
        told = Turn(None, (replace(to_team, to="neighbour", person_id=helper.id),))
    kept = Turn(conversation, (), (PersonNeeded("words", text),))
    return Turn(None, (_whom_to_ring(world),)) + told + kept


def _who_visits(world: World) -> World:
    """A befriender in danger may be at somebody's home: the team reads at whose."""
    seen: Help = world.help or Help()
    if not seen.visits:
        return world
    name = f"{world.person.name or 'A befriender'}, who visits {seen.visits},"
    return replace(world, person=replace(world.person, name=name))


def _whom_to_ring(world: World) -> Message:
    """999 and who listens, once; if they go on writing, shortly that it is heard. That somebody is
    told is said only where somebody is.
    """
    seen: Help = world.help or Help()
    telling = "told" if seen.told else "not_told"
    if seen.claimer:
        telling = "in_hand"
    values = {"helper": seen.claimer, "project": world.project}
    also = {
        "telling": world.words.say(f"lines.{telling}", values),
        "lines": world.words.say(f"lines.{seen.nation or 'anywhere'}", values),
    }
    key = "shared.urgent_again" if seen.again else "shared.urgent"
    return message(world, key, also, urgent=True)


def worry(text: str, world: World) -> Turn:
    """A person looks today, and nothing is suggested to who is hungry or cold until one has.

    What they said may answer the open question too: that is not decided here. After STOP nothing
    is said to them.
    """
    told = tell(world, Tell("coordinator", "concern"), text) + Turn(None, (), needs_in(text, world))
    if world.person.stopped:
        return told
    key = "shared.concern_late" if is_late(world) else "shared.concern"
    return Turn(None, (message(world, key),)) + told


def perhaps_a_worry(text: str, world: World) -> Turn:
    """It may be nothing. A person reads it, and nothing is made of it to them."""
    return tell(world, Tell("coordinator", "concern_perhaps"), text)


def _perhaps_stop(text: str, conversation: Open, world: World) -> Turn | None:
    """It looks like a wish to hear no more, and only STOP is sure to be one: we ask."""
    known = world.person.joined or world.person.works_here
    return Turn(conversation, (message(world, "shared.stop_perhaps"),)) if known else None


def _wrong_number(text: str, conversation: Open, world: World) -> Turn:
    """Somebody else has this number. No word goes there any more; a person finds the right one."""
    told = tell(world, Tell("coordinator", "wrong_number"), text)
    return told + Turn(None, (), (NumberWrong(),))


def _person(text: str, conversation: Open, world: World) -> Turn:
    if names_visitor(text, world.befriender):  # it is about their visitor: somebody else rings
        world = replace(world, befriender="")
    told = tell(world, Tell("befriender", "person"), text)
    return told + Turn(conversation, (message(world, "shared.person"),))


def _help(text: str, conversation: Open, world: World) -> Turn:
    if world.called_for_help:  # no time for what else they can text
        return more_of_danger(text, conversation, world)
    return Turn(conversation, what_to_text(world))


def _thanks(text: str, conversation: Open, world: World) -> Turn | None:
    """Thanks that answer no question need no answer either."""
    known = world.person.joined or world.person.works_here
    return Turn(None) if known and conversation is None else None


def _prefers(channel: str) -> Callable[[str, Open, World], Turn | None]:
    def prefers(text: str, conversation: Open, world: World) -> Turn | None:
        if not world.person.joined:
            return None
        if channel not in world.channels:
            return Turn(conversation, (message(world, "shared.prefers_nothing"),))
        said = message(world, f"shared.prefers_{channel}")
        return Turn(conversation, (said,), (ChannelPreferred(channel),))

    return prefers


_SAID: dict[Signal, Callable[[str, Open, World], Turn | None]] = {
    Signal.URGENT: danger,
    Signal.STOP: _perhaps_stop,
    Signal.WRONG_NUMBER: _wrong_number,
    Signal.PERSON: _person,
    Signal.HELP: _help,
    Signal.MORE: rhythm_wishes.more,
    Signal.LESS: rhythm_wishes.less,
    Signal.NO_ROOM: rhythm_wishes.no_room,
    Signal.THANKS: _thanks,
    Signal.USE_SMS: _prefers("sms"),
    Signal.USE_TELEGRAM: _prefers("telegram"),
}
