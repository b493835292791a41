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
from types import MappingProxyType
from typing import Any, Final

from flows.facts import Fact, Named, PersonNeeded
from flows.hearing import Scene, hear
from flows.notation import Ask, BrokenFlow, Do, Flow, Leads, Say, Step, Tell, leads_to
from flows.rhythm import day_of_next_hello, heard_from
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
from flows.words import ENGLISH, Words, shortened
from flows.world import World

__all__ = [
    "Ask",
    "BrokenFlow",
    "Conversation",
    "Do",
    "Event",
    "Flow",
    "Message",
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
    "leads_to",
    "lost",
    "message",
    "outcome",
    "resume",
    "scene",
    "tell",
]

QUOTED: Final = 100
"""Characters of what somebody said that whoever is told of it reads; the rest is on the desk."""


def advance(flow: Flow, conversation: Conversation | None, event: Event, world: World) -> Turn:
    """One turn: what this event leads to in this conversation. Pure.

    A ring where no step takes it for an answer leaves the conversation exactly as it was. What
    a silence leads to is begun by us, so it keeps quiet hours and counts in the budget.
    """
    if conversation is None or isinstance(event, Started):
        return _go(flow, flow.first, Conversation(flow.name, flow.first.name), world)
    step = flow.step(conversation.step)
    if not isinstance(step, Ask):
        return lost(world, event)
    here = replace(conversation, step=step.name)
    if isinstance(event, Silent):
        return _silent(flow, step, here, world)
    if isinstance(event, Replied):
        return _replied(flow, step, here, event.text, world)
    return _rang(flow, step, here, world) if step.rang is not None else Turn(conversation)


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
    heard = hear(text, step.hears, scene(world)) if isinstance(step, Ask) else None
    return heard.outcome if heard else None


def _rang(flow: Flow, step: Ask, here: Conversation, world: World) -> Turn:
    answers = {**here.answers, step.name: "rang"}
    return _answered(flow, step, step.rang, replace(here, answers=answers), world)


def _replied(flow: Flow, step: Ask, here: Conversation, text: str, world: World) -> Turn:
    before = here.said.get(step.name, "") if here.tries else ""
    all_said = f"{before} / {text}" if before else text
    said = {**here.said, step.name: all_said}
    heard = hear(text, step.hears, scene(world))
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
    if here.tries == 0:
        again = _question(world, f"again.{flow.name}.{step.name}", step)
        return Turn(replace(here, tries=1, silent_at=world.now + step.wait), (again,))
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
    if isinstance(step, Ask):
        waiting = replace(here, step=step.name, tries=0, silent_at=world.now + step.wait)
        return Turn(waiting, (_question(world, key, step),))
    met = Turn(here, (message(world, key),) if step.speaks else (), _decided(step, here, world))
    if step.tell:
        met += tell(world, step.tell, " / ".join(here.said.values()))
    return met + _lead(flow, step.then, here, world)


def _question(world: World, key: str, step: Ask) -> Message:
    return message(world, key, choices=step.hears.labels, asks_contact=step.asks_contact)


def _talk(here: Conversation, world: World) -> Talk:
    return Talk(here.answers, here.said, world)


def _decided(step: Step, here: Conversation, world: World) -> tuple[Fact, ...]:
    if step.did is None:
        return ()
    decided = step.did(_talk(here, world))
    return decided if isinstance(decided, tuple) else (decided,)


# ── what is said, to them and of them ───────────────────────────────────────────────────────


def lost(world: World, event: Event | None = None) -> Turn:
    """Their place in the conversation is gone: it ends kindly, and a person looks.

    Who has said nothing is told nothing: only the coordinators hear of it.
    """
    told = tell(world, Tell("coordinator", "lost"))
    return (
        told if isinstance(event, Silent) else told + Turn(None, (message(world, "shared.lost"),))
    )


def message(
    world: World, key: str, also: Mapping[str, str] = MappingProxyType({}), **more: Any
) -> Message:
    """A wording for the person whose turn it is. `also` fills in what only this moment knows."""
    return Message(key, world.words.say(key, {**_for_them(world), **also}), **more)


def tell(
    world: World, whom: Tell, said: str = "", urgent: bool = False, needs_them: bool = True
) -> Turn:
    """Somebody is told of this person, in English: the words of the team.

    `needs_them`: it is kept until somebody has seen to it; else it is only news.
    """
    key = f"tell.{whom.what}"
    team = Words(ENGLISH, world.words.overrides)
    to = whom.to if world.befriender or whom.to != "befriender" else "coordinator"
    text = team.say(key, _for_the_team(world, said))
    told = Message(key, text, to=to, urgent=urgent)
    return Turn(None, (told,), (PersonNeeded(whom.what, said),) if needs_them else ())


def _for_them(world: World) -> dict[str, str]:
    """What isn't known reads as somebody kindly would say it: `Hello {name}` as "Hello there"."""
    person = world.person
    by_phone = world.channels and "telegram" not in world.channels
    return {
        "name": person.name or "there",
        "project": world.project,
        "befriender": world.befriender or f"someone from {world.project}",
        "next_hello": day_of_next_hello(person, world.now),
        "or_ring": world.words.say("shared.or_ring", {}) if by_phone else "",
    }


def _for_the_team(world: World, said: str) -> dict[str, str]:
    person = world.person
    return {
        "project": world.project,
        "who": person.name or "Somebody new",
        "reach": f"on {person.phone}" if person.phone else "if you can",
        "said": shortened(said, QUOTED),
        "last_heard": heard_from(world),
    }
