"""What's on: at most three things to do, picked by number or words, and every no is welcome."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from flows.engine import (
    OPENING,
    Ask,
    Do,
    Due,
    Flow,
    Say,
    Talk,
    expects,
    fills_in,
    leads_to,
    scene,
)
from flows.facts import Fact
from flows.facts.nearby import (
    NOT_NOW,
    OFFERED,
    OTHER,
    ActivityTold,
    OutingPlanned,
    SuggestionDeclined,
    SuggestionsShown,
)
from flows.hearing import Expect, Signal, Suits, YesNo, YesOrWhyNot
from flows.nearby.asked_for import Asked, asked_for, at_that_time, fitting
from flows.nearby.in_a_text import getting_there, listed, titles, told
from flows.nearby.instead import instead, meant
from flows.nearby.schedule import moment_words
from flows.outings import ask_at, at_in_words, remind_at
from flows.world.nearby import PLACE, Suggestion

MOST: Final = 3
ANOTHER_DAY: Final = timedelta(days=2)


def _page(talk: Talk) -> list[Suggestion]:
    """Those that are being talked of, in their order."""
    near = talk.world.near
    ids = talk.answers.get("page", "").split(",")
    found = [near.of(int(each)) for each in ids if each] if near else []
    return [_then(talk, each) for each in found if each is not None]


def _picked(talk: Talk) -> Suggestion | None:
    """The one they picked."""
    near, answer = talk.world.near, talk.answers.get("pick", "")
    found = near.of(int(answer)) if near and answer.isdecimal() else None
    return _then(talk, found) if found else None


def _then(talk: Talk, each: Suggestion) -> Suggestion:
    """The same at the time they asked for: next week's, if they asked about next week."""
    begins = talk.answers.get("from", "")
    at = at_that_time(each, datetime.fromisoformat(begins)) if begins else each.next_at
    if at is None or at == each.next_at:
        return each
    return replace(each, next_at=at, next_words=moment_words(at, talk.world.person.zone))


def _not_seen(talk: Talk) -> list[Suggestion]:
    """All we know of that they have not been shown in this talk, the best first."""
    near = talk.world.near
    before = talk.answers.get("shown", "").split(",")
    every = (*near.suggestions, *near.others) if near else ()
    return [each for each in every if str(each.activity_id) not in before]


def _asked(talk: Talk) -> Asked:
    """What they said they were looking for."""
    return asked_for(talk.said.get(OPENING, ""), scene(talk.world))


# ── what leads where ────────────────────────────────────────────────────────────────────────


@leads_to("offer", "look", "nothing_to_offer")
def asked_by_us(talk: Talk) -> str:
    """Who asks for it gets it; who did not is asked first whether they would like to hear, if
    there is anything to hear of.
    """
    if talk.subject != OFFERED:
        return "look"
    return "offer" if talk.world.near and talk.world.near.suggestions else "nothing_to_offer"


@leads_to("list", "none_such", "nothing")
def anything(talk: Talk) -> str:
    """Whether there is anything to tell of, and whether it is what they were looking for."""
    if not _page(talk):
        return "nothing"
    return "none_such" if talk.answers.get("none_such") else "list"


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
    asked, left = _asked(talk), _not_seen(talk)
    fit = fitting(asked, left) if asked else []
    begins = asked.first.isoformat() if asked.first and fit else ""
    kept = {"from": begins, "asked": talk.said.get(OPENING, "") if asked else ""}
    return {**_shown(talk, fit or left), **kept, "none_such": "" if fit or not asked else "yes"}


def _shown(talk: Talk, found: Iterable[Suggestion]) -> dict[str, str]:
    """The first few of these are the page."""
    before = [each for each in talk.answers.get("shown", "").split(",") if each]
    page = [str(each.activity_id) for each in found][:MOST]
    seen = ",".join(dict.fromkeys([*before, *page]))
    return {"page": ",".join(page), "shown": seen, "which_first": ""}


def shown(talk: Talk) -> SuggestionsShown:
    """They have seen these."""
    return SuggestionsShown(tuple(each.activity_id for each in _page(talk)))


def pick(talk: Talk) -> Mapping[str, str]:
    """The id of the one they picked by its name or number."""
    answer = talk.answers.get("which_first") or talk.answers.get("which", "")
    found = _page(talk)
    page = dict(zip(titles(found), found, strict=True))
    if answer not in page:
        return {}
    return {"pick": str(page[answer].activity_id), "put_down": "", "remind": ""}


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
    """Their reason against the one they named, or against those they were shown."""
    reason, against = _against(talk)
    return tuple(SuggestionDeclined(each.activity_id, reason) for each in against)


def _against(talk: Talk) -> tuple[str, list[Suggestion]]:
    """Their reason, and what it is about."""
    reason, _, title = _answer(talk).partition("|")
    page = _page(talk)
    named = [each for name, each in zip(titles(page), page, strict=True) if name == title]
    return reason, named or meant(reason, page)


def others_than_these(talk: Talk) -> Mapping[str, str]:
    """What may do instead: what is left of this page, and the next for which it does not hold."""
    return _instead(talk, *_against(talk))


def others_than_this(talk: Talk) -> Mapping[str, str]:
    """The same, once they had picked one."""
    found = _picked(talk)
    return _instead(talk, _reason(talk), [found] if found else [])


def _instead(talk: Talk, reason: str, against: list[Suggestion]) -> dict[str, str]:
    known = {each.activity_id: each for each in (*_page(talk), *_not_seen(talk))}
    found = instead(reason, against, list(known.values()), talk.world.person.zone)
    return {"instead": _shown(talk, found)["page"]}


@leads_to("others", "thanks_for_why")
def anything_instead(talk: Talk) -> str:
    """Whether there is anything for which their reason does not hold."""
    return "others" if talk.answers.get("instead") else "thanks_for_why"


def turn_to_them(talk: Talk) -> Mapping[str, str]:
    """They are the page now."""
    ids = [int(each) for each in talk.answers.get("instead", "").split(",") if each]
    near = talk.world.near
    found = [near.of(each) for each in ids] if near else []
    return _shown(talk, [each for each in found if each])


def none_of_these(talk: Talk) -> tuple[Fact, ...]:
    """A plain no: all of them rest for a while."""
    return tuple(SuggestionDeclined(each.activity_id, NOT_NOW) for each in _page(talk))


def why_not_this(talk: Talk) -> tuple[Fact, ...]:
    """Their reason against the one they had picked."""
    found = _picked(talk)
    return (SuggestionDeclined(found.activity_id, _reason(talk)),) if found else ()


def _reason(talk: Talk) -> str:
    return talk.answers.get("put_down") or talk.answers.get("remind") or OTHER


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
    Say("none_such", then="list"),
    Say("others", keeps=turn_to_them, then="list"),
    Say("list", did=shown, then="which"),
    Ask(
        "which",
        hears=one_of_them,
        one="pick",
        several="which_first",
        none="not_these",
        later="no_hurry",
        more="more",
        reason="why_these",
        silence=None,
    ),
    Ask(
        "which_first",
        hears=one_of_them,
        one="pick",
        several="no_hurry",
        none="not_these",
        later="no_hurry",
        more="more",
        reason="why_these",
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
        reason="why_this",
        silence=None,
    ),
    Ask(
        "remind",
        hears=YesOrWhyNot(),
        yes="down",
        no="not_this",
        later="no_hurry",
        reason="why_this",
        silence=None,
    ),
    Do("down", did=put_down, then=will_be_reminded),
    Say("planned"),
    Say("planned_soon"),
    Say("planned_any"),
    Do("not_this", did=not_this, then="no_thanks"),
    Say("no_thanks"),
    Say("no_hurry"),
    Do("not_these", did=none_of_these, then="no_thanks"),
    Do("why_these", did=why_not_these, keeps=others_than_these, then=anything_instead),
    Do("why_this", did=why_not_this, keeps=others_than_this, then=anything_instead),
    Say("thanks_for_why"),
    Say("gone"),
    Say("nothing"),
    Say("no_more"),
    on=(Signal.WHATS_ON,),
    due=Due("whats_on", consent="events", again=ANOTHER_DAY, idle=True),
    sees=("near",),
    fills=in_words,
    moved={"thanks_for_that": "thanks_for_why"},
)
