"""Stories: told in as many texts as it takes, read back, and used only as their teller says.

A story is told when they text STORY, or when we ask, which is seldom. Before anything is done with
it they hear it as we have it, and choose: 1 keep it private, 2 share it without their name, 3 with
it. Whatever they choose, they can take it back at any time.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Final

from flows.engine import OPENING, Ask, Do, Due, Flow, Say, Step, Talk, fills_in, leads_to
from flows.facts import ConsentAnswered, Fact, NudgePlanned
from flows.facts.stories import (
    NAMED,
    PRIVATE,
    UNNAMED,
    StoriesWithdrawn,
    StoryAsked,
    StoryShared,
    StoryTold,
)
from flows.hearing import Signal
from flows.residents.first_months import A_DAY, A_WEEK, PATIENCE, story_at
from flows.residents.getting_to_know import held, rests
from flows.stories import PART, SHARING, only_begins, takes_back

LONGEST: Final = 10_000
"""Characters of a story that are kept."""

NO_MORE_COMES: Final = timedelta(hours=20)
"""How long after its last part a story is taken to be told."""

READ_BACK: Final = 170
"""Characters of a story that fit into the texts in which it is read back."""

READ_BACK_LATE_BY: Final = timedelta(days=3)

SELDOM: Final = timedelta(days=90)
"""At least as long it is between two times that we ask somebody for a story."""


def _added(step: str, talk: Talk) -> Mapping[str, str]:
    """The story so far, with what was said to that question put to it."""
    so_far, more = talk.answers.get("story", ""), talk.answers.get(step, "")
    return {"story": "\n".join(filter(None, (so_far, more)))[:LONGEST]}


def _words(talk: Talk) -> str:
    """The story that is told in this talk, or that was left without saying how it may be used."""
    return " ".join((talk.answers.get("story") or held(talk).undecided).split())


def _opened(talk: Talk) -> Mapping[str, str]:
    return {"story": " ".join(talk.said.get(OPENING, "").split())[:LONGEST]}


def story_told(talk: Talk) -> tuple[Fact, ...]:
    """The whole of it, private as yet."""
    return (StoryTold(talk.answers["story"]),)


def story_left(talk: Talk) -> tuple[Fact, ...]:
    """No more came. It is kept, private as yet, and read back at a good hour."""
    return (*story_told(talk), NudgePlanned("story_told", talk.world.now, READ_BACK_LATE_BY))


def _shared(sharing: str, talk: Talk) -> tuple[Fact, ...]:
    """How it may be used: a consent in its own right, and kept with the story."""
    asked, said = talk.world.words.say("story.choice", {}), talk.said.get("choice", "")
    return (ConsentAnswered("stories", sharing != PRIVATE, asked, said), StoryShared(sharing))


@fills_in("story", "length")
def read_back(talk: Talk) -> Mapping[str, str]:
    """The story as we have it: all of a short one, the beginning and the end of a long one."""
    words = _words(talk)
    return {"story": _ends_of(words), "length": str(len(words.split()))}


def _ends_of(words: str) -> str:
    if len(words) <= READ_BACK:
        return words
    first, last = words[: READ_BACK * 2 // 3], words[-(READ_BACK // 3) :]
    return f"{first.rsplit(' ', 1)[0]} ... {last.split(' ', 1)[-1]}"


@leads_to("quoted", "quoted_long")
def how_long(talk: Talk) -> str:
    """A long one is read back in part, and we say so."""
    return "quoted" if len(_words(talk)) <= READ_BACK else "quoted_long"


def choosing() -> tuple[Step, ...]:
    """The steps from reading a story back to what becomes of it."""
    share = {each: partial(_shared, each) for each in (PRIVATE, UNNAMED, NAMED)}
    return (
        Say("quoted", then="choice"),
        Say("quoted_long", then="choice"),
        Ask(
            "choice",
            hears=SHARING,
            wait=PATIENCE,
            gives_way=True,
            private="kept_private",
            unnamed="share_unnamed",
            named="share_named",
            silence=None,
            unclear="kept_for_now",
        ),
        Say("kept_private", did=share[PRIVATE]),
        Say("share_unnamed", did=share[UNNAMED]),
        Say("share_named", did=share[NAMED]),
        Say("kept_for_now"),
    )


def telling() -> tuple[Step, ...]:
    """The steps from the first part of a story to what becomes of it."""
    return (
        Ask(
            "tell",
            hears=PART,
            wait=PATIENCE,
            gives_way=True,
            heard="first_part",
            over="all_right",
            dropped="dropped",
            silence=None,
            unclear="all_right",
        ),
        Do("first_part", keeps=partial(_added, "tell"), then="more"),
        Ask(
            "more",
            hears=PART,
            wait=NO_MORE_COMES,
            heard="second_part",
            over="told",
            dropped="dropped",
            silence="left",
            unclear="left",
        ),
        Do("second_part", keeps=partial(_added, "more"), then="and_then"),
        Ask(
            "and_then",
            hears=PART,
            silently=True,
            wait=NO_MORE_COMES,
            heard="next_part",
            over="told",
            dropped="dropped",
            silence="left",
            unclear="left",
        ),
        Do("next_part", keeps=partial(_added, "and_then"), then="and_then"),
        Do("left", did=story_left),
        Do("told", did=story_told, then=how_long),
        *choosing(),
        Say("dropped"),
        Say("all_right"),
    )


# ── they begin ──────────────────────────────────────────────────────────────────────────────


@leads_to("tell", "opened", "taken_back", "none_told")
def begun(talk: Talk) -> str:
    """What they meant by STORY: to tell one, to begin at once, or to take theirs back."""
    words = talk.said.get(OPENING, "")
    if takes_back(words):
        return "taken_back" if held(talk).stories else "none_told"
    return "opened" if words and not only_begins(words) else "tell"


def taken_back(talk: Talk) -> tuple[Fact, ...]:
    """Every story of theirs is theirs alone again, and they are asked for no more."""
    asked, said = talk.world.words.say("story.choice", {}), talk.said.get(OPENING, "")
    return (StoriesWithdrawn(said), ConsentAnswered("stories", False, asked, said))


story = Flow(
    "story",
    Do("begin", then=begun),
    Do("opened", keeps=_opened, then="more"),
    Say("taken_back", did=taken_back),
    Say("none_told"),
    *telling(),
    on=(Signal.STORY,),
    sees=("held",),
    fills=read_back,
    free=True,
)


# ── we ask, which is seldom ─────────────────────────────────────────────────────────────────


@leads_to("tell", "rest", "refused")
def may_ask(talk: Talk) -> str:
    """Not while something comes first, not soon after the last one, never after a no."""
    known = held(talk)
    if known.consents.get("stories") is False:
        return "refused"
    last = known.asked_story_at
    lately = last is not None and talk.world.now - last < SELDOM - A_WEEK
    return "rest" if lately or rests(talk) or _asked_this_week(talk) else "tell"


def _asked_this_week(talk: Talk) -> bool:
    at = held(talk).question_at
    return at is not None and talk.world.now - at < A_WEEK - 2 * A_DAY


def asked(talk: Talk) -> tuple[Fact, ...]:
    """That we asked, and when we may again."""
    where, person, now = may_ask(talk), talk.world.person, talk.world.now
    if where == "refused":
        return ()
    if where == "tell":
        return (StoryAsked(), story_at(person, now + SELDOM))
    last = held(talk).asked_story_at
    return (
        story_at(person, max(now + A_WEEK, (last or now) + SELDOM if not rests(talk) else now)),
    )


story_time = Flow(
    "story_time",
    Do("whether", did=asked, then=may_ask),
    Do("rest"),
    Do("refused"),
    *telling(),
    due=Due("story", again=2 * A_DAY, idle=True),
    sees=("held",),
    fills=read_back,
    free=True,
)


# ── no more came: it is read back all the same ──────────────────────────────────────────────


@leads_to("quoted", "quoted_long", "gone")
def left(talk: Talk) -> str:
    """Whether there is a story of theirs of which they have not said how it may be used."""
    return how_long(talk) if held(talk).undecided else "gone"


story_read_back = Flow(
    "story_told",
    Do("whether", then=left),
    *choosing(),
    Do("gone"),
    due=Due("story_told", consent="", again=A_DAY, counts=False),
    sees=("held",),
    fills=read_back,
)
