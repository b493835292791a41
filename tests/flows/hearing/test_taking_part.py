"""What somebody says so as to take part: what is on, ASK, help out, what we know, a story, home."""

from flows.hearing import Scene, SignalHeard, signal
from flows.hearing.signal_names import TAKING_PART, Signal
from tests.tables import each_of

HERE = Scene()


def heard(text: str) -> SignalHeard | None:
    return signal(text, HERE)


def surely(text: str) -> str | None:
    """The signal that a text surely is."""
    found = heard(text)
    return found.signal.value if found and found.sure else None


def perhaps(text: str) -> str | None:
    """The signal that a text only may be."""
    found = heard(text)
    return found.signal.value if found and not found.sure else None


# ── what is on ──────────────────────────────────────────────────────────────────────────────


@each_of([
    "WHATS ON", "what's on", "Whats on please", "What’s on?", "what's on this week?",
    "whats on near me", "what is on in the village", "anything happening near me",
    "is there anything to do", "Is there anything on this week love",
    "is there anything happening round here", "what's happening in the village this weekend",
    "any coffee mornings near me", "are there any lunch clubs", "what activities are there",
    "what groups do you have", "have you got anything to do nearby", "things to do near me",
    "I'm looking for something to do", "I need something to do", "find me something to do",
    "what can I do round here", "where can I go to meet people", "let me know what's on locally",
    "hello, what's on at the village hall please", "is there much on this week",
    "Is there anything going on for old people", "are there any clubs I could join",
    "what is there to do around here", "anything on this weekend",
])  # fmt: skip
def test_who_wonders_what_is_on_is_told(text: str) -> None:
    assert surely(text) == "whats_on"


@each_of([
    "what's on telly tonight", "what's on tv", "whats on your mind", "what's on the menu",
    "there's nothing on telly", "I've got so much on", "what on earth is going on",
    "what's going on with the boiler", "the kettle is on", "is the heating on", "what's up love",
    "I had so much to do today", "I've nothing on today", "is there anything else you need",
    "I was on the bus", "the knitting club is on Tuesdays",
])  # fmt: skip
def test_other_things_are_on_too(text: str) -> None:
    assert surely(text) != "whats_on"


# ── a favour ────────────────────────────────────────────────────────────────────────────────


@each_of([
    "could someone help me with my tap", "does anybody know a good soup recipe",
    "I need a lift on Thursday", "could anybody give me a lift on Thursday",
    "can someone give me a hand with the curtains", "could somebody mend my gate please",
    "would anyone be able to help me with my phone", "does anyone have a ladder I could borrow",
    "has anybody got a spare kettle", "I could do with a lift to the hospital on Friday",
    "is there anybody who could cut my hedge", "I'm looking for someone to walk my dog",
    "I need somebody to change a light bulb", "any chance of a lift on Friday",
    "I could do with a hand in the garden", "can I ask the neighbours for a ladder",
    "could one of the neighbours feed my cat", "Does anybody know how to get moss off a path",
    "who could help me with my curtains", "I would like someone to play cards with",
    "I want somebody to show me how to use this phone", "could someone come and mend my tap",
    "would somebody teach me to crochet", "I need a hand with my shopping trolley",
])  # fmt: skip
def test_a_favour_is_asked_in_their_own_words(text: str) -> None:
    found = heard(text)
    assert found is not None
    assert (found.signal, found.words) == (Signal.ASK, text)


@each_of([
    "could you help me with my shopping", "I need help with the bins",
    "can anyone help", "could somebody take the bins out",
])  # fmt: skip
def test_what_may_be_a_favour_is_not_sure(text: str) -> None:
    assert perhaps(text) == "ask"


@each_of([
    "could someone ring me", "can somebody phone me tomorrow", "can I talk to someone",
    "could anybody give me a ring",
])  # fmt: skip
def test_who_would_like_a_person_gets_one(text: str) -> None:
    assert surely(text) == "person"


@each_of([
    "I've no food in the house, could someone bring me some",
    "could somebody help, I've not eaten for two days",
    "ASK I have no heating and it's freezing", "does anybody know what to do, I've no money left "
    "for the meter and it's freezing in here",
])  # fmt: skip
def test_hunger_and_cold_are_no_favour_but_a_worry(text: str) -> None:
    found = heard(text)
    assert found is not None
    assert Signal.CONCERN in (found.signal, found.also)


@each_of([
    "ask my daughter she'll tell you", "nobody asked me", "I asked him twice", "don't ask",
    "does anyone else feel the cold", "can anybody hear me", "does anybody know when Sam is coming",
    "how can anyone afford it", "I need a new kettle", "my son gave me a lift",
    "she needs a lift on Thursday", "if someone could have told me", "I need my tablets",
])  # fmt: skip
def test_not_every_need_is_put_to_the_neighbours(text: str) -> None:
    assert surely(text) != "ask"


# ── helping out ─────────────────────────────────────────────────────────────────────────────


@each_of([
    "HELP OUT", "help out", "Help out please", "I'd like to help", "I'd like to help out",
    "can I do anything for anyone", "I want to volunteer", "can I help anyone",
    "is there anything I can do to help", "does anybody need any shopping",
    "I would love to give something back", "could I be of use to anybody",
    "does anyone need a hand", "I'd like to be useful again", "I want to do my bit",
    "how can I help others", "I have time to help someone", "I'd be happy to help a neighbour",
    "is there anyone I could help", "volunteering", "I would like to become a volunteer",
    "put me down to help", "I'm still quite handy and would like to help people",
    "do you need volunteers", "can I help out", "I'd like to lend a hand round here",
])  # fmt: skip
def test_who_would_like_to_help_may(text: str) -> None:
    assert surely(text) == "help_out"


@each_of([
    "help", "HELP please", "help me", "I can't help it", "I couldn't help laughing",
    "can you help me", "she wants to help", "I used to volunteer", "it doesn't help",
    "I'd like to help but my knees won't let me", "thanks for your help", "I helped him",
    "my son helps out", "need any help?", "I want to help my daughter move",
])  # fmt: skip
def test_not_every_help_is_an_offer(text: str) -> None:
    assert surely(text) != "help_out"


# ── what we know, and forget ────────────────────────────────────────────────────────────────


@each_of([
    "ME", "me", "Me please", "what do you know about me", "what do you hold on me",
    "What have you got on me?", "what information do you hold about me", "show me my data",
    "tell me what you know about me", "what have I told you",
    "what do you have written down about me",
    "can I see what you hold on me", "What does Doorstep know about me",
    "what have you got down on me",
])  # fmt: skip
def test_who_wonders_what_we_know_is_told(text: str) -> None:
    assert surely(text) == "me"


@each_of([
    "me too", "it's me", "you don't know me", "tell me about it", "what about me", "not me",
    "what do you know", "what do you know about computers", "she knows all about me",
])  # fmt: skip
def test_not_every_me_asks_that(text: str) -> None:
    assert surely(text) != "me"


@each_of([
    ("FORGET 2", "2"), ("forget that", "that"), ("Forget that please", "that please"),
    ("delete what I said about my leg", "what I said about my leg"),
    ("forget what I told you about my son", "what I told you about my son"),
    ("please delete that", "that"), ("forget everything", "everything"),
    ("can you forget what I said about money", "what I said about money"),
    ("don't keep what I said about my leg", "what I said about my leg"),
    ("FORGET my leg", "my leg"), ("forget number 3", "number 3"),
    ("erase the bit about my husband", "the bit about my husband"),
])  # fmt: skip
def test_what_is_to_be_forgotten_comes_with_it(text: str, words: str) -> None:
    found = heard(text)
    assert found is not None
    assert (found.signal, found.sure, found.words) == (Signal.FORGET, True, words)


@each_of([
    "forget it", "I forget", "I forgot", "forget about it", "don't forget", "I'll never forget him",
    "forget me not are my favourite", "I keep forgetting my tablets", "sorry I forgot to answer",
])  # fmt: skip
def test_people_forget_by_themselves(text: str) -> None:
    assert surely(text) != "forget"


# ── SAY, stories, places ────────────────────────────────────────────────────────────────────


@each_of([
    "I want to complain about the bins", "I'd like to complain", "I have a suggestion",
    "can I make a suggestion", "I've an idea for the project",
    "I have a complaint", "I'd like to raise something about the lunch club",
    "something should be done about that crossing",
])  # fmt: skip
def test_a_thought_without_its_keyword_is_not_sure(text: str) -> None:
    found = heard(text)
    assert found is not None
    assert (found.signal, found.sure, found.words) == (Signal.SAY, False, text)


@each_of([
    "can't complain", "mustn't grumble", "no complaints here", "I'd say so", "as they say",
    "nothing to complain about",
])  # fmt: skip
def test_who_cannot_complain_says_nothing(text: str) -> None:
    found = heard(text)
    assert found is None or found.signal is not Signal.SAY


@each_of([
    "STORY", "story", "I've a story for you", "I have a good story for you",
    "can I tell you a story",
    "would you like to hear a story", "I'd like to tell you my story", "I want to share a memory",
    "I've got another story for you", "take back my story", "please take down my story",
    "I don't want my story used", "delete my story", "don't use my story",
    "I have changed my mind about my story",
])  # fmt: skip
def test_a_story_is_offered_and_taken_back(text: str) -> None:
    assert surely(text) == "story"


@each_of([
    "tell me a story", "long story", "end of story", "it's a long story", "the story of my life",
    "he told me a story", "my grandson wants a bedtime story", "same old story",
])  # fmt: skip
def test_not_every_story_is_for_us(text: str) -> None:
    assert surely(text) != "story"


@each_of([
    "add a place", "I'd like to add a place", "can I suggest a place", "PLACE",
    "I have a place for you", "how do I add a place",
])  # fmt: skip
def test_a_place_to_meet_is_offered(text: str) -> None:
    assert surely(text) == "place"


# ── home from hospital ──────────────────────────────────────────────────────────────────────


@each_of([
    "HOME", "home", "I am home", "I'm home from hospital", "home from hospital", "back home now",
    "I'm back home now", "they've let me out", "They let me out yesterday", "discharged yesterday",
    "I was discharged on Tuesday", "I'm out of hospital", "home from the hospital at last",
    "Back from hospital", "got home from hospital this morning", "I've been discharged",
    "they sent me home today", "the hospital let me go home yesterday", "I'm home again now",
    "home safe from hospital", "I came out of hospital on Friday", "back in my own bed now",
    "hospital have let me out", "Hello love I'm home from hospital now thank you",
])  # fmt: skip
def test_who_is_home_from_hospital_says_so(text: str) -> None:
    assert surely(text) == "home"


@each_of([
    "I'm home all day", "I'm home alone", "my sister is home from hospital",
    "when I'm home from hospital", "I hope they let me out soon", "not home yet",
    "I will be home on Friday", "waiting to be discharged", "he came home from hospital",
    "can't wait to get home", "home from work", "going home tomorrow",
    "I came out of hospital years ago", "I want to go home", "they won't let me out",
    "the cat is home from the vets", "the nurse said I'd be discharged tomorrow",
    "my husband was discharged yesterday", "sweet home", "nursing home", "I'm at home",
])  # fmt: skip
def test_not_everybody_at_home_was_in_hospital(text: str) -> None:
    assert surely(text) != "home"


# ── no room ─────────────────────────────────────────────────────────────────────────────────


@each_of([
    "I've too much on", "can't think about that now", "I haven't the headspace",
    "not up to going out at the moment", "I've too much on to think about that",
    "I can't think about that at the moment", "I've enough on my plate",
    "too much on at the moment",
    "I haven't the energy for that", "I'm not up to company", "I've a lot on my plate just now",
    "I'm not ready for meeting people yet",
    "I have got too much going on to think about anything else",
    "can't face going out at the moment", "I've no headspace for it", "not up to visitors",
    "I can't take on anything else at the moment", "got too much on my mind",
])  # fmt: skip
def test_who_has_no_room_for_more_says_so(text: str) -> None:
    assert surely(text) == "no_room"


@each_of([
    "not this week", "too much sugar in it", "she has too much on", "I've a lot of plants",
    "there's no room in the car", "I've too much food", "that's too much", "I'm busy tomorrow",
    "put too much on the toast",
])  # fmt: skip
def test_other_things_are_too_much(text: str) -> None:
    assert surely(text) != "no_room"


# ── not coming, never mind ──────────────────────────────────────────────────────────────────


@each_of([
    "NOT COMING", "not coming", "Not coming sorry", "I'm not coming tomorrow",
    "I can't make it tomorrow", "I won't be able to come to the lunch", "I'm not coming after all",
    "NOT COMING my leg's bad",
])  # fmt: skip
def test_who_is_not_coming_after_all_says_so(text: str) -> None:
    assert surely(text) == "not_coming"


@each_of([
    "never mind", "NEVER MIND", "nevermind", "Never mind the lift", "never mind love",
    "I don't need it any more", "I don't need the lift any more", "never mind, it's mended now",
])  # fmt: skip
def test_a_favour_that_is_not_needed_is_taken_back(text: str) -> None:
    assert surely(text) == "never_mind"


@each_of([
    "never mind the weather", "I don't mind", "she's not coming", "why is Sam not coming",
    "gone to the shops", "never", "I've gone off it", "the bus has gone",
])  # fmt: skip
def test_what_only_sounds_like_it_takes_nothing_back(text: str) -> None:
    assert surely(text) not in ("never_mind", "not_coming", "gone")


# ── danger and STOP go first ────────────────────────────────────────────────────────────────


@each_of([
    ("SAY I am going to kill myself", "urgent"), ("ASK I've fallen and can't get up", "urgent"),
    ("could someone help me, I've fallen and can't get up", "urgent"),
    ("STORY I want to die", "urgent"), ("help out I can't breathe", "urgent"),
    ("I'm home from hospital and I've got chest pain", "urgent"),
    ("what's on? stop texting me", "stop"), ("SAY stop texting me", "stop"),
    ("I'd like to help but please stop these texts", "stop"),
    ("what do you know about me? take me off your list", "stop"),
])  # fmt: skip
def test_danger_and_stop_go_before_any_wish(text: str, first: str) -> None:
    assert surely(text) == first


def test_a_doubtful_worry_comes_along_with_a_wish() -> None:
    found = heard("ask could somebody bring food I've not eaten")
    assert found is not None
    assert (found.signal, found.also) == (Signal.ASK, Signal.CONCERN)


@each_of([
    "bye", "that's all", "good", "2", "yes please", "not this week", "I'm fine thank you",
    "lovely day", "went to bingo", "",
])  # fmt: skip
def test_an_everyday_answer_begins_nothing(text: str) -> None:
    found = heard(text)
    assert found is None or found.signal not in TAKING_PART
