"""What a befriender says of a visit while nothing is asked of them: "no", "can't today", "she
wasn't in", "Rose is in hospital". On its day, or the day before it, such words are about a visit.
"""

import re
from datetime import timedelta
from typing import Final

from flows.hearing import YesNo, hear
from flows.hearing.plain import said
from flows.world import World

ON_THE_DAY: Final = timedelta(hours=10)
"""How long before its hour a visit is of that day."""

BRIEF: Final = 3
"""Words up to which a no is no more than that."""

_CANT = re.compile(
    r"(?:(?:sorry|so sorry|really|i am|oh|no|hi|hello|afraid|i|really sorry|but) )*"
    r"(?:cant|cannot|wont|unable|not able|not going to)"
    r"(?: (?:make it|today|tomorrow|tonight|come|go|now|after all|sorry|do it|manage(?: it)?|visit"
    r"|this (?:time|week|afternoon|morning)|be there|i|am|ill|unwell|poorly|sick|thanks|to))*"
)
_ILL = re.compile(
    r"(?:(?:sorry|so sorry|oh|hi|hello|really|very|quite|too|just|today|now|and|but|im|a bit|a"
    r"|i am|i|have|got|feel|feeling|been|am|not|the|some|sort of) )*"
    r"(?:ill|unwell|poorly|sick|covid|flu|tummy bug|stomach bug|migraine|cold|bug|well enough)"
    r"(?: (?:today|sorry|i am afraid|afraid|now|at the moment|just now|with .*))*"
)
_NOT_IN = re.compile(
    r"\b(?:not|wasnt|isnt|nobody|no one) (?:in|home|there|at home)\b|\bno (?:answer|reply)\b"
    r"|\b(?:isnt|wasnt|not|didnt|doesnt|wont|wouldnt|never) (?:answer\w*|come to|open)"
    r"|\b\w+ (?:is|was|are|were) out$|\b(?:shes|hes|theyre) out$"
    r"|\bnobody (?:is |was )?(?:home|in)\b"
)
_IN_HOSPITAL = re.compile(
    r"\b(?:is|was|shes|hes|are|taken|gone|went|been|back|now|still|admitted)\b(?: \w+){0,3}? "
    r"(?:in|into|to|at) (?:the )?(?:hospital|a e|a and e|respite|a care home|a nursing home)\b"
    r"|\badmitted\b|\bin an ambulance\b"
)
_OWN = re.compile(r"^(?:i|i am|we|my|me)\b")


def not_in(text: str) -> bool:
    """Whether they went, or rang the bell, and whom they visit was not there."""
    return bool(_NOT_IN.search(said(text).words))


def in_hospital(text: str) -> bool:
    """Whether it says that somebody else is in hospital."""
    words = said(text).words
    return bool(_IN_HOSPITAL.search(words)) and not _OWN.match(words)


def cant(text: str) -> bool:
    """Whether it says that they can't come, or are ill."""
    words = said(text).words
    return bool(_CANT.fullmatch(words) or _ILL.fullmatch(words))


def _no(text: str) -> bool:
    answer = hear(text, YesNo())
    plain = answer is not None and answer.sure and answer.outcome == "no"
    return plain and len(said(text).words.split()) <= BRIEF


def of_a_visit(text: str, world: World) -> bool:
    """Whether it is about a visit that is near or on, where nothing else was asked of them. A no
    and nothing else is so on its day only.
    """
    if world.visiting is not None:
        return not_in(text)
    if world.visit_near is None:
        return False
    on_the_day = world.visit_near - world.now <= ON_THE_DAY
    return cant(text) or in_hospital(text) or not_in(text) or (on_the_day and _no(text))
