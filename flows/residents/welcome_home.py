"""Welcome home: a month of small questions after hospital, fewer and fewer, and a person near.

What is asked when is in `flows/home_month.py`. A need leads to a person; “no” is a good answer.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from flows.circles import Circle, Visited, nobody_else
from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, leads_to
from flows.facts import CheckInAnswered, Fact, Paused, Restarted, WentQuiet
from flows.facts.hellos import (
    COLD,
    HUNGER,
    TOLD,
    CameHome,
    CircleAsked,
    CircleTold,
    LooksDropped,
    NeedHeard,
)
from flows.hearing import FreeWords, Mood, Signal, YesNo
from flows.hearing.plain import plain
from flows.home_month import (
    FIRST,
    HOME_YET,
    LOOKS,
    PERHAPS,
    PURPOSE,
    after,
    home_yet,
    in_month,
    step_of,
)
from flows.silences import heard_within, needs_check, silences_running

ALMOST_TWO_DAYS: Final = timedelta(hours=44)
"""How long a look waits for an answer: the next one may come after two days."""


# ── which look it is ────────────────────────────────────────────────────────────────────────


def _number(talk: Talk) -> int:
    """Which look this is: what the nudge is about; who says HOME begins with the first."""
    return talk.subject or FIRST


def _again(talk: Talk) -> bool:
    """HOME, from somebody whom we have welcomed home already."""
    return not talk.subject and in_month(talk.world.person)


def looked_in(talk: Talk) -> tuple[Fact, ...]:
    """The next look is planned, and the usual hello for when the month is over."""
    number = _number(talk)
    if _again(talk) or number in (HOME_YET, PERHAPS):
        return ()
    if number == FIRST:
        return came_home(talk)
    return after(talk.world.person, number, talk.world.now)


def came_home(talk: Talk) -> tuple[Fact, ...]:
    """They are home, and the month begins."""
    return (CameHome(), LooksDropped(), *after(talk.world.person, FIRST, talk.world.now))


def not_yet(talk: Talk) -> tuple[Fact, ...]:
    """Still in hospital: all rests until they say they are home."""
    return Paused(None), LooksDropped(), home_yet(talk.world.person, talk.world.now)


def back(talk: Talk) -> tuple[Fact, ...]:
    """Back from wherever else they were: a rest is over, and hellos go on in their rhythm."""
    return (Restarted(talk.said["from_hospital"]),) if talk.world.person.paused else ()


@leads_to(
    "already",
    "ask_circle",
    "from_hospital",
    *(look.step for look in LOOKS.values() if look.step != "circle"),
)
def which_look(talk: Talk) -> str:
    """The look of that number. Nobody is asked of their circle twice, nor while they lack food or
    warmth.
    """
    if _again(talk):
        return "already"
    if _number(talk) == PERHAPS:
        return "from_hospital"
    step = step_of(_number(talk)) or "how"
    if step != "circle":
        return step
    home = talk.world.home
    not_now = home is not None and (home.circle_asked or home.need_open)
    return "how" if not_now else "ask_circle"


# ── what they said ──────────────────────────────────────────────────────────────────────────


def mood(step: str) -> Callable[[Talk], CheckInAnswered]:
    """How they are, said to this step."""
    return lambda talk: CheckInAnswered(talk.answers[step], talk.said.get(step, ""))


def told(step: str) -> Callable[[Talk], CheckInAnswered]:
    """What they said to this step, which is no mood, and no silence."""
    return lambda talk: CheckInAnswered(TOLD, talk.said.get(step, ""))


def words_heard(talk: Talk) -> CheckInAnswered:
    """What could not be followed. A person reads it."""
    return CheckInAnswered(TOLD, " / ".join(talk.said.values()))


def need(kind: str) -> Callable[[Talk], NeedHeard]:
    """Something comes first, and nothing is suggested until a person has seen to it."""
    return lambda talk: NeedHeard(kind, " / ".join(talk.said.values()))


def circle_asked(talk: Talk) -> CircleAsked:
    """Once is enough."""
    return CircleAsked()


def circle_told(talk: Talk) -> tuple[Fact, ...]:
    """Who they have around them, in their words, if they care to say."""
    words = talk.answers["circle"]
    kept: tuple[Fact, ...] = (CircleTold(words),) if words else ()
    return (told("circle")(talk), *kept)


def been_told(talk: Talk) -> tuple[Fact, ...]:
    """Whether anybody has been. Who says who it was, and nobody else, has told us their circle."""
    said = talk.said.get("been", "")
    kept = (CircleAsked(), CircleTold(said)) if nobody_else(plain(said)) else ()
    return (told("been")(talk), *kept)


# ── silence ─────────────────────────────────────────────────────────────────────────────────


@leads_to("check", "one_silence")
def nothing_back(talk: Talk) -> str:
    """One silence is normal; two running lead to a gentle check."""
    return "check" if needs_check(talk.world, ALMOST_TWO_DAYS) else "one_silence"


@leads_to("quiet", "one_silence")
def still_nothing(talk: Talk) -> str:
    """A person is told, unless they have written meanwhile."""
    return "one_silence" if heard_within(talk.world, 2 * ALMOST_TWO_DAYS) else "quiet"


def went_quiet(talk: Talk) -> WentQuiet:
    """Nothing came back."""
    return WentQuiet(silences_running(talk.world, ALMOST_TWO_DAYS))


def look(name: str, *, hears: Any, did: Callable[[Talk], Any], **leads: Any) -> Ask:
    """One small question. Any answer is a good answer, and any silence is one silence."""
    waits = {"wait": ALMOST_TWO_DAYS, "silence": nothing_back, "unclear": "read"}
    return Ask(name, hears=hears, did=did, **{**waits, **leads})


def how(name: str, good: str = "glad") -> Ask:
    """A look that asks how they are. A ring will do."""
    moods = {"good": good, "soso": "thanks", "low": "low", "skip": "all_right", "rang": "rang"}
    return look(name, hears=Mood(), did=mood(name), **moods)


def yes_no(name: str, *, no: str) -> Ask:
    """A look whose “no” is a need, or may be."""
    return look(name, hears=YesNo(), did=told(name), yes="glad", no=no, later="thanks")


welcome_home = Flow(
    "welcome_home",
    Do("look", did=looked_in, then=which_look),
    Say("already"),
    Ask(
        "from_hospital",
        hears=YesNo(),
        wait=ALMOST_TWO_DAYS,
        yes="home",
        no="back",
        later="back",
        silence=None,
    ),
    Say("back", did=back),
    Ask(
        "home_yet",
        hears=YesNo(),
        wait=ALMOST_TWO_DAYS,
        yes="home",
        no="not_yet",
        later="not_yet",
        silence="home_check",
    ),
    Ask(
        "home_check",
        hears=YesNo(),
        wait=ALMOST_TWO_DAYS,
        yes="home",
        no="not_yet",
        later="not_yet",
        silence="home_unsure",
    ),
    Do("home", did=came_home, then="warm"),
    Say("not_yet", did=not_yet),
    Do("home_unsure", tell=Tell("befriender", "home_unsure")),
    yes_no("warm", no="cold"),
    yes_no("food", no="hungry"),
    look("been", hears=Visited(), did=been_told, yes="glad", no="offer", later="thanks"),
    how("how"),
    Do("ask_circle", did=circle_asked, then="circle"),
    look(
        "circle",
        hears=Circle(),
        did=circle_told,
        heard="circle_thanks",
        nobody="nobody",
        skip="all_right",
    ),
    yes_no("little_things", no="help"),
    how("how_now"),
    look("wish", hears=FreeWords(), did=told("wish"), heard="wish_heard", skip="all_right"),
    yes_no("snug", no="cold"),
    how("last", good="last_glad"),
    look(
        "offer",
        hears=YesNo(),
        did=told("offer"),
        yes="coming",
        no="all_right",
        later="all_right",
    ),
    Say("cold", did=need(COLD), tell=Tell("befriender", "home_cold")),
    Say("hungry", did=need(HUNGER), tell=Tell("befriender", "home_hungry")),
    Say("coming", tell=Tell("befriender", "home_visit")),
    Say("help", tell=Tell("befriender", "home_help")),
    Say("low", tell=Tell("befriender", "home_low")),
    Say("wish_heard", tell=Tell("befriender", "home_wish")),
    Say("circle_thanks"),
    Say("nobody", tell=Tell("befriender", "home_nobody")),
    Say("glad"),
    Say("thanks"),
    Say("all_right"),
    Say("last_glad"),
    Say("rang"),
    Say("read", did=words_heard, tell=Tell("coordinator", "unclear")),
    Do("one_silence", did=went_quiet),
    Ask(
        "check",
        hears=Mood(),
        did=mood("check"),
        wait=ALMOST_TWO_DAYS,
        good="glad",
        soso="thanks",
        low="low",
        skip="all_right",
        rang="rang",
        silence=still_nothing,
        unclear="read",
    ),
    Do("quiet", did=went_quiet, tell=Tell("befriender", "home_quiet")),
    on=(Signal.HOME,),
    # outside the budget: nothing else is asked of them, and the gentle check must have room in it
    due=Due(PURPOSE, again=timedelta(days=1), counts=False),
    sees=("home",),
)
