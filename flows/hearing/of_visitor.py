"""What a resident says of whoever visits them: not any more, not this time, and when is it.

Kept apart from `signal`, because only for somebody who is visited do these mean a visit. What they
say of a visitor is never for that visitor: so better one too many is heard here than one too few.
"""

import re
from functools import cache, lru_cache
from typing import Final

from flows.hearing.plain import on_one_line, said
from flows.hearing.signal_names import Signal, SignalHeard

_DAY = (
    r"(?:today|tonight|tomorrow|this (?:week|time|afternoon|morning|evening)|next (?:week|time)"
    r"|(?:on |this |next )?(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)"
    r"(?:day|sday|nesday|rsday|urday)?)"
)
_SOMEBODY = (
    r"(?:him|her|them|he|she|they|(?:my|the|this|that|your|a|any|no)(?: \w+)? ?"
    r"(?:visitors?|befrienders?|volunteers?|lady|man|woman|girl|boy|gentleman|person|lad)"
    r"|visitors?|befrienders?)"
)
_VISITS = r"(?:(?:the|my|these|those|your|any|all) )?(?:\w+s )?(?:visits?|visiting)"
_COMES = r"(?:come|comes|coming|visit|visits|visiting|call|calling|call round|turn up|around|round)"
_NOT = r"(?:dont|do not|not|never|no longer|wouldnt|would rather not|rather not|cant|wont|didnt)"
_LIKES = (
    r"(?:want|like|need|trust|wish|care for|get on with|getting on with|enjoy|feel safe with"
    r"|feel comfortable with|be visited|bear|stand|see|have)"
)
_RATHER = r"(?:rather|prefer|prefer it if|better if|like it if)"
_DID_NOT = r"(?:didnt|did not|doesnt|does not|wasnt|not)"
_OFTEN = r"(?:any ?more|any longer|again|ever)"
_HARM = (
    r"(?:hit|hits|hurt|hurts|hurting|slapped|pushed|pushes|grabbed|punched|kicked|touched"
    r"|touches|touching|assaulted|attacked|threatened|threatens|threatening|locked me)"
)
_FRIGHT = (
    r"(?:frighten\w*|scare[sd]?|scaring|terrif\w*|bull(?:y|ies|ied)\w*|steal\w*|stole\w*|robb?\w*"
    r"|took (?:my|some|the|\w+ from)|taken my|takes my|raped?|molest\w*|rough with me|chok\w*"
    r"|hands on me|shook me|shakes me|(?:wont|wouldnt) (?:leave|let me)|trapped me|beat\w* me)"
)
_NOT_NEVER = r"(?!(?:not|never|didnt|doesnt|wouldnt|hasnt|isnt|wasnt|cant|couldnt)\b)\w+"
_WRONGS = (
    r"(?:upset\w*|shout\w*|swear\w*|swore|rude|unkind|nasty|horrible"
    r"|awful|drunk|drinks|creepy|insult\w*|lied|lies|nosy|cruel|mean|after my money"
    r"|ask(?:s|ed|ing)? (?:me )?(?:for|to lend)|borrow\w*|want(?:s|ed) (?:my|money)|makes me feel)"
)
_AFRAID = r"(?:scared|afraid|frightened|uneasy|uncomfortable|nervous|wary|worried|terrified)"


_THEIRS: Final = "VISITOR"
"""Stands for the name of whoever visits them, so that what is listened for is built once and not
for every visitor; in capitals, as no word is that was heard."""

_WHOM: Final = rf"(?:{_THEIRS}|{_SOMEBODY})"

_FEW: Final = 3  # of names in a text: each is looked at by itself

_NOT_COME: Final = re.compile(
    r"\b(?:he|she|they|nobody|no one|hes|shes) (?:is |has |was )?"
    r"(?:didnt|did not|hasnt|has not|havent|never|not|isnt|still not|wasnt)?(?: \w+)? ?"
    r"(?:come|came|coming|turn up|turned up|show up|showed up|here yet|arrived)\b"
)


def visitor_word(text: str, visitor: str) -> SignalHeard | None:
    """What this text says of visits to whoever wrote it, or None. visitor: who visits them.

    NOT_WANTED: they would rather be visited no more, or something is wrong. NOT_TODAY: not this
    time. MY_VISITOR: when is it? `is_word`: they name who visits them.
    """
    spoken = _spoken(text, visitor)
    if " " not in spoken[0]:  # one word says nothing of anybody
        return None
    heard, named = on_one_line(text), len(spoken) > 1
    for_good = re.search(rf"\b{_OFTEN}\b", spoken[0])
    for signal, patterns in _patterns().items():
        if for_good and signal is Signal.NOT_TODAY:
            continue
        if any(each.search(words) for each in patterns for words in spoken):
            return SignalHeard(signal, why="of their visitor", words=heard, is_word=named)
    return None


HARM, WRONG = "harm", "wrong"


def said_of(text: str, visitor: str) -> str:
    """What they say whoever visits them did: HARM (hurt, frightened, threatened or robbed them),
    WRONG (anything else that is no way to visit), or "".
    """
    spoken = _spoken(text, visitor)
    for level, did in ((HARM, rf"(?:{_HARM}|{_FRIGHT})"), (WRONG, _WRONGS)):
        harmed = re.compile(rf"\b{_WHOM} (?:{_NOT_NEVER} ){{0,3}}?{did}\b")
        if any(map(harmed.search, spoken)):
            return level
    afraid = re.compile(rf"\b{_AFRAID} (?:of|by|with|around|about|when) {_WHOM}\b")
    brave = re.search(rf"\b(?:not|never|no longer) {_AFRAID}", spoken[0])
    return HARM if any(map(afraid.search, spoken)) and not brave else ""


def names_visitor(text: str, visitor: str) -> bool:
    """Whether a text speaks of whoever visits them: by name, as a visitor, or as who never came."""
    words, *named = _spoken(text, visitor)
    about = r"\b(?:my|the|your) (?:visitor|befriender|volunteer)\b"
    return bool(visitor and (named or re.search(about, words) or _NOT_COME.search(words)))


def _spoken(text: str, visitor: str) -> tuple[str, ...]:
    """The words of a text; and, if they name their visitor, again with `_THEIRS` for the name.

    Each name by itself, as it may be a word too ("when will Will come?"); of very many, all.
    """
    words = said(text).words
    each, names = words.split(), _names(visitor)
    at = [nth for nth, word in enumerate(each) if word in names]
    apart = [{nth} for nth in at] if len(at) <= _FEW else [set(at)]
    return words, *(_with_theirs(each, here) for here in apart)


def _with_theirs(words: list[str], at: set[int]) -> str:
    return " ".join(_THEIRS if nth in at else word for nth, word in enumerate(words))


@lru_cache(maxsize=4096)
def _names(visitor: str) -> frozenset[str]:
    """The parts of a visitor's name, and what is theirs ("Sam's")."""
    parts = [each for each in said(visitor).words.split() if len(each) > 1]
    return frozenset(parts) | {f"{each}s" for each in parts}


@cache
def _patterns() -> dict[Signal, tuple[re.Pattern[str], ...]]:
    return {signal: tuple(map(re.compile, ways)) for signal, ways in _ways(_WHOM).items()}


def _ways(whom: str) -> dict[Signal, tuple[str, ...]]:
    few, day = r"(?:\w+ ){0,3}?", _DAY
    this_time = (
        rf"\b{_NOT} (?:really )?(?:want|need|see|have|manage|do|like) {few}(?:{whom}|{_VISITS})"
        rf"(?: \w+){{0,3}}? {day}\b",
        rf"\bcant (?:do|see|have|manage|make) (?:\w+ )?{day}\b",
        rf"\b{whom} (?:neednt|need not|shouldnt|should not|mustnt|doesnt (?:need|have) to"
        rf"|does not (?:need|have) to|not|cant|better not) (?:to )?{_COMES}(?! {_OFTEN})",
        rf"\b(?:tell|ask|let) {whom} (?:know )?not to {_COMES}(?! {_OFTEN})",
        rf"\b(?:cancel|put off|call off|skip) (?:{whom}|{_VISITS}|{day}s?)(?! for good)",
        rf"\bno (?:visit|visitor) {day}\b",
        rf"\b{_RATHER} {whom} {_DID_NOT} {_COMES}\b.* {day}\b",
        rf"^(?:sorry |no |please |oh )*not (?:{day})"
        r"(?: (?:love|dear|please|thanks|thank you|ta|sorry|i am .*|x+))*$",
    )
    no_more = (
        rf"\b{_NOT} (?:really |very much )?{_LIKES} {few}{whom}\b(?=.*\b{_OFTEN}\b|.*\b{_COMES}\b)",
        rf"\b(?:dont|do not|never) (?:really |much )?(?:like|trust|get on with|feel safe with"
        rf"|feel comfortable with) {whom}$",
        rf"\b{_NOT} (?:really )?(?:want|need|like) (?:any |the |to have )?(?:more )?{_VISITS}\b",
        rf"\b(?:dont|do not) (?:really )?(?:want|send|like having) {whom}(?: please| here)?$",
        rf"\b(?:dont|do not) send {whom}\b",
        rf"\b(?:stop|end|finish|give up) {_VISITS}(?! time)\b",
        rf"\bstop (?:{whom} )?(?:from )?{_COMES}\b",
        rf"\bno more (?:visits|visiting|visitors|{whom})\b",
        rf"\b{_RATHER} {whom} (?:{_DID_NOT} (?:{_COMES}|bother)|(?:no longer|never|stopped) \w+)\b",
        rf"\b(?:rather|prefer) not (?:to )?(?:have|see|be visited by) {whom}$",
        rf"\b{_VISITS} (?:to|should|must|can) (?:stop|end|finish)\b",
        rf"\b{whom} (?:to |must |should |can )?(?:stop|stops) {_COMES}\b",
        rf"\b{whom} (?:not |never )?(?:to )?{_COMES} {_OFTEN}\b",
        rf"\b{whom} (?:to )?(?:stay away|keep away|go away|leave me alone)\b",
        r"\b(?:different|another|other|new) (?:visitor|befriender|volunteer)\b",
        rf"\b(?:somebody|someone|anyone|anybody) (?:else )?(?:instead of|other than|but) {whom}\b",
        rf"\bsick of {whom}\b|\bfed up (?:with|of) {whom}\b|\b(?:had )?enough of {whom}\b",
    )
    wrong = (
        rf"\b{_AFRAID} (?:of|by|with|around|about|when) {whom}\b",
        rf"\b{whom} (?:{_NOT_NEVER} ){{0,3}}?(?:{_WRONGS}|{_FRIGHT}|{_HARM})\b",
        rf"\b{whom} (?:is|was|can be|are) (?:{_NOT_NEVER} ){{0,2}}?(?:{_WRONGS})\b",
    )
    asked = (
        rf"^(?:\w+ )?(?:when|what time|which day|what day|is|will|does) (?:is |does |will |day )?"
        rf"{whom} (?:\w+ )?(?:{_COMES}|here|due|back)\b(?!.*\b{_OFTEN}\b)",
        r"^(?:\w+ )?(?:when|what time|what day) is my (?:next )?(?:visit|visitor)\b",
    )
    return {
        Signal.MY_VISITOR: asked,
        Signal.NOT_TODAY: this_time,
        Signal.NOT_WANTED: (*no_more, *wrong),
    }
