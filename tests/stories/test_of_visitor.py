"""What a resident says of whoever visits them, among real phones: nothing of it goes to the wrong
one of the two.
"""

from datetime import timedelta

import pytest

from store.database import Database
from tests.stories.test_visits import paired, states

pytestmark = pytest.mark.anyio

ASKED = """
    (a minute later)
    bot to rose: Sam hopes to come tomorrow at 2pm. ...
"""


async def test_who_wants_no_more_visits_is_heard_and_no_word_goes_to_the_visitor(
    database: Database,
) -> None:
    """A coordinator hears today; nobody is sent there before they have seen to it."""
    the = await paired(database)
    await the.play(f"""
        {ASKED}
        rose: I don't want Sam to come any more
        bot to rose: Thank you for telling us. There's no visit tomorrow at 2pm. \
Someone from Mill Lane will be in touch. Sam won't see your words.
        bot to sam: Rose would rather not have a visit tomorrow at 2pm, so please don't call \
round. Thank you all the same.
        bot to ana: Rose said of being visited: "I don't want Sam to come any more" ...
        ana: done
        bot to ana: Thank you. That's closed for Rose. ...
        ana: skip
        bot to ana: ...
        (7 days later)
        bot to rose: Sam hopes to come tomorrow at 2pm. ...
    """)


async def test_while_a_coordinator_has_not_seen_to_it_visits_rest(database: Database) -> None:
    """The next visit comes up, and the concern is open still: no prompt, and nobody is asked."""
    the = await paired(database)
    await the.play(ASKED)
    await the.parts.text(the.phones["rose"], "please stop the visits")
    await the.work_off()
    await the.until(the.parts.now().replace(day=8, hour=17))
    lines = [each for each in the._new() if "to ana" not in each]
    assert lines[-1] == (
        "bot to sam: There is no visit to Rose tomorrow at 2pm, as visits rest just now. "
        "We'll text you when they go on."
    )
    assert not any("to rose: Sam hopes" in each for each in lines)


@pytest.mark.parametrize(
    "said", ["sam hit me", "sam frightened me", "I'm scared of sam", "sam stole my purse"]
)
async def test_who_may_have_been_hurt_by_a_visitor_is_urgent(database: Database, said: str) -> None:
    """A coordinator rings at once, and not the visitor, whose phone shows nothing of it: no visit
    called off, no prompt, no question. Nobody asks Rose if she would like the visit.
    """
    the = await paired(database)
    await the.play(f"""
        {ASKED}
        rose: {said}
        bot to rose: Thank you for telling us. We have told someone, who will ring you, \
and not Sam. If you are in danger now, call 999.
        bot to ana: URGENT. Rose may be hurt by a visitor: "{said}" Ring now on +447700900500, \
and not the visitor. The visit tomorrow at 2pm stands. NO VISIT Rose calls it off. Text DONE after.
        ana: mine
        bot to ana: ...
    """)
    await the.until(the.parts.now().replace(hour=20))
    assert not any("to sam" in each or "to rose" in each for each in the._new())
    assert await states(the) == [("planned", "")]


async def test_on_the_morning_of_a_visit_that_stands_a_coordinator_is_told(
    database: Database,
) -> None:
    """She has not decided, and Sam would go. He reads nothing; his HERE says where he is."""
    the = await paired(database)
    for who, words in (("rose", "sam hit me"), ("ana", "mine")):
        await the.parts.text(the.phones[who], words)
        await the.work_off()
    await the.until(the.parts.now().replace(day=2, hour=7, minute=59))
    the._new()
    await the.play("""
        (2 minutes later)
        bot to ana: URGENT. Rose spoke of Sam, who is due today at 2pm and knows nothing. NO VISIT \
Rose calls it off. Ring on +447700900500.
        ana: mine
        bot to ana: Thank you. You have Rose: ...
        sam: HERE
        bot to ana: URGENT. Rose spoke of Sam, who is there now or on the way, ...
        bot to sam: Thank you. Enjoy your time with Rose. ...
    """)


async def test_no_visit_calls_it_off_in_plain_words(database: Database) -> None:
    """Neither of the two reads why."""
    the = await paired(database)
    await the.parts.text(the.phones["rose"], "sam hit me")
    await the.work_off()
    the._new()
    await the.play("""
        ana: NO VISIT Rose
        bot to ana: Call off Sam's visit to Rose tomorrow at 2pm? Both hear that there is \
none, and not why. YES or NO
        ana: yes
        bot to ana: Done. It is off, and both hear so. The next one is planned as ever. UNPAIR \
ends the visits.
        bot to sam: There is no visit to Rose tomorrow at 2pm, so please don't call round. We'll \
text you before the next one.
        bot to rose: There is no visit from Sam tomorrow at 2pm. If you would like a word with \
someone, text PERSON.
    """)
    assert await states(the) == [("called_off", ""), ("planned", "")]


async def test_at_night_a_coordinator_is_told_at_once(database: Database) -> None:
    """It is as urgent as any cry for help; and what else Rose says goes to no visitor."""
    the = await paired(database)
    await the.until(the.parts.now().replace(hour=21, minute=30))
    the._new()
    for who, words in (("rose", "sam pushed me today"), ("ana", "mine"), ("rose", "I am so tired")):
        await the.parts.text(the.phones[who], words)
        await the.work_off()
    lines = the._new()
    assert any(each.startswith("bot to ana: URGENT. Rose may be hurt") for each in lines)
    await the.until(the.parts.now() + timedelta(hours=11))
    assert any("I am so tired" in each and "to ana" in each for each in the._new())


async def test_where_no_coordinator_can_be_reached_the_visitor_is_not_told(
    database: Database,
) -> None:
    """Else whoever visits hears of their residents then; of this, never."""
    the = await paired(database)
    await the.parts.text(the.phones["ana"], "STOP")
    await the.work_off()
    the._new()
    await the.parts.text(the.phones["rose"], "sam hit me")
    await the.until(the.parts.now() + timedelta(hours=2))
    assert not any("to sam" in each for each in the._new())


async def test_what_is_no_way_to_visit_goes_to_no_visitor(database: Database) -> None:
    """A coordinator reads it today, and the visit stands until they say."""
    the = await paired(database)
    await the.play(f"""
        {ASKED}
        rose: sam shouted at me last time
        bot to rose: Thank you for telling us. Someone from Mill Lane will be in touch about it. \
Sam won't see your words.
        bot to ana: Rose said of a visitor: "sam shouted at me last time" Please ring today on \
+447700900500, and not the visitor. The visit tomorrow at 2pm stands. NO VISIT Rose calls it off. \
Text DONE after.
    """)


async def test_words_that_name_the_visitor_go_to_a_coordinator(database: Database) -> None:
    """Whatever they say of whoever visits them: it is not read by that visitor first."""
    the = await paired(database)
    await the.play(f"""
        {ASKED}
        rose: yes
        bot to rose: Lovely. ...
        rose: sam is always so quiet lately
        bot to rose: Thank you for telling us. ...
        bot to ana: Rose texted: "sam is always so quiet lately" ...
        rose: I want to talk to someone about sam
        bot to rose: Thank you for asking. We have asked someone from Mill Lane to ring you. ...
        bot to ana: Rose would like a person to ring them ...
    """)


async def test_not_today_counts_after_a_yes_too(database: Database) -> None:
    """The word we teach them calls the visit off whenever they say it, not only as an answer."""
    the = await paired(database)
    await the.play(f"""
        {ASKED}
        rose: yes
        bot to rose: Lovely. ...
        rose: not today love
        bot to rose: That's quite all right, and thank you for saying. We'll tell Sam there's \
no visit tomorrow at 2pm. The next one stays as it is.
        bot to sam: Rose would rather not have a visit tomorrow at 2pm. ...
        (a day later)
        rose: when is sam coming?
        bot to rose: Sam hopes to come Tuesday next week at 2pm.
        rose: not tuesday, im at my sisters
        bot to rose: That's quite all right, and thank you for saying. We'll tell Sam there's \
no visit Tuesday next week at 2pm. ...
        bot to sam: Rose would rather not have a visit Tuesday next week at 2pm. ...
    """)
    assert [state for state, _ in await states(the)] == ["called_off", "called_off", "planned"]
