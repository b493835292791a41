"""Being put in touch: each is asked alone, and "no" is thanked."""

from dataclasses import replace

import pytest

from flows.facts.chats import IntroductionAnswered, IntroductionAsked
from tests.flows.chatting import (
    ASKED,
    facts_of,
    rose,
)
from tests.flows.transcript import play

# ── being put in touch ────────────────────────────────────────────────────────────────────────────

QUESTION = """
    (introduction 7 due)
    bot: Hello Rose. Shall we put you in touch with Betty, about roses? We pass texts on. \
Nobody sees a number. YES or NO?
"""


def test_a_yes_waits_for_the_other_one() -> None:
    them = play(rose(ASKED), QUESTION + """
        rose: oh yes please
        bot: Lovely, thank you. If it comes about, we'll text you. It may take a little while.
    """)  # fmt: skip
    assert facts_of(them) == [IntroductionAnswered(7, "yes")]
    assert them.decided(IntroductionAsked) == [IntroductionAsked(7)]
    assert them.conversation is None


def test_the_second_yes_opens_it() -> None:
    play(rose(replace(ASKED, yeses=1)), QUESTION + """
        rose: yes
        bot: Lovely, thank you. We'll put you in touch now.
    """)  # fmt: skip


@pytest.mark.parametrize("answer", ["No", "not now", "maybe later", "No thank you!"])
def test_no_to_being_put_in_touch_is_thanked_and_told_to_nobody(answer: str) -> None:
    them = play(rose(ASKED), QUESTION + f"""
        rose: {answer}
        bot: That's quite all right, and thank you for saying. We won't ask again.
    """)  # fmt: skip
    assert facts_of(them) == [IntroductionAnswered(7, "no")]
    assert them.needed == []


def test_silence_is_an_answer_too_and_nobody_is_asked_again() -> None:
    them = play(rose(ASKED), QUESTION + "(silence)")
    assert facts_of(them) == [IntroductionAnswered(7, "none")]


def test_an_unclear_answer_is_asked_once_more_and_then_a_person_looks() -> None:
    them = play(rose(ASKED), QUESTION + """
        rose: the cat has been sick
        bot: Sorry, I didn't follow. Would you like to text with Betty? YES or NO. Either is fine.
        rose: twice
        > ana: Rose answered and I could not follow: "the cat has been sick / twice" Please see \
to them on +447700900001. Text DONE once you have.
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
    """)  # fmt: skip
    assert facts_of(them) == []


def test_nobody_is_asked_once_the_other_has_gone() -> None:
    them = play(rose(replace(ASKED, others=())), "(introduction 7 due)")
    assert them.conversation is None and them.decided(IntroductionAsked) == []


def test_stop_to_being_put_in_touch_is_a_stop() -> None:
    them = play(rose(ASKED), QUESTION + "rose: STOP")
    assert them.stopped and facts_of(them) == []


def test_without_a_reason_the_question_is_whole() -> None:
    play(rose(replace(ASKED, why="")), """
        (introduction 7 due)
        bot: Hello Rose. Shall we put you in touch with Betty? We pass texts on. \
Nobody sees a number. YES or NO?
    """)  # fmt: skip


def test_a_second_yes_counts_only_while_the_other_is_still_there() -> None:
    gone = replace(ASKED, yeses=1)
    them = play(rose(gone), QUESTION)
    them.sees = {"chat": replace(gone, others=())}
    play(them, """
        rose: yes
        bot: Thank you for saying yes. It can't come about just now. It is nothing you said. \
Text us any time.
    """)  # fmt: skip


def test_who_said_yes_hears_kindly_that_it_did_not_come_about() -> None:
    play(rose(replace(ASKED, state="over", how="came_to_nothing", others=())), """
        (chat_over 7 due)
        bot: This time we could not put you in touch, about roses. It is nothing you said. \
Thank you for saying yes.
    """)  # fmt: skip
