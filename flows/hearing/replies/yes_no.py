"""Yes, no, maybe, later: what a reply to such a question means, or None.

English goes clause by clause: what is said outright outweighs a hint, what follows a "but"
outweighs what stood before it, what mends ("I mean no") outweighs what it mends; and whatever
is left with two meanings is heard as none. A native speaker corrects `english/yes_no.yaml`.
"""

from functools import cache

from flows.hearing.answers import Expect, Heard
from flows.hearing.plain import Said
from flows.hearing.replies.clauses import clauses
from flows.hearing.replies.telling import told
from flows.hearing.replies.weighing import ANSWERS, OTHER, Told, meaning
from flows.hearing.scene import Scene
from flows.hearing.tables import table
from flows.hearing.tongues import yes_no_in


def YesNo() -> Expect:
    """A yes, a no, or not now. The value may also be maybe, which leads where later does."""
    return Expect(("yes", "no", "later"), ("YES", "NO"), yes_no)


def yes_no(heard: Said, scene: Scene) -> Heard | None:
    """Which of the four a text is: in their own language first, then in English."""
    if scene.language not in ("", "en") and (found := yes_no_in(heard, scene)):
        return found if found.sure else None
    if found := _english(heard):
        return found
    return None if scene.language else yes_no_in(heard, scene)


def _english(heard: Said) -> Heard | None:
    meant = _with_faces(told(clauses(heard)), heard)
    if meant is None or meant.answer not in ANSWERS:
        return None
    return Heard("later" if meant.answer == "maybe" else meant.answer, meant.answer, why=meant.why)


def _with_faces(said: list[Told], heard: Said) -> Told | None:
    """What words and faces mean together: "no thanks" with a thumb up is still a no."""
    meant = meaning(said)
    shown = {answer for face in heard.faces if (answer := _faces().get(face))}
    if meant is None:
        alone = len(shown) == 1 and OTHER not in said
        return Told(shown.pop(), "firm", "a face") if alone else None
    bare_no = heard.words == "no" and "yes" in shown
    return None if bare_no or (meant.answer == "yes" and "no" in shown) else meant


@cache
def _faces() -> dict[str, str]:
    rows = table("english/yes_no")["faces"]
    return {face: answer for answer, row in rows.items() for face in row.split()}
