"""Events, among real phones: told, asked for a second yes, answered; a full one keeps a line."""

import pytest

from store.database import Database
from tests.stories.events import (
    COMPANY,
    DOWN,
    answers,
    neighbours,
    said_no_to_events,
    states,
    to,
    told,
)

pytestmark = pytest.mark.anyio


async def test_an_event_for_some_goes_out_with_one_yes_and_is_answered(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        told()
        + to("rose", "joan")
        + "rose: yes please"
        + to("rose", script=DOWN + COMPANY)
        + """
        joan: maybe, depends on my knee
        bot to joan: That's fine. Tea dance is on Friday at 2pm. If you find you can come, text \
COMING.
        ana: who's coming
        bot to ana: Tea dance, Fri 5 June, 2pm: Of 2: 2 sent. 1 coming, 1 maybe, 0 no. Coming: \
Rose. Maybe: Joan.
        joan: count me in
        """
        + to("joan", script=DOWN + COMPANY)
    )
    assert await answers(the) == [("Joan", "coming"), ("Rose", "coming")]


async def test_what_goes_to_everybody_needs_a_second_coordinator(database: Database) -> None:
    the = await neighbours(database)
    await said_no_to_events(the, "Joan")
    await the.play(
        """
        ana: EVENT Tea dance Fri 2pm Swathling Centre
        bot to ana: Tea dance at Swathling Centre: Fri 5 June, 2pm. For: everybody who said yes \
to events.
        bot to ana: They get: ...
        bot to ana: It goes to all, so one more of you has to say yes. Left out: 1 \
said no to events.
        bot to ana: Shall I send it to 2 people? ...
        ana: YES
        bot to ana: It goes to everybody, so I ask the others, too...
        bot to bea: Ana would like to tell 2 people of Tea dance. They get: Hello Bea, it's Mill \
Lane...
        bot to bea: It goes to everybody, so it needs your yes, too. Shall it go? YES or NO
        bea: yes
        bot to bea: Thank you. It is on its way. KILL stops it.
        bot to ana: Bea said yes, too. Tea dance is on its way to 2 people. KILL stops it.
        """
        + to("rose", "mala")
    )


async def test_a_second_coordinators_no_sends_nothing(database: Database) -> None:
    the = await neighbours(database)
    await the.play("""
        ana: EVENT Tea dance Fri 2pm Swathling Centre
        bot to ana: ...
        bot to ana: ...
        bot to ana: ...
        bot to ana: ...
        ana: YES
        bot to ana: It goes to everybody...
        bot to bea: Ana would like to tell 3 people...
        bot to bea: It goes to everybody...
        bea: ok
        bot to bea: That was no plain YES, so it stays here. Nothing has been sent. Ana is told.
        bot to ana: One of the others would rather not send Tea dance to everybody. Nothing has \
been sent.
        (2 days later)
    """)
    assert await states(the) == [("event", "killed")]


async def test_a_second_coordinators_silence_sends_nothing(database: Database) -> None:
    the = await neighbours(database)
    await the.play("""
        ana: EVENT Tea dance Fri 2pm Swathling Centre
        bot to ana: ...
        bot to ana: ...
        bot to ana: ...
        bot to ana: ...
        ana: YES
        bot to ana: It goes to everybody...
        bot to bea: Ana would like to tell 3 people...
        bot to bea: It goes to everybody...
        (25 hours later)
        bot to ana: Nobody else has said yes, so Tea dance has not been sent...
        bea: yes
        bot to bea: I have no question open with you just now, so I have done nothing...
    """)
    assert await states(the) == [("event", "killed")]


async def test_one_coordinator_alone_sends_nothing_to_everybody(database: Database) -> None:
    the = await neighbours(database, "Rose; resident; SO16 2AB; dancing\nAna; coordinator")
    await the.play(
        """
        ana: EVENT Tea dance Fri 2pm Swathling Centre
        bot to ana: For everybody I need one more of the team to say yes, and there is nobody...
        ana: SO16
        bot to ana: Tea dance at Swathling Centre: Fri 5 June, 2pm. For: people in SO16.
        bot to ana: They get: ...
        bot to ana: Shall I send it to 1 person? ...
        ana: yes
        bot to ana: Tea dance goes out to 1 person...
    """
        + to("rose")
    )


async def test_what_is_no_plain_yes_sends_nothing(database: Database) -> None:
    the = await neighbours(database)
    await the.play("""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        bot to ana: ...
        bot to ana: ...
        bot to ana: Shall I send it to 2 people? ...
        ana: ok
        bot to ana: Nothing has been sent. A plain YES sends it to 2 people...
        ana: yes but
        bot to ana: That was no plain YES, so I let it go. Nothing has been sent...
        ana: yes
        bot to ana: I have no question open with you just now, so I have done nothing...
    """)
    assert await states(the) == []


async def test_a_phone_that_falls_silent_sends_nothing(database: Database) -> None:
    the = await neighbours(database)
    await the.play("""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        bot to ana: ...
        bot to ana: ...
        bot to ana: Shall I send it to 2 people? ...
        (3 hours later)
        bot to ana: I did not hear a YES, so Tea dance has not been sent. Text EVENT to begin again.
    """)
    assert await states(the) == []


async def test_a_full_event_keeps_a_line(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        told("Tea dance Fri 2pm Swathling Centre for SO16, 1 place")
        + to("rose", "joan")
        + "rose: COMING"
        + to("rose", script=DOWN + COMPANY)
        + """
        joan: I'll come too
        bot to joan: Tea dance is full just now. You are first in line...
        rose: not coming
        bot to rose: That's quite all right, and thank you for telling us. There's always another \
time.
        bot to joan: Hello Joan. Good news: there is now room at Tea dance, Friday at 2pm. Would \
you still like to come? YES or NO
        joan: yes
        bot to joan: Lovely. You are down for Tea dance, Friday at 2pm. Can't make it? Text NOT \
COMING.
        bot to joan: Tea dance: would you like company?...
        """
    )
    assert await answers(the) == [("Joan", "coming"), ("Rose", "no")]


async def test_no_events_takes_back_only_that_yes(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        told()
        + to("rose", "joan")
        + """
        joan: NO EVENTS
        bot to joan: That's fine, and thank you for telling us...
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        bot to ana: ...
        bot to ana: ...
        bot to ana: Left out: 1 said no to events.
        bot to ana: Shall I send it to 1 person? ...
        ana: no
        bot to ana: That's fine. Nothing has been sent.
        """
    )


async def test_nobody_is_texted_after_stop_or_a_no_and_the_tally_adds_up(
    database: Database,
) -> None:
    the = await neighbours(database)
    await said_no_to_events(the, "Joan")
    await the.play(
        """
        mala: STOP
        ana: EVENT Tea dance Fri 2pm Swathling Centre to everyone
        bot to ana: ...
        bot to ana: They get: ...
        bot to ana: It goes to all, so one more of you has to say yes. Left out: ...
        bot to ana: Shall I send it to 1 person? ...
        ana: yes
        bot to ana: It goes to everybody...
        bot to bea: ...
        bot to bea: ...
        bea: Yes
        bot to bea: Thank you. It is on its way. KILL stops it.
        bot to ana: Bea said yes, too. Tea dance is on its way to 1 person. KILL stops it.
        """
        + to("rose")
        + """
        (2 hours later)
        bot to ana: Tea dance has gone out. Of 3: 1 sent, 1 said no to events, 1 said STOP. ...
        """
    )


async def test_what_they_ask_along_with_a_yes_is_read_by_a_person(database: Database) -> None:
    the = await neighbours(database)
    await the.play(f"""
        {told()}
        {to("rose", "joan")}
        rose: ooh yes please can i bring my sister
        bot to rose: Lovely. You are down for Tea dance at Swathling Centre, Friday at 2pm...
        bot to ana: Rose texted: "ooh yes please can i bring my sister" ...
        bot to bea: Rose texted: "ooh yes please can i bring my sister" ...
        bot to rose: Someone from Mill Lane will read what you ask.
        bot to rose: Tea dance: would you like company?...
    """)


async def test_an_event_is_for_several_areas_and_for_whoever_likes_something(
    database: Database,
) -> None:
    the = await neighbours(database)
    await the.play("""
        ana: EVENT Whist a week tomorrow 2pm the library for SO17, SO18 and people who like \
gardening
        bot to ana: Whist at the library: Tue 9 June, 2pm. For: people in SO17 or SO18, and people \
who like gardening.
        bot to ana: They get: ...
        bot to ana: Shall I send it to 2 people? ...
        ana: for SO17 and cooks in SO18
        bot to ana: I'm not sure who SO17 and cooks in SO18 are. Who is it for? ...
        ana: SO16 and SO17
        bot to ana: Whist at the library: Tue 9 June, 2pm. For: people in SO16 or SO17.
        bot to ana: They get: ...
        bot to ana: Shall I send it to 3 people? ...
        ana: for SO17 and people who like gardening
        bot to ana: ...
        bot to ana: They get: ...
        bot to ana: Shall I send it to 2 people? ...
        ana: yes
        bot to ana: Whist goes out to 2 people...
        bot to joan: Hello Joan, it's Mill Lane. You are invited: Whist...
        bot to mala: Hello Mala, it's Mill Lane. You are invited: Whist...
    """)
