"""Find the JSON in what a model wrote: between prose, in a fence, or cut off in the middle (pure:
no Django).

The work is bounded by the length: only the first openings are tried.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

OPENINGS = 20
"""So many braces or brackets are tried, at most, where an answer does not begin with its JSON."""
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"```(?:json)?\s*\n(.*?)(?:\n\s*```|\Z)", re.DOTALL)
_SPANS = re.compile(r'"spans"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


class SaidTwice:
    """Stands for an object that says one thing twice: which is meant, nobody knows."""


class LooseAnswer(NamedTuple):
    """What was found: the object, or the spans that stand whole in one that is cut off."""

    whole: dict[str, Any] | None
    spans: list[Any]
    cut_off: bool


def _object(pairs: list[tuple[str, Any]]) -> Any:
    found = dict(pairs)
    return found if len(found) == len(pairs) else SaidTwice()


# What is no number (NaN, Infinity) is nothing.
_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=lambda _: None)


def found_in(words: str) -> LooseAnswer | None:
    """Return the object with spans, or the list of them, that stands in the words; or None."""
    words = _THOUGHTS.sub("", words, count=1)
    for text in _texts(words):
        for value in _values(text):
            if isinstance(value, dict) and isinstance(value.get("spans"), list):
                return LooseAnswer(value, value["spans"], False)
            if isinstance(value, list) and any(isinstance(one, dict) for one in value):
                return LooseAnswer(None, value, False)
            if value == [] and text.strip() == "[]":
                return LooseAnswer(None, [], False)
    return _cut_off(words)


def _texts(words: str) -> Iterator[str]:
    """Yield what stands in a fence, and then all."""
    fenced = _FENCE.search(words)
    if fenced and not words.lstrip().startswith(("{", "[")):
        yield fenced[1]
    yield words


def _values(text: str) -> Iterator[Any]:
    """Yield the values that begin at the first braces and brackets, none inside of another."""
    behind = tried = 0
    for opening in re.finditer(r"[{\[]", text):
        if opening.start() < behind:
            continue
        tried += 1
        if tried > OPENINGS:
            return
        found = _value_at(text, opening.start())
        if found is not None:
            value, behind = found
            yield value


def _value_at(text: str, at: int) -> tuple[Any, int] | None:
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None


def _cut_off(words: str) -> LooseAnswer | None:
    """Return the spans that stand whole before the place where an answer breaks off."""
    begun = _SPANS.search(words)
    at = begun.end() if begun else _list_of_objects(words)
    spans: list[Any] = []
    while at is not None:
        at = _behind_comma(words, at)
        found = _value_at(words, at) if words.startswith("{", at) else None
        if found is None:
            break
        spans.append(found[0])
        at = found[1]
    return LooseAnswer(None, spans, True) if spans else None


def _list_of_objects(words: str) -> int | None:
    begun = re.search(r"\[\s*(?=\{)", words)
    return begun.end() if begun else None


def _behind_comma(words: str, at: int) -> int:
    found = _BETWEEN.match(words, at)
    return found.end() if found else at
