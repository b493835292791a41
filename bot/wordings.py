"""What a wording costs as a text, for whoever writes one."""

from collections.abc import Mapping

from flows.words import Words, parts


def sample_values(project: str) -> dict[str, str]:
    """Something of usual length for each name that a wording may have filled in."""
    return {
        "name": "Margaret",
        "project": project,
        "befriender": "Christopher",
        "next_hello": "Wednesday 25 November",
        "until": "Wednesday 25 November",
        "or_ring": "Or ring this number and hang up.",
        "who": "Margaret",
        "about": "Margaret",
        "reach": "on 07700 900123",
        "said": "not so good this week, a bit low to be honest",
        "last_heard": "They last wrote on Wednesday 25 November.",
    }


def price(wording: str, values: Mapping[str, str]) -> str:
    """How many SMS parts it takes once filled in, and which letters make it dearer."""
    said = Words(overrides={("en", "wording"): wording}).say("wording", values)
    sent = parts.fold(said)
    size = parts.count(sent)
    part = "part" if size.parts == 1 else "parts"
    dear = parts.why_unicode(sent)
    why = f", because of {' '.join(dear)}" if dear else ""
    return f"{size.parts} SMS {part}, {size.units} units of {size.encoding}{why}"
