"""Reads Telegram's updates: any JSON becomes an Inbound, or None where nobody spoke to us.

python-telegram-bot does the reading. Whatever it cannot read is kept raw for a person to look at.
"""

import hashlib
import json
import re
from datetime import datetime
from typing import Any, NamedTuple

from telegram import CallbackQuery, ChatMemberUpdated, Contact, Message, Update
from telegram.constants import ChatMemberStatus, ChatType, MessageAttachmentType

from bot.channels import Inbound, Kind

CHANNEL = "telegram"
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update we ask Telegram for; it may still send others for a while."""

_RAW_KEPT = 4_000  # characters
_PUBLIC = {ChatType.GROUP, ChatType.SUPERGROUP, ChatType.CHANNEL}
_COMMAND = re.compile(r"/([A-Za-z0-9_]+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_DOOR = re.compile(r"[A-Za-z0-9_-]{1,64}")  # what Telegram allows in a deep link
_E164 = re.compile(r"\+?([1-9][0-9]{6,14})")
_CHORES = (  # Telegram's own notes in a private chat: nobody said anything
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "chat_background_set",
)


class _Heard(NamedTuple):
    chat: int
    text: str
    kind: Kind = Kind.TEXT
    detail: str = ""


def inbound_from(update: object, at: datetime) -> Inbound | None:
    """What somebody told us with this update; None if it was a bot, a group or a chore.

    Never raises, whatever the JSON. An edit is UNREADABLE with `detail` "edited": an answer
    that was acted on must not be answered twice, but a person should see the new words.
    Unblocking the bot is None: it is not yet a word to us, and the next text or /start is.
    Somebody else's contact is UNREADABLE with the contact in words. Media is a TEXT of its
    caption, with the medium in `detail`.
    """
    try:
        heard = _read(Update.de_json(update, None))  # type: ignore[arg-type]
        return None if heard is None else _inbound(update, heard, at)
    except Exception:  # a poison update must never stop the ones behind it
        return _kept_raw(update, at)


def update_id_of(update: object) -> int | None:
    """Telegram's number for this update, or None where it carries no usable one."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if _is_id(number) else None


def _read(update: Update) -> _Heard | None:
    if update.message:
        return _message(update.message)
    if update.edited_message:
        return _edited(update.edited_message)
    if update.callback_query:
        return _pressed(update.callback_query)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    raise ValueError("an update we do not know")


def _message(message: Message) -> _Heard | None:
    chat = message.chat.id
    if message.migrate_to_chat_id:
        return _Heard(chat, "", Kind.MOVED, _number(message.migrate_to_chat_id))
    if not _is_for_us(message):
        return None
    if message.contact:
        return _contact(message, message.contact)
    if message.text:
        return _words(chat, message.text)
    if medium := _medium(message):
        return _Heard(chat, message.caption or "", detail=medium)
    if any(message[chore] for chore in _CHORES):
        return None
    raise ValueError("a message we do not know")


def _words(chat: int, text: str) -> _Heard:
    command = _COMMAND.fullmatch(text.strip())
    if command is None:
        return _Heard(chat, text)
    name, rest = command[1], (command[2] or "").strip()
    if name.lower() == "start":
        return _Heard(chat, text, Kind.STARTED, rest if _DOOR.fullmatch(rest) else "")
    if name.lower() in ("stop", "help") and not rest:
        return _Heard(chat, name.upper())
    return _Heard(chat, f"{name} {rest}".strip())


def _contact(message: Message, contact: Contact) -> _Heard:
    """One's own number joins accounts, so nothing but Telegram's word for it counts."""
    sender = message.from_user
    phone = _E164.fullmatch(re.sub(r"[\s()-]", "", contact.phone_number))
    own = sender is not None and contact.user_id == sender.id
    if own and phone and message.forward_origin is None and message.via_bot is None:
        return _Heard(message.chat.id, "", Kind.CONTACT, f"+{phone[1]}")
    name = " ".join(filter(None, (contact.first_name, contact.last_name)))
    words = f"A contact: {name} {contact.phone_number}"
    return _Heard(message.chat.id, words, Kind.UNREADABLE, "contact")


def _edited(message: Message) -> _Heard | None:
    # a live location is an edit every few seconds, for hours
    if not _is_for_us(message) or message.location:
        return None
    words = message.text or message.caption or f"({_medium(message) or 'message'} changed)"
    return _Heard(message.chat.id, words, Kind.UNREADABLE, "edited")


def _pressed(query: CallbackQuery) -> _Heard | None:
    public = query.message is not None and query.message.chat.type in _PUBLIC
    if public or query.from_user.is_bot:
        return None
    return _Heard(query.from_user.id, query.data or "", detail="button")


def _membership(change: ChatMemberUpdated) -> _Heard | None:
    if change.chat.type != ChatType.PRIVATE:
        return None
    status = change.new_chat_member.status
    if status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT):
        return _Heard(change.chat.id, "", Kind.BLOCKED)
    if status == ChatMemberStatus.MEMBER:
        return None
    raise ValueError("a membership we do not know")


def _is_for_us(message: Message) -> bool:
    from_bot = message.from_user is not None and message.from_user.is_bot
    return message.chat.type == ChatType.PRIVATE and not from_bot


def _medium(message: Message) -> str:
    return next((str(medium.value) for medium in MessageAttachmentType if message[medium]), "")


def _inbound(update: object, heard: _Heard, at: datetime) -> Inbound:
    return Inbound(
        channel=CHANNEL,
        provider_id=_provider_id(update),
        address=_number(heard.chat),
        text=_clean(heard.text),
        at=at,
        kind=heard.kind,
        detail=_clean(heard.detail),
    )


def _provider_id(update: object) -> str:
    number = update_id_of(update)
    if number is not None:
        return f"update:{number}"
    return f"raw:{hashlib.sha256(_raw(update).encode()).hexdigest()[:32]}"


def _kept_raw(update: object, at: datetime) -> Inbound | None:
    chat = _chat_of(update)
    if str(chat.get("type")) in _PUBLIC:
        return None
    address = str(chat["id"]) if _is_id(chat.get("id")) else ""
    text = _clean(_words_in(update) or _raw(update))[:_RAW_KEPT]
    return Inbound(CHANNEL, _provider_id(update), address, text, at, Kind.UNREADABLE)


def _words_in(update: object) -> str:
    """A person's own words, where they are there to be seen: easier to read than JSON."""
    message = update.get("message") if isinstance(update, dict) else None
    text = message.get("text") if isinstance(message, dict) else None
    return text if isinstance(text, str) else ""


def _chat_of(update: object) -> dict[str, Any]:
    """The first chat, else the first person, that the update speaks of; empty if none."""
    parts = list(update.values()) if isinstance(update, dict) else []
    for name in ("chat", "from", "user"):
        for part in parts:
            if isinstance(part, dict) and isinstance(part.get(name), dict):
                return dict(part[name])
    return {}


def _raw(update: object) -> str:
    try:
        return _clean(json.dumps(update, ensure_ascii=False, sort_keys=True))
    except (RecursionError, TypeError, ValueError):
        return "(an update too strange to show)"


def _number(value: object) -> str:
    if not _is_id(value):
        raise ValueError("not a Telegram id")
    return str(value)


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def _clean(text: object) -> str:
    """Text that any database takes: no null bytes, no halves of a surrogate pair."""
    if not isinstance(text, str):
        raise TypeError("not text")
    return text.replace("\0", "").encode("utf-8", "replace").decode()
