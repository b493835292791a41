"""A yes that comes late: nobody waits at a window for a visit that is not."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from store.database import Database
from store.pairings import pairing
from store.visits import visit
from tests.stories.test_visits import CAST, paired, raised, states
from tests.story import Story

pytestmark = pytest.mark.anyio

A_WEEK_ON = date(2026, 6, 3)
"""A Wednesday: on Monday noon it is two days off."""


async def offered(database: Database, other: str = "friday at 3") -> Story:
    """On Monday noon Sam can't make Wednesday, and offers another time: Rose is asked."""
    the = await paired(database, CAST, ("sam", "rose", A_WEEK_ON, time(14)))
    for words in ("can't make it wednesday", other):
        await the.parts.text(the.phones["sam"], words)
        await the.work_off()
        await the.until(the.parts.now() + timedelta(minutes=2))
    the._new()
    return the


async def test_a_yes_after_two_days_to_another_time_is_a_visit(database: Database) -> None:
    """The offer stays open until the afternoon before, though nobody is asked twice."""
    the = await offered(database)
    await the.play("""
        (50 hours later)
        bot to ana: 1 person still waits for you: ...
        rose: ok
        bot to rose: Lovely. Sam comes Friday at 3pm.
        bot to sam: Rose says yes: you visit Friday at 3pm.
    """)
    assert ("planned", "") in await states(the)


async def test_where_nobody_says_yes_both_hear_that_there_is_no_visit(database: Database) -> None:
    """On the afternoon before, and Rose's "ok" to that is no yes."""
    the = await offered(database)
    await the.play("""
        (3 days later)
        bot to ana: 1 person still waits for you: ...
        (6 hours later)
        bot to rose: We did not hear, so Sam won't come tomorrow at 3pm. \
That's fine. Sam hopes to come Wednesday at 2pm.
        bot to sam: Rose has not said yes to tomorrow at 3pm, so please don't go. \
You meet again the next time.
        rose: ok
    """)


async def test_a_yes_when_both_were_told_is_answered_and_read(database: Database) -> None:
    """The question is still open with Rose: she hears so, and a person reads it."""
    the = await offered(database, "tomorrow at 3")
    await the.play("""
        (6 hours later)
        bot to rose: We did not hear, so Sam won't come tomorrow at 3pm. ...
        bot to sam: Rose has not said yes to tomorrow at 3pm, ...
        rose: yes please
        bot to rose: Thank you. It's too late for that visit now, so it is not on. \
Sam hopes to come Wednesday 10 June at 2pm.
        bot to ana: Rose said yes to a visit too late: "yes please" ...
    """)
    assert ("look", "visit_yes_late", "yes please") in await raised(the)


async def test_a_yes_to_visits_that_have_ended_promises_none(database: Database) -> None:
    """UNPAIR meanwhile: nothing is planned, and she hears so."""
    the = await offered(database)
    await the.play("""
        ana: unpair sam and rose
        bot to ana: Shall Sam's visits to Rose come to an end? ...
        ana: yes
        bot to ana: It's done. ...
        bot to rose: Hello Rose. Sam won't be visiting from now on, ...
        bot to sam: Hello Sam. Your visits to Rose have come to an end. ...
        rose: yes please
        bot to rose: Thank you. It's too late for that visit now, so it is not on. \
We'll text you before any other visit.
        bot to ana: Rose said yes to a visit too late: "yes please" ...
        (4 days later)
        bot to ana: 1 person still waits for you: ...
    """)
    assert ("planned", "") not in await states(the)


async def test_a_late_yes_to_a_visit_that_was_moved_is_kept(database: Database) -> None:
    """Rose was asked about it a week ahead, and says so two days later."""
    the = await paired(database, CAST, ("sam", "rose", A_WEEK_ON, time(14)))
    await the.play("""
        ana: move rose to saturday 2pm
        bot to ana: Move Sam's visit to Rose, now Wednesday at 2pm, ...
        ana: yes
        bot to ana: Done. ...
        bot to sam: Your visit to Rose is now Saturday at 2pm. ...
        bot to rose: Sam hopes to come Saturday at 2pm. Is that all right? YES or NOT TODAY
        (2 days later)
        rose: yes lovely
        bot to rose: Lovely. Sam will be glad to see you.
    """)
    (moved, *_) = [row for row in await the.parts.all(visit) if row.state == "planned"]
    assert moved.confirmed == "yes"


async def test_a_late_yes_to_somebody_else_is_looked_for(database: Database) -> None:
    """The hour is still to come; where it is past she hears so."""
    the = await offered(database, "no")
    await the.play("""
        (26 hours later)
        bot to ana: 1 person still waits for you: ...
        rose: yes please
        bot to rose: We'll see who could come, and text you. We promise nothing, but we will try.
        (20 hours later)
        bot to ana: 1 person still waits for you: Rose (wants somebody else to visit, ...
    """)


async def test_a_late_yes_to_a_visit_day_is_read_by_a_person(database: Database) -> None:
    """Nothing came back for three days, and coordinators were told; then she answers."""
    the = await paired(database, CAST, ("sam", "rose", A_WEEK_ON, time(14)))
    await the.parts.change(sa.update(pairing).values(every_days=0))
    await the.parts.change(sa.delete(visit))
    await the.play("""
        sam: visit day
        bot to sam: Which day and time would suit you for visits with Rose? ...
        sam: fridays at 2
        bot to sam: Thank you. We'll ask Rose if Fridays at 2pm would suit. ...
        bot to rose: Sam could visit you Fridays at 2pm. ...
        (4 days later)
        bot to ana: Rose has not said which day would suit for visits with Sam. ...
        bot to ana: 1 person still waits for you: ...
        rose: yes please
        bot to rose: Thank you for saying. Someone from Mill Lane will read this, and help the two \
of you find a day.
        bot to ana: Rose now answers about a day for visits: "yes please" ...
    """)


async def test_a_late_no_to_a_visit_day_goes_on_as_if_it_were_not(database: Database) -> None:
    """What was over is open again: she is asked when, and a person reads that too."""
    the = await paired(database, CAST, ("sam", "rose", A_WEEK_ON, time(14)))
    await the.parts.change(sa.update(pairing).values(every_days=0))
    await the.parts.change(sa.delete(visit))
    await the.play("""
        sam: visit day
        bot to sam: Which day and time would suit you for visits with Rose? ...
        sam: fridays at 2
        bot to sam: Thank you. We'll ask Rose if Fridays at 2pm would suit. ...
        bot to rose: Sam could visit you Fridays at 2pm. ...
        (4 days later)
        bot to ana: Rose has not said which day would suit for visits with Sam. ...
        bot to ana: 1 person still waits for you: ...
        rose: no
        bot to rose: That's fine. Which day and time would suit you better? ...
        rose: mondays at 3pm
        bot to rose: Thank you for saying. Someone from Mill Lane will read this, ...
        bot to ana: Rose now answers about a day for visits: "no / mondays at 3pm" ...
    """)
