"""Answers that come before anything else has happened: in the second in which our text goes out.

Whatever a reply needs is written down with the text itself, never by the round after it.
"""

import pytest

from bot.channels import Outgoing, Receipt, State, Status
from store.database import Database
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; dancing
    Joan; resident; SO16 3DE; gardening
    Ana; coordinator
"""
ORDERED = ("EVENT Tea dance Fri 2pm Swathling Centre for SO16", "yes")


async def _says_at_once(told: Story, who: str, *said: str) -> list[str]:
    """They text all this before anything falls due; what their phone has shown by then."""
    for words in said:
        await told.parts.text(told.phones[who], words)
        await told.parts.outbox.work_off()
    return told.parts.sms.said(told.phones[who])


async def test_what_has_only_just_been_ordered_has_not_reached_everybody(
    database: Database,
) -> None:
    told = await story(database, CAST)
    heard = await _says_at_once(told, "ana", *ORDERED, "progress", "call off the tea dance")
    assert "Tea dance, Fri 5 June, 2pm: It is just about to go." in heard[-3]
    assert "Nobody would be told." in heard[-1]
    assert "Not all have had the first text." in heard[-1]


async def test_coming_counts_while_the_invitation_is_still_being_handed_over(
    database: Database,
) -> None:
    told = await story(database, CAST)
    rose = told.phones["rose"]

    async def answers(message: Outgoing) -> Receipt:
        await told.parts.text(rose, "COMING")
        return Receipt("handed-over")

    await _says_at_once(told, "ana", *ORDERED)
    told.parts.sms.answers[rose].append(answers)
    await told.work_off()
    assert any("You are down for Tea dance" in each for each in told.parts.sms.said(rose))


async def test_coming_counts_though_the_provider_says_that_the_invitation_did_not_arrive(
    database: Database,
) -> None:
    told = await story(database, CAST)
    rose = told.phones["rose"]
    told.parts.sms.answers[rose].append(Receipt("theirs"))
    await _says_at_once(told, "ana", *ORDERED)
    await told.work_off()
    await told.parts.outbox.hear(Status("sms", "theirs", State.UNDELIVERED))
    heard = await _says_at_once(told, "rose", "COMING")
    assert any("You are down for Tea dance" in each for each in heard)
