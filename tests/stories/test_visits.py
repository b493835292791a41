"""Visits, among real phones: asked, prompted, there, out, and how it was; and what goes wrong."""

from datetime import date, time, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from store import pairings, visit_planning
from store.concerns import concern
from store.database import Database
from store.messages import message
from store.nudges import nudge
from store.pairings import pairing
from store.people import address
from store.visits import visit
from tests.scripted import MONDAY_NOON
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Sam; befriender; SO16 3DE
    Ana; coordinator
"""
TUESDAY = date(2026, 6, 2)


async def paired(
    database: Database,
    cast: str = CAST,
    *pairs: tuple[str, str, date, time],
    place: str = "",
) -> Story:
    """Everybody has been there for three months; no hellos. These visit these, every week from
    that day on.
    """
    the = await story(database, cast)
    await the.parts.change(sa.update(nudge).values(state="skipped", reason="another story"))
    ids = await people(the)
    for befriender, resident, first_on, at in pairs or (("sam", "rose", TUESDAY, time(14)),):
        await the.parts.database.write(
            partial(_pair, the, ids[befriender], ids[resident], first_on, at, place)
        )
    await the.parts.change(
        sa.update(nudge)
        .where(nudge.c.purpose == "safe_word")
        .values(state="skipped", reason="another story")
    )
    return the


def _pair(
    the: Story, befriender: int, resident: int, first_on: date, at: time, place: str, conn: Any
) -> None:
    now = the.parts.now()
    made = pairings.pair(conn, the.parts.community.id, resident, befriender, now)
    rhythm = {"every_days": 7, "weekday": first_on.weekday(), "at": at, "first_on": first_on}
    conn.execute(
        sa.update(pairing).where(pairing.c.id == made).values(**rhythm, minutes=60, place=place)
    )
    visit_planning.plan_next(conn, [made], now)


async def people(the: Story) -> dict[str, int]:
    """Everybody's id, by how the script calls them."""
    by_number = {row.value: row.person_id for row in await the.parts.all(address)}
    return {who: by_number[number] for who, number in the.phones.items()}


async def states(the: Story) -> list[tuple[str, str]]:
    """How each visit stands, and how it was, the earliest first."""
    rows = sorted(await the.parts.all(visit), key=lambda row: (row.at, row.id))
    return [(row.state, row.how) for row in rows]


async def test_a_visit_is_asked_prompted_made_and_told_of(database: Database) -> None:
    """Monday noon; the visit is tomorrow at 2pm: the whole loop, and the next one is planned."""
    the = await paired(database)
    await the.play("""
        (a minute later)
        bot to rose: Sam hopes to come tomorrow at 2pm. Is that all right? YES or NOT TODAY
        rose: yes please
        bot to rose: Lovely. Sam will be glad to see you.
        (6 hours later)
        bot to sam: Rose enjoys roses.
        bot to sam: You see Rose tomorrow at 2pm. Rose said yes. Can you still go? YES or NO
        sam: yes
        bot to sam: Lovely, thank you. We'll text you again on the day.
        (18 hours later)
        bot to sam: Rose today at 2pm. Text HERE when you arrive and DONE when you leave. \
Can't make it? Just say so.
        (2 hours later)
        sam: Here!
        bot to sam: Thank you. Enjoy your time with Rose. Text DONE when you leave. \
We look out for you after 3pm.
        (an hour later)
        sam: done
        bot to sam: Thank you. Good to know that you are out safe and sound.
        bot to sam: How was it with Rose? 1 fine, 2 a small worry, 3 worried. Or a few words, \
that Rose could read.
        sam: 1 she showed me her roses
        bot to sam: Lovely. Thank you for going.
    """)
    assert await states(the) == [("happened", "fine"), ("planned", "")]


# ── can't make it, and not today ────────────────────────────────────────────────────────────


async def test_not_today_is_one_word_and_fine(database: Database) -> None:
    """Only this visit is off; the one who comes hears it gently, and the next one stands."""
    the = await paired(database)
    await the.play("""
        (a minute later)
        bot to rose: Sam hopes to come tomorrow at 2pm. Is that all right? YES or NOT TODAY
        rose: not today love
        bot to rose: That's quite all right, and thank you for saying. We'll tell Sam. \
The next one stays as it is.
        bot to sam: Rose would rather not have a visit tomorrow at 2pm. It's nothing you did. \
The next one stays as it is.
        (2 days later)
    """)
    assert await states(the) == [("called_off", ""), ("planned", "")]


async def test_silence_leaves_the_visit_as_it_is(database: Database) -> None:
    """Nobody has to answer; whoever comes knows that she has not."""
    the = await paired(database)
    await the.play("""
        (6 hours later)
        bot to rose: Sam hopes to come tomorrow at 2pm. Is that all right? YES or NOT TODAY
        bot to sam: Rose enjoys roses.
        bot to sam: You see Rose tomorrow at 2pm. Rose has not answered, which is fine. \
Can you still go? YES or NO
    """)


async def test_cant_make_it_brings_another_day(database: Database) -> None:
    """The resident hears it kindly, is asked about the other day, and both know what it is."""
    the = await paired(database)
    await the.play("""
        (a minute later)
        bot to rose: Sam hopes to come tomorrow at 2pm. Is that all right? YES or NOT TODAY
        rose: yes
        bot to rose: Lovely. Sam will be glad to see you.
        sam: Can't make it tomorrow I'm afraid
        bot to sam: Thank you for saying. That's quite all right. We'll tell Rose kindly.
        bot to rose: Sam can't come tomorrow at 2pm after all, and is sorry. \
We'll see if another day would suit you both.
        bot to sam: When could you see Rose instead? A day and time, like Thursday 2pm. Or NO
        sam: thursday at 3
        bot to sam: Thank you. We'll ask Rose about Thursday at 3pm, and tell you.
        bot to rose: Sam could come Thursday at 3pm instead. Would you like that? YES or NO
        rose: yes that would be nice
        bot to rose: Lovely. Sam comes Thursday at 3pm.
        bot to sam: Rose says yes: you visit Thursday at 3pm.
    """)
    assert await states(the) == [("planned", ""), ("planned", "")]


async def test_a_no_to_the_prompt_is_cant_make_it(database: Database) -> None:
    """And where no other day suits, somebody else may come: the resident's yes is asked first."""
    the = await paired(database)
    await the.play("""
        (6 hours later)
        bot to rose: Sam hopes to come tomorrow at 2pm. Is that all right? YES or NOT TODAY
        bot to sam: Rose enjoys roses.
        bot to sam: You see Rose tomorrow at 2pm. Rose has not answered, which is fine. \
Can you still go? YES or NO
        sam: sorry no
        bot to sam: Thank you for saying. That's quite all right. We'll tell Rose kindly.
        bot to rose: Sam can't come tomorrow at 2pm after all, and is sorry. \
We'll see if another day would suit you both.
        bot to sam: When could you see Rose instead? A day and time, like Thursday 2pm. Or NO
        sam: no
        bot to sam: That's fine. We'll ask Rose if someone else may come this once.
        bot to rose: Sam can't find another time. Would you like somebody else to come, \
just this once? YES or NO
        rose: yes please
        bot to rose: We'll see who could come, and text you. We promise nothing, but we will try.
    """)


# ── safe alone ──────────────────────────────────────────────────────────────────────────────


async def there(database: Database, **more: Any) -> Story:
    """Sam is with Rose since 2pm on Tuesday, for an hour; all that came before is over."""
    the = await paired(database, **more)
    await the.until(the.parts.now() + timedelta(hours=26))
    await the.parts.text(the.phones["sam"], "HERE")
    await the.work_off()
    the._new()
    return the


async def test_nobody_out_is_asked_and_then_looked_for(database: Database) -> None:
    """15 minutes after the planned end one reminder; 15 later whoever coordinates hears, with
    where. A late DONE is good news to them.
    """
    the = await there(database)
    await the.play("""
        (74 minutes later)
        (a minute later)
        bot to sam: Hello Sam, all well? Text DONE if you have left Rose, or HERE 30 to stay on. \
If not, we get someone to look for you.
        (14 minutes later)
        (a minute later)
        bot to ana: URGENT. Sam, who visits Rose, has not come out of a visit: with Rose, \
their home, since 2pm, till 3pm. No answer to us. Please ring now on +447700900501. ...
        sam: DONE
        bot to ana: Good news of Sam...
        bot to sam: Thank you. Good to know that you are out safe and sound.
        bot to sam: How was it with Rose? ...
    """)


async def test_who_stays_longer_says_so(database: Database) -> None:
    """HERE 30 sets a new end, and all is quiet until then."""
    the = await there(database)
    await the.play("""
        (76 minutes later)
        bot to sam: Hello Sam, all well? Text DONE if you have left Rose, or HERE 30 to stay on. \
If not, we get someone to look for you.
        sam: here 30
        bot to sam: Thank you. Enjoy your time with Rose. Text DONE when you leave. \
We look out for you after 3.45pm.
        (40 minutes later)
        sam: just left
        bot to sam: Thank you. Good to know that you are out safe and sound.
        bot to sam: How was it with Rose? 1 fine, 2 a small worry, 3 worried. Or a few words, \
that Rose could read.
    """)


# ── a safe word ─────────────────────────────────────────────────────────────────────────────


async def test_all_well_in_their_own_words_keeps_the_clock_running(database: Database) -> None:
    """A yes to "all well?" raises nobody, and a forgotten DONE closes it however they say it."""
    the = await there(database)
    await the.play("""
        (76 minutes later)
        bot to sam: Hello Sam, all well? ...
        sam: yes all well thanks
        bot to sam: Thank you. Enjoy your time with Rose. Text DONE when you leave. \
We look out for you after 3.45pm.
        sam: another hour I think
        bot to sam: Thank you. Enjoy your time with Rose. Text DONE when you leave. \
We look out for you after 4.15pm.
        (75 minutes later)
        bot to sam: Hello Sam, all well? ...
        sam: sorry forgot to text done
        bot to sam: Thank you. Good to know that you are out safe and sound.
        bot to sam: How was it with Rose? ...
    """)


async def test_a_safe_word_brings_help_unseen(database: Database) -> None:
    """Sam's phone shows what it would show without the word; Ana hears where, and not to ring."""
    the = await there(database)
    await the.play("""
        sam: safe word bluebell
        bot to sam: Thank you. It is kept so that nobody can read it. ...
        (10 minutes later)
        sam: DONE will pick up the bluebel seeds
        bot to ana: URGENT. Sam, who visits Rose, has used their safe word. \
With Rose, Rose's home, since 2pm. Do NOT ring or text them. Call 999 and say where they are.
        bot to sam: Thank you. Good to know that you are out safe and sound.
        bot to sam: How was it with Rose? 1 fine, 2 a small worry, 3 worried. Or a few words, \
that Rose could read.
        sam: 1
        bot to sam: Lovely. Thank you for going.
    """)


async def test_a_safe_word_is_in_no_text_that_is_kept_or_passed_on(database: Database) -> None:
    """Neither where it was chosen, nor in what anybody else is sent."""
    the = await there(database)
    for words in ("SAFE WORD is bluebell", "bluebell", "STOP bluebell"):
        await the.parts.text(the.phones["sam"], words)
        await the.work_off()
    sent = [each.text for each in the.parts.sms.sent]
    assert not any("bluebell" in text.lower() for text in sent)
    kept = [row.text for row in await the.parts.all(message) if row.direction == "in"]
    assert "SAFE WORD (hidden)" in kept


async def test_stop_with_a_safe_word_is_stop_and_help(database: Database) -> None:
    """Nothing more goes to Sam; Ana hears."""
    the = await there(database)
    await the.play("""
        sam: safe word bluebell
        bot to sam: Thank you. It is kept ...
        sam: STOP bluebell
        bot to ana: URGENT. Sam, who visits Rose, has used their safe word. ...
        bot to rose: Hello Rose. Sam can't visit just now. ...
        bot to ana: Sam has said STOP, so visits to Rose rest ...
    """)


async def test_an_everyday_word_is_no_safe_word(database: Database) -> None:
    """Nor is a name, a word of ours, or what is too short: they are asked once more."""
    the = await paired(database)
    await the.play("""
        sam: safe word garden
        bot to sam: That one is too short or too common. ...
        bot to rose: Sam hopes to come tomorrow at 2pm. ...
        sam: rose
        bot to sam: That one is too common, too. ...
        sam: SAFE WORD
        bot to sam: If you ever need help and can't say so, text us a safe word. ...
        sam: maybe periwinkle
        bot to sam: Thank you. It is kept so that nobody can read it. ...
    """)


# ── how it was ──────────────────────────────────────────────────────────────────────────────


async def out(database: Database, **more: Any) -> Story:
    """Sam has been with Rose, is out at 3pm, and has just been asked how it was."""
    the = await there(database, **more)
    await the.until(the.parts.now() + timedelta(minutes=60))
    await the.parts.text(the.phones["sam"], "DONE")
    await the.work_off()
    the._new()
    return the


async def raised(the: Story) -> list[tuple[str, str, str]]:
    """What was raised about Rose: how soon, why, in which words."""
    rose = (await people(the))["rose"]
    rows = await the.parts.all(concern)
    return [(row.level, row.kind, row.words) for row in rows if row.person_id == rose]


async def test_a_small_worry_is_asked_for_in_words_and_looked_at(database: Database) -> None:
    """The words are such that Rose could read them, and Sam is told so."""
    the = await out(database)
    await the.play("""
        sam: 2
        bot to sam: What is it? Write it in a few words that Rose could read. Or SKIP
        sam: her tap drips a lot
        bot to sam: Thank you for saying. Someone will have a look at it.
    """)
    assert await raised(the) == [("look", "visit_small", "her tap drips a lot")]


async def test_what_a_person_should_read_is_read_though_they_gave_no_number(
    database: Database,
) -> None:
    """A worry said in passing, in a note that sounds like any other."""
    the = await out(database)
    await the.play("""
        sam: she was a bit confused, kept asking for her late husband
        bot to sam: Thank you for saying. Someone will have a look at it.
    """)
    assert [each[:2] for each in await raised(the)] == [("look", "visit_small")]


async def test_being_worried_is_told_at_once_and_then_in_words(database: Database) -> None:
    """A three is worth a person before anything more is asked."""
    the = await out(database)
    await the.play("""
        sam: 3
        bot to sam: Thank you. We have told someone. What worries you? A few words are enough.
        bot to ana: Sam is worried after a visit to Rose: "(no words yet)" Please ring today ...
    """)
    assert ("today", "visit_worried", "") in await raised(the)


async def test_danger_in_the_words_is_urgent_and_about_whom_they_visited(
    database: Database,
) -> None:
    """Sam reads what to do now; Ana hears at once, with the words and who said them."""
    the = await out(database)
    await the.play("""
        sam: she said she wants to die
        bot to sam: Thank you. If anyone is in danger now, call 999. ...
        bot to ana: URGENT. Sam visits Rose and texted: "she said she wants to die" ...
    """)
    assert ("urgent", "visit_danger", "she said she wants to die") in await raised(the)


async def test_danger_on_a_visit_is_about_whom_they_visit(database: Database) -> None:
    """Before DONE as well."""
    the = await there(database)
    await the.play("""
        sam: Rose has fallen and she can't get up
        bot to sam: Thank you. If anyone is in danger now, call 999. ...
        bot to ana: URGENT. Sam visits Rose and texted: "Rose has fallen and she can't get up" ...
    """)
    assert [each[:2] for each in await raised(the)] == [("urgent", "visit_danger")]


async def test_who_said_nothing_is_asked_in_the_evening(database: Database) -> None:
    """No HERE and no DONE: that it did not happen is an answer, and nobody is to blame."""
    the = await paired(database)
    await the.until(the.parts.now() + timedelta(hours=29))
    the._new()
    await the.play("""
        (2 hours later)
        bot to sam: Did you see Rose? How was it? 1 fine, 2 a small worry, 3 worried. \
Or NO if you did not meet.
        sam: no
        bot to sam: That's all right. May we ask why? One word will do. Or SKIP
        sam: she was at the doctor's
        bot to sam: Thank you for telling us. These things happen.
    """)
    assert (await states(the))[0] == ("called_off", "")


async def test_what_nobody_reports_is_unknown(database: Database) -> None:
    """Three days on nobody asks any more; the next visit was planned long since."""
    the = await paired(database)
    await the.until(the.parts.now() + timedelta(days=5))
    assert await states(the) == [("unknown", ""), ("planned", "")]


# ── several at once ─────────────────────────────────────────────────────────────────────────

TWO = """
    Rose; resident; SO16 2AB; roses
    Betty; resident; SO16 2AD; cards
    Sam; befriender; SO16 3DE
    Ana; coordinator
"""
BOTH = (("sam", "rose", TUESDAY, time(14)), ("sam", "betty", TUESDAY, time(15, 30)))


async def test_here_at_the_second_closes_the_first(database: Database) -> None:
    """Two visits in one afternoon, and a DONE forgotten between them."""
    the = await paired(database, TWO, *BOTH)
    await the.until(the.parts.now() + timedelta(hours=26))
    the._new()
    await the.play("""
        sam: here
        bot to sam: Thank you. Enjoy your time with Rose. ...
        (72 minutes later)
        sam: here
        bot to sam: Thank you. Enjoy your time with Betty. ...
        (50 minutes later)
        sam: done
        bot to sam: Thank you. Good to know that you are out safe and sound.
        bot to sam: How was it with Betty? ...
    """)
    assert [state for state, _ in await states(the)][:2] == ["happened", "happened"]


async def test_here_without_a_plan_asks_with_whom(database: Database) -> None:
    """Where there is one they visit it is that one; where there are several they are asked."""
    the = await paired(database, TWO, *BOTH)
    await the.play("""
        (a minute later)
        bot to rose: Sam hopes to come tomorrow at 2pm. ...
        bot to betty: Sam hopes to come tomorrow at 3.30pm. ...
        sam: HERE
        bot to sam: Hello! With whom are you? 1 Rose, 2 Betty
        sam: betty
        bot to sam: Thank you. Enjoy your time with Betty. ...
    """)


async def test_visits_tells_the_next_three(database: Database) -> None:
    """What is planned, and what the rhythms bring after it."""
    the = await paired(database, TWO, *BOTH)
    await the.play("""
        sam: when are my visits?
        bot to sam: Your next visits: Rose tomorrow at 2pm, Betty tomorrow at 3.30pm, \
Rose Tuesday 9 June at 2pm.
        bot to rose: Sam hopes to come tomorrow at 2pm. ...
        bot to betty: Sam hopes to come tomorrow at 3.30pm. ...
    """)


async def test_a_coordinator_moves_one_visit(database: Database) -> None:
    """They see what it would be; both hear of it, and the resident may say no."""
    the = await paired(database)
    await the.play("""
        (a minute later)
        bot to rose: Sam hopes to come tomorrow at 2pm. ...
        ana: MOVE Rose's visit to Thu 2pm
        bot to ana: Move Sam's visit to Rose, now tomorrow at 2pm, to Thursday at 2pm? \
YES moves it, and both hear of it.
        ana: yes
        bot to ana: Done. Sam hears of it, and Rose is asked if that is all right.
        bot to sam: Your visit to Rose is now Thursday at 2pm. ...
        bot to rose: Sam hopes to come Thursday at 2pm. Is that all right? YES or NOT TODAY
        rose: no I'm at the doctors
        bot to rose: That's quite all right, ...
        bot to sam: Rose would rather not have a visit Thursday at 2pm. ...
        bot to ana: A visit to Rose was moved, and the new day does not suit: \
"no I'm at the doctors" It is off. The next one stays. Text DONE once seen.
    """)


# ── never to the wrong person ───────────────────────────────────────────────────────────────


async def test_who_no_longer_visits_is_not_prompted(database: Database) -> None:
    """The pair ended between the question and the day: nobody hears any more of that visit."""
    the = await paired(database)
    await the.play("""
        (a minute later)
        bot to rose: Sam hopes to come tomorrow at 2pm. ...
    """)
    await the.parts.change(sa.update(pairing).values(ended_at=the.parts.now()))
    await the.play("(2 days later)")
    assert await states(the) == [("unknown", "")]


async def test_a_visit_goes_on_through_a_change_of_the_clocks(database: Database) -> None:
    """2pm is 2pm in October and in November, and each is asked about once."""
    the = await paired(database, CAST, ("sam", "rose", date(2026, 10, 20), time(14)))
    await the.until(MONDAY_NOON + timedelta(weeks=22))
    planned = sorted(row.at.isoformat() for row in await the.parts.all(visit))
    assert planned[:3] == [
        "2026-10-20T13:00:00+00:00",
        "2026-10-27T14:00:00+00:00",
        "2026-11-03T14:00:00+00:00",
    ]


async def test_somebody_else_comes_this_once(database: Database) -> None:
    """Asked one after the other, only once the resident has said yes; the pair of one visit ends
    with it.
    """
    the = await paired(database, CAST + "Kim; befriender; SO16 3DE")
    await the.until(the.parts.now() + timedelta(minutes=1))
    await the.parts.text(the.phones["rose"], "yes")
    await the.parts.text(the.phones["sam"], "can't make it tomorrow")
    await the.work_off()
    await the.parts.text(the.phones["sam"], "no")
    await the.work_off()
    the._new()
    await the.play("""
        rose: yes please
        bot to rose: We'll see who could come, and text you. We promise nothing, but we will try.
        bot to kim: Sam can't visit Rose tomorrow at 2pm. Could you go, just this once? YES or NO
        kim: yes
        bot to kim: Thank you! We tell Rose that you come tomorrow at 2pm. ...
        bot to rose: Kim from Mill Lane comes to see you tomorrow at 2pm, just this once. ...
        (26 hours later)
        bot to kim: Rose enjoys roses.
        bot to kim: You see Rose tomorrow at 2pm. Rose said yes. Can you still go? YES or NO
        bot to kim: Rose today at 2pm. ...
        kim: here
        bot to kim: Thank you. Enjoy your time with Rose. ...
        kim: done
        bot to kim: Thank you. Good to know that you are out safe and sound.
        bot to kim: How was it with Rose? ...
    """)
    once = [row for row in await the.parts.all(pairing) if row.stands_in_for]
    assert [row.ended_why for row in once] == ["over"]


async def test_done_the_next_morning_closes_it(database: Database) -> None:
    """A phone that was dead all night: good news to Ana, and no more reminders."""
    the = await there(database)
    await the.until(the.parts.now() + timedelta(minutes=91))
    await the.parts.text(the.phones["ana"], "MINE")
    await the.work_off()
    await the.until(the.parts.now() + timedelta(hours=17))
    the._new()
    await the.play("""
        sam: Done! so sorry my phone died
        bot to ana: Good news of Sam...
        bot to sam: Thank you. Good to know that you are out safe and sound.
        bot to sam: How was it with Rose? ...
    """)


async def test_a_late_visit_is_asked_about_in_the_morning(database: Database) -> None:
    """DONE at nine in the evening is answered at once; how it was can wait for the day."""
    evening = (("sam", "rose", TUESDAY, time(19, 30)),)
    the = await paired(database, CAST, *evening)
    await the.until(the.parts.now() + timedelta(hours=31, minutes=30))
    await the.parts.text(the.phones["sam"], "HERE 90")
    await the.work_off()
    the._new()
    await the.play("""
        (90 minutes later)
        sam: done
        bot to sam: Thank you. Good to know that you are out safe and sound.
        (11 hours later)
        bot to sam: How was it with Rose? ...
    """)


async def test_cant_make_the_next_one_is_no_answer_to_how_it_was(database: Database) -> None:
    """They met, so it says nothing of that visit; and whoever waits for the next one must hear."""
    the = await out(database)
    await the.play("""
        sam: I can't make next Tuesday
        bot to sam: Thank you for saying. That's quite all right. We'll tell Rose kindly.
        bot to rose: Sam can't come Tuesday next week at 2pm after all, and is sorry. ...
        bot to sam: When could you see Rose instead? ...
    """)
