"""Stories: told in their own time, read back, used only as their teller says, and taken back."""
# ruff: noqa: E501 (texts stand on one line, as they are sent)

from datetime import timedelta
from typing import Any

import pytest

from flows.facts import ConsentAnswered
from flows.facts.learned import Forgotten
from flows.facts.stories import StoriesWithdrawn, StoryAsked, StoryShared, StoryTold
from flows.hearing import hear
from flows.residents.story import READ_BACK, SELDOM, story_read_back
from flows.stories import SHARING, only_begins, takes_back
from flows.world.held import Held
from tests.flows.neighbour import MONDAY, Neighbour, asked, resident
from tests.flows.transcript import happens, play

CHOICE = "It is yours. How may we use it? 1 keep it to ourselves, 2 share it without your name, 3 share it with your name."
GO_ON = "Thank you, I'm listening. Go on as long as you like. Text THAT'S ALL when it is told."
TOLD = f"""
    rose: STORY I met Fred at the Palais in 1953
    bot: {GO_ON}
    rose: that's all
    bot: Thank you for your story. This is how we have it: "I met Fred at the Palais in 1953"
    bot: {CHOICE}
"""
WORDS = "I met Fred at the Palais in 1953"


def rose(**held: Any) -> Neighbour:
    return resident(sees={"held": Held(**held)})


# ── telling ─────────────────────────────────────────────────────────────────────────────────


def test_a_story_in_several_texts_is_read_back_before_anything_is_done_with_it() -> None:
    her = play(rose(), f"""
        rose: can I tell you a story
        bot: We'd love to hear it. Tell it in as many texts as you like. Text THAT'S ALL when it is told.
        rose: I met Fred at the Palais.
        bot: {GO_ON}
        rose: He trod on my foot.
        rose: We were wed in June.
        rose: that's all
        bot: Thank you for your story. This is how we have it: "I met Fred at the Palais. He trod on my foot. We were wed in June."
        bot: {CHOICE}
    """)  # fmt: skip
    [told] = her.decided(StoryTold)
    assert told == StoryTold("I met Fred at the Palais.\nHe trod on my foot.\nWe were wed in June.")
    assert her.decided(StoryShared) == []


@pytest.mark.parametrize("keyword", ["ME", "WHATS ON", "HELP", "SAY: the hall is too cold"])
def test_a_keyword_in_the_middle_of_a_story_is_for_us(keyword: str) -> None:
    her = rose()
    happens(her, "rose: STORY We had a pig in the yard")
    assert happens(her, f"rose: {keyword}") != []
    assert her.decided(StoryTold) == []
    open_now = her.conversation
    assert open_now is None or keyword not in open_now.answers.get("story", "")


@pytest.mark.parametrize("said", ["forget that", "FORGET", "Forget it"])
def test_forget_that_in_the_middle_of_a_story_keeps_nothing_of_it(said: str) -> None:
    her = play(rose(), f"""
        rose: STORY We had a pig in the yard
        bot: {GO_ON}
        rose: It bit the vicar
        rose: {said}
        bot: All right. We have kept nothing of it. If a story comes to mind, text STORY.
    """)  # fmt: skip
    assert her.decided(StoryTold) == []
    assert her.decided(Forgotten) == []
    assert her.conversation is None


def test_when_no_more_comes_it_is_kept_and_read_back_at_a_good_hour() -> None:
    her = play(rose(undecided=WORDS), f"""
        rose: STORY I met Fred at the Palais in 1953
        bot: {GO_ON}
        (20 hours later)
        bot: Thank you for your story. This is how we have it: "I met Fred at the Palais in 1953"
        bot: {CHOICE}
        rose: 2
        bot: Thank you. We'll share it without your name. Text TAKE BACK MY STORY at any time and it is gone.
    """)  # fmt: skip
    assert her.decided(StoryTold) == [StoryTold(WORDS)]
    assert her.decided(StoryShared) == [StoryShared("unnamed")]


def test_reading_it_back_is_no_part_of_their_budget() -> None:
    """They told it: to hear it as we have it belongs to that."""
    assert story_read_back.due is not None
    assert not story_read_back.due.counts


def test_what_was_decided_or_taken_back_meanwhile_is_not_read_back() -> None:
    assert play(rose(), "(story_told due)").so_far == []


def test_silence_in_the_middle_of_several_parts() -> None:
    her = play(rose(), f"""
        rose: STORY One
        bot: {GO_ON}
        rose: Two
        (a minute later)
        rose: Three
        (silence)
    """)  # fmt: skip
    assert her.decided(StoryTold) == [StoryTold("One\nTwo\nThree")]
    assert her.conversation is None


def test_silence_before_the_story_is_nothing() -> None:
    her = play(rose(), """
        rose: STORY
        bot: We'd love to hear it. Tell it in as many texts as you like. Text THAT'S ALL when it is told.
        (silence)
    """)  # fmt: skip
    assert her.so_far == []


def test_no_is_quite_all_right() -> None:
    play(rose(), """
        rose: STORY
        bot: We'd love to hear it. Tell it in as many texts as you like. Text THAT'S ALL when it is told.
        rose: no
        bot: That's quite all right. If a story comes to mind, text STORY.
    """)  # fmt: skip


def test_words_for_us_in_a_story_are_part_of_it() -> None:
    her = play(rose(), f"""
        rose: STORY There was a dance
        bot: {GO_ON}
        rose: What's on, I asked him. He would say more
        rose: that's all
        bot: Thank you for your story. This is how we have it: "There was a dance What's on, I asked him. He would say more"
        bot: {CHOICE}
    """)  # fmt: skip
    assert len(her.decided(StoryTold)) == 1


def test_a_long_story_is_read_back_by_its_two_ends_and_its_length() -> None:
    words = "It was the summer of 1953 " + "and we danced " * 40 + "until the band went home"
    her = play(rose(), f"""
        rose: STORY {words}
        bot: {GO_ON}
        rose: the end
        bot: Thank you. Your whole story is kept. It begins and ends like this: "It was the summer of 1953 and we danced and we danced and we danced and we danced and we danced and we danced ... and we danced and we danced until the band went home" Words in all: 131.
        bot: {CHOICE}
    """)  # fmt: skip
    assert her.decided(StoryTold) == [StoryTold(words)], "all of it is kept"
    assert len(words) > READ_BACK


def test_stop_in_the_middle_ends_it() -> None:
    her = play(rose(), f"""
        rose: STORY I met Fred
        bot: {GO_ON}
        rose: STOP
    """)  # fmt: skip
    assert her.stopped
    assert her.decided(StoryTold) == []


def test_danger_in_a_story_reaches_a_person_at_once() -> None:
    her = play(rose(), f"""
        rose: STORY I met Fred
        bot: {GO_ON}
        rose: I am going to kill myself
        bot: If you are in danger or hurt, call 999 now. We are telling someone at Mill Lane now. To talk, ring Samaritans free on 116 123, \
or text SHOUT to 85258. If you can't speak or hear, dial 18000. (at once)
        > ana: URGENT. Rose may be in danger. They texted: "I am going to kill myself" Please ring them now on +447700900001. Text MINE if you have it, DONE after. (at once)
    """)  # fmt: skip
    assert her.needed == ["urgent"]


def test_what_can_not_be_read_is_asked_once_more() -> None:
    play(rose(), """
        rose: STORY
        bot: We'd love to hear it. Tell it in as many texts as you like. Text THAT'S ALL when it is told.
        (picture)
        bot: I could not read that. Just text the story in your own words, or SKIP.
        (picture)
        bot: That's quite all right. If a story comes to mind, text STORY.
    """)  # fmt: skip


@pytest.mark.parametrize("flow", ["story", "story_time", "story_told"])
def test_a_step_that_was_called_something_else_ends_kindly(flow: str) -> None:
    play(asked(flow, "was_renamed", sees={"held": Held()}), """
        rose: we danced
        > ana: I lost my place in a talk with Rose. Please see if they need anything, and ring them on +447700900001. Text DONE once you have.
        bot: Thank you. I lost my place, so I have asked someone at Mill Lane to read this.
    """)  # fmt: skip


# ── how it may be used ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "sharing", "reply"),
    [
        ("1", "private", "Thank you. We'll keep it to ourselves."),
        ("no", "private", "Thank you. We'll keep it to ourselves."),
        ("2", "unnamed", "Thank you. We'll share it without your name. Text TAKE BACK MY STORY at any time and it is gone."),
        ("3", "named", "Thank you. We'll share it with your name. Text TAKE BACK MY STORY at any time and it is gone."),
    ],
)  # fmt: skip
def test_each_choice_is_a_consent_and_stands_on_the_story(
    said: str, sharing: str, reply: str
) -> None:
    her = play(rose(), f"{TOLD}\nrose: {said}\nbot: {reply}")
    assert her.decided(StoryShared) == [StoryShared(sharing)]
    given = sharing != "private"
    assert her.decided(ConsentAnswered) == [ConsentAnswered("stories", given, CHOICE, said)]
    assert her.conversation is None


def test_a_bare_yes_is_asked_once_more_and_then_kept_private() -> None:
    her = play(rose(), f"""{TOLD}
        rose: yes
        bot: Sorry, I didn't follow. Please text 1, 2 or 3. 1 keep it to ourselves, 2 share it without your name, 3 share it with your name.
        rose: yes share it
        bot: Thank you. To be safe we'll keep it to ourselves.
    """)  # fmt: skip
    assert her.decided(StoryShared) == []


def test_silence_keeps_it_private() -> None:
    her = play(rose(), f"{TOLD}\n(silence)")
    assert her.decided(StoryShared) == []
    assert her.decided(StoryTold) == [StoryTold(WORDS)]
    assert her.needed == []


HOW = """
    1                               private
    keep it private please          private
    just between us                 private
    no thank you                    private
    don't share it                  private
    2                               unnamed
    number 2 please                 unnamed
    without my name                 unnamed
    share it but don't use my name  unnamed
    anonymous                       unnamed
    yes, but not my name            unnamed
    3                               named
    share it with my name           named
    you can use my name             named
    yes                             -
    share it                        -
    1 or 2                          -
    I don't mind                    -
"""


@pytest.mark.parametrize("line", HOW.strip().splitlines())
def test_how_a_story_may_be_used_as_people_say_it(line: str) -> None:
    said, _, sharing = line.strip().rpartition(" ")
    heard = hear(said.strip(), SHARING)
    assert (heard.outcome if heard else "-") == sharing


# ── taking it back ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("said", ["TAKE BACK MY STORY", "STORY take it back", "withdraw my story", "I want to take back my story"])  # fmt: skip
def test_a_story_is_taken_back_at_any_time(said: str) -> None:
    her = play(rose(stories=1), f"""
        rose: {said}
        bot: Done. Your story is yours again. Nobody will be shown it.
    """)  # fmt: skip
    assert len(her.decided(StoriesWithdrawn)) == 1
    assert her.decided(ConsentAnswered) == [
        ConsentAnswered("stories", False, CHOICE, words_of(said))
    ]


def words_of(text: str) -> str:
    """What is left of it after the keyword, if it begins with that."""
    return text.removeprefix("STORY ")


def test_where_there_is_none_it_says_so() -> None:
    her = play(rose(), """
        rose: take back my story
        bot: There is no story of yours with us, so there is nothing to take back. Text STORY to tell one.
    """)  # fmt: skip
    assert her.decided(StoriesWithdrawn) == []


def test_a_story_about_taking_something_back_is_a_story() -> None:
    assert not takes_back("we took the boat back to the island")
    assert not takes_back("In 1953 my brother stole a bicycle and our mother made him take it back")
    assert not only_begins("I have a brother in Cork who told me a story about a hen")


# ── we ask, seldom ──────────────────────────────────────────────────────────────────────────

ASKED = "Hello Rose. Is there a story from your life you would like to tell us? Text it, in as many texts as you like. Or text SKIP."


def test_we_ask_and_not_again_for_long() -> None:
    her = play(rose(), f"""
        (story due)
        bot: {ASKED}
        rose: I met Fred at the Palais in 1953
        bot: {GO_ON}
        rose: that's all
        bot: Thank you for your story. This is how we have it: "I met Fred at the Palais in 1953"
        bot: {CHOICE}
        rose: 2
        bot: Thank you. We'll share it without your name. Text TAKE BACK MY STORY at any time and it is gone.
    """)  # fmt: skip
    assert her.decided(StoryAsked) == [StoryAsked()]
    assert her.nudges["story"] - MONDAY > SELDOM


def test_silence_and_skip_are_all_right() -> None:
    her = play(rose(), f"""
        (story due)
        bot: {ASKED}
        (silence)
    """)  # fmt: skip
    assert her.needed == []
    play(rose(), f"""
        (story due)
        bot: {ASKED}
        rose: skip
        bot: That's quite all right. If a story comes to mind, text STORY.
    """)  # fmt: skip


def test_who_has_said_no_to_stories_is_not_asked() -> None:
    her = play(rose(consents={"stories": False}), "(story due)")
    assert her.so_far == []


@pytest.mark.parametrize(
    "held",
    [
        {"needs_first": True},
        {"asked_story_at": MONDAY - timedelta(days=30)},
        {"question_at": MONDAY - timedelta(days=2)},
    ],
    ids=["something comes first", "asked a month ago", "another question this week"],
)
def test_it_waits(held: dict[str, Any]) -> None:
    her = play(rose(**held), "(story due)")
    assert her.decided(StoryAsked) == []
    assert "story" in her.nudges


def test_who_told_one_a_month_ago_is_not_asked_for_two_more() -> None:
    her = play(rose(asked_story_at=MONDAY - timedelta(days=30)), "(story due)")
    assert her.nudges["story"] - MONDAY > timedelta(days=59)


def test_it_waits_after_a_low_week() -> None:
    her = rose()
    her.last_mood = "low"
    play(her, "(story due)")
    assert her.decided(StoryAsked) == []
