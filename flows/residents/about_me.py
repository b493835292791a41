"""ME: what we hold about whoever asks, in two texts. Nothing of anybody else is in it."""

from collections.abc import Mapping
from typing import Final

from flows.engine import Flow, Say, Talk, fills_in, leads_to
from flows.hearing import Signal
from flows.residents.getting_to_know import held
from flows.words import shortened
from flows.world.held import Told

LISTED: Final = 4
"""How many of the things they told us are read out: the last ones."""

QUOTED: Final = 36
"""Characters of each that are read out: they know the rest."""

PURPOSES: Final = ("visits", "events", "stories")
_RHYTHMS: Final = (3, 7, 14, 28)


@leads_to("told", "nothing_told")
def anything_told(talk: Talk) -> str:
    """Whether there is something of theirs to read out."""
    return "told" if held(talk).told else "nothing_told"


@fills_in("called", "rhythm", "more", "told")
def ours(talk: Talk) -> Mapping[str, str]:
    """What we hold, in plain words."""
    name, postcode = talk.world.person.name, held(talk).postcode
    days = talk.world.person.every_days
    where = _say(talk, "where", postcode=postcode) if postcode else ""
    more = (where, _answers(talk, "said_yes", given=True), _answers(talk, "said_no", given=False))
    return {
        "called": _say(talk, "called" if name else "not_called", called=name),
        "rhythm": _say(talk, f"every_{days}" if days in _RHYTHMS else "every_so_often"),
        "more": "".join(f" {each}" for each in more if each),
        "told": " ".join(_quoted(each) for each in held(talk).told[-LISTED:]),
    }


def _say(talk: Talk, what: str, **values: str) -> str:
    return talk.world.words.say(f"held.{what}", values)


def _answers(talk: Talk, what: str, *, given: bool) -> str:
    consents = held(talk).consents
    named = [_say(talk, each) for each in PURPOSES if consents.get(each) is given]
    return _say(talk, what, purposes=", ".join(named)) if named else ""


def _quoted(each: Told) -> str:
    return f'{each.number} "{shortened(each.words, QUOTED)}"'


about_me = Flow(
    "about_me",
    Say("us", then=anything_told),
    Say("told"),
    Say("nothing_told"),
    on=(Signal.ME,),
    sees=("held",),
    fills=ours,
)
