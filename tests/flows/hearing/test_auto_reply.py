# ruff: noqa: E501 (machines write long lines)
"""What machines write is known from what people write; in doubt it is a person's."""

import pytest

from flows.hearing.auto_reply import is_auto_reply

MACHINES = """
I'm driving right now.
I'm driving - Sent from My Car
I'm driving with Do Not Disturb While Driving turned on. I'll see your message when I get where I'm going.
I'm driving with Driving Focus turned on. I'll see your message when I get where I'm going.
(I'm not receiving notifications. If this is urgent, reply "urgent" to send a notification through with your original message.)
I am currently driving
I'm driving right now. I'll get back to you later.
I can't text right now, I'm in driving mode. Sent by Android Auto
Automatic reply: Out of office
Auto-Reply: I am away until 3 June.
AUTO REPLY Thank you for your text. This number is not monitored.
Autoreply: on holiday till Monday
Out of office: back on Tuesday 9th
Out of Office - I will be back on 12 August. For urgent matters ring 01632 960123.
OOO until Thursday
I am currently out of the office and will reply to your message on my return.
I am out of the office with limited access to emails.
I'm on annual leave until 5 August. If urgent please contact the office.
I am now on maternity leave, returning on 1 March. Please contact Jo.
Our office is closed. We reopen at 9am on Monday.
The office is now closed. Our opening hours are Mon to Fri 9-5.
I am away from my desk at the moment and will reply when I return
Thank you for your message. A member of our team will be in touch shortly.
Thank you for contacting Mill Lane Surgery. We aim to respond within 24 hours.
Thanks for your message! We are currently closed.
Thank you for your enquiry, we will reply within 2 working days
Thanks for getting in touch with Bob's Plumbing. One of our team will call you back.
Thanks for texting! We will get back to you as soon as possible.
Your message has been received. We will respond in due course.
We have received your message and an adviser will reply.
This is an automated message. Please do not reply.
This is an automated response to your text message.
This is an automatic reply. I will read your message later.
THIS IS AN AUTO REPLY. I DO NOT READ TEXTS ON THIS PHONE
This message was sent automatically
Please do not reply to this text.
Do not reply to this message, this inbox is not monitored.
This is a no-reply number.
Replies to this number are not read.
This mailbox is not monitored
You have texted an unmonitored number.
Sorry, this number does not accept text messages.
This number does not accept incoming texts. Please call instead.
This number cannot receive text messages.
This phone is unable to receive texts
The number you have texted is not in service.
The number you are trying to reach is not set up to receive messages
Free Msg: Unable to send message - Message Blocking is active.
FreeMsg: your text could not be sent
Delivery receipt: +447700900123 delivered 12:04
Delivery report: Message delivered to 07700900123
DELIVERED
Message delivered
Message delivered to +447700900123 on 01/06/26
Your message to Mill Lane: your message was delivered
Your text message has been delivered as a voice message.
Your text could not be delivered to this number
Read receipt: seen 10:12
Message not delivered. The person may be out of reach.
Welcome to Acme alerts. Reply STOP to unsubscribe. Msg & data rates may apply.
Thanks for your order! Reply HELP for help, reply STOP to opt out.
Network message: this customer's phone is switched off
Rose has notifications silenced
"""

PEOPLE = """
I'm driving my sister to the hospital tomorrow
i dont drive any more love
im driving Betty mad with all my questions
I was driving home when I saw it
My driving days are over
Can't talk now, I'm on the bus
I'm out
I'm out of the house on Tuesdays
I am out of the office on Tuesday so can't visit Rose
I'm on holiday next week, back on the 9th
On annual leave next week so can Pat see Rose?
I am away until Friday, my daughter has me
away at my sons, back sunday, will text you then
Thank you for your message
Thank you for your message dear, it cheered me up
Thanks for your text, I'll let you know
Thank you for your text. Yes please, I would like to come
Thanks for getting in touch, it is very kind
Thank you for texting me, I was feeling low
Thank you, your message made my day
I'll get back to you
Will reply when I have my glasses
I will reply tomorrow when Sam is here
Please don't stop texting me
please do reply
Please do not reply to me any more
I want to unsubscribe
how do I go about it to unsubscribe
I did not get your message
Did you receive my text?
I have received your letter
Has it been delivered?
my shopping has been delivered
Tesco delivered the wrong milk again
The parcel was not delivered
My prescription was delivered thank you
The number you gave me for the hall is wrong
What number are you texting from?
you have the wrong number
This number is my son's
This is my new number, Rose
I can't receive pictures on this phone
I can't get texts when I'm at my daughter's
I do not like automatic doors
The reply was very nice
The office is closed when I go past
Is your office open on Monday?
The surgery was closed when I rang
The library is closed so I am at home
We are closed in by the snow
Sorry I missed you, I was asleep
Sorry I can't talk right now
Can you call me later?
I'm in a meeting with the doctor
I'm busy Thursday
Busy at the moment, text later x
do not disturb me before nine please
Please do not ring after nine
please dont reply if its late
My phone was switched off
It is urgent, please ring me
My daughter will be in touch
We will come on Friday, Bert and me
Thanks for your message, we will come on Friday, Bert and me
I stopped taking that tablet
How do I stop the washing machine
I am in the office at Mill Lane on Mondays if you need me
ooh lovely
Received with thanks x
Not too bad, a bit tired
YES
ok
"""


@pytest.mark.parametrize("text", MACHINES.strip().splitlines())
def test_a_machine_is_known_for_one(text: str) -> None:
    assert is_auto_reply(text)


@pytest.mark.parametrize("text", PEOPLE.strip().splitlines())
def test_a_person_is_heard(text: str) -> None:
    assert not is_auto_reply(text)


@pytest.mark.parametrize("text", ["", " ", "STOP", "START", "HELP", "999", "\x00", "auto"])
def test_what_is_short_is_a_persons(text: str) -> None:
    assert not is_auto_reply(text)
