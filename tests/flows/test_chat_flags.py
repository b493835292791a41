"""What a person hears of in a chat: what is held back, what is looked at, and what is not."""

import pytest

from flows.chats.flags import flagged

HELD = """
    Could you lend me £200 till Friday
    can you lend me 50 quid love
    please send me some money
    What is your pin number?
    my account number is 12345678
    4929 1234 5678 9012
    sort code 20-30-40
    I'm going to hurt you
    fuck off
    you stupid old cow
    buy me a gift card
    have a look at http://x.co/abc
    see roses.com
    don't tell Sam about this
    I'm going to get you
    you have won a £500 prize
    you won't tell anyone about us, it's our secret, never tell your daughter about this
    will you put it into my bank account
    my bank card pin is 1234
    pin is 1234
    PIN: 1 2 3 4
    the pin number's 4821 love
    pin one two three four
    my pin is the same as my birthday
    tell me the pin and I'll pop to the cashpoint
    her pin number is in the blue book
    give us twenty quid
    can I borrow fifty pounds
    use my debit card for the shopping
    the key is under the mat
    key's under the flower pot, let yourself in
    spare key behind the gnome
    the key safe code is 4821
    what's the door code?
    I'll leave the back door open for you
    where do you keep your spare key
    are you alone
    are you alone tonight, shall I come round
    are you on your own just now?
    I'll come round when nobody's in
    shall I come over when there's nobody in
    I'll come round while your daughter is out
    send me a naked picture
"""
LOOKED_AT = """
    I know where you live
    keep this between us
    I still owe you a tenner
    I'm out of money till Thursday
    You can have some of my old tablets
    stop taking your tablets, they're rubbish
    I ran out of insulin
    ring me on 07700 900123
    I'm at 14 Mill Lane
    my postcode is SO16 2AB
    write to rose@example.org
    you are useless
    leave me alone
    stop texting me so much
    I've got no money left till Thursday
    I have no money
    what is your address
    what's your address?
    can I have your phone number
    where do you live?
    which house is yours
    do you live on your own
    does anyone else live with you
    is anybody else in with you
    could you get my tablets from the chemist
    can you pick up my prescription
    would you fetch me some painkillers love
    what tablets are you on
    I keep forgetting my tablets
    how many tablets should I take
"""
NEIGHBOURLY = """
    What's on at the hall on Friday?
    The money they spend on football!
    I took my tablets and had a nap
    My roses are doing well, how are yours?
    see you at 10.30 at the bench
    lend me your trowel would you
    I paid 3 pounds for a lettuce, daylight robbery
    it's £4 to get in
    stop it you'll make me laugh
    I'll kill those slugs
    bloody hell it's cold
    I was born in 1938
    bring 2 eggs and 4 oz butter
    I'm seventy nine on Sunday
    can I borrow your ladder
    I'd love a cup of tea
    would you like to come for a walk on Thursday at 2pm?
    My daughter is paying for the cake
    picked up my prescription today
    I won at bingo!
    the pin came out of my brooch
    He was a stupid man, my first husband
    I've no money worries thank God
    are you well love
    get me a loaf if you're going
    I will find you a cutting
    You have won the raffle!
    I'll get you a loaf
    did you see the price of butter, £2.50!
    my money's on Betty for the marrow cup
    my tablets make me ever so thirsty
    the doctor changed my tablets again
    I've run out of milk
    Sam took me to the bank
    I've lost my purse somewhere in the kitchen
    the postman came at 9.15
    I left my keys on the bus
    I can't find my keys again
    key lime pie, my favourite
    wipe your feet on the mat
    the rolling pin is in the drawer
    I pinned it up
    drop in when you're passing
    come round on Thursday for tea
    come round when you're free
    come over when it stops raining
    nobody was in at the hall
    there was nobody about this morning
    I'm on my own most days but I don't mind
    I live on my own with the cat
    are you on your way
    are you alone in liking marmite?
    shall I meet you at the door of the church
    I got my tablets this morning
    the chemist was shut
    what number bus is it
    we live in a lovely spot
    my son lives in Leeds
    twenty people came
    fifty years we were married
    I had two hundred daffodils
    the mayor's address was a bit long
    I've got a spare plant pot in the shed
    what time are you in
    I left the oven on
    the gate was open
    my number came up at bingo
    can you bring the cake
    would you get me some milk
    I'll bring you some soup
    you must take more rest
    could you fetch the chairs
"""


def lines(table: str) -> list[str]:
    return [line.strip() for line in table.strip().splitlines()]


@pytest.mark.parametrize("text", lines(HELD))
def test_a_person_reads_it_before_anybody_else(text: str) -> None:
    found = flagged(text)
    assert found and found.tier == "hold"


@pytest.mark.parametrize("text", lines(LOOKED_AT))
def test_it_goes_on_and_a_person_is_told(text: str) -> None:
    found = flagged(text)
    assert found and found.tier == "look"


@pytest.mark.parametrize("text", lines(NEIGHBOURLY))
def test_it_is_nobodys_business(text: str) -> None:
    assert flagged(text) is None


@pytest.mark.parametrize(
    "text", ["", " ", "x" * 5000, "hello " * 900, "🌹🌹", "مرحبا", "\0", "((("]
)
def test_nothing_is_too_odd_to_be_looked_at(text: str) -> None:
    assert flagged(text) is None


def test_the_gravest_counts() -> None:
    found = flagged("I'm at 14 Mill Lane. Could you lend me £50?")
    assert found and (found.tier, found.kind) == ("hold", "money")
