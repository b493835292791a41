"""Whether the phone that somebody of the team writes from is theirs, and how that is shown."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Proof:
    """A code that can confirm a phone.

    code, hashed: a new one, and as it is kept. to: the address that it can be sent to; 0: they
    have no other that is trusted. many: they have been sent as many as in a day. open: one is out
    for this phone; code_id: which. right: what they have just texted is that one. tries: how often
    they may still answer.
    """

    code: str = field(default="", repr=False)
    hashed: str = field(default="", repr=False)
    to: int = 0
    many: bool = False
    open: bool = False
    code_id: int = 0
    right: bool = False
    tries: int = 0
