"""Settling in, as it is heard: interests before postcode, and either may be skipped."""

from datetime import timedelta

from flows import facts
from flows.facts.learned import DiscoveryAsked, Learned
from flows.residents.settling_in import settling_in
from tests.flows.neighbour import MONDAY, resident
from tests.flows.transcript import play

ASKED = """
    bot: Hello Rose, it's Mill Lane. What do you love doing, now or in days gone by? \
Any words will do. Or text SKIP.
"""
TOLD = (
    ASKED
    + """
    rose: Roses, of course!  And soup.
    bot: Thank you, that's good to know. What is your postcode? \
Then we can think of things near you. Or text SKIP.
"""
)


def test_both_are_told() -> None:
    rose = play(
        settling_in,
        TOLD
        + """
        rose: so16 2ab
        bot: Thank you. We'll keep that in mind. We'll say hello on Monday next week.
    """,
    )
    words = "Roses, of course! And soup."
    tags = (("gardening", "interest"), ("flowers", "interest"), ("cooking", "interest"))
    assert rose.so_far == [
        DiscoveryAsked("loved"),
        facts.InterestsTold(words),
        Learned("loved", words, tags),
        facts.PostcodeTold("SO16 2AB"),
    ]


def test_who_skips_the_first_is_not_asked_the_second() -> None:
    rose = play(
        settling_in,
        ASKED
        + """
        rose: no thanks
        bot: That's quite all right. We'll say hello on Monday next week.
    """,
    )
    assert rose.so_far == [DiscoveryAsked("loved")], "and that is not asked again either"


def test_the_postcode_may_be_skipped() -> None:
    rose = play(
        settling_in,
        TOLD
        + """
        rose: I'd rather not say
        bot: Thank you. We'll keep that in mind. We'll say hello on Monday next week.
    """,
    )
    assert rose.decided(facts.PostcodeTold) == []


def test_an_unclear_postcode_is_asked_once_more_and_then_left() -> None:
    rose = play(
        settling_in,
        TOLD
        + """
        rose: the yellow house by the church
        bot: Sorry, I couldn't read that. A postcode looks like SO16 2AB. Or text SKIP.
        rose: by the church
        bot: Thank you. We'll keep that in mind. We'll say hello on Monday next week.
    """,
    )
    assert (rose.needed, rose.conversation) == ([], None)


def test_a_picture_without_words_is_asked_about_once() -> None:
    play(
        settling_in,
        ASKED
        + """
        (picture)
        bot: What do you like doing? A word or two is plenty. Or text SKIP.
        (picture)
        > ana: Rose answered and I could not follow: "(no words yet)" \
Please see to them on +447700900001. Text DONE once you have.
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
    """,
    )


def test_silence_at_either_question_ends_it_without_a_word() -> None:
    for script in (ASKED, TOLD):
        rose = play(settling_in, script + "(silence)")
        assert (rose.needed, rose.conversation) == ([], None)


def test_it_waits_for_another_day_while_a_question_is_open() -> None:
    rose = resident(now=MONDAY + timedelta(days=7))
    play(
        rose,
        """
        (hello)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        (settling in)
        (skipped: another question is open)
    """,
    )
    assert rose.nudges["settling_in"] == rose.now + timedelta(days=5)


def test_it_waits_for_another_day_in_a_pause_and_when_too_late() -> None:
    rose = resident(paused=True)
    play(rose, "(settling in)\n(skipped: paused)")
    assert rose.nudges["settling_in"] == MONDAY + timedelta(days=5)
    rose = resident()
    play(rose, "(settling in, too late)\n(skipped: late)")
    assert rose.nudges["settling_in"] == MONDAY + timedelta(days=5)


def test_without_a_yes_it_is_not_asked_and_not_planned_again() -> None:
    rose = resident(consents={"visits": False})
    play(rose, "(settling in)\n(skipped: no consent)")
    assert "settling_in" not in rose.nudges
