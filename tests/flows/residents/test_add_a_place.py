"""A place told of by text: where, when and who, read back once; and GONE, which takes it away."""

import pytest

from flows.engine import Conversation, Turn
from flows.facts.nearby import PlaceAdded
from flows.nearby.bumping import Bumping, bumping
from tests.flows.neighbour import MONDAY, resident
from tests.flows.transcript import play

BENCH = """
    rose: PLACE the bench by the canal, Tuesdays 11ish, dog people
    bot: So that's the bench by the canal, Tuesdays about 11am, dog people. \
Shall we tell neighbours "Rose says"? YES or NO
"""
ADDED = """
    bot: Thank you. We'll tell neighbours of it. They hear your first name and nothing more.
"""
NEVER_MIND = "bot: That's quite all right. Text PLACE any time to tell us of one."
WHERE = """
    rose: PLACE
    bot: Do you know a spot where people meet? Tell us where, which day and what time. Or text SKIP.
"""
WHEN = """
    bot: Thank you. Which day of the week is it, and about what time? Or text SKIP.
"""
HALL = """
    bot: So that's the village hall, Wednesdays about 10.30am. \
Shall we tell neighbours "Rose says"? YES or NO
"""


def added(rose: object) -> list[PlaceAdded]:
    found: list[PlaceAdded] = rose.decided(PlaceAdded)  # type: ignore[attr-defined]
    return found


def test_all_of_it_in_one_text() -> None:
    rose = play(
        resident(),
        BENCH
        + "rose: yes"
        + ADDED
        + """
        > ana: Rose told us of a spot: the bench by the canal, Tuesdays about 11am, dog people. \
Neighbours now hear of it. If it should not be listed, text GONE. Else text DONE.
    """,
    )
    [place] = added(rose)
    assert (place.where, place.who, place.says) == ("the bench by the canal", "dog people", "Rose")
    assert place.schedule.rule == "FREQ=WEEKLY;BYDAY=TU"
    assert place.schedule.roughly
    assert place.next_at is not None
    assert place.next_at.isoformat() == "2026-11-24T11:00:00+00:00"
    assert "dogs" in place.tags


@pytest.mark.parametrize("said", ["no", "not yet"])
def test_a_place_that_was_heard_wrong_is_not_kept(said: str) -> None:
    assert added(play(resident(), BENCH + f"rose: {said}\n{NEVER_MIND}")) == []


def test_the_word_alone_is_asked_about() -> None:
    play(resident(), WHERE + "rose: the village hall, Weds half 10" + HALL)


def test_a_day_that_was_left_out_is_asked_for() -> None:
    rose = play(
        resident(),
        WHERE
        + "rose: the village hall"
        + WHEN
        + """
        rose: I go there for the tea
        bot: Sorry, I didn't follow. Which day is it? Like "Tuesdays", \
or "first Friday of the month". Or text SKIP.
        rose: Wednesdays half 10
        > sam: Rose texted: "I go there for the tea" Please see if they need an answer \
on +447700900001. Text DONE once you have.
        """
        + HALL
        + "rose: yes"
        + ADDED
        + """
        > ana: Rose told us of a spot: the village hall, Wednesdays about 10.30am. \
Neighbours now hear of it. If it should not be listed, text GONE. Else text DONE.
        """,
    )
    assert len(added(rose)) == 1


def test_an_hour_told_before_need_not_be_told_again() -> None:
    play(resident(), "rose: PLACE the village hall, half 10" + WHEN + "rose: Wednesdays" + HALL)


def test_a_day_and_a_time_may_come_one_after_the_other() -> None:
    play(
        resident(),
        WHERE
        + "rose: the village hall"
        + WHEN
        + """
        rose: wednesdays
        bot: Thank you. About what time is that? Or text SKIP.
        rose: oh I couldn't say
        bot: Sorry, I didn't follow. What time is it? Something like "11 in the morning". \
Or text SKIP.
        rose: about half 10
        > sam: Rose texted: "oh I couldn't say" Please see if they need an answer \
on +447700900001. Text DONE once you have.
        """
        + HALL,
    )


def test_a_place_that_was_left_out_is_asked_for() -> None:
    play(
        resident(),
        """
        rose: PLACE: Wednesdays half 10
        bot: Thank you. Where is it? Something like "the bench by the canal" is plenty. \
Or text SKIP.
        rose: the village hall
        """
        + HALL,
    )


@pytest.mark.parametrize("so_far", [WHERE, WHERE + "rose: the village hall" + WHEN])
def test_any_of_it_may_be_skipped(so_far: str) -> None:
    play(resident(), so_far + f"rose: SKIP\n{NEVER_MIND}")


@pytest.mark.parametrize("so_far", [WHERE, WHERE + "rose: the village hall" + WHEN, BENCH])
def test_silence_is_fine(so_far: str) -> None:
    rose = play(resident(), so_far + "(silence)")
    assert rose.conversation is None
    assert rose.so_far == []


@pytest.mark.parametrize("so_far", [WHERE, WHERE + "rose: the village hall" + WHEN, BENCH])
def test_stop_in_the_middle(so_far: str) -> None:
    assert play(resident(), so_far + "rose: STOP").stopped


@pytest.mark.parametrize(
    "home",
    [
        "my house, Tuesdays 11",
        "Betty's kitchen, Tuesdays 11",
        "12 Mill Lane, Tuesdays 11",
        "SO16 2AB, Tuesdays 11",
        "ring me on 07700 900001, Tuesdays 11",
    ],
)
def test_a_home_is_never_listed(home: str) -> None:
    rose = play(
        resident(),
        f"""
        rose: PLACE {home}
        bot: Thank you. That may be someone's home, so we won't list it. \
Someone at Mill Lane will read what you wrote.
        > ana: Rose told us of a spot that may be someone's home, so it is not listed: \
"{home}" Text DONE once you have seen to it.
    """,
    )
    assert added(rose) == []


def test_who_has_no_name_is_a_neighbour() -> None:
    rose = play(
        resident(name=""),
        BENCH.replace("Rose says", "A neighbour says")
        + "rose: yes"
        + ADDED
        + """
        > ana: Somebody new told us of a spot: the bench by the canal, Tuesdays about 11am, \
dog people. Neighbours now hear of it. If it should not be listed, text GONE. Else text DONE.
    """,
    )
    assert added(rose)[0].says == "A neighbour"


def test_a_step_that_is_not_known_ends_kindly() -> None:
    rose = resident()
    rose.take(Turn(Conversation("add_a_place", "which_day", silent_at=MONDAY)))
    assert play(rose, _lost("Tuesdays")).needed == ["lost"]


def _lost(said: str) -> str:
    return f"""
        rose: {said}
        > ana: I lost my place in a talk with Rose. Please see if they need anything, \
and ring them on +447700900001. Text DONE once you have.
        bot: Thank you. I lost my place, so I have asked someone at Mill Lane to read this.
    """


# ── how a place is read ─────────────────────────────────────────────────────────────────────

READ = [
    # their words                                    where                     days   time  who
    ("the bench by the canal, Tuesdays 11ish, dog", "the bench by the canal", "TU", "11:00", "dog"),
    ("the bench by the canal on Tuesdays at 11", "the bench by the canal", "TU", "11:00", ""),
    ("the canal bench, 11ish Tuesdays", "the canal bench", "TU", "11:00", ""),
    ("outside the chemist most Fridays about 2", "outside the chemist", "FR", "14:00", ""),
    ("Costa on High St. Weds half 10. knitters", "Costa on High St", "WE", "10:30", "knitters"),
    ("the wall outside the chapel, 4pm", "the wall outside the chapel", "", "16:00", ""),
    ("the sunny bench, sat 10am", "the sunny bench", "SA", "10:00", ""),
    ("school gate - weekdays 3.15 - nans", "school gate", "MO,TU,WE,TH,FR", "15:15", "nans"),
    ("the pond, Mondays and Fridays 9am", "the pond", "MO,FR", "09:00", ""),
    ("the pond, mondays or fridays 9am", "the pond", "", "09:00", ""),
    ("the pond every other monday 9am", "the pond", "", "09:00", ""),
    ("allotments gate weekends early", "allotments gate", "SA,SU", None, ""),
    ("the bench most mornings", "the bench", "MO,TU,WE,TH,FR,SA,SU", None, ""),
    ("the market cross, Mondays at 9", "the market cross", "MO", "09:00", ""),
    ("down by the duck pond, Tuesdays 11", "the duck pond", "TU", "11:00", ""),
    ("the laundrette first wednesday of the month 2pm", "the laundrette", "1WE", "14:00", ""),
    ("the Legion, last Fri of the month, 7pm", "the Legion", "-1FR", "19:00", ""),
    ("Tuesdays 11", "", "TU", "11:00", ""),
    ("", "", "", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("words", "where", "days", "at", "who"), READ)
def test_a_place_out_of_their_words(
    words: str, where: str, days: str, at: str | None, who: str
) -> None:
    from flows.engine import scene

    told = bumping(words, scene(resident().world()))
    named = told.rule.partition("BYDAY=")[2]
    found = (told.where, named, told.at and told.at.isoformat("minutes"), told.who)
    assert found == (where, days, at, who)
    assert isinstance(told, Bumping)


def test_the_first_wednesday_of_the_month_is_no_weekly_thing() -> None:
    rose = play(
        resident(),
        """
        rose: PLACE the laundrette first wednesday of the month 2pm
        bot: So that's the laundrette, first Wednesday of the month about 2pm. \
Shall we tell neighbours "Rose says"? YES or NO
        rose: yes
        """
        + ADDED
        + """
        > ana: Rose told us of a spot: the laundrette, first Wednesday of the month about 2pm. \
Neighbours now hear of it. If it should not be listed, text GONE. Else text DONE.
    """,
    )
    [place] = added(rose)
    assert place.schedule.rule == "FREQ=MONTHLY;BYDAY=1WE"
    assert place.next_at is not None
    assert place.next_at.isoformat() == "2026-12-02T14:00:00+00:00"


def test_most_mornings_is_most_days_and_only_the_time_is_asked() -> None:
    play(
        resident(),
        """
        rose: PLACE the bench near Tesco most mornings
        bot: Thank you. About what time is that? Or text SKIP.
        rose: 10ish dear
        bot: So that's the bench near Tesco, most days about 10am. \
Shall we tell neighbours "Rose says"? YES or NO
    """,
    )


def test_what_is_not_understood_goes_to_a_person_with_all_they_said() -> None:
    rose = play(
        resident(),
        """
        rose: PLACE the pond every other monday 10am
        """
        + WHEN
        + """
        rose: every other one
        bot: Sorry, I didn't follow. Which day is it? Like "Tuesdays", \
or "first Friday of the month". Or text SKIP.
        rose: every other monday I said
        bot: I'm sorry, I can't make that out. Someone at Mill Lane will read what you wrote.
        > ana: Rose told us of a spot, and I could not make it out: \
"the pond every other monday 10am / every other one / every other monday I said" \
Please ask them on +447700900001. Text DONE once you have seen to it.
    """,
    )
    assert added(rose) == []
