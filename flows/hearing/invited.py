"""Coming, maybe or no, said to an invitation: days later too, and with or without its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flows.hearing.outings import WouldCome
from flows.hearing.plain import Said, on_one_line, said
from flows.hearing.scene import Scene
from flows.hearing.signal_names import Signal, SignalHeard

_POLITE = (
    r"(?:(?:oh|ooh|yes|yeah|ok|okay|please|thanks|thank you|ta|hi|hello|lovely|well|hopefully|x+)"
    r"\b[ ,.!]*)*"
)
_AFTER = (
    r"(?:[ ,.!]*(?:please|thanks|thank you|ta|love|dear|both of us|for sure|definitely|then|too"
    r"|x+)\b)*[ .!]*"
)
_TO = r"(?: (?:to|for|at|on) (?!see|visit|you|my|your|his|her|work|bed|me)[\w' ]{2,40})?"
_COMING = re.compile(
    rf"{_POLITE}(?:(?:i am|i'?m|we are|we'?re|will be|shall be|am)? ?(?:definitely |still )?"
    rf"coming{_TO}(?: (?:with|and) (?:my|a) \w+)?|count (?:me|us) in{_TO}"
    rf"|(?:put (?:me|us) down|sign (?:me|us) up){_TO}"
    rf"|(?:i|we)(?:'?ll| will| shall)(?: definitely)? (?:be there|come along|come{_TO})"
    rf"|(?:i|we)(?:'?d| would) (?:love|like) to come{_TO}|see you there){_AFTER}",
    re.IGNORECASE,
)
_LONGEST: Final = 160
"""Characters of a text that may say just this; what is longer says more."""

_PLAIN = re.compile(r"\b(?:com(?:e|ing)|there|in|down|make it|attend|join)\b", re.IGNORECASE)
_SMALL: Final = frozenset("the a an our my at on in of for to it i will come coming be and".split())


@dataclass(frozen=True, slots=True)
class InvitationAnswered:
    """coming, maybe or no. which: of the events, those it names. plainly: it says so itself, and
    is not just a yes or a no, which may be one to something else.
    """

    answer: str
    which: tuple[int, ...] = ()
    plainly: bool = False


def coming(heard: Said, scene: Scene) -> SignalHeard | None:
    """COMING: said of an event at any moment."""
    raw = on_one_line(heard.raw).replace("\u2019", "'")
    if len(raw) > _LONGEST or not _COMING.fullmatch(raw):
        return None
    return SignalHeard(Signal.COMING, why="says they are coming", words=on_one_line(heard.raw))


def invitation_answer(text: str, titles: Sequence[str], scene: Scene) -> InvitationAnswered | None:
    """What this text answers to the invitations of these titles, or None."""
    whole = said(text)
    named = _named(text, titles)
    if coming(whole, scene):
        return InvitationAnswered("coming", named, plainly=True)
    if whole.words.isdecimal():
        return None
    answer = WouldCome().heard(text, scene)
    if answer is None or not answer.sure:
        return None
    outcome = "coming" if answer.outcome == "yes" else answer.outcome
    return InvitationAnswered(outcome, named, bool(named) or bool(_PLAIN.search(text)))


def _named(text: str, titles: Sequence[str]) -> tuple[int, ...]:
    """Which of these titles the text names: by all their words, else by any of them."""
    words = _words(text)
    every = [_words(each) for each in titles]
    whole = tuple(nth for nth, each in enumerate(every) if each and each <= words)
    if whole:
        return whole
    return tuple(nth for nth, each in enumerate(every) if each & words)


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[^\W\d_]{3,}", text.lower().replace("'s", ""))
    return frozenset(each.removesuffix("s") for each in found) - _SMALL


_OF_EVENTS = r"(?:event|invit)\w*"
_NO_EVENTS = re.compile(
    r"\W*(?:(?:hi|hello|please|pls|sorry|thank you|thanks)[ ,.!]+)*"
    rf"(?:no (?:more )?{_OF_EVENTS}(?: (?:texts?|messages?|news|invites?|invitations?))?"
    r"|(?:please )?(?:stop|don'?t|do not|quit)"
    r"(?: (?:sending|texting|telling|asking|inviting|send|text|tell|invite|ask))?(?: me)?"
    r"(?: (?:about|of|to|any|any more|more|your|the|all))* (?:event|invit|outings|things)\w*"
    r"|i (?:don'?t|do not) want (?:to (?:hear|know) (?:about|of) |any |more |your |these )*"
    rf"{_OF_EVENTS}"
    rf"|take me off (?:the |your )?{_OF_EVENTS}(?: list)?"
    r"|not interested in (?:any |your |the )?events"
    r"|no more of (?:these|those|them)(?: events| invites| invitations)?)"
    r"(?:[ ,.!]*(?:please|thanks|thank you|ta|love|dear|any ?more|again|x+))*[ .!]*",
    re.IGNORECASE,
)


def no_events(heard: Said, scene: Scene) -> SignalHeard | None:
    """NO EVENTS: no more news of events; all else stays as it was."""
    raw = on_one_line(heard.raw).replace("\u2019", "'")
    if not _NO_EVENTS.fullmatch(raw):
        return None
    return SignalHeard(
        Signal.NO_EVENTS, why="no more of events", words=on_one_line(heard.raw), keyword=True
    )
