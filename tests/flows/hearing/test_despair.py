"""Despair that is a sentence of its own is danger: who says "I can't go on" means life.

What names the thing that cannot go on ("on Friday", "the trip", "like this") is at most a worry.
"""

import pytest

from flows.hearing import Signal, signal

DANGER = """
i cant go on any more
I can't go on
Oh god I can't go on. Sorry
I don't want to go on any longer
I can't go on without him
I can't carry on
I can't keep going
I dont know how to go on
cant face another day
What's the point of going on
what is the point in carrying on?
I see no point in carrying on
nobody would miss me
Hello Ana. Nobody will miss me
"""

LESS = """
My boiler is off again. I can't go on like this.
i cant go on friday
I can't go on the trip any more
can't go on holiday anymore
i dont want to go on the trip
i can't go on the bus any more
I can't carry on with the knitting group
I cant keep going to the shops
cant face another day of this rain
nobody would miss me at bingo
what's the point of going on Friday
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("said", lines(DANGER))
def test_who_cannot_go_on_is_in_danger(said: str) -> None:
    heard = signal(said)
    assert heard is not None
    assert heard.signal is Signal.URGENT


@pytest.mark.parametrize("said", lines(LESS))
def test_what_cannot_go_on_is_not(said: str) -> None:
    heard = signal(said)
    assert heard is None or Signal.URGENT not in (heard.signal, heard.also)
