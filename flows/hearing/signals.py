"""What may be said at any moment, whatever was asked: danger first, then STOP, then the rest.

Whole messages only, for now: a text is a signal if, marks and case aside, it is one of these.
The STOP words are those that Twilio acts on by itself, so that our record and theirs agree
(Twilio, "Advanced Opt-Out"); a bare YES is deliberately no START.
"""

import re
from datetime import timedelta

from flows.hearing.plain import plain
from flows.hearing.scene import ANYWHERE, Scene
from flows.hearing.signal_names import Signal, SignalHeard

WHOLE_MESSAGES: dict[Signal, str] = {
    Signal.URGENT: """999|call 999|emergency|urgent|sos|help me|please help me|help me please
        |ambulance|call an ambulance|i need an ambulance|ive fallen|i have fallen
        |i fell and cant get up|ive fallen and cant get up|i cant get up|i cant breathe
        |cant breathe|chest pain|i have chest pain|heart attack|stroke|fire|i want to die
        |i want to kill myself|im going to kill myself|suicidal|i am suicidal|im suicidal""",
    Signal.STOP: """stop|stopall|stop all|unsubscribe|cancel|end|quit|revoke|optout|opt out
        |stop please|please stop|stop it|stop now|stop texting me|stop texting|stop thank you
        |please stop texting me|dont text me|please dont text me|leave me alone|remove me
        |stop thanks""",
    Signal.START: "start|unstop|start again|restart|start please",
    Signal.HELP: "help|info|help please|what is this|who is this|who are you",
    Signal.PERSON: """person|a person|human|talk to a person|can i talk to somebody
        |can i talk to someone|can i speak to someone|can i speak to somebody|person please
        |call me|ring me|please ring me|please call me""",
    Signal.PAUSE: "pause|pause please|please pause|pause hellos",
    Signal.MORE: "more|more please|more often",
    Signal.LESS: "less|less please|less often|fewer|not so often",
    Signal.DONE: "done|all done|done thanks|ive rung|rung",
    Signal.THANKS: """thanks|thank you|thankyou|thx|ta|cheers|ok|okay|ok thanks|ok thank you
        |thanks love|thank you love|bless you|lovely|lovely thanks|will do|you too|bye|goodbye
        |night night""",
    Signal.USE_SMS: "sms|use sms|text me|use texts",
    Signal.USE_TELEGRAM: "telegram|use telegram",
}

_BY_WORDS = {
    " ".join(words.split()): signal
    for signal, table in WHOLE_MESSAGES.items()
    for words in table.split("|")
}

_PAUSE_FOR = re.compile(
    r"(?:please )?pause (?:for )?(?:(a|one|two|three|four|six|[0-9]{1,3}) )?"
    r"(day|week|fortnight|month)s?(?: please)?"
)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}


def signal(text: str, scene: Scene = ANYWHERE) -> SignalHeard | None:
    """The signal that this text is, as a whole message, or None."""
    words = plain(text)
    if (found := _BY_WORDS.get(words)) is not None:
        return SignalHeard(found)
    if (pause := _PAUSE_FOR.fullmatch(words)) is not None:
        count = _NUMBERS.get(pause[1] or "a") or int(pause[1])
        lasting = timedelta(days=max(1, count) * _DAYS[pause[2]])
        return SignalHeard(Signal.PAUSE, scene.local and (scene.local + lasting).date())
    return None
