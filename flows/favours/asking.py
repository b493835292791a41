"""What of an ask is passed on, by when it is wanted, and what an offer or an answer means."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from flows.favours.kinds import ANYTHING, Kind, kind_of
from flows.hearing import Expect, FreeWords, When, YesNo
from flows.hearing.answers import SKIPPED, Heard
from flows.hearing.plain import Said, plain
from flows.hearing.scene import Scene
from flows.rhythm import local_day, moment
from flows.tags import tags_in
from flows.words import shortened

PASSED_ON: Final = 70
"""Characters of an ask that a neighbour reads: with long names it still fits in one text."""

LOOKED_FOR: Final = timedelta(days=7)
"""How long we look for somebody where no day is named."""

LONGEST_AHEAD: Final = timedelta(days=60)

_NEVER_MIND: Final = re.compile(
    r"(?:oh |no |ok |actually )*(?:never ?mind|forget it|(?:it )?doesnt matter|dont bother|leave it"
    r"|nothing|its nothing|no its (?:ok|fine|all right)|not any ?more)(?: thanks| thank you)?"
)
_ANY_TIME: Final = re.compile(
    r".*\b(?:(?:any|ay|nay) ?(?:time|day)|when ?ever|no rush|no hurry|dont mind|not fussed"
    r"|whenever suits"
    r"|up to (?:you|them)|doesnt matter)\b.*"
)
_WHATEVER: Final = re.compile(r"\b(?:any ?thing|whatever|you name it|dont mind|not sure|general)\b")


def never_mind(words: str) -> bool:
    """Whether bare words take back what was asked."""
    return _NEVER_MIND.fullmatch(words) is not None


_A_DAY: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tonight|tomorrow"
    r"|the \d{1,2}(?:st|nd|rd|th))\b"
)
_DAY_NAME: Final = re.compile(
    r"(?:on )?((?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?)\b(.*)", re.I | re.S
)
_BARE_ANSWER: Final = re.compile(
    r"(?:(?:yes|yeah|yep|y|no|nope|n|ok|okay|aye|please|thanks|thank you|love|dear|go on)\b ?)+"
)
_CLOCK: Final = re.compile(
    r"(?:\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|ish|oclock|o.clock)?|noon|midday"
    r"|(?:half|quarter)(?: past| to)? \w+)",
    re.I,
)
_ITS_OWN_WORD: Final = re.compile(
    r"(?:on|at|in|this|next|tomorrow|today|tonight|before|after|by|around|about|between|from|any"
    r"|some ?time|first thing|early|every)\b",
    re.I,
)

_BEFORE: Final = re.compile(r"^(?:please |pls |for (?!example))+", re.IGNORECASE)
"""What stands before what they ask for: "for a lift", "please could someone …"."""

# ── what is asked for, and when ─────────────────────────────────────────────────────────────


def OwnWords() -> Expect:
    """Whatever they say, or nothing after all."""
    free = FreeWords()

    def words(heard: Said, scene: Scene) -> Heard | None:
        return SKIPPED if never_mind(heard.words) else free.heard(heard.raw, scene)

    return Expect(("heard", "skip"), (), words)


def SomeTime() -> Expect:
    """When it would suit. The value is ISO 8601 where a day or time is clear, else "".

    Whatever else they say ("not too early") is as good an answer: whoever helps will see to it.
    """
    at = When()

    def some_time(heard: Said, scene: Scene) -> Heard | None:
        if not heard.bare:
            return None
        if _ANY_TIME.fullmatch(heard.words):
            return SKIPPED
        found = at.heard(heard.raw, scene)
        if found and found.outcome == "skip":
            return SKIPPED
        if found is None and _BARE_ANSWER.fullmatch(heard.words):
            return SKIPPED  # a yes, or a no, is no time
        return Heard("time", found.value if found and found.sure else "", why="when it suits")

    return Expect(("time", "skip"), ("ANY TIME",), some_time)


def time_in(words: str, scene: Scene) -> str:
    """The day or time that an ask names by itself ("a lift on Thursday"), as ISO 8601, or "".

    Where there is more in it than a time, only a day that is named outright counts.
    """
    found = When().heard(words, scene)
    if found is None or found.outcome != "heard":
        return ""
    return found.value if found.sure or _A_DAY.search(plain(words)) else ""


def first_and_last(value: str) -> tuple[date, date] | None:
    """The days of an ISO value (a day, a moment or a span); None where it names no day."""
    days = re.findall(r"\d{4}-\d\d-\d\d", value)
    return (date.fromisoformat(days[0]), date.fromisoformat(days[-1])) if days else None


def weekday_of(value: str) -> int | None:
    """The weekday of an ISO value that is for one day, else None."""
    days = first_and_last(value)
    return days[0].weekday() if days and days[0] == days[1] else None


def until(value: str, now: datetime, zone: str) -> datetime:
    """When to stop looking (UTC): after a week, or before the day it is for, while there is time.

    Who hears on the day itself that nobody can has nothing left to try.
    """
    days = first_and_last(value)
    if days is None or days[1] < local_day(now, zone):
        return now + LOOKED_FOR
    if not is_soon(value, now, zone):
        return min(_morning_before(days[1], zone), now + LONGEST_AHEAD)
    noon, evening = moment(days[1], time(12, 0), zone), moment(days[1], time(19, 0), zone)
    return noon if noon > now + timedelta(hours=4) else max(evening, now + timedelta(hours=1))


def is_soon(value: str, now: datetime, zone: str) -> bool:
    """Whether it is for so near a day that they can't be told the morning before that."""
    days = first_and_last(value)
    if days is None or days[1] < local_day(now, zone):
        return False
    return _morning_before(days[1], zone) <= now + timedelta(hours=4)


def _morning_before(day: date, zone: str) -> datetime:
    return moment(day - timedelta(days=1), time(9, 0), zone)


def passed_on(what: str, when: str = "") -> str:
    """An ask as a neighbour reads it: their words, and when, if they said that apart."""
    tidy = _BEFORE.sub("", " ".join(what.split()).strip(" ."))
    said = _put(shortened(" ".join(when.split()).strip(" .!"), 24)) if when else ""
    return f"{shortened(tidy, PASSED_ON - len(said))}{said}"


def _put(when: str) -> str:
    """When, as it would stand in a sentence: " on Thursday", " at 2pm", ", not too early"."""
    if day := _DAY_NAME.fullmatch(when):
        return f" on {day[1].capitalize()}{day[2]}"
    if _ITS_OWN_WORD.match(when):
        return f" {when[0].lower()}{when[1:]}"
    return f" at {when}" if _CLOCK.fullmatch(when) else f", {when}"


_OF_NO_WEIGHT: Final = frozenset(
    "a an the my me to for of on in at with and or please could would can will someone somebody"
    " anyone anybody help i need some get is it that this".split()
)


def much_the_same(one: str, other: str) -> bool:
    """Whether two asks are the same one in other words, and for the same day, if for any."""
    ours, theirs = (frozenset(plain(each).split()) - _OF_NO_WEIGHT for each in (one, other))
    days = [frozenset(word for word in each if _A_DAY.fullmatch(word)) for each in (ours, theirs)]
    if all(days) and days[0] != days[1]:
        return False
    ours, theirs = ours - days[0], theirs - days[1]
    return bool(ours and theirs) and len(ours & theirs) * 4 >= len(ours | theirs) * 3


def too_long(what: str) -> bool:
    """Whether an ask is too long to be passed on as it is."""
    return len(" ".join(what.split())) > PASSED_ON


def last_words(answers: Mapping[str, str]) -> str:
    """What they asked for, the way they put it last."""
    return next(
        (answers[step] for step in ("other_words", "shorter", "what") if answers.get(step)), ""
    )


def kind_asked(answers: Mapping[str, str]) -> Kind:
    """The kind of what they ask for: by all they said of it, for the short way may say less."""
    return kind_of(answers.get("other_words") or answers.get("what", ""))


# ── what is offered ─────────────────────────────────────────────────────────────────────────


def names_something(words: str) -> bool:
    """Whether an offer says with what, be it only "anything"."""
    return tags_offered(words) != (ANYTHING,) or bool(_WHATEVER.search(plain(words)))


def tags_offered(words: str) -> tuple[str, ...]:
    """What an offer tells of; what can't be told apart is an offer of whatever comes."""
    told = tags_in(words)
    return (*told, ANYTHING) if not told or _WHATEVER.search(plain(words)) else told


def HelpOrWords() -> Expect:
    """What comes back to a small ask: the answer itself, a yes, a no, or not now.

    heard: their words are the help ("Yes! Leek and potato: fry the leeks…"). A short yes is a yes
    with the help still to come; a no may be said at more length.
    """
    yes_no, free = YesNo(), FreeWords()

    def help_or_words(heard: Said, scene: Scene) -> Heard | None:
        length = len(heard.bare.split())
        said = yes_no.heard(heard.raw, scene) if length <= 8 else None
        if said and said.sure and (said.outcome != "yes" or length <= 4):
            return said
        found = free.heard(heard.raw, scene)
        return Heard("no", "no", why="skipped") if found and found.outcome == "skip" else found

    return Expect(("heard", "yes", "no", "later"), ("YES", "NO"), help_or_words)
