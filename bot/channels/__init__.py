"""What every channel has in common: how a message comes in, goes out, and fails.

A channel is one file beside this one. It turns a provider's form of a text into
`Inbound`, sends an `Outgoing`, and says of each failure what it means. It knows no
database and no conversation.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What sort of thing came in."""

    TEXT = "text"
    RING = "ring"  # somebody rang the number; the call was not answered
    STARTED = "started"  # Telegram's /start; `detail` is the door word, or empty
    CONTACT = "contact"  # somebody shared their own phone number; `detail` is E.164
    BLOCKED = "blocked"  # the person blocked the bot: nothing can reach this address
    MOVED = "moved"  # the chat has a new address; `detail` holds it
    OPT_OUT = "opt_out"  # the provider says STOP was heard, whatever the text says
    OPT_IN = "opt_in"  # the provider says START was heard
    UNREADABLE = "unreadable"  # kept word for word in `text` for a person to look at


@dataclass(frozen=True, slots=True)
class Inbound:
    """Something that came in from outside, in the house's own form.

    `provider_id` is the provider's own id of it and, with `channel`, the key that a second
    delivery of the same thing is recognised by. `address` is E.164 for a phone and the chat
    id for Telegram. `at` is when it reached us, in UTC. `welcome`: whether somebody whom nobody
    knows is answered there; to do so costs dear in countries that are not ours.
    """

    channel: str
    provider_id: str
    address: str
    text: str
    at: datetime
    kind: Kind = Kind.TEXT
    detail: str = ""
    welcome: bool = True


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way out. `message_id` is ours, and goes wherever the provider lets it.

    `choices` are short labels a channel may show as buttons. `expires_at` (UTC) is the moment
    after which it must not be delivered. `claimed_at` is when we took it up: a reconciling
    channel looks for it from a little before then. `others` are the provider's ids of messages
    that it is certainly not, though they read the same.
    """

    message_id: int
    address: str
    sender: str
    text: str
    claimed_at: datetime
    choices: tuple[str, ...] = ()
    asks_contact: bool = False  # offer the button that shares one's own phone number
    expires_at: datetime | None = None
    others: frozenset[str] = frozenset()


class State(StrEnum):
    """What a provider can tell us of a message we handed it, in the only order it may move."""

    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider took the message: its id for it, and how far it has come."""

    provider_id: str
    state: State = State.SENT
    code: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """News of a message already handed over, from a callback or from reconciling.

    `message_id` is ours where the provider gave it back, else None and `provider_id` finds it.
    """

    channel: str
    provider_id: str
    state: State
    message_id: int | None = None
    code: str = ""


class Act(StrEnum):
    """What a failure means for the address or the channel, beside the message itself."""

    NOTHING = "nothing"
    RECORD_STOP = "record_stop"  # the person opted out with the provider
    FREEZE = "freeze"  # the number may have changed hands: say nothing more to it
    UNREACHABLE = (
        "unreachable"  # nothing can be delivered to this address: a coordinator should know
    )
    PAUSE_CHANNEL = "pause_channel"  # our account or set-up is at fault: stop this channel, alarm
    MOVED = "moved"  # same person, new address in `Undeliverable.moved_to`


class Undeliverable(Exception):
    """The provider did not take the message, and said so: it was certainly not sent.

    permanent: trying again can't help. Otherwise it goes back in the queue, after
    `retry_after` where the provider named one, else after our own back-off.
    """

    def __init__(
        self,
        code: str,
        *,
        permanent: bool,
        act: Act = Act.NOTHING,
        retry_after: timedelta | None = None,
        whole_sender: bool = False,
        tries: int | None = None,
        moved_to: str = "",
        alarm: bool = False,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent
        self.act = act
        self.retry_after = retry_after
        self.whole_sender = whole_sender  # the limit is the sender's, not this message's
        self.tries = tries  # at most so many tries in all, where fewer than usual make sense
        self.moved_to = moved_to
        self.alarm = alarm  # whoever runs the service must put something right


class OutcomeUnknown(Exception):
    """The line went quiet after we spoke: sent or not, nobody knows. Never repeated blindly."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a channel may speak."""

    per_second: float  # SMS parts (or messages, where there are no parts) a second for each sender
    same_address: timedelta = timedelta(0)  # the least time between two messages to one address


class Found(StrEnum):
    """What a reconciler could learn of a message whose outcome is unknown."""

    NOT_THERE = "not_there"  # the provider lists what it took, and this is not in the list
    CANNOT_TELL = "cannot_tell"  # the provider did not answer: ask again later
    NO_LIST = "no_list"  # the provider keeps no list: asking again helps nobody


Receive = Callable[[Inbound], Awaitable[None]]
"""Stores one inbound and returns once it is committed. Raises if it could not be kept."""


class Channel(Protocol):
    """A way to reach people. `senders` are the addresses it can speak from, one at least."""

    @property
    def name(self) -> str: ...

    @property
    def senders(self) -> tuple[str, ...]: ...

    @property
    def pace(self) -> Pace: ...

    async def start(self, receive: Receive) -> None:
        """Begin listening, where the channel listens by itself (polling). Returns at once."""

    async def stop(self) -> None:
        """Stop listening and let go of connections."""

    async def send(self, message: Outgoing) -> Receipt:
        """Hand a message to the provider. Raises Undeliverable or OutcomeUnknown."""

    async def find(self, message: Outgoing) -> Receipt | Found:
        """Ask the provider whether it ever took this message."""

    def parts(self, text: str) -> int:
        """How many billed parts a text takes on this channel."""

    def explain(self, code: str) -> Undeliverable:
        """What an error code means that came later, in a status callback."""
