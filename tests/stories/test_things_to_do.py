"""Things to do, among real phones: what's on, company, the reminder, and how it was."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from flows.nearby.schedule import next_times
from store import activities
from store.activities import activity
from store.database import Database
from store.nudges import nudge
from store.outings import outing
from tests.store.lane import FRIDAYS
from tests.story import Story, story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; dancing
    Betty; resident; SO16 3DE; dancing
    Ana; coordinator
"""


async def neighbours(database: Database, *titles: str, fresh_for: int = 150) -> Story:
    """Everybody has been there for three months; no hellos; these are on, each Friday at 2pm, and
    need to be confirmed within so many days.
    """
    the = await story(database, CAST)
    await the.parts.change(sa.update(nudge).values(state="skipped", reason="another story"))
    for title in titles:
        await the.parts.change(sa.insert(activity).values(**_on(the, title, fresh_for)))
    return the


def _on(the: Story, title: str, fresh_for: int) -> dict[str, Any]:
    now = the.parts.now()
    return {
        "community_id": the.parts.community.id,
        "kind": "activity",
        "title": title,
        "place": "Swathling Hall",
        **activities.schedule_columns(FRIDAYS),
        "next_at": next_times(FRIDAYS, now)[0],
        "travel": "bus 7 from Mill Lane at 1.25pm",
        "source": "Pat",
        "source_place": "Mill Lane",
        "checked_at": now - timedelta(days=30),
        "confirm_by": now + timedelta(days=fresh_for),
        "created_at": now - timedelta(days=30),
    }


async def outings(the: Story) -> Sequence[tuple[str, str]]:
    """How each outing stands, and with whom they would like to go."""
    rows = sorted(await the.parts.all(outing), key=lambda row: int(row.id))
    return [(row.state, row.company) for row in rows]


LISTED = """
    bot to WHO: 1 Tea dance, Fri 5 June 2pm.
    bot to WHO: Would any of these suit? Text its number, MORE for others, or NO.
"""
PUT_DOWN = """
    bot to WHO: Tea dance: Fridays 2pm. Swathling Hall. Cost not known. Access not known.
    bot to WHO: Bus 7 from Mill Lane at 1.25pm. Pat from Mill Lane says, checked 2 May.
    bot to WHO: Shall we put you down for it? YES or NO
    WHO: yes
    bot to WHO: Lovely. That's Friday at 2pm. We'll text you the day before.
    bot to WHO: Tea dance: would you like company? If a neighbour who's going would too, \
we'll put you in touch. YES or NO
    WHO: yes please
    bot to WHO: Lovely. If a neighbour would like company for it too, we'll put you in touch. \
Only first names are shared.
"""
REMINDED = """
    bot to WHO: Hello NAME. Just a reminder: Tea dance, Friday at 2pm at Swathling Hall. \
Bus 7 from Mill Lane at 1.25pm.COMPANY Can't make it? Text NOT COMING.
"""


def to(who: str, script: str, company: str = "") -> str:
    """The same, said to this person."""
    name = script.replace("WHO", who).replace("NAME", who.capitalize())
    return name.replace("COMPANY", company and f" {company} would like to go with you.")


async def test_two_who_would_like_company_go_together_and_one_comes_back(
    database: Database,
) -> None:
    the = await neighbours(database, "Tea dance")
    await the.play(
        "rose: what's on"
        + to("rose", LISTED + "rose: 1" + PUT_DOWN)
        + "betty: WHATS ON"
        + to("betty", LISTED + "betty: the tea dance" + PUT_DOWN)
        + """
        (2 days later)
        bot to rose: You can text Betty now...
        bot to betty: You can text Rose now...
        betty: Shall we meet at the bus stop?
        bot to rose: Betty: Shall we meet at the bus stop?
        rose: Yes! At 1.20.
        bot to betty: Rose: Yes! At 1.20.
        rose: bye
        bot to rose: That's fine. Your chat with Betty is over...
        bot to betty: Rose has said bye for now...
        (1 day later)
        """
        + to("rose", REMINDED, "Betty")
        + to("betty", REMINDED, "Rose")
        + """
        betty: NOT COMING
        bot to betty: That's quite all right, and thank you for telling us. \
There's always another time.
        bot to rose: Hello Rose, it's Mill Lane. Betty can't make it to Tea dance \
Friday at 2pm after all. You are welcome to go all the same.
    """
    )
    assert await outings(the) == [("planned", "neighbours"), ("cancelled", "neighbours")]


async def test_who_liked_it_is_reminded_each_week(database: Database) -> None:
    the = await neighbours(database, "Tea dance")
    await the.play(
        "rose: what's on"
        + to("rose", LISTED + "rose: 1" + PUT_DOWN)
        + "(3 days later)"
        + to("rose", REMINDED)
        + """
        (2 days later)
        bot to rose: Hello Rose. How was Tea dance? 1 nice, I'd go again. \
2 I went, not for me. 3 I didn't go
        rose: lovely, thank you
        bot to rose: That's good to hear. Shall we text you the day before each time? YES or NO
        rose: yes
        bot to rose: We'll do that. Text NOT COMING any time it doesn't suit.
        (6 days later)
        """
        + to("rose", REMINDED)
        + "(6 days later)"
        + to("rose", REMINDED)
    )
    assert await outings(the) == [("went", "neighbours"), *[("planned", "")] * 3]


async def test_a_place_told_of_is_shown_and_taken_away(database: Database) -> None:
    the = await neighbours(database)
    await the.play("""
        rose: PLACE the bench by the canal, Wednesdays 11ish, dog people
        bot to rose: So that's the bench by the canal, Wednesdays about 11am, dog people. \
Shall we tell neighbours "Rose says"? YES or NO
        rose: yes
        bot to rose: Thank you. We'll tell neighbours of it. They hear your first name and \
nothing more.
        bot to ana: Rose told us of a spot: the bench by the canal, Wednesdays about 11am, \
dog people. Neighbours now hear of it. If it should not be listed, text GONE. Else text DONE.
        betty: WHATS ON
        bot to betty: 1 the bench by the canal, Wed 3 June 11am.
        bot to betty: Would any of these suit? Text its number, MORE for others, or NO.
        betty: 1
        bot to betty: The bench by the canal: Wednesdays about 11am. Dog people. Free. \
Access not known.
        bot to betty: Rose says, checked 1 June.
        bot to betty: Shall we remind you the day before? YES or NO
        betty: yes
        bot to betty: Lovely. That's Wednesday at 11am. We'll text you the day before.
        bot to betty: The bench by the canal: would you like company? \
If a neighbour who's going would too, we'll put you in touch. YES or NO
        ana: GONE
        bot to ana: Which one shall we take off the list? 1 the bench by the.... \
Text a number, or NO.
        ana: 1
        bot to ana: Thank you. The bench by the... is off the list.
        rose: WHATS ON
        bot to rose: I'm sorry, we know of nothing near you just now. \
If you know of a good spot, text PLACE and tell us of it.
        (1 day later)
        bot to betty: Hello Betty. We hear that the bench by the canal is no longer on, \
and I'm sorry. Text WHATS ON for others.
    """)


WHAT = "Tea dance at Swathling, Friday afternoons"


async def test_a_poll_ends_with_an_answer_for_everybody(database: Database) -> None:
    the = await neighbours(database)
    await the.play(f"""
        ana: POLL {WHAT}
        bot to ana: I'd ask 2 neighbours: If we put this on, would you come? {WHAT}. \
1 yes, 2 maybe, 3 no. Shall I? YES or NO
        ana: yes
        bot to ana: Right. I'll tell you once three would come, and how it stands after a week.
        bot to rose: Hello Rose. If Mill Lane put this on, would you come? {WHAT}. \
1 yes, 2 maybe, 3 no
        bot to betty: Hello Betty. If Mill Lane put this on, would you come? {WHAT}. \
1 yes, 2 maybe, 3 no
        rose: 1
        bot to rose: Thank you. We'll let you know what comes of it.
        betty: maybe
        bot to betty: Thank you. We'll let you know what comes of it.
        (7 days later)
        bot to ana: {WHAT}: 1 yes, 1 maybe, 0 no. \
What shall we tell those who answered? Text it in your words, or SKIP.
        (4 days later)
        ana: It starts on 3 July at 2pm.
        bot to ana: Thank you. Everyone who answered will hear that.
        bot to rose: You told us what you thought of this: {WHAT}. \
Here is what came of it: It starts on 3 July at 2pm.
        bot to betty: You told us what you thought of this: {WHAT}. \
Here is what came of it: It starts on 3 July at 2pm.
    """)


async def test_whoever_went_is_asked_if_it_is_still_on(database: Database) -> None:
    the = await neighbours(database, "Tea dance", fresh_for=30)
    await the.play(
        "rose: what's on"
        + to("rose", LISTED + "rose: 1" + PUT_DOWN)
        + "(3 days later)"
        + to("rose", REMINDED)
        + """
        (2 days later)
        bot to rose: Hello Rose. How was Tea dance? 1 nice, I'd go again. \
2 I went, not for me. 3 I didn't go
        rose: 1
        bot to rose: That's good to hear. Shall we text you the day before each time? YES or NO
        rose: no
        bot to rose: That's good to hear. Thank you for telling us.
        (2 weeks later)
        bot to rose: Is Tea dance still Fridays 2pm at Swathling Hall? \
YES, or tell me what has changed. If you can't say, text SKIP.
        rose: It's Thursdays at 3 now
        bot to rose: Thank you. We have it as Thursdays 3pm from now on.
        betty: what's on
        bot to betty: 1 Tea dance, Thu 25 June 3pm.
        bot to betty: Would any of these suit? Text its number, MORE for others, or NO.
        betty: 1
        bot to betty: Tea dance: Thursdays 3pm. Swathling Hall. Cost not known. Access not known.
        bot to betty: Bus 7 from Mill Lane at 1.25pm. Rose says, checked 20 June.
        bot to betty: Shall we put you down for it? YES or NO
    """
    )
