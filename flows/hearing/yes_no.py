"""Yes, no, maybe, later."""

from flows.hearing.answers import Expect, Heard
from flows.hearing.plain import Said
from flows.hearing.scene import Scene

_TABLE = {
    " ".join(words.split()): answer
    for answer, row in {
        "yes": """yes|y|yes please|yes thanks|yeah|yep|aye|ok|okay|please|please do|sure|go on then
        |oh go on then|of course|yes thank you|i would|i would like that|that would be nice
        |no problem|why not""",
        "no": """no|n|no thanks|no thank you|nope|nah|not for me|i would rather not|rather not
        |not really|no ta""",
        "later": """later|not now|not yet|not today|not this week|maybe later|ask me later
        |another time|ask me next week""",
        "maybe": "maybe|perhaps",
    }.items()
    for words in row.split("|")
}
_FACES = {"\U0001f44d": "yes", "\U0001f44e": "no"}


def YesNo() -> Expect:
    """A yes, a no, or not now. The value may also be maybe, which leads where later does."""
    return Expect(("yes", "no", "later"), ("YES", "NO"), yes_no)


def yes_no(heard: Said, scene: Scene) -> Heard | None:
    """Which of the four a text is."""
    answers = {_FACES.get(face) for face in heard.faces if face in _FACES}
    if heard.words:
        answers.add(_TABLE.get(heard.words))
    answer = answers.pop() if len(answers) == 1 else None
    if answer is None:
        return None
    return Heard("later" if answer == "maybe" else answer, answer)
