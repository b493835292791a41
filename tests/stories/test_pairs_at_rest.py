"""What moves visits: a holiday, a pause, hospital, STOP, EASE OFF; and a kind end. All phones."""

from datetime import time, timedelta

import pytest
import sqlalchemy as sa

from store.database import Database
from store.nudges import nudge
from store.pairings import pairing
from store.people import person
from store.visit_planning import plan_next
from store.visits import visit
from tests.stories.test_pairing import offers, pairs, project
from tests.story import Story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses, soup
    Sam; befriender; SO16 3DE; football
    Ana; coordinator
"""
PAT = "    Pat; befriender; SO16 3DF; roses\n"


async def pair_of(database: Database, cast: str = CAST) -> Story:
    """Sam visits Rose on Thursdays at two; it is Monday noon."""
    the = await project(database, cast)
    ids = {row.name: row.id for row in await the.parts.all(person)}
    now = the.parts.now()
    row = {
        "community_id": the.parts.community.id,
        "resident_id": ids["Rose"],
        "befriender_id": ids["Sam"],
        "started_at": now - timedelta(days=60),
        "every_days": 7,
        "weekday": 3,
        "at": time(14),
        "first_on": now.date() - timedelta(days=now.weekday() + 53),
        "agreed_at": now - timedelta(days=60),
    }
    await the.parts.change(sa.insert(pairing).values(**row))
    [made] = await pairs(the)
    await the.parts.database.write(lambda conn: plan_next(conn, [made.id], now))
    await the.parts.change(
        sa.update(nudge).where(nudge.c.purpose == "safe_word").values(state="skipped")
    )
    return the


async def planned(the: Story) -> list[str]:
    """The days of the visits to come."""
    rows = [row for row in await the.parts.all(visit) if row.state == "planned"]
    return sorted(f"{row.at:%a %d %b}" for row in rows)


async def test_a_holiday_rests_visits_and_both_hear_when_they_go_on(database: Database) -> None:
    the = await pair_of(database)
    await the.play("""
        sam: AWAY till 20 June
        bot to sam: Have a lovely time. No visits till Saturday 20 June. We'll tell Rose kindly. \
Not right? Text AWAY and the dates, or BACK ON.
        bot to rose: Hello Rose. Sam can't visit till Saturday 20 June, and sends \
good wishes. We'll tell you when visits go on. Need anyone? Text PERSON.
        """)
    assert await planned(the) == []
    await the.play("""
        (19 days later)
        bot to rose: Hello Rose, it's Mill Lane. Your visits with Sam go on now. We'll text you \
before the next one.
        bot to sam: Hello Sam, it's Mill Lane. Your visits to Rose go on now. We'll text you \
before \
the next one.
        """)
    assert await planned(the) == ["Thu 25 Jun"]


async def test_a_holiday_that_lies_ahead_leaves_the_visits_before_it(database: Database) -> None:
    the = await pair_of(database)
    before = await planned(the)
    await the.play("""
        sam: I'm away from 15 June to 28 June
        bot to sam: Have a lovely time. No visits from Monday 15 June till Monday 29 June. ...
        bot to rose: Hello Rose. Sam can't visit from Monday 15 June till Monday 29 \
June, ...
        """)
    assert await planned(the) == before


async def test_back_on_before_the_time_is_welcome(database: Database) -> None:
    the = await pair_of(database)
    await the.play("""
        sam: away till 20 June
        bot to sam: Have a lovely time. ...
        bot to rose: Hello Rose. Sam can't visit ...
        (2 days later)
        sam: BACK ON
        bot to sam: Welcome back. ...
        bot to rose: Hello Rose, it's Mill Lane. Your visits with Sam go on now. ...
        """)
    assert await planned(the) == ["Thu 11 Jun"]


async def test_a_residents_pause_rests_visits_and_the_befriender_hears(database: Database) -> None:
    the = await pair_of(database)
    await the.play("""
        rose: PAUSE till 20 June
        bot to rose: ...
        bot to sam: Hello Sam. Rose is having a rest from visits till Saturday 20 June. So we've \
let \
the visits go meanwhile. We'll tell you once they go on.
        """)
    assert await planned(the) == []


async def test_hospital_rests_visits_till_they_are_home(database: Database) -> None:
    the = await pair_of(database)
    await the.play("""
        rose: I'm in hospital
        bot to rose: ...
        bot to sam: Rose ...
        bot to sam: Hello Sam. While Rose is in hospital, your visits rest. We'll tell you once \
Rose is home and they go on.
        """)
    assert await planned(the) == []
    await the.play("""
        (3 hours later)
        rose: HOME
        bot to rose: ...
        bot to sam: Hello Sam, it's Mill Lane. Your visits to Rose go on now. ...
        """)


async def test_a_residents_stop_is_told_to_both_and_start_goes_on(database: Database) -> None:
    the = await pair_of(database)
    await the.play("""
        rose: STOP
        bot to sam: Hello Sam. Rose wants no texts from us just now, so visits rest. Please don't \
call round until someone from Mill Lane has rung you.
        bot to ana: Rose has said STOP, so Sam's visits rest and they have been told. ...
        """)
    assert await planned(the) == []
    await the.play("""
        rose: START
        bot to rose: ...
        bot to sam: Hello Sam, it's Mill Lane. Your visits to Rose go on now. ...
        """)
    assert [row.ended_at for row in await pairs(the)] == [None]


async def test_a_befrienders_stop_is_told_kindly(database: Database) -> None:
    the = await pair_of(database)
    await the.play("""
        sam: STOP
        bot to rose: Hello Rose. Sam can't visit just now. Someone from Mill Lane \
will be in touch about who can. Text PERSON any time.
        bot to ana: Sam has said STOP, so visits to Rose rest and they have been told kindly. ...
        """)


# ── ease off ────────────────────────────────────────────────────────────────────────────────

EASED = """
    sam: EASE OFF
    bot to sam: Thank you for saying so. You do a lot. How long shall we go easy? 1 two weeks, 2 a \
month, 3 till you say
    sam: 2
    bot to sam: We can rest your visits to Rose too, and ask somebody to step in. Would that help? \
YES, or NO if you'd like to go on with visits.
    sam: yes please
    bot to sam: That's done, till Wednesday 1 July. We'll tell Rose kindly. Rest well, and thank \
you for all you do. Text BACK ON any time.
    bot to rose: Hello Rose. Sam can't visit till Wednesday 1 July, ...
"""


async def test_somebody_stands_in_until_who_eased_off_is_back(database: Database) -> None:
    the = await pair_of(database, CAST + PAT)
    await the.play(
        EASED
        + """
        bot to pat: Sam is having a rest from visits. Could you see Rose meanwhile? Rose likes \
roses and soup. A no is fine too. YES or NO
        pat: I could do that
        bot to pat: Lovely, thank you. We'll ask Rose now, and tell you.
        bot to rose: Hello Rose. Pat could visit while Sam has a rest. Pat \
likes roses. Would you like that? YES or NO
        rose: yes
        bot to rose: Lovely. We'll ask Pat which day would suit, and then ask you.
        bot to pat: Rose would love you to visit. ...
        bot to ana: Good news: Rose would like Pat to visit. ...
        pat: thursdays at 3
        bot to pat: Thank you. ...
        bot to rose: Pat could visit you Thursdays at 3pm. ...
        rose: yes
        bot to rose: Lovely. That's Thursdays at 3pm, from Thu 4 June. ...
        bot to pat: Good news: Thursdays at 3pm suits you both. ...
        sam: back on
        bot to sam: Welcome back. ...
        bot to rose: Hello Rose, it's Mill Lane. Your visits with Sam go on now. ...
        bot to pat: Hello Pat. Rose's usual visitor is back. Thank you so much for stepping in. It \
meant a lot.
        bot to rose: Hello Rose, it's Mill Lane. Pat was glad to step in for a while. Your usual \
visitor comes again from now on.
        """
    )
    assert [row.ended_why for row in await pairs(the)] == ["", "over"]


async def test_where_nobody_can_stand_in_a_coordinator_hears(database: Database) -> None:
    the = await pair_of(database)
    await the.play(
        EASED
        + """
        bot to ana: Sam is having a rest, and we found nobody free to visit Rose meanwhile. Could \
you see who can? Text PAIR and two names.
        """
    )


async def test_who_would_rather_not_stand_in_is_thanked_and_nobody_else_hears(
    database: Database,
) -> None:
    the = await pair_of(database, CAST + PAT)
    await the.play(
        EASED
        + """
        bot to pat: Sam is having a rest from visits. ...
        pat: no
        bot to pat: That's quite all right, ...
        bot to ana: Sam is having a rest, and we found nobody free to visit Rose meanwhile. ...
        """
    )
    assert await offers(the) == ["befriender_no"]


async def test_easing_off_can_leave_visits_as_they_are(database: Database) -> None:
    the = await pair_of(database)
    before = await planned(the)
    await the.play("""
        sam: I need a break
        bot to sam: Thank you for saying so. ...
        sam: two weeks
        bot to sam: We can rest your visits to Rose too, ...
        sam: no
        bot to sam: That's done. We'll ask nothing new of you till Monday 15 June. Thank you for \
all you do. Text BACK ON any time.
        ana: pair sam and rose
        bot to ana: Sam visits Rose already.
        """)
    assert await planned(the) == before


async def test_who_eases_off_is_not_offered_anybody(database: Database) -> None:
    the = await project(database, CAST)
    await the.play("""
        sam: ease off for a month
        bot to sam: That's done. We'll ask nothing new of you till Wednesday 1 July. ...
        ana: PAIR Sam and Rose
        bot to ana: Sam is easing off just now, so we don't ask them for more. Nothing was sent.
        """)


# ── a kind end, and another day ─────────────────────────────────────────────────────────────


async def test_a_coordinator_ends_it_with_words_for_both(database: Database) -> None:
    the = await pair_of(database)
    await the.play("""
        ana: UNPAIR Sam and Rose
        bot to ana: Shall Sam's visits to Rose come to an end? YES, and we tell both kindly, each \
in their own words. NO, and nothing changes.
        ana: yes
        bot to ana: It's done. We've told Sam and Rose kindly. What was stays in the history.
        bot to rose: Hello Rose. Sam won't be visiting from now on, and was glad to \
know you. Would you like somebody new? Text PERSON and tell us.
        bot to sam: Hello Sam. Your visits to Rose have come to an end. Thank you for all the time \
and care you gave. Text PERSON if you'd like to talk it over.
        """)
    [ended] = await pairs(the)
    assert (ended.ended_why, ended.ended_at is not None) == ("coordinator", True)
    assert await planned(the) == []


async def test_a_befriender_stops_visiting_without_a_word_of_blame(database: Database) -> None:
    the = await pair_of(database)
    await the.play("""
        sam: I'd like to stop visiting Rose
        bot to sam: Would you like your visits to Rose to come to an end? YES, and we'll tell Rose \
kindly. NO, and all stays as it is.
        sam: yes
        bot to sam: Thank you for all the time you gave Rose. We'll tell them kindly, and someone \
from Mill Lane will see who can visit next.
        bot to rose: Hello Rose. Sam won't be visiting from now on, ...
        bot to ana: Sam has asked to stop visiting Rose. Both have been told kindly. ...
        """)


async def test_stop_visiting_in_capitals_is_no_stop(database: Database) -> None:
    the = await pair_of(database)
    await the.play("""
        sam: STOP VISITING ROSE
        bot to sam: Would you like your visits to Rose to come to an end? YES, ...
        sam: no
        bot to sam: ...
        sam: STOP VISITING ROSE AND STOP TEXTING ME
        bot to rose: Hello Rose. Sam can't visit just now. ...
        bot to ana: Sam has said STOP, so visits to Rose rest ...
        """)


async def test_either_can_ask_for_another_day(database: Database) -> None:
    the = await pair_of(database)
    await the.play("""
        rose: VISIT DAY Wednesdays
        bot to rose: Thank you. We'll ask Sam if Wednesdays at 2pm would suit. All stays as it is \
until then.
        bot to sam: Rose would like your visits to be Wednesdays at 2pm. Would that suit? YES, NO, \
or text a day and time that you'd like better.
        sam: yes
        bot to sam: Lovely. That's Wednesdays at 2pm, from Wed 3 June. We'll text you before each \
visit.
        bot to rose: Good news: Wednesdays at 2pm suits you both. We'll text you before each visit.
        sam: visit day
        bot to sam: Which day and time would suit you for visits with Rose? ...
        sam: every other friday 11am
        bot to sam: Thank you. We'll ask Rose if every other Friday at 11am would suit. All stays \
as it is until then.
        bot to rose: Sam could visit you every other Friday at 11am. ...
        """)
