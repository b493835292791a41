"""STOP: however people in Britain ask us to write no more, and what only holds the words.

Whoever asks is never texted again, so hardly one may be missed; and somebody who stops for tea
must not lose us by it.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.hearing.plain import said
from flows.hearing.scene import ANYWHERE
from flows.hearing.stopping import stop
from tests.tables import each_of


def heard(text: str) -> str:
    """ "stop", "stop?" where a person is to ask, or nothing."""
    found = stop(said(text), ANYWHERE)
    return "" if found is None else "stop" if found.sure else "stop?"


# ── the providers' keywords ─────────────────────────────────────────────────────────────────

KEYWORDS = (  # Twilio's words, and those other networks add
    "STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT OPT-OUT".split()
)


@pytest.mark.parametrize("word", KEYWORDS)
@pytest.mark.parametrize("spelt", ["{}", "{}.", " {}!! ", '"{}"', "{}\n", "*{}*", "{} ?"])
def test_every_providers_stop_is_a_stop(word: str, spelt: str) -> None:
    for text in (spelt.format(word), spelt.format(word.lower()), spelt.format(word.title())):
        assert heard(text) == "stop"


@given(st.sampled_from(KEYWORDS), st.text(st.sampled_from(' .!?\n\t"*-'), max_size=9))
def test_marks_around_a_keyword_change_nothing(word: str, marks: str) -> None:
    assert heard(marks + word + marks) == "stop"


@each_of([
    "STOP please love", "Stop. Thank you", "stop thanks anyway", "STOP STOP STOP", "stop!!!",
    "pls stop", "please stop", "stop now x", "STOP xx", "ok stop", "stop it", "stop it now please",
    "Just stop it", "oh stop it now will you", "no. stop.", "NO STOP", "sorry stop", "Stop sorry",
    "so sorry, but please stop", "STOP (sorry)", "stop, ta", "stop cheers", "Please stop.thank you",
    "STOP thank you kindly", "Kindly stop. I am not interested in this service", "Stop please dear",
    "Unsubscribe please love", "cancel please love", "End please", "Quit please", "Text STOP",
    "STOP to end", "stop all of it", "Stop everything", "stop the lot", "Stop. Stop. Stop.",
    "STOP.STOP.STOP", "Unsubscribe!!", "stop right now", "STOP MESSAGES", "stop sms", "stop msgs",
    "stop txt", "\uff33\uff34\uff2f\uff30", "s t o p", "S.T.O.P.", "Stop \U0001f6d1", "\U0001f6d1",
])  # fmt: skip
def test_a_keyword_may_have_courtesies_around_it(text: str) -> None:
    assert heard(text) == "stop"


@each_of([
    "Stop, Rose", "Stop - Joan", "Stop please, Margaret", "STOP from Mrs Patel", "stop margaret",
    "Hi Sam, stop please", "It's Rose. Stop.", "Good morning Ana, please stop", "Dear Sam, stop",
    "Please stop. Kind regards, Brian", "stop rose x", "Stop. Love Dot xx",
])  # fmt: skip
def test_a_keyword_may_have_a_name_beside_it(text: str) -> None:
    assert heard(text) == "stop"


@each_of([
    "sotp", "stpo", "STOPP", "stp", "Sttop", "stoppppp", "STOPPP", "unsubcribe me", "unsubscibe",
    "Unsuscribe please", "UNSUBCRIBE", "unsubsribe", "cancle", "canel", "cansel", "unsub",
    "un-subscribe", "un subscribe me", "optt out",
])  # fmt: skip
def test_a_keyword_may_be_misspelt(text: str) -> None:
    assert heard(text) == "stop"


@each_of(["stip", "stup", "stob", "srop", "styp"])
def test_a_slip_away_from_the_keyword_is_asked_about(text: str) -> None:
    assert heard(text) == "stop?"


@each_of(["shop", "step", "top", "spot", "post", "stow", "soup", "sop"])
def test_another_word_is_no_slip(text: str) -> None:
    assert heard(text) == ""


@each_of([
    "No thank you dear, please stop", "I said no. STOP", "Who are you? Stop texting me.",
    "Are you deaf? I said stop.", "My wife is ill. Please stop.", "I'm not lonely. Stop",
    "I've had enough. Please stop.", "enough already, stop", "we have had enough please stop",
    "I can't be doing with it, stop", "no point sending me these I can't see them, stop",
    "you're a pest so please stop", "Rose, please stop", "it upsets me, stop", "NO MORE!!! STOP",
    "Please stop, my phone goes off at all hours", "Please stop. I find these upsetting",
    "It frightens me when the phone goes. Please stop.", "I value my privacy, stop",
    "My mother has died please stop", "she's not able to answer, stop please",
])  # fmt: skip
def test_a_keyword_may_follow_what_they_told_us(text: str) -> None:
    assert heard(text) == "stop"


@each_of([
    "Stop. I can't see to read them", "Stop. My son does all this for me now",
    "STOP i dont know who you are", "stop i am not interested", "stop its the wrong number",
    "stop because it's driving me mad", "stop i have got no credit",
    "STOP!! I WILL CALL THE POLICE", "go away", "Bugger off", "get lost you lot", "pack it in",
    "no more", "this is harassment", "cancel the lot", "remove", "I never signed up for this",
    "I'd rather not carry on", "these texts are costing me money",
    "your messages are upsetting my mother", "Enough!",
])  # fmt: skip
def test_what_looks_like_a_wish_to_stop_is_asked_about(text: str) -> None:
    assert heard(text) == "stop?"


# ── their own words ─────────────────────────────────────────────────────────────────────────


@each_of([
    "pls dont send me these any more", "I don't want these texts any more thank you",
    "no more texts please", "don't text me", "Don\u2019t contact me again", "never text me again",
    "I don't want to hear from you again", "Please don't contact this number again",
    "I don't want to get these anymore", "do not want this service any longer",
    "I DON'T WANT THESE", "I no longer want to receive these texts, thank you.",
    "I don't wish to receive any more texts", "I don't need you any more",
    "I don't need anyone to text me thank you", "No texting please", "I'd like to leave",
    "I'd like to opt out", "id like to unsubscribe", "I want to cancel this",
    "I want to stop receiving messages", "I'd like to stop being texted", "want to stop this now",
    "I want these texts to stop", "These need to stop", "Can these messages be stopped",
    "I would like these texts stopped", "can you make these stop", "end this",
    "Please end the messages", "stop sending me these messages", "stop messaging",
    "stop contacting my husband he has dementia", "please don't keep on texting",
    "you can stop texting me now dear, I've got my daughter here",
    "no need to keep sending these, I'm fine now", "You needn't keep texting",
    "there's no need to check on me any more", "I don't want you checking up on me",
    "I'm not going to carry on with this thank you, please take me off",
    "I have decided not to continue with the texts", "I don't want to keep doing this",
    "I don't want to be texted by a machine", "I don't want a computer texting me",
    "Thank you but I've got my family round me and shan't need your texts",
    "I can manage without your texts now thank you", "I'd be better off without your texts",
    "I don't need a text every week", "you don't have to text me any more love, I've made friends",
    "not interested, don't contact me again", "I'm not interested in your service", "let me be",
    "leave me alone", "Leave us be", "I want leaving alone", "your texts are not wanted",
    "I never asked for these texts", "I didn't agree to be texted", "I withdraw my consent",
    "I do not consent to being texted", "Nobody gave you permission to text me",
    "nobody here wants these", "I want nothing more to do with this", "I want no part of this",
    "put a stop to these texts please", "call a halt to these messages",
    "turn these messages off please", "I thought it was something else. I don't want it. Stop",
    "I keep getting these messages and I don't want them",
])  # fmt: skip
def test_stop_may_be_said_plainly(text: str) -> None:
    assert heard(text) == "stop"


@each_of([
    "It's very kind of you but I'd rather you didn't write any more",
    "I won't be needing your messages any longer, thank you dear",
    "I'd be obliged if you'd stop sending messages", "Would you mind not texting me",
    "I would be grateful if you would stop writing to me",
    "Could you please refrain from texting me",
    "Would you please be so kind as to stop sending me texts",
    "Would it be rude to ask you to stop",
    "Would you be so good as to leave me off your texts in future, and stop these messages",
    "I'm ever so sorry to be a bother but I don't want the texts any more dear",
    "I hope you won't mind but I'd like to stop having these",
    "I'd prefer not to get these messages", "I do hope this doesn't offend, but please take me off",
    "I'd like to stop now thank you dear", "You've been ever so kind but I'd like to stop now",
    "Ta very much but you can stop now", "It was nice while it lasted but I'd like to stop now",
    "Bless you for trying but no more texts please",
    "Hello dear, it's Rose. I don't want to carry on with this, sorry",
    "Much as I appreciate it, no more messages please", "I'd rather not have the texts",
    "If it's all the same to you I'd rather you stopped texting", "I'd prefer no contact thank you",
    "I don't think I want these any more", "Could I ask you to take me off your texting list?",
    "I'm not well enough for this, please stop texting",
    "My eyesight is bad so please don't send any more",
    "I'm 87 and I do not want these on my phone",
    "I'm too old for all this texting, please stop it",
])  # fmt: skip
def test_stop_may_be_said_kindly(text: str) -> None:
    assert heard(text) == "stop"


@each_of([
    "stop pestering me", "stop bothering me please", "stop mithering me", "Stop bloody texting me",
    "bugger off and stop texting", "fed up with you texting", "I've had enough of these messages",
    "I'm sick and tired of these messages", "sick of you lot texting me", "Give over mithering me",
    "I've asked you three times to stop", "why won't you stop texting me", "I told you to stop",
    "I have already sent STOP twice", "How many times do I have to tell you to stop",
    "For the love of God stop texting me", "for crying out loud stop texting me",
    "Look, I've had enough. Take me off your list or I'm going to complain",
    "If you text me again I'm going to the police", "one more text and I'm calling the police",
    "will you lot leave me in peace", "leave an old woman alone", "go away and leave me alone",
    "don't you dare text me again", "DO NOT TEXT ME", "TAKE ME OFF THIS LIST NOW", "NO MORE TEXTS",
    "WILL YOU STOP", "you lot need to stop texting me", "pack it in with the messages",
    "cut it out with the messages", "I have no time for this, take me off", "stop harassing me",
    "What do I have to do to stop these messages", "You keep sending me messages I don't want",
])  # fmt: skip
def test_stop_may_be_said_angrily(text: str) -> None:
    assert heard(text) == "stop"


@each_of([
    "take me off your list", "please remove my number", "Take me off", "Please take me off it",
    "delete my number", "lose my number", "I want off this list", "get me off this list",
    "I want my number removed", "I'd like removing from this", "Could I be taken off your list",
    "May I be removed please", "Take my name off please", "Get my name off your books",
    "cross me off", "strike me off your list", "scrub me off your list", "rub my name out",
    "Delete me from your records", "Please erase my details from your system",
    "Kindly remove my name from your records", "Please do not keep my number",
    "Under GDPR I request that you delete my data", "I request removal", "Please remove me",
    "remove 07700 900123 from your list please", "unsubscribe my number", "sign me off please",
    "Please take Rose Tyler off your list", "I asked to be taken off weeks ago",
])  # fmt: skip
def test_stop_may_be_to_be_taken_off(text: str) -> None:
    assert heard(text).startswith("stop")


@each_of([
    "how do I stop these", "how do I get off your list", "How do I unsubscribe?", "how to cancel",
    "How can I stop you texting me?", "How do I come off this thing", "can I stop this",
    "can you stop this please", "is there a way to come off this", "could this be stopped please",
    "would you stop please", "Will you not stop", "How do you turn this off",
    "is it possible to be taken off", "What do I do to stop these texts",
    "Tell me how to stop these messages", "any chance you could stop texting",
    "how do i opt out of this service",
])  # fmt: skip
def test_stop_may_be_a_question(text: str) -> None:
    assert heard(text) == "stop"


@each_of([
    "can you stop texting my mum", "my mother has died please stop texting",
    "can you take my dad off your list please", "mum doesn't want these any more",
    "My husband no longer needs your texts", "Please unsubscribe my mother",
    "She's 90 and can't use a phone, take her off the list", "leave my mum alone",
    "Rose died in March. Please stop texting her phone.",
    "I'm her daughter, please don't text her again", "my nan says can you stop texting her thanks",
    "Rose doesn't want these any more",
    "My wife passed away in October. Please remove her from your list.",
    "Dad has gone into a home so please stop these messages", "my gran doesnt want ur texts",
    "Mum passed away last week. Please could you stop her texts",
    "Mum would like to leave the scheme", "I'm her carer. Please remove Mrs Jones from your list.",
    "Elsie would like you to stop texting her", "My daughter wants me off this",
    "Grandma says stop", "He says he doesn't want any more texts",
])  # fmt: skip
def test_stop_may_be_asked_for_somebody_else(text: str) -> None:
    assert heard(text) == "stop"


@each_of([
    "dinnae text me any mair", "will ye stop texting us", "Ah dinna want these messages",
    "I'm no wanting any mair o these", "Stop textin us man", "Howay man stop texting us",
    "divvent text us again", "I divn't want these, pet", "give over texting me",
    "tek us off this please", "I don't want owt to do with it, stop", "do one with ya texts",
    "gerroff texting me", "yow can stop texting me bab", "tek me off yer list bab",
    "Stop it ar kid", "leave off will yer", "There's lovely but no more texts please bach",
    "I'm not wanting this butt, stop", "I don't want em no more, stop the texts my lover",
    "Kindly do not send me any further messages", "I am not wanting these messages",
    "Please to stop sending message", "Do the needful and remove my number",
    "No need of these messages, please stop", "Please be stopping these messages",
    "stop de text dem", "mi nuh want no more text", "leave mi alone and stop text me",
    "Abeg remove my number", "I no want this message again", "Stop send me message please",
    "Please no send me sms",
])  # fmt: skip
def test_stop_may_be_said_in_every_part_of_the_country(text: str) -> None:
    assert heard(text).startswith("stop")


@each_of([
    "plese stop txting me", "dnt txt me no more", "dont want these mesages anymore",
    "I wld like to stop getting these texts", "dont wont thes texts", "cn u stop txtin me pls",
    "plz stp txtin me", "no mor txts pls", "pls remov my number", "stop sendin me theez",
    "STOP TEXTIN ME", "i dont wont to get thes no mor", "tak me of yor list", "id like 2 stop",
    "plz tk my name off ur list", "nomore texts", "plese dont tex me agen",
])  # fmt: skip
def test_stop_may_be_misspelt(text: str) -> None:
    assert heard(text).startswith("stop")


@each_of([
    "Please note I do not wish to be contacted by text", "I wish to withdraw from the scheme",
    "To whom it may concern, please stop", "Please discontinue this service", "cease and desist",
    "I should be grateful if you would remove my name from your circulation list.",
    "I hereby request that you cease all further communication with this number.",
    "Kindly note that I no longer require this service.", "Please make no further contact",
    "Resident has moved to nursing home, please stop texts",
    "Client no longer requires this service", "Service user would like to opt out",
    "Please accept this as my resignation and stop", "I would appreciate being removed",
    "Please action my request to be removed",
])  # fmt: skip
def test_stop_may_be_said_formally(text: str) -> None:
    assert heard(text) == "stop"


# ── what only holds the words ───────────────────────────────────────────────────────────────


@each_of([
    "stop by tomorrow", "the bus stop", "sat at the bus stop", "next stop Blackpool", "full stop",
    "pit stop", "stop off at the shop", "can you stop for a cuppa?", "stop here for the night",
    "I'll stop at home today", "stopping in tonight", "stop at the corner please", "stop in bed",
    "our Jean is stopping with us till Sunday", "Does the 42 stop outside the library?",
    "please stop by for a cuppa", "you can stop with me", "are you stopping long",
    "can't stop long", "kindly stop outside the church", "stop a minute I've dropped my glasses",
    "bus stop", "Non stop.", "We stop for elevenses at 11", "non-stop all day",
    "stop" + " " * 300 + "by", "stop" + "." * 300 + "by tomorrow",
])  # fmt: skip
def test_a_stop_on_the_way_is_no_stop(text: str) -> None:
    assert heard(text) == ""


@each_of([
    "don't stop", "never stop", "can't stop, off to bingo", "rain won't stop",
    "I couldn't stop laughing", "please don't stop texting me",
    "I hope you don't stop these messages", "I don't want to stop",
    "I'd hate it if you stopped texting", "don't take me off your list", "I don't want to leave",
    "never stop texting me you're all I've got", "I hope these texts never end", "dont stop",
    "I'd be lost without your texts", "I don't want to cancel", "please don't cancel Friday",
    "no don't stop them I like them", "oh no don't stop", "I don't want them to stop",
    "why did you stop texting me", "I look forward to your messages",
    "your texts cheer me up no end", "I would miss these if they stopped",
    "I pressed stop by mistake", "sorry I sent STOP by mistake", "didn't mean to text stop",
    "should I stop?", "do I have to text STOP?", "what does STOP mean",
    "what happens if I text stop",
])  # fmt: skip
def test_who_does_not_want_to_stop_says_so(text: str) -> None:
    assert heard(text) == ""


@each_of([
    "stop it you're making me laugh", "Stop! You're making me laugh", "stop!? no, go on",
    "Stop! That's so funny", "Stop! You're killing me", "ha ha stop it", "ooh stop it you",
    "stop me if you've heard this", "Stop press! I won at bingo", "Stop thief haha",
    "stop, look and listen", "Stop it! You'll have me in stitches",
])  # fmt: skip
def test_stop_in_jest_is_no_stop(text: str) -> None:
    assert heard(text) == ""


@each_of([
    "Mill Lane: fish and chips on Friday. Reply STOP to opt out",
    "is this real? 'You have won a prize, txt STOP to end'",
    'Someone sent me "Your parcel is held, text STOP to unsubscribe" is it a scam?',
    "the letter says 'reply STOP to opt out', what do I do",
    "Hello Rose, how was your week? Text STOP to end. 1 good 2 so-so 3 low",
    "Fwd: Flu jabs now! To unsubscribe reply STOP",
])  # fmt: skip
def test_a_quoted_footer_is_no_stop(text: str) -> None:
    assert heard(text) == ""


@each_of([
    "the doctor told me to stop taking them", "my pills made me stop", "I had to stop driving",
    "stop worrying", "I need to stop eating biscuits", "doctor says I need to stop smoking",
    "my grandson won't stop texting", "I told my sister to stop ringing me",
    "they've stopped my pension", "he asked me to stop texting him",
    "my neighbour won't leave me alone", "the kids won't leave me alone",
    "scammers keep texting me, how do I stop them", "how do I stop the tap dripping",
    "stop that noise", "the texts from the bank are a nuisance", "how do I stop scam calls",
    "tired of texts from scammers", "I don't want his messages", "My ex keeps texting me",
    "has the rain stopped", "my watch has stopped", "your messages have stopped coming",
    "I've stopped getting the texts", "please stop calling me dear", "stop the music",
    "stop the alarm", "how do we stop the closure of the library",
    "I have to stop texting now, tea's ready", "I must stop now, bye love",
    "I'll stop rabbiting on now",
])  # fmt: skip
def test_what_others_or_other_things_should_stop_is_no_stop(text: str) -> None:
    assert heard(text) == ""


@each_of([
    "end of the week", "the end", "at the end of the day", "weekend", "End house on the left",
    "I'm at my wits end", "cancel Friday's lunch", "cancel my appointment on Friday", "cancel that",
    "can you cancel the taxi", "please cancel my visit, I have a cold", "Can't cancel my Sky",
    "quit smoking", "I quit bowls years ago", "I quit.", "leave it with me",
    "leave the key under the mat", "I'd like to leave at 3", "take me off to the seaside",
    "take him off the lead", "Take me off the lunch list for Friday",
    "remove my name from the raffle", "remove the stitches", "I lost my number plate",
    "delete the photo", "my number is 07700 900123", "get me off this sofa",
    "I'm opting out of the raffle", "count me out for Friday", "unsubscribed from the newspaper",
    "I want to leave this house to the cat", "leave me a message",
    "I will be leaving hospital on Friday",
])  # fmt: skip
def test_an_end_of_other_things_is_no_stop(text: str) -> None:
    assert heard(text) == ""


@each_of([
    "I've had enough of this weather", "I'm fed up", "I've had enough", "I'm sick of the telly",
    "I'm tired of being on my own", "I don't want to be a bother", "I don't want any dinner",
    "don't bother", "don't worry about texting back", "no need to reply", "not interested",
    "no thanks", "I don't want company", "I don't need anything", "I don't get many messages",
    "I'd rather not", "I don't want to go", "not for me", "I live alone", "don't leave me alone",
    "I don't like being left alone", "I don't want another cat", "no more cake",
    "no more visits this week please", "I don't need a lift thanks", "I don't need Sam today",
    "I don't want you to worry", "don't send flowers", "I don't like texting",
    "I'm no good at texting", "Nobody texts me", "no messages from my son again",
    "I never get any texts", "don't send an ambulance", "can't be doing with this weather",
    "I don't want these tablets any more", "don't text back, I'm off to bed",
    "Sorry I missed your message", "my free texts have ended",
])  # fmt: skip
def test_who_wants_none_of_something_else_does_not_stop(text: str) -> None:
    assert heard(text) == ""


@each_of([
    "too many texts", "you text too often", "don't text me so early", "please don't text before 9",
    "no texts after 8pm please", "don't message me at night", "stop sending me so many texts",
])  # fmt: skip
def test_too_many_or_too_early_is_no_stop(text: str) -> None:
    assert heard(text) == ""


@each_of([
    "stop till Monday", "stop for now", "no texts till after Christmas", "don't text me this week",
    "please stop texting me until the new year", "stop for a while please",
])  # fmt: skip
def test_to_stop_for_a_while_is_a_pause(text: str) -> None:
    assert heard(text) == ""


@each_of(["", " ", "...", "?", "\x00", "x", "\U0001f642", "stopwatch"])
def test_nothing_much_is_no_stop(text: str) -> None:
    assert heard(text) == ""


def test_why_says_what_kind_of_words_they_were_and_never_the_words() -> None:
    found = stop(said("I'm Dot Cotton and I don't want these texts any more"), ANYWHERE)
    assert found is not None
    assert found.why == "does not want them"


# ── a keyword right after a reason, in one breath ───────────────────────────────────────────


@each_of([
    "I've got my daughter for this stop", "thats enough thank you stop", "too many texts stop",
    "dont need it stop", "you are wasting your time with me stop", "not for me thanks stop",
    "my phone keeps going off all night stop", "at my age I dont want this stop",
    "I dont know you stop", "goodbye stop", "forget it, stop", "I've had enough now stop",
    "No longer interested please remove", "ffs stop",
    "please stop my hands are too shaky", "stop pls and thank u", "no thanks \U0001f6d1",
    "STOP HELLO", "withdraw me please", "block me", "stop means stop", "oh do stop",
    "I do not wish to take part any more", "kindly have my name removed", "have these stopped",
    "begged you twice to stop", "stop it stop it stop it", "let an old woman be",
])  # fmt: skip
def test_a_keyword_may_end_a_reason_without_a_pause(text: str) -> None:
    assert heard(text) == "stop"


@each_of([
    "I'm not bothered with this stop it", "it's not for me", "I won't be continuing",
    "Not wanted. Please remove", "no means no", "count me out", "I am giving this up",
    "this is intrusive",
])  # fmt: skip
def test_what_may_be_about_us_is_asked_about(text: str) -> None:
    assert heard(text) in ("stop", "stop?")


@each_of([
    "I missed my stop", "I got off at the Corn Hall stop", "I want the hospital stop",
    "my watch may stop", "once I start I don't stop", "when will this rain stop",
    "I heard the engine stop", "the lollipop man said stop", "my benefits stop",
    "I told the cold callers to go away and stop", "I love these never stop",
    "my glasses I don't need them any more", "I forget my number sometimes",
    "wasting my time with the gas board", "why have the messages stopped",
    "will the texts stop", "nobody wants this to stop", "I'd be sad if you stop",
])  # fmt: skip
def test_a_stop_at_the_end_may_be_another(text: str) -> None:
    assert heard(text) == ""
