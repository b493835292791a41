"""Who hears what: after STOP, in danger, with no question open, and when our own place is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows import FLOWS, broken, facts, router
from flows.engine import Ask, Conversation, Do, Flow, Say, leads_to
from flows.hearing import Mood, YesNo
from flows.residents.joining import joining
from flows.residents.weekly_hello import weekly_hello
from tests.flows.transcript import MONDAY, Neighbour, play, resident, stranger, team

WELCOME_BACK = "Welcome back. We'll say hello on Monday next week. Text STOP any time and we stop."
READ_THIS = "Thank you for telling us. Someone at Mill Lane will read this."
CONSENT = (
    "Hello, this is Mill Lane. May we text you a short hello each week? "
    "Our team reads what you write. Text STOP and we stop. YES or NO?"
)


def stopped(**more: object) -> Neighbour:
    return resident(stopped=True, nudges={}, **more)


# ── after STOP ──────────────────────────────────────────────────────────────────────────────


def test_after_stop_nothing_is_said_and_a_coordinator_is_told_once_an_hour() -> None:
    rose = stopped()
    play(
        rose,
        """
        rose: hello again
        > ana: Rose has said STOP, and has now texted: "hello again" We do not answer. \
Please see if somebody should. Text DONE once you have.
        rose: are you there
        (59 minutes later)
        rose: hello?
        (2 minutes later)
        rose: hello??
        > ana: Rose has said STOP, and has now texted: "hello??" We do not answer. \
Please see if somebody should. Text DONE once you have.
    """,
    )
    assert rose.conversation is None


@pytest.mark.parametrize("word", ["HELP", "more", "PAUSE", "thanks", "yes", "1", "sms", "done"])
def test_after_stop_no_word_but_start_wakes_anything(word: str) -> None:
    rose = stopped(passed_on_at=MONDAY)
    play(rose, f"rose: {word}")
    assert (rose.stopped, rose.so_far) == (True, [])


@pytest.mark.parametrize(
    "line", ["(ring)", "(picture)", "(contact +447700900002)", "rose: STOP", "(opted in: YES)"]
)
def test_after_stop_nothing_else_wakes_anything_either(line: str) -> None:
    """Not even a bare YES that the provider takes for a START."""
    rose = stopped(passed_on_at=MONDAY)
    play(rose, line)
    assert rose.stopped
    assert not rose.nudges


@pytest.mark.parametrize("line", ["rose: Start", "rose: UNSTOP", "(/start)", "(opted in: BEGIN)"])
def test_start_is_welcomed_back(line: str) -> None:
    rose = stopped()
    play(rose, f"{line}\nbot: {WELCOME_BACK}")
    assert (rose.stopped, list(rose.nudges)) == (False, ["hello"])


def test_start_from_who_never_joined_asks_the_first_question() -> None:
    rose = stranger(stopped=True)
    play(rose, f"rose: START\nbot: {CONSENT}")
    assert not rose.stopped


def test_start_from_the_team() -> None:
    sam = team(stopped=True)
    play(
        sam,
        """
        sam: start
        bot: This is Mill Lane. When we tell you of someone, please see to it and text DONE. \
Text STOP and we stop texting you. In danger, call 999.
    """,
    )
    assert not sam.stopped


def test_the_providers_stop_counts_whatever_the_text_says() -> None:
    rose = resident()
    play(rose, "(opted out: no more of these)")
    assert rose.so_far == [facts.Stopped("no more of these")]


def test_the_providers_start_is_only_a_text_to_who_never_stopped() -> None:
    """A YES to our question stays a yes."""
    play(
        joining,
        f"""
        rose: hello
        bot: {CONSENT}
        (opted in: YES)
        bot: Lovely, thank you. What would you like us to call you? Or text SKIP.
    """,
    )


@pytest.mark.parametrize("purpose", ["hello", "settling in"])
def test_nothing_falls_due_after_stop(purpose: str) -> None:
    rose = stopped()
    play(rose, f"({purpose})\n(skipped: stopped)")
    assert rose.nudges == {}


# ── danger ──────────────────────────────────────────────────────────────────────────────────

RING_999 = (
    "If you are in danger, call 999 now. To talk to someone, ring Samaritans free on 116 123. "
    "We are telling someone at Mill Lane now. (at once)"
)


def told_of(who: str, words: str) -> str:
    return (
        f'URGENT. {who} may be in danger. They texted: "{words}" '
        "Please ring them now on +447700900001. Text DONE once you have. (at once)"
    )


def test_a_strangers_first_words_may_be_danger() -> None:
    rose = stranger()
    play(
        rose,
        f"""
        rose: help me
        bot: {RING_999}
        > ana: {told_of("Somebody new", "help me")}
    """,
    )
    assert rose.conversation is None


def test_danger_is_passed_on_every_time() -> None:
    play(
        resident(passed_on_at=MONDAY),
        f"""
        rose: chest pain
        bot: {RING_999}
        > ana: {told_of("Rose", "chest pain")}
        rose: chest pain!
        bot: {RING_999}
        > ana: {told_of("Rose", "chest pain!")}
    """,
    )


def test_danger_after_stop_is_told_to_the_coordinators_alone() -> None:
    rose = stopped(passed_on_at=MONDAY)
    play(
        rose,
        f"""
        rose: I want to die
        > ana: {told_of("Rose", "I want to die")}
    """,
    )
    assert rose.stopped


def test_the_team_may_be_in_danger_too() -> None:
    play(
        team(phone="+447700900001"),
        f"""
        sam: ambulance
        bot: {RING_999}
        > ana: {told_of("Sam", "ambulance")}
    """,
    )


# ── what can't be read ──────────────────────────────────────────────────────────────────────

HANDLED_BY_HAND = (
    "A message from Rose could not be handled and is kept. Please look. Text DONE once you have."
)


def test_an_edited_text_is_shown_to_a_person_and_answers_nothing_twice() -> None:
    play(
        weekly_hello,
        f"""
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        (edits: 1)
        > ana: {HANDLED_BY_HAND}
        (edits: 2)
        rose: 3
        bot: I'm sorry to hear that. Shall Sam give you a ring? YES or NO
        (2 hours later)
        (edits: 1)
        > ana: {HANDLED_BY_HAND}
        rose: no
        bot: That's quite all right, and thank you for saying. Text us any time. \
We'll say hello on Monday next week.
    """,
    )


def test_danger_in_an_edited_text_is_danger() -> None:
    play(
        weekly_hello,
        f"""
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        (edits: fine)
        > ana: {HANDLED_BY_HAND}
        (edits: help me)
        bot: {RING_999}
        > ana: {told_of("Rose", "help me")}
        rose: 1
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """,
    )


def test_danger_in_an_edited_text_after_stop_is_told_to_the_coordinators_alone() -> None:
    play(stopped(), f"(edits: help me)\n> ana: {told_of('Rose', 'help me')}")


def test_a_text_edited_to_stop_is_a_stop() -> None:
    rose = resident()
    play(rose, "(edits: Stop)\n(edits: STOP)")
    assert rose.so_far == [facts.Stopped("Stop")]


def test_what_broke_our_turn_is_told_of_however_lately_words_were_passed_on() -> None:
    rose = resident(passed_on_at=MONDAY)
    lines = rose.take(router.set_aside("any words", rose.conversation, rose.world()))
    assert lines == [f"> ana: {HANDLED_BY_HAND}"]


def test_words_that_break_our_turn_are_thanked_and_then_the_talk_ends() -> None:
    rose = at("weekly_hello", "mood")
    first = broken.reply("1", rose.conversation, rose.world())
    assert first.conversation == rose.conversation
    assert rose.take(first) == [f"> ana: {HANDLED_BY_HAND}", f"bot: {READ_THIS}"]
    again = broken.reply("1", rose.conversation, rose.world())
    assert (rose.take(again), rose.conversation) == ([], None)


def test_danger_in_words_that_break_our_turn_is_heard_each_time() -> None:
    rose = resident(passed_on_at=MONDAY)
    lines = rose.take(broken.reply("help me", None, rose.world()))
    assert lines == [f"bot: {RING_999}", f"> ana: {told_of('Rose', 'help me')}"]


def test_after_stop_words_that_break_our_turn_are_not_answered() -> None:
    rose = stopped()
    lines = rose.take(broken.reply("any words", None, rose.world()))
    assert lines == [f"> ana: {HANDLED_BY_HAND}"]


def test_a_nudge_that_breaks_plans_the_next_hello_all_the_same() -> None:
    rose = resident()
    turn = broken.nudge("hello", MONDAY, None, rose.world())
    assert rose.take(turn) == [f"> ana: {HANDLED_BY_HAND}"]
    assert rose.nudges["hello"] == MONDAY + timedelta(days=7)
    assert broken.nudge("settling_in", MONDAY, None, rose.world()).facts[1:] == ()
    assert broken.nudge("hello", MONDAY, None, stopped().world()).facts[1:] == ()


# ── no question open ────────────────────────────────────────────────────────────────────────


def test_words_are_passed_on_and_thanked_once_an_hour() -> None:
    play(
        resident(),
        f"""
        rose: my cat had kittens
        > sam: Rose texted: "my cat had kittens" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: {READ_THIS}
        rose: five of them!
        (1 hour later)
        rose: all black
        > sam: Rose texted: "all black" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: {READ_THIS}
    """,
    )


def test_words_just_after_asking_for_a_person_are_passed_on() -> None:
    """They may say when to ring."""
    play(
        resident(),
        f"""
        rose: person
        > sam: Rose would like a person to ring them on +447700900001. \
Text DONE once you have rung.
        bot: Thank you for asking. We have asked Sam to ring you. If you are in danger, call 999.
        rose: after five please
        > sam: Rose texted: "after five please" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: {READ_THIS}
    """,
    )


def test_long_words_are_cut_for_a_text() -> None:
    words, cut = "word " * 40, "word " * 19 + "wo..."
    rose = resident()
    play(
        rose,
        f"""
        rose: {words}
        > sam: Rose texted: "{cut}" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: {READ_THIS}
    """,
    )
    assert rose.decided(facts.PersonNeeded) == [facts.PersonNeeded("words", words.strip())]


def test_a_picture_without_words_is_passed_on_as_what_it_is() -> None:
    play(
        resident(),
        f"""
        (picture)
        > sam: Rose texted: "(photo)" Please see if they need an answer on +447700900001. \
Text DONE once you have.
        bot: {READ_THIS}
    """,
    )


def test_the_teams_own_words_go_to_the_coordinators() -> None:
    play(
        team(),
        f"""
        sam: I can't go on Friday
        > ana: Sam texted: "I can't go on Friday" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: {READ_THIS}
    """,
    )


def test_what_they_write_is_quoted_and_never_filled_in() -> None:
    play(
        resident(),
        f"""
        rose: {{name}} {{0}} {{who.secret}} }}
        > sam: Rose texted: "{{name}} {{0}} {{who.secret}} }}" Please see if they need an answer \
on +447700900001. Text DONE once you have.
        bot: {READ_THIS}
    """,
    )


# ── rings, and news of an address ───────────────────────────────────────────────────────────

TEXTS_ONLY = (
    "Thank you for ringing. This number only takes texts. Text PERSON and someone will ring you. "
    "In danger, call 999."
)


@pytest.mark.parametrize("who", [resident, team])
def test_a_ring_with_no_question_open_is_told_what_to_do_instead(
    who: Callable[[], Neighbour],
) -> None:
    play(who(), f"(ring)\nbot: {TEXTS_ONLY}")


def test_a_strangers_ring_is_not_texted() -> None:
    rose = stranger()
    play(rose, "(ring)")
    assert rose.so_far == []


def test_a_ring_before_joining_leaves_the_question_open() -> None:
    rose = play(joining, f"rose: hello\nbot: {CONSENT}\n(ring)")
    assert rose.conversation is not None


def test_a_ring_that_decides_without_a_word_still_counts() -> None:
    answers: dict[str, Any] = {"yes": None, "no": None, "later": None}
    asks = Ask("mood", hears=YesNo(), rang="quiet", **answers)
    wordless = Flow("weekly_hello", asks, Do("quiet", did=lambda talk: facts.WentQuiet()))
    rose = at("weekly_hello", "mood")
    rose.flows = {"weekly_hello": wordless}
    play(rose, "(ring)")
    assert (rose.conversation, rose.so_far) == (None, [facts.WentQuiet()])


def test_news_of_an_address_leaves_the_question_open() -> None:
    rose = at("weekly_hello", "mood")
    before = rose.conversation
    play(rose, "(blocked)\n(moved 1234)")
    assert rose.conversation == before
    assert rose.so_far == [facts.AddressLost(), facts.AddressMoved("1234")]


def test_a_shared_number_in_the_middle_of_a_question_leaves_it_open() -> None:
    rose = at("weekly_hello", "mood")
    before = rose.conversation
    play(
        rose,
        """
        (contact +447700900001)
        bot: Thank you. We'll write to you here from now on. \
Text SMS if you'd rather have texts on your phone.
    """,
    )
    assert rose.conversation == before


# ── our own place is lost ───────────────────────────────────────────────────────────────────

LOST = """
    > ana: I lost my place in a talk with Rose. Please see if they need anything. \
Text DONE once you have.
    bot: Thank you. I lost my place, so I have asked someone at Mill Lane to read this.
"""


def at(flow: str, step: str) -> Neighbour:
    soon = (MONDAY + timedelta(days=2)).isoformat()
    return resident(saved=f'{{"flow": "{flow}", "step": "{step}", "silent_at": "{soon}"}}')


@pytest.mark.parametrize(
    "place", [("weekly_hello", "gone"), ("weekly_hello", "bye"), ("gone", "x")]
)
@pytest.mark.parametrize("line", ["rose: 1", "(ring)"])
def test_a_place_that_is_gone_ends_kindly_and_a_coordinator_is_told(
    place: tuple[str, str], line: str
) -> None:
    rose = at(*place)
    play(rose, line + LOST)
    assert (rose.conversation, rose.needed) == (None, ["lost"])


@pytest.mark.parametrize("place", [("weekly_hello", "gone"), ("gone", "x")])
def test_who_has_said_nothing_is_not_told_of_a_lost_place(place: tuple[str, str]) -> None:
    rose = at(*place)
    play(rose, "(silence)" + LOST[: LOST.index("    bot:")])
    assert rose.conversation is None


def test_a_computed_step_that_is_gone_ends_kindly_too() -> None:
    wrong = leads_to("bye")(lambda talk: "elsewhere")
    asks = Ask("mood", hears=Mood(), good=wrong, soso=None, low=None, skip=None)
    flow = Flow("weekly_hello", asks, Say("bye"))
    rose = at("weekly_hello", "mood")
    rose.flows = {"weekly_hello": flow}
    play(rose, "rose: 1" + LOST)


def test_a_step_that_was_renamed_goes_on_where_it_has_moved() -> None:
    steps = weekly_hello.steps.values()
    renamed = Flow("weekly_hello", *steps, moved={"how_are_you": "mood"})
    rose = at("weekly_hello", "how_are_you")
    rose.flows = {**FLOWS, "weekly_hello": renamed}
    play(
        rose,
        """
        rose: 1
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """,
    )


def test_the_renamed_step_keeps_its_answer_under_its_new_name() -> None:
    renamed = Flow("weekly_hello", *weekly_hello.steps.values(), moved={"how_are_you": "mood"})
    rose = at("weekly_hello", "how_are_you")
    turn = router.arrived(
        {"weekly_hello": renamed}, router.Arrival("text", "3"), rose.conversation, rose.world()
    )
    assert turn.conversation is not None
    assert turn.conversation.answers == {"mood": "low"}


# ── what falls due ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "rose", "why"),
    [
        ("(hello, too late)", resident(), "late"),
        ("(hello)", resident(paused=True), "paused"),
        ("(hello)", resident(consents={}), "no consent"),
        ("(hello)", resident(consents={"visits": False}), "no consent"),
    ],
)
def test_a_hello_that_is_skipped_says_why_and_plans_the_next(
    line: str, rose: Neighbour, why: str
) -> None:
    rose.nudges["hello"] = MONDAY
    play(rose, f"{line}\n(skipped: {why})")
    assert rose.nudges["hello"] == MONDAY + timedelta(days=7)


def test_a_hello_is_skipped_while_another_question_is_open() -> None:
    rose = at("settling_in", "interests")
    before = rose.conversation
    play(rose, "(hello)\n(skipped: another question is open)")
    assert rose.conversation == before


def test_what_nobody_knows_is_skipped() -> None:
    rose = resident()
    turn = router.due(FLOWS, "cake", MONDAY, False, None, rose.world())
    assert (turn.skipped, turn.facts) == ("unknown", ())


def test_in_a_pause_silence_ends_the_question_without_a_word() -> None:
    rose = at("weekly_hello", "mood")
    rose.paused = True
    play(rose, "(silence)")
    assert (rose.conversation, rose.so_far) == (None, [])


def test_a_question_that_never_arrived_is_no_silence() -> None:
    rose = at("weekly_hello", "mood")
    assert rose.take(router.not_arrived(rose.world())) == [
        "> ana: Our texts are not reaching Rose. Please find another way to reach them. "
        "Text DONE once you have."
    ]
    assert rose.conversation is None


def test_a_send_that_nobody_is_sure_of_leaves_the_question_open() -> None:
    rose = at("weekly_hello", "mood")
    before = rose.conversation
    assert rose.take(router.unsure_sent(before, rose.world())) == [
        "> ana: I can't tell if a text to Rose was sent. Please see if they need anything. "
        "Text DONE once you have."
    ]
    assert rose.conversation == before


def test_what_we_begin_counts_as_begun_and_answers_do_not() -> None:
    """Hellos and gentle checks keep quiet hours and the budget; answers are free."""
    world = replace(resident().world(), now=MONDAY)
    begun = router.due(FLOWS, "hello", MONDAY, False, None, world)
    asked = begun.conversation
    assert asked is not None
    answered = router.arrived(FLOWS, router.Arrival("text", "hm"), asked, world)
    checked = router.silent(FLOWS, asked, world)
    quiet = router.silent(FLOWS, replace(asked, step="check"), world)
    starts = [[each.starts for each in turn.messages] for turn in (begun, answered, checked, quiet)]
    assert starts == [[True], [False], [True], [False]]


def test_patience_is_each_questions_own() -> None:
    assert router.patience(FLOWS, "weekly_hello", "mood") == timedelta(days=2)
    assert router.patience(FLOWS, "joining", "consent") == timedelta(days=3)
    assert router.patience(FLOWS, "joining", "welcome") == timedelta(0)
    assert router.patience(FLOWS, "gone", "mood") == timedelta(0)


# ── whose words ─────────────────────────────────────────────────────────────────────────────


def test_a_communitys_own_wording_is_what_is_said() -> None:
    own = {("en", "weekly_hello.mood"): "Ay up {name}! 1 grand, 2 middling, 3 low?"}
    play(resident(wordings=own), "(hello)\nbot: Ay up Rose! 1 grand, 2 middling, 3 low?")


def test_a_wording_in_their_language_comes_before_the_english_one() -> None:
    own = {
        ("cy", "weekly_hello.mood"): "Helo {name}! 1 da, 2 gweddol, 3 isel?",
        ("en", "weekly_hello.mood"): "Ay up {name}!",
    }
    play(
        resident(language="cy", wordings=own),
        """
        (hello)
        bot: Helo Rose! 1 da, 2 gweddol, 3 isel?
        rose: 1
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """,
    )


def test_the_team_is_told_in_english() -> None:
    own = {("cy", "tell.person"): "Hoffai {who} sgwrs.", ("en", "tell.person"): "Ring {who}!"}
    play(
        resident(language="cy", wordings=own),
        """
        rose: PERSON
        > sam: Ring Rose!
        bot: Thank you for asking. We have asked Sam to ring you. If you are in danger, call 999.
    """,
    )


def test_a_conversation_is_plain_data() -> None:
    talk = Conversation("weekly_hello", "mood")
    assert (talk.answers, talk.said, talk.tries, talk.silent_at) == ({}, {}, 0, None)
