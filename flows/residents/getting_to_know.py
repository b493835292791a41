"""Getting to know somebody: one question a week at most, strengths first, each asked once.

A question's name stands for what it asks for good: it is the step's name, the wording's and the
register's. To ask something else is to add a name. Silence and SKIP are both quite all right.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from flows.engine import Ask, Do, Due, Flow, Say, Talk, leads_to
from flows.facts import Fact
from flows.facts.learned import DiscoveryAsked, Learned, Tags
from flows.hearing import Expect, FreeWords, Heard, Scene, YesNo, hear
from flows.hearing.answers import SKIPPED
from flows.hearing.plain import Said
from flows.residents.first_months import A_DAY, A_WEEK, PATIENCE, getting_to_know_at
from flows.tags import kind_of, tags_in
from flows.world.held import Held

LOVED: Final = "loved"
"""What settling in asks, too."""

QUESTIONS: Final = tuple(
    """loved good_at teach proud made_for_others come_to_you bump_into smile_place young best_work
    laugh music best_meal hands local helped cheers learn once_more welcome see_more morning season
    day_out story_or_film""".split()
)
"""What we ask, in this order."""

OFTEN: Final = 5
"""So many are asked a week apart; then it is every second week."""

PLACES: Final = frozenset({"bump_into", "smile_place"})
"""Questions whose answer may be a place that others would like to hear of."""


def tagged(words: str, language: str = "en") -> Tags:
    """The tags of what somebody said, with the kind of each."""
    return tuple((tag, kind_of(tag)) for tag in tags_in(words, language))


def learned(question: str, words: str, language: str) -> tuple[Learned, ...]:
    """What they told us, kept as it is and as tags. Nothing, if they would rather not say."""
    return (Learned(question, words, tagged(words, language)),) if words else ()


def held(talk: Talk) -> Held:
    """What we hold of them; nothing, where nobody looked."""
    return talk.world.held or Held()


def rests(talk: Talk) -> bool:
    """Whether this is no time for questions: something comes first, or they are not well."""
    known = held(talk)
    return known.needs_first or known.low_lately or talk.last_time.get("mood") == "low"


def _left(talk: Talk) -> list[str]:
    return [each for each in QUESTIONS if each not in held(talk).asked]


def _story_lately(talk: Talk) -> bool:
    """Whether they were asked for a story this week: that was the week's question."""
    at = held(talk).asked_story_at
    return at is not None and talk.world.now - at < A_WEEK - A_DAY


@leads_to(*QUESTIONS, "rest", "all_asked")
def next_question(talk: Talk) -> str:
    """The first that they were never asked."""
    left = _left(talk)
    if not left:
        return "all_asked"
    return "rest" if rests(talk) or _story_lately(talk) else left[0]


def asked(talk: Talk) -> tuple[Fact, ...]:
    """It is in the register now, whatever comes back; and there is another one for next week."""
    question = next_question(talk)
    if question == "all_asked":
        return ()
    noted = () if question == "rest" else (DiscoveryAsked(question),)
    more = question == "rest" or len(_left(talk)) > 1
    return (*noted, *(_next_week(talk) if more else ()))


def _next_week(talk: Talk) -> tuple[Fact, ...]:
    wait = A_WEEK if len(held(talk).asked) + 1 < OFTEN else 2 * A_WEEK
    then = talk.world.now + wait - A_DAY / 2  # the same hour of the week may be a little sooner
    return (getting_to_know_at(talk.world.person, then),)


def _told(question: str, talk: Talk) -> tuple[Fact, ...]:
    return learned(question, talk.answers[question], talk.world.person.language)


_NO_STRENGTH: Final = frozenset("thanks|thank you|ta|hello|hi|lol|ha|haha|eh|what".split("|"))
_BARE: Final = 4  # words beyond which a yes says something more


def _own_words(heard: Said, scene: Scene) -> Heard | None:
    """Their words. A bare yes or a number tells nothing of them, and a no is no wish to."""
    words = FreeWords().heard(heard.raw, scene)
    if words is None or words == SKIPPED or len(heard.words.split()) > _BARE:
        return words
    answer = hear(heard.raw, YesNo(), scene)
    if answer and answer.outcome == "no":
        return SKIPPED
    bare = answer or heard.words in _NO_STRENGTH or not any(map(str.isalpha, heard.words))
    return None if bare else words


OWN_WORDS: Final = Expect(("heard", "skip"), ("SKIP",), _own_words)


def _question(name: str) -> Ask:
    did: Callable[[Talk], tuple[Fact, ...]] = partial(_told, name)
    return Ask(
        name,
        hears=OWN_WORDS,
        did=did,
        wait=PATIENCE,
        heard="thanks_place" if name in PLACES else "thanks",
        skip="all_right",
        silence=None,
        unclear="all_right",
    )


getting_to_know = Flow(
    "getting_to_know",
    Do("whether", did=asked, then=next_question),
    *map(_question, QUESTIONS),
    Say("thanks"),
    Say("thanks_place"),
    Say("all_right"),
    Do("rest"),
    Do("all_asked"),
    due=Due("getting_to_know", again=2 * A_DAY, idle=True),
    sees=("held",),
)
