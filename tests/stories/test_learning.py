"""What befrienders learn, whom they lean on and what they look back on, on all their phones."""

from datetime import timedelta
from functools import partial

import pytest

from flows.befrienders.lessons import every_lesson
from store import lessons, nudges
from store.database import Database
from tests.story import Story, story

pytestmark = pytest.mark.anyio

SAM, PAT = 1, 2
CAST = """
    Sam; befriender
    Pat; befriender
    Ana; coordinator
"""
FIRST = every_lesson()["first_visits.1"].text
SECOND = every_lesson()["first_visits.2"].text


async def due(told: Story, who: int, purpose: str, subject: int = 0) -> None:
    """This falls due for them now."""
    parts = told.parts
    row = {"community_id": parts.community.id, "person_id": who, "purpose": purpose}
    row |= {"subject": subject, "due_at": parts.now(), "late_by": 86400}
    await parts.database.write(partial(nudges.plan, rows=[row], now=parts.now()))


async def learned(told: Story, who: int) -> lessons.Learned:
    found: dict[int, lessons.Learned] = await told.parts.database.read(
        partial(lessons.of, ids=[who])
    )
    return found[who]


async def test_skills_first_so_that_what_is_known_is_skipped(database: Database) -> None:
    told = await story(database, CAST)
    await due(told, SAM, "skills", 1)
    await told.play(
        """
        (a minute later)
        bot to sam: Hello Sam. Have you done any of these before? 1 listening, ...
        sam: 1 and 3
        bot to sam: Thank you. Then we won't teach you what you know. ...
        (8 days later)
        bot to sam: Hello Sam. And any of these? 1 dementia, 2 grief, 3 first aid. ...
        sam: I was a nurse for forty years
        bot to sam: Thank you. Then we won't teach you what you know. ...
        (7 days later)
        bot to sam: Your first visits need no plan. ...
        sam: LESSON
        bot to sam: Say when you will leave as you come in: ...
    """
    )
    found = await learned(told, SAM)
    assert found.known == {"listening", "privacy"}
    assert found.sent == {"first_visits.1", "first_visits.2"}


async def test_one_a_week_at_their_own_pace(database: Database) -> None:
    told = await story(database, CAST)
    await due(told, SAM, "lesson")
    await told.play(
        f"""
        (a minute later)
        bot to sam: {FIRST}
        (7 days later)
        bot to sam: {SECOND}
        sam: lesson please
        bot to sam: If they say not today, that is fine. ...
        sam: no more lessons
        bot to sam: All right, no more lessons. Text LESSON if you would ever like one again.
        (20 days later)
        sam: LESSON
        bot to sam: Being late worries people. ...
        (8 days later)
        bot to sam: Rose says she is not up to a visit today. Do you 1 pop in for just...
        sam: 2
        bot to sam: That's how we see it too. Her no is safe with you. ...
    """
    )


async def test_the_first_three_visits_are_looked_back_on_and_come_back(database: Database) -> None:
    told = await story(database, CAST)
    await due(told, SAM, "reflection")
    await told.play(
        """
        (a minute later)
        bot to sam: Hello Sam. Three visits by now! What went well, ...
        sam: She laughed a lot. I would talk less next time.
        bot to sam: Thank you. I'll send that back to you in four weeks, ...
        (28 days later)
        bot to sam: Four weeks ago you wrote: "She laughed a lot. I would talk less next time." ...
    """
    )
    assert (await learned(told, SAM)).reflection == ""
    await due(told, SAM, "reflection")
    await told.play("(a minute later)")


async def test_a_question_to_a_mentor_opens_a_talk_of_the_two(database: Database) -> None:
    told = await story(database, CAST)
    await due(told, PAT, "be_a_mentor")
    await told.play(
        """
        (a minute later)
        bot to pat: Hello Pat. You know this well by now. May somebody newer text you ...
        pat: go on then
        bot to pat: Thank you! It won't be often. Text MENTOR NO if it gets too much.
        sam: MENTOR She cried all through my visit. What do you do then?
        bot to sam: Thank you. I'm passing that on to Pat, who has done this for a long while. ...
        bot to pat: You can text Sam now, about being a befriender. ...
        bot to sam: You can text Pat now, about being a befriender. ...
        bot to pat: Sam: She cried all through my visit. What do you do then?
        pat: I just sit there with them. It helps more than you think
        bot to sam: Pat: I just sit there with them. It helps more than you think
        sam: bye
        bot to sam: ...
        bot to pat: Sam has said bye for now, ...
    """
    )


async def test_a_mentor_who_would_rather_not_any_more(database: Database) -> None:
    told = await story(database, CAST)
    await due(told, PAT, "be_a_mentor")
    await told.play(
        """
        (a minute later)
        bot to pat: ...
        pat: yes
        bot to pat: ...
        pat: MENTOR NO
        bot to pat: That's fine. Nobody will be sent to you any more. ...
        sam: MENTOR
        bot to sam: What would you like to ask? ...
        sam: May I take her to the sea?
        bot to sam: Thank you. Someone at Mill Lane will answer that one, as soon as they can.
        bot to ana: Sam asks, as a befriender: "May I take her to the sea?" No mentor is free. ...
    """
    )


@pytest.mark.parametrize("answer", ["no", "not now"])
async def test_who_would_not_be_a_mentor_is_left_in_peace(database: Database, answer: str) -> None:
    told = await story(database, CAST)
    await due(told, PAT, "be_a_mentor")
    await told.play(f"(a minute later)\nbot to pat: ...\npat: {answer}\nbot to pat: ...")
    await told.until(told.parts.now() + timedelta(days=400))
    asked = [line for line in told._new() if "May somebody newer" in line]
    assert len(asked) == (answer != "no")
