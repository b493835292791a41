"""How somebody is: good, so-so or low, or a number on a scale."""

from flows.hearing.answers import Expect, Heard, declined
from flows.hearing.plain import Said
from flows.hearing.scene import Scene

_GLAD = "\U0001f600|\U0001f603|\U0001f604|\U0001f642|\U0001f60a|\U0001f970"
_SO_SO = "\U0001f610|\U0001f615|\U0001f611"
_SORRY = "\U0001f61e|\U0001f622|\U0001f641|\U0001f62d|\U0001f614|\u2639"
_UP, _DOWN = "\U0001f44d", "\U0001f44e"
_FACES = {
    face: mood
    for mood, faces in {
        "good": f"{_GLAD}|{_UP}",
        "soso": _SO_SO,
        "low": f"{_SORRY}|{_DOWN}",
    }.items()
    for face in faces.split("|")
}
_TABLE = {
    " ".join(words.split()): mood
    for mood, row in {
        "good": """1|one|good|1 good|fine|very good|great|lovely|well|very well|i am fine
        |all right|alright|i am good|good thanks|good thank you|fine thanks|fine thank you|not bad
        |not too bad|not bad thanks|i am all right|i am alright|i am okay|i am well|happy""",
        "soso": """2|two|so so|soso|2 so so|so so thanks|okay|okay thanks|middling|up and down
        |not so good|not great|could be better|bit tired|tired|meh""",
        "low": """3|three|low|3 low|bad|sad|lonely|a bit low|a bit low this week|i am low
        |feeling low|very low|down|feeling down|terrible|awful|rough|not good|not well|poorly
        |i am lonely|i am sad""",
    }.items()
    for words in row.split("|")
}


def Mood() -> Expect:
    """How somebody is: good, soso or low; or skip, if they would rather not say."""
    return Expect(("good", "soso", "low", "skip"), ("1", "2", "3"), mood)


def mood(heard: Said, scene: Scene) -> Heard | None:
    """Which of the three a text is."""
    if declined(heard):
        return Heard("skip", "skip", why="they would rather not say")
    moods = {_FACES.get(face) for face in heard.faces if face in _FACES}
    if heard.words:
        moods.add(_TABLE.get(heard.words))
    found = moods.pop() if len(moods) == 1 else None  # "fine :(" can mean two things
    return Heard(found, found) if found else None
