"""An event as a coordinator texts it: "Tea dance Fri 2pm Swathling Centre, £3, 20 places".

In any order, with commas or without. Taken out first is what can be told by its shape (price,
places, whom it is for), then the day and the time; what is left is its name and where it is.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from flows.hearing.plain import on_one_line
from flows.hearing.scene import Scene
from flows.hearing.tables import table
from flows.hearing.when import with_days_mended
from flows.hearing.whereabouts import whereabouts
from flows.hearing.whichday import WhichDay, which_day

_MONEY: Final = (
    r"(?:£ ?\d+(?:\.\d\d)?|\d+(?:\.\d\d)? ?(?:pounds?|quid)|\d{2} ?p(?:ence)?)"
    r"(?: (?:each|pp|a head|per person|per head|on the door|entry|suggested donation|donation))?"
    r"(?: (?:incl?(?:uding|udes)?|with|for|covers) [^,.;]+)?"
)
_FREE: Final = (
    r"(?<!-)(?<!step )(?:it'?s |entry |totally |all )?free(?: of charge| entry| admission| event)?"
    r"(?=\s*(?:[,.;]|$))|free(?: of charge| entry| admission)(?!\w)|no charge|no cost"
)
_COST = re.compile(
    rf"(?<!\w)(?:(?:it'?s |cost:? |costs |price:? |tickets? |entry |only |just )?{_MONEY}|{_FREE}"
    r"|donations?(?: welcome| only)?(?=\s*(?:[,.;]|$))|by donation)(?=\W|$)",
    re.IGNORECASE,
)
_COSTS = re.compile(r"\A(?:it's|cost|costs|price|only|just|entry)\b:?", re.IGNORECASE)
_AT_MOST: Final = r"only |just |max(?:imum)? |up to |limited to |limit "
_PLACES = re.compile(
    rf"(?<![\w£])(?<!\d[.:])(?:(?:{_AT_MOST})?(\d{{1,3}}) "
    r"(?:places?|seats?|spaces|spots|tickets|people max(?:imum)?|max(?:imum)?)"
    r"(?: (?:only|max|left|available))?"
    r"|(?:only )?(?:room|space|places|seats) for (?:only |just |about )?(\d{1,3})(?: people)?"
    r"|(?:max(?:imum)?|up to|limited to|limit|capacity)(?: of)?:? (\d{1,3})(?: people| places)?)"
    r"(?!\w|[.:]\d|/)",
    re.IGNORECASE,
)
_OPENED = re.compile(
    r"\A\W*(?:(?:please|pls|hi|hello|can you|could you|an?|the|our|new(?! year)"
    r"|there'?s|there is|there will be"
    r"|we have|we are having|we're having(?: an?)?|we've got|were having|having|going to be|event"
    r"|on|at|to|announce|advertise|send out|put on|add|make|create|plan"
    r"|(?:tell|let|text|invite|ask) (?:everyone|everybody|people|all)(?: know)?(?: about| to)?"
    r"|know about|about|ok|so|for me|for us)\b[\s:,-]*)+",
    re.IGNORECASE,
)
_FOR_ME = re.compile(r"\A\W*(?:for (?:me|us)|please|pls)\b\W*", re.IGNORECASE)
_LEFT = re.compile(r"\A[\s,.;:!&@+–-]+|[\s,.;:!&@+–-]+\Z")
_DANGLING = re.compile(
    r"(?:(?:\s+|\A)(?:on|at|in|from|for|the|and|is|it's|its|starts?|starting|this|coming|held|leaves"
    r"|leaving|meet|meeting|doors|open|doors open)\b)+\W*\Z",
    re.IGNORECASE,
)
_HOUR_BEFORE = re.compile(r"\A\d{1,2} (?=(?:outside|in|at|by|near|opposite)\b)", re.IGNORECASE)
LONGEST: Final = 400
"""Characters of a text in which an event is looked for; nobody needs as many to say one."""


@dataclass(frozen=True, slots=True)
class EventHeard:
    """What a text says of an event. Times are local; what it does not say is empty.

    day_doubt: "which" if its weekday and its date do not agree, "repeats" if it is on every week,
    "past" if it has gone by. people: how many there is room for; 0: no limit was named. audience:
    whom it is for, in their words. more: what was left over.
    """

    title: str = ""
    day: date | None = None
    at: time | None = None
    ends: time | None = None
    place: str = ""
    cost: str = ""
    people: int = 0
    audience: str = ""
    more: str = ""
    day_doubt: str = ""


def event(text: str, scene: Scene) -> EventHeard:
    """All that this text says of an event, heard in a scene that has a moment."""
    said = with_days_mended(on_one_line(text.replace("\u2019", "'").replace("\n", ", "))[:LONGEST])
    said, people = _people(_apart(_FOR_ME.sub("", said)))
    said, audience = _audience(said)
    said, cost = _taken(said, _COST)
    found = which_day(said, scene)
    title, place, more = whereabouts([_LEFT.sub("", each) for each in _segments(found.left)])
    return _with_day(
        EventHeard(
            title=tidy_title(title),
            place=_undangled(_HOUR_BEFORE.sub("", place)),
            cost=_tidy(_COSTS.sub("", cost)),
            people=people,
            audience=audience,
            more=more,
        ),
        found,
        scene,
    )


def _with_day(heard: EventHeard, found: WhichDay, scene: Scene) -> EventHeard:
    doubt = found.doubt or ("past" if gone_by(found.day, found.at, scene) else "")
    return replace(heard, day=found.day, at=found.at, ends=found.ends, day_doubt=doubt)


def gone_by(day: date | None, at: time | None, scene: Scene) -> bool:
    """Whether that day, or that hour of it, is over where they are."""
    if day is None or scene.now is None:
        return False
    local = scene.now.astimezone(ZoneInfo(scene.zone)).replace(tzinfo=None)
    if at is None:
        return day < local.date()
    return datetime.combine(day, at) <= local + timedelta(minutes=1)


@cache
def _extras() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?={_either(table('english/event')['extras'])}(?!\w))", re.IGNORECASE
    )


def _apart(said: str) -> str:
    """The text with a mark before what is said besides: "all welcome", "bring scissors"."""
    return _extras().sub("\x00", said)


def said_besides(text: str) -> str:
    """What a text says besides, by the words that begin such things: "bring your own cup"."""
    found = _extras().search(text)
    return _tidy(text[found.start() :]) if found else ""


def _segments(left: str) -> list[str]:
    """What stood between the things taken out, and between commas."""
    parts = re.split(r"\s*[,;\x00]\s*|\s+[–-]+\s+|(?<=\w\w)[.!]\s+|[.!]\Z", left)
    return [each for each in parts if each and re.search(r"\w", each)]


def tidy_title(title: str) -> str:
    """A title without the words that lead to it: "There's a tea dance on" is "tea dance"."""
    return _undangled(_OPENED.sub("", title)) or _undangled(title)


def _undangled(words: str) -> str:
    return _tidy(_DANGLING.sub("", words))


def _tidy(words: str) -> str:
    return _LEFT.sub("", " ".join(words.replace("\x00", " ").split()))


def _taken(said: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """The text with a mark where the first such thing stood, and that thing."""
    found = pattern.search(said)
    if found is None:
        return said, ""
    return f"{said[: found.start()]}\x00{said[found.end() :]}", found[0]


def _people(said: str) -> tuple[str, int]:
    found = _PLACES.search(said)
    if found is None:
        return said, 0
    count = int(next(each for each in found.groups() if each))
    return f"{said[: found.start()]}\x00{said[found.end() :]}", count


# ── whom it is for ──────────────────────────────────────────────────────────────────────────

_DISTRICT = r"[a-z]{1,2}\d{1,2}[a-z]?(?: ?\d[a-z]{2})?(?!\w)"
_JOINS: Final = r"(?:and|or|plus|n|as well as)"
_OWN: Final = r" (?:their|his|her|your|my)\b"  # "anyone on their own"
_UNTIL: Final = (
    rf"(?=\s*(?:[,.;:\x00£@]|\Z|\b(?:on(?!{_OWN})|at|from|this|next|coming|a week"
    r"|in \w+ (?:days?|weeks?)"
    r"|today|tonight|tomorrow|tmrw|tomo|noon|midday|half|(?:mon|tue|wed|thu|fri|sat|sun)\w*"
    r"|\d{1,2}(?:st|nd|rd|th)|\d{1,2}[.:]\d\d|\d{1,2} ?[ap]m)\b))"
)
"""Where whom it is for ends: at a pause, a day, a time, a price."""


@cache
def _for_whom() -> re.Pattern[str]:
    words = table("english/event")
    everybody = _either(f"{words['events']}|{words['everybody']}|{words['roles']}")
    people, access = _either(words["people"]), _either(words["access"])
    rest = rf"[^,.;:\x00]*?{_UNTIL}"
    no_people = "beginners|newcomers|learners|adults|fun|two|one"
    ending = rf"(?!{no_people})(?:(?!{_JOINS}\b)\w+ )?\w+(?:ers|ists|fans)"
    one = r"[\w'-]+(?: [\w'-]+)?"
    others = rf"(?:,\s*{one})*,?\s+or\s+{one}{_UNTIL}"  # "cards, chess or bingo"
    item = (
        rf"(?:{everybody}(?! on{_OWN})(?:\s+(?:in|who|with|of)\b{rest})?|{_DISTRICT}{rest}"
        rf"|(?:(?!{_JOINS}\b)\w+[- ]){{0,2}}{people}\b{rest}(?:{others})?"
        rf"|{access}\b{rest}|{ending}\b{rest}"
        rf"|(?:(?!{_JOINS}\b)\w+ ){{1,4}}in {_DISTRICT}{rest}"
        rf"|\w+ {_JOINS} \w+ (?:speakers|speaking people)\b{rest})"
    )
    too = rf"\s*(?:,\s*(?:{_JOINS}\s+)?|{_JOINS}\s+|[&+/]\s*)(?:the |also )*(?:for )?"
    leads = r"(?:for|to|send to|text|invite|ask|who:?|audience:?)[ :]+"
    return re.compile(
        rf"(?<!\w)(?:(?:just |only )?{leads}(?:only |just )?(?:the )?"
        rf"(?P<whom>{item}(?:{too}{item})*)"
        rf"|(?P<only>(?:\w+ )?(?:speakers?|speaking)(?: people)? only|{access}(?: people)? only"
        rf"|{everybody} only|{_DISTRICT} only|\w+ers only))(?=\W|\Z)",
        re.IGNORECASE,
    )


def _either(words: str) -> str:
    each = sorted((one.strip() for one in words.split("|")), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(one) for one in each if one) + ")"


def _audience(said: str) -> tuple[str, str]:
    """The text without whom it is for, and whom: the last such words, where there are several."""
    found = list(_for_whom().finditer(said))
    if not found:
        return said, ""
    whom = " and ".join(_tidy(each["whom"] or each["only"].rpartition(" ")[0]) for each in found)
    for each in reversed(found):
        said = f"{said[: each.start()]}\x00{said[each.end() :]}"
    return said, whom
