"""Pairs who share something: would each like to meet as a group? And later, handing it over."""

import re
from datetime import timedelta
from typing import Final

from flows.chats.filling import of_a_group
from flows.chats.flags import flagged
from flows.engine import Ask, Do, Due, Flow, Say, Talk, Tell, leads_to
from flows.facts.chats import HandOverAnswered
from flows.hearing import Expect, Heard, Scene, YesNo
from flows.hearing.plain import Said
from flows.residents.introduction import (
    said_no,
    said_nothing,
    said_yes,
    still_wanted,
    was_asked,
)
from flows.world.chats import ChatSeen

LONGEST_WAY: Final = 100  # characters of how they would rather keep in touch


@leads_to("glad", "too_late")
def in_time(talk: Talk) -> str:
    """A yes counts while the others' are waited for."""
    return "glad" if still_wanted(talk) == "asking" else "too_late"


meet_as_a_group = Flow(
    "meet_as_a_group",
    Do("begin", then=still_wanted),
    Do("no_longer"),
    Do("asking", did=was_asked, then="ask"),
    Ask(
        "ask",
        hears=YesNo(),
        wait=timedelta(days=3),
        yes=in_time,
        no="all_right",
        later="all_right",
        silence="quiet",
    ),
    Say("glad", did=said_yes),
    Say("too_late", did=said_yes),
    Say("all_right", did=said_no),
    Do("quiet", did=said_nothing),
    due=Due("meet_as_a_group", consent="events", again=timedelta(days=1)),
    sees=("chat",),
    fills=of_a_group,
)


# ── handing over ────────────────────────────────────────────────────────────────────────────


_A_WAY: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mornings?|afternoons?|evenings?|weekly"
    r"|every|o'?clock|[ap]m|meet\w*|see you|bench|hall|church|chapel|caf[eé]|club|library|park"
    r"|pub|market|allotments?|garden centre|post|letters?|notes?|pop in|coffee|tea)\b",
    re.IGNORECASE,
)
"""What shows that words are of where, when or how to meet. Other words are read by a person."""


def YesNoOrWay() -> Expect:
    """Yes, no, or in their own words another way to keep in touch: one that may go to the others
    as it stands, or one that a person reads first.
    """
    yes_no = YesNo()

    def heard(text: Said, where: Scene) -> Heard | None:
        answer = yes_no.heard(text.raw, where)
        if answer is not None and answer.sure:
            return answer
        words = " ".join(text.raw.split())
        if not words:
            return None
        if _may_be_passed_on(words, where):
            return Heard("way", words, why="another way, in their words")
        return Heard("unread", "", why="words that a person reads first")

    return Expect((*yes_no.outcomes, "way", "unread"), yes_no.labels, heard)


def _may_be_passed_on(words: str, where: Scene) -> bool:
    """Short, of where or when to meet, no question, and with nothing a person should hear of."""
    kind = len(words) <= LONGEST_WAY and "?" not in words and _A_WAY.search(words) is not None
    return kind and flagged(words, where) is None


def hand_over_answered(talk: Talk) -> HandOverAnswered:
    """Whether they look after it, and whether the others may have their number."""
    numbers = talk.answers.get("numbers", "")
    way = "" if numbers in ("", "yes", "no", "later", "maybe") else numbers
    return HandOverAnswered(
        talk.subject, talk.answers.get("keep") == "yes", talk.answers.get("numbers") == "yes", way
    )


look_after = Flow(
    "look_after",
    Ask(
        "keep",
        hears=YesNo(),
        wait=timedelta(days=2),
        yes="numbers",
        no="numbers",
        later="numbers",
        silence="numbers",
        unclear="numbers",
    ),
    Ask(
        "numbers",
        hears=YesNoOrWay(),
        wait=timedelta(days=2),
        yes="thanks",
        no="thanks",
        later="thanks",
        way="thanks",
        unread="thanks_and_read",
        silence="quiet",
    ),
    Say("thanks", did=hand_over_answered),
    Say("thanks_and_read", did=hand_over_answered, tell=Tell("coordinator", "group_way")),
    Do("quiet", did=hand_over_answered),
    due=Due("look_after", consent="", again=timedelta(days=1), counts=False, over=("chat",)),
    sees=("chat",),
    fills=of_a_group,
)


@leads_to("kept", "not_kept")
def somebody_keeps_it(talk: Talk) -> str:
    """Whether somebody has said that they will look after it."""
    chat: ChatSeen | None = talk.world.chat
    return "kept" if chat and chat.group and chat.group.keepers else "not_kept"


@leads_to("numbers", "ways", "goodbye")
def numbers_to_give(talk: Talk) -> str:
    """Numbers, for who gave theirs, of those who gave theirs."""
    chat: ChatSeen | None = talk.world.chat
    return "numbers" if chat and chat.group and chat.group.numbers else ways_to_give(talk)


@leads_to("ways", "goodbye")
def ways_to_give(talk: Talk) -> str:
    """How somebody would rather keep in touch."""
    chat: ChatSeen | None = talk.world.chat
    return "ways" if chat and chat.group and chat.group.ways else "goodbye"


handed_over = Flow(
    "handed_over",
    Do("begin", then=somebody_keeps_it),
    Say("kept", then=numbers_to_give),
    Say("not_kept", then=numbers_to_give),
    Say("numbers", then=ways_to_give),
    Say("ways", then="goodbye"),
    Say("goodbye"),
    due=Due("handed_over", consent="", again=timedelta(days=1), counts=False, beside=True),
    sees=("chat",),
    fills=of_a_group,
)
