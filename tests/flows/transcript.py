"""The transcript player: a conversation's test is what was said, line for line.

    rose: text              she writes            bot: text        we say this to her
    (/start vet)            Telegram's button     > sam: text      her befriender is told
    (contact +4477…)        shares her number     > ana: text      the coordinators are told
    (edits: text)           mends an old text     … (at once)      outside every limit
    (opted out: text)       the provider's STOP   … [button]       with the contact button
    (opted in: text)        the provider's START  (skipped: why)   what was due is not used
    (ring) (picture)        rings the number; sends no words
    (silence)               the open question has waited long enough
    (hello) (settling in)   that nudge falls due; (hello, too late) when it may no longer
    (2 days later)          the clock moves on, past whatever falls due on the way

What was said is compared letter for letter. The open conversation is saved to JSON and loaded
again before every line.
"""

import difflib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from flows import FLOWS, facts, router
from flows.engine import Conversation, Flow, Message, Turn
from flows.router import Arrival
from flows.words import Words
from flows.world import Person, World

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

_LATER = re.compile(r"\((an?|\d+) (minute|hour|day|week)s? later\)")
_EVENT = re.compile(r"\(((?:opted (?:in|out)|edits)): (.*)\)")
_KINDS = {"opted in": "opt_in", "opted out": "opt_out"}


@dataclass
class Neighbour:
    """One person and the little we know of them. `who` is how the transcript calls them."""

    who: str = "rose"
    name: str = ""
    roles: frozenset[str] = frozenset()
    joined: bool = False
    stopped: bool = False
    paused: bool = False
    paused_until: datetime | None = None
    every_days: int = 7
    phone: str = "+447700900001"
    channel: str = "sms"
    channels: frozenset[str] = frozenset({"sms"})
    befriender: str = "Sam"
    language: str = "en"
    wordings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=lambda: FLOWS)
    now: datetime = MONDAY
    last_mood: str = ""
    last_heard: str = ""
    last_heard_at: datetime | None = None
    passed_on_at: datetime | None = None
    consents: dict[str, bool] = field(default_factory=dict)
    nudges: dict[str, datetime] = field(default_factory=dict)
    saved: str = ""  # the open conversation, as JSON
    so_far: list[facts.Fact] = field(default_factory=list)

    @property
    def conversation(self) -> Conversation | None:
        """The open conversation, loaded afresh."""
        if not self.saved:
            return None
        kept = json.loads(self.saved)
        kept["silent_at"] = kept["silent_at"] and datetime.fromisoformat(kept["silent_at"])
        return Conversation(**kept)

    @property
    def needed(self) -> list[str]:
        """Why somebody has been asked to look, so far."""
        return [fact.kind for fact in self.so_far if isinstance(fact, facts.PersonNeeded)]

    def decided(self, kind: type[facts.Fact]) -> list[facts.Fact]:
        """The facts of this kind, so far."""
        return [fact for fact in self.so_far if isinstance(fact, kind)]

    def world(self) -> World:
        """What a flow may look at."""
        resting = self.paused and (self.paused_until is None or self.paused_until > self.now)
        person = Person(
            id=1,
            name=self.name,
            language=self.language,
            roles=self.roles,
            joined=self.joined,
            stopped=self.stopped,
            paused=resting,
            every_days=self.every_days,
            next_hello_at=self.nudges.get("hello"),
            phone=self.phone,
        )
        return World(
            now=self.now,
            project="Mill Lane",
            person=person,
            words=Words(self.language, self.wordings),
            consents=dict(self.consents),
            befriender=self.befriender,
            last_time={"mood": self.last_mood},
            last_heard_at=self.last_heard_at,
            last_heard=self.last_heard,
            passed_on_at=self.passed_on_at,
            channels=self.channels,
        )

    def take(self, turn: Turn) -> list[str]:
        """Remember what a turn decided; return what it says, as lines of a transcript."""
        talk = turn.conversation
        self.saved = json.dumps(asdict(talk), default=datetime.isoformat) if talk else ""
        for fact in turn.facts:
            self._remember(fact)
        said = [self._line(each) for each in turn.messages]
        return [*said, f"(skipped: {turn.skipped})"] if turn.skipped else said

    def _line(self, message: Message) -> str:
        to = {"them": "bot", "coordinator": "> ana"}.get(message.to, f"> {self.befriender.lower()}")
        marks = " (at once)" * message.urgent + " [button]" * message.asks_contact
        return f"{to}: {message.text}{marks}"

    def _remember(self, fact: facts.Fact) -> None:
        self.so_far.append(fact)
        match fact:
            case facts.Joined():
                self.joined = True
            case facts.Named(name):
                self.name = name
            case facts.ConsentAnswered(purpose, given):
                self.consents[purpose] = given
            case facts.CheckInAnswered(mood):
                self.last_mood = mood
            case facts.WentQuiet():
                self.last_mood = "quiet"
            case facts.PersonNeeded(kind) if kind in facts.PASSED_ON:
                self.passed_on_at = self.now
            case facts.Stopped():
                self.stopped, self.nudges, self.saved = True, {}, ""
            case facts.Restarted():
                self.stopped = self.paused = False
            case facts.Paused(until):
                self.paused, self.paused_until = True, until
            case facts.RhythmChanged(every_days):
                self.every_days = every_days
            case facts.NudgePlanned(purpose, at):
                self.nudges[purpose] = at


def stranger(**known: Any) -> Neighbour:
    """Somebody we have never heard from."""
    return Neighbour(**known)


def resident(**known: Any) -> Neighbour:
    """Rose, who has joined. Sam visits her."""
    usual = {"name": "Rose", "joined": True, "consents": {"visits": True}}
    week = {"nudges": {"hello": MONDAY + timedelta(days=7)}, "roles": frozenset({"resident"})}
    return Neighbour(**{**usual, **week, **known})


def team(role: str = "befriender", **known: Any) -> Neighbour:
    """Sam, who visits people, or whoever coordinates."""
    usual = {"who": "sam", "name": "Sam", "roles": frozenset({role}), "befriender": ""}
    return Neighbour(**{**usual, **known})


def play(scene: Neighbour | Flow, script: str) -> Neighbour:
    """Play a transcript. Fails with the lines that differ. Returns the neighbour, to ask more.

    A flow is played with Rose: a stranger where it is joining, else a resident to whom it is
    begun before the first line.
    """
    wanted = [line.strip() for line in script.strip().splitlines() if line.strip()]
    heard: list[str] = []
    if isinstance(scene, Flow):
        neighbour = stranger() if scene.name == "joining" else resident()
        if scene.name != "joining":
            purpose = {"weekly_hello": "hello"}.get(scene.name, scene.name)
            heard += _due(neighbour, purpose, late=False)
    else:
        neighbour = scene
    for line in wanted:
        if not line.startswith(("bot:", "> ", "(skipped:")):
            heard += [line, *_happens(neighbour, line)]
    if heard != wanted:
        raise AssertionError("\n" + "\n".join(difflib.ndiff(wanted, heard)))
    return neighbour


def _happens(them: Neighbour, line: str) -> list[str]:
    """One event, and what we say to it."""
    if line.startswith(f"{them.who}: "):
        return _arrives(them, "text", line.removeprefix(f"{them.who}: "))
    if later := _LATER.fullmatch(line):
        count = 1 if later[1].startswith("a") else int(later[1])
        return _pass(them, them.now + timedelta(**{f"{later[2]}s": count}))
    if spoken := _EVENT.fullmatch(line):
        if spoken[1] == "edits":
            return them.take(router.unreadable(spoken[2], them.conversation, them.world()))
        return _arrives(them, _KINDS[spoken[1]], spoken[2])
    if line.startswith(("(/start", "(contact ", "(moved ")):
        word, _, detail = line.strip("(/)").partition(" ")
        kind = {"start": "started"}.get(word, word)
        return _arrives(them, kind, line.strip("()") if word == "start" else "", detail)
    if line in _ELSE:
        return _ELSE[line](them)
    raise ValueError(f"not a line of a transcript: {line}")


def _arrives(them: Neighbour, kind: str, text: str, detail: str = "") -> list[str]:
    arrival = Arrival(kind, text, detail, them.channel)
    lines = them.take(router.arrived(them.flows, arrival, them.conversation, them.world()))
    if text:
        them.last_heard, them.last_heard_at = text, them.now
    return lines


def _silence(them: Neighbour) -> list[str]:
    talk = them.conversation
    if talk is None or talk.silent_at is None:
        raise ValueError("there is no open question to be silent about")
    return _pass(them, talk.silent_at)


def _pass(them: Neighbour, until: datetime) -> list[str]:
    """The clock moves on, from due moment to due moment."""
    lines: list[str] = []
    while True:
        talk = them.conversation
        moments = {purpose: at for purpose, at in them.nudges.items() if at <= until}
        if talk and talk.silent_at and talk.silent_at <= until:
            moments["silence"] = talk.silent_at
        if not moments:
            break
        what = min(moments, key=lambda each: (moments[each], each == "silence"))
        them.now = max(them.now, moments[what])
        lines += _silent_turn(them) if what == "silence" else _due(them, what, late=False)
    them.now = until
    return lines


def _silent_turn(them: Neighbour) -> list[str]:
    talk = them.conversation
    assert talk is not None
    return them.take(router.silent(them.flows, talk, them.world()))


def _due(them: Neighbour, purpose: str, late: bool) -> list[str]:
    due_at = min(them.nudges.pop(purpose, them.now), them.now)
    turn = router.due(them.flows, purpose, due_at, late, them.conversation, them.world())
    return them.take(turn)


_ELSE: dict[str, Callable[[Neighbour], list[str]]] = {
    "(ring)": lambda them: _arrives(them, "ring", ""),
    "(picture)": lambda them: _arrives(them, "text", "", "photo"),
    "(blocked)": lambda them: _arrives(them, "blocked", ""),
    "(silence)": _silence,
    "(hello)": lambda them: _due(them, "hello", late=False),
    "(hello, too late)": lambda them: _due(them, "hello", late=True),
    "(settling in)": lambda them: _due(them, "settling_in", late=False),
    "(settling in, too late)": lambda them: _due(them, "settling_in", late=True),
}
