"""What is an answer to the open question, and what is said to us at any moment."""

from collections.abc import Mapping
from typing import Final

from flows.engine import Conversation, Flow, outcome
from flows.hearing import Signal, SignalHeard
from flows.hearing.signal_names import (
    BEFRIENDERS,
    COORDINATORS,
    OF_VISITORS,
    TAKING_PART,
    THE_TEAMS,
)
from flows.listening import Arrival
from flows.world import World

Open = Conversation | None


def answers(
    flows: Mapping[str, Flow],
    heard: SignalHeard,
    arrival: Arrival,
    conversation: Open,
    world: World,
) -> bool:
    """Whether this is an answer to the open question rather than something said at any moment.

    "Not this week" to a question is no wish to rest all hellos. So is what only may be a STOP, and
    "I could help with the garden" where we asked what they are good at.
    """
    if conversation and speaks_freely(flows, conversation):
        steps = flows[conversation.flow].steps
        if heard.signal in _IN_A_STORY and _is_a_keyword(arrival) and "tell" in steps:
            return _IN_A_STORY[heard.signal]
        if _plainly_for_us(heard, arrival.text) or _moves_others(heard, conversation):
            return False
        return heard.signal not in _FOR_US or _in_passing(heard, arrival)
    if conversation is None or heard.signal in _FOR_US:
        return False
    answer = outcome(flows, conversation, arrival.text, world)
    if heard.signal is Signal.FORGET and conversation.flow == "forget":
        return answer is not None  # "forget 2", of those they were just shown
    if heard.signal is Signal.PAUSE:
        return answer in ("later", "skip")
    if heard.signal is Signal.RUNNING_LATE:
        return False  # somebody waits at the window: "stuck in traffic" is a no to nothing
    if heard.signal is Signal.LEFT and world.left_at:
        return False  # said once more, it says nothing of how it was
    if heard.signal is Signal.NOT_TODAY and conversation.flow == "weekly_hello":
        return False  # they were told of a visit besides; without one it is no hello today
    if heard.signal in OF_VISITORS:
        return heard.signal is Signal.NOT_TODAY and answer not in (None, "heard")
    if heard.signal is Signal.CANT_VISIT and heard.words and conversation.step == "how":
        return False  # they met, so it is of the next visit: whoever waits for it must hear
    if heard.signal in _THE_TEAMS and not heard.keyword:
        if _is_another_wish(heard, answer, conversation):
            return False
        return answer is not None and not (answer == "heard" and heard.signal in _SAID_ON_THE_WAY)
    if heard.signal is Signal.COMING and conversation.flow not in _OF_SOMETHING_ON:
        return False  # the word we taught with an invitation
    if heard.signal in TAKING_PART and heard.words == _tidy(arrival.text):
        return answer is not None and not (answer == "heard" and heard.signal in _NEVER_WORDS)
    doubtful = heard.signal is Signal.STOP
    return (doubtful or heard.signal in _SAID_TO_LISTS) and answer not in (None, "heard")


_OF_SOMETHING_ON: Final = frozenset(
    (
        "event_reply", "go_along", "meet_as_a_group", "place_free", "reminder", "visit_confirm",
        "whats_on", "would_you_come",
    )
)  # fmt: skip
"""Questions to which "I'm coming" is an answer."""


def _is_another_wish(heard: SignalHeard, answer: str | None, conversation: Conversation) -> bool:
    """Whether a coordinator's word is a wish of its own, though the open question could take it:
    "mine Rose" to whom she has seen to closes nothing, and "event Bingo Sat 10am" mends no draft.
    """
    if heard.signal is Signal.EVENT:
        return bool(heard.words) and answer in ("mended", "not_yet", "one")
    if answer in _YES_OR_NO:  # "tell Joan Bill will ring" is no yes to whatever was asked
        return bool(heard.is_word and heard.words) and heard.signal in _OF_OTHERS
    if answer == "not_yet":  # what does not count there
        return heard.signal in _AT_ANY_MOMENT
    if answer == "heard":
        return heard.is_word and conversation.flow == "done" and heard.signal in _NO_OUTCOME
    picks = answer in ("one", "several") and bool(heard.words)
    return picks and heard.signal in _AT_ANY_MOMENT | _OF_EVENTS - {conversation.flow}


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _moves_others(heard: SignalHeard, conversation: Conversation) -> bool:
    """Whether a coordinator who talks with somebody as a person says a word of the team's instead:
    "pair sam and rose" is not for whom they talk with, whatever letters it is in.
    """
    if conversation.flow != "with_them" or not heard.sure:
        return False
    return heard.signal in _NEVER_TO_RESIDENTS or (heard.signal in _THE_TEAMS and heard.is_word)


def _plainly_for_us(heard: SignalHeard, text: str) -> bool:
    """In the middle of a chat or a story a keyword counts by itself, in capitals, or before a
    colon: "what's on at the hall, Betty?" is for Betty, WHAT'S ON and "SAY: …" are for us.
    """
    if not (heard.keyword and heard.sure) or heard.signal in (*_SAID_TO_LISTS, Signal.HELP):
        return False
    first = (text.split() or [""])[0]
    return not heard.words or first.rstrip(":").isupper() or first.endswith(":")


_SAID_TO_LISTS: Final = (Signal.MORE, Signal.LESS, Signal.NEVER_MIND)
"""What is a wish of its own, unless the open question listens for it."""

_NEVER_WORDS: Final = (
    Signal.COMING,
    Signal.HELLO_DAY,
    Signal.HOME,
    Signal.ME,
    Signal.NEVER_MIND,
    Signal.NO_EVENTS,
    Signal.NO_ROOM,
    Signal.NOT_COMING,
    Signal.WHATS_ON,
)
"""What is no answer to a question that takes any words."""

_THE_TEAMS: Final = THE_TEAMS | BEFRIENDERS | COORDINATORS
"""What only the team says: where it is no keyword ("go on", "can't come") it may be an answer."""

_SAID_ON_THE_WAY: Final = (Signal.HERE, Signal.CANT_VISIT, Signal.MINE)
"""What is no answer to a question that takes any words: it can't wait."""

_NO_OUTCOME: Final = frozenset({Signal.DONE, Signal.TELL, Signal.TAKE_OVER})
"""What says nothing of what came of it."""

_AT_ANY_MOMENT: Final = frozenset(
    {
        *_NO_OUTCOME, Signal.MINE, Signal.NOTE, Signal.OFF_DUTY, Signal.ON_DUTY, Signal.PROGRESS,
        Signal.SWAP, Signal.WHO,
    }
)  # fmt: skip
"""What begins something else, whatever a coordinator was asked."""

_OF_EVENTS: Final = frozenset({Signal.CALL_OFF, Signal.CHANGE_EVENT, Signal.KILL})
"""What names an event that is to be called off, changed or stopped."""

_YES_OR_NO: Final = ("yes", "no", "later")

_NEVER_TO_RESIDENTS: Final = frozenset(
    {
        Signal.PAIR, Signal.UNPAIR, Signal.MOVE, Signal.NO_VISIT, Signal.TELL, Signal.NOTE,
        Signal.TAKE_OVER,
        Signal.HAND_BACK, Signal.EVENT, Signal.CHANGE_EVENT, Signal.CALL_OFF, Signal.KILL,
        Signal.SWAP, Signal.WHO,
    }
)  # fmt: skip
"""What names others, in whichever of its ways it is said."""

_OF_OTHERS: Final = _NEVER_TO_RESIDENTS | {Signal.DONE, Signal.MINE} - {Signal.HAND_BACK}
"""What is said of somebody by name, by its own word: never an answer to a yes or no."""

_FOR_US: Final = (Signal.URGENT, Signal.HELP, Signal.PERSON, Signal.WRONG_NUMBER)
"""What is meant for us even from somebody who is talking to a neighbour."""


def _in_passing(heard: SignalHeard, arrival: Arrival) -> bool:
    """ "Ring me on Friday" is said to a neighbour; PERSON, all by itself, to us. HELP tells them
    what they can do where they are.
    """
    for_neighbour = heard.signal is Signal.PERSON and not _is_a_keyword(arrival)
    return heard.signal is Signal.HELP or for_neighbour


def _is_a_keyword(arrival: Arrival) -> bool:
    return len(arrival.text.split()) <= _A_KEYWORD


_IN_A_STORY: Final = {Signal.FORGET: True, Signal.HELP: False}
"""Whether it is an answer where a story is told: "forget that" is about the story, HELP for us."""


_A_KEYWORD: Final = 2  # words: PERSON PLEASE


def speaks_freely(flows: Mapping[str, Flow], conversation: Conversation) -> bool:
    """Whether they are talking to a neighbour, or telling a story, rather than to us."""
    return conversation.flow in flows and flows[conversation.flow].free
