"""Two are paired: asked one after the other, a day agreed between them, each on their own phone."""

from typing import Any

import pytest
import sqlalchemy as sa

from store.database import Database
from store.nudges import nudge
from store.pair_offers import pair_offer
from store.pairings import pairing
from store.people import person, role
from store.visits import visit
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses, soup
    Sam; befriender; SO16 3DE; football
    Pat; befriender; SO16 3DF
    Ana; coordinator
"""


async def project(database: Database, cast: str = CAST) -> Story:
    """Everybody has been there for three months; no hellos."""
    the = await story(database, cast)
    await the.parts.change(sa.update(nudge).values(state="skipped", reason="another story"))
    return the


async def offers(the: Story) -> list[str]:
    """How each offer stands."""
    return [row.state for row in sorted(await the.parts.all(pair_offer), key=lambda row: row.id)]


async def pairs(the: Story) -> list[Any]:
    """Every pairing there ever was."""
    return sorted(await the.parts.all(pairing), key=lambda row: row.id)


ASKED = """
    ana: PAIR Sam and Rose
    bot to ana: Ask Sam to visit Rose? Sam visits nobody now. YES, and we ask Sam first and Rose \
after. NO, and nothing is sent.
    ana: yes
    bot to ana: We'll ask Sam now, and Rose after a yes. We'll tell you what comes of it.
    bot to sam: Ana thinks you and Rose would get on. Rose likes roses and soup. Would you like to \
visit Rose? YES or NO
"""
BOTH_SAY_YES = (
    ASKED
    + """
    sam: yes please
    bot to sam: Lovely, thank you. We'll ask Rose now, and tell you.
    bot to rose: Hello Rose. Sam from Mill Lane would love to visit you. Sam likes football. \
Shall we arrange it? YES or NO
    rose: oh yes
    bot to rose: Lovely. We'll ask Sam which day would suit, and then ask you.
    bot to sam: Rose would love you to visit. Which day and time would suit you? Something like: \
Tuesdays at 2pm, or every other Friday at 11am.
    bot to ana: Good news: Rose would like Sam to visit. We are asking them now which day would \
suit.
"""
)
AGREED = (
    BOTH_SAY_YES
    + """
    sam: Tuesdays 2pm
    bot to sam: Thank you. We'll ask Rose if Tuesdays at 2pm would suit.
    bot to rose: Sam could visit you Tuesdays at 2pm. Would that suit? YES, NO, or text a day and \
time that you'd like better.
    rose: yes that suits me
    bot to rose: Lovely. That's Tuesdays at 2pm, from Tue 9 June. We'll text you before each visit.
    bot to sam: Good news: Tuesdays at 2pm suits you both. We'll text you before each visit.
"""
)


async def test_two_yeses_and_a_day_make_a_pair(database: Database) -> None:
    the = await project(database)
    await the.play(AGREED)
    [made] = await pairs(the)
    assert (made.every_days, made.weekday, made.at.hour) == (7, 1, 14)
    assert await offers(the) == ["agreed"]
    assert [row.state for row in await the.parts.all(visit)] == ["planned"]


async def test_a_befrienders_no_is_thanked_and_the_resident_never_hears_of_it(
    database: Database,
) -> None:
    the = await project(database)
    await the.play(
        ASKED
        + """
        sam: sorry, no
        bot to sam: That's quite all right, and thank you for telling us. We won't ask you that \
again.
        bot to ana: Sam would rather not visit Rose. We have thanked them, and Rose has heard \
nothing of it. Text PAIR to ask somebody else.
        ana: pair Sam with Rose
        bot to ana: Sam and Rose were asked before, and it was not to be. We don't ask twice. \
Nothing was sent.
        """
    )
    assert await pairs(the) == []


async def test_a_residents_no_is_thanked_and_the_befriender_hears_no_reason(
    database: Database,
) -> None:
    the = await project(database)
    await the.play(
        ASKED
        + """
        sam: yes
        bot to sam: Lovely, thank you. ...
        bot to rose: Hello Rose. Sam from Mill Lane would love to visit you. ...
        rose: no thank you dear
        bot to rose: That's quite all right, and thank you for telling us. We won't ask you that \
again.
        bot to ana: Rose would rather not have Sam visit. We have thanked them both, and Sam heard \
no reason. Text PAIR to ask somebody else.
        bot to sam: Hello Sam. Thank you for saying yes to a visit. It has not worked out, for \
no reason of yours. Someone from Mill Lane will be in touch.
        """.replace("tell you. ...", "tell you.").replace("Lovely, thank you. ...", "Lovely, ...")
    )
    assert await offers(the) == ["resident_no"]


async def test_silence_of_the_befriender_is_told_to_one_person(database: Database) -> None:
    the = await project(database, CAST + "    Bea; coordinator\n")
    await the.play(
        ASKED
        + """
        (4 days later)
        bot to ana: Sam has not answered about visiting Rose. That may be nothing. Could you have \
a \
word with them? Or text PAIR to ask again.
        """
    )
    assert await offers(the) == ["befriender_silent"]


async def test_another_day_goes_back_to_the_befriender(database: Database) -> None:
    the = await project(database)
    await the.play(
        BOTH_SAY_YES
        + """
        sam: every other tuesday at 2
        bot to sam: Thank you. We'll ask Rose if every other Tuesday at 2pm would suit.
        bot to rose: Sam could visit you every other Tuesday at 2pm. ...
        rose: Tuesdays is my hair. could he do wednesdays
        bot to rose: Thank you. We'll ask Sam if every other Wednesday at 2pm would suit, and \
tell you.
        bot to sam: Rose would like your visits to be every other Wednesday at 2pm. Would that \
suit? YES, NO, or text a day and time that you'd like better.
        sam: fine
        bot to sam: Lovely. That's every other Wednesday at 2pm, from Wed 3 June. ...
        bot to rose: Good news: every other Wednesday at 2pm suits you both. ...
        """
    )


async def test_after_three_rounds_a_person_helps(database: Database) -> None:
    the = await project(database)
    await the.play(
        BOTH_SAY_YES
        + """
        sam: tuesdays
        bot to sam: And at what time? Something like 2pm.
        sam: 2
        bot to sam: Thank you. We'll ask Rose if Tuesdays at 2pm would suit.
        bot to rose: Sam could visit you Tuesdays at 2pm. ...
        rose: no
        bot to rose: That's fine. Which day and time would suit you better? ...
        rose: friday at 10
        bot to rose: Thank you. We'll ask Sam if Fridays at 10am would suit, and tell you.
        bot to sam: Rose would like your visits to be Fridays at 10am. ...
        sam: can't do fridays. mondays at 3?
        bot to sam: Thank you. We'll ask Rose if Mondays at 3pm would suit, and tell you.
        bot to rose: Sam could visit you Mondays at 3pm. ...
        rose: thursdays at 4 would be better
        bot to rose: That's quite all right. Someone from Mill Lane will help the two of you find \
a day.
        bot to ana: Rose and Sam need help to find a visit day. ...
        """
    )


async def test_a_stop_in_the_middle_ends_the_asking_and_is_told(database: Database) -> None:
    the = await project(database)
    await the.play(
        ASKED
        + """
        sam: yes
        bot to sam: Lovely, ...
        bot to rose: Hello Rose. Sam from Mill Lane would love to visit you. ...
        rose: STOP
        bot to ana: Sam and Rose were being asked about visits. One of them can't be texted any \
more, so we stopped asking.
        bot to sam: Hello Sam. Thank you for saying yes to a visit. It has not worked out, ...
        """
    )
    assert await offers(the) == ["dropped"]


async def test_nobody_gets_a_fourth_person_by_accident(database: Database) -> None:
    cast = CAST + "".join(f"    {name}; resident; SO16 2AB\n" for name in ("Betty", "Joan", "Tom"))
    the = await project(database, cast)
    await visits_already(the, "Sam", "Betty", "Joan", "Tom")
    await the.play("""
        ana: pair sam and rose
        bot to ana: Sam visits 3 people. We try to keep to 3, so that nobody wears out. To ask all \
the same, text the name Sam. If not, text NO.
        ana: yes
        bot to ana: Nothing was sent. Text PAIR and two names any time.
        ana: pair sam and rose
        bot to ana: Sam visits 3 people. ...
        ana: Sam
        bot to ana: We'll ask Sam now, ...
        bot to sam: Ana thinks you'd like Rose. Rose likes roses and soup. You visit 3 people \
now, so a no is fine. Would you visit? YES or NO
        """)


async def visits_already(the: Story, befriender: str, *residents: str) -> None:
    """From the beginning this befriender visits these."""
    ids = {row.name: row.id for row in await the.parts.all(person)}
    for each in residents:
        row = {"resident_id": ids[each], "befriender_id": ids[befriender]}
        row |= {"community_id": the.parts.community.id, "started_at": the.parts.now()}
        await the.parts.change(sa.insert(pairing).values(**row))


async def test_silence_of_the_resident_is_told_and_the_befriender_hears_no_reason(
    database: Database,
) -> None:
    the = await project(database)
    await the.play(
        ASKED
        + """
        sam: yes
        bot to sam: Lovely, ...
        bot to rose: Hello Rose. Sam from Mill Lane would love to visit you. ...
        (4 days later)
        bot to ana: Rose has not answered about having Sam visit. ...
        bot to sam: Hello Sam. Thank you for saying yes to a visit. It has not worked out, for no \
reason of yours. ...
        """
    )
    assert await offers(the) == ["resident_silent"]


async def test_two_may_visit_one_and_somebody_visited_may_visit_others(database: Database) -> None:
    cast = CAST.replace("Pat; befriender;", "Pat; resident;") + "    Bea; resident; SO16 2AB\n"
    the = await project(database, cast)
    ids = {row.name: row.id for row in await the.parts.all(person)}
    also = {"community_id": the.parts.community.id, "person_id": ids["Pat"], "role": "befriender"}
    await the.parts.change(sa.insert(role).values(**also, since=the.parts.now()))
    await visits_already(the, "Sam", "Rose", "Pat")
    await the.play("""
        ana: pair rose with pat
        bot to ana: Ask Pat to visit Rose? Pat visits nobody now. ...
        ana: yes
        bot to ana: We'll ask Pat now, ...
        bot to pat: Ana thinks you and Rose would get on. ...
        pat: yes
        bot to pat: Lovely, ...
        bot to rose: Hello Rose. Pat from Mill Lane would love to visit you. ...
        rose: yes
        bot to rose: Lovely. We'll ask Pat which day would suit, and then ask you.
        bot to pat: Rose would love you to visit. ...
        bot to ana: Good news: Rose would like Pat to visit. ...
        """)
    assert [(row.befriender_id, row.resident_id) for row in await pairs(the)] == [
        (ids["Sam"], ids["Rose"]),
        (ids["Sam"], ids["Pat"]),
        (ids["Pat"], ids["Rose"]),
    ]


async def test_who_has_said_stop_is_never_asked(database: Database) -> None:
    the = await project(database)
    await the.play("""
        rose: STOP
        ana: PAIR Sam and Rose
        bot to ana: Rose has said STOP, so we don't text them. Nothing was sent.
        """)
    assert await offers(the) == []
