"""A concern in words, for the team. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flows.concerns.clock import waited
from flows.concerns.levels import NOT_RUNG, WORDLESS, in_few_words
from flows.words import Words, parts, shortened

QUOTED = 100  # characters of what was said that the team reads
LISTED = 3  # people named in the gathered text

STILL, GATHERED, IN_HAND, OVER = (
    "concern.still", "concern.gathered", "concern.in_hand", "concern.over",
)  # fmt: skip
SEVERAL = "concern.still_urgent_several"
HOW_IS_IT, SOMEBODY_HAS_IT = "concern.how_is_it", "shared.somebody_has_it"
_URGENT, _QUIETLY, _CLAIMED = (
    "concern.still_urgent", "concern.still_urgent_quietly", "concern.still_claimed",
)  # fmt: skip

ANY_VISIT = "Any visit stands: NO VISIT and their name calls it off."
"""For who hears of a visitor: only they can call off what the visitor is not to read of first."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Seen:
    """A concern as the team is told of it. who: how the person is spoken of; by: who raised it."""

    about: int
    who: str
    kind: str
    words: str
    raised_at: datetime
    level: str = "look"
    by: str = ""
    reach: str = "if you can"
    claimer: str = ""
    claimed_at: datetime | None = None
    outcome: str = ""


def once_more(kind: str, claimed: bool) -> str:
    """The wording in which everybody is told again of something urgent."""
    if claimed:
        return _CLAIMED
    return _QUIETLY if kind in NOT_RUNG else _URGENT


def telling(seen: Seen, project: str, now: datetime) -> Mapping[str, str]:
    """What a wording that tells of one concern may say."""
    return {
        "project": project,
        "who": seen.who,
        "by": seen.by or "Somebody",
        "said": shortened(seen.words, QUOTED) or ("" if seen.kind in NOT_RUNG else WORDLESS),
        "reach": seen.reach,
        "waited": waited(seen.claimed_at or seen.raised_at, now),
        "matter": in_few_words(seen.kind),
        "claimer": seen.claimer or "Somebody",
        "helper": seen.claimer or "Somebody",
        "came_of_it": shortened(seen.outcome, QUOTED),
        "last_heard": "",
        "stands": ANY_VISIT,
    }


def of_several(seen: Collection[Seen], words: Words, now: datetime) -> str:
    """The one text in which everybody is told again of all these people, the longest waiting first.

    As full as one part of an SMS allows. Nobody is ever left out for want of room; nor is it that
    somebody must not be rung.
    """
    first: dict[int, Seen] = {}
    for each in sorted(seen, key=lambda each: (each.kind not in NOT_RUNG, each.raised_at)):
        first.setdefault(each.about, each)
    people = sorted(first.values(), key=lambda each: each.raised_at)
    text = ""
    for form in (_with_reach, _with_matter, _named):
        listed = "; ".join(form(each, now) for each in people)
        text = words.say(SEVERAL, {"people": listed})
        if parts.count(text).parts == 1:
            break
    return text


def _with_reach(seen: Seen, now: datetime) -> str:
    if seen.claimer or seen.kind in NOT_RUNG:
        return _with_matter(seen, now)
    return f"{shortened(seen.who, 30)} {in_few_words(seen.kind)}, {_waits(seen, now)}, {seen.reach}"


def _with_matter(seen: Seen, now: datetime) -> str:
    return f"{shortened(seen.who, 20)} {in_few_words(seen.kind)}, {_waits(seen, now)}"


def _named(seen: Seen, now: datetime) -> str:
    return f"{shortened(seen.who, 15)}, {_waits(seen, now)}"


def _waits(seen: Seen, now: datetime) -> str:
    """How long, who has them, and if they must not be rung."""
    long = waited(seen.claimed_at or seen.raised_at, now)
    has = f", {shortened(seen.claimer, 15)} has it" if seen.claimer else ""
    return f"{long}{has}{', do not ring or text' if seen.kind in NOT_RUNG else ''}"


def gathered(seen: Collection[Seen], now: datetime, zone: str) -> Mapping[str, str]:
    """What the one text for several may say: a person is named once, the longest waiting first."""
    first: dict[int, Seen] = {}
    for each in sorted(seen, key=lambda each: each.raised_at):
        first.setdefault(each.about, each)
    named = [f"{shortened(each.who, 20)} ({_briefly(each, now, zone)})" for each in first.values()]
    more = len(named) - LISTED
    listed = ", ".join(named[:LISTED]) + (f", and {more} more" if more > 0 else "")
    many = "1 person still waits" if len(named) == 1 else f"{len(named)} people still wait"
    return {"still_wait": many, "people": listed}


def _briefly(seen: Seen, now: datetime, zone: str) -> str:
    return f"{in_few_words(seen.kind)}, {since(seen.raised_at, now, zone)}"


def since(at: datetime, now: datetime, zone: str) -> str:
    """Since when, in a word or two: today, since Mon, since 3 Nov."""
    day = at.astimezone(ZoneInfo(zone)).date()
    days = (now.astimezone(ZoneInfo(zone)).date() - day).days
    if days <= 0:
        return "today"
    return f"since {_DAYS[day.weekday()]}" if days < 7 else f"since {day:%-d %b}"
