"""What a befriender says of visits: how one was, which one they mean, for how long."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.favours.lengths import minutes_in as length_in
from flows.hearing import Expect, Heard, Mood, Scene, Signal, YesNo, hear, signal
from flows.hearing.answers import SKIPPED, declined
from flows.hearing.plain import Said, on_one_line, said
from flows.rhythm import local_day, moment
from flows.talk import Talk
from flows.visits.in_passing import in_hospital, not_in
from flows.world.visits import Pair, Visit

SHORTEST: Final = 5
LONGEST: Final = 12 * 60
"""Minutes that a visit may last."""

BRIEF: Final = 3
"""Words up to which a text is no more than a mood: "all good thanks"."""

_NUMBERED = re.compile(r"\s*([123])(?![\d/])[\s.,:;)\-]*(.*)", re.DOTALL)
_BARE = re.compile(r"(?:for )?(\d{1,3})")
_NOT_MET = re.compile(
    r"\b(?:did ?nt|did not|never|could ?nt|could not) (?:happen|meet|met|go|see|get)\b"
    r"|\b(?:canc\w+ed|called off|put off|no visit|no show|no answer)\b"
    r"|\b(?:not|wasnt|was not|nobody) (?:in|home|there|at home)\b"
)
_SIGNS = re.compile(
    r"\b(?:confus\w*|muddled|forgetful|forgetting|repeating|wander\w*|bruis\w*|unsteady|wobbly"
    r"|thin|thinner|lost weight|frail|poorly|unwell|in pain|cough\w*|breathless|swollen|tearful"
    r"|crying|cried|upset|anxious|frightened|scared|lonely|(?:feeling|so|bit|very|quite) down"
    r"|very low|quite low|a bit low|drinking|drunk|dirty|smell\w*|filthy|damp|mould|no heating"
    r"|freezing|house was cold|unkempt|mess|worse|struggl\w*|fell over|had a fall|fallen|money"
    r"|debt\w*|bills?|no food|empty fridge"
    r"|not (?:eat|herself|himself|themselves|right|well|managing|coping|sleeping|washing)\w*"
    r"|(?:isnt|wasnt|hasnt been|hardly|barely) (?:herself|himself"
    r"|(?:eat|drink|cop|manag|sleep|wash)\w*))\b"
)
"""What somebody who visits may see, and a person should read, whatever number they gave it."""

_HOW: Final = {"1": "fine", "2": "small", "3": "worried"}
_MOODS: Final = {"good": "fine", "soso": "small", "low": "worried"}


def HowWasIt(met: bool = True) -> Expect:
    """How a visit was: fine, small (a small worry), worried, words, or none: it was not.

    met: they said that they have been there, so a no is no worry. The value is what they said of
    it besides. Words with danger or a worry in them are worried, whatever the number says.
    """

    def heard(text: Said, scene: Scene) -> Heard | None:
        told = _NUMBERED.fullmatch(text.raw)
        words = on_one_line(told[2] if told else text.raw)
        if words and _worrying(words, scene, told is not None):
            return Heard("worried", words, why="a worry in their words")
        if told:
            return Heard(_HOW[told[1]], words, why="a number")
        return _in_words(text, words, scene, met)

    return Expect(("fine", "small", "worried", "words", "none", "skip"), ("1", "2", "3"), heard)


def _in_words(text: Said, words: str, scene: Scene, met: bool) -> Heard | None:
    answer = hear(text.raw, YesNo(), scene)
    away = not_in(text.raw) or in_hospital(text.raw)
    if not met and (away or _NOT_MET.search(text.words)):
        return Heard("none", words, why="they did not meet")
    if answer and answer.outcome in ("no", "later"):
        told = words if len(words.split()) > BRIEF else ""
        return SKIPPED if met else Heard("none", told, why="they did not meet")
    if declined(text):
        return SKIPPED
    if not words:
        return None
    brief = len(text.words.split()) <= BRIEF
    felt = hear(text.raw, Mood(), scene)
    if felt and felt.outcome in _MOODS:
        return Heard(_MOODS[felt.outcome], "" if brief else words, why="how it was, in words")
    if answer and brief:
        return Heard("fine", "", why="a yes")
    if _SIGNS.search(said(words).words):
        return Heard("small", words, why="what a person should read")
    return Heard("words", words, why="in their own words")


def _worrying(words: str, scene: Scene, numbered: bool) -> bool:
    """Who gave a number has said how grave it is: then only what is sure is graver."""
    found = signal(words, scene)
    if found is None or found.signal is Signal.URGENT:
        return found is not None
    return found.signal is Signal.CONCERN and (found.sure or not numbered)


# ── how long, which, and when else ──────────────────────────────────────────────────────────


def minutes_in(words: str) -> int | None:
    """How long they think to stay: "HERE 90", "here for an hour and a half"."""
    bare = _BARE.fullmatch(words.strip())
    found = int(bare[1]) if bare else length_in(said(words).words.replace("another", "an"))
    return found if found is not None and SHORTEST <= found <= LONGEST else None


NEAR: Final = timedelta(hours=4)
"""How far from its planned time a visit may begin and still be the planned one."""


def arriving_at(coming: Sequence[Visit], pairing: int, now: datetime) -> Visit | None:
    """The planned visit that begins now: the nearest in time; of this pair, if one is named."""
    near = [each for each in coming if abs(each.at - now) <= NEAR]
    theirs = [each for each in near if pairing in (0, each.pairing)]
    return min(theirs, key=lambda each: abs(each.at - now), default=None)


def named_pair(talk: Talk) -> Pair | None:
    """Whom of those they visit their words name."""
    named, seen = talk.world.named, talk.world.visits
    ids = [each.id for each in named.people] if named else []
    return next((each for each in seen.pairs if each.resident.id in ids), None) if seen else None


def another_time(value: str, visit: Visit, now: datetime) -> datetime | None:
    """The moment that an answer (ISO 8601, as `When` has it) means for this visit; None: unclear.

    A day alone is at the visit's own hour; an hour alone is on its own day, or today.
    """
    start, _, end = value.partition("/")
    meant = end if start == ".." else start
    zone = visit.zone
    own = visit.at.astimezone(ZoneInfo(zone))
    try:
        if "T" in meant:
            local = datetime.fromisoformat(meant)
            return moment(local.date(), local.time(), zone)
        if "-" in meant:
            return moment(datetime.fromisoformat(meant).date(), own.time(), zone)
        at = time.fromisoformat(meant)
    except ValueError:
        return None
    days = (own.date(), local_day(now, zone))
    found = (moment(day, at, zone) for day in days)
    return next((each for each in found if each > now), None)
