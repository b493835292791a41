"""Who visits people is asked once for a safe word; who has one is not."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from store.database import Database
from store.nudges import nudge
from tests.stories.test_visits import paired
from tests.story import Story

pytestmark = pytest.mark.anyio

QUESTION = "If you ever need help and can't say so"


async def asked_tomorrow(database: Database) -> Story:
    """Sam visits Rose from tomorrow on, and is to be asked for a safe word in the morning."""
    the = await paired(database)
    theirs = sa.update(nudge).where(nudge.c.purpose == "safe_word")
    await the.parts.change(theirs.values(state="due", reason=""))
    return the


async def tomorrow(the: Story) -> list[str]:
    """What has been shown by tomorrow evening."""
    await the.until(the.parts.now() + timedelta(hours=30))
    return the._new()


async def test_who_has_none_is_asked(database: Database) -> None:
    the = await asked_tomorrow(database)
    assert any(QUESTION in each for each in await tomorrow(the))


async def test_who_has_chosen_one_is_not_asked(database: Database) -> None:
    """They texted SAFE WORD themselves, the evening before."""
    the = await asked_tomorrow(database)
    await the.parts.text(the.phones["sam"], "SAFE WORD periwinkle")
    await the.work_off()
    the._new()
    assert not any(QUESTION in each for each in await tomorrow(the))
