"""What a resident says of whoever visits them, among real phones: nothing of it goes to the wrong
one of the two.
"""

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


async def test_who_may_have_been_hurt_by_a_visitor_is_urgent(database: Database) -> None:
    """A coordinator rings at once, and not the visitor, who reads nothing of it."""
    the = await paired(database)
    await the.play(f"""
        {ASKED}
        rose: yes
        bot to rose: Lovely. ...
        rose: sam hit me
        bot to rose: Thank you for telling us. We have told someone, who will ring you, \
and not Sam. If you are in danger now, call 999.
        bot to sam: Rose would rather not have a visit tomorrow at 2pm, so please don't call ...
        bot to ana: URGENT. Rose may be hurt by a visitor: "sam hit me" Please ring now on \
+447700900500, and not the visitor. Text DONE after.
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
