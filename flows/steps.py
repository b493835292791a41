"""The steps a conversation is made of, and what each can be told to do."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from flows.facts import Fact
from flows.hearing import Expect
from flows.talk import Talk
from flows.world import Neighbour

A_DAY: Final = timedelta(days=1)


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
    leaves an open question open. over: flows whose open conversation about the same subject makes
    room for it. idle: nobody waits for it, so it makes room for all that somebody waits for.
    presses: it is soon too late for it, so that what we asked besides and they have left unanswered
    for so long makes room, and is asked another time.
    """

    purpose: str
    consent: str = "visits"
    again: timedelta | None = None
    counts: bool = True
    beside: bool = False
    over: tuple[str, ...] = ()
    idle: bool = False
    presses: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """Something for a neighbour, in the wording `key`, in their own language and hours.

    at_address: the id of the one address of theirs that it may go to, at any hour, and only while
    it is news; 0: wherever they are reached. live: they are in the middle of a talk, so that it
    goes at once.
    """

    to: Neighbour
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    at_address: int = 0
    live: bool = False


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
    """Says something, and goes on to `then`, or ends.

    offers: buttons that spare whoever has them a word. urgent: it goes at any hour.
    """

    def __init__(
        self,
        name: str,
        *,
        then: Leads = None,
        tell: Tell | None = None,
        did: Decides | None = None,
        keeps: Fills | None = None,
        passes: Passes | None = None,
        offers: tuple[str, ...] = (),
        urgent: bool = False,
    ) -> None:
        super().__init__(name, then=then, tell=tell, did=did, keeps=keeps, passes=passes)
        self.offers, self.urgent = offers, urgent


class Do(Step):
    """Says nothing to them: tells somebody, decides something, goes on."""

    speaks = False


class Ask(Step):
    """Asks and waits. Each outcome that `hears` can have leads somewhere (None ends).

    silence: where to go when nothing came back for `wait`. rang: where an unanswered ring
    leads, if it is an answer here. unclear: where to go when the answer was not clear twice;
    left out, a person is asked to look. opening: words said along with the one that begins the
    flow are the answer, and it is not asked. silently: it waits, and says nothing.
    gives_way: whatever falls due may begin all the same, since nothing was asked; or once they have
    said nothing there for so long. A `wait` of None waits for ever.
    """

    def __init__(
        self,
        name: str,
        *,
        hears: Hears,
        silence: Leads = None,
        wait: timedelta | None = 2 * A_DAY,
        rang: Leads = None,
        unclear: Leads = None,
        did: Decides | None = None,
        keeps: Fills | None = None,
        asks_contact: bool = False,
        opening: bool = False,
        silently: bool = False,
        gives_way: bool | timedelta = False,
        **leads: Leads,
    ) -> None:
        super().__init__(name, did=did, keeps=keeps)
        self.hears, self.silence, self.wait, self.rang = hears, silence, wait, rang
        self.unclear, self.leads, self.asks_contact = unclear, leads, asks_contact
        self.opening, self.speaks = opening, not silently
        at_once = timedelta(0) if gives_way is True else None
        self.gives_way = gives_way if isinstance(gives_way, timedelta) else at_once

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
