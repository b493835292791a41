"""What wordings are filled in with at their longest, so that no text grows beyond its parts.

A name that a flow fills in (its `fills`) stands here with the longest value that it can have
there, as the code cuts it; whoever adds a name adds it here, or the test says so.
"""

from collections.abc import Mapping
from typing import Final

from flows.words import ENGLISH, catalogue

OR_RING: Final = catalogue(ENGLISH)["shared.or_ring"]

LONG: Final[Mapping[str, str]] = {
    # what every wording may have
    "name": "Christopher",
    "project": "Chatham Befriending",
    "befriender": "Bartholomew",
    "next_hello": "Wednesday 23 September",
    "until": "Wednesday 23 September",
    "or_ring": OR_RING,
    # what the team is told
    "who": "Christopher",
    "about": "Christopher",
    "reach": "on +447700900001",
    "said": "n" * 100,
    "last_heard": f'We last heard from them on Wednesday 23 September: "{"n" * 60}".',
    # hellos
    "since": "Wednesday 23 September",
    "rhythm": "every other Wednesday",
    "hour": "half past 11 in the morning",
    # what they told us, and what we hold
    "called": "Christopher",
    "postcode": "SO16 2AB",
    "purposes": "hellos and visits, things to do, sharing stories",
    "more": " Our hellos rest while you are in hospital. Your postcode is SO16 2AB."
    " You said yes to: hellos and visits. You said no to: things to do, sharing stories.",
    "told": f"You told us: {'n' * 186}. And more: ask us.",
    "things": "1 what you would love to do once more, 2 what you would tell somebody new,"
    " 3 what you know about round here",
    "topic": "what you would love to do once more",
    "days": "Mon, Tue, Wed, Thu, Fri, Sat, Sun",
    "teller": "Christopher",
    "thought": "n" * 60,
    "day": "Wednesday 23 September at 11.30am",
    "story": "n" * 172,
    "length": "1800",
    "words": "n" * 100,
    # favours
    "what": "n" * 70,
    "asker": "Christopher",
    "helper": "Bartholomew",
    "to_helper": "Bartholomew",
    "small_ask": "n" * 75,
    # chats and groups
    "neighbour": "Bartholomew",
    "for_what": f", about {'w' * 38}",
    "interest": "w" * 30,
    "waiting": f"Bartholomew: {'n' * 200}",
    "group": "g" * 30,
    "left": "Bartholomew",
    "partner": "Bartholomew",
    "keeper": "Bartholomew and Christopher",
    "numbers": ", ".join(["Bartholomew 07700 900123"] * 7),
    "ways": "w" * 110,
    # befrienders
    "lesson": "n" * 160,
    "because": "n" * 134,
    "wrote": "n" * 60,
    "mentor": "Bartholomew",
    "need": "having somebody there",
    "to_choose": "1 Bartholomew, 2 Christopher, 3 Bartholomew C, 4 Christopher B",
    # things to do nearby
    "many": "20 neighbours",
    "outing": "o" * 36,
    "on_day": "Wednesday 23 September",
    "meets": " " + "m" * 60,
    "time": "11.30am",
    "at_place": f" at {'p' * 28}",
    "travel": " " + "t" * 71,
    "company": " " + "c" * 52,
    "event": "e" * 48,
    "outcome": "o" * 160,
    "yes": "20",
    "maybe": "20",
    "no": "20",
    "place": "p" * 36,
    "places": " ".join(f"{nth} {'p' * 20}." for nth in range(1, 5)),
    "weekly": "Wednesdays about 11.30am",
    "new_weekly": "Wednesdays about 11.30am",
    "with_whom": f", {'w' * 30}",
    "says": "Christopher",
    "activity": "a" * 30,
    "list": "l" * 290,
    "details": "d" * 290,
    "way": "w" * 280,
}

QUOTED: Final = (
    "said", "last_heard", "thought", "story", "words", "what", "small_ask", "waiting", "ways",
    "told", "list", "details", "way", "outcome",
)  # fmt: skip
"""What passes on somebody's own words, or a list, rather than a name."""

LONG_NAMES: Final = dict(LONG) | {name: LONG[name][:40] for name in QUOTED}
"""Long names, and quotations as long as most texts are that people send us."""

USUAL: Final[Mapping[str, str]] = dict.fromkeys(LONG, "Rose") | {
    "project": "Mill Lane",
    "next_hello": "Monday",
    "until": "Monday",
    "day": "Monday",
    "on_day": "Monday",
    "or_ring": OR_RING,
    "reach": "on their phone",
    "said": "I am well.",
    "words": "I am well.",
    "thought": "The bench is broken.",
    "story": "We sang all day.",
    "what": "Could I have a lift on Monday?",
    "small_ask": "What is a good soup?",
    "last_heard": 'We last heard from them on Monday: "I am well."',
    "rhythm": "each week",
    "hour": "ten in the morning",
    "more": "",
    "told": '1 "I like cards."',
    "things": "1 what you love doing, 2 your story: We had a pig in the yard",
    "topic": "what you like",
    "purposes": "hellos and visits",
    "postcode": "",
    "length": "900",
    "for_what": ", about cards",
    "interest": "cards",
    "group": "the cards group",
    "waiting": "Are you there?",
    "numbers": "07700 900001",
    "ways": "We meet at church.",
    "lesson": "Silence is fine. Count to five.",
    "because": "Ask first.",
    "wrote": "We had a good talk.",
    "mentor": "Pat",
    "need": "money",
    "to_choose": "1 Rose, 2 Joe",
    "many": "14 neighbours",
    "outing": "Cards",
    "activity": "Cards",
    "event": "a walk by the river",
    "outcome": "We will have the walk in May.",
    "meets": " Sam will meet you.",
    "time": "2pm",
    "at_place": " at the hall",
    "travel": " Take the 7 bus.",
    "company": " Sam would like to go with you.",
    "place": "the bench by the river",
    "places": "1 the bench. 2 the shop.",
    "weekly": "Tuesdays about 11am",
    "new_weekly": "Tuesdays about 11am",
    "with_whom": ", dog people",
    "list": "1 Cards, Monday 2pm, near you. 2 Walk, Tuesday 10am, near you.",
    "details": "Cards: Mondays 2pm. At the hall. It is free.",
    "way": "Take the 7 bus. Sam will meet you.",
    "yes": "5",
    "maybe": "2",
    "no": "1",
}
"""What they are filled in with on most days: in plain words, so as to be read for their age."""
