"""A chat that passes through us, as one of the two lives it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.facts.chats import (
    ChatJoined,
    ChatSaid,
)
from flows.world.chats import ChatSeen, LastWords
from tests.flows.chatting import (
    CHAT,
    NEW,
    NIGHT,
    OVER,
    THREE,
    at,
    facts_of,
    rose,
    says,
    talking,
)
from tests.flows.neighbour import MONDAY
from tests.flows.transcript import play

# ── a chat begins ─────────────────────────────────────────────────────────────────────────────────

OPENED = """
    (chat 7 due)
    bot: You can text Betty now, about roses. Just text here and we pass it on. \
Nobody sees a number. To finish, text BYE.
"""


def test_what_rose_texts_is_passed_on_under_her_first_name() -> None:
    them = play(rose(NEW), OPENED + """
        rose: Hello Betty! What's on at the hall on Friday?
        > betty: Rose: Hello Betty! What's on at the hall on Friday?
        rose: not this week
        > betty: Rose: not this week
    """)  # fmt: skip
    said = [ChatSaid(7, words) for words in
            ("Hello Betty! What's on at the hall on Friday?", "not this week")]  # fmt: skip
    assert facts_of(them) == [ChatJoined(7), *said]


def test_who_comes_late_hears_what_was_said_before() -> None:
    chat = replace(NEW, waiting=("Betty: hello", "Betty: it's me"), heard=12)
    them = play(rose(chat), OPENED + "bot: Betty: hello / Betty: it's me")
    assert facts_of(them)[-1] == ChatJoined(7, 12)


def test_who_comes_back_hears_only_what_they_missed() -> None:
    play(rose(replace(CHAT, waiting=("Betty: are you there?",), heard=3)), """
        (chat 7 due)
        bot: Betty: are you there?
        rose: here I am
        > betty: Rose: here I am
    """)  # fmt: skip


HELLO = """
    (hello)
    bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
"""
GOOD = """
    rose: good
    bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
"""


def test_it_does_not_begin_over_a_hello() -> None:
    them = play(rose(replace(NEW, busy="weekly_hello")), HELLO + "(chat 7 due)" + GOOD)
    assert them.nudges["chat"] == MONDAY + timedelta(minutes=30)


def test_beside_a_hello_a_neighbours_words_come_at_once_and_the_hello_stays_open() -> None:
    waits = replace(CHAT, busy="weekly_hello", waiting=("Betty: running late",), heard=3)
    them = play(rose(waits), HELLO + "(chat 7 due)\nbot: Betty: running late" + GOOD)
    assert facts_of(them) == [ChatJoined(7, 3)]
    assert them.nudges["chat"] == MONDAY + timedelta(minutes=30)


def test_any_other_question_of_ours_makes_way_for_a_neighbours_words() -> None:
    waits = replace(
        CHAT, busy="how_was_it", asked_by_us=True, waiting=("Betty: make it 3",), heard=3
    )
    play(at("how_was_it", "ask", waits, last_heard_at=MONDAY), """
        (chat 7 due)
        bot: Betty: make it 3
        rose: right you are
        > betty: Rose: right you are
    """)  # fmt: skip


def test_who_is_in_the_middle_of_asking_us_something_hears_from_neighbours_after_it() -> None:
    waits = replace(CHAT, busy="ask_a_favour", waiting=("Betty: make it 3",), heard=3)
    them = play(at("ask_a_favour", "when", waits, last_heard_at=MONDAY), "(chat 7 due)")
    assert them.conversation is not None and them.conversation.flow == "ask_a_favour"
    them.now += timedelta(minutes=30)
    play(them, """
        (chat 7 due)
        bot: Betty: make it 3
    """)  # fmt: skip


def test_a_chat_that_makes_room_for_another_comes_back() -> None:
    waits = replace(CHAT, busy="chat", busy_about=9, waiting=("Betty: are you in?",), heard=3)
    them = play(rose(waits, last_heard_at=MONDAY), "(chat 7 due)")
    assert facts_of(them) == []
    them.now += timedelta(hours=1)
    play(them, """
        (chat 7 due)
        bot: Betty: are you in?
    """)  # fmt: skip
    assert (them.nudges["chat"], them.subjects["chat"]) == (them.now + timedelta(days=1), 9)


def test_more_than_fits_comes_in_a_second_piece() -> None:
    long = replace(CHAT, waiting=("Betty: hello",), heard=3, more_waits=True)
    them = play(rose(long), """
        (chat 7 due)
        bot: Betty: hello
    """)  # fmt: skip
    assert them.nudges["chat"] == MONDAY + timedelta(seconds=1)


def test_who_writes_to_somebody_who_does_not_know_yet_hears_that_it_waits() -> None:
    slow = replace(CHAT, here=frozenset(), slow=frozenset({2}))
    them = play(talking(slow), """
        rose: hello!
        bot: Thank you. We'll pass that on as soon as Betty is there.
    """)  # fmt: skip
    assert facts_of(them) == [ChatSaid(7, "hello!", "passed", (2,))]
    them.sees = {"chat": replace(slow, since_noon=(MONDAY,))}
    play(them, "rose: are you coming?")


def test_more_before_we_have_asked_is_said_to_the_neighbour() -> None:
    play(talking(), """
        rose: More
        > betty: Rose: More
    """)  # fmt: skip


@pytest.mark.parametrize("words", ["I'm hungry and got no food", "I'm freezing, no heating"])
def test_a_worry_said_in_a_chat_is_told_to_a_person_and_not_passed_on(words: str) -> None:
    them = talking()
    heard = says(them, words)
    assert [line for line in heard if line.startswith("> betty")] == []
    assert [line for line in heard if line.startswith("> ana") and words in line]
    assert [line for line in heard if line.startswith("bot: ")]
    assert them.conversation is not None and them.conversation.flow == "chat"


def test_it_does_not_begin_at_night() -> None:
    them = play(rose(NEW, now=NIGHT), "(chat 7 due)")
    assert them.nudges["chat"] == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert them.conversation is None


@pytest.mark.parametrize("gone", [None, OVER, replace(NEW, others=())])
def test_one_that_is_over_before_it_began_says_nothing(gone: ChatSeen | None) -> None:
    them = play(rose(gone), "(chat 7 due)")
    assert them.conversation is None


# ── what is passed on, and what is not ────────────────────────────────────────────────────────────


def test_words_for_somebody_who_is_busy_wait_for_them() -> None:
    them = play(talking(replace(THREE, here=frozenset({3}))), """
        rose: tea at three
        > tom: Rose: tea at three
    """)  # fmt: skip
    assert facts_of(them) == [ChatSaid(7, "tea at three", "passed", (2,))]


def test_a_long_text_goes_on_in_pieces_that_a_provider_takes() -> None:
    long = ("word " * 400).strip()
    them = talking()
    lines = says(them, long)
    assert [len(line) <= 1_420 for line in lines] == [True, True]
    assert " ".join(line.removeprefix("> betty: Rose: ") for line in lines) == long


def test_a_picture_stays_with_us_and_says_so() -> None:
    them = play(talking(), """
        (picture)
        bot: We can only pass on words here. Could you put it in a text?
        rose: it was my dahlia
        > betty: Rose: it was my dahlia
    """)  # fmt: skip
    assert facts_of(them) == [ChatSaid(7, "it was my dahlia")]


def test_what_has_just_gone_on_does_not_go_twice() -> None:
    chat = replace(CHAT, last=LastWords(True, "are you there?", MONDAY - timedelta(minutes=2)))
    them = play(talking(chat), "rose: are you there?")
    assert facts_of(them) == [ChatSaid(7, "are you there?", "repeated")]


def test_the_same_words_after_an_answer_are_new_ones() -> None:
    chat = replace(CHAT, last=LastWords(False, "yes", MONDAY - timedelta(minutes=2)))
    play(talking(chat), """
        rose: yes
        > betty: Rose: yes
    """)  # fmt: skip


def test_after_thirty_texts_in_an_hour_there_is_a_rest() -> None:
    many = tuple(MONDAY - timedelta(minutes=each) for each in range(30))
    them = play(talking(replace(CHAT, lately=many)), """
        rose: and another thing
        bot: That was a lot of texts in one hour. Let's rest a little. We'll pass on more in a \
while.
    """)  # fmt: skip
    assert facts_of(them) == [ChatSaid(7, "and another thing", "rested")]
    them.sees = {"chat": replace(CHAT, lately=many, rested_at=MONDAY)}
    play(them, "rose: and another")


def test_at_night_it_goes_on_in_the_morning_and_rose_hears_so_once() -> None:
    them = play(talking(now=NIGHT), """
        rose: are you awake?
        bot: Thank you. It's late, so we'll pass that on in the morning.
    """)  # fmt: skip
    them.sees = {"chat": replace(CHAT, since_noon=(NIGHT,))}
    play(them, "rose: never mind")
    assert facts_of(them) == [
        ChatSaid(7, words, "passed", (2,)) for words in ("are you awake?", "never mind")
    ]


def test_words_that_ask_for_money_are_held_and_a_person_told() -> None:
    them = play(talking(), """
        rose: could you lend me £50
        bot: Thank you. Someone at Mill Lane will read that before it goes any further.
        > ana: Rose wrote to Betty in a chat: "could you lend me £50" We did not pass it on. \
Please see to them on +447700900001. Text DONE once you have.
        rose: never mind
        > betty: Rose: never mind
    """)  # fmt: skip
    assert facts_of(them)[0] == ChatSaid(7, "could you lend me £50", "held")
    assert them.needed == ["chat_held"]


def test_words_to_look_at_go_on_and_a_person_is_told_quietly() -> None:
    them = play(talking(), """
        rose: ring me on 07700 900123
        > betty: Rose: ring me on 07700 900123
        > ana: Rose wrote to Betty in a chat: "ring me on 07700 900123" We passed it on. \
Please see if all is well on +447700900001. Text DONE once you have.
    """)  # fmt: skip
    assert them.needed == ["chat_look"]


# ── what is meant for us ──────────────────────────────────────────────────────────────────────────


def test_danger_in_a_chat_goes_to_a_person_at_once_and_to_nobody_else() -> None:
    them = play(talking(), """
        rose: I've fallen and I can't get up
        bot: If you are in danger or hurt, call 999 now. We are telling someone at Mill Lane now. \
To talk, ring Samaritans free on 116 123, or text SHOUT to 85258. If you can't speak or hear, \
dial 18000. (at once)
        > ana: URGENT. Rose may be in danger. They texted: "I've fallen and I can't get up" \
Please ring them now on +447700900001. Text MINE if you have it, DONE after. (at once)
        rose: Betty, are you there?
        > betty: Rose: Betty, are you there?
    """)  # fmt: skip
    assert them.needed == ["urgent"]


def test_a_worry_in_a_chat_is_told_and_goes_no_further() -> None:
    them = play(talking(), """
        rose: I haven't eaten for two days
        bot: Thank you for telling us. Someone at Mill Lane will be in touch today. \
If you are in danger or very unwell, call 999.
        > ana: Rose may need someone today. They texted: "I haven't eaten for two days" \
Please ring them today on +447700900001. Text DONE once you have.
    """)  # fmt: skip
    assert "concern" in them.needed


def test_stop_in_the_middle_stops_everything() -> None:
    them = play(talking(), "rose: STOP")
    assert them.stopped and facts_of(them) == []


def test_help_says_what_to_text_here() -> None:
    play(talking(), """
        rose: HELP
        bot: What you text now goes to Betty. BYE ends that. PERSON and someone will ring you. \
STOP ends all our texts. In danger, call 999.
    """)  # fmt: skip


@pytest.mark.parametrize("said", ["PERSON", "person please"])
def test_person_is_for_us_and_the_chat_goes_on(said: str) -> None:
    them = talking()
    assert not [line for line in says(them, said) if "betty" in line]
    assert facts_of(them) == []
    play(them, """
        rose: sorry about that
        > betty: Rose: sorry about that
    """)  # fmt: skip


@pytest.mark.parametrize(
    "said",
    ["stop it you'll make me laugh", "pause for thought", "LESS", "ring me on Friday",
     "could you help me with the bins?",
     "what's on at the hall?",
     "thanks", "I'm home from hospital", "ask Sam about it", "Bye love, speak tomorrow"],
)  # fmt: skip
def test_everything_else_is_for_betty(said: str) -> None:
    them = talking()
    assert says(them, said)[-1] == f"> betty: Rose: {said}"


def test_a_ring_says_what_to_do_instead() -> None:
    them = play(talking(), """
        (ring)
        bot: Thank you for ringing. Nobody can pick up here. Text PERSON and someone will ring \
you. In danger, call 999.
    """)  # fmt: skip
    assert them.conversation is not None


def test_who_has_been_quiet_for_a_day_is_asked_how_they_are_and_the_chat_goes_on() -> None:
    them = talking(last_heard_at=MONDAY)
    them.now += timedelta(days=1)
    play(them, """
        (hello)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        rose: good
        bot: That's good to hear. Text us any time. We'll say hello on Monday.
        (an hour later)
        rose: Betty, are you well?
        > betty: Rose: Betty, are you well?
    """)  # fmt: skip


def test_a_hello_waits_for_who_is_talking_and_comes_the_next_day() -> None:
    them = play(talking(last_heard_at=MONDAY), """
        (hello)
        (skipped: another question is open)
    """)  # fmt: skip
    assert them.nudges["hello"] == MONDAY + timedelta(days=1)
