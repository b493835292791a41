"""Numbers: one that is meant, however it is said; none where there are several, or none at all."""

from flows.hearing import Scene, hear
from flows.hearing.numbers import Number
from tests.tables import each_of


def number(text: str, language: str = "en") -> str | None:
    """What is heard and is sure, or None."""
    heard = hear(text, Number(), Scene(language=language))
    return heard.value if heard and heard.outcome == "heard" else None


def unsure(text: str) -> str | None:
    """What is only guessed at, or None."""
    heard = Number().heard(text)
    return heard.value if heard and not heard.sure else None


@each_of([
    ("2", "2"), ("0", "0"), ("12", "12"), (" 3. ", "3"), ("3!!", "3"), ("0033", "33"),
    ("1,000", "1000"), ("1,250.50", "1250.5"), ("£1,200", "1200"), ("12 500", "12500"),
    ("1.5", "1.5"), (".5", "0.5"), ("7.50", "7.5"), ("1.111,11", "1111.11"),
    ("5k", "5000"), ("3.5k", "3500"), ("10k steps", "10000"), ("2 mil", "2000000"),
    ("1.2 million", "1200000"), ("-2", "-2"), ("£5", "5"), ("50%", "50"), ("50p", "50"),
    ("1st", "1"), ("21st", "21"), ("#4", "4"), ("No. 12", "12"), ("20ish", "20"),
    ("2e3", "2000"),
])  # fmt: skip
def test_a_figure_is_what_it_is_worth(text: str, said: str) -> None:
    assert number(text) == said


@each_of([
    ("zero", "0"), ("nought", "0"), ("nil", "0"), ("one", "1"), ("ONE", "1"), ("seven", "7"),
    ("nineteen", "19"), ("twenty one", "21"), ("twenty-one", "21"), ("twentyone", "21"),
    ("eighty two", "82"), ("ninety nine", "99"), ("a hundred", "100"), ("hundred", "100"),
    ("hundred and ten", "110"), ("one hundred and five", "105"), ("a hundred n ten", "110"),
    ("two hundred and six", "206"), ("one thousand two hundred", "1200"),
    ("five thousand", "5000"), ("ten thousand and one", "10001"), ("a million!", "1000000"),
    ("three crore twelve lakh", "31200000"), ("nineteen fifty two", "1952"),
    ("one fifty", "150"), ("twelve hundred", "1200"), ("minus five degrees", "-5"),
    ("negative two", "-2"), ("two point five", "2.5"), ("nought point nought three", "0.03"),
    ("point seven", "0.7"), ("two point two million", "2200000"),
])  # fmt: skip
def test_number_words_add_up(text: str, said: str) -> None:
    assert number(text) == said


@each_of([
    ("half", "0.5"), ("a half", "0.5"), ("1/2", "0.5"), ("\u00bd", "0.5"), ("2\u00bd", "2.5"),
    ("two and a half", "2.5"), ("2 and a half hours", "2.5"), ("1 1/2", "1.5"),
    ("an hour and a half", "1.5"), ("three quarters", "0.75"), ("3/4", "0.75"),
    ("\u00be of a mile", "0.75"), ("three and three quarters", "3.75"),
    ("five and a quarter", "5.25"), ("a third", "0.333333333333333"),
    ("two thirds", "0.666666666666667"), ("one fifth", "0.2"), ("half a million", "500000"),
    ("quarter of a million", "250000"), ("a million and a half", "1500000"),
    ("one out of four", "0.25"), ("twenty and three fifths", "20.6"), ("half an hour", "0.5"),
])  # fmt: skip
def test_parts_are_halves_and_quarters_and_thirds(text: str, said: str) -> None:
    assert number(text) == said


@each_of([
    ("first", "1"), ("second", "2"), ("third", "3"), ("the third one", "3"),
    ("2nd please", "2"), ("twelfth", "12"), ("twenty first", "21"), ("thirty-second", "32"),
    ("second floor", "2"), ("hundredth", "100"), ("two hundredth", "200"),
    ("one hundred and fifth", "105"), ("my flat is on the 4th floor", "4"),
])  # fmt: skip
def test_an_ordinal_is_its_number(text: str, said: str) -> None:
    assert number(text) == said


@each_of([
    ("a couple", "2"), ("couple of us", "2"), ("a couple dozen", "24"), ("a pair", "2"),
    ("both of us", "2"), ("half a dozen", "6"), ("two dozen eggs please", "24"),
    ("a baker's dozen", "13"), ("a score", "20"), ("three score and ten", "70"),
    ("twice a week", "2"), ("once a fortnight love", "1"), ("three times a week", "3"),
])  # fmt: skip
def test_pairs_dozens_and_scores_count(text: str, said: str) -> None:
    assert number(text) == said


@each_of([
    ("there will be 3 of us love", "3"), ("put me down for 2 tickets please dear", "2"),
    ("I think there'll be four of us coming along", "4"), ("2 xx", "2"), ("2xx", "2"),
    ("2pls", None), ("oh about half a dozen I should think", "6"),
    ("roughly thirty i think", "30"), ("we're six altogether with the grandkids", "6"),
    ("only 1 love", "1"), ("just one x", "1"), ("I'm eighty two next week", "82"),
    ("Im 79", "79"), ("seventy nine years young", "79"), ("a good twenty", "20"),
    ("thirty odd years", "30"), ("14 steps up to the front door", "14"),
    ("I take 6 tablets a day", "6"), ("Hi its Rose, 4 please", "4"), ("3 \U0001f642", "3"),
    ("17yrs", "17"), ("10mins", "10"), ("20 mins walk", "20"), ("four please, thats 4", "4"),
    ("two (2)", "2"), ("2, yes 2", "2"), ("ninteen", "19"), ("fourty", "40"), ("twelv", "12"),
    ("3 at 2pm", "3"), ("2 of us, on the 4th May", "2"), ("4 not 3", "4"),
])  # fmt: skip
def test_a_number_is_found_among_a_neighbours_words(text: str, said: str | None) -> None:
    assert number(text) == said


@each_of([
    ("just me", "1"), ("just me im afraid", "1"), ("Only myself", "1"), ("me", "1"),
    ("I'll be on my own", "1"), ("by myself", "1"), ("just me and the cat", "1"),
    ("only the one cat", "1"), ("me, myself and I", "1"), ("me and my husband", "2"),
    ("just my husband and I", "2"), ("the wife and I", "2"), ("my wife and me please", "2"),
    ("me and my neighbour Jean", "2"), ("just the two of us", "2"), ("us both", "2"),
    ("too of us", "2"), ("me and 3 friends", "4"), ("me plus 2", "3"),
    ("me and my two sons", "3"), ("none", "0"), ("None, sadly", "0"), ("none at all", "0"),
    ("no one", "0"), ("No-one", "0"), ("nobody", "0"), ("nowt", "0"), ("not a one", "0"),
    ("I've no children", "0"), ("I haven't any", "0"),
])  # fmt: skip
def test_who_is_coming_is_a_number_too(text: str, said: str) -> None:
    assert number(text) == said


@each_of([
    ("2 sorry 3", "3"), ("3 I mean 4", "4"), ("5 sorry I meant 6", "6"),
    ("two, actually make that three", "3"), ("5... actually 6", "6"),
])  # fmt: skip
def test_a_slip_that_is_put_right_counts_as_put_right(text: str, said: str) -> None:
    assert number(text) == said


@each_of([
    "3 or 4", "between 2 and 3", "20-30", "20 - 30", "2 to 3", "3,4", "1 2 3", "one or two",
    "eight maybe nine", "3 maybe 4", "anything from 5 to 10", "2 adults and 2 children",
    "2 adults 3 kids", "two plus two", "5 foot 3", "twelve pounds fifty", "192.168.1.2",
    "me and my husband and daughter", "1 + 1", "bus 21 or the 7",
])  # fmt: skip
def test_several_numbers_are_not_one(text: str) -> None:
    assert number(text) is None


@each_of([
    "", "yes", "hello", "not sure yet", "don't know love", "lots", "several", "dozens",
    "loads of them", "hundreds", "which one do you mean", "this one is nice", "one day maybe",
    "every day", "stop", "the first thing i need is help", "at first", "no one told me",
    "ask me tomorrow", "Tuesday", "how many can come?", "2pm", "half past 2", "four o'clock",
    "12 may", "it's on the 5th of May", "07700 900123", "flat 3b", "B4", "b4 christmas", "180ml",
    "not 3", "9" * 40, "just a second",
])  # fmt: skip
def test_what_is_no_amount_is_not_heard(text: str) -> None:
    assert number(text) is None


@each_of([
    ("at least 5", "5"), ("more than ten", "10"), ("up to 6 people", "6"), ("5+", "5"),
    ("under ten", "10"), ("a few", "3"), ("my sister and her 2 kids", "2"),
    ("me and my 2 cats", "3"),
    ("well it was a long way there and back again but we all had such fun on the 7", "7"),
])  # fmt: skip
def test_what_is_not_quite_a_number_is_only_a_guess(text: str, guess: str) -> None:
    assert unsure(text) == guess


@each_of(["no", "skip", "I'd rather not say", "no thanks", "not now"])
def test_a_number_need_not_be_given(text: str) -> None:
    heard = hear(text, Number())
    assert heard is not None
    assert heard.outcome == "skip"


@each_of([
    ("", "\u0663", "3"), ("", "\u09e9", "3"), ("", "\u0967\u0968", "12"), ("", "\u0be9", "3"),
    ("", "\uff13", "3"), ("", "3\ufe0f\u20e3", "3"), ("ar", "\u0663\u066b\u0665", "3.5"),
    ("ar", "\u0661\u066c\u0660\u0660\u0660", "1000"), ("pl", "1,5", "1.5"),
    ("pl", "100,000", "100000"), ("ro", "1.200.000", "1200000"), ("pt", "2.500", "2500"),
    ("cy", "dau ddeg un", "21"), ("pl", "dwadzieścia jeden", "21"), ("pl", "dwa i pół", "2.5"),
    ("pt", "vinte e um", "21"), ("pt", "mil e duzentos", "1200"), ("ro", "trei sute", "300"),
    ("ro", "douăzeci și trei", "23"), ("ar", "خمسة و عشرون", "25"), ("ar", "وعشرون", "20"),
    ("ar", "ثلاثة ارباع", "0.75"), ("bn", "পাঁচ", "5"), ("bn", "২টা", "2"),
    ("ta", "இருபத்தி மூன்று", "23"), ("ur", "ساڑھے تین", "3.5"), ("ur", "پونے تین", "2.75"),
    ("ur", "ڈیڑھ سو", "150"), ("", "dwa", "2"), ("", "দুই", "2"), ("", "trei", "3"),
    ("pl", "two", "2"), ("ur", "2 of us", "2"),
])  # fmt: skip
def test_a_number_may_come_in_another_script_or_language(
    language: str, text: str, said: str
) -> None:
    assert number(text, language) == said


@each_of(["can't", "pump", "opt", "do", "so", "now", "chair", "to"])
def test_an_english_word_is_no_number_of_another_language(text: str) -> None:
    assert number(text, language="") is None
