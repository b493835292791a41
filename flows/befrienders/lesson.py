"""What a befriender learns: one text a week, at their own pace, and a small question after a few.

LESSON brings the next at once; NO MORE LESSONS rests them, and LESSON begins them again.
"""

from collections.abc import Mapping
from datetime import timedelta

from flows.befrienders.drip import A_DAY, LESSON, growing, next_lesson_due
from flows.befrienders.lessons import Lesson, every_lesson, next_lesson
from flows.engine import OPENING, Ask, Do, Due, Flow, Say, Talk, expects, fills_in, leads_to
from flows.facts import Fact
from flows.facts.growing import LessonAnswered, LessonSent, LessonsRest
from flows.hearing import Choice, Expect, Heard, Scene, Signal
from flows.hearing.plain import Said
from flows.hearing.team_words import NO_MORE
from flows.world import BEFRIENDER


def which(talk: Talk) -> dict[str, str]:
    """The next that they have not had and do not know."""
    seen = growing(talk)
    found = next_lesson(seen.sent, seen.known)
    return {"lesson": found.name if found else ""}


def _lesson(talk: Talk) -> Lesson:
    return every_lesson().get(talk.answers.get("lesson", ""), Lesson("", ""))


@leads_to("text", "asking", "all_had")
def what_now(talk: Talk) -> str:
    """A lesson, the question at a module's end, or nothing more."""
    found = _lesson(talk)
    if not found.name:
        return "all_had"
    return "asking" if found.best else "text"


@leads_to("text", "asking", "nothing_more", "resting")
def what_falls_due(talk: Talk) -> str:
    """Nothing while they rest; and whoever has had them all is not told so each week."""
    if growing(talk).lessons_rest:
        return "nothing_more"
    if growing(talk).resting:
        return "resting"
    found = what_now(talk)
    return "nothing_more" if found == "all_had" else found


def sent(talk: Talk) -> tuple[Fact, ...]:
    """They have it; the next comes in a week."""
    return (LessonSent(_lesson(talk).name), next_lesson_due(talk))


@leads_to("rest", "next")
def what_they_wish(talk: Talk) -> str:
    """The next, or no more."""
    return "rest" if talk.said.get(OPENING) == NO_MORE else "next"


def no_more(talk: Talk) -> LessonsRest:
    """They would like no more."""
    return LessonsRest(True)


def going_on(talk: Talk) -> tuple[Fact, ...]:
    """Whoever had wanted no more wants them again."""
    return (LessonsRest(False),) if growing(talk).lessons_rest else ()


@expects("best", "other")
def TwoWays(talk: Talk) -> Expect:
    """Which of the two they would choose. Whatever they say, they hear how we do it."""
    best, choice = _lesson(talk).best, Choice("1", "2")

    def heard(text: Said, scene: Scene) -> Heard | None:
        picked = choice.heard(text.raw, scene)
        right = picked is not None and picked.outcome == "one" and picked.value == str(best)
        return Heard("best" if right else "other", "best" if right else "other")

    return Expect(("best", "other"), ("1", "2"), heard)


def answered(talk: Talk) -> LessonAnswered:
    """What they would do."""
    return LessonAnswered(_lesson(talk).name, talk.answers["question"])


@fills_in("lesson", "because")
def of_a_lesson(talk: Talk) -> Mapping[str, str]:
    """lesson: its text, or the question. because: what is said to either answer."""
    found = _lesson(talk)
    return {"lesson": found.text, "because": found.because}


def _steps() -> tuple[Say | Do | Ask, ...]:
    return (
        Say("text", did=sent),
        Do("asking", did=sent, then="question"),
        Ask(
            "question",
            hears=TwoWays,
            did=answered,
            wait=timedelta(days=3),
            gives_way=True,
            best="best",
            other="other",
            silence=None,
        ),
        Say("best"),
        Say("other"),
    )


lesson = Flow(
    LESSON,
    Do("begin", keeps=which, then=what_falls_due),
    *_steps(),
    Do("resting", did=next_lesson_due),
    Do("nothing_more"),
    due=Due(LESSON, consent="", again=A_DAY),
    sees=("growing",),
    fills=of_a_lesson,
)

lesson_please = Flow(
    "lesson_please",
    Do("begin", keeps=which, then=what_they_wish),
    Do("next", did=going_on, then=what_now),
    Say("rest", did=no_more),
    *_steps(),
    Say("all_had"),
    on=(Signal.LESSON,),
    role=BEFRIENDER,
    sees=("growing",),
    fills=of_a_lesson,
)
