"""Whom an event is for, in a coordinator's words: "gardeners in SO16", "SO17, SO18 and cooks"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from flows.hearing.tables import table
from flows.tags import INTEREST, kind_of, named, tags_in
from flows.world import BEFRIENDER, COORDINATOR, RESIDENT
from flows.world.broadcasts import Audience

_DISTRICT = re.compile(r"\b([a-z]{1,2}\d{1,2}[a-z]?)(?: ?(\d)([a-z]{2})?)?\b", re.IGNORECASE)
_LISTED = re.compile(
    r"\s*[,;]\s*(?:(?:and|or|plus|n)\b)?\s*|\s*(?:[&+/]|\b(?:and|or|plus|n|as well as)\b)\s*",
    re.IGNORECASE,
)
"""What stands between those whom it is for."""
_JOINED = re.compile(r"[&+]|\b(?:and|or|plus|n|as well as)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\A(?:who|that|in|with|from|(?:also )?(?:like|love|enjoy|live|speak|use|need)s?|living)\b",
    re.IGNORECASE,
)
"""Begins what narrows those just named, though an "and" stands before: "and live in SO16"."""
_WITHIN = re.compile(r"\s*\b(?:who|that|in|with|from)\b\s*", re.IGNORECASE)
_FILLING: Final = frozenset(
    """people those anyone anybody neighbours folk everyone everybody all of our the us any need
    needs needing like likes love loves enjoy enjoys speak speaks speaker speakers speaking
    use uses users live lives living lovers fans only just for to and who is are a an interested
    players player into on please events event yes said also""".split()
)
_STEPS: Final = ("step-free", "step free", "stepfree", "wheelchair", "wheelchairs", "steps")


@dataclass(frozen=True, slots=True)
class ForWhom:
    """An audience, and the words that nobody could make anything of."""

    audience: Audience
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    """Those whom one piece of her words names."""

    areas: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    everyone: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def kinds(self) -> bool:
        """Whether it says what they like, speak or need."""
        return bool(self.interests or self.languages or self.access)


def for_whom(words: str) -> ForWhom:
    """Whom these words mean. No words: every resident who said yes to events."""
    said = [each for each in _LISTED.split(words) if each.strip()]
    groups = [_group(each) for each in said]
    whole = _added_up(groups)
    unknown = list(whole.unknown)
    narrowed = bool(whole.areas or whole.kinds)
    joined = bool(_JOINED.search(words))
    either = joined and _are_apart(groups, said)
    if _are_mixed(groups, said) or (narrowed and joined and _are_by_role(groups, said)):
        unknown.append(words)  # such as "SO17 and cooks in SO18": she has to say it more simply
    audience = Audience(
        areas=whole.areas, interests=whole.interests, languages=whole.languages,
        access=whole.access, role=_role(whole.roles), either=either and narrowed,
        everyone=whole.everyone and not narrowed,
    )  # fmt: skip
    return ForWhom(audience, " and ".join(unknown))


def _are_apart(groups: list[_Group], said: list[str]) -> bool:
    """Whether some are named by where they live, and others by what they like: each is enough."""
    areas = [bool(each.areas) for each in groups]
    kinds = [each.kinds for each in groups]
    on = any(_GOES_ON.match(each.strip()) for each in said[1:])
    both = any(area and kind for area, kind in zip(areas, kinds, strict=True))
    return any(areas) and any(kinds) and not both and not on


def _are_mixed(groups: list[_Group], said: list[str]) -> bool:
    """Whether one piece narrows only itself: "SO17 and cooks in SO18", "cooks in SO18 and readers".

    In "SO16 and SO17 gardeners", and in "people in SO17 who like cards or chess", it does not.
    """
    for nth, each in enumerate(groups):
        if not (each.areas and each.kinds):
            continue
        begins = _DISTRICT.match(said[nth].strip())
        area_last = _DISTRICT.search(said[nth].strip().rpartition(" ")[2])
        before = any(one.areas or one.kinds for one in groups[:nth]) and not begins
        if (before and groups[nth - 1].areas) or (
            area_last and any(one.kinds for one in groups[nth + 1 :])
        ):
            return True
    return False


def _are_by_role(groups: list[_Group], said: list[str]) -> bool:
    """Whether one piece is a role and nothing else: "befrienders and people who like cards"."""
    alone = any(each.roles and not (each.areas or each.kinds) for each in groups)
    return alone and len(groups) > 1 and not any(_GOES_ON.match(each) for each in said[1:])


def _role(roles: tuple[str, ...]) -> str:
    """The one they have; "" is any role: "residents and befrienders"."""
    return (roles[0] if len(set(roles)) == 1 else "") if roles else RESIDENT


def _added_up(groups: Iterable[_Group]) -> _Group:
    whole = _Group()
    for each in groups:
        whole = _Group(
            areas=_once(whole.areas, each.areas),
            interests=_once(whole.interests, each.interests),
            languages=_once(whole.languages, each.languages),
            access=_once(whole.access, each.access),
            roles=_once(whole.roles, each.roles),
            everyone=whole.everyone or each.everyone,
            unknown=_once(whole.unknown, each.unknown),
        )
    return whole


def _once(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))


def _group(words: str) -> _Group:
    """Those whom a piece of her words names: "card players who live in SO16"."""
    found = list(_DISTRICT.finditer(words))
    areas = tuple(_area(each) for each in found)
    left = _DISTRICT.sub(" , ", words)
    pieces = (piece for part in left.split(",") for piece in _WITHIN.split(part))
    told = [_piece(each.strip()) for each in pieces if each.strip()]
    return _added_up([_Group(areas=areas), *told])


def _piece(words: str) -> _Group:
    plain = words.lower().replace("\u2019", "'")
    if code := _language(plain):
        return _Group(languages=(code,))
    if any(each in plain for each in _STEPS):
        return _Group(access=("steps",))
    if plain in _roles():
        return _Group(roles=(_roles()[plain],))
    if interests := _interests(plain):
        return _Group(interests=tuple(interests))
    if plain in _everybody():
        return _Group(everyone=True)
    return _Group(unknown=(words,)) if set(re.findall(r"\w+", plain)) - _FILLING else _Group()


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
        ways.append(f"{each}s")  # "card players"
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


# ── read back ───────────────────────────────────────────────────────────────────────────────

_WHO: Final = {BEFRIENDER: "befrienders", COORDINATOR: "coordinators", "": "residents and the team"}


def in_words(audience: Audience) -> str:
    """An audience as it is read back: "people in SO16 who like gardening"."""
    who = _WHO.get(audience.role, "people")
    if audience.is_all_of_them:
        return "everybody who said yes to events" if who == "people" else f"all {who}"
    parts = [f"in {_or(audience.areas)}"] if audience.areas else []
    if audience.interests:
        parts.append(f"who like {_or(named(each) for each in audience.interests)}")
    if audience.languages:
        names = {code: name for name, code in reversed(list(languages().items()))}
        parts.append(f"who speak {_or(names.get(e, e).capitalize() for e in audience.languages)}")
    if audience.access:
        parts.append("who need a way in without steps")
    if audience.either and len(parts) > 1:
        return ", and ".join(f"{who} {each}" for each in parts)
    return " ".join([who, *parts])


def _or(words: Iterable[str]) -> str:
    *some, last = words
    return f"{', '.join(some)} or {last}" if some else last
