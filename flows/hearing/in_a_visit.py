"""What a befriender says while they are down as on a visit: out, staying on, or all well.

Only then is it listened for: the clock that keeps them safe should hear whatever way they say it.
"""

import re
from typing import Final

from flows.hearing.plain import said
from flows.hearing.signal_names import Signal, SignalHeard

_BEFORE = (
    r"^(?:(?:sorry|so sorry|oh|yes|yep|yeah|hi|hello|ok|okay|all (?:good|well|fine)|no"
    r"|i|we|have|just|now|already|all|only|really|very|am|ah|oops|been)\b ?)*"
)
_OUT = re.compile(
    rf"{_BEFORE}(?:(?:left|gone|out|off|finished|done|home|back|away|leaving)\b"
    r"|(?:got|went|came|am|get) (?:home|out|back|away)\b|on (?:my|the) way (?:home|back|out)\b"
    r"|not there (?:now|any ?more)|driving home|(?:heading|going|walking) (?:home|back|off))"
)
_FORGOT = re.compile(
    rf"{_BEFORE}(?:forgot|forgotten|meant|should have) "
    r"(?:\w+ ){0,3}?(?:done|text|texted|texting)\b"
)
_NOT_OUT = re.compile(
    r"\b(?:with|together|garden|shops?|cafe|park|about|us both|for a (?:walk|drive|coffee))\b"
)
_STILL_IN = re.compile(
    r"\bstill (?:here|there|in|with|at|chatting|talking|going|having)\b|^(?:i am |just )?still\b"
    r"|\bstay(?:ing)?\b(?: \w+){0,3}? (?:on|longer|more|bit|while|for|till|until|another)\b"
    r"|\banother (?:half|quarter|hour|bit|\d|ten|fifteen|twenty|thirty|few|couple)"
    r"|\b(?:bit|little|hour|minutes|while|need|be) (?:more|longer)\b|\bstay(?:ing)? on\b"
    r"|\b(?:havent|have not|not|hasnt) (?:\w+ )?(?:left|out|done|finished|gone|leaving|over)\b"
    r"|\brunning (?:late|over)\b|\bnot (?:left |done |out |finished )?yet\b"
    r"|\b(?:minutes|hour|hours|mins) (?:more|longer|yet)\b|^\d+ more\b"
)
_ALL_WELL = re.compile(
    r"(?:(?:yes|yep|yeah|yup|all|is|it|i|we|everything|everyone|very|really|thanks"
    r"|thank you|ok|okay|fine|well|good|great|lovely|happy|safe|and|sorry|here|no problems?"
    r"|no worries|dont worry|hi|hello|both|are|am|perfectly|x+|cheers|ta)(?: |$))+"
)


def in_a_visit(text: str, overdue: bool) -> SignalHeard | None:
    """LEFT where they are out, HERE where they stay on, None where it is neither. Where it is not
    sure that they are out ("out in the garden with her") the clock runs on.

    overdue: they were asked if all is well; then a plain "yes, all fine" says that they are well,
    and the clock runs on a while.
    """
    words = said(text).words
    if _STILL_IN.search(words):
        return _heard(Signal.HERE, text)
    if (_OUT.match(words) or _FORGOT.match(words)) and not _NOT_OUT.search(words):
        return _heard(Signal.LEFT, text)
    if overdue and _ALL_WELL.fullmatch(words):
        return _heard(Signal.HERE, text)
    return None


def _heard(signal: Signal, text: str) -> SignalHeard:
    return SignalHeard(signal, why="said on a visit", words=text)


STAYS: Final = 30
"""Minutes for which somebody stays on, who does not say how long."""
