"""What's on: at most three things to do, picked by number or words, and every no is welcome."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, expects, fills_in, leads_to
from flows.facts import Fact
from flows.facts.nearby import (
    OFFERED,
    OTHER,
    STEPS,
    ActivityTold,
    OutingPlanned,
    SuggestionDeclined,
    SuggestionsShown,
)
from flows.hearing import Expect, Signal, Suits, YesNo, YesOrWhyNot
from flows.nearby import access
from flows.nearby.in_a_text import getting_there, listed, titles, told
from flows.outings import ask_at, at_in_words, remind_at
from flows.world.nearby import PLACE, Suggestion

STEP_FREE: Final = access.YES["step_free"]
ANOTHER_DAY: Final = timedelta(days=2)


def _page(talk: Talk) -> list[Suggestion]:
    """Those that are being talked of, in their order."""
    near = talk.world.near
    ids = talk.answers.get("page", "").split(",")
    found = [near.of(int(each)) for each in ids if each] if near else []
    return [each for each in found if each is not None]


def _picked(talk: Talk) -> Suggestion | None:
    """The one they picked."""
    near, answer = talk.world.near, talk.answers.get("pick", "")
    return near.of(int(answer)) if near and answer.isdecimal() else None


# ── what leads where ────────────────────────────────────────────────────────────────────────


@leads_to("offer", "look", "nothing_to_offer")
def asked_by_us(talk: Talk) -> str:
    """Who asks for it gets it; who did not is asked first whether they would like to hear, if
    there is anything to hear of.
    """
    if talk.subject != OFFERED:
        return "look"
    return "offer" if talk.world.near and talk.world.near.suggestions else "nothing_to_offer"


@leads_to("list", "nothing")
def anything(talk: Talk) -> str:
    """Whether there is anything to tell of."""
    return "list" if _page(talk) else "nothing"


@leads_to("list", "no_more")
def anything_more(talk: Talk) -> str:
    """Whether there is anything besides what they have seen."""
    return "list" if _page(talk) else "no_more"


@leads_to("details", "gone")
def still_there(talk: Talk) -> str:
    """It may have been taken off the list while they were thinking."""
    found = _picked(talk)
    return "details" if found and found.state != "gone" else "gone"


@leads_to("put_down", "remind")
def how_to_ask(talk: Talk) -> str:
    """Nobody organises a bench: there one is only reminded."""
    found = _picked(talk)
    return "remind" if found and found.kind == PLACE else "put_down"


@leads_to("planned", "planned_soon", "planned_any")
def will_be_reminded(talk: Talk) -> str:
    """Whether there is a day before it on which to remind them."""
    found, world = _picked(talk), talk.world
    if found is None or found.next_at is None:
        return "planned_any"
    return "planned" if remind_at(found.next_at, world.person, world.now) else "planned_soon"


# ── what is kept ────────────────────────────────────────────────────────────────────────────


def next_page(talk: Talk) -> Mapping[str, str]:
    """The next three, and all that were shown so far."""
    near = talk.world.near
    before = [each for each in talk.answers.get("shown", "").split(",") if each]
    new = [str(each.activity_id) for each in near.suggestions] if near else []
    new = [each for each in new if each not in before][:3]
    return {"page": ",".join(new), "shown": ",".join([*before, *new]), "which_first": ""}


def shown(talk: Talk) -> SuggestionsShown:
    """They have seen these."""
    return SuggestionsShown(tuple(each.activity_id for each in _page(talk)))


def pick(talk: Talk) -> Mapping[str, str]:
    """The id of the one they picked by its name or number."""
    answer = talk.answers.get("which_first") or talk.answers.get("which", "")
    found = _page(talk)
    page = dict(zip(titles(found), found, strict=True))
    return {"pick": str(page[answer].activity_id)} if answer in page else {}


def details_told(talk: Talk) -> tuple[Fact, ...]:
    """They have heard all of it."""
    found = _picked(talk)
    return (ActivityTold(found.activity_id),) if found else ()


def put_down(talk: Talk) -> tuple[Fact, ...]:
    """They are going: a reminder the day before, and one question the day after."""
    found, world = _picked(talk), talk.world
    if found is None:
        return ()
    remind, after = (each(found.next_at, world.person, world.now) for each in (remind_at, ask_at))
    return (OutingPlanned(found.activity_id, found.next_at, remind, after),)


def why_not_these(talk: Talk) -> tuple[Fact, ...]:
    """Their reason against the one they named, or against all they were shown. Steps are nothing
    against what is known to have none.
    """
    reason, _, title = _answer(talk).partition("|")
    page = _page(talk)
    named = [each for name, each in zip(titles(page), page, strict=True) if name == title]
    stepped = [each for each in page if STEP_FREE not in each.access_words]
    meant = named or (stepped if reason == STEPS and stepped else page)
    return tuple(SuggestionDeclined(each.activity_id, reason) for each in meant)


def why_not_this(talk: Talk) -> tuple[Fact, ...]:
    """Their reason against the one they had picked."""
    found = _picked(talk)
    reason = talk.answers.get("put_down") or talk.answers.get("remind") or OTHER
    return (SuggestionDeclined(found.activity_id, reason),) if found else ()


def not_this(talk: Talk) -> tuple[Fact, ...]:
    """No, without a reason: it is not offered again."""
    found = _picked(talk)
    return (SuggestionDeclined(found.activity_id, OTHER),) if found else ()


def _answer(talk: Talk) -> str:
    return talk.answers.get("which_first") or talk.answers.get("which", "")


@expects("one", "several", "none", "later", "more", "reason")
def one_of_them(talk: Talk) -> Expect:
    """Which of those they were shown."""
    return Suits(*titles(_page(talk)))


@fills_in("list", "what", "details", "way", "day")
def in_words(talk: Talk) -> Mapping[str, str]:
    """The list; and of the one they picked all there is to say."""
    found, world = _picked(talk), talk.world
    filled = {"list": listed(_page(talk))}
    if found is None:
        return filled
    at = found.next_at
    day = at_in_words(at, world.person.zone, world.now) if at else ""
    more = {"what": found.title, "details": told(found), "way": getting_there(found), "day": day}
    return filled | more


whats_on = Flow(
    "whats_on",
    Do("begin", then=asked_by_us),
    Do("nothing_to_offer"),
    Ask("offer", hears=YesNo(), yes="look", no="no_thanks", later="no_thanks", silence=None),
    Do("look", keeps=next_page, then=anything),
    Do("more", keeps=next_page, then=anything_more),
    Say("list", did=shown, then="which"),
    Ask(
        "which",
        hears=one_of_them,
        one="pick",
        several="which_first",
        none="no_thanks",
        later="no_hurry",
        more="more",
        reason="thanks_for_why",
        silence=None,
    ),
    Ask(
        "which_first",
        hears=one_of_them,
        one="pick",
        several="no_hurry",
        none="no_thanks",
        later="no_hurry",
        more="more",
        reason="thanks_for_why",
        silence=None,
    ),
    Do("pick", keeps=pick, then=still_there),
    Say("details", did=details_told, then="way"),
    Say("way", then=how_to_ask),
    Ask(
        "put_down",
        hears=YesOrWhyNot(),
        yes="down",
        no="not_this",
        later="no_hurry",
        reason="thanks_for_that",
        silence=None,
    ),
    Ask(
        "remind",
        hears=YesOrWhyNot(),
        yes="down",
        no="not_this",
        later="no_hurry",
        reason="thanks_for_that",
        silence=None,
    ),
    Do("down", did=put_down, then=will_be_reminded),
    Say("planned"),
    Say("planned_soon"),
    Say("planned_any"),
    Do("not_this", did=not_this, then="no_thanks"),
    Say("no_thanks"),
    Say("no_hurry"),
    Say("thanks_for_why", did=why_not_these),
    Say("thanks_for_that", did=why_not_this),
    Say("gone"),
    Say("nothing"),
    Say("no_more"),
    on=(Signal.WHATS_ON,),
    due=Due("whats_on", consent="events", again=ANOTHER_DAY, idle=True),
    sees=("near",),
    fills=in_words,
)
