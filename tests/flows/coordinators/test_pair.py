"""PAIR and UNPAIR as a coordinator texts them: what was understood, and what stands in the way."""

import pytest

from flows.coordinators.naming import find, known
from flows.facts.pairs import PairEnded, PairProposed
from flows.world import BEFRIENDER, COORDINATOR, RESIDENT
from flows.world.naming import Named, NamedPerson
from flows.world.pairs import PairUp
from tests.flows.neighbour import Neighbour
from tests.flows.transcript import play

SAM = NamedPerson(2, "Sam Hill", frozenset({BEFRIENDER}), "SO16")
PAT = NamedPerson(3, "Pat", frozenset({BEFRIENDER, RESIDENT}), "SO16")
ROSE = NamedPerson(5, "Rose Ash", frozenset({RESIDENT}), "SO16, visited by Pat")
ROSE_B = NamedPerson(6, "Rose Bell", frozenset({RESIDENT}), "SO17")
EVERYBODY = (SAM, PAT, ROSE)


def ana(
    words: str, known_of_them: PairUp, people: tuple[NamedPerson, ...] = EVERYBODY
) -> Neighbour:
    """A coordinator who is about to text these words after the keyword."""
    named = Named(find(words, [known(each) for each in people]), words)
    return Neighbour(
        who="ana",
        name="Ana",
        roles=frozenset({COORDINATOR}),
        sees={"named": named, "pair_up": known_of_them},
    )


def pairs_them(words: str, ending: str, people: tuple[NamedPerson, ...] = EVERYBODY) -> Neighbour:
    """The same, asked and answered yes."""
    them = ana(words, PairUp({2: 2, 3: 0}), people)
    return play(them, f"ana: PAIR {words}\n{ending}")


ASKED_SAM = """
    bot: Ask Sam Hill to visit Rose Ash? Sam Hill visits 2 people now. YES, and we ask Sam Hill \
first and Rose Ash after. NO, and nothing is sent.
    ana: yes
    bot: We'll ask Sam Hill now, and Rose Ash after a yes. We'll tell you what comes of it.
"""


@pytest.mark.parametrize(
    "words",
    ["Sam and Rose", "Rose with Sam", "sam + rose", "Sam Hill & Rose's", "rose ash to sam hill"],
)
def test_the_two_are_heard_in_any_order(words: str) -> None:
    them = pairs_them(words, ASKED_SAM)
    assert them.decided(PairProposed) == [PairProposed(2, 5)]


def test_somebody_who_is_both_is_the_one_that_fits() -> None:
    them = pairs_them("Rose and Pat", """
        bot: Ask Pat to visit Rose Ash? Pat visits nobody now. YES, and we ask Pat first and Rose \
Ash after. NO, and nothing is sent.
        ana: no
        bot: Nothing was sent. Text PAIR and two names any time.
    """)  # fmt: skip
    assert them.decided(PairProposed) == []


def test_two_of_one_name_are_asked_about() -> None:
    them = pairs_them(
        "Sam and Rose",
        """
        bot: Which Rose would be visited? Text a number: 1 Rose Ash (SO16, visited by Pat) 2 Rose \
Bell (SO17)
        ana: 2
        bot: Ask Sam Hill to visit Rose Bell? Sam Hill visits 2 people now. YES, and we ask Sam \
Hill first and Rose Bell after. NO, and nothing is sent.
        ana: go on then
        bot: We'll ask Sam Hill now, and Rose Bell after a yes. We'll tell you what comes of it.
        """,
        (SAM, ROSE, ROSE_B),
    )
    assert them.decided(PairProposed) == [PairProposed(2, 6)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Sam", "We need two names we know. Text who visits, then whom: PAIR Sam and Rose."),
        (
            "Bob and Jim",
            "We need two names we know. Text who visits, then whom: PAIR Sam and Rose.",
        ),
        ("Rose", "None of these is down as a befriender. Check the names, and text PAIR again."),
    ],
)
def test_who_is_not_known_is_asked_for(words: str, said: str) -> None:
    them = pairs_them(words, f"bot: {said}")
    assert them.saved == "" and them.decided(PairProposed) == []


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (PairUp(paired={(2, 5): 9}), "Sam Hill visits Rose Ash already."),
        (
            PairUp(offers={(2, 5): "with_resident"}),
            "Sam Hill and Rose Ash are being asked already. We'll tell you what comes of it.",
        ),
        (
            PairUp(offers={(2, 5): "befriender_no"}),
            "Sam Hill and Rose Ash were asked before, and it was not to be. We don't ask twice. "
            "Nothing was sent.",
        ),
        (
            PairUp(not_theirs={5: "stopped"}),
            "Rose Ash has said STOP, so we don't text them. Nothing was sent.",
        ),
        (
            PairUp(not_theirs={5: "not_joined"}),
            "Rose Ash has not said yes to our texts yet. Nothing was sent.",
        ),
        (
            PairUp(not_theirs={5: "no_visits"}),
            "Rose Ash has not said yes to visits, so we don't ask. Nothing was sent.",
        ),
        (
            PairUp(not_theirs={2: "eased"}),
            "Sam Hill is easing off just now, so we don't ask them for more. Nothing was sent.",
        ),
        (
            PairUp(not_theirs={2: "away"}),
            "Sam Hill is away just now. Text PAIR again once they are back. Nothing was sent.",
        ),
    ],
)
def test_what_stands_in_the_way_is_said_and_nothing_is_sent(seen: PairUp, said: str) -> None:
    them = play(ana("Sam and Rose", seen), f"ana: PAIR Sam and Rose\nbot: {said}")
    assert them.decided(PairProposed) == []


def test_a_silent_offer_may_be_made_again() -> None:
    seen = PairUp({2: 2}, offers={(2, 5): "befriender_silent"})
    play(ana("Sam and Rose", seen), f"ana: PAIR Sam and Rose\n{ASKED_SAM}")


@pytest.mark.parametrize("answer", ["yes", "no", "ok go on", "Rose"])
def test_a_fourth_person_takes_the_name_itself(answer: str) -> None:
    them = play(
        ana("Sam and Rose", PairUp({2: 3})),
        f"""
        ana: PAIR Sam and Rose
        bot: Sam Hill visits 3 people. We try to keep to 3, so that nobody wears out. To ask all \
the same, text the name Sam Hill. If not, text NO.
        ana: {answer}
        bot: Nothing was sent. Text PAIR and two names any time.
        """,
    )
    assert them.decided(PairProposed) == []


def test_the_name_itself_asks_for_a_fourth() -> None:
    them = play(
        ana("Sam and Rose", PairUp({2: 3})),
        """
        ana: PAIR Sam and Rose
        bot: Sam Hill visits 3 people. We try to keep to 3, so that nobody wears out. To ask all \
the same, text the name Sam Hill. If not, text NO.
        ana: sam
        bot: We'll ask Sam Hill now, and Rose Ash after a yes. We'll tell you what comes of it.
        """,
    )
    assert them.decided(PairProposed) == [PairProposed(2, 5)]


def test_pair_is_an_ordinary_word_for_everybody_else() -> None:
    them = ana("Sam and Rose", PairUp())
    them.roles = frozenset({RESIDENT})
    them.joined = True
    play(them, """
        ana: PAIR Sam and Rose
        > ana: Ana texted: "PAIR Sam and Rose" Please see if they need an answer on +447700900001. \
Text DONE once you have.
        bot: Thank you for telling us. Someone at Mill Lane will read this.
    """)  # fmt: skip


# ── unpair ──────────────────────────────────────────────────────────────────────────────────


def test_unpair_asks_once_and_ends_it() -> None:
    them = play(
        ana("Sam and Rose", PairUp(paired={(2, 5): 9})),
        """
        ana: unpair Sam and Rose
        bot: Shall Sam Hill's visits to Rose Ash come to an end? YES, and we tell both kindly, \
each \
in their own words. NO, and nothing changes.
        ana: yes
        bot: It's done. We've told Sam Hill and Rose Ash kindly. What was stays in the history.
        """,
    )
    assert them.decided(PairEnded) == [PairEnded(9, "coordinator")]


def test_a_no_changes_nothing() -> None:
    them = play(
        ana("Sam and Rose", PairUp(paired={(2, 5): 9})),
        """
        ana: unpair Sam and Rose
        bot: Shall Sam Hill's visits to Rose Ash come to an end? YES, and we tell both kindly, \
each \
in their own words. NO, and nothing changes.
        ana: not yet
        bot: Nothing was changed.
        """,
    )
    assert them.decided(PairEnded) == []


def test_who_is_not_paired_is_said() -> None:
    play(ana("Sam and Rose", PairUp()), """
        ana: UNPAIR Sam and Rose
        bot: Sam Hill does not visit Rose Ash, as far as we know. Nothing was changed.
    """)  # fmt: skip
    play(ana("Sam", PairUp()), """
        ana: UNPAIR Sam
        bot: We need two names we know: UNPAIR Sam and Rose. Nothing was changed.
    """)  # fmt: skip
