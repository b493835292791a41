"""What goes to others and can't be taken back needs a plain yes; what names others is no yes."""

import pytest

from store.database import Database
from store.pairings import pairing
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Dilys; resident; SO16 2AB; cards
    Sam; befriender; SO16 3DE
    Ana; coordinator
"""
ASKED = """
    ana: unpair Sam and Rose
    bot to ana: Shall Sam's visits to Rose come to an end? ...
"""


async def visited(database: Database) -> Story:
    """Sam visits Rose."""
    the = await story(database, CAST)
    parts, ids = the.parts, {}
    for each in await parts.all(pairing.metadata.tables["person"]):
        ids[each.name] = each.id
    await parts.change(
        pairing.insert().values(
            community_id=parts.community.id,
            resident_id=ids["Rose"],
            befriender_id=ids["Sam"],
            started_at=parts.now(),
        )
    )
    return the


async def goes_on(the: Story) -> bool:
    [one] = await the.parts.all(pairing)
    return one.ended_at is None


async def test_another_word_of_hers_is_no_yes_to_what_she_was_asked(database: Database) -> None:
    the = await visited(database)
    await the.play(
        ASKED
        + """
        ana: tell Dilys Sam will ring you tomorrow
        bot to ana: I have told Dilys. ...
        bot to dilys: Ana from Mill Lane: Sam will ring you tomorrow
    """
    )
    assert await goes_on(the)


@pytest.mark.parametrize("words", ["she says he will come on Friday", "yes but not before June"])
async def test_more_than_a_yes_is_asked_once_more(database: Database, words: str) -> None:
    the = await visited(database)
    await the.play(
        ASKED
        + f"""
        ana: {words}
        bot to ana: ...
    """
    )
    assert await goes_on(the)


@pytest.mark.parametrize("words", ["yes", "Yes please", "ok", "yep do it", "yes, that's right"])
async def test_a_plain_yes_is_enough_however_it_is_said(database: Database, words: str) -> None:
    the = await visited(database)
    await the.play(
        ASKED
        + f"""
        ana: {words}
        bot to ana: It's done. We've told Sam and Rose kindly. ...
        bot to rose: Hello Rose. Sam won't be visiting from now on, ...
        bot to sam: Hello Sam. Your visits to Rose have come to an end. ...
    """
    )
    assert not await goes_on(the)
