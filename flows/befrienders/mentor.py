"""MENTOR and a question: another befriender of some experience answers, and nobody sees a number.

Who has visited people for half a year is asked, once, if others may text them. Where there is no
mentor just now, or a person should read the words first, a coordinator is asked instead.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.befrienders.drip import A_DAY, BE_A_MENTOR, LATE_BY, growing
from flows.chats.flags import HOLD, flagged
from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, fills_in, leads_to, scene
from flows.facts import Fact, NudgePlanned
from flows.facts.growing import MentorAnswered, MentorTexted
from flows.favours.asking import OwnWords
from flows.hearing import Signal, YesNo
from flows.hearing.plain import plain
from flows.world import BEFRIENDER

ASKED_AGAIN: Final = timedelta(days=90)
"""How long after a "not now" they are asked once more if others may text them."""

_NO_MORE: Final = frozenset("no|off|no more|not any more|no longer|not me|rest".split("|"))


@leads_to("passed", "to_the_team", "no_more")
def where_to(talk: Talk) -> str:
    """To their mentor; to the team where there is none; and a mentor may say MENTOR NO."""
    words, seen = talk.answers["words"], growing(talk)
    if seen.is_mentor == "yes" and plain(words) in _NO_MORE:
        return "no_more"
    flag = flagged(words, scene(talk.world))
    if seen.mentor is None or (flag is not None and flag.tier == HOLD):
        return "to_the_team"
    return "passed"


@leads_to("no_more", "all_right")
def nothing_to_ask(talk: Talk) -> str:
    """MENTOR NO from a mentor is a wish; from anybody else, nothing."""
    return "no_more" if growing(talk).is_mentor == "yes" else "all_right"


def texted(talk: Talk) -> tuple[Fact, ...]:
    """It goes to them, in a chat of the two."""
    seen = growing(talk)
    if seen.mentor is None:
        return ()
    return (MentorTexted(seen.mentor.id, talk.answers["words"], seen.mentor_chat),)


@fills_in("mentor")
def who(talk: Talk) -> Mapping[str, str]:
    """The mentor's short name."""
    found = growing(talk).mentor
    return {"mentor": found.name if found else "somebody"}


def says(answer: str) -> MentorAnswered:
    """What they say to being one."""
    return MentorAnswered(answer)


mentor = Flow(
    "mentor",
    Ask(
        "words",
        hears=OwnWords(),
        opening=True,
        wait=timedelta(days=1),
        heard=where_to,
        skip=nothing_to_ask,
        silence=None,
    ),
    Say("passed", did=texted),
    Say("to_the_team", tell=Tell("coordinator", "mentor")),
    Say("no_more", did=lambda talk: says("no")),
    Say("all_right"),
    on=(Signal.MENTOR,),
    role=BEFRIENDER,
    sees=("growing",),
    fills=who,
)


@leads_to("ask", "nothing", "resting")
def whether(talk: Talk) -> str:
    """Nobody is asked who has said yes or no, or rests just now."""
    seen = growing(talk)
    if seen.is_mentor in ("yes", "no") or BEFRIENDER not in talk.world.person.roles:
        return "nothing"
    return "resting" if seen.resting else "ask"


def later(talk: Talk) -> tuple[Fact, ...]:
    """Once more in three months; after a second "not now" not again."""
    if growing(talk).is_mentor == "later":
        return (MentorAnswered("no"),)
    return (MentorAnswered("later"), in_a_while(talk))


def in_a_while(talk: Talk) -> NudgePlanned:
    """Once more."""
    return NudgePlanned(BE_A_MENTOR, talk.world.now + ASKED_AGAIN, LATE_BY)


be_a_mentor = Flow(
    BE_A_MENTOR,
    Do("begin", then=whether),
    Ask(
        "ask",
        hears=YesNo(),
        wait=timedelta(days=4),
        gives_way=True,
        yes="glad",
        no="fine",
        later="another_time",
        silence="not_said",
    ),
    Say("glad", did=lambda talk: says("yes")),
    Say("fine", did=lambda talk: says("no")),
    Say("another_time", did=later),
    Do("not_said", did=later),
    Do("resting", did=in_a_while),
    Do("nothing"),
    due=Due(BE_A_MENTOR, consent="", again=A_DAY),
    sees=("growing",),
)
