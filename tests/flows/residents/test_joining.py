"""Joining, as it is heard."""

from datetime import timedelta

from flows import facts
from flows.residents.first_months import A_MONTH
from flows.residents.joining import joining
from tests.flows.neighbour import MONDAY, Neighbour, stranger
from tests.flows.transcript import play

WELCOME = """
    rose: hello
    bot: Hello, this is Mill Lane. May we text you a short hello each week? \
Our team reads what you write. Text STOP and we stop. YES or NO?
"""
SAID_YES = (
    WELCOME
    + """
    rose: yes please
    bot: Lovely, thank you. What would you like us to call you? Or text SKIP.
"""
)
SAID_NO = (
    WELCOME
    + """
    rose: No thanks
    bot: That's quite all right, and thank you for telling us. We won't ask again. \
If you ever change your mind, text HELLO.
"""
)


def test_a_yes_and_a_name() -> None:
    rose = play(
        joining,
        SAID_YES
        + """
        rose: it's Rose
        bot: Thank you, Rose. That's all for now. We'll say hello on Monday next week. \
Text HELP any time, or PERSON and someone will ring you.
    """,
    )
    assert (rose.joined, rose.name, rose.consents) == (True, "Rose", {"visits": True})


def test_the_yes_is_kept_with_the_words_asked_and_said() -> None:
    [yes] = play(joining, SAID_YES).decided(facts.ConsentAnswered)
    asked = WELCOME.strip().splitlines()[1].strip().removeprefix("bot: ")
    assert yes == facts.ConsentAnswered("visits", True, asked, "yes please")


def test_after_joining_only_hellos_for_a_month() -> None:
    rose = play(joining, SAID_YES)
    week = timedelta(days=7)
    later = {name: rose.nudges.pop(name) for name in ("getting_to_know", "story")}
    assert rose.nudges == {"hello": MONDAY + week, "settling_in": MONDAY + A_MONTH}
    assert min(later.values()) > MONDAY + A_MONTH


def test_a_name_may_be_skipped() -> None:
    rose = play(
        joining,
        SAID_YES
        + """
        rose: skip
        bot: Thank you. That's all for now. We'll say hello on Monday next week. \
Text HELP any time, or PERSON and someone will ring you.
    """,
    )
    assert (rose.joined, rose.name) == (True, "")


def test_no_is_thanked_and_that_is_all() -> None:
    rose = play(joining, SAID_NO)
    assert (rose.joined, rose.consents, rose.nudges) == (False, {"visits": False}, {})


def test_not_now_is_as_good_as_no() -> None:
    rose = play(
        joining,
        WELCOME
        + """
        rose: maybe later
        bot: That's quite all right, and thank you for telling us. We won't ask again. \
If you ever change your mind, text HELLO.
    """,
    )
    assert (rose.joined, rose.consents) == (False, {"visits": False})


def test_being_polite_about_a_no_is_not_asked_again() -> None:
    play(
        joining,
        SAID_NO
        + """
        rose: ok thank you
        rose: no
        rose: maybe later
    """,
    )


def test_other_words_after_a_no_go_to_a_person() -> None:
    rose = play(
        stranger(befriender=""),
        SAID_NO
        + """
        rose: My sister might like it though
        > ana: Somebody new texted: "My sister might like it though" Please see if they need an \
answer on +447700900001. Text DONE once you have.
        bot: Thank you for telling us. Someone at Mill Lane will read this.
    """,
    )
    assert not rose.joined


def test_a_change_of_mind_is_welcome() -> None:
    play(joining, SAID_NO + "(2 days later)" + SAID_YES)


def test_start_is_a_change_of_mind_too() -> None:
    play(joining, SAID_NO + WELCOME.replace("rose: hello", "rose: START"))


def test_an_unclear_answer_is_asked_once_more() -> None:
    play(
        joining,
        WELCOME
        + """
        rose: what would that be
        bot: Sorry, I didn't follow. May we text you a hello each week? YES or NO. Either is fine.
        rose: oh go on then
        > sam: Somebody new texted: "what would that be" Please see if they need an answer on \
+447700900001. Text DONE once you have.
        bot: Lovely, thank you. What would you like us to call you? Or text SKIP.
    """,
    )


def test_a_yes_still_counts_after_twice_unclear_and_other_words_are_not_asked_again() -> None:
    rose = stranger(befriender="", passed_on_at=MONDAY)
    play(
        rose,
        """
        rose: my sister told me of you
        > ana: Somebody new texted: "my sister told me of you" Please see if they need an answer \
on +447700900001. Text DONE once you have.
        rose: yes
        bot: Lovely, thank you. What would you like us to call you? Or text SKIP.
    """,
    )
    assert rose.joined


def test_twice_unclear_a_person_looks() -> None:
    rose = play(
        stranger(befriender=""),
        WELCOME
        + """
        rose: what would that be
        bot: Sorry, I didn't follow. May we text you a hello each week? YES or NO. Either is fine.
        rose: I saw it at the "Nag's Head"
        > ana: Somebody new answered and I could not follow: "what would that be / \
I saw it at the "Nag's Head"" Please see to them on +447700900001. Text DONE once you have.
        bot: Thank you. I'm not sure I followed, so I have asked someone at Mill Lane to read this.
    """,
    )
    assert (rose.joined, rose.conversation) == (False, None)


def test_a_name_that_is_twice_unclear_is_left_out() -> None:
    """Being let in does not hang on it."""
    rose = play(
        joining,
        SAID_YES
        + """
        rose: 07700 900001
        bot: Sorry, I didn't catch that. What name shall we use for you? Or text SKIP.
        rose: yes
        bot: Thank you. That's all for now. We'll say hello on Monday next week. \
Text HELP any time, or PERSON and someone will ring you.
    """,
    )
    assert (rose.joined, rose.name, rose.needed) == (True, "", [])


def test_silence_is_left_in_peace() -> None:
    rose = play(joining, WELCOME + "(silence)\n(8 days later)")
    assert (rose.joined, rose.conversation) == (False, None)


def test_silence_about_the_name_is_still_a_yes() -> None:
    rose = play(
        joining,
        SAID_YES
        + """
        (silence)
        (4 days later)
        bot: Hello there, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
    """,
    )
    assert rose.joined


def test_the_first_hello_comes_after_a_week_and_settling_in_after_a_month() -> None:
    rose = play(
        joining,
        SAID_YES
        + """
        rose: Rose
        bot: Thank you, Rose. That's all for now. We'll say hello on Monday next week. \
Text HELP any time, or PERSON and someone will ring you.
        (7 days later)
        bot: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        rose: fine
        bot: That's good to hear. Text us any time. We'll say hello on Monday next week.
    """,
    )
    rose.nudges["hello"] += timedelta(days=60)
    play(
        rose,
        """
        (24 days later)
        bot: Hello Rose, it's Mill Lane. What do you love doing, now or in days gone by? \
Any words will do. Or text SKIP.
    """,
    )


# ── doors ───────────────────────────────────────────────────────────────────────────────────


def door(rose: Neighbour) -> list[str]:
    return [fact.door for fact in rose.so_far if isinstance(fact, facts.CameIn)]


def test_a_door_word_is_kept() -> None:
    assert door(play(joining, WELCOME.replace("rose: hello", "rose: Vet!"))) == ["vet"]


def test_a_door_comes_with_telegrams_start() -> None:
    script = WELCOME.replace("rose: hello", "(/start radio)")
    assert door(play(joining, script)) == ["radio"]


def test_start_without_a_door_is_no_door() -> None:
    assert door(play(joining, WELCOME.replace("rose: hello", "(/start)"))) == []


def test_what_is_no_door_word_is_kept_as_none() -> None:
    for first in ("hello", "START", "thanks", "more", "pause", "2", "no", "Hi, is this Mill Lane?"):
        assert door(play(joining, WELCOME.replace("rose: hello", f"rose: {first}"))) == []


def test_start_pressed_twice_asks_again_from_the_beginning() -> None:
    play(joining, WELCOME + WELCOME.replace("rose: hello", "(/start)"))


# ── on Telegram ─────────────────────────────────────────────────────────────────────────────

ON_TELEGRAM = WELCOME.replace("rose: hello", "(/start)").rstrip() + (
    " Do our texts reach your phone too? Then press the button to share your number. [button]"
)


def test_telegram_offers_the_button_that_shares_ones_number() -> None:
    play(stranger(channel="telegram", channels=frozenset({"telegram"}), phone=""), ON_TELEGRAM)


def test_a_shared_number_is_linked_and_the_question_stays_open() -> None:
    rose = play(
        stranger(channel="telegram", phone=""),
        ON_TELEGRAM
        + """
        (contact +447700900001)
        bot: Thank you. We'll write to you here from now on. \
Text SMS if you'd rather have texts on your phone.
        rose: yes
        bot: Lovely, thank you. What would you like us to call you? Or text SKIP.
    """,
    )
    assert rose.decided(facts.NumberShared) == [facts.NumberShared("+447700900001")]
