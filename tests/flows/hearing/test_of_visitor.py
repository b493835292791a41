"""What a resident says of whoever visits them."""

from cProfile import Profile

import pytest

from flows.hearing import Signal
from flows.hearing.of_visitor import HARM, WRONG, names_visitor, said_of, visitor_word

NOT_WANTED = """
I'd rather Sam did not come any more
I'd rather not have Sam
I'd rather he stopped coming
I'd prefer it if Sam didn't visit
it would be better if he no longer came
    I don't want Sam to come any more
    I do not want him anymore
    please can sam stop coming
    i dont like sam
    no more visits please
    stop the visits
    I would like the visits to stop
    I do not want any more visits
    Could I have a different visitor please
    sam frightens me
    Sam took my purse
    sam hit me
    I'm scared of Sam
    sam was rude to me
    i dont want any visits
    can I have somebody else instead of sam
    please dont send sam again
    I don't want sam
"""
NOT_TODAY = """
I'd rather Sam didn't come on Tuesday
I'd rather not see Sam this week
    tell sam not to come tomorrow
    cancel sam
    sam neednt come on tuesday im at my sisters
    not tuesday please
    not today
    NOT TODAY
    cant do today love
    can't see sam tues
    i dont want sam to come today
"""
MY_VISITOR = """
    when is sam coming
    what time is Sam coming?
    is he coming today?
    when is my next visit
"""
NOTHING = """
I'd rather Sam came on Thursday
I'd rather not have the soup
I'd rather he didn't know
    Sam is lovely
    I had a lovely time with Sam
    the doctor is coming today
    my son visits on sunday
    my son doesn't visit any more
    my neighbour shouted at me
    I dont want to see the doctor any more
    stop the bus
    they are coming to fix the boiler
    is the doctor coming tomorrow
    I don't like her cooking
    no
"""


@pytest.mark.parametrize(
    ("texts", "signal"),
    [
        (NOT_WANTED, Signal.NOT_WANTED),
        (NOT_TODAY, Signal.NOT_TODAY),
        (MY_VISITOR, Signal.MY_VISITOR),
        (NOTHING, None),
    ],
)
def test_what_is_said_of_a_visitor(texts: str, signal: Signal | None) -> None:
    """In the words that people use."""
    for text in texts.strip().splitlines():
        heard = visitor_word(text.strip(), "Sam")
        assert (heard.signal if heard else None) is signal, text


def test_who_may_have_been_hurt() -> None:
    """By whoever visits them, and not by a fall; frightened, threatened or robbed is as grave."""
    for words in (
        "Sam pushed me", "he frightened me", "I'm scared of sam", "sam stole my purse",
        "he took my money", "sam was rough with me", "my visitor threatened me",
    ):  # fmt: skip
        assert said_of(words, "Sam Jones") == HARM, words
    for words in ("I hurt my knee", "sam never hurt me", "I'm not afraid of sam", "hello"):
        assert said_of(words, "Sam Jones") == "", words


def test_what_is_no_way_to_visit() -> None:
    """It waits for the day, and goes to no visitor either."""
    for words in ("sam shouted at me", "she is rude", "he keeps asking me for money"):
        assert said_of(words, "Sam Jones") == WRONG, words


def test_a_visitor_is_named_by_a_part_of_their_name() -> None:
    """As whole words only."""
    assert names_visitor("ask Sam's mum", "Sam Jones")
    assert names_visitor("my visitor was late", "Sam Jones")
    assert names_visitor("he didnt come", "Sam Jones")
    assert not names_visitor("the same again", "Sam Jones")
    assert not names_visitor("hello", "")


def test_a_visitor_may_be_called_by_a_word_of_ours() -> None:
    """Each time it is said it may be the name, or the word."""
    for text in ("when will Will come", "Will will come when?? is Will coming", "will Will come"):
        heard = visitor_word(text, "Will Jones")
        assert heard and heard.signal is Signal.MY_VISITOR and heard.is_word, text


def test_many_visitors_take_no_longer_than_one() -> None:
    """What is listened for is built once, and not for each of them: a project has hundreds."""
    text = "Sam is lovely and the sun is out"
    many = [f"Sam {one}{other}ones" for one in "bcdfghjklm" for other in "aeiou"]
    assert _calls(text, many) <= 2 * _calls(text, many[:1] * len(many))


def _calls(text: str, visitors: list[str]) -> int:
    """How many functions are called to hear this text of each of them once more."""
    for each in visitors:
        visitor_word(text, each)
    profile = Profile()
    with profile:
        for each in visitors:
            visitor_word(text, each)
    return sum(entry.callcount for entry in profile.getstats())
