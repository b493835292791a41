"""A chat between neighbours that passes through us: of two, or of a group.

Each text goes on to the others under a short name; nobody sees a number. BYE ends it, quiet ends
it, and while it lasts only danger, STOP, HELP and PERSON are taken as meant for us.
"""

from datetime import timedelta
from typing import Final

from flows.chats.filling import of_a_chat
from flows.chats.flags import flagged
from flows.chats.passing import (
    BECOMES,
    Passing,
    chat_of,
    heard_at_once,
    hours_of,
    judged,
    spoken,
    to_the_others,
)
from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, leads_to, scene
from flows.facts import Fact, NudgePlanned
from flows.facts.chats import (
    HELD,
    PASSED,
    REPEATED,
    RESTED,
    ChatGoesOn,
    ChatJoined,
    ChatLeft,
    ChatSaid,
    GroupNamed,
)
from flows.hearing import FreeWords
from flows.pacing import quiet, waking
from flows.steps import Passed
from flows.world.chats import COMES_FIRST, ChatSeen

SOON: Final = timedelta(minutes=30)
"""How soon it is tried again to begin, while something else comes first."""

IN_THE_MIDDLE: Final = timedelta(minutes=15)
"""Who has just written to us is in the middle of something of their own."""

AN_HOUR: Final = timedelta(hours=1)
"""Who has said nothing in another chat for so long can hear from this one."""

A_MOMENT: Final = timedelta(seconds=1)

A_DAY: Final = timedelta(days=1)
"""Who has said nothing here for so long can be asked how they are; then the chat goes on."""

LATE_BY: Final = timedelta(days=3)

LONGEST_NAME: Final = 30  # characters
MOST_WORDS: Final = 5


# ── beginning ───────────────────────────────────────────────────────────────────────────────


@leads_to(
    "opened", "opened_group", "waiting", "beside", "talking", "not_now", "asleep", "in_a_while"
)
def beginning(talk: Talk) -> str:
    """Who has been here before only hears what they have missed, at once. Nothing begins at night:
    what they write then is not for somebody of whom they have not heard yet.
    """
    chat = chat_of(talk)
    if chat is None or not chat.open or not chat.others:
        return "not_now"
    if quiet(hours_of(talk), talk.world.now):
        return "asleep"
    if chat.busy and not _makes_way(chat, talk):
        beside = chat.busy in COMES_FIRST and chat.been_here and chat.waiting
        return "beside" if beside else "in_a_while"
    if chat.been_here:
        return "waiting" if chat.waiting else "talking"
    return "opened_group" if chat.group else "opened"


def _makes_way(chat: ChatSeen, talk: Talk) -> bool:
    """Whether what is open with them instead gives way: a question of ours that is no hello, as
    soon as there is something to say. It may be asked another day.
    """
    if chat.busy in COMES_FIRST or (chat.been_here and not chat.waiting):
        return False
    if chat.busy == "chat":
        return _said_nothing_for(AN_HOUR, talk)
    return chat.asked_by_us or _said_nothing_for(IN_THE_MIDDLE, talk)


def _said_nothing_for(long: timedelta, talk: Talk) -> bool:
    last = talk.world.last_heard_at
    return last is None or talk.world.now - last >= long


def in_a_while(talk: Talk) -> NudgePlanned:
    """It is tried again, until they are free for it."""
    return _planned(talk, SOON)


def _planned(talk: Talk, wait: timedelta, subject: int = 0) -> NudgePlanned:
    return NudgePlanned("chat", talk.world.now + wait, LATE_BY, subject or talk.subject)


def beside(talk: Talk) -> tuple[Fact, ...]:
    """They have heard it; the chat itself comes when they have answered us."""
    return (*came_in(talk), in_a_while(talk))


def in_the_morning(talk: Talk) -> NudgePlanned:
    """It begins when they are up."""
    return NudgePlanned("chat", waking(hours_of(talk), talk.world.now), LATE_BY, talk.subject)


@leads_to("waiting", "name", "talking")
def after_opening(talk: Talk) -> str:
    """What was said before they came; then one of a group is asked for a name."""
    chat = chat_of(talk)
    return "waiting" if chat and chat.waiting else after_waiting(talk)


@leads_to("name", "talking")
def after_waiting(talk: Talk) -> str:
    """A group that has no name asks one of its members for it, once."""
    chat = chat_of(talk)
    asks = chat is not None and not chat.been_here and chat.group and chat.group.asks_name
    return "name" if asks else "talking"


def came_in(talk: Talk) -> tuple[Fact, ...]:
    """They know of it, and have heard what waited for them. More of it comes at once, and another
    chat that made room for it comes back when there is something to say, or the day after.
    """
    chat = chat_of(talk)
    facts: list[Fact] = [ChatJoined(talk.subject, chat.heard if chat else 0)]
    if chat and chat.more_waits:
        facts.append(_planned(talk, A_MOMENT))
    if chat and chat.busy == "chat":
        facts.append(_planned(talk, A_DAY, chat.busy_about))
    return tuple(facts)


# ── a name for a group ──────────────────────────────────────────────────────────────────────


@leads_to("named", "not_a_name")
def a_name(talk: Talk) -> str:
    """A few kind words are a name; anything else is said to the others."""
    words = talk.answers.get("name", "")
    short = len(words) <= LONGEST_NAME and len(words.split()) <= MOST_WORDS
    return "named" if short and not flagged(words, scene(talk.world)) else "not_a_name"


def group_named(talk: Talk) -> GroupNamed:
    """What it is called from now on."""
    return GroupNamed(talk.subject, talk.answers["name"])


def name_told(talk: Talk) -> tuple[Passed, ...]:
    """The others hear what their group is called."""
    chat = chat_of(talk)
    values = {"group": talk.answers["name"], "who": chat.me if chat else ""}
    others = [each for each in chat.others if each.id in chat.here] if chat else []
    return tuple(Passed(each, "chat.group_named", values) for each in others)


def words_instead(talk: Talk) -> dict[str, str]:
    """They said something else: it is no name."""
    return {"name": ""}


# ── talking ─────────────────────────────────────────────────────────────────────────────────


def _said(talk: Talk, state: str) -> ChatSaid:
    chat = chat_of(talk)
    at_once = {each.id for each in heard_at_once(talk)}
    away = [each.id for each in chat.others if each.id not in at_once] if chat else []
    waits_for = tuple(away) if state == PASSED else ()
    return ChatSaid(talk.subject, spoken(talk), state, waits_for)


def passed_on(talk: Talk) -> ChatSaid:
    """Their words went on; for whoever is busy with something else, they wait."""
    return _said(talk, PASSED)


def held_back(talk: Talk) -> ChatSaid:
    """A person reads it first."""
    return _said(talk, HELD)


def rested(talk: Talk) -> ChatSaid:
    """More than goes on in an hour."""
    return _said(talk, RESTED)


def repeated(talk: Talk) -> ChatSaid:
    """It has just gone on."""
    return _said(talk, REPEATED)


def goes_on(talk: Talk) -> ChatGoesOn:
    """Two more weeks."""
    return ChatGoesOn(talk.subject)


def left(talk: Talk) -> ChatLeft:
    """They said BYE."""
    return ChatLeft(talk.subject)


@leads_to("bye", "left", "over")
def goodbye(talk: Talk) -> str:
    """BYE ends a chat of two; a group goes on without them."""
    chat = chat_of(talk)
    if chat is None or not chat.open:
        return "over"
    return "left" if len(chat.others) > 1 else "bye"


@leads_to("goes_on", *BECOMES)
def more(talk: Talk) -> str:
    """MORE, once we have asked if they would like it; else it is said to the others."""
    chat = chat_of(talk)
    asked = chat is not None and chat.open and chat.asked_if_more
    return "goes_on" if asked else judged(talk)


@leads_to("help", "over")
def helped(talk: Talk) -> str:
    """HELP, where they are."""
    chat = chat_of(talk)
    return "help" if chat is not None and chat.open else "over"


@leads_to("talking", "finished")
def still_open(talk: Talk) -> str:
    """Their own silence ends nothing while others talk."""
    chat = chat_of(talk)
    return "talking" if chat is not None and chat.open else "finished"


chat = Flow(
    "chat",
    Do("begin", then=beginning),
    Do("not_now"),
    Do("asleep", did=in_the_morning),
    Do("in_a_while", did=in_a_while),
    Say("beside", did=beside),
    Say("opened", did=came_in, then=after_opening),
    Say("opened_group", did=came_in, then=after_opening),
    Say("waiting", did=came_in, then=after_waiting),
    Ask(
        "name",
        hears=FreeWords(),
        wait=timedelta(days=2),
        heard=a_name,
        skip="talking",
        silence="talking",
    ),
    Say("named", did=group_named, passes=name_told, then="talking"),
    Do("not_a_name", keeps=words_instead, then=judged),
    Ask(
        "talking",
        hears=Passing(),
        silently=True,
        wait=timedelta(days=4),
        gives_way=A_DAY,
        words=judged,
        nothing="no_words",
        bye=goodbye,
        more=more,
        help=helped,
        silence=still_open,
    ),
    Do("passed", did=passed_on, passes=to_the_others, then="talking"),
    Do(
        "told",
        did=passed_on,
        passes=to_the_others,
        tell=Tell("coordinator", "chat_look"),
        then="talking",
    ),
    Say("at_night", did=passed_on, passes=to_the_others, then="talking"),
    Say("waits", did=passed_on, passes=to_the_others, then="talking"),
    Say("held", did=held_back, tell=Tell("coordinator", "chat_held"), then="talking"),
    Say("rest", did=rested, then="talking"),
    Do("resting", did=rested, then="talking"),
    Do("repeated", did=repeated, then="talking"),
    Say("no_words", then="talking"),
    Say("help", then="talking"),
    Say("goes_on", did=goes_on, then="talking"),
    Say("bye", did=left),
    Say("left", did=left),
    Say("over"),
    Do("finished"),
    due=Due("chat", consent="", again=SOON, counts=False, beside=True, over=("chat",)),
    sees=("chat",),
    fills=of_a_chat,
    free=True,
)
