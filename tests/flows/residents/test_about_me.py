"""ME and FORGET: what we hold, in two texts, and how it goes."""
# ruff: noqa: E501 (texts stand on one line, as they are sent)

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows import router
from flows.facts import Fact
from flows.facts.favours import FavourWithdrawn
from flows.facts.learned import Forgotten, PostcodeForgotten, SayingForgotten
from flows.facts.stories import NAMED, UNNAMED, StoriesWithdrawn, StoryForgotten
from flows.home_month import HOME_YET
from flows.router import Arrival
from flows.words.parts import count
from flows.world.held import ASK, SAYING, STORY, Held, Thing, Told
from tests.flows.neighbour import MONDAY, Neighbour, asked, resident, stranger
from tests.flows.transcript import play

A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)
TOLD = (
    Told(1, "loved", "dancing at the Palais", MONDAY - 30 * A_DAY),
    Told(2, "good_at", "people tell me their troubles", MONDAY - 9 * A_DAY),
    Told(4, "music", "anything by Vera Lynn", MONDAY - A_MINUTE),
)
A_STORY = Thing(STORY, 7, "We had a pig in the yard", MONDAY - A_MINUTE, UNNAMED)
AN_ASK = Thing(ASK, 8, "could someone mend my lamp", MONDAY - 2 * A_DAY)
A_THOUGHT = Thing(SAYING, 9, "the hall is too cold", MONDAY - 3 * A_DAY)
YES_AND_NO = {"visits": True, "events": True, "stories": False}


def rose(**known: Any) -> Neighbour:
    held = {"told": TOLD, "postcode": "SO16 2AB", "consents": YES_AND_NO}
    return resident(sees={"held": Held(**{**held, **known})})


# ── what we hold ────────────────────────────────────────────────────────────────────────────


def test_she_hears_what_we_hold_in_two_texts() -> None:
    play(rose(), """
        rose: what do you know about me?
        bot: We call you Rose. We say hello every week, next on Monday next week. Your postcode is SO16 2AB. You said yes to: hellos and visits, things to do. You said no to: sharing stories.
        bot: You told us: 1 "dancing at the Palais" 2 "people tell me their troubles" 4 "anything by Vera Lynn". Text FORGET and the number, and it is gone. Only our team reads this.
    """)  # fmt: skip


def test_of_somebody_we_hardly_know_there_is_little_to_say() -> None:
    play(resident(name="", every_days=14, sees={"held": Held(consents={"visits": True})}), """
        rose: ME
        bot: We have no name for you. We say hello every two weeks, next on Monday next week. You said yes to: hellos and visits.
        bot: You have told us no more than that, and that is fine. Whatever you tell us, text FORGET and it is gone.
    """)  # fmt: skip


def test_stories_asks_thoughts_and_days_are_read_out_too() -> None:
    named = replace(A_STORY, sharing=NAMED)
    play(rose(told=TOLD[:1], things=(A_THOUGHT, AN_ASK, named), days=frozenset({1, 3})), """
        rose: ME
        bot: We call you Rose. We say hello every week, next on Monday next week. Your postcode is SO16 2AB. You said yes to: hellos and visits, things to do. You said no to: sharing stories.
        bot: You told us: 1 "dancing at the Palais". Your story "We had a pig in the..." is shared with your name. You asked: "could someone mend...". You said to us: "the hall is too cold". You can help on Tue, Thu. Text FORGET and the number, and it is gone. Only our team reads this.
    """)  # fmt: skip


def test_of_who_answered_nothing_the_story_is_read_out() -> None:
    play(rose(told=(), things=(A_STORY,)), """
        rose: ME
        bot: We call you Rose. We say hello every week, next on Monday next week. Your postcode is SO16 2AB. You said yes to: hellos and visits, things to do. You said no to: sharing stories.
        bot: Your story "We had a pig in the..." is shared without your name. Text FORGET and it is gone. Only our team reads this.
    """)  # fmt: skip


def test_in_hospital_she_hears_that_our_hellos_rest() -> None:
    away = rose(told=())
    away.paused, away.subjects["welcome_home"] = True, HOME_YET
    said = router.arrived(away.flows, Arrival("text", "ME"), None, away.world()).messages[0].text
    assert "Our hellos rest while you are in hospital." in said


def test_with_all_there_is_to_say_it_is_two_parts_and_she_may_ask_for_more() -> None:
    many = tuple(Told(nth, "loved", f"{nth} " + "n" * 400) for nth in range(1, 26))
    things = [replace(each, words="w" * 300) for each in (A_STORY, AN_ASK, A_THOUGHT)] * 2
    her = rose(told=many, things=tuple(things), days=frozenset(range(7)))
    us, told = router.arrived(her.flows, Arrival("text", "ME"), None, her.world()).messages
    assert [count(each.text).parts <= 2 for each in (us, told)] == [True, True]
    assert "And more: ask us." in told.text


def test_the_last_things_are_read_out_and_fit_two_texts() -> None:
    many = tuple(Told(nth, "loved", f"{nth} " + "n" * 400) for nth in range(1, 26))
    her = rose(told=many)
    us, told = router.arrived(her.flows, Arrival("text", "ME"), None, her.world()).messages
    assert [count(each.text).parts <= 2 for each in (us, told)] == [True, True]
    assert [f'{nth} "{nth} ' in told.text for nth in (21, 22, 25)] == [False, True, True]


def test_the_open_question_is_dropped_and_nobody_counts_as_silent() -> None:
    her = asked("getting_to_know", "music", sees={"held": Held()})
    play(her, """
        rose: ME
        bot: We call you Rose. We say hello every week, next on Monday next week.
        bot: You have told us no more than that, and that is fine. Whatever you tell us, text FORGET and it is gone.
    """)  # fmt: skip
    assert her.conversation is None


def test_somebody_new_is_asked_to_join_first() -> None:
    play(stranger(), """
        rose: what do you know about me
        bot: Hello, this is Mill Lane. May we text you a short hello each week? Our team reads what you write. Text STOP and we stop. YES or NO?
    """)  # fmt: skip


# ── forgetting ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "question", "topic"),
    [
        ("FORGET", "music", "which music lifts you up"),
        ("forget that", "music", "which music lifts you up"),
        ("forget what I said", "music", "which music lifts you up"),
        ("FORGET 2", "good_at", "what you are good at"),
        ("forget number 1", "loved", "what you love doing"),
        ("forget what I said about dancing", "loved", "what you love doing"),
        ("forget what I said of troubles", "good_at", "what you are good at"),
    ],
)
def test_one_thing_is_forgotten(said: str, question: str, topic: str) -> None:
    her = play(rose(), f"""
        rose: {said}
        bot: Done. We have forgotten {topic}. Text ME to see what is left.
    """)  # fmt: skip
    assert her.decided(Forgotten) == [Forgotten(frozenset({question}))]


def test_her_words_are_not_said_again_when_they_go() -> None:
    play(rose(told=TOLD[:1]), """
        rose: FORGET
        bot: Done. We have forgotten what you love doing. Text ME to see what is left.
    """)  # fmt: skip


def test_where_she_lives_is_forgotten() -> None:
    her = play(rose(), """
        rose: forget my postcode
        bot: Done. We have forgotten where you live.
    """)  # fmt: skip
    assert her.decided(PostcodeForgotten) == [PostcodeForgotten()]


def test_everything_is_forgotten() -> None:
    her = play(rose(), """
        rose: Forget everything
        bot: Done. We have forgotten all you told us, and your stories. Text STOP if you want to hear no more from us.
    """)  # fmt: skip
    assert her.decided(Forgotten) == [Forgotten(everything=True)]
    assert her.decided(PostcodeForgotten) == [PostcodeForgotten()]
    assert her.decided(StoriesWithdrawn) == [StoriesWithdrawn("everything")]


def test_forgetting_a_story_takes_it_back() -> None:
    her = play(rose(), """
        rose: forget my story
        bot: Done. Your stories are taken back. Nobody will be shown them.
    """)  # fmt: skip
    assert len(her.decided(StoriesWithdrawn)) == 1


def test_what_is_not_found_is_asked_of_a_person() -> None:
    her = play(rose(), """
        rose: FORGET 9
        bot: I'm not sure which you mean. Text ME for the list, then FORGET and its number. We have asked someone to look too.
        > ana: Rose would like us to forget something and I could not tell what: "9" Please see to it on +447700900001. Text DONE once you have.
    """)  # fmt: skip
    assert her.decided(Forgotten) == []


def test_of_two_that_it_may_be_they_choose_before_anything_goes() -> None:
    told = (Told(1, "loved", "my dog"), Told(2, "good_at", "the dog next door"))
    her = play(rose(told=told), """
        rose: forget what I said about the dog
        bot: Which shall we forget? 1 what you are good at, 2 what you love doing. Text its number, or SKIP.
    """)  # fmt: skip
    assert her.decided(Forgotten) == []
    play(her, """
        rose: 2
        bot: Done. We have forgotten what you love doing. Text ME to see what is left.
    """)  # fmt: skip
    assert her.decided(Forgotten) == [Forgotten(frozenset({"loved"}))]


@pytest.mark.parametrize(
    ("thing", "gone", "said"),
    [
        (A_STORY, StoryForgotten(7), "We have forgotten your story. Text ME to see what is left."),
        (AN_ASK, FavourWithdrawn(8), "Nobody will be asked for that any more."),
        (
            A_THOUGHT,
            SayingForgotten(9),
            "We have forgotten your words to us. Text ME to see what is left.",
        ),
    ],
)
def test_forget_that_is_the_last_thing_she_told_us_whatever_it_was(
    thing: Thing, gone: Fact, said: str
) -> None:
    just_now = replace(thing, at=MONDAY - A_MINUTE)
    her = play(rose(told=TOLD[:2], things=(just_now,)), f"""
        rose: forget that
        bot: Done. {said}
    """)  # fmt: skip
    assert her.decided(type(gone)) == [gone]
    assert her.decided(Forgotten) == []


def test_where_it_is_not_plain_which_she_is_asked_before_anything_goes() -> None:
    her = rose(told=TOLD[:2], things=(A_THOUGHT, AN_ASK))
    play(her, """
        rose: FORGET
        bot: Which shall we forget? 1 your ask: could someone mend my..., 2 your words to us: the hall is t..., 3 what you are good at. Text its number, or SKIP.
    """)  # fmt: skip
    assert her.decided(Forgotten) == []
    play(her, """
        rose: forget 2
        bot: Done. We have forgotten your words to us. Text ME to see what is left.
    """)  # fmt: skip
    assert her.decided(SayingForgotten) == [SayingForgotten(9)]
    assert her.decided(Forgotten) == []


def test_none_of_those_she_is_asked_about_may_go() -> None:
    her = play(rose(told=TOLD[:2], things=(AN_ASK,)), """
        rose: forget that
        bot: Which shall we forget? 1 your ask: could someone mend my..., 2 what you are good at, 3 what you love doing. Text its number, or SKIP.
        rose: no thanks
        bot: All right. We have changed nothing.
    """)  # fmt: skip
    assert her.decided(Forgotten) == []


def test_where_nothing_was_told_there_is_nothing_to_forget() -> None:
    play(rose(told=()), """
        rose: FORGET
        bot: There is nothing to forget. You have not told us anything yet. Text ME to see what we hold.
    """)  # fmt: skip
