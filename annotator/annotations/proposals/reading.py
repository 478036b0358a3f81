"""What marked words come to as the answer to a question: one place that reads it (no Django)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from annotator.annotations.drawing.card_lines import value_in_words
from annotator.annotations.proposals.options import options_in
from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.yes_no import yes_or_no
from annotator.annotations.values.extract import ExtractedValue, extract
from annotator.annotations.values.units import convertible, unit_named

LONGEST_VALUE = 500
EDGES = " \t\n.,;:!?…-–—\"'“”„«»‘’()[]،؛؟。、"
_OPENING = {")": "(", "]": "["}


class ReadValue(NamedTuple):
    """An answer's details by name, the line that reads it back, and what the date rests on."""

    values: dict[str, str]
    reads_back: str = ""
    relative: str = ""
    found: bool = False
    """Whether anything was read that can be compared."""
    fits: bool = False
    """Whether the words have what the question asks for, be it more than one of it."""


@lru_cache(maxsize=512)
def read_value(
    words: str, type: str | None, unit: str, published: date | None
) -> ExtractedValue | None:
    """Return the quantity or date in the words, or None. `published` is the article's date."""
    return extract(words, type, unit, published=published)


def tidied(quote: str) -> str:
    """Return the words of a quote as a text answer: without the marks at its edges."""
    words = " ".join(quote.split())
    end = len(words.rstrip(EDGES))
    # A bracket that closes what is open within stays: “a pipeline (PSGP)”.
    closing = words[end : end + 1]
    if closing in _OPENING and words[:end].count(_OPENING[closing]) > words[:end].count(closing):
        end += 1
    words = words[:end].lstrip(EDGES.replace("(", "").replace("[", ""))
    if len(words) > LONGEST_VALUE:
        words = words[:LONGEST_VALUE].rsplit(" ", 1)[0]
    return words


def value_for(
    passage: Passage,
    type: str,
    *,
    unit: str = "",
    wording: str = "",
    options: Sequence[str] = (),
    topics: frozenset[str] = frozenset(),
    published: date | None = None,
) -> ReadValue:
    """Return what the marked words come to for a question of this type."""
    quote = passage.quote
    if type in {"quantity", "date"}:
        read = read_value(quote, type, unit, published)
        if read is None or read.type != type or not _converts(read.unit, unit):
            return ReadValue(_blank(quote))
        counted = bool(unit) and not read.unit and type == "quantity" and not unit_named(unit)
        # What is counted, as people or houses, is no unit that words could be converted from.
        return _measured(replace(read, unit=unit) if counted else read, published)
    if type in {"yes-no", "choice"}:
        if type == "yes-no":
            keys = [key] if (key := yes_or_no(passage, wording, topics)) else []
        else:
            keys = options_in(quote, options)
        key = keys[0] if len(keys) == 1 else ""
        values = _blank(quote) | {"answer_key": key}
        return ReadValue(values, f"= {key}" if key else "", "", bool(key), bool(keys))
    return ReadValue(_blank(quote), "", "", True)


def _converts(read: str, asked: str) -> bool:
    """Return whether what has the one unit can answer what is asked in the other."""
    return not read or not asked or convertible(read, unit_named(asked) or asked)


def _blank(quote: str) -> dict[str, str]:
    return {
        "value": tidied(quote), "value_low": "", "value_high": "", "value_bounds": "",
        "value_span": "", "unit": "", "approximator": "", "answer_key": "",
    }  # fmt: skip


def _measured(read: ExtractedValue, published: date | None) -> ReadValue:
    values = {
        "value": " ".join(read.value.split()),
        "value_low": read.low,
        "value_high": read.high,
        "value_bounds": read.bounds,
        "value_span": read.span,
        "unit": read.unit,
        "approximator": read.approximator,
        "answer_key": "",
    }
    words = value_in_words(values)
    if read.approximator == "exact":
        words += ", exactly" if read.type == "quantity" and read.low == read.high else ""
    return ReadValue(values, f"= {words}", _rests_on(read, published), True)


def _rests_on(read: ExtractedValue, published: date | None) -> str:
    """Say which days were reckoned from the article's date, empty where none were."""
    if not read.relative or published is None:
        return ""
    ends = [day_in_words(date.fromisoformat(end)) for end in (read.low, read.high) if end]
    days = " to ".join(dict.fromkeys(ends))
    return f"{days}, by the article’s date, {day_in_words(published)}"


def day_in_words(day: date) -> str:
    """Return a day as a reader says it: 24 February 2022."""
    return f"{day.day} {day:%B} {day.year}"
