"""What a card says beneath its quote, from the declared details (pure: no Django).

`static/workbench/declared_details.js` says the same of a change that waits to be sent: it is handed
`for_script()`, and a test draws the same annotations both ways.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from annotator.annotations.detail import Detail, DetailType
from annotator.annotations.details import (
    COMES_TO,
    DETAILS,
    ENTITY_DETAILS,
    ESSENTIAL,
    KINDS,
    READ_OFF,
)


class CardLine(NamedTuple):
    """One line that a card may have; `name` is empty in the line of what a value comes to."""

    name: str
    label: str
    named: bool = False
    """Whether the detail is a thing, which is shown by its name."""
    always: str = ""
    """What stands there where the detail is not given."""
    quiet: str = ""
    """What goes without saying: the line is left out where the detail is so."""
    words: tuple[tuple[str, str], ...] = ()
    """What each choice is called, where that is not the choice itself."""


def _lines(kind: str) -> tuple[CardLine, ...]:
    """Return the lines of a kind; what a value comes to is one line, in its place."""
    lines = [_line(d) for d in DETAILS if kind in d.kinds and (d.comes_to or d.on_card)]
    return tuple(dict.fromkeys(lines))


def _line(detail: Detail) -> CardLine:
    if detail.comes_to:
        return CardLine("", "comes to")
    return CardLine(
        detail.name,
        detail.on_card,
        detail.is_thing,
        detail.unsaid if detail.always else "",
        detail.unsaid if detail.type == DetailType.CHOICE else "",
        detail.words,
    )


CARD_LINES = {kind: _lines(kind) for kind in KINDS}
"""The lines that a card may have, by the kind of annotation, in their order."""


def card_lines(
    kind: str, details: Mapping[str, str], names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return label and words of each line of a card.

    `details` are the details given, by name; `names` what the things among them are called.
    """
    lines = []
    for name, label, named, always, quiet, called in CARD_LINES[kind]:
        if not name:
            words = value_in_words(details)
            if words.casefold() == details.get("value", "").casefold():
                continue
        else:
            words = (names if named else details).get(name, always)
            if words == quiet:
                continue
            if called:
                words = dict(called).get(words, words)
        if words:
            lines.append((label, words))
    return lines


def value_in_words(details: Mapping[str, str]) -> str:
    """Say the value as it is compared: “nearly 23 year”, “2022-02-24”, “10 – 12 km”.

    Days that are one whole time are “from 2022-02-23 to 2022-02-24”.
    """
    low, high = details.get("value_low", ""), details.get("value_high", "")
    if not low and not high:
        return details.get("answer_key", "")
    approximator = details.get("approximator", "")
    if low and high:
        parts = f"from {low} to {high}" if details.get("value_span") else f"{low} – {high}"
        number = low if low == high else parts
        before = approximator + " " if approximator in {"about", "nearly"} else ""
    else:
        number = low or high
        fallback = (
            ("from" if low else "until")
            if "-" in number[1:]
            else ("at least" if low else "at most")
        )
        before = (approximator if approximator not in {"", "exact", "about"} else fallback) + " "
    return f"{before}{number} {details.get('unit', '')}".strip()


def value_and_what_it_is(details: Mapping[str, str]) -> str:
    """Return the value in the source's words, and what it comes to where that is not the same."""
    words, comes_to = details.get("value", ""), value_in_words(details)
    if words and comes_to and comes_to.casefold() != words.casefold():
        return f"{words} ({comes_to})"
    return words or comes_to


def _for_script(line: CardLine) -> dict[str, Any]:
    return {**line._asdict(), "words": dict(line.words)}


def for_script() -> dict[str, Any]:
    """Return what the page's script is told of the details, as data for JSON."""
    return {
        "kinds": {kind: [d.name for d in DETAILS if kind in d.kinds] for kind in KINDS},
        "card": {kind: [_for_script(line) for line in CARD_LINES[kind]] for kind in KINDS},
        "essential": ESSENTIAL,
        "entities": ENTITY_DETAILS,
        "comesTo": COMES_TO,
        "readOff": READ_OFF,
    }
