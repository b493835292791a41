"""What's on, as it is heard: at most three, any pick, any reason, and every no is fine."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows import facts
from flows.engine import Conversation, Turn
from flows.facts.nearby import (
    OFFERED,
    ActivityTold,
    OutingPlanned,
    SuggestionDeclined,
    SuggestionsShown,
)
from flows.nearby.in_a_text import LONGEST_LIST, listed
from flows.words.parts import count
from flows.world.nearby import Near
from tests.flows.neighbour import MONDAY, Neighbour
from tests.flows.things_to_do import (
    BENCH,
    CARDS,
    CHOIR,
    EVERYTHING,
    FRIDAY,
    KNITTING,
    TEA_DANCE,
    WEEKLY,
    looking,
)
from tests.flows.transcript import play

LIST = """
    rose: what's on
    bot: 1 Tea dance, Fri 27 Nov 2pm, 20 minutes on foot, by Mill Bridge. \
2 Knit and natter, Tue 24 Nov 11am, a mile away, not checked lately. \
3 the bench by the canal, Tue 1 Dec 11am, 5 minutes on foot.
    bot: Would any of these suit? Text its number, MORE for others, or NO.
"""
DANCE = """
    bot: Tea dance: Fridays 2pm. Swathling Hall. \u00a32. Step-free, toilet; seats not known.
    bot: 20 minutes on foot, by Mill Bridge. Bus 7 from Mill Lane at 1.25pm. Pat will meet you. \
Pat from Mill Lane says, checked 3 May.
    bot: Shall we put you down for it? YES or NO
"""
FINE = "bot: That's quite all right. Text WHATS ON any time you like."
GOOD_TO_KNOW = """
    bot: Thank you, that's good to know. We'll look for others. Text WHATS ON any time you like.
"""


TEA = "Tea dance, Fri 27 Nov 2pm, 20 minutes on foot, by Mill Bridge."
KNIT = "Knit and natter, Tue 24 Nov 11am, a mile away, not checked lately."
ON_THE_BENCH = "the bench by the canal, Tue 1 Dec 11am, 5 minutes on foot."
AT_THE_OAK = "Cards at the Oak, Wed 25 Nov 7pm, 20 minutes on foot, by Mill Bridge."
SINGING = "Choir, Thu 26 Nov 6pm, 20 minutes on foot, by Mill Bridge."


def these(*lines: str) -> str:
    """A list of these, and the question after it."""
    listed = " ".join(f"{number} {line}" for number, line in enumerate(lines, start=1))
    return f"""
        bot: {listed}
        bot: Would any of these suit? Text its number, MORE for others, or NO.
    """


def others(*lines: str) -> str:
    """Thanks for a reason, and these in their stead."""
    return "\nbot: Thank you, that's good to know. Here are some others." + these(*lines)


def test_a_pick_by_number_and_a_yes() -> None:
    rose = play(
        looking(),
        LIST
        + """
        rose: 1
        """
        + DANCE
        + """
        rose: ooh yes please
        bot: Lovely. That's Friday at 2pm. We'll text you the day before.
    """,
    )
    thursday, saturday = FRIDAY - timedelta(days=1, hours=4), FRIDAY + timedelta(hours=20)
    assert rose.so_far == [
        SuggestionsShown((11, 12, 13)),
        ActivityTold(11),
        OutingPlanned(11, FRIDAY, thursday, saturday),
    ]


def test_a_pick_by_words() -> None:
    rose = play(
        looking(),
        LIST
        + """
        rose: the tea dance sounds nice
        """
        + DANCE,
    )
    assert ActivityTold(11) in rose.so_far


def test_what_nobody_has_checked_says_so_with_its_date() -> None:
    play(
        looking(),
        LIST
        + """
        rose: 2
        bot: Knit and natter: Tuesdays 11am. The library. Free. Steps not known.
        bot: A mile away. Joe from the library said, not checked since 3 May.
        bot: Shall we put you down for it? YES or NO
        rose: yes
        bot: Lovely. That's Tuesday at 11am. Have a good time.
    """,
    )


def test_a_bench_is_only_reminded_of() -> None:
    play(
        looking(),
        LIST
        + """
        rose: the bench
        bot: The bench by the canal: Tuesdays about 11am. Dog people. Free. Access not known.
        bot: 5 minutes on foot. Len says, checked 2 Nov.
        bot: Shall we remind you the day before? YES or NO
        rose: yes
        bot: Lovely. That's Tuesday 1 December at 11am. We'll text you the day before.
    """,
    )


def test_what_has_no_set_time_needs_no_reminder() -> None:
    rose = play(
        looking(Near((replace(BENCH, next_at=None, next_words=""),))),
        """
        rose: what's on
        bot: 1 the bench by the canal, Tuesdays about 11am, 5 minutes on foot.
        bot: Would any of these suit? Text its number, MORE for others, or NO.
        rose: 1
        bot: The bench by the canal: Tuesdays about 11am. Dog people. Free. Access not known.
        bot: 5 minutes on foot. Len says, checked 2 Nov.
        bot: Shall we remind you the day before? YES or NO
        rose: yes
        bot: Lovely. Go along when you like, and have a good time.
    """,
    )
    assert rose.decided(OutingPlanned) == [
        OutingPlanned(13, None, None, MONDAY + timedelta(days=7))
    ]


def test_more_shows_the_rest_and_then_says_that_is_all() -> None:
    rose = play(
        looking(),
        LIST
        + """
        rose: MORE
        bot: 1 Cards at the Oak, Wed 25 Nov 7pm, 20 minutes on foot, by Mill Bridge. \
2 Choir, Thu 26 Nov 6pm, 20 minutes on foot, by Mill Bridge.
        bot: Would any of these suit? Text its number, MORE for others, or NO.
        rose: more please
        bot: That's all we know of just now. Text WHATS ON another day. \
Know of a good spot? Text PLACE and tell us.
    """,
    )
    assert rose.decided(SuggestionsShown) == [
        SuggestionsShown((11, 12, 13)),
        SuggestionsShown((14, 15)),
    ]


def test_a_number_counts_on_the_page_it_was_read_on() -> None:
    rose = play(
        looking(),
        LIST
        + """
        rose: MORE
        bot: 1 Cards at the Oak, Wed 25 Nov 7pm, 20 minutes on foot, by Mill Bridge. \
2 Choir, Thu 26 Nov 6pm, 20 minutes on foot, by Mill Bridge.
        bot: Would any of these suit? Text its number, MORE for others, or NO.
        rose: 2
        bot: Choir: Fridays 2pm. Swathling Hall. \u00a32. Step-free, toilet; seats not known.
        bot: 20 minutes on foot, by Mill Bridge. Bus 7 from Mill Lane at 1.25pm. \
Pat will meet you. Pat from Mill Lane says, checked 3 May.
        bot: Shall we put you down for it? YES or NO
    """,
    )
    assert rose.decided(ActivityTold) == [ActivityTold(15)]


def test_none_is_fine_and_these_three_rest() -> None:
    rose = play(looking(), LIST + f"rose: none of them thanks\n{FINE}")
    assert rose.decided(SuggestionDeclined) == [
        SuggestionDeclined(each, "not now") for each in (11, 12, 13)
    ]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("too far", "far"),
        ("I can't manage steps", "steps"),
        ("not on my own", "alone"),
    ],
)
def test_a_reason_is_thanked_and_kept_against_all_three(said: str, reason: str) -> None:
    near = Near((replace(TEA_DANCE, access_words="has steps"), KNITTING, BENCH))
    rose = play(looking(near), LIST + f"rose: {said}" + GOOD_TO_KNOW)
    assert rose.decided(SuggestionDeclined) == [
        SuggestionDeclined(each, reason) for each in (11, 12, 13)
    ]


def test_after_a_reason_others_come_at_once_for_which_it_does_not_hold() -> None:
    alone = replace(CHOIR, who_meets="")
    near = Near((TEA_DANCE, KNITTING, BENCH), others=(alone, CARDS))
    rose = play(looking(near), LIST + "rose: not on my own" + others(AT_THE_OAK))
    assert rose.decided(SuggestionsShown)[-1] == SuggestionsShown((14,))


def test_too_far_is_nothing_against_what_is_near_and_nothing_as_far_comes_instead() -> None:
    ways = {11: 2000, 12: 1800, 13: 300, 14: 1500, 15: 1900}
    every = (TEA_DANCE, KNITTING, BENCH, CARDS, CHOIR)
    known = [replace(each, distance_m=ways[each.activity_id]) for each in every]
    near = Near(tuple(known[:3]), others=tuple(known[3:]))
    rose = play(
        looking(near),
        LIST
        + """
        rose: too far
        bot: Thank you, that's good to know. Here are some others.
        bot: 1 the bench by the canal, Tue 1 Dec 11am, 5 minutes on foot. \
2 Cards at the Oak, Wed 25 Nov 7pm, 20 minutes on foot, by Mill Bridge.
        bot: Would any of these suit? Text its number, MORE for others, or NO.
    """,
    )
    assert rose.decided(SuggestionDeclined) == [
        SuggestionDeclined(each, "far") for each in (11, 12)
    ]


def test_dear_is_nothing_against_what_is_free() -> None:
    rose = play(looking(), LIST + "rose: they're all too dear for me" + others(KNIT, ON_THE_BENCH))
    assert rose.decided(SuggestionDeclined) == [SuggestionDeclined(11, "dear")]


def test_steps_are_nothing_against_what_has_none() -> None:
    """The tea dance is known to be step-free; of the others nobody knows."""
    rose = play(looking(), LIST + "rose: I can't manage steps" + others(TEA, AT_THE_OAK, SINGING))
    assert rose.decided(SuggestionDeclined) == [
        SuggestionDeclined(each, "steps") for each in (12, 13)
    ]


def test_a_reason_against_one_of_them_is_kept_against_that_one() -> None:
    rose = play(
        looking(Near(EVERYTHING.suggestions[:3])), LIST + "rose: 2 is too far" + GOOD_TO_KNOW
    )
    assert rose.decided(SuggestionDeclined) == [SuggestionDeclined(12, "far")]


def test_a_reason_against_the_one_they_picked() -> None:
    rose = play(
        looking(), LIST + "rose: 1" + DANCE + "rose: no, too dear" + others(KNIT, ON_THE_BENCH)
    )
    assert rose.decided(SuggestionDeclined) == [SuggestionDeclined(11, "dear")]
    assert rose.decided(OutingPlanned) == []


def test_a_no_to_the_one_they_picked_needs_no_reason() -> None:
    rose = play(looking(), LIST + "rose: 1" + DANCE + f"rose: no thanks\n{FINE}")
    assert rose.decided(SuggestionDeclined) == [SuggestionDeclined(11, "other")]


def test_not_now_is_no_no() -> None:
    rose = play(
        looking(),
        LIST
        + "rose: 1"
        + DANCE
        + """
        rose: maybe later
        bot: No hurry at all. Text WHATS ON any time you like.
    """,
    )
    assert rose.decided(SuggestionDeclined) == []


def test_of_two_picks_one_comes_first() -> None:
    play(
        looking(),
        LIST
        + """
        rose: 1 and 3
        bot: Lovely. Which shall we look at first? Text just one number.
        rose: 1
        """
        + DANCE,
    )


def test_two_picks_twice_are_left_for_another_day() -> None:
    play(
        looking(),
        LIST
        + """
        rose: 1 and 3
        bot: Lovely. Which shall we look at first? Text just one number.
        rose: both, 1 and 3
        bot: No hurry at all. Text WHATS ON any time you like.
    """,
    )


def test_an_unclear_pick_is_asked_again_and_then_a_person_looks() -> None:
    rose = play(
        looking(),
        LIST
        + """
        rose: my cat is asleep
        bot: Sorry, I didn't follow. Text the number of one you like, MORE for others, or NO. \
Any is fine.
        rose: she is lovely
        > ana: Rose answered and I could not follow: "my cat is asleep / she is lovely" \
Please see to them on +447700900001. Text DONE once you have.
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
    """,
    )
    assert rose.needed == ["unclear"]


@pytest.mark.parametrize("so_far", [LIST, LIST + "rose: 1" + DANCE])
def test_silence_is_fine(so_far: str) -> None:
    rose = play(looking(), so_far + "(silence)")
    assert rose.conversation is None
    assert rose.needed == []


@pytest.mark.parametrize("so_far", [LIST, LIST + "rose: 1" + DANCE])
def test_stop_in_the_middle(so_far: str) -> None:
    rose = play(looking(), so_far + "rose: STOP")
    assert rose.stopped
    assert rose.decided(OutingPlanned) == []


def test_where_nothing_is_on_we_say_so() -> None:
    play(
        looking(Near()),
        """
        rose: whats on
        bot: I'm sorry, we know of nothing near you just now. \
If you know of a good spot, text PLACE and tell us of it.
    """,
    )


def test_what_has_gone_while_they_were_thinking() -> None:
    rose = play(looking(), LIST)
    gone = replace(TEA_DANCE, state="gone")
    rose.sees = {"near": Near((), (gone, KNITTING, BENCH))}
    play(rose, "rose: 1\nbot: I'm sorry, that one is no longer on. Text WHATS ON for others.")


def test_who_asks_again_sees_the_list_afresh() -> None:
    play(looking(), LIST + "rose: 1" + DANCE + LIST + "rose: 1" + DANCE)


def test_a_hello_does_not_wait_for_a_list_that_nobody_answers() -> None:
    rose = play(
        looking(),
        LIST
        + """
        (hello)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
    """,
    )
    assert rose.needed == []


# ── offered by us ───────────────────────────────────────────────────────────────────────────


def offered(events: bool = True) -> Neighbour:
    """Rose, to whom we are about to offer something."""
    rose = looking(consents={"visits": True, "events": events})
    rose.subjects["whats_on"] = OFFERED
    return rose


OFFER = """
    (whats_on due)
    bot: Hello Rose, it's Mill Lane. There are a few things on near you. \
Would you like to hear of some? YES or NO
"""


def test_an_offer_asks_before_it_tells() -> None:
    play(
        offered(),
        OFFER + "rose: go on then" + LIST.replace("rose: what's on", "") + "rose: 1" + DANCE,
    )


@pytest.mark.parametrize("said", ["no thanks", "not today"])
def test_an_offer_may_be_turned_down(said: str) -> None:
    play(offered(), OFFER + f"rose: {said}\n{FINE}")


def test_an_offer_nobody_answers_is_over() -> None:
    assert play(offered(), OFFER + "(silence)").conversation is None


def test_nothing_is_offered_without_their_yes_to_events() -> None:
    play(offered(events=False), "(whats_on due)\n(skipped: no consent)")


def test_a_yes_at_the_door_that_has_moved_is_heard() -> None:
    """A step that was renamed leads people on; one that is not known ends kindly."""
    rose = looking()
    rose.take(Turn(Conversation("whats_on", "a_step_of_old")))
    play(
        rose,
        """
        rose: 1
        > ana: I lost my place in a talk with Rose. Please see if they need anything, \
and ring them on +447700900001. Text DONE once you have.
        bot: Thank you. I lost my place, so I have asked someone at Mill Lane to read this.
    """,
    )


# ── how it reads ────────────────────────────────────────────────────────────────────────────


def test_the_longest_list_is_two_parts_of_a_text() -> None:
    long = replace(
        KNITTING,
        title="The Swathling and Highfield knit and natter",
        next_words="Wednesday 23 September 11.30am",
        distance_words="two and a half miles away, by Cobden Bridge and Mill Lane Footbridge",
    )
    text = listed([long, long, long])
    assert len(text) <= LONGEST_LIST
    assert count(text).parts <= 2
    assert text.count("not checked lately") == 3


def test_two_of_one_name_are_told_apart_by_their_place() -> None:
    other = replace(TEA_DANCE, activity_id=31, place="Portswood Church")
    rose = play(
        looking(Near((TEA_DANCE, other))),
        """
        rose: what's on
        bot: 1 Tea dance, Fri 27 Nov 2pm, 20 minutes on foot, by Mill Bridge. \
2 Tea dance Portswood Church, Fri 27 Nov 2pm, 20 minutes on foot, by Mill Bridge.
        bot: Would any of these suit? Text its number, MORE for others, or NO.
        rose: 2
        bot: Tea dance: Fridays 2pm. Portswood Church. \u00a32. Step-free, toilet; seats not known.
        bot: 20 minutes on foot, by Mill Bridge. Bus 7 from Mill Lane at 1.25pm. \
Pat will meet you. Pat from Mill Lane says, checked 3 May.
        bot: Shall we put you down for it? YES or NO
    """,
    )
    assert rose.decided(facts.PersonNeeded) == []


# ── what they are looking for ───────────────────────────────────────────────────────────────


ONE_A_DAY = (TEA_DANCE, KNITTING, BENCH, replace(CARDS, next_at=FRIDAY - timedelta(days=2)))


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ("whats on friday", [TEA]),
        ("whats on at the library", [KNIT]),
        ("WHATS ON cards", [AT_THE_OAK]),
        ("whats on tuesday at the bench", [ON_THE_BENCH]),
        ("what's on near me please", [TEA, KNIT, ON_THE_BENCH]),
    ],
)
def test_what_fits_their_words_is_told_first(said: str, listed: list[str]) -> None:
    bench = replace(BENCH, next_at=KNITTING.next_at)
    near = Near((TEA_DANCE, KNITTING, bench), others=ONE_A_DAY[3:])
    play(looking(near), f"rose: {said}" + these(*listed))


def test_where_nothing_is_like_that_they_hear_so_and_what_else_is_on() -> None:
    play(
        looking(),
        """
        rose: whats on with bingo on sunday
        bot: I'm sorry, we know of nothing like that just now. Here is what else is on.
        """
        + these(TEA, KNIT, ON_THE_BENCH),
    )


def test_what_is_on_next_week_is_put_down_for_next_week() -> None:
    weekly = replace(TEA_DANCE, schedule=WEEKLY)
    rose = play(
        looking(Near((weekly,))),
        """
        rose: whats on next week
        bot: 1 Tea dance, Fri 4 Dec 2pm, 20 minutes on foot, by Mill Bridge.
        bot: Would any of these suit? Text its number, MORE for others, or NO.
        rose: 1
        """
        + DANCE
        + """
        rose: yes
        bot: Lovely. That's Friday 4 December at 2pm. We'll text you the day before.
    """,
    )
    later = FRIDAY + timedelta(days=7)
    remind, after = later - timedelta(days=1, hours=4), later + timedelta(hours=20)
    assert rose.decided(OutingPlanned) == [OutingPlanned(11, later, remind, after)]
