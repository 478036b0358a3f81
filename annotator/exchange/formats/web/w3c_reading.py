"""Read W3C Web Annotations: a page, a collection, a list, or one alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.exchange.formats.document import ABOUT, FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatProblem, FormatRefused, FromFile, NotTaken
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.strict_json import (
    json_of,
    list_at,
    object_at,
    offset_at,
    text_at,
    utf_8,
)
from annotator.exchange.formats.web.w3c_bodies import bodies_of
from annotator.exchange.formats.web.w3c_targets import BY_POSITION, span_of, target_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_OF_PAGE = frozenset(
    {
        *("@context", "id", "type", "items", "first", "last", "next", "prev", "total"),
        *("startIndex", "partOf", "annotator:sources"),
    }
)
_OF_ANNOTATION = frozenset(
    {
        *("@context", "id", "type", "motivation", "creator", "created", "modified"),
        *("body", "bodyValue", "target"),
        *(f"annotator:{name}" for name in ("layer", "part", "details", "codebook_edition")),
    }
)
_MOTIVES_READ = frozenset(
    {
        *("tagging", "classifying", "identifying", "highlighting"),
        *("commenting", "describing", "replying"),
    }
)


def read(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document a source; one whose text is not in the file has none."""
    page = json_of(name, utf_8(name, content))
    unread = Unread()
    items, sources = _items(name, page, unread)
    marks: dict[str, list[FormatMark]] = {address: [] for address in sources}
    for number, item in enumerate(items, 1):
        place = f"{name}, annotation {number}"
        annotation = object_at(place, item, "An annotation")
        for address, mark in _marks(place, annotation, sources, unread):
            if isinstance(mark, FormatMark):
                marks.setdefault(address, []).append(mark)
            else:
                yield mark
    yield from unread.told()
    for address, found in marks.items():
        yield _document(name, address, sources.get(address, {}), found)


def _items(name: str, page: Any, unread: Unread) -> tuple[list[Any], dict[str, Mapping[str, Any]]]:
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
        if isinstance(first, str):
            told = f"Its annotations are not in the file, but at {first[:200]}. Import that page."
            raise FormatRefused(name, told)
        raise FormatRefused(name, "It holds no annotations: an AnnotationPage has “items”.")
    _tell_of_pages(name, page, holder, len(items), unread)
    sources = {}
    for number, one in enumerate(list_at(name, page.get("annotator:sources"), "sources"), 1):
        said = object_at(f"{name}, source {number}", one, "A source")
        sources[text_at(said, "id")] = said
    return items, sources


def _tell_of_pages(
    name: str, page: Mapping[str, Any], holder: Mapping[str, Any], number: int, unread: Unread
) -> None:
    """Count what a collection says beside its annotations, and tell of pages that are elsewhere."""
    pages = [page] if holder is page else [page, holder]
    for one in pages:
        unread.names(name, one, _OF_PAGE)
    above = holder.get("partOf")
    totals = [one.get("total") for one in (*pages, above) if isinstance(one, Mapping)]
    total = max((one for one in totals if type(one) is int), default=0)
    if total > number or any(one.get(way) for one in pages for way in ("next", "prev")):
        of = f" of {total:,}" if total > number else ""
        told = f"Other pages of the collection are not in the file: it has {number:,}{of} "
        unread.add(name, f"{told}annotations. Import each page as a file of its own.")


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
    place: str, item: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]], unread: Unread
) -> Iterator[tuple[str, FormatMark | NotTaken | FormatProblem]]:
    """Yield each source with a mark of it, for each target and each tag of an annotation."""
    _count_unread(place, item, unread)
    said = bodies_of(place, item, unread)
    details = dict(said.details)
    own = item.get("annotator:details")
    if isinstance(own, dict):
        details |= {str(key): value for key, value in own.items() if isinstance(value, str)}
    targets = item.get("target")
    for target in targets if isinstance(targets, list) else [targets]:
        address, selected, refused = target_of(place, target, unread)
        if refused:
            yield address, NotTaken(place, refused)
            continue
        text = text_at(sources.get(address, {}), "value")
        span = span_of(text, selected)
        if span is None and not selected.says_nothing:
            yield address, FormatProblem(place, selected.in_words())
            continue
        if span and not span[2]:
            unread.add(place, BY_POSITION)
        for tag in said.tags:
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


def _count_unread(place: str, item: Mapping[str, Any], unread: Unread) -> None:
    unread.names(place, item, _OF_ANNOTATION)
    motives = item.get("motivation")
    for one in motives if isinstance(motives, list) else [motives]:
        if isinstance(one, str) and one.rpartition(":")[2] not in _MOTIVES_READ:
            unread.add(place, f"The motivation “{one[:40]}” is not read.")
    creators = item.get("creator")
    if isinstance(creators, list) and len(creators) > 1:
        unread.add(place, "Of several creators the first is read.")


def _creator(creator: Any) -> str:
    one = creator[0] if isinstance(creator, list) and creator else creator
    if isinstance(one, dict):
        return text_at(one, "nickname", "name", "id")
    return one if isinstance(one, str) else ""
