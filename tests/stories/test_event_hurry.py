"""Events in a hurry: two at once, a hand on the brake, and what comes in between."""

from datetime import timedelta

import pytest

from store.database import Database
from tests.stories.events import (
    CAST,
    DOWN,
    PREVIEW,
    neighbours,
    states,
    to,
    told,
)

pytestmark = pytest.mark.anyio


async def test_a_second_event_drops_the_draft_of_the_first_and_says_so(database: Database) -> None:
    the = await neighbours(database)
    await the.play(f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        {PREVIEW}
        bot to ana: Shall I send it to 2 people? ...
        ana: EVENT Bingo Sat 3pm Mill Lane Hall for SO16
        bot to ana: Bingo at Mill Lane Hall: Sat 6 June, 3pm. For: people in SO16.
        bot to ana: They get: ...
        bot to ana: Your draft of Tea dance is dropped: nothing of that was sent.
        bot to ana: Shall I send it to 2 people? ...
        ana: yes
        bot to ana: Bingo goes out to 2 people...
        bot to rose: Hello Rose, it's Mill Lane. You are invited: Bingo...
        bot to joan: Hello Joan, it's Mill Lane. You are invited: Bingo...
    """)
    assert len(await states(the)) == 1


async def test_two_coordinators_each_send_their_own_and_people_say_which(
    database: Database,
) -> None:
    the = await neighbours(database)
    await the.play(
        told()
        + to("rose", "joan")
        + """
        bea: EVENT Bingo Sat 3pm Mill Lane Hall for SO16
        bot to bea: Bingo at Mill Lane Hall: Sat 6 June, 3pm. For: people in SO16.
        bot to bea: They get: ...
        bot to bea: Shall I send it to 2 people? ...
        bea: yes
        bot to bea: Bingo goes out to 2 people...
        bot to rose: Hello Rose, it's Mill Lane. You are invited: Bingo...
        bot to joan: Hello Joan, it's Mill Lane. You are invited: Bingo...
        rose: yes please
        bot to rose: Which one do you mean? 1 Bingo, Sat 6 June. 2 Tea dance, Fri 5 June. Text \
its number.
        rose: 2
        bot to rose: Lovely. You are down for Tea dance at Swathling Centre, Friday at 2pm...
        bot to rose: Tea dance: would you like company?...
        joan: I'll come to the bingo
        bot to joan: Lovely. You are down for Bingo at Mill Lane Hall, Saturday at 3pm...
        bot to joan: Bingo: would you like company?...
        ana: PROGRESS
        bot to ana: Which one? 1 Bingo, Sat 6 June. 2 Tea dance, Fri 5 June. Text its number.
        ana: 1
        bot to ana: Bingo, Sat 6 June, 3pm: Of 2: 2 sent. 1 coming, 0 maybe, 0 no. Coming: Joan.
    """
    )


async def test_kill_at_night_sends_nothing_in_the_morning(database: Database) -> None:
    the = await neighbours(database)
    await the.until(the.parts.now() + timedelta(hours=9))
    await the.play(f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        {PREVIEW}
        bot to ana: Shall I send it to 2 people? ...
        ana: yes
        bot to ana: Tea dance goes out to 2 people...
        ana: HOLD
        bot to ana: Tea dance rests. GO ON lets it go on. KILL stops it for good.
        ana: GO ON
        bot to ana: Tea dance goes on.
        ana: KILL
        bot to ana: Stopped: Tea dance. Nothing more of it goes out.
        ana: KILL
        bot to ana: There is nothing to stop just now.
        (2 days later)
        bot to ana: Tea dance was stopped. Of 2: 2 stopped by you. 0 coming, 0 maybe, 0 no.
    """)


async def test_an_urgent_alert_after_the_preview_makes_us_ask_once_more(
    database: Database,
) -> None:
    the = await neighbours(database, CAST.replace("Bea; coordinator", ""))
    await the.play(f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        {PREVIEW}
        bot to ana: Shall I send it to 2 people? ...
        rose: I have fallen and I can't get up
        bot to rose: ...
        bot to ana: ...
        ana: yes
        bot to ana: You were told of Rose just now. Is your YES for sending Tea dance to 1 \
person? YES or NO
    """)
    assert await states(the) == []


async def test_a_coming_answers_the_invitation_while_another_question_is_open(
    database: Database,
) -> None:
    the = await neighbours(database)
    await the.play(
        told()
        + to("rose", "joan")
        + """
        rose: ASK
        bot to rose: What would help? ...
        rose: COMING
        """
        + to("rose", script=DOWN)
        + """
        rose: could someone change a light bulb
        bot to rose: ...
        """
    )


async def test_nobody_is_invited_while_they_may_be_in_danger(database: Database) -> None:
    the = await neighbours(database)
    await the.play("""
        joan: I have fallen and cant get up
        bot to joan: If you are in danger or hurt, call 999 now. ...
        bot to ana: URGENT. Joan may be in danger. ...
        bot to bea: URGENT. Joan may be in danger. ...
        ana: mine
        bot to bea: Ana is seeing to Joan now. ...
        bot to ana: Thank you. You have Joan: ...
        bot to joan: Ana from Mill Lane has your text, ...
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        bot to ana: Tea dance at Swathling Centre: ...
        bot to ana: They get: ...
        bot to ana: Left out: 1 in need of something else first.
        bot to ana: Shall I send it to 1 person? ...
    """)
