"""Which of the events a coordinator means: the one she names, or the only one there is."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from flows.engine import Talk, expects
from flows.hearing import Choice, Expect, Heard, Scene
from flows.hearing.plain import Said
from flows.nearby.schedule import day_words
from flows.rhythm import local_day
from flows.words import shortened
from flows.world.broadcasts import EVENT as NEWS
from flows.world.broadcasts import PAUSED, PLANNING, RUNNING, SENDING, WAITING
from flows.world.events import Drafting, KnownEvent

MOST: Final = 3
"""How many she is asked to choose from, the newest first."""

TITLE: Final = 20
"""Characters of each title then: so that the question is one part."""

_SMALL: Final = frozenset("the a an our my at on in of for to it event please that this".split())

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


def any_of_them(one: KnownEvent) -> bool:
    """Whichever."""
    return True


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
    """Those whose title these words name: all of its words before some of them."""
    said = _words(words)
    all_of = [each for each in some if (title := _words(each.broadcast.title)) and title <= said]
    return tuple(all_of or [each for each in some if _words(each.broadcast.title) & said])


def without_title(words: str, one: KnownEvent) -> str:
    """These words without the title's: "tea dance to 3pm" is "to 3pm"."""
    title = _words(one.broadcast.title)
    kept = [each for each in words.split() if not _words(each) & title]
    return " ".join(kept)


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[^\W\d_]+", text.lower().replace("'s", ""))
    return frozenset(each.removesuffix("s") for each in found) - _SMALL


def to_choose(talk: Talk, fits: Fits) -> tuple[KnownEvent, ...]:
    """Those it may be, at most so many."""
    return tuple(each for each in known(talk) if fits(each))[:MOST]


def numbered(some: tuple[KnownEvent, ...], zone: str) -> str:
    """As she reads them: "1 Tea dance, Fri 27 Nov." """
    return " ".join(
        f"{nth} {shortened(it.title, TITLE)}, {day_words(local_day(it.at, zone))}."
        for nth, it in enumerate((each.broadcast for each in some), 1)
    )


def picks(fits: Fits, *, all_counts: bool = False) -> Callable[[Talk], Expect]:
    """Listens for one of those it may be, by number or name; or for ALL; or a no."""
    outcomes = ("one", "all", "none") if all_counts else ("one", "none")

    def hears(talk: Talk) -> Expect:
        some = to_choose(talk, fits)
        titles = [f"{shortened(each.broadcast.title, TITLE)}" for each in some]

        def heard(said: Said, here: Scene) -> Heard | None:
            if all_counts and said.words in ("all", "all of them", "both", "everything"):
                return Heard("all", "all")
            if said.words.isdecimal():
                return _nth(int(said.words), some)
            named = named_in(said.raw, some)
            if len(named) == 1:
                return Heard("one", str(named[0].broadcast.id))
            picked = Choice(*dict.fromkeys(titles)).heard(said.raw, here) if titles else None
            return Heard("none", "") if picked and picked.outcome == "none" else None

        return Expect(outcomes, (), heard)

    return expects(*outcomes)(hears)


def _nth(nth: int, some: tuple[KnownEvent, ...]) -> Heard | None:
    return Heard("one", str(some[nth - 1].broadcast.id)) if 0 < nth <= len(some) else None


def meant(talk: Talk, fits: Fits) -> tuple[KnownEvent, ...]:
    """Those she means: what she picked or named, else the only one; () if it is not plain."""
    some, picked = to_choose(talk, fits), talk.answers.get("which", "")
    if picked == "all":
        return some
    if picked:
        return tuple(each for each in some if str(each.broadcast.id) == picked)
    words = _said(talk.answers, talk.said)
    named = named_in(words, some) if words else ()
    if words.strip().lower() == "all":
        return some
    if len(named) == 1:
        return named
    return some if len(some) == 1 and not named else ()


def _said(answers: Mapping[str, str], said: Mapping[str, str]) -> str:
    return answers.get("what") or said.get("opening", "")
