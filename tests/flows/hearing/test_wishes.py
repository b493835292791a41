"""What may be asked of us at any moment: start again, help, a person, and "wrong number"."""

from collections.abc import Callable

from flows.hearing.plain import Said, said
from flows.hearing.scene import ANYWHERE, Scene
from flows.hearing.signal_names import SignalHeard
from flows.hearing.wishes import help_, person, small_wish, start, wrong_number
from tests.tables import each_of

Hears = Callable[[Said, Scene], SignalHeard | None]


def heard(hears: Hears, text: str) -> str | None:
    found = hears(said(text), ANYWHERE)
    return found.signal.value if found else None


@each_of([
    "START", "unstop", "Start again", "restart", "start please", "resume", "please resume my texts",
    "opt in", "sign me back up", "I'd like the texts again please",
    "can you start texting me again", "Can I rejoin", "changed my mind, put me back on",
    "I didn't mean to stop", "sorry I stopped by mistake", "I want to come back",
    "put me back on the list please", "I miss your texts", "You can text me again now",
    "turn the texts back on", "please start sending me messages again",
    "I've missed the texts, can I have them back", "start the texts up again please love",
    "why did you stop texting me?", "could you put my mum back on please",
    "I'd like to start again please",
])  # fmt: skip
def test_the_texts_may_start_again(text: str) -> None:
    assert heard(start, text) == "start"


@each_of([
    "yes", "YES please", "start of term", "when do you start", "what time does it start",
    "let's start over", "I want to start bowls again", "the car won't start",
    "she started singing again", "start the music", "don't start", "I'll make a start",
    "it started raining again", "don't text me again", "no more texts", "I don't miss the texts",
    "stop texting me again and again",
])  # fmt: skip
def test_what_only_holds_the_word_starts_nothing(text: str) -> None:
    assert heard(start, text) is None


@each_of([
    "HELP", "help please", "info", "instructions", "?", "???", "what is this", "What's this?",
    "Who is this?", "who are you", "whos this", "who is this please", "Hello, who are you please?",
    "Who's texting me", "who sent this", "new phone who dis", "is this a scam?", "are you real",
    "is this a real person?", "am I talking to a robot", "I dont know who this is",
    "I don't understand this", "How does this work?", "how do I use this", "what can I text",
    "What do I say?", "what am I supposed to do with this", "what is this about",
    "What is Doorstep?", "how did you get my number", "what number is this", "what do you want",
    "who is this and what do you want", "explain please",
])  # fmt: skip
def test_who_wonders_gets_help(text: str) -> None:
    assert heard(help_, text) == "help"


@each_of([
    "help me", "please help me", "Help me please!", "I need help", "help yourself",
    "I helped a person", "can you help with my shopping", "I help at the church", "no help needed",
    "what is this weather", "who is going on Thursday", "What is that smell", "what can I bring",
    "how does it taste", "who is Ana", "I need help with the garden", "thanks for the help", "",
    " ", "yes?",
])  # fmt: skip
def test_a_cry_for_help_or_a_helping_hand_is_another_thing(text: str) -> None:
    assert heard(help_, text) is None


@each_of([
    "person", "a real person please", "human", "can I talk to somebody",
    "can I speak to someone please", "is anyone there I can speak to", "please ring me",
    "could someone give me a call", "call me", "phone me", "I want to speak to Ana",
    "I want to speak to the lady", "ring me tomorrow please", "can you ring me",
    "get someone to ring me please", "I'd like someone to phone me",
    "Could one of you ring me please", "I'd rather talk to a person", "can I talk to a human being",
    "I need to speak to someone", "is there a number I can ring", "give us a bell",
    "give me a ring when you can", "can Sam ring me", "please could you call me back",
    "I would like a phone call", "I'd like to talk to somebody about this",
    "I want to talk to a proper person not a machine", "ring me on the landline",
    "Please ask Ana to ring me", "I need someone to talk to", "who can I speak to",
    "can I speak to a coordinator", "Can I ring you", "can i have a word with margaret",
    "call me when you get a minute",
])  # fmt: skip
def test_somebody_would_like_a_person(text: str) -> None:
    assert heard(person, text) == "person"


@each_of([
    "I rang my sister", "call me Dot", "call me old fashioned", "please call me Mrs Patel",
    "ring me a taxi", "my son rang me", "She called me yesterday", "I spoke to Ana",
    "my daughter will ring me tonight", "nobody to talk to", "I've nobody to talk to",
    "I talk to the cat", "I'm a people person", "don't ring me", "no need to call",
    "I don't want to talk to anyone", "I'd like to speak to my son", "the doctor called me",
    "I want to talk to my doctor", "can you call me a cab", "my friends call me Peg",
    "the phone rang", "I was talking to someone at the bus stop", "I had a nice chat with someone",
    "she's a lovely person", "",
])  # fmt: skip
def test_who_tells_of_a_call_does_not_ask_for_one(text: str) -> None:
    assert heard(person, text) is None


@each_of([
    "wrong number", "Sorry wrong number", "I think you've got the wrong person",
    "there's no Rose here", "Rose doesn't live here any more", "this isn't Rose",
    "This isn't Rose's phone", "this isnt margarets phone", "you have the wrong phone no",
    "who's Rose? I've had this number two years", "wrong no mate", "not Rose",
    "nobody called Rose here", "No one of that name here", "theres no margaret at this number",
    "I'm not Rose", "This is not Margaret's number", "you have the wrong lady",
    "think you've the wrong number", "I don't know any Rose", "this number isn't hers any more",
    "I've only just got this number", "she doesn't live here any more",
    "I don't know anyone called Rose", "are you sure you have the right number?",
    "it's the wrong number", "Rose no longer has this phone", "This was my late mother's number",
    "you're texting the wrong person", "sorry I think this was meant for someone else",
    "This is Bill not Rose", "Rose moved out years ago", "There's no Mrs Patel here",
])  # fmt: skip
def test_a_wrong_number_is_told_us(text: str) -> None:
    assert heard(wrong_number, text) == "wrong_number"


@each_of([
    "I dialled the wrong number yesterday", "I gave him the wrong number", "wrong day",
    "I got the wrong bus", "there's no milk here", "there's no heating here", "no buses here",
    "I don't live there any more", "this isn't fair", "this isn't right", "this isn't working",
    "I'm not well", "I'm not hungry", "I'm not Welsh", "I am not happy", "no one here to help",
    "nobody here", "no one lives here but me", "this isn't Monday", "the right number of eggs",
    "did I get the wrong day", "my old neighbour doesn't live here any more",
    "it's not Friday is it", "I've got a new number", "",
])  # fmt: skip
def test_what_is_wrong_otherwise_is_no_wrong_number(text: str) -> None:
    assert heard(wrong_number, text) is None


@each_of([
    ("More", "more"), ("more please", "more"), ("text me more often", "more"),
    ("less please", "less"), ("fewer", "less"), ("not so often", "less"),
    ("too many texts", "less"), ("you text too often", "less"),
    ("stop sending me so many texts", "less"), ("once a week is enough", "less"),
    ("done", "done"), ("all done", "done"), ("I've rung", "done"), ("done thanks", "done"),
    ("thank you!", "thanks"), ("ok", "thanks"), ("ok thanks", "thanks"),
    ("ta love x", "thanks"), ("bless you", "thanks"), ("lovely", "thanks"),
    ("will do", "thanks"), ("you too", "thanks"), ("bye", "thanks"), ("night night", "thanks"),
    ("thank you very much dear", "thanks"), ("SMS", "use_sms"), ("text me", "use_sms"),
    ("telegram", "use_telegram"), ("use telegram", "use_telegram"),
])  # fmt: skip
def test_a_small_wish_is_a_whole_message(text: str, meant: str) -> None:
    assert heard(small_wish, text) == meant


@each_of([
    "yes", "no", "1", "yes thanks", "yes lovely", "no thank you", "no thanks",
    "thanks but no thanks", "no more", "more or less", "more tea vicar", "any more news",
    "one more", "more than happy", "less sugar", "well done", "the done thing", "I'm done for",
    "thank goodness", "ok yes", "telegraph", "hello", "hi", "please", "love", "",
])  # fmt: skip
def test_an_answer_or_a_story_is_no_small_wish(text: str) -> None:
    assert heard(small_wish, text) is None
