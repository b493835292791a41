"""A worry brings a person today, and what it answers is heard all the same. Doubt loses nothing."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flows import facts
from flows.residents.joining import joining
from flows.residents.weekly_hello import weekly_hello
from tests.flows.neighbour import Neighbour, asked, resident, team
from tests.flows.transcript import play

HELLO = "bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low"
TODAY = (
    "Thank you for telling us. Someone at Mill Lane will be in touch today. "
    "If you are in danger or very unwell, call 999."
)
RING = "Text DONE once you have."


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo("Europe/London"))


def told_of(words: str) -> str:
    return (
        f'> ana: Rose may need someone today. They texted: "{words}" '
        f"Please ring them today on +447700900001. {RING}"
    )


def stopped() -> Neighbour:
    return resident(stopped=True, nudges={})


# ── a worry ─────────────────────────────────────────────────────────────────────────────────


def test_a_worry_brings_a_person_today_and_is_not_asked_about_again() -> None:
    rose = play(
        weekly_hello,
        f"""
        {HELLO}
        rose: There's no food in the house
        bot: {TODAY}
        {told_of("There's no food in the house")}
    """,
    )
    assert (rose.conversation, rose.needed) == (None, ["concern"])


def test_nobody_is_promised_today_when_the_day_is_over() -> None:
    evening = resident(now=datetime(2026, 6, 1, 20, 0, tzinfo=UTC))  # nine in London
    play(
        evening,
        f"""
        rose: There's no food in the house
        bot: Thank you for telling us. Someone at Mill Lane will be in touch tomorrow. \
To talk tonight, ring Samaritans free on 116 123. If you are in danger or very unwell, call 999.
        {told_of("There's no food in the house")}
    """,
    )


def test_a_worry_that_is_an_answer_too_is_heard_as_both() -> None:
    rose = play(
        weekly_hello,
        f"""
        {HELLO}
        rose: Very low. I had a fall last night.
        bot: {TODAY}
        {told_of("Very low. I had a fall last night.")}
        bot: I'm sorry to hear that. Shall Sam give you a ring? YES or NO
    """,
    )
    assert [each.mood for each in rose.so_far if isinstance(each, facts.CheckInAnswered)] == ["low"]


def test_who_joins_with_a_worry_has_joined() -> None:
    play(
        joining,
        """
        rose: hello
        bot: Hello, this is Mill Lane. May we text you a short hello each week? \
Our team reads what you write. Text STOP and we stop. YES or NO?
        rose: Yes please. My heating is broken and I'm freezing.
        bot: Thank you for telling us. Someone at Mill Lane will be in touch today. \
If you are in danger or very unwell, call 999.
        > ana: Somebody new may need someone today. They texted: \
"Yes please. My heating is broken and I'm freezing." \
Please ring them today on +447700900001. Text DONE once you have.
        bot: Lovely, thank you. What would you like us to call you? Or text SKIP.
    """,
    )


def test_after_stop_a_worry_is_shown_to_a_person_and_wakes_nothing() -> None:
    play(
        stopped(),
        """
        rose: I've had no food for two days
        > ana: Rose has said STOP, and has now texted: "I've had no food for two days" \
We do not answer. Please see if somebody should ring them on +447700900001. Text DONE once you have.
    """,
    )


def test_a_worry_of_the_teams_own_is_heard_too() -> None:
    play(
        team(phone="+447700900001"),
        """
        sam: My neighbour isn't answering her door and her curtains are shut
        bot: Thank you for telling us. Someone at Mill Lane will be in touch today. \
If you are in danger or very unwell, call 999.
        > ana: Sam may need someone today. They texted: \
"My neighbour isn't answering her door and her curtains are shut" \
Please ring them today on +447700900001. Text DONE once you have.
    """,
    )


# ── STOP with more in it, and what only may be STOP ─────────────────────────────────────────


def test_stop_with_danger_in_it_stops_and_brings_a_person_at_once() -> None:
    rose = resident()
    play(
        rose,
        """
        rose: Stop texting me. I'm going to kill myself.
        > ana: URGENT. Rose may be in danger. They texted: \
"Stop texting me. I'm going to kill myself." \
Please ring them now on +447700900001. Text MINE if you have it, DONE after. (at once)
    """,
    )
    assert rose.stopped


def test_stop_with_a_worry_in_it_stops_and_brings_a_person() -> None:
    rose = resident()
    words = "Please stop texting, my husband died this morning"
    play(rose, f"rose: {words}\n{told_of(words)}")
    assert rose.stopped


def test_what_only_may_be_a_stop_is_asked_about() -> None:
    rose = asked("weekly_hello", "mood")
    before = rose.conversation
    play(
        rose,
        """
        rose: stip
        bot: Would you like us to stop texting you? Text STOP and we will. Or just carry on.
    """,
    )
    assert (rose.stopped, rose.conversation) == (False, before)


# ── a rest, and an answer that sounds like one ──────────────────────────────────────────────


def test_a_rest_has_the_day_they_said() -> None:
    rose = resident()
    play(
        rose,
        """
        rose: no texts till the 12th please
        bot: We'll rest our hellos until Saturday 12 December. Text START to have them sooner.
    """,
    )
    assert rose.decided(facts.Paused) == [facts.Paused(midnight(date(2026, 12, 12)))]


def test_not_this_week_to_a_question_is_an_answer_and_no_rest() -> None:
    rose = asked("weekly_hello", "offer")
    play(
        rose,
        """
        rose: not this week
        bot: That's quite all right, and thank you for saying. Text us any time. \
We'll say hello on Monday next week.
    """,
    )
    assert rose.decided(facts.Paused) == []


# ── somebody else's number ──────────────────────────────────────────────────────────────────


def test_a_wrong_number_is_left_in_peace_and_a_person_finds_the_right_one() -> None:
    rose = asked("weekly_hello", "mood")
    play(
        rose,
        """
        rose: Sorry, I think you have the wrong number
        > ana: Somebody else may have the number we hold for Rose. They texted: \
"Sorry, I think you have the wrong number" We will not text it again. \
Please find the right number. Text DONE once you have.
    """,
    )
    assert rose.decided(facts.NumberWrong) == [facts.NumberWrong()]
    assert rose.conversation is None
