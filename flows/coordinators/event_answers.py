"""What a coordinator answers while an event is drafted, changed or called off.

Her own words are kept as she texted them; nothing is sent but by a plain YES.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from flows.coordinators.mending import mends
from flows.coordinators.yes_or_change import is_no, is_yes
from flows.engine import Ask, Talk, fills_in
from flows.hearing import Expect, Heard, Scene
from flows.hearing.plain import Said
from flows.steps import Fills

FOR_A_WHILE: Final = timedelta(hours=2)
"""How long a draft waits for its YES: a YES of tomorrow may be about something else."""

KEPT: Final = 2_000
"""Characters of one text of hers that are kept."""


def any_words(*, none_counts: bool = False) -> Expect:
    """Anything; a plain no drops it, unless it is an answer here."""

    def heard(said: Said, here: Scene) -> Heard | None:
        tidy = " ".join(said.raw.split())[:KEPT]
        if not tidy:
            return None
        if is_no(tidy) and not none_counts:
            return Heard("left", "", why="a plain no")
        return Heard("heard", tidy, why="in her own words")

    return Expect(("heard", "left"), (), heard)


def decides() -> Expect:
    """A plain YES, a no, what is to be changed, or nothing that counts."""

    def heard(said: Said, here: Scene) -> Heard:
        tidy = " ".join(said.raw.split())[:KEPT]
        if is_yes(tidy):
            return Heard("yes", "yes", why="a plain yes")
        if is_no(tidy):
            return Heard("no", "no", why="a plain no")
        return Heard("mended" if mends(tidy, here) else "not_yet", tidy, why="no plain yes")

    return Expect(("yes", "no", "mended", "not_yet"), ("YES", "NO"), heard)


def question(name: str) -> Fills:
    """Keeps what was asked, so that her answer is taken as one to that."""

    def keeps(talk: Talk) -> Mapping[str, str]:
        told = talk.world.told_of
        return {"question": name, "told": str(told.id) if told else ""}

    return fills_in("question", "told")(keeps)


def asks(name: str, hears: Expect | None = None, *, opening: bool = False) -> Ask:
    """Asks for something in her own words, which `take` puts with those before."""
    return Ask(
        name,
        hears=hears or any_words(),
        keeps=None if opening else question(name),
        opening=opening,
        wait=FOR_A_WHILE,
        heard="take",
        left="left",
        silence="lapsed",
        unclear="left",
    )


def asks_for_yes(
    name: str, yes: Callable[[Talk], str], *, mended: str = "take", not_yet: str = "left"
) -> Ask:
    """Asks for the plain YES without which nothing is sent."""
    leads: dict[str, Any] = {"yes": yes, "no": "left", "mended": mended, "not_yet": not_yet}
    return Ask(
        name,
        hears=decides(),
        keeps=question(name),
        wait=FOR_A_WHILE,
        silence="lapsed",
        **leads,
    )
