"""Which of the events a coordinator means: the one she names, or the only one there is."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from flows.coordinators.event_answers import FOR_A_WHILE
from flows.engine import Ask, Talk, expects, fills_in
from flows.hearing import Choice, Expect, Heard, Scene
from flows.hearing.plain import Said
from flows.nearby.schedule import day_words
from flows.rhythm import local_day
from flows.steps import Fills
from flows.words import shortened
from flows.world.broadcasts import (
    CALLED_OFF,
    CHANGE,
    PAUSED,
    PLANNING,
    RUNNING,
    SENDING,
    WAITING,
    Broadcast,
)
from flows.world.broadcasts import EVENT as NEWS
from flows.world.events import Drafting, KnownEvent

_NO_NAME: Final = frozenset(
    "all everything now today tomorrow tonight off call cancel cancelled sorry pls plz thank is ha"
    " been i im we are no not one next week morning afternoon evening".split()
)
"""Words that name no event, as `_words` leaves them."""

_COMMON: Final = frozenset(
    "club group morning afternoon evening night day class session meeting party trip talk social"
    " get together".split()
)
"""What events of many kinds are called, as `_words` leaves it."""

MOST: Final = 3
"""How many she is asked to choose from, the newest first."""

TITLE: Final = 20
"""Characters of each title then: so that the question is one part."""

_SMALL: Final = frozenset("the a an our my at on in of for to it event please that this".split())

_LATER: Final = {CHANGE: "its change", CALLED_OFF: "it is off"}

_ALL = re.compile(
    r"\A\W*(?:kill|hold|go on)?\W*"
    r"(?:all(?: of (?:them|it)| the texts)?|everything|the lot|both)\W*\Z",
    re.IGNORECASE,
)

Fits = Callable[[KnownEvent], bool]


def known(talk: Talk) -> tuple[KnownEvent, ...]:
    """Those there are, the newest first."""
    seen = talk.world.known_events
    return seen.known if isinstance(seen, Drafting) else ()


def can_be_killed(one: KnownEvent) -> bool:
    """Whether there is anything left to stop."""
    return one.broadcast.state in (WAITING, *RUNNING)


def can_be_held(one: KnownEvent) -> bool:
    """Whether it is going out."""
    return one.broadcast.state in (PLANNING, SENDING)


def rests(one: KnownEvent) -> bool:
    """Whether it has been held."""
    return one.broadcast.state == PAUSED


def is_news(one: KnownEvent) -> bool:
    """Whether it is an event itself, and no change of one: each is listed once."""
    return one.broadcast.kind == NEWS


def still_on(one: KnownEvent) -> bool:
    """Whether people were told of it, and it has not been called off."""
    told = one.broadcast.state not in (WAITING, "draft")
    return one.broadcast.kind == NEWS and told and not one.called_off


def waits(one: KnownEvent) -> bool:
    """Whether it waits for a second coordinator's yes, and nobody has been told of it."""
    return one.broadcast.kind == NEWS and one.broadcast.state == WAITING


def can_be_off(one: KnownEvent) -> bool:
    """Whether it can be called off: what was told of, and what is still to be."""
    return still_on(one) or waits(one)


def named_in(words: str, some: tuple[KnownEvent, ...]) -> tuple[KnownEvent, ...]:
    """Those whose title these words name: all of its words, else the most of them.

    What many events are called by ("club", "morning") names none by itself: a "lunch club" that
    is not among them is no film club.
    """
    said = _words(words)
    all_of = [each for each in some if (title := _words(each.broadcast.title)) and title <= said]
    if all_of:
        return tuple(all_of)
    shared = {each.broadcast.id: _words(each.broadcast.title) & said for each in some}
    fits = {who: len(both) for who, both in shared.items() if both - _COMMON}
    most = max(fits.values(), default=0)
    return tuple(each for each in some if fits.get(each.broadcast.id) == most)


def without_title(words: str, one: KnownEvent) -> str:
    """These words without the title's: "tea dance to 3pm" is "to 3pm"."""
    title = _words(one.broadcast.title)
    kept = [each for each in words.split() if not _words(each) & title]
    return " ".join(kept)


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[^\W\d_]+", text.lower().replace("'s", ""))
    return frozenset(each.removesuffix("s") for each in found) - _SMALL


def to_choose(talk: Talk, fits: Fits) -> tuple[KnownEvent, ...]:
    """Those it may be, at most so many: whatever she has named, else the newest."""
    some = every(talk, fits)
    named = named_in(_said(talk.answers, talk.said), some)
    return (named if len(named) > 1 else some)[:MOST]


def shown(talk: Talk, fits: Fits) -> tuple[KnownEvent, ...]:
    """Those she was asked to choose from: another may have come in between."""
    ids = talk.answers.get("shown", "").split()
    kept = [each for who in ids for each in every(talk, fits) if str(each.broadcast.id) == who]
    return tuple(kept) if ids else to_choose(talk, fits)


def keeps_shown(fits: Fits) -> Fills:
    """Keeps which she is asked to choose from, so that a number means what she saw."""

    def keeps(talk: Talk) -> Mapping[str, str]:
        return {"shown": " ".join(str(each.broadcast.id) for each in to_choose(talk, fits))}

    return fills_in("shown")(keeps)


def every(talk: Talk, fits: Fits) -> tuple[KnownEvent, ...]:
    """All that there are of these, the newest first."""
    return tuple(each for each in known(talk) if fits(each))


def numbered(some: tuple[KnownEvent, ...], zone: str) -> str:
    """As she reads them: "1 Tea dance, Fri 27 Nov." """
    return " ".join(
        f"{nth} {_called(it)}, {day_words(local_day(it.at, zone))}."
        for nth, it in enumerate((each.broadcast for each in some), 1)
    )


def _called(it: Broadcast) -> str:
    """Its title; of what was told of it later, that, too."""
    title = shortened(it.title, TITLE)
    return f"{title} ({_LATER[it.kind]})" if it.kind in _LATER else title


def picks(fits: Fits, *, all_counts: bool = False) -> Callable[[Talk], Expect]:
    """Listens for one of those it may be, by number or name; or for ALL; or a no."""
    outcomes = ("one", "all", "none") if all_counts else ("one", "none")

    def hears(talk: Talk) -> Expect:
        some, rest = shown(talk, fits), every(talk, fits)
        titles = [shortened(each.broadcast.title, TITLE) for each in some]

        def heard(said: Said, here: Scene) -> Heard | None:
            if all_counts and said.words in ("all", "all of them", "both", "everything"):
                return Heard("all", "all")
            if said.words.isdecimal():
                return _nth(int(said.words), some)
            named = named_in(said.raw, some) or named_in(said.raw, rest)
            if len(named) == 1:
                return Heard("one", str(named[0].broadcast.id))
            picked = Choice(*dict.fromkeys(titles)).heard(said.raw, here) if titles else None
            return Heard("none", "") if picked and picked.outcome == "none" else None

        return Expect(outcomes, (), heard)

    return expects(*outcomes)(hears)


def asks_which(fits: Fits) -> Ask:
    """Asks which of them is changed or called off; `take` looks at it again."""
    return Ask(
        "which",
        hears=picks(fits),
        keeps=keeps_shown(fits),
        wait=FOR_A_WHILE,
        one="take",
        none="left",
        silence="lapsed",
        unclear="left",
    )


def _nth(nth: int, some: tuple[KnownEvent, ...]) -> Heard | None:
    return Heard("one", str(some[nth - 1].broadcast.id)) if 0 < nth <= len(some) else None


def meant(talk: Talk, fits: Fits) -> tuple[KnownEvent, ...]:
    """Those she means: what she picked or named, else the only one; () if it is not plain."""
    some, picked = every(talk, fits), talk.answers.get("which", "")
    if picked == "all":
        return some
    if picked:
        return tuple(each for each in some if str(each.broadcast.id) == picked)
    words = _said(talk.answers, talk.said)
    named = named_in(words, some) if words else ()
    if _ALL.search(words):
        return some
    if len(named) == 1:
        return named
    return some if len(some) == 1 and not named else ()


def names_another(talk: Talk, fits: Fits) -> bool:
    """Whether she names something, and none of those there are: "CALL OFF knitting"."""
    words = _words(_said(talk.answers, talk.said)) - _NO_NAME
    return (
        bool(words)
        and not talk.answers.get("which")
        and not named_in(_said(talk.answers, talk.said), every(talk, fits))
    )


def _said(answers: Mapping[str, str], said: Mapping[str, str]) -> str:
    return answers.get("what") or said.get("opening", "")
