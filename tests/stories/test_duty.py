"""The duty rota by text: who is told first, swaps, and a loud warning where nobody is on it."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from bot.channels import State, Status, Undeliverable
from bot.rounds import reaching
from store import pairings
from store.concern_events import concern_event
from store.concerns import concern
from store.database import Database
from store.people import address, person
from tests.store.people_of_the_house import rows_of
from tests.story import story

pytestmark = pytest.mark.anyio

CAST = """
    Rose; resident; SO16 2AB; roses
    Ana; coordinator
    Bea; coordinator
"""
FRIDAY = datetime(2026, 6, 5, 8, 0, tzinfo=UTC)


async def test_a_swap_is_asked_for_and_both_hear_of_the_yes(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        ana: on duty tomorrow 9 to 5
        bot to ana: Thank you. You are on duty tomorrow at 9 in the morning to 5 in the ...
        ana: SWAP Tuesday with Bea
        bot to ana: Thank you. We are asking Bea to take your turn: tomorrow at 9 in the ...
        bot to bea: Ana asks: could you be on duty for them tomorrow at 9 in the morning to 5 ...
        bea: yes
        bot to bea: Thank you. You are on duty tomorrow at 9 in the morning to 5 in the ...
        bot to ana: Bea takes your turn on duty: tomorrow at 9 in the morning to 5 in the afternoon.
        (22 hours later)
        rose: help me
        bot to rose: ...
        bot to bea: URGENT. Rose may be in danger. ...
    """)  # fmt: skip


async def test_a_swap_that_is_refused_changes_nothing(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        ana: on duty till 6pm
        bot to ana: Thank you. You are on duty until 6 in the evening. ...
        ana: swap with Bea
        bot to ana: Thank you. We are asking Bea to take your turn: until 6 in the evening. ...
        bot to bea: Ana asks: could you be on duty for them until 6 in the evening? YES or NO.
        bea: no sorry
        bot to bea: That's fine. We tell Ana.
        bot to ana: Bea can't take your turn on duty, or has not said. It stays yours: until 6 ...
        rose: help me
        bot to rose: ...
        bot to ana: URGENT. Rose may be in danger. ...
    """)  # fmt: skip


async def test_nobody_on_duty_is_a_loud_warning_once_a_day(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        rose: help me
        bot to rose: ...
        bot to ana: URGENT. Rose may be in danger. ...
        bot to bea: URGENT. Rose may be in danger. ...
        ana: mine
        bot to bea: Ana is seeing to Rose now. ...
        bot to ana: Thank you. You have Rose: ...
        bot to rose: Ana from Mill Lane has your text, ...
        (16 minutes later)
        bot to ana: No one is on duty at Mill Lane just now. ...
        bot to bea: No one is on duty at Mill Lane just now. ...
        rose: help me please
        bot to rose: ...
        bot to ana: URGENT. Rose may be in danger. ...
        bot to bea: URGENT. Rose may be in danger. ...
        (3 minutes later)
        ana: DONE
        bot to ana: Thank you. That's closed for Rose. What came of it? ...
        (40 minutes later)
    """)


async def test_an_empty_weekend_is_warned_of_on_friday_afternoon(database: Database) -> None:
    told = await story(database, CAST, at=FRIDAY)
    await told.play("""
        ana: on duty today 9 to 5
        bot to ana: Thank you. You are on duty until 5 in the afternoon. ...
        (6 hours later)
        bot to ana: No one is on duty at Mill Lane from 5 in the afternoon. Can you? ...
    """)


async def test_a_phone_that_is_dead_is_not_waited_for(database: Database) -> None:
    """The provider says that it came to nothing: the next is told at once, not in five minutes."""
    told = await story(database, CAST)
    parts = told.parts
    await told.play("""
        ana: on duty
        bot to ana: Thank you. You are on duty until you text OFF DUTY. ...
    """)
    parts.sms.meanings["30003"] = Undeliverable("30003", permanent=True)
    await told.play("""
        rose: help me
        bot to rose: ...
        bot to ana: URGENT. Rose may be in danger. ...
    """)
    [row] = await parts.out("tell.urgent")
    await parts.outbox.hear(Status("sms", row.provider_id, State.UNDELIVERED, row.id, "30003"))
    await told.play("(1 minute later)\nbot to bea: URGENT. Rose may be in danger. ...")
    events = [each.kind for each in await rows_of(database, concern_event)]
    assert events == ["raised", "told", "escalated"]


async def test_in_the_hour_that_comes_twice_five_minutes_are_five_minutes(
    database: Database,
) -> None:
    told = await story(database, CAST, at=datetime(2026, 10, 25, 0, 53, tzinfo=UTC))
    await told.play("""
        ana: on duty
        bot to ana: Thank you. You are on duty until you text OFF DUTY. ...
        rose: help me
        bot to rose: ...
        bot to ana: URGENT. Rose may be in danger. ...
        (5 minutes later)
        bot to bea: URGENT. Rose may be in danger. ...
        (5 minutes later)
        bot to ana: STILL URGENT: Rose may be in danger. 10 minutes ...
        bot to bea: STILL URGENT: Rose may be in danger. 10 minutes ...
    """)


NO_PHONE = """
    Rose; resident; SO16 2AB; roses
    Sam; befriender
    Ana; coordinator
"""


async def test_where_no_coordinator_can_be_reached_whoever_visits_is_told(
    database: Database,
) -> None:
    told = await story(database, NO_PHONE)
    people_of = {each.name: each.id for each in await rows_of(database, person)}
    community = told.parts.community.id
    await database.write(
        lambda conn: pairings.pair(
            conn, community, people_of["Rose"], people_of["Sam"], told.parts.now()
        )
    )
    closed = sa.update(address).where(address.c.person_id == people_of["Ana"])
    await told.parts.change(closed.values(state="unreachable"))
    await told.play("""
        rose: help me
        bot to rose: If you are in danger or hurt, call 999 now. We are telling someone ...
        bot to sam: URGENT. Rose may be in danger. ...
        sam: mine
        bot to sam: Thank you. You have Rose: ...
        bot to rose: Sam from Mill Lane has your text, ...
    """)
    notes = await database.read(
        lambda conn: reaching.notes(conn, told.parts.community, told.parts.now())
    )
    assert notes == [reaching.NO_COORDINATOR]


async def test_where_nobody_at_all_can_be_reached_nobody_is_said_to_be_told(
    database: Database,
) -> None:
    told = await story(database, NO_PHONE)
    closed = sa.update(address).where(address.c.value == told.phones["ana"])
    await told.parts.change(closed.values(state="unreachable"))
    await told.play("""
        rose: help me
        bot to rose: If you are in danger or hurt, call 999 now. We can't reach a person at ...
        (30 minutes later)
    """)  # fmt: skip
    [kept] = await rows_of(database, concern)
    assert kept.next_at is not None  # and is tried again


async def test_asking_who_is_on_duty_puts_nobody_on_duty(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        ana: whos on duty
        bot to ana: Nobody waits for a person just now. Thank you for asking. Nobody is on duty.
        bea: on duty
        bot to bea: Thank you. You are on duty until you text OFF DUTY. ...
        ana: who is on duty
        bot to ana: Nobody waits for a person just now. Thank you for asking. On duty: Bea.
    """)


async def test_who_cant_do_their_turn_is_off_duty_then(database: Database) -> None:
    told = await story(database, CAST)
    await told.play("""
        ana: on duty tomoz 9-5
        bot to ana: Thank you. You are on duty tomorrow at 9 in the morning to 5 ...
        ana: sorry i cant do duty tomorrow
        bot to ana: Thank you. You are off duty tomorrow at 9 in the morning to 5 in the afternoon.
    """)
