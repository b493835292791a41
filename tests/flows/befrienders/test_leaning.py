"""Whom a befriender leans on: a mentor, a no that is said for them, and a look back."""

from typing import Any

import pytest

from flows.befrienders.not_ours import kind_of
from flows.facts.concerns import ConcernRaised
from flows.facts.growing import (
    MentorAnswered,
    MentorTexted,
    NeedDeclined,
    ReflectionTold,
)
from flows.world import Neighbour as Other
from flows.world.growing import Growing
from tests.flows.neighbour import Neighbour, team
from tests.flows.transcript import play

PAT, ROSE, JOE = Other(7, "Pat"), Other(8, "Rose"), Other(9, "Joe")
NAMES = {7: "Pat", 8: "Rose", 9: "Joe"}
ASK_MENTOR = (
    "bot: Hello Sam. You know this well by now. May somebody newer text you a question now and "
    "then? Nobody sees a number. YES or NO"
)


def sam(**seen: Any) -> Neighbour:
    return team(sees={"growing": Growing(**seen)}, others=NAMES)


# ── a mentor ────────────────────────────────────────────────────────────────────────────────


def test_a_question_goes_to_a_mentor() -> None:
    them = play(
        sam(mentor=PAT),
        """
        sam: MENTOR how do you say goodbye?
        bot: Thank you. I'm passing that on to Pat, who has done this for a long while. \
I'll tell you when you two can text.
    """,
    )
    assert them.decided(MentorTexted) == [MentorTexted(7, "how do you say goodbye?")]


def test_a_question_that_a_person_should_read_first() -> None:
    them = play(
        sam(mentor=PAT),
        """
        sam: MENTOR her pin is 4711, may I use her card?
        bot: Thank you. Someone at Mill Lane will answer that one, as soon as they can.
        > ana: Sam asks, as a befriender: "her pin is 4711, may I use her card?" No mentor is \
free. Please answer them on +447700900001. Text DONE once you have.
    """,
    )
    assert them.decided(MentorTexted) == []


def test_nothing_to_ask_after_all() -> None:
    play(
        sam(mentor=PAT),
        """
        sam: MENTOR
        bot: What would you like to ask? Text it in your own words, and another befriender will \
answer. Or text NEVER MIND.
        sam: never mind
        bot: That's quite all right. Text MENTOR any time.
    """,
    )


def test_only_a_mentor_is_let_off() -> None:
    off = "That's fine. Nobody will be sent to you any more. Thank you for all the help you gave."
    them = play(sam(is_mentor="yes"), f"sam: MENTOR NO\nbot: {off}")
    assert them.decided(MentorAnswered) == [MentorAnswered("no")]
    other = play(sam(), "sam: MENTOR NO\nbot: That's quite all right. Text MENTOR any time.")
    assert other.decided(MentorAnswered) == []


@pytest.mark.parametrize(
    ("text", "answer", "reply"),
    [
        ("yes", "yes", "Thank you! It won't be often. Text MENTOR NO if it gets too much."),
        ("no", "no", "That's quite all right, and thank you for saying. We won't ask again."),
        ("not now", "later", "No hurry at all. Perhaps another time."),
    ],
)
def test_whether_they_would_be_one(text: str, answer: str, reply: str) -> None:
    them = play(sam(), f"(be_a_mentor due)\n{ASK_MENTOR}\nsam: {text}\nbot: {reply}")
    assert them.decided(MentorAnswered) == [MentorAnswered(answer)]
    assert ("be_a_mentor" in them.nudges) == (answer == "later")


def test_a_second_not_now_is_a_no() -> None:
    them = play(
        sam(is_mentor="later"),
        f"(be_a_mentor due)\n{ASK_MENTOR}\nsam: later\nbot: No hurry at all. Perhaps another time.",
    )
    assert them.decided(MentorAnswered) == [MentorAnswered("no")]
    assert "be_a_mentor" not in them.nudges


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_nobody_is_asked_who_has_answered(answer: str) -> None:
    play(sam(is_mentor=answer), "(be_a_mentor due)")


# ── a no that is said for them ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "kind", "level"),
    [
        ("Rose wants me to do her banking", "money", "look"),
        ("she has asked me to cut her toenails", "washing", "today"),
        ("he has no food in and wants me to shop on my card", "food", "today"),
        ("to sort the boiler", "warmth", "today"),
        ("give him his tablets", "medicine", "today"),
        ("sign a form for the council", "papers", "look"),
        ("mow the lawn", "housework", "look"),
        ("to write a song about her", "other", "look"),
    ],
)
def test_what_it_is_about_and_how_soon(words: str, kind: str, level: str) -> None:
    found = kind_of(words)
    assert (found.name, found.level) == (kind, level)


def test_the_resident_hears_a_no_that_is_nobodys_fault() -> None:
    them = play(
        sam(visits=(ROSE, JOE)),
        """
        sam: DECLINE Rose's bank card, she wants me to use it
        bot: Leave that with us. We have told Rose kindly that we don't do this, and that it is \
nobody's fault. Someone at Mill Lane will see to it.
        > rose: Hello Rose, it's Mill Lane. You could do with a hand with money. Our visitors \
can't do that one, to keep all safe. Someone will ring you to see who can.
    """,
    )
    words = "Rose's bank card, she wants me to use it"
    assert them.decided(ConcernRaised) == [ConcernRaised(8, "look", "need_declined", words)]
    assert them.decided(NeedDeclined) == [NeedDeclined("money")]


@pytest.mark.parametrize("text", ["neither", "both of them"])
def test_where_it_is_not_clear_whose_it_is_a_person_asks(text: str) -> None:
    them = play(
        sam(visits=(ROSE, JOE)),
        f"""
        sam: DECLINE lifting
        bot: Whose wish is it? 1 Rose, 2 Joe
        sam: {text}
        bot: Leave that with us. Someone at Mill Lane will see to it. You can say it is one we \
don't do.
        > ana: Sam was asked for what no befriender does: "lifting / {text}" Please ask them whose \
need it is on +447700900001. Text DONE once you have.
    """,
    )
    assert them.decided(ConcernRaised) == []
    assert them.needed == ["need_of_somebody"]


def test_who_may_be_in_danger_is_told_no_no() -> None:
    them = play(
        sam(visits=(ROSE,)),
        """
        sam: DECLINE
        bot: What are they asking of you? A few words will do, with their name. For example, \
Rose wants me to do her banking.
        sam: to lift her, she has fallen and can't get up
        bot: If you are in danger or hurt, call 999 now. We are telling someone at Mill Lane now. \
To talk, ring Samaritans free on 116 123, or text SHOUT to 85258. If you can't speak or hear, \
dial 18000. (at once)
        > ana: URGENT. Sam may be in danger. They texted: "to lift her, she has fallen and can't \
get up" Please ring them now on +447700900001. Text MINE if you have it, DONE after. (at once)
    """,
    )
    assert them.decided(NeedDeclined) == []


def test_danger_in_what_is_asked_is_seen_to_first() -> None:
    them = play(
        sam(visits=(ROSE,)),
        """
        sam: DECLINE Rose took all her pills
        bot: If you are in danger or hurt, call 999 now. We are telling someone at Mill Lane now. \
To talk, ring Samaritans free on 116 123, or text SHOUT to 85258. If you can't speak or hear, \
dial 18000. (at once)
        > ana: URGENT. Sam may be in danger. They texted: "DECLINE Rose took all her pills" Please \
ring them now on +447700900001. Text MINE if you have it, DONE after. (at once)
        bot: Thank you for telling us. Someone at Mill Lane will see to Rose. If anybody is in \
danger, call 999 first.
    """,
    )
    assert them.decided(NeedDeclined) == []
    [raised] = them.decided(ConcernRaised)
    assert (raised.about, raised.level) == (8, "urgent")  # type: ignore[attr-defined]


# ── a look back ─────────────────────────────────────────────────────────────────────────────


def test_what_they_wrote_is_theirs_alone() -> None:
    them = play(
        sam(),
        """
        (reflection due)
        bot: Hello Sam. Three visits by now! What went well, and what would you do another way? \
Any words. They are for you alone.
        sam: I talk too much
        bot: Thank you. I'll send that back to you in four weeks, and then we don't keep it. \
To talk it over, text MENTOR.
    """,
    )
    assert them.decided(ReflectionTold) == [ReflectionTold("I talk too much")]
    assert them.needed == []
    assert them.subjects["reflection"] == 1


def test_nobody_looks_back_while_they_rest() -> None:
    them = play(sam(resting=True), "(reflection due)")
    assert "reflection" in them.nudges


def test_it_is_asked_once_and_may_be_skipped() -> None:
    play(sam(reflected=True), "(reflection due)")
    play(sam(), "(reflection 1 due)")
    play(
        sam(),
        """
        (reflection due)
        bot: Hello Sam. Three visits by now! What went well, and what would you do another way? \
Any words. They are for you alone.
        sam: skip
        bot: That's quite all right. Thank you for those three visits.
    """,
    )
