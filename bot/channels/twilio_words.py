"""What Twilio's words mean in the house: error codes, statuses and the fields of its webhooks.

Codes: https://www.twilio.com/docs/api/errors. The same table serves an immediate refusal and
the ErrorCode of a status callback hours later.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels import Act, Inbound, Kind, State, Status, Undeliverable


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an error code means for the message, its address and its sender.

    `says` is for a coordinator. `again_after` and `tries` (in all) apply where it is not
    `permanent`; None leaves both to the outbox. `whole_sender`: the limit is the sender's.
    `alarm`: whoever runs the service must put something right.
    """

    says: str
    permanent: bool = True
    act: Act = Act.NOTHING
    again_after: timedelta | None = None
    tries: int | None = None
    whole_sender: bool = False
    alarm: bool = False


def _later(says: str, minutes: int, tries: int) -> Meaning:
    return Meaning(says, permanent=False, again_after=timedelta(minutes=minutes), tries=tries)


def _slow_down(says: str, minutes: int | None = None) -> Meaning:
    wait = None if minutes is None else timedelta(minutes=minutes)
    return Meaning(says, permanent=False, again_after=wait, whole_sender=True)


def _unreachable(says: str) -> Meaning:
    return Meaning(says, act=Act.UNREACHABLE)


def _account(says: str) -> Meaning:
    return Meaning(says, permanent=False, act=Act.PAUSE_CHANNEL, alarm=True)


def _sender(says: str) -> Meaning:
    wait = timedelta(hours=1)
    return Meaning(says, permanent=False, again_after=wait, whole_sender=True, alarm=True)


UNKNOWN = Meaning("Twilio did not take the text.")
ERRORS: dict[int, Meaning] = {
    # the person
    21610: Meaning("They have texted STOP.", act=Act.RECORD_STOP),
    30005: Meaning("No such number now. Someone else may get it.", act=Act.FREEZE),
    21211: _unreachable("This is not a phone number."),
    21614: _unreachable("This is not a mobile number."),
    21635: _unreachable("This is a landline."),
    30006: _unreachable("This is a landline, or a network that takes no texts."),
    30004: _unreachable("This phone blocks our texts."),
    30003: _later("The phone is off or has no signal.", minutes=45, tries=4),
    # the text
    21602: Meaning("The text was empty."),
    21617: Meaning("The text was too long."),
    30007: Meaning("The network took the text for spam.", alarm=True),
    30008: _later("The network did not say why.", minutes=10, tries=2),
    30450: _later("Twilio holds texts to this number for half an hour.", minutes=30, tries=2),
    30453: _later("Twilio holds texts to this number for some hours.", minutes=240, tries=2),
    # the sender
    429: _slow_down("We are too quick for Twilio."),
    20429: _slow_down("We are too quick for Twilio."),
    21611: _slow_down("This sender's queue at Twilio is full.", minutes=30),
    30001: _slow_down("This sender's queue at Twilio is full.", minutes=30),
    21606: _sender("This sender's number can't send texts."),
    21659: _sender("This sender's number is not one of Twilio's."),
    21660: _sender("This sender's number belongs to another account."),
    # the set-up
    21408: Meaning("Texts to this country are switched off at Twilio.", alarm=True),
    30034: Meaning("This sender is not registered for texts to the US.", alarm=True),
    401: _account("Twilio does not know our account or its token."),
    20003: _account("Twilio does not know our account or its token."),
    20404: _account("Twilio does not know our account."),
    30002: _account("Twilio has suspended our account."),
}


def meaning(code: int | str) -> Meaning:
    """Return what a code means; one that we do not know is final and touches nothing else."""
    return ERRORS.get(int(code), UNKNOWN) if re.fullmatch(r"[0-9]{1,9}", str(code)) else UNKNOWN


def refusal(code: int, retry_after: timedelta | None = None) -> Undeliverable:
    """Return the exception for a refusal. A wait that Twilio named goes before our own.

    A plain HTTP status without a code of Twilio's own is somebody else's (a proxy, a wrong
    address of ours): no verdict on this message, so it may be tried again.
    """
    known = meaning(code)
    return Undeliverable(
        str(code),
        permanent=known.permanent and code >= 1000,
        act=known.act,
        retry_after=retry_after or known.again_after,
        whole_sender=known.whole_sender,
        tries=known.tries,
        alarm=known.alarm,
    )


STATES = {
    "accepted": State.SENT,
    "scheduled": State.SENT,
    "queued": State.SENT,
    "sending": State.SENT,
    "sent": State.SENT,
    "delivered": State.DELIVERED,
    "read": State.DELIVERED,
    "partially_delivered": State.DELIVERED,  # some of it was read: never send it again
    "undelivered": State.UNDELIVERED,
    "failed": State.FAILED,
    "canceled": State.FAILED,
}
"""How far a message of ours has come. Whatever Twilio holds counts as sent: it is its turn."""

WITHHELD = {"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"}
"""ANONYMOUS, RESTRICTED, BLOCKED, UNAVAILABLE, UNKNOWN as a phone's keys spell them."""

Params = Mapping[str, str]


class MissingField(ValueError):
    """A signed webhook without a field that it can't be understood without: its name."""


def status_from(params: Params, message: str = "") -> Status | None:
    """Return the news in a status callback; None for a status that says nothing to us.

    `message` is what came back in the callback URL: our own message id, or anything else.
    Raises MissingField.
    """
    provider_id = _first(params, "MessageSid", "SmsSid")
    word = _first(params, "MessageStatus", "SmsStatus")
    if word not in STATES:
        return None
    ours = int(message) if re.fullmatch(r"[0-9]{1,18}", message) else None
    code = params.get("ErrorCode", "").strip()
    return Status("sms", provider_id, STATES[word], ours, "" if code == "0" else code)


def inbound_from(params: Params, at: datetime) -> Inbound:
    """Return the text that somebody sent, whole. Raises MissingField.

    What Twilio heard as STOP or START (Advanced Opt-Out) counts whatever the body says. Of
    pictures only their number is kept, in `detail`: "1 media".
    """
    media = params.get("NumMedia", "0")
    return Inbound(
        channel="sms",
        provider_id=_first(params, "MessageSid", "SmsSid", "SmsMessageSid"),
        address=_first(params, "From"),
        text=clean(params.get("Body", "")),
        at=at,
        kind=OPTED.get(params.get("OptOutType", "").strip().upper(), Kind.TEXT),
        detail=f"{media} media" if re.fullmatch(r"[1-9][0-9]?", media) else "",
    )


OPTED = {"STOP": Kind.OPT_OUT, "START": Kind.OPT_IN}


def ring_from(params: Params, at: datetime) -> Inbound:
    """Return the ring of a phone. Raises MissingField; a withheld number is a missing one."""
    caller = _first(params, "From")
    if caller in WITHHELD or not re.fullmatch(r"\+[0-9]{4,15}", caller):
        raise MissingField("From")
    return Inbound("sms", _first(params, "CallSid"), caller, "", at, Kind.RING)


def clean(text: str) -> str:
    """Return `text` without what no database can keep: null bytes and halves of a letter."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _first(params: Params, *names: str) -> str:
    for name in names:
        if found := clean(params.get(name, "")).strip():
            return found
    raise MissingField(names[0])
