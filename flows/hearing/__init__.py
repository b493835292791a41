"""What a text means: `signal` for what may be said at any moment, `hear` for an answer to a question.

This is the whole interface; everything behind it may grow without a conversation noticing.
Both are pure, quick, and never raise, whatever the text. `None` means: not sure.
"""

from flows.hearing.answers import Expect, FreeWords, Heard, Mood, Name, Postcode, YesNo, hear
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
    "hear",
    "signal",
]
