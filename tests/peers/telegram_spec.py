"""Holds requests and answers against Telegram's own description of its Bot API, where it is here.

The description (PaulSonOfLars/telegram-bot-api-spec, MIT) is no part of this repository.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

WHERE = Path(__file__).parents[3] / "shared" / "specs" / "telegram_bot_api.json"
MISSING = "Telegram's API description (../shared/specs/telegram_bot_api.json) is not here"

_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
}
_ARRAY = "Array of "


@cache
def load() -> "Spec | None":
    """The description, or None where this checkout has none beside it."""
    return Spec(json.loads(WHERE.read_text())) if WHERE.exists() else None


class Spec:
    """The Bot API's methods and types. Each check returns what is wrong, one line a fault."""

    def __init__(self, api: dict[str, Any]) -> None:
        self._types: dict[str, Any] = api["types"]
        self._methods = {name.lower(): method for name, method in api["methods"].items()}

    def request(self, method: str, form: Mapping[str, str]) -> list[str]:
        """What is wrong with the fields of a call, as they came in a form."""
        known = self._methods.get(method.lower())
        if known is None:
            return [f"{method}: no such method"]
        fields = known.get("fields", [])
        values = {
            field["name"]: _from_form(form[field["name"]], field["types"])
            for field in fields
            if field["name"] in form
        }
        extra = [f"{method}: no field {name}" for name in form if name not in values]
        return extra + self._fields(fields, values, method)

    def result(self, method: str, result: Any) -> list[str]:
        """What is wrong with the `result` of a call that went well."""
        return self._any_of(self._methods[method.lower()]["returns"], result, f"{method} result")

    def value(self, type_name: str, value: Any) -> list[str]:
        """What keeps a value from being of this type, or of an array like "Array of Update"."""
        return self._of(type_name, value, type_name)

    def _any_of(self, type_names: list[str], value: Any, where: str) -> list[str]:
        tries = [self._of(name, value, where) for name in type_names]
        return min(tries, key=len, default=[])

    def _of(self, name: str, value: Any, where: str) -> list[str]:
        if name.startswith(_ARRAY):
            if not isinstance(value, list):
                return [f"{where}: not an array"]
            inner = name.removeprefix(_ARRAY)
            return [wrong for item in value for wrong in self._of(inner, item, f"{where}[]")]
        if name in _PLAIN:
            mixed_up = isinstance(value, bool) and name != "Boolean"
            right = isinstance(value, _PLAIN[name]) and not mixed_up
            return [] if right else [f"{where}: not {name}"]
        return self._object(name, value, where)

    def _object(self, name: str, value: Any, where: str) -> list[str]:
        described = self._types[name]
        if described.get("subtypes"):
            return self._any_of(described["subtypes"], value, where)
        if not isinstance(value, dict):
            return [f"{where}: not {name}"]
        return self._fields(described.get("fields", []), value, where)

    def _fields(self, fields: list[Any], value: Mapping[str, Any], where: str) -> list[str]:
        known = {field["name"]: field for field in fields}
        wrong = [f"{where}: no field {name}" for name in value if name not in known]
        for name, field in known.items():
            if name in value:
                wrong += self._any_of(field["types"], value[name], f"{where}.{name}")
            elif field["required"]:
                wrong.append(f"{where}: {name} is missing")
        return wrong


def _from_form(text: str, type_names: list[str]) -> Any:
    """A form carries text for strings and JSON for all else."""
    if type_names == ["String"]:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
