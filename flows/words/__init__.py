"""The wordings: one catalogue a language, filled in, and overridden by a community's own.

A wording is looked up as the community's own words in the person's language, then the
catalogue of that language, then English, which is complete.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import count, takewhile
from string import Formatter
from typing import Any

from flows import pages

ENGLISH = "en"


class UnknownWording(KeyError):
    """No catalogue has this wording: a mistake in a flow, found when it is imported."""


class BadWording(ValueError):
    """A wording that can't be filled in. The text says what to change, for whoever wrote it."""


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every wording of a language by its dotted name. Empty if there is no such catalogue."""
    folder = files(__name__) / language
    if not language.isalpha() or not folder.is_dir():
        return {}
    theirs = (page for page in folder.iterdir() if page.name.endswith(".yaml"))
    return _together(sorted(theirs, key=lambda page: page.name))


def _together(several: Iterable[Traversable]) -> dict[str, str]:
    """The wordings of several pages. Raises BadWording if one stands in two of them."""
    wordings: dict[str, str] = {}
    for page in several:
        for key, text in _flat("", pages.read(page.read_text("utf-8"))):
            if key in wordings:
                raise BadWording(f"{key} stands twice, the second time in {page.name}")
            wordings[key] = text
    return wordings


def _flat(prefix: str, node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, below in node.items():
            yield from _flat(f"{prefix}.{key}" if prefix else str(key), below)
    elif isinstance(node, list):
        for nth, way in enumerate(node, 1):
            yield from _flat(prefix if nth == 1 else f"{prefix}.{nth}", way)
    else:
        yield prefix, " ".join(str(node).split())


@cache
def _pieces(wording: str) -> tuple[tuple[str, str | None], ...]:
    """The literal pieces and the names between them. Only bare names: `{p.secret}` is refused."""
    try:
        parsed = tuple(Formatter().parse(wording))
    except ValueError as error:
        raise BadWording("a { or } stands alone: write {name}, or leave the bracket out") from error
    for _, name, form, conversion in parsed:
        if name is not None and (not name.isidentifier() or form or conversion):
            raise BadWording("only a plain name may stand in brackets, something like {name}")
    return tuple((literal, name) for literal, name, _, _ in parsed)


def shortened(text: str, longest: int) -> str:
    """What somebody said, on one line and no longer than this, to be quoted to somebody else."""
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= longest else tidy[: longest - 3].rstrip() + "..."


def names_in(wording: str) -> frozenset[str]:
    """The names a wording has filled in. Raises BadWording if it can't be read."""
    return frozenset(name for _, name in _pieces(wording) if name is not None)


def check_override(key: str, text: str) -> str:
    """A community's own wording, tidied. Raises BadWording if it asks for what we don't know."""
    english = catalogue(ENGLISH).get(key)
    if english is None:
        raise BadWording(f"there is no wording called {key}")
    tidy = " ".join(text.split())
    if not tidy:
        raise BadWording("the wording is empty")
    unknown = names_in(tidy) - names_in(english)
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in sorted(names_in(english))) or "none"
        raise BadWording(f"{{{min(unknown)}}} is not known here; this wording may use: {known}")
    return tidy


@dataclass(frozen=True, slots=True)
class Words:
    """The wordings as one person hears them."""

    language: str = ENGLISH
    # a community's own, by language and key
    overrides: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        """Whether there is such a wording."""
        return key in catalogue(ENGLISH)

    def ways(self, key: str) -> tuple[str, ...]:
        """The keys of every way this is said: the key itself, then `key.2` and so on.

        A community that has its own words for it says it in just these.
        """
        for language in (self.language, ENGLISH):
            if (language, key) in self.overrides:
                return (key,)
            if key in (wordings := catalogue(language)):
                others = takewhile(wordings.__contains__, (f"{key}.{nth}" for nth in count(2)))
                return (key, *others)
        raise UnknownWording(key)

    def wording(self, key: str) -> str:
        """The wording itself, not filled in. Raises UnknownWording."""
        for language in (self.language, ENGLISH):
            own = self.overrides.get((language, key)) or catalogue(language).get(key)
            if own is not None:
                return own
        raise UnknownWording(key)

    def say(self, key: str, values: Mapping[str, str]) -> str:
        """The wording, filled in. A name we have no value for is left out rather than shown."""
        said = (
            literal + (values.get(name, "") if name else "")
            for literal, name in _pieces(self.wording(key))
        )
        return "".join(said).strip()
