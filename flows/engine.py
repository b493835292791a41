"""The notation of a conversation, and `advance`, which takes one turn in it.

Theory of operation. A flow is a table of named steps in the order people meet them. An `Ask`
says something and waits; a `Say` says something and goes on; a `Do` only decides. What is
saved between two texts is the step's name and the answers so far, never a position, so that
steps may be put in or taken out while people are in the middle of talking. `advance` is pure:
it is given the moment, the person and the words in a `World`, and returns what to send, what
has been decided, and the conversation to save. Whatever is wrong in a table (a step that does
not exist, an answer that leads nowhere, a wording that is missing) stops the import.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from flows.facts import Fact, Named, PersonNeeded
from flows.hearing import Expect, hear
from flows.rhythm import day_of_next_hello, heard_from
from flows.words import ENGLISH, Words, catalogue, names_in
from flows.world import World

A_DAY: Final = timedelta(days=1)


class BrokenFlow(Exception):
    """A flow's table is wrong. Raised when it is imported; says which step and why."""


# ── what happens to a conversation ──────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Started:
    """It begins, at its first step."""


@dataclass(frozen=True, slots=True)
class Replied:
    """They answered, in these words."""

    text: str


@dataclass(frozen=True, slots=True)
class Silent:
    """The question was sent, and nothing came back for as long as it waits."""


@dataclass(frozen=True, slots=True)
class Rang:
    """They rang the number and were not answered: where a step says so, that is an answer."""


Event = Started | Replied | Silent | Rang


# ── what is saved, and what a turn brings ───────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person in the middle of one flow. `answers` and `said` are by step name."""

    flow: str
    step: str
    answers: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    tries: int = 0  # how often the last answer was not clear
    silent_at: datetime | None = None  # UTC: when to stop waiting; None waits for ever


@dataclass(frozen=True, slots=True)
class Message:
    """Something to send. `to` is them, or who is told about them: befriender or coordinator."""

    key: str
    text: str
    to: str = "them"
    choices: tuple[str, ...] = ()
    starts: bool = False  # we start it: it counts in their budget and keeps quiet hours
    urgent: bool = False  # danger: goes to whoever is told outside every limit
    asks_contact: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What one event led to. A conversation of None is over (or never began)."""

    conversation: Conversation | None = None
    messages: tuple[Message, ...] = ()
    facts: tuple[Fact, ...] = ()
    skipped: str = ""  # why nothing was done, where something was due

    def __add__(self, other: "Turn") -> "Turn":
        return Turn(
            other.conversation,
            self.messages + other.messages,
            self.facts + other.facts,
            self.skipped or other.skipped,
        )


@dataclass(frozen=True, slots=True)
class Talk:
    """What a computed step or fact may look at: the answers so far, and the world."""

    answers: Mapping[str, str]
    said: Mapping[str, str]
    world: World

    @property
    def last_time(self) -> Mapping[str, str]:
        """The answers of the last such conversation."""
        return self.world.last_time


# ── the notation ────────────────────────────────────────────────────────────────────────────

Leads = str | Callable[[Talk], str] | None
Decides = Callable[[Talk], Fact | tuple[Fact, ...]]


def leads_to(*steps: str) -> Callable[[Callable[[Talk], str]], Callable[[Talk], str]]:
    """Declares where a computed destination can lead, so that it is checked like a written one."""

    def declare(function: Callable[[Talk], str]) -> Callable[[Talk], str]:
        function.steps = steps  # type: ignore[attr-defined]
        return function

    return declare


@dataclass(frozen=True, slots=True)
class Tell:
    """A person is told, in the wording `tell.<what>`, and it is kept until somebody has seen to it.

    `to` is befriender or coordinator; where there is no befriender it is the coordinators.
    """

    to: str
    what: str


class Step:
    """One named step of a flow."""

    def __init__(
        self, name: str, *, then: Leads = None, tell: Tell | None = None, did: Decides | None = None
    ) -> None:
        self.name, self.then, self.tell, self.did = name, then, tell, did
        self.speaks = True

    def destinations(self) -> Iterator[Leads]:
        """Everywhere this step can lead by itself."""
        yield self.then


class Say(Step):
    """Says something, and goes on to `then`, or ends."""


class Do(Step):
    """Says nothing to them: tells somebody, decides something, goes on."""

    def __init__(self, name: str, **more: Any) -> None:
        super().__init__(name, **more)
        self.speaks = False


class Ask(Step):
    """Asks and waits. Each outcome that `hears` can have leads somewhere (None ends).

    silence: where to go when nothing came back for `wait`. rang: where an unanswered ring
    leads, if it is an answer here. unclear: where to go when the answer was not clear twice;
    left out, a person is asked to look.
    """

    def __init__(
        self,
        name: str,
        *,
        hears: Expect,
        silence: Leads = None,
        wait: timedelta = 2 * A_DAY,
        rang: Leads = None,
        unclear: Leads = None,
        did: Decides | None = None,
        starts: bool = False,
        asks_contact: bool = False,
        **leads: Leads,
    ) -> None:
        super().__init__(name, did=did)
        self.hears, self.silence, self.wait, self.rang = hears, silence, wait, rang
        self.unclear, self.leads, self.starts = unclear, leads, starts
        self.asks_contact = asks_contact

    def destinations(self) -> Iterator[Leads]:
        """Everywhere an answer, a ring or a silence can lead."""
        yield from self.leads.values()
        yield from (self.silence, self.rang, self.unclear)


class Flow:
    """A conversation: its name, its steps, and where renamed steps have gone.

    Raises BrokenFlow if a step, an outcome or a wording is missing or can't be reached.
    """

    def __init__(self, name: str, *steps: Step, moved: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.steps = {step.name: step for step in steps}
        self.first = steps[0]
        self.moved = dict(moved or {})
        _check(self, steps)

    def step(self, name: str) -> Step | None:
        """The step of that name, or the one it has become."""
        return self.steps.get(self.moved.get(name, name))


def _names(leads: Leads) -> tuple[str, ...]:
    if leads is None:
        return ()
    if isinstance(leads, str):
        return (leads,)
    steps: tuple[str, ...] | None = getattr(leads, "steps", None)
    if not steps:
        raise BrokenFlow(f"{leads.__name__} must say where it can lead: @leads_to(…)")
    return steps


def _check(flow: Flow, steps: tuple[Step, ...]) -> None:
    if len(flow.steps) != len(steps):
        raise BrokenFlow(f"{flow.name}: two steps have one name")
    reached = {flow.first.name}
    for step in steps:
        for name in (n for leads in step.destinations() for n in _names(leads)):
            if name not in flow.steps:
                raise BrokenFlow(f"{flow.name}.{step.name} leads to {name}, which does not exist")
            reached.add(name)
        _check_outcomes(flow, step)
        _check_words(flow, step)
    for lost in flow.steps.keys() - reached:
        raise BrokenFlow(f"{flow.name}.{lost} can't be reached")
    for old, new in flow.moved.items():
        if old in flow.steps or new not in flow.steps:
            raise BrokenFlow(f"{flow.name}: moved {old} -> {new} is not a move to a step there is")


def _check_outcomes(flow: Flow, step: Step) -> None:
    if isinstance(step, Ask) and set(step.leads) != set(step.hears.outcomes):
        odd = ", ".join(sorted(set(step.leads) ^ set(step.hears.outcomes)))
        raise BrokenFlow(f"{flow.name}.{step.name}: outcomes and answers differ: {odd}")


def _check_words(flow: Flow, step: Step) -> None:
    english, key = catalogue(ENGLISH), f"{flow.name}.{step.name}"
    needed = [key] if step.speaks else []
    if isinstance(step, Ask):
        needed.append(f"again.{key}")
    if step.tell:
        needed.append(f"tell.{step.tell.what}")
    for wording in needed:
        if wording not in english:
            raise BrokenFlow(f"{key}: the English catalogue has no {wording}")
        if unknown := names_in(english[wording]) - VALUES:
            raise BrokenFlow(f"{wording}: nothing fills in {{{min(unknown)}}}")


# ── a turn ──────────────────────────────────────────────────────────────────────────────────

VALUES: Final = frozenset(
    {"name", "project", "befriender", "next_hello", "until", "who", "reach", "said", "last_heard"}
)


def values(world: World, said: str = "") -> dict[str, str]:
    """What a wording may fill in. Names that are not known read as somebody kindly would say them."""
    person = world.person
    return {
        "name": person.name or "there",
        "project": world.project,
        "befriender": world.befriender or f"someone from {world.project}",
        "next_hello": day_of_next_hello(person, world.now),
        "who": person.name or "Somebody new",
        "reach": f"on {person.phone}" if person.phone else "if you can",
        "said": said if len(said) <= 100 else said[:99] + "…",
        "last_heard": heard_from(world),
    }


def advance(flow: Flow, conversation: Conversation | None, event: Event, world: World) -> Turn:
    """One turn: what this event leads to in this conversation. Pure.

    A ring where no step takes it for an answer leaves the conversation as it was, with no messages.
    """
    if conversation is None or isinstance(event, Started):
        return _go(flow, flow.first, Conversation(flow.name, flow.first.name), world)
    step = flow.step(conversation.step)
    if not isinstance(step, Ask):
        return lost(world)
    here = replace(conversation, step=step.name)
    if isinstance(event, Silent):
        return _lead(flow, step.silence, here, world)
    if isinstance(event, Rang):
        return _rang(flow, step, here, world)
    return _replied(flow, step, here, event.text, world)


def lost(world: World) -> Turn:
    """Their place in the conversation is gone: it ends kindly, and a person looks."""
    return tell(world, Tell("coordinator", "lost")) + Turn(None, (message(world, "shared.lost"),))


def message(
    world: World, key: str, also: Mapping[str, str] = MappingProxyType({}), **more: Any
) -> Message:
    """A wording for the person whose turn it is. `also` fills in what only this moment knows."""
    return Message(key, world.words.say(key, {**values(world), **also}), **more)


def tell(world: World, whom: Tell, said: str = "", urgent: bool = False) -> Turn:
    """Somebody is told of this person, in English: the words of the team."""
    key = f"tell.{whom.what}"
    team = Words(ENGLISH, world.words.overrides)
    to = whom.to if world.befriender or whom.to != "befriender" else "coordinator"
    text = team.say(key, values(world, said))
    return Turn(None, (Message(key, text, to=to, urgent=urgent),), (PersonNeeded(whom.what, said),))


def _rang(flow: Flow, step: Ask, here: Conversation, world: World) -> Turn:
    if step.rang is None:
        return Turn(here)
    answers = {**here.answers, step.name: "rang"}
    return _answered(flow, step, step.rang, replace(here, answers=answers), world)


def _replied(flow: Flow, step: Ask, here: Conversation, text: str, world: World) -> Turn:
    said = {**here.said, step.name: text}
    heard = hear(text, step.hears)
    if heard is None:
        return _unclear(flow, step, replace(here, said=said), text, world)
    answers = {**here.answers, step.name: heard.value}
    after = replace(here, answers=answers, said=said, tries=0)
    return _answered(flow, step, step.leads[heard.outcome], after, world)


def _answered(flow: Flow, step: Ask, leads: Leads, after: Conversation, world: World) -> Turn:
    facts = _decided(step, after, world)
    return Turn(after, (), facts) + _lead(flow, leads, after, _aware(world, facts))


def _aware(world: World, facts: tuple[Fact, ...]) -> World:
    """The world as it is once these are known: somebody who has just told us their name has one."""
    names = [fact.name for fact in facts if isinstance(fact, Named)]
    return replace(world, person=replace(world.person, name=names[-1])) if names else world


def _unclear(flow: Flow, step: Ask, here: Conversation, text: str, world: World) -> Turn:
    """Once more in other words; then a person looks."""
    if here.tries == 0:
        again = _question(world, f"again.{flow.name}.{step.name}", step, starts=False)
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
        return Turn(waiting, (_question(world, key, step, starts=step.starts),))
    met = Turn(here, (message(world, key),) if step.speaks else (), _decided(step, here, world))
    if step.tell:
        met += tell(world, step.tell, " / ".join(here.said.values()))
    return met + _lead(flow, step.then, here, world)


def _question(world: World, key: str, step: Ask, *, starts: bool) -> Message:
    return message(
        world, key, choices=step.hears.labels, starts=starts, asks_contact=step.asks_contact
    )


def _talk(here: Conversation, world: World) -> Talk:
    return Talk(here.answers, here.said, world)


def _decided(step: Step, here: Conversation, world: World) -> tuple[Fact, ...]:
    if step.did is None:
        return ()
    decided = step.did(_talk(here, world))
    return decided if isinstance(decided, tuple) else (decided,)
