"""How somebody is, as British people say it: straight, sideways, by number, and not at all.

The sentences are ours; the words behind them stand in `flows/hearing/english/mood.yaml`.
"""

from flows.hearing import Mood, Scene, hear
from tests.tables import each_of


def mood(text: str, language: str = "en") -> str | None:
    """good, soso, low, skip, or None."""
    heard = hear(text, Mood(), Scene(language=language))
    return heard.value if heard else None


GOOD = [
    "1", "1 thanks", " 1. ", "One", "1!", "number one", "No 1", "a 1 I think", "the first one",
    "Hello dear 1 thank you", "good", "Very well thank you dear", "fine thank you how are you",
    "good and you?", "I'm alright", "all good here", "champion", "grand", "tickety boo",
    "in the pink", "on top of the world", "fit as a fiddle", "right as rain now", "hunky dory",
    "canny", "not bad", "not too bad, thanks", "not to bad thx", "not so bad", "can't complain",
    "no complaints from me", "never better", "couldn't be better", "better than last week",
    "lovely week had the grandkids", "Good. Went to bingo and won £10", "it's been a good week",
    "tired but happy", "was low but better now", "bit rough Monday but fine now", "7/10",
    "8 out of 10",
]  # fmt: skip


@each_of(GOOD)
def test_a_good_week(text: str) -> None:
    assert mood(text) == "good"


SOSO = [
    "2", "2ish", "no 2", "the middle one", "2 not bad", "so so", "so-so", "soso x", "ok",
    "OK thanks", "okay I guess", "I'm ok", "middling", "fair to middling", "Middlin'",
    "mustn't grumble", "could be worse", "could be better", "been worse", "I've been better",
    "bearing up", "muddling through", "plodding on", "jogging along", "ticking over", "getting by",
    "same old", "same as ever", "up and down", "ups and downs", "good days and bad days",
    "good and bad", "neither good nor bad", "nowt to shout about", "nothing to report",
    "hanging in there", "still here", "as well as can be expected", "tired", "knackered but ok",
    "ok but tired", "a quiet week", "I'm not unhappy", "meh", "5/10",
]  # fmt: skip


@each_of(SOSO)
def test_a_so_so_week_and_the_british_way_to_say_it(text: str) -> None:
    assert mood(text) == "soso"


LOW = [
    "3", "Three", "3 I'm afraid", "3 :(", "low", "bit low", "a bit low this week", "not good",
    "no good", "not so good", "not great tbh", "not too clever", "none too good", "not at all well",
    "not very happy", "I'm not very well dear", "bad week", "rough as a badger", "rough",
    "bit under the weather", "poorly", "off colour", "out of sorts", "fed up", "down in the dumps",
    "lonely", "a bit lonely since Frank went", "I miss Harold", "my cat died", "nobody to talk to",
    "can't sleep", "my hip's been playing up", "full of cold", "it's been a hard week",
    "struggling a bit", "worse than last week", "awful", "2/10",
]  # fmt: skip


@each_of(LOW)
def test_a_low_week(text: str) -> None:
    assert mood(text) == "low"


SKIP = [
    "skip", "no", "no thank you", "not now", "Rather not say love", "I'd rather not say",
    "prefer not to say", "don't want to say", "none of your business", "no comment", "pass",
]  # fmt: skip


@each_of(SKIP)
def test_who_would_rather_not_say_need_not(text: str) -> None:
    assert mood(text) == "skip"


UNCLEAR = [
    "between 1 and 2", "1 or 2", "4", "12", "11", "0", "3 good", "fine :(", "good but low",
    "good until Thursday then awful", "lovely but lonely", "yes", "hello", "thank you",
    "what week?", "how are you", "good morning", "good news, my son rang", "good luck on Sunday",
    "lovely weather", "the food was awful", "the bus was bad", "my neighbour is lovely",
    "my friend is fine", "I have 2 cats", "see you at 3", "3 Mill Lane", "1 pint of milk please",
    "one of those",
]  # fmt: skip


@each_of(UNCLEAR)
def test_what_says_two_things_or_none_is_unclear(text: str) -> None:
    assert mood(text) is None


@each_of([
    ("\U0001f600", "good"), ("\U0001f44d\U0001f3fd", "good"), ("thanks \U0001f642", "good"),
    ("good \U0001f642", "good"), (":)", "good"), ("\U0001f610", "soso"),
    ("so so \U0001f642", "soso"),
    ("\u2639\ufe0f", "low"), ("\U0001f622\U0001f622", "low"), ("\U0001f44e", "low"),
    (":-(", "low"),
    ("good \U0001f622", None), ("\U0001f642\U0001f622", None), ("the cat is \U0001f642", None),
    ("see http://example.org", None),
])  # fmt: skip
def test_a_face_tells_where_words_do_not(text: str, meant: str | None) -> None:
    assert mood(text) == meant


@each_of(
    [
        ("dobrze", "pl", "good"),
        ("not too bad", "pl", "good"),
        ("dobrze", "", "good"),
        ("ok", "", "soso"),
    ],
)
def test_their_own_language_goes_first_and_english_is_heard_too(
    text: str, language: str, meant: str
) -> None:
    assert mood(text, language) == meant


@each_of(["", " ", "good bad " * 900, "3 " * 5_000, "9" * 9_000, "not " * 2_000])
def test_a_flood_of_words_is_unclear(text: str) -> None:
    assert mood(text) is None


@each_of([
    "is friday morning all right?", "is it all right if Sam comes",
    "gardening, and a bit of singing", "singing", "would next week be all right",
])  # fmt: skip
def test_a_question_or_a_pastime_is_no_mood(text: str) -> None:
    assert hear(text, Mood()) is None
