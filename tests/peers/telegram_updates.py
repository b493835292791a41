"""Telegram updates as the Bot API sends them: one function for each thing a person may do.

Each takes the update's number and the chat; in a private chat the chat and the person have one id.
"""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
_DATE = 1_790_000_000  # seconds since 1970; nobody reads it


def person(who: int, **more: Any) -> Json:
    """A User."""
    return {"id": who, "is_bot": False, "first_name": "Rose", **more}


def private(chat: int) -> Json:
    """The Chat with one person."""
    return {"id": chat, "type": "private", "first_name": "Rose"}


def message(number: int, chat: int, **more: Any) -> Json:
    """A Message from the person whose chat this is."""
    return {
        "message_id": number,
        "date": _DATE,
        "chat": private(chat),
        "from": person(chat),
        **more,
    }


def text(number: int, chat: int, words: str, **more: Any) -> Json:
    """Somebody writes. `more` goes into the Message."""
    return {"update_id": number, "message": message(number, chat, text=words, **more)}


def start(number: int, chat: int, door: str = "") -> Json:
    """Somebody presses START, perhaps having come through a link with a door word."""
    entity = {"type": "bot_command", "offset": 0, "length": len("/start")}
    return text(number, chat, f"/start {door}".strip(), entities=[entity])


def contact(
    number: int, chat: int, phone: str, owner: int | None = None, *, forwarded: bool = False
) -> Json:
    """Somebody shares a contact: their own, or with `owner` another person's."""
    card: Json = {"phone_number": phone, "first_name": "Rose", "user_id": owner or chat}
    origin = {"type": "user", "date": _DATE, "sender_user": person(owner or chat)}
    more: Json = {"forward_origin": origin} if forwarded else {}
    return {"update_id": number, "message": message(number, chat, contact=card, **more)}


def photo(number: int, chat: int, caption: str = "") -> Json:
    """Somebody sends a picture."""
    size = {"file_id": "p", "file_unique_id": "u", "width": 90, "height": 60}
    more: Json = {"caption": caption} if caption else {}
    return {"update_id": number, "message": message(number, chat, photo=[size], **more)}


def voice(number: int, chat: int) -> Json:
    """Somebody speaks a message."""
    sound = {"file_id": "v", "file_unique_id": "u", "duration": 4}
    return {"update_id": number, "message": message(number, chat, voice=sound)}


def sticker(number: int, chat: int) -> Json:
    """Somebody sends a sticker."""
    size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    what = {"file_id": "s", "file_unique_id": "u", "type": "regular", **size}
    return {"update_id": number, "message": message(number, chat, sticker=what)}


def location(number: int, chat: int) -> Json:
    """Somebody says where they are."""
    where = {"latitude": 50.9, "longitude": -1.4}
    return {"update_id": number, "message": message(number, chat, location=where)}


def edited(number: int, chat: int, words: str) -> Json:
    """Somebody changes what they wrote."""
    changed = message(number, chat, text=words, edit_date=_DATE + 9)
    return {"update_id": number, "edited_message": changed}


def moving(number: int, chat: int) -> Json:
    """A live location moves: Telegram calls it an edit, every few seconds."""
    where = {"latitude": 50.9, "longitude": -1.4, "live_period": 900}
    changed = message(number, chat, location=where, edit_date=_DATE + 9)
    return {"update_id": number, "edited_message": changed}


def pressed(number: int, chat: int, data: str) -> Json:
    """Somebody presses a button under a message."""
    query = {
        "id": f"press-{number}",
        "from": person(chat),
        "chat_instance": "c",
        "data": data,
        "message": message(number, chat, text="?"),
    }
    return {"update_id": number, "callback_query": query}


def _membership(number: int, chat: int, old: Json, new: Json) -> Json:
    bot = {"id": 1, "is_bot": True, "first_name": "Doorstep"}
    change = {
        "chat": private(chat),
        "from": person(chat),
        "date": _DATE,
        "old_chat_member": {**old, "user": bot},
        "new_chat_member": {**new, "user": bot},
    }
    return {"update_id": number, "my_chat_member": change}


def blocked(number: int, chat: int) -> Json:
    """Somebody blocks the bot."""
    return _membership(number, chat, {"status": "member"}, {"status": "kicked", "until_date": 0})


def unblocked(number: int, chat: int) -> Json:
    """Somebody takes the block away."""
    return _membership(number, chat, {"status": "kicked", "until_date": 0}, {"status": "member"})


def _grouped(number: int, chat: int, **more: Any) -> Json:
    group = {"id": chat, "type": "group", "title": "Mill Lane"}
    return {"update_id": number, "message": {**message(number, 1), "chat": group, **more}}


def migrated(number: int, chat: int, to: int) -> Json:
    """A group becomes a supergroup, with a new id."""
    return _grouped(number, chat, migrate_to_chat_id=to)


def in_group(number: int, chat: int, words: str) -> Json:
    """Somebody writes in a group that the bot is in."""
    return _grouped(number, chat, text=words)


def from_bot(number: int, chat: int, words: str) -> Json:
    """Another bot writes."""
    return text(number, chat, words, **{"from": person(chat, is_bot=True)})


def unknown(number: int, chat: int) -> Json:
    """A kind of update that nobody has heard of yet."""
    return {"update_id": number, "soup_offered": {"chat": private(chat), "soup": "leek"}}


def unparsable(number: int, chat: int, words: str = "hello") -> Json:
    """A message with a date that is none, which stops python-telegram-bot's parser."""
    broken = message(number, chat, text=words, date="yesterday")
    return {"update_id": number, "message": broken}


KINDS: dict[str, Callable[..., Json]] = {
    make.__name__: make
    for make in (
        text, start, contact, photo, voice, sticker, location, edited, moving, pressed,
        blocked, unblocked, migrated, in_group, from_bot, unknown, unparsable,
    )
}  # fmt: skip
"""By name, for steering the stand-in over HTTP."""
