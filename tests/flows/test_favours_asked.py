"""Asking a favour, as it is heard: what, when, read back, and only then passed on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flows import facts, keywords
from flows.facts.favours import FavourAsked, FavourWithdrawn
from flows.world.favours import FavourSeen, OpenFavour
from tests.flows.neighbour import MONDAY, Neighbour, resident, team
from tests.flows.transcript import play

WHAT = (
    "bot: What would help? Say it in a few words, as you would to a neighbour. "
    "For example, a lift on Thursday."
)
ASKING = (
    "bot: I'll ask one neighbour at a time and let you know. It may take a few days. "
    "If you change your mind, text NEVER MIND."
)
ALL_RIGHT = "bot: That's quite all right. Ask me any time. Just text ASK."


def rose(**known: Any) -> Neighbour:
    seen = {"favour": FavourSeen(mine=known.pop("mine", ()))}
    return resident(sees=seen, **known)


def asked(them: Neighbour) -> FavourAsked:
    [fact] = them.decided(FavourAsked)
    assert isinstance(fact, FavourAsked)
    return fact


def test_what_when_and_read_back() -> None:
    them = play(
        rose(),
        f"""
        rose: ASK
        {WHAT}
        rose: could someone mend my kitchen tap
        bot: When would suit? A day or a time. Or text ANY TIME
        rose: Thursday morning
        bot: I would ask a neighbour: "could someone mend my kitchen tap on Thursday morning" \
Shall I ask it just like that? YES or NO
        rose: yes please
        {ASKING}
    """,
    )
    fact = asked(them)
    assert (fact.kind, fact.weekday, fact.about, fact.by_hand) == (
        "mending",
        3,
        "something to mend",
        "",
    )
    assert fact.words == "could someone mend my kitchen tap on Thursday morning"
    assert "mending" in fact.tags
    assert fact.until == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_words_along_with_the_keyword_are_the_answer() -> None:
    them = play(
        rose(),
        f"""
        rose: ASK a lift to chapel on Sunday
        bot: I would ask a neighbour: "a lift to chapel on Sunday" \
Shall I ask it just like that? YES or NO
        rose: go on then
        {ASKING}
    """,
    )
    assert (asked(them).kind, asked(them).weekday) == ("lift", 6)


def test_advice_needs_no_day() -> None:
    them = play(
        rose(),
        f"""
        rose: ASK a good soup recipe
        bot: I would ask a neighbour: "a good soup recipe" Shall I ask it just like that? YES or NO
        rose: yes
        {ASKING}
    """,
    )
    assert (asked(them).kind, asked(them).weekday) == ("recipe", None)
    assert asked(them).until == MONDAY + timedelta(days=7)


def test_any_time_is_an_answer_and_is_not_passed_on() -> None:
    them = play(
        rose(),
        f"""
        rose: ASK help with my hedge
        bot: When would suit? A day or a time. Or text ANY TIME
        rose: any time love, no rush
        bot: I would ask a neighbour: "help with my hedge" Shall I ask it just like that? YES or NO
        rose: yes
        {ASKING}
    """,
    )
    assert asked(them).words == "help with my hedge"


def test_a_time_in_words_of_their_own_is_passed_on_as_it_is() -> None:
    them = play(
        rose(),
        f"""
        rose: ASK help with my hedge
        bot: When would suit? A day or a time. Or text ANY TIME
        rose: not too early
        bot: I would ask a neighbour: "help with my hedge, not too early" \
Shall I ask it just like that? YES or NO
        rose: yes
        {ASKING}
    """,
    )
    assert asked(them).weekday is None


@pytest.mark.parametrize("text", ["yes", "no", "ok thanks"])
def test_a_bare_yes_or_no_is_no_time(text: str) -> None:
    them = play(
        rose(),
        f"""
        rose: ASK help with my hedge
        bot: When would suit? A day or a time. Or text ANY TIME
        rose: {text}
        bot: I would ask a neighbour: "help with my hedge" Shall I ask it just like that? YES or NO
        rose: yes
        {ASKING}
    """,
    )
    assert asked(them).words == "help with my hedge"


def test_a_day_in_the_middle_of_their_words_is_its_deadline() -> None:
    them = play(
        rose(),
        f"""
        rose: ASK a lift to the eye clinic on Friday for my drops
        bot: I would ask a neighbour: "a lift to the eye clinic on Friday for my drops" \
Shall I ask it just like that? YES or NO
        rose: yes
        {ASKING}
    """,
    )
    assert (asked(them).weekday, asked(them).until) == (4, datetime(2026, 11, 26, 9, 0, tzinfo=UTC))


def test_what_is_for_tomorrow_a_person_hears_of_at_once() -> None:
    them = play(
        rose(),
        """
        rose: ASK a lift to the eye clinic tomorrow
        bot: I would ask a neighbour: "a lift to the eye clinic tomorrow" \
Shall I ask it just like that? YES or NO
        rose: yes
        bot: I'll ask a neighbour at once. As it is so soon, I have told someone at Mill Lane too. \
To take it back, text NEVER MIND.
        > ana: Rose asks a neighbour: "a lift to the eye clinic tomorrow" It is soon: \
please see to it too on +447700900001. DONE ends this.
    """,
    )
    assert asked(them).until == datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_the_same_ask_twice_is_one() -> None:
    them = play(
        rose(mine=(OpenFavour(8, "mend my kitchen tap on Thursday"),)),
        """
        rose: ASK could someone mend my kitchen tap please
        bot: I am still asking for that one: "mend my kitchen tap on Thursday" I'll let you know.
    """,
    )
    assert them.so_far == []


def test_another_day_is_another_ask() -> None:
    them = play(
        rose(mine=(OpenFavour(8, "a lift to chapel on Sunday"),)),
        """
        rose: ASK a lift to chapel on Wednesday
        bot: I would ask a neighbour: "a lift to chapel on Wednesday" \
Shall I ask it just like that? YES or NO
    """,
    )
    assert them.so_far == []


def test_befrienders_ask_too() -> None:
    sam = team(sees={"favour": FavourSeen()})
    them = play(
        sam,
        f"""
        sam: ASK what am I doing wrong with my tomatoes?
        bot: I would ask a neighbour: "what am I doing wrong with my tomatoes?" \
Shall I ask it just like that? YES or NO
        sam: yes
        {ASKING}
    """,
    )
    assert asked(them).kind == "advice"
    assert "gardening" in asked(them).tags


def test_a_no_to_the_words_brings_other_words() -> None:
    them = play(
        rose(),
        f"""
        rose: ASK a recipe for soup
        bot: I would ask a neighbour: "a recipe for soup" Shall I ask it just like that? YES or NO
        rose: no
        bot: How would you put it? Or text SKIP, and I won't ask anybody.
        rose: a recipe for leek soup, no cream
        bot: I would ask a neighbour: "a recipe for leek soup, no cream" \
Shall I ask it just like that? YES or NO
        rose: yes
        {ASKING}
    """,
    )
    assert asked(them).words == "a recipe for leek soup, no cream"


def test_other_words_may_be_skipped() -> None:
    them = play(
        rose(),
        f"""
        rose: ASK a recipe for soup
        bot: I would ask a neighbour: "a recipe for soup" Shall I ask it just like that? YES or NO
        rose: no
        bot: How would you put it? Or text SKIP, and I won't ask anybody.
        rose: skip
        {ALL_RIGHT}
    """,
    )
    assert them.decided(FavourAsked) == []


def test_not_now_asks_nobody() -> None:
    them = play(
        rose(),
        f"""
        rose: ASK a recipe for soup
        bot: I would ask a neighbour: "a recipe for soup" Shall I ask it just like that? YES or NO
        rose: not now
        {ALL_RIGHT}
    """,
    )
    assert (them.decided(FavourAsked), them.conversation) == ([], None)


def test_never_mind_at_the_first_question() -> None:
    for text in ("never mind", "oh forget it", "no"):
        them = play(rose(), f"rose: ASK\n{WHAT}\nrose: {text}\n{ALL_RIGHT}")
        assert them.decided(FavourAsked) == []


def test_a_long_story_is_put_in_fewer_words_by_whoever_tells_it() -> None:
    story = (
        "well my daughter used to do it but she has moved to Leeds now and I wondered "
        "if there was anybody who could show me how the new heating clock works"
    )
    them = play(
        rose(),
        f"""
        rose: ASK {story}
        bot: That is a bit long to pass on. How would you say it in about ten words?
        rose: someone to show me my heating clock
        bot: When would suit? A day or a time. Or text ANY TIME
        rose: any day
        bot: I would ask a neighbour: "someone to show me my heating clock" \
Shall I ask it just like that? YES or NO
        rose: yes
        {ASKING}
    """,
    )
    assert asked(them).words == "someone to show me my heating clock"


def test_money_medicine_and_keys_are_not_for_a_neighbour() -> None:
    for text, why in (
        ("lend me 20 pounds till friday", "money"),
        ("fetch my tablets from the chemist", "medicine"),
        ("keep my spare key", "keys"),
    ):
        them = play(
            rose(),
            f"""
            rose: ASK {text}
            bot: Thank you for telling me. That one is for someone at Mill Lane, \
and they will be in touch with you soon.
            > ana: Rose asked for help that is not for a neighbour. They said: "{text}" \
Please be in touch on +447700900001. Text DONE once you have.
        """,
        )
        assert asked(them).by_hand == why
        assert them.needed == ["favour_by_hand"]


def test_money_in_the_other_words_counts_as_well() -> None:
    them = play(
        rose(),
        """
        rose: ASK some help on friday
        bot: I would ask a neighbour: "some help on friday" \
Shall I ask it just like that? YES or NO
        rose: no
        bot: How would you put it? Or text SKIP, and I won't ask anybody.
        rose: some help with my bank card
        bot: Thank you for telling me. That one is for someone at Mill Lane, \
and they will be in touch with you soon.
        > ana: Rose asked for help that is not for a neighbour. They said: \
"some help on friday / no / some help with my bank card" \
Please be in touch on +447700900001. Text DONE once you have.
    """,
    )
    assert asked(them).by_hand == "money"


def test_danger_in_an_ask_is_danger() -> None:
    urgent = keywords.danger("", None, resident().world()).messages[0].text
    them = play(
        rose(),
        f"""
        rose: ASK can someone come I've fallen and can't get up
        bot: {urgent} (at once)
        > ana: URGENT. Rose may be in danger. They texted: \
"ASK can someone come I've fallen and can't get up" Please ring them now on +447700900001. \
Text MINE if you have it, DONE after. (at once)
    """,
    )
    assert them.decided(FavourAsked) == []


def test_three_are_enough_at_a_time() -> None:
    mine = tuple(OpenFavour(nth, "a lift") for nth in (3, 2, 1))
    them = play(
        rose(mine=mine),
        """
        rose: ASK a soup recipe
        bot: You have a few asks open and I'm still looking. Text NEVER MIND to take the last one \
back. Then ask again.
    """,
    )
    assert them.decided(FavourAsked) == []


def test_an_unclear_yes_is_asked_once_more_and_then_a_person_looks() -> None:
    them = play(
        rose(),
        """
        rose: ASK a soup recipe
        bot: I would ask a neighbour: "a soup recipe" Shall I ask it just like that? YES or NO
        rose: the blue one
        bot: Sorry, I didn't follow. May I ask a neighbour in those words? YES or NO
        rose: blue I said
        > ana: Rose answered and I could not follow: "the blue one / blue I said" \
Please see to them on +447700900001. Text DONE once you have.
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
    """,
    )
    assert them.decided(FavourAsked) == []


def test_who_falls_silent_in_the_middle_is_not_forgotten() -> None:
    them = play(
        rose(),
        """
        rose: ASK mend my gate
        bot: When would suit? A day or a time. Or text ANY TIME
        (silence)
        > ana: Rose began to ask for help and did not finish: "mend my gate" \
Perhaps ask them on +447700900001. Text DONE once you have.
    """,
    )
    assert (them.needed, them.decided(FavourAsked)) == (["favour_unsure"], [])


def test_who_never_says_what_is_left_in_peace() -> None:
    them = play(rose(), f"rose: ASK\n{WHAT}\n(silence)")
    assert (them.needed, them.conversation) == ([], None)


def test_stop_in_the_middle_asks_nobody() -> None:
    them = play(
        rose(),
        """
        rose: ASK mend my gate
        bot: When would suit? A day or a time. Or text ANY TIME
        rose: STOP
    """,
    )
    assert them.stopped
    assert them.decided(FavourAsked) == []
    assert them.decided(facts.Stopped)


# ── taking it back ──────────────────────────────────────────────────────────────────────────


def test_never_mind_takes_back_the_last_thing_asked() -> None:
    mine = (OpenFavour(8, "a lift to chapel on Sunday"), OpenFavour(5, "a soup recipe"))
    them = play(
        rose(mine=mine),
        """
        rose: never mind
        bot: All right, I won't ask for it any more: "a lift to chapel on Sunday" \
Text ASK any time.
    """,
    )
    assert them.decided(FavourWithdrawn) == [FavourWithdrawn(8)]


def test_never_mind_where_nothing_is_open_is_quite_all_right() -> None:
    them = play(
        rose(),
        """
        rose: never mind
        bot: That's quite all right. Text us any time.
    """,
    )
    assert them.so_far == []
