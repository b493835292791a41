"""Two neighbours are put in touch, text each other, and part; and pairs become a group."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from store import introductions, learned, leaving, pairings
from store.chat_words import chat_text
from store.concerns import concern
from store.conversations import conversation
from store.database import Database
from store.groups import neighbour_group
from store.introductions import introduction
from store.nudges import nudge
from store.people import address, person
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; gardening
    Betty; resident; SO16 3DE; gardening
    Tom; resident; SO16 4EF; cards
    Ana; coordinator
"""
NEW = timedelta(days=10)
"""Whoever is so new is asked for nothing else, which makes a story short."""

PUT_IN_TOUCH = """
    (a minute later)
    bot to rose: Hello Rose. Shall we put you in touch with Betty, about roses? \
We pass texts on. Nobody sees a number. YES or NO?
    rose: oh yes please
    bot to rose: Lovely, thank you. If it comes about, we'll text you. It may take a little while.
    bot to betty: Hello Betty. Shall we put you in touch with Rose, about roses? \
We pass texts on. Nobody sees a number. YES or NO?
    betty: yes
    bot to betty: Lovely, thank you. We'll put you in touch now.
    bot to rose: You can text Betty now, about roses. \
Just text here and we pass it on. Nobody sees a number. To finish, text BYE.
    bot to betty: You can text Rose now, about roses. \
Just text here and we pass it on. Nobody sees a number. To finish, text BYE.
"""


async def ids(the: Story, *names: str) -> list[int]:
    found = {row.name.lower(): row.id for row in await the.parts.all(person)}
    return [found[name] for name in names]


async def introduced(database: Database) -> Story:
    """Rose and Betty, asked if they would like to be put in touch."""
    the = await story(database, CAST, joined=NEW)
    rose, betty = await ids(the, "rose", "betty")
    await database.write(
        lambda conn: introductions.propose(
            conn, the.parts.community.id, rose, betty, "roses", the.parts.now()
        )
    )
    return the


async def test_two_yeses_and_a_chat(database: Database) -> None:
    the = await introduced(database)
    await the.play(
        PUT_IN_TOUCH
        + """
        rose: Hello Betty! What's on your windowsill?
        bot to betty: Rose: Hello Betty! What's on your windowsill?
        betty: Geraniums. More than I need, help yourself
        bot to rose: Betty: Geraniums. More than I need, help yourself
        rose: BYE
        bot to rose: That's fine. Your chat with Betty is over, and they'll hear it kindly. \
Text us any time.
        bot to betty: Rose has said bye for now, so your chat is over. \
Thank you for being a good neighbour. Text us any time.
        betty: oh! see you at church then
        bot to betty: That chat is over, so we did not pass that on. \
Text PERSON and someone will ring you.
    """
    )


async def test_after_the_first_no_nobody_else_is_asked(database: Database) -> None:
    the = await introduced(database)
    await the.play("""
        (a minute later)
        bot to rose: Hello Rose. Shall we put you in touch with Betty, about roses? ...
        rose: no thank you
        bot to rose: That's quite all right, and thank you for saying. We won't ask again.
        (2 days later)
    """)
    assert [row.state for row in await the.parts.all(introduction)] == ["declined"]


async def test_the_second_no_is_told_to_nobody(database: Database) -> None:
    the = await introduced(database)
    await the.play("""
        (a minute later)
        bot to rose: Hello Rose. Shall we put you in touch with Betty, about roses? ...
        rose: yes
        bot to rose: Lovely, thank you. If it comes about, we'll text you. ...
        bot to betty: Hello Betty. Shall we put you in touch with Rose, about roses? ...
        betty: not for me
        bot to betty: That's quite all right, and thank you for saying. We won't ask again.
        (2 days later)
    """)
    assert [row.state for row in await the.parts.all(introduction)] == ["declined"]


async def test_stop_ends_the_chat_and_nothing_goes_on_after_it(database: Database) -> None:
    the = await introduced(database)
    await the.play(
        PUT_IN_TOUCH
        + """
        betty: STOP
        bot to rose: Your chat is over for now. It is nothing you said. \
Thank you for being a good neighbour. Text us any time.
        rose: Betty? are you there?
        bot to rose: That chat is over, so we did not pass that on. \
Text PERSON and someone will ring you.
    """
    )
    talks = await the.parts.all(conversation)
    assert [each for each in talks if each.ended_at is None] == []


async def test_words_wait_for_somebody_who_is_busy_with_a_question(database: Database) -> None:
    """Rose is asked how her week was before she hears of the chat: nothing is lost, or mixed up."""
    the = await story(database, CAST, joined=NEW)
    await the.play("""
        (7 days later)
        bot to rose: ...
        bot to betty: ...
        bot to tom: ...
        betty: good
        bot to betty: ...
    """)
    rose, betty = await ids(the, "rose", "betty")
    await database.write(
        lambda conn: introductions.open_chat(
            conn, the.parts.community.id, [rose, betty], "a cutting", the.parts.now()
        )
    )
    await the.play("""
        (a minute later)
        bot to betty: You can text Rose now, about a cutting. ...
        betty: Hello Rose
        bot to betty: Thank you. We'll pass that on as soon as Rose is there.
        betty: it's Betty with the geraniums
        rose: good thanks
        bot to rose: That's good to hear. ...
        (an hour later)
        bot to rose: You can text Betty now, about a cutting. ...
        bot to rose: Betty: Hello Rose / Betty: it's Betty with the geraniums
        rose: I'd love a cutting
        bot to betty: Rose: I'd love a cutting
        betty: I'll bring one round
        bot to rose: Betty: I'll bring one round
    """)


async def test_what_is_said_at_night_goes_on_in_the_morning(database: Database) -> None:
    the = await introduced(database)
    await the.play(
        PUT_IN_TOUCH
        + """
        (10 hours later)
        rose: are you awake?
        bot to rose: Thank you. It's late, so we'll pass that on in the morning.
        rose: never mind
        (11 hours later)
        bot to betty: Rose: are you awake? / Rose: never mind
    """
    )


@pytest.mark.parametrize("word", ["STOP", "bye"])
async def test_whoever_leaves_takes_back_what_nobody_has_heard_yet(
    database: Database, word: str
) -> None:
    the = await introduced(database)
    await the.play(PUT_IN_TOUCH)
    await the.until(the.parts.now() + timedelta(hours=10))
    await the.parts.text(the.phones["rose"], "my daughter never rings me any more")
    await the.parts.text(the.phones["rose"], word)
    await the.until(the.parts.now() + timedelta(hours=11))
    heard = to(the._new(), "betty")
    assert len(heard) == 1 and "your chat is over" in heard[0].lower()


async def test_what_is_said_at_night_to_somebody_who_then_leaves_goes_nowhere(
    database: Database,
) -> None:
    the = await introduced(database)
    await the.play(PUT_IN_TOUCH)
    await the.until(the.parts.now() + timedelta(hours=10))
    await the.parts.text(the.phones["rose"], "good night")
    await the.parts.text(the.phones["betty"], "bye")
    await the.until(the.parts.now() + timedelta(hours=11))
    assert [line for line in to(the._new(), "betty") if "good night" in line] == []


async def test_who_leaves_takes_back_what_still_waits_to_be_sent(database: Database) -> None:
    the = await introduced(database)
    await the.play(PUT_IN_TOUCH)
    await the.parts.inbox.take([the.parts.heard(the.phones["rose"], "a secret")])
    await the.parts.inbox.take([the.parts.heard(the.phones["rose"], "STOP")])
    await the.work_off()
    assert [row.state for row in await the.parts.out("chat.words")] == ["skipped"]


async def test_a_second_yes_after_the_other_has_left_is_thanked_kindly(
    database: Database,
) -> None:
    the = await introduced(database)
    await the.play("""
        (a minute later)
        bot to rose: Hello Rose. Shall we put you in touch with Betty, about roses? ...
        rose: yes
        bot to rose: Lovely, thank you. If it comes about, we'll text you. ...
        bot to betty: Hello Betty. Shall we put you in touch with Rose, about roses? ...
        rose: STOP
        betty: yes please
        bot to betty: Thank you for saying yes. It can't come about just now. \
It is nothing you said. Text us any time.
        (2 days later)
    """)


async def test_a_question_that_something_else_came_before_is_asked_once_more(
    database: Database,
) -> None:
    the = await introduced(database)
    await the.play("""
        (a minute later)
        bot to rose: Hello Rose. Shall we put you in touch with Betty, about roses? ...
        rose: yes
        bot to rose: Lovely, thank you. If it comes about, we'll text you. ...
        bot to betty: Hello Betty. Shall we put you in touch with Rose, about roses? ...
    """)
    await the.parts.text(the.phones["betty"], "SAY the hall was cold")
    await the.until(the.parts.now() + timedelta(days=2))
    again = [line for line in to(the._new(), "betty") if "put you in touch with Rose" in line]
    assert len(again) == 1
    await the.play("""
        betty: yes
        bot to betty: Lovely, thank you. We'll put you in touch now.
        bot to rose: You can text Betty now, about roses. ...
        bot to betty: You can text Rose now, about roses. ...
    """)


async def test_who_can_no_longer_be_reached_is_in_no_chat_and_the_other_hears_so(
    database: Database,
) -> None:
    the = await introduced(database)
    await the.play(PUT_IN_TOUCH)
    frozen = sa.update(address).where(address.c.value == the.phones["betty"])
    await the.parts.change(frozen.values(state="unreachable"))
    [betty] = await ids(the, "betty")
    await database.write(lambda conn: leaving.gone_if_lost(conn, [betty], the.parts.now()))
    await the.play("""
        (a minute later)
        bot to rose: Your chat is over for now. It is nothing you said. \
Thank you for being a good neighbour. Text us any time.
    """)


async def test_a_neighbours_words_never_wait_for_an_answer_to_a_question_of_ours(
    database: Database,
) -> None:
    the = await introduced(database)
    await the.play(PUT_IN_TOUCH)
    [rose] = await ids(the, "rose")
    await the.parts.change(
        sa.update(conversation)
        .where(conversation.c.person_id == rose)
        .values(flow="how_was_it", step="ask", subject=5, by_us=True)
    )
    await the.play("""
        betty: running late, make it 3
        bot to rose: Betty: running late, make it 3
        rose: right you are
        bot to betty: Rose: right you are
    """)
    await the.parts.change(
        sa.update(conversation)
        .where(conversation.c.person_id == rose)
        .values(flow="weekly_hello", step="mood", subject=0, by_us=True)
    )
    await the.play("""
        betty: did you get that, Rose?
        bot to rose: Betty: did you get that, Rose?
        rose: good
        bot to rose: That's good to hear. ...
        (an hour later)
        rose: see you at 3
        bot to betty: Rose: see you at 3
    """)


async def test_a_chat_that_goes_quiet_ends_by_itself(database: Database) -> None:
    the = await introduced(database)
    await the.play(
        PUT_IN_TOUCH
        + """
        rose: hello dear
        bot to betty: Rose: hello dear
        (3 days later)
        bot to rose: Your chat with Betty has gone quiet, so we'll leave it there. \
It was good to see you in touch. Text us any time.
        bot to betty: Your chat with Rose has gone quiet, so we'll leave it there. \
It was good to see you in touch. Text us any time.
    """
    )
    assert [row.reason for row in await the.parts.all(introduction)] == ["quiet"]
    talks = await the.parts.all(conversation)
    assert {each.flow for each in talks if each.ended_at is None} <= {"chat_over"}


async def test_a_hello_comes_to_who_has_been_quiet_and_the_chat_goes_on(
    database: Database,
) -> None:
    the = await introduced(database)
    await the.play(
        PUT_IN_TOUCH
        + """
        (2 days later)
        rose: lovely sun today
        bot to betty: Rose: lovely sun today
        betty: it is
        bot to rose: Betty: it is
        (2 days later)
        rose: still here
        bot to betty: Rose: still here
        (2 days later)
        rose: and again
        bot to betty: Rose: and again
        (a day later)
        bot to betty: Hello Betty, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        bot to tom: Hello Tom, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
        betty: good
        bot to betty: That's good to hear. Text us any time. We'll say hello on Monday next week.
        (2 hours later)
        betty: morning Rose
        bot to rose: Betty: morning Rose
        rose: morning!
        bot to betty: Rose: morning!
        (2 days later)
        bot to rose: Hello Rose, it's Mill Lane. How was your week? 1 good, 2 so-so, 3 low
    """
    )


async def test_words_that_ask_for_money_are_read_by_a_person_first(database: Database) -> None:
    the = await introduced(database)
    await the.play(
        PUT_IN_TOUCH
        + """
        betty: could you lend me £200 till Friday
        bot to betty: Thank you. Someone at Mill Lane will read that before it goes any further.
        bot to ana: Betty wrote to Rose in a chat: "could you lend me £200 till Friday" \
We did not pass it on. Please see to them on +447700900501. Text DONE once you have.
        rose: I'm at 14 Mill Lane if you pass
        bot to betty: Rose: I'm at 14 Mill Lane if you pass
        bot to ana: Rose wrote to Betty in a chat: "I'm at 14 Mill Lane if you pass" \
We passed it on. Please see if all is well on +447700900500. Text DONE once you have.
    """
    )
    assert [row.state for row in await the.parts.all(chat_text)] == ["held", "passed"]
    assert [row.kind for row in await the.parts.all(concern)] == ["chat_held", "chat_look"]


async def test_two_who_write_at_the_same_moment_both_hear_each_other(database: Database) -> None:
    the = await introduced(database)
    await the.play(PUT_IN_TOUCH)
    hello = [the.parts.heard(the.phones[who], f"hello from {who}") for who in ("rose", "betty")]
    await the.parts.inbox.take(hello)
    await the.work_off()
    assert sorted(the._new()) == [
        "bot to betty: Rose: hello from rose",
        "bot to rose: Betty: hello from betty",
    ]


async def test_words_that_cross_with_a_stop_are_not_sent(database: Database) -> None:
    the = await introduced(database)
    await the.play(PUT_IN_TOUCH)
    crossing = [
        the.parts.heard(the.phones["rose"], "STOP"),
        the.parts.heard(the.phones["betty"], "tea on Tuesday?"),
    ]
    await the.parts.inbox.take(crossing)
    await the.work_off()
    assert to(the._new(), "rose") == []
    assert [row.state for row in await the.parts.out("chat.words")] == ["skipped"]


async def test_both_say_bye_at_the_same_moment(database: Database) -> None:
    the = await introduced(database)
    await the.play(PUT_IN_TOUCH)
    byes = [the.parts.heard(the.phones[who], "bye") for who in ("rose", "betty")]
    await the.parts.inbox.take(byes)
    await the.work_off()
    shown = the._new()
    assert [len(to(shown, who)) for who in ("rose", "betty")] == [1, 1]
    talks = await the.parts.all(conversation)
    assert [each for each in talks if each.ended_at is None] == []


async def test_a_chat_that_comes_about_at_night_begins_in_the_morning(database: Database) -> None:
    the = await introduced(database)
    await the.play("""
        (a minute later)
        bot to rose: Hello Rose. Shall we put you in touch with Betty, about roses? ...
        rose: yes
        bot to rose: Lovely, thank you. If it comes about, we'll text you. ...
        bot to betty: Hello Betty. Shall we put you in touch with Rose, about roses? ...
        (10 hours later)
        betty: yes please
        bot to betty: Lovely, thank you. We'll put you in touch now.
        rose: who fed the cat?
        bot to rose: Thank you for telling us. Someone at Mill Lane will read this.
        (11 hours later)
        bot to ana: ...
        bot to rose: You can text Betty now, about roses. ...
        bot to betty: You can text Rose now, about roses. ...
    """)


# ── groups ──────────────────────────────────────────────────────────────────────────────────

PAIRS = """
    Rose; resident; SO16 2AB
    Sam; befriender
    Betty; resident; SO16 3DE
    Pat; befriender
    Ana; coordinator
"""


async def paired(database: Database) -> Story:
    """Rose and Betty, whom Sam and Pat visit, love gardening and live near each other."""
    the = await story(database, PAIRS)
    house, now = the.parts.community.id, the.parts.now()
    rose, sam, betty, pat = await ids(the, "rose", "sam", "betty", "pat")

    def befriended(conn: sa.Connection) -> None:
        pairings.pair(conn, house, rose, sam, now)
        pairings.pair(conn, house, betty, pat, now)
        common = {"community_id": house, "question": "love", "words": "roses", "at": now}
        rows = [
            {**common, "person_id": each, "tags": (("gardening", "interest"),)}
            for each in (rose, betty)
        ]
        learned.answer(conn, rows)

    await database.write(befriended)
    return the


ASKED = """
    (a minute later)
    bot to rose: Hello Rose. Other neighbours near you like gardening too. \
Would you and Sam like to meet them as a small group? YES or NO?
    bot to betty: Hello Betty. Other neighbours near you like gardening too. \
Would you and Pat like to meet them as a small group? YES or NO?
    bot to sam: Hello Sam. Other neighbours near you like gardening too. \
Would you and Rose like to meet them as a small group? YES or NO?
    bot to pat: Hello Pat. Other neighbours near you like gardening too. \
Would you and Betty like to meet them as a small group? YES or NO?
    rose: yes
    bot to rose: Lovely, thank you. If enough of you say yes, we'll put you all in touch.
    sam: yes
    bot to sam: Lovely, ...
"""
TOGETHER = (
    ASKED
    + """
    betty: ooh yes
    bot to betty: Lovely, ...
    pat: sorry no
    bot to pat: That's quite all right, and thank you for saying. We won't ask that again.
    bot to rose: Your group is open, with Betty and Sam, about gardening. \
Text here and all of you get it. Nobody sees a number. To leave, text BYE.
    bot to betty: Your group is open, with Rose and Sam, about gardening. ...
    bot to sam: Your group is open, with Rose and Betty, about gardening. ...
    bot to rose: One more thing. What shall we call the group? A few words will do. Or text SKIP.
    rose: The Tea Set
    bot to rose: Lovely. From now on it is called The Tea Set.
    bot to betty: Rose has found a name for the group: The Tea Set.
    bot to sam: Rose has found a name for the group: The Tea Set.
    sam: Shall we meet at the bench on Tuesday?
    bot to rose: Sam: Shall we meet at the bench on Tuesday?
    bot to betty: Sam: Shall we meet at the bench on Tuesday?
"""
)


async def test_pairs_who_share_something_become_a_group(database: Database) -> None:
    the = await paired(database)
    await the.play(
        TOGETHER
        + """
        betty: BYE
        bot to betty: That's fine. You have left the group, and no more of it comes to you. \
Text us any time.
        sam: just us two then Rose
        bot to rose: Sam: just us two then Rose
    """
    )


async def test_two_yeses_are_no_group(database: Database) -> None:
    the = await paired(database)
    await the.play(
        ASKED
        + """
        betty: no
        bot to betty: ...
        pat: no
        bot to pat: ...
    """
    )
    assert [row.state for row in await the.parts.all(neighbour_group)] == ["ended"]


async def test_a_group_is_handed_over_to_itself(database: Database) -> None:
    the = await paired(database)
    await the.play(TOGETHER)
    long_after = the.parts.now() + timedelta(weeks=20)  # nobody is asked anything else meanwhile
    await the.parts.change(sa.update(person).values(joined_at=long_after))
    await the.parts.change(sa.delete(nudge))
    for _ in range(6):
        await the.until(the.parts.now() + timedelta(weeks=1))
        await the.parts.text(the.phones["rose"], "see you Tuesday?")
        await the.until(the.parts.now() + timedelta(hours=1))
    the._new()
    await the.play("""
        (7 days later)
        bot to rose: Hello Rose. The Tea Set can soon run itself. Would you like to look after it, \
with a text to the others now and then? YES or NO?
        bot to betty: ...
        bot to sam: ...
        rose: yes
        bot to rose: Thank you. May the others who say yes have your number? YES or NO. \
Or tell us how you'd rather meet.
        rose: yes
        bot to rose: Thank you. We'll let you all know in a few days.
        betty: no
        bot to betty: ...
        betty: Tuesdays at the bench is best
        bot to betty: Thank you. We'll let you all know in a few days.
        sam: no
        bot to sam: ...
    """)
    await the.parts.text(the.phones["sam"], "yes")
    await the.work_off()
    shown = the._new()
    keeps = "From now on The Tea Set runs itself, and Rose will look after it."
    bench = "Some of you would rather meet like this: Tuesdays at the bench is best"
    over = "Texts to the group no longer pass through us. Thank you for all you gave. "
    over += "Text us any time."
    number = "Here are the others who shared their number: "
    assert to(shown, "rose") == [keeps, f"{number}Sam 07700 900501", bench, over]
    assert to(shown, "betty") == [keeps, bench, over]
    assert to(shown, "sam")[1:] == [keeps, f"{number}Rose 07700 900500", bench, over]
    assert [row.state for row in await the.parts.all(neighbour_group)] == ["handed_over"]


def to(shown: list[str], who: str) -> list[str]:
    return [line.removeprefix(f"bot to {who}: ") for line in shown if f"to {who}:" in line]
