"""What can be said at any moment, by name."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Signal(StrEnum):
    """What somebody can say at any moment, whatever was asked."""

    URGENT = "urgent"
    CONCERN = "concern"
    STOP = "stop"
    START = "start"
    HELP = "help"
    PERSON = "person"
    PAUSE = "pause"
    WRONG_NUMBER = "wrong_number"
    MORE = "more"
    LESS = "less"
    DONE = "done"
    THANKS = "thanks"
    USE_SMS = "use_sms"
    USE_TELEGRAM = "use_telegram"


@dataclass(frozen=True, slots=True)
class SignalHeard:
    """A signal.

    until: for PAUSE the day, where they live, from which hellos may come again; None if they did
    not say. sure: whether it can mean just this. why: the rule that heard it, in a few words for
    whoever wonders. also: what came with it: a wish to hear no more with danger, a worry with STOP.
    """

    signal: Signal
    until: date | None = None
    sure: bool = True
    why: str = ""
    also: Signal | None = None
