"""What a new befriender has learned before, asked in two texts a week apart: nobody is taught what
they know. After the second the lessons begin.
"""

import json
from datetime import timedelta
from typing import Final

from flows.befrienders.drip import (
    A_DAY,
    SKILLS,
    growing,
    next_lesson_due,
    next_skills,
    skills_again,
)
from flows.engine import Ask, Do, Due, Flow, Say, Talk, leads_to
from flows.facts import Fact
from flows.facts.growing import SkillsAsked, SkillsTold
from flows.hearing import Choice, Expect, FreeWords, Heard, Scene
from flows.hearing.plain import Said

FIRST: Final = ("listening", "saying no kindly", "privacy")
SECOND: Final = ("dementia", "grief", "first aid")
"""What we ask of, a text each. All but first aid are modules of lessons.yaml."""

MODULES: Final = {"saying no kindly": "boundaries"}
"""The module, where it has another name than we ask it by."""


def Known(*options: str) -> Expect:
    """Which of these they know; or that, in their own words; or none. It is never unclear."""
    choice, free = Choice(*options), FreeWords()

    def heard(text: Said, scene: Scene) -> Heard | None:
        picked = choice.heard(text.raw, scene)
        if picked and picked.sure:
            one = picked.outcome == "one"
            names = [picked.value] if one else json.loads(picked.value)
            value = " ".join(MODULES.get(name, name.replace(" ", "_")) for name in names)
            return Heard("told", value, why=picked.why)
        words = free.heard(text.raw, scene)
        return Heard("told", "", why="in their own words") if words else None

    labels = tuple(str(number) for number in range(1, len(options) + 1))
    return Expect(("told",), labels, heard)


@leads_to("asking_first", "asking_second", "resting")
def which(talk: Talk) -> str:
    """The first question, and a week later the second. Not while they rest."""
    if growing(talk).resting:
        return "resting"
    return "asking_second" if talk.subject > 1 else "asking_first"


def _asked(question: int) -> tuple[Fact, ...]:
    return (SkillsAsked(question),)


def first_asked(talk: Talk) -> tuple[Fact, ...]:
    """The second comes in a week, whether they answer or not."""
    return (*_asked(1), next_skills(talk))


def second_asked(talk: Talk) -> tuple[Fact, ...]:
    """The first lesson comes in a week."""
    return (*_asked(2), next_lesson_due(talk))


def first_told(talk: Talk) -> SkillsTold:
    """What they know of the first three."""
    return _told(talk, 1, "first")


def second_told(talk: Talk) -> SkillsTold:
    """What they know of the others."""
    return _told(talk, 2, "second")


def _told(talk: Talk, question: int, step: str) -> SkillsTold:
    return SkillsTold(question, tuple(talk.answers[step].split()), talk.said.get(step, ""))


what_you_know = Flow(
    "what_you_know",
    Do("begin", then=which),
    Do("resting", did=skills_again),
    Do("asking_first", did=first_asked, then="first"),
    Do("asking_second", did=second_asked, then="second"),
    Ask(
        "first",
        hears=Known(*FIRST),
        did=first_told,
        wait=timedelta(days=3),
        gives_way=True,
        told="thanks",
        silence=None,
    ),
    Ask(
        "second",
        hears=Known(*SECOND),
        did=second_told,
        wait=timedelta(days=3),
        gives_way=True,
        told="thanks",
        silence=None,
    ),
    Say("thanks"),
    due=Due(SKILLS, consent="", again=A_DAY),
    sees=("growing",),
)
