"""The lessons themselves, and how they come: one text a week, at their own pace."""

import re
from typing import Any

import pytest

from flows.befrienders.lessons import every_lesson, may_be_known, modules, next_lesson
from flows.befrienders.not_ours import kinds
from flows.befrienders.what_you_know import FIRST, MODULES, SECOND
from flows.facts.growing import LessonAnswered, LessonSent, LessonsRest, SkillsTold
from flows.words import catalogue
from flows.words.parts import count, why_unicode
from flows.world.growing import Growing
from tests.flows.neighbour import Neighbour, team
from tests.flows.test_words import DEFICIT, words_in
from tests.flows.transcript import play
from tests.readability import reading_age
from tests.tables import each_of

LESSONS = sorted(every_lesson())
WORDS = catalogue("en")
BESIDE = max(len(WORDS[key].replace("{because}", "")) for key in ("lesson.best", "lesson.other"))
FIRST_LESSON = every_lesson()["first_visits.1"].text
ASKED = every_lesson()["first_visits.question"]
every_one = pytest.mark.parametrize("name", LESSONS)


def texts(name: str) -> list[str]:
    """All that somebody reads of it."""
    lesson = every_lesson()[name]
    return [lesson.text, *([lesson.because] if lesson.because else [])]


def sam(**seen: Any) -> Neighbour:
    return team(sees={"growing": Growing(**seen)})


# ── every lesson ────────────────────────────────────────────────────────────────────────────


@every_one
def test_it_is_one_text_in_the_phone_alphabet(name: str) -> None:
    lesson = every_lesson()[name]
    assert count(lesson.text).parts == 1
    assert count(lesson.because).units + BESIDE <= 160
    assert all(why_unicode(each) == () for each in texts(name))


@every_one
def test_it_can_be_read_at_nine(name: str) -> None:
    assert max(map(reading_age, texts(name))) <= 9


@every_one
def test_its_sentences_are_short(name: str) -> None:
    sentences = [each for text in texts(name) for each in re.split(r"[.?!:]", text)]
    assert max(len(each.split()) for each in sentences) <= 19


@every_one
def test_it_makes_nobody_small_and_has_no_link(name: str) -> None:
    said = "".join(map(words_in, texts(name)))
    deficit = [" ".join(each.split()) for each in DEFICIT.split("|")]
    assert [each for each in deficit if f" {each} " in said] == []
    assert not re.search(r"https?:|www\.|text 999|\b(CANCEL|END|QUIT)\b", " ".join(texts(name)))


def test_a_module_has_three_to_five_lessons_and_one_question() -> None:
    for module in modules().values():
        *told, asked = module
        assert 3 <= len(told) <= 5
        assert all(each.best == 0 for each in told)
        assert asked.best in (1, 2)


def test_what_we_ask_of_is_what_may_be_skipped() -> None:
    asked = {MODULES.get(each, each.replace(" ", "_")) for each in (*FIRST, *SECOND)}
    assert asked - {"first_aid"} == may_be_known()


def test_our_own_ways_are_never_skipped() -> None:
    everything = frozenset(modules())
    left = {each.module for each in _all_for(everything)}
    assert {"safe_alone", "money", "noticing", "first_visits"} <= left
    assert not left & may_be_known()


def _all_for(known: frozenset[str]) -> list[Any]:
    sent: list[Any] = []
    while found := next_lesson({each.name for each in sent}, known):
        sent.append(found)
    return sent


def test_every_kind_of_need_is_called_something() -> None:
    for kind in kinds().values():
        assert kind.level in ("today", "look")
        assert 0 < len(kind.called) <= len("having somebody there")


# ── on their phone ──────────────────────────────────────────────────────────────────────────


def test_a_lesson_and_the_next_in_a_week() -> None:
    them = play(sam(), f"(lesson due)\nbot: {FIRST_LESSON}")
    assert them.decided(LessonSent) == [LessonSent("first_visits.1")]
    assert "lesson" in them.nudges


@each_of(["LESSON", "next lesson please"])
def test_the_next_at_once(text: str) -> None:
    play(sam(), f"sam: {text}\nbot: {FIRST_LESSON}")


@each_of([("2", "That's how we see it too.", "best"), ("1", "This is how we see it.", "other"),
     ("I'd ask her daughter", "This is how we see it.", "other")],
)  # fmt: skip
def test_the_question_after_a_module(text: str, begins: str, answer: str) -> None:
    had = frozenset(each.name for each in modules()["first_visits"][:-1])
    them = play(
        sam(sent=had),
        f"(lesson due)\nbot: {ASKED.text}\nsam: {text}\nbot: {begins} {ASKED.because}",
    )
    assert them.decided(LessonAnswered) == [LessonAnswered(ASKED.name, answer)]


def test_who_wants_no_more_gets_none_until_they_ask() -> None:
    them = play(
        sam(),
        "sam: no more lessons\n"
        "bot: All right, no more lessons. Text LESSON if you would ever like one again.",
    )
    assert them.decided(LessonsRest) == [LessonsRest(True)]
    play(sam(lessons_rest=True), "(lesson due)")
    again = play(sam(lessons_rest=True), f"sam: LESSON\nbot: {FIRST_LESSON}")
    assert again.decided(LessonsRest) == [LessonsRest(False)]


def test_who_rests_gets_it_another_week() -> None:
    them = play(sam(resting=True), "(lesson due)")
    assert (them.decided(LessonSent), "lesson" in them.nudges) == ([], True)


def test_who_has_had_them_all() -> None:
    everything = frozenset(every_lesson())
    play(sam(sent=everything), "(lesson due)")
    play(
        sam(sent=everything),
        "sam: LESSON\nbot: You have had all our lessons. Well done! Now we learn from you. "
        "Text MENTOR with whatever you wonder about.",
    )


@each_of([("1 and 3", ("listening", "privacy")), ("2", ("boundaries",)), ("none", ()),
     ("listening, years ago", ("listening",)), ("I was a nurse", ()), ("all of them", \
("listening", "boundaries", "privacy"))],
)  # fmt: skip
def test_what_they_know_already(text: str, known: tuple[str, ...]) -> None:
    them = play(
        sam(),
        f"""
        (skills 1 due)
        bot: Hello Sam. Have you done any of these before? 1 listening, 2 saying no kindly, \
3 privacy. Text the numbers, your own words, or NONE.
        sam: {text}
        bot: Thank you. Then we won't teach you what you know. A short lesson comes now and then. \
NO MORE LESSONS rests them.
    """,
    )
    assert them.decided(SkillsTold) == [SkillsTold(1, known, text)]
    assert (them.subjects["skills"], "lesson" in them.nudges) == (2, False)


def test_who_rests_is_asked_another_week() -> None:
    them = play(sam(resting=True), "(skills 1 due)")
    assert them.subjects == {"skills": 1}
