"""A text that begins with its keyword: ASK, SAY, STORY, PLACE, FORGET 2, and the rest."""

import pytest

from flows.hearing import signal
from flows.hearing.signal_names import TAKING_PART, Signal


@pytest.mark.parametrize(("text", "wish", "words"), [
    ("ASK", "ask", ""), ("ask", "ask", ""), ("Ask.", "ask", ""), ("ASK please", "ask", ""),
    ("ASK could someone mend my tap", "ask", "could someone mend my tap"),
    ("Ask: a lift on Thursday", "ask", "a lift on Thursday"),
    ("ask - who knows about tomatoes?", "ask", "who knows about tomatoes?"),
    ("Hello, ASK does anyone have a ladder", "ask", "does anyone have a ladder"),
    ("ask could anybody  lend me\na hand", "ask", "could anybody lend me a hand"),
    ("ASK for Sam to mend my gate", "ask", "for Sam to mend my gate"),
    ("Ask can anyone knit", "ask", "can anyone knit"),
    ("SAY the bench on Mill Lane is broken", "say", "the bench on Mill Lane is broken"),
    ("say: The bench on Mill Lane is BROKEN", "say", "The bench on Mill Lane is BROKEN"),
    ("Say the lunch club was too loud", "say", "the lunch club was too loud"),
    ("SAY hello to the new people from me", "say", "hello to the new people from me"),
    ("STORY I was born in Cork in 1941.", "story", "I was born in Cork in 1941."),
    ("Story: we had a goat", "story", "we had a goat"),
    ("story when I was a girl we swam in the canal", "story",
     "when I was a girl we swam in the canal"),
    ("PLACE the bench by the canal, Tuesdays 11ish, dog people", "place",
     "the bench by the canal, Tuesdays 11ish, dog people"),
    ("place: Cafe Nero, Fridays at 10", "place", "Cafe Nero, Fridays at 10"),
    ("POLL would you come to a lunch?", "poll", "would you come to a lunch?"),
    ("ANSWER 12 we've mended it", "answer", "12 we've mended it"),
    ("answer: thank you, it's done", "answer", "thank you, it's done"),
    ("ANSWER yes", "answer", "yes"), ("ANSWER yes I think so", "answer", "yes I think so"),
    ("ANSWER thank you", "answer", "thank you"), ("ME please x", "me", ""),
    ("FORGET 2", "forget", "2"), ("Forget: my leg", "forget", "my leg"),
    ("WHATS ON", "whats_on", ""), ("WHAT'S ON tomorrow", "whats_on", "tomorrow"),
    ("HELP OUT", "help_out", ""), ("help-out", "help_out", ""),
    ("HELP OUT I can drive", "help_out", "I can drive"), ("ME", "me", ""), ("Me.", "me", ""),
    ("NOT COMING", "not_coming", ""), ("Not coming, my leg's bad", "not_coming", "my leg's bad"),
    ("GONE", "gone", ""), ("GONE the bench by the canal", "gone", "the bench by the canal"),
    ("NEVER MIND", "never_mind", ""), ("Nevermind the lift", "never_mind", "the lift"),
])  # fmt: skip
def test_what_follows_a_keyword_is_kept_as_they_spelt_it(text: str, wish: str, words: str) -> None:
    found = signal(text)
    assert found is not None
    assert (found.signal, found.sure, found.words) == (wish, True, words)


@pytest.mark.parametrize("text", [
    "ask him", "ask Sam if she can come", "Ask away", "ask me another", "Ask my daughter",
    "say hello to Sam", "say that again", "say no more", "Say cheese",
    "story of my life", "story time was lovely", "place was packed", "place the order for me",
    "poll tax was a disgrace", "answer the door", "answer me", "forget it", "forget about it",
    "forget me not", "me too", "me and my sister", "help out of the bath please", "gone fishing",
    "gone to the shops", "never mind the weather", "not coming back", "never minded it",
    "asked him", "sayings", "storybook", "placemat", "answers please", "mean old thing",
])  # fmt: skip
def test_an_ordinary_sentence_may_begin_with_the_same_word(text: str) -> None:
    found = signal(text)
    assert found is None or not found.sure or found.signal not in TAKING_PART


@pytest.mark.parametrize(("text", "wish"), [
    ("ask plumber", "ask"), ("say garden", "say"), ("answer quickly", "answer"),
])  # fmt: skip
def test_what_could_be_either_is_not_sure(text: str, wish: str) -> None:
    found = signal(text)
    assert found is not None
    assert (found.signal, found.sure) == (wish, False)


def test_in_a_text_of_capitals_a_keyword_does_not_stand_out() -> None:
    found = signal("ASK SAM TO COME ON TUESDAY")
    assert found is None or found.signal is not Signal.ASK
    shouted = signal("ASK COULD ANYONE MEND MY TAP")
    assert shouted is not None
    assert (shouted.signal, shouted.words) == (Signal.ASK, "COULD ANYONE MEND MY TAP")


def test_what_is_asked_for_is_not_cut() -> None:
    long = "I was born in Cork. " * 60
    found = signal(f"STORY {long}")
    assert found is not None
    assert found.words == long.strip()


@pytest.mark.parametrize("text", [
    "ME", "ASK", "ASK Sam to mend my gate", "SAY the bench is broken", "Say: the bench is broken",
    "ask could someone mend my tap", "whats on", "What's on", "whats on saturday", "PAUSE", "pause",
    "Pause for a week", "NOT COMING", "not coming, my leg's bad", "PLACE the bench by the canal",
    "place the bench by the canal", "STORY", "ANSWER 12 yes", "FORGET 2", "GONE", "NEVER MIND",
    "HOME", "MORE", "PERSON please", "Hello, SAY the bench is broken", "ask", "WHATS ON SATURDAY",
])  # fmt: skip
def test_a_text_that_begins_with_a_keyword_is_said_to_us_even_in_a_chat(text: str) -> None:
    found = signal(text)
    assert found is not None
    assert (found.sure, found.keyword) == (True, True)


@pytest.mark.parametrize("text", [
    "me", "never mind", "gone", "ask for the red one", "say the bench is nice", "home",
    "could someone mend my tap", "is there anything on", "no more texts for a week",
    "I can't come tomorrow", "what do you know about me", "help me", "I could help out",
])  # fmt: skip
def test_what_may_be_said_to_a_neighbour_is_no_keyword(text: str) -> None:
    found = signal(text)
    assert found is None or not found.keyword
