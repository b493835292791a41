"""Events, among real phones: told, answered, changed, called off; and a hand on the brake."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from store.broadcasts import broadcast
from store.consents import consent
from store.database import Database
from store.nudges import nudge
from store.outings import outing
from store.people import person
from store.replies import broadcast_reply
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; dancing
    Joan; resident; SO16 3DE; gardening
    Mala; resident; SO17 1AA; dancing
    Ana; coordinator
    Bea; coordinator
"""

INVITED = """
bot to WHO: Hello NAME, it's Mill Lane. You are invited: Tea dance at Swathling Centre, \
Fri 5 June, 2pm. Text COMING, MAYBE or NO. NO EVENTS: no more of these.
"""
COMPANY = """
bot to WHO: Tea dance: would you like company?...
WHO: no thanks
bot to WHO: ...
"""
DOWN = """
bot to WHO: Lovely. You are down for Tea dance at Swathling Centre, Friday at 2pm...
"""


def to(*whose: str, script: str = INVITED) -> str:
    """The same for each of them."""
    return "".join(script.replace("WHO", who).replace("NAME", who.capitalize()) for who in whose)


async def neighbours(database: Database, cast: str = CAST) -> Story:
    """Everybody has been there for three months; no hellos."""
    the = await story(database, cast, joined=timedelta(days=90))
    await the.parts.change(sa.update(nudge).values(state="skipped", reason="another story"))
    return the


def told(event: str = "Tea dance Fri 2pm Swathling Centre for SO16", many: str = "2 people") -> str:
    """Ana texts an event, and says YES."""
    return f"""
        ana: EVENT {event}
        bot to ana: Tea dance at Swathling Centre: Fri 5 June, 2pm...
        bot to ana: They get: Hello Ana, it's Mill Lane. You are invited: Tea dance...
        bot to ana: Shall I send it to {many}? ...
        ana: yes
        bot to ana: Tea dance goes out to {many}, between 8am and 8pm...
    """


async def answers(the: Story) -> list[tuple[str, str]]:
    """Who answered what."""
    query = (
        sa.select(person.c.name, broadcast_reply.c.answer)
        .join(person, person.c.id == broadcast_reply.c.person_id)
        .order_by(person.c.name)
    )
    return [
        tuple(row) for row in await the.parts.database.read(lambda conn: conn.execute(query).all())
    ]


async def states(the: Story) -> list[tuple[str, str]]:
    """The kind and the state of each broadcast."""
    rows: list[Any] = sorted(await the.parts.all(broadcast), key=lambda row: row.id)
    return [(row.kind, row.state) for row in rows]


async def said_no_to_events(the: Story, name: str) -> None:
    """They have taken back their yes."""
    rows: list[Any] = await the.parts.all(person)
    who = next(row for row in rows if row.name == name)
    await the.parts.change(
        sa.insert(consent).values(
            community_id=who.community_id, person_id=who.id, purpose="events", given=False,
            asked="", said="no", how="sms", at=the.parts.now(),
        )
    )  # fmt: skip


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


# ── two at once, the brake, and what comes in between ───────────────────────────────────────

PREVIEW = """
        bot to ana: ...
        bot to ana: They get: ...
"""


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
        bot to ana: Tea dance was stopped. Of 2: 2 you stopped it. 0 coming, 0 maybe, 0 no.
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


async def test_who_speaks_another_language_gets_her_own_words(database: Database) -> None:
    the = await neighbours(database)
    await the.parts.change(sa.update(person).where(person.c.name == "Mala").values(language="ta"))
    await the.play("""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for people who like dancing
        bot to ana: Tea dance at Swathling Centre: Fri 5 June, 2pm. For: people who like dancing.
        bot to ana: They get: ...
        bot to ana: 1 person with Tamil get it in English. TAMIL: and your words gives them their \
own.
        bot to ana: Shall I send it to 2 people? ...
        ana: TAMIL: Vanakkam {name}, nadanam Fri 5 June 2pm Swathling Centre
        bot to ana: Tea dance at Swathling Centre: ...
        bot to ana: They get: ...
        bot to ana: Tamil (1 person): Vanakkam {name}, nadanam Fri 5 June 2pm Swathling Centre. \
Text COMING, MAYBE or NO. NO EVENTS: no more of these.
        bot to ana: Shall I send it to 2 people? ...
        ana: yes
        bot to ana: Tea dance goes out to 2 people...
        bot to rose: Hello Rose, it's Mill Lane. You are invited: Tea dance...
        bot to mala: Vanakkam Mala, nadanam Fri 5 June 2pm Swathling Centre. Text COMING, MAYBE \
or NO. NO EVENTS: no more of these.
    """)


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


# ── in a hurry ──────────────────────────────────────────────────────────────────────────────


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
        bot to ana: Left out: 1 something else comes first.
        bot to ana: Shall I send it to 1 person? ...
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
