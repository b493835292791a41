"""The second yes, nobody found, and how it was: what the asker hears, and what comes back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows.facts.favours import (
    FavourDone,
    FavourWantedAgain,
    HelperAnswered,
)
from flows.world import Neighbour as Other
from flows.world.favours import FavourSeen
from tests.flows.neighbour import Neighbour, resident
from tests.flows.transcript import play

ROSE, BETTY = Other(1, "Rose"), Other(7, "Betty")
FOUND = FavourSeen(
    id=4, state="offered", kind="recipe", words="a soup recipe", asker=ROSE, helper=BETTY
)
MET = replace(FOUND, state="introduced")

TOLD = """
    (favour_found 4 due)
    bot: Hello Rose. Betty would love to help: "a soup recipe" Shall I put you in touch? YES or NO
"""
HOW = """
    (how_was_it 4 due)
    bot: Hello Rose. Did Betty manage to help: "a soup recipe" YES, NOT YET or NO
"""
HELPED = (
    HOW
    + """
    rose: yes she did
    bot: I'm so glad! What shall I tell Betty? Your own words, or text SKIP
"""
)
SMALL = """
    bot: Hello Rose, it's Mill Lane. What do you do to make a long afternoon shorter? \
Text us an answer, or NO
"""
ANOTHER = "bot: I'm sorry it didn't work out. Shall I ask somebody else? YES or NO"


def rose(seen: FavourSeen, **known: Any) -> Neighbour:
    return resident(sees={"favour": seen}, others={7: "Betty"}, **known)


# ── Betty would love to help ────────────────────────────────────────────────────────────────


def test_the_second_yes_brings_them_together() -> None:
    them = play(
        rose(FOUND),
        TOLD
        + """
        rose: yes please!
        bot: Lovely! You two can text through me in a moment. Nobody sees a number.
    """,
    )
    assert them.so_far == [HelperAnswered(4, "yes")]


def test_somebody_else_please() -> None:
    them = play(
        rose(FOUND),
        TOLD
        + """
        rose: no
        bot: That's quite all right. Shall I ask somebody else? YES or NO
        rose: yes
        bot: All right, I'll ask somebody else and let you know.
    """,
    )
    assert them.so_far == [HelperAnswered(4, "another")]


@pytest.mark.parametrize("text", ["no", "not now"])
def test_nobody_after_all(text: str) -> None:
    them = play(
        rose(FOUND),
        TOLD
        + f"""
        rose: no
        bot: That's quite all right. Shall I ask somebody else? YES or NO
        rose: {text}
        bot: That's quite all right. Text ASK any time.
    """,
    )
    assert them.so_far == [HelperAnswered(4, "no")]


def test_a_no_and_then_silence_is_a_no() -> None:
    them = play(
        rose(FOUND),
        TOLD
        + """
        rose: no
        bot: That's quite all right. Shall I ask somebody else? YES or NO
        (silence)
    """,
    )
    assert them.so_far == [HelperAnswered(4, "no")]


def test_later_is_asked_again_in_two_days() -> None:
    them = play(
        rose(FOUND),
        TOLD
        + """
        rose: later
        bot: No hurry. I'll ask you again in two days.
        (2 days later)
        bot: Hello Rose. Betty would love to help: "a soup recipe" \
Shall I put you in touch? YES or NO
    """,
    )
    assert them.decided(HelperAnswered) == []


def test_silence_lets_both_go() -> None:
    them = play(rose(FOUND), TOLD + "(silence)")
    assert them.so_far == [HelperAnswered(4, "silent")]


def test_an_unclear_answer_is_asked_once_more_and_then_a_person_looks() -> None:
    them = play(
        rose(FOUND),
        TOLD
        + """
        rose: Betty from the chapel?
        bot: Sorry, I didn't follow. Shall I put you and Betty in touch? YES or NO
        rose: the tall one
        > ana: Rose answered and I could not follow: "Betty from the chapel? / the tall one" \
Please see to them on +447700900001. Text DONE once you have.
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
    """,
    )
    assert them.needed == ["unclear"]


def test_stop_in_the_middle_says_nothing_more() -> None:
    them = play(rose(FOUND), TOLD + "rose: STOP")
    assert (them.stopped, them.decided(HelperAnswered)) == (True, [])


@pytest.mark.parametrize("state", ["withdrawn", "expired", "introduced", "open"])
def test_what_is_not_offered_any_more_is_not_told(state: str) -> None:
    them = play(rose(replace(FOUND, state=state)), "(favour_found 4 due)")
    assert (them.so_far, them.conversation) == ([], None)


def test_a_helper_without_a_name_is_a_neighbour() -> None:
    play(
        rose(replace(FOUND, helper=Other(7, ""))),
        """
        (favour_found 4 due)
        bot: Hello Rose. A neighbour would love to help: "a soup recipe" \
Shall I put you in touch? YES or NO
    """,
    )


# ── nobody, and not any more ────────────────────────────────────────────────────────────────


def test_nobody_could_and_a_person_is_told() -> None:
    them = play(
        rose(replace(FOUND, state="not_found", helper=None)),
        """
        (favour_not_found 4 due)
        bot: I'm sorry, nobody could this time: "a soup recipe" I have asked Mill Lane to see what \
they can do.
        > ana: I found nobody to help Rose: "a soup recipe" Please see what can be done, and ring \
them on +447700900001. Text DONE once you have.
    """,
    )
    assert them.needed == ["favour_not_found"]


def test_that_leaves_an_open_question_open() -> None:
    them = play(rose(FOUND), TOLD)
    open_one = them.conversation
    play(
        them,
        """
        (favour_over 4 due)
        bot: Rose will manage another way this time: "a soup recipe" Thank you for saying yes. \
It was kind of you.
    """,
    )
    assert them.conversation == open_one


# ── how it was ──────────────────────────────────────────────────────────────────────────────


def test_thanks_go_back_in_their_own_words() -> None:
    them = play(
        rose(MET),
        HELPED
        + """
        rose: Rose made your soup, it was gorgeous
        bot: I'll pass on your thanks. It's good to hear that it helped.
        > betty: Rose says: "Rose made your soup, it was gorgeous" Thank you for lending a hand!
    """,
    )
    assert them.so_far == [FavourDone(4, "yes", "Rose made your soup, it was gorgeous")]


@pytest.mark.parametrize("text", ["skip", "no"])
def test_thanks_without_words_are_passed_on_too(text: str) -> None:
    them = play(
        rose(MET),
        HELPED
        + f"""
        rose: {text}
        bot: I'll pass on your thanks. It's good to hear that it helped.
        > betty: Rose says it helped. Thank you for lending a hand!
    """,
    )
    assert them.so_far == [FavourDone(4, "yes")]


def test_whoever_helped_hears_so_even_if_no_words_come() -> None:
    them = play(
        rose(MET),
        HELPED
        + """
        (silence)
        > betty: Rose says it helped. Thank you for lending a hand!
    """,
    )
    assert them.so_far == [FavourDone(4, "yes")]


def test_thanks_that_speak_of_money_are_read_by_a_person_first() -> None:
    them = play(
        rose(MET),
        HELPED
        + """
        rose: tell her I owe her 10 pounds
        bot: I'll say thank you from you. Someone at Mill Lane will read the rest first.
        > betty: Rose says it helped. Thank you for lending a hand!
        > ana: Rose thanks a helper, and I did not pass on their words: \
"yes she did / tell her I owe her 10 pounds" Please read them. Text DONE once you have.
    """,
    )
    assert them.needed == ["thanks"]


def test_long_thanks_fit_in_one_text() -> None:
    them = play(rose(MET), HELPED)
    said = "thank you " * 30
    turn = play_on(them, said)
    [passed] = [line for line in turn if line.startswith("> betty")]
    assert len(passed.removeprefix("> betty: ")) <= 160


def play_on(them: Neighbour, text: str) -> list[str]:
    """What one more text of theirs leads to."""
    from tests.flows import transcript

    return transcript.happens(them, f"{them.who}: {text}")


def test_where_hours_are_counted_one_number_is_asked_for() -> None:
    them = play(
        rose(replace(MET, keeps_hours=True)),
        HELPED
        + """
        rose: lovely soup
        bot: About how many minutes did it take? A rough number is fine. Or text SKIP
        rose: about 40
        bot: I'll pass on your thanks. It's good to hear that it helped.
        > betty: Rose says: "lovely soup" Thank you for lending a hand!
    """,
    )
    assert them.so_far == [FavourDone(4, "yes", "lovely soup", 40)]


@pytest.mark.parametrize("text", ["skip", "5000", "0"])
def test_hours_may_be_skipped_and_nonsense_is_none(text: str) -> None:
    them = play(
        rose(replace(MET, keeps_hours=True)),
        HELPED
        + f"""
        rose: lovely soup
        bot: About how many minutes did it take? A rough number is fine. Or text SKIP
        rose: {text}
        bot: I'll pass on your thanks. It's good to hear that it helped.
        > betty: Rose says: "lovely soup" Thank you for lending a hand!
    """,
    )
    assert them.so_far == [FavourDone(4, "yes", "lovely soup")]


def test_not_yet_is_asked_once_more() -> None:
    them = play(
        rose(MET),
        HOW
        + """
        rose: not yet
        bot: That's all right. I'll ask you again in a few days.
    """,
    )
    assert them.nudges["how_was_it"] == them.now + timedelta(days=5)
    assert them.decided(FavourDone) == []


def test_it_did_not_work_out_and_somebody_else_is_asked() -> None:
    them = play(
        rose(MET),
        HOW
        + f"""
        rose: no she never came
        {ANOTHER}
        rose: yes please
        bot: All right, I'll ask somebody else and let you know.
    """,
    )
    assert them.so_far == [FavourWantedAgain(4)]


def test_it_did_not_work_out_and_they_leave_it() -> None:
    for then in ("rose: no\nbot: Thank you for telling me. Text ASK any time.", "(silence)"):
        them = play(rose(MET), HOW + f"rose: no\n{ANOTHER}\n{then}")
        assert them.so_far == [FavourDone(4, "no")]


def test_no_news_is_no_trouble() -> None:
    them = play(rose(MET), HOW + "(silence)")
    assert them.so_far == [FavourDone(4, "unknown")]


def test_what_is_over_is_not_asked_about() -> None:
    them = play(rose(replace(MET, state="done")), "(how_was_it 4 due)")
    assert (them.so_far, them.conversation) == ([], None)


# ── what is lost, and what comes along with a yes ───────────────────────────────────────────


@pytest.mark.parametrize("now", [replace(FOUND, state="open", helper=None), FOUND])
def test_a_yes_to_somebody_who_has_gone_meanwhile_promises_nothing(now: FavourSeen) -> None:
    """Betty said STOP while Rose thought about it; perhaps somebody else has said yes since."""
    them = play(rose(FOUND), TOLD)
    them.sees = {"favour": replace(now, helper=now.helper and Other(9, "Omar"))}
    play(
        them,
        """
        rose: yes please
        bot: I'm so sorry, they can't after all. I'm asking somebody else, and I'll let you know.
    """,
    )
    assert them.decided(HelperAnswered) == []


def test_a_yes_to_what_is_over_says_so() -> None:
    them = play(rose(FOUND), TOLD)
    them.sees = {"favour": replace(FOUND, state="expired")}
    play(them, "rose: yes\nbot: I'm sorry, that one is over by now. Text ASK and I'll ask again.")
    assert them.decided(HelperAnswered) == []


def test_good_news_waits_an_hour_and_no_more_behind_what_we_only_asked_to_know_them() -> None:
    them = play(rose(FOUND), "(small_ask due)\n" + SMALL + "(an hour later)\n" + TOLD)
    assert them.conversation is not None
    assert them.conversation.flow == "favour_found"


def test_what_they_say_of_it_along_with_the_yes_is_their_thanks() -> None:
    them = play(
        rose(MET),
        HOW
        + """
        rose: yes she did, an angel
        bot: I'll pass on your thanks. It's good to hear that it helped.
        > betty: Rose says: "yes she did, an angel" Thank you for lending a hand!
    """,
    )
    assert them.so_far == [FavourDone(4, "yes", "yes she did, an angel")]


def test_what_is_said_to_them_as_in_a_chat_is_no_thanks() -> None:
    them = play(
        rose(MET),
        HELPED
        + """
        rose: hello betty
        bot: That one is for your chat, I think. What thank you shall I pass on to Betty? \
Or text SKIP
        rose: she was a star
        bot: I'll pass on your thanks. It's good to hear that it helped.
        > betty: Rose says: "she was a star" Thank you for lending a hand!
    """,
    )
    assert them.so_far == [FavourDone(4, "yes", "she was a star")]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("about an hour", 60),
        ("half the morning", 120),
        ("bout 20 mins", 20),
        ("bout an hour I think", 60),
        ("an hour and a half", 90),
        ("half an hour", 30),
        ("a couple of hours", 120),
        ("2 and a half hours", 150),
        ("1 hour 20 minutes", 80),
        ("three quarters of an hour", 45),
        ("forty", 40),
    ],
)
def test_how_long_is_heard_in_words(text: str, minutes: int) -> None:
    them = play(
        rose(replace(MET, keeps_hours=True)),
        HELPED
        + f"""
        rose: lovely soup
        bot: About how many minutes did it take? A rough number is fine. Or text SKIP
        rose: {text}
        bot: I'll pass on your thanks. It's good to hear that it helped.
        > betty: Rose says: "lovely soup" Thank you for lending a hand!
    """,
    )
    assert them.so_far == [FavourDone(4, "yes", "lovely soup", minutes)]
