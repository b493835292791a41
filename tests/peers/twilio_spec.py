"""Twilio's own API description, to hold our requests and the stand-in's answers against.

The description lies in a folder beside the project (`../shared/specs`); it is no part of it.
"""

import json
import re
from collections.abc import Callable, Iterable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker

from tests.peers.twilio_account import Exchange

FILE = Path(__file__).parents[3] / "shared" / "specs" / "twilio_messages.json"
FORM = "application/x-www-form-urlencoded"

DATES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
FORMATS: dict[str, Callable[[str], bool]] = {
    "currency": lambda text: bool(re.fullmatch(r"[A-Za-z]{3}", text)),
    "date-time": lambda text: bool(DATES.fullmatch(text)),
    "date-time-rfc-2822": lambda text: parsedate_to_datetime(text) is not None,
    "phone-number": lambda text: bool(re.fullmatch(r"\+[1-9]\d{6,14}", text)),
    "uri": lambda text: bool(urlsplit(text).path),
}


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, fits in FORMATS.items():
        checker.checks(name, raises=ValueError)(lambda it, fits=fits: it is None or fits(it))
    return checker


class Spec:
    """The description, read once. Stricter than it says: what it does not name is a fault."""

    def __init__(self, text: str) -> None:
        self._all: dict[str, Any] = json.loads(text)
        self._paths = [
            (re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), ways)
            for path, ways in self._all["paths"].items()
        ]

    def faults(self, exchanges: Iterable[Exchange]) -> list[str]:
        """Return what is wrong with requests and with their answers, in words without texts."""
        return [fault for exchange in exchanges for fault in self._faults(exchange)]

    def _faults(self, exchange: Exchange) -> list[str]:
        way = self._way(exchange.method, exchange.path)
        if way is None:
            return [f"no such request: {exchange.method} {exchange.path}"]
        faults = self._against(self._asked(way), _typed(exchange.params, self._asked(way)))
        if str(exchange.status) in way["responses"]:
            content = way["responses"][str(exchange.status)]["content"]["application/json"]
            faults += self._against(self._plain(content["schema"]), exchange.answer)
        elif exchange.status < 400 and exchange.status:
            faults.append(f"no such answer: {exchange.status}")
        return faults

    def _way(self, method: str, path: str) -> dict[str, Any] | None:
        for pattern, ways in self._paths:
            if pattern.fullmatch(path) and method.lower() in ways:
                return dict(ways[method.lower()])
        return None

    def _asked(self, way: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of a request's form, or of its query where it has no body."""
        if "requestBody" in way:
            return self._plain(way["requestBody"]["content"][FORM]["schema"])
        query = {p["name"]: p["schema"] for p in way["parameters"] if p["in"] == "query"}
        return self._plain({"type": "object", "properties": query})

    def _plain(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return an OpenAPI schema as plain JSON Schema: references in place, null as a type."""
        if "$ref" in schema:
            return self._plain(self._all["components"]["schemas"][schema["$ref"].split("/")[-1]])
        plain = dict(schema)
        if "properties" in plain:
            plain["properties"] = {k: self._plain(v) for k, v in plain["properties"].items()}
            plain["additionalProperties"] = False
        if "items" in plain:
            plain["items"] = self._plain(plain["items"])
        if plain.get("nullable"):
            plain["type"] = [plain["type"], "null"]
        return plain

    def _against(self, schema: dict[str, Any], value: object) -> list[str]:
        check = Draft202012Validator(schema, format_checker=_formats())
        return [f"{error.json_path}: {error.validator}" for error in check.iter_errors(value)]


def load() -> Spec | None:
    """Return the description, or None where the folder beside the project is absent."""
    return Spec(FILE.read_text()) if FILE.exists() else None


def _typed(pairs: Iterable[tuple[str, str]], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a form's fields with the types that the schema gives them, where they have them."""
    return {
        name: _value(text, schema["properties"].get(name, {}).get("type", ""))
        for name, text in pairs
    }


def _value(text: str, kind: str) -> object:
    if kind == "integer" and re.fullmatch(r"-?\d+", text):
        return int(text)
    if kind == "boolean" and text in {"true", "false"}:
        return text == "true"
    return [text] if kind == "array" else text
