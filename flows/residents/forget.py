"""FORGET: what somebody told us goes, words and tags, and they hear that it has gone.

Alone, or as "forget that", it is the last thing they told us, be it an answer, a story, an ask or a
thought, if that was just now. Else it is found by its number in the list that ME reads out, or by
what it is about. Where it may be more than one thing they choose, before anything goes.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from flows.engine import OPENING, Ask, Do, Flow, Say, Talk, Tell, expects, fills_in, leads_to
from flows.facts import Fact
from flows.facts.favours import FavourWithdrawn
from flows.facts.learned import Forgotten, PostcodeForgotten, SayingForgotten
from flows.facts.stories import StoryForgotten
from flows.hearing import Expect, Heard, Number, Scene, Signal, hear
from flows.hearing.answers import SKIPPED, declined
from flows.hearing.plain import Said, plain
from flows.residents.first_months import A_DAY
from flows.residents.getting_to_know import held
from flows.residents.story import taken_back
from flows.tags import tags_in
from flows.words import shortened
from flows.world.held import ASK, SAYING, STORY, Thing, Told

_LAST: Final = frozenset("that this it last the thing what i said told you just now please".split())
_ALL: Final = frozenset("everything all me".split())
_WHERE: Final = frozenset("postcode address".split())
_STORY: Final = frozenset("story stories".split())
_SMALL: Final = _LAST | frozenset(
    "a an about and at bit for from had have he her his in is me my number of on one our she"
    " some to we was were with you your".split()
)


JUST_NOW: Final = timedelta(hours=1)
"""How long "that" can only be the last thing they told us."""

LISTED: Final = 3
"""How many things they choose from: a question fits one text."""

QUOTED: Final = 34
"""Characters of each of these."""

LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)


@leads_to("one", "ask_taken_back", "which", "everything", "where", "story", "nothing", "not_found")
def which(talk: Talk) -> str:
    """What they would have us forget."""
    if found := _found(talk):
        return found
    meant = _meant(talk)
    if len(meant) == 1:
        return gone(talk)
    if meant:
        return "which"
    return "not_found" if held(talk).told and not _is_that(talk) else "nothing"


@leads_to("one", "ask_taken_back")
def gone(talk: Talk) -> str:
    """What they hear. Nobody is asked any more for what they asked for."""
    return "ask_taken_back" if _key(_meant(talk)[0]).startswith(ASK) else "one"


def _is_that(talk: Talk) -> bool:
    return set(plain(_words(talk)).split()) <= _LAST


def _meant(talk: Talk) -> list[Told | Thing]:
    """What it may be, the newest first: one thing where that is plain."""
    if number := talk.answers.get("which"):
        listed = talk.answers["listed"].split()
        return [each for each in _all(talk) if _key(each) == listed[int(number) - 1]]
    if not _is_that(talk):
        return [*_told(talk)]
    things = _all(talk)
    plainly = things and talk.world.now - _at(things[0]) < JUST_NOW
    return things[:1] if plainly else things


def _all(talk: Talk) -> list[Told | Thing]:
    """Whatever they told us, the newest first."""
    things: list[Told | Thing] = [*held(talk).told, *held(talk).things]
    return sorted(things, key=_at, reverse=True)


def _at(thing: Told | Thing) -> datetime:
    return thing.at or LONG_AGO


def _key(thing: Told | Thing) -> str:
    return thing.question if isinstance(thing, Told) else f"{thing.kind}:{thing.id}"


def _found(talk: Talk) -> str:
    """What is no answer to a question of ours."""
    words = plain(_words(talk)).split()
    if _WHERE & set(words) or "where i live" in " ".join(words):
        return "where"
    if _STORY & set(words):
        return "story"
    wanted = set(words)
    return "everything" if wanted & _ALL and wanted <= _ALL | _LAST | {"about"} else ""


def _told(talk: Talk) -> list[Told]:
    """Those of the answers that ME reads out which they may mean, the newest first."""
    told, said = held(talk).told[::-1], _words(talk)
    number = hear(said, Number())
    if number is not None:
        return [each for each in told if str(each.number) == number.value]
    words = set(plain(said).split()) - _SMALL
    return [each for each in told if _is_about(each, words, set(tags_in(said)))]


def _is_about(each: Told, words: set[str], tags: set[str]) -> bool:
    return bool(words & set(plain(each.words).split()) or tags & set(tags_in(each.words)))


def _words(talk: Talk) -> str:
    return talk.said.get(OPENING, "")


# ── which of several ────────────────────────────────────────────────────────────────────────


def shown(talk: Talk) -> Mapping[str, str]:
    """What they choose from, by the key of each."""
    return {"listed": " ".join(_key(each) for each in _meant(talk)[:LISTED])}


@expects("one", "skip")
def one_of_them(talk: Talk) -> Expect:
    """Its number, or none of them."""
    return Expect(("one", "skip"), (), partial(_picked, len(talk.answers["listed"].split())))


def _picked(many: int, heard: Said, scene: Scene) -> Heard | None:
    if declined(heard):
        return SKIPPED
    number = hear(heard.raw, Number(), scene)
    fits = number is not None and 1 <= int(number.value) <= many
    return Heard("one", number.value, why="one of those shown") if number and fits else None


@fills_in("topic", "things")
def about(talk: Talk) -> Mapping[str, str]:
    """What it was about. Where it is gone we do not say their words again."""
    meant = _meant(talk)
    topic = _topic(meant[0], talk) if len(meant) == 1 else ""
    listed = (f"{nth} {_named(each, talk)}" for nth, each in enumerate(meant[:LISTED], 1))
    return {"topic": topic, "things": ", ".join(listed)}


def _topic(thing: Told | Thing, talk: Talk) -> str:
    about_it = thing.question if isinstance(thing, Told) else thing.kind
    key = f"held.topic.{about_it}"
    return talk.world.words.say(key, {}) if talk.world.words.has(key) else ""


def _named(thing: Told | Thing, talk: Talk) -> str:
    topic, words = _topic(thing, talk), " ".join(thing.words.split())
    return topic if isinstance(thing, Told) else shortened(f"{topic}: {words}", QUOTED)


# ── it goes ─────────────────────────────────────────────────────────────────────────────────


def one_forgotten(talk: Talk) -> tuple[Fact, ...]:
    """The one thing."""
    return tuple(_forgotten(each) for each in _meant(talk)[:1])


def _forgotten(thing: Told | Thing) -> Fact:
    if isinstance(thing, Told):
        return Forgotten(frozenset({thing.question}))
    return {STORY: StoryForgotten, ASK: FavourWithdrawn, SAYING: SayingForgotten}[thing.kind](
        thing.id
    )


def all_forgotten(talk: Talk) -> tuple[Fact, ...]:
    """Whatever they ever told us, and every story."""
    return (Forgotten(everything=True), PostcodeForgotten(), *taken_back(talk))


def where_forgotten(talk: Talk) -> tuple[Fact, ...]:
    """Where they live."""
    return (PostcodeForgotten(),)


forget = Flow(
    "forget",
    Do("what", then=which),
    Say("one", did=one_forgotten),
    Say("ask_taken_back", did=one_forgotten),
    Ask(
        "which",
        hears=one_of_them,
        keeps=shown,
        wait=A_DAY,
        one=gone,
        skip="kept",
        silence=None,
        unclear="kept",
    ),
    Say("kept"),
    Say("everything", did=all_forgotten),
    Say("where", did=where_forgotten),
    Say("story", did=taken_back),
    Say("nothing"),
    Say("not_found", tell=Tell("coordinator", "forget")),
    on=(Signal.FORGET,),
    sees=("held",),
    fills=about,
)
