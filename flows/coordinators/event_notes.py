"""What a coordinator should know before she says YES: costs, who is left out, what is dearer."""

from flows.coordinators import event_text
from flows.coordinators.audience_words import languages
from flows.coordinators.event_draft import EventDraft
from flows.tags import named
from flows.words import ENGLISH, Words, shortened
from flows.world import World
from flows.world.broadcasts import WHY, AudienceCount
from flows.world.events import Drafting


def notes(made: EventDraft, found: Drafting, world: World) -> str:
    """All that there is to say besides, one sentence each; "" if there is nothing."""
    of = event_text.texts(made, world)
    said = [
        _say(world, "dropped", title=found.dropped) if found.dropped else "",
        _say(world, "second") if made.audience.is_all_of_them else "",
        event_text.dearer(of),
        _variants(of, found.count, world),
        left_out(found.count),
    ]
    return " ".join(each for each in said if each)


def left_out(count: AudienceCount) -> str:
    """Who of the audience gets nothing, and why, in short."""
    reasons = [f"{many} {WHY.get(why, why)}" for why, many in count.skipped.items() if many]
    return f"Left out: {', '.join(reasons)}." if reasons else ""


def people(many: int) -> str:
    """How many, in words."""
    return "1 person" if many == 1 else f"{many} people"


def cost(count: AudienceCount) -> str:
    """How many parts, each and in all, and what they cost."""
    most = max((each.most for each in count.by_language.values()), default=0)
    if not count.parts:
        return "No SMS: it costs nothing"
    each = "1 part each" if most <= 1 else f"up to {most} parts each"
    if count.parts == count.people and most == 1:
        each = "1 part each"
    pounds = f"£{count.pence / 100:.2f}" if count.pence >= 100 else f"{count.pence:.0f}p"
    price = f", about {pounds}" if count.pence else ""
    return f"{each}, {count.parts} in all{price}"


def _variants(of: dict[str, str], count: AudienceCount, world: World) -> str:
    """How many get which other words, and who gets English for want of others."""
    said = []
    for key in dict.fromkeys((*of, *count.by_language)):
        many = count.by_language[key].people if key in count.by_language else 0
        if key in of and key != ENGLISH:
            said.append(_in_their_words(key, of[key], count, world))
        elif key != ENGLISH:
            them = {"many": people(many), "language": _name(key), "keyword": _name(key).upper()}
            said.append(_say(world, "in_english", **them))
    return " ".join(said)


def _in_their_words(key: str, text: str, count: AudienceCount, world: World) -> str:
    """The very text of some of them, how many they are, and what it takes where that is more."""
    theirs = count.by_language.get(key)
    each = f", up to {theirs.most} parts each" if theirs and theirs.most > 1 else ""
    many = people(theirs.people if theirs else 0)
    return f"{_name(key)} ({many}{each}): {event_text.sample(text, world)}"


def _name(key: str) -> str:
    if key.startswith("#"):
        return f"Who like {named(key.removeprefix('#'))}"
    names = {code: name for name, code in reversed(list(languages().items()))}
    return names.get(key, key).capitalize()


def _say(world: World, key: str, **values: str) -> str:
    short = {name: shortened(value, 30) for name, value in values.items()}
    return Words(ENGLISH, world.words.overrides).say(f"event_notes.{key}", short)
