"""The notation a conversation is written in: named steps, where they lead, and what is refused."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from flows.facts import Fact
from flows.hearing import Expect, Signal
from flows.talk import Talk
from flows.words import ENGLISH, Words, catalogue, names_in
from flows.world import Neighbour

A_DAY: Final = timedelta(days=1)

FOR_THEM: Final = frozenset({"name", "project", "befriender", "next_hello", "or_ring"})
"""What a wording of a step may have filled in."""

FOR_THE_TEAM: Final = frozenset({"project", "who", "reach", "said", "last_heard"})
"""What a wording for a befriender or coordinator may have filled in."""

Leads = str | Callable[[Talk], str] | None
Decides = Callable[[Talk], Fact | tuple[Fact, ...]]
Fills = Callable[[Talk], Mapping[str, str]]
Hears = Expect | Callable[[Talk], Expect]


class BrokenFlow(Exception):
    """A flow's table is wrong. Raised when it is imported; says which step and why."""


def leads_to(*steps: str) -> Callable[[Callable[[Talk], str]], Callable[[Talk], str]]:
    """Declares where a computed destination can lead, so that it is checked like a written one."""

    def declare(function: Callable[[Talk], str]) -> Callable[[Talk], str]:
        function.steps = steps  # type: ignore[attr-defined]
        return function

    return declare


def expects(*outcomes: str) -> Callable[[Callable[[Talk], Expect]], Callable[[Talk], Expect]]:
    """Declares the outcomes of a question about what is only known when it is asked."""

    def declare(function: Callable[[Talk], Expect]) -> Callable[[Talk], Expect]:
        function.outcomes = outcomes  # type: ignore[attr-defined]
        return function

    return declare


def fills_in(*names: str) -> Callable[[Fills], Fills]:
    """Declares which names of a flow's wordings a function has values for."""

    def declare(function: Fills) -> Fills:
        function.names = names  # type: ignore[attr-defined]
        return function

    return declare


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due begins this conversation, where `purpose` is the kind of nudge.

    consent: the yes it needs; "" is none. again: when to try once more if it can't be used now
    (busy, resting, late); None: it is skipped, with the reason. counts: it is in their budget;
    what they said yes to is not, but keeps quiet hours. beside: it only says something, and
    leaves an open question open.
    """

    purpose: str
    consent: str = "visits"
    again: timedelta | None = None
    counts: bool = True
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """Something for a neighbour, in the wording `key`, in their own language and hours."""

    to: Neighbour
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()


Passes = Callable[[Talk], tuple[Passed, ...]]


@dataclass(frozen=True, slots=True)
class Tell:
    """A person is told, in the wording `tell.<what>`; it is kept until somebody has seen to it.

    `to` is befriender or coordinator; where there is no befriender it is the coordinators.
    """

    to: str
    what: str


class Step:
    """One named step of a flow.

    keeps: what is put among the answers when the step is met, such as what was shown. passes:
    what goes to neighbours then.
    """

    speaks = True

    def __init__(
        self,
        name: str,
        *,
        then: Leads = None,
        tell: Tell | None = None,
        did: Decides | None = None,
        keeps: Fills | None = None,
        passes: Passes | None = None,
    ) -> None:
        self.name, self.then, self.tell, self.did = name, then, tell, did
        self.keeps, self.passes = keeps, passes

    def destinations(self) -> Iterator[Leads]:
        """Everywhere this step can lead by itself."""
        yield self.then

    def wordings(self, key: str) -> Iterator[str]:
        """The wordings it needs, where `key` is its own."""
        if self.speaks:
            yield key


class Say(Step):
    """Says something, and goes on to `then`, or ends."""


class Do(Step):
    """Says nothing to them: tells somebody, decides something, goes on."""

    speaks = False


class Ask(Step):
    """Asks and waits. Each outcome that `hears` can have leads somewhere (None ends).

    silence: where to go when nothing came back for `wait`. rang: where an unanswered ring
    leads, if it is an answer here. unclear: where to go when the answer was not clear twice;
    left out, a person is asked to look. opening: words said along with the one that begins the
    flow are the answer, and it is not asked. silently: it waits, and says nothing.
    """

    def __init__(
        self,
        name: str,
        *,
        hears: Hears,
        silence: Leads = None,
        wait: timedelta = 2 * A_DAY,
        rang: Leads = None,
        unclear: Leads = None,
        did: Decides | None = None,
        keeps: Fills | None = None,
        asks_contact: bool = False,
        opening: bool = False,
        silently: bool = False,
        **leads: Leads,
    ) -> None:
        super().__init__(name, did=did, keeps=keeps)
        self.hears, self.silence, self.wait, self.rang = hears, silence, wait, rang
        self.unclear, self.leads, self.asks_contact = unclear, leads, asks_contact
        self.opening, self.speaks = opening, not silently

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Every outcome an answer can have."""
        declared: tuple[str, ...] = getattr(self.hears, "outcomes", ())
        return declared

    def expects(self, talk: Talk) -> Expect:
        """What is listened for, here and now."""
        return self.hears if isinstance(self.hears, Expect) else self.hears(talk)

    def destinations(self) -> Iterator[Leads]:
        """Everywhere an answer, a ring or a silence can lead."""
        yield from self.leads.values()
        yield from (self.silence, self.rang, self.unclear)

    def wordings(self, key: str) -> Iterator[str]:
        """The question, and the question in other words."""
        if self.speaks:
            yield from (key, f"again.{key}")


class Flow:
    """A conversation: its name, its steps, and where renamed steps have gone.

    on: the signals that begin it. due: the nudge that does. sees: the sights it may look at
    (`bot/sights.py`). fills: values for its wordings besides the usual ones. free: people speak
    freely in it, so that only danger, STOP, START, HELP and PERSON are taken as meant for us.

    Raises BrokenFlow if a step, an outcome or a wording is missing, can't be reached, or leads
    round in a ring without ever waiting for an answer.
    """

    def __init__(
        self,
        name: str,
        *steps: Step,
        moved: Mapping[str, str] | None = None,
        on: tuple[Signal, ...] = (),
        due: Due | None = None,
        sees: tuple[str, ...] = (),
        fills: Fills | None = None,
        free: bool = False,
    ) -> None:
        self.name, self.on, self.due, self.sees, self.free = name, on, due, frozenset(sees), free
        self.fills = fills
        self.steps = {step.name: step for step in steps}
        self.moved = dict(moved or {})
        if not steps:
            raise BrokenFlow(f"{name} has no steps")
        self.first = steps[0]
        _check(self, steps)

    def step(self, name: str) -> Step | None:
        """The step of that name, or the one it has become."""
        return self.steps.get(self.moved.get(name, name))


# ── what stops the import ───────────────────────────────────────────────────────────────────


def _check(flow: Flow, steps: tuple[Step, ...]) -> None:
    if len(flow.steps) != len(steps):
        raise BrokenFlow(f"{flow.name}: two steps have one name")
    for step in steps:
        for name in _after(step):
            if name not in flow.steps:
                raise BrokenFlow(f"{flow.name}.{step.name} leads to {name}, which does not exist")
        _check_outcomes(flow, step)
        _check_words(f"{flow.name}.{step.name}", step, frozenset(getattr(flow.fills, "names", ())))
        _check_waits(flow, step)
    for lost in flow.steps.keys() - _reached(flow, flow.first):
        raise BrokenFlow(f"{flow.name}.{lost} can't be reached")
    for old, new in flow.moved.items():
        if old in flow.steps or new not in flow.steps:
            raise BrokenFlow(f"{flow.name}: moved {old} -> {new} is not a move to a step there is")


def _after(step: Step) -> Iterator[str]:
    """The names of the steps that can follow this one."""
    for leads in step.destinations():
        yield from _names(leads)


def _names(leads: Leads) -> tuple[str, ...]:
    if leads is None:
        return ()
    if isinstance(leads, str):
        return (leads,)
    steps: tuple[str, ...] | None = getattr(leads, "steps", None)
    if not steps:
        name = getattr(leads, "__name__", "a computed step")
        raise BrokenFlow(f"{name} must say where it can lead: @leads_to(…)")
    return steps


def _reached(flow: Flow, start: Step, past_questions: bool = True) -> set[str]:
    """Every step that can be met from this one, itself among them."""
    reached, ahead = set[str](), [start.name]
    while ahead:
        name = ahead.pop()
        if name in reached:
            continue
        reached.add(name)
        if past_questions or not isinstance(flow.steps[name], Ask):
            ahead += _after(flow.steps[name])
    return reached


def _check_waits(flow: Flow, step: Step) -> None:
    """Nobody is talked at for ever: every ring of steps has a question in it."""
    if isinstance(step, Ask):
        return
    ahead = (flow.steps[name] for name in _after(step))
    if any(step.name in _reached(flow, each, past_questions=False) for each in ahead):
        raise BrokenFlow(f"{flow.name}.{step.name} leads back to itself without a question")


def _check_outcomes(flow: Flow, step: Step) -> None:
    if isinstance(step, Ask) and set(step.leads) != set(step.outcomes):
        odd = ", ".join(sorted(set(step.leads) ^ set(step.outcomes)))
        raise BrokenFlow(f"{flow.name}.{step.name}: outcomes and answers differ: {odd}")


def _check_words(key: str, step: Step, filled: frozenset[str]) -> None:
    needed: list[tuple[str, Any]] = [(wording, FOR_THEM | filled) for wording in step.wordings(key)]
    if step.tell:
        needed.append((f"tell.{step.tell.what}", FOR_THE_TEAM | filled))
    english = catalogue(ENGLISH)
    for wording, known in needed:
        if wording not in english:
            raise BrokenFlow(f"{key}: the English catalogue has no {wording}")
        for way in Words().ways(wording):
            if unknown := names_in(english[way]) - known:
                raise BrokenFlow(f"{way}: nothing fills in {{{min(unknown)}}}")
