"""What conversations decide, in the past tense. `store/remembering/` keeps each of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

PASSED_ON: Final = frozenset({"words", "after_stop", "quarantined"})
"""Kinds of PersonNeeded of which one an hour is enough for whoever is told."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that has been decided about the person whose turn it is."""


@dataclass(frozen=True, slots=True)
class Joined(Fact):
    """They said yes to hearing from us."""


@dataclass(frozen=True, slots=True)
class CameIn(Fact):
    """The door they came in by: the word on the vet's poster, or in the link they pressed."""

    door: str


@dataclass(frozen=True, slots=True)
class ConsentAnswered(Fact):
    """A yes or a no to one purpose, with the words asked and the words they answered in."""

    purpose: str  # visits | events | stories
    given: bool
    asked: str
    said: str


@dataclass(frozen=True, slots=True)
class Named(Fact):
    """What they like to be called."""

    name: str


@dataclass(frozen=True, slots=True)
class InterestsTold(Fact):
    """What they enjoy, in their own words."""

    words: str


@dataclass(frozen=True, slots=True)
class PostcodeTold(Fact):
    """Where they live, as a postcode in its usual form."""

    postcode: str


@dataclass(frozen=True, slots=True)
class CheckInAnswered(Fact):
    """How a hello was answered, and in which words.

    `mood` is good, soso or low; rang, for a ring; skip, if they would rather not say; or told,
    for words that are no mood.
    """

    mood: str
    words: str


MOODS: Final = frozenset({"good", "soso", "low"})
"""What counts as how they were the last time; another answer leaves that as it was."""

QUIET: Final = "quiet"
"""What stands for the mood of a week in which nothing came back."""


@dataclass(frozen=True, slots=True)
class WentQuiet(Fact):
    """Nothing came back to a hello. Never an alarm by itself.

    `running`: how many hellos running that is now.
    """

    running: int = 1


@dataclass(frozen=True, slots=True)
class PersonNeeded(Fact):
    """Somebody should look: kept until a person says it is done, whoever could be told.

    `kind` says why, and is the wording they are told it in (`tell.<kind>`); `words` are
    theirs, if it was something they said. `level` is how soon: urgent, today or look
    (`flows/concerns/levels.py`).
    """

    kind: str
    words: str = ""
    level: str = "look"


@dataclass(frozen=True, slots=True)
class ConcernsDone(Fact):
    """A befriender or coordinator has seen to what was open about this person (`about`, an id)."""

    about: int


@dataclass(frozen=True, slots=True)
class Stopped(Fact):
    """They said STOP, in these words. Final until they say START."""

    words: str


@dataclass(frozen=True, slots=True)
class Restarted(Fact):
    """They said START: what STOP or PAUSE held back may go on."""

    words: str


@dataclass(frozen=True, slots=True)
class Paused(Fact):
    """Hellos rest until this moment (UTC), or until they say otherwise."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class RhythmChanged(Fact):
    """A hello every so many days from now on."""

    every_days: int


@dataclass(frozen=True, slots=True)
class NudgePlanned(Fact):
    """Something falls due for this person at `at` (UTC) and may be at most `late_by` late."""

    purpose: str
    at: datetime
    late_by: timedelta
    subject: int = 0  # what it is about: a favour, a chat, an activity; 0: nothing but them


@dataclass(frozen=True, slots=True)
class Worded(Fact):
    """Of all that can be said in several ways, how it was said to them last."""

    wordings: frozenset[str]


@dataclass(frozen=True, slots=True)
class ChannelPreferred(Fact):
    """They would rather be reached this way, where there are several."""

    channel: str


@dataclass(frozen=True, slots=True)
class NumberShared(Fact):
    """They shared their own phone number from another channel: the two addresses are one person."""

    number: str


@dataclass(frozen=True, slots=True)
class AddressLost(Fact):
    """The address they wrote from can no longer be reached (they blocked us there)."""


@dataclass(frozen=True, slots=True)
class NumberWrong(Fact):
    """Whoever has the address they wrote from is not who we thought: nothing more goes there."""


@dataclass(frozen=True, slots=True)
class AddressMoved(Fact):
    """The address they wrote from has become another one."""

    address: str
