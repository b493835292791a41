"""Welcome home: the month after hospital, as it is heard."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows import FLOWS, facts, router
from flows.facts import NudgePlanned
from flows.facts.hellos import CameHome, CircleAsked, CircleTold, NeedHeard
from flows.home_month import FIRST, FOOD_LOOK, HOME_YET, LOOKS
from flows.world.home import Homecoming
from tests.flows.neighbour import MONDAY, Neighbour, asked, resident
from tests.flows.transcript import happens, play

WARM = "Hello Rose, welcome home! For a month we'll look in more. Text LESS for fewer. \
Are you warm enough indoors? YES or NO"
FOOD = "Hello Rose, Mill Lane looking in. Have you got food in for the next few days? YES or NO"
BEEN = "Hello Rose, Mill Lane here. Has anybody been to see you since you came home? YES or NO"
CHECK = "Hello Rose, Mill Lane again. One number will do. How are you? 1 good, 2 so-so, 3 low. \
Or ring this number and hang up."
HOME = f"""
    rose: I'm home from hospital
    bot: {WARM}
"""
DONE = "Text DONE once you have."


def look(number: int, **known: object) -> Neighbour:
    """Rose, in the month, just asked look `number`."""
    rose = resident(**known)
    happens(rose, f"(welcome_home {number} due)")
    return rose


def on_day(rose: Neighbour) -> int:
    """Days from now to the next look."""
    return (rose.nudges["welcome_home"] - rose.now).days


# ── the month ───────────────────────────────────────────────────────────────────────────────


def test_a_month_of_looks_goes_from_every_other_day_to_weekly_and_ends_in_the_usual_hello() -> None:
    rose = resident()
    happens(rose, "rose: I'm home from hospital")
    days, answers = (
        [],
        {"how": "1", "how_now": "2", "last": "1", "circle": "my niece", "wish": "skip"},
    )
    while rose.subjects.get("welcome_home"):
        talk = rose.conversation
        assert talk is not None
        happens(rose, f"rose: {answers.get(talk.step, 'yes')}")
        if "welcome_home" not in rose.nudges:
            break
        days.append((rose.nudges["welcome_home"] - MONDAY).days)
        happens(rose, f"({days[-1] - (rose.now - MONDAY).days} days later)")
    assert days == [2, 4, 6, 9, 12, 16, 19, 23, 30]
    assert rose.nudges["hello"] == MONDAY + timedelta(days=35)  # a Monday, as before
    assert rose.every_days == 7


def test_no_two_looks_ask_the_same() -> None:
    steps = [each.step for each in LOOKS.values()]
    assert len(set(steps)) == len(steps)


def test_the_month_is_never_more_than_three_looks_a_week() -> None:
    """As many as we may start with one person: nothing else is asked of them meanwhile."""
    day, days = 0, []
    for number in sorted(LOOKS)[2:]:
        day += LOOKS[number].after
        days.append(day)
    assert max(sum(start <= each < start + 7 for each in days) for start in range(31)) == 3


def test_who_comes_home_is_welcomed_and_asked_if_they_are_warm() -> None:
    rose = play(
        resident(paused=True),
        HOME
        + """
        rose: yes thanks
        bot: I'm glad. Text us any time. We'll look in again on Wednesday.
    """,
    )
    assert not rose.paused
    assert rose.decided(CameHome) == [CameHome()]
    assert rose.decided(facts.CheckInAnswered) == [facts.CheckInAnswered("told", "yes thanks")]


def test_home_said_twice_begins_nothing_anew() -> None:
    rose = play(
        resident(),
        HOME
        + """
        rose: yes
        bot: I'm glad. Text us any time. We'll look in again on Wednesday.
        rose: I'm home from hospital
        bot: It's good to have you home. We'll look in again on Wednesday. \
Text PERSON and someone will ring you.
    """,
    )
    assert len(rose.decided(CameHome)) == 1


def test_a_coordinator_can_begin_it_too() -> None:
    rose = look(FIRST)
    assert rose.conversation is not None
    assert (rose.conversation.step, on_day(rose)) == ("warm", 2)


# ── needs lead to a person ──────────────────────────────────────────────────────────────────


COLD = "Thank you for saying. We have asked Sam to help. If you feel very cold or unwell, ring \
your doctor or 111. In danger, ring 999."
FED = "Thank you for saying. We have asked Sam to see to it with you."
HELPED = "Thank you for saying. It takes time. We have asked Sam to ring you."
RUNG = "I'm sorry to hear that. We have asked Sam to ring you."
TODAY = f"Please ring them today on +447700900001. {DONE}"
RING = f"Please ring them on +447700900001. {DONE}"


@pytest.mark.parametrize(
    ("number", "said", "heard", "told", "need"),
    [
        (2, "no", COLD, f'is not warm enough. They said: "no" {TODAY}', "cold"),
        (3, "not really no", FED, f'has no food in. They said: "not really no" {TODAY}', "hunger"),
        (5, "3", RUNG, f'feeling low. They said: "3" {RING}', ""),
        (7, "no", HELPED, f'is not managing the small things. They said: "no" {RING}', ""),
        (10, "no", COLD, f'is not warm enough. They said: "no" {TODAY}', "cold"),
    ],
)
def test_a_need_leads_to_a_person(number: int, said: str, heard: str, told: str, need: str) -> None:
    rose = look(number)
    play(rose, f"rose: {said}\nbot: {heard}\n> sam: Rose is home from hospital and {told}")
    assert [each.kind for each in rose.so_far if isinstance(each, NeedHeard)] == [need] * bool(need)


def test_nobody_has_been_and_somebody_may_come() -> None:
    rose = look(4)
    play(
        rose,
        f"""
        rose: no
        bot: Would you like Sam to give you a ring, or pop in? YES or NO
        rose: yes please
        bot: Lovely. We have asked Sam to be in touch.
        > sam: Rose is home from hospital, nobody has been, and they would like to hear from you. \
Please ring them on +447700900001. {DONE}
    """,
    )


def test_no_to_company_is_quite_all_right() -> None:
    rose = look(4)
    play(
        rose,
        """
        rose: no
        bot: Would you like Sam to give you a ring, or pop in? YES or NO
        rose: no I like the quiet
        bot: That's quite all right. Text us any time. We'll look in again on Wednesday.
    """,
    )
    assert rose.needed == []


def test_one_thing_that_would_help_is_passed_on() -> None:
    rose = look(9)
    play(
        rose,
        f"""
        rose: someone to change the bulb on the landing
        bot: Thank you for telling us. We have passed it on to Sam.
        > sam: Rose is home from hospital. We asked what would make their days easier: "someone to \
change the bulb on the landing" Please see to it on +447700900001. {DONE}
    """,
    )


def test_an_unclear_answer_is_asked_once_more_and_then_read_by_a_person() -> None:
    rose = look(3)
    play(
        rose,
        f"""
        rose: the cat has
        bot: Sorry, I didn't follow. Is there enough to eat in the house? YES or NO
        rose: tuna mostly
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
        > ana: Rose answered and I could not follow: "the cat has / tuna mostly" Please see to \
them on +447700900001. {DONE}
    """,
    )
    said = facts.CheckInAnswered("told", "the cat has / tuna mostly")
    assert rose.decided(facts.CheckInAnswered) == [said]


# ── the circle ──────────────────────────────────────────────────────────────────────────────

CIRCLE = "Hello Rose. Who is in your circle? Who pops in, or would come if you rang? \
Tell us in your own words, or text SKIP."


def test_the_circle_is_asked_for_once_and_kept_in_their_words() -> None:
    rose = look(6)
    play(
        rose,
        """
        rose: our Jean most days, and the carer Tuesdays
        bot: Thank you for telling us. It's good to know. We'll look in again on Thursday.
    """,
    )
    assert rose.decided(CircleAsked) == [CircleAsked()]
    told = "our Jean most days, and the carer Tuesdays"
    assert rose.decided(CircleTold) == [CircleTold(told)]


def test_who_has_been_asked_of_their_circle_before_is_asked_how_they_are() -> None:
    rose = look(6, sees={"home": Homecoming(circle_asked=True)})
    assert rose.conversation is not None
    assert rose.conversation.step == "how"


@pytest.mark.parametrize(
    "none", ["nobody", "nobody comes", "only the cat lol", "none", "no one now"]
)
def test_who_has_nobody_is_heard_kindly_and_a_person_is_told(none: str) -> None:
    rose = look(6)
    play(
        rose,
        f"""
        rose: {none}
        bot: Thank you for telling us. That can be hard. We have asked Sam to be in touch, and we \
are here too.
        > sam: Rose, home from hospital, has nobody: "{none}" Please ring them on +447700900001. \
{DONE}
    """,
    )
    assert rose.decided(CircleTold) == []


def test_a_name_and_nobody_else_is_a_circle() -> None:
    rose = look(6)
    play(
        rose,
        """
        rose: my daughter Jean and nobody else really
        bot: Thank you for telling us. It's good to know. We'll look in again on Thursday.
    """,
    )
    assert rose.decided(CircleTold) == [CircleTold("my daughter Jean and nobody else really")]


def test_who_says_who_has_been_and_nobody_else_is_not_asked_of_their_circle() -> None:
    rose = look(4)
    play(
        rose,
        """
        rose: my daughter Jean and nobody else realy
        bot: I'm glad. Text us any time. We'll look in again on Wednesday.
    """,
    )
    assert rose.decided(CircleTold) == [CircleTold("my daughter Jean and nobody else realy")]
    assert rose.decided(CircleAsked) == [CircleAsked()]


def test_the_cat_is_no_visitor() -> None:
    play(
        look(4),
        """
        rose: only the cat lol
        bot: Would you like Sam to give you a ring, or pop in? YES or NO
    """,
    )


def test_the_circle_is_not_asked_while_somebody_lacks_food_or_warmth() -> None:
    rose = look(6, sees={"home": Homecoming(need_open=True)})
    assert rose.conversation is not None
    assert rose.conversation.step == "how"


def test_nobody_need_say_who_is_in_their_circle() -> None:
    rose = look(6)
    play(
        rose,
        """
        rose: skip
        bot: That's quite all right. Text us any time. We'll look in again on Thursday.
    """,
    )
    assert rose.decided(CircleTold) == []


# ── silence ─────────────────────────────────────────────────────────────────────────────────


def test_two_silences_running_lead_to_a_gentle_check_and_then_to_a_person() -> None:
    rose = play(
        resident(),
        HOME
        + f"""
        (2 days later)
        bot: {FOOD}
        (2 days later)
        bot: {CHECK}
        (skipped: another question is open)
        (2 days later)
        (skipped: another question is open)
        > sam: Rose is home from hospital and has not answered us lately. It may well be nothing. \
We last heard from them on Monday 23 November: "I'm home from hospital". Perhaps ring them on \
+447700900001? {DONE}
        bot: {BEEN}
    """,
    )
    assert rose.needed == ["home_quiet"]


def test_one_silence_is_normal_here_too() -> None:
    rose = play(
        resident(),
        HOME
        + f"""
        (2 days later)
        bot: {FOOD}
        rose: plenty
        bot: Sorry, I didn't follow. Is there enough to eat in the house? YES or NO
        rose: yes
        > sam: Rose texted: "plenty" Please see if they need an answer on +447700900001. {DONE}
        bot: I'm glad. Text us any time. We'll look in again on Friday.
        (2 days later)
        bot: {BEEN}
        (silence)
    """,
    )
    assert "home_quiet" not in rose.needed


def test_a_ring_answers_the_gentle_check() -> None:
    rose = asked("welcome_home", "check")
    rose.nudges["welcome_home"], rose.subjects["welcome_home"] = MONDAY + timedelta(days=1), 5
    play(
        rose,
        """
        (ring)
        bot: Thank you for the ring. It's good to know you're there. \
We'll look in again on Tuesday.
    """,
    )


# ── their own pace ──────────────────────────────────────────────────────────────────────────


def in_month(number: int, days: int) -> Neighbour:
    """Rose, whose next look is this one, so many days ahead."""
    rose = resident()
    rose.nudges["welcome_home"] = MONDAY + timedelta(days=days)
    rose.subjects["welcome_home"] = number
    rose.nudges["hello"] = MONDAY + timedelta(days=35)
    return rose


def test_less_goes_on_to_the_next_wider_gap_and_then_to_the_usual_hello() -> None:
    rose = play(
        in_month(6, 3),
        """
        rose: LESS
        bot: We'll look in less often. The next time is on Monday next week. Text MORE for more.
        rose: LESS
        bot: Then it's just our usual hello on Monday next week. Text us any time.
    """,
    )
    assert "welcome_home" not in rose.nudges
    assert rose.every_days == 7
    assert rose.nudges["hello"] == MONDAY + timedelta(days=7)


def test_less_never_drops_the_question_about_food() -> None:
    rose = in_month(FOOD_LOOK, 2)
    play(
        rose,
        f"""
        rose: LESS
        bot: We'll look in less often. The next time is on Thursday. Text MORE for more.
        rose: LESS
        bot: We'll look in less often. The next time is on Thursday. Text MORE for more.
        (3 days later)
        bot: {FOOD}
    """,
    )
    assert (rose.subjects["welcome_home"], on_day(rose)) == (11, 7), "then once a week"


def test_more_brings_the_next_look_sooner() -> None:
    play(
        in_month(11, 7),
        """
        rose: MORE
        bot: We'll look in sooner, on Wednesday. Text LESS for fewer.
        rose: MORE
        bot: We already look in as often as we can just now. Text PERSON and someone will ring you.
    """,
    )


def test_a_pause_in_the_month_rests_it_and_start_goes_on_where_it_was() -> None:
    rose = in_month(3, 2)
    play(
        rose,
        f"""
        rose: pause
        bot: We'll rest our hellos until you text START. You can still text us any time.
        (2 days later)
        (skipped: paused)
        rose: START
        bot: Welcome back. We'll say hello on Thursday. Text STOP any time and we stop.
        (1 day later)
        bot: {FOOD}
    """,
    )


def test_stop_in_the_month_ends_it_all() -> None:
    rose = play(in_month(3, 2), "rose: STOP\n(40 days later)")
    assert (rose.stopped, rose.nudges) == (True, {})


def test_hospital_again_ends_the_month() -> None:
    rose = in_month(5, 2)
    happens(rose, "rose: I'm in hospital again")
    assert (rose.paused, rose.subjects["welcome_home"]) == (True, HOME_YET)


def test_a_new_hour_moves_the_next_look_too() -> None:
    rose = in_month(3, 2)
    happens(rose, "rose: can you text in the afternoon instead")
    assert rose.nudges["welcome_home"] == MONDAY + timedelta(days=2, hours=4)
    assert rose.subjects["welcome_home"] == 3


# ── in hospital ─────────────────────────────────────────────────────────────────────────────

IN = "Rose texted that they are going into hospital, or are there:"
KNOWN = "Our hellos rest. Text DONE once you know how they are."


def test_in_hospital_hellos_rest_and_a_person_is_told() -> None:
    rose = play(
        resident(),
        f"""
        rose: I'm in hospital
        > sam: {IN} "I'm in hospital" {KNOWN}
        bot: Thank you for telling us. We hope all goes well. Our hellos rest, and our team knows. \
Text HOME when you are back.
        (8 days later)
        (skipped: paused)
        rose: I'm home from hospital
        bot: {WARM}
    """,
    )
    assert rose.needed == ["in_hospital"]


TILL_FRIDAY = f"""
        rose: I'm in hospital till Friday
        > sam: {IN} "I'm in hospital till Friday" {KNOWN}
        bot: Thank you for telling us. We hope all goes well. Our hellos rest until Friday. \
Text HOME if you are back sooner.
        (4 days later)
        bot: Hello Rose, it's Mill Lane. We hope it went well. Are you home from hospital yet? \
YES or NO
"""


def test_on_the_day_they_thought_they_would_be_home_they_are_asked() -> None:
    rose = play(resident(), f"{TILL_FRIDAY}\nrose: yes, last night\nbot: {WARM}")
    assert (rose.subjects["welcome_home"], on_day(rose)) == (3, 2)


@pytest.mark.parametrize("answer", ["no", "not yet"])
def test_not_home_yet_rests_it_all_until_they_say(answer: str) -> None:
    rose = play(
        resident(),
        f"""{TILL_FRIDAY}
        rose: {answer}
        bot: Thank you for saying. Get well soon. Our hellos rest. Text HOME when you are back.
        rose: I'm home from hospital
        bot: {WARM}
    """,
    )
    assert not rose.paused


def test_no_word_on_that_day_is_checked_on_gently_and_then_a_person_is_asked() -> None:
    rose = play(
        resident(),
        f"""{TILL_FRIDAY}
        (2 days later)
        bot: Hello Rose, Mill Lane again. No rush at all. Are you home yet? YES or NO
        (2 days later)
        > sam: Rose thought they would be home from hospital by now, and has not answered. \
It may well be nothing. We last heard from them on Monday 23 November: "I'm in hospital till \
Friday". Do you know how they are? Text DONE once you do.
    """,
    )
    assert rose.needed == ["in_hospital", "home_unsure"]
    assert rose.nudges["hello"] == MONDAY + timedelta(days=14)


def test_start_from_hospital_is_a_welcome_home_too() -> None:
    rose = resident()
    happens(rose, "rose: I'm in hospital")
    play(rose, f"rose: START\nbot: {WARM}")
    assert not rose.paused


@pytest.mark.parametrize(
    "said", ["HOME", "home", "I'm home", "back home now", "got sent home today"]
)
def test_home_in_any_words_from_who_is_in_hospital(said: str) -> None:
    rose = resident()
    happens(rose, "rose: I'm in hospital")
    play(rose, f"rose: {said}\nbot: {WARM}")


BACK = """
    rose: I'm back home now
    bot: It's good to have you back. Have you been in hospital? YES or NO
"""


def test_who_is_just_back_is_asked_where_from() -> None:
    """Not everybody who comes home has been in hospital."""
    rose = play(
        resident(paused=True),
        BACK
        + """
        rose: no, at my sister's
        bot: Lovely. Text us any time. We'll say hello on Monday next week.
    """,
    )
    assert (rose.paused, rose.decided(CameHome)) == (False, [])


def test_and_if_it_was_hospital_they_are_welcomed_home() -> None:
    play(resident(), f"{BACK}\nrose: yes, ten days\nbot: {WARM}")


def test_who_does_not_say_where_from_goes_on_as_before() -> None:
    rose = play(resident(), f"{BACK}\n(silence)")
    assert (rose.conversation, rose.needed, rose.quiet_hellos) == (None, [], 0)


def test_a_bare_home_from_who_is_nowhere_in_particular_is_asked_about_too() -> None:
    """They may have been in hospital without a word to us."""
    play(resident(), BACK.replace("I'm back home now", "HOME"))


def test_stop_in_hospital_is_a_stop() -> None:
    rose = resident()
    happens(rose, "rose: I'm in hospital")
    play(rose, "rose: STOP\n(400 days later)")
    assert rose.stopped


def test_a_step_that_has_been_renamed_ends_kindly() -> None:
    rose = asked("welcome_home", "is_it_warm")
    assert happens(rose, "rose: yes")[-1].startswith("bot: Thank you. I lost my place")


# ── through the change of the clocks ────────────────────────────────────────────────────────


def test_the_looks_keep_their_hour_when_the_clocks_change() -> None:
    """Home on the 20th of March; summer time begins on the 29th."""
    london = ZoneInfo("Europe/London")
    rose = resident(now=datetime(2026, 3, 20, 10, tzinfo=london))
    assert {at.astimezone(london).hour for at in _looks(rose)} == {10}


def _looks(rose: Neighbour) -> Iterator[datetime]:
    for number in list(LOOKS)[1:-1]:
        nudge = NudgePlanned("welcome_home", rose.now, timedelta(hours=6), number)
        rose.take(router.due(FLOWS, nudge, False, None, rose.world()))
        rose.now = rose.nudges["welcome_home"]
        yield rose.now


GOING_IN = f"""
        rose: I'm going into hospital on Friday till the 12th of December
        > sam: {IN} "I'm going into hospital on Friday till the 12th of December" {KNOWN}
        bot: Thank you for telling us. We hope all goes well. Our hellos rest from Friday. \
Text HOME when you are back.
"""


def test_who_goes_in_on_friday_hears_from_us_until_then() -> None:
    rose = play(resident(), GOING_IN)
    assert rose.nudges["into_hospital"] == MONDAY + timedelta(days=3, hours=14)
    assert rose.nudges["hello"] == MONDAY + timedelta(days=7), "nothing rests as yet"
    assert not rose.paused
    play(rose, "(4 days later)")
    assert rose.paused_until == MONDAY + timedelta(days=18, hours=14)
    assert rose.nudges["hello"] > rose.paused_until


def test_who_is_home_before_they_went_in_is_not_put_to_rest() -> None:
    rose = play(resident(), f"{GOING_IN}\nrose: I'm home from hospital\nbot: {WARM}")
    happens(rose, "(into_hospital due)")
    assert not rose.paused
