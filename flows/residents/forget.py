"""FORGET: what somebody told us goes, words and tags, and they hear that it has gone.

Alone, or as "forget that", it is the last thing they told us; else it is found by its number in
the list that ME reads out, or by what it is about.
"""

from collections.abc import Mapping
from typing import Final

from flows.engine import OPENING, Do, Flow, Say, Talk, Tell, fills_in, leads_to
from flows.facts import Fact
from flows.facts.learned import Forgotten, PostcodeForgotten
from flows.hearing import Number, Signal, hear
from flows.hearing.plain import plain
from flows.residents.getting_to_know import held
from flows.residents.story import taken_back
from flows.tags import tags_in
from flows.world.held import Told

_LAST: Final = frozenset("that this it last the thing what i said told you just now please".split())
_ALL: Final = frozenset("everything all me".split())
_WHERE: Final = frozenset("postcode address".split())
_STORY: Final = frozenset("story stories".split())
_SMALL: Final = _LAST | frozenset(
    "a an about and at bit for from had have he her his in is me my number of on one our she"
    " some to we was were with you your".split()
)


@leads_to("one", "everything", "where", "story", "nothing", "not_found")
def which(talk: Talk) -> str:
    """What they would have us forget."""
    words = set(plain(_words(talk)).split())
    if found := _found(talk):
        return found
    if _told(talk) is not None:
        return "one"
    return "not_found" if held(talk).told and not words <= _LAST else "nothing"


def _found(talk: Talk) -> str:
    """What is no answer to a question of ours."""
    words = plain(_words(talk)).split()
    if _WHERE & set(words) or "where i live" in " ".join(words):
        return "where"
    if _STORY & set(words):
        return "story"
    wanted = set(words)
    return "everything" if wanted & _ALL and wanted <= _ALL | _LAST | {"about"} else ""


def _told(talk: Talk) -> Told | None:
    """The thing they told us that they mean, if it can be only one."""
    told, said = held(talk).told, _words(talk)
    words = plain(said).split()
    if set(words) <= _LAST:
        return told[-1] if told else None
    number = hear(said, Number())
    if number is not None:
        return next((each for each in told if str(each.number) == number.value), None)
    alike = [each for each in told if _is_about(each, set(words) - _SMALL, set(tags_in(said)))]
    return alike[0] if len(alike) == 1 else None


def _is_about(each: Told, words: set[str], tags: set[str]) -> bool:
    return bool(words & set(plain(each.words).split()) or tags & set(tags_in(each.words)))


def _words(talk: Talk) -> str:
    return talk.said.get(OPENING, "")


@fills_in("topic")
def about(talk: Talk) -> Mapping[str, str]:
    """What it was about. Their words are gone, so we do not say them again."""
    told = _told(talk)
    key = f"held.topic.{told.question}" if told else ""
    return {"topic": talk.world.words.say(key, {}) if talk.world.words.has(key) else ""}


def one_forgotten(talk: Talk) -> tuple[Fact, ...]:
    """The one thing."""
    told = _told(talk)
    return (Forgotten(frozenset({told.question})),) if told else ()


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
    Say("everything", did=all_forgotten),
    Say("where", did=where_forgotten),
    Say("story", did=taken_back),
    Say("nothing"),
    Say("not_found", tell=Tell("coordinator", "forget")),
    on=(Signal.FORGET,),
    sees=("held",),
    fills=about,
)
