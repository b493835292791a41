"""What a flow sees of somebody as a befriender: whom they visit, what they learned, who helps."""

from dataclasses import dataclass

from flows.world import Neighbour


@dataclass(frozen=True, slots=True)
class Growing:
    """One befriender, or somebody who may become one.

    visits: whom they visit now. visit_days: on which weekdays (Monday is 0). resting: they have
    eased off, or are away. cup_silent: how often running they said nothing of their cup. sent: the
    lessons they got. known: modules that they need not hear. lessons_rest: they want no more.
    reflected: they were asked of their first visits; reflection: what they said then, if we still
    have it. mentor: who takes a question of theirs; mentor_chat: the chat they have with them, or
    0. is_mentor and would_visit: what they answered when asked, or "".
    """

    visits: tuple[Neighbour, ...] = ()
    visit_days: frozenset[int] = frozenset()
    resting: bool = False
    cup_silent: int = 0
    sent: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    lessons_rest: bool = False
    reflected: bool = False
    reflection: str = ""
    mentor: Neighbour | None = None
    mentor_chat: int = 0
    is_mentor: str = ""
    would_visit: str = ""
