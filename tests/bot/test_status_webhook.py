"""News of our own messages on a running service: in any order, any number of times."""

import asyncio

import pytest
import sqlalchemy as sa

from store.messages import message
from tests.bot.live import PUBLIC, ROSE, Live, until, until_async
from tests.peers.twilio_account import Fault, Message

pytestmark = pytest.mark.anyio


@pytest.fixture
def service(on_each: Live) -> Live:
    """Every rule here holds on each database."""
    return on_each


async def states(service: Live) -> list[str]:
    """How far our messages have come."""
    query = sa.select(message.c.state).where(message.c.direction == "out").order_by(message.c.id)
    return [row[0] for row in await service.rows(query)]


async def become(service: Live, *wanted: str) -> None:
    """Wait until they have come so far."""

    async def there() -> bool:
        return await states(service) == list(wanted)

    await until_async(there, 10)


async def answered(service: Live) -> Message:
    """The one message we sent."""
    await service.text("hello")
    await until(lambda: service.answers())
    await become(service, "sent")
    return service.twilio.account.messages[0]


async def test_states_only_move_forward_however_often_and_in_whatever_order(service: Live) -> None:
    sent, hooks = await answered(service), service.twilio.webhooks
    for status in ("delivered", "sent", "queued", "sending", "undelivered", "delivered"):
        answer = await hooks.status(sent, status, times=2)
        assert answer.status_code == 204
        assert await states(service) == ["delivered"]


async def test_news_may_come_before_the_answer_to_our_own_request(service: Live) -> None:
    service.twilio.account.fail(Fault(after=0.5))
    await service.text("hello")
    await until(lambda: service.answers())
    sent = service.twilio.account.messages[0]
    assert (await service.twilio.webhooks.status(sent, "delivered")).status_code == 204
    assert await states(service) == ["delivered"]
    await asyncio.sleep(0.7)  # our own request is answered: "queued"
    assert await states(service) == ["delivered"]


async def test_two_pieces_of_news_at_the_same_moment_leave_the_later_one(service: Live) -> None:
    sent, hooks = await answered(service), service.twilio.webhooks
    await asyncio.gather(*[hooks.status(sent, each) for each in ("delivered", "sent", "delivered")])
    assert await states(service) == ["delivered"]


@pytest.mark.parametrize("message_id", ["999999", "0", "-1", "x", "9" * 30, "1 OR 1=1"])
async def test_news_of_an_unknown_message_changes_nothing(service: Live, message_id: str) -> None:
    sent = await answered(service)
    strange = Message("SM" + "f" * 32, ROSE, sent.from_, "?", sent.created)
    strange.callback = f"{PUBLIC}/sms/status?message={message_id}".replace(" ", "%20")
    answer = await service.twilio.webhooks.status(strange, "failed", code=30008)
    assert answer.status_code == 204
    assert await states(service) == ["sent"]


async def test_a_status_nobody_has_heard_of_changes_nothing(service: Live) -> None:
    sent = await answered(service)
    assert (await service.twilio.webhooks.status(sent, "teleported")).status_code == 204
    assert await states(service) == ["sent"]


async def test_news_without_an_id_is_refused_in_one_line(service: Live) -> None:
    form = {"MessageStatus": "sent", "From": ROSE}
    answer = await service.twilio.webhooks.post("/sms/status", form.items())
    assert (answer.status_code, answer.text) == (400, "MessageSid is missing.\n")
