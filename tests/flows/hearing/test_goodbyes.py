"""When a text ends a chat with a neighbour; and that `signal` makes nothing of it."""

import pytest

from flows.hearing import is_bye, signal
from flows.hearing.signal_names import Signal


@pytest.mark.parametrize("text", [
    "BYE", "bye", "Bye bye for now", "bye love", "Bye Rose x", "goodbye dear", "cheerio",
    "ta ra duck",
    "that's all", "That's all for now thanks", "that's all, Rose", "thank you, that's all",
    "all done",
    "must go love x", "got to go, bye", "I must dash", "goodnight god bless", "Good night Betty",
    "night night x", "end chat", "leave the chat", "lovely to talk, bye for now",
    "Lovely to talk. Bye",
    "speak soon!", "talk to you tomorrow", "I'm done for today", "I'll say goodnight then",
    "let's leave it there", "thanks for the chat, bye",
])  # fmt: skip
def test_a_goodbye_ends_a_chat(text: str) -> None:
    assert is_bye(text)


@pytest.mark.parametrize("text", [
    "", "thanks", "ok lovely", "yes", "no", "stop", "bye the way", "I'll buy some", "he said bye",
    "that's all he said", "no that's all right", "that's all I had", "what time must I go",
    "I must go to the shop", "is that all? I paid more", "we said goodbye to the house",
    "bye the weekend I'll know", "good night's sleep last night",
    "see you at the hall on Friday at 2",
    "shall I come round", "he has to go to hospital",
])  # fmt: skip
def test_talk_goes_on(text: str) -> None:
    assert not is_bye(text)


@pytest.mark.parametrize("text", ["bye", "that's all", "must go love x", "goodnight god bless"])
def test_it_is_no_signal_where_no_chat_is_open(text: str) -> None:
    found = signal(text)
    assert found is None or found.signal is Signal.THANKS
