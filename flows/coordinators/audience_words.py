"""Whom an event is for, in a coordinator's words: "gardeners in SO16", "Tamil speakers"."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from flows.hearing.tables import table
from flows.tags import INTEREST, kind_of, named, tags_in
from flows.world import BEFRIENDER, COORDINATOR, RESIDENT
from flows.world.broadcasts import Audience

_DISTRICT = re.compile(r"\b([a-z]{1,2}\d{1,2}[a-z]?)(?: ?(\d)([a-z]{2})?)?\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;&]|\b(?:and|who|that|in|with|from)\b)\s*", re.IGNORECASE)
_FILLING: Final = frozenset(
    """people those anyone anybody neighbours folk everyone everybody all of our the us any need
    needs needing like likes love loves enjoy enjoys speak speaks speaker speakers speaking
    use uses users live lives lovers fans only just for to and who is are a an interested into on
    please events event yes said""".split()
)
_STEPS: Final = ("step-free", "step free", "stepfree", "wheelchair", "wheelchairs", "steps")


@dataclass(frozen=True, slots=True)
class ForWhom:
    """An audience, and the words that nobody could make anything of."""

    audience: Audience
    unknown: str = ""


def for_whom(words: str) -> ForWhom:
    """Whom these words mean. No words: every resident who said yes to events."""
    area, interests, languages, access = "", list[str](), list[str](), list[str]()
    role, everyone, unknown = RESIDENT, False, list[str]()
    left = words
    if found := _DISTRICT.search(words):
        area = _area(found)
        left = f"{words[: found.start()]},{words[found.end() :]}"
    for chunk in filter(None, map(str.strip, _BETWEEN.split(left))):
        plain = chunk.lower().replace("\u2019", "'")
        if code := _language(plain):
            languages.append(code)
        elif any(each in plain for each in _STEPS):
            access.append("steps")
        elif plain in _roles():
            role = _roles()[plain]
        elif tags := _interests(plain):
            interests += tags
        elif plain in _everybody():
            everyone = True
        elif set(re.findall(r"\w+", plain)) - _FILLING:
            unknown.append(chunk)
    narrowed = bool(area or interests or languages or access)
    audience = Audience(
        area=area, interests=tuple(dict.fromkeys(interests)),
        languages=tuple(dict.fromkeys(languages)), access=tuple(dict.fromkeys(access)),
        role=role, everyone=everyone and not narrowed,
    )  # fmt: skip
    return ForWhom(audience, " and ".join(unknown))


def _area(found: re.Match[str]) -> str:
    district, sector, unit = found.groups()
    area = district.upper()
    if sector:
        area = f"{area} {sector}"
    return f"{area}{unit.upper()}" if unit else area


def _interests(words: str) -> list[str]:
    """The interests that words name, or whoever has them: gardeners are for gardening."""
    ways = [words]
    for each in re.findall(r"\w+", words):
        stem = re.sub(r"(?:ers?|ists?)\Z", "", each)
        if stem != each:
            ways += [f"{stem}ing", stem, f"{stem}es"]
    found = (tag for way in ways for tag in tags_in(way) if kind_of(tag) == INTEREST)
    return list(dict.fromkeys(found))


@cache
def languages() -> dict[str, str]:
    """The names of languages, as they are said, and their codes."""
    return {name: code for code, names in table("english/event")["languages"].items()
            for name in str(names).split("|")}  # fmt: skip


def _language(words: str) -> str:
    known = languages()
    return next((known[each] for each in re.findall(r"\w+", words) if each in known), "")


@cache
def _everybody() -> frozenset[str]:
    words = table("english/event")
    both = f"{words['everybody']}|{words['events']}"
    return frozenset(each.strip() for each in both.split("|"))


@cache
def _roles() -> dict[str, str]:
    return {
        "residents": RESIDENT, "resident": RESIDENT,
        "all befrienders": BEFRIENDER, "befrienders": BEFRIENDER, "befriender": BEFRIENDER,
        "volunteers": BEFRIENDER, "volunteer": BEFRIENDER, "all volunteers": BEFRIENDER,
        "our befrienders": BEFRIENDER, "our volunteers": BEFRIENDER,
        "coordinators": COORDINATOR, "coordinator": COORDINATOR,
    }  # fmt: skip


def in_words(audience: Audience) -> str:
    """An audience as it is read back: "people in SO16 who like gardening"."""
    who = {BEFRIENDER: "befrienders", COORDINATOR: "coordinators"}.get(audience.role, "people")
    if audience.is_all_of_them:
        return "everybody who said yes to events" if who == "people" else f"all {who}"
    parts = [f"in {audience.area}"] if audience.area else []
    if audience.interests:
        parts.append("who like " + " or ".join(named(each) for each in audience.interests))
    if audience.languages:
        names = {code: name for name, code in reversed(list(languages().items()))}
        spoken = " or ".join(names.get(each, each).capitalize() for each in audience.languages)
        parts.append(f"who speak {spoken}")
    if audience.access:
        parts.append("who need a way in without steps")
    return " ".join([who, *parts])
