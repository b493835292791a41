"""What can be said at any moment, by name."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final


class Signal(StrEnum):
    """What somebody can say at any moment, whatever was asked."""

    URGENT = "urgent"
    CONCERN = "concern"
    STOP = "stop"
    START = "start"
    HELP = "help"
    PERSON = "person"
    PAUSE = "pause"
    WRONG_NUMBER = "wrong_number"
    MORE = "more"
    LESS = "less"
    DONE = "done"
    THANKS = "thanks"
    USE_SMS = "use_sms"
    USE_TELEGRAM = "use_telegram"
    WHATS_ON = "whats_on"
    ASK = "ask"
    HELP_OUT = "help_out"
    ME = "me"
    FORGET = "forget"
    SAY = "say"
    STORY = "story"
    PLACE = "place"
    POLL = "poll"
    ANSWER = "answer"
    HELLO_DAY = "hello_day"
    HOME = "home"
    NO_ROOM = "no_room"
    NOT_COMING = "not_coming"
    GONE = "gone"
    NEVER_MIND = "never_mind"
    VISIT_DAY = "visit_day"
    MINE = "mine"
    NOTE = "note"
    WHO = "who"
    HERE = "here"
    CANT_VISIT = "cant_visit"
    RUNNING_LATE = "running_late"
    STOP_VISITING = "stop_visiting"
    VISITS = "visits"
    LEFT = "left"
    EASE_OFF = "ease_off"
    BACK_ON = "back_on"
    DECLINE = "decline"
    LESSON = "lesson"
    MENTOR = "mentor"
    SAFE_WORD = "safe_word"
    AWAY = "away"
    EVENT = "event"
    NOT_WANTED = "not_wanted"
    NOT_TODAY = "not_today"
    MY_VISITOR = "my_visitor"
    COMING = "coming"
    NO_EVENTS = "no_events"
    CHANGE_EVENT = "change_event"
    CALL_OFF = "call_off"
    KILL = "kill"
    HOLD = "hold"
    GO_ON = "go_on"
    PROGRESS = "progress"
    PAIR = "pair"
    UNPAIR = "unpair"
    MOVE = "move"
    NO_VISIT = "no_visit"
    TELL = "tell"
    TAKE_OVER = "take_over"
    HAND_BACK = "hand_back"
    ON_DUTY = "on_duty"
    OFF_DUTY = "off_duty"
    SWAP = "swap"
    BYE = "bye"
    """The end of a chat. `signal` never says so, since a goodbye is mostly thanks: `is_bye`."""


TAKING_PART: Final = frozenset(
    (
        Signal.WHATS_ON, Signal.ASK, Signal.HELP_OUT, Signal.ME, Signal.FORGET, Signal.SAY,
        Signal.STORY, Signal.PLACE, Signal.POLL, Signal.ANSWER, Signal.HELLO_DAY, Signal.HOME,
        Signal.NO_ROOM, Signal.NOT_COMING, Signal.GONE, Signal.NEVER_MIND, Signal.VISIT_DAY,
        Signal.COMING, Signal.NO_EVENTS,
    )
)  # fmt: skip
"""What is said so as to take part: it gives way to danger and to STOP, even a doubtful one."""

THE_TEAMS: Final = frozenset(
    (Signal.DONE, Signal.MINE, Signal.NOTE, Signal.WHO),
)
"""What befrienders and coordinators can say."""

BEFRIENDERS: Final = frozenset(
    (
        Signal.HERE, Signal.LEFT, Signal.CANT_VISIT, Signal.VISITS, Signal.EASE_OFF, Signal.BACK_ON,
        Signal.DECLINE, Signal.LESSON, Signal.MENTOR, Signal.SAFE_WORD,
        Signal.AWAY, Signal.STOP_VISITING, Signal.RUNNING_LATE,
    )
)  # fmt: skip
"""What only befrienders can say."""

COORDINATORS: Final = frozenset(
    (
        Signal.EVENT, Signal.CHANGE_EVENT, Signal.CALL_OFF, Signal.KILL, Signal.HOLD,
        Signal.GO_ON, Signal.PROGRESS, Signal.PAIR, Signal.UNPAIR, Signal.MOVE, Signal.NO_VISIT,
        Signal.TELL,
        Signal.TAKE_OVER, Signal.HAND_BACK, Signal.ON_DUTY, Signal.OFF_DUTY, Signal.SWAP,
    )
)  # fmt: skip
"""What only coordinators can say."""


OF_VISITORS: Final = frozenset((Signal.NOT_WANTED, Signal.NOT_TODAY, Signal.MY_VISITOR))
"""What only somebody who is visited can say, of whoever visits them."""


@dataclass(frozen=True, slots=True)
class SignalHeard:
    """A signal.

    until: for PAUSE the day, where they live, from which hellos may come again; None if they did
    not say. sure: whether it can mean just this. why: the rule that heard it, in a few words for
    whoever wonders. also: what came with it: a wish to hear no more with danger, a worry with STOP,
    a doubtful worry with a wish to take part. words: what they said after the
    keyword, as they spelt it; the whole text where there is no keyword; nothing for signals that
    take no words. weekday (Monday is 0), at: for HELLO_DAY, what they would like; None if they did
    not say. hospital: for PAUSE, whether it is because they are, or will be, in hospital.
    since: for PAUSE, the day they go into hospital, where it is today or yet to come.
    keyword: whether the text begins with the keyword itself, so that it is said to us even in the
    middle of a chat or a story. is_word: a word of the team's was said by its keyword, in whatever
    letters.
    """

    signal: Signal
    until: date | None = None
    sure: bool = True
    why: str = ""
    also: Signal | None = None
    words: str = ""
    weekday: int | None = None
    at: time | None = None
    hospital: bool = False
    keyword: bool = False
    since: date | None = None
    is_word: bool = False
