"""Events in more than one language: own words, a preview of each, and answers in theirs."""

import pytest
import sqlalchemy as sa

from flows.hearing import Scene
from flows.hearing.invited import invitation_answer
from store.database import Database
from store.people import person
from tests.scripted import MONDAY_NOON as NOON
from tests.stories.events import answers, neighbours
from tests.story import Story

pytestmark = pytest.mark.anyio


async def test_who_speaks_another_language_gets_her_own_words(database: Database) -> None:
    the = await neighbours(database)
    await the.parts.change(sa.update(person).where(person.c.name == "Mala").values(language="ta"))
    await the.play("""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for people who like dancing
        bot to ana: Tea dance at Swathling Centre: Fri 5 June, 2pm. For: people who like dancing.
        bot to ana: They get: ...
        bot to ana: 1 person with Tamil would get it in English. TAMIL: and your words gives \
them their own.
        bot to ana: Shall I send it to 2 people? ...
        ana: TAMIL: Vanakkam {name}, nadanam Fri 5 June 2pm Swathling Centre
        bot to ana: Tea dance at Swathling Centre: ...
        bot to ana: They get: ...
        bot to ana: Tamil (1 person): Vanakkam Ana, nadanam Fri 5 June 2pm Swathling Centre. \
Text COMING, MAYBE or NO. NO EVENTS: no more of these.
        bot to ana: Shall I send it to 2 people? ...
        ana: yes
        bot to ana: Tea dance goes out to 2 people...
        bot to rose: Hello Rose, it's Mill Lane. You are invited: Tea dance...
        bot to mala: Vanakkam Mala, nadanam Fri 5 June 2pm Swathling Centre. Text COMING, MAYBE \
or NO. NO EVENTS: no more of these.
    """)


async def speaks(the: Story, **languages: str) -> None:
    """Each of these speaks this language."""
    for name, language in languages.items():
        theirs = sa.update(person).where(person.c.name == name.capitalize())
        await the.parts.change(theirs.values(language=language))


async def test_two_languages_get_a_preview_and_a_count_of_parts_each(database: Database) -> None:
    the = await neighbours(database)
    await speaks(the, mala="ur", joan="pl")
    await the.play("""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16 and SO17
        bot to ana: Tea dance at Swathling Centre: Fri 5 June, 2pm. For: people in SO16 or SO17.
        bot to ana: They get: ...
        bot to ana: 1 person with Polish would get it in English. POLISH: and your words gives \
them their own. 1 person with Urdu would get it in English. URDU: and your words gives them their \
own.
        bot to ana: Shall I send it to 3 people? 1 part each, 3 in all, about 12p. ...
        ana: POLISH: Herbata i tance w piatek 5 czerwca o 14, Swathling Centre
        bot to ana: ...
        bot to ana: They get: ...
        bot to ana: Polish (1 person): Herbata i tance w piatek 5 czerwca o 14, Swathling Centre. \
Text COMING, MAYBE or NO. NO EVENTS: no more of these. 1 person with Urdu would get it in English. \
URDU: and your words gives them their own.
        bot to ana: Shall I send it to 3 people? 1 part each, 3 in all, about 12p. ...
        ana: URDU: جمعہ 5 جون دوپہر 2 بجے سویتھلنگ سینٹر میں چائے اور رقص، آپ کا خیر مقدم ہے
        bot to ana: ...
        bot to ana: They get: ...
        bot to ana: Polish (1 person): Herbata ...
        bot to ana: Shall I send it to 3 people? up to 2 parts each, 4 in all, about 16p. ...
        ana: yes
        bot to ana: Tea dance goes out to 3 people...
        bot to rose: Hello Rose, it's Mill Lane. You are invited: Tea dance...
        bot to joan: Herbata i tance w piatek 5 czerwca o 14, Swathling Centre. Text COMING...
        bot to mala: جمعہ 5 جون دوپہر 2 بجے سویتھلنگ سینٹر میں چائے اور رقص، آپ کا خیر مقدم ہے. \
Text COMING...
    """)


@pytest.mark.parametrize(
    ("language", "said", "answer"),
    [
        ("pl", "tak", "coming"), ("pl", "nie", "no"), ("pl", "może", "maybe"),
        ("pl", "tak, przyjdę", "coming"), ("pl", "nie mogę", "no"),
        ("cy", "ydw", "coming"), ("cy", "na", "no"), ("cy", "efallai", "maybe"),
        ("ur", "جی ہاں", "coming"), ("ur", "نہیں", "no"), ("ur", "شاید", "maybe"),
        ("pt", "sim", "coming"), ("pt", "não", "no"), ("pt", "talvez", "maybe"),
        ("ro", "da", "coming"), ("ro", "nu", "no"), ("ro", "poate", "maybe"),
        ("bn", "হ্যাঁ", "coming"), ("bn", "না", "no"), ("bn", "হয়তো", "maybe"),
        ("ar", "نعم", "coming"), ("ar", "لا", "no"), ("ar", "ربما", "maybe"),
        ("ta", "ஆம்", "coming"), ("ta", "இல்லை", "no"), ("ta", "ஒருவேளை", "maybe"),
    ],
)  # fmt: skip
def test_an_invitation_is_answered_in_their_own_language(
    language: str, said: str, answer: str
) -> None:
    here = Scene(NOON, "Europe/London", language)
    found = invitation_answer(said, ["Tea dance"], here)
    assert found is not None
    assert found.answer == answer


async def test_who_speaks_polish_is_put_down_by_a_tak(database: Database) -> None:
    the = await neighbours(database)
    await speaks(the, rose="pl", joan="pl")
    await the.play("""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        bot to ana: ...
        bot to ana: They get: ...
        bot to ana: 2 people with Polish would get it in English. ...
        bot to ana: Shall I send it to 2 people? ...
        ana: yes
        bot to ana: Tea dance goes out to 2 people...
        bot to rose: Hello Rose, it's Mill Lane. You are invited: Tea dance...
        bot to joan: Hello Joan, it's Mill Lane. You are invited: Tea dance...
        rose: tak, dziękuję
        bot to rose: Lovely. You are down for Tea dance at Swathling Centre, Friday at 2pm...
        bot to rose: Tea dance: would you like company?...
        rose: nie
        bot to rose: ...
        joan: może
        bot to joan: That's fine. Tea dance is on Friday at 2pm...
    """)
    assert await answers(the) == [("Joan", "maybe"), ("Rose", "coming")]
