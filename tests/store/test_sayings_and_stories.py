"""Thoughts for the project are answered once, or the team is reminded; stories are shown only as
their teller says, and never once they are taken back.
"""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from flows import facts
from flows.facts.learned import SayingAnswered, SayingForgotten, SayingKept
from flows.facts.stories import (
    StoriesWithdrawn,
    StoryAsked,
    StoryForgotten,
    StoryShared,
    StoryTold,
)
from store import concerns, merging, nudges, sayings, stories
from store.communities import Community
from store.consents import consent
from store.database import Database
from store.held import held
from store.people import person
from store.remembering import Decided, remember
from store.sayings import saying, working_days_later
from store.stories import story
from tests.store.people_of_the_house import MINUTE, NOON, ROSE, add_role, founded, met, rows_of

ANA, BEN = ("sms", "+447700900102"), ("sms", "+447700900103")
A_DAY = timedelta(days=1)
COLD = (SayingKept("the hall is cold"), facts.PersonNeeded("saying", "the hall is cold"))


@pytest.fixture
async def house(database: Database) -> Community:
    return await founded(database)


@pytest.fixture
async def rose(database: Database, house: Community) -> int:
    return (await met(database, house, ROSE))[0]


@pytest.fixture
async def ana(database: Database, house: Community) -> int:
    [ana, ben] = await met(database, house, ANA, BEN)
    for each in (ana, ben):
        await add_role(database, house, each, "coordinator")
    return ana


async def decide(
    database: Database, house: Community, whose: int, *several: facts.Fact, at: Any = NOON
) -> None:
    decided = [Decided(fact, house.id, whose, at, "sms") for fact in several]
    await database.write(lambda conn: remember(conn, decided))


async def waiting(database: Database, house: Community) -> list[str]:
    rows = await database.read(partial(sayings.waiting, community_id=house.id))
    return [each.words for each in rows]


# ── thoughts ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "reminded"),
    [((4, "Monday"), 11), ((6, "Wednesday"), 13), ((8, "Friday"), 15), ((9, "Saturday"), 15)],
)
def test_five_working_days(said: tuple[int, str], reminded: int) -> None:
    """The 4th of May 2026 is a Monday."""
    at = datetime(2026, 5, said[0], 11, tzinfo=UTC)
    assert working_days_later(at) == datetime(2026, 5, reminded, 11, tzinfo=UTC)


async def test_a_thought_waits_until_it_is_answered(
    database: Database, house: Community, rose: int, ana: int
) -> None:
    await decide(database, house, rose, *COLD)
    assert await waiting(database, house) == ["the hall is cold"]
    [kept] = await rows_of(database, saying)
    await decide(database, house, ana, SayingAnswered(kept.id, "we will see"), at=NOON + MINUTE)
    assert await waiting(database, house) == []
    assert await database.read(concerns.open_count) == 0
    [kept] = await rows_of(database, saying)
    assert (kept.answer, kept.answered_by, kept.answered_at, kept.remind_at) == (
        "we will see", ana, NOON + MINUTE, None,
    )  # fmt: skip


async def test_the_first_answer_counts(
    database: Database, house: Community, rose: int, ana: int
) -> None:
    await decide(database, house, rose, *COLD)
    [kept] = await rows_of(database, saying)
    for words in ("we will see", "no"):
        await decide(database, house, ana, SayingAnswered(kept.id, words))
    assert [row.answer for row in await rows_of(database, saying)] == ["we will see"]


async def test_an_answer_to_one_of_two_leaves_the_other_open(
    database: Database, house: Community, rose: int, ana: int
) -> None:
    bins = (SayingKept("the bins"), facts.PersonNeeded("saying", "the bins"))
    await decide(database, house, rose, *COLD)
    await decide(database, house, rose, *bins, at=NOON + MINUTE)
    assert await waiting(database, house) == ["the bins", "the hall is cold"]
    [cold, _] = await rows_of(database, saying)
    await decide(database, house, ana, SayingAnswered(cold.id, "we will see"))
    assert await waiting(database, house) == ["the bins"]
    assert await database.read(concerns.open_count) == 2


async def test_done_is_an_answer_too(
    database: Database, house: Community, rose: int, ana: int
) -> None:
    await decide(database, house, rose, *COLD)
    await decide(database, house, ana, facts.ConcernsDone(rose))
    assert await waiting(database, house) == []


async def test_who_has_said_stop_is_not_answered(
    database: Database, house: Community, rose: int, ana: int
) -> None:
    await decide(database, house, rose, *COLD)
    await decide(database, house, rose, facts.Stopped("STOP"))
    assert await waiting(database, house) == []


async def test_after_five_working_days_every_coordinator_is_reminded_once(
    database: Database, house: Community, rose: int, ana: int
) -> None:
    await decide(database, house, rose, *COLD)
    week = NOON + 7 * A_DAY
    due = partial(sayings.DUE.due, limit=9)
    assert await database.read(partial(due, now=week - MINUTE)) == []
    assert await database.read(partial(sayings.DUE.next_due, now=NOON)) == week
    ids = await database.read(partial(due, now=week))
    for _ in range(2):
        await database.write(partial(sayings.remind, community_id=house.id, ids=ids, now=week))
    planned = [row for row in await rows_of(database, nudges.nudge) if row.state == "due"]
    assert [(row.purpose, row.subject, row.due_at) for row in planned] == [
        ("saying_waits", ids[0], week)
    ] * 2
    assert rose not in {row.person_id for row in planned}
    assert await database.read(partial(due, now=week + 9 * A_DAY)) == []


@pytest.mark.parametrize("how", ["answered", "done"])
async def test_what_was_seen_to_is_not_reminded_of(
    database: Database, house: Community, rose: int, ana: int, how: str
) -> None:
    await decide(database, house, rose, *COLD)
    [kept] = await rows_of(database, saying)
    seen = SayingAnswered(kept.id, "yes") if how == "answered" else facts.ConcernsDone(rose)
    await decide(database, house, ana, seen)
    later = NOON + 9 * A_DAY
    ids = await database.read(partial(sayings.DUE.due, now=later, limit=9))
    await database.write(partial(sayings.remind, community_id=house.id, ids=ids, now=later))
    assert await rows_of(database, nudges.nudge) == []


# ── stories ─────────────────────────────────────────────────────────────────────────────────


async def shown(database: Database, house: Community) -> list[tuple[str, str]]:
    rows = await database.read(partial(stories.shared, community_id=house.id))
    return [(each.words, each.name) for each in rows]


@pytest.mark.parametrize(
    ("sharing", "listed"),
    [("private", []), ("unnamed", [("we danced", "")]), ("named", [("we danced", "Rose")])],
)
async def test_a_story_is_shown_only_as_its_teller_says(
    database: Database, house: Community, rose: int, sharing: str, listed: list[tuple[str, str]]
) -> None:
    await decide(database, house, rose, facts.Named("Rose"), StoryTold("we danced"))
    assert await shown(database, house) == [], "nobody has said it may be"
    await decide(database, house, rose, StoryShared(sharing))
    assert await shown(database, house) == listed


async def test_a_choice_is_about_the_story_told_last(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, StoryTold("one"), StoryShared("named"))
    await decide(database, house, rose, StoryTold("two"))
    await decide(database, house, rose, StoryShared("private"))
    assert [words for words, _ in await shown(database, house)] == ["one"]


async def test_what_is_taken_back_is_gone_from_every_list_for_good(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, StoryTold("one"), StoryShared("named"))
    await decide(database, house, rose, StoriesWithdrawn("take back my story"), at=NOON + MINUTE)
    assert await shown(database, house) == []
    await decide(database, house, rose, StoryShared("named"))
    assert await shown(database, house) == []
    [kept] = await rows_of(database, story)
    assert (kept.withdrawn_at, kept.withdrawn_in) == (NOON + MINUTE, "take back my story")
    assert await database.read(partial(stories.counts, ids=[rose])) == {}


async def test_the_team_may_take_one_back_for_somebody(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, StoryTold("one"), StoryShared("named"))
    [kept] = await rows_of(database, story)
    one = partial(stories.withdraw_one, community_id=house.id, story_id=kept.id, now=NOON)
    assert [await database.write(one), await database.write(one)] == [True, False]
    assert await shown(database, house) == []


async def test_a_no_that_the_team_has_put_down_since_hides_them_all(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, StoryTold("one"), StoryShared("named"))
    no = {"community_id": house.id, "person_id": rose, "purpose": "stories", "given": False,
          "asked": "(import)", "said": "no", "how": "import", "source": "", "at": NOON}  # fmt: skip
    await database.write(lambda conn: conn.execute(sa.insert(consent), [no]))
    assert await shown(database, house) == []


async def test_when_somebody_was_asked_for_a_story_is_known(
    database: Database, house: Community, rose: int, ana: int
) -> None:
    await decide(database, house, rose, StoryAsked())
    await decide(database, house, rose, StoryTold("one"), at=NOON + A_DAY)
    await decide(database, house, ana, StoryAsked())
    asked = await database.read(partial(stories.last_asked, ids=[rose, ana]))
    assert asked == {rose: NOON + A_DAY, ana: NOON}

    def look(conn: sa.Connection) -> Any:
        row = conn.execute(sa.select(person).where(person.c.id == rose)).one()
        return held(conn, house.id, {rose: row}, NOON)[rose]

    known = await database.read(look)
    assert (known.stories, known.asked_story_at, known.undecided) == (1, NOON + A_DAY, "one")
    await decide(database, house, rose, StoryShared("private"))
    assert (await database.read(look)).undecided == ""


async def test_a_story_they_would_have_us_forget_goes_words_and_all_and_no_other(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, StoryTold("a pig in the yard"), StoryShared("named"))
    await decide(database, house, rose, StoryTold("the Palais"), StoryShared("named"))
    pig, _ = sorted(row.id for row in await rows_of(database, story))
    await decide(database, house, rose, StoryForgotten(pig), at=NOON + MINUTE)
    assert [words for words, _ in await shown(database, house)] == ["the Palais"]
    assert "pig" not in " ".join(row.words for row in await rows_of(database, story))


async def test_a_thought_they_would_have_us_forget_is_struck_out_and_waits_for_nobody(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, *COLD)
    [kept] = await rows_of(database, saying)
    await decide(database, house, rose, SayingForgotten(kept.id), at=NOON + MINUTE)
    assert await waiting(database, house) == []
    assert [row.words for row in await rows_of(database, saying)] == [""]
    assert [row.words for row in await rows_of(database, concerns.concern)] == ["(forgotten)"]
    nothing = await database.read(partial(sayings.DUE.next_due, now=NOON))
    assert nothing is None, "nobody is reminded"


async def test_what_else_they_told_us_is_held_the_oldest_first(
    database: Database, house: Community, rose: int
) -> None:
    await decide(database, house, rose, StoryTold("a pig in the yard"))
    await decide(database, house, rose, *COLD, at=NOON + MINUTE)
    await decide(database, house, rose, StoryShared("unnamed"), at=NOON + 2 * MINUTE)

    def look(conn: sa.Connection) -> Any:
        row = conn.execute(sa.select(person).where(person.c.id == rose)).one()
        return held(conn, house.id, {rose: row}, NOON)[rose].things

    things = await database.read(look)
    assert [(each.kind, each.words, each.sharing) for each in things] == [
        ("saying", "the hall is cold", ""),
        ("story", "a pig in the yard", "unnamed"),
    ]
    assert [each.at for each in things] == [NOON + MINUTE, NOON + 2 * MINUTE]


async def test_of_two_who_are_one_the_stories_and_thoughts_are_both_theirs(
    database: Database, house: Community, rose: int, ana: int
) -> None:
    await decide(database, house, ana, StoryTold("one"), StoryShared("unnamed"), *COLD)
    await database.write(lambda conn: merging.merge(conn, ana, rose, NOON))
    assert {row.person_id for row in await rows_of(database, story)} == {rose}
    assert {row.person_id for row in await rows_of(database, saying)} == {rose}
