"""Read what a web annotation says: its bodies, as tags, a note and a name (pure)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.strict_json import text_at

WIKIDATA = "http://www.wikidata.org/entity/"
NO_TAG = "(no tag)"
_TAGS = {"tagging", "classifying"}
_COMMENTS = {"commenting", "describing", "replying"}
_OF_BODY = frozenset({"type", "purpose", "value", "source", "id", "format"})


@dataclass
class AnnotationBodies:
    """What the bodies of an annotation say, so far."""

    tags: list[str] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def bodies_of(place: str, item: Mapping[str, Any], unread: Unread) -> AnnotationBodies:
    """Return the tags of an annotation and the details that its bodies tell, counting the rest."""
    said = AnnotationBodies()
    motive = next((one for one in _motives(item) if one in _COMMENTS), "")
    bodies = item.get("body", item.get("bodyValue"))
    for body in bodies if isinstance(bodies, list) else [bodies]:
        if isinstance(body, str):
            said.notes.append(body)
        elif isinstance(body, dict):
            unread.names(place, body, _OF_BODY, " of a body")
            # Where a body says no purpose, it has that of the annotation.
            if kind := _take(body, text_at(body, "purpose") or motive, said):
                told = f"Bodies that are no tag, comment or name ({kind[:40]}) are not read."
                unread.add(place, told)
        elif body is not None:
            unread.add(place, "Bodies that are no text and no object are not read.")
    if said.notes:
        said.details["note"] = "\n".join(said.notes)
    said.tags = said.tags or [NO_TAG]
    return said


def _take(body: Mapping[str, Any], purpose: str, said: AnnotationBodies) -> str:
    """Add what a body says. Returns what it is, where that is not read."""
    value, source = text_at(body, "value"), text_at(body, "source", "id")
    if source.startswith((WIKIDATA, WIKIDATA.replace("http:", "https:"))):
        number = source.rpartition("/")[2]
        if said.details.setdefault("entity_wikidata", number) != number:
            return "a second entry of Wikidata"
    elif value and (purpose in _TAGS or (not purpose and not said.notes)):
        said.tags.append(value)
    elif value and (purpose in _COMMENTS or not purpose):
        said.notes.append(value)
    else:
        return purpose or text_at(body, "type") or "without a purpose"
    return ""


def _motives(item: Mapping[str, Any]) -> Iterator[str]:
    given = item.get("motivation")
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, str):
            yield one.rpartition(":")[2]
