"""As much of JSON Schema as docs/edition.schema.json uses; a word that is not known here fails."""

import json
import re
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[3] / "docs"
SCHEMA = json.loads((DOCS / "edition.schema.json").read_text())
TOLD = {"description", "title", "$schema", "$id", "$defs", "$ref"}
TYPES = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
    "null": type(None),
}  # fmt: skip


def blocks(language: str) -> list[str]:
    """What docs/editions.md tells in this language."""
    told = (DOCS / "editions.md").read_text()
    return re.findall(rf"^```{language}\n(.*?)^```$", told, re.M | re.S)


def faults(value: Any, schema: dict[str, Any] = SCHEMA, at: str = "$") -> list[str]:
    """What in the value is not as the schema says."""
    found = []
    if "$ref" in schema:
        found += faults(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], at)
    for word, rule in schema.items():
        if word not in TOLD and not RULES[word](value, rule, schema):
            found.append(f"{at}: {word}")
    if isinstance(value, dict):
        for name, one in schema.get("properties", {}).items():
            if name in value:
                found += faults(value[name], one, f"{at}.{name}")
    if isinstance(value, list) and "items" in schema:
        for number, one in enumerate(value):
            found += faults(one, schema["items"], f"{at}[{number}]")
    return found


def _is(value: Any, types: Any, _: Any) -> bool:
    wanted = [types] if isinstance(types, str) else types
    # To Python a truth is a number, too.
    return any(type(value) is TYPES[name] for name in wanted)


RULES = {
    "type": _is,
    "const": lambda value, rule, _: type(value) is type(rule) and value == rule,
    "enum": lambda value, rule, _: value in rule,
    "minimum": lambda value, rule, _: value >= rule,
    "minItems": lambda value, rule, _: value is None or len(value) >= rule,
    "pattern": lambda value, rule, _: re.search(rule, value) is not None,
    "required": lambda value, rule, _: value is None or set(rule) <= value.keys(),
    "additionalProperties": lambda value, rule, schema: (
        rule is False and (value is None or value.keys() <= schema["properties"].keys())
    ),
    "properties": lambda *_: True,
    "items": lambda *_: True,
}
