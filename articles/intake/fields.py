"""Check the values of an article on its way in: source, title, byline, address, language, day."""

import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from articles.intake.sheets.days import NoDay, read_day
from articles.models import Article, Source

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_is_address = URLValidator(["http", "https"])


class Refused(ValueError):
    """A value that cannot be stored; the message names it and the remedy."""


def max_length(name: str) -> int:
    """Return how many code points a field holds; `source` stands for the name of a source."""
    model, column = (Source, "name") if name == "source" else (Article, name)
    length: int = model._meta.get_field(column).max_length  # type: ignore[union-attr, assignment]
    return length


def _plain(name: str, value: str) -> str:
    found = _CONTROL.search(value)
    if found:
        raise Refused(f"{name} holds the control character U+{ord(found[0]):04X}. Remove it.")
    if len(value) > max_length(name):
        raise Refused(
            f"{name} has {len(value):,} characters; {max_length(name):,} fit. Shorten it."
        )
    return value


def _source(value: str) -> str:
    if not value:
        raise Refused("source is empty. Name the newspaper, agency or site.")
    return _plain("source", value)


def _address(value: str) -> str:
    try:
        if value:
            _is_address(_plain("url", value))
    except ValidationError as error:
        message = f"url “{_short(value)}” is not an address. It begins with https:// or http://."
        raise Refused(message) from error
    return value


def _tag(value: str) -> str:
    if value and not _LANGUAGE.fullmatch(value):
        raise Refused(f"language “{_short(value)}” is not a tag. Write one such as en or pt-BR.")
    return _plain("language", value)


def _day(value: str) -> str:
    try:
        return value and read_day(value).isoformat()
    except NoDay as error:
        raise Refused(f"published_on “{_short(value)}” {error}") from error


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:59] + "…"


CHECKS: dict[str, Callable[[str], str]] = {
    "source": _source,
    "title": lambda value: _plain("title", value),
    "byline": lambda value: _plain("byline", value),
    "url": _address,
    "language": _tag,
    "published_on": _day,
}
"""Each returns its value as it is stored, or raises Refused."""
