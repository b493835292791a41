"""Events that change or are off: exactly those hear of it who need to."""

from datetime import timedelta
from typing import Any

import pytest

from store.database import Database
from store.outings import outing
from tests.stories.events import (
    COMPANY,
    DOWN,
    PREVIEW,
    answers,
    neighbours,
    to,
    told,
)

pytestmark = pytest.mark.anyio


async def test_only_who_comes_hears_that_it_is_off(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        told()
        + to("rose", "joan")
        + "rose: COMING"
        + to("rose", script=DOWN + COMPANY)
        + """
        joan: no thank you
        bot to joan: That's quite all right. Thank you for telling us.
        ana: call off the tea dance
        bot to ana: They get: Hello Ana, it's Mill Lane. Sorry, Tea dance on Fri 5 June, 2pm is \
off. We hope to see you another time.
        bot to ana: 1 person would be told. ...
        ana: yes
        bot to ana: Tea dance is called off. I tell 1 person. What still waited does not go out.
        bot to rose: Hello Rose, it's Mill Lane. Sorry, Tea dance on Fri 5 June, 2pm is off...
        bot to ana: Tea dance has gone out. Of 2: 2 sent. 1 coming, 0 maybe, 1 no. Coming: Rose.
        joan: count me in
        bot to joan: I'm sorry, Tea dance on Friday at 2pm has been called off...
        (6 days later)
        bot to ana: The news that Tea dance is off has gone out. Of 1: 1 sent.
        """
    )
    rows: list[Any] = await the.parts.all(outing)
    assert [row.state for row in rows] == ["cancelled"]


async def test_only_who_comes_hears_of_a_change(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        told()
        + to("rose", "joan")
        + "rose: COMING"
        + to("rose", script=DOWN + COMPANY)
        + """
        ana: CHANGE tea dance to 3pm
        bot to ana: They get: Hello Ana, it's Mill Lane. A change: Tea dance is now Fri 5 June, \
3pm at Swathling Centre. Can you still come? Text COMING or NO.
        bot to ana: 1 person would be told. ...
        ana: yes
        bot to ana: Tea dance is now Fri 5 June, 3pm. I tell 1 person. PROGRESS says who still \
comes.
        bot to rose: Hello Rose, it's Mill Lane. A change: Tea dance is now Fri 5 June, 3pm at \
Swathling Centre...
        bot to ana: Tea dance has gone out. Of 2: 2 sent. 1 coming, 0 maybe, 0 no. Coming: Rose.
        rose: COMING
        bot to rose: You are down for Tea dance, Friday at 3pm...
        (3 days later)
        bot to ana: The change of Tea dance has gone out. Of 1: 1 sent.
        bot to rose: Hello Rose. Just a reminder: Tea dance, Friday at 3pm at Swathling Centre...
        """
    )


async def test_calling_off_stops_what_still_waits(database: Database) -> None:
    the = await neighbours(database)
    await the.until(the.parts.now() + timedelta(hours=9))
    await the.play(f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        {PREVIEW}
        bot to ana: Shall I send it to 2 people? ...
        ana: yes
        bot to ana: Tea dance goes out to 2 people...
        ana: call off tea dance
        bot to ana: They get: ...
        bot to ana: Nobody would be told. No SMS: it costs nothing. 2 have not had the first \
text. Only YES calls it off. NO drops it.
        ana: yes
        bot to ana: Tea dance is called off. Nobody had to be told. What still waited does not go \
out.
        (2 days later)
        bot to ana: Tea dance was stopped. ...
    """)


async def test_a_bare_no_to_a_change_takes_back_the_yes(database: Database) -> None:
    the = await neighbours(database)
    await the.play(
        told()
        + to("rose", "joan")
        + "rose: COMING"
        + to("rose", script=DOWN + COMPANY)
        + """
        rose: no
        bot to rose: ...
        bot to ana: Rose texted: ...
        bot to bea: ...
        ana: CHANGE tea dance to Saturday
        bot to ana: They get: ...
        bot to ana: 1 person would be told. ...
        ana: yes
        bot to ana: Tea dance is now Sat 6 June, 2pm. I tell 1 person...
        bot to rose: Hello Rose, it's Mill Lane. A change: Tea dance is now Sat 6 June, 2pm...
        bot to ana: Tea dance has gone out. ...
        rose: no
        bot to rose: That's quite all right, and thank you for telling us...
        """
    )
    assert await answers(the) == [("Rose", "no")]


async def test_another_event_in_small_letters_is_no_change_of_the_first(
    database: Database,
) -> None:
    the = await neighbours(database)
    await the.play("""
        ana: event coffee fri 10am library for SO16
        bot to ana: Coffee at library: Fri 5 June, 10am. ...
        bot to ana: They get: ...
        bot to ana: Shall I send it to 2 people? ...
        ana: event bingo sat 10am library for SO16
        bot to ana: Bingo at library: Sat 6 June, 10am. ...
        bot to ana: They get: ...
        bot to ana: Your draft of Coffee is dropped: nothing of that was sent.
        bot to ana: Shall I send it to 2 people? ...
        ana: yes
        bot to ana: Bingo goes out to 2 people, ...
        bot to rose: Hello Rose, it's Mill Lane. You are invited: Bingo at library, ...
        bot to joan: Hello Joan, it's Mill Lane. You are invited: Bingo at library, ...
    """)


async def test_what_waits_for_a_second_yes_can_be_called_off(database: Database) -> None:
    the = await neighbours(database)
    await the.play("""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for everyone
        bot to ana: Tea dance at Swathling Centre: ...
        bot to ana: They get: ...
        bot to ana: It goes to all, so one more of you has to say yes.
        bot to ana: Shall I send it to 3 people? ...
        ana: yes
        bot to ana: It goes to everybody, so I ask the others, too. ...
        bot to bea: Ana would like to tell 3 people of Tea dance. ...
        bot to bea: It goes to everybody, so it needs your yes, too. Shall it go? YES or NO
        ana: change the tea dance to 3pm
        bot to ana: Tea dance still waits for a second yes, so nobody has been told of it. ...
        ana: cancel the tea dance
        bot to ana: Tea dance is dropped. It still waited for a second yes, ...
        bea: yes
        bot to bea: Thank you. Somebody has settled it already.
        (1 day later)
    """)


async def test_company_is_not_found_for_what_has_been_called_off(database: Database) -> None:
    the = await neighbours(database)
    await the.play(f"""
        {told()}
        {to("rose", "joan")}
        rose: coming
        bot to rose: Lovely. You are down for Tea dance at Swathling Centre, Friday at 2pm...
        bot to rose: Tea dance: would you like company?...
        ana: cancel the tea dance
        bot to ana: They get: ...
        bot to ana: 1 person would be told. ...
        ana: yes
        bot to ana: Tea dance is called off. ...
        bot to rose: Hello Rose, it's Mill Lane. Sorry, Tea dance on Fri 5 June, 2pm is off. ...
        bot to ana: Tea dance has gone out. ...
        (1 hour later)
        bot to ana: The news that Tea dance is off has gone out. Of 1: 1 sent.
        rose: yes please
        bot to rose: I'm sorry, Tea dance has been called off since then. ...
        ana: progress
        bot to ana: Tea dance, Fri 5 June, 2pm: It is called off. Of 2: 2 sent. ...
    """)


async def test_who_had_not_been_told_before_a_change_is_told_with_the_change(
    database: Database,
) -> None:
    the = await neighbours(database)
    await the.play(f"""
        (8 hours later)
        {told("Tea dance Fri 9am, £2, Swathling Centre for SO16").replace("2pm", "9am")}
        ana: change tea dance to 3pm at the library
        bot to ana: They get: Hello Ana, it's Mill Lane. A change: ...
        bot to ana: Nobody would be told. No SMS: it costs nothing. 2 have not had the first text. \
They get it with the change. Only YES does it. NO drops it.
        ana: yes
        bot to ana: Tea dance is now Fri 5 June, 3pm. ...
        (14 hours later)
        bot to rose: Hello Rose, it's Mill Lane. You are invited: Tea dance at the library, \
Fri 5 June, 3pm. It costs £2. Text COMING, MAYBE or NO. NO EVENTS: no more of these.
        bot to joan: Hello Joan, it's Mill Lane. You are invited: Tea dance at the library, \
Fri 5 June, 3pm. It costs £2. Text COMING, MAYBE or NO. NO EVENTS: no more of these.
        bot to ana: Tea dance has gone out. Of 2: 2 sent. 0 coming, 0 maybe, 0 no.
        joan: coming
        bot to joan: Lovely. You are down for Tea dance at the library, Friday at 3pm. ...
        bot to joan: Tea dance: would you like company?...
    """)
