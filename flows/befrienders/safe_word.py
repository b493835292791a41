"""A safe word: said in any text, it brings help, and their phone shows nothing of it.

Each befriender is asked for one once, and can choose another at any time: SAFE WORD bluebell.
"""

from datetime import timedelta
from functools import cache
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, leads_to
from flows.facts import NudgePlanned
from flows.facts.visits import SafeWordChosen
from flows.hearing import FreeWords, Signal, YesNo, hear, signal
from flows.hearing.spelling import vocabulary
from flows.hearing.tables import lines
from flows.hearing.team_words import team_word
from flows.world import BEFRIENDER
from flows.world.safe_words import FORGIVEN_FROM, TOGETHER, letters_of

A_DAY: Final = timedelta(days=1)
A_WEEK: Final = timedelta(days=7)
SHORTEST: Final = 5
LONGEST: Final = 24
"""Letters of a safe word, gaps left out."""

_MARKS: Final = " .,:;!?()\"'\u2018\u2019\u201c\u201d-"


def word_in(text: str) -> str:
    """The word, without the everyday words around it: "maybe periwinkle then"."""
    words = [each.strip(_MARKS) for each in text.split()]
    rare = [each for each in words if letters_of(each) and letters_of(each) not in _everyday()]
    return " ".join(rare or words)


def may_be_safe(word: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether nobody says it without meaning it: no everyday word, no name, nothing we listen for,
    and nothing that is one slip away from such a word.
    """
    words, letters = word.split(), letters_of(word)
    if not SHORTEST <= len(letters) <= LONGEST or len(words) > TOGETHER or letters.isdigit():
        return False
    if signal(word) or hear(word, YesNo()) or team_word(word, befriends=True, coordinates=True):
        return False
    return not (_forms(letters) & (_everyday() | _slips() | names))


def _forms(letters: str) -> frozenset[str]:
    """What a text is held against: the word; and, where slips are forgiven, a letter left out."""
    if len(letters) < FORGIVEN_FROM:
        return frozenset((letters,))
    return frozenset((letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))))


@cache
def _everyday() -> frozenset[str]:
    """Words that are in everybody's texts, and first names."""
    found = vocabulary() | lines("english/real_words") | lines("english/first_names")
    return frozenset(letters_of(each) for each in found)


@cache
def _slips() -> frozenset[str]:
    """Longer everyday words with a letter left out."""
    longer = (each for each in _everyday() if len(each) >= FORGIVEN_FROM)
    return frozenset(form for each in longer for form in _forms(each))


def _names(talk: Talk) -> frozenset[str]:
    """Their own name, and those of the people they visit."""
    seen, own = talk.world.visits, talk.world.person.name
    theirs = [each.resident.name for each in seen.pairs] if seen else []
    return frozenset(letters_of(part) for name in (own, *theirs) for part in name.split())


def _checked(step: str, talk: Talk) -> bool:
    return may_be_safe(word_in(talk.answers.get(step, "")), _names(talk))


@leads_to("kept", "another")
def first_try(talk: Talk) -> str:
    """Kept if it is safe; else they are asked for another."""
    return "kept" if _checked("choose", talk) else "another"


@leads_to("kept", "not_kept")
def second_try(talk: Talk) -> str:
    """After that we leave it: they can text SAFE WORD at any time."""
    return "kept" if _checked("another", talk) else "not_kept"


def chosen(talk: Talk) -> SafeWordChosen:
    """The last one they said."""
    return SafeWordChosen(word_in(talk.answers.get("another") or talk.answers["choose"]))


@leads_to("now", "later", "chosen")
def good_time(talk: Talk) -> str:
    """Not while they rest from visiting, and never where they have one."""
    seen = talk.world.visits
    if talk.world.safe_word is not None:
        return "chosen"
    return "later" if seen and seen.at_rest else "now"


def ask_now(talk: Talk) -> NudgePlanned:
    """They are asked."""
    return NudgePlanned("choose_safe_word", talk.world.now, A_WEEK)


def ask_later(talk: Talk) -> NudgePlanned:
    """A week on they may be back."""
    return NudgePlanned("safe_word", talk.world.now + A_WEEK, A_WEEK)


safe_word_time = Flow(
    "safe_word_time",
    Do("look", then=good_time),
    Do("now", did=ask_now),
    Do("later", did=ask_later),
    Do("chosen"),
    due=Due("safe_word", consent="", counts=False, beside=True),
    sees=("visits",),
)


safe_word = Flow(
    "safe_word",
    Ask(
        "choose",
        hears=FreeWords(60),
        opening=True,
        wait=2 * A_DAY,
        heard=first_try,
        skip="another_day",
        silence=None,
        gives_way=True,
    ),
    Ask("another", hears=FreeWords(60), heard=second_try, skip="another_day", silence=None),
    Say("kept", did=chosen),
    Say("not_kept"),
    Say("another_day"),
    on=(Signal.SAFE_WORD,),
    role=BEFRIENDER,
    due=Due("choose_safe_word", consent="", again=A_DAY),
    sees=("visits",),
)
