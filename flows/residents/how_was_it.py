"""How was it? Did it help, and their thanks, which go back to whoever helped."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Passed, Say, Talk, Tell, fills_in, leads_to
from flows.facts import NudgePlanned
from flows.facts.favours import FavourDone, FavourWantedAgain
from flows.favours.kinds import for_a_person
from flows.favours.lengths import LONGEST, Minutes
from flows.favours.people import asker, seen, to_helper
from flows.favours.thanks import Thanks, thanks_in
from flows.hearing import YesNo
from flows.words import shortened

ASK_AGAIN_IN: Final = timedelta(days=5)
LATE_BY: Final = timedelta(days=3)

THANKS: Final = 90
"""Characters of thanks that are passed on: with long names they fit in one text."""


@leads_to("helped", "gone")
def still_open(talk: Talk) -> str:
    """Whether the two were brought together, and it is not over yet."""
    return "helped" if seen(talk).state == "introduced" else "gone"


@leads_to("how_long", "passed_on")
def after_thanks(talk: Talk) -> str:
    """Only where the community counts hours is anybody asked how long it took."""
    return "how_long" if seen(talk).keeps_hours else "passed_on"


@leads_to("not_passed_on", "how_long", "passed_on")
def check_thanks(talk: Talk) -> str:
    """What is not for a neighbour is read by a person first."""
    return "not_passed_on" if for_a_person(_thanks(talk)) else after_thanks(talk)


@leads_to("thanks", "not_passed_on", "how_long", "passed_on")
def after_yes(talk: Talk) -> str:
    """ "Yes she did, an angel": that is what she is to hear, and need not be asked for."""
    return check_thanks(talk) if _thanks(talk) else "thanks"


def _thanks(talk: Talk) -> str:
    """Their words for whoever helped, said when asked for them, or along with the yes."""
    for step in ("thank_you", "thanks"):
        if step in talk.answers:
            return talk.answers[step]
    return thanks_in(talk.said.get("helped", ""))


def thanks_for_helper(talk: Talk) -> tuple[Passed, ...]:
    """Thanks, in the asker's words where there are some that may be passed on."""
    favour, said = seen(talk), _thanks(talk)
    if favour.helper is None:
        return ()
    if not said or for_a_person(said):
        return (Passed(favour.helper, "thanks.plain", {"asker": asker(talk)}),)
    words = {"asker": asker(talk), "said": shortened(said, THANKS)}
    return (Passed(favour.helper, "thanks.in_words", words),)


def _minutes(talk: Talk) -> int | None:
    number = talk.answers.get("how_long", "")
    minutes = round(float(number)) if number else 0
    return minutes if 0 < minutes <= LONGEST else None


def it_helped(talk: Talk) -> FavourDone:
    """It helped, and this is what they say of it."""
    return FavourDone(talk.subject, "yes", _thanks(talk), _minutes(talk))


def it_did_not(talk: Talk) -> FavourDone:
    """It came to nothing, and they leave it at that."""
    return FavourDone(talk.subject, "no")


def nobody_knows(talk: Talk) -> FavourDone:
    """Nothing came back. No news is no trouble."""
    return FavourDone(talk.subject, "unknown")


def wanted_again(talk: Talk) -> FavourWantedAgain:
    """Somebody else, please."""
    return FavourWantedAgain(talk.subject)


def ask_again(talk: Talk) -> NudgePlanned:
    """Not yet: we ask once more in a few days."""
    return NudgePlanned("how_was_it", talk.world.now + ASK_AGAIN_IN, LATE_BY, talk.subject)


@fills_in("to_helper", "what")
def who_and_what(talk: Talk) -> Mapping[str, str]:
    """Who helped, and with what."""
    return {"to_helper": to_helper(talk), "what": seen(talk).words}


how_was_it = Flow(
    "how_was_it",
    Do("begin", then=still_open),
    Ask(
        "helped",
        hears=YesNo(),
        wait=timedelta(days=3),
        yes=after_yes,
        no="another",
        later="not_yet",
        silence="unsaid",
    ),
    Ask(
        "thanks",
        hears=Thanks(),
        wait=timedelta(days=2),
        heard=check_thanks,
        skip=after_thanks,
        chat="thank_you",
        silence="thanked_anyway",
    ),
    Ask(
        "thank_you",
        hears=Thanks(),
        wait=timedelta(days=2),
        heard=check_thanks,
        skip=after_thanks,
        chat=after_thanks,
        silence="thanked_anyway",
    ),
    Ask(
        "how_long",
        hears=Minutes(),
        wait=timedelta(days=2),
        heard="passed_on",
        skip="passed_on",
        silence="thanked_anyway",
        unclear="passed_on",
    ),
    Ask(
        "another",
        hears=YesNo(),
        wait=timedelta(days=2),
        yes="asking_on",
        no="left",
        later="left",
        silence="left_silently",
    ),
    Say("passed_on", did=it_helped, passes=thanks_for_helper),
    Say(
        "not_passed_on", did=it_helped, passes=thanks_for_helper, tell=Tell("coordinator", "thanks")
    ),
    Do("thanked_anyway", did=it_helped, passes=thanks_for_helper),
    Say("not_yet", did=ask_again),
    Say("asking_on", did=wanted_again),
    Say("left", did=it_did_not),
    Do("left_silently", did=it_did_not),
    Do("unsaid", did=nobody_knows),
    Do("gone"),
    due=Due("how_was_it", consent="", again=timedelta(hours=3), counts=False),
    sees=("favour",),
    fills=who_and_what,
)
