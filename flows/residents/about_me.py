"""ME: what we hold about whoever asks, in two texts. Nothing of anybody else is in it.

Where there is more than fits, the last things are read out, and who asks us hears the rest.
"""

from collections.abc import Mapping
from typing import Final

from flows.engine import Flow, Say, Talk, fills_in, leads_to
from flows.hearing import Signal
from flows.home_month import in_hospital
from flows.residents.getting_to_know import held
from flows.words import shortened
from flows.world.held import ASK, SAYING, STORY, Thing, Told

LISTED: Final = 4
"""How many of the things they told us are read out: the last ones."""

QUOTED: Final = 36
"""Characters of each that are read out: they know the rest."""

BRIEFLY: Final = 22
"""Characters of whatever else they told us: enough to know it by."""

ROOM: Final = 214
"""Characters of all of it together, so that it fits into two parts."""

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

PURPOSES: Final = ("visits", "events", "stories")
_RHYTHMS: Final = (3, 7, 14, 28)


@leads_to("told", "others_told", "nothing_told")
def anything_told(talk: Talk) -> str:
    """Whether there is something of theirs to read out."""
    theirs = held(talk)
    others = theirs.things or theirs.days
    return "told" if theirs.told else "others_told" if others else "nothing_told"


@fills_in("called", "rhythm", "more", "told")
def ours(talk: Talk) -> Mapping[str, str]:
    """What we hold, in plain words."""
    name, postcode = talk.world.person.name, held(talk).postcode
    days = talk.world.person.every_days
    where = _say(talk, "where", postcode=postcode) if postcode else ""
    rest = _say(talk, "rest_in_hospital" if in_hospital(talk.world.person) else "rest")
    resting = rest if talk.world.person.paused else ""
    more = (
        resting,
        where,
        _answers(talk, "said_yes", given=True),
        _answers(talk, "said_no", given=False),
    )
    return {
        "called": _say(talk, "called" if name else "not_called", called=name),
        "rhythm": _say(talk, f"every_{days}" if days in _RHYTHMS else "every_so_often"),
        "more": "".join(f" {each}" for each in more if each),
        "told": _fitting(talk),
    }


def _say(talk: Talk, what: str, **values: str) -> str:
    return talk.world.words.say(f"held.{what}", values)


def _answers(talk: Talk, what: str, *, given: bool) -> str:
    consents = held(talk).consents
    named = [_say(talk, each) for each in PURPOSES if consents.get(each) is given]
    return _say(talk, what, purposes=", ".join(named)) if named else ""


def _fitting(talk: Talk) -> str:
    """As much as fits: of their answers the oldest are left out, and we say that there is more."""
    others, answers = _others(talk), list(held(talk).told[-LISTED:])
    while answers and len(" ".join((_read_out(answers, talk), *others))) > ROOM:
        del answers[0]
    more = len(answers) < len(held(talk).told) or len(_last(talk)) < len(held(talk).things)
    said = (_read_out(answers, talk), *others, _say(talk, "and_more") if more else "")
    return " ".join(filter(None, said))


def _read_out(answers: list[Told], talk: Talk) -> str:
    numbered = " ".join(_quoted(each) for each in answers)
    return f"{_say(talk, 'answers')} {numbered}." if numbered else ""


def _others(talk: Talk) -> list[str]:
    """Their last story and how it is shared, open ask and thought, and the days they help."""
    days = ", ".join(DAYS[each] for each in sorted(held(talk).days))
    helps = [_say(talk, "days", days=days)] if days else []
    return [*(_of_theirs(each, talk) for each in _last(talk)), *helps]


def _last(talk: Talk) -> list[Thing]:
    """Of each kind, the last one."""
    by_kind = {each.kind: each for each in held(talk).things}
    return [by_kind[kind] for kind in (STORY, ASK, SAYING) if kind in by_kind]


def _of_theirs(each: Thing, talk: Talk) -> str:
    words = shortened(" ".join(each.words.split()), BRIEFLY)
    return _say(
        talk, f"a_{each.kind}_{each.sharing}" if each.sharing else f"a_{each.kind}", words=words
    )


def _quoted(each: Told) -> str:
    return f'{each.number} "{shortened(each.words, QUOTED)}"'


about_me = Flow(
    "about_me",
    Say("us", then=anything_told),
    Say("told"),
    Say("others_told"),
    Say("nothing_told"),
    on=(Signal.ME,),
    sees=("held",),
    fills=ours,
)
