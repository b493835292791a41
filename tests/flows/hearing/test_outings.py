"""Answers about things to do: which suits and why not, was it good, is it still on, would they."""

from flows.hearing import Expect, StillOn, Suits, WentOrNot, WouldCome, YesOrWhyNot, hear
from tests.tables import each_of

LIST = ("Tea dance", "Knit and natter", "Bench by the canal")


def answer(text: str, expect: Expect) -> tuple[str, str] | None:
    """The outcome and the value that are surely heard."""
    found = hear(text, expect)
    return (found.outcome, found.value) if found else None


def outcome(text: str, expect: Expect) -> str | None:
    found = hear(text, expect)
    return found.outcome if found else None


# ── which would suit ────────────────────────────────────────────────────────────────────────


@each_of([
    ("2", "Knit and natter"), ("the tea dance please", "Tea dance"), ("the bench", LIST[2]),
    ("the second one", "Knit and natter"), ("number 1 love", "Tea dance"), ("knitting", LIST[1]),
    ("not too far, 3 please", LIST[2]), ("I live on my own, 2 please", LIST[1]),
    ("tell me more about 2", LIST[1]),
    ("the tea dance is too far, 2 please", LIST[1]), ("1 is too far but 3 would be fine", LIST[2]),
    ("the bench would be lovely", LIST[2]),
])  # fmt: skip
def test_one_is_picked(text: str, option: str) -> None:
    assert answer(text, Suits(*LIST)) == ("one", option)


@each_of([
    ("1 and 3", "several"), ("both 1 and 2", "several"), ("none of them", "none"),
    ("no thanks", "none"), ("no", "none"), ("not for me thank you", "none"),
    ("not today", "later"), ("not this week", "later"), ("maybe another time", "later"),
    ("MORE", "more"), ("more please", "more"), ("any others?", "more"),
    ("what else is there", "more"),
    ("something else please", "more"), ("none of those, anything else?", "more"),
    ("have you got any others", "more"), ("show me more", "more"),
    ("different ones please", "more"),
])  # fmt: skip
def test_several_none_later_or_more(text: str, heard: str) -> None:
    assert outcome(text, Suits(*LIST)) == heard


@each_of(["yes", "is it far", "sounds lovely", "how much is it", ""])
def test_what_picks_none_is_asked_again(text: str) -> None:
    assert outcome(text, Suits(*LIST)) is None


@each_of([
    *((text, "far") for text in (
        "too far", "it's a bit far for me", "bit of a long way for me", "too far away love",
        "I can't get there", "how would I get there", "there's no bus", "I don't drive any more",
        "it's the other side of town", "I can't walk that far", "anything nearer", "miles away",
        "all too far away for me", "no way of getting there",
    )),
    *((text, "dear") for text in (
        "too dear", "I can't afford it", "a bit dear for me", "too expensive", "costs too much",
        "it's a lot of money", "money's a bit tight", "can't run to that", "anything free",
        "I'm on a pension", "too pricey", "I'm skint love", "that's too much money",
    )),
    *((text, "steps") for text in (
        "can't manage steps", "no good with stairs love", "I can't do stairs", "my legs are bad",
        "my knees are bad", "I've got a bad hip", "I use a frame", "too many steps for me",
        "I'm not good on my feet", "I walk with a stick", "I can't climb stairs",
    )),
    *((text, "wheelchair") for text in (
        "I'm in a wheelchair", "I use a wheelchair", "my scooter won't fit", "wheelchair user",
    )),
    *((text, "toilet") for text in (
        "I need to be near a toilet", "I'm on water tablets", "I worry about the toilet",
    )),
    *((text, "hearing_loop") for text in (
        "I'm hard of hearing", "I'm a bit deaf", "I wear hearing aids", "I can't hear in a crowd",
    )),
    *((text, "seating") for text in ("I can't stand for long", "I need somewhere to sit down")),
    *((text, "quiet") for text in (
        "it's too noisy for me", "I don't like crowds", "too many people for me",
        "somewhere quieter please", "I can't do crowds",
    )),
    *((text, "alone") for text in (
        "not on my own", "I wouldn't know anybody", "I don't want to go on my own",
        "if someone came with me", "I'm too shy", "I've nobody to go with", "I'm a bit shy",
        "I don't like going places by myself", "somebody would have to come with me",
        "I wouldn't know a soul there", "only if somebody would go with me",
    )),
    *((text, "time") for text in (
        "can't do Tuesdays", "wrong day for me", "I don't go out after dark", "too early for me",
        "I'm busy on Tuesdays", "Tuesdays are no good", "it clashes with church",
        "I don't like going out at night", "Thursday is my hospital day",
    )),
])  # fmt: skip
def test_a_reason_is_heard(text: str, reason: str) -> None:
    assert answer(text, Suits(*LIST)) == ("reason", reason)
    assert answer(text, YesOrWhyNot()) == ("reason", reason)


@each_of([
    ("the second one but it's too far", "far|Knit and natter"), ("1 is too far", "far|Tea dance"),
    ("I'd love the knitting but not on my own", "alone|Knit and natter"),
    ("the tea dance is a bit dear", "dear|Tea dance"), ("3 but I can't stand for long",
    "seating|Bench by the canal"), ("the bench would be nice but I can't manage the hill",
    "steps|Bench by the canal"),
])  # fmt: skip
def test_a_reason_keeps_the_one_it_is_against(text: str, value: str) -> None:
    assert answer(text, Suits(*LIST)) == ("reason", value)


@each_of([
    ("yes", "yes"), ("yes please", "yes"), ("no", "no"), ("no thank you", "no"),
    ("maybe next week", "later"), ("maybe another time", "later"), ("not today", "later"),
    ("yes I can manage the steps", "yes"), ("yes I don't mind going on my own", "yes"),
    ("no, too far", "reason"), ("I'd love to but I can't afford it", "reason"),
])  # fmt: skip
def test_yes_no_or_why_not(text: str, heard: str) -> None:
    assert outcome(text, YesOrWhyNot()) == heard


# ── how it was ──────────────────────────────────────────────────────────────────────────────


@each_of([
    *((text, "liked") for text in (
        "1", "it was lovely", "yes and I'll go again", "I had a smashing time thank you",
        "enjoyed it very much", "loved it", "yes it was great", "I'd go again", "did me good",
        "it wasn't too bad, I'd go again", "lovely afternoon, made a friend", "I'll be going again",
        "really enjoyed myself", "can't wait for the next one", "what a lovely bunch of people",
    )),
    *((text, "went") for text in (
        "2", "yes", "yes I went", "not my cup of tea", "it was all right", "not bad",
        "lovely but I won't be going again", "wouldn't bother again", "it wasn't very good",
        "once was enough", "a bit boring", "I didn't know anyone", "I didn't enjoy it",
        "it was awful", "I went but it wasn't for me", "so so",
    )),
    *((text, "not_went") for text in (
        "3", "no", "didn't get there", "didn't go in the end", "no I wasn't well", "rained off",
        "couldn't face it", "never made it love", "the bus never came", "not this time",
        "I didn't go but I'd like to next time", "I missed it", "stayed in", "I was poorly",
        "it was cancelled", "forgot all about it", "couldn't make it",
    )),
    *((text, "skip") for text in ("skip", "rather not say", "no thanks")),
])  # fmt: skip
def test_how_it_was(text: str, heard: str) -> None:
    assert outcome(text, WentOrNot()) == heard


@each_of(["4", "what was it", "the cat's well", "hello", ""])
def test_what_says_nothing_of_it_is_asked_again(text: str) -> None:
    assert outcome(text, WentOrNot()) is None


# ── still on ────────────────────────────────────────────────────────────────────────────────


@each_of([
    *((text, "yes") for text in (
        "yes", "yes still on", "still going strong", "same as ever", "nothing has changed",
        "no change", "it's still on", "hasn't stopped", "yes, every Tuesday at 11",
        "still the same",
    )),
    *((text, "changed") for text in (
        "moved to 3pm", "it's on Wednesdays now", "yes but at 3 now", "costs £3 now",
        "it's moved to the church hall", "only in term time", "different day now",
        "it's been changed to Fridays", "we start at half 2 now", "new time is 4 o'clock",
    )),
    *((text, "gone") for text in (
        "no", "it's finished, we packed up at Easter", "no it's closed down", "finished",
        "we don't meet any more", "it stopped at Christmas", "nobody comes any more",
        "no longer on", "it folded", "cancelled I'm afraid",
    )),
    *((text, "skip") for text in (
        "skip", "SKIP", "pass", "don't know", "I've not been lately", "no idea love",
        "don't know, I've not been lately", "couldn't say",
    )),
])  # fmt: skip
def test_whether_it_is_still_on(text: str, heard: str) -> None:
    assert outcome(text, StillOn()) == heard


@each_of(["moved to 3pm", "It's  finished,\nwe packed up at Easter"])
def test_what_has_changed_is_kept_in_their_words(text: str) -> None:
    found = hear(text, StillOn())
    assert found is not None
    assert found.value == " ".join(text.split())


@each_of(["good morning", "the bench is green", ""])
def test_what_says_nothing_of_that_is_asked_again(text: str) -> None:
    assert outcome(text, StillOn()) is None


# ── a poll ──────────────────────────────────────────────────────────────────────────────────


@each_of([
    ("1", "yes"), ("2", "maybe"), ("3", "no"), ("yes please", "yes"), ("oh go on then", "yes"),
    ("maybe", "maybe"), ("it depends on the day", "maybe"), ("possibly", "maybe"),
    ("not sure", "maybe"), ("no thank you", "no"), ("not for me", "no"), ("4", None), ("", None),
])  # fmt: skip
def test_whether_they_would_come(text: str, heard: str | None) -> None:
    assert outcome(text, WouldCome()) == heard
