"""The pairings of whoever's turn it is, and which of them their words mean."""

from flows.talk import Talk
from flows.world.naming import parts_of
from flows.world.pairs import Befriending, Paired


def mine(talk: Talk, befriends: bool = True) -> tuple[Paired, ...]:
    """Those in which they visit somebody; or, with `befriends` false, are visited."""
    seen: Befriending | None = talk.world.my_pairs
    return tuple(each for each in seen.pairs if each.befriends is befriends) if seen else ()


def names_of(talk: Talk, befriends: bool = True) -> list[str]:
    """Whom they visit, by name; two of one name are told apart by a number."""
    return [label(each, mine(talk, befriends)) for each in mine(talk, befriends)]


def label(each: Paired, among: tuple[Paired, ...]) -> str:
    """The other's name; with their number where two have the same."""
    alike = [one for one in among if one.other.name == each.other.name]
    return each.other.name if len(alike) < 2 else f"{each.other.name} p{each.other.id}"


def picked(talk: Talk, *steps: str, befriends: bool = True) -> list[Paired]:
    """Those that the first of these answers that names one means; all where there is but one."""
    every = mine(talk, befriends)
    for step in steps:
        said = talk.answers.get(step, "")
        chosen = [each for each in every if label(each, every) == said]
        parts = set(parts_of(said))
        named = chosen or [each for each in every if parts & set(parts_of(each.other.name))]
        if named:
            return named
    return list(every) if len(every) == 1 else []
