"""Read what a web annotation is about: a source, and where selectors point in it (pure)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from annotator.exchange.formats.anchoring import anchored
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.strict_json import object_at, offset_at, text_at

QUOTE, POSITION = "TextQuoteSelector", "TextPositionSelector"
BY_POSITION = (
    "It has a position and no quote, and no text is in the file: the position is taken as it is. "
    "Look whether the words are right."
)
_OF_TARGET = frozenset({"source", "id", "type", "selector", "format"})
_OF_SELECTOR = {
    QUOTE: frozenset({"type", "exact", "prefix", "suffix", "refinedBy"}),
    POSITION: frozenset({"type", "start", "end", "refinedBy"}),
}


class AnnotatedPlace(NamedTuple):
    """What selectors say of a span, as far as it is read."""

    quote: str = ""
    start: int | None = None
    end: int | None = None
    prefix: str = ""
    suffix: str = ""

    @property
    def says_nothing(self) -> bool:
        return not self.quote and self.start is None

    def in_words(self) -> str:
        """Return what it points to, for a message."""
        if self.quote:
            return f"“{self.quote[:60]}” stands nowhere in the text. Correct its quote selector."
        return f"{self.start} to {self.end} is no place in the text. Correct its position selector."


class AnnotationTarget(NamedTuple):
    """The address of a source, where in it, and why that is not taken, if so."""

    address: str
    selected: AnnotatedPlace = AnnotatedPlace()
    refused: str = ""


def target_of(place: str, target: Any, unread: Unread) -> AnnotationTarget:
    """Return what a target says. Raises FormatRefused where it is none."""
    if isinstance(target, str):
        return AnnotationTarget(target)
    target = object_at(place, target, "target")
    if isinstance(target.get("items"), list):
        kind = text_at(target, "type") or "items"
        return AnnotationTarget(
            "", refused=f"It is about several things in one target ({kind[:40]})."
        )
    unread.names(place, target, _OF_TARGET, " of a target")
    source = target.get("source", target.get("id", ""))
    address = (
        source if isinstance(source, str) else text_at(object_at(place, source, "source"), "id")
    )
    given = target.get("selector")
    selectors = given if isinstance(given, list) else [given] if given is not None else []
    selected, strange = AnnotatedPlace(), ""
    for one in selectors:
        # Several selectors say the same in several ways: whatever is read of them is enough.
        if isinstance(one, dict) and not (why := _strange(one)):
            selected = _told(place, one, selected, unread)
        else:
            strange = why if isinstance(one, dict) else "the address of a selector"
    if selectors and selected.says_nothing:
        told = f"It is placed by {strange or 'an empty selector'} alone, which is not read."
        return AnnotationTarget(address, selected, told)
    return AnnotationTarget(address, selected)


def _strange(selector: Mapping[str, Any]) -> str:
    """Return what a selector is that is not read; '' for one that is."""
    kind = text_at(selector, "type")
    if kind not in _OF_SELECTOR:
        return kind[:60] or "a selector without a type"
    # It selects a part of what it says, and never all of that.
    return f"a {kind} that another refines (refinedBy)" if selector.get("refinedBy") else ""


def _told(
    place: str, one: Mapping[str, Any], so_far: AnnotatedPlace, unread: Unread
) -> AnnotatedPlace:
    kind = text_at(one, "type")
    unread.names(place, one, _OF_SELECTOR[kind], f" of a {kind}")
    if kind == QUOTE:
        quote, before, after = (text_at(one, name) for name in ("exact", "prefix", "suffix"))
        return so_far._replace(quote=quote, prefix=before, suffix=after)
    start, end = (offset_at(place, one.get(word), word) for word in ("start", "end"))
    return so_far._replace(start=start, end=end)


def span_of(text: str, selected: AnnotatedPlace) -> tuple[int, int, str] | None:
    """Return where the selectors point, with the words; None where that is nowhere.

    Without a text it is what they say, and without a quote no words.
    """
    _, start, end, prefix, suffix = selected
    if not selected.quote:
        if start is None or end is None or not start < end:
            return None
        return (start, end, text[start:end]) if not text or end <= len(text) else None
    if not text:
        return start or 0, (start or 0) + len(selected.quote), selected.quote
    found = anchored(text, selected.quote, start)
    if found and start != found[0]:
        found = anchored(text, selected.quote, start, prefix, suffix)
    return (*found, selected.quote) if found else None
