"""All tables read at once: so that a wrong one stops the start, and nobody's first text waits."""

from datetime import UTC, datetime

from flows.hearing.answers import Expect
from flows.hearing.auto_reply import is_auto_reply
from flows.hearing.choices import Choice
from flows.hearing.goodbyes import is_bye
from flows.hearing.names import Name
from flows.hearing.numbers import Number
from flows.hearing.outings import StillOn, Suits, WentOrNot, WouldCome, YesOrWhyNot
from flows.hearing.phones import Phone
from flows.hearing.places import Postcode
from flows.hearing.replies.mood import Mood
from flows.hearing.replies.scale import Scale
from flows.hearing.replies.yes_no import YesNo
from flows.hearing.scene import Scene
from flows.hearing.signals import signal
from flows.hearing.tongues.tables import codes, tongue
from flows.hearing.when import When


def read_every_table() -> None:
    """Read the tables of every kind of question and every language.

    Raises BadTable, which says where, if one can't be read.
    """
    scene = Scene(datetime(2026, 3, 2, 10, tzinfo=UTC), language="")
    signal("ask hello there", scene)
    is_bye("hello there")
    is_auto_reply("thank you for your message")
    for expect in _every_kind():
        expect.heard("hello there", scene)
    for code in codes():
        tongue(code)


def _every_kind() -> tuple[Expect, ...]:
    simple = (Mood, Name, Number, Phone, Postcode, Scale, When, YesNo)
    outings = (StillOn, WentOrNot, WouldCome, YesOrWhyNot)
    choices = (Choice("tea", "coffee"), Suits("tea", "coffee"))
    return (*(kind() for kind in (*simple, *outings)), *choices)
