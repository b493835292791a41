"""One person and the little we know of them, in memory: the small world of a transcript."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from flows import FLOWS, facts
from flows.engine import Conversation, Flow, Message, Turn
from flows.facts.hellos import CameHome, CircleAsked, HelloMoved, LooksDropped
from flows.facts.numbers import NumberAsked, NumberRight
from flows.words import Words
from flows.world import Person, ToldOf, World
from flows.world.home import Homecoming

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


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
    hello_weekday: int = 0
    hello_at: time = time(10)
    phone: str = "+447700900001"
    channel: str = "sms"
    channels: frozenset[str] = frozenset({"sms"})
    told_of: ToldOf | None = None
    befriender: str = "Sam"
    language: str = "en"
    wordings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=lambda: FLOWS)
    now: datetime = MONDAY
    last_mood: str = ""
    quiet_hellos: int = 0
    number_sure_at: datetime | None = None
    number_asked_at: datetime | None = None
    last_heard: str = ""
    last_heard_at: datetime | None = None
    passed_on_at: datetime | None = None
    consents: dict[str, bool] = field(default_factory=dict)
    nudges: dict[str, datetime] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)  # what a nudge is about, by purpose
    worded: frozenset[str] = frozenset()
    sees: dict[str, Any] = field(default_factory=dict)  # sights, by name
    others: Mapping[int, str] = field(default_factory=dict)  # neighbours' names, by id
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
            hello_weekday=self.hello_weekday,
            hello_at=self.hello_at,
            next_hello_at=self.nudges.get("hello"),
            next_look_at=self.nudges.get("welcome_home"),
            next_look=self.subjects.get("welcome_home", 0),
            quiet_hellos=self.quiet_hellos,
            phone=self.phone,
            wordings=self.worded,
            number_sure_at=self.number_sure_at,
            number_asked_at=self.number_asked_at,
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
            told_of=self.told_of,
            **self.sees,
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
        told = {"them": "bot", "coordinator": "> ana", "befriender": f"> {self.befriender.lower()}"}
        neighbour = self.others.get(message.person_id, str(message.person_id)).lower()
        to = told.get(message.to, f"> {neighbour}")
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
                self.quiet_hellos = 0
                self.last_mood = mood if mood in facts.MOODS else self.last_mood
            case NumberAsked():
                self.number_asked_at = self.now
            case NumberRight():
                self.number_asked_at, self.number_sure_at = None, self.now
            case facts.WentQuiet(running):
                self.quiet_hellos = running
            case HelloMoved(weekday, at):
                self.hello_weekday, self.hello_at = weekday, at
            case CameHome():
                self.paused = False
            case LooksDropped():
                self.nudges.pop("welcome_home", None)
                self.subjects.pop("welcome_home", None)
            case CircleAsked():
                self.sees["home"] = Homecoming(circle_asked=True)
            case facts.PersonNeeded(kind) if kind in facts.PASSED_ON:
                self.passed_on_at = self.now
            case facts.Stopped():
                self.stopped, self.nudges, self.subjects, self.saved = True, {}, {}, ""
            case facts.Restarted():
                self.stopped = self.paused = False
            case facts.Paused(until):
                self.paused, self.paused_until = True, until
            case facts.RhythmChanged(every_days):
                self.every_days = every_days
            case facts.NudgePlanned(purpose, at):
                self.nudges[purpose], self.subjects[purpose] = at, fact.subject
            case facts.Worded(wordings):
                self.worded = wordings


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


def asked(flow: str, step: str, **known: Any) -> Neighbour:
    """Rose, in the middle of this conversation: we wait for her answer for two days."""
    waiting = Conversation(flow, step, silent_at=MONDAY + timedelta(days=2))
    rose = resident(**known)
    rose.take(Turn(waiting))
    return rose
