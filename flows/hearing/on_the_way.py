"""What a befriender says who comes later than planned, or is on the way: "running 20 min late",
"stuck in traffic", "can't make it till half 2". Around a visit only is it listened for.

It is never a no: whoever waits for them hears how late it gets, and the visit stands.
"""

import re
from typing import Final

from flows.hearing.plain import said
from flows.hearing.signal_names import Signal, SignalHeard

_HOUR = (
    r"(?:half|quarter|noon|lunch\w*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|twenty|\d{1,2}(?: ?\d\d)?(?: ?[ap]m)?(?! ?(?:weeks?|days?|months?|years?|th|st|nd|rd"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))"
)
_ABOUT = r"(?:(?:about|around|nearly|gone|just|after|at|least|more|like|nearer|closer|to) )*"

_LATE: Final = re.compile(
    r"\b(?:running|run|be|am|is|are|bit|little|slightly|minutes?|mins?|m|hours?|hrs?|few|quite"
    r"|rather|very|really|arrive|arriving|there|come|coming|\d{1,2}) late\b(?! (?:husband|wife|\w+"
    r" (?:husband|wife)|reply|text|night))|^late\b(?! (?:reply|last|night|husband|wife))"
    r"|\b(?:running|am|bit) behind\b|\bbehind (?:schedule|time)\b|\bnot (?:be )?(?:on|in) time\b"
    r"|\b(?:delayed|held up|stuck (?:in|at|on|behind)|in (?:a )?traffic|traffic (?:is|jam)"
    r"|(?:bad|heavy|awful|terrible) traffic|missed (?:the|my) (?:bus|train)"
    r"|(?:bus|train) (?:is |has )?(?:not come|not turned up|didnt come|broken down|delayed|late))\b"
)
_NO: Final = "(?:cant|cannot|wont|not|unable)"
_CANT_BEFORE: Final = re.compile(
    rf"\b{_NO}\b(?: \w+){{0,6}}? (?:until|till|til|before) {_ABOUT}{_HOUR}\b"
    rf"|\b{_NO}\b(?: \w+){{0,6}}? (?:on|in) time\b"
    rf"|\b{_NO}\b.*\bbut (?:i )?(?:will|can|could|should|hope)\b.*\b{_ABOUT}{_HOUR}\b"
)
_NOT_AT: Final = re.compile(
    rf"\b(?:cant|cannot|wont|not|unable)(?: \w+){{0,3}}? (?:make|do|there for|there at|come at) "
    rf"{_ABOUT}{_HOUR}\b"
)
_MAY_NOT: Final = re.compile(
    r"\b(?:cant|cannot|wont|unable|not (?:be )?(?:able|coming|going|visiting))\b"
)
_WILL: Final = re.compile(r"\b(?:will|should|going to) be\b.*\b(?:late|there|with)\b")
_THERE_AT: Final = re.compile(
    rf"\b(?:there|arrive|arriving|arrival|eta|see you|with \w+|make it|round|over)"
    rf" (?:at |by |in |for |now )?{_ABOUT}{_HOUR}\b"
    r"|\b(?:\d{1,2} ?(?:m|mins?|minutes?)|(?:five|ten|fifteen|twenty|thirty) (?:mins?|minutes?)"
    r"|few (?:mins?|minutes?)|half an hour) (?:away|off|more)\b"
)
_COMING: Final = re.compile(
    r"^(?:(?:hi|hello|ok|okay|right|just|now|i|am|sorry|we|are|yes|good|only|have|\w+ing) )*?"
    r"(?:on (?:my|the) way(?! (?:home|back|out))|omw\b|(?:setting|set|heading) off(?! home)"
    r"|(?:leaving|left) (?:now|home|work|the house|in|here)\b(?! without)|just leaving$"
    r"|(?:on|off) (?:the|my) (?:bus|train|bike|tram)\b|parking(?: up| the car| now)?$"
    r"|(?:nearly|almost) (?:there|with)|(?:just )?(?:a)?round the corner"
    r"|(?:be )?there (?:soon|shortly|in a (?:minute|bit|moment|mo|sec|tick|jiffy|few)))"
)
_NO_VISITS: Final = re.compile(r"\b(?:too|her|his|my|of) late\b")
_DAY: Final = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|next|week|tomorrow)\b"
)


def not_before(text: str) -> bool:
    """Whether they can't come before some hour, and so do come: "can't make it till half 2"."""
    words = said(text).words
    return bool(_CANT_BEFORE.search(words)) and not _DAY.search(words.replace("tomorrow", ""))


def may_not_come(text: str) -> bool:
    """Whether it may be a no as well as late: "can't make it, stuck in traffic", "can't do 2"."""
    words = said(text).words
    return bool(_MAY_NOT.search(words)) and not (_WILL.search(words) or not_before(text))


def is_late(text: str) -> bool:
    """Whether it gets late, as far as they say; else they are only on the way."""
    return bool(_LATE.search(said(text).words)) or not_before(text)


def on_the_way(text: str, *, near: bool) -> SignalHeard | None:
    """RUNNING_LATE where they come, though not on time, or are on the way. near: it is about the
    hour of the visit; else only what says how late it gets is about one.
    """
    if text.rstrip().endswith("?"):
        return None
    words = said(text).words
    late = _LATE.search(words) and not _NO_VISITS.search(words)
    on_the_day = late or _NOT_AT.search(words)
    about_now = near and (_THERE_AT.search(words) or _COMING.search(words))
    if not_before(text) or ((on_the_day or about_now) and not _DAY.search(words)):
        return SignalHeard(Signal.RUNNING_LATE, why="late for a visit, or on the way", words=text)
    return None
