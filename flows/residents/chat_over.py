"""A chat is over, or may go on: what whoever is still in it hears of that."""

from datetime import timedelta
from typing import Final

from flows.chats.filling import of_a_chat
from flows.engine import Ask, Do, Due, Flow, Say, Talk, leads_to
from flows.hearing import Expect, Heard, Scene, Signal, signal
from flows.hearing.plain import Said
from flows.world.chats import ChatSeen

A_WHILE: Final = timedelta(hours=12)
"""How long words for somebody who has gone are known as such, not taken for words to us."""


def LastWords() -> Expect:
    """Thanks, or words for whoever has gone."""

    def heard(text: Said, where: Scene) -> Heard | None:
        found = signal(text.raw, where)
        thanks = found is not None and found.signal is Signal.THANKS
        return Heard("thanks" if thanks else "words", "", why="said after a chat")

    return Expect(("words", "thanks"), (), heard)


@leads_to("said_bye", "quiet", "long", "gone", "came_to_nothing", "nothing_to_say")
def how_it_ended(talk: Talk) -> str:
    """Who said BYE is named; why else somebody is gone is nobody's business. Who has said BYE
    themself knows already.
    """
    chat: ChatSeen | None = talk.world.chat
    if chat is None or chat.open or chat.has_left:
        return "nothing_to_say"
    if chat.how == "bye":
        return "said_bye"
    return chat.how if chat.how in ("quiet", "long", "came_to_nothing") else "gone"


@leads_to("after", "done")
def then_what(talk: Talk) -> str:
    """Last words are waited for, unless something else is open with them: that stays open."""
    chat: ChatSeen | None = talk.world.chat
    return "done" if chat is not None and chat.busy else "after"


chat_over = Flow(
    "chat_over",
    Do("begin", then=how_it_ended),
    Do("nothing_to_say"),
    Say("said_bye", then=then_what),
    Say("quiet", then=then_what),
    Say("long", then=then_what),
    Say("gone", then=then_what),
    Say("came_to_nothing"),
    Ask(
        "after",
        hears=LastWords(),
        silently=True,
        gives_way=True,
        wait=A_WHILE,
        words="late",
        thanks=None,
        silence=None,
    ),
    Say("late"),
    Do("done"),
    due=Due("chat_over", consent="", again=A_WHILE, counts=False, beside=True),
    sees=("chat",),
    fills=of_a_chat,
)


@leads_to("ask_more", "nothing")
def may_go_on(talk: Talk) -> str:
    """It is nearly two weeks, and has not ended meanwhile."""
    chat: ChatSeen | None = talk.world.chat
    return "ask_more" if chat is not None and chat.open and chat.others else "nothing"


chat_more = Flow(
    "chat_more",
    Do("begin", then=may_go_on),
    Do("nothing"),
    Say("ask_more"),
    due=Due("chat_more", consent="", counts=False, beside=True),
    sees=("chat",),
    fills=of_a_chat,
)
