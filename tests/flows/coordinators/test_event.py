"""EVENT, on a coordinator's phone: what is missing is asked for, and only a plain YES sends it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flows.coordinators.drafting import draft
from flows.coordinators.event_text import dearer, texts
from flows.facts.broadcasts import BroadcastOrdered
from flows.hearing import Scene
from flows.router import Arrival, arrived
from flows.world import ToldOf
from flows.world.broadcasts import AudienceCount, InLanguage
from flows.world.events import Drafting
from tests.flows.neighbour import MONDAY, Neighbour, team
from tests.flows.transcript import play

HERE = Scene(MONDAY, "Europe/London")
TO_43 = Drafting(
    count=AudienceCount(
        people=43,
        skipped={"not asked": 5, "stop": 2},
        parts=43,
        pence=172.0,
        by_language={"en": InLanguage(43, 43, 1, "")},
    ),
    others=1,
)
PREVIEW = """
    bot: Tea dance at Swathling Centre: Fri 27 Nov, 2pm. For: people in SO16.
    bot: They get: Hello Ana, it's Mill Lane. You are invited: Tea dance at Swathling Centre, Fri \
27 Nov, 2pm. Text COMING, MAYBE or NO. NO EVENTS: no more of these.
    bot: Left out: 5 not asked about events, 2 said STOP.
    bot: Shall I send it to 43 people? 1 part each, 43 in all, about £1.72. Only YES sends it. NO \
drops it, or say what to change, like 3pm.
"""
SENT = """
    bot: Tea dance goes out to 43 people, between 8am and 8pm. KILL stops it, HOLD rests it. \
PROGRESS says how it goes.
"""


def ana(drafting: Drafting = TO_43, **known: Any) -> Neighbour:
    return team("coordinator", who="ana", name="Ana", sees={"drafting": drafting}, **known)


def ordered(them: Neighbour) -> BroadcastOrdered | None:
    found = them.decided(BroadcastOrdered)
    assert len(found) < 2
    return next((each for each in found if isinstance(each, BroadcastOrdered)), None)


def test_all_at_once_and_a_yes() -> None:
    them = play(
        ana(),
        f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        {PREVIEW}
        ana: Yes.
        {SENT}
    """,
    )
    sent = ordered(them)
    assert sent is not None
    assert (sent.title, sent.at, sent.second) == (
        "Tea dance", datetime(2026, 11, 27, 14, tzinfo=UTC), False,
    )  # fmt: skip
    assert sent.audience.areas == ("SO16",)


def test_what_is_missing_is_asked_for_one_thing_at_a_time() -> None:
    play(
        ana(),
        f"""
        ana: EVENT
        bot: What is it, when and where? Like this: Tea dance, Fri 2pm, Swathling Centre. NO \
drops it.
        ana: tea dance for SO16
        bot: When is Tea dance? Like this: Fri 27 Nov, 2pm. NO drops it.
        ana: friday
        bot: What time is Tea dance? Like this: 2pm. NO drops it.
        ana: 2
        bot: Where is Tea dance? If it has no place, text NONE.
        ana: Swathling Centre
        {PREVIEW}
        ana: no
        bot: That's fine. Nothing has been sent.
    """,
    )


def test_an_answer_is_read_for_all_that_it_says() -> None:
    play(
        ana(),
        f"""
        ana: EVENT
        bot: What is it, when and where? Like this: Tea dance, Fri 2pm, Swathling Centre. NO \
drops it.
        ana: Tea dance friday
        bot: What time is Tea dance? Like this: 2pm. NO drops it.
        ana: 2pm at Swathling Centre for SO16
        {PREVIEW}
    """,
    )


def test_whom_it_is_for_is_no_place() -> None:
    play(
        ana(),
        f"""
        ana: EVENT Tea dance friday 2pm
        bot: Where is Tea dance? If it has no place, text NONE.
        ana: for SO16
        bot: Where is Tea dance? If it has no place, text NONE.
        ana: Swathling Centre
        {PREVIEW}
    """,
    )


def test_a_name_is_asked_for_and_none_is_no_place() -> None:
    play(
        ana(),
        """
        ana: EVENT Friday 2pm for SO16
        bot: What is it called? Like this: Tea dance. NO drops it.
        ana: Phone quiz
        bot: Where is Phone quiz? If it has no place, text NONE.
        ana: none
        bot: Phone quiz: Fri 27 Nov, 2pm. For: people in SO16.
        bot: They get: Hello Ana, it's Mill Lane. You are invited: Phone quiz, Fri 27 Nov, 2pm. \
Text COMING, MAYBE or NO. NO EVENTS: no more of these.
        bot: Left out: 5 not asked about events, 2 said STOP.
        bot: Shall I send it to 43 people? 1 part each, 43 in all, about £1.72. Only YES sends \
it. NO drops it, or say what to change, like 3pm.
    """,
    )


def test_a_day_that_has_gone_by_is_asked_again() -> None:
    play(
        ana(),
        f"""
        ana: EVENT Tea dance 20 Nov 2pm Swathling Centre for SO16
        bot: That day or time has gone by. When is Tea dance? Like this: Fri 27 Nov, 2pm. NO \
drops it.
        ana: yesterday
        bot: That day or time has gone by. When is Tea dance? Like this: Fri 27 Nov, 2pm. NO \
drops it.
        ana: 27 Nov
        {PREVIEW}
    """,
    )


def test_a_day_and_a_date_that_do_not_fit_are_asked_about() -> None:
    play(
        ana(),
        f"""
        ana: EVENT Tea dance Fri 26 Nov 2pm Swathling Centre for SO16
        bot: That day and that date do not fit. When is Tea dance? Like this: Fri 27 Nov. NO \
drops it.
        ana: the 27th
        {PREVIEW}
    """,
    )


def test_every_week_is_no_one_day() -> None:
    play(
        ana(),
        """
        ana: EVENT Tea dance every Friday 2pm Swathling Centre
        bot: I can tell people of one day at a time. Which day is Tea dance? NO drops it.
        ana: no
        bot: That's fine. Nothing has been sent.
    """,
    )


def test_words_for_whom_that_mean_nothing_never_mean_everybody() -> None:
    play(
        ana(),
        f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for people in Swathling
        bot: I'm not sure who Swathling are. Who is it for? A postcode like SO16, a hobby, a \
language, or EVERYONE. NO drops it.
        ana: SO16
        {PREVIEW}
    """,
    )


def test_an_empty_audience_is_said_and_asked_about() -> None:
    nobody = Drafting(AudienceCount(0, {"said no": 2}), others=1)
    play(
        ana(nobody),
        """
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        bot: Nobody would get it. Left out: 2 said no to events. Who is it for? A postcode like \
SO16, a hobby, or a language. NO drops it.
        ana: gardeners
        bot: Nobody would get it. Left out: 2 said no to events. Who is it for? A postcode like \
SO16, a hobby, or a language. NO drops it.
    """,
    )


def test_what_is_too_soon_is_not_sent() -> None:
    play(
        ana(),
        """
        ana: EVENT Tea dance today 10.30am Swathling Centre for SO16
        bot: That is too soon: texts might come after it has begun. Nothing has been sent. Please \
ring people.
    """,
    )


def test_a_text_of_two_thousand_letters_is_asked_for_in_short() -> None:
    play(
        ana(),
        f"""
        ana: EVENT {"tea dance " * 200}
        bot: That is too long for me. Just tell me what it is, when and where. NO drops it.
        ana: no
        bot: That's fine. Nothing has been sent.
    """,
    )


def test_a_part_can_be_mended_before_it_goes() -> None:
    them = play(
        ana(),
        f"""
        ana: EVENT Tea dance Fri 1pm Mill Hall for SO17
        bot: Tea dance at Mill Hall: Fri 27 Nov, 1pm. For: people in SO17.
        bot: They get: Hello Ana, it's Mill Lane. You are invited: Tea dance at Mill Hall, Fri 27 \
Nov, 1pm. Text COMING, MAYBE or NO. NO EVENTS: no more of these.
        bot: Left out: 5 not asked about events, 2 said STOP.
        bot: Shall I send it to 43 people? 1 part each, 43 in all, about £1.72. Only YES sends \
it. NO drops it, or say what to change, like 3pm.
        ana: no, 2pm at Swathling Centre for SO16
        {PREVIEW}
        ana: yes please
        {SENT}
    """,
    )
    sent = ordered(them)
    assert sent is not None
    assert sent.at == datetime(2026, 11, 27, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "said", ["ok", "yes but", "yes?", "send it", "go ahead", "👍", "yess", "y", "sure", "thanks"]
)
def test_anything_but_a_plain_yes_sends_nothing(said: str) -> None:
    them = play(
        ana(),
        f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        {PREVIEW}
        ana: {said}
        bot: Nothing has been sent. A plain YES sends it to 43 people. NO drops it, or say what \
to change, like 3pm.
        ana: {said}
        bot: That was no plain YES, so I let it go. Nothing has been sent. Text EVENT to begin \
again.
    """,
    )
    assert ordered(them) is None


def test_a_plain_yes_the_second_time_sends_it() -> None:
    them = play(
        ana(),
        f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        {PREVIEW}
        ana: ok
        bot: Nothing has been sent. A plain YES sends it to 43 people. NO drops it, or say what \
to change, like 3pm.
        ana: YES
        {SENT}
    """,
    )
    assert ordered(them) is not None


def test_silence_sends_nothing() -> None:
    them = play(
        ana(),
        f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        {PREVIEW}
        (silence)
        bot: I did not hear a YES, so Tea dance has not been sent. Text EVENT to begin again.
    """,
    )
    assert ordered(them) is None


def test_a_yes_after_an_alert_is_asked_about_once_more() -> None:
    them = play(
        ana(),
        f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        {PREVIEW}
    """,
    )
    them.told_of = ToldOf(9, "Rose")
    play(
        them,
        """
        ana: yes
        bot: You were told of Rose just now. Is your YES for sending Tea dance to 43 people? YES \
or NO
    """,
    )
    assert ordered(them) is None
    play(
        them,
        f"""
        ana: yes
        {SENT}
    """,
    )
    assert ordered(them) is not None


def test_an_alert_from_before_the_preview_changes_nothing() -> None:
    them = play(
        ana(told_of=ToldOf(9, "Rose")),
        f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        {PREVIEW}
        ana: yes
        {SENT}
    """,
    )
    assert ordered(them) is not None


EVERYBODY = """
    bot: Tea dance at Swathling Centre: Fri 27 Nov, 2pm. For: everybody who said yes to events.
    bot: They get: Hello Ana, it's Mill Lane. You are invited: Tea dance at Swathling Centre, Fri \
27 Nov, 2pm. Text COMING, MAYBE or NO. NO EVENTS: no more of these.
    bot: It goes to all, so one more of you has to say yes. Left out: 5 not asked \
about events, 2 said STOP.
    bot: Shall I send it to 43 people? 1 part each, 43 in all, about £1.72. Only YES sends it. NO \
drops it, or say what to change, like 3pm.
"""


@pytest.mark.parametrize("whom", ["", " to everyone", " for all residents"])
def test_what_goes_to_everybody_waits_for_a_second_yes(whom: str) -> None:
    them = play(
        ana(),
        f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre{whom}
        {EVERYBODY}
        ana: yes
        bot: It goes to everybody, so I ask the others, too. The first yes sends it. Until then \
nothing goes.
    """,
    )
    sent = ordered(them)
    assert sent is not None
    assert sent.second


def test_alone_she_is_asked_for_whom_it_is_instead() -> None:
    play(
        ana(replace(TO_43, others=0)),
        f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre
        bot: For everybody I need one more of the team to say yes, and there is nobody. Who is it \
for? A postcode like SO16, or a hobby. NO drops it.
        ana: SO16
        {PREVIEW}
    """,
    )


def test_only_a_coordinator_begins_one() -> None:
    sam = team("befriender", who="sam", name="Sam", sees={"drafting": TO_43})
    arrives = Arrival("text", "EVENT Tea dance Fri 2pm Swathling Centre for SO16")
    turn = arrived(sam.flows, arrives, None, sam.world())
    assert turn.conversation is None
    assert not [each for each in turn.facts if isinstance(each, BroadcastOrdered)]


# ── the texts ───────────────────────────────────────────────────────────────────────────────


def text_of(*said: str) -> dict[str, str]:
    return texts(draft(said, HERE), ana().world())


def test_the_price_and_what_was_said_besides_are_in_the_text() -> None:
    said = text_of("Craft session Fri 2pm library, £3, bring scissors")["en"]
    assert said == (
        "Hello {name}, it's Mill Lane. You are invited: Craft session at library, Fri 27 Nov, 2pm. "
        "It costs £3. Bring scissors. Text COMING, MAYBE or NO. NO EVENTS: no more of these."
    )


def test_what_would_be_a_name_to_fill_in_is_not() -> None:
    assert "(name)" in text_of("Tea for {name} Fri 2pm library")["en"]


def test_words_for_some_stand_before_those_for_a_language() -> None:
    said = text_of("Tea Fri 2pm library", "TAMIL: Vanakkam", "GARDENERS: Bring your gloves.")
    assert list(said) == ["#gardening", "en", "ta"]
    assert said["#gardening"].startswith("Bring your gloves. Text COMING, MAYBE or NO. NO EVENTS")


def test_a_letter_that_makes_it_dearer_is_named_with_what_to_write_instead() -> None:
    said = text_of("Fête Fri 2pm library")
    assert dearer(said) == ("ê makes each text 3 parts, not 1. Write e instead.")
    assert dearer(text_of("Cream tea 💐 Fri 2pm library")).endswith("Leave it out.")
    assert dearer(text_of("Tea Fri 2pm library")) == ""


def test_a_curly_quote_is_made_plain_and_costs_nothing() -> None:
    assert dearer(text_of("St Mary\u2019s tea \u2013 Fri 2pm library")) == ""


def test_the_draft_waits_two_hours_for_its_yes() -> None:
    them = play(
        ana(),
        f"""
        ana: EVENT Tea dance Fri 2pm Swathling Centre for SO16
        {PREVIEW}
    """,
    )
    talk = them.conversation
    assert talk is not None
    assert talk.silent_at == MONDAY + timedelta(hours=2)
