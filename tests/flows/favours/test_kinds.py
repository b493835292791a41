"""What kind of favour is asked for, what is for a person, and what an offer tells."""

import pytest

from flows.favours.asking import (
    HelpOrWords,
    OwnWords,
    SomeTime,
    never_mind,
    passed_on,
    tags_offered,
    until,
    weekday_of,
)
from flows.favours.days import Days, days_in
from flows.favours.kinds import ANYTHING, for_a_person, kind_of, kinds, tags_wanted
from flows.favours.small_asks import small_ask_for, small_asks
from flows.hearing import Scene
from flows.hearing.plain import plain
from flows.tags import TAGS
from flows.words.parts import count, why_unicode
from tests.flows.neighbour import MONDAY

THERE = Scene(MONDAY, "Europe/London", "en")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("a lift to the doctors on thursday", "lift"),
        ("Could anyone run me to church on Sunday?", "lift"),
        ("could someone pick me up from the station", "lift"),
        ("can somebody mend my kitchen tap", "mending"),
        ("a light bulb changing, I can't reach", "mending"),
        ("someone to fix my gate", "mending"),
        ("a few bits of shopping, milk and that", "shopping"),
        ("could someone post a letter for me", "shopping"),
        ("a good soup recipe", "recipe"),
        ("how do you make a decent Yorkshire pudding?", "recipe"),
        ("I'm hopeless with tomatoes: what am I doing wrong?", "advice"),
        ("Any tips for a leaking greenhouse?", "advice"),
        ("what's wrong with my roses?", "advice"),
        ("which cafe has the best chairs, does anyone know", "advice"),
        ("mow the lawn", "garden"),
        ("water my plants while I'm away", "garden"),
        ("someone to walk the dog while my hip mends", "dog"),
        ("my phone won't do the pictures", "phones"),
        ("help with whatsapp", "phones"),
        ("someone to fill in a form for the council", "forms"),
        ("somebody to talk to, it's been a long week", "listening"),
        ("a natter", "listening"),
        ("since he died I can't face the bus, someone who knows", "grief"),
        ("come with me to the chapel coffee morning", "company"),
        ("a bit of company on Sundays", "company"),
        ("could somebody read my post to me, my eyes are gone", "reading"),
        ("a zip put in my good coat", "sewing"),
        ("someone who speaks Tamil to ring my mum", "language"),
        ("a piano tuned", "other"),
        ("help", "other"),
    ],
)
def test_the_kind_of_favour(words: str, kind: str) -> None:
    assert kind_of(words).name == kind


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("lend me 20 till thursday", "money"),
        ("could someone lend me some money", "money"),
        ("someone to go to the cashpoint with my card", "money"),
        ("can you pick up my tablets from the chemist", "medicine"),
        ("sort out my medication", "medicine"),
        ("someone to hold my spare key", "keys"),
        ("lend me a hand with the hedge", ""),
        ("a walk along the river bank", ""),
        ("a lift to the food bank", ""),
        ("a key lime pie recipe", ""),
        ("mend my tap", ""),
    ],
)
def test_what_is_for_a_person_and_not_for_a_neighbour(words: str, why: str) -> None:
    assert for_a_person(words) == why


def test_what_it_is_about_widens_who_could_help_with_advice_but_not_with_a_lift() -> None:
    about = "I'm hopeless with tomatoes: what am I doing wrong?"
    assert "gardening" in tags_wanted(kind_of(about), about)
    lift = "a lift to church on Sunday"
    assert tags_wanted(kind_of(lift), lift) == {"lifts"}


def test_every_tag_of_a_kind_is_a_tag_of_the_house() -> None:
    assert {tag for kind in kinds().values() for tag in kind.tags} <= set(TAGS)
    assert {tag for ask in small_asks().values() for tag in ask.tags} <= set(TAGS) | {"games"}


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("mondays", {0}),
        ("Tues and Fri", {1, 4}),
        ("any day", {0, 1, 2, 3, 4, 5, 6}),
        ("weekends only", {5, 6}),
        ("weekdays but not wednesday", {0, 1, 3, 4}),
        ("mon to wed", {0, 1, 2}),
        ("any day except sunday", {0, 1, 2, 3, 4, 5}),
        ("whenever suits you", {0, 1, 2, 3, 4, 5, 6}),
        ("thursday afternoons", {3}),
        ("satdays", {5}),
        ("my sister is coming", None),
        ("the sun is out", {6}),
    ],
)
def test_the_days_that_suit(words: str, days: set[int] | None) -> None:
    assert days_in(plain(words)) == days


def test_days_are_kept_as_numbers_and_may_be_skipped() -> None:
    assert Days().heard("fridays and mondays", THERE).value == "0 4"  # type: ignore[union-attr]
    assert Days().heard("skip", THERE).outcome == "skip"  # type: ignore[union-attr]
    assert Days().heard("lovely weather", THERE) is None


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("I'm a good listener", ("listening",)),
        ("anything really", (ANYTHING,)),
        ("I don't mind what, I bake a bit", ("baking", ANYTHING)),
        ("give me a shout", (ANYTHING,)),
    ],
)
def test_what_an_offer_tells_of(words: str, tags: tuple[str, ...]) -> None:
    assert tags_offered(words) == tags


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("yes", "yes"),
        ("yes of course", "yes"),
        ("no", "no"),
        ("no sorry love I can't cook", "no"),
        ("skip", "no"),
        ("maybe later", "later"),
        ("Leek and potato. Fry the leeks in butter first, no salt.", "heard"),
        ("Yes! Leek and potato, and plenty of butter in it", "heard"),
        ("the one at the library", "heard"),
    ],
)
def test_what_comes_back_to_a_small_ask(text: str, outcome: str) -> None:
    assert HelpOrWords().heard(text, THERE).outcome == outcome  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["never mind", "Nevermind", "oh forget it", "no", "it's nothing"])
def test_what_was_nothing_after_all(text: str) -> None:
    assert OwnWords().heard(text, THERE).outcome == "skip"  # type: ignore[union-attr]


def test_never_mind_in_the_middle_is_no_never_mind() -> None:
    assert not never_mind(plain("never mind the cold, I need a lift"))


@pytest.mark.parametrize(
    ("text", "value"),
    [("thursday", "2026-11-26"), ("any time", ""), ("not too early", ""), ("no rush love", "")],
)
def test_when_it_would_suit(text: str, value: str) -> None:
    assert SomeTime().heard(text, THERE).value == value  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("value", "stop"),
    [
        ("2026-11-26T14:30:00", "2026-11-25T09:00:00+00:00"),  # the morning before
        ("2026-11-24", "2026-11-24T12:00:00+00:00"),
        ("2026-11-23", "2026-11-23T19:00:00+00:00"),  # today
        ("2026-11-24/2026-11-27", "2026-11-26T09:00:00+00:00"),
        ("", "2026-11-30T10:00:00+00:00"),  # a week
        ("14:30:00", "2026-11-30T10:00:00+00:00"),
    ],
)
def test_when_nobody_is_looked_for_any_more(value: str, stop: str) -> None:
    """MONDAY is 23 November, ten in the morning."""
    assert until(value, MONDAY, "Europe/London").isoformat() == stop


def test_the_weekday_of_what_is_for_one_day() -> None:
    assert (weekday_of("2026-11-26"), weekday_of("2026-11-26/2026-11-28")) == (3, None)
    assert weekday_of("") is None


def test_what_is_passed_on_is_their_words_and_fits() -> None:
    assert passed_on("  a lift to   the doctors. ") == "a lift to the doctors"
    assert passed_on("for someone to play cards with") == "someone to play cards with"
    assert passed_on("a lift", "thursday at 2") == "a lift on Thursday at 2"
    assert passed_on("a lift", "2pm") == "a lift at 2pm"
    assert passed_on("a lift", "half past two") == "a lift at half past two"
    assert passed_on("a lift", "Tomorrow morning.") == "a lift tomorrow morning"
    assert passed_on("a hand", "not too early") == "a hand, not too early"
    assert len(passed_on("n" * 200, "m" * 100)) <= 70


# ── small asks of our own ───────────────────────────────────────────────────────────────────


def test_a_small_ask_suits_what_they_love_and_is_never_asked_twice() -> None:
    asked: list[str] = []
    while (ask := small_ask_for(5, {"gardening"}, asked)) is not None:
        asked.append(ask.name)
    assert asked[0] == "easy_plant"
    assert len(asked) == len(set(asked)) == sum(ask.ready for ask in small_asks().values())


@pytest.mark.parametrize("name", sorted(small_asks()))
def test_every_small_ask_fits_one_text_and_has_a_use(name: str) -> None:
    ask = small_asks()[name]
    text = f"Hello Christopher, it's Chatham Befriending. {ask.asks} Text us an answer, or NO"
    assert count(text).parts == 1
    assert why_unicode(ask.asks) == ()
    assert ask.used
