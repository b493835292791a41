"""What a text means: `signal` for what may be said at any moment, `hear` for an answer.

This is the whole interface; everything behind it may grow without a conversation noticing.
All of it is pure, quick, and never raises, whatever the text. `None` means: not sure.
"""

from flows.hearing.answers import Expect, FreeWords, Heard, hear
from flows.hearing.choices import Choice
from flows.hearing.doors import door_word, is_greeting
from flows.hearing.goodbyes import is_bye
from flows.hearing.names import Name
from flows.hearing.numbers import Number
from flows.hearing.outings import StillOn, Suits, WentOrNot, WouldCome, YesOrWhyNot
from flows.hearing.phones import Phone
from flows.hearing.places import Postcode
from flows.hearing.ready import read_every_table
from flows.hearing.replies.mood import Mood
from flows.hearing.replies.plain_yes import PlainYes
from flows.hearing.replies.scale import Scale
from flows.hearing.replies.yes_no import YesNo
from flows.hearing.scene import ANYWHERE, Scene
from flows.hearing.signal_names import Signal, SignalHeard
from flows.hearing.signals import signal
from flows.hearing.tables import BadTable
from flows.hearing.team_words import team_word
from flows.hearing.when import When, with_days_mended

__all__ = [
    "ANYWHERE",
    "BadTable",
    "Choice",
    "Expect",
    "FreeWords",
    "Heard",
    "Mood",
    "Name",
    "Number",
    "Phone",
    "PlainYes",
    "Postcode",
    "Scale",
    "Scene",
    "Signal",
    "SignalHeard",
    "StillOn",
    "Suits",
    "WentOrNot",
    "When",
    "WouldCome",
    "YesNo",
    "YesOrWhyNot",
    "door_word",
    "hear",
    "is_bye",
    "is_greeting",
    "read_every_table",
    "signal",
    "team_word",
    "with_days_mended",
]
