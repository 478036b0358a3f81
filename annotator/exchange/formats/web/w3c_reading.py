"""Read W3C Web Annotations: a page, a collection, a list, or one alone."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from annotator.exchange.formats.anchoring import anchored
from annotator.exchange.formats.document import ABOUT, FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatProblem, FormatRefused, FromFile, NotTaken
from annotator.exchange.formats.strict_json import (
    json_of,
    list_at,
    object_at,
    offset_at,
    text_at,
    utf_8,
)

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
WIKIDATA = "http://www.wikidata.org/entity/"
NO_TAG = "(no tag)"
_COMMENTS = {"commenting", "describing", "replying"}


class _Selected(NamedTuple):
    """What selectors say of a span, as far as it is read."""

    quote: str = ""
    start: int | None = None
    end: int | None = None
    prefix: str = ""
    suffix: str = ""

    @property
    def says_nothing(self) -> bool:
        return not self.quote and self.start is None


def read(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document a source; one whose text is not in the file has none."""
    page = json_of(name, utf_8(name, content))
    items, sources = _items(name, page)
    marks: dict[str, list[FormatMark]] = {address: [] for address in sources}
    for number, item in enumerate(items, 1):
        place = f"{name}, annotation {number}"
        for address, mark in _marks(place, object_at(place, item, "An annotation"), sources):
            if isinstance(mark, FormatMark):
                marks.setdefault(address, []).append(mark)
            else:
                yield mark
    for address, found in marks.items():
        yield _document(name, address, sources.get(address, {}), found)


def _items(name: str, page: Any) -> tuple[list[Any], dict[str, Mapping[str, Any]]]:
    """Return the annotations of a page, a collection, a list or of one alone, and the texts."""
    if isinstance(page, list):
        return page, {}
    page = object_at(name, page, "The file")
    if "target" in page:
        return [page], {}
    first = page.get("first")
    holder = first if isinstance(first, dict) and "items" not in page else page
    items = list(list_at(f"{name}, items", holder.get("items"), "items"))
    if not items and not page.get("annotator:sources"):
        raise FormatRefused(name, "It holds no annotations: an AnnotationPage has “items”.")
    sources = {}
    for number, one in enumerate(list_at(name, page.get("annotator:sources"), "sources"), 1):
        said = object_at(f"{name}, source {number}", one, "A source")
        sources[text_at(said, "id")] = said
    return items, sources


def _document(
    name: str, address: str, said: Mapping[str, Any], marks: list[FormatMark]
) -> FormatDocument:
    about = {each: text_at(said, f"annotator:{each}") for each in ABOUT}
    if not said:
        about["url"] = address
    return FormatDocument(
        name=address,
        text=text_at(said, "value"),
        marks=marks,
        readers=tuple(
            reader
            for reader in list_at(name, said.get("annotator:readers"), "readers")
            if isinstance(reader, str)
        ),
        place=f"{name}, {address}",
        **about,
    )


def _marks(
    place: str, item: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, FormatMark | NotTaken | FormatProblem]]:
    """Yield each source with a mark of it, for each target and each tag of an annotation."""
    tags, details, unread = _bodies(place, item)
    if unread:
        yield "", NotTaken(place, f"Bodies that are no tag, comment or name: {', '.join(unread)}.")
    own = item.get("annotator:details")
    if isinstance(own, dict):
        details |= {str(key): value for key, value in own.items() if isinstance(value, str)}
    targets = item.get("target")
    for target in targets if isinstance(targets, list) else [targets]:
        address, selected, strange = _target(place, target)
        text = text_at(sources.get(address, {}), "value")
        span = _span(text, selected)
        if strange and selected.says_nothing:
            yield address, NotTaken(place, f"It is placed by {strange} alone, which is not read.")
            continue
        if span is None and not selected.says_nothing:
            told = f"“{selected.quote or selected.start}” stands nowhere in the text."
            yield address, FormatProblem(place, f"{told} Correct its quote selector.")
            continue
        for tag in tags:
            start, end, quote = span or (None, None, "")
            yield (
                address,
                FormatMark(
                    label=tag,
                    start=start,
                    end=end,
                    quote=quote,
                    layer=text_at(item, "annotator:layer") or "reading",
                    annotator=_creator(item.get("creator")),
                    part=offset_at(place, item.get("annotator:part", 0), "annotator:part"),
                    id=text_at(item, "id").removeprefix("urn:uuid:"),
                    details=details,
                    created_at=text_at(item, "created"),
                    updated_at=text_at(item, "modified"),
                    codebook_edition=text_at(item, "annotator:codebook_edition"),
                    prefix=selected.prefix,
                    suffix=selected.suffix,
                    place=place,
                ),
            )


def _span(text: str, selected: _Selected) -> tuple[int, int, str] | None:
    """Return where the selectors point, with the words; without a text, what they say."""
    if not text:
        if selected.quote:
            start = selected.start or 0
            return start, start + len(selected.quote), selected.quote
        return None
    if not selected.quote:
        if selected.start is None or selected.end is None or selected.end > len(text):
            return None
        return selected.start, selected.end, text[selected.start : selected.end]
    found = anchored(text, selected.quote, selected.start)
    if found and selected.start != found[0]:
        found = anchored(text, *selected[:2], selected.prefix, selected.suffix)
    return (*found, selected.quote) if found else None


def _bodies(place: str, item: Mapping[str, Any]) -> tuple[list[str], dict[str, str], list[str]]:
    """Return the tags of an annotation, the details that its bodies tell, and what is not read."""
    bodies = item.get("body", item.get("bodyValue"))
    tags: list[str] = []
    notes: list[str] = []
    unread: list[str] = []
    details: dict[str, str] = {}
    for body in bodies if isinstance(bodies, list) else [bodies]:
        if isinstance(body, str):
            notes.append(body)
        elif isinstance(body, dict):
            purpose, value = text_at(body, "purpose"), text_at(body, "value")
            source = text_at(body, "source", "id")
            if source.startswith((WIKIDATA, WIKIDATA.replace("http:", "https:"))):
                details["entity_wikidata"] = source.rpartition("/")[2]
            elif value and (purpose in {"tagging", "classifying"} or (not purpose and not notes)):
                tags.append(value)
            elif value and (purpose in _COMMENTS or not purpose):
                notes.append(value)
            else:
                unread.append(purpose or text_at(body, "type") or "without a purpose")
    if notes:
        details["note"] = "\n".join(notes)
    return tags or [NO_TAG], details, unread


def _target(place: str, target: Any) -> tuple[str, _Selected, str]:
    """Return the source of a target, what its selectors say, and which of them is not read."""
    if isinstance(target, str):
        return target, _Selected(), ""
    target = object_at(place, target, "target")
    source = target.get("source", target.get("id", ""))
    address = (
        source if isinstance(source, str) else text_at(object_at(place, source, "source"), "id")
    )
    selectors = target.get("selector")
    selected, strange = _Selected(), ""
    for one in selectors if isinstance(selectors, list) else [selectors]:
        if not isinstance(one, dict):
            continue
        kind = text_at(one, "type")
        if kind == "TextQuoteSelector":
            selected = selected._replace(
                quote=text_at(one, "exact"),
                prefix=text_at(one, "prefix"),
                suffix=text_at(one, "suffix"),
            )
        elif kind == "TextPositionSelector":
            start, end = (offset_at(place, one.get(word), word) for word in ("start", "end"))
            selected = selected._replace(start=start, end=end)
        else:
            strange = kind or "a selector without a type"
    return address, selected, strange


def _creator(creator: Any) -> str:
    one = creator[0] if isinstance(creator, list) and creator else creator
    if isinstance(one, dict):
        return text_at(one, "nickname", "name", "id")
    return one if isinstance(one, str) else ""
