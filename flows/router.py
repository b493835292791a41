"""Who hears what came in: signals first, then the open question, then keywords, then a person."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from flows import by_hand, held_by, keywords, whose_number
from flows.answering import answers, speaks_freely
from flows.befrienders.not_me import not_me
from flows.due import begins, can_wait, due, patience, reason_not_to, silent, silently_asked
from flows.engine import (
    Conversation,
    Flow,
    Rang,
    Replied,
    Started,
    Tell,
    Turn,
    advance,
    message,
    outcome,
    resume,
    scene,
    tell,
)
from flows.facts import (
    AddressLost,
    AddressMoved,
    NudgePlanned,
    NumberShared,
    Stopped,
    Worded,
)
from flows.facts.concerns import GoodNews
from flows.facts.numbers import NumberRight
from flows.facts.visits import VisitCalledOff
from flows.hearing import Mood, Signal, SignalHeard, YesNo, hear, is_greeting, signal
from flows.hearing.signal_names import BEFRIENDERS, COORDINATORS, THE_TEAMS
from flows.help import what_the_team_texts
from flows.listening import (
    Arrival,
    begun_by,
    goes_on_with,
    listened,
    of_whom,
    sees,
    unanswered_hello,
)
from flows.residents import invitations
from flows.silences import somebody_was_told
from flows.starting import begin_joining, start
from flows.trusting import CONFIRM, has_to_confirm
from flows.visits import grave, in_passing, unseen
from flows.world import World

__all__ = [
    "Arrival",
    "arrived",
    "begins",
    "begins_anew",
    "can_wait",
    "due",
    "listened",
    "patience",
    "reason_not_to",
    "sees",
    "silent",
    "silently_asked",
]


Open = Conversation | None

WONDERED = ("quiet", "home_quiet", "home_unsure")
"""Kinds of concern that are over as soon as they are heard from."""


def arrived(flows: Mapping[str, Flow], arrival: Arrival, conversation: Open, world: World) -> Turn:
    """What an arrival leads to. Whatever it is, the open question stays open unless it says so.

    A safe word goes before everything else, even STOP.
    """
    arrival = listened(arrival, world)
    turn = _arrived(flows, arrival, conversation, world)
    return unseen.called(turn, world) if arrival.unseen else turn


def _arrived(flows: Mapping[str, Flow], arrival: Arrival, conversation: Open, world: World) -> Turn:
    if arrival.kind == "blocked":
        return Turn(conversation, (), (AddressLost(),))
    if arrival.kind == "moved":
        return Turn(conversation, (), (AddressMoved(arrival.detail),))
    conversation = goes_on_with(conversation, world)
    arrival = of_whom(flows, arrival, conversation, world)
    if arrival.automatic:
        return Turn(conversation)
    heard = arrival.heard
    if heard and heard.sure and Signal.STOP in (heard.signal, heard.also):
        return _stop(arrival, heard, world)
    starting = arrival.kind == "started" or (heard is not None and _is_start(heard))
    if world.person.stopped and not starting:
        return _after_stop(arrival, heard, world)
    if starting:
        return start(flows, arrival, conversation, world)
    if arrival.kind == "contact":
        shared = (NumberShared(arrival.detail),)
        return Turn(conversation, (message(world, "shared.linked"),), shared)
    if world.held_by and not (heard and heard.sure and heard.signal is Signal.WRONG_NUMBER):
        return held_by.to_whoever_answers(_words(arrival), heard, conversation, world)
    if has_to_confirm(flows, arrival.text, heard, conversation, world):
        return _confirm(flows, arrival, conversation, world)
    if heard and (visiting := grave.of_another(heard, arrival.text, conversation, world)):
        return visiting
    asks_who_we_are = heard and heard.signal is Signal.HELP
    if asks_who_we_are and whose_number.is_to_be_asked(flows, conversation, world):
        return whose_number.asked(flows, arrival.text, world)
    if heard and (heard.signal is Signal.CONCERN or _worries_in_a_chat(heard, conversation)):
        return _worry(flows, heard, arrival, conversation, world)
    if heard and held_by.thanks_who_told_them(heard, conversation, world):
        return held_by.thanks(arrival.text, world)
    if heard and not answers(flows, heard, arrival, conversation, world):
        turn = keywords.said(heard, arrival.text, conversation, world)
        turn = turn or _begun(flows, heard, conversation, world)
        if turn is not None:
            turn = _beside_talk(flows, turn, conversation, world)
            return _perhaps_worried(heard, arrival.text, world) + turn
    return _heard(flows, arrival, conversation, world)


def begins_anew(
    flows: Mapping[str, Flow], arrival: Arrival, conversation: Open, world: World
) -> Flow | None:
    """The conversation that this arrival begins, whatever else is open: it looks at nothing that
    the open one is about.
    """
    heard, conversation = listened(arrival, world).heard, goes_on_with(conversation, world)
    if has_to_confirm(flows, arrival.text, heard, conversation, world):
        return flows.get(CONFIRM)
    if heard is None or answers(flows, heard, arrival, conversation, world):
        return None
    return begun_by(flows, heard, world)


def _confirm(flows: Mapping[str, Flow], arrival: Arrival, conversation: Open, world: World) -> Turn:
    """A code first; what is open stays open. A danger or a worry in it waits for no code."""
    asked = advance(flows[CONFIRM], None, Started(arrival.text), world)
    asked = replace(asked, conversation=conversation)
    also = arrival.heard.also if arrival.heard else None
    if also is Signal.URGENT:
        return keywords.danger(arrival.text, None, world) + asked
    return keywords.perhaps_a_worry(arrival.text, world) + asked if also else asked


def _perhaps_worried(heard: SignalHeard, text: str, world: World) -> Turn:
    """What they wish for may come with a worry; then a person reads it as well. What a coordinator
    says of somebody is no worry about the coordinator.
    """
    if heard.signal in COORDINATORS or heard.signal in THE_TEAMS:
        return Turn()
    if heard.also is Signal.URGENT and heard.signal in BEFRIENDERS:
        return keywords.danger(text, None, world)
    return keywords.perhaps_a_worry(text, world) if heard.also is Signal.CONCERN else Turn()


def _begun(
    flows: Mapping[str, Flow], heard: SignalHeard, conversation: Open, world: World
) -> Turn | None:
    """The conversation that a word of theirs begins; what was open before it is dropped."""
    flow = begun_by(flows, heard, world)
    if flow is None or not (world.person.joined or world.person.works_here):
        return None
    turn = advance(flow, None, Started(heard.words), world)
    if heard.signal is Signal.NOT_TODAY and conversation is not None:
        if not any(isinstance(fact, VisitCalledOff) for fact in turn.facts):
            return None  # it is of no visit
        return replace(turn, conversation=conversation)
    if turn.conversation is None and _is_in_passing(heard, turn, conversation):
        return replace(turn, conversation=conversation)
    return turn


def _is_in_passing(heard: SignalHeard, turn: Turn, conversation: Open) -> bool:
    """Whether what is open stays open. Which of several they saw to is asked no further.

    A befriender's word that changes nothing takes no question away: "can't make it" of what is off.
    """
    theirs = heard.signal in BEFRIENDERS or heard.signal is Signal.DONE
    if theirs and all(isinstance(fact, Worded) for fact in turn.facts):
        return True
    if heard.signal in _TEAMS_IN_PASSING:
        return conversation is not None and conversation.step != "which"
    return heard.signal in _IN_PASSING


_IN_PASSING: Final = (Signal.COMING, Signal.NO_EVENTS, Signal.RUNNING_LATE)
"""What is said beside an open question, which stays open."""

_TEAMS_IN_PASSING: Final = (Signal.MINE, Signal.OFF_DUTY, Signal.ON_DUTY, Signal.WHO)
"""What the team says beside a draft, or beside what came of somebody they saw to."""


def _beside_talk(flows: Mapping[str, Flow], turn: Turn, conversation: Open, world: World) -> Turn:
    """A talk with a neighbour, or a story, goes on beside what they wish of us, or after it."""
    if conversation is None or not speaks_freely(flows, conversation):
        return turn
    if conversation.flow == "with_them":  # it goes on by itself while it lasts
        return turn
    if turn.conversation is None:
        return replace(turn, conversation=conversation)
    rule = flows[conversation.flow].due
    if turn.conversation == conversation or rule is None or not rule.over:
        return turn
    at = world.now + (rule.again or timedelta(hours=1))
    again = NudgePlanned(rule.purpose, at, timedelta(days=1), conversation.subject)
    return replace(turn, facts=(*turn.facts, again))


def _is_start(heard: SignalHeard) -> bool:
    return heard.signal is Signal.START and heard.sure


def _stop(arrival: Arrival, heard: SignalHeard, world: World) -> Turn:
    """They hear no more from us. What else they said may still need a person."""
    stopped = replace(world, person=replace(world.person, stopped=True))
    turn = Turn(None, (), (Stopped(arrival.text),))
    if heard.signal is Signal.URGENT:
        return keywords.danger(arrival.text, None, stopped) + turn
    return keywords.worry(arrival.text, stopped) + turn if heard.also else turn


def _worry(
    flows: Mapping[str, Flow],
    heard: SignalHeard,
    arrival: Arrival,
    conversation: Open,
    world: World,
) -> Turn:
    """A person looks, and what they said answers the open question all the same, if it does.

    Where it does not, that question is not asked again: they have other worries, and are not
    silent. What they said to neighbours is not passed on to them: a person hears it. Only what may
    be nothing goes on as if it were nothing.
    """
    if not heard.sure:
        told = keywords.perhaps_a_worry(arrival.text, world)
        return told + _heard(flows, arrival, conversation, world)
    worry = keywords.worry(arrival.text, world)
    if conversation is not None and _goes_to_neighbours(conversation):
        return worry + Turn(conversation)
    if conversation is None or outcome(flows, conversation, arrival.text, world) is None:
        return worry
    return worry + resume(flows, conversation, Replied(arrival.text), world)


def _worries_in_a_chat(heard: SignalHeard, conversation: Open) -> bool:
    """Whether it holds a worry beside a wish, and all of it would go on to neighbours."""
    in_a_chat = conversation is not None and _goes_to_neighbours(conversation)
    return in_a_chat and heard.also is Signal.CONCERN and heard.signal is not Signal.URGENT


def _goes_to_neighbours(conversation: Conversation) -> bool:
    return conversation.flow == "chat"


def _after_stop(arrival: Arrival, heard: SignalHeard | None, world: World) -> Turn:
    """STOP is final until START. Anything else is kept and shown to a person, and wakes nothing."""
    if heard and heard.signal is Signal.URGENT:
        return keywords.danger(arrival.text, None, world)
    if not arrival.text:
        return Turn(None)
    return tell(world, Tell("coordinator", "after_stop"), arrival.text)


# ── what is no signal ───────────────────────────────────────────────────────────────────────


def _heard(flows: Mapping[str, Flow], arrival: Arrival, conversation: Open, world: World) -> Turn:
    if arrival.kind != "ring" and whose_number.is_to_be_asked(flows, conversation, world):
        if not whose_number.sounds_like_them(flows, arrival.text, conversation, world):
            return whose_number.asked(flows, _words(arrival), world)
        world = whose_number.known(world)
        return Turn(conversation, (), (NumberRight(),)) + _heard(
            flows, arrival, conversation, world
        )
    if arrival.kind == "ring":
        return _rang(flows, conversation, world)
    if world.called_for_help and not _is_an_answer(flows, arrival, conversation, world):
        return keywords.more_of_danger(_words(arrival), conversation, world)
    if conversation is not None:
        return resume(flows, conversation, Replied(arrival.text), world)
    if invitations.answers_one(arrival.text, world):
        return advance(flows["event_reply"], None, Started(arrival.text), world)
    if world.told_by and arrival.text:
        return held_by.to_who_told_them(arrival.text, world)
    if in_passing.of_a_visit(arrival.text, world):
        return advance(flows["cant_visit"], None, Started(arrival.text), world)
    if late := _late_answer(flows, arrival, world):
        return late
    if handed_on := not_me(arrival.text, world):
        return handed_on
    if world.person.joined:
        return by_hand.pass_on(_words(arrival), world)
    if world.person.works_here:
        return _from_the_team(arrival, world)
    if (answered := _answered_after_all(flows, arrival, world)) is not None:
        return answered
    if world.consents.get("visits") is False and not is_greeting(arrival.text):
        return _after_no(arrival, world)
    return begin_joining(flows, arrival, world)


def _is_an_answer(
    flows: Mapping[str, Flow], arrival: Arrival, conversation: Open, world: World
) -> bool:
    if conversation is None:
        return False
    return outcome(flows, conversation, arrival.text, world) not in (None, "heard")


def _late_answer(flows: Mapping[str, Flow], arrival: Arrival, world: World) -> Turn | None:
    """What they say now is how they are, if it clearly says so."""
    asked, heard = unanswered_hello(world), hear(arrival.text, Mood(), scene(world))
    if asked is None or heard is None or heard.outcome == "skip":
        return None
    return _good_news(arrival.text, world) + resume(flows, asked, Replied(arrival.text), world)


def _good_news(said: str, world: World) -> Turn:
    """Whoever was told that nothing came back need not go on wondering."""
    if not somebody_was_told(world.person):
        return Turn()
    news = tell(world, Tell("befriender", "answered"), said, needs_them=False)
    return news + Turn(None, (), (GoodNews(WONDERED, said),))


def _rang(flows: Mapping[str, Flow], conversation: Open, world: World) -> Turn:
    """A ring answers a question that takes it for an answer; else it is told what to do instead.

    Nobody is drawn in by ringing: a number that has never texted us is not texted.
    """
    unheard = Turn(conversation)
    asked = conversation or unanswered_hello(world)
    if asked is not None:
        turn = resume(flows, asked, Rang(), world)
        if turn != Turn(asked):
            return turn if conversation else _good_news("(rang)", world) + turn
    if not world.person.joined and not world.person.works_here:
        return unheard
    return replace(unheard, messages=(message(world, "shared.rang"),))


def _after_no(arrival: Arrival, world: World) -> Turn:
    """Who has said no is not asked again, only because they were polite about it."""
    heard = signal(arrival.text, scene(world))
    polite = (heard and heard.signal is Signal.THANKS) or hear(arrival.text, YesNo(), scene(world))
    return Turn() if polite else by_hand.pass_on(_words(arrival), world)


def _answered_after_all(flows: Mapping[str, Flow], arrival: Arrival, world: World) -> Turn | None:
    """Somebody new whom we could not follow: a yes or no still answers, other words go to a person.

    They are not asked the same again with every text; HELLO begins anew.
    """
    if world.passed_on_at is None or "visits" in world.consents:
        return None
    if hear(arrival.text, YesNo(), scene(world)) is not None:
        return resume(flows, Conversation("joining", "consent"), Replied(arrival.text), world)
    return None if is_greeting(arrival.text) else by_hand.pass_on(_words(arrival), world)


def _from_the_team(arrival: Arrival, world: World) -> Turn:
    """Words of the team's own: the others are told, and they hear what they can text. A bare yes or
    no that answers nothing is no word for the others.
    """
    if hear(arrival.text, YesNo(), scene(world)) and len(arrival.text.split()) <= _BARE:
        return Turn(None, (message(world, "shared.nothing_asked"),))
    told = tell(world, Tell("coordinator", "words"), _words(arrival))
    return told + Turn(None, what_the_team_texts(world))


_BARE: Final = 2  # words: "yes please"


def _words(arrival: Arrival) -> str:
    return arrival.text or f"({arrival.detail or 'no words'})"
