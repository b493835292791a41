"""A coordinator writes from a phone that nobody has confirmed: a code goes to another of theirs."""

from collections.abc import Mapping

from flows.engine import OPENING, Do, Flow, Passed, Say, Talk, leads_to
from flows.facts.trusting import PhoneCodeSent, PhoneCodeTried, PhoneTrusted
from flows.trusting import CONFIRM, code_in
from flows.world import COORDINATOR, Neighbour
from flows.world.proving import Proof


def proof(talk: Talk) -> Proof:
    """How it can be shown that the phone is theirs."""
    seen = talk.world.proof
    return seen if isinstance(seen, Proof) else Proof()


@leads_to("trusted", "wrong", "too_often", "no_code", "sent", "no_other", "too_many")
def how_it_stands(talk: Talk) -> str:
    """A code that comes back counts once; a word of the team's brings a new code."""
    seen = proof(talk)
    if code_in(talk.said.get(OPENING, "")):
        if not seen.open:
            return "no_code"
        if seen.right:
            return "trusted"
        return "wrong" if seen.tries > 1 else "too_often"
    if not seen.to:
        return "no_other"
    return "too_many" if seen.many else "sent"


def sent(talk: Talk) -> PhoneCodeSent:
    """It is out."""
    return PhoneCodeSent(proof(talk).hashed)


def tried(talk: Talk) -> PhoneCodeTried:
    """It was another one."""
    return PhoneCodeTried(proof(talk).code_id)


def confirmed(talk: Talk) -> PhoneTrusted:
    """From now on the phone is theirs."""
    return PhoneTrusted(proof(talk).code_id)


def to_the_other(talk: Talk) -> tuple[Passed, ...]:
    """The code, to a phone of theirs that is confirmed: never to the one they write from."""
    return _there(talk, "confirm_phone.code", {"code": proof(talk).code})


def told_the_other(talk: Talk) -> tuple[Passed, ...]:
    """The phone that was theirs before hears that there is another now."""
    return _there(talk, "confirm_phone.another", {})


def _there(talk: Talk, key: str, values: Mapping[str, str]) -> tuple[Passed, ...]:
    person, to = talk.world.person, proof(talk).to
    them = Neighbour(person.id, person.name, person.language)
    return (Passed(them, key, values, at_address=to),) if to else ()


confirm_phone = Flow(
    CONFIRM,
    Do("look", then=how_it_stands),
    Say("sent", did=sent, passes=to_the_other),
    Say("no_other"),
    Say("too_many"),
    Say("wrong", did=tried),
    Say("too_often", did=tried),
    Say("no_code"),
    Say("trusted", did=confirmed, passes=told_the_other),
    sees=("proof",),
    role=COORDINATOR,
)
