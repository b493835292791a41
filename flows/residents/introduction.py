"""An introduction: would you like to be put in touch? Each is asked alone, and "no" is thanked."""

from datetime import timedelta

from flows.chats.filling import of_a_chat
from flows.engine import Ask, Do, Due, Flow, Say, Talk, leads_to
from flows.facts.chats import IntroductionAnswered, IntroductionAsked
from flows.hearing import YesNo
from flows.world.chats import ChatSeen


@leads_to("asking", "no_longer")
def still_wanted(talk: Talk) -> str:
    """The other may have gone meanwhile: then nobody is asked."""
    chat: ChatSeen | None = talk.world.chat
    return "asking" if chat and chat.state == "proposed" and chat.others else "no_longer"


@leads_to("glad", "glad_now", "too_late")
def first_or_second(talk: Talk) -> str:
    """The first yes waits for another; with the second the chat opens, if nobody left meanwhile."""
    chat: ChatSeen | None = talk.world.chat
    if chat is None or still_wanted(talk) == "no_longer":
        return "too_late"
    return "glad_now" if chat.yeses else "glad"


def was_asked(talk: Talk) -> IntroductionAsked:
    """Whatever comes of it, they are not asked that again."""
    return IntroductionAsked(talk.subject)


def said_yes(talk: Talk) -> IntroductionAnswered:
    """They would like it."""
    return IntroductionAnswered(talk.subject, "yes")


def said_no(talk: Talk) -> IntroductionAnswered:
    """They would not, or not now. Nobody else hears of it."""
    return IntroductionAnswered(talk.subject, "no")


def said_nothing(talk: Talk) -> IntroductionAnswered:
    """Nothing came back."""
    return IntroductionAnswered(talk.subject, "none")


introduction = Flow(
    "introduction",
    Do("begin", then=still_wanted),
    Do("no_longer"),
    Do("asking", did=was_asked, then="ask"),
    Ask(
        "ask",
        hears=YesNo(),
        wait=timedelta(days=3),
        yes=first_or_second,
        no="all_right",
        later="all_right",
        silence="quiet",
    ),
    Say("glad", did=said_yes),
    Say("glad_now", did=said_yes),
    Say("too_late", did=said_yes),
    Say("all_right", did=said_no),
    Do("quiet", did=said_nothing),
    due=Due("introduction", again=timedelta(days=1)),
    sees=("chat",),
    fills=of_a_chat,
)
