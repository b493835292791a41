"""Groups: asked, begun, named, and handed over to themselves."""

from dataclasses import replace

import pytest

from flows.facts.chats import (
    ChatJoined,
    ChatLeft,
    ChatSaid,
    GroupNamed,
    HandOverAnswered,
    IntroductionAnswered,
)
from flows.world.chats import GroupSeen
from tests.flows.chatting import (
    ASKED,
    THREE,
    facts_of,
    rose,
    says,
    talking,
)
from tests.flows.transcript import play

# ── groups ────────────────────────────────────────────────────────────────────────────────────────

GROUP = GroupSeen("gardening", partner="Sam")
EVENTS = {"consents": {"visits": True, "events": True}}
MEET = """
    (meet_as_a_group 7 due)
    bot: Hello Rose. Other neighbours near you like gardening too. Would you and Sam like to meet \
them as a small group? YES or NO?
"""


def test_a_yes_to_a_group() -> None:
    them = play(rose(replace(ASKED, group=GROUP), **EVENTS), MEET + """
        rose: why not
        bot: Lovely, thank you. If enough of you say yes, we'll put you all in touch.
    """)  # fmt: skip
    assert facts_of(them) == [IntroductionAnswered(7, "yes")]


@pytest.mark.parametrize("answer", ["no", "not now"])
def test_no_to_a_group_is_thanked(answer: str) -> None:
    them = play(rose(replace(ASKED, group=GROUP), **EVENTS), MEET + f"""
        rose: {answer}
        bot: That's quite all right, and thank you for saying. We won't ask that again.
    """)  # fmt: skip
    assert facts_of(them) == [IntroductionAnswered(7, "no")]


def test_silence_and_what_is_unclear_about_a_group() -> None:
    them = play(rose(replace(ASKED, group=GROUP), **EVENTS), MEET + """
        rose: the bins
        bot: Sorry, I didn't follow. Would you like to meet them? YES or NO. Either is fine.
    """)  # fmt: skip
    assert facts_of(them) == []
    them = play(rose(replace(ASKED, group=GROUP), **EVENTS), MEET + "(silence)")
    assert facts_of(them) == [IntroductionAnswered(7, "none")]


def test_who_has_not_said_yes_to_things_to_do_is_not_asked() -> None:
    play(rose(replace(ASKED, group=GROUP)), """
        (meet_as_a_group 7 due)
        (skipped: no consent)
    """)  # fmt: skip


NAMING = replace(THREE, been_here=False, group=GroupSeen("gardening", asks_name=True))
FIRST = """
    (chat 7 due)
    bot: Your group is open, with Betty and Tom, about gardening. Text here and all of you get \
it. Nobody sees a number. To leave, text BYE.
    bot: One more thing. What shall we call the group? A few words will do. Or text SKIP.
"""


def test_one_of_a_group_gives_it_a_name() -> None:
    them = play(rose(NAMING), FIRST + """
        rose: The Tea Set
        bot: Lovely. From now on it is called The Tea Set.
        > betty: Rose has found a name for the group: The Tea Set.
        > tom: Rose has found a name for the group: The Tea Set.
        rose: hello both
        > betty: Rose: hello both
        > tom: Rose: hello both
    """)  # fmt: skip
    assert GroupNamed(7, "The Tea Set") in facts_of(them)


@pytest.mark.parametrize("answer", ["skip", "no"])
def test_a_group_needs_no_name(answer: str) -> None:
    them = play(rose(NAMING), FIRST + f"rose: {answer}")
    assert facts_of(them) == [ChatJoined(7)]
    assert them.conversation is not None


def test_nobody_waits_for_a_name() -> None:
    them = play(rose(NAMING), FIRST + "(silence)")
    assert them.conversation is not None and them.conversation.step == "talking"


def test_a_sentence_is_no_name_but_goes_to_the_others() -> None:
    said = "Hello everybody, how lovely to meet you all like this"
    them = play(rose(NAMING), FIRST + f"""
        rose: {said}
        > betty: Rose: {said}
        > tom: Rose: {said}
    """)  # fmt: skip
    assert facts_of(them) == [ChatJoined(7), ChatSaid(7, said)]


def test_an_unkind_name_is_no_name() -> None:
    them = play(rose(NAMING), FIRST + """
        rose: you stupid cows
        bot: Thank you. Someone at Mill Lane will read that before it goes any further.
        > ana: Rose wrote to Betty and Tom in a chat: "you stupid cows" We did not pass it on. \
Please see to them on +447700900001. Text DONE once you have.
    """)  # fmt: skip
    assert GroupNamed not in [type(each) for each in facts_of(them)]


def test_bye_leaves_a_group_and_the_rest_goes_on() -> None:
    them = play(talking(THREE), """
        rose: bye
        bot: That's fine. You have left the group, and no more of it comes to you. Text us any time.
    """)  # fmt: skip
    assert facts_of(them) == [ChatLeft(7)]


# ── handing over ──────────────────────────────────────────────────────────────────────────────────

KEEP = """
    (look_after 7 due)
    bot: Hello Rose. The Tea Set can soon run itself. Would you like to look after it, with a \
text to the others now and then? YES or NO?
"""
NUMBERS = """
    bot: Thank you. May the others who say yes have your number? YES or NO. Or tell us how you'd \
rather meet.
"""
HANDED = replace(THREE, state="over", how="handed_over")


@pytest.mark.parametrize(
    ("keep", "numbers", "fact"),
    [
        ("yes", "yes", HandOverAnswered(7, True, True)),
        ("no", "no thanks", HandOverAnswered(7, False, False)),
        ("not now", "not now", HandOverAnswered(7, False, False)),
        ("no", "Tuesdays at the bench", HandOverAnswered(7, False, False, "Tuesdays at the bench")),
    ],
)
def test_a_group_is_asked_how_it_would_go_on(
    keep: str, numbers: str, fact: HandOverAnswered
) -> None:
    them = play(talking(HANDED), KEEP + f"rose: {keep}" + NUMBERS + f"""
        rose: {numbers}
        bot: Thank you. We'll let you all know in a few days.
    """)  # fmt: skip
    assert facts_of(them) == [fact]


@pytest.mark.parametrize(
    "words",
    [
        "is that safe, after what my son did",
        "would that be on a Tuesday?",
        "my number is 07700 900123 of an evening",
        "could you lend me £50 on Tuesday",
        "Tuesdays at the bench and then " + "on and on " * 12,
    ],
)
def test_other_words_than_a_way_to_meet_are_read_by_a_person_first(words: str) -> None:
    them = play(talking(HANDED), KEEP + "rose: no" + NUMBERS)
    heard = says(them, words)
    assert "bot: Thank you. Someone at Mill Lane will read that first." in heard[0]
    assert heard[1].startswith("> ana: Rose to The Tea Set: ")
    assert facts_of(them) == [HandOverAnswered(7, False, False)]


def test_a_yes_to_a_group_that_comes_too_late_says_so_kindly() -> None:
    them = play(rose(replace(ASKED, group=GROUP), **EVENTS), MEET)
    them.sees = {"chat": replace(ASKED, group=GROUP, state="over")}
    play(them, """
        rose: yes
        bot: Thank you for saying yes. It can't come about just now. It is nothing you said. \
Text us any time.
    """)  # fmt: skip


def test_stop_to_a_group_is_a_stop() -> None:
    them = play(rose(replace(ASKED, group=GROUP), **EVENTS), MEET + "rose: STOP")
    assert them.stopped and facts_of(them) == []


def test_silence_gives_nobody_a_number() -> None:
    them = play(talking(HANDED), KEEP + "(silence)" + NUMBERS + "(silence)")
    assert facts_of(them) == [HandOverAnswered(7, False, False)]


def test_what_is_unclear_is_asked_again_and_is_no_yes() -> None:
    them = play(talking(HANDED), KEEP + """
        rose: my knees
        bot: Sorry, I didn't follow. Would you like to look after the group? YES or NO. \
Either is fine.
        rose: both of them
    """ + NUMBERS)  # fmt: skip
    assert facts_of(them) == []


def test_numbers_go_only_to_those_who_gave_theirs() -> None:
    group = GroupSeen("gardening", "The Tea Set", keepers=("Betty",), ways=("Tuesdays, the bench",))
    kept = replace(HANDED, group=replace(group, numbers=("Betty 07700 900002",)))
    play(rose(kept), """
        (handed_over 7 due)
        bot: From now on The Tea Set runs itself, and Betty will look after it.
        bot: Here are the others who shared their number: Betty 07700 900002
        bot: Some of you would rather meet like this: Tuesdays, the bench
        bot: Texts to the group no longer pass through us. Thank you for all you gave. \
Text us any time.
    """)  # fmt: skip
    play(rose(replace(HANDED, group=GroupSeen("gardening"))), """
        (handed_over 7 due)
        bot: From now on the gardening group runs itself. You all know each other now.
        bot: Texts to the group no longer pass through us. Thank you for all you gave. \
Text us any time.
    """)  # fmt: skip


def test_the_last_news_of_a_group_leaves_an_open_question_open() -> None:
    them = play(rose(HANDED), """
        (hello)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        (handed_over 7 due)
        bot: From now on The Tea Set runs itself. You all know each other now.
        bot: Texts to the group no longer pass through us. Thank you for all you gave. \
Text us any time.
        rose: good
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """)  # fmt: skip
    assert them.conversation is None
