"""Names: what somebody likes to be called, out of what they say; no question, answer or link."""

import pytest

from flows.hearing import Name, Scene, hear


def name(text: str) -> str | None:
    heard = hear(text, Name(), Scene())
    return heard.value if heard and heard.outcome == "heard" else None


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Rose", "Rose"), ("rose", "Rose"), ("ROSE TYLER", "Rose Tyler"), ("DOT!!", "Dot"),
        ("Dot x", "Dot"), ("Dot xx", "Dot"), ("Bob \U0001f60a", "Bob"), ("Rose thanks", "Rose"),
        ("joan please dear", "Joan"), ("Imogen", "Imogen"), ("Agnieszka", "Agnieszka"),
        ("Si\u00e2n", "Si\u00e2n"), ("\u0141ukasz", "\u0141ukasz"),
        ("\u0930\u094b\u091c\u093c", "\u0930\u094b\u091c\u093c"),
        ("\u0645\u0631\u064a\u0645", "\u0645\u0631\u064a\u0645"), ("ফাতেমা", "ফাতেমা"),
        ("Rose & Tom", "Rose & Tom"), ("Rose and Tom Jones", "Rose and Tom Jones"),
        ("Mary-Jane", "Mary-Jane"), ("mary ann smith", "Mary Ann Smith"),
        ("Jean-Pierre", "Jean-Pierre"), ("o'brien", "O'Brien"), ("De'Andre", "De'Andre"),
        ("McDonald", "McDonald"), ("mcdonald", "McDonald"), ("TJ", "TJ"), ("JO", "Jo"),
        ("R O S E", "Rose"), ("J. Smith", "J. Smith"), ("Rose, 82", "Rose"), ("Hope", "Hope"),
        ("Grace", "Grace"), ("Joy", "Joy"), ("May", "May"), ("Will", "Will"),
    ],
)  # fmt: skip
def test_a_name_may_stand_alone(text: str, called: str) -> None:
    assert name(text) == called


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("it's Dot", "Dot"), ("I\u2019m Rose.", "Rose"), ("Im Ahmed", "Ahmed"),
        ("My name is Mary", "Mary"), ("my names fred", "Fred"), ("me name's Fred", "Fred"),
        ("the name's Bond", "Bond"), ("just Bill", "Bill"), ("Hello, I'm D'Arcy", "D'Arcy"),
        ("Yes, it's Rose", "Rose"), ("hi its jean here", "Jean"), ("Jean here", "Jean"),
        ("this is Pat", "Pat"), ("Name: Ken", "Ken"), ("its me ken", "Ken"),
        ("good morning, Joan Smith here", "Joan Smith"), ("Hiya love, its Joan", "Joan"),
        ("Me? Bert", "Bert"), ("Rose. Who is this?", "Rose"), ("Fred's the name", "Fred"),
        ("fred will do", "Fred"), ("Fred's fine", "Fred"),
    ],
)  # fmt: skip
def test_a_name_may_be_told(text: str, called: str) -> None:
    assert name(text) == called


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("call me Al", "Al"), ("you can call me Betty love", "Betty"),
        ("people call me Mac", "Mac"), ("they call me nan", "Nan"),
        ("i like to be called Liz", "Liz"), ("I go by Sunny", "Sunny"),
        ("id like you to call me Ken", "Ken"), ("oh just call me ken dear", "Ken"),
        ("known as Tiny", "Tiny"), ("my name is rose but everyone calls me Rosie", "Rosie"),
        ("Dorothy but call me Dot", "Dot"), ("My name is Sushila, please call me Sue", "Sue"),
        ("My name is Sushila. Sue for short", "Sue"),
        ("Margaret, but Peggy to my friends", "Peggy"), ("William but Bill is fine", "Bill"),
        ("my daughter calls me Mum but my names Eileen", "Eileen"),
        ("Dot (short for Dorothy)", "Dot"), ("its dot short for dorothy", "Dot"),
        ("dot not dorothy", "Dot"), ("not Dorothy, Dot", "Dot"),
        ("Kenneth - Ken for short", "Ken"), ("winifred, winnie for short", "Winnie"),
        ("everyone knows me as Chalky", "Chalky"), ("They've always called me Babs", "Babs"),
    ],
)  # fmt: skip
def test_what_they_like_to_be_called_comes_first(text: str, called: str) -> None:
    assert name(text) == called


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("call me Mrs Patel", "Mrs Patel"), ("Mrs. Patel", "Mrs. Patel"), ("Mrs T", "Mrs T"),
        ("mrs murphy please", "Mrs Murphy"), ("I'm Mr. Okonkwo-Smith", "Mr. Okonkwo-Smith"),
        ("dr singh", "Dr Singh"), ("Rev. Green", "Rev. Green"), ("Mr Long", "Mr Long"),
        ("Mrs Day", "Mrs Day"), ("Miss Jones", "Miss Jones"), ("Mrs Hughes to you", "Mrs Hughes"),
        ("Mr J. R. Smith", "Mr J. R. Smith"), ("Father Michael", "Father Michael"),
        ("Auntie Pat", "Auntie Pat"),
    ],
)  # fmt: skip
def test_mr_and_mrs_belong_to_a_name(text: str, called: str) -> None:
    assert name(text) == called


@pytest.mark.parametrize("text", [
    "", "!!!", "\U0001f60a", "yes", "ok", "thanks", "stop", "help", "why?",
    "why do you want to know", "who is this", "Who's asking?", "is that you Sue",
    "do you mean my first name", "what's it to you", "07700 900001", "2", "i'm 82",
    "www.example.org", "rose@example.org", "http://x", "<b>", "Rose\x00\x1b", "R" * 31,
    "I would like to know more about this first", "my daughter set this up for me",
    "I had a fall yesterday", "im tired", "I'm fine thanks", "im not sure", "its raining",
    "I'm cold", "I'm lonely love", "im in bed", "i miss my husband", "piss off", "sod off",
    "mind your own business", "none of your business", "not telling you", "leave me alone",
    "wrong number", "call me later", "call me back please", "call me what you like",
    "call me on Tuesday", "whatever", "anything you like", "are you a robot", "is this a scam",
    "rose or rosie", "Either Winnie or Win", "Rosie or Rose i dont mind", "lonely", "tuesday",
    "Rose " * 100,
])  # fmt: skip
def test_what_is_no_one_name_is_asked_about_again(text: str) -> None:
    assert name(text) is None


def test_of_two_names_the_first_is_a_guess() -> None:
    heard = Name().heard("ken (kenneth)")
    assert heard is not None
    assert (heard.value, heard.sure) == ("Ken", False)


@pytest.mark.parametrize("text", ["skip", "SKIP.", "No thanks", "I'd rather not say", "not now"])
def test_a_name_need_not_be_given(text: str) -> None:
    heard = hear(text, Name())
    assert heard is not None
    assert heard.outcome == "skip"
