"""What a text means: `signal` for what may be said at any moment, `hear` for an answer.

This is the whole interface; everything behind it may grow without a conversation noticing.
All of it is pure, quick, and never raises, whatever the text. `None` means: not sure.
"""

from flows.hearing.answers import Expect, FreeWords, Heard, Mood, Name, Postcode, YesNo, hear
from flows.hearing.doors import door_word, is_greeting
from flows.hearing.signals import Signal, SignalHeard, signal

__all__ = [
    "Expect",
    "FreeWords",
    "Heard",
    "Mood",
    "Name",
    "Postcode",
    "Signal",
    "SignalHeard",
    "YesNo",
    "door_word",
    "hear",
    "is_greeting",
    "signal",
]
