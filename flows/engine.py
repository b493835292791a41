"""The notation of a conversation, and `advance`, which takes one turn in it.

Theory of operation. A flow is a table of named steps in the order people meet them. An `Ask`
says something and waits; a `Say` says something and goes on; a `Do` only decides. What is
saved between two texts is the step's name and the answers so far, never a position, so that
steps may be put in or taken out while people are in the middle of talking. `advance` is pure:
it is given the moment, the person and the words in a `World`, and returns what to send, what
has been decided, and the conversation to save. Whatever is wrong in a table (a step that does
not exist, an answer that leads nowhere, a wording that is missing) stops the import.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from flows.facts import Fact, Named, Worded
from flows.hearing import Scene, hear
from flows.notation import (
    Ask,
    BrokenFlow,
    Do,
    Due,
    Flow,
    Leads,
    Passed,
    Say,
    Step,
    Tell,
    expects,
    fills_in,
    leads_to,
)
from flows.saying import for_neighbour, message, tell
from flows.talk import (
    Conversation,
    Event,
    Message,
    Rang,
    Replied,
    Silent,
    Started,
    Talk,
    Turn,
)
from flows.world import World

__all__ = [
    "Ask",
    "BrokenFlow",
    "Conversation",
    "Do",
    "Due",
    "Event",
    "Flow",
    "Message",
    "Passed",
    "Rang",
    "Replied",
    "Say",
    "Silent",
    "Started",
    "Step",
    "Talk",
    "Tell",
    "Turn",
    "advance",
    "expects",
    "fills_in",
    "leads_to",
    "lost",
    "message",
    "outcome",
    "resume",
    "scene",
    "tell",
]


OPENING: Final = "opening"
"""Where what they said along with the word that begins a flow is kept, if no step asked for it."""


def advance(
    flow: Flow, conversation: Conversation | None, event: Event, world: World, subject: int = 0
) -> Turn:
    """One turn: what this event leads to in this conversation. Pure.

    A ring where no step takes it for an answer leaves the conversation exactly as it was. What
    a silence leads to is begun by us, so it keeps quiet hours and counts in the budget.
    `subject` is what a conversation that starts is about.
    """
    return _with_wordings(_advance(flow, conversation, event, world, subject), world)


def _with_wordings(turn: Turn, world: World) -> Turn:
    """The same turn; it also keeps how we said what can be said in several ways."""
    said = {each.key: each.wording for each in turn.messages if each.wording}
    if not said:
        return turn
    others = {each for each in world.person.wordings if each.rpartition(".")[0] not in said}
    kept = Worded(frozenset(others | {f"{key}.{way}" for key, way in said.items()}))
    return replace(turn, facts=(*turn.facts, kept))


def _advance(
    flow: Flow, conversation: Conversation | None, event: Event, world: World, subject: int
) -> Turn:
    if conversation is None or isinstance(event, Started):
        words = event.words if isinstance(event, Started) else ""
        return _start(flow, Conversation(flow.name, flow.first.name, subject=subject), words, world)
    step = flow.step(conversation.step)
    if not isinstance(step, Ask):
        return lost(world, event)
    here = replace(conversation, step=step.name)
    if isinstance(event, Silent):
        return _silent(flow, step, here, world)
    if isinstance(event, Replied):
        return _replied(flow, step, here, event.text, world)
    return _rang(flow, step, here, world) if step.rang is not None else Turn(conversation)


def _start(flow: Flow, begun: Conversation, words: str, world: World) -> Turn:
    """At the first step; where they have answered it along with the word that began it, past it."""
    first = flow.first
    if words and isinstance(first, Ask) and first.opening:
        return _replied(flow, first, _kept(first, begun, world), words, world)
    said = {OPENING: words} if words else {}
    return _go(flow, first, replace(begun, said=said), world)


def resume(
    flows: Mapping[str, Flow], conversation: Conversation, event: Event, world: World
) -> Turn:
    """One turn in whichever flow this conversation is of. Where there is none, it is lost."""
    flow = flows.get(conversation.flow)
    return advance(flow, conversation, event, world) if flow else lost(world, event)


def outcome(
    flows: Mapping[str, Flow], conversation: Conversation, text: str, world: World
) -> str | None:
    """What this text would answer to the open question, or None if that is not clear."""
    flow = flows.get(conversation.flow)
    step = flow and flow.step(conversation.step)
    if not isinstance(step, Ask):
        return None
    heard = hear(text, step.expects(_talk(conversation, world)), scene(world))
    return heard.outcome if heard else None


def _rang(flow: Flow, step: Ask, here: Conversation, world: World) -> Turn:
    answers = {**here.answers, step.name: "rang"}
    return _answered(flow, step, step.rang, replace(here, answers=answers), world)


def _replied(flow: Flow, step: Ask, here: Conversation, text: str, world: World) -> Turn:
    before = here.said.get(step.name, "") if here.tries else ""
    all_said = f"{before} / {text}" if before else text
    said = {**here.said, step.name: all_said}
    heard = hear(text, step.expects(_talk(here, world)), scene(world))
    if heard is None:
        return _unclear(flow, step, replace(here, said=said), all_said, world)
    answers = {**here.answers, step.name: heard.value}
    after = replace(here, answers=answers, said=said, tries=0)
    answered = _answered(flow, step, step.leads[heard.outcome], after, world)
    return tell(world, Tell("befriender", "words"), before) + answered if before else answered


def scene(world: World) -> Scene:
    """What the words of the person whose turn it is are heard in."""
    return Scene(world.now, world.person.zone, world.person.language)


def _silent(flow: Flow, step: Ask, here: Conversation, world: World) -> Turn:
    """Nothing came back. Who said something we could not follow is not silent: a person looks."""
    if here.tries:
        told = tell(world, Tell("coordinator", "unclear"), here.said.get(step.name, ""))
        return told + Turn(None)
    return _lead(flow, step.silence, here, world).begun_by_us()


def _answered(flow: Flow, step: Ask, leads: Leads, after: Conversation, world: World) -> Turn:
    facts = _decided(step, after, world)
    return Turn(after, (), facts) + _lead(flow, leads, after, _aware(world, facts))


def _aware(world: World, facts: tuple[Fact, ...]) -> World:
    """The world as it is once these are known: who has just told us their name has one."""
    names = [fact.name for fact in facts if isinstance(fact, Named)]
    return replace(world, person=replace(world.person, name=names[-1])) if names else world


def _unclear(flow: Flow, step: Ask, here: Conversation, text: str, world: World) -> Turn:
    """Once more in other words; then a person looks."""
    if here.tries == 0 and step.speaks:
        again = _question(flow, f"again.{flow.name}.{step.name}", step, here, world)
        return Turn(replace(here, tries=1, silent_at=_until(step, world)), (again,))
    if step.unclear is not None:
        return _lead(flow, step.unclear, here, world)
    told = tell(world, Tell("coordinator", "unclear"), text)
    return told + Turn(None, (message(world, "shared.unclear"),))


def _lead(flow: Flow, leads: Leads, here: Conversation, world: World) -> Turn:
    if leads is None:
        return Turn(None)
    name = leads if isinstance(leads, str) else leads(_talk(here, world))
    if name not in flow.steps:
        return lost(world)
    return _go(flow, flow.steps[name], here, world)


def _go(flow: Flow, step: Step, here: Conversation, world: World) -> Turn:
    """Meet a step: say it, and wait there or go on."""
    key = f"{flow.name}.{step.name}"
    here = _kept(step, here, world)
    if isinstance(step, Ask):
        waiting = replace(here, step=step.name, tries=0, silent_at=_until(step, world))
        asked = (_question(flow, key, step, here, world),) if step.speaks else ()
        return Turn(waiting, asked)
    said = _said(flow, key, step, here, world)
    met = Turn(here, said + _passed(step, here, world), _decided(step, here, world))
    if step.tell:
        words = " / ".join(here.said.values())
        met += tell(world, step.tell, words, values=_filled(flow, here, world))
    return met + _lead(flow, step.then, here, world)


def _said(
    flow: Flow, key: str, step: Step, here: Conversation, world: World
) -> tuple[Message, ...]:
    if not isinstance(step, Say):
        return ()
    values = _filled(flow, here, world)
    return (message(world, key, values, choices=step.offers, urgent=step.urgent),)


def _until(step: Ask, world: World) -> datetime | None:
    """When the silence to this question counts, once it is sent; None: never."""
    return None if step.wait is None else world.now + step.wait


def _kept(step: Step, here: Conversation, world: World) -> Conversation:
    if step.keeps is None:
        return here
    return replace(here, answers={**here.answers, **step.keeps(_talk(here, world))})


def _passed(step: Step, here: Conversation, world: World) -> tuple[Message, ...]:
    """What goes to neighbours: in their own language, and they never asked for it at night."""
    passes = step.passes(_talk(here, world)) if step.passes else ()
    return tuple(for_neighbour(world, each) for each in passes)


def _question(flow: Flow, key: str, step: Ask, here: Conversation, world: World) -> Message:
    labels = step.expects(_talk(here, world)).labels
    values = _filled(flow, here, world)
    return message(world, key, values, choices=labels, asks_contact=step.asks_contact)


def _filled(flow: Flow, here: Conversation, world: World) -> Mapping[str, str]:
    return flow.fills(_talk(here, world)) if flow.fills else {}


def _talk(here: Conversation, world: World) -> Talk:
    return Talk(here.answers, here.said, world, here.subject)


def _decided(step: Step, here: Conversation, world: World) -> tuple[Fact, ...]:
    if step.did is None:
        return ()
    decided = step.did(_talk(here, world))
    return decided if isinstance(decided, tuple) else (decided,)


def lost(world: World, event: Event | None = None) -> Turn:
    """Their place in the conversation is gone: it ends kindly, and a person looks.

    Who has said nothing is told nothing: only the coordinators hear of it.
    """
    told = tell(world, Tell("coordinator", "lost"))
    return (
        told if isinstance(event, Silent) else told + Turn(None, (message(world, "shared.lost"),))
    )
