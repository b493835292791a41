"""Yes, no, maybe, later: outright, sideways, mended, turned by a "but"; and what answers nothing.

The sentences are ours. Somebody who speaks as our neighbours do can correct them here, and the
phrases behind them in `flows/hearing/english/yes_no.yaml`.
"""

from itertools import product

from flows.hearing import Scene, YesNo, hear
from tests.tables import each_of


def answer(text: str, language: str = "en") -> str | None:
    """Yes, no, maybe, later, or None."""
    heard = hear(text, YesNo(), Scene(language=language))
    return heard.value if heard else None


YES = [
    "Y", "yes", "YES!!", "yesss", "ys", "yse", "yeh", "yep", "yup!", "yea", "aye", "Och aye",
    "Why aye man", "yarp", "certainly", "Definately", "absolutely fine", "course", "sure thing",
    "100%", "please", "ok", "k", "Okey doke love", "righto", "Right you are pet", "all good",
    "lovely", "smashing", "champion", "Grand!", "spot on", "correct", "agreed", "Yes please love",
    "yes pls xx", "YES PLEASE THANK YOU", "Yes,thank you.", "yes but not Tuesday",
    "yes but I'll need a lift", "Yes - but can we make it 3pm",
    "yes although I might be a bit late", "yes please but only for an hour",
    "Yes, sounds lovely. What do I need to bring?", "YES I AM COMING ON THURSDAY", "Yes im lonely",
    "yes he came and mended the tap", "Yes. Still coming. Looking forward to seeing everyone",
    "yes all being well", "Hello dear yes that would be very nice thank you Dot x",
    "Hiya its Dot from number 12 yes please to the lunch",
    "Good afternoon. Yes I would be most grateful. Regards, Arthur",
    "Sorry for the late reply, been at my sister's, yes please", "I think I can, yes",
]  # fmt: skip


@each_of(YES)
def test_a_yes_is_a_yes_however_it_is_typed(text: str) -> None:
    assert answer(text) == "yes"


YES_IN_OTHER_WORDS = [
    "I would", "I will do", "I have thank you", "we'd love to", "me and Fred would love to",
    "I'd be glad of the company", "I should like that", "I'd very much like to",
    "That would be lovely", "that'd be smashing", "thatd be a treat",
    "It'd be nice to see somebody", "sounds right up my street", "just what I need",
    "that suits me down to the ground", "Thursday suits me fine", "Tuesday's fine", "works for me",
    "fine by me", "that's ok", "that'll do nicely ta", "I'm game", "I'm in", "count me in",
    "put me down for two", "save me a place", "I'll come", "I'll definitely be there",
    "I'll be there with bells on", "see you there pal", "wouldn't miss it for the world",
    "I should say so", "I'll say!", "You bet", "Not half!", "Too right", "not a bad idea",
    "be rude not to", "I could do with a bit of company", "I don't see why not",
    "don't see why I shouldn't", "can't see why not dear", "why not",
    "might as well, nothing on the telly", "I suppose so", "I reckon I could manage that",
    "well I suppose it wouldn't hurt", "I expect so", "think so", "if you like", "if you must",
    "if he doesn't mind", "Well if he has time", "if it's no trouble", "By all means dear do",
    "course you can", "you may indeed", "he's welcome to ring", "tell him yes", "I give permission",
    "yes share my number", "go for it", "make it two please",
]  # fmt: skip


@each_of(YES_IN_OTHER_WORDS)
def test_a_yes_has_many_words(text: str) -> None:
    assert answer(text) == "yes"


YES_THAT_SOUNDS_LIKE_NO = [
    "no problem", "no problem at all love", "oh no bother!", "Absolutely no problem", "no worries",
    "no objection", "no trouble whatsoever", "not a problem", "I don't mind",
    "I don't mind if I do", "I wouldn't mind", "wouldn't say no", "can't say no to that",
    "never say no to cake", "you know me, never say no to cake!", "No reason why not",
    "how could I refuse", "wild horses wouldn't keep me away",
]  # fmt: skip


@each_of(YES_THAT_SOUNDS_LIKE_NO)
def test_no_problem_is_a_yes(text: str) -> None:
    assert answer(text) == "yes"


YES_AFTER_ALL = [
    "oh go on then", "no... go on then", "well go on, you've twisted my arm", "oh all right then",
    "if you insist", "well... yes", "No I mean yes", "do I have to? Oh go on then",
]  # fmt: skip


@each_of(YES_AFTER_ALL)
def test_who_gives_in_says_yes(text: str) -> None:
    assert answer(text) == "yes"


NO = [
    "N", "no", "no!!", "noooo", "nah", "naw", "nope", "nae thanks hen", "no ta",
    "No thank you dear", "no thnks", "NO THANK YOU I AM QUITE HAPPY AS I AM",
    "no thanks, I've plenty to do", "no but thanks for asking", "no, but I appreciate it",
    "no I'm good", "no its alright I've got someone", "no he never came", "no my leg is bad",
    "no visitors please", "no can do", "no way", "no chance mate", "no fear", "no need love",
    "Hi its Rose, no im alright thanks love, daughter is coming",
    "Sorry only just seen this. No thank you love",
    "no not really dear but thank you for thinking of me", "I live with my son so no", "God no!",
    "Oh dear no", "alas no",
]  # fmt: skip


@each_of(NO)
def test_a_no_is_a_no_however_it_is_typed(text: str) -> None:
    assert answer(text) == "no"


NO_IN_OTHER_WORDS = [
    "not really", "not for me thanks", "not my cup of tea", "not on your nelly", "Not likely!",
    "not in the slightest", "not coming x", "not well enough", "not this time love",
    "I'd rather not", "I'd rather he didn't", "I would sooner not dear", "best not",
    "better not, doctor says rest", "I'll pass", "I'll skip this one",
    "I'll give it a miss this time", "I'll have to decline I'm afraid", "count me out",
    "leave me out of it", "I don't think so", "don't think I'll bother ta",
    "I don't think it's for me", "I doubt it", "probably not", "I should think not",
    "I'm afraid not", "fraid not pet", "I don't want to", "don't fancy it", "I dont feel up to it",
    "can't make it love", "cant mange it sorry", "cant do it", "I couldn't possibly",
    "I won't, thank you", "shan't be coming", "I can't I'm afraid", "can't be doing with it",
    "I'm not one for groups", "groups aren't for me", "too old for that lark", "at my age? no",
    "don't bother love", "please don't", "there's no need love I can manage", "you're alright love",
    "we're fine as we are", "I can do it myself thank you", "Thursday's no good",
    "that's no good to me", "doesn't suit me", "that's wrong", "that's not right",
    "It's a no from me", "the answer is no", "I do not wish to", "I say no", "do I heck",
    "You must be joking", "over my dead body", "give over", "sorry I can't", "Sorry but I'll pass",
    "unfortunately not", "wish I could", "if only I could",
]  # fmt: skip


@each_of(NO_IN_OTHER_WORDS)
def test_a_no_has_many_words(text: str) -> None:
    assert answer(text) == "no"


NO_AFTER_A_KIND_WORD = [
    "I'd love to but I can't", "I'd like to but I'm busy", "I would but I can't",
    "That would be lovely but I'm in hospital", "It sounds nice but I can't leave the dog",
    "nice idea but not for me", "very kind of you to ask but I won't", "kind of you but no",
    "thanks but no thanks", "I appreciate it but I'm fine", "thank you but I'd rather not",
    "lovely thought but I'm past all that", "would have been nice but no", "yes I mean no",
    "ok but I can't come",
]  # fmt: skip


@each_of(NO_AFTER_A_KIND_WORD)
def test_a_but_turns_kind_words_into_a_no(text: str) -> None:
    assert answer(text) == "no"


LATER = [
    "later", "later on", "in a bit", "not now", "not now dear I'm having my tea",
    "not today thank you", "not this week love", "not yet", "not just yet",
    "not till after my operation", "not at the moment thanks", "ask me next week",
    "Can you ask me nearer the time", "No not this week but ask me again", "text me tomorrow",
    "I'll let you know on Monday", "get back to me in the new year", "maybe another time",
    "maybe next week", "perhaps another day", "some other time", "when I'm better",
    "when the weather picks up", "once I'm back on my feet", "after Christmas", "leave it for now",
    "give me a few days", "in a couple of weeks", "yes but not just yet",
    "I'd love to but not this week",
]  # fmt: skip


@each_of(LATER)
def test_not_now_is_later(text: str) -> None:
    assert answer(text) == "later"


MAYBE = [
    "maybe", "Maybe if Jean goes", "perhaps", "might do", "I may come", "could be", "possibly",
    "probably", "hopefully", "hope so", "not sure", "I'm not sure if I can", "dunno",
    "I don't know", "no idea", "I couldn't say", "can't promise", "no promises", "depends",
    "it all depends how my back is", "see how I feel", "we'll see", "I'll think about it",
    "let me ask Derek", "need to check with Brian first", "in two minds", "touch and go",
    "if it's not raining", "if I can get a lift", "Yes if someone can fetch me",
    "only if there's parking", "as long as my knees hold up", "weather permitting",
    "unless it's icy", "I'd love to if I can get a lift",
]  # fmt: skip


@each_of(MAYBE)
def test_a_hedge_is_a_maybe(text: str) -> None:
    assert answer(text) == "maybe"


TWO_THINGS = [
    "yes and no", "yes no maybe", "yes or no?", "yes but I can't", "no but I'd love to", "not no",
    "either", "up to you", "whatever", "whatever you think best", "easy either way",
]  # fmt: skip


@each_of(TWO_THINGS)
def test_what_could_mean_two_things_is_unclear(text: str) -> None:
    assert answer(text) is None


NO_ANSWER = [
    "stop", "help", "thanks", "ta very much", "thank you dear", "x", "hello", "good morning",
    "God bless", "bye", "1", "3", "Dot", "SO16 2AB", "my number is 01632 960001", "half past two",
    "what do you mean?", "Who's that", "do I have to?", "Can I bring a friend?", "what time is it?",
    "is that a yes", "how much is it", "the bus was late again", "my cat had kittens",
    "I like my garden", "I had egg and chips for tea", "It's my birthday on Monday",
    "Norman died 3 years ago", "I was a nurse for 40 years", "I need a lift",
    "no milk in the house", "no buses today", "no heating since Friday", "nobody told me",
    "there's no bread left", "she said no", "he said yes", "I know", "I'm allergic",
    "it's a lovely day", "Lovely weather today", "The kettle's just boiled",
    "I fell asleep in the chair", "it was Tuesday", "I can't hear you", "I can't find my glasses",
    "I was going to go but then Jean rang", "?", "...",
]  # fmt: skip


@each_of(NO_ANSWER)
def test_what_answers_nothing_is_none(text: str) -> None:
    assert answer(text) is None


HINTS_OF_YES = [
    "I'd love that", "sounds good", "can't wait", "looking forward to it already", "I love it",
    "always", "most weeks", "who doesn't", "it's my favourite", "let's do that",
]  # fmt: skip


@each_of(HINTS_OF_YES)
def test_a_plain_hint_is_a_yes(text: str) -> None:
    assert answer(text) == "yes"


HINTS_OF_NO = [
    "I've already got plans", "I'm busy that day", "I'm away that week",
    "I've got the hospital that day", "I have to work", "I'm too tired love", "it's too far for me",
    "my leg's bad", "I prefer my own company", "I'm more of a night owl", "hardly ever",
    "I don't drive", "I hate it", "Not since my hip",
]  # fmt: skip


@each_of(HINTS_OF_NO)
def test_a_reason_against_is_a_no(text: str) -> None:
    assert answer(text) == "no"


@each_of([
    ("\U0001f44d", "yes"), ("\U0001f44d\U0001f3fd", "yes"), ("\u2705\u2705", "yes"),
    ("\U0001f44c", "yes"), ("\U0001f64b\u200d\u2640\ufe0f", "yes"),
    ("thanks \U0001f44d", "yes"),
    ("\U0001f44e\U0001f3fb", "no"), ("\u274c sorry", "no"), ("\U0001f645", "no"),
    ("\U0001f937\U0001f3fe\u200d\u2640\ufe0f", "maybe"), ("\U0001f914", "maybe"),
    ("yes \U0001f44d", "yes"), ("no thank you \U0001f44d", "no"), ("No \U0001f60a", "no"),
    ("maybe \U0001f44d", "maybe"), ("yes \U0001f44e", None), ("no \U0001f44d", None),
    ("\U0001f44d\U0001f44e", None), ("\U0001f642", None), ("\u2764\ufe0f", None),
    ("the bus is late \U0001f44d", None),
])  # fmt: skip
def test_a_face_answers_where_words_do_not(text: str, meant: str | None) -> None:
    assert answer(text) == meant


HEADS = ["", "Hi its Rose, ", "Hello dear ", "Its Dot from mill lane, ", "Rose here. ", "ooh "]
CORES = [
    ("yes please", "yes"), ("I don't mind", "yes"), ("no bother", "yes"), ("smashing", "yes"),
    ("that would be nice", "yes"), ("not for me", "no"), ("I can't", "no"), ("alas no", "no"),
    ("depends", "maybe"), ("not yet", "later"),
]  # fmt: skip
TAILS = [
    "", " thanks for asking", " thank you Sam x", " my dear",
    ", speak soon xx", " Rose x", ". God bless",
]  # fmt: skip


@each_of(CORES)
def test_courtesies_and_names_around_it_change_nothing(text: str, meant: str) -> None:
    for head, tail in product(HEADS, TAILS):
        assert answer(head + text + tail) == meant, head + text + tail


def test_maybe_leads_where_later_does() -> None:
    heard = hear("might do", YesNo())
    assert heard is not None
    assert (heard.outcome, heard.value) == ("later", "maybe")


@each_of([
    ("tak", "pl", "yes"), ("no", "pl", None), ("yes please", "pl", "yes"), ("Nie", "", "no"),
    ("no thanks", "", "no"), ("tak", "en", None),
])  # fmt: skip
def test_their_own_language_goes_first_and_english_is_heard_too(
    text: str, language: str, meant: str | None
) -> None:
    assert answer(text, language) == meant


@each_of(["", " ", "yes no " * 1_000, "but " * 2_000, "maybe if " * 900, "\x00\u202e"])
def test_a_flood_of_words_is_unclear_or_heard_but_never_a_fuss(text: str) -> None:
    assert answer(text) in (None, "maybe")
