"""What whoever runs the desk has switched on for machines: endpoints and programs, read from its
settings (pure: no Django)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from annotator.fetching.addresses import AddressRefused, parts_of
from annotator.foreign_json import JsonRefused, read_json

FORMS = ("chat", "responses")
TOKEN_LIMITS = ("max_tokens", "max_completion_tokens")
LONGEST_SECONDS = 3600
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_OF_ENDPOINT = frozenset(
    {"address", "form", "key_env", "price_in", "price_out", "seconds", "token_limit"}
)
_OF_PROGRAM = frozenset({"run", "environment", "seconds"})


@dataclass(frozen=True)
class Endpoint:
    """An address that speaks OpenAI's chat completions or responses form.

    `address` is what its form is added to, as `http://127.0.0.1:8000/v1`; `key_env` names the
    variable of the environment that holds the key; prices are for a million tokens, None where
    they are not told; `seconds` is how long one request may take.
    """

    name: str
    address: str
    form: str = "chat"
    key_env: str = ""
    price_in: float | None = None
    price_out: float | None = None
    seconds: float = 120.0
    token_limit: str = "max_tokens"


@dataclass(frozen=True)
class OwnProgram:
    """A program of the desk's own: its arguments, the variables that it is given, and how long it
    may take."""

    name: str
    run: tuple[str, ...]
    environment: tuple[str, ...] = ()
    seconds: float = 120.0


@dataclass(frozen=True)
class DeskEngines:
    """What is switched on, by name, and the environment from which keys are taken."""

    endpoints: Mapping[str, Endpoint] = field(default_factory=dict)
    programs: Mapping[str, OwnProgram] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)


class SettingRefused(ValueError):
    """A setting makes no sense; the message says what of it."""


def read_endpoints(words: str, environment: Mapping[str, str]) -> dict[str, Endpoint]:
    """Return the endpoints of a setting, `{"local": {"address": …}}`. Raises SettingRefused."""
    found = {}
    for name, told in _named(words).items():
        known = _known(name, told, _OF_ENDPOINT)
        endpoint = Endpoint(
            name,
            _address(name, known),
            _one_of(name, known, "form", FORMS),
            _key_variable(name, known, environment),
            _price(name, known, "price_in"),
            _price(name, known, "price_out"),
            _seconds(name, known),
            _one_of(name, known, "token_limit", TOKEN_LIMITS),
        )
        found[name] = endpoint
    return found


def read_programs(words: str) -> dict[str, OwnProgram]:
    """Return the programs of a setting, `{"mine": ["/usr/bin/reader", "--fast"]}`, or with
    `run`, `environment` and `seconds`. Raises SettingRefused."""
    found = {}
    for name, told in _named(words).items():
        known = _known(name, {"run": told} if isinstance(told, list) else told, _OF_PROGRAM)
        run = _texts(name, known, "run")
        if not run or not run[0].startswith("/"):
            _refuse(f"{name}.run", "a list that begins with the whole path of a program")
        variables = _texts(name, known, "environment")
        if not all(map(_VARIABLE.fullmatch, variables)):
            _refuse(f"{name}.environment", "a list of names of variables")
        found[name] = OwnProgram(name, run, variables, _seconds(name, known))
    return found


def _named(words: str) -> dict[str, Any]:
    if not words.strip():
        return {}
    try:
        told = read_json(words)
    except JsonRefused as refusal:
        raise SettingRefused(f"it is no JSON, as {{…: {{…}}}}. {refusal}") from refusal
    if not isinstance(told, dict):
        raise SettingRefused("it must be an object of JSON, with a name for each: {…: {…}}.")
    for name in told:
        if not _NAME.fullmatch(name):
            raise SettingRefused(f"{name[:60]!r} is no name: small letters, digits, . _ and -.")
    return told


def _known(name: str, told: Any, parts: frozenset[str]) -> dict[str, Any]:
    if not isinstance(told, dict):
        _refuse(name, "an object of JSON, {…}")
    if unknown := sorted(told.keys() - parts):
        raise SettingRefused(f"{name} has {unknown[0]!r}; known are {', '.join(sorted(parts))}.")
    return dict(told)


def _address(name: str, told: dict[str, Any]) -> str:
    address = told.get("address")
    if not isinstance(address, str):
        _refuse(f"{name}.address", "an address, as http://127.0.0.1:8000/v1")
    try:
        parts_of(address)
    except AddressRefused as refusal:
        raise SettingRefused(f"{name}.address: {refusal}") from refusal
    if "?" in address or "#" in address:
        _refuse(f"{name}.address", "an address without ? and #")
    return address.rstrip("/")


def _key_variable(name: str, told: dict[str, Any], environment: Mapping[str, str]) -> str:
    variable = told.get("key_env", "")
    if not isinstance(variable, str) or (variable and not _VARIABLE.fullmatch(variable)):
        _refuse(f"{name}.key_env", "the name of a variable of the environment, not the key")
    if variable and not environment.get(variable, "").strip():
        raise SettingRefused(f"{name}.key_env names {variable}, which is not set.")
    return variable


def _one_of(name: str, told: dict[str, Any], part: str, words: tuple[str, ...]) -> str:
    word = told.get(part, words[0])
    if word not in words:
        _refuse(f"{name}.{part}", " or ".join(words))
    return str(word)


def _price(name: str, told: dict[str, Any], part: str) -> float | None:
    price = told.get(part)
    if price is None:
        return None
    if not _is_number(price) or not 0 <= price <= 100_000:
        _refuse(f"{name}.{part}", "what a million tokens cost, a number from 0")
    return float(price)


def _seconds(name: str, told: dict[str, Any]) -> float:
    seconds = told.get("seconds", 120)
    if not _is_number(seconds) or not 1 <= seconds <= LONGEST_SECONDS:
        _refuse(f"{name}.seconds", f"a number from 1 to {LONGEST_SECONDS}")
    return float(seconds)


def _texts(name: str, told: dict[str, Any], part: str) -> tuple[str, ...]:
    found = told.get(part, [])
    if not isinstance(found, list) or not all(isinstance(o, str) and "\0" not in o for o in found):
        _refuse(f"{name}.{part}", "a list of texts")
    return tuple(found)


def _is_number(told: Any) -> bool:
    return isinstance(told, int | float) and not isinstance(told, bool)


def _refuse(part: str, wanted: str) -> NoReturn:
    raise SettingRefused(f"{part} must be {wanted}.")
